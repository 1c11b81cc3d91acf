-- Those of int_touched, and those that their rules look at: the authority's report of the year before, the reports below
-- an aggregate, the same table in another report. What is made of the latter is never published.
with touched as (
    select *
    from {{ ref('int_standing') }}
    semi join {{ ref('int_touched') }} using (report_id)
),

looked_at as (
    select report_id from touched
    union
    select p.report_id
    from {{ ref('int_standing') }} as p
    inner join touched as t on p.authority_id = t.authority_id and p.report_year = t.report_year - 1
    union
    select c.report_id
    from {{ ref('int_standing') }} as c
    inner join touched as t on c.parent_authority_id = t.authority_id and c.report_year = t.report_year
    where t.scope = 'aggregate'
    union
    select report_id
    from {{ ref('int_prints') }}
    semi join (
        select *
        from {{ ref('int_prints') }}
        semi join touched using (report_id)
    ) as p using (report_year, cell_count, print)
)

select
    row_number() over (order by report_id)::integer as report_number,
    *
from {{ ref('int_standing') }}
semi join looked_at using (report_id)
