"""Is a home sound, and what is to be done? Looks at everything, changes nothing.

Belongs here: the checks and their words; setting a warehouse file aside. Does not belong here: making anything anew
(orchestration does, from raw/).
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from warehouse.captures import captures
from warehouse.collect import read_sources
from warehouse.connect import look_into_warehouse, open_release
from warehouse.home import HOME_VERSION, Home, HomeBusy, HomeError, holder, is_locked, open_home, version_of
from warehouse.home_tables import HomeFileError, check_home_tables
from warehouse.ledger import LedgerRow, ledger_rows, raw_path, unlisted
from warehouse.retention import Release, current_release, leftovers, read_release, release_folders

_LEAST_FREE_BYTES = 512 * 1024 * 1024

Progress = Callable[[int, int], None]
"""Called with (documents checked, documents in all)."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """One thing that is wrong: what, where, and what to do about it."""

    what: str
    where: str
    what_to_do: str


def examine(home: Home, progress: Progress | None = None) -> list[Complaint]:
    """Everything that is wrong with the home; an empty list where it is sound.

    Reads every archived document and every published file once. A home that is in use is only told to be so.
    """
    if is_locked(home):
        entry = holder(home) or {}
        who = f"process {entry.get('pid', '?')} on {entry.get('host', '?')}, since {entry.get('since', '?')}"
        return [Complaint(f"the home is in use ({who})", str(home.root), "run doctor again when it has ended")]
    return [
        *_layout(home),
        *_archive(home, progress),
        *_warehouse(home),
        *_records(home),
        *_releases(home),
        *_own_files(home),
        *_space(home),
    ]


def move_aside(home: Home) -> Path | None:
    """Set the warehouse file aside, so that the next refresh makes it anew; where it lies now, None if there was none.

    Call it with the home locked.
    """
    if not home.warehouse.exists():
        return None
    name = f"{home.warehouse.name}.aside-{datetime.now(UTC):%Y%m%dT%H%M%S%f}Z"
    aside = home.warehouse.with_name(name)
    log = home.warehouse.with_name(f"{home.warehouse.name}.wal")
    if log.exists():
        # The log first: a log without its file is of no use, a file with another's log is damaged.
        log.rename(aside.with_name(f"{name}.wal"))
    home.warehouse.rename(aside)
    return aside


def _layout(home: Home) -> Iterator[Complaint]:
    try:
        open_home(home.root, home.landing, writable=False)
    except HomeError as error:
        yield Complaint("the home cannot be used", str(home.root), str(error))
        return
    found = version_of(home)
    if found < HOME_VERSION:
        yield Complaint(
            f"the home has version {found}, and this gongkai works with {HOME_VERSION}",
            str(home.version_file),
            "run `gongkai refresh`, which brings it up to date",
        )


def _archive(home: Home, progress: Progress | None) -> Iterator[Complaint]:
    rows: dict[str, LedgerRow] = {}
    try:
        for row in ledger_rows(home):
            rows.setdefault(row.document_id, row)
    except HomeError as error:
        yield Complaint("the ledger is damaged", str(home.ledger), str(error))
        return
    for done, (document_id, row) in enumerate(rows.items()):
        if progress is not None and done % 100 == 0:
            progress(done, len(rows))
        yield from _document(home, document_id, row)
    if progress is not None:
        progress(len(rows), len(rows))
    try:
        deque(captures(home), maxlen=0)
    except HomeError as error:
        yield Complaint("the journal of captures is damaged", str(home.captures), str(error))
    for path in unlisted(home, rows):
        yield Complaint(
            f"a document of {path.stat().st_size:,} bytes that the ledger does not list",
            str(path),
            "an interrupted ingest left it: drop it into landing if it is wanted, then delete it here",
        )


def _document(home: Home, document_id: str, row: LedgerRow) -> Iterator[Complaint]:
    path = raw_path(home, document_id)
    restore = f"restore it from a backup, or delete it and drop {row.name!r} into landing again"
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        # Of what was turned away at the door the bytes are kept only where they could be had.
        if row.rejection is None:
            yield Complaint(f"the archived document {row.name!r} is missing", str(path), restore)
    except OSError as error:
        yield Complaint(f"the archived document {row.name!r} cannot be read ({error.strerror})", str(path), restore)
    else:
        if digest != document_id:
            yield Complaint(f"the archived document {row.name!r} is not what was archived", str(path), restore)


def _warehouse(home: Home) -> Iterator[Complaint]:
    if not home.warehouse.exists():
        return
    try:
        with look_into_warehouse(home) as con:
            tables = con.execute(
                "select schema_name, table_name from duckdb_tables() where database_name = current_database()"
            ).fetchall()
            for schema, table in tables:
                # DuckDB compares every block that it reads with its check sum.
                con.execute(f'select bit_xor(hash(row)) from "{schema}"."{table}" as row').fetchone()
    except HomeBusy as error:
        yield Complaint("the working database is open elsewhere", str(home.warehouse), str(error))
    except HomeError as error:
        yield Complaint("the working database cannot be used", str(home.warehouse), str(error))
    except duckdb.Error as error:
        first_line = str(error).splitlines()[0]
        remedy = "run `gongkai doctor --rebuild`; everything in it comes from raw/"
        yield Complaint(f"the working database is damaged ({first_line})", str(home.warehouse), remedy)


def _records(home: Home) -> Iterator[Complaint]:
    """Dagster's SQLite files, read as they lie there: to open them in any other way would write beside them."""
    for path in sorted((home.root / "dagster").rglob("*.db")):
        try:
            with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as con:
                found = str(con.execute("pragma quick_check").fetchone()[0])
        except sqlite3.Error as error:
            found = str(error)
        if found != "ok":
            remedy = f"delete {home.root / 'dagster'}: it holds nothing but the history of runs"
            yield Complaint(f"Dagster's records are damaged ({found.splitlines()[0]})", str(path), remedy)


def _releases(home: Home) -> Iterator[Complaint]:
    for path in leftovers(home):
        yield Complaint("an unfinished release", str(path), "the next publication removes it; nothing needs to be done")
    if home.current.exists() and not home.current.is_symlink():
        yield Complaint("`current` is no symlink", str(home.current), "delete it and refresh")
        return
    try:
        current = current_release(home)
    except HomeError as error:
        yield Complaint("`current` leads nowhere", str(home.current), str(error))
        current = None
    for folder in release_folders(home):
        is_current = current is not None and folder == current.path
        remedy = "run `gongkai doctor --rebuild`, which publishes anew" if is_current else "delete that folder"
        try:
            release = read_release(folder)
        except HomeError as error:
            yield Complaint("a release without a sound manifest", str(folder), str(error))
            continue
        yield from _release(release, remedy)


def _release(release: Release, remedy: str) -> Iterator[Complaint]:
    files = release.manifest.get("files", {})
    for name, entry in files.items():
        path = release.path / name
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            yield Complaint(f"a published file cannot be read ({error.strerror})", str(path), remedy)
            continue
        if digest != entry["sha256"]:
            yield Complaint("a published file is not what was published", str(path), remedy)
            return
    try:
        with open_release(release.path) as con:
            rows = con.execute("select table_name from duckdb_tables() where schema_name = 'main'").fetchall()
    except HomeError as error:
        yield Complaint("a release cannot be opened", str(release.path), f"{error}; {remedy}")
        return
    if {table for (table,) in rows} != release.row_counts.keys():
        yield Complaint("a release's tables are not those of its manifest", str(release.path), remedy)


def _own_files(home: Home) -> Iterator[Complaint]:
    errors = check_home_tables(home)
    try:
        read_sources(home)
    except HomeFileError as unusable:
        errors.append(unusable)
    for error in errors:
        yield Complaint("a file that people keep has a line that cannot be used", str(home.root), str(error))


def _space(home: Home) -> Iterator[Complaint]:
    # A refresh needs room for one more release, and for the working database to grow as much again.
    sizes = [path.stat().st_size for path in [home.warehouse, *home.current.glob("**/*")] if path.is_file()]
    wanted = max(_LEAST_FREE_BYTES, 2 * sum(sizes))
    free = shutil.disk_usage(home.root).free
    if free < wanted:
        yield Complaint(
            f"{free / 1e9:.1f} GB are free, and the next refresh may need {wanted / 1e9:.1f} GB",
            str(home.root),
            "free space, or move the home to a larger disk",
        )
