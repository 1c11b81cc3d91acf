"""A build that was held back is kept, so that somebody can look at what failed while the pipeline goes on.

Belongs here: writing and sweeping HOME/held. Does not belong here: the decision to hold a build back (orchestration).
Nothing here is ever published: the next refresh builds anew.
"""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse.home import Home
from warehouse.publish import published_tables

KEEP_HELD = 3


def hold(con: duckdb.DuckDBPyConnection, home: Home, results: Any) -> Path:
    """Copy the build's tables and what the expectations said of it into a folder of HOME/held; returns that folder.

    Of older ones the last KEEP_HELD stay. Call it with the home locked.
    """
    folder = home.held / f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}Z"
    folder.mkdir(parents=True)
    path = str(folder / "marts.duckdb").replace("'", "''")
    con.execute(f"attach '{path}' as held")
    try:
        for table, schema in published_tables(con).items():
            con.execute(f'create table held.main."{table}" as from "{schema}"."{table}"')
    finally:
        con.execute("detach held")
    (folder / "verdict.json").write_text(json.dumps(results, ensure_ascii=False, indent=2), encoding="utf-8")
    for old in sorted(home.held.iterdir())[:-KEEP_HELD]:
        shutil.rmtree(old, ignore_errors=True)
    return folder
