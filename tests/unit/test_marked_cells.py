"""What stands in a cell beside its figure: notes, what was struck out, a second figure. The figure is read, or refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from table_reading import APPLICANTS, MADE, kinds, read, row, values, wide

from extraction.documents import read_document

SEVEN = ("1", "2", "0", "0", "0", "0", "3")


def made(cell: str) -> tuple[Decimal | None, list[str]]:
    reading = read(f"<table>{MADE}{row('规章', cell, '0', '4')}</table>")
    return values(reading).get("created regulation"), kinds(reading)


@pytest.mark.parametrize(
    "cell",
    [
        "12<sup>1</sup>",
        "<span>12</span><sup style='font-size:9px'>2</sup>",
        "12<span style='font-size:8pt;vertical-align:super'>1</span>",
        "12<sup>[1]</sup>",
        "12①",
        "12*",
        "12（注1）",
    ],
)
def test_the_number_of_a_note_is_no_digit_of_the_figure(cell: str) -> None:
    assert made(cell) == (None, ["table.bad_cell_disclosures"])


@pytest.mark.parametrize(
    "cell",
    [
        "<s>7</s>12",
        "<del>7</del>12",
        "<strike>7</strike><b>12</b>",
        "<span style='text-decoration:line-through'>7</span>12",
        "<p style='text-decoration: line-through'>7</p><p>12</p>",
        "<u style='TEXT-DECORATION: LINE-THROUGH'>7</u>12",
    ],
)
def test_what_is_struck_out_is_not_read(cell: str) -> None:
    assert made(cell) == (12, [])


@pytest.mark.parametrize("cell", ["<p>1</p><p>173</p>", "1<br>2", "<div>-</div><div>5</div>", "—<br>0", "12<br>345"])
def test_figures_on_two_lines_of_a_cell_are_two(cell: str) -> None:
    assert made(cell) == (None, ["table.bad_cell_disclosures"])


@pytest.mark.parametrize(
    "cell", ["<span>1</span><span>2</span>", "１２", "&nbsp;12<br>", "<o:p></o:p>12件", "12.00", "1\u200b2"]
)
def test_dress_around_a_figure_changes_nothing(cell: str) -> None:
    assert made(cell) == (12, [])


def test_what_was_typed_into_a_field_is_read() -> None:
    field = "<input type=text value='12' readonly><input type=hidden value='9'>"
    assert made(field) == (12, [])
    assert made(f"<table><tr><td>{field}</td></tr></table>") == (12, [])


def test_bare_wan_behind_an_amount_is_ten_thousand_yuan() -> None:
    heading = row("信息内容", "本年收费金额（单位：万元）")
    reading = read(f"<table>{heading}{row('行政事业性收费', '12.5万')}</table>")
    assert values(reading) == {"amount administrative_fee": 125_000}


def test_a_group_heading_that_is_too_narrow_moves_no_column() -> None:
    narrow = APPLICANTS.replace("<td colspan=5>", "<td colspan=4>")
    reading = read(f"<table>{narrow}{wide('一、本年新收政府信息公开申请数量', *SEVEN)}</table>")
    assert values(reading)["received"] == 3
    assert values(reading)["received other_org"] == 0
    assert kinds(reading) == []


def test_a_sum_below_the_last_row_is_not_the_total_of_the_results() -> None:
    rows = wide("一、本年新收政府信息公开申请数量", *SEVEN) + row("三、本年度办理结果", "（七）总计", *[""] * 7)
    rows += wide("四、结转下年度继续办理", *SEVEN) + wide("合计", *SEVEN)
    reading = read(f"<table>{APPLICANTS}{rows}</table>")
    assert {value for name, value in values(reading).items() if name.startswith("processed")} == {None}
    assert kinds(reading) == ["table.unknown_row_label"]


def test_a_column_that_the_page_lacks_is_an_issue() -> None:
    without = APPLICANTS.replace("<td rowspan=2>总计</td>", "")
    reading = read(f"<table>{without}{wide('一、本年新收政府信息公开申请数量', *SEVEN[:6])}</table>")
    assert values(reading)["received commercial_enterprise"] == 2
    assert kinds(reading) == ["table.missing_column"]


def test_a_table_around_the_only_words_of_a_cell_is_these_words() -> None:
    nested = "<table><tr><td>5</td><td></td></tr></table>"
    assert made(nested) == (5, [])


def test_a_field_outside_of_tables_shows_nothing() -> None:
    assert read_document("a.html", "<p>主动公开<input value='请输入'>10条</p>".encode()).text == "主动公开10条"
