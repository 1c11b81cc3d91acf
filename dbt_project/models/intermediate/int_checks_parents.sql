-- An aggregate against the reports of the authorities directly below it, row by row of what can be added up: never less
-- than those that are known (H-02); where all that the roster names are there, just as much (H-01).
{%- set measures = {
    'received': ('新收申请', 'received'), 'carried_in': ('上年结转', 'carried in'), 'processed': ('办理结果总计', 'processed'),
    'carried_out': ('结转下年', 'carried out'), 'reconsideration': ('行政复议', 'reconsiderations'),
    'litigation_direct': ('未经复议直接起诉', 'direct suits'), 'litigation_after': ('复议后起诉', 'suits after reconsideration'),
} %}
with parents as (
    select report_number, authority_id, authority_level, region_code, report_year
    from {{ ref('int_reports') }}
    where scope = 'aggregate' and authority_kind = 'government' and rule_scope in ('B', 'C')
),

children as (
    select
        p.report_number,
        c.report_number as child_number,
        c.authority_id,
        c.authority_kind,
        -- a government below that speaks for itself alone leaves out what lies below it
        c.authority_kind <> 'government' or c.scope = 'aggregate' as is_whole
    from parents as p
    inner join {{ ref('int_reports') }} as c on p.authority_id = c.parent_authority_id and p.report_year = c.report_year
    where c.rule_scope in ('B', 'C')
),

-- whom the roster names below each parent that year
due as (
    select p.report_number, t.authority_id, u.kind, u.level
    from parents as p
    inner join {{ ref('dim_authority') }} as u on p.authority_id = u.parent_authority_id
    inner join {{ ref('stg_roster') }} as t on u.authority_id = t.authority_id
    where p.report_year between coalesce(t.first_year, 0) and coalesce(t.last_year, 9999)
),

regions_below as (
    select p.report_number, count(*) as region_count
    from parents as p
    inner join {{ ref('dim_region') }} as g
        on p.region_code = g.parent_code and p.report_year between g.valid_from_year and coalesce(g.valid_to_year, 9999)
    group by all
),

-- complete: each authority of the roster has a report that is whole, and the roster has offices of the authority's own
-- and, below it, each region or, below a county, townships
complete as (
    select d.report_number
    from due as d
    left join children as c on d.report_number = c.report_number and d.authority_id = c.authority_id
    left join parents as p on d.report_number = p.report_number
    left join regions_below as b on d.report_number = b.report_number
    group by d.report_number
    having
        bool_and(coalesce(c.is_whole, false))
        and count(*) filter (where d.kind in ('department', 'other')) > 0
        and case
            when any_value(p.authority_level) = 'county' then count(*) filter (where d.kind = 'township') > 0
            else count(*) filter (where d.kind = 'government') >= any_value(b.region_count)
        end
),

figures as (
    {% for name in measures %}
    select report_number, '{{ name }}' as measure, {{ name }} as value, {{ name }}_id as observation_id
    from {{ ref('int_totals') }}
    where {{ name }} is not null
    {{ "union all" if not loop.last }}
    {% endfor %}
),

compared as (
    select
        c.report_number,
        b.measure,
        any_value(a.value) as above,
        sum(b.value) as below,
        count(*) as stated_count,
        any_value(n.child_count) as child_count,
        list_prepend(any_value(a.observation_id), list(b.observation_id order by c.authority_id)) as ids,
        any_value(k.report_number) is not null as is_complete
    from children as c
    inner join figures as b on c.child_number = b.report_number
    inner join figures as a on c.report_number = a.report_number and b.measure = a.measure
    inner join (select report_number, count(*) as child_count from children group by all) as n on c.report_number = n.report_number
    left join complete as k on c.report_number = k.report_number
    group by c.report_number, b.measure
),

named as (
    select
        *,
        case measure {% for name, labels in measures.items() %}when '{{ name }}' then '{{ labels[0] }}' {% endfor %}end as label_zh,
        case measure {% for name, labels in measures.items() %}when '{{ name }}' then '{{ labels[1] }}' {% endfor %}end as label_en
    from compared
)

{{ check('H-01', 'named', 'is_complete and stated_count = child_count', 'above = below',
    "'汇总的' || label_zh || " ~ amount('above') ~ " || '，而名录所列' || child_count || '个下级之和' || " ~ amount('below') ~ " || '，差' || " ~ amount('abs(above - below)'),
    "'The aggregate states ' || label_en || ' ' || " ~ amount('above') ~ " || ', all ' || child_count || ' reports that the roster names below it together ' || " ~ amount('below') ~ " || '; difference ' || " ~ amount('abs(above - below)'),
    left='above', right='below', subject='measure', ids='ids', verdict="'to_review'") }}
union all
{{ check('H-02', 'named', "measure in ('received', 'processed', 'reconsideration')", 'above >= below',
    "'汇总的' || label_zh || " ~ amount('above') ~ " || '，小于已知' || stated_count || '个下级之和' || " ~ amount('below'),
    "'The aggregate states ' || label_en || ' ' || " ~ amount('above') ~ " || ', the ' || stated_count || ' reports below it that are known together ' || " ~ amount('below'),
    left='above', right='below', subject='measure', ids='ids') }}
