"""The statutory tables are read by their labels: each number is the right fact, or there is an issue in its place."""

from __future__ import annotations

from decimal import Decimal

import pytest
from table_reading import APPLICANTS, FORMS, MADE, RESULTS, SCRIPT, code, kinds, read, row, values, wide

from extraction import flattened
from extraction.documents import PDF, Document
from extraction.normalise import normalise
from extraction.table_cells import figure
from extraction.table_labels import label_key
from extraction.table_lines import Line
from extraction.table_source import Reader
from extraction.table_walk import Walk
from extraction.tables import agreed


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
        ("+(2) -(7)", -5),
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
        ("(5)免予公开范围1数(国家秘密)", "免予公开范围1数国家秘密"),
        ("(5)“免予公开范围1”数", "免予公开范围1数"),
        ("规章:指有权的人民政府依照法律制定并公布的文件", "规章"),
        ("附表:各单位政府信息公开工作情况统计指标一览", "附表各单位政府信息公开工作情况统计指标一览"),
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


def test_a_sum_below_the_total_of_the_results_is_none_though_the_last_row_is_unknown() -> None:
    rows = wide("(七)总计", "", "", "", "", "", "", "5") + wide("四、结转号继办", *"0000000") + wide("合计", *"1234560")
    found = values(read(f"<table>{APPLICANTS}{wide('一、本年新收政府信息公开申请数量', *'5000005')}{rows}</table>"))
    assert found["processed"] == 5
    assert found["processed natural_person"] is None


def test_columns_that_lost_their_second_line_are_the_form_s_first_two() -> None:
    head = row("信息内容", "本年新", "本年新", "对外公开总数量")
    found = values(read(f"<table>{head}{row('规范性文件', '22', '4', '31')}</table>", 2019))
    assert found == {
        "created normative_document": 22,
        "disclosed normative_document": 4,
        "cumulative normative_document": 31,
    }
    other = row("信息内容", "本年新", "对外公开总数量", "本年新")
    assert "created normative_document" not in values(
        read(f"<table>{other}{row('规范性文件', '22', '4', '31')}</table>", 2019)
    )


NUMBERED = "<tr><td>序号</td><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"


def test_a_column_that_counts_the_rows_is_no_figure() -> None:
    reading = read(
        f"<table>{NUMBERED}{row('1', '规章', '0', '0', '5')}{row('2', '行政规范性文件', '3', '1', '9')}</table>"
    )
    assert values(reading)["created normative_document"] == 3
    assert len(values(reading)) == 6
    assert kinds(reading) == []


def test_a_number_before_a_row_counts_it_only_where_a_column_says_so() -> None:
    head = "<tr><td></td><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
    assert values(read(f"<table>{head}{row('1', '规章', '0', '0', '5')}</table>")) == {}


def test_an_undivided_column_of_bodies_leaves_the_others_where_they_are() -> None:
    head = "<tr><td>项目</td><td>自然人</td><td>法人或其他组织</td><td>总计</td></tr>"
    reading = read(f"<table>{head}{row('一、本年新收政府信息公开申请数量', '3', '1', '4')}</table>")
    assert values(reading) == {"received natural_person": 3, "received": 4}
    assert set(kinds(reading)) == {"table.missing_column"}
    lost = read(f"<table>{head}{row('一、本年新收政府信息公开申请数量', '3', '1', '0', '0', '0', '0', '4')}</table>")
    assert "received" not in values(lost)


def test_lines_of_preformatted_text_are_rows() -> None:
    text = "信息内容      本年制发件数   本年废止件数  现行有效件数\n规章    0    1    5\n行政规范性文件    3     9\n"
    found = values(read(f"<pre class='x'>{text}</pre>"))
    assert found == {"created regulation": 0, "repealed regulation": 1, "in_force regulation": 5}


def test_the_foot_of_a_table_stands_below_its_rows_wherever_it_is_written() -> None:
    foot = f"<tfoot>{wide('四、结转下年度继续办理', *'1000001')}</tfoot>"
    rows = (
        wide("一、本年新收政府信息公开申请数量", *"3000003")
        + wide("(一)予以公开", *"2000002")
        + wide("(七)总计", *"2000002")
    )
    found = values(read(f"<table><thead>{APPLICANTS}</thead>{foot}<tbody>{rows}</tbody></table>"))
    assert (found["outcome granted"], found["processed"], found["carried_out"]) == (2, 2, 1)


def test_blanks_between_the_letters_of_a_unit_of_money_are_nothing() -> None:
    heading = row("信 息 内 容", "本 年 收 费 金 额 ( 单 位 : 万 元 )")
    assert values(read(f"<table>{heading}{row('行 政 事 业 性 收 费', '2.5')}</table>")) == {
        "amount administrative_fee": 25_000
    }


def test_a_figure_under_a_column_that_nobody_knows_is_not_that_of_the_only_known_one() -> None:
    heading = row("信息内容", "上一年项目数量", "本年变化")
    found = values(read(f"<table>{heading}{row('行政许可', '', '101')}</table>", 2020))
    assert not any(found.values())


def test_a_wide_figure_beside_a_narrow_one_stands_under_its_own_column() -> None:
    heading = "<tr><td>信息内容</td><td>上一年项目数量</td><td colspan=2>本年增/减</td><td>处理决定数量</td></tr>"
    moved = "<tr><td>行政许可</td><td colspan=2>214</td><td>-3</td><td>908</td></tr>"
    assert values(read(f"<table>{heading}{moved}</table>", 2020)) == {
        "item_count licensing": 214,
        "item_change licensing": -3,
        "decisions licensing": 908,
    }
    short = "<tr><td>行政处罚</td><td colspan=2>214</td><td>-3</td></tr>"
    far = "<tr><td>行政强制</td><td colspan=3>214</td><td>7</td><td>-3</td></tr>"
    assert values(read(f"<table>{heading}{short}{far}</table>", 2020)) == {}


def test_no_row_is_read_below_a_heading_that_a_page_break_cut_in_two() -> None:
    above = "<tr><td></td><td>自然人</td><td>总计</td><td colspan=5>法人或其他组织</td></tr>"
    below = row("", "", "", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
    figures = row("一、本年新收政府信息公开申请数量", "5", "6", "1", "0", "0", "0", "0")
    assert values(read(f"<table>{above}{below}{figures}</table>"))["received"] == 6
    assert values(read(f"<table>{above}</table><table>{below}{figures}</table>")) == {}


def test_a_row_that_does_not_fit_its_heading_in_a_pdf_refuses_no_cell_of_the_other_reading() -> None:
    text = "信息内容 本年处理决定数量\n行政处罚 5\n"
    document = Document(text, PDF, pages=(0,))
    words = Reader(document, normalise(text, SCRIPT))
    ruled, in_text = Walk(FORMS, 2023), Walk(FORMS, 2023)
    for line in flattened.rows(text, words.lines(()), FORMS, words):
        assert isinstance(line, Line)
        in_text.read([line])
    (statement,) = in_text.statements
    ruled.misfit(Line([statement.place], 0, 1), [statement.place], "the figures do not fit the columns")
    assert len(agreed(ruled, in_text).statements) == 1
    refused = Walk(FORMS, 2023)
    refused.doubtful(Line([statement.place], 0, 1), [statement.place], "the cell could not be placed")
    assert agreed(refused, in_text).statements == []
