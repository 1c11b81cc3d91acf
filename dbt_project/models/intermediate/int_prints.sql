-- The applications table of a statutory form as a print: two tables have the same one where every figure is the same.
with cells as (
    select
        r.report_id,
        r.report_year,
        hash(o.measure, o.outcome, o.reason, o.applicant) as cell,
        o.value
    from {{ ref('stg_observations') }} as o
    inner join {{ ref('int_standing') }} as r using (document_id)
    semi join {{ ref('int_changed') }} as c using (report_id)
    where
        o.is_selected and o.fact = 'application' and o.table_index is not null and o.value > 0
        and {{ is_statutory('r.form') }}
)

select
    report_id,
    any_value(report_year) as report_year,
    count(*) as cell_count,
    sum(hash(cell::varchar || ':' || value::varchar)::hugeint) as print
from cells
group by report_id
-- six different figures: small tables are alike by chance
having count(distinct value) >= 6
