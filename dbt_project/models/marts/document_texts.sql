select
    t.document_id,
    t.text
from {{ source('raw', 'document_texts') }} as t
inner join {{ ref('int_documents') }} as d using (document_id)
