"""A clock that jumps, between runs or within one, changes no order: the newest document stands, the newest release is
current, and what is kept is what came last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from faulty import record
from homes import build, home_with, refresh

from warehouse.captures import captures
from warehouse.connect import open_release, open_warehouse
from warehouse.doctor import examine
from warehouse.held import KEEP_HELD, held_folders, hold
from warehouse.home import Home, locked
from warehouse.landing import LandingIndex, landed_files
from warehouse.ledger import ledger_rows
from warehouse.retention import current_release, release_folders

ROOMS = ("archive", "held", "publish", "retention", "home")
JUMPS = {
    "a year back": timedelta(days=-365),
    "an hour back": timedelta(hours=-1),
    "to the year 2099": timedelta(days=366 * 73),
    "to 1970": datetime(1970, 1, 2, tzinfo=UTC) - datetime.now(UTC),
}


@contextmanager
def clock(now: Callable[[], datetime]) -> Iterator[None]:
    """The rooms of warehouse take the time from this function."""

    class Jumping(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return now()

    patches = [mock.patch(f"warehouse.{room}.datetime", Jumping) for room in ROOMS]
    patches.append(mock.patch("warehouse.landing.time.time_ns", lambda: int(now().timestamp() * 10**9)))
    for patch in patches:
        patch.start()
    try:
        yield
    finally:
        for patch in patches:
            patch.stop()


def shifted(by: timedelta) -> Callable[[], datetime]:
    """The true time and so much."""
    return lambda: datetime.now(UTC) + by


def back_and_forth() -> Callable[[], datetime]:
    """Another time at each look."""
    jumps = [timedelta(days=-400), timedelta(0), timedelta(days=4000), timedelta(hours=-3)]

    def now() -> datetime:
        jumps.append(jumps.pop(0))
        return datetime.now(UTC) + jumps[-1]

    return now


def undisturbed(folder: Path) -> str:
    """The digest without any jump, times left out: of the documents' names and of the facts."""
    home = home_with(folder, a="甲")
    refresh(home)
    (home.landing / "b.txt").write_text("乙")
    return what_stands(refresh(home).path)


def what_stands(release: Path) -> str:
    """The release's tables without their dates."""
    with open_release(release) as con:
        documents = con.execute("select document_id, source_name from dim_document order by all").fetchall()
        return repr((documents, con.execute("from fct_cases order by all").fetchall()))


def demand_order(home: Home, fault: str, tmp_path: Path) -> None:
    """All is in the order in which it came, and nothing is wrong with the home."""
    rows = list(ledger_rows(home))
    assert [row.name for row in rows] == ["a.txt", "b.txt"]
    assert rows[0].first_seen_at <= rows[1].first_seen_at
    release = current_release(home)
    assert release is not None and release.path == release_folders(home)[-1]
    assert what_stands(release.path) == undisturbed(tmp_path / "undisturbed")
    assert [one for one in examine(home) if "free" not in one.what] == []
    record(f"clock jumps {fault}", "every stage", 0, "(nothing: all goes on in order)", 2)


@pytest.mark.parametrize("jump", JUMPS)
def test_a_clock_that_jumped_between_two_runs_changes_no_order(tmp_path: Path, jump: str) -> None:
    home = home_with(tmp_path / "home", a="甲")
    refresh(home)
    (home.landing / "b.txt").write_text("乙")
    with clock(shifted(JUMPS[jump])), locked(home):
        refresh(home)
    demand_order(home, f"between two runs, {jump}", tmp_path)


@pytest.mark.parametrize("jump", JUMPS)
def test_a_clock_that_was_wrong_and_is_right_again_changes_no_order(tmp_path: Path, jump: str) -> None:
    home = home_with(tmp_path / "home", a="甲")
    with clock(shifted(JUMPS[jump])), locked(home):
        refresh(home)
    (home.landing / "b.txt").write_text("乙")
    refresh(home)
    demand_order(home, f"between two runs, back from {jump}", tmp_path)


def test_a_clock_that_jumps_within_a_run_changes_no_order(tmp_path: Path) -> None:
    home = home_with(tmp_path / "home", a="甲")
    with clock(back_and_forth()), locked(home):
        refresh(home)
        (home.landing / "b.txt").write_text("乙")
        refresh(home)
    demand_order(home, "during a run", tmp_path)


def test_a_file_from_the_future_is_read_and_not_held_for_unchanged(tmp_path: Path) -> None:
    home = home_with(tmp_path / "home", a="甲")
    with clock(shifted(timedelta(days=-365))):
        refresh(home)
        (file,) = landed_files(home, [])
        assert LandingIndex.load(home).count_if_unchanged(file) is None
    (home.landing / "a.txt").write_text("乙")
    assert len(list(ledger_rows(home))) == 1
    refresh(home)
    assert len(list(ledger_rows(home))) == 2


def test_the_last_builds_held_back_are_kept_whatever_the_clock_says(tmp_path: Path) -> None:
    home = home_with(tmp_path / "home", a="甲")
    refresh(home)
    (home.held / "20260101T000000000000Z").mkdir(parents=True)  # as an earlier version named them
    with open_warehouse(home) as con:
        build(con)
        made = []
        for days in (0, -400, 30_000, -3):
            with clock(shifted(timedelta(days=days))):
                made.append(hold(con, home, [days]))
    assert held_folders(home) == made[-KEEP_HELD:]
    assert list(captures(home)) == []
