-- The outline of a report: its six parts (TX-04), what part 1 has to cover (TX-05), what part 5 has to name (TX-06), and
-- how much of either is last year's again (TX-08).
with outlines as (
    select
        report_number,
        array_to_string({{ in_order("part || '.' || title_zh", 'part', 'not is_titled and not is_in_text') }}, '、') as missing_zh,
        array_to_string({{ in_order("part || ' ' || title_en", 'part', 'not is_titled and not is_in_text') }}, ', ') as missing_en,
        count(*) filter (where is_titled) as found_count,
        {{ in_order('part_number', 'part', 'is_titled') }} as found_places,
        array_to_string({{ in_order('heading', 'part_number', 'is_titled') }}, '、') as headings
    from {{ ref('int_parts') }}
    where rule_scope in ('B', 'C')
    group by report_number
),

told as (
    select
        p.report_number,
        s.rule_id,
        p.part,
        regexp_replace(p.words, '[\s。.;;]', '', 'g') as said,
        array_to_string({{ in_order('w.subject_zh', 'w.position', 'not regexp_matches(p.words, w.pattern)') }}, '、') as missing_zh,
        array_to_string({{ in_order('w.subject_en', 'w.position', 'not regexp_matches(p.words, w.pattern)') }}, ', ') as missing_en
    from {{ ref('int_parts') }} as p
    inner join {{ ref('part_words') }} as w using (part)
    inner join {{ ref('int_rule_scopes') }} as s on w.rule_id = s.rule_id and p.rule_scope = s.to_scope
    where p.is_titled
    group by all
),

-- figures and dates change every year
masked as (
    select
        report_number,
        part,
        regexp_replace(regexp_replace(words, '\s', '', 'g'), '[0-9０-９][0-9０-９,，.．%％]*', '0', 'g') as words
    from {{ ref('int_parts') }}
    where words is not null and is_titled
),

-- short texts are alike by nature, and texts of very different length are not alike
paired as (
    select
        p.report_number,
        y.part,
        y.words,
        l.words as last_words,
        -- a tenth of the five-character runs, told by how they begin: enough to pass over what plainly differs
        regexp_extract_all(y.words, '[的公信主申开開].{4}') as sample,
        regexp_extract_all(l.words, '[的公信主申开開].{4}') as last_sample
    from {{ ref('int_report_pairs') }} as p
    inner join masked as y on p.report_number = y.report_number
    inner join masked as l on p.previous_number = l.report_number and y.part = l.part
    where len(y.words) >= 100 and len(l.words) >= 100
),

compared as (
    select
        *,
        least(len(words), len(last_words)) >= 0.75 * greatest(len(words), len(last_words))
            and len(list_intersect(sample, last_sample)) >= 0.5 * len(list_distinct(sample)) as is_close
    from paired
),

runs as (
    select
        report_number,
        part,
        {% for name in ('words', 'last_words') %}
        list_distinct(list_transform(
            range(1, len({{ name }}) - 3),
            lambda i: hash({{ name }}[i], {{ name }}[i + 1], {{ name }}[i + 2], {{ name }}[i + 3], {{ name }}[i + 4])
        )) as {{ name }}{{ "," if not loop.last }}
        {% endfor %}
    from (
        select report_number, part, string_split(words, '') as words, string_split(last_words, '') as last_words
        from compared
        where is_close
    )
),

likenesses as (
    select
        c.report_number,
        c.part,
        -- Jaccard's: what both have, of what either has
        coalesce(
            len(list_intersect(r.words, r.last_words))
            / (len(r.words) + len(r.last_words) - len(list_intersect(r.words, r.last_words))),
            0
        ) as likeness
    from compared as c
    left join runs as r using (report_number, part)
)

{{ check('TX-04', 'outlines', 'true', 'missing_zh is null and found_places = list_sort(found_places)',
    "case when missing_zh is not null then '缺少：' || missing_zh else '各部分次序与格式不同：' || headings end",
    "case when missing_zh is not null then 'Missing: ' || missing_en else 'The parts stand in another order: ' || headings end",
    verdict="case when found_count >= 3 then 'source_error' else 'to_review' end") }}
union all
{{ check('TX-05', 'told', "rule_id = 'TX-05'", 'missing_zh is null',
    "'第一部分未见关于' || missing_zh || '的内容'", "'Part 1 says nothing about: ' || missing_en", verdict="'to_review'") }}
union all
{{ check('TX-06', 'told', "rule_id = 'TX-06'", "missing_zh is null and said not in ('', '无', '無', '暂无', '暫無', '没有', '沒有')",
    "case when len(said) <= 2 then '第五部分只写“' || said || '”' else '第五部分未见' || missing_zh end",
    "case when len(said) <= 2 then 'Part 5 says only “' || said || '”' else 'Part 5 does not name ' || missing_en end",
    verdict="case when len(said) <= 2 then 'source_error' else 'to_review' end") }}
union all
{{ check('TX-08', 'likenesses', 'true', 'likeness < 0.85',
    "'第' || case part when 1 then '一' else '五' end || '部分与上年文字的相似度为' || round(100 * likeness)::integer || '%（数字除外）'",
    "'Part ' || part || ' is ' || round(100 * likeness)::integer || ' % the words of last year (figures aside)'",
    left='likeness', right='0.85', subject="'part ' || part", verdict="'source_error'") }}
