select
    result,
    label_zh,
    label_en,
    definition
from {{ ref('results') }}
