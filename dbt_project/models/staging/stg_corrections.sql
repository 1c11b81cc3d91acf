-- An empty dimension of the file means "all", as in the facts.
select
    report_id,
    fact,
    case when fact = 'case' then 'cases' else measure end as measure,
    case when fact = 'disclosure' then coalesce(nullif(item, ''), 'information') end as item,
    case when fact in ('disclosure', 'application') then coalesce(nullif(channel, ''), 'all') end as channel,
    case when fact = 'disclosure' then coalesce(nullif(topic, ''), 'all') end as topic,
    case when fact = 'application' then coalesce(nullif(applicant, ''), 'all') end as applicant,
    case when fact = 'application' then coalesce(nullif(outcome, ''), 'all') end as outcome,
    case when fact = 'application' then coalesce(nullif(reason, ''), 'all') end as reason,
    case when fact = 'case' then nullif(procedure, '') end as procedure,
    case when fact = 'case' then coalesce(nullif(result, ''), 'all') end as result,
    printed_value,
    corrected_value,
    justification,
    evidence,
    line_number
from {{ source('raw', 'corrections') }}
