"""The words of a document's tables and of the lines around them, as the rules read them.

Belongs here: offsets of the printed and of the normalised text, words between them, lines outside of tables. Does not
belong here: what words mean (tables and the rooms beside it).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from extraction.documents import Cell, Document, Grid
from extraction.normalise import Normalised
from extraction.table_labels import Forms
from extraction.table_lines import Line
from extraction.table_titles import title_row


class Reader:
    """The words of cells as rules read them: half-width, Simplified."""

    def __init__(self, document: Document, normal: Normalised) -> None:
        self.text = document.text
        self.pages = document.pages
        self.normal = normal
        self.printed_offsets = normal.printed

    @property
    def is_paged(self) -> bool:
        """Whether the lines are those of a drawn page, where numbers wrap within their cells."""
        return bool(self.pages)

    def offset(self, printed: int) -> int:
        """The normalised offset of a printed one."""
        if self.printed_offsets is None:
            return printed
        return bisect_left(self.printed_offsets, printed)

    def words(self, start: int, end: int) -> str:
        """The words between two printed offsets."""
        return self.normal.text[self.offset(start) : self.offset(end)].strip()

    def words_in(self, grid: Grid) -> list[str]:
        """The words of each cell of a grid."""
        if self.printed_offsets is None and not self.is_paged:
            text = self.normal.text
            return [text[cell.start : cell.end].strip() for cell in grid.cells]
        return [self.words_of(cell) for cell in grid.cells]

    def words_of(self, cell: Cell) -> str:
        """The words of a cell; where they do not stand together in the text, those that the decoder gathered."""
        if self.text[cell.start : cell.end] == cell.text:
            return self.words(cell.start, cell.end)
        return self.normal.reads(cell.text).strip()

    def placed(self, start: int, end: int) -> tuple[int, int, int | None]:
        """The printed offsets of a normalised span, and its page (from 1) where the document has pages."""
        start, end = self.normal.span(start, end)
        return start, end, (bisect_right(self.pages, start) or None if self.pages else None)

    def is_filler(self, start: int, end: int) -> bool:
        """Whether a normalised span is printed as non-breaking blanks and nothing else."""
        first, last = self.normal.span(start, end)
        printed = self.text[first:last].strip(" \t\r\n")
        return bool(printed) and not printed.strip("\u00a0")

    def title_of(self, grid: Grid, lines: Sequence[Line], forms: Forms) -> list[Line]:
        """The line of text above a grid as its first row, where it says whose results the grid holds."""
        above = self.text[: grid.start].rstrip()
        start = above.rfind("\n") + 1
        return title_row(self.words(start, len(above)), start, lines, forms)

    def loose(self, aside: Sequence[tuple[int, int]]) -> str:
        """The lines, as printed, that lie outside of `aside`."""
        if self.printed_offsets is not None:
            return "\n".join(self.normal.text[start:end] for start, end in self.lines(aside))
        pieces: list[str] = []
        at = 0
        for start, end in sorted(aside):
            pieces.append(self.normal.text[at:start])
            at = max(at, end)
        pieces.append(self.normal.text[at:])
        return "\n".join(pieces)

    def lines(self, aside: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """The normalised spans of the printed lines, but for those that touch `aside`. The printed line ends count:
        normalised text joins lines that it takes for wrapped, and a table's lines may look so."""
        kept = sorted(aside)
        held = at = 0
        while at < len(self.text):
            end = self.text.find("\n", at)
            end = len(self.text) if end < 0 else end
            start, stop = self.offset(at), self.offset(end)
            while held < len(kept) and kept[held][1] <= start:
                held += 1
            if start < stop and not (held < len(kept) and kept[held][0] < stop):
                yield start, stop
            at = end + 1
