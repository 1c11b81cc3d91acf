"""What the published tables contain, in digests that do not depend on the order of rows.

Belongs here: which tables are published, a digest of each, one of all. Does not belong here: verdicts on builds and
releases (publish.py).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

import duckdb

PUBLISHED_SCHEMAS = ("marts", "quality")


class NotPublishable(Exception):
    """The build cannot be published, or has no passing verdict: one line saying why."""


def published_tables(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Table name → schema, of all that a release holds. Raises NotPublishable where two schemas share a name."""
    rows = con.execute(
        "select table_name, table_schema from information_schema.tables "
        "where table_catalog = current_database() and table_schema in (select unnest(?)) order by all",
        [list(PUBLISHED_SCHEMAS)],
    ).fetchall()
    tables: dict[str, str] = {}
    for table, schema in rows:
        if table in tables:
            raise NotPublishable(f"Two tables are named {table}: {tables[table]}.{table} and {schema}.{table}.")
        tables[table] = schema
    return tables


def content_digests(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """A digest of each published table's columns and rows, whatever the rows' order, without times of day.

    Two builds with the same rows have the same digests. They compare builds of one DuckDB version only: its hash
    function, ten times faster than MD5 over text, is not promised to stay.
    """
    database = _scalar(con, "select current_database()")
    return {table: content_digest(con, database, schema, table) for table, schema in published_tables(con).items()}


def build_digest(con: duckdb.DuckDBPyConnection, digests: Mapping[str, str] | None = None) -> str:
    """One digest of all published tables; pass `digests` where they are known already."""
    known = content_digests(con) if digests is None else digests
    return _sha256(json.dumps(sorted(known.items())).encode())


def content_digest(con: duckdb.DuckDBPyConnection, database: str, schema: str, table: str) -> str:
    """The digest of one table, or view, of an attached database."""
    columns = columns_of(con, database, schema, table)
    values = ", ".join(_comparable(column, kind) for column, kind in columns)
    totals = con.execute(
        f"select count(*), sum(row_hash::hugeint)::varchar, bit_xor(row_hash)::varchar "
        f"from (select hash({values}) as row_hash from {quoted(database)}.{quoted(schema)}.{quoted(table)})"
    ).fetchone()
    return _sha256(json.dumps([columns, totals]).encode())


def columns_of(con: duckdb.DuckDBPyConnection, database: str, schema: str, table: str) -> list[tuple[str, str]]:
    """(name, type) of a table's columns, in order."""
    return con.execute(
        "select column_name, data_type from duckdb_columns() "
        "where database_name = ? and schema_name = ? and table_name = ? order by column_index",
        [database, schema, table],
    ).fetchall()


def quoted(name: str) -> str:
    """A name as SQL wants it."""
    return '"' + name.replace('"', '""') + '"'


def _comparable(column: str, kind: str) -> str:
    """The column as it enters the digest: days without times, fractions without the noise of the order of summing."""
    if kind.startswith("TIMESTAMP"):
        return f"{quoted(column)}::date"
    if kind.startswith("TIME"):
        return "0"
    if kind in ("DOUBLE", "FLOAT"):
        return f"printf('%.10g', {quoted(column)})"
    return quoted(column)


def _scalar(con: duckdb.DuckDBPyConnection, query: str) -> str:
    row = con.execute(query).fetchone()
    assert row is not None
    return str(row[0])


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
