{#- A rate is null or lies in 0 to 1. -#}
{% test rates_in_bounds(model, columns) %}
select {{ columns | join(', ') }}
from {{ model }}
where {% for column in columns %}{{ column }} < 0 or {{ column }} > 1{{ " or " if not loop.last }}{% endfor %}
{% endtest %}
