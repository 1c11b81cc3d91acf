"""Lines of text as rows of marked cells: what stands between bars or tabs.

Belongs here: lines that go on with one more cell, delimiters, blanks, a cell as a place. Does not belong here: cells
without marks and rows run together (flattened), one cell a line (flattened_bars).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Protocol

from extraction import flattened_copied
from extraction.flattened_words import NO_FIGURE, Token
from extraction.table_cells import REPORTED, figure
from extraction.table_labels import Forms, label_key
from extraction.table_lines import Line, Place, read_words

LONG_LINE = 400
"""Characters from which a line may hold prose and tables."""
_ROW_OF_FIGURES = re.compile(r"\d +\d[\d,]* +\d")
_FIGURE_AT_BAR = re.compile(r"\d\s*[|\t]|[|\t]\s*\d")
_FEWEST_BARRED = 4
"""Figures beside a bar or tab that show whether it sets apart cells."""
_LONGEST_FOLIO = 16
_LONGEST_LABEL = 64
"""Characters of a label with its notes."""
_OF_FIGURES = frozenset("0123456789.,")
_REST_OF_FIGURE = re.compile(r"[\d.,]+ ?[万亿]?[件条项次个份宗元]?")
_LONGEST_PIECE = 6
_MOST_PIECES = 12
"""Characters, and lines, of a label that is written from top to bottom."""
_WHOLE = 8
"""Marks of two lines one below the other that make each a row of its own: no row breaks into pieces so long."""
_ROWS_ALIKE = 3
"""Lines of equally many bars that show whether a bar bounds them."""
_LONE_NUMBER = re.compile(r"\d{1,3}")
_APPLICANTS = 7
"""Columns of the applications table, the last one the sum of the others."""
_FOLIO = re.compile(r"[-—–─]+ ?\d{1,3} ?[-—–─]+|第 ?\d{1,3} ?页(?:[,， ]?共 ?\d{1,3} ?页)?|[Pp]\. ?\d{1,3}")
_STOP = re.compile("[。；;！？]")
_DRAWN_BAR = re.compile("[│┃║]")
_DRAWN = str.maketrans(
    {
        **dict.fromkeys("│┃║├┤┼┬┴┌┐└┘┣┫╋┳┻┏┓┗┛╠╣╬╦╩╔╗╚╝┠┨┯┷┿╂", "|"),
        **dict.fromkeys("─━═", " "),
    }
)


class Words(Protocol):
    """Where normalised offsets lie in the printed text; whether its lines are those of a drawn page; what was a blank
    cell."""

    @property
    def is_paged(self) -> bool: ...

    def placed(self, start: int, end: int) -> tuple[int, int, int | None]:
        """The printed offsets of a normalised span, and its page (from 1) where the document has pages."""

    def is_filler(self, start: int, end: int) -> bool:
        """Whether a normalised span is printed as blanks that keep their place, as pages fill blank cells with."""


def with_bars(text: str) -> str:
    """The text with drawn lines as bars (│ ┼) and blanks (─), each in its place: a rule is a row of blank cells."""
    return text.translate(_DRAWN) if _DRAWN_BAR.search(text) else text


def is_run_together(line: str) -> bool:
    """Whether a line holds the figures of a row side by side, as no prose does."""
    return _ROW_OF_FIGURES.search(line) is not None


def bars_only_prose(line: str) -> bool:
    """Whether a line holds a whole page and its bars or tabs set no figures apart: they stand in its navigation."""
    return len(line) > LONG_LINE and is_run_together(line) and len(_FIGURE_AT_BAR.findall(line)) < _FEWEST_BARRED


def between_sentences(line: str) -> Iterator[tuple[int, int]]:
    """What of a line stands between the ends of sentences and holds rows of a table."""
    at = 0
    for stop in _STOP.finditer(line):
        if is_run_together(line[at : stop.start()]):
            yield at, stop.start()
        at = stop.end()


def is_folio(line: str) -> bool:
    """Whether a line holds a page's number and nothing else."""
    return len(line) < _LONGEST_FOLIO and _FOLIO.fullmatch(line.strip()) is not None


def is_blank_cell(text: str, start: int, line: str, words: Words) -> bool:
    """Whether a line is a blank cell: nothing but white space in it, and either blanks that keep their place, or an
    empty line between it and its neighbours, as between all cells of such a table."""
    if line.strip():
        return False
    end = start + len(line)
    return words.is_filler(start, end) or (text[max(0, start - 2) : start] == "\n\n" and text.startswith("\n\n", end))


def joined(text: str, lines: Iterable[tuple[int, int]], forms: Forms) -> Iterator[tuple[int, str]]:
    """Lines, those that only go on with one more cell (“| 12”, “|” alone, the row's last bars) joined to the row that
    they belong to."""
    lines = list(flattened_copied.whole(text, lines, forms))
    if "|" not in text:
        yield from [(start, text[start:end].replace("\n", " ")) for start, end in lines]
        return
    held: tuple[int, int] | None = None
    is_grown = False
    for at, (start, end) in enumerate(lines):
        line = text[start:end].strip()
        is_more = line.startswith("|") and (line.count("|") == 1 or (is_grown and not line.strip("| ")))
        is_rest = is_grown and held is not None and "|" not in line and text[held[1] - 1] != "|"
        is_rest = is_rest and _is_barred_below(text, lines[at + 1 : at + _MOST_PIECES])
        if held is not None and (is_more or is_rest):
            held = held[0], start + len(text[start:end].rstrip())
            is_grown = True
            continue
        if held is not None:
            yield held[0], text[held[0] : held[1]].replace("\n", " ")
        held = start, end
        is_grown = False
    if held is not None:
        yield held[0], text[held[0] : held[1]].replace("\n", " ")


def _is_barred_below(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    """Whether a bar begins one of these lines, above the end of any sentence: the cell that goes on ends there."""
    for start, end in lines:
        line = text[start:end].strip()
        if line.startswith("|"):
            return True
        if _STOP.search(line):
            return False
    return False


def whole_rows(text: str, lines: Iterable[tuple[int, int]], forms: Forms) -> Iterator[tuple[int, str]]:
    """Rows of marked cells with the cell that a line break cut in two whole again: what ends one line and begins the
    next is a known label (本年制 / 发件数 | 现行有效件数), or may be one figure (行政处罚 | 34 / 1件), which none then
    is."""
    given = list(joined(text, lines, forms))
    if not any(map(has_mark, given)):
        yield from given
        return
    held: tuple[int, str] | None = None
    left = 0
    for at, (start, line) in enumerate(given):
        if held is not None and _LONE_NUMBER.fullmatch(line.strip()) and _is_summed(held[1]):
            continue  # The number of a page.
        if held is not None:
            between = text[held[0] + len(held[1]) : start]
            left = left - 1 if left > 1 else _pieces(held[1], given[at : at + _MOST_PIECES], forms)
            joint = "" if between.strip() else " " if left else _joint(held[1], line, forms)
            if joint:
                held = held[0], held[1] + between.replace("\n", joint) + line
                continue
            yield held
        held, left = (start, line), 0
    if held is not None:
        yield held


def has_mark(line: tuple[int, str]) -> bool:
    """Whether tabs or bars set cells apart in a line."""
    return "\t" in line[1] or "|" in line[1]


def _pieces(line: str, following: Sequence[tuple[int, str]], forms: Forms) -> int:
    """How many of the lines that follow, two or more, make a known label with the last cell of a line (法 / 律 / 服 /
    务 / 机 / 构): a cell written from top to bottom. 0 where they do not."""
    words = _last_cell(line)
    is_marked = "\t" in line or "|" in line
    if not 0 < len(words) <= _LONGEST_PIECE:
        return 0
    for count, (_, other) in enumerate(following, 1):
        mark = next((mark for mark in "|\t" if mark in other), "")
        first = "".join((other.partition(mark)[0] if mark else other).split())
        words += first
        if not 0 < len(first) <= _LONGEST_PIECE:
            return 0
        if count > 1 and (mark or is_marked) and label_key(words) in forms.known:
            return count
        if mark:
            return 0
    return 0


def _last_cell(line: str) -> str:
    return "".join(line[max(line.rfind("\t"), line.rfind("|")) + 1 :].split())


def _is_summed(line: str) -> bool:
    """Whether a row of marked cells ends in figures for all kinds of applicants that add up: its last one is whole."""
    cells = [cell.strip() for cell in line.strip().removesuffix("|").split("|" if "|" in line else "\t")]
    stated = [figure(cell) for cell in cells[-_APPLICANTS:]]
    if len(cells) <= _APPLICANTS or not stated[-1].is_figure or not all(one.is_count for one in stated):
        return False
    values = [one.value or 0 for one in stated]
    return sum(values[:-1]) == values[-1]


def _joint(line: str, following: str, forms: Forms) -> str:
    """What stands for the line break that the last cell of a line goes on over; "" where it ends in its line."""
    mark = next((mark for mark in "|\t" if mark in line or mark in following), "")
    if not mark or line.count(mark) == following.count(mark) >= _WHOLE:
        return ""
    last, (first, *others) = line.rsplit(mark, 1)[-1].strip(), following.split(mark)
    first = first.strip()
    if not last or not first or len(last) + len(first) > _LONGEST_LABEL:
        return ""
    if last[-1] in _OF_FIGURES and _REST_OF_FIGURE.fullmatch(first):
        # Codes of rows (1 | 主动公开 | 12) begin lines as well.
        is_row = mark in line and not figure(line.split(mark, 1)[0]).is_figure
        is_rest = all(not other.strip() or figure(other).is_figure for other in others)
        return NO_FIGURE if is_row and is_rest else ""
    if last.count("(") > last.count(")") and first.count("(") < first.count(")"):
        return " "  # (二)部分公开(…,不计 / 其他情形): the rest looks like another row's label.
    is_two = label_key(first) in forms.known and (label_key(last) in forms.known or figure(last).is_figure)
    return " " if not is_two and label_key(last + first) in forms.known else ""


def cells_of(line: str, start: int) -> Iterator[Token]:
    """The cells of a line that holds many rows."""
    at = start
    for cell in line.split("|" if "|" in line else "\t"):
        inner = cell.strip()
        begin = at + (cell.index(inner) if inner else 0)
        at += len(cell) + 1
        yield Token(inner, begin, begin + len(inner))


def bounds(lines: Sequence[tuple[int, str]]) -> list[tuple[bool, bool]]:
    """Of each line whether a bar at its start, and one at its end, bounds the row and makes no cell. Among lines below
    each other that have equally many bars such bars stand in every line, or a cell beside them is blank."""
    found: list[tuple[bool, bool]] = []
    for bars, run in groupby((line for _, line in lines), key=lambda line: line.count("|")):
        alike = [line.strip() for line in run]
        is_table = bars > 1 and len(alike) >= _ROWS_ALIKE
        opens = not is_table or all(line.startswith("|") for line in alike)
        closes = not is_table or all(line.endswith("|") for line in alike)
        found += [(opens, closes)] * len(alike)
    return found


def delimited(line: str, start: int, words: Words, opens: bool = True, closes: bool = True) -> Line:
    """One row of marked cells. A delimiter at the very start or end bounds the row and makes no cell, unless `opens` or
    `closes` says otherwise."""
    mark = "|" if "|" in line else "\t"
    stripped = line.strip(" ") if mark == "|" else line
    begin = line.index(stripped) if stripped else 0
    if mark == "|" and opens and stripped.startswith("|"):
        begin += 1
        stripped = stripped[1:]
    if mark == "|" and closes and stripped.endswith("|"):
        stripped = stripped[:-1]
    places: list[Place] = []
    at = start + begin
    cells_of_row = stripped.split(mark)
    for cell in cells_of_row:
        inner = cell.strip()
        inner_start = at + (cell.index(inner) if inner else 0)
        places.append(place_of(inner, inner_start, inner_start + len(inner), len(places), words))
        at += len(cell) + 1
    return Line(places, None, 0, has_geometry=False, pads=_pads(cells_of_row) if mark == "|" else 0)


def _pads(row: Sequence[str]) -> int:
    """How many of a row's last cells are nothing but bars side by side, where cells stand apart from their bars: where
    they do not, such are blank cells."""
    if not all(cell.endswith(" ") for cell in row[:-1] if cell.strip()):
        return 0
    count = 0
    while count < len(row) and not row[-1 - count]:
        count += 1
    return count + 1 if 0 < count < len(row) and not row[-1 - count].strip() else count


def place_of(text: str, start: int, end: int, column: int, words: Words) -> Place:
    """A stretch of a line as one cell of its table; the offsets are normalised ones."""
    key, stated = read_words(text)
    if not stated.is_value:
        whole = "".join(text.split())
        key, whole_stated = read_words(whole)
        if whole_stated.state != REPORTED:  # What blanks set apart is no number together.
            text, stated = whole, whole_stated
    first, last, page = words.placed(start, end)
    return Place(text, key, stated, column, 1, first, last, 0, page)
