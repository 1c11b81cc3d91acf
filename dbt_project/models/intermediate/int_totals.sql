-- The handful of totals that single checks compare, one row per report: as printed, with the observation of each.
{%- set applications = {
    'received': "measure = 'received'",
    'carried_in': "measure = 'carried_in'",
    'processed': "measure = 'processed'",
    'carried_out': "measure = 'carried_out'",
    'other_other': "measure = 'outcome' and outcome = 'other' and reason = 'other'",
} %}
{%- set others = {
    'licensing': "item = 'licensing' and measure = 'decisions'",
    'penalty': "item = 'penalty' and measure = 'decisions'",
    'coercion': "item = 'coercion' and measure = 'decisions'",
    'fees': "item = 'administrative_fee' and measure = 'amount'",
    'purchases': "item = 'procurement' and measure = 'item_count'",
    'purchase_amount': "item = 'procurement' and measure = 'amount'",
    'reconsideration': "procedure = 'reconsideration' and result = 'all'",
    'litigation': "procedure = 'litigation' and result = 'all'",
    'litigation_direct': "procedure = 'litigation_direct' and result = 'all'",
    'litigation_after': "procedure = 'litigation_after_reconsideration' and result = 'all'",
} %}
select
    report_number,
    {% for name, key in applications.items() %}
    max(read_value) filter (where fact = 'application' and applicant = 'all' and {{ key }})::double as {{ name }},
    max(observation_id) filter (where fact = 'application' and applicant = 'all' and {{ key }}) as {{ name }}_id,
    {% endfor %}
    {% for name, key in others.items() %}
    max(read_value) filter (where {{ key }})::double as {{ name }},
    max(observation_id) filter (where {{ key }}) as {{ name }}_id{{ "," if not loop.last }}
    {% endfor %}
from {{ ref('int_stated') }}
where coalesce(channel, 'all') = 'all' and coalesce(topic, 'all') = 'all' and not is_approximate and not is_nested
group by report_number
