"""The CSV files that people keep in a home are taken as they are meant, or refused with their line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from warehouse.connect import open_warehouse
from warehouse.home import Home, open_home
from warehouse.home_tables import HomeFileError, check_home_tables, sync_home_tables

CORRECTION = "report_id,fact,procedure,result,printed_value,corrected_value,justification\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return open_home(tmp_path)


@pytest.fixture
def con(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_warehouse(home) as con:
        yield con


def test_files_that_are_not_there_are_empty(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    assert sync_home_tables(con, home) == {"corrections": 0, "waivers": 0, "roster": 0}


def test_rows_are_taken_with_their_lines(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    home.corrections.write_text(
        f'\ufeff{CORRECTION}r-2019,case,litigation,all,"1,200",12,"two\nlines"\n\nr-2020,case,,,,5,blank\n', "utf-8"
    )
    home.waivers.write_text("rule_id,report_id,reason,waived_on\nA1,r-2019,known,2024-02-29\n")
    home.roster.write_text("authority_id,name,first_year,last_year\n320813-government,洪泽,2008,\n", "utf-8")
    assert sync_home_tables(con, home) == {"corrections": 2, "waivers": 1, "roster": 1}
    assert con.execute(
        "select report_id, result, printed_value, corrected_value, line_number from raw.corrections order by all"
    ).fetchall() == [
        ("r-2019", "all", Decimal(1200), Decimal(12), 3),
        ("r-2020", None, None, Decimal(5), 5),
    ]
    assert con.execute("select rule_id, waived_on from raw.waivers").fetchall() == [("A1", date(2024, 2, 29))]
    assert con.execute("select name, first_year, last_year from raw.roster").fetchall() == [("洪泽", 2008, None)]
    home.roster.unlink()
    assert sync_home_tables(con, home)["roster"] == 0
    assert con.execute("select count(*) from raw.roster").fetchall() == [(0,)]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("corrections", f"{CORRECTION}r,case,,,1,,why\n", "line 2: corrected_value is empty"),
        ("corrections", f"{CORRECTION}r,case,,,1,x,why\n", "line 2: corrected_value is 'x'; it wants a number"),
        ("corrections", f"{CORRECTION}r,case,,,1,NaN,why\n", "it wants a number"),
        ("corrections", f"{CORRECTION}r,case,,,1,1.234,why\n", "it wants a number"),
        ("corrections", f"{CORRECTION}r,cases,,,1,2,why\n", "line 2: fact is 'cases'; it is one of disclosure"),
        ("corrections", f"{CORRECTION}r,disclosure,x,,1,2,why\n", "a disclosure has no procedure"),
        ("corrections", f"{CORRECTION}r,case,,,1,2,\n", "line 2: justification is empty"),
        ("corrections", f"{CORRECTION}r,case,,,1,2,why,more\n", "line 2: has more cells than the header"),
        ("corrections", f"{CORRECTION}r,case,,,1,2,why\nr,case,,,1,3,why\n", "line 3: says again what line 2"),
        ("corrections", f'{CORRECTION}r,case,,,1,2,"why\n', "is no CSV"),
        ("corrections", "report,fact\n", "line 1: unknown column 'report'"),
        ("waivers", "rule_id,report_id\nA,r\n", "line 1: the column reason is missing"),
        ("waivers", "rule_id,report_id,reason,reason\n", "a column is named twice"),
        ("waivers", "rule_id,report_id,reason,waived_on\nA,r,why,29.2.2024\n", "it wants a day"),
        ("roster", "authority_id,first_year,last_year\na,2015,2014\n", "last_year 2014 is before"),
        ("roster", "authority_id,first_year\na,15\n", "15 is no year"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(
    con: duckdb.DuckDBPyConnection, home: Home, name: str, content: str, words: str
) -> None:
    (home.root / f"{name}.csv").write_text(content)
    with pytest.raises(HomeFileError, match=rf"{name}\.csv line .*"):
        sync_home_tables(con, home)
    (error,) = check_home_tables(home)
    assert words in str(error)


def test_a_file_in_another_character_set_is_refused(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    home.roster.write_bytes("authority_id,name\na,洪泽\n".encode("gbk"))
    with pytest.raises(HomeFileError, match="not in UTF-8"):
        sync_home_tables(con, home)
