-- Words for each term of an identity, for messages that name the numbers. What all terms share is the identity's
-- subject; a term is named by what tells it from the others.
with named as (
    select
        t.identity_no,
        t.term_no,
        t.rule_id,
        t.year_offset,
        case
            when t.fact = 'case' then r.label_zh
            when t.rule_id = 'T3-03' and t.side = 'left' then a.label_zh
            when t.rule_id = 'T3-03' then '总计'
            when t.fact = 'disclosure' and t.channel <> 'all' then c.label_zh
            when t.fact = 'disclosure' then i.label_zh || m.label_zh
            when t.measure in ('outcome', 'nested_outcome') then o.label_zh
            when t.measure = 'answered' then '申请答复数'
            when t.channel <> 'all' then c.label_zh
            when t.to_scope in ('A1', 'A2') then m.annex_label_zh
            else m.label_zh
        end as label_zh,
        case
            when t.fact = 'case' then lower(r.label_en)
            when t.rule_id = 'T3-03' and t.side = 'left' then lower(a.label_en)
            when t.rule_id = 'T3-03' then 'total'
            when t.fact = 'disclosure' and t.channel <> 'all' then lower(c.label_en)
            when t.fact = 'disclosure' then lower(i.label_en || ', ' || m.label_en)
            when t.measure in ('outcome', 'nested_outcome') then lower(o.label_en)
            when t.measure = 'answered' then 'answers'
            when t.channel <> 'all' then lower(c.label_en)
            else lower(m.label_en)
        end as label_en,
        case
            when t.fact = 'case' then p.label_zh
            when t.rule_id = 'T3-03' then coalesce(nullif(o.label_zh, '不分结果'), m.label_zh)
            when t.fact = 'application' and t.applicant <> 'all' then a.label_zh
            when t.fact = 'application' and t.rule_id in ('T3-01', 'T3-02B', 'T3-02C', 'T3-05', 'X-01') then '总计栏'
        end as subject_zh,
        case
            when t.fact = 'case' then p.label_en
            when t.rule_id = 'T3-03' then coalesce(nullif(o.label_en, 'All outcomes'), m.label_en)
            when t.fact = 'application' and t.applicant <> 'all' then a.label_en
            when t.fact = 'application' and t.rule_id in ('T3-01', 'T3-02B', 'T3-02C', 'T3-05', 'X-01') then 'Column of totals'
        end as subject_en
    from {{ ref('int_identity_terms') }} as t
    left join {{ ref('measures') }} as m on t.fact = m.fact and t.measure = m.measure
    left join {{ ref('items') }} as i on t.item = i.item
    left join {{ ref('channels') }} as c on t.channel = c.channel
    left join {{ ref('applicants') }} as a on t.applicant = a.applicant
    left join {{ ref('outcomes') }} as o on t.outcome = o.outcome and t.reason = o.reason
    left join {{ ref('procedures') }} as p on t.procedure = p.procedure
    left join {{ ref('results') }} as r on t.result = r.result
)

select
    identity_no,
    term_no,
    case when year_offset = -1 then '上年' else '' end || label_zh as label_zh,
    case when year_offset = -1 then 'last year''s ' else '' end || label_en as label_en,
    coalesce(min(subject_zh) over (partition by identity_no) || '：', '') as subject_zh,
    coalesce(min(subject_en) over (partition by identity_no) || ': ', '') as subject_en
from named
