-- Rows of the applications table that close every identity under another reading: two neighbouring digits joined into
-- one number, or the whole row moved by one column. Looked for only where the row or one of its columns fails.
with failing as (
    select distinct report_number
    from {{ ref('int_identity_results') }}
    where status = 'fail' and rule_id in ('T3-01', 'T3-03')
),

cells as (
    select
        s.report_number,
        s.measure,
        s.outcome,
        s.reason,
        a.place,
        s.applicant,
        coalesce(s.read_value, 0)::double as value,
        s.observation_id
    from {{ ref('int_stated') }} as s
    inner join failing using (report_number)
    inner join (
        select unnest(['natural_person', 'commercial_enterprise', 'research_institution', 'social_welfare_org', 'legal_service_org', 'other_org', 'all']) as applicant, unnest(range(1, 8)) as place
    ) as a using (applicant)
    where s.fact = 'application' and s.table_index is not null and s.channel = 'all'
),

rows_of_seven as (
    select
        report_number,
        measure,
        outcome,
        reason,
        list(value order by place) as v,
        list(observation_id order by place) as ids
    from cells
    group by all
    having count(*) = 7
),

suspects as (
    select
        r.*,
        f.subject is not null as is_row_failing,
        row_number() over () as suspect_no
    from rows_of_seven as r
    left join {{ ref('int_identity_results') }} as f
        on r.report_number = f.report_number and f.rule_id = 'T3-03' and f.status = 'fail'
        and f.subject = case
            when r.measure <> 'outcome' then r.measure
            else r.outcome || case when r.reason = 'all' then '' else '.' || r.reason end
        end
    where f.subject is not null or r.measure <> 'outcome'
),

readings as (
    -- two digits were one number, its neighbour empty
    select suspect_no, 'join' || k as reading, list_concat(v[:k - 1], [10 * v[k] + v[k + 1], 0], v[k + 2:]) as n
    from suspects, (select unnest(range(1, 6)) as k)
    where v[k] between 1 and 9 and v[k + 1] between 0 and 9
    union all
    -- two digits were one number, and all that follows stands one column too far right; the total was lost
    select suspect_no, 'pull' || k, list_append(list_concat(v[:k - 1], [10 * v[k] + v[k + 1]], v[k + 2:]), 10 * v[k] + v[k + 1] + list_sum(list_concat([0], v[:k - 1], v[k + 2:])))
    from suspects, (select unnest(range(1, 7)) as k)
    where v[k] between 1 and 9 and v[k + 1] between 0 and 9
    union all
    -- one column too far right: the total was lost
    select suspect_no, 'left', list_append(v[2:], list_sum(v[2:]))
    from suspects
    where v[1] = 0
    union all
    -- one column too far left: the first was lost, the total stands in the sixth
    select suspect_no, 'right', list_concat([v[6] - list_sum(v[:5])], v[:6])
    from suspects
    where v[6] >= list_sum(v[:5])
),

closed_rows as (
    select r.*, s.v, s.report_number, s.measure
    from readings as r
    inner join suspects as s using (suspect_no)
    where list_sum(r.n[:6]) = r.n[7] and r.n <> s.v
),

-- what each column identity lacks, and how a row enters it
gaps as (
    select report_number, rule_id, subject as applicant, left_value - right_value as gap
    from {{ ref('int_identity_results') }}
    where rule_id in ('T3-01', 'T3-02B', 'T3-02C') and status <> 'not_assessable'
),

columns_after as (
    select
        c.suspect_no,
        c.reading,
        g.gap,
        g.gap + (c.n[a.place] - c.v[a.place]) * case
            when g.rule_id = 'T3-01' then case when c.measure in ('received', 'carried_in') then 1 when c.measure = 'outcome' then 0 else -1 end
            else case when c.measure = 'outcome' then 1 when c.measure = 'processed' then -1 else 0 end
        end as gap_after,
        c.n[a.place] <> c.v[a.place] as is_changed
    from closed_rows as c
    cross join (
        select unnest(['natural_person', 'commercial_enterprise', 'research_institution', 'social_welfare_org', 'legal_service_org', 'other_org', 'all']) as applicant, unnest(range(1, 8)) as place
    ) as a
    inner join gaps as g on c.report_number = g.report_number and a.applicant = g.applicant
),

closing as (
    select suspect_no, min(reading) as reading
    from (
        select suspect_no, reading
        from columns_after
        where is_changed
        group by all
        -- it mends at least one column, and leaves none of those it touches open
        having bool_and(gap_after = 0) and bool_or(gap <> 0)
    )
    group by suspect_no
)

select
    s.report_number,
    s.measure || case when s.outcome = 'all' then '' else '/' || s.outcome || case when s.reason = 'all' then '' else '.' || s.reason end end as subject,
    c.reading,
    array_to_string(list_transform(s.v, x -> x::bigint::varchar), ' ') as as_read,
    s.ids as observation_ids
from closing as c
inner join suspects as s using (suspect_no)
