"""What an identity rests on: the spots that name issuer, year and date, and what is said where they disagree."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from identity_reading import read
from opencc import OpenCC

from extraction.eras import Eras
from extraction.facts import Report
from extraction.vocabulary import seed_rows

BODY = (
    "一、概述\n{year}年,工作有序推进。\n二、主动公开情况\n全年主动公开信息40条。\n三、依申请公开情况\n收到申请2件,均已答复。\n"
    "四、复议和诉讼\n没有发生行政复议。\n五、存在的主要问题\n公开内容尚有不足。\n"
)


def report(text: str, name: str = "page.txt", **metadata: str) -> Report:
    found = read(text, name, **metadata)
    assert found.report is not None, found.rejection_detail
    return found.report


def body(year: int) -> str:
    return BODY.format(year=year)


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


def test_the_page_s_head_names_title_issuer_and_day() -> None:
    found = report(
        "导航\n" + body(2016),
        title="江岸区2016年政府信息公开工作年度报告",
        source="江岸区人民政府办公室",
        published="2017-03-20 10:00:00",
    )
    assert (found.authority_id, found.report_year) == ("420102-government", 2016)
    assert found.title == "江岸区2016年政府信息公开工作年度报告"
    assert found.published_date == date(2017, 3, 20)


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


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("发布日期: 2015- 04- 01", date(2015, 4, 1)),
        ("发布时间:2015年4月1日 来源:本站", date(2015, 4, 1)),
        ("来源:区政府办 时间:2015/04/01 08:30", date(2015, 4, 1)),
        ("2015-04-01 09:10 浏览次数:12", date(2015, 4, 1)),
        ("公开日期: | 2015-04-01 16:32 |", date(2015, 4, 1)),
        ("浏览次数:12", None),
        ("发布日期:2015-13-45", None),
    ],
)
def test_the_day_of_publication_is_read_above_the_body(line: str, day: date | None) -> None:
    found = report(f"江岸区2014年政府信息公开工作年度报告\n{line}\n" + body(2014))
    assert found.published_date == day


def test_a_signature_dates_a_report_and_a_sentence_does_not() -> None:
    signed = report("江岸区2014年政府信息公开工作年度报告\n" + body(2014) + "\n江岸区人民政府\n二〇一五年三月二十八日")
    assert signed.published_date == date(2015, 3, 28)
    told = "江岸区2014年政府信息公开工作年度报告\n自2014年1月1日起至2014年12月31日止。\n" + body(2014)
    assert report(told).published_date is None


def test_a_year_after_the_title_is_heard_where_the_title_has_none() -> None:
    assert report("江岸区政府信息公开工作年度报告(2016年度)\n" + body(2016)).report_year == 2016
    assert report("江岸区2016年政府信息公开工作年度报告(2017年3月公布)\n" + body(2016)).report_year == 2016


def test_a_label_before_the_title_is_not_part_of_it() -> None:
    found = report("标 题: 江岸区2016年政府信息公开工作年度报告 发布日期:2017-03-01\n" + body(2016))
    assert found.title == "江岸区2016年政府信息公开工作年度报告"
    assert found.published_date == date(2017, 3, 1)


def test_a_year_that_contradicts_the_rest_is_an_issue() -> None:
    text = (
        "江岸区2016年政府信息公开工作年度报告\n特向社会公布江岸区2016年政府信息公开工作年度报告,"
        "统计期限自2015年1月1日起至2015年12月31日止。\n" + body(2016)
    )
    found = read(text)
    assert found.report is not None
    assert found.report.report_year == 2016
    assert [issue.kind for issue in found.issues] == ["identity.year_conflict"]
    assert "2015" in found.issues[0].message


def test_a_report_that_names_no_year_is_told_by_its_publication() -> None:
    text = "江岸区政府信息公开工作年度报告\n发布日期:2015-03-01\n" + BODY.replace("{year}年,", "")
    assert report(text).report_year == 2014


def test_a_report_of_no_year_at_all_is_rejected() -> None:
    found = read("江岸区政府信息公开工作年度报告\n" + BODY.replace("{year}年,", ""))
    assert (found.report, found.rejection) == (None, "no_reporting_year")


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


def test_links_to_other_reports_are_not_the_title() -> None:
    menu = "政府信息公开指南\n政府信息公开年报\n江岸区2013年政府信息公开工作年度报告 2014-03-01\n"
    found = read(menu + "江岸区2016年政府信息公开工作年度报告\n" + body(2016))
    assert found.report is not None
    assert found.report.report_year == 2016
    assert found.title == "江岸区2016年政府信息公开工作年度报告"


def test_a_title_in_the_chrome_is_not_the_page_s() -> None:
    menu = "关于做好2016年政府信息公开工作年度报告编制工作的通知\n"
    found = read(menu + "江岸区2016年政府信息公开工作年度报告\n" + body(2016), chrome=((0, len(menu)),))
    assert found.report is not None


def test_the_title_is_kept_as_printed() -> None:
    title = "江岸區 2016年政府信息公開年度報告"
    found = read(f"{title}\n" + OpenCC("s2t").convert(body(2016)))
    assert found.report is not None
    assert found.report.title == title
    assert found.report.script == "hant"


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


@pytest.mark.parametrize("row", seed_rows("eras"), ids=lambda row: row["era"])
def test_an_era_has_the_years_of_its_seed(row: dict[str, str]) -> None:
    eras = Eras.from_seeds(seed_rows)
    assert eras.of(int(row["first_year"])) == row["era"]
    assert eras.of(int(row["last_year"] or 2030)) == row["era"]
    assert eras.of(2004) == "narrative_2008"


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


PIECES = (
    "政府信息公开", "工作年度报告", "2015年", "的通知", "江岸区", "财政局", "人民政府", "\n", "。", "一、概述", "收到申请3件",
    "发布日期:2015-02-30", "自2015年1月1日至12月31日", "指南", "(", ">", " ", "本报告由", "编制", "我局", "二〇一五年", "𠮷", "—",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=30).map("".join))
def test_any_text_is_a_report_or_rejected_and_never_an_error(text: str) -> None:
    found = read(text)
    assert (found.report is None) == (found.rejection is not None)
    if found.rejection is not None:
        assert found.rejection in {row["code"] for row in seed_rows("rejections")}


FORMS_ALONE = (
    "第二十条第(一)项 | |||\n信息内容 | 本年新 制作数量 | 本年新 公开数量 | 对外公开总数量 |\n规章 | 0 | 0 | 0 |\n"
    "规范性文件(决定、公告等) | 3 | 3 | 9 |\n信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |\n行政许可 | 6 | 0 | 21 |\n"
    "行政处罚 | 4 | 0 | 2 |\n行政强制 | 1 | 0 | 0 |\n"
)


def test_filled_forms_alone_show_a_report_and_blank_ones_do_not() -> None:
    opening = "2020年,我局公开情况如下。\n"
    assert read(opening + FORMS_ALONE).report is not None
    blank = "".join(" " if character.isdigit() else character for character in FORMS_ALONE)
    assert read(opening + blank).report is None


def test_numbered_articles_over_the_tables_order_nothing() -> None:
    rows = (
        FORMS_ALONE.replace("第二十条第", "第二十条  第")
        + "第二十条  第(五)项\n第二十条  第(六)项\n第二十条  第(八)项\n"
    )
    assert read("2020年,我局公开情况如下。\n" + rows).report is not None


def test_the_first_words_below_a_title_are_no_part_of_it() -> None:
    explains = "编制说明:本报告根据条例编制,统计期限自2017年1月1日起至2017年12月31日止。\n"
    found = report("河包镇2017年政府信息公开年度报告\n\n" + explains + body(2017))
    assert found.title == "河包镇2017年政府信息公开年度报告"


@pytest.mark.parametrize("blank", ["xx", "XX", "××"])
def test_a_sample_to_write_reports_by_is_none(blank: str) -> None:
    text = f"{blank}镇2017年政府信息公开年度报告\n" + body(2017) + f"{blank}镇公开信息{blank}条,{blank}镇将继续努力。\n"
    assert read(text).rejection == "not_a_report.statistics_rule"


def test_several_summaries_under_one_title_are_no_report() -> None:
    found = read("2017年政务公开工作总结6篇\n" + body(2017))
    assert found.rejection == "not_a_report.index_page"


def test_a_row_of_the_page_s_fields_names_no_year() -> None:
    fields = "索 引 号 | 014410000/2018-00123 | 分 类 | 政府信息公开年报 其他 |\n"
    opening = "现公布江岸区2017年政府信息公开工作年度报告。统计期限自2017年1月1日起至2017年12月31日止。\n"
    found = read(fields + opening + body(2017))
    assert found.report is not None
    assert (found.report.report_year, found.issues) == (2017, ())


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


def test_an_opening_that_gives_the_report_out_needs_few_headings() -> None:
    text = (
        "特编制并向社会公布江岸区财政局2016年度政府信息公开年度报告如下:\n一、工作开展情况\n2016年我局公开信息30条。\n"
    )
    found = report(text + "二、公开政府信息情况\n包括领导信息。\n三、依申请公开\n没有收到申请。\n四、存在问题\n")
    assert (found.authority_id, found.report_year) == ("420102-财政局", 2016)


def test_all_customs_report_through_their_general_administration() -> None:
    found = report("全国海关2020年政府信息公开工作年度报告\n" + body(2020))
    assert (found.authority_id, found.region_code) == ("100000-海关总署", "100000")


def test_a_cooperative_that_says_we_is_named_by_its_contact() -> None:
    found = report(
        "2016年政府信息公开工作年度报告\n如有疑问,请联系龙湾区供销合作社联合社(地址:状元街道)。\n"
        "2016年,我社按照《条例》要求开展工作。\n" + body(2016)
    )
    assert found.authority_name.endswith("龙湾区供销合作社联合社")


def test_a_report_handed_in_as_a_letter_is_a_report() -> None:
    found = report(
        "渭南市水务局关于2014年度政府信息公开年度报告的函\n市信息化办公室:\n现将有关情况汇报如下:\n" + body(2014)
    )
    assert (found.authority_name, found.report_year) == ("渭南市水务局", 2014)


def test_a_report_without_a_title_may_say_that_it_was_drawn_up_and_is_made_public() -> None:
    opening = (
        "2014年,东胜区发展和改革局根据要求,特编制2014年度东胜区发展和改革局政府信息公开工作年度报告并向社会公布。"
        "所列数据的统计期限是2014年1月1日至2014年12月31日。\n"
    )
    found = report(opening + "一、概述\n工作有序推进。\n二、主动公开情况\n主动公开信息57条。\n")
    assert found.authority_name.endswith("东胜区发展和改革局")


def test_a_report_without_a_title_may_say_that_it_was_drawn_up_alone() -> None:
    opening = (
        "根据《中华人民共和国政府信息公开条例》特编制2023年度江岸区财政局信息公开年度报告。"
        "本报告中所列数据的统计期限自2023年1月1日起至2023年12月31日止。\n"
    )
    found = report(opening + "一、总体情况\n2023年,主动公开政府信息共计58条。\n")
    assert (found.authority_id, found.report_year) == ("420102-财政局", 2023)


def test_a_report_without_a_title_may_say_under_what_law_and_by_whom_it_was_drawn_up() -> None:
    opening = (
        "引 言\n本年度报告是根据《中华人民共和国政府信息公开条例》和《上海市政府信息公开规定》要求,由上海市公安局"
        "长宁分局编制。本年度报告中所列数据的统计期限自2018年1月1日起至12月31日止。\n"
    )
    found = report(opening + "一、概述\n工作正常。\n(一)主动公开工作。及时、全面地主动公开各类公安政府信息4186条。\n")
    assert (found.authority_name, found.report_year) == ("上海市公安局长宁分局", 2018)


def test_a_report_without_a_title_may_say_under_what_law_it_was_drawn_up_alone() -> None:
    opening = (
        "本年报依据《中华人民共和国政府信息公开条例》和上级要求编制。本年报由概述、主动公开情况和附表组成。"
        "统计期限自2012年1月1日起至2012年12月31日止。\n"
    )
    found = report(opening + "一、概述\n青海省水利厅稳步推进公开工作。\n二、主动公开情况\n主动公开信息318条。\n")
    assert found.report_year == 2012


def test_a_report_of_part_of_a_year_is_of_that_year_though_it_looks_ahead() -> None:
    found = report(
        "现公布鹤山区龙头街道办事处政府信息公开工作年度报告。因本街道新设,统计期限自2022年6月9日起至2022年12月31日止。\n"
        "一、总体情况\n(一)主动公开。公开信息45条。\n2023年,我们将改进工作,2023年全年推进政府信息公开。\n"
        "(二)依申请公开。未收到申请。\n五、存在的问题\n人手不足。\n"
    )
    assert found.report_year == 2022


def test_a_period_may_begin_when_the_regulation_came_into_force() -> None:
    found = report(
        "本报告由红桥区司法局编制,统计期限自2009年1月1日《条例》施行之日起,至2009年12月31日止。\n"
        "一、概述\n工作正常。\n二、主动公开情况\n公开信息33条。\n三、依申请公开情况\n未收到申请。\n"
    )
    assert found.report_year == 2009


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
