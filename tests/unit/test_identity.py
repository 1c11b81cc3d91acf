"""Whose report a page is and of which year: governments."""

from __future__ import annotations

import pytest
from identity_reading import Case, identity_of, prose, statutory

REPORTS: dict[str, Case] = {
    "a province": (
        "浙江省人民政府2012年政府信息公开工作年度报告\n" + prose(2012, "我省"),
        2012,
        "330000",
        "government",
        "浙江省人民政府",
    ),
    "a municipality": (
        "上海市2006年政府信息公开年度报告\n" + prose(2006, "本市"),
        2006,
        "310000",
        "government",
        "上海市人民政府",
    ),
    "an autonomous region": (
        "2015年广西壮族自治区政府信息公开工作年度报告\n" + prose(2015, "全区"),
        2015,
        "450000",
        "government",
        "广西壮族自治区人民政府",
    ),
    "a prefecture": (
        "曲靖市人民政府办公室\n2016年政府信息公开工作年度报告\n" + prose(2016, "我市"),
        2016,
        "530300",
        "government",
        "曲靖市人民政府",
    ),
    "a prefecture before its new name": (
        "襄樊市2009年政府信息公开工作年度报告\n" + prose(2009, "我市"),
        2009,
        "420600",
        "government",
        "襄樊市人民政府",
    ),
    "an autonomous prefecture in short": (
        "恩施州2017年度政府信息公开工作报告\n" + prose(2017, "全州"),
        2017,
        "422800",
        "government",
        "恩施土家族苗族自治州人民政府",
    ),
    "a league": (
        "锡林郭勒盟行政公署2013年政府信息公开工作年度报告\n" + prose(2013, "全盟"),
        2013,
        "152500",
        "government",
        "锡林郭勒盟行政公署",
    ),
    "a district": (
        "武汉市江岸区人民政府2018年政府信息公开工作年度报告\n" + prose(2018, "我区"),
        2018,
        "420102",
        "government",
        "武汉市江岸区人民政府",
    ),
    "a district whose office writes": (
        "2019年政府信息公开工作年度报告\n本报告由成都市武侯区人民政府办公室根据条例要求编制。\n"
        + statutory(2019, "我区"),
        2019,
        "510107",
        "government",
        "成都市武侯区人民政府",
    ),
    "a county that is now a district": (
        "洪泽县2015年政府信息公开工作年度报告\n" + prose(2015, "我县"),
        2015,
        "320829",
        "government",
        "淮安市洪泽县人民政府",
    ),
    "a district after the recoding": (
        "淮安市洪泽区2016年政府信息公开工作年度报告\n" + prose(2016, "我区"),
        2016,
        "320813",
        "government",
        "淮安市洪泽区人民政府",
    ),
    "a district before it was merged": (
        "杭州市下城区2019年政府信息公开工作年度报告\n" + statutory(2019, "我区"),
        2019,
        "330103",
        "government",
        "杭州市下城区人民政府",
    ),
    "a city that became a district": (
        "即墨市2016年政府信息公开年度报告\n" + prose(2016, "全市"),
        2016,
        "370282",
        "government",
        "即墨市人民政府",
    ),
    "莱芜 in its last year as a city": (
        "莱芜市人民政府2018年政府信息公开工作年度报告\n" + prose(2018, "我市"),
        2018,
        "371200",
        "government",
        "莱芜市人民政府",
    ),
    "塘沽 before 滨海新区": (
        "塘沽区2008年政府信息公开工作年度报告\n" + prose(2008, "我区"),
        2008,
        "120107",
        "government",
        "天津市塘沽区人民政府",
    ),
    "浦东新区": (
        "上海市浦东新区人民政府2014年政府信息公开工作年度报告\n" + prose(2014, "新区"),
        2014,
        "310115",
        "government",
        "上海市浦东新区人民政府",
    ),
    "a county-level city of 兵团": (
        "新疆生产建设兵团第八师石河子市2021年政府信息公开工作年度报告\n" + statutory(2021, "师市"),
        2021,
        "659001",
        "government",
        "石河子市人民政府",
    ),
    "an autonomous county in short": (
        "玉屏县2018年政府信息公开工作年度报告\n" + prose(2018, "我县"),
        2018,
        "520622",
        "government",
        "铜仁市玉屏侗族自治县人民政府",
    ),
    "朝阳区 told apart by its city": (
        "朝阳区2014年政府信息公开工作年度报告\n按照长春市人民政府的要求编制。\n" + prose(2014, "我区"),
        2014,
        "220104",
        "government",
        "长春市朝阳区人民政府",
    ),
    "鼓楼区 told apart by the site's trail": (
        "首页 > 徐州市鼓楼区人民政府 > 政府信息公开\n鼓楼区2017年政府信息公开工作年度报告\n" + prose(2017, "我区"),
        2017,
        "320302",
        "government",
        "徐州市鼓楼区人民政府",
    ),
    "a party committee's office and a government's": (
        "中共扬州市委办公室、扬州市人民政府办公室2015年政府信息公开工作年度报告\n" + prose(2015, "我市"),
        2015,
        "321000",
        "government",
        "扬州市人民政府",
    ),
    "a party committee and a government, the place said once": (
        "中共南通市通州区委、区政府2012年政务公开工作年度报告\n" + prose(2012, "全区"),
        2012,
        "320612",
        "government",
        "南通市通州区人民政府",
    ),
}


@pytest.mark.parametrize("case", REPORTS.values(), ids=REPORTS)
def test_a_government_s_report_is_known_by_authority_and_year(case: Case) -> None:
    text, *expected = case
    assert identity_of(text) == tuple(expected)
