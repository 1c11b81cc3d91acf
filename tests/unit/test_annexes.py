"""The statistics annexes of the first era: which column speaks for the year, and which rows belong together."""

from __future__ import annotations

import pytest
from table_reading import kinds, read, row, values


def annex(*rows: str, heading: str = row("指标名称", "计量单位", "2010年度", "历年累计")) -> str:
    return f"<table>{heading}{''.join(rows)}</table>"


ANNEX_ROWS = (
    row("主动公开信息数", "条", "1,268", "3975"),
    row("其中：1.政府网站公开数", "条", "1200", "3900"),
    row("受理依申请公开信息总数", "件", "25", "63"),
    row("3.电子邮件申请数", "件", "6", "15"),
    row("4.网上申请数", "件", "2", "2"),
    row("对申请的答复总数", "件", "24", "60"),
    row("3.否决公开答复总数", "件", "5", "11"),
    row("（4）政府信息不存在", "件", "2", "4"),
    row("行政复议数", "件", "1", "1"),
    row("行政申诉数", "件", "9", "9"),
)


def test_an_annex_of_two_columns_states_the_year_and_for_disclosures_all_years() -> None:
    reading = read(annex(*ANNEX_ROWS), 2010)
    assert values(reading) == {
        "disclosed information": 1268,
        "cumulative information": 3975,
        "disclosed information website": 1200,
        "cumulative information website": 3900,
        "received": 25,
        "received online": 8,
        "processed": 24,
        "outcome denied": 5,
        "outcome not_exist": 2,
        "reconsideration": 1,
    }
    assert reading.form == "annex_regional"
    assert [o.is_nested for o in reading.observations if o.outcome == "not_exist"] == [True]
    assert kinds(reading) == []


def test_an_annex_headed_by_another_year_is_not_the_reports() -> None:
    heading = row("指标名称", "计量单位", "2009年度", "2010年度")
    assert values(read(annex(*ANNEX_ROWS, heading=heading), 2009))["received"] == 25
    assert values(read(annex(*ANNEX_ROWS, heading=heading), 2010))["received"] == 63


def test_the_years_sum_stands_before_the_period() -> None:
    heading = row("指标名称", "计量单位", "代码", "本期实际", "本年累计")
    rows = [r.replace("条</td>", "条</td><td>01</td>").replace("件</td>", "件</td><td>11</td>") for r in ANNEX_ROWS]
    assert values(read(annex(*rows, heading=heading), 2010))["received"] == 63


def test_of_several_bodies_the_total_speaks() -> None:
    heading = row("指标名称", "合计", "区政府", "各部门", "乡镇")
    rows = (row("主动公开信息数", "9", "2", "3", "4"), row("申请总数", "5", "5", "0", "0"), row("行政复议数", *"1100"))
    found = values(read(annex(*rows, heading=heading), 2010))
    assert found == {"disclosed information": 9, "received": 5, "reconsideration": 1}


def test_bodies_without_a_total_are_refused() -> None:
    heading = row("统计指标", "单位", "区政府统计数", "乡镇统计数")
    rows = (
        row("主动公开政府信息数", "条", "2", "3"),
        row("收到申请数", "件", "5", "0"),
        row("行政复议数量", "件", "1", "0"),
    )
    assert read(annex(*rows, heading=heading), 2016).observations == ()


def test_answers_stand_aside_where_the_cases_closed_are_stated() -> None:
    rows = (row("收到申请数", "件", "9"), row("申请办结数", "件", "8"), row("申请答复数", "件", "7"))
    reading = read(annex(*rows, heading=row("统计指标", "单位", "统计数")), 2016)
    assert values(reading) == {"received": 9, "processed": 8}
    assert [o.value for o in reading.observations if not o.is_selected] == [7]
    assert reading.form == "annex_2014"


def test_rows_of_one_name_belong_to_the_procedure_above_them() -> None:
    rows = (
        "行政复议数量|3",
        "（一）维持具体行政行为数|2",
        "（二）被依法纠错数|1",
        "行政诉讼数量|5",
        "（二）被依法纠错数|4",
    )
    cells = [row(*text.split("|")) for text in rows]
    found = values(read(annex(*cells, heading=row("统计指标", "统计数")), 2016))
    assert found["reconsideration corrected"] == 1
    assert found["litigation corrected"] == 4


def test_rows_that_a_first_column_counts_are_read_in_text_too() -> None:
    rows = "序号 | 统计指标 | 单位 | 统计数 |\n1 | 主动公开政府信息数 | 条 | 125 |\n2 | 收到申请数 | 件 | 8 |\n3 | 行政复议数量 | 件 | |\n"
    assert values(read(rows, 2016, "a.txt")) == {"disclosed information": 125, "received": 8, "reconsideration": None}


def test_a_code_in_the_first_cell_of_a_line_is_no_figure_of_its_row() -> None:
    head = "代码 | 指标名称 | 计量单位 | 2016年统计数 | 备注 | \n甲 | 乙 | 丙 | 1 | 2 | \n"
    lines = "002 | (一)主动公开政府信息数 | 条 | 412 |  | \n003 | 其中:主动公开规范性文件数 | 条 | 8 |  | \n"
    lines += "016 | (一)收到申请数 | 件 | 16 |  | \n017 | 1.当面申请数 | 件 |  |  | \n"
    reading = read(head + lines, 2016, name="a.txt")
    assert values(reading) == {
        "disclosed information": 412,
        "disclosed normative_document": 8,
        "received": 16,
        "received in_person": None,
    }


def test_a_column_of_codes_alone_has_no_figures() -> None:
    assert read("代码\n05\t3\n", 2012, "a.txt").observations == ()


def test_the_only_figure_of_a_row_of_words_is_no_remark() -> None:
    head = "统计指标\n单位\n统计数\n备注\n一、主动公开情况\n"
    lines = "(一)主动公开政府信息数\n条\n386\n\n其中:主动公开规范性文件数\n条\n3\n\n"
    lines += "(一)收到申请数\n件\n5\n\n1.当面申请数\n件\n2\n\n"
    reading = read(head + lines, 2016, name="a.txt")
    assert values(reading) == {
        "disclosed information": 386,
        "disclosed normative_document": 3,
        "received": 5,
        "received in_person": 2,
    }


def test_an_unknown_name_in_the_first_row_does_not_reach_back_over_the_headings() -> None:
    head = "七、附表\n指标名称 |\n计量单位 |\n2012年度 |\n历年累计 |\n"
    lines = "主动公开事项总数 |\n条 |\n39 |\n210 |\n主动公开信息数 |\n条 |\n387 |\n2095 |\n"
    lines += "受理依申请公开信息总数 |\n件 |\n5 |\n26 |\n行政复议数 |\n件 |\n1 |\n2 |\n"
    reading = read(head + lines, 2012, name="a.txt")
    assert values(reading) == {
        "disclosed information": 387,
        "cumulative information": 2095,
        "received": 5,
        "reconsideration": 1,
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("受理申请总数|件|25|63", "收到申请总数|件|24|63"),
        ("主动公开文件数|条|38|40", "主动公开信息数|条|4733|5000"),
        ("否决公开答复总数|件|3|4", "不予公开数|件|5|6"),
        ("行政复议数|件|1|1", "被申请行政复议数|件|2|2"),
    ],
)
def test_two_rows_that_would_state_one_whole_are_refused_where_they_differ(one: str, other: str) -> None:
    extra = [row(*text.split("|")) for text in ("当面申请数|件|7|9", "传真申请数|件|6|9", "信函申请数|件|5|9")]
    reading = read(annex(*extra, *(row(*text.split("|")) for text in (one, other))), 2010)
    others = {"received in_person": 7, "received fax": 6, "received mail": 5}
    assert {code: value for code, value in values(reading).items() if not code.startswith("cumulative")} == others
    assert "table.doubtful_cell" in kinds(reading)


def test_two_rows_that_state_one_whole_alike_state_it() -> None:
    rows = (*ANNEX_ROWS, row("收到申请总数", "件", "25", "63"))
    reading = read(annex(*rows), 2010)
    assert values(reading)["received"] == 25
    assert kinds(reading) == []


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("3.公告栏、电子屏等其他方式公开数", "disclosed information other"),
        ("（5）广播、电视、报刊等其它方式公开数", "disclosed information other"),
        ("5.电话、当面口头等其他形式申请数", "received other"),
    ],
)
def test_other_ways_may_be_listed_before_they_are_named(label: str, code: str) -> None:
    assert values(read(annex(*ANNEX_ROWS, row(label, "条", "7", "9")), 2010))[code] == 7


@pytest.mark.parametrize(
    "label", ["等其他方式公开数", "公告栏、电子屏等公开数", "公告栏、电子屏等政府网站公开数", "公告栏等其他方式解答数"]
)
def test_a_list_of_ways_that_ends_in_no_others_is_unknown(label: str) -> None:
    reading = read(annex(*ANNEX_ROWS, row(label, "条", "7", "9")), 2010)
    assert 7 not in values(reading).values()
    assert kinds(reading) == ["table.unknown_row_label"]


def test_rows_of_the_provinces_own_words() -> None:
    rows = (
        "主动公开文件数|条|8712|51340",
        "本年度申请总数|件|17|103",
        "3.不同意公开答复数|件|2|9",
        "其中：(1)“非《条例》所指政府信息”数|件|1|4",
        "5.非本机关掌握政府信息数|件|3|9",
        "行政复议数|件|2|3",
        "纠错数|件|1|1",
        "行政诉讼数|件|4|5",
        "其中：维持具体行政行为或驳回诉讼请求数|件|3|4",
        "纠错数|件|0|0",
    )
    reading = read(annex(*(row(*text.split("|")) for text in rows)), 2010)
    assert values(reading) == {
        "disclosed information": 8712,
        "cumulative information": 51340,
        "received": 17,
        "outcome denied": 2,
        "outcome denied not_government_information": 1,
        "outcome not_this_authority": 3,
        "reconsideration": 2,
        "reconsideration corrected": 1,
        "litigation": 4,
        "litigation upheld": 3,
        "litigation corrected": 0,
    }


def test_a_row_of_text_that_lost_its_unit_may_have_lost_more() -> None:
    lines = ["统计指标", "单位", "统计数", "主动公开政府信息数", "条", "86", "行政复议数量", "件", "4"]
    lines += ["被依法纠错数", "0", "行政诉讼数量", "维持具体行政行为或者驳回原告诉讼请求数", "29"]
    reading = read("\n".join(lines), 2016, "a.txt")
    assert values(reading) == {"disclosed information": 86, "reconsideration": 4}
    assert set(kinds(reading)) == {"table.doubtful_cell"}
    whole = [line for line in lines if line not in ("单位", "条", "件")]
    assert values(read("\n".join(whole), 2016, "a.txt"))["litigation upheld"] == 29
