"""What a release was made of, as one digest: it tells a refresh that there is nothing to do.

Belongs here: the digest of what lies in the home now, and of what the last whole build was made of. They are two:
between them somebody may have dropped a report, edited a CSV file, or run one step alone from the UI.
Does not belong here: digests of what a build contains (publish.py).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

import duckdb

from extraction.facts import EXTRACTOR_VERSION
from warehouse.captures import captures_digest
from warehouse.home import Home, package_version
from warehouse.ledger import ledger_digest

SCHEMA_VERSION = 1
"""Of the published tables. A change that can break a reader raises it, with a note in CHANGELOG."""

BUILD = "build"
"""The name under which raw.inputs keeps what the last whole build was made of; "" where that is not known."""
_LOADED = ("ledger", "captures", "corrections", "waivers", "roster")


def input_digest(home: Home, project_digest: str, extractor_version: str = EXTRACTOR_VERSION) -> str:
    """The digest of what lies in the home now: documents, what fetching found, extractor, dbt project,
    the home's CSV files, our version.

    Equal to the current release's `input_digest` in its manifest: there is nothing to do.
    """
    loaded = {"ledger": ledger_digest(home), "captures": captures_digest(home)} | home_file_digests(home)
    return _digest(loaded, project_digest, extractor_version)


def home_file_digests(home: Home) -> dict[str, str]:
    """SHA-256 of each file that people keep in the home, "" where there is none."""
    files = {"corrections": home.corrections, "waivers": home.waivers, "roster": home.roster}
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "" for name, path in files.items()
    }


def remember_loaded(con: duckdb.DuckDBPyConnection, digests: Mapping[str, str]) -> None:
    """These inputs now stand in the raw schema. Call it within the transaction that put them there."""
    for name, digest in digests.items():
        con.execute("delete from raw.inputs where name = ?", [name])
        con.execute("insert into raw.inputs values (?, ?)", [name, digest])


def remembered(con: duckdb.DuckDBPyConnection, name: str) -> str | None:
    """What `remember_loaded` noted under this name last, None where nothing was."""
    row = con.execute("select digest from raw.inputs where name = ?", [name]).fetchone()
    return str(row[0]) if row else None


def remember_built(
    con: duckdb.DuckDBPyConnection, project_digest: str, extractor_version: str = EXTRACTOR_VERSION
) -> None:
    """All published tables were just built from the raw schema as it stands. Not to be called after a partial build.

    Where documents are still unread the build is that of no known input: the next refresh will have something to do.
    """
    loaded = dict(
        con.execute("select name, digest from raw.inputs where name in (select unnest(?))", [list(_LOADED)]).fetchall()
    )
    waiting = con.execute(
        "select 1 from raw.documents d where intake_rejection is null and not exists "
        "(from raw.reports r where r.document_id = d.document_id and r.extractor_version = ?) limit 1",
        [extractor_version],
    ).fetchone()
    is_whole = waiting is None and set(loaded) == set(_LOADED)
    remember_loaded(con, {BUILD: _digest(loaded, project_digest, extractor_version) if is_whole else ""})


def built_digest(con: duckdb.DuckDBPyConnection) -> str | None:
    """The input digest of the last whole build, None where it is not known."""
    return remembered(con, BUILD) or None


def _digest(loaded: Mapping[str, str], project_digest: str, extractor_version: str) -> str:
    parts = [sorted(loaded.items()), project_digest, extractor_version, package_version(), SCHEMA_VERSION]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
