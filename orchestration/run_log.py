"""HOME/logs/gongkai.log: one line of JSON for each run, however it was started and however it ended.

Belongs here: what the line says, the tags that the UI shows of the same. Does not belong here: what a run prints
(running.py), Dagster's own history (instance.py).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import dagster as dg
import duckdb
from dagster._core.execution.stats import StepEventStatus

from extraction.facts import EXTRACTOR_VERSION
from orchestration.neutral import neutral
from warehouse.connect import look_into_warehouse
from warehouse.home import Home, HomeError, package_version
from warehouse.journal import append_lines, cut_torn_line
from warehouse.retention import current_release

TRIGGER_TAG, RELEASE_TAG, EXTRACTOR_TAG = "gongkai/trigger", "gongkai/release", "gongkai/extractor"
STATUSES = ("report", "superseded", "duplicate", "rejected")
_CHECKS_FAILED = "DagsterAssetCheckFailedError"
_STARTERS = {"dagster/schedule_name": "schedule", "dagster/sensor_name": "sensor", "dagster/backfill": "backfill"}


def trigger_of(tags: Mapping[str, str]) -> str:
    """Who started a run with these tags: "command", "schedule: NAME", "sensor: NAME", "backfill: ID" or "ui"."""
    if TRIGGER_TAG in tags:
        return tags[TRIGGER_TAG]
    return next((f"{kind}: {tags[tag]}" for tag, kind in _STARTERS.items() if tag in tags), "ui")


def write_run(
    instance: dg.DagsterInstance, run_id: str, home: Home, release_before: str | None, *, is_interrupted: bool = False
) -> None:
    """Add the line of a run whose steps are over, and tag the run with what it published.

    `release_before` is the release that was current when it began. What cannot be told is null.
    """
    run = instance.get_run_by_id(run_id)
    if run is None:
        return
    last = current_release(home)
    is_published = last is not None and last.release_id != release_before
    tags = {TRIGGER_TAG: trigger_of(run.tags), EXTRACTOR_TAG: EXTRACTOR_VERSION}
    if last is not None and is_published:
        tags[RELEASE_TAG] = last.release_id
    instance.add_run_tags(run_id, tags)
    entries = instance.all_logs(run_id, of_type=dg.DagsterEventType.STEP_FAILURE)
    failures = [entry.dagster_event for entry in entries if entry.dagster_event]
    steps = instance.get_run_step_stats(run_id)
    if failures:
        outcome = "held_back" if is_held_back(failures) else "failed"
    elif is_interrupted:
        outcome = "interrupted"
    elif is_published:
        outcome = "published"
    else:
        outcome = "nothing_to_do" if any(step.status is StepEventStatus.SKIPPED for step in steps) else "done"
    write_line(
        home,
        run_id=run_id,
        job=run.job_name,
        trigger=tags[TRIGGER_TAG],
        outcome=outcome,
        failed={event.step_key: reason_of(event) for event in failures},
        release=last.release_id if last else None,
        documents=documents(home),
        seconds={
            step.step_key: round(step.end_time - step.start_time, 2)
            for step in sorted(steps, key=lambda step: step.start_time or 0.0)
            if step.start_time and step.end_time
        },
        extractor=EXTRACTOR_VERSION,
        version=package_version(),
    )


def is_held_back(failures: Sequence[dg.DagsterEvent]) -> bool:
    """Did the expectations, and nothing else, end the run?"""
    if [event.step_key for event in failures] != ["expectations"]:
        return False
    return bool(failures[0].event_specific_data.error.cls_name == _CHECKS_FAILED)


def reason_of(failure: dg.DagsterEvent) -> str:
    """The innermost cause of a failed step in one line, without the name of its class."""
    told = getattr(failure.event_specific_data, "user_failure_data", None)
    if told is not None and told.description:
        return neutral(told.description)
    error = failure.event_specific_data.error
    while error.cause is not None:
        error = error.cause
    lines = [line for line in error.message.strip().splitlines() if line]
    if error.cls_name == _CHECKS_FAILED:
        lines = [" ".join(lines)]  # which checks, each in a line of its own
    return neutral(lines[0].partition(": ")[2] or lines[0]) if lines else error.cls_name


def write_line(home: Home, **values: Any) -> None:
    """Add one line; the time (UTC) is put before the values."""
    home.logs.mkdir(exist_ok=True)
    path = home.logs / "gongkai.log"
    cut_torn_line(path)
    line = {"ended_at": datetime.now(UTC).isoformat(timespec="seconds"), **values}
    append_lines(path, json.dumps(line, ensure_ascii=False).encode() + b"\n")


def documents(home: Home) -> dict[str, int | bool] | None:
    """How many documents are in, what became of them in the last build, and whether these add up; None without a build.

    They do not add up while a build has not caught up with what came in: after a run that failed.
    """
    try:
        with look_into_warehouse(home) as con:
            found = con.execute("select count(*) from raw.documents").fetchone()
            counts = dict(con.execute("select status, count(*) from marts.dim_document group by 1").fetchall())
    except (HomeError, duckdb.Error):
        return None
    seen = found[0] if found else 0
    by_status = {status: counts.get(status, 0) for status in STATUSES}
    return {"in": seen, **by_status, "is_reconciled": seen == sum(by_status.values()) == sum(counts.values())}
