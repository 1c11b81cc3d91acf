"""What an identity rests on: the spots that name the issuer, its place and whom it belongs to, and for whom it speaks.

Titles, years and days, and whether a page is a report at all: test_identity_reports.py.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from identity_reading import body, read, report

from extraction.vocabulary import seed_rows


def test_a_government_its_office_and_its_short_name_are_one_authority() -> None:
    names = ("武汉市江岸区人民政府", "武汉市江岸区人民政府办公室", "江岸区政府", "江岸区", "武汉市江岸区政务公开办公室")
    ids = {report(f"{name}2016年政府信息公开工作年度报告\n" + body(2016)).authority_id for name in names}
    assert ids == {"420102-government"}


def test_a_recoded_county_is_one_authority_over_the_years() -> None:
    before = report("洪泽县2012年政府信息公开工作年度报告\n" + body(2012))
    after = report("洪泽区2018年政府信息公开工作年度报告\n" + body(2018))
    assert before.authority_id == after.authority_id == "320813-government"
    assert (before.region_code, after.region_code) == ("320829", "320813")
    assert before.report_id == "320813-government-2012"


def test_a_department_s_parent_is_its_government() -> None:
    found = report("江岸区财政局2016年政府信息公开工作年度报告\n" + body(2016))
    assert (found.authority_id, found.parent_authority_id) == ("420102-财政局", "420102-government")
    assert (found.authority_level, found.scope) == ("county", "own")


def test_a_township_s_parent_is_its_county() -> None:
    found = report("荣昌区河包镇2018年政府信息公开工作年度报告\n" + body(2018))
    assert (found.authority_id, found.parent_authority_id) == ("500153-河包镇", "500153-government")
    assert (found.authority_level, found.region_code) == ("township", "500153")


@pytest.mark.parametrize(
    ("name", "opening", "authority_id"),
    [
        ("市桥街道", "本报告由番禺区市桥街道编制。\n", "440113-市桥街道"),
        ("县底镇人民政府", "本镇位于临汾市尧都区。\n", "141002-县底镇"),
        ("天津市北辰区佳荣里街", "", "120113-佳荣里街道"),
    ],
)
def test_a_township_whose_name_begins_like_a_level_keeps_its_name(name: str, opening: str, authority_id: str) -> None:
    found = report(f"{name}2016年政府信息公开工作年度报告\n" + opening + body(2016))
    assert found.authority_id == authority_id


def test_a_department_in_short_and_in_full_is_one_authority() -> None:
    short = report("吉林市卫健委2022年政府信息公开工作年度报告\n" + body(2022))
    full = report("吉林市卫生健康委员会2022年政府信息公开工作年度报告\n" + body(2022))
    assert short.authority_id == full.authority_id == "220200-卫生健康委员会"


def test_a_ministry_belongs_to_the_nation() -> None:
    found = report("交通运输部2016年政府信息公开工作年度报告\n" + body(2016))
    assert (found.region_code, found.authority_kind, found.authority_level) == ("100000", "department", "national")
    assert found.parent_authority_id == "100000-government"


@pytest.mark.parametrize(
    ("name", "year", "parent"),
    [
        ("淮安市洪泽区人民政府", 2023, "320800-government"),
        ("洪泽县人民政府", 2012, "320800-government"),
        ("淮安市人民政府", 2023, "320000-government"),
        ("上海市徐汇区人民政府", 2021, "310000-government"),
        ("济源市人民政府", 2021, "410000-government"),
        ("襄樊市襄城区人民政府", 2009, "420600-government"),
        ("江苏省人民政府", 2021, "100000-government"),
    ],
)
def test_a_government_is_below_the_one_of_the_place_around_it(name: str, year: int, parent: str) -> None:
    found = report(f"{name}{year}年政府信息公开工作年度报告\n" + body(year))
    assert (found.authority_kind, found.parent_authority_id) == ("government", parent)


def test_the_higher_authority_that_is_quoted_is_not_the_issuer() -> None:
    text = (
        "2016年政府信息公开工作年度报告\n根据《湖北省人民政府办公厅关于做好年度报告工作的通知》和武汉市人民政府的要求,"
        "特向社会公布江岸区2016年政府信息公开工作年度报告。\n" + body(2016)
    )
    assert report(text).authority_id == "420102-government"


def test_the_site_s_owner_is_not_the_issuer() -> None:
    text = "首页 > 武汉市江岸区人民政府门户网站 > 部门\n区审计局2016年政府信息公开工作年度报告\n" + body(2016)
    assert report(text, site="武汉市江岸区人民政府").authority_name == "武汉市江岸区审计局"


def test_a_postcode_tells_places_of_one_name_apart() -> None:
    title = "城中区2010年政府信息公开年度报告\n"
    assert report(title + "联系我们:邮编:810000\n" + body(2010)).region_code == "630103"
    assert report(title + "联系我们:邮政编码 545000\n" + body(2010)).region_code == "450202"
    assert report(title + body(2010)).region_code == "000000"


def test_a_footer_names_the_issuer_where_nothing_else_does() -> None:
    text = (
        "2015年政府信息公开工作年度报告\n"
        + body(2015)
        + "我区将继续改进。\n主办单位:江岸区人民政府 承办单位:区信息中心\n"
    )
    assert report(text).authority_id == "420102-government"


def test_a_township_of_one_name_elsewhere_follows_its_page() -> None:
    text = "长春路街道办事处2015年政府信息公开工作年度报告\n乌鲁木齐市天山区人民政府\n" + body(2015)
    assert report(text).authority_id == "650102-长春路街道"


def test_a_township_that_has_gone_is_not_taken_for_one_of_its_name_elsewhere() -> None:
    text = (
        "2014年永安路街道办事处政府信息公开工作年度报告\n根据青岛市人民政府的意见,如有疑问,请与李沧区信息公开办公室联系"
        "(邮编:266100)。\n"
    )
    assert report(text + body(2014)).authority_id == "370213-永安路街道"


def test_a_report_that_names_itself_in_its_first_sentence_is_not_the_contact_s() -> None:
    text = (
        "遂宁市安居区投资促进局2018年政府信息公开工作年度报告(以下简称年报)是根据有关规定编制的。"
        "年报通过遂宁市安居区人民政府网站公布,如有疑问请与遂宁市安居区人民政府办公室联系。\n"
    )
    assert report(text + body(2018)).authority_name == "遂宁市安居区投资促进局"


def test_a_township_is_named_by_what_it_did_not_do() -> None:
    text = "现将我镇2014年政府信息公开工作年度报告公布如下。\n" + body(2014) + "2014年,谢塘镇未收取任何费用。\n"
    assert report(text).authority_name == "绍兴市上虞区谢塘镇人民政府"


def test_words_that_end_like_a_county_are_no_place() -> None:
    text = "县财政局2015年政府信息公开工作年度报告\n磐安县\n各乡镇和县直部门均已公开。\n" + body(2015)
    assert report(text).authority_name == "金华市磐安县财政局"


def test_the_file_s_name_is_heard_last() -> None:
    assert report("政府信息公开工作年度报告\n" + body(2016), "江岸区2016年政府信息公开年报.txt").region_code == "420102"
    stated = report("江汉区2016年政府信息公开工作年度报告\n" + body(2016), "江岸区2015年政府信息公开年报.txt")
    assert (stated.region_code, stated.report_year) == ("420103", 2016)


def test_a_place_that_is_nowhere_is_published_under_zeros() -> None:
    found = read("桃源乡人民政府2016年政府信息公开工作年度报告\n" + body(2016))
    assert found.report is not None
    assert found.report.region_code == "000000"
    assert found.report.authority_id.startswith("000000-桃源乡")
    assert [issue.kind for issue in found.issues] == ["identity.unresolved_place"]


def test_two_reports_of_nobody_are_never_one() -> None:
    one = read("2016年政府信息公开工作年度报告\n" + body(2016))
    other = read("2016年政府信息公开工作年度报告\n" + body(2016).replace("40条", "41条"))
    north = report("朝阳区2016年政府信息公开工作年度报告\n" + body(2016))
    south = report("朝阳区2016年政府信息公开工作年度报告\n" + body(2016).replace("40条", "41条"))
    assert (north.region_code, south.region_code) == ("000000", "000000")
    assert north.report_id != south.report_id
    assert one.report is not None and other.report is not None
    assert one.report.report_id != other.report.report_id
    assert [issue.kind for issue in one.issues] == ["identity.unresolved_authority"]


def test_every_issue_s_kind_is_in_its_seed() -> None:
    kinds = {row["kind"] for row in seed_rows("issue_kinds")}
    assert {"identity.year_conflict", "identity.unresolved_place", "identity.unresolved_authority"} <= kinds


def test_rules_of_a_province_and_sites_of_all_levels_name_no_issuer() -> None:
    rules = (
        "本年度报告根据《中华人民共和国政府信息公开条例》和《河南省政务公开工作规范》的要求编制。数据期限从2021年1月1日至"
        "12月31日止。电子版可从平顶山市人民政府门户网站下载。\n一、总体情况\n全年公开信息12条。\n二、主动公开政府信息情况\n"
        "三、收到和处理政府信息公开申请情况\n四、行政复议和行政诉讼情况\n"
    )
    assert report(rules).authority_name == "平顶山市人民政府"
    levels = (
        "首页 > 县政府直属机构 > 衡山湿地公园管理处 > 政府信息公开年报\n2020年政府信息公开年度报告\n数据的统计期限自2020年1月"
        "1日起至2020年12月31日止。\n一、总体情况\n门户网站全年公开信息13条。按照国、省政府网站检查指标做好管理。\n"
        "二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n四、行政复议和行政诉讼情况\n"
    )
    assert report(levels).authority_name.endswith("湿地公园管理处")


@pytest.mark.parametrize(
    ("sentence", "scope"),
    [
        ("本报告由区政府办公室汇总各部门、各街道情况编制。", "aggregate"),
        ("全区共收到申请30件。", "aggregate"),
        ("本报告仅包括本机关的数据。", "own"),
        ("制度逐步健全。", "unknown"),
    ],
)
def test_a_government_says_for_whom_it_speaks(sentence: str, scope: str) -> None:
    assert report(f"江岸区2016年政府信息公开工作年度报告\n{sentence}\n" + body(2016)).scope == scope


REGIONS = [row for row in seed_rows("regions") if row["level"] in ("prefecture", "county")]


TOWNSHIPS = [(row["county_code"], name) for row in seed_rows("townships") for name in row["names"].split(" ")]


DEPARTMENTS = (
    "财政局",
    "发展和改革委员会",
    "人民防空办公室",
    "市场监督管理局",
    "总工会",
    "消防救援大队",
    "政务服务中心",
)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(REGIONS), st.sampled_from(DEPARTMENTS))
def test_any_county_and_any_department_of_it_is_found_by_its_full_name(row: dict[str, str], department: str) -> None:
    year = int(row["valid_from_year"])
    for unit, kind in (("人民政府", "government"), (department, "department")):
        found = report(f"{row['full_name']}{unit}{year}年政府信息公开工作年度报告\n" + body(year))
        assert (found.region_code, found.authority_kind) == (row["region_code"], kind)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([one for one in TOWNSHIPS if all("一" <= character <= "龥" for character in one[1])]))
def test_any_township_is_found_under_its_county(township: tuple[str, str]) -> None:
    county, name = township
    row = next(row for row in REGIONS if row["region_code"] == county and not row["valid_to_year"])
    found = report(f"{row['full_name']}{name}2026年政府信息公开工作年度报告\n" + body(2026))
    assert (found.region_code, found.authority_kind) == (county, "township")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("铜陵市郊区安庆矿区街道办事处", "340711"),
        ("吉安市永新县在中乡人民政府", "360830"),
        ("昆明市东川区因民镇", "530113"),
        ("苏州工业园区斜塘街道办事处", "320500"),
    ],
)
def test_a_township_is_known_whatever_its_name_begins_with(name: str, code: str) -> None:
    found = report(f"{name}2022年政府信息公开工作年度报告\n" + body(2022))
    assert (found.region_code, found.authority_kind) == (code, "township")


@pytest.mark.parametrize(
    "leads",
    [
        "2017年,在区委、区政府的领导下,公开工作有序。",
        "现从概述、主动公开等六个方面汇报我镇2017年政府信息公开工作。",
        "特向社会公布2017年度本级政府信息公开工作年度报告。",
    ],
)
def test_words_that_only_lead_to_a_body_are_no_name_of_one(leads: str) -> None:
    found = report(leads + "统计期限自2017年1月1日起至2017年12月31日止。邮编:644000。\n" + body(2017))
    assert found.authority_name == "未能确定"
    assert found.region_code == "000000"


def test_the_office_of_the_city_government_stands_for_it_however_it_begins() -> None:
    by = "本报告由市政府办公厅综合各区人民政府的报告编制。全文数据为武汉市2012年1月1日至2012年12月31日。\n"
    assert report(by + body(2012)).authority_id == "420100-government"


def test_an_unnamed_office_is_placed_where_its_county_s_website_is() -> None:
    of_us = "2017年,我局在中江县人民政府网站公开信息40条。我局收到申请2件。\n"
    placed = report("2017年政府信息公开工作年度报告\n" + of_us + body(2017))
    assert (placed.region_code, placed.authority_name, placed.authority_kind) == ("510623", "未能确定", "department")
    led = report("2017年政府信息公开工作年度报告\n局主要领导在中江县人民政府网站答问3次。\n" + body(2017))
    assert (led.region_code, led.authority_kind) == ("510623", "department")
    torn = report("2017年政府信息公开工作年度报告\n" + of_us + "我局到桐梓县学习。\n" + body(2017))
    assert torn.region_code == "000000"


def test_all_customs_report_through_their_general_administration() -> None:
    found = report("全国海关2020年政府信息公开工作年度报告\n" + body(2020))
    assert (found.authority_id, found.region_code) == ("100000-海关总署", "100000")


def test_a_cooperative_that_says_we_is_named_by_its_contact() -> None:
    found = report(
        "2016年政府信息公开工作年度报告\n如有疑问,请联系龙湾区供销合作社联合社(地址:状元街道)。\n"
        "2016年,我社按照《条例》要求开展工作。\n" + body(2016)
    )
    assert found.authority_name.endswith("龙湾区供销合作社联合社")


def test_a_place_that_a_paragraph_begins_with_reports_where_nothing_else_names_one() -> None:
    found = report(
        "本报告根据《中华人民共和国政府信息公开条例》编制而成,所列数据为2020年1月1日至2020年12月31日。\n一、总体情况\n"
        "本溪市认真落实有关文件精神,公开工作取得进展。\n(二)主动公开情况\n全市主动公开信息5321条。\n"
        "(三)依申请公开情况\n全市收到申请12件。\n五、存在的主要问题\n仍有不足。\n"
    )
    assert (found.authority_kind, found.region_code) == ("government", "210500")


def test_a_division_of_an_office_is_no_part_of_its_name() -> None:
    found = report(
        "我办编制了2020年度政府信息公开工作年度报告,数据自2020年1月1日起至2020年12月31日止。"
        "如有疑问,请联系吉林市人民政府外事办公室综合处,电话:64800000。\n"
        "一、总体情况\n2020年,我办公开信息19条。\n二、依申请公开情况\n我办未收到申请。\n三、行政复议、行政诉讼情况\n没有发生。\n"
        "四、存在的问题\n仍有不足。\n"
    )
    assert found.authority_name == "吉林市外事办公室"
