select
    r.report_number,
    r.document_id,
    t.text
from {{ rows_to_join(source('raw', 'document_texts'), ref('int_reports')) }} as t
inner join {{ ref('int_reports') }} as r using (document_id)
