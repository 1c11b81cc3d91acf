-- Authority and year: present, missing or rejected. Who ought to report says the roster, where the home has one; else an
-- authority is expected from its first report that was read to the newest year that anyone has reported on.
with bounds as (
    select max(report_year) as newest from {{ ref('int_standing') }}
),

expected as (
    select
        authority_id,
        min(coalesce(first_year, (select min(first_year) from {{ ref('eras') }}))) as first_year,
        max(coalesce(last_year, (select newest from bounds))) as last_year
    from {{ ref('stg_roster') }}
    group by all
    union all
    select
        authority_id,
        min(report_year),
        (select newest from bounds)
    from {{ ref('int_standing') }}
    where not exists (select 1 from {{ ref('stg_roster') }})
    group by all
),

wanted as (
    select authority_id, unnest(range(first_year, last_year + 1))::integer as report_year
    from expected
    union
    select authority_id, report_year
    from {{ ref('int_standing') }}
)

select
    w.authority_id,
    w.report_year,
    case when r.report_id is not null then 'present' when x.authority_id is not null then 'rejected' else 'missing' end as status,
    r.report_id
from wanted as w
left join {{ ref('int_standing') }} as r using (authority_id, report_year)
left join (
    select distinct authority_id, report_year
    from {{ ref('stg_reports') }}
    where rejection is not null and authority_id is not null and report_year is not null
) as x using (authority_id, report_year)
