"""Rows of text whose figures may be another row's: labels and figures that do not come in pairs."""

from __future__ import annotations

from table_reading import FLAT_APPLICANTS, kinds, read, values

from extraction.documents import read_document

NEW, CARRIED = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"
DOCUMENTS = "信息内容\n本年制发件数 本年废止件数 现行有效件数\n"


def text(*rows: str) -> str:
    return FLAT_APPLICANTS + "\n".join(rows) + "\n"


def test_figures_that_stand_before_their_labels_are_nobodys() -> None:
    reading = read(text("5 1 0 0 0 0 6", NEW, "2 0 0 0 0 0 2", CARRIED, "3 1 0 0 0 0 4", "(一)予以公开"), name="a.txt")
    assert values(reading) == {}
    assert "table.doubtful_cell" in kinds(reading)


def test_of_rows_alike_it_does_not_matter_whose_figures_are_whose() -> None:
    nought = "0 0 0 0 0 0 0"
    rows = (f"{NEW} 5 1 0 0 0 0 6", f"供 {nought}", f"1.属于国家秘密 {nought}", "2.其他法律行政法规禁止公开 1 0 0 0 0 0 1",
            "3.危及“三安全一稳定”", f"四、结转下年度继续办理 {nought}")  # fmt: skip
    found = values(read(text(*rows), name="a.txt"))
    assert found["outcome denied state_secret"] == 0
    assert "outcome denied prohibited_by_law" not in found


def test_on_a_drawn_page_the_figures_below_two_labels_may_be_the_first_ones() -> None:
    rows = text(f"{NEW} 5 1 0 0 0 0 6", "1.信访举报投诉类申请", "2.重复申请", "4 0 0 0 0 0 4", "(七)总计 4 0 0 0 0 0 4")
    assert values(read(rows, name="a.txt"))["outcome not_processed duplicate"] == 4
    assert not any("not_processed" in name for name in values(read(rows + "\f", name="a.txt")))


def test_columns_of_documents_that_stand_in_halves_are_read_in_the_order_of_the_form() -> None:
    rows = "信息内容 本年新 本年新 对外公开总数量\n制作数量 公开数量\n规章 0 1 2\n规范性文件 4 5 38\n"
    assert values(read(rows, 2019, "a.txt"))["cumulative normative_document"] == 38
    rows = "信息内容 本年 本年 现行有效件数\n制发件数 废止件数\n规章 0 0 0\n行政规范性文件 1 0 6\n"
    assert values(read(rows, name="a.txt"))["in_force normative_document"] == 6


def test_the_label_above_the_results_ends_no_table_though_it_is_cut() -> None:
    rows = (f"{NEW} 5 1 0 0 0 0 6", f"{CARRIED} 0 0 0 0 0 0 0", "三、本年度办理 (一)予以公开 2 0 0 0 0 0 2", "结果")
    assert values(read(text(*rows), name="a.txt"))["outcome granted"] == 2


def test_two_labels_with_a_bracket_between_them_are_not_one_with_its_note() -> None:
    rows = text(f"{NEW} 5 1 0 0 0 0 6", "4.无正当理由大量反复申请\n(\n5.\n(\n六)其他处理\n2\n0\n0\n0\n0\n0\n2")
    assert not any("excessive" in name for name in values(read(rows, name="a.txt")))


def test_a_label_whose_figures_come_behind_the_next_ones_leaves_both_in_doubt() -> None:
    rows = ("2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确", "1 0 0 0 0 0 1", "度办理结", "2 0 0 0 0 0 2",
            "1.信访举报投诉类申请 4 0 0 0 0 0 4")  # fmt: skip
    found = values(read(text(f"{NEW} 5 1 0 0 0 0 6", *rows), name="a.txt"))
    assert not any("unable_to_provide" in name for name in found)
    assert found["outcome not_processed petition_complaint"] == 4
    assert found["received commercial_enterprise"] == 1


def test_the_figures_beside_a_heading_may_be_those_of_the_row_above_it() -> None:
    rows = (
        "三、本年度办理\n结果\n5 0 0 0 0 0 5",
        "1.本机关不掌握相关政府信息\n0 0 0 0 0 0 0",
        "2.没有现成信息需要另行制作",
    )
    found = values(read(text(f"{NEW} 5 1 0 0 0 0 6", f"{CARRIED} 0 0 0 0 0 0 0", *rows), name="a.txt"))
    assert not any(name.startswith("outcome") for name in found)


def test_a_blank_row_alone_leaves_no_other_in_doubt() -> None:
    found = values(read(text(f"{NEW} 5 1 0 0 0 0 6", CARRIED, "(一)予以公开 3 1 0 0 0 0 4"), name="a.txt"))
    assert len(found) == 14


def test_figures_that_a_line_break_cut_in_two_are_still_their_rows_own() -> None:
    rows = (f"{NEW}\n1\n4\n1\n0\n0\n0\n0\n15", f"{CARRIED} 2 0 0 0 0 0 2", "(一)予以公开 3 1 0 0 0 0 4", "(七)总计")
    found = values(read(text(*rows), name="a.txt"))
    assert (found["carried_in"], found["outcome granted"]) == (2, 4)


def test_a_row_of_documents_is_in_doubt_where_another_table_shows_figures_first() -> None:
    first = f"{DOCUMENTS}规章\n5 5 11\n行政规范性文件\n"
    behind = "信息内容\n本年处理决定数量\n1093\n行政处罚\n72\n行政强制\n"
    assert values(read(first, name="a.txt"))["in_force regulation"] == 11
    assert values(read(first + behind, name="a.txt")) == {}


def test_the_figures_of_an_annex_that_stand_before_their_labels_are_nobodys() -> None:
    text = (
        "指标名称 计量单位 2012年度 历年累计\n3926\n21407\n主动公开文件数\n条\n3871\n20958\n其中:1.政府网站公开数\n条\n"
        "86\n412\n2.政府公报公开数\n条\n57\n268\n收到申请总数\n条\n29\n171\n其中:1.当面申请数\n条\n"
    )
    assert values(read(text, 2012, "a.txt")) == {}


def test_columns_of_documents_in_another_order_than_the_forms_are_no_heading() -> None:
    reading = read("信息内容 现行有效件数 本年制发件数 本年废止件数\n规章 0 0 0\n行政规范性文件 1 0 6\n", name="a.txt")
    assert values(reading) == {}


def test_form_feeds_part_a_text_into_pages() -> None:
    document = read_document("a.txt", "一\r\n\f二\n\f".encode())
    assert document.pages == (0, 3)
    assert [document.text[at] for at in document.pages] == ["一", "二"]


def test_figures_on_several_lines_of_a_drawn_page_stand_only_if_they_add_up() -> None:
    rows = text(f"{NEW}\n5 1\n0 0\n0 0 6", f"{CARRIED}\n5 1\n0 0\n0 0 7")
    found = values(read(rows + "\f", name="a.txt"))
    assert found["received"] == 6
    assert "carried_in" not in found


def test_documents_on_several_lines_of_a_drawn_page_are_refused() -> None:
    rows = f"{DOCUMENTS}规章\n1\n2\n9\n"
    assert len(values(read(rows, name="a.txt"))) == 3
    assert values(read(rows + "\f", name="a.txt")) == {}


def test_a_row_behind_a_torn_heading_keeps_its_label() -> None:
    heading = "自然人\n法人或其他组织\n总计\n商业企业科研机构社会公益组织法律服务机构其他\n"
    words = "申请人情况\n(本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和)\n"
    found = values(read(f"{words}{heading}{NEW}\n58\n6\n0\n1\n3\n0\n68\n", 2019, "a.txt"))
    assert found["received"] == 68


def test_a_label_whose_rest_stands_elsewhere_on_a_drawn_page_names_no_row() -> None:
    rows = text(
        f"{NEW} 5 1 0 0 0 0 6", "(四)无法提供", "2.没有现成信息需要另行 4 0 0 0 0 0 4", "(七)总计 4 0 0 0 0 0 4"
    )
    assert values(read(rows, name="a.txt"))["outcome unable_to_provide needs_creation"] == 4
    assert not any("needs_creation" in name for name in values(read(rows + "\f", name="a.txt")))
