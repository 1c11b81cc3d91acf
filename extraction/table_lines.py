"""Rows of cells, from whatever source: what lies in each row, and where.

Belongs here: Place and Line, grids as rows, rows as columns, what a placed cell states. Does not belong here: headings
(table_headings), which cell falls under which column (table_placing), meaning (table_walk).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extraction.documents import Grid
from extraction.table_cells import BLANK, Figure, figure
from extraction.table_labels import label_key


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
        return self.figure.is_value and self.figure.state != BLANK

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
    width: int = 0
    """Columns of its grid: a heading of another grid holds by place only where the two are equally wide."""

    @property
    def filled(self) -> list[Place]:
        return [place for place in self.places if place.text]


def lines_of(grid: Grid, texts: Sequence[str]) -> list[Line]:
    """The rows of a grid, cells that span rows in each. `texts` are the cells' words, half-width, Simplified."""
    rows: list[list[Place]] = [[] for _ in range(grid.row_count)]
    for cell, text in zip(grid.cells, texts, strict=True):
        first = Place(
            text,
            label_key(text),
            figure(text),
            cell.column,
            cell.column_span,
            cell.start,
            cell.end,
            cell.row,
            cell.page,
            cell.is_doubtful,
            False,
            cell.row_span,
        )
        rows[cell.row].append(first)
        for below in range(cell.row + 1, min(cell.row + cell.row_span, grid.row_count)):
            rows[below].append(
                Place(
                    text,
                    first.key,
                    first.figure,
                    cell.column,
                    cell.column_span,
                    cell.start,
                    cell.end,
                    below,
                    cell.page,
                    cell.is_doubtful,
                    True,
                    cell.row_span,
                    "",
                    first,
                )
            )
    for row in rows:
        row.sort(key=lambda place: place.column)
    return [Line(row, grid.index, at, width=grid.column_count) for at, row in enumerate(rows)]


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


@dataclass(slots=True)
class Statement:
    """One cell that states a fact, before the form is known."""

    table: str
    codes: dict[str, str]
    unit: str
    value: Decimal | None
    place: Place
    grid_index: int | None
    row_label: str
    column_label: str
    nested_forms: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    is_second: bool = False
    is_selected: bool = True
