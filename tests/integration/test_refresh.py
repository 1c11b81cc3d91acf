"""`gongkai refresh` from end to end: what is published, and what a second refresh does."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
from commands import gongkai

from warehouse.home import Home
from warehouse.retention import current_release

CONTRACT = {
    "dim_report", "dim_document", "dim_authority", "dim_region", "dim_year", "dim_item", "dim_channel",
    "dim_applicant", "dim_outcome", "dim_procedure", "dim_result", "fct_disclosures", "fct_applications",
    "fct_cases", "observations", "document_texts", "findings", "dim_rule", "rule_results",
    "mart_authority_year", "mart_region_year", "mart_refusals", "mart_coverage", "mart_quality",
}  # fmt: skip
REPORTS = Path(__file__).resolve().parents[1] / "reports"
Query = Callable[[str], list[tuple[object, ...]]]


def test_every_table_of_the_contract_is_published_in_both_formats(small_warehouse: Home, query: Query) -> None:
    tables = {name for (name,) in query("select table_name from duckdb_tables() where schema_name = 'main'")}
    parquet = {path.stem for path in (small_warehouse.current / "parquet").iterdir()}
    assert tables >= CONTRACT
    assert parquet == tables


def test_the_manifest_counts_what_the_release_holds(small_warehouse: Home, query: Query) -> None:
    manifest = json.loads((small_warehouse.current / "manifest.json").read_text(encoding="utf-8"))
    for table, entry in manifest["tables"].items():
        assert query(f"select count(*) from {table}") == [(entry["row_count"],)]
        path = small_warehouse.current / "parquet" / f"{table}.parquet"
        assert query(f"select count(*) from '{path}'") == [(entry["row_count"],)]
    assert manifest["expectations"]["is_passed"]
    assert len(manifest["expectations"]["results"]) > 40


def test_every_fact_s_words_stand_where_it_says(query: Query) -> None:
    misplaced = query(
        "select o.observation_id, o.quote from observations o join document_texts t using (document_id) "
        "where substring(t.text, o.char_start + 1, o.char_end - o.char_start) "
        "<> case when o.rule like 'table.%' then o.value_printed else o.quote end"
    )
    assert misplaced == []
    for table in ("fct_disclosures", "fct_applications", "fct_cases"):
        stated = f"select count(*) from {table} where basis = 'stated'"
        assert query(f"{stated} and observation_id in (select observation_id from observations)") == query(stated)
        assert query(stated) != [(0,)]


def test_every_document_is_a_report_or_says_why_not(query: Query) -> None:
    assert query("select count(*) from dim_document where status = 'report'") == query(
        "select count(*) from dim_report"
    )
    assert query("select status, status_reason is null from dim_document group by all order by all") == [
        ("rejected", False),
        ("report", True),
    ]


def test_a_refresh_reads_only_what_is_new_and_does_nothing_where_nothing_is(own_home: Home) -> None:
    before = current_release(own_home)
    assert before is not None
    refresh = ("refresh", "--home", own_home.root, "--landing", own_home.landing)

    idle = gongkai(*refresh)
    assert (idle.returncode, "Nothing to do" in idle.stdout) == (0, True)
    assert "extract" not in idle.stdout
    assert current_release(own_home) == before

    shutil.copy(REPORTS / "tengzhou-2019" / "source.html", own_home.landing / "one-more.html")
    busy = gongkai(*refresh)
    after = current_release(own_home)
    assert (busy.returncode, "extract: 1\n" in busy.stdout) == (0, True), busy.stdout
    assert after is not None
    assert after.row_counts["dim_report"] == before.row_counts["dim_report"] + 1
    with duckdb.connect(str(before.path / "marts.duckdb"), read_only=True) as con:
        assert con.execute("select count(*) from dim_report").fetchone() == (before.row_counts["dim_report"],)
