-- breakdown names exactly the dimensions that a row breaks down: so no sum within one counts twice.
select report_id, measure, channel, applicant, outcome, reason, breakdown
from {{ ref('fct_applications') }}
where
    (breakdown = 'total') <> (channel = 'all' and applicant = 'all' and outcome = 'all' and reason = 'all')
    or contains(breakdown, 'channel') <> (channel <> 'all')
    or contains(breakdown, 'applicant') <> (applicant <> 'all')
    or contains(breakdown, 'reason') <> (reason <> 'all')
    or contains(breakdown, 'outcome') <> (outcome <> 'all' and reason = 'all')
