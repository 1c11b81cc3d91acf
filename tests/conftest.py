"""What many tests share: a small warehouse that the real pipeline built, once a session.

Belongs here: fixtures that cost seconds. Does not belong here: anything that one room's tests need alone.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from commands import SAMPLES, gongkai

from warehouse.home import Home, open_home


@pytest.fixture(scope="session")
def small_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home in which `gongkai refresh` has published the shipped samples. To be read, never changed."""
    home = tmp_path_factory.mktemp("small") / "home"
    landing = home.parent / "landing"
    shutil.copytree(SAMPLES, landing)
    done = gongkai("refresh", "--home", home, "--landing", landing)
    assert done.returncode == 0, done.stdout + done.stderr
    return open_home(home, landing, writable=False)


@pytest.fixture
def own_home(small_warehouse: Home, tmp_path: Path) -> Home:
    """A copy of the small warehouse's home, with a landing folder of its own, to be changed at will."""
    root = tmp_path / "home"
    shutil.copytree(small_warehouse.root, root, symlinks=True)
    shutil.copytree(small_warehouse.landing, tmp_path / "landing")
    return open_home(root, tmp_path / "landing")


@pytest.fixture(scope="session")
def query(small_warehouse: Home) -> Callable[[str], list[tuple[object, ...]]]:
    """Ask the small warehouse's current release."""

    def ask(sql: str) -> list[tuple[object, ...]]:
        with duckdb.connect(str(small_warehouse.current / "marts.duckdb"), read_only=True) as con:
            return con.execute(sql).fetchall()

    return ask
