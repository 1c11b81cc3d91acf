-- The prose against the tables, the report as a whole, its publication, and its place among other reports.
{%- set keys = ['fact', 'measure', 'item', 'channel', 'topic', 'applicant', 'outcome', 'reason', 'procedure', 'result'] %}
with prose as (
    select
        r.report_number,
        o.observation_id,
        {% for key in keys %}o.{{ key }}, {% endfor %}

        o.value::double as value,
        hash({% for key in keys %}o.{{ key }}{{ ", " if not loop.last }}{% endfor %}) as cell,
        -- "217条意见,答复217条": no word of the sentence says that applications are meant
        o.fact = 'case' or o.section = 'applications' or regexp_matches(o.quote, '申[请請]') as is_named
    from {{ ref('int_observations') }} as o
    inner join {{ ref('int_reports') }} as r using (report_number)
    where
        r.rule_scope in ('B', 'C') and o.table_index is null and o.value is not null and not o.is_approximate
        -- a count of times or people (审核80件次) is none of applications
        and not contains(o.quote, o.value_printed || '件次') and not contains(o.quote, o.value_printed || '人次')
),

tables as (
    select
        s.report_number,
        s.observation_id,
        s.read_value::double as value,
        hash({% for key in keys %}s.{{ key }}{{ ", " if not loop.last }}{% endfor %}) as cell
    from {{ ref('int_stated') }} as s
    where s.table_index is not null and s.read_value is not null
        and s.report_number in (select report_number from prose)
),

-- 收到 may count what was carried in as well; undivided suits stand beside the two kinds of the table
beside as (
    select
        p.*,
        case when p.procedure = 'litigation' and p.result = 'all' then a.litigation_direct + a.litigation_after else t.value end as table_value,
        case
            when p.procedure = 'litigation' and p.result = 'all' then [a.litigation_direct_id, a.litigation_after_id]
            else [t.observation_id]
        end as table_ids,
        p.measure = 'received' and p.applicant = 'all' and p.value = a.received + a.carried_in as is_with_carried_in
    from prose as p
    left join tables as t on p.report_number = t.report_number and p.cell = t.cell
    left join {{ ref('int_totals') }} as a on p.report_number = a.report_number
),

named as (
    {{ key_labels('beside') }}
),

compared as (
    select
        *,
        -- the prose has the table's figure in another place
        bool_or(value = table_value) over (partition by report_number, cell) as is_borne_out
    from named
    where table_value is not null
),

texts as (
    select
        r.report_number,
        -- a line of a PDF may end within the word, pinyin may stand in it: 信息處(chǔ)理費
        regexp_matches(
            t.text,
            {%- set between = "(?:\\s|[(（]\\p{Latin}+[)）])*" %}
            '{{ ['[信資]', '[息訊]', '[处處]', '理', '[费費]'] | join(between) }}'
        ) as names_fee
    from {{ ref('int_reports') }} as r
    inner join {{ ref('int_texts') }} as t using (report_number)
    where r.rule_scope = 'C'
),

published as (
    select
        report_number,
        published_date,
        case authority_kind when 'department' then make_date(report_year + 1, 1, 31) else make_date(report_year + 1, 3, 31) end as deadline
    from {{ ref('int_reports') }}
    where rule_scope in ('B', 'C') and authority_kind in ('government', 'department') and published_date is not null
        -- earlier than the year's end it is not the day of this report
        and published_date > make_date(report_year, 12, 31)
),

read as (
    select
        r.report_number,
        r.authority_id,
        r.scope,
        r.rule_scope,
        r.form,
        bool_or(i.rule_id = 'TX-03') as has_period_issue,
        bool_or(i.kind = 'table.pictured') as is_pictured,
        bool_or(i.rule_id = 'EX-03') as is_doubtful,
        coalesce(list(distinct i.reader_rule_id) filter (where i.reader_rule_id is not null), []) as spoken_rules
    from {{ ref('int_reports') }} as r
    left join {{ ref('int_issues') }} as i using (report_number)
    group by all
),

identities as (
    select report_number, bool_and(status = 'pass') as all_pass
    from {{ ref('int_identity_results') }}
    where rule_id like 'T3-%' or rule_id like 'T4-%'
    group by report_number
),

borne_out as (
    select read.*, identities.all_pass
    from read
    inner join identities using (report_number)
),

roster as (
    select r.report_number, t.authority_id is not null as is_on_roster
    from read as r
    inner join (select distinct authority_id from {{ ref('stg_roster') }}) as t using (authority_id)
)

{{ check('TX-01', 'compared', "fact in ('application', 'case') and (is_named or not is_borne_out or value = table_value)", 'value = table_value or is_with_carried_in',
    "'“' || key_zh || '”正文为' || " ~ amount('value') ~ " || '，表格为' || " ~ amount('table_value'),
    "'The prose says ' || key_en || ' ' || " ~ amount('value') ~ " || ', the table ' || " ~ amount('table_value'),
    left='value', right='table_value', subject="concat_ws('/', measure, procedure, nullif(outcome, 'all'), observation_id)",
    ids='list_prepend(observation_id, table_ids)') }}
union all
{{ check('TX-02', 'compared', "fact = 'disclosure'", 'value = table_value',
    "'“' || key_zh || '”正文为' || " ~ amount('value') ~ " || '，表格为' || " ~ amount('table_value'),
    "'The prose says ' || key_en || ' ' || " ~ amount('value') ~ " || ', the table ' || " ~ amount('table_value'),
    left='value', right='table_value', subject="concat_ws('/', measure, observation_id)", ids='list_prepend(observation_id, table_ids)') }}
union all
{{ check('TX-07', 'texts', 'true', 'names_fee',
    "'全文未提及信息处理费'", "'The text does not mention the processing fee'", verdict="'to_review'") }}
union all
{{ check('PB-01', 'published', 'true', 'published_date <= deadline',
    "'公布日期' || published_date || '，期限为' || deadline", "'Published on ' || published_date || ', due by ' || deadline",
    verdict="'to_review'") }}
union all
{{ check_passed('H-03', 'read', "scope in ('own', 'aggregate')") }}
union all
{{ check_passed('TX-03', 'read', 'not coalesce(has_period_issue, false)') }}
union all
{{ check_passed('PB-02', 'roster') }}
union all
{{ check_passed('PB-05', 'read', is_statutory('form') ~ ' and not coalesce(is_pictured, false)') }}
union all
{{ check_passed('EX-03', 'borne_out', 'all_pass and not coalesce(is_doubtful, false)') }}
{%- for rule in ('RD-01', 'RD-02', 'RD-03', 'RD-04', 'RD-05') %}
union all
{{ check_passed(rule, 'read', "not list_contains(spoken_rules, '" ~ rule ~ "')") }}
{%- endfor %}
union all
-- tests stop the build where one of these fails: what is published has passed them
select r.report_number, u.rule_id, '', 'pass', null, null, '', '', []::varchar[], null
from read as r
inner join {{ ref('int_rule_scopes') }} as x on r.rule_scope = x.to_scope
inner join {{ ref('rules') }} as u on x.rule_id = u.rule_id
where u.is_held_by_build
