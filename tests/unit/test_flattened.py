"""Tables without cells, and the two readings of a PDF: whole rows, or none."""

from __future__ import annotations

import pytest
from table_reading import FLAT_APPLICANTS, FORMS, SCRIPT, kinds, read, values

from extraction.documents import PDF, Cell, Document, Grid
from extraction.normalise import normalise
from extraction.tables import TableReading, read_tables


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


def test_the_last_bars_of_a_row_of_lines_belong_to_it() -> None:
    text = "第二十条第(八)项 | |||\n信息内容 | 上一年项目数量\n| 本年增/减\n| |\n行政事业性收费 | 4 | 5 | |\n"
    assert values(read(text, 2019, "a.txt")) == {
        "item_count administrative_fee": 4,
        "item_change administrative_fee": 5,
    }


def test_a_label_that_a_line_break_cuts_in_two_is_whole_again() -> None:
    heading = "信息内容 | 本年制\n发件数 | 本年废止件数 | 现行有\n效件数\n"
    found = values(read(heading + "规章 | 1 | 2 | 31\n行政规范\n性文件 | 4 | 0 | 57\n", name="a.txt"))
    assert found["created normative_document"] == 4
    assert (found["repealed regulation"], found["in_force regulation"]) == (2, 31)
    assert len(found) == 6


def test_the_rest_of_a_bracket_is_no_label() -> None:
    heading = FLAT_APPLICANTS.strip().replace(" ", " | ")
    row = "\n(二)部分公开(区分处理的,只计这一情形,不计\n其他情形) | 4 | 0 | 0 | 1 | 0 | 0 | 5\n"
    found = values(read(heading + row, name="a.txt"))
    assert len(found) == 7
    assert found["outcome partially_granted"] == 5


def test_a_figure_that_a_line_break_cuts_in_two_is_refused() -> None:
    heading = "信息内容 | 本年处理决定数量 | ||\n"
    below = "行政强制 | 3件 | ||\n"
    assert values(read(heading + "行政处罚 | 34\n1件 | ||\n" + below, name="a.txt")) == {"decisions coercion": 3}
    assert len(values(read(heading + "行政处罚 | 341件 | ||\n" + below, name="a.txt"))) == 2


def test_the_number_of_a_label_is_no_rest_of_the_figure_above() -> None:
    text = (
        FLAT_APPLICANTS.replace(" ", "\t").strip()
        + "\n1.属于国家秘密\t1\t0\t0\t0\t0\t0\t1\n2.重复申请\t3\t0\t0\t0\t0\t0\t3\n"
    )
    found = values(read(text, name="a.txt"))
    assert (found["outcome denied state_secret"], found["outcome not_processed duplicate"]) == (1, 3)


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


CELLS_OF_APPLICANTS = (
    "(本列数据的勾稽关系) |\n申请人情况 |\n||||||||\n自然人 |\n法人或其他组织 |\n总计 |\n|||||||\n"
    "商业企业 |\n科研机构 |\n社会公益组织 |\n法律服务机构 |\n其他 |\n|||||\n"
)


def test_a_bar_alone_is_a_blank_cell_and_bars_side_by_side_are_none() -> None:
    rows = "一、本年新收政府信息公开申请数量 |\n4 |\n|\n|\n2 |\n|\n|\n6 |\n||\n二、上年结转政府信息公开申请数量 |\n|\n|\n|\n|\n|\n|\n|\n||\n"
    reading = read(CELLS_OF_APPLICANTS + rows, name="a.txt")
    assert [o.value for o in reading.observations] == [4, None, None, 2, None, None, 6, *[None] * 7]
    assert kinds(reading) == []


def test_six_cells_for_seven_columns_are_refused_though_one_stands_in_each_line() -> None:
    rows = "一、本年新收政府信息公开申请数量 |\n4 |\n0 |\n2 |\n0 |\n0 |\n6 |\n||\n"
    reading = read(CELLS_OF_APPLICANTS + rows, name="a.txt")
    assert values(reading) == {}
    assert kinds(reading) == ["table.doubtful_cell"]


def test_two_numbers_in_the_lines_of_one_cell_are_refused() -> None:
    rows = "规章\n|\n1\n2\n|\n0\n|\n5\n|\n行政规范性文件\n|\n3\n|\n0\n|\n8\n|\n"
    reading = read("信息内容\n|\n本年制发件数\n|\n本年废止件数\n|\n现行有效件数\n|\n" + rows, name="a.txt")
    assert values(reading) == {
        "repealed regulation": 0,
        "in_force regulation": 5,
        "created normative_document": 3,
        "repealed normative_document": 0,
        "in_force normative_document": 8,
    }
    assert kinds(reading) == ["table.bad_cell_disclosures"]


def test_a_section_heading_above_a_column_of_cells_hides_none_of_its_labels() -> None:
    header = "四、复议和诉讼情况\n行政复议 |\n行政诉讼 |\n结果维持 |\n结果纠正 |\n其他结果 |\n尚未审结 |\n总计 |\n"
    header += "未经复议直接起诉 |\n复议后起诉 |\n" + "结果维持 |\n结果纠正 |\n其他结果 |\n尚未审结 |\n总计 |\n" * 2
    reading = read(header + "1 |\n0 |\n2 |\n0 |\n3 |\n" + "0 |\n" * 10, name="a.txt")
    assert values(reading)["reconsideration other"] == 2
    assert len(values(reading)) == 15


def test_a_bar_before_each_row_is_no_blank_cell() -> None:
    text = "|\n信息内容 |\n本年制发件数 |\n本年废止件数 |\n现行有效件数 |\n|\n规章 |\n|\n0 |\n7 |\n|\n行政规范性文件 |\n2 |\n1 |\n|\n|\n信息内容 |\n"
    reading = read(text, name="a.txt")
    assert [o.value for o in reading.observations] == [None, 0, 7, 2, 1, None]


def test_a_bar_below_a_label_that_has_none_ends_its_cell() -> None:
    head = "信息内容 |\n本年制发件数 |\n本年废止件数 |\n现行有效件数 |\n"
    rows = "规章 |\n0 |\n1 |\n2 |\n行政规范性文件\n|\n3 |\n0 |\n8 |\n"
    reading = read(head + rows, name="a.txt")
    assert [o.value for o in reading.observations] == [0, 1, 2, 3, 0, 8]
    assert kinds(reading) == []
    rows = "规章 |\n|\n1 |\n2 |\n行政规范性文件 |\n|\n|\n8 |\n"
    assert [o.value for o in read(head + rows, name="a.txt").observations] == [None, 1, 2, None, None, 8]


def test_blanks_before_a_row_whose_headings_are_not_padded_are_refused() -> None:
    head = "| | | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 | |\n"
    reading = read(head + "| 一、本年新收政府信息公开申请数量 | | | 3 | 0 | 0 | 0 | 0 | | | |\n", name="a.txt")
    assert values(reading) == {}


PADDED_APPLICANTS = (
    "(本列数据的勾稽关系) | 申请人情况 | ||||||||\n自然人 | 法人或其他组织 | 总计 | |||||||\n"
    "商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | |||||\n"
)


def test_one_nought_over_all_columns_is_a_nought_in_each() -> None:
    row = "一、本年新收政府信息公开申请数量 | 0 | ||||||||\n"
    assert [o.value for o in read(PADDED_APPLICANTS + row, name="a.txt").observations] == [0] * 7
    column = "一、本年新收政府信息公开申请数量 |\n0 |\n||||||||\n"
    assert [o.value for o in read(CELLS_OF_APPLICANTS + column, name="a.txt").observations] == [0] * 7


def test_one_number_over_all_columns_is_refused() -> None:
    reading = read(PADDED_APPLICANTS + "一、本年新收政府信息公开申请数量 | 3 | ||||||||\n", name="a.txt")
    assert values(reading) == {}
    assert set(kinds(reading)) == {"table.doubtful_cell"}


def test_a_row_cut_short_by_bars_side_by_side_is_refused_for_one_of_its_cells_may_be_wide() -> None:
    rows = "一、本年新收政府信息公开申请数量 | 1 | 0 | 1 | ||||||\n二、上年结转政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 | ||\n"
    reading = read(PADDED_APPLICANTS + rows, name="a.txt")
    assert {o.value_printed for o in reading.observations} == {"2", "0"}
    assert {o.measure for o in reading.observations} == {"carried_in"}
    assert "table.doubtful_cell" in kinds(reading)
    blank = "一、本年新收政府信息公开申请数量 | |||||||||\n"
    assert [o.value for o in read(PADDED_APPLICANTS + blank, name="a.txt").observations] == [None] * 7


def test_bars_side_by_side_are_blank_cells_where_no_cell_stands_apart_from_its_bar() -> None:
    head = "|||自然人|商业企业|科研机构|社会公益组织|法律服务机构|其他|总计|\n|---|---|---|---|---|---|---|---|---|\n"
    reading = read(head + "|一、本年新收政府信息公开申请数量||0|||||||\n", name="a.txt")
    assert [o.value for o in reading.observations] == [0, *[None] * 6]


def test_a_figure_under_a_heading_of_which_words_are_unread_is_refused() -> None:
    text = "信息内容\n本年所制\n所废数量\n现行有效数量\n规章\n6\n行政规范性文件\n"
    reading = read(text, name="a.txt")
    assert values(reading) == {}
    assert "table.doubtful_cell" in kinds(reading)


def test_columns_that_lost_their_second_line_are_whole_in_a_column_of_cells_too() -> None:
    text = (
        "信息内容 |\n本年新 |\n本年新 |\n对外公开总数量 | |\n规章 |\n0 |\n0 |\n2 | |\n规范性文件 |\n3 |\n1 |\n4 | |\n"
    )
    found = values(read(text, 2019, "a.txt"))
    assert found["created normative_document"] == 3
    assert found["disclosed normative_document"] == 1
    assert found["cumulative regulation"] == 2


ONE_LINE = (
    "全年新收申请6件,其中予以公开2件。全年没有复议。{filler}二、主动公开情况 信息内容 本年制发件数 本年废止件数 现行有效件数 "
    "规章 0 0 0 行政规范性文件 3 1 9 信息内容 本年处理决定数量 行政许可 41 三、申请情况 申请人情况 自然人 法人或其他组织 总计 "
    "商业企业 科研机构 社会公益组织 法律服务机构 其他 一、本年新收政府信息公开申请数量 5 1 0 0 0 0 6 五、存在的问题 公开不够及时,"
    "有12条信息迟了。今后改进,每月公开10条以上。"
)


def test_tables_between_the_sentences_of_one_line_are_read() -> None:
    text = ONE_LINE.format(filler="公开工作有序推进,制度逐步健全,渠道不断拓宽。" * 20)
    found = values(read(text, name="a.txt"))
    assert found["decisions licensing"] == 41
    assert found["in_force normative_document"] == 9
    assert found["received"] == 6
    assert len(found) == 14


def test_a_line_of_white_space_between_empty_lines_is_a_blank_cell() -> None:
    cells = [
        "一、本年新收政府信息公开申请数量",
        "6",
        "\u00a0",
        "2",
        "\u00a0",
        "4",
        "1",
        "13",
        "二、上年结转政府信息公开申请数量",
    ]
    head = ["自然人", "法人或其他组织", "总计", "商业企业", "科研机构", "社会公", "益组织", "法律服务机构", "其他"]
    text = "\n\n".join([*head, *cells, *["\u00a0"] * 6, "0", "\u00a0", "四、复议情况"])
    found = [o.value for o in read(text, name="a.txt").observations]
    assert found == [6, None, 2, None, 4, 1, 13, *[None] * 6, 0]


def test_a_line_of_white_space_among_full_ones_is_no_cell() -> None:
    text = FLAT_APPLICANTS + "一、本年新收政府信息公开申请数量\n5\n1\n0\n0\n \n0\n6\n"
    assert values(read(text, name="a.txt")) == {}


def test_digits_run_together_are_figures_where_they_add_up() -> None:
    text = (
        FLAT_APPLICANTS.replace(" ", "")
        + "一、本年新收政府信息公开申请数量5102019\n二、上年结转政府信息公开申请数量0000000\n"
    )
    assert [o.value for o in read(text, name="a.txt").observations] == [5, 1, 0, 2, 0, 1, 9, *[0] * 7]


def test_digits_run_together_that_do_not_add_up_are_refused() -> None:
    text = FLAT_APPLICANTS.replace(" ", "") + "一、本年新收政府信息公开申请数量5102010\n"
    reading = read(text, name="a.txt")
    assert values(reading) == {}
    assert kinds(reading) == ["table.doubtful_cell"]
    documents = "信息内容本年制发件数本年废止件数现行有效件数\n规章000\n行政规范性文件214\n"
    found = values(read(documents, name="a.txt"))
    assert found == {"created regulation": 0, "repealed regulation": 0, "in_force regulation": 0}


TORN = (
    "申请人情况\n(本列数据的勾稽关系为:第一项加第二项之和, 法人或其他组织\n等于第三项加第四项之和) 自然人 商业 科研 社会公 法律服 总计\n其他\n"
    "企业 机构 益组织 务机构\n"
)
ROWS_BELOW = "一、本年新收政府信息公开申请数量 8 3 0 1 0 2 14\n— 3 —\n二、上年结转政府信息公开申请数量 1 0 0 0 0 0 1\n"


def test_a_heading_torn_into_the_lines_of_its_cells_is_the_form_s() -> None:
    found = values(read(TORN + ROWS_BELOW, name="a.txt"))
    assert found["received legal_service_org"] == 0
    assert (found["received other_org"], found["received"], found["carried_in"]) == (2, 14, 1)
    assert len(found) == 14


def test_a_torn_heading_that_lacks_a_piece_is_refused() -> None:
    assert values(read(TORN.replace("益组织 ", "") + ROWS_BELOW, name="a.txt")) == {}


def test_whole_labels_out_of_the_form_s_order_are_refused_where_nothing_shows_their_places() -> None:
    heading = "自然人 商业 科研 社会公益 法律服务 总计\n其他\n企业 机构 组织 机构\n"
    assert values(read(heading + ROWS_BELOW, name="a.txt")) == {}


def test_a_torn_heading_of_the_cases_table_is_the_form_s() -> None:
    heading = "行政复议 行政诉讼\n未经复议直接起诉 复议后起诉\n结果 结果 其他 尚未 总\n维持 纠正 结果 审结 计 结果 结果 其他 尚未 总 "
    heading += "结果 结果 其他 尚未 总\n维持 纠正 结果 审结 计 维持 纠正 结果 审结 计\n"
    found = values(read(TORN + ROWS_BELOW + heading + "1 0 2 0 3 0 2 0 1 3 3 0 1 0 4\n五、存在的问题\n", name="a.txt"))
    assert found["reconsideration other"] == 2
    assert found["litigation_direct pending"] == 1
    assert found["litigation_after_reconsideration"] == 4


def test_a_piece_of_an_upright_label_begins_no_other_table() -> None:
    text = (
        FLAT_APPLICANTS
        + "(一)予以公开 2 0 0 0 0 0 2\n本年\n1.属于国家秘密 1 0 0 0 0 0 1\n度办\n2.重复申请 3 0 0 0 0 0 3\n"
    )
    found = values(read(text, name="a.txt"))
    assert (found["outcome denied state_secret"], found["outcome not_processed duplicate"]) == (1, 3)


@pytest.mark.parametrize("cell", ["1  731", "１ 　731", "1 2345", "0 230", "12 34"])
@pytest.mark.parametrize("mark", [" | ", "\t"])
def test_figures_that_blanks_set_apart_in_a_marked_cell_are_no_number(mark: str, cell: str) -> None:
    heading = mark.join(("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"))
    reading = read(f"{heading}\n{mark.join(('行政规范性文件', '1', cell, '3'))}\n", name="a.txt")
    assert values(reading) == {"created normative_document": 1, "in_force normative_document": 3}
    assert kinds(reading) == ["table.bad_cell_disclosures"]


def test_blanks_in_the_words_of_a_marked_cell_are_nothing() -> None:
    text = "信 息 内 容\t本年制发 件数\t本年废止件数\t现行有效件数\n行 政 规 范 性 文 件\t1\t没  有\t1 234\n"
    assert values(read(text, name="a.txt")) == {
        "created normative_document": 1, "repealed normative_document": 0, "in_force normative_document": 1234}  # fmt: skip


def test_a_row_of_cells_that_lost_one_takes_none_from_below_it() -> None:
    head = "自然人 |\n法人或其他组织 |\n总计 |\n商业企业 |\n科研机构 |\n社会公益组织 |\n法律服务机构 |\n其他 |\n"
    cells = ["（一）予以公开 |", "1 |", "|", "|", "|", "|", "|", "1 |"]
    rest = "\n（二）部分公开 |\n2 |\n|\n|\n|\n|\n|\n2 |\n"
    assert values(read(head + "\n".join(cells) + rest, name="a.txt"))["outcome granted"] == 1
    for lost in range(1, len(cells)):
        kept = "\n".join(cells[:lost] + cells[lost + 1 :])
        found = values(read(head + kept + rest, name="a.txt"))
        assert [code for code, value in found.items() if "partially" not in code and value is not None] == []


def test_rows_run_together_with_blanks_on_either_side_of_their_figures_are_refused() -> None:
    head = "| | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计 | "
    first = "| 一、本年新收政府信息公开申请数量 | | 1 | | 0 | | | 3 | | "
    second = "| 二、上年结转政府信息公开申请数量 | 2 | 0 | 0 | 0 | 0 | 0 | 2 | | 三、本年度办理结果 | 四、结转下年度继续办理 | 0 |"
    found = values(read(head + first + second, name="a.txt"))
    assert {key: value for key, value in found.items() if key.startswith("received")} == {}


def test_a_row_whose_rules_do_not_fit_its_heading_leaves_the_line_of_its_text() -> None:
    text = "信息内容 本年制发件数 本年废止件数 现行有效件数\n规章 5 1 24"
    cells, start = [], 0
    for row, column, words in [(0, 0, "信息内容"), (0, 1, "本年制发件数"), (0, 2, "本年废止件数"),
                               (1, 0, "规章"), (1, 1, "5"), (1, 2, "1"), (1, 3, "24")]:  # fmt: skip
        start = text.index(words, start)
        cells.append(Cell(words, row, column, 1, 1, start, start + len(words), 1))
    document = Document(text, PDF, grids=(Grid(0, 2, 4, tuple(cells), 0, len(text)),), pages=(0,))
    reading = read_tables(document, normalise(text, SCRIPT), FORMS, 2023)
    assert values(reading) == {"created regulation": 5, "repealed regulation": 1, "in_force regulation": 24}


def test_a_traditional_cell_that_is_gathered_from_several_lines_is_read_in_simplified_characters() -> None:
    text = (
        "信息內容\n本年制發件\n數\n本年廢止件\n數\n現行有效件\n數\n規章\n5\n1\n24\n說明這裏還有許多繁體漢字以及開與關"
    )
    cells, start = [], 0
    for place, (row, label) in enumerate(
        [(0, "信息內容"), (0, "本年制發件數"), (0, "本年廢止件數"), (0, "現行有效件數"),
         (1, "規章"), (1, "5"), (1, "1"), (1, "24")]
    ):  # fmt: skip
        start = text.index(label[:4], start)
        end = start + len(label) + (len(label) == 6)
        cells.append(Cell(label, row, place % 4, 1, 1, start, end, 1))
        start = end
    document = Document(text, PDF, grids=(Grid(0, 2, 4, tuple(cells), 0, len(text)),), pages=(0,))
    reading = read_tables(document, normalise(text, SCRIPT), FORMS, 2023)
    assert values(reading) == {"created regulation": 5, "repealed regulation": 1, "in_force regulation": 24}


def test_a_bar_in_the_navigation_joins_no_lines_below_it() -> None:
    above = "设为首页\n | \n加入收藏\n | \n无障碍阅读\n | 今天是\n政务公开\n本年报告如下。\n"
    row = "一、本年新收政府信息公开申请数量\n5\n1\n0\n0\n0\n0\n6\n"
    assert len(values(read(above + FLAT_APPLICANTS + row, name="a.txt"))) == 7


def test_the_places_that_a_label_covers_besides_its_own_are_no_figures() -> None:
    heading = (
        "| 申请情况 | | | 申请人情况 | | | | | | |\n| 自然人 | 法人或其他组织 | | | | | 总计 |\n"
        "| 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |\n"
    )
    rows = (
        "| 一、本年新收政府信息公开申请数量 | | | 5 | 1 | 0 | 0 | 0 | 0 | 6 |\n"
        "| 三、本年度办理结果 | (一)予以公开 | | 2 | 1 | 0 | 0 | 0 | 0 | 3 |\n"
        "| (二)部分公开 | | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n"
    )
    found = values(read(heading + rows, name="a.txt"))
    assert (found["received"], found["outcome granted"], found["outcome partially_granted"]) == (6, 3, 1)


def test_a_blank_cell_at_a_rows_end_leaves_its_first_blank_open() -> None:
    heading = "| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n"
    assert values(read(heading + "| 规章 | | 1 | 2 | |\n", name="a.txt")) == {}


def test_bars_of_the_navigation_make_no_row_of_a_page_in_one_line() -> None:
    above = "首页 | 政务公开 | 互动交流 " + "本年公开信息三十条。" * 40
    row = "一、本年新收政府信息公开申请数量 5 1 0 0 0 0 6 二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0"
    assert len(values(read(above + FLAT_APPLICANTS.replace("\n", " ") + row, name="a.txt"))) == 14


def test_a_line_of_blanks_that_keep_their_place_is_a_blank_cell() -> None:
    row = "一、本年新收政府信息公开申请数量\n5\n\u00a0\n\u00a0\n1\n\u00a0\n\u00a0\n6\n"
    reading = read(FLAT_APPLICANTS.replace(" ", "\n") + row, name="a.txt")
    assert [o.value for o in reading.observations] == [5, None, None, 1, None, None, 6]
    spaces = row.replace("\u00a0", " ")
    assert values(read(FLAT_APPLICANTS.replace(" ", "\n") + spaces, name="a.txt")) == {}


def test_a_table_in_drawn_lines_is_read_cell_for_cell() -> None:
    text = """
┌──────────────┬──────────────────────────────────────────────────┐
│              │申请人情况                                        │
│              ├──────┬────────────────────────────────────┬──────┤
│              │      │法人或其他组织                      │      │
│              │自然人├────────┬────────┬────────────┬────────────┬────┤总计│
│              │      │商业企业│科研机构│社会公益组织│法律服务机构│其他│    │
├──────────────┼──────┼────────┼────────┼────────────┼────────────┼────┼────┤
│一、本年新收政府信息公开申请数量│5│1│0│││0│6│
├──────────────┼──────┼────────┼────────┼────────────┼────────────┼────┼────┤
│              │(一)予以公开│2│0│0│0│0│0│2│
"""
    found = values(read(text, name="a.txt"))
    assert (found["received commercial_enterprise"], found["received social_welfare_org"]) == (1, None)
    assert (found["received"], found["outcome granted"]) == (6, 2)


def test_columns_of_documents_in_rows_of_bars_stand_in_the_order_of_the_form_or_are_none() -> None:
    text = "信息内容 | 本年 | 本年 | 现行有效件数 |\n | 制发件数 | 废止件数 | |\n规章 | 1 | 0 | 6 |\n"
    assert values(read(text, name="a.txt")) == {}


def test_the_last_columns_label_and_the_first_rows_are_two_though_nothing_stands_between_them() -> None:
    text = "信息内容 本年制发件数 本年废止件数 现行有效件数规章 1 2 31\n行政规范性文件 4 0 57\n"
    reading = read(text, name="a.txt")
    assert values(reading)["in_force regulation"] == 31
    assert kinds(reading) == []
