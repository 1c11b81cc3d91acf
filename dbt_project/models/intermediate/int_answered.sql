-- 申请答复数 of a report: read beside 办结数 it is an unselected number of the same key, alone it is the fact itself.
select
    o.report_number,
    o.observation_id,
    o.value
from {{ ref('int_observations') }} as o
where
    o.measure = 'processed'
    and o.channel = 'all'
    and o.applicant = 'all'
    and o.table_index is not null
    and o.quote like '%答复%'
    and o.quote not like '%办结%'
    and not o.is_approximate
qualify row_number() over (partition by o.report_number order by o.is_selected, o.char_start) = 1
