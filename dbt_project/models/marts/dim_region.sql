select
    region_code,
    name,
    full_name,
    level,
    parent_code,
    province_name,
    prefecture_name,
    valid_from_year,
    valid_to_year,
    successor_code
from {{ ref('regions') }}
