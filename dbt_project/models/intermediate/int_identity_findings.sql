-- The identities that fail, in words that name the numbers, one row each; and what closes only with blanks as 0, one row
-- per report and rule.
with failed as (
    select *
    from {{ ref('int_identity_results') }}
    where status = 'fail'
),

read as (
    select
        f.report_number,
        f.identity_no,
        t.term_no,
        t.side,
        t.sign,
        t.left_fold,
        c.value,
        c.observation_id,
        f.right_value,
        l.label_zh,
        l.label_en
    from failed as f
    inner join {{ ref('int_identity_terms') }} as t using (identity_no)
    inner join {{ ref('int_identity_labels') }} as l on t.identity_no = l.identity_no and t.term_no = l.term_no
    left join {{ ref('int_report_pairs') }} as p on f.report_number = p.report_number
    inner join {{ ref('int_cells') }} as c
        on t.cell_no = c.cell_no
        and c.report_number = case when t.year_offset = 0 then f.report_number else p.previous_number end
),

-- zeros are left out of a sum's words, and of a maximum all that lies within the bound
worded as (
    select
        *,
        value <> 0 and (left_fold = 'sum' or side = 'right' or value > right_value) as is_told
    from read
),

sides as (
    select
        report_number,
        identity_no,
        {% for side in ('left', 'right') %}
        count(*) filter (where side = '{{ side }}' and is_told) as {{ side }}_told,
        {% for language in ('zh', 'en') %}
        coalesce(
            string_agg(
                case when sign < 0 then '-' else '' end || label_{{ language }} || {{ "' '" if language == 'en' else "''" }} || {{ amount('value') }},
                ' + ' order by term_no
            ) filter (where side = '{{ side }}' and is_told),
            min_by(label_{{ language }}, term_no) filter (where side = '{{ side }}') || {{ "' 0'" if language == 'en' else "'0'" }},
            '0'
        ) as {{ side }}_{{ language }},
        {% endfor %}
        {% endfor %}
        list(observation_id order by term_no) as observation_ids
    from worded
    group by all
),

told as (
    select
        f.*,
        s.observation_ids,
        t.relation,
        n.subject_zh,
        n.subject_en,
        {% for side in ('left', 'right') %}
        {% for language in ('zh', 'en') %}
        s.{{ side }}_{{ language }}
            || case when s.{{ side }}_told > 1 and (t.left_fold = 'sum' or '{{ side }}' = 'right') then ' = ' || {{ amount('f.' ~ side ~ '_value') }} else '' end as {{ side }}_{{ language }},
        {% endfor %}
        {% endfor %}
        {{ amount('abs(f.left_value - f.right_value)') }} as gap
    from failed as f
    inner join sides as s on f.report_number = s.report_number and f.identity_no = s.identity_no
    inner join (select distinct identity_no, relation, left_fold from {{ ref('int_identity_terms') }}) as t
        on f.identity_no = t.identity_no
    inner join (select distinct identity_no, subject_zh, subject_en from {{ ref('int_identity_labels') }}) as n
        on f.identity_no = n.identity_no
)

select
    report_number,
    rule_id,
    subject,
    status,
    left_value,
    right_value,
    subject_zh || left_zh
        || case relation when '=' then '，而' when '<=' then '，大于' when '>=' then '，小于' else '，与此相去较远：' end
        || right_zh || '，差' || gap as message_zh,
    subject_en || left_en
        || case relation when '=' then ', but ' when '<=' then ', more than ' when '>=' then ', less than ' else ', far from ' end
        || right_en || '; difference ' || gap as message_en,
    observation_ids
from told
union all
select
    i.report_number,
    i.rule_id,
    'blank_cells' as subject,
    i.status,
    null as left_value,
    null as right_value,
    count(distinct c.observation_id) || '格空白：按零计时，' || count(distinct i.identity_no) || '项等式成立' as message_zh,
    'Blank cells: with ' || case when count(distinct c.observation_id) = 1 then 'one' else 'these ' || count(distinct c.observation_id) end || ' taken as 0, '
        || count(distinct i.identity_no) || case when count(distinct i.identity_no) = 1 then ' identity closes' else ' identities close' end as message_en,
    list(distinct c.observation_id order by c.observation_id) as observation_ids
from {{ ref('int_identity_results') }} as i
inner join {{ ref('int_identity_terms') }} as t using (identity_no)
left join {{ ref('int_report_pairs') }} as p on i.report_number = p.report_number
inner join {{ ref('int_cells') }} as c
    on t.cell_no = c.cell_no
    and c.report_number = case when t.year_offset = 0 then i.report_number else p.previous_number end
    and c.value is null
where i.status = 'imputed_pass'
group by i.report_number, i.rule_id, i.status
