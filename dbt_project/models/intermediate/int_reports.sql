-- rule_scope: which identities fit. The form as found decides; prose falls back on the reporting year.
with standing as (
    select
        r.*,
        d.source_name,
        d.source_url,
        d.first_seen_at
    from {{ ref('int_documents') }} as d
    inner join {{ ref('stg_reports') }} as r using (document_id)
    where d.status = 'report'
)

select
    row_number() over (order by report_id)::integer as report_number,
    report_id,
    document_id,
    authority_id,
    authority_name,
    authority_kind,
    authority_level,
    parent_authority_id,
    region_code,
    report_year,
    era,
    form,
    scope,
    title,
    published_date,
    script,
    media_type,
    extractor_version,
    source_name,
    source_url,
    first_seen_at,
    case
        when form = 'statutory_2019' then 'B'
        when form = 'statutory_2021' then 'C'
        when form = 'annex_2014' then 'A2'
        when report_year <= 2013 or form = 'annex_regional' then 'A1'
        when report_year <= 2018 then 'A2'
        when report_year <= 2020 then 'B'
        else 'C'
    end as rule_scope
from standing
