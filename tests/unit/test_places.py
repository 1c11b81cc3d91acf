"""Names of places lead to the codes valid in a year, whatever the place was called or numbered then."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.places import FIRST_YEAR, Places
from extraction.vocabulary import seed_rows

PLACES = Places.from_seeds(seed_rows)
REGIONS = [row for row in seed_rows("regions") if row["level"] in ("province", "prefecture", "county")]


def code(*chain: str, year: int, **context: float) -> str | None:
    place = PLACES.resolve(chain, year, context)
    return place.region.code if place else None


@pytest.mark.parametrize(
    ("chain", "year", "expected"),
    [
        (("洪泽县",), 2015, "320829"),
        (("洪泽县",), 2023, "320813"),
        (("洪泽区",), 2015, "320829"),
        (("淮安市", "淮安区"), 2009, "320803"),
        (("下城区",), 2020, "330103"),
        (("下城区",), 2021, "330105"),
        (("江干区",), 2021, "330102"),
        (("巢湖市",), 2010, "341400"),
        (("巢湖市",), 2012, "340181"),
        (("居巢区",), 2010, "341402"),
        (("莱芜市",), 2018, "371200"),
        (("莱城区",), 2019, "370116"),
        (("崇文区",), 2009, "110103"),
        (("崇文区",), 2010, "110101"),
        (("卢湾区",), 2010, "310103"),
        (("闸北区",), 2014, "310108"),
        (("闸北区",), 2015, "310106"),
        (("南汇区",), 2009, "310115"),
        (("汉沽区",), 2009, "120116"),
        (("襄樊市",), 2009, "420600"),
        (("襄阳市",), 2012, "420600"),
        (("思茅区",), 2010, "530802"),
        (("三沙市",), 2012, "460300"),
        (("那曲地区",), 2015, "542400"),
        (("那曲市",), 2018, "540600"),
        (("铜仁市",), 2010, "522201"),
        (("铜仁市",), 2012, "520600"),
        (("毕节市",), 2010, "522401"),
        (("曾都区",), 2012, "421303"),
        (("加格达奇区",), 2015, "232701"),
        (("加格达奇区",), 2020, "232761"),
        (("漠河市",), 2020, "232701"),
        (("东陵区",), 2013, "210112"),
        (("恩施州",), 2014, "422800"),
        (("玉屏县",), 2014, "520622"),
        (("鄂温克旗",), 2014, "150724"),
        (("新疆",), 2014, "650000"),
        (("杭州", "拱墅区"), 2018, "330105"),
        (("南京市", "鼓楼区"), 2014, "320106"),
        (("福州市", "鼓楼区"), 2014, "350102"),
        (("浦东新区",), 2003, "310115"),
    ],
)
def test_a_name_leads_to_the_code_valid_in_the_year(chain: tuple[str, ...], year: int, expected: str) -> None:
    assert code(*chain, year=year) == expected


def test_a_name_of_several_places_is_nobody_s_without_a_neighbour() -> None:
    assert code("朝阳区", year=2014) is None
    assert code("朝阳区", year=2014, 长春市=1.0) == "220104"
    assert code("朝阳区", year=2014, 北京市=1.0) == "110105"
    assert code("鼓楼区", year=2014, 南京市=1.0, 福州市=1.0) is None


def test_a_place_that_is_nowhere_is_not_resolved() -> None:
    assert code("不存在县", year=2014) is None
    assert code("三沙市", year=2010) is None
    assert PLACES.resolve((), 2014, {}) is None


@pytest.mark.parametrize(
    ("name", "year", "stable"),
    [
        ("洪泽县", 2012, "320813"),
        ("洪泽区", 2022, "320813"),
        ("下城区", 2018, "330103"),
        ("拱墅区", 2018, "330105"),
        ("襄樊市", 2008, "420600"),
        ("綦江县", 2010, "500110"),
        ("万盛区", 2010, "500110_2010"),
        ("闸北区", 2013, "310108"),
        ("金门县", 2013, "350527"),
    ],
)
def test_a_recoded_place_keeps_its_id_and_a_merged_one_its_own(name: str, year: int, stable: str) -> None:
    place = PLACES.resolve((name,), year, {})
    assert place is not None
    assert place.stable_id == stable


@pytest.mark.parametrize("year", range(FIRST_YEAR, 2027))
def test_no_two_places_of_one_year_share_an_id(year: int) -> None:
    ids: dict[str, str] = {}
    for row in REGIONS:
        if int(row["valid_from_year"]) <= year <= int(row["valid_to_year"] or 9999):
            place = PLACES.by_code(row["region_code"], year)
            assert place is not None
            if place.region.code == row["region_code"]:
                assert ids.setdefault(place.stable_id, row["region_code"]) == row["region_code"]


@settings(deadline=None)
@given(st.sampled_from(REGIONS), st.integers(2003, 2030))
def test_every_resolved_place_is_valid_in_its_year(row: dict[str, str], year: int) -> None:
    chain = [name for name in (row["province_name"], row["prefecture_name"], row["name"]) if name]
    place = PLACES.resolve(list(dict.fromkeys(chain)), year, {})
    if place is not None:
        assert place.region.valid_from <= max(year, FIRST_YEAR) <= place.region.valid_to


@settings(deadline=None)
@given(st.sampled_from(REGIONS))
def test_a_full_chain_of_names_leads_to_its_own_code(row: dict[str, str]) -> None:
    chain = [name for name in (row["province_name"], row["prefecture_name"], row["name"]) if name]
    place = PLACES.resolve(list(dict.fromkeys(chain)), int(row["valid_from_year"]), {})
    assert place is not None
    assert place.region.code == row["region_code"]


def test_the_longest_name_is_found() -> None:
    names = [(one.name, one.is_short) for one in PLACES.find("吉林省吉林市船营区与哈尔滨")]
    assert names == [("吉林省", False), ("吉林市", False), ("船营区", False), ("哈尔滨", True)]


def test_a_township_knows_its_counties() -> None:
    assert "500153" in PLACES.counties_of_township("河包镇")
    assert len(PLACES.counties_of_township("城关镇")) > 50
    assert PLACES.counties_of_township("不存在镇") == ()
