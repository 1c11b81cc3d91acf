-- Collected pages of a report: gone, or telling otherwise than when they were first seen (PB-03). A page's frame changes
-- with every redesign and visitor: what counts is the report on it, its numbers and the words of its parts.
with capturing as (
    select
        c.address,
        d.report_id,
        min(c.capture_number) as first_capture
    from {{ ref('stg_captures') }} as c
    inner join {{ ref('int_documents') }} as d using (document_id)
    where d.report_id is not null
    group by all
),

-- an address that came to show another report is that of the first
pages as (
    select
        r.report_number,
        p.*
    from {{ ref('page_changes') }} as p
    inner join (
        select address, report_id from capturing
        qualify row_number() over (partition by address order by first_capture) = 1
    ) as c using (address)
    inner join {{ ref('int_reports') }} as r using (report_id)
),

compared as (
    select document_id
    from (
        select unnest([old_document_id, new_document_id]) as document_id
        from pages
        where status = 'changed'
    )
),

-- few of all that are kept: joined to them first, all texts would go through memory
texts as materialized (
    select
        document_id,
        text
    from {{ source('raw', 'document_texts') }}
    where document_id in (select document_id from compared)
),

said as (
    select
        p.document_id,
        string_agg(
            regexp_replace(substring(t.text, p.char_start + 1, p.char_end - p.char_start), '\s', '', 'g'), '' order by p.part_number
        ) as words
    from texts as t
    inner join {{ ref('stg_parts') }} as p using (document_id)
    group by p.document_id
),

judged as (
    select
        p.*,
        case
            when p.status = 'vanished' then 'vanished'
            when p.status = 'unchanged' then 'same'
            when p.is_fact_changed then 'numbers'
            when o.words = n.words then 'same'
            else 'words'
        end as finding
    from pages as p
    left join said as o on p.old_document_id = o.document_id
    left join said as n on p.new_document_id = n.document_id
    where p.status in ('vanished', 'changed', 'unchanged')
)

{{ check('PB-03', 'judged', 'true', "finding = 'same'",
    "case finding when 'vanished' then '网页已撤下（' || found_vanished_at::date || '查得）：'
        when 'numbers' then '网页发布后有变动（' || changed_at::date || '），数字与首次采集不同：'
        else '网页发布后文字有变动（' || changed_at::date || '），数字未变：' end || address",
    "case finding when 'vanished' then 'The page is gone (found on ' || found_vanished_at::date || '): '
        when 'numbers' then 'The page has changed since (' || changed_at::date || '), and its numbers differ: '
        else 'The words of the page have changed since (' || changed_at::date || '), its numbers have not: ' end || address",
    subject='address', verdict="case when finding = 'words' then 'to_review' else 'source_error' end") }}
