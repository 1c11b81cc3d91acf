-- seeds/identities.csv spelled out: one row a term, with the one cell that it reads. In the seed, `*` stands for "one
-- identity for each member" and `+` for "one term for each member" (of the applicants, reasons or procedures).
with members as (
    select applicant, list_value('*', '+', '*6') as signs from {{ ref('applicants') }} where applicant <> 'all'
    union all
    select 'all', list_value('*')
),

form_rows as (
    select era, outcome, reason
    from {{ ref('outcome_crosswalk') }}
    where is_on_form and outcome <> 'all'
    union
    -- the rows of either statutory form: pages mix them
    select 'any', outcome, reason
    from {{ ref('outcome_crosswalk') }}
    where is_on_form and outcome <> 'all' and era <> 'narrative_2008'
),

scoped as (
    select
        i.*,
        s.from_scope,
        s.to_scope,
        case when i.year_offset = 0 then s.to_scope else coalesce(s.from_scope, s.to_scope) end as cell_scope
    from {{ ref('identities') }} as i
    inner join {{ ref('int_rule_scopes') }} as s using (rule_id)
),

spelled as (
    select
        s.* replace (
            coalesce(a.applicant, s.applicant) as applicant,
            coalesce(f.outcome, s.outcome) as outcome,
            coalesce(f.reason, s.reason) as reason,
            coalesce(p.procedure, s.procedure) as procedure,
            -- a blank total is never taken for a zero
            s.blank_is_zero and not (s.applicant = '*' and a.applicant = 'all') as blank_is_zero
        ),
        concat_ws(
            '/',
            s.part,
            case when s.outcome = '*' then f.outcome || case when f.reason = 'all' then '' else '.' || f.reason end end,
            case when s.applicant in ('*', '*6') then a.applicant end,
            case when s.procedure = '*' then p.procedure end
        ) as subject
    from scoped as s
    left join members as a on list_contains(a.signs, s.applicant)
    left join form_rows as f
        on (
            s.reason = '+' and f.outcome = s.outcome and f.reason <> 'all'
            and f.era = {{ era_of_scope('s.cell_scope') }}
        )
        or (s.outcome = '*' and f.era = 'any')
    left join {{ ref('procedures') }} as p
        on s.procedure = '*' and p.procedure in ('reconsideration', 'litigation_direct', 'litigation_after_reconsideration')
    where s.reason not in ('+', '*') or s.reason is null or f.outcome is not null
)

select
    dense_rank() over (order by rule_id, to_scope, from_scope, subject, variant)::integer as identity_no,
    dense_rank() over (
        order by fact, measure, item, channel, applicant, outcome, reason, procedure, result
    )::integer as cell_no,
    row_number() over (
        partition by rule_id, to_scope, from_scope, subject, variant
        order by position, outcome, reason, applicant
    )::integer as term_no,
    rule_id,
    subject,
    variant,
    condition,
    from_scope,
    to_scope,
    left_fold,
    relation,
    side,
    sign,
    year_offset,
    fact,
    measure,
    item,
    channel,
    applicant,
    outcome,
    reason,
    procedure,
    result,
    blank_is_zero,
    is_optional
from spelled
