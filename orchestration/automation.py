"""What starts a refresh: a person (the job), the clock (the schedule), a dropped file (the sensor).

Belongs here: jobs, schedules, sensors. Does not belong here: what a refresh does. Schedule and sensor are off until
somebody turns them on in the UI.
"""

import hashlib
import json
import time
from typing import Any

import dagster as dg

from orchestration.resources import home_from_environment
from warehouse.home import HomeError
from warehouse.landing import landed_files

QUIET_SECONDS = 20.0
"""Files are complete, and a burst is over, when nothing under landing changed for so long."""

refresh = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all() - dg.AssetSelection.groups("collected"),
    description="Landing → raw → staging → marts → checks → published: what `gongkai refresh` does.",
)

collect = dg.define_asset_job(
    "collect",
    selection=dg.AssetSelection.groups("collected"),
    description="HOME/sources.csv → archived pages: what `gongkai collect` does. The next refresh reads them.",
)

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
