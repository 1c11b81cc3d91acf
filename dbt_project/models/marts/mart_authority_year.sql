{%- set groups = wide_groups() -%}
{%- set disclosures = wide_disclosures() -%}
{%- set cases = wide_cases() -%}
-- Null where the report says nothing, never 0. A share is of the applications processed; where the parts exceed that
-- whole it is left empty. The correction rate counts the procedures whose results are all known, without pending cases.
with applications as (
    select
        report_id,
        {% for measure in wide_applications() %}
        max(value) filter (where measure = '{{ measure }}') as {{ measure }},
        {% endfor %}
        {% for column, outcome_group in groups.items() %}
        sum(value) filter (where measure = 'outcome' and outcome_group = '{{ outcome_group }}') as {{ column }}{{ "," if not loop.last }}
        {% endfor %}
    from {{ rows_of(ref('fct_applications'), ref('int_reports'), 'report_id') }}
    where channel = 'all' and applicant = 'all' and reason = 'all' and not is_nested
    group by report_id
),

disclosures as (
    select
        report_id,
        {% for column, key in disclosures.items() %}
        max(value) filter (where item = '{{ key[0] }}' and measure = '{{ key[1] }}' and channel = '{{ key[2] }}') as {{ column }}{{ "," if not loop.last }}
        {% endfor %}
    from {{ rows_of(ref('fct_disclosures'), ref('int_reports'), 'report_id') }}
    where topic = 'all'
    group by report_id
),

cases as (
    select
        report_id,
        {% for column, key in cases.items() %}
        max(value) filter (where procedure = '{{ key[0] }}' and result = '{{ key[1] }}') as {{ column }}{{ "," if not loop.last }}
        {% endfor %}
    from {{ rows_of(ref('fct_cases'), ref('int_reports'), 'report_id') }}
    group by report_id
),

procedures as (
    select
        report_id,
        procedure,
        max(value) filter (where result = 'all') as total,
        max(value) filter (where result = 'corrected') as corrected,
        coalesce(sum(value) filter (where result = 'pending'), 0) as pending,
        sum(value) filter (where result in ('upheld', 'corrected', 'other')) as concluded,
        count(*) filter (where result in ('upheld', 'corrected', 'other')) as stated_count
    from {{ rows_of(ref('fct_cases'), ref('int_reports'), 'report_id') }}
    where not is_nested
    group by report_id, procedure
),

corrections as (
    select
        report_id,
        sum(corrected) as corrected,
        sum(concluded) as concluded
    from procedures
    -- all three results are stated, or those that are make up the stated total
    where corrected is not null and (stated_count = 3 or concluded + pending = total)
    group by report_id
),

findings as (
    select
        report_id,
        {% for severity in ('blocker', 'error', 'warn', 'info') %}
        count(*) filter (where severity = '{{ severity }}') as {{ severity }}_finding_count,
        {% endfor %}
        count(*) as finding_count
    from {{ ref('int_findings') }}
    where status = 'fail'
    group by report_id
)

select
    r.report_id,
    r.authority_id,
    u.name as authority_name,
    u.kind,
    u.level,
    r.region_code,
    g.province_name,
    g.prefecture_name,
    r.report_year,
    r.era,
    r.form,
    r.scope,
    {% for measure in wide_applications() %}
    a.{{ measure }},
    {% endfor %}
    {% for column in groups %}
    a.{{ column }}::decimal(20, 2) as {{ column }},
    {% endfor %}
    {% for column in groups %}
    case when a.processed > 0 and a.{{ column }} between 0 and a.processed then a.{{ column }}::double / a.processed::double end as {{ column }}_share,
    {% endfor %}
    a.processed < {{ var('low_number') }} as share_low_n,
    {% for column in disclosures %}
    d.{{ column }},
    {% endfor %}
    {% for column in cases %}
    c.{{ column }},
    {% endfor %}
    k.concluded::decimal(20, 2) as concluded_cases,
    k.corrected::decimal(20, 2) as corrected_cases,
    case when k.concluded > 0 and k.corrected between 0 and k.concluded then k.corrected::double / k.concluded::double end as correction_rate,
    k.concluded < {{ var('low_number') }} as correction_low_n,
    coalesce(f.finding_count, 0) as finding_count,
    {% for severity in ('blocker', 'error', 'warn', 'info') %}
    coalesce(f.{{ severity }}_finding_count, 0) as {{ severity }}_finding_count{{ "," if not loop.last }}
    {% endfor %}
from {{ ref('int_reports') }} as r
inner join {{ ref('dim_authority') }} as u on r.authority_id = u.authority_id
left join {{ ref('int_region_years') }} as g on r.region_code = g.region_code and r.report_year = g.report_year
left join applications as a on r.report_id = a.report_id
left join disclosures as d on r.report_id = d.report_id
left join cases as c on r.report_id = c.report_id
left join corrections as k on r.report_id = k.report_id
left join findings as f on r.report_id = f.report_id
