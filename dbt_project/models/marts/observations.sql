-- is_selected speaks of the published facts: of a superseded or duplicate document nothing is selected.
-- Its tests read the rows of int_touched. depends_on: {{ ref('int_touched') }}
select
    o.observation_id,
    o.document_id,
    d.report_id,
    o.fact,
    o.measure,
    o.item,
    o.channel,
    o.topic,
    o.applicant,
    o.outcome,
    o.reason,
    o.procedure,
    o.result,
    o.value,
    o.value_printed,
    o.value_state,
    o.quote,
    o.section,
    o.char_start,
    o.char_end,
    o.page,
    o.table_index,
    o.row_index,
    o.column_index,
    o.rule,
    o.extractor_version,
    o.is_selected and d.status = 'report' as is_selected
from {{ ref('stg_observations') }} as o
inner join {{ ref('int_documents') }} as d using (document_id)
where d.report_id is not null
