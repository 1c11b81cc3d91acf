{{ config(meta={'dagster': {'ref': {'name': 'int_touched'}}}) }}
-- EX-02: every number has its document, a place within that document's text, the words there, and the rule and version
-- that read it. That the words at the place are the quoted ones is tested on whole reports (tests/). What the last whole
-- build asked of a document is not asked again: one of a report is known by int_touched, another by raw.tested.
with asked as (
    select o.rowid
    from {{ source('raw', 'observations') }} as o
    anti join (
        select document_id
        from {{ ref('int_documents') }}
        where report_id not in (select report_id from {{ ref('int_touched') }})
        union all
        select document_id
        from {{ source('raw', 'tested') }}
        where
            document_id not in (select document_id from {{ source('raw', 'reread') }})
            and document_id not in (select document_id from {{ ref('int_documents') }} where report_id is not null)
    ) as d using (document_id)
),

places as (
    select
        document_id,
        max(char_end) as furthest,
        bool_or(
            char_start < 0 or char_end < char_start
            or quote = '' or rule = '' or extractor_version = ''
            or value_state not in ('reported', 'stated_none', 'blank', 'dash')
            or (value is null) <> (value_state in ('blank', 'dash'))
            or (value_state = 'reported' and value_printed = '')
        ) as is_incomplete
    from {{ source('raw', 'observations') }}
    where rowid in (select rowid from asked)
    group by document_id
),

texts as (
    select document_id, len(text) as length
    from {{ source('raw', 'document_texts') }}
    where rowid in (select t.rowid from {{ source('raw', 'document_texts') }} as t semi join places using (document_id))
)

select p.document_id
from places as p
left join texts as t using (document_id)
where p.is_incomplete or t.length is null or p.furthest > t.length
