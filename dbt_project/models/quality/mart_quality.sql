-- Per report: how many of the rules that apply could be assessed, and how they came out.
select
    x.report_id,
    any_value(r.authority_id) as authority_id,
    any_value(r.region_code) as region_code,
    any_value(r.report_year) as report_year,
    count(*) as rules_applicable,
    count(*) filter (where x.status <> 'not_assessable') as rules_assessed,
    count(*) filter (where x.status = 'pass') as rules_passed,
    count(*) filter (where x.status = 'imputed_pass') as rules_imputed,
    count(*) filter (where x.status = 'waived') as rules_waived,
    count(*) filter (where x.status = 'fail') as rules_failed,
    {% for severity in ('blocker', 'error', 'warn', 'info') %}
    count(*) filter (where x.status = 'fail' and u.finding_severity = '{{ severity }}') as failed_{{ severity }}{{ "," if not loop.last }}
    {% endfor %}
from {{ ref('rule_results') }} as x
inner join {{ ref('int_reports') }} as r using (report_id)
inner join {{ ref('rules') }} as u using (rule_id)
group by x.report_id
