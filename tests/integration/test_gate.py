"""What holds a release back: every expectation fails on the fault planted for it, and a failed build is not published."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest
from commands import ROOT, gongkai

from expectations.suites import Previous, all_expectations
from expectations.validate import NotAssessed, Result, validate
from warehouse.home import Home
from warehouse.retention import current_release

REPORTS = Path(__file__).resolve().parents[1] / "reports"
MANY, FEW = 1_000_000, 1
TABLES = ("dim_report", "dim_document", "fct_disclosures", "fct_applications", "fct_cases")

PLANTED = {
    "titles_filled": "update marts.dim_report set title = null",
    "few_reports_without_facts": "update marts.dim_report set fact_count = 0",
    "reports_yield_facts": "update marts.dim_report set fact_count = 0",
    "place_is_known": "update marts.dim_report set region_code = '000000'",
    "published_after_the_year": "update marts.dim_report set published_date = date '1999-01-01'",
    "form_fits_era": "update marts.dim_report set form = 'statutory_2021', era = 'narrative_2008'",
    "era_fits_year": "update marts.dim_report set era = 'narrative_2008'",
    "year_is_over": "insert into marts.dim_report select * replace (2999 as report_year) from marts.dim_report limit 1",
    "year_since_2008": "insert into marts.dim_report select * replace (1999 as report_year) from marts.dim_report limit 1",
    "few_documents_rejected": "update marts.dim_document set status = 'rejected'",
    "no_reader_broke_off": "update marts.dim_document set status_reason = 'extractor_crash'",
    "authority_names_plausible": "update marts.dim_authority set name = '<b>' || name",
    "disclosures_not_negative": "update marts.fct_disclosures set value = -1 where measure = 'disclosed'",
    "disclosures_whole": "insert into marts.fct_disclosures select * replace (0.5 as value, 'item' as unit)"
    " from marts.fct_disclosures limit 1",
    "disclosures_in_range": "insert into marts.fct_disclosures select * replace (1e11 as value, 'item' as unit)"
    " from marts.fct_disclosures limit 1",
    "few_disclosures_huge": "insert into marts.fct_disclosures select * replace (2e7 as value, 'item' as unit)"
    " from marts.fct_disclosures",
    "few_disclosures_approximate": "update marts.fct_disclosures set is_approximate = true",
    "disclosure_measures_fit_form": "update marts.fct_disclosures set measure = 'item_count' where value > 0",
    "applications_not_negative": "insert into marts.fct_applications select * replace (-1 as value)"
    " from marts.fct_applications limit 1",
    "applications_whole": "insert into marts.fct_applications select * replace (0.5 as value)"
    " from marts.fct_applications limit 1",
    "applications_in_range": "insert into marts.fct_applications select * replace (1e9 as value)"
    " from marts.fct_applications limit 1",
    "few_applications_approximate": "update marts.fct_applications set is_approximate = true",
    "statutory_tables_have_statutory_outcomes": "update marts.fct_applications set outcome = 'not_exist'"
    " where outcome = 'granted'",
    "application_reasons_fit_era": "update marts.fct_applications set reason = 'fee_unpaid',"
    " report_id = (select report_id from marts.dim_report where era = 'narrative_2008' limit 1)",
    "cases_not_negative": "insert into marts.fct_cases select * replace (-1 as value) from marts.fct_cases limit 1",
    "cases_whole": "insert into marts.fct_cases select * replace (0.5 as value) from marts.fct_cases limit 1",
    "cases_in_range": "insert into marts.fct_cases select * replace (1e8 as value) from marts.fct_cases limit 1",
    "case_procedures_fit_era": "update marts.fct_cases set procedure = 'litigation_direct'",
    "quotes_found_in_place": "update marts.observations set char_start = char_start + 1",
    "selected_values_stated": "update marts.observations set value_state = 'dash' where is_selected",
    "blanks_are_no_numbers": "update marts.observations set value_state = 'dash'",
    "stated_none_is_zero": "insert into marts.observations select * replace ('stated_none' as value_state, 7 as value)"
    " from marts.observations limit 1",
    "few_blanks": "insert into marts.observations select o.* replace (null as value)"
    " from marts.observations o, range(9)",
    "reports_have_text": "update raw.document_texts set text = ' '",
    "few_reports_misread": "insert into quality.findings by name select 'x' || report_id as finding_id, report_id,"
    " 'extraction_error' as verdict from marts.dim_report",
    "waivers_name_reports": "insert into raw.waivers by name select 2 as line_number, 'E-01' as rule_id,"
    " 'nowhere-2016' as report_id",
    "no_rule_fails_everywhere": "insert into quality.rule_results by name select report_id, rule_id, 'fail' as status"
    " from marts.dim_report, quality.dim_rule, range(9) where severity = 'error'",
    "received_filled": "update marts.mart_authority_year set received = null",
    "correction_rate_is_a_share": "update marts.mart_authority_year set correction_rate = 1.5",
    "coverage_is_a_share": "update marts.mart_region_year set reports_present = reports_expected + 1",
    "few_years_rejected": "update marts.mart_coverage set status = 'rejected'",
}
BY_VOLUME = {
    "reports_not_fewer": MANY, "disclosures_not_fewer": MANY, "applications_not_fewer": MANY, "cases_not_fewer": MANY,
    "documents_kept": MANY, "reports_not_doubled": FEW, "disclosures_not_doubled": FEW,
    "applications_not_doubled": FEW, "cases_not_doubled": FEW,
}  # fmt: skip


@pytest.fixture
def warehouse(small_warehouse: Home, tmp_path: Path) -> Path:
    """A copy of the build that was published, with tables in the place of views and no constraint in the way."""
    copy = tmp_path / "copy.duckdb"
    with duckdb.connect(str(copy)) as con:
        con.execute(f"attach '{small_warehouse.warehouse}' as warehouse (read_only)")  # its views name it so
        for schema, table in con.execute(
            "select table_schema, table_name from information_schema.tables"
            " where table_catalog = 'warehouse' and table_schema in ('marts', 'quality')"
        ).fetchall():
            con.execute(f"create schema if not exists {schema}")
            con.execute(f"create table {schema}.{table} as from warehouse.{schema}.{table}")
        con.execute("create schema raw; create table raw.waivers as from warehouse.raw.waivers")
        con.execute("create table raw.document_texts as from marts.document_texts")
        con.execute("create schema seeds; create table seeds.eras as from warehouse.seeds.eras")
        con.execute("create schema intermediate")
        con.execute("create table intermediate.int_touched as select report_id from marts.dim_report")
    return copy


def test_every_expectation_holds_of_the_samples(warehouse: Path) -> None:
    assert [result.expectation.name for result in failed(warehouse, {})] == []


@pytest.mark.parametrize("part", range(4))
def test_every_expectation_fails_on_the_fault_planted_for_it(warehouse: Path, part: int) -> None:
    # In four parts, since faults hide each other: a report without a year has no fact of a wrong form.
    planted = dict(list(PLANTED.items())[part::4])
    with duckdb.connect(str(warehouse)) as con:
        for statement in planted.values():
            con.execute(statement)
    missed = set(planted) - {result.expectation.name for result in failed(warehouse, {})}
    assert missed == set()


@pytest.mark.parametrize("before", [MANY, FEW])
def test_volume_is_held_against_the_last_release(warehouse: Path, before: int) -> None:
    names = {result.expectation.name for result in failed(warehouse, dict.fromkeys(TABLES, before))}
    assert names == {name for name, rows in BY_VOLUME.items() if rows == before}


def test_a_release_without_a_report_fails(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse)) as con:
        con.execute("delete from marts.dim_report")
    assert "reports_exist" in {result.expectation.name for result in failed(warehouse, {})}


def test_a_fault_is_planted_for_every_expectation() -> None:
    assert {expectation.name for expectation in all_expectations()} == {*PLANTED, *BY_VOLUME, "reports_exist"}


def test_an_expectation_that_cannot_be_evaluated_is_an_error_not_a_pass(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse)) as con:
        con.execute("alter table marts.fct_cases drop column procedure")
    with pytest.raises(NotAssessed, match="fct_cases"):
        validate(warehouse, all_expectations())


def test_a_build_that_fails_is_held_back_and_cannot_be_published_alone(own_home: Home) -> None:
    refresh = ("refresh", "--home", own_home.root, "--landing", own_home.landing)
    before = current_release(own_home)
    assert before is not None

    # A volume far below the last release's: its manifest is made to say that it held a hundred times as much.
    manifest = before.path / "manifest.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    content["tables"]["fct_cases"]["row_count"] *= 100
    manifest.chmod(0o644)
    manifest.write_text(json.dumps(content), encoding="utf-8")
    shutil.copy(REPORTS / "tengzhou-2019" / "source.html", own_home.landing / "one-more.html")
    # And a fact that is plainly wrong, by way of a recorded correction.
    with duckdb.connect(str(before.path / "marts.duckdb"), read_only=True) as con:
        (report_id, printed, procedure, result) = con.execute(
            "select c.report_id, o.value_printed, c.procedure, c.result from fct_cases c"
            " join observations o using (observation_id)"
            " where c.basis = 'stated' and regexp_full_match(o.value_printed, '[0-9]+') order by all limit 1"
        ).fetchone()  # type: ignore[misc]
    own_home.corrections.write_text(
        "report_id,fact,procedure,result,printed_value,corrected_value,justification\n"
        f"{report_id},case,{procedure},{result},{printed},-3,planted\n",
        encoding="utf-8",
    )
    held = gongkai(*refresh, "--accept-changes")
    assert held.returncode == 3, held.stdout + held.stderr
    assert "cases_not_negative" in held.stdout
    assert "-3" in held.stdout
    assert f"{before.release_id} stays current" in held.stdout
    assert current_release(own_home).release_id == before.release_id  # type: ignore[union-attr]

    alone = publish_alone(own_home)
    assert "held back" in alone
    assert current_release(own_home).release_id == before.release_id  # type: ignore[union-attr]

    own_home.corrections.unlink()
    held = gongkai(*refresh)
    assert held.returncode == 3, held.stdout + held.stderr
    assert "cases_not_fewer" in held.stdout
    assert "cases_not_negative" not in held.stdout

    accepted = gongkai(*refresh, "--accept-changes")
    assert accepted.returncode == 0, accepted.stdout + accepted.stderr
    assert "accepted" in accepted.stdout
    assert current_release(own_home).release_id != before.release_id  # type: ignore[union-attr]


def publish_alone(home: Home) -> str:
    """Materialize the published asset and nothing else, as a click in the UI would; the error, "" if it succeeded."""
    code = (
        "import dagster as dg\n"
        "from orchestration.definitions import defs\n"
        "result = defs.resolve_implicit_global_asset_job_def().execute_in_process(\n"
        "    asset_selection=[dg.AssetKey(['published', 'release'])], raise_on_error=False)\n"
        "errors = [event.event_specific_data.error.to_string() for event in result.all_events if event.is_step_failure]\n"
        "print('\\n'.join(errors))\n"
    )
    environment = {"GONGKAI_HOME": str(home.root), "GONGKAI_LANDING": str(home.landing), "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=True
    )
    return done.stdout


def failed(warehouse: Path, previous: Previous) -> Sequence[Result]:
    """The results that failed; each critical or warning alike."""
    return [result for result in validate(warehouse, all_expectations(previous)) if not result.passed]
