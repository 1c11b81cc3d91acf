"""The only place that opens DuckDB files: the working database for its one writer, releases for reading.

Belongs here: settings, the raw schema's presence, what a file that cannot be opened means for the user.
Does not belong here: what is read or written.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import duckdb

from warehouse import refusals
from warehouse.home import Home, HomeBusy, HomeError

SCHEMA = Path(__file__).with_name("schema.sql")

_MEMORY_LIMIT = "600MB"
"""More makes no stage faster. DuckDB takes far more than it is allowed where texts are long: a run stays below 2 GB."""
_CHECKPOINT_THRESHOLD = "512MB"
"""Each checkpoint writes a table's last row group again: after every batch it would cost ever more."""


def open_warehouse(home: Home) -> duckdb.DuckDBPyConnection:
    """The working database, with the raw schema in it. Use it in a `with` statement: dbt needs the file to be free.

    Memory is limited to GONGKAI_MEMORY_LIMIT (600MB), beyond which DuckDB works on disk beside the file. Raises
    HomeBusy if another process has it open, HomeError if it is damaged or was made by another version.
    """
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory_limit(),
        "checkpoint_threshold": _CHECKPOINT_THRESHOLD,
    }
    con = _connect(home, config, read_only=False)
    try:
        _demand_known_tables(con, home)
        with transaction(con):
            con.execute(SCHEMA.read_text(encoding="utf-8"))
    except duckdb.Error as error:
        con.close()
        raise _damaged(home, error) from None
    except HomeError:
        con.close()
        raise
    return con


def memory_limit() -> str:
    """What DuckDB may take of memory, in its own words: GONGKAI_MEMORY_LIMIT, or what suits a run."""
    return os.environ.get("GONGKAI_MEMORY_LIMIT", _MEMORY_LIMIT)


def look_into_warehouse(home: Home) -> duckdb.DuckDBPyConnection:
    """The working database for reading only. Raises HomeError as `open_warehouse`."""
    con = _connect(home, {}, read_only=True)
    try:
        _demand_known_tables(con, home)
    except HomeError:
        con.close()
        raise
    return con


def open_release(path: Path) -> duckdb.DuckDBPyConnection:
    """A release's marts.duckdb for reading only; `path` is the release's folder or the symlink to it.

    Raises HomeError if it cannot be opened.
    """
    folder = path
    while True:
        try:
            # Resolved, because DuckDB hands out a database that is already open under the same path, also after a swap.
            folder = path.resolve(strict=True)
            return duckdb.connect(folder / "marts.duckdb", read_only=True)
        except (OSError, duckdb.Error) as error:
            # A release may be swapped, and the old one retired, between the two lines above: then there is another.
            if path.exists() and path.resolve() != folder:
                continue
            raise HomeError(f"{path} cannot be opened ({_first_line(error)}): run `gongkai doctor`.") from None


@contextlib.contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All that is done within is done, or nothing. Raises HomeError where the disk refuses."""
    con.execute("begin transaction")
    try:
        with storage_errors_named("The working database"):
            yield
            con.execute("commit")
    except BaseException:
        # A commit that failed has ended the transaction already.
        with contextlib.suppress(duckdb.Error):
            con.execute("rollback")
        raise


@contextlib.contextmanager
def storage_errors_named(what: str) -> Iterator[None]:
    """Turns a full disk, a damaged block and their like into a HomeError; mistakes in SQL stay what they are."""
    try:
        yield
    except (OSError, duckdb.OperationalError, duckdb.FatalException) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else _first_line(error)
        raise HomeError(
            f"{what} cannot be written ({reason}): check space and permissions (`gongkai doctor` helps), "
            "then refresh again; what is published stays as it was."
        ) from error


def open_memory() -> duckdb.DuckDBPyConnection:
    """A database of its own in memory."""
    return duckdb.connect(":memory:")


def row_count(con: duckdb.DuckDBPyConnection, relation: str) -> int:
    """How many rows a table, a view or any other relation in SQL's words has. Raises duckdb.Error without it."""
    row = con.execute(f"select count(*) from {relation}").fetchone()
    assert row is not None
    return int(row[0])


def _connect(
    home: Home, config: dict[str, str | bool | int | float | list[str]], *, read_only: bool
) -> duckdb.DuckDBPyConnection:
    try:
        con = duckdb.connect(home.warehouse, read_only=read_only, config=config)
        con.execute("set enable_progress_bar = false")  # it would write on our terminal
        return con
    except duckdb.Error as error:
        if "could not set lock" in str(error).lower():
            raise HomeBusy(
                f"{home.warehouse} is open in another process ({_holder_named(error)}): "
                "close it there; readers belong on the releases."
            ) from None
        if isinstance(error, duckdb.InvalidInputException | duckdb.ParserException):
            raise HomeError(f"DuckDB refuses its settings: {_first_line(error)} (GONGKAI_MEMORY_LIMIT?)") from None
        raise _damaged(home, error) from None


def _demand_known_tables(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    """Every raw table that there is has the columns that schema.sql gives it."""
    found = _raw_columns(con)
    if any(columns != found.get(table, columns) for table, columns in _expected_columns().items()):
        raise HomeError(
            f"{home.warehouse} was made by another version of gongkai: run `gongkai doctor --rebuild`; "
            "everything in it comes from raw/."
        )


@cache
def _expected_columns() -> dict[str, list[tuple[str, str]]]:
    with open_memory() as fresh:
        fresh.execute(SCHEMA.read_text(encoding="utf-8"))
        return _raw_columns(fresh)


def _raw_columns(con: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[str, str]]]:
    """Table → (name, type) of its columns in order."""
    rows = con.execute(
        "select table_name, list((column_name, data_type) order by column_index) from duckdb_columns() "
        "where schema_name = 'raw' and not internal and database_name = current_database() group by all"
    ).fetchall()
    return {str(table): columns for table, columns in rows}


def _damaged(home: Home, error: Exception) -> HomeError:
    refused = refusals.told(error)
    if refused is not None:
        return HomeError(f"{home.warehouse} cannot be used. {refused}")
    return HomeError(
        f"{home.warehouse} cannot be used ({_first_line(error)}): run `gongkai doctor --rebuild`; "
        "everything in it comes from raw/."
    )


def _holder_named(error: Exception) -> str:
    text = str(error)
    start = text.find("PID ")
    return text[start:].split(")")[0].split(".")[0] if start >= 0 else "unknown"


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:500] if lines else type(error).__name__
