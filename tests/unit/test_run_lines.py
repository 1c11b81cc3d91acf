"""A run's line: what it says to people, and that it comes to be whatever the machine refuses."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

import dagster as dg
import pytest

from orchestration import run_log
from orchestration.instance import GONE
from orchestration.resources import HomeResource
from orchestration.run_log import how_process_ended, sentence, told_on_terminal, write_run, write_unfinished_run
from warehouse.home import Home

LINE: dict[str, Any] = {
    "ended_at": "2026-04-01T03:31:00+00:00", "job": "refresh", "trigger": "schedule: daily_refresh",
    "outcome": "published", "will_retry": False, "failed": {}, "release": "000003-20260401T000000Z",
    "documents": {"in": 1234, "report": 1200, "superseded": 0, "duplicate": 4, "rejected": 30, "is_reconciled": True},
    "seconds": {"ingest": 1.25, "dbt": 20.0},
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "published 000003-20260401T000000Z: 1,234 documents, 1,200 reports, 4 duplicates, 30 rejected; 21.2 s"),
        ({"outcome": "nothing_to_do"}, "nothing to do: 000003-20260401T000000Z is up to date"),
        ({"outcome": "nothing_to_do", "release": None}, "nothing to do: nothing has landed yet"),
        ({"outcome": "done", "documents": None}, "done; 21.2 s"),
        ({"outcome": "interrupted"}, "stopped; the next refresh goes on from here"),
        (
            {"outcome": "failed", "failed": {"ingest": "No such file."}, "will_retry": True},
            "failed at ingest: No such file. 000003-20260401T000000Z stays current. It is tried once more.",
        ),
        (
            {"outcome": "failed", "failed": {"run": "It is gone."}, "release": None},
            "failed: It is gone. nothing is published yet.",
        ),
        (
            {"outcome": "held_back", "failed": {"expectations": "applications_in_range"}},
            "held back by data quality at expectations: applications_in_range. 000003-20260401T000000Z stays current.",
        ),
    ],
)
def test_a_line_is_a_sentence_for_people(changes: dict[str, Any], words: str) -> None:
    assert sentence(LINE | changes) == words
    assert told_on_terminal(LINE | changes) == f"2026-04-01T03:31:00+00:00 refresh (schedule: daily_refresh): {words}"


@dg.job
def nothing() -> None:
    """A job without steps."""


@dg.op
def stumble() -> None:
    raise ValueError("an error of ours")


@dg.job
def stumbling() -> None:
    stumble()


def run_of(job: dg.JobDefinition, instance: dg.DagsterInstance) -> dg.DagsterRun:
    return job.execute_in_process(instance=instance, raise_on_error=False).dagster_run


def full(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


def full_records(*_: object, **__: object) -> None:
    raise sqlite3.OperationalError("database or disk is full")


def test_a_log_that_cannot_be_written_leaves_a_line_to_tell(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        run = run_of(stumbling, instance)
        monkeypatch.setattr(run_log, "append_lines", full)
        line, refused = write_run(instance, run, home, None)
        assert line["failed"] == {"stumble": "an error of ours"}
        assert refused == "The disk is full (No space left on device)"
        assert write_unfinished_run(instance, run_of(nothing, instance), home, "It is gone.") is not None


def test_a_run_whose_history_is_refused_by_a_full_disk_is_told_as_that(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        run = run_of(nothing, instance)
        monkeypatch.setattr(instance, "get_run_step_stats", full_records)
        monkeypatch.setattr(instance, "add_run_tags", full_records)
        line, refused = write_run(instance, run, home, None)
    assert (line["outcome"], line["will_retry"], line["run_id"]) == ("failed", False, run.run_id)
    assert "The disk is full" in line["failed"]["run"] and "free space" in line["failed"]["run"]
    assert refused == "The disk is full (database or disk is full)"


def test_a_run_that_breaks_off_by_records_on_a_full_disk_is_not_taken_for_done(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGKAI_HOME", str(home.root))

    @dg.op(required_resource_keys={"home"})
    def fill() -> None:
        monkeypatch.setattr(dg.DagsterInstance, "handle_new_event", full_records)

    @dg.job(resource_defs={"home": HomeResource()})
    def filling() -> None:
        fill()

    with dg.DagsterInstance.ephemeral() as instance, pytest.raises(sqlite3.OperationalError):
        filling.execute_in_process(instance=instance)
    (line,) = map(json.loads, (home.logs / "gongkai.log").read_text(encoding="utf-8").splitlines())
    assert (line["job"], line["outcome"]) == ("filling", "failed")
    assert "The disk is full" in line["failed"]["run"]


def test_a_mistake_of_ours_is_no_refusal(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def mistaken(*_: object) -> None:
        raise KeyError("ours")

    with dg.DagsterInstance.ephemeral() as instance:
        run = run_of(nothing, instance)
        monkeypatch.setattr(run_log, "append_lines", mistaken)
        with pytest.raises(KeyError):
            write_run(instance, run, home, None)


def test_the_end_of_a_process_is_told_as_it_was_seen() -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        run = run_of(nothing, instance)
        assert how_process_ended(instance, run.run_id) == GONE
        instance.report_engine_event(
            f"[DagsterApiServer] Run execution process for {run.run_id} was terminated by signal 9 (SIGKILL). This "
            "usually indicates that the process was killed by the operating system due to running out of memory.",
            run,
        )
        told = how_process_ended(instance, run.run_id)
    assert told == "Its process was terminated by signal 9 (SIGKILL), by somebody or for want of memory."
