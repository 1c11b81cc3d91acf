"""The real dbt project on planted raw schemas: which document stands, what is a fact, what people decided, what is summed."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from planted import APPLICANTS, BLANK, BuildFailed, Raw, dbt_build, rows_of

CARRIED_OUT = ("carried_out", "all", "all")
SECRET = ("outcome", "denied", "state_secret")


def plant(raw: Raw) -> None:
    first = raw.report("330105", 2021, first_seen_at=datetime(2026, 1, 1), text_digest="first")
    first.case("reconsideration", "all", 7, "复议7件。")
    again = raw.report("330105", 2021, first_seen_at=datetime(2026, 1, 2), text_digest="second")
    again.case("reconsideration", "all", 8, "复议8件。")
    copy = raw.report("330105", 2021, first_seen_at=datetime(2026, 1, 3), text_digest="second", name="copy")
    copy.case("reconsideration", "all", 8, "复议8件。")
    raw.document("scan", rejection="no_text_layer")

    blanks = raw.report("220106", 2022)
    blanks.applications_table(
        {("received", "natural_person"): 9, ("granted", "natural_person"): 9},
        change={(SECRET, "natural_person"): BLANK, (CARRIED_OUT, "all"): BLANK},
    )
    blanks.cases_table(
        {("reconsideration", "upheld"): 3, ("reconsideration", "corrected"): 1, ("reconsideration", "pending"): 4}
    )

    blanks.disclosures_table()

    nested = raw.report("150203", 2013)
    nested.disclosed("information", "disclosed", 100, "公开100条,其中规范性文件8条。")
    nested.disclosed("normative_document", "disclosed", 8, "公开100条,其中规范性文件8条。")
    nested.disclosed("information", "disclosed", 60, "网站60条。", channel="website")
    nested.disclosed("information", "disclosed", 5, "网站文件5条。", channel="website", topic="文件")
    nested.applied("outcome", 4, "不予公开4件。", outcome="denied")

    whole = raw.report("210881", 2020)
    whole.applications_table(
        {
            ("received", "natural_person"): 40,
            ("granted", "natural_person"): 30,
            ("not_held", "natural_person"): 8,
            ("needs_creation", "other_org"): 2,
            ("received", "other_org"): 2,
            ("carried_out", "natural_person"): 2,
        }
    )
    bureau = raw.report(
        "210881",
        2020,
        authority_id="210881-财政局",
        authority_kind="department",
        parent_authority_id="210881-government",
        scope="own",
    )
    bureau.applications_table({("received", "natural_person"): 5, ("granted", "natural_person"): 5})

    mended = raw.report("320813", 2022)
    mended.cases_table({("reconsideration", "upheld"): 10, ("reconsideration", "all"): 0})
    correction = {"report_id": mended.report_id, "fact": "case", "procedure": "reconsideration", "result": "all"}
    raw.rows["corrections"].append(
        correction
        | {"printed_value": Decimal(0), "corrected_value": Decimal(10), "justification": "漏填", "line_number": 2}
    )
    raw.rows["waivers"].append(
        {
            "rule_id": "T4-01",
            "report_id": mended.report_id,
            "reason": "已核",
            "waived_on": date(2026, 1, 1),
            "line_number": 2,
        }
    )


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("build")
    raw = Raw()
    plant(raw)
    raw.write(folder / "warehouse.duckdb")
    dbt_build(folder / "warehouse.duckdb", folder)
    return folder / "warehouse.duckdb"


def test_an_empty_warehouse_builds(tmp_path: Path) -> None:
    Raw().write(tmp_path / "warehouse.duckdb")
    dbt_build(tmp_path / "warehouse.duckdb", tmp_path)
    assert rows_of(tmp_path / "warehouse.duckdb", "select count(*) from marts.dim_report") == [(0,)]


def test_the_newest_document_of_a_report_stands(warehouse: Path) -> None:
    assert rows_of(
        warehouse,
        "select source_name, status, status_reason is not null from marts.dim_document "
        "where report_id = '330105-government-2021' or report_id is null order by first_seen_at",
    ) == [
        ("330105-government-2021.txt", "superseded", True),
        ("scan.txt", "rejected", True),
        ("330105-government-2021.txt", "duplicate", True),
        ("copy.txt", "report", False),
    ]  # fmt: skip
    assert rows_of(warehouse, "select value from marts.fct_cases where report_id = '330105-government-2021'") == [(8,)]


def test_a_superseded_document_keeps_its_observations_but_selects_none(warehouse: Path) -> None:
    query = (
        "select value::int, is_selected from marts.observations where report_id = '330105-government-2021' order by all"
    )
    assert rows_of(warehouse, query) == [(7, False), (8, False), (8, True)]


def test_a_blank_cell_is_an_observation_and_not_a_fact(warehouse: Path) -> None:
    key = "report_id = '220106-government-2022' and applicant = 'natural_person' and reason = 'state_secret'"
    assert rows_of(warehouse, f"select count(*) from marts.fct_applications where {key}") == [(0,)]
    assert rows_of(warehouse, f"select value_state from marts.observations where {key}") == [("blank",)]


def test_what_closes_only_with_blanks_as_zero_is_an_imputed_pass(warehouse: Path) -> None:
    query = "select rule_id, status from quality.rule_results where report_id = '220106-government-2022' and rule_id in ({}) order by 1"
    assert rows_of(warehouse, query.format("'T3-02C', 'T3-03', 'T4-01'")) == [
        ("T3-02C", "imputed_pass"),
        ("T3-03", "imputed_pass"),
        ("T4-01", "pass"),
    ]


def test_a_blank_total_is_never_taken_for_zero(warehouse: Path) -> None:
    blank = rows_of(
        warehouse,
        "select x.rule_id, x.subject from intermediate.int_identity_results as x "
        "join intermediate.int_reports using (report_number) "
        "where status = 'not_assessable' and report_id = '220106-government-2022' order by all",
    )
    assert blank == [("T3-01", "all"), ("T3-03", "carried_out"), ("T3-05", "carried_out/all")]


def test_a_blank_is_null_in_the_wide_mart_and_pending_cases_are_out_of_the_rate(warehouse: Path) -> None:
    query = (
        "select carried_out, denied, granted, correction_rate, correction_low_n, granted_share "
        "from marts.mart_authority_year where report_id = '220106-government-2022'"
    )
    assert rows_of(warehouse, query) == [(None, 0, 9, 0.25, True, 1.0)]


def test_a_group_total_is_derived_and_marked_where_the_form_prints_none(warehouse: Path) -> None:
    query = (
        "select applicant, value::int, basis, observation_id from marts.fct_applications "
        "where report_id = '210881-government-2020' and outcome = 'unable_to_provide' and reason = 'all' and value > 0 order by 1"
    )
    assert rows_of(warehouse, query) == [
        ("all", 10, "derived", None),
        ("natural_person", 8, "derived", None),
        ("other_org", 2, "derived", None),
    ]


def test_breakdown_names_what_is_broken_down_and_nested_what_is_contained(warehouse: Path) -> None:
    query = (
        "select item, channel, topic, breakdown, is_nested from marts.fct_disclosures "
        "where report_id = '150203-government-2013' order by value desc"
    )
    assert rows_of(warehouse, query) == [
        ("information", "all", "all", "total", False),
        ("information", "website", "all", "channel", False),
        ("normative_document", "all", "all", "total", True),
        ("information", "website", "文件", "channel+topic", False),
    ]


def test_a_correction_is_published_as_one_with_the_printed_value_beside_it(warehouse: Path) -> None:
    query = (
        "select f.value::int, f.basis, o.value::int, o.value_printed from marts.fct_cases as f "
        "join marts.observations as o using (observation_id) where f.report_id = '320813-government-2022' "
        "and f.procedure = 'reconsideration' and f.result = 'all'"
    )
    assert rows_of(warehouse, query) == [(10, "corrected", 0, "0")]


def test_a_waived_rule_is_shown_as_waived_and_counts_as_no_failure(warehouse: Path) -> None:
    report = "report_id = '320813-government-2022'"
    assert rows_of(warehouse, f"select status from quality.findings where rule_id = 'T4-01' and {report}") == [
        ("waived",)
    ]
    assert rows_of(warehouse, f"select status from quality.rule_results where rule_id = 'T4-01' and {report}") == [
        ("waived",)
    ]
    assert rows_of(warehouse, f"select finding_count from marts.dim_report where {report}") == [(1,)]


def test_a_department_is_never_added_to_its_governments_aggregate(warehouse: Path) -> None:
    query = (
        "select kind, scope, reports_expected, reports_present, received::int from marts.mart_region_year "
        "where rollup = 'prefecture' and region_code = '210800' and report_year = 2020 order by 1"
    )
    assert rows_of(warehouse, query) == [("department", "own", 1, 1, 5), ("government", "aggregate", 1, 1, 42)]


def test_a_parent_without_a_report_is_an_authority_too(warehouse: Path) -> None:
    query = "select name, level, parent_authority_id from marts.dim_authority where authority_id = '210800-government'"
    assert rows_of(warehouse, query) == [("辽宁省营口市人民政府", "prefecture", "210000-government")]


def test_no_row_counts_twice_within_a_breakdown(warehouse: Path) -> None:
    """By applicant, by outcome and in total: three ways to the same sum."""
    sums: dict[str, Any] = dict(
        rows_of(
            warehouse,
            "select breakdown, sum(value)::int from marts.fct_applications where report_id = '210881-government-2020' "
            "and (measure = 'processed' or measure = 'outcome') and not is_nested group by 1",
        )
    )
    assert sums["total"] == 40
    assert sums["outcome"] == 40
    assert sums["applicant"] == 40
    assert sums["applicant+outcome"] == 40
    assert len(APPLICANTS) == 7


FAULTS = {
    "a correction whose source was mended": (
        "update raw.corrections set printed_value = 3",
        "assert_every_correction_meets_its_printed_value",
    ),
    "an outcome that no code table knows": (
        "update raw.observations set outcome = 'shrugged' where outcome = 'granted'",
        "sound_fct_applications",
    ),
    "one fact twice": (
        "insert into raw.observations by name select * replace (9999 as observation_number) from raw.observations "
        "where fact = 'case' and document_id like '%320813%' and result = 'all'",
        "sound_fct_cases",
    ),
    "an issue of an unknown kind": (
        "insert into raw.issues by name select document_id, 1 as issue_number, '1' as extractor_version, 'table.x' as kind, "
        "'' as message, '' as quote from raw.documents limit 1",
        "assert_every_issue_kind_is_known",
    ),
    "a waiver of no rule": ("update raw.waivers set rule_id = 'T9-99'", "assert_every_waiver_names_a_rule"),
}


@pytest.fixture(scope="module")
def complaints(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the project's own tests say of a warehouse with all of these faults."""
    folder = tmp_path_factory.mktemp("faults")
    shutil.copy(warehouse, folder / "warehouse.duckdb")
    with duckdb.connect(str(folder / "warehouse.duckdb")) as con:
        for change, _ in FAULTS.values():
            con.execute(change)
    dbt_build(folder / "warehouse.duckdb", folder, "run")
    with pytest.raises(BuildFailed) as failure:
        dbt_build(folder / "warehouse.duckdb", folder, "test", "--exclude", "test_type:unit")
    return str(failure.value)


@pytest.mark.parametrize("what", FAULTS)
def test_what_must_be_true_of_the_warehouse_stops_the_build(complaints: str, what: str) -> None:
    assert FAULTS[what][1] in complaints


HELD_BY_BUILD = {
    "EX-01": (
        "update intermediate.int_stated set value = 99 where value = 0",
        "assert_only_corrections_change_what_was_read",
    ),
    "EX-02": (
        "update raw.observations set char_end = 999999 where fact = 'case'",
        "assert_every_number_leads_to_its_place",
    ),
    "T2X-01": (
        "update marts.fct_disclosures set measure = 'cumulative' where measure = 'in_force'",
        "assert_no_series_joins_what_the_forms_count_differently",
    ),
    "CF-01": (
        "update marts.fct_applications set breakdown = 'total' where outcome <> 'all'",
        "assert_breakdowns_partition_the_applications",
    ),
    "CF-02": (
        "delete from seeds.outcome_crosswalk where outcome = 'granted' and era = 'statutory_2021'",
        "assert_every_era_and_outcome_maps_to_one_group",
    ),
    "CF-03": ("insert into marts.fct_cases from marts.fct_cases limit 1", "sound_fct_cases"),
    "CF-04": ("update marts.mart_authority_year set correction_rate = 1.5", "sound_mart_authority_year"),
}


@pytest.fixture(scope="module")
def tampered(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the project's own tests say of a sound build that was tampered with afterwards."""
    folder = tmp_path_factory.mktemp("tampered")
    shutil.copy(warehouse, folder / "warehouse.duckdb")
    dbt_build(folder / "warehouse.duckdb", folder, "test", "--exclude", "test_type:unit")
    with duckdb.connect(str(folder / "warehouse.duckdb")) as con:
        for change, _ in HELD_BY_BUILD.values():
            con.execute(change)
    with pytest.raises(BuildFailed) as failure:
        dbt_build(folder / "warehouse.duckdb", folder, "test", "--exclude", "test_type:unit")
    return str(failure.value)


@pytest.mark.parametrize("rule", HELD_BY_BUILD)
def test_a_rule_that_the_build_holds_to_stops_it_where_it_fails(tampered: str, rule: str) -> None:
    assert HELD_BY_BUILD[rule][1] in tampered


def test_every_rule_that_the_build_holds_to_has_a_planted_fault(warehouse: Path) -> None:
    held = rows_of(warehouse, "select rule_id from seeds.rules where is_held_by_build")
    assert {rule for (rule,) in held} == set(HELD_BY_BUILD)


def test_a_fault_of_the_source_stops_nothing(complaints: str) -> None:
    assert "sound_mart_authority_year" not in complaints
