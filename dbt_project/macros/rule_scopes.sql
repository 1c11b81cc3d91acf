{#- Which rules fit a report: A1, A2 in the narrative era before and since the annex of 2014; B, C under the forms of 2019
and 2021. A report that kept a form of another year is held to the rules of that form. -#}

{#- The scope of a report of this year, whatever its form. -#}
{% macro scope_of_year(year) -%}
    case when {{ year }} <= 2013 then 'A1' when {{ year }} <= 2018 then 'A2' when {{ year }} <= 2020 then 'B' else 'C' end
{%- endmacro %}

{#- The scope of a report with a form of its own; null for prose, whose year says it. -#}
{% macro scope_of_form(form) -%}
    case {{ form }} when 'annex_regional' then 'A1' when 'annex_2014' then 'A2' when 'statutory_2019' then 'B' when 'statutory_2021' then 'C' end
{%- endmacro %}

{#- The era whose outcomes a scope's reports print (seed outcome_crosswalk). -#}
{% macro era_of_scope(scope) -%}
    case {{ scope }} when 'B' then 'statutory_2019' when 'C' then 'statutory_2021' else 'narrative_2008' end
{%- endmacro %}

{#- Whether the tables are those of a statutory form, of whatever year. -#}
{% macro is_statutory(form) -%}
    {{ form }} like 'statutory%'
{%- endmacro %}
