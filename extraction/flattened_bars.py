"""Tables flattened to one cell a line, with bars behind, between or before the cells.

Belongs here: which lines of a text are such a column of cells, and the cells in it. Does not belong here: which cells
make a row (flattened), what they mean (table_walk).
A bar alone in its line is a blank cell or where the next row begins; bars side by side are the places that wide cells
of the row cover. The one and the other can be told only by the number of the row's cells: flattened holds them to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extraction.flattened_lines import is_folio
from extraction.flattened_words import NO_FIGURE, Token
from extraction.table_cells import figure
from extraction.table_labels import Forms, label_key


def is_pad(token: Token) -> bool:
    """Whether it stands for bars side by side (as many as it has characters)."""
    return token.text[:1] == "|"


_CELL = re.compile(r"(?P<cell>[^|]*[^|\s])?\s*(?P<bars>[|\s]*)")
_SIDE_BY_SIDE = re.compile(r"\|(\|+)|\|")
_SENTENCE_END = "。；;！？"
_FEWEST = 4
"""Lines with bars from which a run of lines is a column of cells."""
_MOST_LINES, _MOST_CHARACTERS = 4, 150
"""Lines without a bar that may be one cell, and their characters."""

Span = tuple[int, int]


def stretches(text: str, lines: Sequence[Span]) -> Iterator[tuple[Sequence[Span], bool]]:
    """The lines (spans of the text) in their order, cut into stretches that are columns of cells and stretches that
    are not."""
    done = at = 0
    while "|" in text and at < len(lines):
        end = _column(text, lines, at)
        if end == at:
            at += 1
            continue
        if at > done:
            yield lines[done:at], False
        yield lines[at:end], True
        done = at = end
    if done < len(lines):
        yield lines[done:], False


def _column(text: str, lines: Sequence[Span], first: int) -> int:
    """Where the column of cells that begins with a line ends; `first` where none does."""
    at = end = first
    barred = plain = 0
    while at < len(lines):
        line = text[lines[at][0] : lines[at][1]].strip()
        at += 1
        if not line:
            continue
        if "|" not in line:
            plain += 1
            if plain > _MOST_LINES or len(line) > _MOST_CHARACTERS or any(mark in line for mark in _SENTENCE_END):
                break
            continue
        if _CELL.fullmatch(line) is None:
            if line.startswith("|") and line.count("|") == 1:
                return first  # Bars before the cells: the lines that they begin are joined to rows.
            break
        barred, plain, end = barred + 1, 0, at
    return end if barred >= _FEWEST else first


def cells(text: str, lines: Sequence[Span], forms: Forms) -> Iterator[Token]:
    """The cells of a column in their order: words or a figure, "" for a bar that stands alone, bars for bars that stand
    side by side."""
    parts: list[tuple[str, int, int]] = []
    stripped = [text[start:end].strip() for start, end in lines]
    are_behind = any(line[-1:] == "|" and line[0] != "|" for line in stripped if line)
    for (start, end), line in zip(lines, stripped, strict=True):
        found = _CELL.fullmatch(line)
        if found is None or is_folio(line):
            continue
        begin = text.index(line, start, end)
        words, bars = found["cell"], found["bars"]
        if words:
            parts.append((words, begin, begin + len(words)))
        ends = bool(parts) and (bool(words) or not are_behind or _names_row(parts, forms))
        if bars and parts and not ends and parts[-1][0].isdecimal():
            # A figure whose bar is on the next line, or a page's number above a blank cell.
            number, first, last = parts.pop()
            yield from _joined(parts, forms) if parts else ()
            yield Token(number + NO_FIGURE, first, last)
            parts, ends = [], True
        if bars and parts:
            yield from _joined(parts, forms)
            parts = []
        for bar in _SIDE_BY_SIDE.finditer(bars):
            if bar[1]:
                yield Token(bar[0], 0, 0)
            elif not ends:
                at = begin + found.start("bars") + bar.start()
                yield Token("", at, at)
            ends = False
    if parts:
        yield from _joined(parts, forms)


def opens_rows(column: Sequence[Token], forms: Forms) -> bool:
    """Whether a bar alone stands before the first cell of each row."""
    known = (token for token in column if not token.text or label_key(token.text) in forms.known)
    first = next(known, None)
    if first is None or first.text:
        return False
    return not any(
        figure(before.text).is_figure and label_key(token.text) in forms.row_keys for before, token in pairwise(column)
    )


def _names_row(parts: Sequence[tuple[str, int, int]], forms: Forms) -> bool:
    """Whether the lines that no bar has closed yet name a row: a bar below them ends that cell, and is no blank one."""
    return label_key("".join(part for part, _, _ in parts)) in forms.row_keys


def _joined(parts: Sequence[tuple[str, int, int]], forms: Forms) -> Iterator[Token]:
    """The lines before a bar: those that make a known label together are one cell, and what stands above it (a
    heading) is none. Figures stay apart: what is broken off may belong to another."""
    words = ["".join(part.split()) for part, _, _ in parts]
    first = next((at for at in range(len(parts)) if label_key("".join(words[at:])) in forms.known), 0)
    for part, start, end in parts[:first]:
        yield Token(part, start, end)
    cell = parts[first:]
    if len(cell) == 1:
        yield Token(*cell[0])
        return
    between = " " if any(figure(part).is_figure for part, _, _ in cell) else ""
    yield Token(between.join(words[first:]), cell[0][1], cell[-1][2])
