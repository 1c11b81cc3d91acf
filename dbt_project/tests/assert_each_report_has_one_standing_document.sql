-- Every report has one document that stands, and no rejected document belongs to one.
select report_id, count(*) filter (where status = 'report') as standing
from {{ ref('int_documents') }}
where report_id is not null
group by report_id
having count(*) filter (where status = 'report') <> 1
union all
select document_id, 0
from {{ ref('int_documents') }}
where (status = 'rejected') <> (report_id is null)
