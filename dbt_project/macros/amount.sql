{#- A number as people write it: no decimals where there are none. -#}
{% macro amount(column) -%}
    case when {{ column }} = round({{ column }}) then {{ column }}::bigint::varchar else printf('%.2f', {{ column }}) end
{%- endmacro %}
