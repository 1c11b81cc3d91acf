{#- The rows of a raw table that a build looks at, where few of all are. -#}

{#- Those of the documents, or reports, of a relation. Where few reports are made anew they are found by their place in
the table: what a build adds stands together at its end, and of all else no value is read. -#}
{% macro rows_of(table, few, key='document_id') -%}
    {%- if is_narrow() -%}
    (select * from {{ table }} where rowid in (select t.rowid from {{ table }} as t where t.{{ key }} in (select {{ key }} from {{ few }})))
    {%- else -%}
    (select * from {{ table }} where {{ key }} in (select {{ key }} from {{ few }}))
    {%- endif -%}
{%- endmacro %}

{#- The same for a join with those documents, which leaves the others out of itself where the whole table is read. -#}
{% macro rows_to_join(table, few) -%}
    {{ rows_of(table, few) if is_narrow() else table }}
{%- endmacro %}

{#- Numbers as read: a dimension that the fact has is never null, "all" stands for "not broken down". -#}
{% macro numbers_in(relation) -%}
select
    left(document_id, 20) || '-' || observation_number as observation_id,
    document_id,
    extractor_version,
    fact,
    case when fact = 'case' then 'cases' else measure end as measure,
    case when fact = 'disclosure' then coalesce(item, 'information') end as item,
    case when fact in ('disclosure', 'application') then coalesce(channel, 'all') end as channel,
    case when fact = 'disclosure' then coalesce(topic, 'all') end as topic,
    case when fact = 'application' then coalesce(applicant, 'all') end as applicant,
    case when fact = 'application' then coalesce(outcome, 'all') end as outcome,
    case when fact = 'application' then coalesce(reason, 'all') end as reason,
    case when fact = 'case' then coalesce(procedure, 'all') end as procedure,
    case when fact = 'case' then coalesce(result, 'all') end as result,
    value,
    value_printed,
    value_state,
    unit,
    quote,
    section,
    char_start,
    char_end,
    page,
    table_index,
    row_index,
    column_index,
    rule,
    is_approximate,
    is_nested,
    share_printed,
    is_selected
from {{ relation }}
{%- endmacro %}
