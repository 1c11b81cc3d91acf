-- T3-11: a row that another reading would close was misread.
select
    report_number,
    'T3-11' as rule_id,
    subject,
    'fail' as status,
    null::double as left_value,
    null::double as right_value,
    '读作 ' || as_read || ' 的一行，' || case when reading in ('left', 'right') then '移动一列' else '合并相邻两个数字' end || '后各等式全部成立' as message_zh,
    'The row read as ' || as_read || ' closes every identity once ' || case when reading in ('left', 'right') then 'moved by one column' else 'two neighbouring digits are joined' end as message_en,
    observation_ids,
    'extraction_error' as verdict
from {{ ref('int_rereadings') }}
union all
select distinct
    report_number, 'T3-11', '', 'pass', null::double, null::double, '', '', []::varchar[], null
from {{ ref('int_identity_results') }}
where rule_id = 'T3-03' and status <> 'not_assessable'
