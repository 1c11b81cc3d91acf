select
    capture_number,
    address,
    authority,
    report_year,
    captured_at,
    outcome,
    reason,
    document_id
from {{ source('raw', 'captures') }}
