"""One refresh through Dagster in this process, and the processes of the UI: both on one Dagster instance in the home.

Belongs here: the instance, the run, what its end means for the exit code. Does not belong here: what a run does
(definitions.py). A run from the UI executes the same job with the same resources.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import dagster as dg
from rich.console import Console
from rich.table import Table
from rich.text import Text

from orchestration.alerting import tell
from orchestration.instance import folder_of, opened_instance
from orchestration.lasting import lasting
from orchestration.neutral import neutral, print_line
from orchestration.progress import Terminal, Unheard, listening, terminal
from orchestration.resources import bury_dead_runs, home_from_environment
from orchestration.run_log import (
    RETRIES_TAG,
    TRIGGER_TAG,
    Line,
    error_of,
    is_held_back,
    line_without_run,
    reason_of,
    write_unfinished_run,
)
from orchestration.run_output import new_log, printing_into
from warehouse import refusals
from warehouse.doctor import move_aside
from warehouse.held import held_folders
from warehouse.home import Home, demand_here, locked, package_version
from warehouse.journal import open_log
from warehouse.retention import current_release, release_folders

DONE, FAILED, HELD_BACK = 0, 1, 3
_INTERRUPTED = "DagsterExecutionInterruptedError"
RELEASE = dg.AssetKey(["published", "release"])


def run_refresh(accept_changes: bool, force: bool = False) -> int:
    """Run the job and say what came of it; returns the exit code. Raises HomeError.

    `force` builds and publishes although nothing changed.
    """
    home = home_from_environment()
    console = terminal(Unheard)
    known = {folder.name for folder in release_folders(home)}
    bars = Terminal(console)
    try:
        demand_here(home)  # the run asks again; but to say so need not take its start's seconds
        return _run(home, console, bars, known, accept_changes, force)
    except BaseException as error:
        published = _published(home, bars, known)
        if published is None:
            if isinstance(error, Exception) and bars.timings.keys() <= {"start"}:  # else the run has told of itself
                _alert(home, console, [line_without_run(home, refusals.told(error) or str(error))])
            raise
        print_line(console, f"Published {published}; what comes after it was cut off: {refusals.told(error) or error}")
        return DONE


def _published(home: Home, bars: Terminal, known: set[str]) -> str | None:
    """The release that this run made current, if it did: the swap is the last thing that counts."""
    name = home.current.readlink().name if home.current.is_symlink() else None
    return name if "publish" in bars.timings and name not in known else None


def _run(home: Home, console: Console, bars: Terminal, known: set[str], accept_changes: bool, force: bool) -> int:
    began = time.monotonic()
    log = new_log(home, "refresh")
    with bars, listening(bars), printing_into(log):
        bars.stage("start")
        from orchestration.extracting import prepare

        prepare()
        with lasting():
            from orchestration.definitions import defs

        with opened_instance(home, captures=False) as instance:
            result = defs.resolve_job_def("refresh").execute_in_process(
                instance=instance,
                raise_on_error=False,
                tags={TRIGGER_TAG: "command", RETRIES_TAG: "0", "gongkai/version": package_version()},
                run_config={
                    "resources": {"home": {"config": {"accept_changes": accept_changes, "force": force}}},
                },
            )
            run = instance.get_run_by_id(result.run_id)
            if not result.success and run is not None and not _is_stopped(result):
                line = write_unfinished_run(instance, run, home, reason_of(_failures(result)[0]))
                _alert(home, console, [line] if line else [])
    if not result.success:
        return _say_failure(console, home, result, log, _published(home, bars, known))
    release = current_release(home)
    seconds = time.monotonic() - began
    if release is None:
        print_line(console, f"Nothing to do: there is nothing under {home.landing} yet. Drop reports there.")
        return DONE
    if RELEASE not in {event.asset_key for event in result.all_events if event.is_step_materialization}:
        print_line(console, f"Nothing to do: {release.release_id} is up to date ({seconds:.1f} s).")
        return DONE
    stages = ", ".join(f"{name} {spent:.1f} s" for name, spent in bars.timings.items())
    print_line(console, f"Published {release.release_id}: {_summary(release.row_counts)}")
    print_line(console, f"  {home.current / 'marts.duckdb'}")
    print_line(console, f"  {seconds:.1f} s: {stages}")
    _show_expectations(console, release.manifest["expectations"]["results"], only_critical=False)
    return DONE


def _alert(home: Home, console: Console, lines: Sequence[Line]) -> None:
    for line in lines:
        for complaint in tell(home, line):
            print_line(console, complaint)


def rebuild_warehouse() -> int:
    """Set the warehouse aside, make it anew from raw/, publish it; returns the exit code. Raises HomeError."""
    home = home_from_environment()
    with locked(home):
        aside = move_aside(home)
    if aside is not None:
        print_line(terminal(Unheard), f"The warehouse now lies at {aside}; delete it once the new one is published.")
    return run_refresh(accept_changes=False, force=True)


def serve_ui(port: int, path_prefix: str = "") -> NoReturn:
    """Become the keeper of Dagster's webserver and daemon on 127.0.0.1, below the path `path_prefix` ("" for none)."""
    from orchestration.project import prepare_manifest

    home = home_from_environment()
    prepare_manifest()
    with opened_instance(home) as instance:
        _alert(home, terminal(), bury_dead_runs(instance, home))
    print_line(terminal(), f"Dagster: http://127.0.0.1:{port}{path_prefix} · home {home.root} · Ctrl-C ends it")
    sys.stdout.flush()
    command = [sys.executable, "-m", "orchestration.keeping"]
    command += [sys.executable, "-m", "dagster", "dev", "-m", "orchestration.definitions"]
    command += ["-h", "127.0.0.1", "-p", str(port), "--log-level", "warning"]
    own = {
        "DAGSTER_HOME": str(folder_of(home)),
        "DAGSTER_WEBSERVER_PATH_PREFIX": path_prefix,
        "PYTHONWARNINGS": "ignore:Function `dev_command`",  # the advice to use a tool for developers
    }
    os.execve(sys.executable, command, {**os.environ, **own})


def _say_failure(
    console: Console, home: Home, result: dg.ExecuteInProcessResult, log: Path, published: str | None
) -> int:
    failures = _failures(result)
    with open_log(log) as file:
        file.writelines(f"\n{error.to_string()}\n" for error in map(error_of, failures) if error is not None)
    if is_held_back(failures):
        kept = held_folders(home)[-1]
        release = current_release(home)
        stands = f"{release.release_id} stays current" if release else "nothing is published yet"
        print_line(console, f"Held back by data quality; {stands}. What failed:")
        verdict = json.loads((kept / "verdict.json").read_text(encoding="utf-8"))
        _show_expectations(console, verdict, only_critical=True)
        print_line(console, f"The candidate is kept in {kept}. --accept-changes waives volume, never correctness.")
        return HELD_BACK
    step = failures[0].step_key if failures[0].is_step_failure else "the run"
    is_stopped = _is_stopped(result)
    reason = "it was stopped" if is_stopped else reason_of(failures[0])
    if published is not None:
        print_line(console, f"Published {published}; what comes after it was cut off: {reason}")
        return DONE
    if is_stopped:
        print_line(console, f"Stopped at {step}, before publication; the next refresh goes on from here.")
        return FAILED
    print_line(console, f"Failed before publication, at {step}: {reason}")
    print_line(console, f"Details: {log}")
    return FAILED


def _failures(result: dg.ExecuteInProcessResult) -> list[dg.DagsterEvent]:
    """The steps that failed; where none did, what else ended the run."""
    steps = [event for event in result.all_events if event.is_step_failure]
    return steps or [event for event in result.all_events if event.is_failure]


def _is_stopped(result: dg.ExecuteInProcessResult) -> bool:
    errors = map(error_of, _failures(result))
    return any(error is not None and error.cls_name == _INTERRUPTED for error in errors)


def _show_expectations(console: Console, results: list[dict[str, Any]], *, only_critical: bool) -> None:
    for one in results:
        if one["is_passed"] or (only_critical and one["severity"] != "critical"):
            continue
        mark = "accepted" if one.get("is_accepted") else one["severity"]
        print_line(console, f"  {mark}: {one['statement']} [{one['name']} on {one['table']}]: {one['observed']}")
        if one["sample"]:
            table = Table(box=None, padding=(0, 2, 0, 4))
            for name in one["sample"][0]:
                table.add_column(name, overflow="fold")
            for row in one["sample"]:
                table.add_row(*(Text(neutral(value)) for value in row.values()))
            console.print(table)


def _summary(rows: Mapping[str, int]) -> str:
    facts = sum(count for name, count in rows.items() if name.startswith("fct_"))
    counted = {"report": rows.get("dim_report", 0), "fact": facts, "finding": rows.get("findings", 0)}
    return ", ".join(f"{count:,} {noun}{'' if count == 1 else 's'}" for noun, count in counted.items())
