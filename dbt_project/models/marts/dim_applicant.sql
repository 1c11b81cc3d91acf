select
    applicant,
    label_zh,
    label_en,
    definition
from {{ ref('applicants') }}
