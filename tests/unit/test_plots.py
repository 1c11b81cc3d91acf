"""Plots drawn as SVG: lengths that say what the numbers say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from warehouse.plots import Series, stacked_bar, stacked_columns


def test_columns_are_as_high_as_their_numbers() -> None:
    plot = LexborHTMLParser(
        stacked_columns("p", ["2022", "2023"], [Series("a", "A", [10, 5]), Series("b", "B", [0, 5])])
    )
    heights = [float(str(rect.attributes["height"])) for rect in plot.css("rect")]
    assert heights[0] == pytest.approx(2 * heights[1], abs=0.2) and heights[1] == heights[2]
    assert [title.text() for title in plot.css("title")] == ["2022 · A: 10", "2023 · A: 5", "2023 · B: 5"]


def test_nothing_is_drawn_of_nothing() -> None:
    assert stacked_columns("p", ["2022"], [Series("a", "A", [0])]) == ""
    assert "rect" not in stacked_bar([("a", "A", 0)], 0)


@given(st.integers(1, 10**9))
def test_no_column_leaves_its_plot(value: int) -> None:
    plot = LexborHTMLParser(stacked_columns("p", ["2022"], [Series("a", "A", [value])]))
    (rect,) = plot.css("rect")
    assert float(str(rect.attributes["y"])) >= 7.9
    assert 0 < float(str(rect.attributes["height"])) <= 170.1
