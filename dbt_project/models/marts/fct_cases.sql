select
    r.report_id,
    s.procedure,
    s.result,
    r.authority_id,
    r.region_code,
    r.report_year,
    {{ breakdown({'result': "s.result <> 'all'"}) }} as breakdown,
    s.value,
    s.unit,
    s.is_approximate,
    s.is_nested,
    s.basis,
    x.observation_id is not null as has_finding,
    s.observation_id
from {{ ref('int_stated') }} as s
inner join {{ ref('int_reports') }} as r using (report_number)
left join {{ ref('int_flagged_observations') }} as x on s.observation_id = x.observation_id
where s.fact = 'case' and s.value is not null
