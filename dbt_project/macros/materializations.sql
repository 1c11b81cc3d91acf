{#- How tables come to be: written for many small steps a build, of which most change few rows or none.

by_report: the rows of the reports of int_touched (or `batch`) are replaced, all others stay as they are. The model's SQL
may give more; only those rows are taken. The model needs a column report_id that is never null.
gathered: report_ids are added to those that the table holds; it is emptied once they are published (warehouse).
table: all rows anew; in a table that there is, so that what is said of it stays.
view: left alone where there is one.
narrowed: a view where all is made anew, else a table, of the few rows that the model then gives (is_narrow).
With --full-refresh each is made anew, with its contract and descriptions; so the pipeline does where the project is another
one. Each is one transaction. -#}

{% materialization by_report, adapter='duckdb' %}
    {{ return(made_once_then(
        "delete from " ~ this ~ " where report_id in (select report_id from " ~ batch_of_reports() ~ ");
        insert into " ~ this ~ " by name select * from (" ~ sql ~ ") where report_id in (select report_id from " ~ batch_of_reports() ~ ")",
        "select * from (" ~ sql ~ ") where report_id in (select report_id from " ~ batch_of_reports() ~ ")",
    )) }}
{% endmaterialization %}

{% materialization gathered, adapter='duckdb' %}
    {{ return(made_once_then(
        "insert into " ~ this ~ " by name select * from (" ~ sql ~ ") where report_id not in (select report_id from " ~ this ~ ")",
        sql,
    )) }}
{% endmaterialization %}

{% materialization table, adapter='duckdb' %}
    {{ return(made_once_then("delete from " ~ this ~ "; insert into " ~ this ~ " by name " ~ sql, sql)) }}
{% endmaterialization %}

{% materialization view, adapter='duckdb' %}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target = this.incorporate(type='view') -%}
    {%- if existing is not none and existing.is_view and not should_full_refresh() -%}
        {%- call noop_statement('main', 'KEPT') -%}{%- endcall -%}
    {%- else -%}
        {%- do drop_relation_if_exists(existing) -%}
        {%- call statement('main') -%}{{ get_create_view_as_sql(target, sql) }}{%- endcall -%}
        {%- do persist_docs(target, model) -%}
        {%- do adapter.commit() -%}
    {%- endif -%}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}

{% materialization narrowed, adapter='duckdb' %}
    {%- set existing = load_cached_relation(this) -%}
    {%- set is_table = is_narrow() -%}
    {%- set target = this.incorporate(type='table' if is_table else 'view') -%}
    {%- do drop_relation_if_exists(existing) -%}
    {%- call statement('main') -%}
        {{ create_table_as(false, target, sql) if is_table else get_create_view_as_sql(target, sql) }}
    {%- endcall -%}
    {%- do persist_docs(target, model) -%}
    {%- do adapter.commit() -%}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}

{#- Are few reports made anew, on top of what there is? -#}
{% macro is_narrow() -%}
    {{ return(execute and load_cached_relation(this) is not none and not should_full_refresh()) }}
{%- endmacro %}

{#- Run `change` on the table that there is, else make one of `first`. -#}
{% macro made_once_then(change, first) %}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target = this.incorporate(type='table') -%}
    {%- if existing is not none and existing.is_table and not should_full_refresh() -%}
        {%- call statement('main') -%}{{ change }}{%- endcall -%}
    {%- else -%}
        {%- do drop_relation_if_exists(existing) -%}
        {%- call statement('main') -%}{{ create_table_as(false, target, first) }}{%- endcall -%}
        {%- do persist_docs(target, model) -%}
    {%- endif -%}
    {%- do adapter.commit() -%}
    {{ return({'relations': [target]}) }}
{% endmacro %}

{#- The table whose reports a by_report model replaces. -#}
{% macro batch_of_reports() -%}
    {{ api.Relation.create(database=this.database, schema='intermediate', identifier=config.get('batch', 'int_touched')) }}
{%- endmacro %}

{#- dbt's own macro, by which each generic test reads its model: of a table that a build changes report by report, the
other rows were tested when they were made. The rows just made stand together at the table's end. -#}
{% macro get_where_subquery(relation) -%}
    {%- set tested = graph.nodes.get(model.attached_node) if execute else none -%}
    {%- if tested and (tested.config.materialized == 'by_report' or tested.config.meta.get('is_tested_by_report')) -%}
        {%- set batch = api.Relation.create(database=database, schema='intermediate', identifier=tested.config.get('batch', 'int_touched')) -%}
        {%- set rows = "select * from " ~ relation ~ " where report_id in (select report_id from " ~ batch ~ ")" -%}
        {%- if tested.config.materialized == 'by_report' and not flags.FULL_REFRESH -%}
            {%- set rows = "select * from " ~ relation ~ " where rowid in (" ~ rows.replace("*", "rowid", 1) ~ ")" -%}
        {%- endif -%}
        {{ return("(" ~ rows ~ ") as touched_rows") }}
    {%- endif -%}
    {{ return(relation) }}
{%- endmacro %}
