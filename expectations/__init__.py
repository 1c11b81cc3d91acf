"""What must be plausible about what was read, before it is published.

suites.py says what is expected, one function per mart; validate.py has Great Expectations run it on a candidate build.
Belongs here: fill, ranges, volume against the last release, coverage. Does not belong here: what must be true of our
own SQL (dbt tests), or whether a report adds up (the quality marts). Imports nothing of ours.
"""
