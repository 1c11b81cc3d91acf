-- What some rules ask of a report before they apply.
with stated as (
    select
        report_number,
        bool_or(
            measure = 'outcome' and not is_nested and reason = 'all' and applicant = 'all'
            and outcome not in ('granted', 'partially_granted', 'denied')
        ) as has_further_outcomes
    from {{ ref('int_stated') }}
    where fact = 'application'
    group by all
)

select
    r.report_number,
    r.form like 'annex%' as has_annex,
    coalesce(s.has_further_outcomes, false) as has_further_outcomes,
    -- governments of provinces and of cities with districts, and ministries
    r.authority_level = 'national'
        or (r.authority_kind = 'government' and r.authority_level in ('province', 'prefecture')) as may_make_regulations
from {{ ref('int_reports') }} as r
left join stated as s using (report_number)
