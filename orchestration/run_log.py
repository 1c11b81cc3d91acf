"""HOME/logs/gongkai.log: one line of JSON for each run, however it was started and however it ended.

Belongs here: what the line says, the tags that the UI shows of the same. Does not belong here: what a run prints
(running.py), Dagster's own history (instance.py).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import dagster as dg
import duckdb
from dagster._core.execution.stats import StepEventStatus
from dagster_shared.error import SerializableErrorInfo

from extraction.facts import EXTRACTOR_VERSION
from orchestration.instance import GONE
from orchestration.neutral import neutral
from orchestration.project import ProjectError
from warehouse import refusals
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
RUN = "run"
"""What failed where no step did, among the names of steps."""
MATERIALIZE, _IMPLICIT_JOB = "materialize", "__ASSET_JOB"
"""What a run is called that a Materialize button started, and what Dagster calls it."""

Line = dict[str, Any]
_COUNTED = {
    "in": "documents",
    "report": "reports",
    "superseded": "superseded",
    "duplicate": "duplicates",
    "rejected": "rejected",
}
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


def job_name(run: dg.DagsterRun) -> str:
    """What the run is called: its job, or what the button says that makes runs without one."""
    return MATERIALIZE if run.job_name.startswith(_IMPLICIT_JOB) else run.job_name


def tag_run(instance: dg.DagsterInstance, run: dg.DagsterRun) -> None:
    """Say of a run that begins who started it and which extraction it uses. A retry will begin at the beginning."""
    tags = {TRIGGER_TAG: trigger_of(run.tags), EXTRACTOR_TAG: EXTRACTOR_VERSION, _RETRY_STRATEGY_TAG: "ALL_STEPS"}
    instance.add_run_tags(run.run_id, tags)


def write_run(
    instance: dg.DagsterInstance,
    run: dg.DagsterRun,
    home: Home,
    release_before: str | None,
    *,
    is_interrupted: bool = False,
    error: BaseException | None = None,
) -> tuple[Line, str | None]:
    """Add the line of a run whose steps are over, and tag the run with what it published.

    `release_before` is the release that was current when it began, `error` what goes through Dagster itself, which no
    step failed by: its records cannot be written. What cannot be told is null. A run that failed by
    what a person must see to is marked so that it is not tried again. Returns the line, and why it could not be written
    where the machine refused that: people are told of a full disk all the same.
    """
    refused = []
    try:
        tags, line = _of_ended_run(instance, run, home, release_before, is_interrupted)
        if line["outcome"] in ("done", "nothing_to_do") and isinstance(error, Exception):
            tags, line = _of_lost_run(run, home, release_before, refusals.told(error) or str(error))
    except Exception as refusal:
        refused.append(_refusal(refusal))
        tags, line = _of_lost_run(run, home, release_before, str(refusals.told(refusal)))
    refused += _keep(instance, home, line, tags)
    return line, next(iter(refused), None)


def _of_ended_run(
    instance: dg.DagsterInstance, run: dg.DagsterRun, home: Home, release_before: str | None, is_interrupted: bool
) -> tuple[dict[str, str], Line]:
    """The tags and the line of a run by its history."""
    last = current_release(home)
    is_published = last is not None and last.release_id != release_before
    tags = {_TOLD_TAG: run.run_id}
    if last is not None and is_published:
        tags[RELEASE_TAG] = last.release_id
    entries = instance.all_logs(run.run_id, of_type=dg.DagsterEventType.STEP_FAILURE)
    failures = [entry.dagster_event for entry in entries if entry.dagster_event]
    steps = instance.get_run_step_stats(run.run_id)
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
    return tags, _line(
        run,
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
    )


def _of_lost_run(
    run: dg.DagsterRun, home: Home, release_before: str | None, reason: str
) -> tuple[dict[str, str], Line]:
    """The same of a run whose history cannot be read or was never written: a full disk, mostly."""
    last = current_release(home)
    is_published = last is not None and last.release_id != release_before
    return {_TOLD_TAG: run.run_id, RETRIES_TAG: "0"}, _line(
        run,
        outcome="published" if is_published else "failed",
        failed={} if is_published else {RUN: neutral(reason)},
        release=last.release_id if last else None,
    )


def write_unfinished_run(instance: dg.DagsterInstance, run: dg.DagsterRun, home: Home, reason: str) -> Line | None:
    """Add the line of a run that ended before it could say so itself, once; returns it, None where it has one."""
    if run.tags.get(_TOLD_TAG) == run.run_id:
        return None
    last = current_release(home)
    line = _line(
        run,
        outcome="failed",
        will_retry=_is_retried(run, run.tags),
        failed={RUN: neutral(reason)},
        release=last.release_id if last else None,
    )
    _keep(instance, home, line, {_TOLD_TAG: run.run_id})
    return line


def line_without_run(home: Home, reason: str) -> Line:
    """The line of a command that failed before there was a run. It is told, but not written: the home may be the
    fault."""
    last = current_release(home)
    return {
        "ended_at": _now(),
        "run_id": None,
        "job": "refresh",
        "trigger": "command",
        "outcome": "failed",
        "failed": {"start": neutral(reason)},
        "release": last.release_id if last else None,
    }


def sentence(line: Line) -> str:
    """A run's line for people: how it ended."""
    release, outcome = line["release"], line["outcome"]
    if outcome == "published":
        counts = line["documents"] or {}
        words = [f"{counts[name]:,} {word}" for name, word in _COUNTED.items() if counts.get(name)]
        return f"published {release}: {', '.join(words)}; {sum(line['seconds'].values()):.1f} s"
    if outcome in ("failed", "held_back"):
        how = "held back by data quality" if outcome == "held_back" else "failed"
        reasons = [reason if step == RUN else f"at {step}: {reason}" for step, reason in line["failed"].items()]
        told = "; ".join(reasons).rstrip(".") or "no reason is known"
        stands = f"{release} stays current" if release else "nothing is published yet"
        again = " It is tried once more." if line.get("will_retry") else ""
        return neutral(f"{how}{' ' if told.startswith('at ') else ': '}{told}. {stands}.{again}")
    if outcome == "nothing_to_do":
        return f"nothing to do: {release} is up to date" if release else "nothing to do: nothing has landed yet"
    if outcome == "done":
        return f"done; {sum(line['seconds'].values()):.1f} s"
    return "stopped; the next refresh goes on from here"


def told_on_terminal(line: Line) -> str:
    """The same with when, what and who: one line for the terminal of `gongkai ui`."""
    return f"{line['ended_at']} {line['job']} ({line['trigger']}): {sentence(line)}"


def _line(run: dg.DagsterRun, **values: Any) -> Line:
    """A run's line, stamped with the time (UTC); `values` override what stands for "cannot be told"."""
    return {
        "ended_at": _now(),
        "run_id": run.run_id,
        "job": job_name(run),
        "trigger": trigger_of(run.tags),
        "outcome": None,
        "will_retry": False,
        "failed": {},
        "release": None,
        "documents": None,
        "seconds": {},
        **values,
        "extractor": EXTRACTOR_VERSION,
        "version": package_version(),
    }


def _keep(instance: dg.DagsterInstance, home: Home, line: Line, tags: Mapping[str, str]) -> list[str]:
    """Write the line and tag its run; what the machine refused of it."""
    refused = []
    writes: tuple[Callable[[], None], ...] = (
        lambda: _append(home, RUNS, line),
        lambda: instance.add_run_tags(line["run_id"], tags),
    )
    for write in writes:
        try:
            write()
        except Exception as error:
            refused.append(_refusal(error))
    return refused


def _refusal(error: Exception) -> str:
    """What the machine refused. Raises the error where it refused nothing: that is a mistake of ours."""
    refused = refusals.named(error)
    if refused is None:
        raise error
    return refused


def is_for_a_person(failure: dg.DagsterEvent) -> bool:
    """Is the failure one that another try cannot mend: a home, a file, data, a rule that say what is wrong?"""
    error = error_of(failure)
    if _told_by_us(failure) is not None or error is None:
        return True
    return _innermost(error).cls_name in _for_a_person()


def how_process_ended(instance: dg.DagsterInstance, run_id: str) -> str:
    """What Dagster saw of the end of a run's process, as a sentence; GONE where it saw nothing."""
    for entry in reversed(instance.all_logs(run_id, of_type=dg.DagsterEventType.ENGINE_EVENT)):
        found = re.search(r"Run execution process for \S+ (?P<end>[^.]+)\.", entry.message)
        if found:
            cause = ", by somebody or for want of memory" if "SIGKILL" in found["end"] else ""
            return f"Its process {found['end']}{cause}."
    return GONE


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
    error = error_of(failures[0])
    return error is not None and error.cls_name == _CHECKS_FAILED


def reason_of(failure: dg.DagsterEvent) -> str:
    """The innermost cause of a failed step or run in one line, without the name of its class; Dagster's own words
    where nothing was raised."""
    told = _told_by_us(failure)
    if told:
        return neutral(told)
    error = error_of(failure)
    if error is None:
        return neutral(failure.message or failure.event_type_value)
    error = _innermost(error)
    lines = [line for line in error.message.strip().splitlines() if line]
    if error.cls_name == _CHECKS_FAILED:
        lines = [" ".join(lines)]  # which checks, each in a line of its own
    return neutral(lines[0].partition(": ")[2] or lines[0]) if lines else error.cls_name or failure.event_type_value


def error_of(failure: dg.DagsterEvent) -> SerializableErrorInfo | None:
    """What was raised, as Dagster keeps it, where a step or a run failed or was stopped; None where nothing was."""
    error = getattr(failure.event_specific_data, "error", None)  # each kind of event has data of its own
    return error if isinstance(error, SerializableErrorInfo) else None


def _told_by_us(failure: dg.DagsterEvent) -> str | None:
    """What the step's own dg.Failure says ("" without words); None where something else was raised."""
    told = failure.step_failure_data.user_failure_data if failure.is_step_failure else None
    return None if told is None else told.description or ""


def _innermost(error: SerializableErrorInfo) -> SerializableErrorInfo:
    while error.cause is not None:
        error = error.cause
    return error


def write_line(home: Home, name: str, **values: Any) -> None:
    """Add one line to this log of the home; the time (UTC) is put before the values."""
    _append(home, name, {"ended_at": _now(), **values})


def _append(home: Home, name: str, line: Line) -> None:
    home.logs.mkdir(exist_ok=True)
    path = home.logs / name
    cut_torn_line(path)
    append_lines(path, json.dumps(line, ensure_ascii=False).encode() + b"\n")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


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
