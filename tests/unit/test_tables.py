"""Tables are read by their labels: each number is the right fact, or there is an issue in its place."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extraction.documents import PDF, Cell, Document, Grid, read_document
from extraction.facts import Observation
from extraction.normalise import Script, normalise
from extraction.table_cells import figure
from extraction.table_labels import label_key
from extraction.tables import Forms, TableReading, read_tables
from extraction.vocabulary import seed_rows

SCRIPT = Script.from_seeds(seed_rows)
FORMS = Forms.from_seeds(seed_rows)

MADE = "<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
APPLICANTS = (
    "<tr><td colspan=2 rowspan=2></td><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>"
    "<tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>"
)
FLAT_APPLICANTS = "自然人 法人或其他组织 总计\n商业企业 科研机构 社会公益组织 法律服务机构 其他\n"
RESULTS = "".join(f"<td>{label}</td>" for label in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计"))


def read(content: str, year: int = 2023, name: str = "a.html") -> TableReading:
    document = read_document(name, content.encode())
    reading = read_tables(document, normalise(document.text, SCRIPT), FORMS, year)
    for observation in reading.observations:
        printed = document.text[observation.char_start : observation.char_end]
        assert printed.strip() == observation.value_printed
    return reading


def row(*cells: str) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def wide(label: str, *cells: str) -> str:
    return f"<tr><td colspan=2>{label}</td>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def code(observation: Observation) -> str:
    o = observation
    parts = (o.measure, o.item, o.channel, o.applicant, o.outcome, o.reason, o.procedure, o.result)
    return " ".join(part for part in parts if part and part != "all")


def values(reading: TableReading) -> dict[str, Decimal | None]:
    return {code(o): o.value for o in reading.observations if o.is_selected}


def kinds(reading: TableReading) -> list[str]:
    return [issue.kind for issue in reading.issues if issue.kind != "table.missing_row"]


def test_a_blank_and_a_dash_are_not_zeros() -> None:
    reading = read(f"<table>{MADE}{row('规章', '0', '', '—')}{row('行政规范性文件', '&nbsp;', '/', '7')}</table>")
    assert [(code(o), o.value, o.value_state) for o in reading.observations] == [
        ("created regulation", 0, "reported"),
        ("repealed regulation", None, "blank"),
        ("in_force regulation", None, "dash"),
        ("created normative_document", None, "blank"),
        ("repealed normative_document", None, "dash"),
        ("in_force normative_document", 7, "reported"),
    ]


def test_one_merged_zero_stands_for_each_of_its_columns() -> None:
    reading = read(f"<table>{MADE}<tr><td>规章</td><td colspan=3>0</td></tr></table>")
    assert values(reading) == {"created regulation": 0, "repealed regulation": 0, "in_force regulation": 0}


def test_one_merged_number_is_refused() -> None:
    reading = read(f"<table>{MADE}<tr><td>规章</td><td colspan=2>4</td><td>9</td></tr></table>")
    assert values(reading) == {"in_force regulation": 9}
    assert kinds(reading) == ["table.doubtful_cell"] * 2


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("减1", -1),
        ("增加5", 5),
        ("-417", -417),
        ("+12", 12),
        ("增3减5", -2),
        ("减少1,036项", -1036),
        ("0", 0),
        ("—", None),
    ],
)
def test_changes_keep_their_sign(printed: str, value: int | None) -> None:
    heading = row("信息内容", "上一年项目数量", "本年增/减", "处理决定数量")
    reading = read(f"<table>{heading}{row('行政许可', '50', printed, '3')}</table>", 2020)
    assert values(reading)["item_change licensing"] == value


@pytest.mark.parametrize(
    ("printed", "yuan"),
    [
        ("7730.28", "77302800"),
        ("128,650.37万元", "1286503700"),
        ("251000元", "251000"),
        ("0", "0"),
        ("1.5亿元", "150000000"),
    ],
)
def test_money_becomes_yuan_by_its_own_unit_or_its_columns(printed: str, yuan: str) -> None:
    heading = row("信息内容", "本年收费金额（单位：万元）")
    reading = read(f"<table>{heading}{row('行政事业性收费', printed)}</table>")
    assert values(reading) == {"amount administrative_fee": Decimal(yuan)}
    assert reading.observations[0].unit == "cny"


def test_an_amount_without_any_unit_is_refused() -> None:
    heading = row("信息内容", "采购项目数量", "采购总金额")
    reading = read(f"<table>{heading}{row('政府集中采购', '3', '86.5')}</table>", 2020)
    assert values(reading) == {"item_count procurement": 3}
    assert kinds(reading) == ["table.bad_cell_disclosures"]


@pytest.mark.parametrize("printed", ["约5", "3.5", "-2", "50%", "5（含上年）", "12元", "1 2", "007", "五"])
def test_a_cell_that_is_no_count_is_refused(printed: str) -> None:
    reading = read(f"<table>{APPLICANTS}{wide('一、本年新收政府信息公开申请数量', printed, *'000000')}</table>")
    assert "received natural_person" not in values(reading)
    assert len(values(reading)) == 6
    assert kinds(reading) == ["table.bad_cell"]


def test_a_numeral_in_a_label_is_no_value() -> None:
    reading = read(f"<table>{APPLICANTS}{wide('3.危及“三安全一稳定”', *'1000001')}</table>")
    assert values(reading)["outcome denied security_stability"] == 1


def test_an_unknown_row_is_an_issue_and_shifts_nothing() -> None:
    reasons = row("（三）不予公开", "8.属于行政查询事项", *"1000001") + wide("9.属于工作秘密", *"7000007")
    reading = read(f"<table>{APPLICANTS}{reasons}{wide('（七）总计', *'8000008')}</table>")
    found = {key for key, value in values(reading).items() if value}
    assert found == {
        "outcome natural_person denied administrative_query",
        "outcome denied administrative_query",
        "processed natural_person",
        "processed",
    }
    assert kinds(reading) == ["table.unknown_row_label"]
    assert "工作秘密" in reading.issues[0].message


def test_a_damaged_label_that_can_be_only_one_row_is_that_row() -> None:
    reasons = row("（三）不予公开", "2.其他法律行政止公开", *"2000002")
    assert values(read(f"<table>{APPLICANTS}{reasons}</table>"))["outcome denied prohibited_by_law"] == 2


def test_a_damaged_label_whose_row_is_there_already_stays_unknown() -> None:
    reasons = row("（三）不予公开", "2.其他法律行政法规禁止公开", *"1000001") + wide("2.其他法律行政止公开", *"2000002")
    reading = read(f"<table>{APPLICANTS}{reasons}</table>")
    assert values(reading)["outcome denied prohibited_by_law"] == 1
    assert kinds(reading) == ["table.unknown_row_label"]


def test_a_row_that_lost_a_cell_is_refused() -> None:
    reading = read(f"<table>{APPLICANTS}{wide('一、本年新收政府信息公开申请数量', *'100001')}</table>")
    assert values(reading) == {}
    assert kinds(reading) == ["table.doubtful_cell"]


def test_rows_that_the_page_lacks_are_reported() -> None:
    reading = read(f"<table>{MADE}{row('规章', *'000')}</table>")
    assert {issue.quote for issue in reading.issues} == {
        "行政规范性文件", "行政许可", "行政处罚", "行政强制", "行政事业性收费"
    }  # fmt: skip


def test_the_single_row_of_other_handling_is_other() -> None:
    reading = read(
        f"<table>{MADE}{row('规章', *'000')}</table><table>{APPLICANTS}{wide('（六）其他处理', *'3000003')}</table>"
    )
    assert values(reading)["outcome other"] == 3
    assert reading.form == "statutory_2021"
    assert not any("逾期" in issue.message for issue in reading.issues)


def test_a_group_with_a_total_of_its_own_states_it() -> None:
    reading = read(f"<table>{APPLICANTS}{row('（三）不予公开', '小计', *'5000005')}</table>")
    assert values(reading)["outcome denied"] == 5


def test_an_old_form_in_a_later_year_is_read_and_reported() -> None:
    heading = row("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量")
    reading = read(f"<table>{heading}{row('规范性文件', *'124')}</table>", 2022)
    assert values(reading) == {
        "created normative_document": 1,
        "disclosed normative_document": 2,
        "cumulative normative_document": 4,
    }
    assert reading.form == "statutory_2019"
    assert "table.form_mismatch" in kinds(reading)


def test_a_row_under_the_columns_of_another_group_is_refused() -> None:
    reading = read(f"<table>{MADE}{row('行政许可', *'123')}</table>")
    assert values(reading) == {}
    assert set(kinds(reading)) == {"table.doubtful_cell"}


def test_a_table_without_column_labels_is_refused() -> None:
    reading = read(f"<table>{wide('一、本年新收政府信息公开申请数量', *'1000001')}</table>")
    assert reading.observations == ()
    assert kinds(reading) == ["table.unread_table"]


def test_a_table_goes_on_below_a_heading() -> None:
    page = f"<table>{APPLICANTS}{wide('一、本年新收政府信息公开申请数量', *'1000001')}</table><p>续表</p>"
    reading = read(page + f"<table>{wide('二、上年结转政府信息公开申请数量', *'2000002')}</table>")
    assert values(reading)["carried_in"] == 2
    assert values(reading)["received"] == 1


def test_several_tables_in_one_are_several() -> None:
    received = wide("一、本年新收政府信息公开申请数量", *"1000001")
    reading = read(f"<table>{MADE}{row('规章', *'012')}{APPLICANTS}{received}</table>")
    assert values(reading)["in_force regulation"] == 2
    assert values(reading)["received natural_person"] == 1


def test_columns_may_stand_in_another_order() -> None:
    labels = ("总计", "自然人", "其他", "商业企业", "科研机构", "社会公益组织", "法律服务机构")
    heading = "<tr><td colspan=2></td>" + "".join(f"<td>{label}</td>" for label in labels) + "</tr>"
    reading = read(f"<table>{heading}{wide('一、本年新收政府信息公开申请数量', *'6123000')}</table>")
    assert values(reading)["received"] == 6
    assert values(reading)["received other_org"] == 2
    assert values(reading)["received commercial_enterprise"] == 3


def test_a_table_on_its_side_is_read() -> None:
    applicants = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
    rows = row("", "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量")
    rows += "".join(row(label, str(at), "0") for at, label in enumerate(applicants))
    reading = read(f"<table>{rows}</table>")
    assert values(reading)["received research_institution"] == 2
    assert values(reading)["received"] == 6
    assert len(reading.observations) == 14


def test_the_fifteen_cells_of_the_cases_table() -> None:
    top = "<tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr>"
    middle = f"<tr>{RESULTS.replace('<td>', '<td rowspan=2>')}<td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>"
    reading = read(f"<table>{top}{middle}<tr>{RESULTS * 2}</tr>{row(*map(str, range(15)))}</table>")
    found = values(reading)
    assert len(found) == 15
    assert found["reconsideration"] == 4
    assert found["litigation_direct upheld"] == 5
    assert found["litigation_after_reconsideration pending"] == 13


def test_a_cases_table_with_its_results_in_rows() -> None:
    rows = row("", "行政复议", "未经复议直接起诉", "复议后起诉")
    rows += row("结果维持", *"123") + row("结果纠正", *"456") + row("总计", *"579")
    found = values(read(f"<table>{rows}</table>"))
    assert found["litigation_direct corrected"] == 5
    assert found["litigation_after_reconsideration"] == 9


def test_labels_broken_over_lines_and_in_traditional_script() -> None:
    heading = row("信息內容", "<p>本年制</p><p>發件數</p>", "本年廢止<br>件數", "現行有效件數")
    reading = read(f"<table>{heading}{row('規章', '１', '2', '3')}</table>")
    assert values(reading) == {"created regulation": 1, "repealed regulation": 2, "in_force regulation": 3}


def test_a_table_of_something_else_is_left_alone() -> None:
    reading = read(
        "<table>" + row("序号", "项目", "数量") + row("1", "培训班", "3") + row("2", "会议", "5") + "</table>"
    )
    assert (reading.observations, reading.issues, reading.spans, reading.form) == ((), (), (), None)


def test_pictures_in_place_of_tables_are_reported() -> None:
    assert kinds(read("<p>二、主动公开情况</p><img src=t1.png width=600 height=300>")) == ["table.pictured"]
    assert kinds(read("<p>二、主动公开情况</p><img src=t1.png width=600 height=300>", 2012)) == []


def test_inspect_sees_what_each_cell_was_read_as() -> None:
    (grid,) = read(f"<table>{MADE}{row('规章', '5', '约1', '')}{row('其他', *'000')}</table>").shown
    meanings = {cell.text: cell.meaning for cell in grid.cells}
    assert grid.table == "disclosures"
    assert meanings["本年制发件数"] == "column"
    assert meanings["5"] == "created / regulation"
    assert meanings["约1"] == "refused"
    assert meanings["其他"] == ""


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


def test_a_whole_table_in_one_line_is_read() -> None:
    text = (
        FLAT_APPLICANTS.replace("\n", " ")
        + "一、本年新收政府信息公开申请数量 5 1 0 0 0 0 6 二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0"
    )
    assert values(read(text, name="a.txt"))["received commercial_enterprise"] == 1
    assert len(values(read(text, name="a.txt"))) == 14


def test_a_row_goes_on_where_each_line_is_one_more_cell() -> None:
    heading = "指 标 名 称\n| 计量\n单位\n| 代码\n| 本期实际\n| 本年累计\n|\n"
    rows = (
        "主动公开信息数\n| 条\n| 01\n| 4\n| 9\n|\n申请总数\n| 件\n| 10\n|\n| 7\n|\n行政复议数\n| 件\n| 32\n| 0\n|\n|\n"
    )
    reading = read(heading + rows, 2010, "a.txt")
    assert values(reading) == {"disclosed information": 9, "received": 7, "reconsideration": None}


def test_five_figures_for_seven_columns_are_refused() -> None:
    reading = read(FLAT_APPLICANTS + "一、本年新收政府信息公开申请数量 5 0 0 0 6", name="a.txt")
    assert values(reading) == {}
    assert kinds(reading) == ["table.doubtful_cell"]


def test_marked_blanks_make_a_flattened_row_whole() -> None:
    reading = read("| | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 |\n"
                   "|---|---|---|---|---|---|---|---|\n| 一、本年新收政府信息公开申请数量 | 5 | | | | | 1 | 6 |",
                   name="a.txt")  # fmt: skip
    assert [o.value for o in reading.observations] == [5, None, None, None, None, 1, 6]


def test_digits_that_may_be_one_number_are_refused() -> None:
    reading = read(FLAT_APPLICANTS + "一、本年新收政府信息公开申请数量 1 2 0 0 0 0 12", name="a.txt")
    assert values(reading) == {}
    assert kinds(reading) == ["table.doubtful_cell"]


def test_the_number_of_the_next_label_is_no_figure_of_the_last_row() -> None:
    text = (
        FLAT_APPLICANTS
        + "(三)不予公开\n1.属于国家秘密\n1\n0\n0\n0\n0\n0\n1\n3\n.危及“三安全一稳定”\n0\n0\n0\n0\n0\n0\n0"
    )
    found = values(read(text, name="a.txt"))
    assert found["outcome denied state_secret"] == 1
    assert found["outcome denied security_stability"] == 0


def test_prose_ends_a_flattened_table() -> None:
    text = FLAT_APPLICANTS + "一、本年新收政府信息公开申请数量 5 1 0 0 0 0 6\n本年共办理建议提案。\n总计 1 2 3 4 5 6 7"
    assert len(values(read(text, name="a.txt"))) == 7


def two_readings(line: str, cells: list[str]) -> TableReading:
    """A page of a PDF whose text says one thing and whose ruled cells say another."""
    heading = "信息内容 本年制发件数 本年废止件数 现行有效件数"
    text = f"{heading}\n规章 {line}"
    start, grid_cells = 0, []
    for column, label in enumerate(heading.split(" ")):
        at = text.index(label)
        grid_cells.append(Cell(label, 0, column, 1, 1, at, at + len(label), 1))
    start = text.index("规章")
    grid_cells.append(Cell("规章", 1, 0, 1, 1, start, start + 2, 1))
    for column, value in enumerate(cells, 1):
        start = text.index(value, start + 1)
        grid_cells.append(Cell(value, 1, column, 1, 1, start, start + len(value), 1))
    document = Document(text, PDF, grids=(Grid(0, 2, 4, tuple(grid_cells), 0, len(text)),), pages=(0,))
    return read_tables(document, normalise(text, SCRIPT), FORMS, 2023)


def test_two_readings_of_a_pdf_that_agree_are_facts() -> None:
    assert values(two_readings("5 1 24", ["5", "1", "24"])) == {
        "created regulation": 5,
        "repealed regulation": 1,
        "in_force regulation": 24,
    }


def test_a_cell_that_two_readings_of_a_pdf_place_differently_is_an_issue() -> None:
    reading = two_readings("5 1 24", ["5", "1", "2"])
    assert values(reading) == {"created regulation": 5, "repealed regulation": 1}
    assert "table.doubtful_cell" in kinds(reading)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）".translate({ord("（"): "(", ord("）"): ")"}),
            "部分公开",
        ),
        ("3.危及“三安全一稳定”", "危及三安全一稳定"),
        ("第二十条第(一)项", "第二十条第一项"),
        ("本年收费金额(单位:万元)", "本年收费金额"),
        ("本年增/减", "本年增减"),
        ("2010年度", "年度"),
    ],
)
def test_a_label_is_compared_by_its_words(text: str, key: str) -> None:
    assert label_key(text) == key


def test_the_words_for_none_are_none() -> None:
    assert figure("无").state == "stated_none"
    assert figure("无").value == 0


def test_the_forms_have_the_rows_that_the_rules_count() -> None:
    for form, rows in (("statutory_2019", 23), ("statutory_2021", 25)):
        read_rows = {
            label.position
            for label in FORMS.rows["applications"].labels
            if form in label.forms and label.handling == "read" and not (label.group and label.code("reason") == "all")
        }
        single = form == "statutory_2019"
        assert len(read_rows) + single == rows
    assert len({c.code("applicant") for c in FORMS.columns["applications"].labels if c.code("applicant")}) == 7
