-- What a report's published rows are made of, in one number: the report as read, all its documents, the names of its
-- authority and of whom the roster has below it, what people decided of it, what became of its collected pages. A reading
-- is known by its document and the extractor's version; documents that the same version read again are in raw.reread.
with parts as (
    select s.report_id, hash(s) as part
    from {{ ref('int_standing') }} as s
    union all
    select d.report_id, hash(d)
    from {{ ref('int_documents') }} as d
    where d.report_id is not null
    union all
    select s.report_id, hash(a)
    from {{ ref('int_standing') }} as s
    inner join {{ ref('dim_authority') }} as a using (authority_id)
    union all
    select s.report_id, hash(a)
    from {{ ref('int_standing') }} as s
    inner join {{ ref('dim_authority') }} as a on s.authority_id = a.parent_authority_id
    semi join {{ ref('stg_roster') }} as t on a.authority_id = t.authority_id
    union all
    select report_id, hash(c)
    from {{ ref('stg_corrections') }} as c
    union all
    select report_id, hash(w)
    from {{ ref('stg_waivers') }} as w
    union all
    select c.report_id, hash(p.address, p.status, p.changed_at, p.found_vanished_at, p.is_fact_changed, p.old_document_id)
    from {{ ref('page_changes') }} as p
    inner join (
        select distinct c.address, d.report_id
        from {{ ref('stg_captures') }} as c
        inner join {{ ref('int_documents') }} as d using (document_id)
        where d.report_id is not null
    ) as c using (address)
),

summed as (
    select report_id, hash(sum(part), count(*)) as signature
    from parts
    group by report_id
)

select
    s.report_id,
    s.authority_id,
    s.report_year,
    s.parent_authority_id,
    x.signature
from {{ ref('int_standing') }} as s
inner join summed as x using (report_id)
