-- What a finding rests on: the numbers that its rule read, in the order in which the rule names them.
with cells as (
    select
        finding_id,
        report_id,
        list_filter(observation_ids, lambda observation_id: observation_id is not null) as observation_ids
    from {{ ref('int_findings') }}
)

select
    finding_id,
    report_id,
    generate_subscripts(observation_ids, 1)::integer as cell_number,
    unnest(observation_ids) as observation_id
from cells
where len(observation_ids) > 0
