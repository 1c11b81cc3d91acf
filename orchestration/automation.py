"""What starts a refresh: a person (the job), the clock (the schedule), a dropped file (the sensor).

Belongs here: jobs, schedules, sensors. Does not belong here: what a refresh does. Schedule and sensor are off until
somebody turns them on in the UI.
"""

import hashlib
import json
import time

import dagster as dg

from orchestration.resources import home_from_environment
from warehouse.home import HomeError
from warehouse.landing import landed_files

QUIET_SECONDS = 20.0
"""Files are complete, and a burst is over, when nothing under landing changed for so long."""

refresh = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all(),
    description="Landing → raw → staging → marts → checks → published: what `gongkai refresh` does.",
    tags={"gongkai/job": "refresh"},
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
    """One run for a burst of files: the cursor remembers the state of landing last seen, since when, and last run."""
    try:
        state = _state()
    except HomeError as error:
        return dg.SensorResult(skip_reason=str(error))
    now = time.time()
    cursor = json.loads(context.cursor) if context.cursor else {}
    if state == cursor.get("ran"):
        return dg.SensorResult(skip_reason="Nothing new under landing.")
    if state != cursor.get("seen"):
        cursor |= {"seen": state, "since": now}
    if now - cursor["since"] < QUIET_SECONDS:
        return dg.SensorResult(
            skip_reason="Something under landing is changing; waiting until it is complete.", cursor=json.dumps(cursor)
        )
    cursor["ran"] = state
    return dg.SensorResult(run_requests=[dg.RunRequest(run_key=state)], cursor=json.dumps(cursor))


def _state() -> str:
    """A digest of what lies under landing: names, sizes, times."""
    digest = hashlib.sha256()
    for file in landed_files(home_from_environment(), []):
        digest.update(f"{file.relative}\0{file.size}\0{file.mtime_ns}\n".encode(errors="surrogateescape"))
    return digest.hexdigest()
