{#- All that must be true of a table's columns, in one query: a row for each thing that is not, and of how many rows or
values. A query for each of them would cost a build more than what it asks.
keys: no two rows share these columns. filled: never null (the report_id of a by_report table cannot be). values: null or one of these. rates: null or within 0 and 1.
codes: rows `of` that table, by the columns of the same names, where none of them is null. -#}
{% test sound(model, keys=[], filled=[], values={}, rates=[], codes=[]) %}
{%- set wrong = {} -%}
{%- for column in filled -%}{%- do wrong.update({column ~ ' is null': column ~ ' is null'}) -%}{%- endfor -%}
{%- for column, known in values.items() -%}
    {%- do wrong.update({column ~ ' is none of ' ~ known | join(', '): column ~ " not in ('" ~ known | join("', '") ~ "')"}) -%}
{%- endfor -%}
{%- for column in rates -%}
    {%- do wrong.update({column ~ ' is not within 0 and 1': column ~ ' < 0 or ' ~ column ~ ' > 1'}) -%}
{%- endfor -%}
select fault, row_count
from (
    {%- if wrong %}
    select unnest([
        {%- for fault, condition in wrong.items() %}
        {'fault': '{{ fault }}', 'row_count': count_if({{ condition }})::bigint}{{ "," if not loop.last }}
        {%- endfor %}
    ], recursive := true)
    from {{ model }}
    {#- no value is looked at where a column's statistics know of no null #}
    where {{ wrong.values() | join(" or ") }}
    {{ "union all" if keys or codes }}
    {%- endif %}
    {%- for columns in keys %}
    select 'rows share {{ columns | join(", ") }}' as fault, count(*) as row_count
    from (select 1 from {{ model }} group by {{ columns | join(", ") }} having count(*) > 1)
    {{ "union all" if not loop.last or codes }}
    {%- endfor %}
    {%- for code in codes %}
    {%- set columns = code.columns %}
    select '{{ columns | join(", ") }} not in {{ code.of.identifier }}' as fault, count(*) as row_count
    from (
        select distinct {{ columns | join(", ") }}
        from {{ model }}
        where {% for column in columns %}{{ column }} is not null{{ " and " if not loop.last }}{% endfor %}
    )
    anti join {{ code.of }} using ({{ columns | join(", ") }})
    {{ "union all" if not loop.last }}
    {%- endfor %}
)
where row_count > 0
{% endtest %}
