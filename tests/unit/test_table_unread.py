"""Tables of which nothing could be read: prose takes their words for no sentences."""

from __future__ import annotations

from table_reading import FORMS, read

from extraction import table_unread
from extraction.report import extract
from extraction.vocabulary import load

LABELS = (
    "1.本机关不掌握相关政府信息",
    "2.没有现成信息需要另行制作",
    "1.信访举报投诉类申请",
    "2.重复申请",
    "3.要求提供公开出版物",
)
RESULTS = "结果维持 结果纠正 其他结果 尚未审结 总计"


def covered(text: str) -> str:
    return "|".join(text[start:end] for start, end in table_unread.spans(text, FORMS))


def test_what_stands_between_the_labels_of_rows_is_no_prose() -> None:
    rows = "一、本年新收政府信息公开申请数量 39\n(四)无\n" + "\n".join(f"{label} 8件" for label in LABELS) + " 0 3"
    text = f"本年收到申请15件。\n{rows}\n本年没有行政复议。"
    assert "(四)无" in covered(text)
    assert covered(text).endswith("要求提供公开出版物")
    assert "15件" not in covered(text)


def test_the_figures_behind_the_last_label_belong_to_it_and_a_sentences_number_does_not() -> None:
    text = "\n".join(LABELS) + " 1 0\n0 2\n2020年未收到申请。"
    assert covered(text).endswith("0 2")


def test_the_heading_of_the_cases_table_states_no_none() -> None:
    heading = f"行政复议 行政诉讼\n未经复议直接起诉 复议后起诉\n{RESULTS} {RESULTS} {RESULTS}"
    text = "\n".join(LABELS) + f"。\n四、行政复议、行政诉讼情况\n{heading}\n1 0 无\n本年无行政诉讼。"
    assert covered(text).endswith(f"{heading}\n1 0 无")


def test_a_list_of_outcomes_in_sentences_stays_prose() -> None:
    text = "".join(f"{label}{at}件；" for at, label in enumerate(LABELS, 1)) + "其他0件。"
    assert covered(text) == ""


def test_no_number_behind_a_label_of_an_unread_table_is_a_fact() -> None:
    vocabulary = load()
    rows = "\n".join(f"{label} | 5件 | 0 | 1" for label in ("一、本年新收政府信息公开申请数量", *LABELS))
    page = f"某县2022年政府信息公开工作年度报告\n一、总体情况\n全年公开信息30条。\n三、收到和处理情况\n{rows}\n"
    found = extract("a.txt", page.encode(), vocabulary)
    assert not [o for o in found.observations if o.fact == "application" and o.is_selected]


def test_a_table_that_was_not_read_is_reported() -> None:
    text = "\n".join(LABELS)
    assert "table.unread_table" in {issue.kind for issue in read(text, 2022, "a.txt").issues}
