-- Reports that are not what they were at the last whole build (raw.built), come, gone or other, and those beside them
-- whose rules read them: the same authority's of the year after, and of the year before, whose numbers a finding of this
-- year may name; the report of the authority above. raw.built is empty before the first build, and for one in full.
with was as (
    select report_id, authority_id, report_year, parent_authority_id, signature
    from {{ source('raw', 'built') }}
),

known as (
    select report_id, authority_id, report_year, parent_authority_id from {{ ref('int_signatures') }}
    union
    select report_id, authority_id, report_year, parent_authority_id from was
),

changed as (
    select coalesce(n.report_id, w.report_id) as report_id
    from {{ ref('int_signatures') }} as n
    full outer join was as w using (report_id)
    where n.signature is distinct from w.signature
    union
    select report_id
    from {{ source('raw', 'reread') }}
    inner join {{ ref('int_documents') }} using (document_id)
    where report_id is not null
),

changes as (
    select *
    from known
    semi join changed using (report_id)
)

select report_id from changes
union
select k.report_id
from known as k
inner join changes as c
    on k.authority_id = c.authority_id and k.report_year between c.report_year - 1 and c.report_year + 1
union
select k.report_id
from known as k
inner join changes as c on k.authority_id = c.parent_authority_id and k.report_year = c.report_year
