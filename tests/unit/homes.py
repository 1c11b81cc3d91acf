"""Small homes for the tests of warehouse: documents, what might be read of them, a build, a verdict."""

from __future__ import annotations

import hashlib
import os
import zipfile
from decimal import Decimal
from pathlib import Path

import duckdb

from extraction.facts import Extraction, Issue, Observation, Part, Report
from warehouse.archive import ingest
from warehouse.connect import open_warehouse
from warehouse.digests import build_digest
from warehouse.home import Home, open_home
from warehouse.home_tables import sync_home_tables
from warehouse.inputs import remember_built
from warehouse.ledger import ledger_rows
from warehouse.load import replace_documents, source_names, sync_captures, sync_documents, to_batch, unread
from warehouse.publish import publish, record_verdict
from warehouse.retention import Release

PROJECT = "digest of a project"

BUILD = """
create schema if not exists marts;
create schema if not exists quality;
create or replace table marts.dim_document as select document_id, source_name, first_seen_at from raw.documents;
comment on table marts.dim_document is 'One row per document. ''引号''';
comment on column marts.dim_document.source_name is '路径';
create or replace table marts.fct_cases as
    select document_id, value, 0.1::double as share from raw.observations where is_selected;
create or replace view quality.findings as select document_id, kind from raw.issues;
comment on view quality.findings is 'One row per issue.';
"""
"""What dbt does, in small: published tables made of the raw schema, one of them a view."""


def home_with(folder: Path, **documents: str) -> Home:
    """A home whose landing holds these documents (name=text, each "<name>.txt")."""
    home = open_home(folder)
    for name, text in documents.items():
        (home.landing / f"{name}.txt").write_text(text, encoding="utf-8")
    return home


def extraction_of(text: str, count: int = 2) -> Extraction:
    """What a reader might say of the text: so many observations, one issue."""
    report = Report(
        report_id=f"{hashlib.sha256(repr(text).encode()).hexdigest()[:6]}-2015",
        authority_id="320813-government",
        authority_name="洪泽县人民政府",
        authority_kind="government",
        authority_level="county",
        parent_authority_id=None,
        region_code="320829",
        report_year=2015,
        era="narrative_2008",
        form="prose",
        scope="own",
        title=text[:10],
        published_date=None,
        script="hans",
    )
    observations = tuple(
        Observation("case", Decimal(number), str(number), "reported", text, "cases", 0, len(text), "prose.cases.total")
        for number in range(1, count + 1)
    )
    issues = (Issue("prose.differs", "differs", char_start=1, char_end=2),)
    return Extraction(
        "text/plain", text, report, None, "", observations, issues, parts=(Part("overview", "总体情况", 0, 4),)
    )


def read_new(con: duckdb.DuckDBPyConnection, home: Home) -> list[str]:
    """Read what is unread and load it; the names read."""
    waiting = unread(con)
    names = source_names(con, waiting)
    texts = {one: (home.raw / one[:2] / one).read_text(encoding="utf-8") for one in waiting}
    if waiting:
        replace_documents(con, [to_batch([(one, extraction_of(texts[one]))]) for one in waiting])
    return [names[one] for one in waiting]


def build(con: duckdb.DuckDBPyConnection) -> str:
    """Make the published tables; the build's digest."""
    con.execute(BUILD)
    remember_built(con, PROJECT)
    return build_digest(con)


def refresh(home: Home) -> Release:
    """The main job in small."""
    ingest(home)
    with open_warehouse(home) as con:
        sync_documents(con, home)
        sync_captures(con, home)
        sync_home_tables(con, home)
        read_new(con, home)
        record_verdict(con, build(con), True, [{"expectation": "rows", "passed": True}])
        return publish(con, home)


def drop(home: Home, name: str, content: bytes | str = "报告", *, is_old: bool = True) -> Path:
    """A file below landing."""
    path = home.landing / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    if is_old:
        age(path)
    return path


def age(path: Path) -> None:
    """Make the file an old one."""
    os.utime(path, (1_600_000_000, 1_600_000_000))


def listed(home: Home) -> list[tuple[str, str | None]]:
    """What the ledger lists: names, and why they were turned away."""
    return [(row.name, row.rejection) for row in ledger_rows(home)]


def bundle(home: Home, name: str, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """A zip file in landing with these members."""
    path = home.landing / name
    with zipfile.ZipFile(path, "w", method) as made:
        for member, content in members.items():
            made.writestr(zipfile.ZipInfo(member, (2020, 1, 1, 0, 0, 0)), content, method)
    return path
