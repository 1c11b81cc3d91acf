"""Every rule that can be assessed has a planted fault that it catches, and a clean twin that passes it.

All pairs stand in one warehouse, each under an authority of its own, and are built once.
"""

from __future__ import annotations

from pathlib import Path

import planted_faults_beside  # noqa: F401  registers its pairs
import planted_faults_parts  # registers its pairs
import pytest
from planted import PROJECT, Raw, dbt_build, rows_of
from planted_faults import CASES, Twin


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rules")
    raw = Raw()
    for number, (rule, (_, plant)) in enumerate(CASES.items()):
        for is_faulty in (True, False):
            plant(Twin(raw, rule, 2 * number + is_faulty, is_faulty))
    for is_faulty in (True, False):
        planted_faults_parts.a_city_is_not_the_sum_of_its_districts(Twin(raw, "city", 0, is_faulty))
    raw.write(folder / "warehouse.duckdb")
    dbt_build(folder / "warehouse.duckdb", folder)
    return folder / "warehouse.duckdb"


def status(warehouse: Path, rule: str, side: str) -> str:
    query = "select status from quality.rule_results where rule_id = ? and report_id = ?"
    ((found,),) = rows_of(warehouse, query, rule, f"{rule.lower()}-{side}-{CASES[rule][0]}")
    return str(found)


@pytest.mark.parametrize("rule", CASES)
def test_a_planted_fault_is_caught_and_its_clean_twin_passes(warehouse: Path, rule: str) -> None:
    assert (status(warehouse, rule, "faulty"), status(warehouse, rule, "clean")) == ("fail", "pass")
    query = "select count(*) from quality.findings where rule_id = ? and status = 'fail' and report_id = ?"
    assert rows_of(warehouse, query, rule, f"{rule.lower()}-faulty-{CASES[rule][0]}") != [(0,)]


def test_a_city_is_held_to_the_sum_of_its_districts_and_its_offices(warehouse: Path) -> None:
    query = (
        "select report_id, status from quality.rule_results where rule_id = 'H-01' and report_id like 'city-%' "
        "and status <> 'not_assessable' order by 1"
    )
    assert rows_of(warehouse, query) == [("city-clean-2022", "pass"), ("city-faulty-2022", "fail")]


def test_every_rule_that_can_be_assessed_has_a_planted_fault(warehouse: Path) -> None:
    assessed = rows_of(
        warehouse, "select rule_id from seeds.rules where is_assessable and not is_held_by_build and class <> 'reader'"
    )
    # H-03 asks that a scope be named and PB-02 that a report be there: neither can fail a report that was read
    assert {rule for (rule,) in assessed} - set(CASES) == {"H-03", "PB-02"}


def test_a_misread_row_is_the_readers_error_and_so_are_the_identities_it_breaks(warehouse: Path) -> None:
    verdicts = rows_of(
        warehouse,
        "select distinct verdict from quality.findings where report_id = 't3-11-faulty-2022' and rule_id like 'T3-%'",
    )
    assert verdicts == [("extraction_error",)]


def test_subjects_left_out_are_told_in_the_order_of_the_form(warehouse: Path) -> None:
    query = "select message_zh, message_en from quality.findings where rule_id = 'TX-05' and report_id like 'tx-05-faulty-%'"
    zh = "第一部分未见关于依申请公开、政府信息管理、监督保障的内容"
    assert rows_of(warehouse, query) == [
        (zh, "Part 1 says nothing about: applications, management of information, supervision")
    ]


def test_every_seed_rule_is_published(warehouse: Path) -> None:
    header, *rules = (PROJECT / "seeds" / "rules.csv").read_text(encoding="utf-8").splitlines()
    assert header.startswith("rule_id,")
    assert rows_of(warehouse, "select count(*) from quality.dim_rule") == [(len(rules),)]
