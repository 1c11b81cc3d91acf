{{ config(meta={'dagster': {'ref': {'name': 'int_group_totals'}}}) }}
-- What the report states is never derived as well, a blank included.
select g.report_number, g.applicant, g.outcome
from {{ ref('int_group_totals') }} as g
inner join {{ ref('int_stated') }} as s
    on g.report_number = s.report_number
    and g.applicant = s.applicant
    and g.outcome = s.outcome
    and s.reason = 'all'
    and s.channel = 'all'
