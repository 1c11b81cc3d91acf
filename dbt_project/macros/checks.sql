{#- The rows that every model of checks gives: one shape, so that int_check_findings can put them together. -#}
{% macro check_passed(rule, source, condition='true') -%}
    select
        report_number,
        '{{ rule }}' as rule_id,
        '' as subject,
        'pass' as status,
        null::double as left_value,
        null::double as right_value,
        '' as message_zh,
        '' as message_en,
        []::varchar[] as observation_ids,
        null::varchar as verdict
    from {{ source }}
    where {{ condition }}
{%- endmacro %}

{#- One comparison of a source's columns: passes where `holds`, fails else, says nothing where `when` is false or null. -#}
{% macro check(rule, source, when, holds, message_zh, message_en, left="null", right="null", subject="''", ids="[]", verdict="null") -%}
    select
        report_number,
        '{{ rule }}' as rule_id,
        {{ subject }} as subject,
        case when {{ holds }} then 'pass' else 'fail' end as status,
        ({{ left }})::double as left_value,
        ({{ right }})::double as right_value,
        {{ message_zh }} as message_zh,
        {{ message_en }} as message_en,
        list_filter(({{ ids }})::varchar[], x -> x is not null) as observation_ids,
        {{ verdict }}::varchar as verdict
    from {{ source }}
    where ({{ when }}) and ({{ holds }}) is not null
{%- endmacro %}
