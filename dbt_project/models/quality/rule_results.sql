-- The index of reports and rules first, then what was found, so that no pair is lost. Of several results of a pair the
-- gravest counts: fail, waived, imputed_pass, pass; without any, not_assessable.
with applicable as (
    select distinct
        r.report_number,
        r.report_id,
        s.rule_id
    from {{ ref('int_reports') }} as r
    left join {{ ref('int_report_pairs') }} as p using (report_number)
    inner join {{ ref('int_rule_scopes') }} as s
        on r.rule_scope = s.to_scope
        and (
            s.from_scope is null
            -- without the report of the year before, the era of that year says which rule it would have been
            or s.from_scope = coalesce(
                p.previous_scope,
                {{ scope_of_year('r.report_year - 1') }}
            )
        )
),

results as (
    select
        report_number,
        rule_id,
        max(case status when 'fail' then 4 when 'waived' then 3 when 'imputed_pass' then 2 when 'pass' then 1 else 0 end) as grade
    from (
        select report_number, rule_id, status from {{ ref('int_identity_results') }} where status = 'pass'
        union all
        select report_number, rule_id, status from {{ ref('int_check_findings') }} where status = 'pass'
        union all
        select report_number, rule_id, status from {{ ref('int_findings') }}
    )
    group by all
)

select
    a.report_id,
    a.rule_id,
    case coalesce(x.grade, 0)
        when 4 then 'fail' when 3 then 'waived' when 2 then 'imputed_pass' when 1 then 'pass' else 'not_assessable'
    end as status
from applicable as a
left join results as x using (report_number, rule_id)
