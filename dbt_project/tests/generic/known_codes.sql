{#- Every value is a row of the code table, `to` a seed, `fields` the columns of both: a null is not a code. -#}
{% test known_codes(model, columns, to, fields) %}
select distinct {{ columns | join(', ') }}
from {{ model }}
where ({{ columns | join(', ') }}) not in (select ({{ fields | join(', ') }}) from {{ to }})
{% endtest %}
