{{ config(meta={'dagster': {'ref': {'name': 'stg_issues'}}}) }}
-- An issue whose kind the seed does not know would be lost.
select distinct kind
from {{ ref('stg_issues') }}
where kind not in (select kind from {{ ref('issue_kinds') }})
union all
select kind
from {{ ref('issue_kinds') }}
where rule_id not in (select rule_id from {{ ref('rules') }})
union all
select kind
from {{ ref('issue_kinds') }}
where kind not in (select kind from {{ ref('reader_rules') }})
