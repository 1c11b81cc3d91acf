"""The applications table of a text read as one, where its rows cannot be told from each other."""

from __future__ import annotations

import form_files
import form_writer
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from table_reading import read, values
from test_generated_forms import FORM_NAMES, SHORT, check

COLUMNS = "自然人 法人或其他组织 总计\n商业企业 科研机构 社会公益组织 法律服务机构 其他\n"
NOUGHT = "0 0 0 0 0 0 0"
ROWS = (
    ("一、本年新收政府信息公开申请数量", "5 1 0 0 0 0 6"),
    ("二、上年结转政府信息公开申请数量", "1 0 0 0 0 0 1"),
    ("（一）予以公开", "2 1 0 0 0 0 3"),
    ("（二）部分公开", "1 0 0 0 0 0 1"),
    ("1.属于国家秘密", NOUGHT),
    ("2.其他法律行政法规禁止公开", NOUGHT),
    ("3.危及“三安全一稳定”", NOUGHT),
    ("4.保护第三方合法权益", "1 0 0 0 0 0 1"),
    ("5.属于三类内部事务信息", NOUGHT),
    ("6.属于四类过程性信息", NOUGHT),
    ("7.属于行政执法案卷", NOUGHT),
    ("8.属于行政查询事项", NOUGHT),
    ("1.本机关不掌握相关政府信息", "1 0 0 0 0 0 1"),
    ("2.没有现成信息需要另行制作", NOUGHT),
    ("3.补正后申请内容仍不明确", NOUGHT),
    ("1.信访举报投诉类申请", NOUGHT),
    ("2.重复申请", NOUGHT),
    ("3.要求提供公开出版物", NOUGHT),
    ("4.无正当理由大量反复申请", NOUGHT),
    ("5.要求行政机关确认或重新出具已获取信息", NOUGHT),
    ("（六）其他处理", NOUGHT),
    ("（七）总计", "5 1 0 0 0 0 6"),
    ("四、结转下年度继续办理", "1 0 0 0 0 0 1"),
)


def page(rows: list[tuple[str, str]], columns: str = COLUMNS) -> str:
    """A text in which each row's figures stand before its label."""
    lines = "\n".join(f"{figures}\n{label}" for label, figures in rows)
    return f"三、收到和处理政府信息公开申请情况\n{columns}{lines}\n四、政府信息公开行政复议、行政诉讼情况\n本年没有。\n"


def test_a_table_whose_figures_stand_before_their_labels_is_proved_by_its_sums() -> None:
    found = values(read(page(list(ROWS)), 2019, "a.txt"))
    assert len(found) == 7 * len(ROWS)
    assert (found["received"], found["outcome denied third_party_rights"], found["carried_out"]) == (6, 1, 1)


def test_labels_torn_apart_are_known_by_what_is_left_of_the_words() -> None:
    rows = [(label.replace("没有现成", "没有\n现成"), figures) for label, figures in ROWS]
    assert len(values(read(page(rows), 2019, "a.txt"))) == 7 * len(ROWS)


def test_a_table_that_lacks_a_row_of_the_form_is_not_read_whole() -> None:
    rows = [row for row in ROWS if "重复申请" not in row[0]]
    assert not any("outcome" in name for name in values(read(page(rows), 2019, "a.txt")))


def test_a_row_of_no_form_leaves_the_whole_table_open() -> None:
    rows = [*ROWS[:12], ("9.属于工作秘密", NOUGHT), *ROWS[12:]]
    assert not any("outcome" in name for name in values(read(page(rows), 2019, "a.txt")))


@pytest.mark.parametrize("at", [0, 2, 3, 21])
def test_a_sum_that_fails_leaves_the_whole_table_open(at: int) -> None:
    rows = list(ROWS)
    rows[at] = (rows[at][0], "7 0 0 0 0 0 7")
    assert not any("third_party_rights" in name for name in values(read(page(rows), 2019, "a.txt")))


def test_labels_far_from_their_figures_leave_the_whole_table_open() -> None:
    labels, figures = [label for label, _ in ROWS], [figures for _, figures in ROWS]
    text = page([("\n".join(labels), "\n".join(figures))])
    assert not any("outcome" in name for name in values(read(text, 2019, "a.txt")))


def test_columns_in_another_order_leave_the_whole_table_open() -> None:
    columns = "自然人 法人或其他组织 总计\n商业企业 社会公益组织 科研机构 法律服务机构 其他\n"
    assert not any("outcome" in name for name in values(read(page(list(ROWS), columns), 2019, "a.txt")))


@pytest.mark.parametrize("style", ["figures_first", "figures_first_drawn"])
@pytest.mark.parametrize("form", FORM_NAMES)
@settings(SHORT, max_examples=12)
@given(seed=st.integers(0, 10**9))
def test_figures_before_their_labels_yield_no_wrong_number(style: str, form: str, seed: int) -> None:
    forms = form_writer.statutory(seed, form, adds_up=True)
    text = form_files.flattened(forms, style)
    for heading in ("三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"):
        text = text.replace("三、情况如下", heading, 1)
    check("page.txt", text.encode(), forms, forms.stated)
