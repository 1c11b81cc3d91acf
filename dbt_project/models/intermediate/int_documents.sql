-- Of several documents of one report the newest accepted one stands: by first sight, then by running number, then by name.
with read as (
    select
        d.document_id,
        d.source_name,
        d.source_url,
        d.byte_count,
        d.first_seen_at,
        r.media_type,
        r.text_digest,
        r.report_id,
        case
            when d.intake_rejection is not null then d.intake_rejection
            when r.document_id is null then 'not_read'
            when r.rejection is not null then r.rejection
            when r.report_id is null then 'not_a_report'
        end as rejection,
        d.sighting
    from {{ ref('stg_documents') }} as d
    left join {{ ref('stg_reports') }} as r using (document_id)
),

ranked as (
    select
        *,
        row_number() over (
            partition by report_id
            order by rejection is not null, first_seen_at desc, sighting desc, source_name desc, document_id desc
        ) as place
    from read
),

standing as (
    select report_id, document_id, text_digest
    from ranked
    where place = 1 and rejection is null
)

select
    k.document_id,
    k.source_name,
    k.source_url,
    k.media_type,
    k.byte_count,
    k.first_seen_at,
    k.sighting,
    case when k.rejection is null then k.report_id end as report_id,
    case
        when k.rejection is not null then 'rejected'
        when k.document_id = s.document_id then 'report'
        when k.text_digest = s.text_digest then 'duplicate'
        else 'superseded'
    end as status,
    case
        when k.rejection is not null then k.rejection
        when k.document_id <> s.document_id then s.document_id
    end as status_reason
from ranked as k
left join standing as s on s.report_id = case when k.rejection is null then k.report_id end
