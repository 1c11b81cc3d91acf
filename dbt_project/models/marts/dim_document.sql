select
    document_id,
    source_name,
    media_type,
    byte_count,
    first_seen_at,
    status,
    status_reason,
    report_id
from {{ ref('int_documents') }}
