-- What extraction could not read or found contradictory in the standing documents, under the rule that it speaks to.
-- A rule made for another form than the report's gives way to the rule that speaks of the reading (reader_rule_id).
select
    i.issue_id,
    r.report_number,
    i.document_id,
    i.kind,
    case when s.rule_id is not null then k.rule_id else f.rule_id end as rule_id,
    f.rule_id as reader_rule_id,
    k.severity,
    k.verdict,
    k.label_zh,
    k.label_en,
    i.message,
    i.quote,
    i.char_start,
    i.char_end,
    i.table_index
from {{ ref('stg_issues') }} as i
inner join {{ ref('int_reports') }} as r using (document_id)
inner join {{ ref('issue_kinds') }} as k using (kind)
inner join {{ ref('reader_rules') }} as f using (kind)
left join {{ ref('int_rule_scopes') }} as s
    on k.rule_id = s.rule_id and r.rule_scope = s.to_scope and s.from_scope is null
