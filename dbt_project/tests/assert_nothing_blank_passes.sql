{{ config(meta={'dagster': {'ref': {'name': 'int_identity_results'}}}) }}
-- A null is never a pass: an identity that passes strictly has a number in every cell that it needs.
select
    x.report_number,
    x.identity_no
from {{ ref('int_identity_results') }} as x
inner join {{ ref('int_identity_terms') }} as t using (identity_no)
left join {{ ref('int_report_pairs') }} as p on x.report_number = p.report_number
left join {{ ref('int_cells') }} as c
    on t.cell_no = c.cell_no
    and c.report_number = case when t.year_offset = 0 then x.report_number else p.previous_number end
where x.status = 'pass' and not t.is_optional and c.value is null
