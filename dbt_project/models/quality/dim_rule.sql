select
    rule_id,
    scope,
    class,
    severity,
    statement_zh || case when is_assessable then '' else '【未核对：' || not_assessable_zh || '】' end as statement_zh,
    statement_en || case when is_assessable then '' else ' (not assessed: ' || not_assessable_en || ')' end as statement_en,
    nullif(legal_basis, '') as legal_basis
from {{ ref('rules') }}
