select
    item,
    label_zh,
    label_en,
    definition
from {{ ref('items') }}
