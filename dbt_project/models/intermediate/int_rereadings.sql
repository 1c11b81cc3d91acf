select null::integer as report_number, null::varchar[] as observation_ids where false
