"""Running totals in prose: what 累计 means where, and what the year added to what is held."""

import pytest
from prose_reading import under


def stated_in(text):
    return under("disclosures", text)


def words(text):
    return " ".join(sorted(text.split()))


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("自2008年以来,累计公开政府信息12万余条。", "cumulative.information=120000~"),
        ("截至2015年底,自2009年开展工作以来累计公开9,920条。", "cumulative.information=9920"),
        ("2015年新增主动公开政府信息500条,累计公开3000条。", "cumulative.information=3000 information=500"),
        ("主动公开政府信息500条,历年累计3000条。", "cumulative.information=3000 information=500"),
        ("截至2015年底累计公开政府信息5928条,其中本年度新增2110条。", "cumulative.information=5928 information=2110"),
        ("截至年底,全年累计主动公开政府信息3086条。", "information=3086"),
        ("2015年度累计公开政府信息96条。", "information=96"),
        ("累计主动公开政府信息5928条,2015年度主动公开2110条。", "cumulative.information=5928 information=2110"),
        ("2015年截止到12月31日,全区公开政府信息2749条。", "information=2749"),
        (
            "截至2015年12月31日,在县政府网站累计公开846条,其中本年度在县政府网站公开214条。",
            "cumulative.information@website=846 information@website=214",
        ),
    ],
)
def test_a_running_total_is_read_by_its_context(text, stated):
    assert stated_in(text) == words(stated)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("2008年5月至2015年12月,累计公开政府信息12345条。", "cumulative.information=12345"),
        ("网站开通以来,累计发布信息12345条。", "cumulative.information@website=12345"),
        ("9月微信公众号开通以来,推送信息206条。", "information@wechat=206"),
        ("2015年以来,全区累计公开信息920条。", "information=920"),
        (
            "截至2015年底,政务微信累计推送信息1234条,其中2015年推送320条。",
            "cumulative.information@wechat=1234 information@wechat=320",
        ),
        ("累计公开信息3200条,其中2015年320条。", "cumulative.information=3200 information=320"),
        ("截至2015年底累计公开信息3200条,其中2015年320条。", "cumulative.information=3200 information=320"),
    ],
)
def test_a_running_total_may_begin_with_a_site_or_a_span_of_years(text, stated):
    assert stated_in(text) == words(stated)


@pytest.mark.parametrize("years", ["(2008年5月至2015年12月)", "(自2008年起)", "(统计时间:2008年5月1日—2015年12月31日)"])
def test_years_in_brackets_behind_a_count_make_it_cumulative(years):
    assert stated_in(f"全区累计公开政府信息19,347条{years}。") == "cumulative.information=19347"
    assert stated_in("公开政府信息820条(2015年1月1日至2015年12月31日)。") == "information=820"


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("网站现有信息12000条。", ""),
        ("政府信息公开目录收录信息5620条,其中2015年新增1020条。", "information=1020"),
        ("平台库存信息总量达到32000条,2015年新增2600条。", "information=2600"),
        ("网站现有信息12000条,2014年新增1200条。", ""),
    ],
)
def test_what_is_held_is_no_count_of_the_year_but_what_the_year_added_is(text, stated):
    assert stated_in(text) == stated
