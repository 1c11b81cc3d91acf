"""Rows as a browser copies them: tabs between cells, and the paragraphs of a cell on lines of their own.

Belongs here: which lines make one row (一、本年新收… ⇥ ¶ 186 ¶ ⇥ ¶ 14 ¶), by what HTML's innerText does: a paragraph
stands between empty lines, the tab behind it on a line of its own, and the row ends in one line break more. Does not
belong here: the cells of a row (flattened_lines), what they mean (table_walk).
Where empty lines were left out, a row ends behind a figure, and between two labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extraction.table_cells import figure
from extraction.table_labels import Forms, label_key

_TAB_ALONE = re.compile(r"\n[^\S\n\t]*\t[^\S\n]*\n")
_TAB_APART = re.compile(r"\n\n[^\S\n\t]*\t[^\S\n]*\n\n")
_ROW_END = 3
"""Line breaks at the end of a row whose last cell holds a paragraph."""
_LONGEST = 150
"""Characters of a cell's paragraph: what is longer is prose."""
_MOST = 8
"""Further paragraphs of one cell."""

Span = tuple[int, int]


def whole(text: str, lines: Iterable[Span], forms: Forms) -> Iterator[Span]:
    """The lines (spans of the text), those of one row made one."""
    if _TAB_ALONE.search(text) is None:
        yield from lines
        return
    rows = _Rows(text, [(start, end) for start, end in lines if end > start], forms)
    held: Span | None = None
    for at, (start, end) in enumerate(rows.lines):
        if held is not None and rows.goes_on(held, at):
            held = held[0], end
            continue
        if held is not None:
            yield held
        held = start, end
    if held is not None:
        yield held


class _Rows:
    """The lines that are not empty, and how their paragraphs stand."""

    def __init__(self, text: str, lines: Sequence[Span], forms: Forms) -> None:
        self.text, self.lines, self.forms = text, lines, forms
        self.are_apart = _TAB_APART.search(text) is not None

    def goes_on(self, held: Span, at: int) -> bool:
        """Whether a line belongs to the row that the lines before it began."""
        start, end = self.lines[at]
        line, row = self.text[start:end].lstrip(" "), self.text[slice(*held)].rstrip(" ")
        breaks = self.text.count("\n", held[1], start)
        cell = row.rpartition("\t")[2]
        if line.startswith("\t"):
            return breaks > 1 or not line.strip() or "\n" in cell
        if len(line) > _LONGEST or "\t" not in row:
            return False
        if row.endswith("\t"):
            if self.are_apart and (self.is_tab(at - 1) or breaks > 1):
                return 1 < breaks < _ROW_END or figure(line).is_figure
            return breaks > 1 or self.is_tab(at - 1) or self.closes(at) or figure(line).is_figure
        if breaks >= _ROW_END or "\n" not in cell or not cell.strip() or figure(cell.strip()).is_figure:
            return False
        is_two = label_key("".join(cell.split())) in self.forms.known and label_key(line.strip()) in self.forms.known
        return not is_two and self.closes(at)

    def closes(self, at: int) -> bool:
        """Whether a tab closes the cell that a line goes on with."""
        for start, end in self.lines[at : at + _MOST]:
            if "\t" in self.text[start:end]:
                return self.text[start:end].lstrip(" ").startswith("\t")
        return False

    def is_tab(self, at: int) -> bool:
        """Whether a line is a tab between two cells and nothing else."""
        if not 0 <= at < len(self.lines):
            return False
        line = self.text[slice(*self.lines[at])]
        return "\t" in line and not line.strip()
