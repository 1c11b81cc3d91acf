"""Bytes and a name become a Document: one text in reading order, and the grids within it.

Belongs here: the shapes every decoder fills, the choice of decoder, character sets, plain text.
Does not belong here: what any word or cell means (identity, sections, tables, prose).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


class Unreadable(Exception):
    """The bytes cannot be read as a report. `reason` is a code of seeds/rejections.csv, `detail` one line."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid, as printed, with the rows and columns that it covers (spans expanded by the reader).

    `text` has line breaks inside the cell removed; `start` and `end` span the cell in Document.text.
    """

    text: str
    row: int
    column: int
    row_span: int
    column_span: int
    start: int
    end: int
    page: int | None = None
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """One table in reading order. `start` and `end` span it in Document.text."""

    index: int
    row_count: int
    column_count: int
    cells: tuple[Cell, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read, in the printed script.

    `text` holds everything a reader of the page sees, cells included (tab between cells, newline between rows
    and blocks). `chrome` are spans of navigation, link lists, headers and footers. `pages` are the offsets at
    which pages begin (PDF). `metadata` may hold title, published, source, site as the page's head names them.
    `image_count` counts pictures in the body that are large enough to hold a table.
    """

    text: str
    media_type: str
    encoding: str = "utf-8"
    grids: tuple[Grid, ...] = ()
    chrome: tuple[tuple[int, int], ...] = ()
    pages: tuple[int, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    image_count: int = 0
