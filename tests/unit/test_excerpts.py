"""Which words of a report a finding shows, and which of them are marked."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.excerpts import CONTEXT, Excerpt, left_out, lines, mark


def marked(sentence: str, *printed: str) -> str:
    return "".join(
        f"[{words}]" if is_marked else words for words, is_marked in mark(sentence, [(one, None) for one in printed])
    )


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (["1"], "共受理11件,纠正[1]件"),
        (["11", "1"], "共受理[11]件,纠正[1]件"),
        (["1", "11"], "共受理[11]件,纠正[1]件"),
        (["12"], "共受理11件,纠正1件"),
        ([""], "共受理11件,纠正1件"),
    ],
)
def test_the_numbers_are_marked_where_they_stand_alone(printed: list[str], expected: str) -> None:
    assert marked("共受理11件,纠正1件", *printed) == expected


def test_equal_numbers_of_one_sentence_are_each_marked() -> None:
    assert marked("维持2件,纠正2件,共4件", "2", "2") == "维持[2]件,纠正[2]件,共4件"


def test_a_number_within_a_longer_one_is_another_number() -> None:
    assert marked("1,204件和204件", "204") == "1,204件和[204]件"
    assert marked("共一十二件,其中二件", "二") == "共一十二件,其中[二]件"


@given(st.text(max_size=80), st.lists(st.text("0123456789", min_size=1, max_size=4), max_size=4), st.text(max_size=80))
def test_marking_takes_no_word_away(before: str, printed: list[str], after: str) -> None:
    sentence = before + "件".join(printed) + after
    assert "".join(words for words, _ in mark(sentence, [(one, None) for one in printed])) == sentence


def test_a_long_sentence_is_shortened_around_its_numbers() -> None:
    sentence = "甲" * 500 + "12件" + "乙" * 500 + "7件" + "丙" * 500
    assert marked(sentence, "12", "7") == (
        "…"
        + "甲" * CONTEXT
        + "[12]件"
        + "乙" * (CONTEXT - 1)
        + "…"
        + "乙" * CONTEXT
        + "[7]件"
        + "丙" * (CONTEXT - 1)
        + "…"
    )


def excerpt(value: int | None, is_last: bool = False, row: str = "某行", quote: str = "") -> Excerpt:
    number = None if value is None else Decimal(value)
    return Excerpt(
        "r", "s", row, "某列", quote, "" if value is None else str(value), number, "blank", "", "", is_last=is_last
    )


def test_the_zeros_of_a_long_sum_are_left_out_but_not_its_total() -> None:
    long = [excerpt(0)] * 9 + [excerpt(5), excerpt(None), excerpt(0, is_last=True)]
    assert [line.pieces for line in lines(long)] == [(("5", True),), (), (("0", True),)] and left_out(long) == 9
    short = [excerpt(0), excerpt(5), excerpt(0), excerpt(0, is_last=True)]
    assert len(lines(short)) == 4 and left_out(short) == 0


def test_a_sentence_is_shown_once_with_all_its_numbers() -> None:
    sentence = "维持2件,纠正1件"
    (line,) = lines([excerpt(2, row="", quote=sentence), excerpt(1, row="", quote=sentence)])
    assert line.pieces == (("维持", False), ("2", True), ("件,纠正", False), ("1", True), ("件", False))
