{{ config(meta={'dagster': {'ref': {'name': 'stg_corrections'}}}) }}
-- A correction holds for the value that it names. Once the source is mended, or where nothing like it was read, it fails
-- here, by its line of corrections.csv, and nothing is corrected behind anyone's back.
select
    c.line_number,
    c.report_id,
    c.fact,
    c.measure,
    c.printed_value
from {{ ref('stg_corrections') }} as c
left join (
    select r.report_id, s.*
    from {{ ref('int_stated') }} as s
    inner join {{ ref('int_reports') }} as r using (report_number)
    where s.basis = 'corrected'
) as s
    on c.report_id = s.report_id
    and c.fact = s.fact
    and c.measure = s.measure
    and c.item is not distinct from s.item
    and c.channel is not distinct from s.channel
    and c.topic is not distinct from s.topic
    and c.applicant is not distinct from s.applicant
    and c.outcome is not distinct from s.outcome
    and c.reason is not distinct from s.reason
    and c.procedure is not distinct from s.procedure
    and c.result is not distinct from s.result
where
    s.report_id is null
    -- a report that this build does not read has met its correction before
    and (c.report_id in (select report_id from {{ ref('int_reports') }}) or c.report_id not in (select report_id from {{ ref('int_standing') }}))
