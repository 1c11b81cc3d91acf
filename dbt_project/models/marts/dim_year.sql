-- Every year from the first era to the newest report, so that a gap shows as a gap.
with years as (
    select unnest(range(2008, greatest(2021, (select coalesce(max(report_year), 2021) from {{ ref('int_standing') }})) + 1)) as report_year
    union
    select report_year from {{ ref('int_standing') }}
)

select
    y.report_year::integer as report_year,
    e.era
from years as y
inner join {{ ref('eras') }} as e
    on (y.report_year >= e.first_year or e.first_year = 2008)
    and y.report_year <= coalesce(e.last_year, 9999)
