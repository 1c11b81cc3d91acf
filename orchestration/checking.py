"""The rules of the warehouse on a handful of reports, before they are published: `gongkai check`.

Belongs here: a warehouse for a moment with only these files, what they fail, and the answer as text and JSON. Does not
belong here: the rules (dbt_project), the page (warehouse.pages). The very models of the pipeline run, so that an
office hears what the warehouse would say.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from extraction.facts import Extraction
from extraction.report import extract
from extraction.vocabulary import load, seed_rows
from orchestration.neutral import neutral
from orchestration.progress import terminal
from orchestration.project import call_dbt, prepare_manifest
from warehouse.archive import ingest
from warehouse.connect import look_into_warehouse, open_warehouse
from warehouse.excerpts import Excerpt, Line, excerpts, lines
from warehouse.home import Home, open_home
from warehouse.home_tables import sync_home_tables
from warehouse.landing import is_ignored_name
from warehouse.ledger import read_raw
from warehouse.load import replace_documents, source_names, sync_documents, to_batch, unread
from warehouse.page_data import Record, records, severity_rank
from warehouse.pages import errata_page, labels_of

PASSED, FAILED, NO_REPORT = 0, 1, 2
DOUBTFUL_REMEDY = {
    "remedy_zh": "对照原文核对所列各处；原文无误的，报告无须改动",
    "remedy_en": "Compare these places with the page; where it is right, the report needs no change",
}
GRAVE = ("blocker", "error")

_MODELS = ("findings", "rule_results", "dim_rule", "observations", "document_texts")


def check_files(files: Sequence[Path], form: str) -> int:
    """Hold the reports to every rule, each alone and all together, and print what they fail; returns the exit code.

    `form` is text, json or html. A file that is no report is named in one line on stderr.
    """
    with tempfile.TemporaryDirectory(prefix="gongkai-check-") as folder:
        home = open_home(Path(folder, "home"))
        unfinished = [path.name for path in files if is_ignored_name(path.name)]
        for name in unfinished:
            _say(f"{name} is passed over: names like this belong to unfinished files; give it another one.")
        for number, path in enumerate(files):
            target = home.landing / f"{number:04d}"
            target.mkdir()
            shutil.copyfile(path, target / path.name)
        rejected, count = _read(home)
        for one in rejected:
            _say(f"{one['source_name']} is no report: {one['label']}{one['detail'] and ': ' + one['detail']}")
        if not count:
            if not rejected and not unfinished:
                _say("there is no report in what was given.")
            return NO_REPORT
        _say(f"holding {count} report{'' if count == 1 else 's'} to the rules of the warehouse …")
        _build(home)
        reports = _outcome(home)
    if form == "json":
        json.dump(reports, sys.stdout, ensure_ascii=False, indent=2, default=_as_json)
        sys.stdout.write("\n")
    elif form == "html":
        sys.stdout.write(errata_page(reports, labels_of(seed_rows("page_labels")), DOUBTFUL_REMEDY))
    else:
        write_text(reports, terminal())
    if rejected or unfinished:
        return NO_REPORT
    return FAILED if any(rule["severity"] in GRAVE for one in reports for rule in one["failed"]) else PASSED


def write_text(reports: Sequence[Record], console: Console) -> None:
    """For a terminal: a heading a report, a paragraph a rule that it fails, the numbers concerned below it; last, what
    may have been misread, which is no fault of the report's."""

    def line(indent: int, words: str, style: str = "") -> None:
        console.print(Text(" " * indent + neutral(words), style=style), soft_wrap=True)

    label = labels_of(seed_rows("page_labels"))
    for one in reports:
        line(0, f"{one['authority_name'] or one['report_id']} {one['report_year']} · {one['source_name']}", "bold")
        if one["status"] != "report":
            line(2, f"{one['status']}: another of these files is the same report and stands for it")
            continue
        for rule, is_doubtful in [
            *((rule, False) for rule in one["failed"]),
            *((rule, True) for rule in one["doubtful"]),
        ]:
            severity = label("severity", rule["severity"])
            kind = "读取存疑 doubtful reading" if is_doubtful else f"{severity['label_zh']} {severity['label_en']}"
            line(2, f"{kind} {rule['rule_id']} {rule['statement_zh']}", "bold")
            line(4, rule["statement_en"])
            for finding in rule["findings"]:
                line(4, f"- {finding['message_zh']}")
                line(6, finding["message_en"])
                for shown in lines(finding["cells"]):
                    line(8, _in_words(shown, one["report_id"]))
            line(4, f"怎样改正 what to do: {DOUBTFUL_REMEDY['remedy_zh'] if is_doubtful else rule['remedy_zh']}")
            line(6, DOUBTFUL_REMEDY["remedy_en"] if is_doubtful else rule["remedy_en"])
            if rule["legal_basis"] and not is_doubtful:
                line(4, f"依据 legal basis: {rule['legal_basis']}")
        failed, imputed, doubtful = len(one["failed"]), len(one["imputed"]), len(one["doubtful"])
        blanks = f"（其中 {imputed} 项以空白为0）" if imputed else ""
        doubts = f"，读取存疑 {doubtful} 项" if doubtful else ""
        line(2, f"核对规则 {one['assessed']} 项，相符 {one['passed']} 项{blanks}，不符 {failed} 项{doubts}。")
        blanks = f", {imputed} of them only with blank cells taken as 0" if imputed else ""
        doubts = f"; {doubtful} where the reading is in doubt" if doubtful else ""
        line(2, f"{one['passed']} of {one['assessed']} rules passed{blanks}; {failed} failed{doubts}.")


def _read(home: Home) -> tuple[list[Record], int]:
    """What was turned away, and how many reports were read."""
    vocabulary = load()
    ingest(home)
    with open_warehouse(home) as con:
        sync_documents(con, home)
        sync_home_tables(con, home)
        waiting = unread(con)
        names = source_names(con, waiting)
        read: list[tuple[str, Extraction]] = [
            (one, extract(names[one], read_raw(home, one), vocabulary)) for one in waiting
        ]
        replace_documents(con, [to_batch(read)] if read else [])
        rejected = records(
            con,
            "select source_name, coalesce(intake_rejection, rejection) as code,"
            " coalesce(intake_rejection_detail, rejection_detail, '') as detail"
            " from raw.documents left join raw.reports using (document_id)"
            " where coalesce(intake_rejection, rejection) is not null order by source_name",
        )
    labels = {row["code"]: f"{row['label_en']} ({row['label_zh']})" for row in seed_rows("rejections")}
    for one in rejected:
        one |= {"source_name": _given(one["source_name"]), "label": labels.get(one["code"], one["code"])}
    return rejected, sum(extraction.report is not None for _, extraction in read)


def _build(home: Home) -> None:
    home.dbt_target.mkdir()
    shutil.copy(prepare_manifest().with_name("partial_parse.msgpack"), home.dbt_target)
    models = [f"+{model}" for model in _MODELS]
    call_dbt(["build", "--select", *models, "--resource-type", "model", "--resource-type", "seed"],
             home.warehouse, home.dbt_target)  # fmt: skip


def _outcome(home: Home) -> list[Record]:
    """A record a report, in the order of the files, with the rules that it fails and the numbers behind each."""
    with look_into_warehouse(home) as con:
        con.execute("set search_path = 'marts,quality,intermediate'")
        reports = records(
            con,
            "select d.source_name, d.status, d.report_id, r.authority_name, r.report_year, r.form, r.scope, r.title"
            " from int_documents d join int_reports r using (report_id) order by d.source_name",
        )
        findings = records(
            con,
            "select f.*, r.class, r.statement_zh, r.statement_en, r.legal_basis"
            " from findings f join dim_rule r using (rule_id)"
            f" order by {severity_rank('f.severity')}, f.rule_id, f.subject",
        )
        tallies = records(
            con,
            "select report_id, count(*) filter (where status <> 'not_assessable') as assessed,"
            " count(*) filter (where status in ('pass', 'imputed_pass')) as passed"
            " from rule_results group by report_id",
        )
        cells = excerpts(con, [finding["finding_id"] for finding in findings])
    by_report = {tally.pop("report_id"): tally for tally in tallies}
    for one in reports:
        stands = one["status"] == "report"
        own = [finding for finding in findings if stands and finding["report_id"] == one["report_id"]]
        one |= {"source_name": _given(one["source_name"]), "assessed": 0, "passed": 0}
        one |= by_report.get(one["report_id"], {}) if stands else {}
        failed = [finding for finding in own if finding["status"] == "fail"]
        one["failed"] = list(_by_rule([finding for finding in failed if not _is_doubtful(finding)], cells))
        one["doubtful"] = list(_by_rule([finding for finding in failed if _is_doubtful(finding)], cells))
        one["imputed"] = list(_by_rule([finding for finding in own if finding["status"] == "imputed_pass"], cells))
    return reports


def _is_doubtful(finding: Record) -> bool:
    """Whether the reading rather than the report may be at fault: a misread cell, words that were not understood."""
    if finding["class"] == "reader":
        return bool(finding["verdict"] != "source_error")
    return bool(finding["verdict"] == "extraction_error")


def _by_rule(findings: Sequence[Record], cells: dict[str, list[Excerpt]]) -> Iterator[Record]:
    remedies = {row["rule_id"]: row for row in seed_rows("remedies")}
    shared = ("rule_id", "severity", "class", "statement_zh", "statement_en", "legal_basis")
    told = ("finding_id", "subject", "verdict", "left_value", "right_value", "difference", "message_zh", "message_en")
    for (rule_id, _), group in groupby(findings, key=lambda finding: (finding["rule_id"], finding["severity"])):
        failed = list(group)
        yield {
            **{name: failed[0][name] for name in shared},
            "remedy_zh": remedies[rule_id]["remedy_zh"],
            "remedy_en": remedies[rule_id]["remedy_en"],
            "findings": [
                {**{name: one[name] for name in told}, "cells": cells.get(one["finding_id"], [])} for one in failed
            ],
        }


def _in_words(shown: Line, report_id: str) -> str:
    words = "".join(f"【{piece}】" if is_marked else piece for piece, is_marked in shown.pieces)
    label = f"{shown.label}: " if shown.label else ""
    other = f" · {shown.report_id}" if shown.report_id != report_id else ""
    return f"{label}{words or shown.value_state}{other}" + (f" · {shown.place_en}" if shown.place_en else "")


def _given(source_name: str) -> str:
    """The name as the user gave it, without the folder of the moment."""
    return source_name.partition("/")[2]


def _as_json(value: Any) -> Any:
    return asdict(value) if isinstance(value, Excerpt) else str(value)


def _say(line: str) -> None:
    print(f"gongkai: {neutral(line)}", file=sys.stderr, flush=True)
