"""What one cell states: a number, a none, a blank, a dash, or something that is refused.

Belongs here: the shapes of a figure in a cell (signs, separators, units, changes). Does not belong here: which fact it
is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from extraction.remembering import remembered

BLANK, DASH, REPORTED, NONE, BAD = "blank", "dash", "reported", "stated_none", "bad"

_DASH = re.compile(r"[-–—―－_/\\／~～·.…*×Xx]{1,6}")
_NONE = re.compile(r"(?:无|零|没有|无变化|无增减|未发生|不涉及)")
_DIGITS = r"(?:[1-9]\d{0,2}(?:[,，]\d{3})+|[1-9]\d{0,2}(?: \d{3})+|0|[1-9]\d{0,14})(?:\.\d{1,10})?"
_NUMBER = re.compile(
    rf"([+＋\-−–—－]?) ?({_DIGITS}) ?((?:万|亿)?(?:元|圆)(?:整|人民币)?|[万亿]?(?:件|条|项|个|份|宗|次|起|例|篇)?)"
)
_CHANGE = re.compile(
    rf"(?:(增加|新增|增|净增|[+＋])|(减少|减|净减|[-−–—－])) ?[(（]?({_DIGITS})[)）]? ?(?:项|件|个)?"
    rf"(?:[,，、/; ]*(?:(增加|新增|增|[+＋])|(减少|减|取消|[-−–—－])) ?[(（]?({_DIGITS})[)）]? ?(?:项|件|个)?)?"
)
_FACTORS = {"": 1, "万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True, slots=True)
class Figure:
    """`state` is blank, dash, reported, stated_none or bad; `value` is None unless reported or none; `money` is the
    unit of money printed with it in yuan (1, 10,000 …), 0 where none is printed. The rest follows from these."""

    state: str
    value: Decimal | None = None
    money: int = 0
    is_scaled: bool = False
    """Printed with 万 or 亿 and nothing behind it: of money, the value is in yuan."""
    is_value: bool = field(init=False)
    """Not refused: a number, a none, a dash or a blank."""
    is_figure: bool = field(init=False)
    """A number, a none or a dash."""
    is_count: bool = field(init=False)
    """Fit for a count as it stands: whole and not negative, or no number at all."""

    def __post_init__(self) -> None:
        value = self.value
        is_whole = value is not None and value >= 0 and value == value.to_integral_value()
        object.__setattr__(self, "is_value", self.state != BAD)
        object.__setattr__(self, "is_figure", self.state not in (BAD, BLANK))
        object.__setattr__(self, "is_count", self.state in (BLANK, DASH) or (is_whole and not self.money))


_FIGURE_BLANK, _FIGURE_DASH = Figure(BLANK), Figure(DASH)
_FIGURE_NONE, _FIGURE_BAD = Figure(NONE, Decimal(0)), Figure(BAD)


@remembered
def figure(text: str) -> Figure:
    """What the words of a cell (half-width, Simplified) state, whatever the column asks for. What more than one space
    sets apart is more than one figure."""
    words = text.strip()
    if not words:
        return _FIGURE_BLANK
    if "  " in words:
        return _FIGURE_BAD
    words = " ".join(words.split())
    found = _NUMBER.fullmatch(words)
    if found:
        sign, digits, unit = found.groups()
        value = Decimal(re.sub("[,， ]", "", digits))
        factor = _FACTORS[unit[:1]] if unit[:1] in "万亿" else 1
        is_money = "元" in unit or "圆" in unit
        if sign and sign not in "+＋":
            value = -value
        return Figure(REPORTED, value if is_money else value * factor, factor if is_money else 0, unit in ("万", "亿"))
    if _DASH.fullmatch(words):
        return _FIGURE_DASH
    if _NONE.fullmatch(words):
        return _FIGURE_NONE
    found = _CHANGE.fullmatch(words)
    if found:
        return Figure(REPORTED, _change(found))
    return _FIGURE_BAD


def _change(found: re.Match[str]) -> Decimal:
    """The net of one or two stated changes: 增3减5 is -2."""
    net = Decimal(0)
    for more, less, digits in (found.group(1, 2, 3), found.group(4, 5, 6)):
        if digits:
            amount = Decimal(re.sub("[,， ]", "", digits))
            net += amount if more else -amount if less else 0
    return net


def check(stated: Figure, measure: str, unit: str, column_money: int) -> tuple[Decimal | None, str]:
    """The value in the fact's unit, and why the figure is refused ("" where it is not).

    Counts are whole and not negative (T3-04, T4-02, T2C-01), a change (item_change) may be negative, money is not
    negative and becomes yuan: by the unit printed with it, else by the column's (`column_money` yuan; 0: not stated,
    then only 0 is certain).
    """
    if stated.state in (BLANK, DASH):
        return None, ""
    if stated.value is None:
        return None, "no number"
    value = stated.value
    if unit == "cny":
        factor = 1 if stated.is_scaled else stated.money or column_money
        if value < 0:
            return None, "a negative amount"
        if not factor and value:
            return None, "an amount without a unit of money"
        return value * factor if value else Decimal(0), ""
    if stated.money:
        return None, "money where a count belongs"
    if value != value.to_integral_value():
        return None, "not a whole number"
    if value < 0 and measure != "item_change":
        return None, "a negative count"
    return value, ""
