select
    rule_id,
    report_id,
    reason,
    waived_by,
    waived_on,
    line_number
from {{ source('raw', 'waivers') }}
