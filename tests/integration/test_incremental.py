"""A build that changes what changed ends where one from nothing does, whatever came, went, was decided or cut short.

The real dbt project on a planted world of some thirty reports whose rules look at each other: years of one authority,
governments under one prefecture, tables copied from another authority, older versions of a report.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from planted import Raw, dbt_build

from orchestration.project import standing_nodes
from warehouse.built import begin_build, end_build, remember_published
from warehouse.connect import SCHEMA
from warehouse.digests import content_digests

REGIONS = ("330102", "330105", "330106", "330108")
ABOVE = "330100"
YEARS = (2017, 2018, 2019, 2020, 2021, 2022)
BUILD = ("build", "--exclude-resource-type", "unit_test")
PROJECT = "digest of a project"


@dataclass(frozen=True)
class Document:
    """One document: its report, when it was seen, and the seed that its figures follow from."""

    number: int
    region: str
    year: int
    figures: int
    is_readable: bool = True

    @property
    def document_id(self) -> str:
        return f"{self.number:020d}"

    @property
    def report_id(self) -> str:
        return f"{self.region}-government-{self.year}"

    @property
    def reconsiderations(self) -> int:
        return self.figures % 5


@dataclass
class World:
    """What lies in a home: documents and the decisions of people."""

    draw: random.Random
    documents: list[Document] = field(default_factory=list)
    corrected: set[str] = field(default_factory=set)
    waived: set[tuple[str, str]] = field(default_factory=set)
    count: int = 0

    def add(self, region: str, year: int, **fields: Any) -> None:
        """A new document; a later one takes the place of an earlier one of the same report."""
        self.count += 1
        document = Document(self.count, region, year, fields.pop("figures", self.draw.randrange(1000)), **fields)
        self.documents.append(document)
        self.corrected.discard(document.report_id)

    def change(self) -> None:
        """Something that happens between two refreshes."""
        kind = self.draw.choice(["new", "version", "gone", "correct", "waive", "reverse", "scan", "copy"])
        one = self.draw.choice(self.documents)
        if kind == "new":
            self.add(self.draw.choice([*REGIONS, ABOVE]), self.draw.choice(YEARS))
        elif kind == "version":
            self.add(one.region, one.year)
        elif kind == "copy":  # another authority's table
            self.add(self.draw.choice(REGIONS), one.year, figures=one.figures)
        elif kind == "scan":
            self.add(one.region, one.year, is_readable=False)
        elif kind == "gone":
            self.documents.remove(one)
            self.corrected.discard(one.report_id)
        elif kind == "correct" and one.is_readable and one.year >= 2019:
            self.corrected.add(one.report_id)
        elif kind == "waive":
            self.waived.add((self.draw.choice(["X-01", "T4-01", "H-02", "T3-01"]), one.report_id))
        elif kind == "reverse":
            self.corrected.clear()
            self.waived.clear()

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """The raw schema of this world."""
        rows: dict[str, list[dict[str, Any]]] = {}
        standing = {one.report_id: one for one in self.documents if one.is_readable}
        for document in self.documents:
            raw = Raw()
            _read(raw, document)
            raw.rows["document_texts"] = [{"document_id": "", "text": planted.text} for planted in raw.planted]
            for table, read in raw.rows.items():
                rows.setdefault(table, []).extend(row | {"document_id": document.document_id} for row in read)
        rows["documents"] = [row | {"sighting": int(row["document_id"])} for row in rows["documents"]]
        rows["reports"] = [row | {"text_digest": row["document_id"]} for row in rows["reports"]]
        rows["corrections"] = [
            {
                "report_id": report_id, "fact": "case", "procedure": "reconsideration", "result": "all",
                "printed_value": Decimal(standing[report_id].reconsiderations), "corrected_value": Decimal(77),
                "justification": "漏填", "line_number": line,
            }
            for line, report_id in enumerate(sorted(self.corrected & standing.keys()), start=2)
        ]  # fmt: skip
        rows["waivers"] = [
            {"rule_id": rule, "report_id": report, "reason": "已核", "waived_on": date(2026, 1, 1), "line_number": line}
            for line, (rule, report) in enumerate(sorted(self.waived), start=2)
        ]
        return rows


def _read(raw: Raw, document: Document) -> None:
    seen = datetime(2026, 1, 1) + timedelta(days=document.number)
    if not document.is_readable:
        raw.document("scan", rejection="no_text_layer", first_seen_at=seen)
        return
    draw = random.Random(document.figures)
    name = "环保" if document.figures % 97 == 0 else "人民"  # an authority is renamed now and then
    parent = None if document.region == ABOVE else f"{ABOVE}-government"
    report = raw.report(
        document.region, document.year, first_seen_at=seen, parent_authority_id=parent,
        authority_name=f"{document.region}{name}政府", authority_level="prefecture" if parent is None else "county",
    )  # fmt: skip
    received, left = draw.randrange(1, 60), draw.randrange(0, 4)
    if document.year < 2019:
        report.disclosed("information", "disclosed", draw.randrange(500), f"公开{document.figures}条。")
        report.applied("received", received, f"收到{received}件。")
        report.applied("outcome", received - 1, f"同意公开{received - 1}件。", outcome="granted")
        return
    report.applications_table(
        {
            ("received", "natural_person"): received,
            ("carried_in", "natural_person"): draw.randrange(0, 4),
            ("granted", "natural_person"): received,
            ("not_held", "commercial_enterprise"): draw.randrange(1, 9),
            ("carried_out", "natural_person"): left,
        }
    )
    report.cases_table({("reconsideration", "all"): document.reconsiderations})
    if document.figures % 3 == 0:
        report.issue("table.unknown_row_label", table_index=2)


def _load(path: Path, world: World) -> None:
    """Put this world in the place of the one that the warehouse holds."""
    with duckdb.connect(str(path)) as con:
        con.execute(SCHEMA.read_text(encoding="utf-8"))
        for table, rows in world.rows().items():
            con.execute(f"delete from raw.{table}")
            if rows:
                names = sorted({name for row in rows for name in row})
                con.register("planted", pa.table({name: [row.get(name) for row in rows] for name in names}))
                con.execute(f"insert into raw.{table} by name select * from planted")


def _build(path: Path) -> None:
    """As a refresh builds."""
    with duckdb.connect(str(path)) as con:
        is_whole = begin_build(con, PROJECT)
    standing = ["--indirect-selection", "empty", "--exclude", *(name for _, name in standing_nodes())]
    dbt_build(path, path.parent, *BUILD, *(["--full-refresh"] if is_whole else standing))
    with duckdb.connect(str(path)) as con:
        end_build(con, PROJECT)


def _digests(path: Path) -> dict[str, str]:
    with duckdb.connect(str(path), read_only=True) as con:
        return content_digests(con)


def _differences(seed: int, folder: Path, steps: int) -> list[str]:
    """The tables in which a chain of builds ends elsewhere than one build of the last world."""
    draw = random.Random(seed)
    world = World(draw)
    for region in [*REGIONS, ABOVE]:
        for year in YEARS:
            if draw.random() < 0.8:
                world.add(region, year)
    path = folder / "chain" / "warehouse.duckdb"
    path.parent.mkdir(parents=True)
    _load(path, world)
    _build(path)
    for _ in range(steps):
        if draw.random() < 0.7:
            with duckdb.connect(str(path)) as con:
                remember_published(con, "000001")
        before = replace(world, documents=[*world.documents], corrected={*world.corrected}, waived={*world.waived})
        for _ in range(draw.randrange(1, 6)):
            world.change()
        _load(path, world)
        if draw.random() < 0.4:
            # A build that is cut short, after which the world may be again as it was.
            dbt_build(path, path.parent, "run", "--select", f"+{draw.choice(['fct_cases', 'findings', 'dim_report'])}")
            if draw.random() < 0.5:
                before.count, world = world.count, before
                _load(path, world)
        _build(path)
    whole = folder / "whole" / "warehouse.duckdb"
    whole.parent.mkdir()
    _load(whole, world)
    _build(whole)
    ours, theirs = _digests(path), _digests(whole)
    return sorted(table for table in ours.keys() | theirs.keys() if ours.get(table) != theirs.get(table))


def test_a_chain_of_builds_ends_where_one_from_nothing_does(tmp_path: Path) -> None:
    assert _differences(3, tmp_path, steps=2) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 110))
def test_long_chains_of_builds_end_where_one_from_nothing_does(tmp_path: Path, seed: int) -> None:
    assert _differences(seed, tmp_path, steps=8) == []
