-- Issues of extraction as findings. Where the prose differs from a statutory table, the rules over both (TX-01, TX-02)
-- say it with more care: there the issue itself is left out.
select
    i.report_number,
    i.rule_id,
    i.kind || coalesce('@' || i.char_start, '') as subject,
    'fail' as status,
    null::double as left_value,
    null::double as right_value,
    i.label_zh || case when i.quote <> '' then ':“' || left(i.quote, 80) || '”' else '' end as message_zh,
    any_value(i.message) as message_en,
    []::varchar[] as observation_ids,
    any_value(i.severity) as severity,
    any_value(i.verdict) as verdict
from {{ ref('int_issues') }} as i
inner join {{ ref('int_reports') }} as r using (report_number)
where not (i.kind = 'prose.differs_from_table' and r.rule_scope in ('B', 'C'))
group by i.report_number, i.rule_id, i.kind, i.char_start, i.quote, i.label_zh
