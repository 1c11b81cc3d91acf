-- The numbers that a failed rule speaks of. A report's number may be named by a finding of the year after: asked are all
-- findings that are published, not only those of this build.
select distinct c.observation_id
from {{ ref('finding_cells') }} as c
inner join {{ ref('findings') }} as f using (finding_id)
semi join {{ ref('int_stated') }} as s using (observation_id)
where f.status = 'fail'
