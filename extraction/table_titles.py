"""Tables that lack a part of their heading.

Belongs here: the procedure named above a table that holds the results of one alone; an annex of one column of figures
without any heading. Does not belong here: headings within a table (table_headings), the titles of sections (sections).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extraction.table_labels import Forms
from extraction.table_lines import UNITS, Line, Place, read_words

_HEADING_ROWS = 3
_LEAST_ROWS = 8
"""Known rows with one figure each that are an annex though nothing says so."""
_LABEL, _UNIT, _COUNT = "统计指标", "单位", "统计数"
"""The form's own headings, where a page has none."""


def is_procedure(key: str, forms: Forms) -> bool:
    """Whether a label names a procedure of the cases table, and no result of it."""
    return any(
        label.code("procedure") and not label.code("result") for label in forms.columns["cases"].by_key.get(key, ())
    )


def needs_title(lines: Sequence[Line], forms: Forms) -> bool:
    """Whether a table names results of cases and not whose they are."""
    keys = {place.key for line in lines[:_HEADING_ROWS] for place in line.places}
    return len(keys & forms.result_keys) >= _HEADING_ROWS and not any(is_procedure(key, forms) for key in keys)


def title_row(words: str, start: int, lines: Sequence[Line], forms: Forms) -> list[Line]:
    """The words above a table (from the printed offset `start`) as its first row, where they name a procedure."""
    key, stated = read_words(words)
    if not is_procedure(key, forms):
        return []
    first = lines[0]
    place = Place(words, key, stated, 0, first.width, start, start + len(words), first.row)
    return [Line([place], first.grid_index, first.row, width=first.width)]


def lost_heading(lines: Sequence[Line], forms: Forms) -> list[Line]:
    """The heading of an annex that has none: nearly all its rows are known and hold one figure, all below each other.
    Nothing where that is not so, or where these are the codes of rows whose figures are blank."""
    columns, rows = forms.columns["annex"].by_key, forms.rows["annex"].by_key
    if any(place.key in columns for line in lines for place in line.places):
        return []
    stated: list[Place] = []
    for line in lines:
        figures = [place for place in line.places if place.is_figure]
        labels = [place for place in line.places if place.key in rows and not place.is_figure]
        if labels and figures:
            if len(figures) > 1:
                return []
            stated += figures
        elif any(figure.figure.value is not None for figure in figures):
            return []
    values = [place.figure.value for place in stated if place.figure.value is not None]
    is_one_column = len({(place.column, place.span) for place in stated}) == 1
    if len(values) < _LEAST_ROWS or not is_one_column or all(a < b for a, b in pairwise(values)):
        return []
    at, first = stated[0].column, lines[0]
    units = {place.column for line in lines for place in line.places if place.text in UNITS and place.column < at}
    if len(units) > 1 or not at:
        return []
    unit = units.pop() if units else at
    starts = [(_LABEL, 0, unit), (_UNIT, unit, at), (_COUNT, at, at + stated[0].span)]
    start = first.places[0].start
    cells = [
        Place(words, *read_words(words), column, end - column, start + column, start + column, first.row)
        for words, column, end in starts
        if end > column
    ]
    return [Line(cells, first.grid_index, first.row, width=first.width)]
