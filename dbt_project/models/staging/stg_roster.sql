select
    authority_id,
    name,
    first_year,
    last_year
from {{ source('raw', 'roster') }}
