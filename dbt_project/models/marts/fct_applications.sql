with facts as (
    select
        report_number, measure, channel, applicant, outcome, reason,
        value, unit, is_approximate, is_nested, basis, observation_id
    from {{ ref('int_stated') }}
    where fact = 'application' and value is not null
    union all
    select
        report_number, 'outcome', 'all', applicant, outcome, 'all',
        value, 'item', is_approximate, false, 'derived', null
    from {{ ref('int_group_totals') }}
)

select
    r.report_id,
    f.measure,
    f.channel,
    f.applicant,
    f.outcome,
    f.reason,
    r.authority_id,
    r.region_code,
    r.report_year,
    {{ breakdown({
        'channel': "f.channel <> 'all'",
        'applicant': "f.applicant <> 'all'",
        'reason': "f.reason <> 'all'",
        'outcome': "f.outcome <> 'all' and f.reason = 'all'",
    }) }} as breakdown,
    f.value,
    f.unit,
    f.is_approximate,
    f.is_nested,
    f.basis,
    x.observation_id is not null as has_finding,
    f.observation_id,
    o.outcome_group
from facts as f
inner join {{ ref('int_reports') }} as r using (report_number)
left join {{ ref('int_flagged_observations') }} as x on f.observation_id = x.observation_id
left join {{ ref('dim_outcome') }} as o on f.outcome = o.outcome and f.reason = o.reason
