select
    channel,
    label_zh,
    label_en,
    definition
from {{ ref('channels') }}
