-- comparability: the weakest of the eras whose form knows the code, or, where no form prints it, of all eras.
with crosswalk as (
    select
        outcome,
        reason,
        min(outcome_group) as outcome_group,
        max(case comparability when 'exact' then 1 when 'approximate' then 2 else 3 end) filter (where is_known) as weakest,
        string_agg(era, ',' order by era) filter (where is_known) as eras
    from (
        select
            *,
            is_on_form or (reason = 'all' and bool_or(is_on_form) over (partition by era, outcome)) as is_known
        from {{ ref('outcome_crosswalk') }}
    )
    group by all
)

select
    o.outcome,
    o.reason,
    c.outcome_group,
    case c.weakest when 1 then 'exact' when 2 then 'approximate' else 'break' end as comparability,
    c.eras,
    o.label_zh,
    o.label_en,
    o.definition
from {{ ref('outcomes') }} as o
left join crosswalk as c using (outcome, reason)
