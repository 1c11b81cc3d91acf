"""Killed at any named place, the next refresh needs no hand's help and ends where an undisturbed one ends."""

from __future__ import annotations

import multiprocessing
import os
import re
import shutil
import signal
from pathlib import Path

import pytest
from homes import extraction_of, home_with, refresh

from warehouse.archive import ingest
from warehouse.connect import open_release, open_warehouse
from warehouse.doctor import examine
from warehouse.faults import POINTS
from warehouse.home import Home, locked, open_home
from warehouse.ledger import ledger_rows
from warehouse.load import replace_documents, to_batch
from warehouse.publish import publish
from warehouse.retention import Release, current_release

ROOT = Path(__file__).resolve().parents[2]
OURS = [point for point in POINTS if point.split(".")[0] in ("ingest", "load", "publish")]
SPAWN = multiprocessing.get_context("forkserver")
SPAWN.set_forkserver_preload(["homes", "warehouse.doctor"])


def test_every_place_is_named_once_and_every_name_has_its_place() -> None:
    found = re.findall(
        r'\breach\(\s*"([^"]+)"',
        "".join(
            path.read_text(encoding="utf-8")
            for folder in ("warehouse", "orchestration")
            for path in sorted((ROOT / folder).glob("*.py"))
        ),
    )
    assert sorted(found) == sorted(POINTS)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one release, then two documents more and one that an older version has read."""
    home = home_with(tmp_path_factory.mktemp("prepared") / "home", a="甲", b="乙")
    refresh(home)
    (home.landing / "c.txt").write_text("丙")
    (home.landing / "d.txt").write_text("丁")
    with open_warehouse(home) as con:
        first = next(ledger_rows(home))
        replace_documents(con, [to_batch([(first.document_id, extraction_of("甲"))], "an older version")])
    return home.root


def copy_of(prepared: Path, folder: Path) -> Home:
    """A home of its own to be harmed, as prepared."""
    shutil.copytree(prepared, folder / "home", symlinks=True)
    return open_home(folder / "home")


def refresh_and_die(root: Path, point: str) -> None:
    os.environ["GONGKAI_FAULT_AT"] = point
    home = open_home(root)
    with locked(home):
        refresh(home)
        # The last place is met only by a publication that retires an older release.
        with open_warehouse(home) as con:
            publish(con, home, keep=1)


@pytest.fixture(scope="module")
def undisturbed(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """What a refresh publishes that nobody kills."""
    return refresh(copy_of(prepared, tmp_path_factory.mktemp("undisturbed")))


@pytest.mark.parametrize("point", OURS)
def test_a_refresh_after_a_kill_publishes_what_an_undisturbed_one_does(
    point: str, tmp_path: Path, prepared: Path, undisturbed: Release
) -> None:
    home = copy_of(prepared, tmp_path)
    process = SPAWN.Process(target=refresh_and_die, args=(home.root, point))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL, f"{point} was not reached"
    with open_release(home.current) as con:
        assert con.execute("select count(*) in (2, 4) from dim_document").fetchall() == [(True,)]
    with locked(home):
        release = refresh(home)
    assert current_release(home) == release
    assert release.manifest["build_digest"] == undisturbed.manifest["build_digest"]
    assert [row.name for row in ledger_rows(home)] == ["a.txt", "b.txt", "c.txt", "d.txt"]
    assert ingest(home).new == 0
    assert examine(home) == []
