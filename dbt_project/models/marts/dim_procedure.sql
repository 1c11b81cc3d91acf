select
    procedure,
    label_zh,
    label_en,
    definition
from {{ ref('procedures') }}
