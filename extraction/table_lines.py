"""Rows of cells, from whatever source: what lies in each row, and where.

Belongs here: Place and Line, grids as rows, rows as columns, what a placed cell states. Does not belong here: headings
(table_headings), which cell falls under which column (table_placing), meaning (table_walk).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple

from extraction.documents import Grid
from extraction.remembering import remembered
from extraction.table_cells import Figure, figure
from extraction.table_labels import label_key

UNITS = frozenset(
    ("条", "件", "次", "篇", "个", "人", "元", "万元", "人次", "份", "期", "家", "场", "宗", "项", "条次", "件次")
)
"""Words that an annex prints for what it counts."""
_COLUMN = attrgetter("column")
_LONG = 120
"""Characters from which a cell's words are not worth keeping."""


@dataclass(slots=True)
class Place:
    """One cell as it lies in one row. `start` and `end` are printed offsets; `text` is half-width and Simplified."""

    text: str
    key: str
    figure: Figure
    column: int
    span: int
    start: int
    end: int
    row: int
    page: int | None = None
    is_doubtful: bool = False
    is_carried: bool = False
    row_span: int = 1
    meaning: str | Iterable[tuple[str, str]] = ""
    origin: Place | None = None

    @property
    def is_figure(self) -> bool:
        """A number, a none or a dash stands in it."""
        return self.figure.is_figure

    def mean(self, meaning: str | Iterable[tuple[str, str]]) -> None:
        """Notes what it was read as (shown by `inspect`), on the cell itself where this is a lower row of it."""
        (self.origin or self).meaning = meaning


@dataclass(slots=True)
class Line:
    """One row, left to right. Without geometry (text) the columns only count cells."""

    places: list[Place]
    grid_index: int | None
    row: int
    has_geometry: bool = True
    is_loose: bool = False
    """Words and figures without marks between cells: blanks are lost."""
    is_wrapped: bool = False
    """Its figures stand on several lines, some together: numbers may be wrapped within their cells."""
    spare: int = 0
    """So many of its last cells, all blank, may be what is left of cells that cover several places, or no cells."""
    pads: int = 0
    """Bars side by side at its end (text): places that its wide cells cover, blank cells among the last ones or not."""
    alone: frozenset[int] = frozenset()
    """Which of its figures stand on a line of their own (text): one of them may be the number of a page."""
    has_unit: bool = False
    """A unit stands between its label and its figures (text)."""
    is_celled: bool = False
    """Bars or tabs set its cells apart (text), though not its rows: what stands behind a label is that label's."""
    width: int = 0
    """Columns of its grid: a heading of another grid holds by place only where the two are equally wide."""

    @property
    def filled(self) -> list[Place]:
        """The cells that hold anything."""
        return [place for place in self.places if place.text]


def lines_of(grid: Grid, texts: Sequence[str]) -> list[Line]:
    """The rows of a grid, cells that span rows in each. `texts` are the cells' words, half-width, Simplified."""
    rows: list[list[Place]] = [[] for _ in range(grid.row_count)]
    for cell, text in zip(grid.cells, texts, strict=True):
        _, row, column, row_span, span, start, end, page, is_doubtful = cell
        key, stated = read_words(text) if len(text) < _LONG else (label_key(text), figure(text))
        first = Place(text, key, stated, column, span, start, end, row, page, is_doubtful, False, row_span)
        rows[row].append(first)
        if row_span > 1:
            for at in range(row + 1, min(row + row_span, grid.row_count)):
                below = Place(text, key, stated, column, span, start, end, at, page, is_doubtful, True, row_span)
                below.origin = first
                rows[at].append(below)
    for places in rows:
        places.sort(key=_COLUMN)
    return [Line(places, grid.index, at, width=grid.column_count) for at, places in enumerate(rows)]


@remembered
def read_words(text: str) -> tuple[str, Figure]:
    """The words of a cell as a label and as a figure."""
    return label_key(text), figure(text)


def transposed(lines: list[Line]) -> list[Line]:
    """Columns as rows."""
    columns: dict[int, list[Place]] = {}
    for line in lines:
        for place in line.places:
            if place.is_carried:
                continue
            for at in range(place.column, place.column + min(place.span, 60)):
                columns.setdefault(at, []).append(
                    Place(
                        place.text,
                        place.key,
                        place.figure,
                        place.row,
                        place.row_span,
                        place.start,
                        place.end,
                        at,
                        place.page,
                        place.is_doubtful,
                        at > place.column,
                        place.span,
                        "",
                        place,
                    )
                )
    return [Line(columns[at], lines[0].grid_index, at, width=len(lines)) for at in sorted(columns)]


Shared = tuple[str, str, str, str, tuple[Any, ...]]
"""What all observations of one row and column have alike."""


class Sense:
    """What a row and a column together stand for, before the form is known: made once, for all cells that bear these
    labels. `codes` are those of the observation; `forms` are the forms that have the row, `nested_forms` those in which
    another row contains it."""

    __slots__ = (
        "codes", "column_label", "forms", "key", "known_as", "nested_forms", "row_label", "said", "table", "unit"
    )  # fmt: skip

    def __init__(
        self,
        table: str,
        codes: dict[str, str],
        unit: str,
        row_label: str,
        column_label: str,
        nested_forms: frozenset[str] = frozenset(),
        forms: frozenset[str] = frozenset(),
    ) -> None:
        self.table = table
        self.codes = codes
        self.unit = unit
        self.row_label = row_label
        self.column_label = column_label
        self.nested_forms = nested_forms
        self.forms = forms
        self.said = tuple(codes.items())
        self.key = (table, label_key(row_label) if table == "annex" else "", *sorted(self.said))
        """What makes two statements speak of one fact."""
        self.known_as: dict[str | None, Shared] = {}
        """What all its observations share, by form (filled by `tables`)."""


class Statement(NamedTuple):
    """One cell that states a fact, before the form is known."""

    sense: Sense
    value: Decimal | None
    place: Place
    grid_index: int | None
    is_second: bool = False
    is_selected: bool = True

    @property
    def table(self) -> str:
        return self.sense.table

    @property
    def codes(self) -> dict[str, str]:
        return self.sense.codes
