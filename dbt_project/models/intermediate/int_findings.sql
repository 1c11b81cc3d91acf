-- Every finding, with its verdict and the evidence for it in words. extraction_error: another reading would close it,
-- or a cell of the same table was not read. source_error: every number it names stands in the text as read.
-- to_review: neither can be said.
with raised as (
    {% for model in ('int_identity_findings', 'int_check_findings') %}
    select
        report_number, rule_id, subject, status, left_value, right_value, message_zh, message_en, observation_ids,
        {{ 'null' if model == 'int_identity_findings' else 'verdict' }}::varchar as given_verdict,
        null::varchar as given_severity
    from {{ ref(model) }}
    where status in ('fail', 'imputed_pass')
    union all
    {% endfor %}
    select
        report_number, rule_id, subject, status, left_value, right_value, message_zh, message_en, observation_ids,
        verdict, severity
    from {{ ref('int_issue_findings') }}
),

inputs as (
    select distinct observation_id
    from (select unnest(observation_ids) as observation_id from raised where given_verdict is null)
),

-- does the number stand where it was read? A stated none stands there in words.
quoted as (
    select
        o.observation_id,
        o.report_number,
        o.table_index,
        o.value_state <> 'reported'
            or coalesce(contains(substring(t.text, o.char_start + 1, o.char_end - o.char_start), o.value_printed), false)
            as is_quoted
    from {{ ref('int_observations') }} as o
    inner join inputs using (observation_id)
    left join {{ ref('int_texts') }} as t using (report_number)
),

-- a row that no form knows holds cells that a sum down the column lacks, a column such cells that a sum along the row
-- lacks; any other cell that was not read is a doubt about its whole table
unread as (
    select
        report_number,
        table_index,
        max(case when kind = 'table.unknown_row_label' then 2 else 0 end) as row_doubt,
        max(case when kind = 'table.unknown_column_label' then 2 else 0 end) as column_doubt,
        max(case when kind like 'table.unknown_%' then 0 when verdict = 'extraction_error' then 2 else 1 end) as cell_doubt
    from {{ ref('int_issues') }}
    where verdict in ('extraction_error', 'to_review') and kind like 'table.%' and kind not like '%.missing_%'
    group by all
),

evidence as (
    select
        f.report_number,
        f.rule_id,
        f.subject,
        bool_and(coalesce(q.is_quoted, false)) as is_quoted,
        nullif(max(greatest(
            u.cell_doubt,
            case when regexp_full_match(f.rule_id, 'T3-02.|T4-01|A-0[1-47]|A-09|A-12') then u.row_doubt else 0 end,
            case when f.rule_id in ('T3-03', 'T3-10', 'T4-01', 'A-12') then u.column_doubt else 0 end
        )), 0) as doubt,
        bool_or(x.observation_id is not null) as is_misread
    from (
        select report_number, rule_id, subject, unnest(observation_ids) as observation_id
        from raised
        where given_verdict is null
    ) as f
    left join quoted as q using (observation_id)
    left join unread as u on q.report_number = u.report_number and q.table_index is not distinct from u.table_index
    left join (
        select distinct unnest(observation_ids) as observation_id
        from {{ ref('int_rereadings') }}
    ) as x using (observation_id)
    group by f.report_number, f.rule_id, f.subject
),

judged as (
    select
        f.* exclude (given_verdict, given_severity),
        -- an error of which the rule itself is not certain stays a warning (confidence M)
        coalesce(f.given_severity, u.finding_severity) as severity,
        case
            when f.given_verdict is not null then f.given_verdict
            when f.status = 'imputed_pass' then 'source_error'
            when e.is_misread or e.doubt = 2 then 'extraction_error'
            when e.doubt = 1 or not coalesce(e.is_quoted, false) then 'to_review'
            else 'source_error'
        end as verdict,
        case
            when f.given_verdict is not null or f.status = 'imputed_pass' then 0
            when e.is_misread then 1
            when e.doubt is not null then 2
            when e.is_quoted then 3
            else 4
        end as evidence
    from raised as f
    inner join {{ ref('rules') }} as u using (rule_id)
    left join evidence as e using (report_number, rule_id, subject)
)

select
    md5(r.report_id || '|' || j.rule_id || '|' || j.subject) as finding_id,
    j.report_number,
    r.report_id,
    j.rule_id,
    j.severity,
    case when w.rule_id is not null then 'waived' else j.status end as status,
    j.verdict,
    j.subject,
    j.left_value,
    j.right_value,
    j.left_value - j.right_value as difference,
    j.message_zh || case j.evidence
        when 1 then '（换一种读法即可成立，疑为误读）'
        when 2 then '（同一表中有未能读出的单元格）'
        when 3 then '（各数均见于原文）'
        when 4 then '（原文位置待核）'
        else ''
    end as message_zh,
    j.message_en || case j.evidence
        when 1 then ' (another reading closes it: probably misread)'
        when 2 then ' (a cell of the same table could not be read)'
        when 3 then ' (every number stands in the text)'
        when 4 then ' (the place in the text needs a look)'
        else ''
    end as message_en,
    j.observation_ids
from judged as j
inner join {{ ref('int_reports') }} as r using (report_number)
left join (select distinct rule_id, report_id from {{ ref('stg_waivers') }}) as w
    on j.rule_id = w.rule_id and r.report_id = w.report_id
