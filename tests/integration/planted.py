"""A raw schema planted by hand, and the real dbt project built on it.

Belongs here: short ways to say what extraction would have read (a report, a table, a sentence, an issue), and the
build in a temporary warehouse. Does not belong here: what any rule should say of it (test_dbt_*.py).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

ROOT = Path(__file__).resolve().parents[2]
PROJECT = ROOT / "dbt_project"
SCHEMA = ROOT / "warehouse" / "schema.sql"

APPLICANTS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "social_welfare_org",
    "legal_service_org",
    "other_org",
    "all",
)
REASONS = (
    ("granted", "all"),
    ("partially_granted", "all"),
    ("denied", "state_secret"),
    ("denied", "prohibited_by_law"),
    ("denied", "security_stability"),
    ("denied", "third_party_rights"),
    ("denied", "internal_affairs"),
    ("denied", "process_information"),
    ("denied", "enforcement_file"),
    ("denied", "administrative_query"),
    ("unable_to_provide", "not_held"),
    ("unable_to_provide", "needs_creation"),
    ("unable_to_provide", "unclear_after_supplement"),
    ("not_processed", "petition_complaint"),
    ("not_processed", "duplicate"),
    ("not_processed", "public_publication"),
    ("not_processed", "excessive"),
    ("not_processed", "confirm_reissue"),
)
OTHERS = {
    "statutory_2019": (("other", "all"),),
    "statutory_2021": (("other", "not_corrected_in_time"), ("other", "fee_unpaid"), ("other", "other")),
}
PROCEDURES = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
RESULTS = ("upheld", "corrected", "other", "pending", "all")
BLANK = None
"""The value of a cell that is there and says nothing."""

Row = tuple[str, str, str]
"""measure, outcome, reason of a row of the applications table."""


def era_of(year: int) -> str:
    return "narrative_2008" if year < 2019 else "statutory_2019" if year < 2021 else "statutory_2021"


class Planted:
    """One document of one report, and what was read from it."""

    def __init__(self, raw: Raw, document_id: str, form: str, report_id: str) -> None:
        self.raw = raw
        self.document_id = document_id
        self.form = form
        self.report_id = report_id
        self.count = 0
        self.issue_count = 0
        self.text = ""

    def say(self, quote: str) -> int:
        """Adds a sentence to the document's text; returns where it begins."""
        start = len(self.text)
        self.text += quote + "\n"
        return start

    def read(self, fact: str, value: int | float | str | None, quote: str | None = None, **fields: Any) -> None:
        """One observation. Dimensions as keywords; `quote` a sentence, or None for a table's cell."""
        printed = fields.pop("printed", "" if value is None else str(value))
        state = fields.pop("state", "blank" if value is None else "reported")
        if quote is None:
            start, end = self.say(printed), 0
            end = start + len(printed)
            quote = f"{fields.get('measure')} {fields.get('reason', '')} | {fields.get('applicant', '')}"
        else:
            start = self.text.find(quote)
            if start < 0:
                start = self.say(quote)
            end = start + len(quote)
        sections = {"disclosure": "disclosures", "application": "applications", "case": "cases"}
        row: dict[str, Any] = {
            "document_id": self.document_id,
            "observation_number": self.count,
            "extractor_version": "1",
            "fact": fact,
            "value": None if value is None else Decimal(str(value)),
            "value_printed": printed,
            "value_state": state,
            "unit": "item",
            "quote": quote,
            "section": sections[fact],
            "char_start": start,
            "char_end": end,
            "rule": "planted",
            "is_approximate": False,
            "is_nested": False,
            "is_selected": True,
        }
        self.count += 1
        self.raw.rows["observations"].append(row | fields)

    def disclosed(self, item: str, measure: str, value: Any, quote: str | None = None, **fields: Any) -> None:
        base = {"item": item, "measure": measure, "channel": "all", "topic": "all"}
        self.read("disclosure", value, quote, **(base | fields))

    def applied(self, measure: str, value: Any, quote: str | None = None, **fields: Any) -> None:
        base = {"measure": measure, "channel": "all", "applicant": "all", "outcome": "all", "reason": "all"}
        self.read("application", value, quote, **(base | fields))

    def case(self, procedure: str, result: str, value: Any, quote: str | None = None, **fields: Any) -> None:
        self.read("case", value, quote, procedure=procedure, result=result, **fields)

    def applications_table(
        self,
        cells: Mapping[tuple[str, str], Any] | None = None,
        change: Mapping[tuple[Row, str], Any] | None = None,
        drop: Sequence[tuple[Row, str]] = (),
        others: Sequence[tuple[str, str]] | None = None,
    ) -> None:
        """The whole applications table, every identity closed.

        `cells` maps (row, applicant) to a count, rows named "received", "carried_in", "carried_out" or a reason;
        processed and the column of totals follow. `change` sets single cells afterwards, `drop` leaves some out.
        """
        reasons = (*REASONS, *(others or OTHERS[self.form]))
        cells = dict(cells or {("received", "natural_person"): 5, ("granted", "natural_person"): 5})
        table: dict[tuple[Row, str], Any] = {}
        for applicant in APPLICANTS[:-1]:
            processed = 0
            for outcome, reason in reasons:
                name = outcome if reason == "all" else reason if outcome != "other" or reason != "other" else "other"
                value = int(cells.get((name, applicant), 0))
                table[("outcome", outcome, reason), applicant] = value
                processed += value
            table[("processed", "all", "all"), applicant] = processed
            for measure in ("received", "carried_in", "carried_out"):
                table[(measure, "all", "all"), applicant] = int(cells.get((measure, applicant), 0))
        for row in {row for row, _ in table}:
            table[row, "all"] = sum(table[row, applicant] for applicant in APPLICANTS[:-1])
        table.update(change or {})
        rows = sorted({row for row, _ in table})
        for (row, applicant), value in sorted(table.items(), key=lambda item: (rows.index(item[0][0]), item[0][1])):
            if (row, applicant) in drop:
                continue
            measure, outcome, reason = row
            place = {"row_index": rows.index(row), "column_index": APPLICANTS.index(applicant), "table_index": 2}
            self.applied(measure, value, applicant=applicant, outcome=outcome, reason=reason, **place)

    def cases_table(self, change: Mapping[tuple[str, str], Any] | None = None) -> None:
        """All fifteen cells, zero unless changed; totals follow unless they are changed themselves."""
        table: dict[tuple[str, str], Any] = {}
        change = dict(change or {})
        for procedure in PROCEDURES:
            total = 0
            for result in RESULTS[:-1]:
                value = change.get((procedure, result), 0)
                table[procedure, result] = value
                total += value or 0
            table[procedure, "all"] = change.get((procedure, "all"), total)
        for number, ((procedure, result), value) in enumerate(table.items()):
            self.case(procedure, result, value, table_index=3, row_index=0, column_index=number)

    def disclosures_table(self, change: Mapping[tuple[str, str], Any] | None = None) -> None:
        """Section 2's table of the report's form, zero unless changed."""
        keys = (
            [(i, m) for i in ("regulation", "normative_document") for m in ("created", "repealed", "in_force")]
            + [(i, "decisions") for i in ("licensing", "penalty", "coercion")]
            + [("administrative_fee", "amount")]
            if self.form == "statutory_2021"
            else [(i, m) for i in ("regulation", "normative_document") for m in ("created", "disclosed", "cumulative")]
            + [
                (i, m)
                for i in ("licensing", "other_service", "penalty", "coercion")
                for m in ("item_count", "item_change", "decisions")
            ]
            + [("administrative_fee", "item_count"), ("administrative_fee", "item_change")]
            + [("procurement", "item_count"), ("procurement", "amount")]
        )
        change = dict(change or {})
        for number, (item, measure) in enumerate(keys):
            unit = "cny" if measure == "amount" else "item"
            self.disclosed(item, measure, change.get((item, measure), 0), unit=unit, table_index=1, row_index=number)

    def part(self, code: str, heading: str, words: str = "") -> None:
        """A part of the report, its heading in a line of its own."""
        start = self.say(f"{heading}\n{words}")
        number = sum(row["document_id"] == self.document_id for row in self.raw.rows["parts"])
        row = {"document_id": self.document_id, "part_number": number + 1, "code": code, "heading": heading}
        self.raw.rows["parts"].append(row | {"char_start": start, "char_end": len(self.text)})

    def issue(self, kind: str, quote: str = "", message: str = "planted", **place: Any) -> None:
        row = {
            "document_id": self.document_id,
            "issue_number": self.issue_count,
            "extractor_version": "1",
            "kind": kind,
            "message": message,
            "quote": quote,
        }
        self.issue_count += 1
        self.raw.rows["issues"].append(row | place)


class Raw:
    """The raw tables as lists of rows."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {
            name: []
            for name in (
                *("documents", "reports", "observations", "issues", "parts"),
                *("roster", "corrections", "waivers", "captures"),
            )
        }
        self.planted: list[Planted] = []

    def capture(self, address: str, document_id: str | None, outcome: str = "fetched", day: int = 1) -> None:
        """One attempt to fetch an address; without a document what `outcome` says."""
        row = {
            "capture_number": len(self.rows["captures"]) + 1,
            "address": address,
            "captured_at": datetime(2026, 1, day),
            "outcome": outcome,
            "reason": None if document_id else "not_found",
            "document_id": document_id,
            "response_count": 1,
        }
        self.rows["captures"].append(row)

    def document(self, name: str, rejection: str | None = None, **fields: Any) -> str:
        """A document as the ledger knows it; returns its id."""
        number = len(self.rows["documents"])
        row = {
            "document_id": f"{number:08d}-{name}",
            "source_name": f"{name}.txt",
            "byte_count": 1000,
            "first_seen_at": datetime(2026, 1, 1, 12, 0, 0),
            "sighting": number,
            "intake_rejection": rejection,
        }
        self.rows["documents"].append(row | fields)
        return str(row["document_id"])

    def report(
        self,
        region: str = "330105",
        year: int = 2022,
        form: str | None = None,
        name: str | None = None,
        **fields: Any,
    ) -> Planted:
        """An accepted report of a region's government, unless `fields` say otherwise."""
        era = era_of(year)
        form = form or ("prose" if era == "narrative_2008" else era)
        authority = fields.pop("authority_id", f"{region}-government")
        seen = {
            key: fields.pop(key) for key in ("source_name", "first_seen_at", "sighting", "source_url") if key in fields
        }
        document_id = self.document(name or f"{authority}-{year}", **seen)
        row: dict[str, Any] = {
            "document_id": document_id,
            "extractor_version": "1",
            "media_type": "text/plain",
            "text_digest": document_id,
            "report_id": f"{authority}-{year}",
            "authority_id": authority,
            "authority_name": f"{region}人民政府",
            "authority_kind": "government",
            "authority_level": "county",
            "parent_authority_id": f"{region[:4]}00-government",
            "region_code": region,
            "report_year": year,
            "era": era,
            "form": form,
            "scope": "aggregate",
            "title": f"{year}年政府信息公开工作年度报告",
            "published_date": date(year + 1, 1, 20),
            "script": "hans",
        }
        self.rows["reports"].append(row | fields)
        planted = Planted(self, document_id, form, f"{authority}-{year}")
        self.planted.append(planted)
        return planted

    def write(self, path: Path) -> None:
        """A new DuckDB file with the raw schema and these rows."""
        with duckdb.connect(str(path)) as con:
            con.execute(SCHEMA.read_text(encoding="utf-8"))
            texts = [{"document_id": p.document_id, "text": p.text} for p in self.planted]
            for table, rows in (*self.rows.items(), ("document_texts", texts)):
                if rows:
                    names = sorted({name for row in rows for name in row})
                    con.register("planted", pa.table({name: [row.get(name) for row in rows] for name in names}))
                    con.execute(f"insert into raw.{table} by name select * from planted")


class BuildFailed(Exception):
    """dbt ended with an error; the message is what it printed."""


_PARSED: list[Path] = []
"""What dbt remembered of the project at the first build of this run: parsing anew takes it seconds."""


def dbt_build(warehouse: Path, folder: Path, *arguments: str) -> None:
    """Builds the project's models and runs its tests on a warehouse; `folder` takes dbt's own output.

    The warehouse is named from where it lies, so that what dbt remembers of the project holds for any folder.
    """
    target = folder / "target"
    target.mkdir(exist_ok=True)
    if _PARSED and _PARSED[0].exists() and not (target / _PARSED[0].name).exists():
        shutil.copy(_PARSED[0], target)
    command = [
        str(Path(sys.executable).with_name("dbt")), "--no-use-colors", "--quiet", *(arguments or ("build",)),
        "--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT),
        "--target-path", str(target), "--log-path", str(folder), "--log-level-file", "none",
    ]  # fmt: skip
    environment = os.environ | {"GONGKAI_WAREHOUSE": warehouse.name}
    result = subprocess.run(
        command, env=environment, cwd=warehouse.parent, capture_output=True, text=True, timeout=540, check=False
    )
    _PARSED[:] = _PARSED or [target / "partial_parse.msgpack"]
    if result.returncode != 0:
        raise BuildFailed(result.stdout[-6000:] + result.stderr[-2000:])


def rows_of(warehouse: Path, query: str, *parameters: Any) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(warehouse), read_only=True) as con:
        return con.execute(query, parameters).fetchall()
