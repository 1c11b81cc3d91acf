"""The ruled tables of a PDF page: lines drawn on it become cells, characters fall into them.

Belongs here: geometry of paths and characters. Does not belong here: reading order (pdf), meaning (tables).
"""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as raw

from extraction.documents import Cell, Grid

PATH_LIMIT = 20_000
"""Drawn objects of a page beyond which its rules are not read."""
LINE_LIMIT = 160
"""Distinct rules of a table in one direction."""
_THIN = 3.0
_NEAR = 3.0
"""Points: how thick a rule may be, and how far apart two may lie to be one."""
_LEAST = 4.0
_RULES_THAT_END = 3
_LEAST_CELL = 10.0
"""Rules that end together, and points beyond the last one across them, that show an open side of a table."""
_CUT_ROWS = 2
"""Rows that a bound within a row makes of it."""

Rule = tuple[float, float, float]
"""Where it lies across, and from where to where it runs."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The characters of a page with their middles, and its rules. `text` has one character for each index."""

    text: str
    middles: tuple[tuple[int, float, float], ...]
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]

    @classmethod
    def of(cls, page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, text: str) -> Letters | None:
        """None where the page has too few rules for a table."""
        across, down = _rules(page)
        if len(across) < 2 or len(down) < 2:
            return None
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        middles: list[tuple[int, float, float]] = []
        box_of, page_text = raw.FPDFText_GetCharBox, textpage.raw
        for index, character in enumerate(text):
            if not character.isspace() and box_of(page_text, index, left, right, bottom, top):
                middles.append((index, (left.value + right.value) / 2, (bottom.value + top.value) / 2))
        return cls(text, tuple(middles), tuple(set(across)), tuple(set(down)))


def _rules(page: pypdfium2.PdfPage) -> tuple[list[Rule], list[Rule]]:
    """Horizontal and vertical rules: thin shapes, the edges of boxes, the segments of longer paths."""
    across: list[Rule] = []
    down: list[Rule] = []
    count = raw.FPDFPage_CountObjects(page.raw)
    if count > PATH_LIMIT:
        return across, down
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    object_of, kind_of, bounds_of = raw.FPDFPage_GetObject, raw.FPDFPageObj_GetType, raw.FPDFPageObj_GetBounds
    page_raw, path = page.raw, raw.FPDF_PAGEOBJ_PATH
    for index in range(count):
        item = object_of(page_raw, index)
        if kind_of(item) != path or not bounds_of(item, left, bottom, right, top):
            continue
        x0, y0, x1, y1 = left.value, bottom.value, right.value, top.value
        width, height = x1 - x0, y1 - y0
        if height <= _THIN and width >= _LEAST:
            across.append(((y0 + y1) / 2, x0, x1))
        elif width <= _THIN and height >= _LEAST:
            down.append(((x0 + x1) / 2, y0, y1))
        elif width >= _LEAST and height >= _LEAST:
            if raw.FPDFPath_CountSegments(item) > 5:
                _add_segments(item, across, down)
            else:
                across += [(y0, x0, x1), (y1, x0, x1)]
                down += [(x0, y0, y1), (x1, y0, y1)]
    return across, down


def _add_segments(item: raw.FPDF_PAGEOBJECT, across: list[Rule], down: list[Rule]) -> None:
    """The straight segments of one path."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    previous: tuple[float, float] | None = None
    for index in range(min(raw.FPDFPath_CountSegments(item), PATH_LIMIT)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        if previous is not None and raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
            (x0, y0), (x1, y1) = previous, point
            if abs(y0 - y1) <= 1 and abs(x0 - x1) >= _LEAST:
                across.append(((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
            elif abs(x0 - x1) <= 1 and abs(y0 - y1) >= _LEAST:
                down.append(((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
        previous = point


def ruled_grids(letters: Letters, offsets: Sequence[int], page: int, first: int) -> list[Grid]:
    """The grids of one page, from the top down. `offsets` says where each character lies in the text (-1: nowhere)."""
    grids: list[Grid] = []
    for low, high in _bands(letters.down):
        down = [rule for rule in letters.down if low <= rule[1] and rule[2] <= high]
        across = [rule for rule in letters.across if low - _NEAR <= rule[0] <= high + _NEAR]
        xs = _with_edges(_levels([rule[0] for rule in down]), across)
        ys = _with_edges(_levels([rule[0] for rule in across]), down)
        if 3 <= len(xs) <= LINE_LIMIT and 3 <= len(ys) <= LINE_LIMIT:
            grid = _grid(letters, across, down, xs, ys, offsets, page, first + len(grids))
            if grid is not None:
                grids.append(grid)
    return grids


def _bands(down: Sequence[Rule]) -> list[tuple[float, float]]:
    """The stretches of the page, from the top down, that vertical rules span: one for each table."""
    bands: list[tuple[float, float]] = []
    for _, low, high in sorted(down, key=lambda rule: rule[1]):
        if bands and low <= bands[-1][1] + _NEAR:
            bands[-1] = (bands[-1][0], max(bands[-1][1], high))
        else:
            bands.append((low, high))
    return bands[::-1]


def _levels(values: Sequence[float]) -> list[float]:
    """Positions of rules, those that lie nearer than _NEAR taken for one."""
    levels: list[list[float]] = []
    for value in sorted(values):
        if levels and value - levels[-1][-1] <= _NEAR:
            levels[-1].append(value)
        else:
            levels.append([value])
    return [sum(level) / len(level) for level in levels]


def _with_edges(levels: list[float], across: Sequence[Rule]) -> list[float]:
    """Positions of rules, and the open sides of a table: where rules in the other direction end together beyond them
    all."""
    if not levels or len(across) < _RULES_THAT_END:
        return levels
    starts, ends = sorted(start for _, start, _ in across), sorted(end for _, _, end in across)
    first, last = starts[_RULES_THAT_END - 1], ends[-_RULES_THAT_END]
    before = [starts[0]] if first < levels[0] - _LEAST_CELL and first - starts[0] <= _NEAR else []
    behind = [ends[-1]] if last > levels[-1] + _LEAST_CELL and ends[-1] - last <= _NEAR else []
    return [*before, *levels, *behind]


def _barred(rules: Sequence[Rule], levels: Sequence[float], steps: Sequence[float]) -> set[tuple[int, int]]:
    """(level, step) pairs at which a rule lies: between the two cells beside that level, along that step."""
    middles = [(a + b) / 2 for a, b in pairwise(steps)]
    barred: set[tuple[int, int]] = set()
    borders = [(a + b) / 2 for a, b in pairwise(levels)]
    for where, start, end in rules:
        level = bisect_right(borders, where)
        barred.update([(level, step) for step in range(bisect_right(middles, start), bisect_right(middles, end))])
    return barred


def _grid(
    letters: Letters,
    across: Sequence[Rule],
    down: Sequence[Rule],
    xs: Sequence[float],
    ys: Sequence[float],
    offsets: Sequence[int],
    page: int,
    index: int,
) -> Grid | None:
    columns, rows = len(xs) - 1, len(ys) - 1
    between_columns = _barred(down, xs, ys)
    between_rows = _barred(across, ys, xs)
    owner = list(range(columns * rows))

    def root(at: int) -> int:
        while owner[at] != at:
            owner[at] = owner[owner[at]]
            at = owner[at]
        return at

    for row in range(rows):
        for column in range(columns):
            at = row * columns + column
            if column + 1 < columns and (column + 1, row) not in between_columns:
                owner[root(at + 1)] = root(at)
            if row + 1 < rows and (row + 1, column) not in between_rows:
                owner[root(at + columns)] = root(at)
    regions = [at if owner[at] == at else root(at) for at in range(columns * rows)]
    members: dict[int, list[int]] = {}
    for at, region in enumerate(regions):
        members.setdefault(region, []).append(at)
    held: list[list[int]] = [[] for _ in regions]
    runs: dict[int, int] = {}
    previous = -1
    left_edge, right_edge, bottom_edge, top_edge = xs[0], xs[-1], ys[0], ys[-1]
    inner_xs, inner_ys = xs[1:-1], ys[1:-1]
    for place, x, y in letters.middles:
        if left_edge <= x <= right_edge and bottom_edge <= y <= top_edge:
            region = regions[bisect_right(inner_ys, y) * columns + bisect_right(inner_xs, x)]
            held[region].append(place)
            if region != previous:
                runs[region] = runs.get(region, 0) + 1
                previous = region
    if not runs:
        return None
    cells: list[Cell] = []
    last = 0
    for region, within in members.items():
        low, high = within[0] // columns, within[-1] // columns
        left = right = within[0] % columns
        if len(within) > 1:
            across_of = [at % columns for at in within]
            left, right = min(across_of), max(across_of)
        places = [place for place in held[region] if offsets[place] >= 0]
        text = _words(letters.text, places)
        is_box = len(within) == (right - left + 1) * (high - low + 1)
        start = offsets[places[0]] if places else -1
        end = offsets[places[-1]] + 1 if places else -1
        is_doubtful = not is_box or (runs.get(region, 0) > 1 and any(c.isdigit() for c in text))
        cells.append(Cell(text, rows - 1 - high, left, high - low + 1, right - left + 1, start, end, page, is_doubtful))
    cells = _straightened(cells, rows)
    cells.sort(key=lambda cell: (cell.row, cell.column))
    first = min(cell.start for cell in cells if cell.start >= 0)
    last = max(cell.end for cell in cells)
    filled = tuple(_anchored(cells, first))
    return Grid(index, max(cell.row + cell.row_span for cell in cells), columns, filled, first, last)


def _straightened(cells: list[Cell], rows: int) -> list[Cell]:
    """The cells without the bounds between rows at which nothing but a blank one begins or ends, and across which
    figures go: where a page cuts a cell beside them, its lower end lies somewhere within a row."""
    for bound in range(rows - 1, 0, -1):
        above = [cell for cell in cells if cell.row + cell.row_span == bound]
        below = [cell for cell in cells if cell.row == bound]
        across = [cell for cell in cells if cell.row < bound < cell.row + cell.row_span]
        if not across or not (above and below) or not sum(cell.text[-1:].isdigit() for cell in across) > 1:
            continue
        if any(cell.text for cell in above) and any(cell.text for cell in below):
            continue
        if any(cell.row_span > _CUT_ROWS for cell in across if cell.text[-1:].isdigit()):
            continue
        blank = above if any(cell.text for cell in below) else below
        cells = [_without_row(cell, bound, cell in blank) for cell in cells]
        cells = [cell for cell in cells if cell.row_span]
    return cells


def _without_row(cell: Cell, bound: int, yields: bool) -> Cell:
    """The cell where the rows beside a bound are one; of two cells of one column the blank one `yields` its place."""
    if cell.row >= bound:
        is_first = cell.row == bound
        return cell._replace(row=cell.row - (not (is_first and yields)), row_span=cell.row_span - (is_first and yields))
    if cell.row + cell.row_span > bound or (cell.row + cell.row_span == bound and yields):
        return cell._replace(row_span=cell.row_span - 1)
    return cell


def _anchored(cells: Sequence[Cell], at: int) -> list[Cell]:
    """Blank cells get an empty span behind the cell before them."""
    anchored: list[Cell] = []
    for cell in cells:
        if cell.start < 0:
            cell = cell._replace(start=at, end=at)
        anchored.append(cell)
        at = cell.end
    return anchored


def _words(text: str, places: Sequence[int]) -> str:
    """The characters of a cell; two figures that the page sets apart stay apart."""
    if not places:
        return ""
    if places[-1] - places[0] + 1 == len(places):
        return text[places[0] : places[-1] + 1]
    words: list[str] = []
    for at, place in enumerate(places):
        if at and place - places[at - 1] > 1 and text[place].isascii() and text[places[at - 1]].isascii():
            words.append(" ")
        words.append(text[place])
    return "".join(words)
