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
        o.observation_id,
        o.value,
        {% for key in keys %}o.{{ key }}, {% endfor %}

        hash({% for key in keys %}o.{{ key }}{{ ", " if not loop.last }}{% endfor %}) as cell
    from newest as n
    inner join ({{ numbers_in(rows_to_join(source('raw', 'observations'), 'newest')) }}) as o using (document_id)
    where o.is_selected and o.value is not null
),

standing as (
    select
        s.report_number,
        n.rule_id,
        s.observation_id,
        s.read_value as value,
        {% for key in keys %}s.{{ key }}, {% endfor %}

        hash({% for key in keys %}s.{{ key }}{{ ", " if not loop.last }}{% endfor %}) as cell
    from {{ ref('int_stated') }} as s
    inner join newest as n using (report_number)
    where s.read_value is not null
),

changes as (
    select
        coalesce(s.report_number, e.report_number) as report_number,
        coalesce(s.rule_id, e.rule_id) as rule_id,
        {% for key in keys %}coalesce(s.{{ key }}, e.{{ key }}) as {{ key }}, {% endfor %}

        e.value as old_value,
        s.value as new_value,
        [s.observation_id, e.observation_id] as observation_ids
    from earlier as e
    full outer join standing as s on e.report_number = s.report_number and e.rule_id = s.rule_id and e.cell = s.cell
    where e.value is distinct from s.value
),

named as (
    {{ key_labels('changes') }}
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
    concat_ws('/', {% for key in keys %}nullif({{ key }}, 'all'){{ ", " if not loop.last }}{% endfor %}) as subject,
    'fail',
    old_value::double,
    new_value::double,
    '“' || key_zh || '”另一版本' || coalesce('为' || {{ amount('old_value') }}, '未写') || '，现版本' || coalesce('为' || {{ amount('new_value') }}, '未写') as message_zh,
    upper(key_en[1]) || key_en[2:] || ': another version says ' || coalesce({{ amount('old_value') }}, 'nothing') || ', the one that stands ' || coalesce({{ amount('new_value') }}, 'nothing') as message_en,
    list_filter(observation_ids, lambda observation_id: observation_id is not null),
    'source_error'
from named
