{%- set counts = wide_applications() + wide_groups() | list + wide_disclosures() | list + wide_cases() | list -%}
-- One scope, one level and one kind of authority a row: a department is never added to its government's aggregate, nor an
-- aggregate to what it contains. Expected are all authorities of that kind and level, whatever the scope of their reports;
-- where none of them has a report there is a row all the same, of scope unknown and without figures.
with places as (
    select
        a.*,
        g.province_code,
        g.prefecture_code
    from {{ ref('mart_authority_year') }} as a
    left join {{ ref('int_region_years') }} as g using (region_code, report_year)
),

rolled as (
    {% for rollup, code in (('national', "'100000'"), ('province', 'province_code'), ('prefecture', 'prefecture_code')) %}
    select '{{ rollup }}' as rollup, {{ code }} as rollup_code, *
    from places
    {{ "where " ~ code ~ " is not null" if rollup != 'national' }}
    {{ "union all" if not loop.last }}
    {% endfor %}
),

known as (
    select
        c.report_year,
        u.kind,
        u.level,
        g.province_code,
        g.prefecture_code
    from {{ ref('mart_coverage') }} as c
    inner join {{ ref('dim_authority') }} as u using (authority_id)
    left join {{ ref('dim_report') }} as r using (report_id)
    left join {{ ref('int_region_years') }} as g
        on c.report_year = g.report_year and coalesce(r.region_code, u.region_code) = g.region_code
),

expected as (
    {% for rollup, code in (('national', "'100000'"), ('province', 'province_code'), ('prefecture', 'prefecture_code')) %}
    select '{{ rollup }}' as rollup, {{ code }} as rollup_code, report_year, kind, level, count(*) as reports_expected
    from known
    group by all
    {{ "union all" if not loop.last }}
    {% endfor %}
),

summed as (
    select
        rollup,
        rollup_code,
        report_year,
        scope,
        kind,
        level,
        count(*) as reports_present,
        {% for column in counts %}
        sum({{ column }})::decimal(38, 2) as {{ column }},
        {% endfor %}
        {% for column in ('received', 'processed', 'disclosed') %}
        count({{ column }}) as reports_stating_{{ column }},
        {% endfor %}
        {% for column in wide_groups() %}
        sum(processed) filter (where {{ column }} between 0 and processed)::double as {{ column }}_base,
        sum({{ column }}) filter (where {{ column }} between 0 and processed)::double as {{ column }}_part,
        {% endfor %}
        sum(concluded_cases)::decimal(38, 2) as concluded_cases,
        sum(corrected_cases)::decimal(38, 2) as corrected_cases,
        sum(finding_count)::bigint as finding_count
    from rolled
    group by all
)

select
    coalesce(s.rollup, e.rollup) as rollup,
    coalesce(s.rollup_code, e.rollup_code) as region_code,
    g.name as region_name,
    coalesce(s.report_year, e.report_year) as report_year,
    coalesce(s.scope, 'unknown') as scope,
    coalesce(s.kind, e.kind) as kind,
    coalesce(s.level, e.level) as level,
    coalesce(e.reports_expected, s.reports_present) as reports_expected,
    coalesce(s.reports_present, 0) as reports_present,
    coalesce(s.reports_stating_received, 0) as reports_stating_received,
    coalesce(s.reports_stating_processed, 0) as reports_stating_processed,
    coalesce(s.reports_stating_disclosed, 0) as reports_stating_disclosed,
    {% for column in counts %}
    s.{{ column }},
    {% endfor %}
    {% for column in wide_groups() %}
    case when s.{{ column }}_base > 0 then s.{{ column }}_part / s.{{ column }}_base end as {{ column }}_share,
    {% endfor %}
    s.processed < {{ var('low_number') }} as share_low_n,
    s.concluded_cases,
    s.corrected_cases,
    case when s.concluded_cases > 0 and s.corrected_cases between 0 and s.concluded_cases then s.corrected_cases::double / s.concluded_cases::double end as correction_rate,
    s.concluded_cases < {{ var('low_number') }} as correction_low_n,
    coalesce(s.finding_count, 0) as finding_count
from summed as s
full outer join expected as e
    on s.rollup = e.rollup and s.rollup_code = e.rollup_code and s.report_year = e.report_year and s.kind = e.kind and s.level = e.level
left join (
    select region_code, max_by(name, valid_from_year) as name
    from {{ ref('dim_region') }}
    group by region_code
) as g on coalesce(s.rollup_code, e.rollup_code) = g.region_code
where coalesce(s.rollup_code, e.rollup_code) is not null
