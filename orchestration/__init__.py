"""Dagster and the command line: what runs when, in which order, and who is told.

Belongs here: assets, checks, jobs, the process pool, commands. Does not belong here: how a report is read (extraction),
how it is kept and published (warehouse), what is plausible (expectations), what a table holds (dbt_project).
"""
