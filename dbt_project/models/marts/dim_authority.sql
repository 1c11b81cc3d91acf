-- Authorities with a report as their newest report names them; above them the governments that they name as parent,
-- and the parents of those, whether or not a report of theirs was read.
with recursive seen as (
    select
        authority_id,
        max_by(authority_name, report_year) as name,
        max_by(authority_kind, report_year) as kind,
        max_by(authority_level, report_year) as level,
        max_by(region_code, report_year) as region_code,
        max_by(parent_authority_id, report_year) as parent_authority_id
    from {{ ref('int_standing') }}
    group by authority_id
),

places as (
    select
        region_code || '-government' as authority_id,
        max_by(full_name, valid_from_year) as full_name,
        max_by(level, valid_from_year) as level,
        region_code,
        max_by(parent_code, valid_from_year) as parent_code
    from {{ ref('dim_region') }}
    where region_code <> '000000'
    group by region_code
),

above as (
    select *
    from places
    where authority_id in (
        select parent_authority_id from seen
        union
        select authority_id from {{ ref('stg_roster') }}
    )
    union
    select p.*
    from places as p
    inner join above as a on p.region_code = a.parent_code
)

select
    authority_id,
    name,
    kind,
    level,
    region_code,
    parent_authority_id
from seen
union all
select
    a.authority_id,
    case when a.level = 'national' then '国务院' else a.full_name || '人民政府' end as name,
    'government' as kind,
    a.level,
    a.region_code,
    case when exists (select 1 from places as p where p.region_code = a.parent_code)
        then a.parent_code || '-government' end as parent_authority_id
from above as a
where a.authority_id not in (select authority_id from seen)
union all
-- named by the roster alone
select
    t.authority_id,
    coalesce(max_by(t.name, coalesce(t.first_year, 0)), t.authority_id) as name,
    'other' as kind,
    coalesce(any_value(p.level), 'county') as level,
    coalesce(any_value(p.region_code), '000000') as region_code,
    any_value(p.authority_id) as parent_authority_id
from {{ ref('stg_roster') }} as t
left join places as p on left(t.authority_id, 6) = p.region_code
where t.authority_id not in (select authority_id from seen)
    and t.authority_id not in (select authority_id from above)
group by t.authority_id
