{#- The rows of a relation that has a fact's key, with the key in words: key_zh and key_en. An annex names the two
    great measures in its own way. -#}
{% macro key_labels(relation, is_annex='false') -%}
    select
        k.*,
        case k.fact
            when 'disclosure' then
                i.label_zh || m.label_zh || case when k.topic <> 'all' then '（' || k.topic || '）' else '' end
                || case when k.channel <> 'all' then '（' || c.label_zh || '）' else '' end
            when 'case' then p.label_zh || case when k.result <> 'all' then '（' || r.label_zh || '）' else '' end
            else
                case
                    when k.measure = 'outcome' then o.label_zh
                    when {{ is_annex }} then m.annex_label_zh
                    else m.label_zh
                end
                || case when k.applicant <> 'all' then '（' || a.label_zh || '）' else '' end
                || case when k.channel <> 'all' then '（' || c.label_zh || '）' else '' end
        end as key_zh,
        case k.fact
            when 'disclosure' then
                lower(i.label_en) || ', ' || lower(m.label_en) || case when k.topic <> 'all' then ' (' || k.topic || ')' else '' end
                || case when k.channel <> 'all' then ' (' || lower(c.label_en) || ')' else '' end
            when 'case' then lower(p.label_en) || case when k.result <> 'all' then ' (' || lower(r.label_en) || ')' else '' end
            else
                lower(case when k.measure = 'outcome' then o.label_en else m.label_en end)
                || case when k.applicant <> 'all' then ' (' || lower(a.label_en) || ')' else '' end
                || case when k.channel <> 'all' then ' (' || lower(c.label_en) || ')' else '' end
        end as key_en
    from {{ relation }} as k
    left join {{ ref('measures') }} as m on k.fact = m.fact and k.measure = m.measure
    left join {{ ref('items') }} as i on k.item = i.item
    left join {{ ref('channels') }} as c on k.channel = c.channel
    left join {{ ref('applicants') }} as a on k.applicant = a.applicant
    left join {{ ref('outcomes') }} as o on k.outcome = o.outcome and k.reason = o.reason
    left join {{ ref('procedures') }} as p on k.procedure = p.procedure
    left join {{ ref('results') }} as r on k.result = r.result
{%- endmacro %}
