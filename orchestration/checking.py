"""The rules of the warehouse on a handful of reports, before they are published: `gongkai check`.

Belongs here: a warehouse for a moment with only these files, and how what they fail is shown. Does not belong here: the
rules (dbt_project). The very models of the pipeline run, so that an office hears what the warehouse would say.
"""

from __future__ import annotations

import html
import json
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from extraction.facts import Extraction
from extraction.report import extract
from extraction.vocabulary import load
from orchestration.neutral import neutral
from orchestration.progress import terminal
from orchestration.project import MANIFEST, call_dbt
from warehouse.archive import ingest, read_raw
from warehouse.connect import look_into_warehouse, open_warehouse
from warehouse.home import Home, open_home
from warehouse.home_tables import sync_home_tables
from warehouse.load import replace_documents, source_names, sync_documents, to_batch, unread

PASSED, FAILED = 0, 1
_MODELS = ("findings", "rule_results", "dim_rule", "dim_report", "dim_document", "dim_authority")


def check_files(files: Sequence[Path], form: str) -> int:
    """Check the reports against each other and against every rule, print what they fail; returns the exit code."""
    with tempfile.TemporaryDirectory(prefix="gongkai-check-") as folder:
        home = open_home(Path(folder, "home"))
        for number, path in enumerate(files):
            target = home.landing / f"{number:04d}"
            target.mkdir()
            shutil.copyfile(path, target / path.name)
        _read(home)
        _build(home)
        outcome = _outcome(home)
    if form == "json":
        json.dump(outcome, sys.stdout, ensure_ascii=False, indent=2, default=str)
        sys.stdout.write("\n")
    elif form == "html":
        sys.stdout.write(as_html(outcome))
    else:
        write_text(outcome, terminal())
    is_failed = any(finding["severity"] in ("error", "blocker") for one in outcome for finding in one["findings"])
    return FAILED if is_failed or any(one["status"] == "rejected" for one in outcome) else PASSED


def write_text(outcome: Sequence[dict[str, Any]], console: Console) -> None:
    """For a terminal: a heading a file, a line a finding."""
    for one in outcome:
        console.print(Text(neutral(f"{one['source_name']}: {_heading(one)}"), style="bold"), soft_wrap=True)
        for finding in one["findings"]:
            line = f"  {finding['severity']:<7} {finding['rule_id']:<7} {finding['message_en']}"
            console.print(Text(neutral(line)), soft_wrap=True)
            console.print(Text(neutral(f"{'':18}{finding['message_zh']}")), soft_wrap=True)
        console.print(Text(f"  {one['passed']} of {one['assessed']} rules assessed passed."))


def as_html(outcome: Sequence[dict[str, Any]]) -> str:
    """One page that needs nothing from elsewhere; everything from reports is escaped."""
    parts = [
        "<!doctype html><html lang='zh'><meta charset='utf-8'><title>gongkai check</title>",
        "<style>body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}"
        "table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.3em .6em;text-align:left;"
        "vertical-align:top}.error,.blocker{color:#a00}</style><h1>勘误单 · what the reports fail</h1>",
    ]
    for one in outcome:
        parts.append(f"<h2>{_escaped(one['source_name'])}</h2><p>{_escaped(_heading(one))}</p>")
        rows = "".join(
            f"<tr><td class='{_escaped(finding['severity'])}'>{_escaped(finding['severity'])}</td>"
            f"<td>{_escaped(finding['rule_id'])}</td>"
            f"<td>{_escaped(finding['message_zh'])}<br>{_escaped(finding['message_en'])}</td></tr>"
            for finding in one["findings"]
        )
        if rows:
            parts.append(f"<table><tr><th>程度<th>规则<th>问题</tr>{rows}</table>")
        parts.append(f"<p>{one['passed']} of {one['assessed']} rules assessed passed.</p>")
    return "\n".join(parts) + "</html>\n"


def _read(home: Home) -> None:
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


def _build(home: Home) -> None:
    home.dbt_target.mkdir()
    parsed = MANIFEST.with_name("partial_parse.msgpack")
    if parsed.exists():
        shutil.copy(parsed, home.dbt_target)
    models = [f"+{model}" for model in _MODELS]
    without_tests = ["--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"]
    call_dbt(["build", "--select", *models, *without_tests], home.warehouse, home.dbt_target)


def _outcome(home: Home) -> list[dict[str, Any]]:
    """A record a document, in the order of the files, with its findings that a person must look at."""
    with look_into_warehouse(home) as con:
        con.execute("set search_path = 'marts,quality'")
        documents = _records(
            con,
            "select d.source_name, d.status, d.status_reason, d.report_id, r.title, r.report_year, r.form, a.name"
            " from dim_document d left join dim_report r using (report_id)"
            " left join dim_authority a using (authority_id) order by d.source_name",
        )
        findings = _records(
            con,
            "select * from findings where status = 'fail'"
            " order by array_position(['blocker', 'error', 'warn', 'info'], severity), rule_id, subject",
        )
        tallies = _records(
            con,
            "select report_id, count(*) filter (where status <> 'not_assessable') as assessed,"
            " count(*) filter (where status in ('pass', 'imputed_pass')) as passed"
            " from rule_results group by report_id",
        )
    by_report = {tally["report_id"]: tally for tally in tallies}
    for document in documents:
        document["source_name"] = document["source_name"].partition("/")[2]
        is_report = document["status"] == "report"
        document["findings"] = [f for f in findings if is_report and f["report_id"] == document["report_id"]]
        tally = by_report.get(document["report_id"], {}) if is_report else {}
        document |= {"assessed": tally.get("assessed", 0), "passed": tally.get("passed", 0)}
    return documents


def _records(con: Any, query: str) -> list[dict[str, Any]]:
    cursor = con.execute(query)
    names = [name for name, *_ in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _heading(one: dict[str, Any]) -> str:
    if one["status"] != "report":
        return f"{one['status']} ({one['status_reason']})"
    count = len(one["findings"])
    return f"{one['name']} {one['report_year']}, form {one['form']}: {count} finding{'' if count == 1 else 's'}"


def _escaped(value: object) -> str:
    return html.escape(neutral(str(value)))
