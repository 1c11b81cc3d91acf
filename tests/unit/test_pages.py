"""quality.html and the 勘误单: self-contained, harmless whatever reports say, bounded, and each finding with its words."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from selectolax.lexbor import LexborHTMLParser

from extraction.vocabulary import seed_rows
from warehouse.pages import errata_page, labels_of, write_quality_page
from warehouse.retention import Release

SEEDS = Path(__file__).resolve().parents[2] / "dbt_project" / "seeds"
HOSTILE = "</td><script>alert(1)</script><img src=x onerror=alert(2)> **b** \u202egnp.exe \x1b[31m [a](javascript:x)"

LABELS = ("items", "measures", "channels", "applicants", "outcomes", "procedures", "results")

TABLES = """
create schema marts; create schema quality; create schema intermediate; create schema seeds; create schema raw;
create table marts.dim_report (report_id varchar, authority_id varchar, region_code varchar, report_year integer,
  era varchar, form varchar, scope varchar, title varchar, published_date date, document_id varchar,
  source_name varchar, source_url varchar, media_type varchar, script varchar, fact_count bigint, finding_count bigint);
create table marts.dim_document (document_id varchar, source_name varchar, media_type varchar, byte_count bigint,
  first_seen_at timestamp, status varchar, status_reason varchar, report_id varchar);
create table marts.dim_authority (authority_id varchar, name varchar, kind varchar, level varchar,
  region_code varchar, parent_authority_id varchar);
create table marts.dim_region (region_code varchar, name varchar, full_name varchar, level varchar,
  parent_code varchar, province_name varchar, prefecture_name varchar, valid_from_year integer,
  valid_to_year integer, successor_code varchar);
create table marts.observations (observation_id varchar, document_id varchar, report_id varchar, quote varchar,
  value_printed varchar, value decimal(20, 2), value_state varchar, page integer, table_index integer,
  row_index integer, column_index integer);
create table raw.document_texts (document_id varchar, text varchar);
create table marts.mart_coverage (authority_id varchar, report_year integer, status varchar, report_id varchar);
create table marts.fct_disclosures (report_id varchar, item varchar, measure varchar, channel varchar,
  topic varchar, value decimal(20, 2), basis varchar);
create table marts.fct_applications (report_id varchar, measure varchar, channel varchar, applicant varchar,
  outcome varchar, reason varchar, value decimal(20, 2), basis varchar);
create table marts.fct_cases (report_id varchar, procedure varchar, result varchar, value decimal(20, 2), basis varchar);
create table quality.findings (finding_id varchar, report_id varchar, rule_id varchar, severity varchar,
  status varchar, verdict varchar, subject varchar, left_value decimal(20, 4), right_value decimal(20, 4),
  difference decimal(20, 4), message_zh varchar, message_en varchar);
create table quality.dim_rule (rule_id varchar, scope varchar, class varchar, severity varchar,
  statement_zh varchar, statement_en varchar, legal_basis varchar);
create table quality.rule_results (report_id varchar, rule_id varchar, status varchar);
create table quality.page_changes (address varchar, authority varchar, report_year integer, status varchar,
  first_seen_at timestamp, last_seen_at timestamp, changed_at timestamp, found_vanished_at timestamp,
  change_count bigint, old_document_id varchar, new_document_id varchar, is_fact_changed boolean,
  new_document_status varchar, problem varchar);
create table intermediate.int_findings (finding_id varchar, observation_ids varchar[]);
create view intermediate.int_documents as from marts.dim_document;
create view intermediate.int_reports as from marts.dim_report;
create table raw.issues (document_id varchar, issue_number integer, kind varchar, char_start integer,
  char_end integer, page integer, table_index integer, row_index integer, column_index integer);
create table raw.inputs (name varchar, digest varchar);
create table intermediate.int_changed (report_id varchar);
create table intermediate.int_touched (report_id varchar);
"""


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:") as opened:
        opened.execute(TABLES)
        for seed in ("page_labels", "rejections", "capture_reasons", *LABELS):
            opened.execute(f"create table seeds.{seed} as from read_csv('{SEEDS / seed}.csv', all_varchar = true)")
        opened.execute(
            "insert into quality.dim_rule select rule_id, scope, class, severity, statement_zh, statement_en, legal_basis"
            f" from read_csv('{SEEDS / 'rules.csv'}', all_varchar = true)"
        )
        opened.execute(
            "insert into marts.dim_region values"
            " ('320813', '洪泽区', '淮安市洪泽区', 'county', '320800', '江苏省', '淮安市', 2008, null, null)"
        )
        yield opened


def plant_report(con: duckdb.DuckDBPyConnection, year: int = 2023, name: str = "洪泽区人民政府", **changes: str) -> str:
    report = f"320813-government-{year}"
    title, source, url = (changes.get(key, default) for key, default in
                          (("title", "年度报告"), ("source", f"{year}.html"), ("url", "https://example.gov.cn/a")))  # fmt: skip
    con.execute(
        "insert into marts.dim_report values (?, '320813-government', '320813', ?, 'statutory_2021', 'statutory_2021',"
        " 'own', ?, null, ?, ?, ?, 'text/html', 'hans', 3, 1)",
        [report, year, title, f"doc-{year}", source, url],
    )
    con.execute(
        "insert into marts.dim_document values (?, ?, 'text/html', 10, now()::timestamp, 'report', null, ?)",
        [f"doc-{year}", source, report],
    )
    con.execute("delete from marts.dim_authority")
    con.execute(
        "insert into marts.dim_authority values ('320813-government', ?, 'government', 'county', '320813', null)",
        [name],
    )
    con.execute("insert into marts.mart_coverage values ('320813-government', ?, 'present', ?)", [year, report])
    return report


def plant_page(con: duckdb.DuckDBPyConnection, address: str, status: str, **columns: object) -> None:
    """A collected page, as page_changes tells of it."""
    row = {"address": address, "status": status, **columns}
    con.execute(
        "insert into quality.page_changes by name select " + ", ".join(f"$at_{name} as {name}" for name in row),
        {f"at_{name}": value for name, value in row.items()},
    )


def plant_finding(con: duckdb.DuckDBPyConnection, report: str, message: str = "差11", **changes: str) -> None:
    """Two numbers that do not agree: a table cell and a sentence."""
    document = f"doc-{report[-4:]}"
    con.execute("insert into quality.findings values ('f1', ?, 'T4-01', 'error', 'fail', 'source_error', 'reconsideration',"
                " 11, 0, 11, ?, 'difference 11')", [report, message])  # fmt: skip
    con.execute("insert into quality.rule_results values (?, 'T4-01', 'fail'), (?, 'T3-01', 'pass')", [report, report])
    con.execute("insert into intermediate.int_findings values ('f1', ['o1', 'o2'])")
    con.execute(
        "insert into marts.observations values"
        " ('o1', ?, ?, ?, '10', 10, 'reported', null, 2, 3, 0),"
        " ('o2', ?, ?, ?, '1', 1, 'reported', null, null, null, null)",
        [document, report, changes.get("label", "行政复议 | 结果维持"), document, report, changes.get("sentence", "共受理11件,其中纠正1件。")],
    )  # fmt: skip


def draw(con: duckdb.DuckDBPyConnection, folder: Path, **arguments: object) -> str:
    release = folder / "000007-20261123T071500Z.tmp"
    release.mkdir(exist_ok=True)
    write_quality_page(con, release, **arguments)  # type: ignore[arg-type]
    return (release / "quality.html").read_text(encoding="utf-8")


def test_a_finding_shows_its_cell_and_its_sentence_with_the_number_marked(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    plant_finding(con, plant_report(con))
    page = LexborHTMLParser(draw(con, tmp_path))
    finding = page.css_first("#f1")
    assert finding is not None
    rows = [row.text(deep=True).split() for row in finding.css("table.excerpts tr")]
    assert rows[0] == ["行政复议", "›", "结果维持:", "10", "table", "3,", "row", "4,", "column", "1"]
    assert [mark.text() for mark in finding.css("mark")] == ["10", "1"]
    assert "其中纠正<mark>1</mark>件。" in (finding.html or "")


def test_a_finding_of_the_reader_shows_the_words_around_it(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    report = plant_report(con)
    con.execute("insert into quality.findings values ('f2', ?, 'RD-02', 'warn', 'fail', 'extraction_error',"
                " 'prose.unread_number@4', null, null, null, '未读', 'unread')", [report])  # fmt: skip
    con.execute("insert into raw.issues values ('doc-2023', 1, 'prose.unread_number', 4, 6, null, null, null, null)")
    con.execute("insert into raw.document_texts values ('doc-2023', '另外办理十件事项')")
    finding = LexborHTMLParser(draw(con, tmp_path)).css_first("#f2")
    assert finding is not None
    assert "另外办理<mark>十件</mark>事项" in (finding.html or "")


def test_the_page_needs_nothing_from_elsewhere(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    plant_finding(con, plant_report(con))
    html = draw(con, tmp_path)
    page = LexborHTMLParser(html)
    assert not page.css("[src], link, iframe, object, embed, form, base")
    assert "url(" not in html and "@import" not in html
    assert {a.attributes["href"] for a in page.css("a") if not str(a.attributes["href"]).startswith("#")} == {
        "https://example.gov.cn/a"
    }


def test_the_page_allows_its_own_script_and_no_other(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    plant_report(con)
    page = LexborHTMLParser(draw(con, tmp_path))
    (script,) = page.css("script")
    digest = base64.b64encode(hashlib.sha256(script.text().encode()).digest()).decode()
    policy = page.css_first("meta[http-equiv]")
    assert policy is not None
    assert f"script-src 'sha256-{digest}'" in str(policy.attributes["content"])


def test_what_reports_say_is_shown_and_never_obeyed(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    report = plant_report(con, name=HOSTILE, title=HOSTILE, source=HOSTILE, url="javascript:alert(3)")
    plant_finding(con, report, message=HOSTILE, label=f"{HOSTILE} | {HOSTILE}", sentence=f"{HOSTILE}纠正1件{HOSTILE}")
    con.execute(
        "insert into marts.dim_document values ('bad', ?, null, 1, now()::timestamp, 'rejected', 'binary', null)",
        [HOSTILE],
    )
    html = draw(con, tmp_path, expectations=[{"name": "n", "table": "t", "severity": "critical", "statement": HOSTILE,
                "is_passed": False, "is_accepted": False, "observed": HOSTILE, "sample": [{HOSTILE: HOSTILE}]}])  # fmt: skip
    page = LexborHTMLParser(html)
    assert len(page.css("script")) == 1 and not page.css("img")
    assert not [a for a in page.css("a") if not str(a.attributes["href"]).startswith("#")]
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", html)
    assert "&lt;script&gt;alert(1)" in html
    told = {"rule_id": HOSTILE, "severity": "error", "statement_zh": HOSTILE, "statement_en": HOSTILE,
            "remedy_zh": HOSTILE, "remedy_en": HOSTILE, "legal_basis": HOSTILE,
            "findings": [{"message_zh": HOSTILE, "message_en": HOSTILE, "verdict": HOSTILE, "cells": []}]}  # fmt: skip
    errata = errata_page(
        [{"authority_name": HOSTILE, "report_id": "r", "report_year": 2023, "source_name": HOSTILE, "form": HOSTILE,
          "scope": HOSTILE, "status": "report", "assessed": 1, "passed": 0, "imputed": [], "doubtful": [told],
          "failed": [told]}],
        labels_of([]),
        {"remedy_zh": HOSTILE, "remedy_en": HOSTILE},
    )  # fmt: skip
    assert len(LexborHTMLParser(errata).css("script")) == 1 and not LexborHTMLParser(errata).css("img")


def test_collected_pages_that_changed_or_failed_are_told_and_no_others(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    plant_page(con, "https://a.gov.cn/same", "unchanged", authority="甲局")
    assert "a.gov.cn/same" not in (html := draw(con, tmp_path)) and 'id="pages"' not in html and "#pages" not in html
    plant_page(
        con,
        "https://a.gov.cn/gone",
        "vanished",
        authority="乙局",
        report_year=2019,
        found_vanished_at=datetime(2026, 5, 4),
    )
    plant_page(con, "https://a.gov.cn/new", "changed", changed_at=datetime(2026, 5, 3), is_fact_changed=True)
    plant_page(con, "https://a.gov.cn/click", "changed", is_fact_changed=False, new_document_status="rejected")
    plant_page(con, "https://a.gov.cn/never", "never_fetched", problem="dns")
    plant_page(con, "https://a.gov.cn/slow", "unchanged", problem="timeout")
    page = LexborHTMLParser(draw(con, tmp_path))
    section = page.css_first("#pages + p + table tbody")
    assert section is not None
    told = [" ".join(row.text(separator=" ").split()) for row in section.css("tr")]
    labels = {row["reason"]: f"{row['label_en']} {row['label_zh']}" for row in seed_rows("capture_reasons")}
    assert told == [
        "乙局 https://a.gov.cn/gone 2019 Vanished 已撤下 2026-05-04",
        "https://a.gov.cn/new Changed 内容已变动 2026-05-03 The numbers differ 数字有变动",
        "https://a.gov.cn/click Changed 内容已变动 The words differ, the numbers do not 文字有变动，数字未变"
        " It no longer shows a report 现已不是年度报告",
        f"https://a.gov.cn/never Never fetched 从未取得 {labels['dns']}",
        f"https://a.gov.cn/slow Unchanged 未变动 {labels['timeout']}",
    ]
    assert page.css_first("nav a[href='#pages']") is not None


def test_collected_pages_are_capped_and_harmless(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    plant_page(con, "javascript:alert(1)", "vanished", authority=HOSTILE, problem=HOSTILE)
    con.execute(
        "insert into quality.page_changes by name select 'https://a.gov.cn/' || i as address, 'vanished' as status from range(9000) t(i)"
    )
    html = draw(con, tmp_path)
    page = LexborHTMLParser(html)
    assert len(page.css("#pages + p + table tbody tr")) == 50
    assert "… and 8,951 more: query <code>page_changes" in html
    con.execute("delete from quality.page_changes where address like 'https%'")
    page = LexborHTMLParser(draw(con, tmp_path))
    assert len(page.css("script")) == 1 and not page.css("img")
    assert not [a for a in page.css("a") if not str(a.attributes["href"]).startswith("#")]


def test_lists_are_capped_and_say_how_many_more_there_are(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    con.execute(
        "insert into marts.dim_document select 'd' || i, 'folder/' || i || '.html', 'text/html', 9, now()::timestamp,"
        " 'rejected', 'binary', null from range(100000) t(i);"
        "insert into marts.dim_report select 'r' || i, 'a' || (i // 10), '320813', 2014 + i % 10, 'narrative_2008',"
        " 'prose', 'own', 't', null, 'd' || i, i || '.html', null, 'text/html', 'hans', 9, 3 from range(100000) t(i);"
        "insert into marts.mart_coverage select authority_id, report_year, 'missing', null from marts.dim_report;"
        "insert into quality.findings select 'f' || i, 'r' || (i // 3), 'A-13', 'warn', 'fail', 'source_error', 's' || i,"
        " i, 0, i, '差' || i, 'difference ' || i from range(300000) t(i);"
        "insert into intermediate.int_findings select finding_id, ['o' || finding_id] from quality.findings;"
        "insert into quality.rule_results select report_id, 'A-13', 'fail' from marts.dim_report"
    )
    html = draw(con, tmp_path)
    assert len(html) < 400_000
    for words in ("… and 99,988 more: query <code>dim_document", "… and 299,995 more: query <code>findings</code> and <code>finding_cells",
                  "… and 99,975 more: query <code>mart_quality", "… and 9,940 more: query <code>mart_coverage"):  # fmt: skip
        assert words in html


def test_a_year_without_reports_is_a_gap_in_the_plots(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    for year in (2019, 2022):
        plant_finding(con, plant_report(con, year))
    page = LexborHTMLParser(draw(con, tmp_path))
    axes = [[tick.text() for tick in plot.css("text.tick")] for plot in page.css("svg.columns")]
    assert len(axes) >= 2
    assert all([name for name in axis if name.startswith("20")] == ["2019", "2020", "2021", "2022"] for axis in axes)


def test_a_warehouse_without_reports_has_a_page_too(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    html = draw(con, tmp_path)
    assert "There are no findings" in html and "This is the first release" in html


def test_the_page_says_the_same_each_time_but_for_the_time(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    plant_finding(con, plant_report(con))
    plant_report(con, 2022)
    first, second = (re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC", "", draw(con, tmp_path)) for _ in range(2))
    assert first == second


def test_a_failed_expectation_stands_before_those_that_were_met(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    def result(statement: str, is_passed: bool) -> dict[str, object]:
        return {"name": "n", "table": "marts.t", "severity": "warning", "statement": statement, "is_passed": is_passed,
                "is_accepted": False, "observed": "3 rows", "sample": [] if is_passed else [{"report_id": "r9"}]}  # fmt: skip

    html = draw(con, tmp_path, expectations=[result("All is met", True), result("Something fails", False)])
    assert "1 of 2 expectations failed" in html
    assert html.index("Something fails") < html.index("All is met") and "report_id r9" in html


@pytest.mark.parametrize(
    ("severity", "is_accepted", "is_held"),
    [("critical", False, True), ("critical", True, False), ("warning", False, False)],
)
def test_a_build_that_was_held_back_says_so(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, severity: str, is_accepted: bool, is_held: bool
) -> None:
    result = {"name": "n", "table": "t", "severity": severity, "statement": "s", "is_passed": False,
              "is_accepted": is_accepted, "observed": "o", "sample": []}  # fmt: skip
    assert ("did not become a release" in draw(con, tmp_path, expectations=[result])) == is_held


def publish_now(con: duckdb.DuckDBPyConnection, folder: Path) -> Release:
    """What stands in the warehouse now, as the last release."""
    folder.mkdir()
    con.execute(f"attach '{folder / 'marts.duckdb'}' as made")
    for schema, table in con.execute(
        "select schema_name, table_name from duckdb_tables() where schema_name in ('marts', 'quality')"
    ).fetchall():
        con.execute(f"create table made.main.{table} as from {schema}.{table}")
    con.execute("detach made")
    return Release("000006-20261122T071500Z", folder, datetime.now(UTC), {}, {})


@pytest.mark.parametrize("is_known", [False, True])
def test_what_changed_since_the_last_release_is_told_old_and_new(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, is_known: bool
) -> None:
    """Whether or not it is known which reports may differ from those of the last release."""
    kept, gone = plant_report(con, 2022), plant_report(con, 2021)
    con.execute(
        "insert into marts.fct_cases values (?, 'litigation', 'upheld', 4, 'stated'), (?, 'litigation', 'all', 4, 'stated')",
        [kept, kept],
    )
    last = publish_now(con, tmp_path / "last")
    if is_known:
        con.execute("insert into raw.inputs values ('release', ?)", [last.release_id])
        con.execute("insert into intermediate.int_touched values (?), (?)", [kept, gone])
    con.execute("update marts.fct_cases set value = 7 where result = 'upheld'")
    con.execute("delete from marts.dim_report where report_id = ?", [gone])
    plant_report(con, 2023)
    page = LexborHTMLParser(draw(con, tmp_path, previous=last))
    (row,) = [row for row in page.css("tr") if "→" in row.text()]
    assert row.text(separator=" ").split() == ["洪泽区人民政府", "2022", "行政诉讼（结果维持）", "litigation", "(upheld)", "4", "→", "7",
                                           "The", "same", "document", "read", "anew", "读取方法改进"]  # fmt: skip
    new, old = page.css_first("#new-reports + ul"), page.css_first("#reports-gone + ul")
    assert new is not None and "320813-government-2023" in new.text()
    assert old is not None and "320813-government-2021" in old.text()


def test_a_release_with_other_tables_is_not_compared(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    plant_report(con)
    last = publish_now(con, tmp_path / "last")
    with duckdb.connect(tmp_path / "last" / "marts.duckdb") as old:
        old.execute("alter table fct_cases drop column basis")
    assert "cannot be compared" in draw(con, tmp_path, previous=last)
    assert con.execute("select count(*) from duckdb_databases() where database_name = 'last_release'").fetchone() == (
        0,
    )


def test_the_callers_search_path_stays_as_it_was(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    before = con.execute("select current_setting('search_path')").fetchone()
    draw(con, tmp_path)
    assert con.execute("select current_setting('search_path')").fetchone() == before
