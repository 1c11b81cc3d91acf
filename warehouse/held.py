"""A build that was held back is kept, so that somebody can look at what failed while the pipeline goes on.

Belongs here: writing and sweeping HOME/held. Does not belong here: the decision to hold a build back (orchestration).
Nothing here is ever published: the next refresh builds anew.
"""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse.digests import published_tables
from warehouse.home import Home

KEEP_HELD = 3

_NAME = re.compile(r"(\d{6})-.*|\d{8}T.*")


def hold(con: duckdb.DuckDBPyConnection, home: Home, results: Any) -> Path:
    """Copy the build's tables and what the expectations said of it into a folder of HOME/held; returns that folder.

    Of older ones the last KEEP_HELD stay. Call it with the home locked.
    """
    last = next(reversed(held_folders(home)), None)
    number = 1 + (_number(last) if last is not None else 0)
    folder = home.held / f"{number:06}-{datetime.now(UTC):%Y%m%dT%H%M%S}Z"
    folder.mkdir(parents=True)
    path = str(folder / "marts.duckdb").replace("'", "''")
    con.execute(f"attach '{path}' as held")
    try:
        for table, schema in published_tables(con).items():
            con.execute(f'create table held.main."{table}" as from "{schema}"."{table}"')
    finally:
        con.execute("detach held")
    (folder / "verdict.json").write_text(json.dumps(results, ensure_ascii=False, indent=2), encoding="utf-8")
    for old in held_folders(home)[:-KEEP_HELD]:
        shutil.rmtree(old, ignore_errors=True)
    return folder


def held_folders(home: Home) -> list[Path]:
    """The builds that are kept, oldest first: by running number, since clocks jump."""
    if not home.held.is_dir():
        return []
    return sorted((path for path in home.held.iterdir() if _NAME.fullmatch(path.name)), key=_number)


def _number(folder: Path) -> int:
    match = _NAME.fullmatch(folder.name)
    return int(match[1] or 0) if match else 0
