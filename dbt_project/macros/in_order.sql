{#- list(value order by key): DuckDB's own keeps a kilobyte of memory for each group that it sorts, and there are
hundreds of thousands. `condition` is an aggregate's filter. -#}
{% macro in_order(value, key, condition='true') -%}
    list_transform(list_sort(list({'key': {{ key }}, 'value': {{ value }}}) filter (where {{ condition }})), lambda x: x.value)
{%- endmacro %}
