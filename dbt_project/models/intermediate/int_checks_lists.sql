-- Lists in the prose (A-13) and the outcomes beside their whole (A-14). A list is taken to be complete only where it says
-- so: by a member for all the rest, by shares that make up 100 %, or, for applications and cases, whose parts exclude
-- each other, by standing in one sentence with its whole.
with labelled as (
    select
        l.*,
        coalesce(c.label_zh, o.label_zh, q.label_zh, r.label_zh, l.member) as label_zh,
        lower(coalesce(c.label_en, o.label_en, q.label_en, r.label_en, l.member)) as label_en
    from {{ ref('int_lists') }} as l
    left join {{ ref('channels') }} as c on l.kind in ('channel', 'arrival') and l.member = c.channel
    left join {{ ref('outcomes') }} as o on l.kind = 'outcome' and l.member = o.outcome and o.reason = 'all'
    left join {{ ref('outcomes') }} as q on l.kind = 'reason' and l.member = q.reason and l.whole_key = q.outcome
    left join {{ ref('results') }} as r on l.kind = 'result' and l.member = r.result
),

-- parts of one sentence, and parts that all bear a share, wherever they stand
grouped as (
    select *, sentence::varchar as list_key from labelled where kind <> 'outcome'
    union all
    select *, 'shares' as list_key from labelled where kind <> 'outcome' and share is not null
),

lists as (
    select
        report_number,
        kind,
        whole_key,
        list_key,
        any_value(whole_value) as whole_value,
        any_value(whole_id) as whole_id,
        count(*) as part_count,
        sum(value) as part_sum,
        bool_and(is_beside_whole) as is_beside_whole,
        bool_or(is_of_which) as is_of_which,
        bool_or(is_catch_all) as has_catch_all,
        bool_or(is_approximate) as is_approximate,
        count(share) = count(*) and sum(share) between 99 and 101 as is_whole_by_share,
        sum(share) as share_sum,
        count(share) as share_count,
        max(case when share = round(share) then 0 when share = round(share, 1) then 1 else 2 end) as share_decimals,
        array_to_string({{ in_order("label_zh || " ~ amount('value'), "{'value': -value, 'member': member}") }}, ' + ') as parts_zh,
        array_to_string({{ in_order("label_en || ' ' || " ~ amount('value'), "{'value': -value, 'member': member}") }}, ' + ') as parts_en,
        {{ in_order('observation_id', 'member') }} as part_ids,
        list(value) as part_values
    from grouped
    -- most numbers stand alone: asked first, since lists take much memory
    semi join (
        select report_number, kind, whole_key, list_key
        from grouped
        group by all
        having count(*) >= 2
    ) as several using (report_number, kind, whole_key, list_key)
    group by all
),

judged as (
    select
        *,
        case
            when part_sum = whole_value then 'pass'
            -- 610余条 proves nothing
            when is_approximate then null
            -- "州级21306条,县市65106条(大理市9840条,…)": one class is the sum of others, and counted twice
            when kind = 'topic' and list_contains(part_values, part_sum - whole_value) and part_count >= 4 then null
            -- one piece of information may go out through several channels
            when part_sum > whole_value and kind = 'channel' and not (is_beside_whole and is_of_which and has_catch_all) then null
            when part_sum > whole_value and (is_beside_whole or is_whole_by_share) then 'fail'
            when part_sum < whole_value and (has_catch_all and (part_count >= 3 or is_beside_whole) or is_whole_by_share) then 'fail'
            when part_sum < whole_value and kind in ('arrival', 'result') and is_beside_whole then 'fail'
        end as status,
        case
            when part_sum > whole_value and kind = 'channel' then 'to_review'
            when part_sum < whole_value and not has_catch_all and not is_whole_by_share then 'to_review'
        end as verdict
    from lists
    -- where every part that the form has is stated, the identity of the form says it
    left join (
        select report_number as identity_report, rule_id as identity_rule, subject as identity_subject
        from {{ ref('int_identity_results') }}
        where rule_id in ('A-01', 'A-04', 'A-07') and status in ('pass', 'fail')
    ) as i
        on lists.report_number = i.identity_report
        and i.identity_rule = case lists.kind when 'arrival' then 'A-01' when 'reason' then 'A-04' when 'result' then 'A-07' end
        and i.identity_subject = case lists.kind when 'result' then lists.whole_key else '' end
        and lists.part_sum <> lists.whole_value
    where i.identity_report is null
    -- a list by shares that is one sentence has been told already
    qualify row_number() over (partition by report_number, kind, whole_key, hash(part_ids) order by list_key = 'shares') = 1
),

shares as (
    select
        l.*,
        max(case when l.share = round(l.share) then 0 when l.share = round(l.share, 1) then 1 else 2 end)
            over (partition by l.report_number, l.kind, l.whole_key) as decimals,
        sum(l.value) over (partition by l.report_number, l.kind, l.whole_key) as all_parts
    from labelled as l
    where l.share is not null and not l.is_approximate
),

-- a share of an outcome or reason may be meant of the processed or of the received applications
shares_beside as (
    select
        s.*,
        100 * s.value / nullif(s.whole_value, 0) as right_share,
        greatest(0.05, 0.5 / power(10, s.decimals)) + 0.0001 as tolerance,
        t.processed,
        t.received
    from shares as s
    left join {{ ref('int_totals') }} as t using (report_number)
),

judged_shares as (
    select
        *,
        round(abs(share - right_share), 2) <= tolerance
            or (kind in ('reason', 'outcome') and coalesce(round(abs(share - 100 * value / nullif(processed, 0)), 2) <= tolerance, false))
            or (kind in ('reason', 'outcome') and coalesce(round(abs(share - 100 * value / nullif(received, 0)), 2) <= tolerance, false))
            as is_right
    from shares_beside
    where right_share is not null
),

outcomes as (
    select
        s.report_number,
        count(*) as part_count,
        sum(s.read_value)::double as part_sum,
        bool_or(s.read_value is null) as has_blank,
        array_to_string({{ in_order("o.label_zh || " ~ amount('s.read_value'), "{'value': -s.read_value, 'outcome': s.outcome}", 's.read_value <> 0') }}, ' + ') as parts_zh,
        array_to_string({{ in_order("lower(o.label_en) || ' ' || " ~ amount('s.read_value'), "{'value': -s.read_value, 'outcome': s.outcome}", 's.read_value <> 0') }}, ' + ') as parts_en,
        {{ in_order('s.observation_id', 's.outcome') }} as part_ids,
        list(s.read_value::double) as part_values
    from {{ ref('int_stated') }} as s
    inner join {{ ref('int_reports') }} as r using (report_number)
    inner join {{ ref('outcomes') }} as o on s.outcome = o.outcome and s.reason = o.reason
    where
        r.rule_scope in ('A1', 'A2') and s.measure = 'outcome' and s.reason = 'all' and s.applicant = 'all'
        and s.channel = 'all' and not s.is_nested and not s.is_approximate
    group by s.report_number
),

outcomes_beside as (
    select
        o.*,
        -- where 答复数 stands beside 办结数, the outcomes are those of the answers
        coalesce(a.value::double, t.processed, t.received + coalesce(t.carried_in, 0) - coalesce(t.carried_out, 0)) as whole_value,
        case when a.value is not null then '申请答复数' when t.processed is null then '收到' else '办结' end as whole_zh,
        case when a.value is not null then 'answers' when t.processed is null then 'received' else 'processed' end as whole_en,
        list_concat(o.part_ids, case when a.value is not null then [a.observation_id] when t.processed is null then [t.received_id, t.carried_in_id, t.carried_out_id] else [t.processed_id] end) as ids
    from outcomes as o
    inner join {{ ref('int_totals') }} as t using (report_number)
    left join {{ ref('int_answered') }} as a using (report_number)
    where not o.has_blank
),

-- what falls short, with the words that it was read from
short as (
    select
        report_number,
        kind || '/' || whole_key || '/' || list_key as list_name,
        whole_value - part_sum as gap,
        -- the list may be one of another whole than the one that it was held to: 通过网站公开2317条,其中…
        part_sum as other_whole,
        part_ids,
        list_append(part_values, whole_value) as read_values
    from judged
    where status = 'fail'
    union all
    select report_number, 'outcomes', whole_value - part_sum, null, part_ids, list_append(part_values, whole_value)
    from outcomes_beside
    where part_sum < whole_value
),

-- from the first part to the last: what stands between them belongs to the list
short_words as (
    select
        s.report_number,
        s.list_name,
        s.gap,
        s.other_whole,
        s.read_values,
        case when s.char_end - s.char_start <= 800 then substring(t.text, s.char_start + 1, s.char_end - s.char_start) end as words
    from (
        select
            p.report_number,
            p.list_name,
            any_value(p.gap) as gap,
            any_value(p.other_whole) as other_whole,
            any_value(p.read_values) as read_values,
            min(o.char_start) as char_start,
            max(o.char_end) as char_end
        from (select *, unnest(part_ids) as observation_id from short) as p
        inner join {{ ref('int_observations') }} as o using (observation_id)
        where o.table_index is null
        group by p.report_number, p.list_name
    ) as s
    inner join {{ ref('int_texts') }} as t using (report_number)
),

-- counted numbers of those words that are neither a part nor the whole
further_numbers as (
    select report_number, list_name, gap, other_whole, number
    from (
        select
            *,
            unnest(list_transform(
                regexp_extract_all(words, '([0-9][0-9,]*)\s*(?:件|条|條|宗|份|起|例|封|项|項)', 1),
                lambda printed: replace(printed, ',', '')::double
            )) as number
        from short_words
    )
    group by all
    having count(*) > len(list_filter(any_value(read_values), lambda read: read = number))
),

-- one of them, two, or all together make up what is missing, or one is the whole
made_up as (
    select report_number, list_name
    from further_numbers
    group by report_number, list_name
    having bool_or(number = gap or number = other_whole) or sum(number) = any_value(gap)
    union
    select f.report_number, f.list_name
    from further_numbers as f
    inner join further_numbers as g
        on f.report_number = g.report_number and f.list_name = g.list_name and f.number < g.number and f.number + g.number = f.gap
)

select
    j.report_number,
    'A-13' as rule_id,
    kind || '/' || whole_key || case when count(*) over (partition by j.report_number, kind, whole_key) > 1 then '/' || list_key else '' end as subject,
    case when m.report_number is null then status else 'pass' end as status,
    part_sum as left_value,
    whole_value as right_value,
    parts_zh || ' = ' || {{ amount('part_sum') }} || '，而总数为' || {{ amount('whole_value') }} || '，差' || {{ amount('abs(part_sum - whole_value)') }} as message_zh,
    parts_en || ' = ' || {{ amount('part_sum') }} || ', but the total is ' || {{ amount('whole_value') }} || '; difference ' || {{ amount('abs(part_sum - whole_value)') }} as message_en,
    list_append(part_ids, whole_id) as observation_ids,
    verdict
from judged as j
left join made_up as m on j.report_number = m.report_number and j.kind || '/' || j.whole_key || '/' || j.list_key = m.list_name
where status is not null
union all
select
    report_number,
    'A-13',
    'share/' || kind || '/' || whole_key || '/' || member,
    case when is_right then 'pass' else 'fail' end,
    share,
    round(right_share, 4),
    label_zh || {{ amount('value') }} || '占' || {{ amount('whole_value') }} || '的' || printf('%.2f', right_share) || '%，而文中为' || {{ amount('share') }} || '%',
    label_en || ' ' || {{ amount('value') }} || ' of ' || {{ amount('whole_value') }} || ' is ' || printf('%.2f', right_share) || ' %, but the text says ' || {{ amount('share') }} || ' %',
    [observation_id, whole_id],
    null
from judged_shares
union all
-- shares of a complete list make up 100 %, rounding allowed for
select
    report_number,
    'A-13',
    'shares/' || kind || '/' || whole_key,
    case when abs(share_sum - 100) <= greatest(0.1, 0.5 * part_count / power(10, share_decimals)) + 0.0001 then 'pass' else 'fail' end,
    share_sum,
    100,
    '各项比例合计' || {{ amount('share_sum') }} || '%，不是100%',
    'The shares add up to ' || {{ amount('share_sum') }} || ' %, not 100 %',
    part_ids,
    null
from judged
where share_count = part_count and part_sum = whole_value
union all
select
    o.report_number,
    'A-14',
    'outcomes',
    case when part_sum = whole_value or (whole_en = 'received' and part_sum < whole_value and part_count < 2) or m.report_number is not null then 'pass' else 'fail' end,
    part_sum,
    whole_value,
    coalesce(parts_zh, '各类结果0') || case when part_count > 1 then ' = ' || {{ amount('part_sum') }} else '' end || '，而' || whole_zh || {{ amount('whole_value') }} || '，差' || {{ amount('abs(part_sum - whole_value)') }},
    coalesce(parts_en, 'outcomes 0') || case when part_count > 1 then ' = ' || {{ amount('part_sum') }} else '' end || ', but ' || whole_en || ' ' || {{ amount('whole_value') }} || '; difference ' || {{ amount('abs(part_sum - whole_value)') }},
    list_filter(ids, x -> x is not null),
    null
from outcomes_beside as o
left join made_up as m on o.report_number = m.report_number and m.list_name = 'outcomes'
-- a single outcome below the whole is an example, not a list
where whole_value is not null and (part_count >= 2 or part_sum >= whole_value)
