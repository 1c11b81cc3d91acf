"""Whether a page is a report, by what title, of which year and day; what is said where these disagree."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from identity_reading import BODY, body, read, report
from opencc import OpenCC

from extraction.eras import Eras
from extraction.vocabulary import seed_rows


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


@pytest.mark.parametrize("row", seed_rows("eras"), ids=lambda row: row["era"])
def test_an_era_has_the_years_of_its_seed(row: dict[str, str]) -> None:
    eras = Eras.from_seeds(seed_rows)
    assert eras.of(int(row["first_year"])) == row["era"]
    assert eras.of(int(row["last_year"] or 2030)) == row["era"]
    assert eras.of(2004) == "narrative_2008"


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


def test_an_opening_that_gives_the_report_out_needs_few_headings() -> None:
    text = (
        "特编制并向社会公布江岸区财政局2016年度政府信息公开年度报告如下:\n一、工作开展情况\n2016年我局公开信息30条。\n"
    )
    found = report(text + "二、公开政府信息情况\n包括领导信息。\n三、依申请公开\n没有收到申请。\n四、存在问题\n")
    assert (found.authority_id, found.report_year) == ("420102-财政局", 2016)


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
