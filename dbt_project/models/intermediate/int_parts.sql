-- The parts of the statutory form as a report has them: of the headings that fit one best, the first, with the words below
-- it. What the headings of a report do not show may still stand in its text: is_in_text. Reports of the first era have
-- parts of these kinds too, in an order of their own.
with headed as (
    select
        r.report_number,
        f.part,
        p.part_number,
        p.heading,
        p.char_start,
        p.char_end,
        regexp_matches(p.heading, f.heading_pattern) as is_titled
    from {{ ref('int_reports') }} as r
    inner join {{ rows_to_join(source('raw', 'parts'), ref('int_reports')) }} as p using (document_id)
    inner join {{ ref('form_parts') }} as f using (code)
    qualify row_number() over (partition by r.report_number, f.part order by p.heading = f.title_zh desc, is_titled desc, p.part_number) = 1
)

select
    r.report_number,
    r.rule_scope,
    f.part,
    f.title_zh,
    f.title_en,
    h.part_number,
    h.heading,
    coalesce(h.is_titled, false) as is_titled,
    r.rule_scope in ('B', 'C') and not coalesce(h.is_titled, false) and regexp_matches(t.text, f.text_pattern) as is_in_text,
    -- without the heading and its number
    case when f.part in (1, 5) then substring(
        regexp_replace(
            -- pages meant for learners put pinyin into words
            regexp_replace(substring(t.text, h.char_start + 1, h.char_end - h.char_start), '[(（]\p{Latin}+[)）]', '', 'g'),
            '^[\s第(（]*[一二三四五六七八九十0-9]*(?:部分)?[\s、,，.．:：)）]*', ''
        ),
        len(h.heading) + 1
    ) end as words
from {{ ref('int_reports') }} as r
cross join {{ ref('form_parts') }} as f
inner join {{ ref('int_texts') }} as t using (report_number)
left join headed as h on r.report_number = h.report_number and f.part = h.part
-- a report of which no heading was found has no outline to be held to
where r.report_number in (select report_number from headed)
