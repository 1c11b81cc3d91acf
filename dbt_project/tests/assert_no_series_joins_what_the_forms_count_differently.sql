{{ config(meta={'dagster': {'ref': {'name': 'fct_disclosures'}}}) }}
-- T2X-01: what the forms of 2019 and 2021 count differently has a code of its own in each: 对外公开总数量 (cumulative) is
-- not 现行有效件数 (in_force), a number of fees (item_count) is not an amount. Each row of a mart by year says its era.
select f.report_id, f.item || '/' || f.measure as what
from {{ ref('fct_disclosures') }} as f
inner join {{ ref('dim_report') }} as r using (report_id)
inner join {{ ref('observations') }} as o using (observation_id)
where
    o.table_index is not null
    and f.item in ('regulation', 'normative_document', 'administrative_fee')
    and (
        r.form = 'statutory_2021' and f.measure in ('cumulative', 'item_count', 'item_change')
        or r.form = 'statutory_2019' and f.measure in ('in_force', 'repealed', 'amount')
    )
union all
select report_id, 'era'
from {{ ref('mart_authority_year') }}
where era is null
