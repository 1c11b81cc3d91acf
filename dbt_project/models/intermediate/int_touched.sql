-- The reports whose published rows are made anew: those of int_changed, and those that have, or had, the same
-- applications table as one of them.
with prints as (
    select report_id, report_year, cell_count, print from {{ ref('int_prints') }}
    union all
    select report_id, report_year, cell_count, print from {{ source('raw', 'built') }} where print is not null
)

select report_id from {{ ref('int_changed') }}
union
select report_id
from prints
semi join (
    select *
    from prints
    semi join {{ ref('int_changed') }} using (report_id)
) as p using (report_year, cell_count, print)
