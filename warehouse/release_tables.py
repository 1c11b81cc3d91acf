"""The tables of a release as files: marts.duckdb, and a Parquet file each. Where the last release is known to differ in
few reports, its files are taken over, and only their rows are changed.

Belongs here: writing these files from the build in the warehouse. Does not belong here: whether a build may be
published, where its files go and when they count (publish.py).

A table that was changed row by row is published only if its digest is that of the build; else it is written anew. A
release never shares marts.duckdb with another one; Parquet files of unchanged tables are shared, by hard links: a
release that is retired takes only its own name of them away.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import duckdb

from warehouse.built import TOUCHED
from warehouse.connect import row_count
from warehouse.digests import NotPublishable, columns_of, content_digest, quoted
from warehouse.faults import reach
from warehouse.taking_over import DATABASE, Copy

STORAGE_VERSION = "v1.0.0"
"""The oldest DuckDB that can open a release."""

TEXTS = "document_texts"
_TEXTS = (
    "(from raw.document_texts where rowid in "
    "(select rowid from raw.document_texts semi join missing using (document_id)))"
)
"""The texts by their place in the table: of the view that is published DuckDB would read every one."""
_ROW_GROUP = 16384
"""Rows that are packed at once: at DuckDB's own 122,880 the texts of reports would take gigabytes."""
_PARQUET = "format parquet, compression zstd, compression_level 1, row_group_size_bytes '32MB'"
"""At level 1 only long texts become longer, by a sixth; the rest is as short as at DuckDB's own 3, a fifth sooner."""


def write_tables(
    con: duckdb.DuckDBPyConnection,
    folder: Path,
    tables: Mapping[str, str],
    digests: Mapping[str, str],
    copy: Copy | None = None,
    *,
    once_written: Callable[[Path], object] = lambda database: None,
) -> dict[str, int]:
    """Write the tables, with what is said of them, into marts.duckdb, and from there to Parquet; rows by table.

    `tables` gives each table's schema, `digests` its digest. `copy` is that of a release that differs from the build in
    the reports of intermediate.int_touched alone, None where there is none. `once_written` is called when marts.duckdb
    is as it is to be, before the tables are written as Parquet.
    """
    kept = copy.move_to(folder / DATABASE) if copy is not None else {}
    row_counts = {}
    # Rows may be written in any order: to keep theirs would keep whole tables in memory.
    con.execute("set preserve_insertion_order = false")
    with _attached(con, folder / DATABASE):
        for table, schema in tables.items():
            if kept.get(table) == digests[table]:
                continue
            if table not in kept or not _is_changed_to(con, schema, table, digests[table]):
                _write_table(con, schema, table)
        for table in kept.keys() - tables.keys():
            con.execute(f"drop table release.main.{quoted(table)}")
        con.execute("checkpoint release")
        reach("publish.database_written")
        once_written(folder / DATABASE)
        for table, schema in tables.items():
            row_counts[table] = row_count(con, f"release.main.{quoted(table)}")
            if row_counts[table] != row_count(con, f"{quoted(schema)}.{quoted(table)}"):
                raise NotPublishable(f"{schema}.{table} changed while it was published.")
            target = folder / "parquet" / f"{table}.parquet"
            if copy is not None and kept.get(table) == digests[table]:
                _link(copy.base.path / "parquet" / target.name, target)
            else:
                con.execute(f"copy release.main.{quoted(table)} to {_literal(str(target))} ({_PARQUET})")
        reach("publish.parquet_written")
    return row_counts


def _is_changed_to(con: duckdb.DuckDBPyConnection, schema: str, table: str, digest: str) -> bool:
    """Replace the rows of the reports that were touched. Are the rows of the table now those of this digest?"""
    source, target = f"{quoted(schema)}.{quoted(table)}", f"release.main.{quoted(table)}"
    columns = [name for name, _ in columns_of(con, "release", "main", table)]
    if "report_id" in columns:
        con.execute(f"delete from {target} where report_id is null or report_id in (select report_id from {TOUCHED})")
        # One by one: as alternatives they would have every row of a view made.
        con.execute(f"insert into {target} by name from {source} semi join {TOUCHED} using (report_id)")
        con.execute(f"insert into {target} by name from {source} where report_id is null")
    elif "document_id" in columns:
        read = f"select document_id from raw.reports semi join {TOUCHED} using (report_id)"
        con.execute(
            f"delete from {target} where document_id in ({read}) "
            f"or document_id not in (select document_id from {source})"
        )
        con.execute(
            f"create or replace temporary table missing as "
            f"select document_id from {source} anti join {target} using (document_id)"
        )
        con.execute(
            f"insert into {target} by name from {_TEXTS if table == TEXTS else source} "
            "semi join missing using (document_id)"
        )
    else:
        return False
    return content_digest(con, "release", "main", table) == digest


def _write_table(con: duckdb.DuckDBPyConnection, schema: str, table: str) -> None:
    con.execute(f"create or replace table release.main.{quoted(table)} as from {quoted(schema)}.{quoted(table)}")
    for statement in _comments(con, schema, table):
        con.execute(statement)


@contextlib.contextmanager
def _attached(con: duckdb.DuckDBPyConnection, path: Path) -> Iterator[None]:
    con.execute(
        f"attach {_literal(str(path))} as release (storage_version '{STORAGE_VERSION}', row_group_size {_ROW_GROUP})"
    )
    try:
        yield
    except BaseException:
        # What is half written is thrown away: that it cannot be closed well either is no news.
        with contextlib.suppress(duckdb.Error):
            con.execute("detach release")
        raise
    con.execute("detach release")


def _comments(con: duckdb.DuckDBPyConnection, schema: str, table: str) -> Iterator[str]:
    target = f"release.main.{quoted(table)}"
    rows = con.execute(
        "select comment from (select schema_name, table_name as name, comment, database_name from duckdb_tables() "
        "union all select schema_name, view_name, comment, database_name from duckdb_views()) "
        "where database_name = current_database() and schema_name = ? and name = ? and comment is not null",
        [schema, table],
    ).fetchall()
    for (comment,) in rows:
        yield f"comment on table {target} is {_literal(comment)}"
    rows = con.execute(
        "select column_name, comment from duckdb_columns() "
        "where database_name = current_database() and schema_name = ? and table_name = ? and comment is not null",
        [schema, table],
    ).fetchall()
    for column, comment in rows:
        yield f"comment on column {target}.{quoted(column)} is {_literal(comment)}"


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links, or as many as it can bear
        shutil.copyfile(source, target)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
