-- Every year from the first era to the newest report, so that a gap shows as a gap.
with years as (
    select unnest(range(first_year, greatest(last_start, coalesce(newest, last_start)) + 1)) as report_year
    from
        (select min(first_year) as first_year, max(first_year) as last_start from {{ ref('eras') }}),
        (select max(report_year) as newest from {{ ref('int_standing') }})
    union
    select report_year from {{ ref('int_standing') }}
)

select
    y.report_year::integer as report_year,
    e.era
from years as y
inner join {{ ref('eras') }} as e
    -- years before the first era count as its own
    on greatest(y.report_year, (select min(first_year) from {{ ref('eras') }})) >= e.first_year
    and y.report_year <= coalesce(e.last_year, 9999)
