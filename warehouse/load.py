"""Fills the raw schema: documents from the ledger, extractions from Arrow, the home's own CSV files.

Belongs here: the way from facts to raw.* rows, in transactions that leave the old rows or the new ones.
Does not belong here: reading documents (extraction), and any judgement of what the rows say (dbt).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from itertools import repeat
from operator import attrgetter
from typing import Any

import duckdb
import pyarrow as pa

from extraction.facts import EXTRACTOR_VERSION, Extraction, Issue, Observation, Part, Report
from warehouse.captures import Capture, captures, captures_digest
from warehouse.connect import SCHEMA, open_memory, row_count, transaction
from warehouse.faults import reach
from warehouse.home import Home
from warehouse.inputs import remember_loaded, remembered
from warehouse.ledger import ledger_digest, ledger_rows

Batches = dict[str, pa.RecordBatch]
"""One Arrow batch for each raw table that extraction fills, with exactly that table's columns."""

TABLES = ("reports", "observations", "issues", "parts", "document_texts")
_LEDGER_LINES = "ledger_lines"
"""The name under which raw.inputs keeps how many lines of the ledger were loaded."""


def sync_documents(con: duckdb.DuckDBPyConnection, home: Home) -> int:
    """Make raw.documents what the ledger says: one row a document, named as it was first seen.

    The source address is the first that any line of the ledger gives. Returns how many documents are new. Rows are
    only added, or replaced where they changed; if nothing did, nothing is written. Lines that were loaded before are
    not read again.
    """
    after = _lines_loaded(con, home)
    lines = list(ledger_rows(home, after))
    documents = _documents_of(con, {row.document_id for row in lines}) if after else {}
    for row in lines:
        known = documents.setdefault(
            row.document_id,
            {
                "document_id": row.document_id,
                "source_name": row.name,
                "source_url": row.url,
                "byte_count": row.byte_count,
                "first_seen_at": row.first_seen_at,
                "sighting": row.sighting,
                "intake_rejection": row.rejection,
                "intake_rejection_detail": row.rejection_detail,
            },
        )
        known["source_url"] = known["source_url"] or row.url
    entries = pa.Table.from_pylist(list(documents.values()), schema=table_schema("documents"))
    con.register("entries", entries)
    try:
        with transaction(con):
            con.execute("create temporary table changed as select * from entries except select * from raw.documents")
            # A ledger brought back from a backup may have fewer lines than were loaded before.
            con.execute(
                "create temporary table gone as "
                "select document_id from raw.documents anti join entries using (document_id) where ?",
                [after == 0],
            )
            new = row_count(con, "changed anti join raw.documents using (document_id)")
            if row_count(con, "changed") or row_count(con, "gone"):
                con.execute("delete from raw.documents where document_id in (select document_id from changed)")
                con.execute("insert into raw.documents select * from changed")
            if row_count(con, "gone"):
                for table in ("documents", *TABLES):
                    con.execute(f"delete from raw.{table} where document_id in (select document_id from gone)")
            con.execute("drop table changed")
            con.execute("drop table gone")
            remember_loaded(con, {"ledger": ledger_digest(home), _LEDGER_LINES: str(after + len(lines))})
            reach("load.documents_replaced")
    finally:
        con.unregister("entries")
    return new


def _lines_loaded(con: duckdb.DuckDBPyConnection, home: Home) -> int:
    """How many lines of the ledger stand in raw.documents; 0 where they are other ones now."""
    lines = int(remembered(con, _LEDGER_LINES) or 0)
    return lines if remembered(con, "ledger") == ledger_digest(home, lines) else 0


def _documents_of(con: duckdb.DuckDBPyConnection, document_ids: Collection[str]) -> dict[str, dict[str, Any]]:
    rows = con.execute("from raw.documents where document_id in (select unnest(?))", [list(document_ids)])
    return {row["document_id"]: row for row in rows.to_arrow_table().to_pylist()}


def sync_captures(con: duckdb.DuckDBPyConnection, home: Home) -> int:
    """Make raw.captures what captures.jsonl says: one row an attempt. Returns how many are new.

    The file is append-only: lines that were loaded before are not read again, unless the last of them is another now
    (a file brought back from a backup, a damaged line taken out).
    """
    digest = captures_digest(home)
    schema = table_schema("captures")
    last = con.execute("from raw.captures order by capture_number desc limit 1").to_arrow_table().to_pylist()
    after = int(last[0]["capture_number"]) if last else 0
    attempts = enumerate(captures(home, max(after - 1, 0)), start=max(after, 1))
    rows = [_capture_row(number, capture, schema) for number, capture in attempts]
    if last and rows[:1] == last:
        rows = rows[1:]
    elif last:
        after = 0
        rows = [_capture_row(number, capture, schema) for number, capture in enumerate(captures(home), start=1)]
    con.register("entries", pa.Table.from_pylist(rows, schema=schema))
    try:
        with transaction(con):
            if after == 0:
                con.execute("delete from raw.captures")
            con.execute("insert into raw.captures by name select * from entries")
            remember_loaded(con, {"captures": digest})
    finally:
        con.unregister("entries")
    return len(rows)


def _capture_row(number: int, capture: Capture, schema: pa.Schema) -> dict[str, Any]:
    own = {
        "capture_number": number,
        "captured_at": capture.captured_at.replace(tzinfo=None),
        "response_count": len(capture.responses),
    }
    return {name: own[name] if name in own else getattr(capture, name) for name in schema.names}


def unread(con: duckdb.DuckDBPyConnection, extractor_version: str = EXTRACTOR_VERSION) -> list[str]:
    """The ids of the documents that this version of extraction has not read yet, in the order they were seen."""
    rows = con.execute(
        "select document_id from raw.documents d where intake_rejection is null and not exists "
        "(from raw.reports r where r.document_id = d.document_id and r.extractor_version = ?) order by sighting",
        [extractor_version],
    ).fetchall()
    return [document_id for (document_id,) in rows]


def source_names(con: duckdb.DuckDBPyConnection, document_ids: Sequence[str]) -> dict[str, str]:
    """The names under which the documents were first seen."""
    wanted = pa.table({"document_id": pa.array(document_ids, pa.string())})
    con.register("wanted", wanted)
    try:
        rows = con.execute("select document_id, source_name from raw.documents semi join wanted using (document_id)")
        return {str(document_id): str(name) for document_id, name in rows.fetchall()}
    finally:
        con.unregister("wanted")


def text_digest(text: str) -> str:
    """SHA-256 of the text without its white space: two documents of equal digest say the same, however laid out."""
    return hashlib.sha256("".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()


def to_batch(extractions: Sequence[tuple[str, Extraction]], extractor_version: str = EXTRACTOR_VERSION) -> Batches:
    """The (document id, extraction) pairs as Arrow, in the worker: batches cross processes cheaper than objects."""
    read = [extraction for _, extraction in extractions]
    documents = [document_id for document_id, _ in extractions]
    nothing = (None,) * len(_REPORT_FIELDS)
    reports: dict[str, Sequence[Any]] = {
        "document_id": documents,
        "extractor_version": [extractor_version] * len(read),
        "media_type": [one.media_type for one in read],
        "rejection": [one.rejection for one in read],
        "rejection_detail": [one.rejection_detail or None for one in read],
        "text_digest": [text_digest(one.text) for one in read],
        **_columns(_REPORT_FIELDS, [nothing if one.report is None else _report_values(one.report) for one in read]),
    }
    texts: dict[str, Sequence[Any]] = {"document_id": documents, "text": [one.text for one in read]}
    observations = [one.observations for one in read]
    issues = [one.issues for one in read]
    return {
        "reports": _batch("reports", reports),
        "observations": _batch("observations", _of_each("observation", documents, observations, extractor_version)),
        "issues": _batch("issues", _of_each("issue", documents, issues, extractor_version)),
        "parts": _batch("parts", _of_each("part", documents, [one.parts for one in read], extractor_version)),
        "document_texts": _batch("document_texts", texts),
    }


def replace_documents(con: duckdb.DuckDBPyConnection, batches: Iterable[Mapping[str, pa.RecordBatch]]) -> None:
    """Put what was read of these documents in the place of what was read of them before, in one transaction.

    Raises duckdb.Error where a batch does not fit the raw schema, HomeError where the disk refuses; the old rows are
    then left.
    """
    collected = list(batches)
    tables = {
        table: pa.Table.from_batches([batch[table] for batch in collected], schema=table_schema(table))
        for table in TABLES
    }
    try:
        for table, content in tables.items():
            con.register(f"new_{table}", content)
        with transaction(con):
            # Most documents come for the first time: then the large tables need not be searched for old rows.
            if con.execute("select 1 from raw.reports semi join new_reports using (document_id) limit 1").fetchone():
                for table in TABLES:
                    con.execute(f"delete from raw.{table} where document_id in (select document_id from new_reports)")
                reach("load.rows_deleted")
            for table in TABLES:
                con.execute(f"insert into raw.{table} by name select * from new_{table}")
            reach("load.before_commit")
    finally:
        for table in tables:
            con.unregister(f"new_{table}")
    reach("load.committed")


@cache
def table_schema(table: str) -> pa.Schema:
    """The Arrow schema of a raw table, taken from schema.sql, where its columns have their one home."""
    with open_memory() as con:
        con.execute(SCHEMA.read_text(encoding="utf-8"))
        schema = con.execute(f"select * from raw.{table} limit 0").to_arrow_table().schema
        nullable = dict(
            con.execute(
                "select column_name, is_nullable from duckdb_columns() where schema_name = 'raw' and table_name = ?",
                [table],
            ).fetchall()
        )
    return pa.schema([field.with_nullable(nullable[field.name]) for field in schema])


def _of_each(
    what: str, documents: Sequence[str], records: Sequence[Sequence[tuple[Any, ...]]], extractor_version: str
) -> dict[str, Sequence[Any]]:
    """The columns of what each document has several of, numbered within it."""
    numbers = [number for own in records for number in range(1, len(own) + 1)]
    return {
        "document_id": [document for document, own in zip(documents, records, strict=True) for _ in own],
        "extractor_version": [extractor_version] * len(numbers),
        f"{what}_number": numbers,
        **_columns(_FIELDS_OF[what], [record for own in records for record in own]),
    }


def _columns(names: Sequence[str], records: Sequence[tuple[Any, ...]]) -> dict[str, Sequence[Any]]:
    return dict(zip(names, zip(*records, strict=True) if records else repeat(()), strict=bool(records)))


def _batch(table: str, columns: Mapping[str, Sequence[Any]]) -> pa.RecordBatch:
    schema = table_schema(table)
    return pa.record_batch([_array(columns[field.name], field.type) for field in schema], schema=schema)


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:
        # Lone surrogates, which a damaged page can leave in a str, are no Unicode text. U+FFFD keeps the offsets.
        return pa.array([value and _SURROGATE.sub("\ufffd", value) for value in values], kind)


_SURROGATE = re.compile("[\ud800-\udfff]")
_REPORT_FIELDS = tuple(field.name for field in fields(Report))
_FIELDS_OF = {"observation": Observation._fields, "issue": Issue._fields, "part": Part._fields}
_report_values = attrgetter(*_REPORT_FIELDS)
