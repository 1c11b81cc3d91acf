"""A build becomes a release: DuckDB, Parquet and manifest in a folder of its own, then one swap of a symlink.

Belongs here: digests of what a build contains, verdicts on builds, writing, swapping. Does not belong here: what the
tables mean (dbt), what must hold of them (expectations), which releases are kept (retention.py).

A release is written as `<release>.tmp`, flushed, renamed, and only then does `current` point to it. A kill at any
moment leaves `current` on a whole release; what is left over is swept by the next publication.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from extraction.facts import EXTRACTOR_VERSION
from warehouse.connect import storage_errors_named
from warehouse.faults import reach
from warehouse.home import Home, package_version, sync_folder
from warehouse.inputs import SCHEMA_VERSION, built_digest
from warehouse.retention import (
    GRACE,
    KEEP_RELEASES,
    Release,
    current_release,
    next_release_id,
    point_current_to,
    retire,
    sweep,
)

PUBLISHED_SCHEMAS = ("marts", "quality")
STORAGE_VERSION = "v1.0.0"
"""The oldest DuckDB that can open a release."""

ExtraFiles = Callable[[duckdb.DuckDBPyConnection, Path], None]
"""Called with the warehouse connection and the release's unfinished folder, to write further files there."""


class NotPublishable(Exception):
    """The build has no passing verdict: one line saying why."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the expectations said of one build; `results` is theirs, as JSON has it."""

    build_digest: str
    recorded_at: datetime
    is_passed: bool
    results: Any


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
    return {table: _content_digest(con, schema, table) for table, schema in published_tables(con).items()}


def build_digest(con: duckdb.DuckDBPyConnection, digests: Mapping[str, str] | None = None) -> str:
    """One digest of all published tables; pass `digests` where they are known already."""
    known = content_digests(con) if digests is None else digests
    return _sha256(json.dumps(sorted(known.items())).encode())


def record_verdict(con: duckdb.DuckDBPyConnection, digest: str, is_passed: bool, results: Any) -> None:
    """Keep what the expectations said of the build with this digest. `results` must be fit for JSON."""
    con.execute(
        "insert into raw.verdicts values (?, ?, ?, ?)",
        [digest, datetime.now(UTC).replace(tzinfo=None), is_passed, json.dumps(results, ensure_ascii=False)],
    )
    reach("publish.verdict_recorded")


def verdict_for(con: duckdb.DuckDBPyConnection, digest: str) -> Verdict | None:
    """The newest verdict on the build with this digest."""
    row = con.execute(
        "select build_digest, recorded_at, is_passed, results from raw.verdicts where build_digest = ? "
        "order by rowid desc limit 1",
        [digest],
    ).fetchone()
    return Verdict(row[0], row[1], row[2], json.loads(row[3])) if row else None


def publish(
    con: duckdb.DuckDBPyConnection,
    home: Home,
    *,
    extra_files: ExtraFiles | None = None,
    keep: int = KEEP_RELEASES,
    grace: timedelta = GRACE,
    extractor_version: str = EXTRACTOR_VERSION,
) -> Release:
    """Publish the build in the warehouse, if its newest verdict is a pass; then `current` is the new release.

    Call it with the home locked. Readers of older releases are not disturbed. Raises NotPublishable without a
    passing verdict on exactly this build, HomeError where the release cannot be written; `current` then stays.
    """
    tables = published_tables(con)
    if not tables:
        raise NotPublishable(f"There is nothing in the schemas {' and '.join(PUBLISHED_SCHEMAS)}: build first.")
    digests = content_digests(con)
    verdict = verdict_for(con, build_digest(con, digests))
    if verdict is None:
        raise NotPublishable("No expectations were run on exactly this build: run `gongkai refresh`.")
    if not verdict.is_passed:
        raise NotPublishable("This build failed its critical expectations and is held back.")
    created_at = datetime.now(UTC)
    with storage_errors_named(str(home.releases)):
        sweep(home)
        folder = home.releases / f"{next_release_id(home, created_at)}.tmp"
        try:
            (folder / "parquet").mkdir(parents=True)
            reach("publish.folder_made")
            row_counts = _write_tables(con, folder, tables)
            if extra_files is not None:
                extra_files(con, folder)
            manifest = {
                "release_id": folder.stem,
                "created_at": created_at.isoformat(timespec="seconds"),
                "package_version": package_version(),
                "extractor_version": extractor_version,
                "schema_version": SCHEMA_VERSION,
                "input_digest": built_digest(con),
                "build_digest": verdict.build_digest,
                "tables": {
                    table: {
                        "row_count": row_counts[table],
                        "sha256": _file_digest(folder / "parquet" / f"{table}.parquet"),
                        "content_digest": digests[table],
                    }
                    for table in tables
                },
                "files": {
                    path.relative_to(folder).as_posix(): {
                        "byte_count": path.stat().st_size,
                        "sha256": _file_digest(path),
                    }
                    for path in sorted(folder.rglob("*"))
                    if path.is_file()
                },
                "expectations": {
                    "is_passed": True,
                    "recorded_at": f"{verdict.recorded_at}Z",
                    "results": verdict.results,
                },
            }
            text = json.dumps(manifest, ensure_ascii=False, indent=2)
            (folder / "manifest.json").write_text(text, encoding="utf-8")
            reach("publish.manifest_written")
            _make_durable(folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        reach("publish.before_rename")
        release = home.releases / folder.stem
        folder.rename(release)
        sync_folder(home.releases)
        reach("publish.renamed")
        point_current_to(home, release)
        retire(home, keep, grace)
    published = current_release(home)
    assert published is not None
    return published


def _write_tables(con: duckdb.DuckDBPyConnection, folder: Path, tables: Mapping[str, str]) -> dict[str, int]:
    """Copy the tables, with what is said of them, into marts.duckdb, and from there to Parquet; rows by table."""
    row_counts = {}
    with _attached(con, folder / "marts.duckdb"):
        for table, schema in tables.items():
            name = _quoted(table)
            con.execute(f"create table release.main.{name} as from {_quoted(schema)}.{name}")
            for statement in _comments(con, schema, table):
                con.execute(statement)
        con.execute("checkpoint release")
        reach("publish.database_written")
        for table, schema in tables.items():
            name = _quoted(table)
            row_counts[table] = _scalar(con, f"select count(*) from release.main.{name}")
            if row_counts[table] != _scalar(con, f"select count(*) from {_quoted(schema)}.{name}"):
                raise NotPublishable(f"{schema}.{table} changed while it was published.")
            target = _literal(str(folder / "parquet" / f"{table}.parquet"))
            con.execute(f"copy release.main.{name} to {target} (format parquet, compression zstd)")
        reach("publish.parquet_written")
    return row_counts


@contextlib.contextmanager
def _attached(con: duckdb.DuckDBPyConnection, path: Path) -> Iterator[None]:
    con.execute(f"attach {_literal(str(path))} as release (storage_version '{STORAGE_VERSION}')")
    try:
        yield
    except BaseException:
        # What is half written is thrown away: that it cannot be closed well either is no news.
        with contextlib.suppress(duckdb.Error):
            con.execute("detach release")
        raise
    con.execute("detach release")


def _comments(con: duckdb.DuckDBPyConnection, schema: str, table: str) -> Iterator[str]:
    target = f"release.main.{_quoted(table)}"
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
        yield f"comment on column {target}.{_quoted(column)} is {_literal(comment)}"


def _content_digest(con: duckdb.DuckDBPyConnection, schema: str, table: str) -> str:
    columns = con.execute(
        "select column_name, data_type from duckdb_columns() "
        "where database_name = current_database() and schema_name = ? and table_name = ? order by column_index",
        [schema, table],
    ).fetchall()
    values = ", ".join(_comparable(column, kind) for column, kind in columns)
    totals = con.execute(
        f"select count(*), sum(row_hash::hugeint)::varchar, bit_xor(row_hash)::varchar "
        f"from (select hash({values}) as row_hash from {_quoted(schema)}.{_quoted(table)})"
    ).fetchone()
    return _sha256(json.dumps([columns, totals]).encode())


def _comparable(column: str, kind: str) -> str:
    """The column as it enters the digest: days without times, fractions without the noise of the order of summing."""
    if kind.startswith("TIMESTAMP"):
        return f"{_quoted(column)}::date"
    if kind.startswith("TIME"):
        return "0"
    if kind in ("DOUBLE", "FLOAT"):
        return f"printf('%.10g', {_quoted(column)})"
    return _quoted(column)


def _make_durable(folder: Path) -> None:
    """Flush every file and folder of the release, and take the right to write from its files."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
            path.chmod(0o444)
        else:
            sync_folder(path)
    sync_folder(folder)


def _scalar(con: duckdb.DuckDBPyConnection, query: str) -> int:
    row = con.execute(query).fetchone()
    assert row is not None
    return int(row[0])


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
