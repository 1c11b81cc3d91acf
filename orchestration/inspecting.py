"""What one report says, as the pipeline would read it: for a terminal, a spreadsheet or a program. Writes nothing.

Belongs here: the shape of `gongkai inspect`'s three formats. Does not belong here: reading (extraction), rules over
what was read (checking.py). Neither Dagster nor dbt nor pandas is imported: it must start fast. Foreign text is
neutralised.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from extraction.facts import EXTRACTOR_VERSION, Issue, Observation
from extraction.report import Reading, read
from extraction.tables import ShownGrid
from extraction.vocabulary import Vocabulary, seed_rows
from orchestration.neutral import csv_safe, neutral

CONTEXT_CHARACTERS = 24
_CODES = ("item", "measure", "channel", "topic", "applicant", "outcome", "reason", "procedure", "result")


@dataclass(frozen=True, slots=True)
class Inspection:
    """One file and what was read in it."""

    name: str
    reading: Reading


def inspect(paths: Sequence[Path], vocabulary: Vocabulary, explain: bool) -> Iterator[Inspection]:
    """Read the files one by one. Raises OSError where one cannot be opened."""
    for path in paths:
        yield Inspection(path.name, read(path.name, path.read_bytes(), vocabulary, explain))


def write_json(inspections: Sequence[Inspection], file: IO[str]) -> None:
    """A list of objects, one a file, with the names of the contract's columns."""
    json.dump([_as_json(one) for one in inspections], file, ensure_ascii=False, indent=2, default=str)
    file.write("\n")


def write_csv(inspections: Sequence[Inspection], file: IO[str]) -> None:
    """One row a number read and one an issue (`record` says which); formulas are disarmed."""
    names = ["file", "record", *Observation._fields, "kind", "message"]
    writer = csv.DictWriter(file, names, restval="", extrasaction="ignore")
    writer.writeheader()
    for one in inspections:
        extraction = one.reading.extraction
        records: list[tuple[str, Any]] = [("observation", o) for o in extraction.observations]
        records += [("issue", issue) for issue in extraction.issues]
        for record, content in records:
            row = {"file": one.name, "record": record, **content._asdict()}
            writer.writerow({name: csv_safe("" if value is None else value) for name, value in row.items()})
        if extraction.rejection:
            message = extraction.rejection_detail
            row = {"file": one.name, "record": "rejection", "kind": extraction.rejection, "message": message}
            writer.writerow({name: csv_safe(value) for name, value in row.items()})


def write_table(inspections: Sequence[Inspection], console: Console) -> None:
    """Headings and tables for people."""
    kinds = {row["kind"]: row for row in seed_rows("issue_kinds")}
    reasons = {row["code"]: row for row in seed_rows("rejections")}
    for one in inspections:
        extraction = one.reading.extraction
        console.print(Text(neutral(one.name), style="bold"))
        if extraction.report is None:
            label = reasons.get(extraction.rejection or "", {})
            words = f"{label.get('label_en', extraction.rejection)} ({label.get('label_zh', '')})"
            console.print(Text(f"  Not a report: {words}: {neutral(extraction.rejection_detail)}"))
        else:
            console.print(_identity(one.reading))
            facts = [o for o in extraction.observations if o.is_selected and o.value is not None]
            console.print(_facts(f"Facts 事实: {len(facts)}", facts))
            others = [o for o in extraction.observations if not o.is_selected and o.value is not None]
            if others:
                console.print(_facts(f"Read, but not facts 未采用: {len(others)}", others))
        if extraction.issues or extraction.report is not None:
            console.print(_issues(extraction.issues, kinds))
        for grid in one.reading.shown:
            console.print(_grid(grid))
        if extraction.remarks:
            console.print(_remarks(one.reading))
        console.print()


def _as_json(one: Inspection) -> dict[str, Any]:
    extraction = one.reading.extraction
    return {
        "file": one.name,
        "extractor_version": EXTRACTOR_VERSION,
        "media_type": extraction.media_type,
        "rejection": extraction.rejection,
        "rejection_detail": extraction.rejection_detail,
        "report": asdict(extraction.report) if extraction.report else None,
        "observations": [observation._asdict() for observation in extraction.observations],
        "issues": [issue._asdict() for issue in extraction.issues],
        "tables": [asdict(grid) for grid in one.reading.shown],
        "remarks": [
            remark._asdict() | {"text": extraction.text[remark.char_start : remark.char_end]}
            for remark in extraction.remarks
        ],
    }


def _identity(reading: Reading) -> RenderableType:
    report = reading.extraction.report
    assert report is not None
    lines = [
        f"  {neutral(report.authority_name)} · {report.authority_kind}, {report.authority_level}"
        f" · region {report.region_code} · year {report.report_year}",
        f"  report {report.report_id} · era {report.era} · form {report.form} · scope {report.scope}"
        f" · script {report.script} · published {report.published_date or 'unknown'}",
        f"  title {neutral(report.title) or '(none)'}",
    ]
    return Group(*(Text(line) for line in lines))


def _facts(title: str, observations: Sequence[Observation]) -> RenderableType:
    table = _table(title, "fact", "code 代码", "value 数值", "quote 原文", "place 位置", "rule 规则")
    for o in observations:
        codes = " · ".join(f"{getattr(o, name)}" for name in _CODES if getattr(o, name) not in (None, "all"))
        value = f"{o.value:,.2f}".removesuffix(".00") + (" cny" if o.unit == "cny" else "")
        value = ("≈ " if o.is_approximate else "") + value + (" (none 无)" if o.value_state == "stated_none" else "")
        place = f"{o.char_start}–{o.char_end}" + ("" if o.page is None else f", page {o.page}")
        table.add_row(*_cells(o.fact, codes or "all", value, o.quote, place, o.rule))
    return table


def _issues(issues: Sequence[Issue], kinds: dict[str, dict[str, str]]) -> RenderableType:
    if not issues:
        return Text("  No issues 无问题")
    table = _table(f"Issues 问题: {len(issues)}", "severity", "issue 问题", "message", "quote 原文")
    for issue in issues:
        kind = kinds.get(issue.kind, {})
        label = f"{issue.kind}\n{kind.get('label_zh', '')}"
        table.add_row(*_cells(kind.get("severity", "?")), Text(label), *_cells(issue.message, issue.quote))
    return table


def _grid(grid: ShownGrid) -> RenderableType:
    """The grid as printed, with the code that each cell was read as below its words."""
    name = grid.table or "no form 非规定表格"
    title = Text(f"Table 表 {grid.index + 1}: {name}, {grid.row_count} × {grid.column_count}")
    rows = [[Text() for _ in range(grid.column_count)] for _ in range(grid.row_count)]
    for cell in grid.cells:
        words = Text(neutral(cell.text))
        if cell.meaning:
            codes = [code for code in neutral(cell.meaning).split(" / ") if code != "all"]
            words.append("\n" + (" / ".join(codes) or "all"), style="cyan")
        rows[cell.row][cell.column] = words
    table = Table(title=title, title_justify="left", box=box.SQUARE, show_header=False, show_lines=True)
    for _ in range(grid.column_count):
        table.add_column(overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table


def _remarks(reading: Reading) -> RenderableType:
    table = _table("Every number 所有数字", "at", "number", "read?", "rule 规则", "context 上下文")
    text = reading.extraction.text
    for remark in reading.extraction.remarks:
        start, end = remark.char_start, remark.char_end
        context = text[max(0, start - CONTEXT_CHARACTERS) : end + CONTEXT_CHARACTERS]
        answer = "yes" if remark.is_read else "no"
        table.add_row(*_cells(str(start), text[start:end], answer, remark.rule, context))
    return table


def _table(title: str, *columns: str) -> Table:
    table = Table(title=Text(title), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _cells(*values: str) -> list[Text]:
    """Text, never markup: a report may hold square brackets."""
    return [Text(neutral(value)) for value in values]
