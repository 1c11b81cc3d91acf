"""Rows as a browser copies them: paragraphs of a cell on lines of their own, tabs between."""

from __future__ import annotations

import pytest
from table_reading import read, values

HEADING = [["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]]
ROWS = [["规章", "0", "", "3"], ["行政规范性文件", "12", "4", "57"]]
WANTED = {
    "created regulation": 0,
    "repealed regulation": None,
    "in_force regulation": 3,
    "created normative_document": 12,
    "repealed normative_document": 4,
    "in_force normative_document": 57,
}


def copied(rows: list[list[str]], before: str, behind: str) -> str:
    """A table as innerText gives it, each cell's words between these."""
    return "".join("\t".join(f"{before}{cell or chr(0xA0)}{behind}" for cell in row) + "\n" for row in rows)


@pytest.mark.parametrize(
    ("of_words", "of_figures"),
    [(("", ""), ("\n\n", "\n\n")), (("\n\n", "\n\n"), ("\n\n", "\n\n")), (("\n", "\n"), ("\n", "\n"))],
    ids=["figures in paragraphs", "all cells in paragraphs", "all cells in blocks"],
)
def test_cells_in_paragraphs_are_one_row_with_the_tabs_between_them(
    of_words: tuple[str, str], of_figures: tuple[str, str]
) -> None:
    figures = "".join(
        copied([[row[0]]], *of_words).removesuffix("\n") + "\t" + copied([row[1:]], *of_figures) for row in ROWS
    )
    text = "第二十条第(一)项\n" + copied(HEADING, *of_words) + figures + "\n第二十条第(五)项\n"
    assert values(read(text, name="a.txt")) == WANTED


def test_empty_lines_may_be_left_out_of_a_copy() -> None:
    text = "第二十条第(一)项\n" + copied([*HEADING, ["规章", "0", "1", "3"]], "\n", "\n").replace("\n\n", "\n")
    assert values(read(text, name="a.txt")) == {"created regulation": 0, "repealed regulation": 1, "in_force regulation": 3}


def test_a_heading_written_from_top_to_bottom_is_one_cell() -> None:
    heading = [["信息内容", "本\n\n年\n\n制\n\n发\n\n件\n\n数", "本年废止件数", "现行有效件数"]]
    text = "第二十条第(一)项\n" + copied([*heading, *ROWS], "\n\n", "\n\n")
    assert values(read(text, name="a.txt")) == WANTED


def test_the_row_below_an_empty_last_cell_is_another() -> None:
    text = (
        "第二十条第(一)项\n" + copied(HEADING, "\n\n", "\n\n") + "\n\n规章\n\n\t\n\n2\n\n\t\n\n1\n\n\t\n"
        "\n\n行政规范性文件\n\n\t\n\n12\n\n\t\n\n4\n\n\t\n\n57\n\n\n"
    )
    found = values(read(text, name="a.txt"))
    assert found["in_force normative_document"] == 57
    assert found.get("in_force regulation") is None


def test_labels_written_from_top_to_bottom_within_a_row_are_whole_again() -> None:
    heading = "信息内容\t本\n年\n制\n发\n件\n数\t本年\n废止\n件数\t现行有效件数\n"
    text = f"第二十条第(一)项\n{heading}规章\t0\t1\t3\n第二十条第(五)项\n"
    assert values(read(text, name="a.txt")) == {"created regulation": 0, "repealed regulation": 1, "in_force regulation": 3}
