select
    t.document_id,
    t.text
from {{ source('raw', 'document_texts') }} as t
semi join {{ ref('int_documents') }} as d using (document_id)
