"""A home made by an older version is brought up to date, or told what to do."""

from __future__ import annotations

import json
import stat
import threading
from pathlib import Path

import pytest

from warehouse import migrations
from warehouse.doctor import examine
from warehouse.home import (
    HOME_VERSION,
    OLDEST_VERSION,
    Home,
    HomeBusy,
    HomeError,
    HomeOutdated,
    locked,
    open_home,
    version_of,
    write_version,
)
from warehouse.migrations import STEPS, open_migrated


@pytest.fixture
def old(tmp_path: Path) -> Home:
    """A home as version 1 left it under a umask of 000."""
    home = open_home(tmp_path / "home")
    for path in (home.root, home.raw, home.releases, home.landing):
        path.chmod(0o777)
    for name in ("warehouse.duckdb", "raw/ledger.jsonl", "landing/report.txt"):
        (home.root / name).touch()
        (home.root / name).chmod(0o666)
    (home.root / "releases" / "current").symlink_to("nowhere")
    write_version(home, 1)
    return home


def others_may_write(path: Path) -> bool:
    return bool(path.lstat().st_mode & stat.S_IWOTH)


def test_there_is_a_step_from_each_version_to_the_next() -> None:
    assert sorted(STEPS) == list(range(OLDEST_VERSION, HOME_VERSION))


def test_an_older_home_is_brought_up_to_date_and_says_so(old: Home) -> None:
    told: list[str] = []
    assert open_migrated(old.root, None, told.append) == old
    assert version_of(old) == HOME_VERSION
    assert len(told) == HOME_VERSION - 1 and "from home version 1 to 2" in told[0]
    kept = [old.root, old.raw, old.releases, old.warehouse, old.ledger]
    assert [path.name for path in kept if others_may_write(path)] == []
    assert others_may_write(old.landing) and others_may_write(old.landing / "report.txt")
    assert open_migrated(old.root, None, told.append) == old
    assert len(told) == HOME_VERSION - 1


def test_who_only_looks_changes_nothing_and_doctor_says_what_to_do(old: Home) -> None:
    open_home(old.root, writable=False)
    assert version_of(old) == 1
    assert any("brings it up to date" in complaint.what_to_do for complaint in examine(old))
    with pytest.raises(HomeOutdated, match="gongkai refresh --home"):
        open_home(old.root)


def test_a_migration_that_was_cut_off_is_taken_up(old: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: Home) -> str:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(migrations, "STEPS", {1: fails})
        with pytest.raises(HomeError, match="No space left"):
            open_migrated(old.root, None, lambda _: None)
        assert version_of(old) == 1
    open_migrated(old.root, None, lambda _: None)
    assert version_of(old) == HOME_VERSION


def test_a_home_in_use_is_not_migrated(old: Home) -> None:
    refused: list[Exception] = []

    def another() -> None:
        try:
            open_migrated(old.root, None, lambda _: None)
        except HomeBusy as error:
            refused.append(error)

    with locked(old):
        thread = threading.Thread(target=another)
        thread.start()
        thread.join()
    assert len(refused) == 1
    assert version_of(old) == 1


@pytest.mark.parametrize("number", [0, HOME_VERSION + 1])
def test_what_cannot_be_migrated_is_refused_in_one_line(old: Home, number: int) -> None:
    old.version_file.write_text(json.dumps({"home_version": number, "made_by": "?"}), encoding="utf-8")
    for writable in (True, False):
        with pytest.raises(HomeError, match=r"older|newer"):
            open_home(old.root, writable=writable)
