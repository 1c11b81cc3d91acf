-- Versions of one report: what a document that no longer stands said otherwise, cell by cell. Copies of another site are
-- PB-04, earlier versions X-09.
{%- set keys = ['fact', 'measure', 'item', 'channel', 'topic', 'applicant', 'outcome', 'reason', 'procedure', 'result'] %}
with versions as (
    select
        r.report_number,
        d.document_id,
        d.first_seen_at,
        d.status,
        case
            when d.source_url is not null and r.source_url is not null
                and regexp_extract(d.source_url, '//([^/]+)', 1) <> regexp_extract(r.source_url, '//([^/]+)', 1) then 'PB-04'
            else 'X-09'
        end as rule_id
    from {{ ref('int_documents') }} as d
    inner join {{ ref('int_reports') }} as r using (report_id)
    where d.status in ('superseded', 'duplicate')
),

-- the newest of the superseded ones is what the standing document restates
newest as (
    select *
    from versions
    where status = 'superseded'
    qualify row_number() over (partition by report_number, rule_id order by first_seen_at desc, document_id desc) = 1
),

earlier as (
    select
        n.report_number,
        n.rule_id,
        o.value,
        hash({% for key in keys %}o.{{ key }}{{ ", " if not loop.last }}{% endfor %}) as cell,
        concat_ws('/', {% for key in keys %}nullif(o.{{ key }}, 'all'){{ ", " if not loop.last }}{% endfor %}) as subject
    from newest as n
    inner join {{ ref('stg_observations') }} as o using (document_id)
    where o.is_selected and o.value is not null
),

standing as (
    select
        s.report_number,
        s.observation_id,
        s.read_value as value,
        hash({% for key in keys %}s.{{ key }}{{ ", " if not loop.last }}{% endfor %}) as cell,
        concat_ws('/', {% for key in keys %}nullif(s.{{ key }}, 'all'){{ ", " if not loop.last }}{% endfor %}) as subject
    from {{ ref('int_stated') }} as s
    where s.report_number in (select report_number from newest) and s.read_value is not null
),

changes as (
    select
        coalesce(e.report_number, s.report_number) as report_number,
        coalesce(e.rule_id, n.rule_id) as rule_id,
        coalesce(s.subject, e.subject) as subject,
        e.value as old_value,
        s.value as new_value,
        s.observation_id
    from earlier as e
    full outer join (
        select s.*, n.rule_id
        from standing as s
        inner join newest as n using (report_number)
    ) as s on e.report_number = s.report_number and e.rule_id = s.rule_id and e.cell = s.cell
    left join newest as n on s.report_number = n.report_number and s.rule_id = n.rule_id
    where e.value is distinct from s.value
)

select
    report_number,
    rule_id,
    '' as subject,
    'pass' as status,
    null::double as left_value,
    null::double as right_value,
    '' as message_zh,
    '' as message_en,
    []::varchar[] as observation_ids,
    null::varchar as verdict
from versions
group by all
union all
select
    report_number,
    rule_id,
    subject,
    'fail',
    old_value::double,
    new_value::double,
    '另一版本为' || coalesce({{ amount('old_value') }}, '无') || ',现版本为' || coalesce({{ amount('new_value') }}, '无') || '(' || subject || ')',
    'Another version says ' || coalesce({{ amount('old_value') }}, 'nothing') || ', the one that stands ' || coalesce({{ amount('new_value') }}, 'nothing') || ' (' || subject || ')',
    list_filter([observation_id], x -> x is not null),
    'source_error'
from changes
