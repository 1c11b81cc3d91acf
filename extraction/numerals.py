"""The number grammar: 10,361 / 1.2万余 / 38.9万 / 十二 / 两 / 三百余 / 二〇一八.

Belongs here: where the numbers of a normalised text stand, and what they are worth.
Does not belong here: what a number counts (prose), nor the folding of full-width digits (normalise).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10_000, "亿": 100_000_000}
_MAGNITUDES = {"百": 100, "千": 1000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}

# A spelled-out numeral is a number only where something countable follows it or where it closes "…为零";
# else every 一 of 统一, 一是 and 进一步 would be one.
_SPELLED = "〇○零一二两三四五六七八九十百千"
_COUNTED = "件条份篇宗例封起则个项部次期版场人名家台种类元年月日号届批户页册本余多张处万亿"

# The first character stands by itself so that the search can skip from one such character to the next.
_NUMBER = re.compile(
    rf"""[\d{_SPELLED}]
      (?: (?<=\d)
          (?:\d{{0,2}}(?:\s?[,，]\s?\d{{3}})+(?!\d)|\d{{0,2}}(?:\s\d{{3}})+(?![\d\s]\d)|(?:\s\d)+(?!\d)
            |(?<!\d\s\d)\d{{0,2}}[ ]\d{{1,2}}(?=[ ]?[条件份篇宗例项次%])|\d*)
          (?:\.\d+)?
          (?:(?:万\d千(?:\d百)?|千\d百|万零\d{{1,4}}(?!\d))(?P<mixed>[余多]?)
            |\s?(?P<many>[余多]?)(?:百万|千万|[百千万亿])(?P<more>[余多]?)|\s?(?P<alone>[余多]))?
          (?P<percent>\s?(?:%|‰|个?百分点))?
        | (?<!\d)
          (?P<spelled>(?:[{_SPELLED}万亿]|(?<=[十百千万])[余多](?=万))*)
          (?P<spelled_more>[余多]?)
          (?=\s?[{_COUNTED}]|(?<=[为是:]零)(?=[,。;、)\s]|$)|(?<=均零)|(?<=[为是]〇))
      )
    """,
    re.VERBOSE,
)
_ROW_OF_FIGURES = re.compile(r"\d(?:\s\d){2,}")
"""Digits that blanks set apart: with no unit behind them the figures of a table's row, of which none is told."""
_UNIT_BEHIND = re.compile(rf"\s?[{_COUNTED}]")
_SAYING = ("mixed", "many", "more", "alone", "percent", "spelled", "spelled_more")
_NOT_BEFORE = frozenset("第逐统")
_NEAR_BEFORE = re.compile(r"(?:(?<![最附临邻])近|(?<![节预制公契合])约|大概|接近|不到|不足)\s?$")
_OVER_BEFORE = re.compile(r"(?:超过|逾|突破|高达?于|超)\s?$")
_NEAR_AFTER = re.compile(r"\s?.{0,2}左右")
_MORE_AFTER = re.compile(r"\s?[件条份篇宗例封起则个项部次]\s?以上")
_TELLING = frozenset("近约概到足过逾破于超 ")
_WRITTEN = re.compile(r"([\d,，\s]*\d)(\.\d+)?\s?[余多]?(百万|千万|[百千万亿])?[余多]?(\s?[%‰个百])?")
# 2万零350: 零 stands where a place is left out.
_LEFT_OUT = re.compile(r"(\d+)万零(\d{1,4})[余多]?")
# 1万2千, 3万5千6百余: each place in a digit of its own.
_MIXED = re.compile(r"(?:(\d+)万)?([1-9]\d?)千(?:([1-9])百)?(?:[余多])?")
_PLAIN = str.maketrans("", "", ",，\u0020\t\u3000")


class Numeral(NamedTuple):
    """Where a number stands (万 and 余 included, the unit not), and what is said of it.

    `is_plain`: digits only; `is_approximate`: 余, 多, 以上, 逾 (the stated figure is kept); `is_near`: 近, 约, 左右 (no
    figure is stated); `is_percent`: a percentage.
    """

    start: int
    end: int
    is_plain: bool
    is_approximate: bool
    is_near: bool
    is_percent: bool


def numerals(text: str) -> Iterator[Numeral]:
    """Every number of a normalised text, in order."""
    for match in _NUMBER.finditer(text):
        first, last = match.span()
        is_plain = text[first:last].isdecimal()
        is_approximate = is_percent = False
        if not is_plain:
            if _ROW_OF_FIGURES.fullmatch(text, first, last) and not _UNIT_BEHIND.match(text, last):
                continue
            mixed, many, more, alone, percent, spelled, spelled_more = match.group(*_SAYING)
            if spelled is not None and first and text[first - 1] in _NOT_BEFORE:
                continue
            is_approximate = bool(mixed or many or more or alone or spelled_more)
            is_approximate = is_approximate or (spelled is not None and ("余" in spelled or "多" in spelled))
            is_percent = percent is not None
        is_near = False
        if first and text[first - 1] in _TELLING:
            before = text[max(0, first - 4) : first]
            is_near = _NEAR_BEFORE.search(before) is not None
            is_approximate = is_approximate or _OVER_BEFORE.search(before) is not None
        behind = text[last : last + 5]
        if "左" in behind:
            is_near = is_near or _NEAR_AFTER.match(behind) is not None
        elif "以" in behind:
            is_approximate = is_approximate or _MORE_AFTER.match(behind) is not None
        yield Numeral(first, last, is_plain, is_approximate, is_near, is_percent)


def worth(numeral: str) -> Decimal:
    """What a number is worth, multiplied out; a percentage as printed (45.8)."""
    figure = numeral.removesuffix("%")
    if figure != numeral and figure.replace(".", "", 1).isdecimal():
        return Decimal(figure)
    if "千" in numeral and (mixed := _MIXED.fullmatch(numeral)) is not None:
        thousands = [int(place or 0) for place in mixed.groups()]
        return Decimal(thousands[0] * 10_000 + thousands[1] * 1000 + thousands[2] * 100)
    if "零" in numeral and (left_out := _LEFT_OUT.fullmatch(numeral)) is not None:
        return Decimal(int(left_out.group(1)) * 10_000 + int(left_out.group(2)))
    written = _WRITTEN.match(numeral)
    if written is None:
        return Decimal(spelled_out(numeral))
    digits, fraction, magnitude, percent = written.groups()
    value = Decimal(digits.translate(_PLAIN) + (fraction or ""))
    if magnitude:
        value *= _MAGNITUDES[magnitude]
    # 1.2万 is 12000, not 12000.0.
    return value if percent or not fraction or value % 1 else value.to_integral_value()


def spelled_out(numeral: str) -> int:
    """The value of a numeral in characters (三百零二 = 302, 二〇一八 = 2018, 十余 = 10)."""
    if len(numeral) > 1 and all(c in _DIGITS for c in numeral):
        return int("".join(str(_DIGITS[c]) for c in numeral))
    total = section = digit = 0
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _PLACES:
            section += (digit or 1) * _PLACES[char]
            digit = 0
        elif char in _SCALES:
            total = (total + section + digit or 1) * _SCALES[char]
            section = digit = 0
    return total + section + digit
