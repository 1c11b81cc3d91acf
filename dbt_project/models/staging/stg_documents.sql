select
    document_id,
    source_name,
    source_url,
    byte_count,
    first_seen_at,
    sighting,
    intake_rejection,
    intake_rejection_detail
from {{ source('raw', 'documents') }}
