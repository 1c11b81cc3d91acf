"""What a failed build says of the files in which people keep their decisions."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from orchestration.dbt import _what_failed
from warehouse.connect import open_warehouse
from warehouse.home import open_home


def failed(name: str, query: str) -> dict[str, Any]:
    return {"unique_id": f"test.gongkai.{name}", "status": "fail", "message": "Got 1 result", "compiled_code": query}


def said(folder: Path, *results: dict[str, Any]) -> str:
    home = open_home(folder)
    with open_warehouse(home):
        pass
    invocation: Any = SimpleNamespace(get_artifact=lambda _: {"results": list(results)})
    return _what_failed(invocation, home).replace(f"{folder}/", "")


def test_a_decision_that_does_not_hold_is_told_by_its_line(tmp_path: Path) -> None:
    waivers = failed(
        "assert_every_waiver_names_a_rule", "select 7 as line_number, 'T9-99' as rule_id union select 3, 'T'"
    )
    corrections = failed(
        "assert_every_correction_meets_its_printed_value",
        "select 2 as line_number, 'r-2019' as report_id, 'case' as fact, 4 as printed_value",
    )
    assert said(tmp_path, waivers, corrections) == (
        "corrections.csv line 2: r-2019 states no case of this key printed as 4: is the source mended, or a code wrong?; "
        "waivers.csv line 3: there is no rule T; waivers.csv line 7: there is no rule T9-99"
    )


def test_what_is_not_sound_is_told_by_its_columns(tmp_path: Path) -> None:
    cases = failed("sound_fct_cases", "select 'value is null' as fault, 1200 as row_count")
    years = failed("sound_dim_year", "select 'rows share report_year' as fault, 1 as row_count")
    assert said(tmp_path, cases, years) == (
        "dbt: sound_fct_cases, sound_dim_year: fct_cases: value is null (1,200); dim_year: rows share report_year (1)"
    )


def test_any_other_failure_is_told_by_its_name(tmp_path: Path) -> None:
    assert said(tmp_path, failed("assert_nothing_blank_passes", "")) == "dbt: assert_nothing_blank_passes: Got 1 result"
