-- What the standing documents state, one row a key, blanks included. `read_value` is what the page says and what
-- the rules read; `value` is what is published: the same, unless a person recorded a correction of that very number.
with selected as not materialized ( -- read anew by each use: it is too wide to keep
    select *
    from {{ ref('int_observations') }}
    where is_selected
),

general_counts as (
    select distinct report_number, measure, channel, topic
    from selected
    where fact = 'disclosure' and item = 'information' and measure in ('disclosed', 'cumulative', 'created')
),

-- "不予公开53件,其中信息不存在21件,…": outcomes that together with the grounds of their sentence make up the refusals are
-- contained in them
refused as (
    select report_number, max(value) as value
    from selected
    where measure = 'outcome' and outcome = 'denied' and reason = 'all' and channel = 'all' and applicant = 'all'
    group by report_number
),

contained_outcomes as (
    select
        s.report_number,
        unnest(list(s.observation_id) filter (where s.reason = 'all')) as observation_id
    from selected as s
    inner join refused as d on s.report_number = d.report_number
    where
        s.measure = 'outcome' and s.table_index is null and s.channel = 'all' and s.applicant = 'all'
        and contains(s.quote, '其中')
        and (
            s.outcome = 'denied' and s.reason <> 'all'
            or s.outcome in ('not_exist', 'not_this_authority', 'supplement_requested', 'already_public', 'other_channel')
        )
    group by s.report_number, s.quote, d.value
    having sum(s.value) = d.value and count(*) > 1
),

divided_litigation as (
    select distinct report_number
    from selected
    where procedure in ('litigation_direct', 'litigation_after_reconsideration')
)

select
    s.report_number,
    s.observation_id,
    s.fact,
    s.measure,
    s.item,
    s.channel,
    s.topic,
    s.applicant,
    s.outcome,
    s.reason,
    s.procedure,
    s.result,
    s.value as read_value,
    coalesce(c.corrected_value, s.value)::decimal(20, 2) as value,
    case when c.report_id is not null then 'corrected' else 'stated' end as basis,
    s.value_state,
    s.unit,
    s.is_approximate,
    s.is_nested
        or coalesce(s.item <> 'information' and g.report_number is not null, false)
        or n.observation_id is not null
        or coalesce(s.procedure = 'litigation' and l.report_number is not null, false)
        as is_nested,
    -- 办结率, 处理率 and the like are no shares
    case when s.share_printed is null then null when regexp_matches(s.quote, '[占佔]') then s.share_printed end as share_printed,
    s.section,
    s.table_index,
    -- numbers of one sentence of the prose; what is said of it counts for a list
    case when s.table_index is null then hash(s.quote) end as sentence,
    s.table_index is null and contains(s.quote, '其中') as is_of_which
from selected as s
left join {{ ref('stg_corrections') }} as c
    on s.report_id = c.report_id
    and s.fact = c.fact
    and s.measure = c.measure
    and s.item is not distinct from c.item
    and s.channel is not distinct from c.channel
    and s.topic is not distinct from c.topic
    and s.applicant is not distinct from c.applicant
    and s.outcome is not distinct from c.outcome
    and s.reason is not distinct from c.reason
    and s.procedure is not distinct from c.procedure
    and s.result is not distinct from c.result
    and s.value is not distinct from c.printed_value
left join general_counts as g
    on s.report_number = g.report_number and s.measure = g.measure and s.channel = g.channel and s.topic = g.topic
left join contained_outcomes as n on s.observation_id = n.observation_id
left join divided_litigation as l on s.report_number = l.report_number
