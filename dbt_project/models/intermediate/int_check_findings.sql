-- The rules that are more than a sum, put together: one row per report, rule and subject, passes included.
{%- for model in ('int_checks_tables', 'int_checks_lists', 'int_checks_years', 'int_checks_versions', 'int_checks_reports', 'int_checks_parts', 'int_checks_pages', 'int_checks_parents', 'int_checks_rereadings') %}
select
    report_number, rule_id, subject, status, left_value, right_value, message_zh, message_en, observation_ids, verdict
from {{ ref(model) }}
{{ "union all" if not loop.last }}
{%- endfor %}
