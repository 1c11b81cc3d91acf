"""Killed at any named place, collecting is simply started again: nothing is lost, and nothing is told twice."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
from pathlib import Path

import pytest
from collecting_runs import PAGE, manners, run
from misbehaving import Clock, Server, answering, conditional, resetting

from warehouse.captures import captures, captures_digest
from warehouse.collect import collect
from warehouse.doctor import examine
from warehouse.faults import POINTS
from warehouse.home import Home, locked, open_home
from warehouse.ledger import ledger_rows

PLACES = [
    *(point for point in POINTS if point.startswith("collect.")),
    "ingest.temporary_written", "ingest.document_renamed", "ingest.batch_synced", "ingest.half_a_ledger_line",
    "ingest.ledger_appended",
]  # fmt: skip
PATHS = ("/a", "/b", "/lost", "/broken")
SPAWN = multiprocessing.get_context("forkserver")


def collect_and_die(root: Path, place: str, signal_name: str) -> None:
    os.environ["GONGKAI_FAULT_AT"], os.environ["GONGKAI_FAULT_SIGNAL"] = place, signal_name
    home = open_home(root)
    with locked(home):
        collect(home, manners(tries=1), Clock())


def behave(site: Server) -> None:
    """Two pages that know their tags, one that vanished, one whose connection breaks."""
    for path in ("/a", "/b"):
        site.behaviours[path] = conditional(PAGE + path.encode(), f'"{path}"')
    site.behaviours["/lost"] = answering(b"", 404)
    site.behaviours["/broken"] = resetting


def known(home: Home) -> set[tuple[str, str, str | None]]:
    """What the journal tells of each address, however often it was asked; a page not modified was fetched before."""
    return {
        (one.address, "fetched" if one.outcome == "not_modified" else one.outcome, one.document_id)
        for one in captures(home)
    }


@pytest.mark.parametrize("place", PLACES)
def test_collecting_after_a_kill_knows_what_an_undisturbed_run_knows(place: str, tmp_path: Path, site: Server) -> None:
    behave(site)
    undisturbed, home = open_home(tmp_path / "undisturbed"), open_home(tmp_path / "home")
    run(undisturbed, site, *PATHS, tries=1)
    shutil.copy(undisturbed.sources, home.sources)
    process = SPAWN.Process(target=collect_and_die, args=(home.root, place, "SIGKILL"))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL, f"{place} was not reached"
    with locked(home):
        run(home, site, *PATHS, tries=1)
    assert known(home) == known(undisturbed)
    assert captures_digest(home) == captures_digest(undisturbed)
    assert [(row.name, row.document_id) for row in ledger_rows(home)] == [
        (row.name, row.document_id) for row in ledger_rows(undisturbed)
    ]
    assert [one for one in examine(home) if "free" not in one.what] == []
