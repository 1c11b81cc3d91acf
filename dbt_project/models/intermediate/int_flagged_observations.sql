-- The numbers that a failed rule speaks of.
select distinct unnest(observation_ids) as observation_id
from {{ ref('int_findings') }}
where status = 'fail'
