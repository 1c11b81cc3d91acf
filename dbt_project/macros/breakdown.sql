{#- The names of the dimensions that a row breaks down, joined by "+", or "total": conditions is a map of name to SQL. -#}
{% macro breakdown(conditions) -%}
    coalesce(nullif(concat_ws('+',
        {%- for name, condition in conditions.items() %}
        case when {{ condition }} then '{{ name }}' end{{ "," if not loop.last }}
        {%- endfor %}
    ), ''), 'total')
{%- endmacro %}
