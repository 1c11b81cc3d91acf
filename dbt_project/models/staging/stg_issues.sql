select
    left(document_id, 20) || '-' || issue_number as issue_id,
    document_id,
    kind,
    message,
    quote,
    char_start,
    char_end,
    page,
    table_index,
    row_index,
    column_index
from {{ source('raw', 'issues') }}
