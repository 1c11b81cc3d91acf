-- Every identity that can be assessed, evaluated: one row per report and identity. First strictly; where an input is
-- blank, with the blank as 0: what closes only then is an imputed pass. A blank total is never imputed, an absent
-- cell never assessed, so that a null never passes.
with identities as (
    select
        identity_no,
        any_value(rule_id) as rule_id,
        any_value(subject) as subject,
        any_value(variant) as variant,
        any_value(condition) as condition,
        any_value(relation) as relation,
        any_value(left_fold) as left_fold,
        count(*) filter (where not is_optional) as needed_count,
        -- a side of optional terms alone needs one of them, a sum of them two
        case
            when not bool_and(is_optional) filter (where side = 'left') then 0
            when any_value(relation) = '=' then 2
            else 1
        end as optional_count
    from {{ ref('int_identity_terms') }}
    group by identity_no
),

terms as (
    select identity_no, cell_no, to_scope, from_scope, year_offset, side = 'left' as is_left, sign, blank_is_zero, is_optional
    from {{ ref('int_identity_terms') }}
),

-- what each report's identities read: its own cells, and those of the year before
readings as (
    select r.report_number, r.rule_scope as to_scope, null as from_scope, 0 as year_offset, c.cell_no, c.value
    from {{ ref('int_cells') }} as c
    inner join {{ ref('int_reports') }} as r using (report_number)
    union all
    select p.report_number, p.rule_scope, p.previous_scope, -1, c.cell_no, c.value
    from {{ ref('int_cells') }} as c
    inner join {{ ref('int_report_pairs') }} as p on c.report_number = p.previous_number
    where c.cell_no in (select cell_no from terms where year_offset = -1)
),

folded as (
    select
        r.report_number,
        t.identity_no,
        count(*) filter (where not t.is_optional) as needed_found,
        count(*) filter (where t.is_optional) as optional_found,
        count(*) filter (where r.value is null) as blank_count,
        count(*) filter (where r.value is null and not t.blank_is_zero) as blank_total_count,
        coalesce(sum(t.sign * r.value) filter (where t.is_left), 0) as left_sum,
        coalesce(max(r.value) filter (where t.is_left), 0) as left_max,
        coalesce(sum(t.sign * r.value) filter (where not t.is_left), 0) as right_sum
    from readings as r
    inner join terms as t
        on r.to_scope = t.to_scope
        and r.year_offset = t.year_offset
        and r.cell_no = t.cell_no
        and (t.year_offset = 0 or t.from_scope is null or r.from_scope = t.from_scope)
    group by all
),

compared as (
    select
        f.report_number,
        f.identity_no,
        i.rule_id,
        i.subject,
        i.variant,
        f.blank_count,
        f.blank_total_count,
        round(case when i.left_fold = 'max' then f.left_max else f.left_sum end, 2) as left_value,
        round(f.right_sum, 2) as right_value,
        i.relation,
        i.condition
    from folded as f
    inner join identities as i using (identity_no)
    left join {{ ref('int_report_traits') }} as t using (report_number)
    where
        f.needed_found = i.needed_count
        and f.optional_found >= i.optional_count
        and case i.condition
            when 'annex' then t.has_annex
            when 'annex_three_outcomes' then t.has_annex and not t.has_further_outcomes
            when 'no_rule_making_power' then not t.may_make_regulations
            else true
        end
)

select
    report_number,
    identity_no,
    rule_id,
    subject,
    left_value,
    right_value,
    case
        when blank_total_count > 0 then 'not_assessable'
        when not case relation
            when '=' then left_value = right_value
            when '<=' then left_value <= right_value
            when '>=' then left_value >= right_value
            -- roughly: within a tenth, or within five
            else abs(left_value - right_value) <= greatest(5, 0.1 * greatest(left_value, right_value))
        end then 'fail'
        -- T2C-05 asks for a zero or a blank
        when blank_count > 0 and condition is distinct from 'no_rule_making_power' then 'imputed_pass'
        else 'pass'
    end as status
from compared
qualify row_number() over (partition by report_number, rule_id, subject order by variant) = 1
