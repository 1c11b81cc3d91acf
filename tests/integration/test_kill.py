"""Killed at any moment, a refresh is simply started again: the same tables come out, and readers notice nothing."""

from __future__ import annotations

import shutil
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest
from commands import SAMPLES, gongkai

from warehouse.home import Home, open_home
from warehouse.retention import current_release

REPORTS = ("2011-annex-shaowu.txt", "2013-kundulun.txt", "2022-kunshan.html")
# Each run of a chain takes up what the killed one before it left. In the order in which a refresh passes the points.
CHAINS = (
    (
        "ingest.document_renamed", "load.documents_replaced", "load.before_commit", "build.under_way",
        "publish.verdict_recorded", "publish.manifest_written", "publish.link_made",
    ),
    (
        "ingest.half_a_ledger_line", "ingest.before_landing_index", "load.home_tables_replaced", "load.committed",
        "build.done", "publish.database_written", "publish.renamed",
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with a release of one report; two more have landed since."""
    home = _home(tmp_path_factory.mktemp("first"))
    shutil.copy(SAMPLES / REPORTS[0], home.landing)
    _refresh(home)
    for name in REPORTS[1:]:
        shutil.copy(SAMPLES / name, home.landing)
    return home


def test_killed_at_any_point_the_next_refresh_ends_where_an_undisturbed_one_does(first: Home, tmp_path: Path) -> None:
    with ThreadPoolExecutor(len(CHAINS)) as threads:
        chains = [
            threads.submit(_killed, first, tmp_path / str(number), chain) for number, chain in enumerate(CHAINS)
        ]
        digests = [chain.result() for chain in chains]
    undisturbed = tmp_path / "undisturbed"
    shutil.copytree(first.root.parent, undisturbed, symlinks=True)
    home = _home(undisturbed)
    _refresh(home)
    assert digests == [_digests(home)] * len(CHAINS)


def _killed(first: Home, folder: Path, points: tuple[str, ...]) -> dict[str, str]:
    """Kill one refresh at each point in turn, then let one end; the digests of what it published."""
    shutil.copytree(first.root.parent, folder, symlinks=True)
    home = _home(folder)
    before = current_release(home)
    assert before is not None
    with duckdb.connect(str(before.path / "marts.duckdb"), read_only=True) as reader:
        for point in points:
            done = gongkai("refresh", "--home", home.root, "--landing", home.landing, GONGKAI_FAULT_AT=point)
            assert done.returncode == -signal.SIGKILL, f"{point}: {done.stdout}{done.stderr}"
            assert reader.execute("select count(*) from dim_report").fetchone() == (1,)
            with duckdb.connect(str(home.current / "marts.duckdb"), read_only=True) as newcomer:
                assert newcomer.execute("select count(*) from dim_report").fetchone() == (1,)
        _refresh(home)
        assert reader.execute("select count(*) from dim_report").fetchone() == (1,)
    return _digests(home)


def _home(folder: Path) -> Home:
    (folder / "landing").mkdir(exist_ok=True)
    return open_home(folder / "home", folder / "landing")


def _refresh(home: Home) -> None:
    done = gongkai("refresh", "--home", home.root, "--landing", home.landing)
    assert done.returncode == 0, done.stdout + done.stderr


def _digests(home: Home) -> dict[str, str]:
    release = current_release(home)
    assert release is not None
    return {table: entry["content_digest"] for table, entry in release.manifest["tables"].items()}
