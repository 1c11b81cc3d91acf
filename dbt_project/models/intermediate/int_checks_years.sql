-- Reports against the same authority's report of the year before, and against other authorities of the same year.
with pairs as (
    select
        p.report_number,
        p.rule_scope,
        p.previous_scope,
        p.rule_scope in ('B', 'C') and p.previous_scope in ('B', 'C') as is_statutory,
        {% for name in ('received', 'carried_in', 'processed', 'carried_out', 'licensing', 'penalty', 'coercion', 'fees') %}
        y.{{ name }},
        y.{{ name }}_id,
        l.{{ name }} as last_{{ name }},
        l.{{ name }}_id as last_{{ name }}_id{{ "," if not loop.last }}
        {% endfor %}
    from {{ ref('int_report_pairs') }} as p
    inner join {{ ref('int_totals') }} as y on p.report_number = y.report_number
    inner join {{ ref('int_totals') }} as l on p.previous_number = l.report_number
),

-- why a carry-over does not fit
causes as (
    select
        *,
        case
            when carried_in = last_carried_out then 'fits'
            when carried_in = 0 then 'omitted'
            when carried_in = last_carried_in then 'copied'
            when carried_in = carried_out then 'wrong_row'
            when carried_in = last_received then 'wrong_row'
            when carried_in >= 10 and list_sort(string_split(carried_in::bigint::varchar, '')) = list_sort(string_split(last_carried_out::bigint::varchar, ''))
                then 'transposed'
        end as cause
    from pairs
    where is_statutory and carried_in is not null and last_carried_out is not null
),

table_cells as (
    select
        s.report_number,
        hash(s.measure, s.outcome, s.reason, s.applicant) as cell,
        s.read_value as value
    from {{ ref('int_stated') }} as s
    inner join {{ ref('int_reports') }} as r using (report_number)
    where s.fact = 'application' and s.table_index is not null and s.read_value > 0 and {{ is_statutory('r.form') }}
),

copies as (
    select
        p.report_number,
        count(*) as cell_count,
        count(distinct y.value) as value_count,
        count(*) filter (where l.value = y.value) as same_count
    from {{ ref('int_report_pairs') }} as p
    inner join table_cells as y on p.report_number = y.report_number
    left join table_cells as l on p.previous_number = l.report_number and y.cell = l.cell
    where p.rule_scope in ('B', 'C') and p.previous_scope in ('B', 'C')
    group by p.report_number
),

twins as (
    select
        r.report_number,
        count(*) over same as twin_count,
        case when r.authority_name = min(r.authority_name) over same then max(r.authority_name) over same else min(r.authority_name) over same end as twin_name
    from {{ ref('int_prints') }} as p
    inner join {{ ref('int_reports') }} as r using (report_id)
    window same as (partition by r.report_year, p.print, p.cell_count)
)

{{ check('X-04', 'causes', "cause is not null or true", "case when cause = 'fits' then true when cause is null then null else false end",
    "'上年结转' || " ~ amount('carried_in') ~ " || '件，上一年报告结转下年' || " ~ amount('last_carried_out') ~ " || '件：' || case cause when 'omitted' then '疑漏填' when 'copied' then '疑照抄上年的上年结转' when 'wrong_row' then '疑填错行' else '疑数字颠倒' end",
    "'Carried in ' || " ~ amount('carried_in') ~ " || ', last year carried out ' || " ~ amount('last_carried_out') ~ " || ': probably ' || case cause when 'omitted' then 'left out' when 'copied' then 'copied from last year''s carried in' when 'wrong_row' then 'taken from another row' else 'transposed digits' end",
    left='carried_in', right='last_carried_out', subject='cause', ids='[carried_in_id, last_carried_out_id]') }}
union all
{{ check('X-06', 'pairs', 'received is not null and last_received is not null',
    'greatest(received, last_received) < ' ~ var('low_number') ~ ' or (received >= 0.2 * last_received and received <= 5 * last_received)',
    "'新收' || " ~ amount('received') ~ " || '件，上年' || " ~ amount('last_received') ~ " || '件，相差五倍以上'",
    "'Received ' || " ~ amount('received') ~ " || ', last year ' || " ~ amount('last_received') ~ " || ': more than a factor of five apart'",
    left='received', right='last_received', ids='[received_id, last_received_id]') }}
union all
{{ check('A-06', 'pairs', "rule_scope = 'A2' and previous_scope = 'A2'",
    'greatest(0, coalesce(last_carried_in, 0) + last_received - last_processed) + received - processed >= 0',
    "'办结' || " ~ amount('processed') ~ " || '件，多于收到' || " ~ amount('received') ~ " || '件与上年未办结之和'",
    "'Processed ' || " ~ amount('processed') ~ " || ' exceeds received ' || " ~ amount('received') ~ " || ' and what was open last year'",
    left='processed', right='greatest(0, coalesce(last_carried_in, 0) + last_received - last_processed) + received', ids='[processed_id, received_id]') }}
union all
{{ check('T2C-06', 'pairs', "rule_scope = 'C' and previous_scope = 'C' and fees > 0 and last_fees > 0",
    'not (fees / last_fees between 5000 and 20000 or last_fees / fees between 5000 and 20000)',
    "'收费金额' || " ~ amount('fees') ~ " || '元，上年' || " ~ amount('last_fees') ~ " || '元，约差一万倍：疑将元写作万元'",
    "'Fees of ' || " ~ amount('fees') ~ " || ' yuan, last year ' || " ~ amount('last_fees') ~ " || ': about 10,000 times, probably yuan written as 万元'",
    left='fees', right='last_fees', ids='[fees_id, last_fees_id]') }}
{%- for item, label_zh, label_en in (('licensing', '行政许可', 'licensing'), ('penalty', '行政处罚', 'penalties'), ('coercion', '行政强制', 'coercion')) %}
union all
{{ check('T2C-07', 'pairs', 'is_statutory and ' ~ item ~ ' is not null and last_' ~ item ~ ' is not null',
    'greatest(' ~ item ~ ', last_' ~ item ~ ') < 100 or (' ~ item ~ ' >= 0.1 * last_' ~ item ~ ' and ' ~ item ~ ' <= 10 * last_' ~ item ~ ')',
    "'" ~ label_zh ~ "决定' || " ~ amount(item) ~ " || '件，上年' || " ~ amount('last_' ~ item) ~ " || '件，相差十倍以上'",
    "'Decisions (" ~ label_en ~ "): ' || " ~ amount(item) ~ " || ', last year ' || " ~ amount('last_' ~ item) ~ " || ', more than a factor of ten apart'",
    left=item, right='last_' ~ item, subject="'" ~ item ~ "'", ids='[' ~ item ~ '_id, last_' ~ item ~ '_id]') }}
{%- endfor %}
union all
{{ check('X-07', 'copies', 'cell_count >= 6 and value_count >= 3', 'same_count < 0.8 * cell_count',
    "'申请情况表' || cell_count || '个非零数字中有' || same_count || '个与上年相同，疑照抄上年'",
    "same_count || ' of ' || cell_count || ' figures of the applications table other than 0 are last year''s: probably copied'",
    left='same_count', right='cell_count', verdict="'to_review'") }}
union all
{{ check('X-08', 'twins', 'true', 'twin_count = 1',
    "'申请情况表与' || twin_name || '完全相同，疑套用模板'",
    "'The applications table is the same as that of ' || twin_name || ': probably a filled-in template'",
    left='twin_count', right='1', verdict="'to_review'") }}
