-- A page says the same as long as its text does, white space aside: pages are laid out anew every few years.
-- first_seen_at and last_seen_at are those of pages that came, whole or as "not modified".
with captures as (
    select
        c.*,
        -- Of a scan, or of what cannot be read, no text is known: then the bytes tell.
        coalesce(nullif(r.text_digest, sha256('')), c.document_id) as content
    from {{ ref('stg_captures') }} as c
    left join {{ ref('stg_reports') }} as r using (document_id)
),

seen as (
    select
        *,
        lag(document_id) over attempts as document_before,
        lag(content) over attempts as content_before
    from captures
    where document_id is not null
    window attempts as (partition by address order by capture_number)
),

standing as (
    select
        address,
        min(captured_at) as first_seen_at,
        max(captured_at) as last_seen_at,
        arg_max(document_id, capture_number) as new_document_id,
        count(*) filter (where content <> content_before) as change_count,
        arg_max(document_before, capture_number) filter (where content <> content_before) as old_document_id,
        max(captured_at) filter (where content <> content_before) as changed_at
    from seen
    group by address
),

attempted as (
    select *
    from captures
    qualify row_number() over (partition by address order by capture_number desc) = 1
),

conclusive as (
    select
        address,
        arg_max(outcome, capture_number) = 'vanished' as is_vanished,
        max(captured_at) as asked_at
    from captures
    where outcome <> 'failed'
    group by address
),

-- What a document's numbers are, in one number: equal where the same facts were read.
facts as (
    select
        document_id,
        bit_xor(hash(fact, measure, item, channel, topic, applicant, outcome, reason, procedure, result, value)) as digest
    from {{ ref('stg_observations') }}
    where is_selected and document_id in (select document_id from seen)
    group by document_id
)

select
    a.address,
    a.authority,
    a.report_year,
    case
        when c.is_vanished then 'vanished'
        when s.address is null then 'never_fetched'
        when s.change_count > 0 then 'changed'
        else 'unchanged'
    end as status,
    s.first_seen_at,
    s.last_seen_at,
    s.changed_at,
    case when c.is_vanished then c.asked_at end as found_vanished_at,
    coalesce(s.change_count, 0) as change_count,
    s.old_document_id,
    s.new_document_id,
    case when s.old_document_id is not null then o.digest is distinct from n.digest end as is_fact_changed,
    d.status as new_document_status,
    case when a.outcome = 'failed' then a.reason end as problem
from attempted as a
left join conclusive as c using (address)
left join standing as s using (address)
left join facts as o on s.old_document_id = o.document_id
left join facts as n on s.new_document_id = n.document_id
left join {{ ref('int_documents') }} as d on s.new_document_id = d.document_id
