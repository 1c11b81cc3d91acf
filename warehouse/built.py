"""What the last whole build was made of, report by report, so that the next one changes what changed and no more.

Belongs here: whether a build may change the tables that there are, what is written down after one, and from which
release on its changes are known. Does not belong here: which reports a change touches (dbt: int_changed, int_touched).

A build that is cut off has written nothing down: the next one finds the same reports changed, and those that the first
one gathered, and makes their rows again. A build in full that is cut off is begun again in full.
"""

from __future__ import annotations

import hashlib
import json

import duckdb

from extraction.facts import EXTRACTOR_VERSION
from warehouse.connect import row_count, transaction
from warehouse.home import package_version
from warehouse.inputs import SCHEMA_VERSION, remember_loaded, remembered

_RECIPE, _RELEASE = "recipe", "release"
_GATHERED = ("int_changed", "int_touched")
TOUCHED = "intermediate.int_touched"
"""The reports whose rows may be other than in the last release."""


def begin_build(
    con: duckdb.DuckDBPyConnection,
    project_digest: str,
    *,
    anew: bool = False,
    extractor_version: str = EXTRACTOR_VERSION,
) -> bool:
    """Must all tables be made anew? So where `anew` asks for it, or the last whole build was made by other rules."""
    if not anew and remembered(con, _RECIPE) == _recipe(con, project_digest, extractor_version):
        return False
    with transaction(con):
        con.execute("delete from raw.built")
        con.execute("delete from raw.tested")
        remember_loaded(con, {_RECIPE: ""})
    return True


def end_build(
    con: duckdb.DuckDBPyConnection, project_digest: str, *, extractor_version: str = EXTRACTOR_VERSION
) -> None:
    """Every table was just built, and every test passed: write down what each report was made of."""
    with transaction(con):
        con.execute("delete from raw.built")
        con.execute(
            "insert into raw.built by name select s.*, p.cell_count, p.print "
            "from intermediate.int_signatures s left join intermediate.int_prints p using (report_id)"
        )
        con.execute(
            "insert into raw.tested select document_id from raw.reports where document_id not in (from raw.tested)"
        )
        con.execute("delete from raw.reread")
        remember_loaded(con, {_RECIPE: _recipe(con, project_digest, extractor_version)})


def touched_since(con: duckdb.DuckDBPyConnection, release_id: str) -> int | None:
    """How many reports of the build may be other than in this release, those in intermediate.int_touched.

    None where that is not known: another release was published from this warehouse last, or none.
    """
    if remembered(con, _RELEASE) != release_id or not _has_gathered(con):
        return None
    return row_count(con, TOUCHED)


def remember_published(con: duckdb.DuckDBPyConnection, release_id: str) -> None:
    """The build stands in this release: from now on changes are gathered against it."""
    with transaction(con):
        if _has_gathered(con):
            for table in _GATHERED:
                con.execute(f"delete from intermediate.{table}")
        remember_loaded(con, {_RELEASE: release_id})


def _recipe(con: duckdb.DuckDBPyConnection, project_digest: str, extractor_version: str) -> str:
    """All that the rows of every report depend on. The roster belongs to it: it is edited once a year."""
    roster = remembered(con, "roster")
    parts = [project_digest, extractor_version, package_version(), SCHEMA_VERSION, duckdb.__version__, roster]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _has_gathered(con: duckdb.DuckDBPyConnection) -> bool:
    row = con.execute(
        "select count(*) from duckdb_tables() where database_name = current_database() "
        "and schema_name = 'intermediate' and table_name in (select unnest(?))",
        [list(_GATHERED)],
    ).fetchone()
    return row is not None and int(row[0]) == len(_GATHERED)
