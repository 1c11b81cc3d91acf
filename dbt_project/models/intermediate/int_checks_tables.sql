-- Checks within the statutory tables of one report that are more than a sum.
{%- set totals = "(select t.*, r.rule_scope from " ~ ref('int_totals') ~ " as t inner join " ~ ref('int_reports') ~ " as r using (report_number))" %}
with cells as (
    select
        s.*,
        r.rule_scope,
        r.form
    from {{ ref('int_stated') }} as s
    inner join {{ ref('int_reports') }} as r using (report_number)
    where s.table_index is not null and {{ is_statutory('r.form') }}
),

-- what each table holds: how many of its form's cells, and cells that are no count
tables as (
    select
        report_number,
        any_value(form) as form,
        any_value(rule_scope) as rule_scope,
        count(*) filter (where fact = 'application') as application_cells,
        count(*) filter (where fact = 'application' and outcome <> 'other') as application_cells_without_other,
        count(*) filter (where outcome = 'other' and reason = 'all') as one_row_cells,
        count(*) filter (where outcome = 'other' and reason <> 'all') as three_row_cells,
        count(distinct reason) filter (where outcome = 'other' and reason <> 'all') as three_rows,
        count(*) filter (where fact = 'case' and procedure <> 'litigation') as case_cells,
        {% for name, condition in (
            ('application', "fact = 'application'"),
            ('case', "fact = 'case'"),
            ('disclosure', "fact = 'disclosure' and rule_scope = 'C'"),
        ) %}
        count(*) filter (where {{ condition }} and read_value is not null) as {{ name }}_numbers,
        count(*) filter (where {{ condition }} and (read_value < 0 or (measure <> 'amount' and read_value <> floor(read_value)))) as bad_{{ name }}_cells,
        list_sort(list(observation_id) filter (where {{ condition }} and (read_value < 0 or (measure <> 'amount' and read_value <> floor(read_value))))) as bad_{{ name }}_ids{{ "," if not loop.last }}
        {% endfor %}
    from cells
    group by report_number
),

skeletons as (
    select
        t.*,
        y.era,
        -- 4 rows of counts and the outcomes but 其他处理, by seven columns; 其他处理 is one row or three
        154 - t.application_cells_without_other
            + case when t.one_row_cells > 0 and t.three_row_cells = 0 then 7 - t.one_row_cells when t.three_row_cells > 0 then 21 - t.three_row_cells else 7 end
            as missing_cells,
        15 - t.case_cells as missing_case_cells,
        exists (
            select 1 from {{ ref('int_issues') }} as i
            where i.report_number = t.report_number and i.kind = 'table.form_mismatch'
        ) as is_mismatch_said,
        exists (
            select 1 from {{ ref('int_issues') }} as i
            where i.report_number = t.report_number and i.rule_id = 'T3-06'
        ) as is_gap_said
    from tables as t
    inner join {{ ref('int_reports') }} as y using (report_number)
),

-- what the prose counts where the table is all zero
told as (
    select
        o.report_number,
        max(o.value)::double as value,
        max_by(o.observation_id, (o.value, o.observation_id)) as observation_id
    from {{ ref('int_observations') }} as o
    where o.fact = 'application' and o.table_index is null and not o.is_selected and o.value is not null
    group by o.report_number
),

empty_tables as (
    select t.report_number, coalesce(o.value, 0) as value, o.observation_id
    from {{ totals }} as t
    left join told as o using (report_number)
    where t.rule_scope in ('B', 'C') and t.received = 0 and t.carried_in = 0 and t.processed = 0 and t.carried_out = 0
),

-- the column of totals, row by row: a blank beside figures
total_columns as (
    select
        x.report_number,
        x.identity_no,
        x.subject,
        x.status = 'not_assessable' and x.left_value > 0 as is_left_blank,
        x.left_value as computed,
        l.subject_zh,
        l.subject_en
    from {{ ref('int_identity_results') }} as x
    inner join (select distinct identity_no, subject_zh, subject_en from {{ ref('int_identity_labels') }}) as l using (identity_no)
    where x.rule_id = 'T3-03'
),

blank_totals as (
    select
        x.*,
        b.ids
    from total_columns as x
    left join (
        select
            x.report_number,
            x.identity_no,
            list(c.observation_id order by t.side, t.term_no) filter (where c.value <> 0 or t.side = 'right') as ids
        from total_columns as x
        inner join {{ ref('int_identity_terms') }} as t using (identity_no)
        inner join {{ ref('int_cells') }} as c on x.report_number = c.report_number and t.cell_no = c.cell_no
        where x.is_left_blank
        group by all
    ) as b using (report_number, identity_no)
),

last_years as (
    select t.*, p.processed as last_processed
    from {{ totals }} as t
    left join {{ ref('int_report_pairs') }} as y using (report_number)
    left join {{ ref('int_totals') }} as p on y.previous_number = p.report_number
)

{{ check('T3-04', 'tables', 'application_numbers > 0', 'bad_application_cells = 0',
    "'申请情况表有' || bad_application_cells || '格不是非负整数'",
    "bad_application_cells || ' cells of the applications table are no whole numbers of 0 or more'",
    ids='bad_application_ids') }}
union all
{{ check('T4-02', 'tables', 'case_numbers > 0', 'bad_case_cells = 0',
    "'复议诉讼表有' || bad_case_cells || '格不是非负整数'",
    "bad_case_cells || ' cells of the cases table are no whole numbers of 0 or more'",
    subject="'cells'", ids='bad_case_ids') }}
union all
{{ check('T4-02', 'skeletons', 'case_cells > 0', 'missing_case_cells = 0',
    "'复议诉讼表应有15格，只读到' || case_cells || '格'",
    "'The cases table has 15 cells; ' || case_cells || ' were read'",
    left='case_cells', right='15', subject="'missing'", verdict="'to_review'") }}
union all
{{ check('T2C-01', 'tables', 'disclosure_numbers > 0', 'bad_disclosure_cells = 0',
    "'主动公开表有' || bad_disclosure_cells || '格不是规定的数值'",
    "bad_disclosure_cells || ' cells of the disclosures table are not of the kind that the form asks for'",
    ids='bad_disclosure_ids') }}
union all
{{ check('T3-06', 'skeletons', 'application_cells > 0 and not is_gap_said', 'missing_cells = 0',
    "'申请情况表少' || missing_cells || '格'",
    "'The applications table lacks ' || missing_cells || ' cells'",
    left='application_cells', right='application_cells + missing_cells', verdict="'to_review'") }}
union all
{{ check('T3-07', 'skeletons', 'application_cells > 0 and not is_mismatch_said',
    "form = era and not (one_row_cells > 0 and three_row_cells > 0) and three_rows in (0, 3) and not (form = 'statutory_2019' and three_rows > 0)",
    "case when form <> era then '表格为' || right(form, 4) || '年格式，与报告年度不符' else '其他处理既非一行亦非三行，格式混用' end",
    "case when form <> era then 'The tables have the form of ' || right(form, 4) || ', not that of the reporting year' else 'Other handling is neither one row nor three: forms are mixed' end",
    verdict="'source_error'") }}
union all
{{ check('T3-08', 'empty_tables', 'true', 'value = 0',
    "'申请情况表全为零，正文写有' || " ~ amount('value') ~ " || '件'",
    "'The applications table is all zero; the prose counts ' || " ~ amount('value'),
    left='0', right='value', ids='[observation_id]') }}
union all
{{ check('T3-09', totals, "rule_scope = 'C' and processed >= " ~ var('low_number'), 'other_other <= 0.2 * processed',
    "'其他处理中的“其他”为' || " ~ amount('other_other') ~ " || '件，占办结' || " ~ amount('processed') ~ " || '件的' || round(100 * other_other / processed, 1) || '%'",
    "'Other handling (other) is ' || " ~ amount('other_other') ~ " || ' of ' || " ~ amount('processed') ~ " || ' processed, ' || round(100 * other_other / processed, 1) || ' %'",
    left='other_other', right='0.2 * processed', ids='[other_other_id, processed_id]') }}
union all
{{ check('T3-10', 'blank_totals', 'true', 'not is_left_blank',
    "subject_zh || '总计栏空白，而各类申请人合计' || " ~ amount('computed'),
    "subject_en || 'the total is blank, the kinds of applicant make ' || " ~ amount('computed'),
    left='computed', subject='subject', ids='ids', verdict="'source_error'") }}
union all
{{ check('T2B-05', totals, "rule_scope = 'B'", '(purchases = 0) = (purchase_amount = 0)',
    "'采购项目' || " ~ amount('purchases') ~ " || '项，而采购总金额为' || " ~ amount('purchase_amount') ~ " || '元'",
    amount('purchases') ~ " || ' purchases, but an amount of ' || " ~ amount('purchase_amount') ~ " || ' yuan'",
    left='purchases', right='purchase_amount', ids='[purchases_id, purchase_amount_id]') }}
union all
{{ check('T4-04', 'last_years', "rule_scope in ('B', 'C') and reconsideration + litigation_direct > 0",
    'processed + coalesce(last_processed, 0) + carried_in > 0 or (last_processed is null and null)',
    "'有复议、诉讼' || " ~ amount('reconsideration + litigation_direct') ~ " || '件，而本年、上年均无申请'",
    "'There are ' || " ~ amount('reconsideration + litigation_direct') ~ " || ' cases, but no applications this year or last'",
    left='reconsideration + litigation_direct', right='0', ids='[reconsideration_id, litigation_direct_id]') }}
