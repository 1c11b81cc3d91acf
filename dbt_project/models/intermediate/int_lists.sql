-- Lists of the prose: a whole and its parts along one dimension, one row per part. Topics and channels of a count of
-- disclosures, channels of the applications, reasons under an outcome, results of a kind of case, outcomes.
with prose as (
    select *
    from {{ ref('int_stated') }}
    where sentence is not null and read_value is not null and not is_nested
),

kinds as (
    select
        report_number,
        observation_id,
        read_value::double as value,
        share_printed::double as share,
        sentence,
        is_of_which,
        is_approximate,
        case
            when fact = 'disclosure' then concat_ws('/', item, measure)
            when fact = 'case' then procedure
            when measure = 'outcome' then outcome
            else measure
        end as whole_key,
        case
            when fact = 'disclosure' and topic <> 'all' and channel = 'all' then 'topic'
            when fact = 'disclosure' and channel <> 'all' and topic = 'all' then 'channel'
            when fact = 'disclosure' and topic = 'all' then 'whole'
            when fact = 'case' and result <> 'all' then 'result'
            when fact = 'case' then 'whole'
            when applicant <> 'all' then null
            when measure = 'received' and channel <> 'all' then 'arrival'
            when channel <> 'all' then null
            when measure = 'outcome' and reason <> 'all' then 'reason'
            when measure = 'outcome' then 'outcome'
            else 'whole'
        end as kind,
        case
            when fact = 'disclosure' then coalesce(nullif(topic, 'all'), nullif(channel, 'all'), 'all')
            when fact = 'case' then result
            when measure = 'outcome' and reason <> 'all' then reason
            when measure = 'outcome' then outcome
            else channel
        end as member,
        fact
    from prose
),

wholes as (
    -- an outcome is a part of the processed applications and the whole of its reasons
    select report_number, whole_key, value, observation_id, sentence, is_approximate
    from kinds
    where kind in ('whole', 'outcome')
),

parts as (
    select
        p.*,
        case
            when p.kind <> 'outcome' then p.whole_key
            when exists (select 1 from wholes as w where w.report_number = p.report_number and w.whole_key = 'processed') then 'processed'
            else 'received'
        end as whole_of
    from kinds as p
    where p.kind <> 'whole'
)

select
    p.report_number,
    p.kind,
    p.whole_of as whole_key,
    p.member,
    p.observation_id,
    p.value,
    p.share,
    p.sentence,
    p.is_of_which,
    p.is_approximate or w.is_approximate as is_approximate,
    w.value as whole_value,
    w.observation_id as whole_id,
    w.sentence = p.sentence as is_beside_whole,
    p.member = 'other' or p.member = 'other_statutory' or p.member like '其他%' or p.member like '其它%' as is_catch_all,
    coalesce(c.label_zh, o.label_zh, q.label_zh, r.label_zh, p.member) as label_zh,
    lower(coalesce(c.label_en, o.label_en, q.label_en, r.label_en, p.member)) as label_en
from parts as p
inner join wholes as w on p.report_number = w.report_number and p.whole_of = w.whole_key
left join {{ ref('channels') }} as c on p.kind in ('channel', 'arrival') and p.member = c.channel
left join {{ ref('outcomes') }} as o on p.kind = 'outcome' and p.member = o.outcome and o.reason = 'all'
left join {{ ref('outcomes') }} as q on p.kind = 'reason' and p.member = q.reason and p.whole_of = q.outcome
left join {{ ref('results') }} as r on p.kind = 'result' and p.member = r.result
