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
from orchestration.project import ProjectError
from warehouse.connect import look_into_warehouse
from warehouse.home import Home, HomeBusy, HomeError, package_version
from warehouse.journal import append_lines, cut_torn_line
from warehouse.reconciling import reconcile
from warehouse.retention import current_release

TRIGGER_TAG, RELEASE_TAG, EXTRACTOR_TAG = "gongkai/trigger", "gongkai/release", "gongkai/extractor"
RETRIES_TAG, RETRY_NUMBER_TAG = "dagster/max_retries", "dagster/retry_number"
_PARENT_TAG, _RETRY_STRATEGY_TAG = "dagster/parent_run_id", "dagster/retry_strategy"
_TOLD_TAG = ".dagster/gongkai_told"  # hidden in the UI; runs that are started again inherit tags, so it holds the run
RUNS = "gongkai.log"
_CHECKS_FAILED = "DagsterAssetCheckFailedError"
_STARTERS = {"dagster/schedule_name": "schedule", "dagster/sensor_name": "sensor", "dagster/backfill": "backfill"}


def trigger_of(tags: Mapping[str, str]) -> str:
    """Who started a run with these tags: command, retry, ui, or "schedule: NAME", "sensor: NAME", "backfill: ID"."""
    if RETRY_NUMBER_TAG in tags:
        return "retry"
    if _PARENT_TAG in tags:
        return "ui"
    if TRIGGER_TAG in tags:
        return tags[TRIGGER_TAG]
    return next((f"{kind}: {tags[tag]}" for tag, kind in _STARTERS.items() if tag in tags), "ui")


def tag_run(instance: dg.DagsterInstance, run: dg.DagsterRun) -> None:
    """Say of a run that begins who started it and which extraction it uses. A retry will begin at the beginning."""
    tags = {TRIGGER_TAG: trigger_of(run.tags), EXTRACTOR_TAG: EXTRACTOR_VERSION, _RETRY_STRATEGY_TAG: "ALL_STEPS"}
    instance.add_run_tags(run.run_id, tags)


def write_run(
    instance: dg.DagsterInstance, run_id: str, home: Home, release_before: str | None, *, is_interrupted: bool = False
) -> dict[str, Any] | None:
    """Add the line of a run whose steps are over, and tag the run with what it published; returns the line.

    `release_before` is the release that was current when it began. What cannot be told is null. A run that failed by
    what a person must see to is marked so that it is not tried again.
    """
    run = instance.get_run_by_id(run_id)
    if run is None:
        return None
    last = current_release(home)
    is_published = last is not None and last.release_id != release_before
    tags = {_TOLD_TAG: run_id}
    if last is not None and is_published:
        tags[RELEASE_TAG] = last.release_id
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
    if any(is_for_a_person(event) for event in failures):
        tags[RETRIES_TAG] = "0"
    instance.add_run_tags(run_id, tags)
    return write_line(
        home,
        RUNS,
        run_id=run_id,
        job=run.job_name,
        trigger=trigger_of(run.tags),
        outcome=outcome,
        will_retry=outcome == "failed" and _is_retried(run, tags),
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


def write_unfinished_run(
    instance: dg.DagsterInstance, run: dg.DagsterRun, home: Home, reason: str
) -> dict[str, Any] | None:
    """Add the line of a run that ended before it could say so itself, once; returns it, None where it has one."""
    if run.tags.get(_TOLD_TAG) == run.run_id:
        return None
    instance.add_run_tags(run.run_id, {_TOLD_TAG: run.run_id})
    last = current_release(home)
    return write_line(
        home,
        RUNS,
        run_id=run.run_id,
        job=run.job_name,
        trigger=trigger_of(run.tags),
        outcome="failed",
        will_retry=_is_retried(run, run.tags),
        failed={"run": neutral(reason)},
        release=last.release_id if last else None,
        documents=None,
        seconds={},
        extractor=EXTRACTOR_VERSION,
        version=package_version(),
    )


def is_for_a_person(failure: dg.DagsterEvent) -> bool:
    """Is the failure one that another try cannot mend: a home, a file, data, a rule that say what is wrong?"""
    data = failure.event_specific_data
    if data.user_failure_data is not None or data.error is None:
        return True
    error = data.error
    while error.cause is not None:
        error = error.cause
    return error.cls_name in _for_a_person()


def _for_a_person() -> set[str]:
    """Names of errors. A home in use is none of them: it may be free again."""
    names, kinds = {_CHECKS_FAILED, ProjectError.__name__}, [HomeError]
    while kinds:
        kind = kinds.pop()
        names.add(kind.__name__)
        kinds += kind.__subclasses__()
    return names - {HomeBusy.__name__}


def _is_retried(run: dg.DagsterRun, tags: Mapping[str, str]) -> bool:
    """Does Dagster's daemon try the run once more, as far as can be told? Those of the command line it does not."""
    return run.remote_job_origin is not None and RETRY_NUMBER_TAG not in run.tags and tags.get(RETRIES_TAG) != "0"


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


def write_line(home: Home, name: str, **values: Any) -> dict[str, Any]:
    """Add one line to this log of the home; the time (UTC) is put before the values. Returns the line."""
    home.logs.mkdir(exist_ok=True)
    path = home.logs / name
    cut_torn_line(path)
    line = {"ended_at": datetime.now(UTC).isoformat(timespec="seconds"), **values}
    append_lines(path, json.dumps(line, ensure_ascii=False).encode() + b"\n")
    return line


def documents(home: Home) -> dict[str, int | bool] | None:
    """How many documents are in, what became of them in the last build, and whether these add up; None without a build.

    They do not add up while a build has not caught up with what came in: after a run that failed.
    """
    try:
        with look_into_warehouse(home) as con:
            sums = reconcile(con, home)
    except (HomeError, duckdb.Error):
        return None
    return {"in": sums.documents, **sums.by_status, "is_reconciled": sums.is_reconciled}
