"""Documents that were read already are read anew, because somebody asked for it.

Belongs here: which documents a year or a list of names means, setting them to be read, telling whether they read
differently now. Does not belong here: reading (extraction), the run that does it (orchestration).

To be killed at any moment is harmless: what was set to be read is read by the next refresh, and before the first row
that differs is written, the last build is marked as being of something else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from extraction.facts import EXTRACTOR_VERSION
from warehouse.connect import transaction
from warehouse.home import HomeError
from warehouse.inputs import BUILD, remember_loaded, remembered
from warehouse.load import TABLES, replace_documents, table_schema, unread

TO_BE_READ = "to be read"
"""Stands in the place of the extractor version of documents that are to be read anew."""

_LEAST_CHARACTERS = 8
_NAMED_AT_MOST = 5


class NoSuchDocument(HomeError):
    """What was asked to be read anew is not in the home. The line names it."""


def documents_named(con: duckdb.DuckDBPyConnection, names: Sequence[str]) -> list[str]:
    """The ids of the documents that the names mean: an id, its first eight characters or more, or a report's id.

    A report's id means all its documents. Raises NoSuchDocument for names that mean nothing, or nothing that could
    be read, or several documents.
    """
    found: dict[str, None] = {}
    unknown, turned_away = [], []
    for name in names:
        rows = con.execute(
            "select document_id, intake_rejection from raw.documents where document_id = ? or document_id in "
            "(select document_id from raw.reports where report_id = ?)",
            [name, name],
        ).fetchall()
        if not rows and len(name) >= _LEAST_CHARACTERS:
            rows = con.execute(
                "select document_id, intake_rejection from raw.documents where starts_with(document_id, lower(?))",
                [name],
            ).fetchall()
            if len(rows) > 1:
                raise NoSuchDocument(
                    f"{name!r} begins the ids of {len(rows)} documents: write more of the one you mean."
                )
        if not rows:
            unknown.append(name)
        elif any(rejection for _, rejection in rows):
            turned_away.append(name)
        found.update(dict.fromkeys(document_id for document_id, _ in rows))
    if unknown:
        raise NoSuchDocument(
            f"No document of this home is {_listed(unknown)}: name document_ids (or eight characters or more of their "
            "beginning) or report_ids, as dim_document has them."
        )
    if turned_away:
        raise NoSuchDocument(f"{_listed(turned_away)} was turned away when it came in: there is nothing to read in it.")
    return list(found)


def documents_of_years(con: duckdb.DuckDBPyConnection, years: Sequence[int]) -> list[str]:
    """The ids of the documents last read as reports of these years, superseded ones and duplicates too."""
    rows = con.execute(
        "select document_id from raw.reports where report_year in (select unnest(?::integer[]))", [list(years)]
    ).fetchall()
    return [document_id for (document_id,) in rows]


def read_anew(con: duckdb.DuckDBPyConnection, document_ids: Collection[str]) -> None:
    """Set the documents to be read by the next extraction. What was read of them stands until then."""
    with transaction(con):
        con.execute(
            "update raw.reports set extractor_version = ? where document_id in (select unnest(?::varchar[]))",
            [TO_BE_READ, list(document_ids)],
        )


def to_be_reread(con: duckdb.DuckDBPyConnection) -> set[str]:
    """The documents that were set to be read anew and have not been."""
    rows = con.execute("select document_id from raw.reports where extractor_version = ?", [TO_BE_READ]).fetchall()
    return {document_id for (document_id,) in rows}


def is_settled(con: duckdb.DuckDBPyConnection, extractor_version: str = EXTRACTOR_VERSION) -> bool:
    """Is everything read, and was the last build a whole one of what stands, as far as anybody wrote down?"""
    return not is_build_outdated(con) and not unread(con, extractor_version)


def is_build_outdated(con: duckdb.DuckDBPyConnection) -> bool:
    """Was something read differently since the last whole build, or was that build not whole?"""
    return remembered(con, BUILD) == ""


def load(
    con: duckdb.DuckDBPyConnection, batches: Iterable[Mapping[str, pa.RecordBatch]], reread: Collection[str] = ()
) -> int:
    """Load what was read, as `replace_documents` does; returns how many of the `reread` documents now read differently.

    Documents that came for the first time, or are read by another version of extraction, are not among `reread`.
    """
    collected = list(batches)
    changed = _differing(con, collected) & set(reread) if reread else set()
    if changed:
        remember_loaded(con, {BUILD: ""})
        con.execute("insert into raw.reread select unnest(?::varchar[])", [sorted(changed)])
    replace_documents(con, collected)
    return len(changed)


def _differing(con: duckdb.DuckDBPyConnection, batches: Sequence[Mapping[str, pa.RecordBatch]]) -> set[str]:
    """The documents of the batches of which something else stands in the raw schema now, but for the version."""
    news = {
        table: pa.Table.from_batches([batch[table] for batch in batches], schema=table_schema(table))
        for table in TABLES
    }
    try:
        for table, content in news.items():
            con.register(f"new_{table}", content)
        old = " union all ".join(
            _row_digests(table, f"raw.{table} semi join new_reports using (document_id)") for table in TABLES
        )
        new = " union all ".join(_row_digests(table, f"new_{table}") for table in TABLES)
        rows = con.execute(
            f"with old as ({old}), new as ({new}) select distinct document_id from "
            "((from old except from new) union all (from new except from old))"
        ).fetchall()
    finally:
        for table in news:
            con.unregister(f"new_{table}")
    return {document_id for (document_id,) in rows}


def _row_digests(table: str, relation: str) -> str:
    columns = ", ".join(name for name in table_schema(table).names if name != "extractor_version")
    return (
        f"select document_id, '{table}' as part, count(*) as row_count, sum(hash(line)::hugeint) as digest "
        f"from (select {columns} from {relation}) as line group by document_id"
    )


def _listed(names: Sequence[Any]) -> str:
    shown = ", ".join(repr(name) for name in names[:_NAMED_AT_MOST])
    return shown + (f" and {len(names) - _NAMED_AT_MOST:,} more" if len(names) > _NAMED_AT_MOST else "")
