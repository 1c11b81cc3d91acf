-- rule_scope: which identities fit. The form as found decides; prose falls back on the reporting year.
select
    r.report_id,
    r.document_id,
    r.authority_id,
    r.authority_name,
    r.authority_kind,
    r.authority_level,
    r.parent_authority_id,
    r.region_code,
    r.report_year,
    r.era,
    r.form,
    r.scope,
    r.title,
    r.published_date,
    r.script,
    r.media_type,
    r.extractor_version,
    d.source_name,
    d.source_url,
    d.first_seen_at,
    coalesce({{ scope_of_form('r.form') }}, {{ scope_of_year('r.report_year') }}) as rule_scope
from {{ ref('int_documents') }} as d
inner join {{ ref('stg_reports') }} as r using (document_id)
where d.status = 'report'
