"""Dagster's records in a home: they are kept for a while, and no longer."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import dagster as dg
import pytest

from orchestration import instance as records
from warehouse.home import Home


@dg.asset(check_specs=[dg.AssetCheckSpec("is_well", asset="made")])
def made() -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    yield dg.MaterializeResult(check_results=[dg.AssetCheckResult(passed=True, check_name="is_well")])


@dg.asset
def other() -> None:
    """Another asset, whose runs leave `made` as it was."""


def run(instance: dg.DagsterInstance, asset: dg.AssetsDefinition) -> str:
    return dg.materialize([asset], instance=instance).run_id


def files_of(home: Home, run_id: str) -> list[Path]:
    return [path for path in (home.root / "dagster").rglob("*") if run_id in path.name]


def test_only_the_last_runs_are_remembered_and_those_that_made_what_stands(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "KEEP_RUNS", 2)
    with records.opened_instance(home) as instance:
        first, standing, idle, newest = (run(instance, one) for one in (made, made, other, other))
        assert records.forget_old_runs(instance, home) == 1
        assert set(instance.get_run_ids()) == {standing, idle, newest}
        assert (files_of(home, first), files_of(home, standing) == []) == ([], False)
        with closing(sqlite3.connect(home.root / "dagster" / "history" / "runs" / "index.db")) as index:
            for table in ("event_logs", "asset_check_executions"):
                left = {run_id for (run_id,) in index.execute(f"select distinct run_id from {table}")}
                assert standing in left and first not in left
        event = instance.get_latest_materialization_event(dg.AssetKey("made"))
        assert event is not None and event.run_id == standing
        assert records.forget_old_runs(instance, home) == 0


def test_a_long_history_is_forgotten_over_several_refreshes_the_oldest_first(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "KEEP_RUNS", 1)
    monkeypatch.setattr(records, "FORGOTTEN_AT_ONCE", 1)
    with records.opened_instance(home) as instance:
        runs = [run(instance, other) for _ in range(3)]
        assert records.forget_old_runs(instance, home) == 1
        assert set(instance.get_run_ids()) == set(runs[1:])
        assert records.forget_old_runs(instance, home) == 1
        assert set(instance.get_run_ids()) == set(runs[2:])


def test_the_records_of_a_run_are_held_open_from_their_first_line(home: Home) -> None:
    with records.opened_instance(home) as instance:
        newest = run(instance, made)
        history = home.root / "dagster" / "history"
        for path in (history / "runs.db", history / "runs" / "index.db", history / "runs" / f"{newest}.db"):
            # SQLite deletes its log of changes, and flushes the disk, when nobody has the file open any more.
            assert path.with_name(f"{path.name}-wal").exists(), path
