"""Digests are taken over from the checks only where the working database was not written since."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from warehouse.connect import look_into_warehouse, open_warehouse
from warehouse.home import Home, open_home
from warehouse.measured import Measured, measured

DIGESTS = {"dim_report": "a digest"}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = open_home(tmp_path / "home")
    with open_warehouse(home) as con:
        con.execute("create schema marts; create table marts.dim_report as select 1 as report_id")
    return home


@pytest.fixture
def taken(home: Home) -> Measured:
    return measured(home, DIGESTS)


def test_digests_hold_while_the_database_is_only_looked_into(home: Home, taken: Measured) -> None:
    with look_into_warehouse(home) as con:
        con.execute("from marts.dim_report").fetchall()
    assert taken.unless_written(home) == DIGESTS


@pytest.mark.parametrize(
    "written",
    [
        "update marts.dim_report set report_id = 2",
        "insert into marts.dim_report values (2)",
        "create table other (i int)",
    ],
)
def test_digests_are_forgotten_once_anything_is_written(home: Home, taken: Measured, written: str) -> None:
    with open_warehouse(home) as con:
        con.execute(written)
    assert taken.unless_written(home) is None


def test_digests_are_forgotten_while_a_change_stands_in_the_log_alone(home: Home, taken: Measured) -> None:
    with open_warehouse(home) as con:
        con.execute("update marts.dim_report set report_id = 2")
        assert taken.unless_written(home) is None


def test_digests_of_another_file_of_the_same_name_do_not_hold(home: Home, taken: Measured) -> None:
    content = home.warehouse.read_bytes()
    home.warehouse.unlink()
    assert taken.unless_written(home) is None
    home.warehouse.write_bytes(content)
    assert taken.unless_written(home) is None
    with duckdb.connect(home.warehouse, read_only=True) as con:
        assert con.execute("from marts.dim_report").fetchall() == [(1,)]
