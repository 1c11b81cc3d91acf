"""Labels whose lines stand above and below the figures of their row, as pages set in lines have them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from table_reading import FLAT_APPLICANTS, FORMS, kinds, read, values

from extraction.flattened_broken import whole_labels

ROW = "5 1 0 0 2 0 8"
LABELS = {
    "一、本年新收政府信息公开申请数量": "received",
    "二、上年结转政府信息公开申请数量": "carried_in",
    "2.其他法律行政法规禁止公开": "outcome denied prohibited_by_law",
    "1.本机关不掌握相关政府信息": "outcome unable_to_provide not_held",
    "5.要求行政机关确认或重新出具已获取信息": "outcome not_processed confirm_reissue",
}
ALONE = {"2.其他", "不掌握相关政府信息"}
"""Pieces of them that are labels of the forms too."""
FOLIOS = ["", "- 4 -\n", "- 4 -\n\x0c", "—12—\n\n", "第 3 页 共 9 页\n"]


def totals(text: str, year: int = 2020) -> dict[str, object]:
    return {code: value for code, value in values(read(FLAT_APPLICANTS + text, year, "a.txt")).items()
            if not any(word in code for word in ("natural", "org", "enterprise", "institution"))}  # fmt: skip


@pytest.mark.parametrize("folio", FOLIOS)
@pytest.mark.parametrize("label", LABELS)
def test_a_row_stands_between_the_lines_of_its_label(label: str, folio: str) -> None:
    for cut in range(4, len(label) - 2):
        is_doubtful = label[:cut] in ALONE or label[cut:] in ALONE
        read_values = totals(f"{label[:cut]}\n      {ROW}\n{folio}{label[cut:]}\n")
        assert read_values == ({} if is_doubtful else {LABELS[label]: 8})


@pytest.mark.parametrize("label", LABELS)
def test_a_row_may_stand_beside_a_line_of_its_label(label: str) -> None:
    third = len(label) // 3 + 1
    assert totals(f"{label[:third]}\n{label[third:-third]}   {ROW}\n{label[-third:]}\n") == {LABELS[label]: 8}
    assert totals(f"{label[:-third]}   {ROW}\n{label[-third:]}\n") == {LABELS[label]: 8}
    assert totals(f"{label[:third]}\n   {ROW}\n{label[third:-third]}\n{label[-third:]}\n") == {LABELS[label]: 8}


def test_rows_between_broken_labels_follow_each_other() -> None:
    text = "".join(f"{label[:6]}\n  {ROW}\n{label[6:]}\n" for label in list(LABELS)[:2])
    assert totals(f"{text}三、本年度办理结果  （一）予以公开  1 0 0 0 0 0 1\n") == {
        "received": 8, "carried_in": 8, "outcome granted": 1}  # fmt: skip


def test_the_first_cell_of_a_line_may_name_the_group() -> None:
    assert totals(f"（四）无法提供  1.本机关不掌\n    {ROW}\n握相关政府信息\n") == {
        "outcome unable_to_provide not_held": 8
    }


def test_a_row_of_one_figure_stands_between_the_lines_of_its_label_too() -> None:
    text = "信息内容  上一年项目数量  本年增/减  处理决定数量\n其他对外管理\n 15 +6 26\n服务事项\n行政许可 6 -3 84\n"
    assert values(read(text, 2020, "a.txt"))["decisions other_service"] == 26
    text = "信息内容  本年收费金额（单位：万元）\n行政事业\n 2.5\n性收费\n"
    assert values(read(text, 2022, "a.txt")) == {"amount administrative_fee": 25_000}


@pytest.mark.parametrize(
    "text",
    [
        "2.其他法律行\n  {0}\n政法规允许公开\n",
        "2.其他法律行\n  {0}\n3.政法规禁止公开\n",
        "2.其他法律行\n  {0}\n政法规禁止公开。\n",
        "2.其他法律行\n  {0}\n政法规禁止公开 3\n",
        "2.其他法律行\n  {0}\n政法规\n{0}\n禁止公开\n",
        "2.其他法律行\n  {0}\n3 4\n政法规禁止公开\n",
        "2.其他法律行\n  {0}\n某某局文件\n政法规禁止公开\n",
    ],
)
def test_lines_that_make_no_label_together_are_refused(text: str) -> None:
    assert totals(text.format(ROW)) == {}


@pytest.mark.parametrize("rest", ["3 4\n政法规禁止公开", "政法规禁止公开\n3 4"])
def test_figures_on_two_lines_beside_a_broken_label_are_refused(rest: str) -> None:
    reading = read(f"{FLAT_APPLICANTS}2.其他法律行\n12 0 0 0 2 0 1\n{rest}\n", 2020, "a.txt")
    assert values(reading) == {}


def test_a_label_that_is_whole_takes_no_more_lines() -> None:
    text = f"1.属于国家秘密\n  {ROW}\n2.其他法律行\n  1 0 0 0 0 0 1\n政法规禁止公开\n"
    assert totals(f"（三）不予公开  {text}") == {
        "outcome denied state_secret": 8,
        "outcome denied prohibited_by_law": 1,
    }


def test_a_line_below_that_is_a_label_itself_begins_the_next_row() -> None:
    reading = read(f"{FLAT_APPLICANTS}（三）不予公开  2.其他法\n{ROW}\n1.属于国家秘密\n1 0 0 0 0 0 1\n", 2020, "a.txt")
    assert [code for code in values(reading) if "prohibited" in code] == []
    assert values(reading)["outcome denied state_secret"] == 1
    assert "table.unknown_row_label" in kinds(reading)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["2.其他法律行", "政法规禁止公开", "5 0 1", "1", "", "- 3 -", "规章 0", "正文。", "a\t5"]))
)
def test_no_line_is_lost_and_none_made_up(texts: list[str]) -> None:
    starts = [sum(len(text) + 1 for text in texts[:at]) for at in range(len(texts))]
    whole = "\n".join(texts)
    read_lines = sorted(whole_labels(zip(starts, texts, strict=True), FORMS))
    assert all(whole[start : start + len(line)] == line for start, line in read_lines)
    assert all(start + len(line) <= following for (start, line), (following, _) in pairwise(read_lines))
    kept = "".join("".join(line.split()) for _, line in read_lines)
    assert kept.replace("-3-", "") == "".join(whole.split()).replace("-3-", "")


def test_a_figure_ends_where_it_is_printed_though_its_line_seems_to_go_on() -> None:
    prose = "本报告所列数据的统计时段为本年一月一日至十二月三十一日全部内容由各科室\n共同编写。\n" * 4
    for width in range(16, 30):
        text = f"{prose}{FLAT_APPLICANTS}一、本年新收政府\n{' ' * width}378    24    0    0    2    5    409\n信息公开申请数量\n"
        assert values(read(text, 2020, "a.txt"))["received"] == 409
