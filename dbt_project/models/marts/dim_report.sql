with facts as (
    select report_id, count(*) as fact_count
    from (
        select report_id from {{ ref('fct_disclosures') }}
        union all
        select report_id from {{ ref('fct_applications') }}
        union all
        select report_id from {{ ref('fct_cases') }}
    )
    semi join {{ ref('int_reports') }} using (report_id)
    group by all
),

findings as (
    select report_id, count(*) as finding_count
    from {{ ref('int_findings') }}
    where status = 'fail'
    group by all
)

select
    r.report_id,
    r.authority_id,
    r.region_code,
    r.report_year,
    r.era,
    r.form,
    r.scope,
    r.title,
    r.published_date,
    r.document_id,
    r.source_name,
    r.source_url,
    r.media_type,
    r.script,
    coalesce(f.fact_count, 0) as fact_count,
    coalesce(x.finding_count, 0) as finding_count
from {{ ref('int_reports') }} as r
left join facts as f using (report_id)
left join findings as x using (report_id)
