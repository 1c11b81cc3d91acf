"""The outline of a report under any numbering, order and layout."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction import vocabulary
from extraction.report import extract
from extraction.sections import Headings, outline

HEADINGS = Headings.from_seeds(vocabulary.seed_rows)


def codes(text, masked=()):
    return [section.code for section in outline(text, masked, HEADINGS)]


@pytest.mark.parametrize(
    "marks",
    [
        ("一、", "二、", "三、", "四、", "五、"),
        ("(一)", "(二)", "(三)", "(四)", "(五)"),
        ("1.", "2.", "3.", "4.", "5."),
        ("一 ", "二 ", "三 ", "四 ", "五 "),
        ("第一部分 ", "第二部分 ", "第三部分 ", "第四部分 ", "第五部分 "),
        ("", "", "", "", ""),
    ],
)
def test_headings_are_found_under_any_numbering(marks):
    titles = ("工作概述", "主动公开情况", "依申请公开情况", "行政复议、行政诉讼情况", "存在的问题")
    text = "\n".join(f"{mark}{title}\n全年有序推进,成效明显。" for mark, title in zip(marks, titles, strict=True))
    assert codes(text) == ["overview", "disclosures", "applications", "cases", "problems"]


def test_headings_run_into_the_text_are_found():
    text = (
        "一、概述。全年平稳。二、主动公开情况。公开信息9条。三、依申请公开情况。收到申请2件。四、收费情况。没有收费。"
    )
    assert codes(text) == ["overview", "disclosures", "applications", "fees"]


def test_a_heading_without_a_mark_ends_where_the_sentence_begins():
    text = "一、总体情况\n(一)主动公开2023年,我镇发布信息40条。\n(二)依申请公开办理全年共收到申请3件。"
    assert codes(text) == ["overview", "disclosures", "applications"]


def test_another_order_of_sections_is_followed():
    text = "一、依申请公开情况\n无。\n二、复议诉讼情况\n无。\n三、主动公开情况\n公开9条。\n"
    assert codes(text) == ["applications", "cases", "disclosures"]


def test_a_heading_on_reconsideration_is_no_heading_on_applications():
    text = "四、因政府信息公开申请行政复议、提起行政诉讼的情况\n没有发生。\n"
    assert codes(text) == ["cases"]


def test_a_sub_heading_turns_to_its_matter_and_keeps_its_part():
    text = "一、总体情况\n(一)主动公开情况\n公开9条。\n(二)依申请公开情况\n收到2件。\n(三)监督保障\n培训1次。\n"
    sections = outline(text, (), HEADINGS)
    assert [(s.code, s.part) for s in sections] == [
        ("overview", "overview"),
        ("disclosures", "overview"),
        ("applications", "overview"),
        ("overview", "overview"),
    ]


def test_what_is_planned_under_problems_stays_there():
    text = "五、存在的问题和改进措施\n(一)加大主动公开力度。明年公开100条。\n(二)规范依申请公开。\n"
    assert codes(text) == ["problems", "problems", "problems"]


def test_an_item_of_a_list_of_outcomes_is_no_heading():
    text = "三、依申请公开情况\n收到5件。\n1.属于已主动公开范围的3件;\n2.不予公开的2件。\n"
    assert codes(text) == ["applications"]


def test_a_masked_table_opens_no_section():
    text = "三、依申请公开情况\n一、主动公开情况\n收到2件。\n"
    start = text.index("一、")
    assert codes(text, [(start, start + 8)]) == ["applications"]


def test_a_text_without_headings_is_one_overview():
    assert codes("2015年,公开信息9条,没有收到申请。") == ["overview"]


@given(st.text(alphabet="一二三、()1.主动公开依申请复议诉讼情况概述\n。; 条件3", max_size=80))
def test_sections_cover_the_text_without_gaps(text):
    sections = outline(text, (), HEADINGS)
    ends = [section.end for section in sections]
    assert [section.start for section in sections] == [0, *ends[:-1]]
    assert ends[-1] == len(text)


def test_the_parts_of_a_report_are_its_headings_of_the_first_order():
    text = (
        "某县人民政府2022年政府信息公开工作年度报告\n一、总体情况\n(一)主动公开情况\n公开政府信息3条。\n"
        "二、主动公开政府信息情况\n见附表。\n五、存在的主要问题及改进情况\n无。\n"
    )
    parts = extract("报告.txt", text.encode(), vocabulary.load()).parts
    assert [(part.code, part.heading) for part in parts] == [
        ("overview", "总体情况"),
        ("disclosures", "主动公开政府信息情况"),
        ("problems", "存在的主要问题及改进情况"),
    ]
    assert [text[part.char_start : part.char_end].strip() for part in parts][2] == "五、存在的主要问题及改进情况\n无。"
