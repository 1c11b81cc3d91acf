"""`gongkai check`: the very rules of the warehouse, the cells and the law for the office, and an exit code for scripts."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest
from clean_forms import cell, clean, page, write
from form_writer import Writer
from rich.console import Console
from selectolax.lexbor import LexborHTMLParser

from orchestration.checking import FAILED, NO_REPORT, PASSED, check_files, write_text

SEEDS = Path(__file__).resolve().parents[2] / "dbt_project" / "seeds"
REPORTS = Path(__file__).resolve().parents[1] / "reports"
NOTICE = "关于做好2023年政府信息公开工作年度报告编制工作的通知\n各单位：请于1月20日前报送年度报告。\n"


def report(folder: Path, name: str, is_faulty: bool) -> Path:
    """A page of the 2021 form; the faulty one says one application more in one cell than its row and column allow."""
    forms = clean(7, "statutory_2021")
    if is_faulty:
        key = cell("carried_out", "natural_person")
        now = next(p.value for sheet in forms.sheets for row in sheet.rows for p in row if p.key == key)
        write(forms, key, (now or Decimal(0)) + 1, Writer(7))
    path = folder / name
    path.write_bytes(page(forms, "南京市江宁区人民政府" if is_faulty else "杭州市余杭区人民政府"))
    return path


def test_a_faulty_report_is_told_rule_cells_law_and_remedy_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [report(tmp_path, "right.html", False), report(tmp_path, "wrong.html", True)]
    assert check_files(files, "json") == FAILED
    printed = capsys.readouterr()
    right, wrong = json.loads(printed.out)
    assert right["source_name"] == "right.html" and right["failed"] == [] and right["passed"] == right["assessed"] > 20
    rules = {rule["rule_id"]: rule for rule in wrong["failed"]}
    assert {"T3-01", "T3-03"} <= set(rules)
    (finding,) = rules["T3-01"]["findings"]
    assert finding["difference"] == "-1.0000" and finding["verdict"] == "source_error"
    assert [(one["row"][:6], one["column"]) for one in finding["cells"]] == [
        ("一、本年新收", "自然人"), ("二、上年结转", "自然人"), ("(七)总计", "自然人"), ("四、结转下年", "自然人"),
    ]  # fmt: skip
    assert all(
        rules["T3-01"][name] for name in ("statement_zh", "statement_en", "legal_basis", "remedy_zh", "remedy_en")
    )
    assert printed.err == "gongkai: holding 2 reports to the rules of the warehouse …\n"


def test_a_clean_report_passes_and_what_is_no_report_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = report(tmp_path, "right.html", False)
    assert check_files([good], "html") == PASSED
    page = LexborHTMLParser(capsys.readouterr().out)
    assert "没有发现不符之处" in page.body.text() and not page.css("[src], link, article.fault")  # type: ignore[union-attr]
    notice = tmp_path / "notice.txt"
    notice.write_text(NOTICE, encoding="utf-8")
    assert check_files([notice], "text") == NO_REPORT
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("gongkai: notice.txt is no report: ") and err.count("\n") == 1


def test_a_row_that_no_form_knows_is_a_doubt_about_the_reading_and_no_fault_of_the_offices(
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = REPORTS / "fj-xiamen-gongan-2024" / "source.html"
    assert check_files([page], "json") == PASSED
    (one,) = json.loads(capsys.readouterr().out)
    doubtful = {rule["rule_id"]: rule for rule in one["doubtful"]}
    assert {finding["difference"] for finding in doubtful["T3-02C"]["findings"]} == {"-2.0000"}
    failed = {rule["rule_id"]: rule for rule in one["failed"]}
    assert "T3-02C" not in failed and failed["TX-01"]["findings"][0]["difference"] == "2.0000"


def test_a_name_that_the_pipeline_passes_over_is_said_not_swallowed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hidden = report(tmp_path, ".hidden.html", False)
    assert check_files([hidden], "text") == NO_REPORT
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("gongkai: .hidden.html is passed over: ") and err.count("\n") == 1


def test_every_rule_that_can_fail_has_a_remedy_in_both_languages() -> None:
    with (SEEDS / "rules.csv").open(encoding="utf-8", newline="") as file:
        rules = {row["rule_id"] for row in csv.DictReader(file) if row["is_assessable"] == "true"}
    with (SEEDS / "remedies.csv").open(encoding="utf-8", newline="") as file:
        remedies = {row["rule_id"] for row in csv.DictReader(file) if row["remedy_zh"] and row["remedy_en"]}
    assert rules == remedies


def test_the_text_says_in_both_languages_what_fails_and_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    rule = {"rule_id": "T3-01", "severity": "warn", "statement_zh": "新收与结转相符", "statement_en": "They add up"}
    finding = {"message_zh": "差1", "message_en": "1 too many", "cells": []}
    rule |= {"findings": [finding], "remedy_zh": "改正", "remedy_en": "Mend it", "legal_basis": None}
    one = {
        "authority_name": "洪泽区",
        "report_id": "r",
        "report_year": 2023,
        "source_name": "a.html",
        "status": "report",
    }
    one |= {"failed": [rule], "doubtful": [], "imputed": [{}], "passed": 8, "assessed": 9}
    write_text([one], Console(width=200))
    said = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert said[1] == "提示 warning T3-01 新收与结转相符"
    assert said[-2:] == [
        "核对规则 9 项，相符 8 项（其中 1 项以空白为0），不符 1 项。",
        "8 of 9 rules passed, 1 of them only with blank cells taken as 0; 1 failed.",
    ]
