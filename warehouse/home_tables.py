"""The CSV files that people keep in a home: corrections, waivers, the roster of authorities that owe reports.

Belongs here: their columns, what is wrong with a line, and their way into raw.*. Does not belong here: what they do
to facts and findings (dbt). A file that is not there is an empty one.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.connect import transaction
from warehouse.faults import reach
from warehouse.home import Home, HomeError
from warehouse.inputs import home_file_digests, remember_loaded
from warehouse.load import table_schema

_FACTS = {
    "disclosure": ("measure", "item", "channel", "topic"),
    "application": ("measure", "channel", "applicant", "outcome", "reason"),
    "case": ("procedure", "result"),
}
_FIRST_YEAR, _LAST_YEAR = 1990, 2200
_DIMENSIONS = tuple(dict.fromkeys(name for names in _FACTS.values() for name in names))


class HomeFileError(HomeError):
    """A line of one of these files cannot be used: names the file, the line and what it wants."""


@dataclass(frozen=True, slots=True)
class _Kind:
    table: str
    path: Callable[[Home], Path]
    required: tuple[str, ...]
    check: Callable[[Mapping[str, Any]], str | None]


def sync_home_tables(con: duckdb.DuckDBPyConnection, home: Home) -> dict[str, int]:
    """Make raw.corrections, raw.waivers and raw.roster what the home's files say; returns rows by table.

    Raises HomeFileError, with nothing changed, at the first line that cannot be used.
    """
    # Before the files are read: one that is edited meanwhile is then read again by the next refresh.
    digests = home_file_digests(home)
    contents = {kind.table: _read(kind, home) for kind in _KINDS}
    with transaction(con):
        for table, content in contents.items():
            con.register("entries", content)
            con.execute(f"delete from raw.{table}")
            con.execute(f"insert into raw.{table} by name select * from entries")
            con.unregister("entries")
        remember_loaded(con, digests)
        reach("load.home_tables_replaced")
    return {table: content.num_rows for table, content in contents.items()}


def no_year(year: int | None) -> str | None:
    """What is wrong with a year of one of the files; slips of the pen are far outside of what is allowed."""
    return f"{year} is no year." if year is not None and not _FIRST_YEAR <= year <= _LAST_YEAR else None


def check_home_tables(home: Home) -> list[HomeFileError]:
    """The first thing wrong with each of the files."""
    errors = []
    for kind in _KINDS:
        try:
            _read(kind, home)
        except HomeFileError as error:
            errors.append(error)
    return errors


def _read(kind: _Kind, home: Home) -> pa.Table:
    schema = table_schema(kind.table)
    rows = read_rows(kind.path(home), schema, kind.required, _KEYS[kind.table], kind.check)
    return pa.Table.from_pylist(rows, schema=schema)


def read_rows(
    path: Path,
    schema: pa.Schema,
    required: tuple[str, ...],
    keys: tuple[str, ...],
    check: Callable[[Mapping[str, Any]], str | None],
) -> list[dict[str, Any]]:
    """The file's rows with the schema's columns, each with its `line_number`; none where there is no file.

    `required` columns are never empty, no two rows share their `keys`, `check` says what else is wrong with a row.
    Raises HomeFileError at the first line that cannot be used.
    """
    columns = [name for name in schema.names if name != "line_number"]
    rows: list[dict[str, Any]] = []
    seen: dict[tuple[Any, ...], int] = {}
    try:
        # utf-8-sig: Excel writes a byte-order mark.
        text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    except UnicodeDecodeError:
        raise HomeFileError(f"{path} is not in UTF-8: save it as CSV UTF-8.") from None
    except OSError as error:
        raise HomeFileError(f"{path} cannot be read ({error.strerror}).") from None
    reader = csv.DictReader(text.splitlines(keepends=True), restkey="", strict=True)
    try:
        _demand_header(path, reader.fieldnames or (), columns, required)
        for line in reader:
            number = reader.line_num
            if not any(_strip(value) for value in line.values()):
                continue
            row = _row(path, number, line, schema)
            problem = _missing(row, required) or check(row)
            if problem:
                raise HomeFileError(f"{path} line {number}: {problem}")
            key = tuple(row[name] for name in keys)
            if key in seen:
                raise HomeFileError(f"{path} line {number}: says again what line {seen[key]} is about; keep one.")
            seen[key] = number
            rows.append({**row, "line_number": number})
    except csv.Error as error:
        raise HomeFileError(f"{path} line {reader.line_num}: is no CSV ({error}).") from None
    return rows


def _demand_header(path: Path, found: Any, known: list[str], required: tuple[str, ...]) -> None:
    if not found:
        return
    unknown = [name for name in found if name not in known]
    missing = [name for name in required if name not in found]
    if unknown or missing:
        complaint = f"unknown column {unknown[0]!r}" if unknown else f"the column {missing[0]} is missing"
        raise HomeFileError(f"{path} line 1: {complaint}; the columns are {', '.join(known)}.")
    if len(set(found)) < len(found):
        raise HomeFileError(f"{path} line 1: a column is named twice.")


def _row(path: Path, number: int, line: Mapping[str, Any], schema: pa.Schema) -> dict[str, Any]:
    if "" in line:
        raise HomeFileError(f"{path} line {number}: has more cells than the header.")
    row: dict[str, Any] = {}
    for field in schema:
        if field.name == "line_number":
            continue
        text = _strip(line.get(field.name))
        try:
            row[field.name] = _parsed(text, field.type) if text else None
        except (ValueError, InvalidOperation):
            wanted = "a day (2024-01-31)" if pa.types.is_date(field.type) else "a number"
            raise HomeFileError(f"{path} line {number}: {field.name} is {text!r}; it wants {wanted}.") from None
    return row


def _parsed(text: str, kind: pa.DataType) -> Any:
    if pa.types.is_integer(kind):
        return int(text)
    if pa.types.is_decimal(kind):
        value = Decimal(text.replace(",", ""))
        if (
            not value.is_finite()
            or value != round(value, kind.scale)
            or abs(value) >= 10 ** (kind.precision - kind.scale)
        ):
            raise ValueError(text)
        return value
    if pa.types.is_date(kind):
        return date.fromisoformat(text)
    return text


def _missing(row: Mapping[str, Any], required: tuple[str, ...]) -> str | None:
    return next((f"{name} is empty." for name in required if row[name] is None), None)


def _strip(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _check_correction(row: Mapping[str, Any]) -> str | None:
    own = _FACTS.get(row["fact"])
    if own is None:
        return f"fact is {row['fact']!r}; it is one of {', '.join(_FACTS)}."
    foreign = next((name for name in _DIMENSIONS if row[name] is not None and name not in own), None)
    return f"a {row['fact']} has no {foreign}; its dimensions are {', '.join(own)}." if foreign else None


def _check_roster(row: Mapping[str, Any]) -> str | None:
    first, last = row["first_year"], row["last_year"]
    wrong = no_year(first) or no_year(last)
    if wrong:
        return wrong
    if first is not None and last is not None and last < first:
        return f"last_year {last} is before first_year {first}."
    return None


_KEYS = {
    "corrections": ("report_id", "fact", *_DIMENSIONS),
    "waivers": ("rule_id", "report_id"),
    "roster": ("authority_id", "first_year"),
}
_KINDS = (
    _Kind(
        "corrections",
        lambda home: home.corrections,
        ("report_id", "fact", "corrected_value", "justification"),
        _check_correction,
    ),
    _Kind("waivers", lambda home: home.waivers, ("rule_id", "report_id", "reason"), lambda row: None),
    _Kind("roster", lambda home: home.roster, ("authority_id",), _check_roster),
)
