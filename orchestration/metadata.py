"""What the UI shows beside an asset: rows, a sample, all of it neutral text.

Belongs here: turning tables and records into Dagster's metadata. Does not belong here: choosing what is measured.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import dagster as dg
import duckdb

from orchestration.neutral import neutral
from warehouse.connect import row_count

SAMPLE_ROWS = 5
SAMPLE_CHARACTERS = 80


def table_metadata(con: duckdb.DuckDBPyConnection, key: dg.AssetKey) -> dict[str, Any]:
    """Row count and a few rows of the table that an asset key names; nothing where it is no table."""
    schema, name = key.path
    try:
        count = row_count(con, f'"{schema}"."{name}"')
        cursor = con.execute(f'from "{schema}"."{name}" limit {SAMPLE_ROWS}')
    except duckdb.CatalogException:
        return {}
    columns = [column for column, *_ in cursor.description or ()]
    rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return {"dagster/row_count": count, "sample": records(rows)}


def records(rows: Sequence[Mapping[str, Any]]) -> Any:
    """Records as a table of the UI. Values are cut, and freed of what a terminal or a page could obey."""
    if not rows:
        return dg.MetadataValue.text("no rows")
    shown = [dg.TableRecord({name: _value(value) for name, value in row.items()}) for row in rows]
    columns = [dg.TableColumn(name, "string") for name in rows[0]]
    return dg.MetadataValue.table(shown, schema=dg.TableSchema(columns))


def _value(value: Any) -> str | int | float | bool | None:
    if value is None or isinstance(value, bool | int | float):
        return value
    text = neutral(str(value))
    return text if len(text) <= SAMPLE_CHARACTERS else text[: SAMPLE_CHARACTERS - 1] + "…"
