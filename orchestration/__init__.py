"""Dagster and the command line: what runs when, in which order, and who is told.

Belongs here: assets, checks, jobs, the process pool, commands. Does not belong here: how a report is read (extraction),
how it is kept and published (warehouse), what is plausible (expectations), what a table holds (dbt_project).
"""

HOME_VARIABLE, LANDING_VARIABLE = "GONGKAI_HOME", "GONGKAI_LANDING"
"""The environment by which a command tells every process that it starts which home it is about."""
