{#- A number as people write it: no decimals where there are none. -#}
{% macro amount(column) -%}
    case when ({{ column }}) = round({{ column }}) then ({{ column }})::bigint::varchar else rtrim(printf('%.2f', ({{ column }})::double), '0') end
{%- endmacro %}
