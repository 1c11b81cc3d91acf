-- Applications by outcome group and reason, in terms that eras share as far as comparability says; join nothing across
-- a break. reason all is the group itself. One scope, one kind and one level of authority a row.
select
    r.report_year,
    r.era,
    r.scope,
    u.kind,
    u.level,
    k.outcome_group,
    f.reason,
    case max(case k.comparability when 'exact' then 1 when 'approximate' then 2 else 3 end)
        when 1 then 'exact' when 2 then 'approximate' else 'break'
    end as comparability,
    count(distinct f.report_id) as report_count,
    sum(f.value)::decimal(38, 2) as application_count
from {{ ref('fct_applications') }} as f
inner join {{ ref('dim_report') }} as r using (report_id)
inner join {{ ref('dim_authority') }} as u on r.authority_id = u.authority_id
inner join {{ ref('outcome_crosswalk') }} as k on r.era = k.era and f.outcome = k.outcome and f.reason = k.reason
where f.measure = 'outcome' and f.channel = 'all' and f.applicant = 'all' and not f.is_nested
group by r.report_year, r.era, r.scope, u.kind, u.level, k.outcome_group, f.reason
