"""A release that is made by changing the last one is the same as one that is written whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from homes import home_with

from warehouse import publish as publishing
from warehouse import release_tables
from warehouse.built import remember_published, touched_since
from warehouse.connect import open_warehouse
from warehouse.digests import build_digest, content_digests
from warehouse.home import Home
from warehouse.publish import publish, record_verdict
from warehouse.retention import Release, retire

REPORTS = 50

BUILD = f"""
create schema marts;
create schema quality;
create schema intermediate;
create table marts.dim_report as select 'r' || i as report_id, 'd' || i as document_id from range({REPORTS}) as t(i);
comment on table marts.dim_report is 'One row per report.';
create table marts.fct_cases as select 'r' || i as report_id, i * n as value from range({REPORTS}) as t(i), range(3) as u(n);
comment on column marts.fct_cases.value is 'The number.';
create table marts.mart_coverage as select 'r' || i as report_id, 2000 + i as report_year from range({REPORTS}) as t(i)
    union all select null, 1999;
create table marts.dim_item as select 'information' as item;
create view marts.document_texts as select document_id, text from raw.document_texts;
insert into raw.document_texts select 'd' || i, 'text ' || i from range({REPORTS}) as t(i);
insert into raw.reports by name select 'd' || i as document_id, '1' as extractor_version, 'text/plain' as media_type,
    'x' as text_digest, 'r' || i as report_id from range({REPORTS}) as t(i);
create table intermediate.int_changed (report_id varchar);
create table intermediate.int_touched (report_id varchar);
"""

CHANGE = """
delete from marts.dim_report where report_id = 'r1';
delete from marts.fct_cases where report_id = 'r1';
update marts.fct_cases set value = 1000 where report_id = 'r2';
update marts.mart_coverage set report_year = 1998 where report_id is null;
update raw.document_texts set text = 'otherwise' where document_id = 'd2';
delete from raw.document_texts where document_id = 'd1';
insert into raw.document_texts values ('d99', 'new');
insert into intermediate.int_touched values ('r1'), ('r2');
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return home_with(tmp_path / "home")


@pytest.fixture
def con(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_warehouse(home) as con:
        con.execute(BUILD)
        yield con


def published(con: duckdb.DuckDBPyConnection, home: Home) -> Release:
    record_verdict(con, build_digest(con), True, [])
    return publish(con, home)


def rows(release: Release, table: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(release.path / "marts.duckdb"), read_only=True) as reader:
        ours = reader.execute(f"from {table} order by all").fetchall()
    assert duckdb.execute(f"from '{release.path}/parquet/{table}.parquet' order by all").fetchall() == ours
    return ours


def inode(release: Release, table: str) -> int:
    return (release.path / "parquet" / f"{table}.parquet").stat().st_ino


def test_a_changed_release_holds_what_the_build_holds(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    first = published(con, home)
    con.execute(CHANGE)
    second = published(con, home)
    for table in content_digests(con):
        assert rows(second, table) == con.execute(f"from marts.{table} order by all").fetchall()
    assert len(rows(first, "fct_cases")) == 3 * REPORTS
    with duckdb.connect(str(second.path / "marts.duckdb"), read_only=True) as reader:
        found = reader.execute("select comment from duckdb_columns() where comment is not null").fetchall()
    assert found == [("The number.",)]


def test_files_of_unchanged_tables_are_shared_and_outlive_the_older_release(
    con: duckdb.DuckDBPyConnection, home: Home
) -> None:
    first = published(con, home)
    con.execute(CHANGE)
    second = published(con, home)
    assert inode(first, "dim_item") == inode(second, "dim_item")
    assert inode(first, "fct_cases") != inode(second, "fct_cases")
    assert retire(home, keep=1) == [first.release_id]
    assert rows(second, "dim_item") == [("information",)]


def test_a_change_that_nobody_told_of_is_published_all_the_same(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    published(con, home)
    con.execute("update marts.fct_cases set value = 5 where report_id = 'r7'")
    con.execute("update raw.document_texts set text = 'other' where document_id = 'd7'")
    second = published(con, home)
    assert ("r7", 5) in rows(second, "fct_cases")
    assert ("d7", "other") in rows(second, "document_texts")


def test_only_against_the_release_published_last_are_changes_known(
    con: duckdb.DuckDBPyConnection, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "remember_published", lambda *_: None)  # as if killed before
    first = published(con, home)
    assert touched_since(con, first.release_id) is None
    monkeypatch.undo()
    second = published(con, home)
    assert inode(first, "dim_item") != inode(second, "dim_item")
    assert touched_since(con, second.release_id) == 0
    remember_published(con, "another")
    assert touched_since(con, second.release_id) is None


def test_a_release_whose_database_was_harmed_is_not_taken_over(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    first = published(con, home)
    path = first.path / "marts.duckdb"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1] + b"\0\1")
    second = published(con, home)
    assert len(rows(second, "fct_cases")) == 3 * REPORTS


def test_a_file_system_without_hard_links_gets_copies(
    con: duckdb.DuckDBPyConnection, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(release_tables.os, "link", refuse)
    first, second = published(con, home), published(con, home)
    assert inode(first, "dim_item") != inode(second, "dim_item")
    assert rows(second, "dim_item") == rows(first, "dim_item")
