-- The statutory forms print the reasons of some outcomes but no line for the outcome itself: their sum, where every
-- reason of the form was read and nothing else stands in the way. Never beside a stated total.
with needed as (
    select era as form, outcome, count(*) as reason_count
    from {{ ref('outcome_crosswalk') }}
    where is_on_form and reason <> 'all'
    group by all
),

summed as (
    select
        r.report_number,
        s.applicant,
        s.outcome,
        n.reason_count,
        count(*) filter (where s.reason <> 'all' and k.is_on_form and s.value is not null) as read_count,
        bool_or(s.reason = 'all') as is_stated,
        bool_or(s.value is null) as has_blank,
        bool_or(s.is_approximate) as is_approximate,
        (sum(s.value) filter (where s.reason <> 'all' and not s.is_nested))::decimal(20, 2) as value
    from {{ ref('int_stated') }} as s
    inner join {{ ref('int_reports') }} as r using (report_number)
    inner join needed as n on r.form = n.form and s.outcome = n.outcome
    inner join {{ ref('outcome_crosswalk') }} as k
        on r.form = k.era and s.outcome = k.outcome and s.reason = k.reason
    where s.measure = 'outcome' and s.channel = 'all'
    group by all
)

select
    t.report_number,
    t.applicant,
    t.outcome,
    t.value,
    t.is_approximate
from summed as t
inner join {{ ref('int_reports') }} as r using (report_number)
where
    t.read_count = t.reason_count
    and not t.is_stated
    and not t.has_blank
    -- an unread row may belong to the group: then its sum would be wrong
    and not exists (
        select 1
        from {{ ref('stg_issues') }} as i
        where i.document_id = r.document_id
            and i.kind in ('table.unknown_row_label', 'table.doubtful_cell', 'table.repeated_row', 'table.bad_cell')
    )
