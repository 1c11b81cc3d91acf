"""The columns that readers of a release rely on, as committed beside this file, and as a release has them.

Belongs here: reading both, writing the former: `python tests/published_schema.py HOME/releases/current`. Does not belong
here: what must be so (tests/integration/test_published_schema.py).
"""

from __future__ import annotations

import csv
import hashlib
import sys
from pathlib import Path

import duckdb

SNAPSHOT = Path(__file__).with_suffix(".csv")
Column = tuple[str, str, str]
"""Table, column, type."""


def committed() -> list[Column]:
    """The columns as committed, in order."""
    with SNAPSHOT.open(encoding="utf-8", newline="") as file:
        return [(row["table"], row["column"], row["type"]) for row in csv.DictReader(file)]


def published(release: Path) -> list[Column]:
    """The columns of a release, by table, in their order."""
    with duckdb.connect(str(release / "marts.duckdb"), read_only=True) as con:
        return con.execute(
            "select table_name, column_name, data_type from duckdb_columns() "
            "where schema_name = 'main' and database_name = current_database() order by table_name, column_index"
        ).fetchall()


def digest(columns: list[Column]) -> str:
    """Eight characters that change with any column: CHANGELOG names them beside the schema version."""
    return hashlib.sha256("\n".join("\t".join(column) for column in columns).encode()).hexdigest()[:8]


if __name__ == "__main__":
    with SNAPSHOT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("table", "column", "type"))
        writer.writerows(published(Path(sys.argv[1])))
    print(digest(committed()))
