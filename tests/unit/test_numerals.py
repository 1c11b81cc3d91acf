"""The number grammar, over endless numbers and over the spellings of real reports."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.numerals import numerals, spelled_out, worth


def values(text):
    return [worth(text[number.start : number.end]) for number in numerals(text)]


@given(st.integers(min_value=0, max_value=10**12))
def test_any_whole_number_is_read_with_and_without_separators(number):
    assert values(f"公开信息{number}条") == [number]
    assert values(f"公开信息{number:,}条") == [number]
    assert values(f"公开信息{number:,}条".replace(",", "，")) == [number]


@given(st.integers(min_value=1, max_value=9999))
def test_what_is_spelled_out_is_read_as_it_is_said(number):
    digits, places, said = "零一二三四五六七八九", ("", "十", "百", "千"), ""
    for place, digit in enumerate(reversed(str(number))):
        said = (digits[int(digit)] + places[place] if digit != "0" else "零") + said
    assert spelled_out(said.rstrip("零")) == number


@given(st.text(alphabet="公开信息申请第一二三十百千万亿余多条件年0123456789,. %〇两近约为零", max_size=60))
def test_every_text_is_read_without_failing_and_spans_stay_in_order(text):
    end = 0
    for number in numerals(text):
        assert end <= number.start < number.end <= len(text)
        assert worth(text[number.start : number.end]) >= 0
        end = number.end


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("38.9万条", 389000),
        ("1.2万余条", 12000),
        ("2亿元", 200_000_000),
        ("十二件", 12),
        ("两件", 2),
        ("三百余条", 300),
        ("一千二百零四条", 1204),
        ("十余万条", 100_000),
        ("10 361条", 10361),
        ("1 7件", 17),
        ("二〇一八年", 2018),
        ("均为零", 0),
    ],
)
def test_the_spellings_of_reports_are_multiplied_out(printed, value):
    assert values(printed) == [value]


@pytest.mark.parametrize("printed", ["300余条", "300多条", "逾300条", "300条以上", "超过300条", "三百余条"])
def test_a_number_with_a_remainder_keeps_the_stated_figure(printed):
    (number,) = numerals(printed)
    assert (values(printed), number.is_approximate, number.is_near) == ([300], True, False)


@pytest.mark.parametrize("printed", ["近300条", "约300条", "300条左右", "不足300条"])
def test_a_number_only_nearly_reached_says_so(printed):
    (number,) = numerals(printed)
    assert number.is_near


@pytest.mark.parametrize("printed", ["最近3件", "附近3件", "节约3件"])
def test_a_near_that_belongs_to_another_word_does_not(printed):
    (number,) = numerals(printed)
    assert not number.is_near


def test_percentages_keep_their_figure():
    (number,) = numerals("占45.88%")
    assert (values("占45.88%"), number.is_percent) == ([Decimal("45.88")], True)


@pytest.mark.parametrize("text", ["统一部署", "进一步加强", "一是健全制度", "第三件", "逐一条"])
def test_a_numeral_inside_a_word_is_no_number(text):
    assert values(text) == []


@pytest.mark.parametrize("row", ["6 1 0 0 0 0 7", "8 5 6", "6 1 0", "1 2 0 0\n"])
def test_the_figures_of_a_row_are_no_number(row):
    assert [n for n in numerals(f"上年结转政府信息公开申请数量 {row}") if n.end - n.start > 1] == []


@pytest.mark.parametrize(("text", "value"), [("3 8 4 6条", 3846), ("1 2 0 件", 120), ("公开1 1 2 条", 112)])
def test_digits_that_blanks_set_apart_before_a_unit_are_one_number(text, value):
    (found,) = numerals(text)
    assert worth(text[found.start : found.end]) == value


def test_a_place_left_out_is_said_with_ling_after_ten_thousands() -> None:
    text = "公开信息2万零350条"
    (numeral,) = numerals(text)
    assert text[numeral.start : numeral.end] == "2万零350"
    assert worth("2万零350") == 20350
