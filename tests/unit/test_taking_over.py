"""The database of the current release, copied ahead of time for the next one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from homes import home_with

from warehouse import taking_over
from warehouse.connect import open_warehouse
from warehouse.digests import build_digest
from warehouse.home import Home
from warehouse.publish import publish, record_verdict
from warehouse.retention import Release, current_release, leftovers
from warehouse.taking_over import begin_copy

BUILD = """
create schema marts;
create schema intermediate;
create table marts.dim_report as select 'r' || i as report_id from range(20) as t(i);
create table intermediate.int_changed (report_id varchar);
create table intermediate.int_touched (report_id varchar);
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = home_with(tmp_path / "home")
    with open_warehouse(home) as con:
        con.execute(BUILD)
    published(home)
    return home


def published(home: Home, begun: taking_over.Copy | None = None) -> Release:
    with open_warehouse(home) as con:
        record_verdict(con, build_digest(con), True, [])
        return publish(con, home, begun=begun)


def change(home: Home) -> None:
    with open_warehouse(home) as con:
        con.execute("insert into marts.dim_report values ('new')")
        con.execute("insert into intermediate.int_touched values ('new')")


def begun_copy(home: Home) -> taking_over.Copy:
    copy = begin_copy(home, 1)
    assert copy is not None
    return copy


def test_a_copy_that_was_begun_becomes_the_next_release(home: Home) -> None:
    copy = begun_copy(home)
    assert copy.is_made()
    inode = copy.path.stat().st_ino
    change(home)
    release = published(home, copy)
    assert (release.path / "marts.duckdb").stat().st_ino == inode
    assert release.row_counts["dim_report"] == 21
    assert leftovers(home) == []


def test_a_copy_that_could_not_be_made_is_made_again(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(source: Path, target: Path) -> Path:
        target.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfile", refuse)
        copy = begun_copy(home)
        assert not copy.is_made()
    change(home)
    assert published(home, copy).row_counts["dim_report"] == 21
    assert leftovers(home) == []


def test_a_copy_of_another_release_is_not_taken(home: Home) -> None:
    copy = begun_copy(home)
    change(home)
    published(home)
    with open_warehouse(home) as con:
        con.execute("delete from marts.dim_report where report_id = 'new'")
        con.execute("insert into intermediate.int_touched values ('new')")
    assert published(home, copy).row_counts["dim_report"] == 20
    assert leftovers(home) == []


def test_a_copy_that_is_not_needed_leaves_nothing(home: Home) -> None:
    copy = begun_copy(home)
    copy.drop()
    assert leftovers(home) == []


def test_nothing_is_copied_for_a_great_change_or_without_a_release(home: Home, tmp_path: Path) -> None:
    assert current_release(home) is not None
    assert begin_copy(home, 5) is None
    assert begin_copy(home_with(tmp_path / "other"), 0) is None
