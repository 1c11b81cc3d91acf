-- The numbers that a failed rule speaks of: the report's own, and last year's where they are compared. A report's number
-- may be named by a finding of the year after: asked are all findings that are published, not only those of this build.
-- What an aggregate's finding adds up is not flagged below: there it may well be right.
select distinct c.observation_id
from {{ ref('finding_cells') }} as c
inner join {{ ref('findings') }} as f using (finding_id)
inner join {{ ref('int_stated') }} as s using (observation_id)
inner join {{ ref('int_reports') }} as r on s.report_number = r.report_number
inner join {{ ref('int_standing') }} as y on c.report_id = y.report_id
where f.status = 'fail' and r.authority_id = y.authority_id
