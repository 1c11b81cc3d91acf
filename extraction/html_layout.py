"""The events of a page become its text and its grids: what breaks a line, what a tab, which places a cell covers.

Belongs here: the second pass over a page of HTML or a Word document. Does not belong here: which elements are seen
(html, docx).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Protocol

from extraction.documents import Cell, Grid, Unreadable

PLACE_LIMIT = 200_000
"""Places in all grids of a page, spans counted out."""
SPAN_LIMIT = 200
"""Rows or columns that one cell may cover."""
LONG_CELL = 250
"""Characters from which a cell holds prose."""

BR = "\u2028"
"""A line break within words."""
BREAK, TABLE, TABLE_END, ROW, ROW_END, CELL, CELL_END, CELLS, PART, PART_END = range(10)
Event = str | int | tuple[int, Any]
"""Words; BREAK; or (what opens or closes, the Table, Span or Part concerned). CELLS are cells of one row that hold
nothing but words: (Words, row span, column span) each."""

_SIGNS = "-–—―－−/+＋"
_SOURCE_LINE_END = re.compile("(?<=[\u2e80-\uffef])[ \\t\\r]*\\n[ \\t\\r\\n]*(?=[\u2e80-\uffef])")


@dataclass(slots=True)
class Table:
    """What the first pass learns of one table."""

    cell_count: int = 0
    has_table: bool = False
    characters: int = 0
    long_characters: int = 0

    @property
    def is_layout(self) -> bool:
        """A table that holds tables or long prose places paragraphs; it states no figures."""
        return self.has_table or self.cell_count < 2 or self.long_characters * 2 > self.characters


@dataclass(slots=True)
class Span:
    """One cell that may hold more than words: its spans, how many characters it holds in how many runs, and the tables
    in it."""

    row_span: int
    column_span: int
    characters: int = 0
    runs: int = 0
    tables: list[Table] = field(default_factory=list)

    def add(self, characters: int, runs: int = 1) -> None:
        """Takes in words, or what a cell within it holds."""
        self.characters += characters
        self.runs += runs if characters else 0


class Words(Protocol):
    """What a cell holds that holds nothing but words."""

    @property
    def text(self) -> str:
        """In one line, as `in_cell` joins them."""

    @property
    def lines(self) -> Sequence[str]:
        """The lines that it shows."""


@dataclass(slots=True)
class Part:
    """One element that may be chrome by its name."""

    characters: int = 0
    linked: int = 0
    links: int = 0
    sentences: int = 0
    tables: int = 0
    is_named: bool = False

    def add(self, within: Part) -> None:
        """Takes in what a part within it holds."""
        self.characters += within.characters
        self.linked += within.linked
        self.links += within.links
        self.sentences += within.sentences
        self.tables += within.tables


def is_chrome(part: Part, page_characters: int) -> bool:
    """Links and little else; or a name that says so, without sentences, and small beside the page."""
    if not part.characters or part.tables or part.sentences > 2:
        return False
    if part.links >= 2 and part.linked * 5 >= part.characters * 4:
        return True
    return part.is_named and part.characters * 4 < page_characters


class _Builder:
    """The text as it grows: pieces, its length, and the break that is due before the next piece."""

    __slots__ = ("cell_depth", "due", "last", "length", "pieces")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.due = ""
        self.last = "\n"
        self.cell_depth = 0

    def put(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += len(piece)
        self.last = piece[-1]

    def flush(self) -> None:
        """Writes the line end that is due; at the start of the text, and after a tab, none is."""
        if self.due == "\n" and self.length and self.last != "\n":
            self.put("\n")
        self.due = ""

    def words(self, text: str) -> None:
        """Words with white space as a browser shows it; BR ends a line; a source line end between Chinese characters
        is nothing."""
        if BR in text:
            self.several(text)
            return
        if "\n" in text:
            text = _SOURCE_LINE_END.sub("", text)
        shown = " ".join(text.split())
        if not shown:
            self.due = self.due or " "
            return
        if self.due == "\n":
            if self.cell_depth:
                self.flush_in_cell(shown)
            elif self.last != "\n":
                self.pieces.append("\n")
                self.length += 1
        elif (self.due or text[0].isspace()) and self.last not in "\n\t":
            self.put(" ")
        self.due = " " if text[-1].isspace() else ""
        self.pieces.append(shown)
        self.length += len(shown)
        self.last = shown[-1]

    def several(self, text: str) -> None:
        """Words with BR among them. Where nothing else is white space there, all of its lines are written at once."""
        first, _, rest = text.partition(BR)
        self.words(first)
        self.due = "\n"
        lines = rest.strip()
        words = lines.split()
        shown = "\n".join(words)
        if self.cell_depth or "\n" in lines or len(shown) != len(lines) or len(words) != lines.count(BR) + 1:
            *between, last = rest.split(BR)
            self.lines(between)
            self.words(last)
            return
        self.flush()
        self.put(shown)
        behind = rest[len(rest.rstrip()) :]
        self.due = "\n" if BR in behind else behind[:1] and " "

    def lines(self, texts: Sequence[str]) -> None:
        """Paragraphs: each a line of its own, blank ones none."""
        self.due = "\n"
        if self.cell_depth:
            for text in texts:
                self.words(text)
                self.due = "\n"
            return
        # A line that is one word as it stands needs no second look: most are.
        single = set("\n".join(texts).split())
        shown = [line for line in [text if text in single else _shown(text) for text in texts] if line]
        if shown:
            self.flush()
            self.put("\n".join(shown))
        self.due = "\n"

    def flush_in_cell(self, shown: str) -> None:
        """Inside a data cell a line break joins words, but for what `_between` keeps apart."""
        if space := _between(self.last, shown):
            self.put(space)
        self.due = ""


def _shown(text: str) -> str:
    """One line as a browser shows it."""
    return " ".join((_SOURCE_LINE_END.sub("", text) if "\n" in text else text).split())


def _between(before: str, behind: str) -> str:
    """What a line break in a cell stands for: nothing; a space between Latin words; two between figures, which are two
    and neither 12 nor 1 173."""
    last, first = before[-1], behind[0]
    if (last.isdigit() or last in _SIGNS) and (first.isdigit() or first in _SIGNS):
        return "  "
    return " " if last.isascii() and last.isalnum() and first.isascii() and first.isalnum() else ""


def in_cell(texts: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The words of a cell in one line, and the lines that it shows. A line break joins words, but for what `_between`
    keeps apart."""
    lines = tuple(filter(None, map(_shown, texts)))
    if len(lines) < 2:
        return lines[0] if lines else "", lines
    pieces = [lines[0]]
    for before, line in pairwise(lines):
        pieces += (_between(before, line), line)
    return "".join(pieces), lines


@dataclass(slots=True)
class _Open:
    """A data table being laid out: which places of the coming rows are taken by a rowspan."""

    index: int
    start: int
    row: int = -1
    column: int = 0
    column_count: int = 0
    taken: dict[int, int] = field(default_factory=dict)
    cells: list[Cell] = field(default_factory=list)
    is_first: bool = True

    def begin_row(self, builder: _Builder) -> None:
        builder.due = "\n"
        builder.flush()
        if self.row < 0:
            self.start = builder.length
        self.row += 1
        self.column = 0
        self.is_first = True
        if self.taken:
            self.taken = {column: rows - 1 for column, rows in self.taken.items() if rows > 1}

    def begin_cell(self, builder: _Builder) -> int:
        """The column of the next cell, past those that cells above cover; a tab before all but the first."""
        self.row = max(self.row, 0)
        if self.is_first:
            self.is_first = False
        else:
            builder.put("\t")
        builder.due = ""
        while self.column in self.taken:
            self.column += 1
        return self.column

    def end_cell(self, column: int, span: Span, text: str, start: int, end: int) -> None:
        self.cells.append(Cell(text, self.row, column, span.row_span, span.column_span, start, end))
        self.column = column + span.column_span
        self.column_count = max(self.column_count, self.column)
        if span.row_span > 1:
            for covered in range(column, self.column):
                self.taken[covered] = span.row_span

    def put(self, builder: _Builder, cells: Sequence[tuple[Words, int, int]]) -> int:
        """Cells of nothing but words, one after the other; how many places they cover."""
        self.row = row = max(self.row, 0)
        builder.due = ""
        column, taken, held, pieces = self.column, self.taken, self.cells, builder.pieces
        length, last, is_first, space = builder.length, builder.last, self.is_first, 0
        for words, row_span, column_span in cells:
            if is_first:
                is_first = False
            else:
                pieces.append("\t")
                length += 1
                last = "\t"
            while column in taken:
                column += 1
            text = words.text
            start = length
            if text:
                pieces.append(text)
                length += len(text)
                last = text[-1]
            held.append(Cell(text, row, column, row_span, column_span, start, length))
            space += row_span * column_span
            if row_span > 1:
                for covered in range(column, column + column_span):
                    taken[covered] = row_span
            column += column_span
        builder.length, builder.last = length, last
        self.column, self.is_first = column, is_first
        self.column_count = max(self.column_count, column)
        return space


def render(events: Sequence[Event]) -> tuple[str, tuple[Grid, ...], list[tuple[int, int]]]:
    """The second pass: the text, the grids of the data tables, and the spans of the parts that are chrome."""
    builder = _Builder()
    grids: list[Grid] = []
    parts: list[tuple[int, int, Part]] = []
    tables: list[_Open | None] = []
    starts: list[int] = []
    places: list[tuple[int, int]] = []
    space = 0
    for event in events:
        if isinstance(event, str):
            builder.words(event)
            continue
        if isinstance(event, int):
            builder.due = "\n"
            continue
        kind, what = event
        table = tables[-1] if tables else None
        if kind == PART:
            builder.due = "\n"
            starts.append(builder.length)
        elif kind == PART_END:
            parts.append((starts.pop(), builder.length, what))
            builder.due = "\n"
        elif kind == TABLE:
            builder.due = "\n"
            tables.append(None if what.is_layout else _Open(len(grids), builder.length))
        elif kind == TABLE_END:
            builder.due = "\n"
            tables.pop()
            if table is not None and table.cells:
                grids.append(
                    Grid(len(grids), table.row + 1, table.column_count, tuple(table.cells), table.start, builder.length)
                )
        elif kind == CELLS:
            if table is not None:
                space += table.put(builder, what)
            else:
                for words, row_span, column_span in what:
                    builder.lines(words.lines)
                    space += row_span * column_span
        elif table is None:
            builder.due = "\n"
        elif kind == ROW:
            table.begin_row(builder)
        elif kind == ROW_END:
            builder.due = "\n"
        elif kind == CELL:
            places.append((table.begin_cell(builder), builder.length))
            builder.cell_depth += 1
        elif kind == CELL_END:
            column, start = places.pop()
            builder.cell_depth -= 1
            builder.due = ""
            space += what.row_span * what.column_span
            text = "".join(_tail(builder.pieces, builder.length - start))
            table.end_cell(column, what, text, start, builder.length)
        if space > PLACE_LIMIT:
            raise Unreadable("hostile", f"more than {PLACE_LIMIT:,} places in tables")
    chrome = [(start, end) for start, end, part in parts if is_chrome(part, builder.length)]
    return "".join(builder.pieces), tuple(grids), chrome


def _tail(pieces: list[str], count: int) -> list[str]:
    """The last pieces that together have this many characters."""
    tail: list[str] = []
    at = len(pieces)
    while count > 0:
        at -= 1
        tail.append(pieces[at])
        count -= len(pieces[at])
    return tail[::-1]
