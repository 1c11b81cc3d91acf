-- Each region in each year: its names then, and the codes of the prefecture and province that it lay in.
select
    y.report_year,
    g.region_code,
    g.province_name,
    g.prefecture_name,
    case when g.level in ('province', 'prefecture', 'county') then left(g.region_code, 2) || '0000' end as province_code,
    case when g.level = 'prefecture' then g.region_code when p.level = 'prefecture' then p.region_code end as prefecture_code
from {{ ref('dim_year') }} as y
inner join {{ ref('dim_region') }} as g
    on y.report_year >= g.valid_from_year and y.report_year <= coalesce(g.valid_to_year, 9999)
left join {{ ref('dim_region') }} as p
    on g.parent_code = p.region_code
    and y.report_year >= p.valid_from_year
    and y.report_year <= coalesce(p.valid_to_year, 9999)
qualify row_number() over (partition by y.report_year, g.region_code order by g.valid_from_year desc, p.valid_from_year desc) = 1
