-- The rules that are more than a sum: each model of checks gives one row per report and subject, passes included.
select
    null::integer as report_number, null::varchar as rule_id, null::varchar as subject, null::varchar as status,
    null::double as left_value, null::double as right_value, null::varchar as message_zh, null::varchar as message_en,
    null::varchar[] as observation_ids, null::varchar as verdict
where false
