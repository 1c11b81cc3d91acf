-- Issues of extraction as findings. Two statements of one fact are told with both numbers, and lead to both. Where the
-- prose differs from a statutory table, the rules over both (TX-01, TX-02) say it with more care: it is left out here.
with spoken as (
    select i.*, r.rule_scope, r.form, r.report_year
    from {{ ref('int_issues') }} as i
    inner join {{ ref('int_reports') }} as r using (report_number)
    where not (i.kind = 'prose.differs_from_table' and r.rule_scope in ('B', 'C'))
),

-- the number that was passed over, and the one of the same key that stands
passed_over as (
    select
        x.report_number,
        x.rule_scope in ('A1', 'A2') as is_annex,
        x.kind,
        x.rule_id,
        x.severity,
        x.verdict,
        o.* exclude (report_number, report_id, document_id),
        s.observation_id as standing_id,
        s.value as standing_value
    from (
        select distinct report_number, rule_scope, kind, rule_id, severity, verdict, char_start, char_end
        from spoken
        where kind like '%.differs%'
    ) as x
    inner join {{ ref('int_observations') }} as o
        on x.report_number = o.report_number and x.char_start = o.char_start and x.char_end = o.char_end
        and (o.table_index is not null) = (x.kind = 'table.differs')
    inner join {{ ref('int_stated') }} as s
        on x.report_number = s.report_number
        and o.fact = s.fact
        and o.measure = s.measure
        and o.item is not distinct from s.item
        and o.channel is not distinct from s.channel
        and o.topic is not distinct from s.topic
        and o.applicant is not distinct from s.applicant
        and o.outcome is not distinct from s.outcome
        and o.reason is not distinct from s.reason
        and o.procedure is not distinct from s.procedure
        and o.result is not distinct from s.result
    where not o.is_selected and not o.is_approximate and o.value <> s.read_value
),

named as (
    {{ key_labels('passed_over', 'k.is_annex') }}
    qualify row_number() over (partition by k.report_number, k.kind, k.char_start, key_zh order by k.observation_id) = 1
)

select
    report_number,
    rule_id,
    kind || '@' || char_start || '/' || concat_ws('/', measure, item, procedure, nullif(outcome, 'all'), nullif(reason, 'all'),
        nullif(result, 'all'), nullif(applicant, 'all'), nullif(channel, 'all'), nullif(topic, 'all')) as subject,
    'fail' as status,
    value::double as left_value,
    standing_value::double as right_value,
    case kind
        when 'prose.differs' then '正文此处“' || key_zh || '”读作' || {{ amount('value') }} || '，采用的是另一处的' || {{ amount('standing_value') }} || '：请核对是否同一数据'
        when 'table.differs' then '两处表格的“' || key_zh || '”不一致：' || {{ amount('standing_value') }} || '与' || {{ amount('value') }} || '，采用前者'
        else '“' || key_zh || '”正文为' || {{ amount('value') }} || '，表格为' || {{ amount('standing_value') }}
    end as message_zh,
    case kind
        when 'prose.differs' then 'Here the prose reads like ' || key_en || ' ' || {{ amount('value') }} || '; taken is ' || {{ amount('standing_value') }} || ' of another place: are they the same figure?'
        when 'table.differs' then 'Two tables state ' || key_en || ': ' || {{ amount('standing_value') }} || ' and ' || {{ amount('value') }} || '; the first stands'
        else 'The prose says ' || key_en || ' ' || {{ amount('value') }} || ', the table ' || {{ amount('standing_value') }}
    end as message_en,
    [observation_id, standing_id] as observation_ids,
    severity,
    verdict
from named
union all
-- numbers that no rule reads are told a sentence at a time
select
    report_number,
    rule_id,
    'prose.unread_number@' || min(char_start) as subject,
    'fail' as status,
    null::double as left_value,
    null::double as right_value,
    '正文中有未读出的数据:' || string_agg(regexp_extract(message, '([^ ]+)$', 1), '、' order by char_start) || '。原文:“' || left(quote, 80) || case when len(quote) > 80 then '…' else '' end || '”' as message_zh,
    'Counted in the prose, but not read: ' || string_agg(regexp_extract(message, '([^ ]+)$', 1), ', ' order by char_start) as message_en,
    []::varchar[] as observation_ids,
    any_value(severity) as severity,
    any_value(verdict) as verdict
from spoken
where kind = 'prose.unread_number'
group by report_number, rule_id, quote
union all
select
    report_number,
    rule_id,
    kind || coalesce('@' || char_start, '') as subject,
    'fail' as status,
    null::double as left_value,
    null::double as right_value,
    label_zh
        || case kind
            when 'table.form_mismatch' then '：用' || right(form, 4) || '年格式填写' || report_year || '年度报告'
            when 'identity.year_conflict' then coalesce('：' || nullif(array_to_string(list_sort(list_distinct(regexp_extract_all(min(message), '(?:19|20)[0-9]{2}'))), '、'), ''), '')
            else ''
        end
        || case when quote <> '' then ':“' || left(quote, 80) || case when len(quote) > 80 then '…' else '' end || '”' else '' end as message_zh,
    -- of several at one place always the same one: a build made again says the same
    min(case
        when kind = 'table.form_mismatch' then 'The report of ' || report_year || ' uses the form of ' || right(form, 4)
        else upper(message[1]) || message[2:]
    end) as message_en,
    []::varchar[] as observation_ids,
    any_value(severity) as severity,
    any_value(verdict) as verdict
from spoken
where
    kind <> 'prose.unread_number' and kind not like '%.differs%'
    -- where the two numbers are not found, the reader's own words stand
    or kind like '%.differs%' and (report_number, kind, coalesce(char_start, -1)) not in (select (report_number, kind, char_start) from named)
group by report_number, rule_id, kind, char_start, quote, label_zh, form, report_year
