-- Reports of one authority in two years running, of the same scope: what rules over two years compare.
select
    y.report_number,
    y.rule_scope,
    p.report_number as previous_number,
    p.rule_scope as previous_scope
from {{ ref('int_reports') }} as y
inner join {{ ref('int_reports') }} as p
    on y.authority_id = p.authority_id
    and y.report_year = p.report_year + 1
    and (y.scope = p.scope or 'unknown' in (y.scope, p.scope))
