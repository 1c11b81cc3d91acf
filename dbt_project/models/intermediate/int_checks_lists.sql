-- Lists in the prose (A-13), the shares they print, and the outcomes beside their whole (A-14). A list that falls short
-- passes where the words between its parts count the rest.
with shares as (
    select
        l.*,
        max(case when l.share = round(l.share) then 0 when l.share = round(l.share, 1) then 1 else 2 end)
            over (partition by l.report_number, l.kind, l.whole_key) as decimals
    from {{ ref('int_lists') }} as l
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
    from {{ ref('int_list_sums') }}
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
from {{ ref('int_list_sums') }} as j
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
from {{ ref('int_list_sums') }}
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
