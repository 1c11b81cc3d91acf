{{ config(meta={'dagster': {'ref': {'name': 'stg_observations'}}}) }}
-- EX-02: every number has its document, a place within that document's text, the words there, and the rule and version
-- that read it. That the words at the place are the quoted ones is tested on whole reports (tests/).
with places as (
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
    from {{ ref('stg_observations') }}
    group by document_id
)

select p.document_id
from places as p
left join {{ source('raw', 'document_texts') }} as t using (document_id)
where p.is_incomplete or t.text is null or p.furthest > len(t.text)
