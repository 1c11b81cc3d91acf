{{ config(meta={'dagster': {'ref': {'name': 'stg_waivers'}}}) }}
-- A waiver of a rule that is none waives nothing: say so, by its line of waivers.csv.
select line_number, rule_id, report_id
from {{ ref('stg_waivers') }}
where rule_id not in (select rule_id from {{ ref('rules') }})
