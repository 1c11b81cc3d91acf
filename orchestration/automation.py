"""What starts a refresh: a person (a job), the clock (a schedule), a dropped file (the sensor).

Belongs here: jobs, schedules, sensors. Does not belong here: what a refresh does. Schedules and the sensor on
landing are off until somebody turns them on in the UI.
"""

import hashlib
import json
import time
from typing import Any

import dagster as dg

from orchestration.assets import fetch_pages
from orchestration.reading import REREADS_TAG, Rereading, read_year_anew
from orchestration.resources import home_from_environment, send
from orchestration.run_log import (
    error_of,
    how_process_ended,
    reason_of,
    sentence,
    told_on_terminal,
    write_unfinished_run,
)
from warehouse.home import HomeError
from warehouse.landing import landed_files

UNDER_WAY = [
    dg.DagsterRunStatus.QUEUED,
    dg.DagsterRunStatus.NOT_STARTED,
    dg.DagsterRunStatus.STARTING,
    dg.DagsterRunStatus.STARTED,
]

QUIET_SECONDS = 20.0
"""Files are complete, and a burst is over, when nothing under landing changed for so long."""

refresh = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all(),
    description="Landing → raw → staging → marts → checks → published: what `gongkai refresh` does.",
)

years = dg.TimeWindowPartitionsDefinition(
    cron_schedule="0 0 1 1 *", fmt="%Y", start="2008", end_offset=1, timezone="Asia/Shanghai"
)
"""The reporting years from the first (2008) to the running one. The assets have no partitions: the year of a document
is known only once it is read."""


@dg.partitioned_config(partitions_def=years)
def of_year(partition_key: str) -> dict[str, Any]:
    """The run configuration that reads a year's documents anew."""
    return {"ops": {"read_year_anew": {"config": {"year": int(partition_key)}}}}


@dg.job(
    config=of_year,
    tags={REREADS_TAG: "year"},
    description="Reads all documents of a reporting year (the partition) anew. Safe to repeat, and to backfill over "
    "many years: what reads as before changes nothing. A refresh follows when no such run is left.",
)
def reextract_year() -> None:
    """No job of assets: these have no partitions."""
    read_year_anew()


@dg.run_status_sensor(
    run_status=dg.DagsterRunStatus.SUCCESS,
    name="after_reextraction",
    monitored_jobs=[reextract_year],
    request_job=refresh,
    minimum_interval_seconds=10,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="A refresh once the last year that was asked for was read anew. It ends early where nothing reads "
    "differently.",
)
def after_reextraction(context: dg.RunStatusSensorContext) -> dg.RunRequest | dg.SkipReason:
    """One build for a whole backfill."""
    others = dg.RunsFilter(job_name=reextract_year.name, statuses=UNDER_WAY)
    left = context.instance.get_runs_count(others)
    if left:
        return dg.SkipReason(f"{left} more years are being read anew.")
    ended = dg.RunsFilter(job_name=reextract_year.name, statuses=[dg.DagsterRunStatus.SUCCESS])
    (last,) = context.instance.get_run_records(ended, limit=1, order_by="update_timestamp")
    return dg.RunRequest(run_key=last.dagster_run.run_id)  # one key for all years that ended since the last look


reextract_documents = dg.define_asset_job(
    "reextract_documents",
    selection=dg.AssetSelection.all(),
    config=dg.RunConfig(ops={"ingest": Rereading(documents=["put document_ids or report_ids here"])}),
    tags={REREADS_TAG: "documents"},
    description="Reads the named documents anew, then does what a refresh does. Name them in the launchpad.",
)


@dg.job(description="HOME/sources.csv → archived pages: what `gongkai collect` does. The next refresh reads them.")
def collect() -> None:
    """The only job that uses the network; no asset's `Materialize` does."""
    fetch_pages()


nightly_collection = dg.ScheduleDefinition(
    name="nightly_collection",
    job=collect,
    cron_schedule="0 21 * * *",
    execution_timezone="Asia/Shanghai",
    description="Each evening at 21:00 Beijing time, so that the nightly refresh, at most six hours later, finds all.",
    default_status=dg.DefaultScheduleStatus.STOPPED,
)

daily = dg.ScheduleDefinition(
    name="daily_refresh",
    job=refresh,
    cron_schedule="30 3 * * *",
    execution_timezone="Asia/Shanghai",
    description="Each night at 3:30 Beijing time. A night without news publishes nothing.",
    default_status=dg.DefaultScheduleStatus.STOPPED,
)

season = dg.ScheduleDefinition(
    name="season_refresh",
    job=refresh,
    cron_schedule="30 9-18/3 * 1-4 *",
    execution_timezone="Asia/Shanghai",
    description="In the season of reports, January to April: also at 9:30, 12:30, 15:30 and 18:30 Beijing time. "
    "Departments report by 31 January, governments by 31 March.",
    default_status=dg.DefaultScheduleStatus.STOPPED,
)


@dg.sensor(
    name="landing_folder",
    job=refresh,
    minimum_interval_seconds=10,
    description=f"A refresh once nothing under landing has changed for {QUIET_SECONDS:.0f} seconds.",
    default_status=dg.DefaultSensorStatus.STOPPED,
)
def landing_folder(context: dg.SensorEvaluationContext) -> dg.SensorResult:
    """One run for a burst of files."""
    try:
        state = _state()
    except HomeError as error:
        return dg.SensorResult(skip_reason=str(error))
    cursor, starts = burst(json.loads(context.cursor) if context.cursor else {}, state, time.time())
    return dg.SensorResult(
        run_requests=[dg.RunRequest(run_key=f"{state}-{cursor['since']}")] if starts else [],
        skip_reason=None if starts else "Nothing new under landing, or not yet complete.",
        cursor=json.dumps(cursor),
    )


def burst(cursor: dict[str, Any], state: str, now: float) -> tuple[dict[str, Any], bool]:
    """The next cursor (the state last seen, since when, the state last run), and whether a run is to start now.

    `state` digests what lies under landing, `now` is in seconds. A run starts once for each state that stood still.
    """
    if state != cursor.get("seen"):
        cursor = {**cursor, "seen": state, "since": now}
    if state == cursor.get("ran") or now - cursor["since"] < QUIET_SECONDS:
        return cursor, False
    return {**cursor, "ran": state}, True


def _state() -> str:
    """A digest of what lies under landing: names, sizes, times."""
    digest = hashlib.sha256()
    for file in landed_files(home_from_environment(writable=False), []):
        digest.update(f"{file.relative}\0{file.size}\0{file.mtime_ns}\n".encode(errors="surrogateescape"))
    return digest.hexdigest()


@dg.run_failure_sensor(
    name="alerts",
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Tells of runs that ended before they could do so themselves (killed, out of memory). All others tell "
    "of themselves. Does nothing where no hook is set up (docs/operating.md).",
)
def alerts(context: dg.RunFailureSensorContext) -> None:
    """A run that died has its line written and is told like any other that failed."""
    home = home_from_environment(writable=False)  # that it cannot be written may be what the alert is about
    run = context.instance.get_run_by_id(context.dagster_run.run_id) or context.dagster_run
    failure = context.failure_event
    is_raised = error_of(failure) is not None  # of the home, before the first step
    reason = reason_of(failure) if is_raised else how_process_ended(context.instance, run.run_id)
    line = write_unfinished_run(context.instance, run, home, reason)
    if line:
        print(told_on_terminal(line), flush=True)
        context.instance.report_engine_event(sentence(line), run)  # below Dagster's own, which is long
        send(home, [line], context.instance, run)
