"""Dagster's own records in the home: where they lie, how they are written, runs that ended without a word.

Belongs here: the instance. Does not belong here: what runs. HOME/dagster can be deleted when nothing runs: it holds the
history that the UI shows, and nothing that a release depends on.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import dagster as dg
from dagster._core.instance.ref import InstanceRef
from sqlalchemy import event
from sqlalchemy.engine import Engine

from warehouse.home import Home

PROCESS_TAG = ".dagster/gongkai_process"  # hidden in the UI
GONE = "Its process ended without a word; the next refresh makes up for it."
KEEP_RUNS = 100
FORGOTTEN_AT_ONCE = 20
"""So that a history grown long over years does not delay one refresh."""
_ENDED = [dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]

_SETTINGS = """\
# Written by gongkai at each start. Nothing leaves this machine.
telemetry:
  enabled: false
nux:
  enabled: false
# A run that failed of itself is tried once more; one that a person must see to is not (run_log.py says which).
run_retries:
  enabled: true
  max_retries: 1
# What a terminal is told of a run is one line of ours (resources.py); the UI shows each event all the same.
python_logs:
  python_log_level: INFO
# Years are read anew one after the other, however many a backfill asks for.
concurrency:
  runs:
    tag_concurrency_limits:
      - key: gongkai/rereads
        limit: 1
retention:
  schedule:
    purge_after_days: 90
  sensor:
    purge_after_days: {skipped: 1, started: 7, failure: 30, success: 90}
"""
_NO_CAPTURE = {
    "compute_logs": {
        "module": "dagster._core.storage.noop_compute_log_manager",
        "class": "NoOpComputeLogManager",
        "config": {},
    }
}


def folder_of(home: Home) -> Path:
    """Dagster's folder in the home, with its settings in place."""
    folder = home.root / "dagster"
    folder.mkdir(exist_ok=True)
    settings = folder / "dagster.yaml"
    if not settings.exists() or settings.read_text(encoding="utf-8") != _SETTINGS:
        settings.write_text(_SETTINGS, encoding="utf-8")
    return folder


@contextmanager
def opened_instance(home: Home, *, captures: bool = True) -> Iterator[dg.DagsterInstance]:
    """The instance of the home. Without `captures` the output of steps goes where this process writes."""
    overrides: Mapping[str, Any] = {} if captures else _NO_CAPTURE
    folder = folder_of(home)
    reference = InstanceRef.from_dir(str(folder), overrides=overrides)
    with brisk_records(folder), dg.DagsterInstance.from_ref(reference) as instance:
        yield instance


@contextmanager
def brisk_records(folder: Path) -> Iterator[None]:
    """Write Dagster's SQLite files without flushing the disk at each of a run's 1,500 commits, which takes 20 seconds.

    They are in WAL mode: a power cut can take the last lines of a run's history, never the files' soundness.
    """
    kept: dict[str, sqlite3.Connection] = {}

    def on_connect(connection: Any, _: Any) -> None:
        if not isinstance(connection, sqlite3.Connection):
            return
        path = connection.execute("pragma database_list").fetchone()[2]
        if not path.startswith(str(folder)):
            return
        connection.execute("pragma synchronous = normal")
        if path not in kept:
            # SQLite flushes when the last connection closes, and Dagster closes after each statement: hold one open.
            kept[path] = sqlite3.connect(path, check_same_thread=False)
            # Before its first line a file is in no WAL mode yet, and what was held open then would hold nothing.
            with suppress(sqlite3.OperationalError):  # another process has it open: it will see to that
                kept[path].execute("pragma journal_mode = wal")
            kept[path].execute("select count(*) from sqlite_master").fetchone()

    event.listen(Engine, "connect", on_connect)
    try:
        yield
    finally:
        event.remove(Engine, "connect", on_connect)
        for connection in kept.values():
            connection.close()


def name_process(instance: dg.DagsterInstance, run_id: str) -> None:
    """Write down which process executes the run."""
    instance.add_run_tags(run_id, {PROCESS_TAG: _process_name(os.getpid())})


def fail_dead_runs(instance: dg.DagsterInstance) -> list[dg.DagsterRun]:
    """Runs whose process is gone (killed, power cut) are marked as failed, lest they seem to run for ever; these."""
    dead = []
    running = dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING])
    for run in instance.get_runs(running):
        name = run.tags.get(PROCESS_TAG)
        if name and name != _process_name(int(name.partition(":")[0])):
            instance.report_run_failed(run, GONE)
            dead.append(run)
    return dead


def forget_old_runs(instance: dg.DagsterInstance, home: Home) -> int:
    """Delete the oldest ended runs beyond the last KEEP_RUNS, 1.5 MB each; returns how many.

    A run that made or checked what stands now is kept however old: nights without news would leave the UI blank.
    """
    ended = instance.get_run_ids(dg.RunsFilter(statuses=_ENDED))
    if len(ended) <= KEEP_RUNS:
        return 0
    standing = {
        record.asset_entry.last_materialization_record.run_id
        for record in instance.get_asset_records()
        if record.asset_entry.last_materialization_record
    }
    old = [run_id for run_id in ended[KEEP_RUNS:] if run_id not in standing][-FORGOTTEN_AT_ONCE:]
    for run_id in old:
        instance.delete_run(run_id)
    _delete_leftovers(home.root / "dagster", old)
    return len(old)


def _delete_leftovers(folder: Path, run_ids: Sequence[str]) -> None:
    """What Dagster leaves of a deleted run: its own file of events, its output, its checks' results."""
    runs = folder / "history" / "runs"
    for run_id in run_ids:
        for path in runs.glob(f"{run_id}.db*"):
            path.unlink(missing_ok=True)
        shutil.rmtree(folder / "storage" / run_id, ignore_errors=True)
    if (runs / "index.db").exists():
        with closing(sqlite3.connect(runs / "index.db", timeout=60)) as index, index:
            index.executemany("delete from asset_check_executions where run_id = ?", [(one,) for one in run_ids])


def _process_name(pid: int) -> str:
    """Names a process beyond the reuse of its number: number, boot, start in ticks. Only the number if it is gone."""
    try:
        started = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[19]
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return str(pid)
    return f"{pid}:{boot}:{started}"
