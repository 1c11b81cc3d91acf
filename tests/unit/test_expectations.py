"""The suites as data: names, severities, floors. What they find in a build is tests/integration/test_gate.py."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from expectations.suites import CEILING, FLOOR, all_expectations
from expectations.validate import Result
from orchestration.checks import as_record, holds_back


def test_every_expectation_has_a_name_of_its_own() -> None:
    counted = Counter(expectation.name for expectation in all_expectations())
    assert [name for name, count in counted.items() if count > 1] == []


def test_names_and_tables_do_not_depend_on_the_last_release() -> None:
    with_one = all_expectations({"dim_report": 10, "fct_cases": 20})
    assert [(e.name, e.table, e.severity) for e in with_one] == [
        (e.name, e.table, e.severity) for e in all_expectations()
    ]


@given(st.integers(0, 10**9))
def test_the_floor_is_four_fifths_rounded_up_and_the_ceiling_twice_as_much(before: int) -> None:
    by_name = {e.name: e for e in all_expectations({"fct_cases": before})}
    least = by_name["cases_not_fewer"].arguments["min_value"]
    assert FLOOR * before <= least < FLOOR * before + 1
    assert by_name["cases_not_doubled"].arguments["max_value"] == (CEILING * before or None)


def test_a_floor_is_critical_and_a_ceiling_warns() -> None:
    severities = {e.name: e.severity for e in all_expectations()}
    assert severities["reports_not_fewer"] == "critical"
    assert severities["reports_not_doubled"] == "warning"


def test_only_an_accepted_change_of_volume_passes() -> None:
    for expectation in all_expectations():
        failed = Result(expectation, passed=False, observed="")
        is_critical = expectation.severity == "critical"
        assert holds_back(failed, accepts_changes=False) == is_critical
        assert holds_back(failed, accepts_changes=True) == (is_critical and not expectation.is_volume)
        assert as_record(failed, accepts_changes=True)["is_accepted"] == expectation.is_volume
        assert not holds_back(Result(expectation, passed=True, observed=""), accepts_changes=False)
