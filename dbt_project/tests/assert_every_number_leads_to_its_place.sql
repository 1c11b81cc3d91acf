{{ config(meta={'dagster': {'ref': {'name': 'stg_observations'}}}) }}
-- EX-02: every number has its document, a place within that document's text, the words there, and the rule and version
-- that read it. That the words at the place are the quoted ones is tested on whole reports (tests/). Documents that a whole
-- build asked, and that were not read again since, are not asked again. depends_on: {{ ref('stg_observations') }}
with asked as (
    select o.rowid
    from {{ source('raw', 'observations') }} as o
    anti join (
        select document_id
        from {{ source('raw', 'tested') }}
        anti join {{ source('raw', 'reread') }} using (document_id)
    ) as t using (document_id)
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
