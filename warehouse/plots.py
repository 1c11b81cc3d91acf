"""Small plots as inline SVG: nothing but shapes, text and a tooltip a shape.

Belongs here: geometry. Does not belong here: colours (the page's style sheet, by class), or what is plotted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from warehouse.neutral import neutral

_WIDTH, _HEIGHT = 720, 200
_LEFT, _BOTTOM, _TOP = 52, 22, 8
_WIDEST_COLUMN = 46
_BAR_WIDTH, _BAR_HEIGHT = 140, 10


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of a plot: its class in the style sheet, its name, and a number for each column."""

    css_class: str
    label: str
    values: Sequence[int]


def stacked_columns(label: str, columns: Sequence[str], series: Sequence[Series]) -> Markup:
    """A column for each name, the series stacked in it from below; the values are counts of 0 or more.

    Returns nothing where all are zero.
    """
    totals = [sum(one.values[place] for one in series) for place in range(len(columns))]
    top = _round_up(max(totals, default=0))
    if not top:
        return Markup("")
    drawn_height = _HEIGHT - _TOP - _BOTTOM
    step = (_WIDTH - _LEFT) / len(columns)
    width = min(_WIDEST_COLUMN, step * 0.78)
    shapes = [_gridline(top * part // 2, top, drawn_height) for part in ((0, 1, 2) if top > 1 else (0, 2))]
    for place, name in enumerate(columns):
        left = _LEFT + step * (place + 0.5) - width / 2
        floor = float(_TOP + drawn_height)
        for one in series:
            value = one.values[place]
            if not value:
                continue
            height = drawn_height * value / top
            floor -= height
            shapes.append(
                Markup('<rect class="{}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>').format(
                    one.css_class,
                    _number(left),
                    _number(floor),
                    _number(width),
                    _number(height),
                    neutral(f"{name} · {one.label}: {value:,}"),
                )
            )
        shapes.append(
            Markup('<text class="tick" x="{}" y="{}" text-anchor="middle">{}</text>').format(
                _number(left + width / 2), _HEIGHT - 6, neutral(name)
            )
        )
    return Markup('<svg class="columns" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        _WIDTH, _HEIGHT, neutral(label), Markup("").join(shapes)
    )


def stacked_bar(parts: Sequence[tuple[str, str, int]], longest: int) -> Markup:
    """One line of a table as a bar: (class, label, count) side by side; `longest` is the count that fills the width."""
    shapes, left = [], 0.0
    for css_class, label, count in parts:
        if not count or not longest:
            continue
        width = max(_BAR_WIDTH * count / longest, 1.0)
        shapes.append(
            Markup('<rect class="{}" x="{}" y="0" width="{}" height="{}"><title>{}</title></rect>').format(
                css_class, _number(left), _number(width), _BAR_HEIGHT, neutral(f"{label}: {count:,}")
            )
        )
        left += width
    return Markup('<svg class="bar" viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">{}</svg>').format(
        _BAR_WIDTH, _BAR_HEIGHT, Markup("").join(shapes)
    )


def _gridline(value: int, top: int, drawn_height: int) -> Markup:
    height = _TOP + drawn_height * (1 - value / top)
    return Markup(
        '<line class="grid" x1="{}" x2="{}" y1="{}" y2="{}"/>'
        '<text class="tick" x="{}" y="{}" text-anchor="end">{}</text>'
    ).format(_LEFT, _WIDTH, _number(height), _number(height), _LEFT - 6, _number(height + 3.5), f"{value:,}")


def _round_up(value: int) -> int:
    """The next number that reads well on an axis and has a whole half, from 2 on: 2, 4, 6, 8, 10, 20, 40 …"""
    if value <= 1:
        return value
    scale = 1
    while True:
        for step in (2, 4, 6, 8, 10):
            if step * scale >= value:
                return step * scale
        scale *= 10


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
