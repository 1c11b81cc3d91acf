select
    finding_id,
    report_id,
    rule_id,
    severity,
    status,
    verdict,
    subject,
    left_value::decimal(20, 4) as left_value,
    right_value::decimal(20, 4) as right_value,
    difference::decimal(20, 4) as difference,
    message_zh,
    message_en
from {{ ref('int_findings') }}
