{{ config(meta={'dagster': {'ref': {'name': 'outcome_crosswalk'}}}) }}
-- The crosswalk says of every era and outcome exactly one thing, and knows no code that the outcomes do not.
select e.era, o.outcome, o.reason, count(k.era) as mapped
from {{ ref('eras') }} as e
cross join {{ ref('outcomes') }} as o
left join {{ ref('outcome_crosswalk') }} as k
    on e.era = k.era and o.outcome = k.outcome and o.reason = k.reason
group by all
having count(k.era) <> 1
union all
select k.era, k.outcome, k.reason, 0
from {{ ref('outcome_crosswalk') }} as k
where (k.outcome, k.reason) not in (select (outcome, reason) from {{ ref('outcomes') }})
