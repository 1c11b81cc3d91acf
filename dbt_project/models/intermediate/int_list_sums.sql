-- Lists of the prose held to their wholes. A list is taken to be complete only where it says so: by a member for all the
-- rest, by shares that make up 100 %, or, for applications and cases, whose parts exclude each other, by standing in one
-- sentence with its whole.
with grouped as (
    -- parts of one sentence, and parts that all bear a share, wherever they stand
    select *, sentence::varchar as list_key from {{ ref('int_lists') }} where kind <> 'outcome'
    union all
    select *, 'shares' as list_key from {{ ref('int_lists') }} where kind <> 'outcome' and share is not null
),

lists as (
    select
        report_number,
        kind,
        whole_key,
        list_key,
        any_value(whole_value) as whole_value,
        any_value(whole_id) as whole_id,
        count(*) as part_count,
        sum(value) as part_sum,
        bool_and(is_beside_whole) as is_beside_whole,
        bool_or(is_of_which) as is_of_which,
        bool_or(is_catch_all) as has_catch_all,
        bool_or(is_approximate) as is_approximate,
        count(share) = count(*) and sum(share) between 99 and 101 as is_whole_by_share,
        sum(share) as share_sum,
        count(share) as share_count,
        max(case when share = round(share) then 0 when share = round(share, 1) then 1 else 2 end) as share_decimals,
        array_to_string({{ in_order("label_zh || " ~ amount('value'), "{'value': -value, 'member': member}") }}, ' + ') as parts_zh,
        array_to_string({{ in_order("label_en || ' ' || " ~ amount('value'), "{'value': -value, 'member': member}") }}, ' + ') as parts_en,
        {{ in_order('observation_id', 'member') }} as part_ids,
        list(value) as part_values
    from grouped
    -- most numbers stand alone: asked first, since lists take much memory
    semi join (
        select report_number, kind, whole_key, list_key
        from grouped
        group by all
        having count(*) >= 2
    ) as several using (report_number, kind, whole_key, list_key)
    group by all
)

select
    lists.*,
    case
        when part_sum = whole_value then 'pass'
        -- 610余条 proves nothing
        when is_approximate then null
        -- "州级21306条,县市65106条(大理市9840条,…)": one class is the sum of others, and counted twice
        when kind = 'topic' and list_contains(part_values, part_sum - whole_value) and part_count >= 4 then null
        -- one piece of information may go out through several channels
        when part_sum > whole_value and kind = 'channel' and not (is_beside_whole and is_of_which and has_catch_all) then null
        when part_sum > whole_value and (is_beside_whole or is_whole_by_share) then 'fail'
        when part_sum < whole_value and (has_catch_all and (part_count >= 3 or is_beside_whole) or is_whole_by_share) then 'fail'
        when part_sum < whole_value and kind in ('arrival', 'result') and is_beside_whole then 'fail'
    end as status,
    case
        when part_sum > whole_value and kind = 'channel' then 'to_review'
        when part_sum < whole_value and not has_catch_all and not is_whole_by_share then 'to_review'
    end as verdict
from lists
-- where every part that the form has is stated, the identity of the form says it
left join (
    select report_number as identity_report, rule_id as identity_rule, subject as identity_subject
    from {{ ref('int_identity_results') }}
    where rule_id in ('A-01', 'A-04', 'A-07') and status in ('pass', 'fail')
) as i
    on lists.report_number = i.identity_report
    and i.identity_rule = case lists.kind when 'arrival' then 'A-01' when 'reason' then 'A-04' when 'result' then 'A-07' end
    and i.identity_subject = case lists.kind when 'result' then lists.whole_key else '' end
    and lists.part_sum <> lists.whole_value
where i.identity_report is null
-- a list by shares that is one sentence has been told already
qualify row_number() over (partition by report_number, kind, whole_key, hash(part_ids) order by list_key = 'shares') = 1
