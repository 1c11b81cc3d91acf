select
    document_id,
    part_number,
    code,
    heading,
    char_start,
    char_end
from {{ source('raw', 'parts') }}
