-- EX-01: what is published is what was read, but for recorded corrections.
select report_number, observation_id, read_value, value
from {{ ref('int_stated') }}
where value is distinct from read_value and basis <> 'corrected'
