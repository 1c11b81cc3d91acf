select
    r.report_number,
    r.report_id,
    o.*
from ({{ numbers_in(rows_to_join(source('raw', 'observations'), ref('int_reports'))) }}) as o
inner join {{ ref('int_reports') }} as r using (document_id)
