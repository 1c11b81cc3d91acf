"""Killed at any moment, a refresh is simply started again: the same tables come out, and readers notice nothing."""

from __future__ import annotations

import shutil
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
from commands import gongkai

from warehouse.home import Home, open_home
from warehouse.retention import current_release

# Each run of a chain takes up what the killed one before it left. In the order in which a refresh passes the points;
# the room of each has all of its own points in tests/unit/test_faults.py.
CHAINS = (
    (
        "ingest.document_renamed", "ingest.before_landing_index", "load.before_commit", "build.under_way",
        "publish.verdict_recorded",
    ),
    (
        "ingest.half_a_ledger_line", "load.documents_replaced", "load.committed", "build.done",
        "publish.database_written", "publish.link_made",
    ),
)  # fmt: skip
REPORTS = Path(__file__).resolve().parents[1] / "reports"
NEW = ("tengzhou-2019", "zhucheng-2024")


def test_killed_at_any_point_the_next_refresh_ends_where_an_undisturbed_one_does(
    small_warehouse: Home, tmp_path: Path
) -> None:
    with ThreadPoolExecutor(len(CHAINS)) as threads:
        chains = [
            threads.submit(_killed, _copy(small_warehouse, tmp_path / f"{number}"), chain)
            for number, chain in enumerate(CHAINS)
        ]
        digests = [chain.result() for chain in chains]
    undisturbed = _copy(small_warehouse, tmp_path / "undisturbed")
    _refresh(undisturbed)
    assert digests == [_digests(undisturbed)] * len(CHAINS)


def _killed(home: Home, points: tuple[str, ...]) -> dict[str, str]:
    """Kill one refresh at each point in turn, then let one end; the digests of what it published."""
    count = "select count(*) from dim_report"
    before = current_release(home)
    assert before is not None
    with duckdb.connect(str(before.path / "marts.duckdb"), read_only=True) as reader:
        reports = reader.execute(count).fetchone()
        for point in points:
            done = gongkai("refresh", "--home", home.root, "--landing", home.landing, GONGKAI_FAULT_AT=point)
            assert done.returncode == -signal.SIGKILL, f"{point}: {done.stdout}{done.stderr}"
            assert reader.execute(count).fetchone() == reports
            with duckdb.connect(str(home.current / "marts.duckdb"), read_only=True) as newcomer:
                assert newcomer.execute(count).fetchone() == reports
        _refresh(home)
        assert reader.execute(count).fetchone() == reports
    return _digests(home)


def _copy(small: Home, folder: Path) -> Home:
    """The small warehouse's home in a folder of its own, where two more reports have landed since."""
    shutil.copytree(small.root, folder / "home", symlinks=True)
    shutil.copytree(small.landing, folder / "landing")
    for name in NEW:
        (source,) = (REPORTS / name).glob("source.*")
        shutil.copy(source, folder / "landing" / f"{name}{source.suffix}")
    return open_home(folder / "home", folder / "landing")


def _refresh(home: Home) -> None:
    done = gongkai("refresh", "--home", home.root, "--landing", home.landing)
    assert done.returncode == 0, done.stdout + done.stderr


def _digests(home: Home) -> dict[str, str]:
    release = current_release(home)
    assert release is not None
    return {table: entry["content_digest"] for table, entry in release.manifest["tables"].items()}
