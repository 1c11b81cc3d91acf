select
    r.report_id,
    s.item,
    s.measure,
    s.channel,
    s.topic,
    r.authority_id,
    r.region_code,
    r.report_year,
    {{ breakdown({'channel': "s.channel <> 'all'", 'topic': "s.topic <> 'all'"}) }} as breakdown,
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
where s.fact = 'disclosure' and s.value is not null
