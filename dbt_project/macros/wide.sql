{#- The measures of the wide marts: names of columns, and how each is found in the facts. -#}

{% macro wide_applications() %}{{ return(['received', 'carried_in', 'processed', 'carried_out']) }}{% endmacro %}

{#- column name: outcome group -#}
{% macro wide_groups() %}{{ return({
    'granted': 'granted',
    'partially_granted': 'partially_granted',
    'denied': 'denied',
    'unable_to_provide': 'unable_to_provide',
    'not_processed': 'not_processed',
    'other_outcome': 'other',
    'not_comparable': 'not_comparable',
}) }}{% endmacro %}

{#- column name: (item, measure, channel) -#}
{% macro wide_disclosures() %}
{% set columns = {
    'disclosed': ('information', 'disclosed', 'all'),
    'cumulative': ('information', 'cumulative', 'all'),
} %}
{% for channel in ('website', 'gazette', 'weibo', 'wechat', 'social_media', 'screen', 'press', 'broadcast', 'bulletin_board', 'other') %}
{% do columns.update({'disclosed_' ~ channel: ('information', 'disclosed', channel)}) %}
{% endfor %}
{% do columns.update({
    'normative_documents_disclosed': ('normative_document', 'disclosed', 'all'),
    'normative_documents_created': ('normative_document', 'created', 'all'),
    'normative_documents_repealed': ('normative_document', 'repealed', 'all'),
    'normative_documents_in_force': ('normative_document', 'in_force', 'all'),
    'licensing_decisions': ('licensing', 'decisions', 'all'),
    'penalty_decisions': ('penalty', 'decisions', 'all'),
    'coercion_decisions': ('coercion', 'decisions', 'all'),
    'fees_cny': ('administrative_fee', 'amount', 'all'),
}) %}
{{ return(columns) }}
{% endmacro %}

{#- column name: (procedure, result) -#}
{% macro wide_cases() %}
{% set columns = {} %}
{% for procedure in ('reconsideration', 'litigation', 'litigation_direct', 'litigation_after_reconsideration') %}
{% for result in ('all', 'upheld', 'corrected', 'other', 'pending') %}
{% do columns.update({procedure ~ '_' ~ ('total' if result == 'all' else result): (procedure, result)}) %}
{% endfor %}
{% endfor %}
{{ return(columns) }}
{% endmacro %}
