{{ config(meta={'dagster': {'ref': {'name': 'rule_results'}}}) }}
-- rule_results holds exactly the pairs of reports and rules that apply, counted here in another way: by the report's
-- scope alone, then by the scope of the year before.
with wanted as (
    select r.report_id, count(distinct s.rule_id) as rule_count
    from {{ ref('int_reports') }} as r
    semi join {{ ref('int_touched') }} as n using (report_id)
    left join (
        select y.report_number, p.rule_scope as previous_scope
        from {{ ref('int_report_pairs') }} as y
        inner join {{ ref('int_reports') }} as p on y.previous_number = p.report_number
    ) as y using (report_number)
    inner join {{ ref('int_rule_scopes') }} as s
        on s.to_scope = r.rule_scope
        and coalesce(s.from_scope, '') in (
            '',
            coalesce(
                y.previous_scope,
                (select {{ scope_of_year('r.report_year - 1') }})
            )
        )
    group by r.report_id
),

held as (
    select report_id, count(*) as rule_count
    from {{ ref('rule_results') }}
    semi join {{ ref('int_touched') }} using (report_id)
    group by report_id
)

select
    coalesce(w.report_id, h.report_id) as report_id,
    w.rule_count as wanted,
    h.rule_count as held
from wanted as w
full outer join held as h using (report_id)
where w.rule_count is distinct from h.rule_count
