"""The seed of regions: GB/T 2260 by spans of years, without gaps, overlaps or dangling codes."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import pytest

from extraction.vocabulary import seed_rows

ROWS = seed_rows("regions")
BY_CODE: dict[str, list[dict[str, str]]] = defaultdict(list)
for _row in ROWS:
    BY_CODE[_row["region_code"]].append(_row)


def valid(code: str, year: int) -> dict[str, str] | None:
    return next(
        (row for row in BY_CODE[code] if int(row["valid_from_year"]) <= year <= int(row["valid_to_year"] or 9999)),
        None,
    )


def test_a_code_has_one_row_a_year() -> None:
    for rows in BY_CODE.values():
        spans = sorted((int(row["valid_from_year"]), int(row["valid_to_year"] or 9999)) for row in rows)
        assert all(start <= end for start, end in spans)
        assert all(end < start for (_, end), (start, _) in pairwise(spans))


def test_a_parent_is_valid_in_every_year_of_its_child() -> None:
    for row in ROWS:
        if row["parent_code"]:
            for year in {int(row["valid_from_year"]), int(row["valid_to_year"] or 2026)}:
                parent = valid(row["parent_code"], year)
                assert parent is not None, row
                if parent["level"] == "prefecture":
                    assert row["prefecture_name"] == parent["name"]


def test_what_ended_has_a_successor_valid_in_the_next_year() -> None:
    for row in ROWS:
        if row["valid_to_year"]:
            assert valid(row["successor_code"], int(row["valid_to_year"]) + 1) is not None, row
        else:
            assert row["successor_code"] == ""


def test_the_unresolved_and_the_nation_have_rows() -> None:
    assert valid("000000", 2014) is not None
    assert valid("100000", 2024) is not None


@pytest.mark.parametrize(("year", "count"), [(2010, 31), (2024, 31)])
def test_there_are_thirty_four_provinces(year: int, count: int) -> None:
    provinces = [r for r in BY_CODE if (v := valid(r, year)) and v["level"] == "province"]
    assert len([code for code in provinces if code < "70"]) == count
    assert len(provinces) == count + 3


@pytest.mark.parametrize(
    ("code", "name", "first", "last", "successor"),
    [
        ("230104", "道外区", "2008", "", ""),
        ("330105", "拱墅区", "2008", "", ""),
        ("330103", "下城区", "2008", "2020", "330105"),
        ("210881", "盖州市", "2008", "", ""),
        ("320829", "洪泽县", "2008", "2015", "320813"),
        ("320813", "洪泽区", "2016", "", ""),
        ("371200", "莱芜市", "2008", "2018", "370100"),
        ("341400", "巢湖市", "2008", "2010", "340100"),
        ("460300", "三沙市", "2012", "", ""),
        ("130103", "桥东区", "2008", "2013", "130104"),
        ("654004", "霍尔果斯市", "2014", "", ""),
    ],
)
def test_a_known_change_stands_in_its_year(code: str, name: str, first: str, last: str, successor: str) -> None:
    row = next(row for row in BY_CODE[code] if row["name"] == name)
    assert (row["valid_from_year"], row["valid_to_year"], row["successor_code"]) == (first, last, successor)


def test_a_county_bears_the_name_that_its_prefecture_had() -> None:
    assert valid("420602", 2009)["full_name"] == "湖北省襄樊市襄城区"  # type: ignore[index]
    assert valid("420602", 2012)["full_name"] == "湖北省襄阳市襄城区"  # type: ignore[index]


def test_the_townships_belong_to_codes_of_today() -> None:
    for row in seed_rows("townships"):
        assert valid(row["county_code"], 2026) is not None, row["county_code"]
        assert row["names"]
