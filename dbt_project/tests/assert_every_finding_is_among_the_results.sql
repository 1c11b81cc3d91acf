{{ config(meta={'dagster': {'ref': {'name': 'findings'}}}) }}
-- A finding belongs to a pair of report and rule in rule_results, and that pair is never a pass.
select f.finding_id
from {{ ref('findings') }} as f
semi join {{ ref('int_touched') }} as n using (report_id)
left join {{ ref('rule_results') }} as x using (report_id, rule_id)
where x.status is null or x.status in ('pass', 'not_assessable')
