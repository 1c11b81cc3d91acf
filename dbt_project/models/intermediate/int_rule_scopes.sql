-- Where a rule applies: to reports of to_scope, and, for a rule over two years, only after a report of from_scope.
-- A1, A2: the narrative era before and since the annex of 2014; B, C: the forms of 2019 and 2021.
with scopes as (
    select rule_id, unnest(string_split(scope, ',')) as scope
    from {{ ref('rules') }}
)

select
    rule_id,
    case when scope like '%->%' then split_part(scope, '->', 1) end as from_scope,
    case when scope like '%->%' then split_part(scope, '->', 2) else scope end as to_scope
from scopes
