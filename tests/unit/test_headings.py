"""Headings of the applications and the cases table as pages draw them: columns where they lie, columns too many."""

from __future__ import annotations

import pytest
from table_reading import RESULTS, kinds, read, row, values

LABELS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
MEMBERS = LABELS[1:6]
RECEIVED = "一、本年新收政府信息公开申请数量"
READ = {
    "received natural_person": 5,
    "received commercial_enterprise": 1,
    "received research_institution": 0,
    "received social_welfare_org": 0,
    "received legal_service_org": 2,
    "received other_org": 0,
    "received": 8,
}
FIGURES = ("5", "1", "0", "0", "2", "0", "8")


def marked(mark: str, *rows: list[str]) -> str:
    return "\n".join((f"| {' | '.join(cells)} |" if mark == "|" else "\t".join(cells)) for cells in rows)


@pytest.mark.parametrize("mark", ["|", "\t"])
@pytest.mark.parametrize(
    "above",
    [
        [["法人或其他组织"]],
        [["申请人情况"], ["法人或其他组织"]],
        [["项目", "申请人情况", *[""] * 6], ["", "法人或其他组织", *[""] * 6]],
        [["", "申请人情况", *[""] * 6], ["", "", "法人或其他组织", *[""] * 5]],
    ],
)
def test_a_group_s_heading_alone_above_all_columns_moves_none_of_them(mark: str, above: list[list[str]]) -> None:
    text = marked(mark, *above, ["", *LABELS], [RECEIVED, *FIGURES])
    assert values(read(text, name="a.txt")) == READ


@pytest.mark.parametrize("gap", [" ", "  ", "\n", "      "])
def test_a_group_s_heading_above_a_line_of_all_columns_moves_none_of_them(gap: str) -> None:
    text = f"申请人情况\n法人或其他组织\n(本列数据的勾稽关系为)  {gap.join(LABELS)}\n{RECEIVED} {' '.join(FIGURES)}"
    assert values(read(text, name="a.txt")) == READ


@pytest.mark.parametrize("order", [(1, 0, 2, 3, 4, 5, 6), (6, 0, 1, 2, 3, 4, 5), (0, 1, 2, 3, 5, 4, 6)])
def test_columns_below_a_group_s_heading_in_another_order_than_the_form_s_are_refused(order: tuple[int, ...]) -> None:
    labels = "  ".join(LABELS[at] for at in order)
    assert values(read(f"法人或其他组织\n{labels}\n{RECEIVED} {' '.join(FIGURES)}", name="a.txt")) == {}


def test_a_line_below_a_group_s_heading_that_lacks_a_column_is_refused() -> None:
    labels = "  ".join(LABELS[:3] + LABELS[4:])
    assert values(read(f"法人或其他组织\n{labels}\n{RECEIVED} 5 1 0 2 0 8", name="a.txt")) == {}


def aligned(before: int, behind: int = 0) -> list[list[str]]:
    """Heading rows that keep the places of wide cells, `before` of them for the rows' labels."""
    pad, rest = [""] * before, [""] * behind
    return [
        [*pad, "申请人情况", *[""] * 6, *rest],
        [*pad, "自然人", "法人或其他组织", *[""] * 4, "总计", *rest],
        [*pad, "", *MEMBERS, "", *rest],
    ]


@pytest.mark.parametrize("mark", ["|", "\t"])
@pytest.mark.parametrize(("before", "behind"), [(1, 0), (2, 0), (3, 0), (3, 2)])
def test_rows_of_text_that_keep_the_places_of_wide_cells_are_read_by_place(mark: str, before: int, behind: int) -> None:
    pad, rest = [""] * (before - 1), [""] * behind
    table = marked(
        mark,
        *aligned(before, behind),
        [RECEIVED, *pad, *FIGURES, *rest],
        ["二、上年结转政府信息公开申请数量", *pad, "1", "", "", "", "", "", "1", *rest],
    )
    read_values = values(read(table, name="a.txt"))
    assert {key: value for key, value in read_values.items() if key in READ} == READ
    assert read_values["carried_in natural_person"] == read_values["carried_in"] == 1
    assert read_values["carried_in commercial_enterprise"] is None


@pytest.mark.parametrize(
    "cells",
    [
        [RECEIVED, *FIGURES, "", ""],
        [RECEIVED, "", *FIGURES, ""],
        [RECEIVED, "", "", *FIGURES[:6], ""][:9],
        [RECEIVED, "", "", *FIGURES[:3], *FIGURES[4:]],
        [RECEIVED, "", "", *FIGURES, "4"],
    ],
)
def test_a_row_that_does_not_keep_the_places_of_its_heading_is_refused(cells: list[str]) -> None:
    reading = read(marked("\t", *aligned(3), cells), name="a.txt")
    assert values(reading) == {}
    assert kinds(reading) == ["table.doubtful_cell"]


@pytest.mark.parametrize(
    "rows",
    [
        [["", "", "", "自然人", "法人或其他组织", "总计", *[""] * 4], [*MEMBERS, *[""] * 5]],
        [["", "", "", "自然人", "法人或其他组织", *[""] * 4, "总计"], ["", "", "", *MEMBERS, "", ""]],
        [["", "", "", "自然人", "法人或其他组织", *[""] * 4, "总计"], ["", "", "", "", "", *MEMBERS]],
        [["", "", "", "自然人", "", "法人或其他组织", *[""] * 3, "总计"], ["", "", "", "", *MEMBERS, ""]],
    ],
)
def test_heading_rows_that_lost_their_places_hold_for_rows_with_a_figure_for_each_column(rows: list[list[str]]) -> None:
    reading = read(marked("\t", *rows, [RECEIVED, "", "", *FIGURES]), name="a.txt")
    assert list(values(reading).values()) == [int(figure) for figure in FIGURES]
    for figures in (("", *FIGURES[1:], ""), (*FIGURES, "8"), FIGURES[:-1]):
        reading = read(marked("\t", *rows, [RECEIVED, "", "", *figures]), name="a.txt")
        assert values(reading) == {}
        assert kinds(reading) == ["table.doubtful_cell"]


def drawn(members: str, width: int, total: str = "<td rowspan=2>总计</td>") -> str:
    return (
        f"<table><tr><td rowspan=2></td><td rowspan=2>自然人</td><td colspan={width}>法人或其他组织</td>{total}</tr>"
        f"<tr>{members}</tr>"
    )


CELLS = "".join(f"<td>{label}</td>" for label in MEMBERS)


@pytest.mark.parametrize("called", ["小计", "合计", "总计"])
def test_what_the_organisations_make_together_is_no_column_of_the_form(called: str) -> None:
    reading = read(drawn(f"{CELLS}<td>{called}</td>", 6) + row(RECEIVED, "5", "1", "0", "0", "2", "0", "3", "8"))
    assert values(reading) == READ
    assert kinds(reading) == []


@pytest.mark.parametrize("called", ["小计", "合计"])
def test_a_sum_may_stand_before_what_it_sums(called: str) -> None:
    reading = read(drawn(f"<td>{called}</td>{CELLS}", 6) + row(RECEIVED, "5", "3", "1", "0", "0", "2", "0", "8"))
    assert values(reading) == READ


def test_a_sum_that_is_no_number_hinders_nothing() -> None:
    reading = read(drawn(f"{CELLS}<td>小计</td>", 6) + row(RECEIVED, "5", "1", "0", "0", "2", "0", "3?", "8"))
    assert values(reading) == READ


def test_a_heading_of_the_organisations_that_reaches_too_far_takes_the_total_along() -> None:
    reading = read(drawn(f"{CELLS}<td>总计</td>", 6, "") + row(RECEIVED, *FIGURES))
    assert values(reading) == READ


@pytest.mark.parametrize(
    "table",
    [
        drawn(CELLS, 5, "<td rowspan=2>小计</td><td rowspan=2>总计</td>"),
        drawn(CELLS, 5, "<td rowspan=2>总计</td><td rowspan=2>合计</td>"),
        drawn(f"{CELLS}<td>小计</td><td>合计</td><td>总计</td>", 8),
    ],
)
def test_a_sum_of_nobody_knows_what_is_refused(table: str) -> None:
    figures = ["5", "1", "0", "0", "2", "0", *["8"] * (table.count("计</td>"))]
    assert values(read(table + row(RECEIVED, *figures))) == {}


def test_a_row_without_the_sum_that_its_heading_names_is_refused() -> None:
    text = "自然人 法人或其他组织 总计\n商业企业 科研机构 社会公益组织 法律服务机构 其他 小计\n"
    assert values(read(f"{text}{RECEIVED} 5 1 0 0 2 0 3 8", name="a.txt")) == READ
    assert values(read(f"{text}{RECEIVED} 5 1 0 0 2 0 8", name="a.txt")) == {}


def test_a_sum_beside_the_total_in_text_is_refused() -> None:
    text = "自然人 法人或其他组织 小计 总计\n商业企业 科研机构 社会公益组织 法律服务机构 其他\n"
    assert values(read(f"{text}{RECEIVED} 5 1 0 0 2 0 3 8", name="a.txt")) == {}


def cases(last: str) -> str:
    return (
        f"<table><tr><td colspan=5>行政复议</td><td colspan=11>行政诉讼</td></tr>"
        f"<tr>{RESULTS.replace('<td>', '<td rowspan=2>')}<td colspan=5>未经复议直接起诉</td>"
        f"<td colspan=5>复议后起诉</td><td rowspan=2>{last}</td></tr><tr>{RESULTS}{RESULTS}</tr>"
    )


@pytest.mark.parametrize("last", ["诉讼合计", "诉讼总计", "合计"])
def test_all_litigation_together_is_litigation(last: str) -> None:
    reading = read(cases(last) + row(*"100012030500001", "6"))
    assert values(reading)["litigation"] == 6
    assert values(reading)["litigation_direct"] == 5
    assert values(reading)["litigation_after_reconsideration"] == 1
    assert len(values(reading)) == 16


def test_a_last_column_of_cases_that_nobody_knows_is_refused() -> None:
    reading = read(cases("备注") + row(*"100012030500001", "6"))
    assert values(reading) == {}


def repeated(*cells: str) -> str:
    """A table whose head stands once more beside a cell that reaches down past it, with a row of these cells below."""
    head = (
        "<tr><td colspan=2 rowspan=2></td><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td>"
        f"<td rowspan=2>总计</td></tr><tr>{CELLS}</tr>"
    )
    first = "<tr><td rowspan=5>三、本年度办理结果</td><td>（一）予以公开</td>"
    return (
        f"<table>{head}{first}{row(*'1000001')[4:]}{head}{row('（二）部分公开', *cells)}{row('（七）总计', *'2000002')}"
    )


def test_a_head_that_stands_elsewhere_when_it_is_repeated_shows_no_places() -> None:
    reading = read(repeated(*"1000001"))
    assert values(reading)["outcome natural_person partially_granted"] == 1
    assert values(reading)["outcome partially_granted"] == 1
    assert values(reading)["processed natural_person"] == 2


@pytest.mark.parametrize("cells", [["", "1", *"000001"], ["", "", *"100001"], [*"000000", "", "1"], [*"10000", "1"]])
def test_under_such_a_head_a_row_of_more_or_fewer_cells_is_refused(cells: list[str]) -> None:
    reading = read(repeated(*cells))
    assert [code for code in values(reading) if "partially_granted" in code] == []
    assert values(reading)["outcome natural_person granted"] == 1
    assert kinds(reading) == ["table.doubtful_cell"]


@pytest.mark.parametrize("mark", ["|", "\t"])
@pytest.mark.parametrize(
    "cells",
    [
        [RECEIVED, "", "5", "1", "0", "2", "0", "8"],
        [RECEIVED, "", "", "1", "0", "2", "0", "8"],
        [RECEIVED, "", "1", "0", "0", "2", "0", "3", ""],
        [RECEIVED, "", "", "1", "", "", "", "1", ""],
    ],
)
def test_a_blank_that_may_be_a_place_of_the_label_is_no_figure(mark: str, cells: list[str]) -> None:
    reading = read(marked(mark, *aligned(2), cells), name="a.txt")
    assert values(reading) == {}
    assert kinds(reading) == ["table.doubtful_cell"]


def test_a_row_without_the_places_of_a_label_above_it_is_counted() -> None:
    rows = [["三、本年度办理结果", "（一）予以公开", *FIGURES], ["（二）部分公开", *FIGURES]]
    read_values = values(read(marked("|", *aligned(2), *rows), name="a.txt"))
    assert read_values["outcome natural_person granted"] == read_values["outcome natural_person partially_granted"] == 5
    assert len(read_values) == 14
