-- The numbers and blanks that an identity reads, as printed, by the running number of their cell. Estimates (余, 多)
-- prove nothing and are left out. 答复数 beside 办结数 is the cell `answered`; a row under a 否决 total is `nested_outcome`.
with keys as (
    select distinct cell_no, fact, measure, item, channel, applicant, outcome, reason, procedure, result
    from {{ ref('int_identity_terms') }}
),

stated as (
    select
        report_number, observation_id, fact, item, channel, applicant, outcome, reason, procedure, result,
        case when fact = 'application' and measure = 'outcome' and is_nested then 'nested_outcome' else measure end as measure,
        read_value as value
    from {{ ref('int_stated') }}
    where not is_approximate and coalesce(topic, 'all') = 'all'
    union all
    select
        report_number, observation_id, 'application', null, 'all', 'all', 'all', 'all', null, null, 'answered', value
    from {{ ref('int_answered') }}
)

select
    s.report_number,
    k.cell_no,
    s.observation_id,
    s.value::double as value
from stated as s
inner join keys as k
    on s.fact = k.fact
    and s.measure = k.measure
    and s.item is not distinct from k.item
    and s.channel is not distinct from k.channel
    and s.applicant is not distinct from k.applicant
    and s.outcome is not distinct from k.outcome
    and s.reason is not distinct from k.reason
    and s.procedure is not distinct from k.procedure
    and s.result is not distinct from k.result
