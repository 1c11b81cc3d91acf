"""Rows of cells, from whatever source, and the headings above them: which column means what, which cell falls where.

Belongs here: geometry. Places in a row, the columns that a heading gives (Slot), the assignment of a row's cells to
them, or the refusal where it is not certain. Does not belong here: rows' meaning and what leaves (tables).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from extraction.documents import Grid
from extraction.table_cells import BLANK, DASH, Figure, figure
from extraction.table_labels import YEAR_KEY, Forms, Index, Label, label_key

LEAVES = {"applications": "applicant", "cases": "result", "disclosures": "measure", "annex": "role"}
"""The code that makes a heading cell a column of the table; other labels above it only add to it."""


_LABELS_OF_A_HEADING = 3
_APPLICANTS = 7
"""Columns of the applications table: with fewer, the number of a row's figures says nothing of where they belong."""


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
    meaning: str | tuple[tuple[str, str], ...] = ""
    origin: Place | None = None

    @property
    def is_figure(self) -> bool:
        """A number, a none or a dash stands in it."""
        return self.figure.is_value and self.figure.state != BLANK

    def mean(self, meaning: str | tuple[tuple[str, str], ...]) -> None:
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


@dataclass(slots=True)
class Slot:
    """One column of figures: its codes, the places it covers, its heading as printed, its unit of money in yuan."""

    codes: dict[str, str]
    labels: list[Label]
    start: int
    end: int
    heading: str
    money: int


@dataclass(slots=True)
class Heading:
    """The columns that heading rows give. `slots` None for a column that is known and not read. `width` is the number
    of cells of the one heading row, where the source has no geometry."""

    table: str
    slots: list[Slot]
    has_geometry: bool
    width: int
    row_keys: Collection[str]
    extent: int = 0
    """Where the heading rows end: a row that reaches beyond them has moved."""
    unknown: list[Place] = field(default_factory=list)

    def is_above(self, line: Line) -> bool:
        """Whether the row's cells lie under these columns."""
        return self.has_geometry and line.has_geometry and self.width == line.width


def lines_of(grid: Grid, texts: Sequence[str]) -> list[Line]:
    """The rows of a grid, cells that span rows in each. `texts` are the cells' words, half-width, Simplified."""
    rows: list[list[Place]] = [[] for _ in range(grid.row_count)]
    for cell, text in zip(grid.cells, texts, strict=True):
        first = Place(
            text=text,
            key=label_key(text),
            figure=figure(text),
            column=cell.column,
            span=cell.column_span,
            start=cell.start,
            end=cell.end,
            row=cell.row,
            page=cell.page,
            is_doubtful=cell.is_doubtful,
            row_span=cell.row_span,
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


def is_sideways(lines: list[Line], forms: Forms) -> bool:
    """Whether the columns' labels stand below each other."""
    best_row = 0
    down: dict[int, list[str]] = {}
    for line in lines:
        keys = [place.key for place in line.places if place.key in forms.column_keys]
        best_row = max(best_row, _hits(keys, forms) if len(keys) > best_row else 0)
        if best_row >= _LABELS_OF_A_HEADING:
            return False
        for place in line.places:
            if not place.is_carried and place.key in forms.column_keys:
                down.setdefault(place.column, []).append(place.key)
    best_column = max((_hits(keys, forms) for keys in down.values()), default=0)
    return best_column >= _LABELS_OF_A_HEADING and best_column > best_row


def _hits(keys: Sequence[str], forms: Forms) -> int:
    """How many different columns of one table these keys name."""
    return max(
        len({key for key in keys if _leaf(forms.columns[table], key, LEAVES[table])})
        for table in ("applications", "cases")
    )


def table_of(lines: Sequence[Line], forms: Forms) -> str | None:
    """Which table these heading rows belong to: the one with the most columns among them."""
    best, best_score = None, 0
    keys = {place.key for line in lines for place in line.places if place.key}
    for table, leaf in LEAVES.items():
        score = sum(
            2 if label_is_leaf else 1
            for key in keys
            for label_is_leaf in [_leaf(forms.columns[table], key, leaf)]
            if label_is_leaf is not None
        )
        has_leaf = any(_leaf(forms.columns[table], key, leaf) for key in keys)
        if has_leaf and score > best_score:
            best, best_score = table, score
    return best


def _leaf(index: Index, key: str, leaf: str) -> bool | None:
    """Whether a key is a column itself (True), only something above or beside columns (False), or unknown (None)."""
    found = index.by_key.get(key)
    if not found:
        return None
    return any(label.code(leaf) for label in found)


_ASIDE = Label("annex", 0, "", "", "read", frozenset(), (("role", "other"),), "", ())
"""A column of an annex that no seed names: another body's, a remark's."""


def heading_of(lines: Sequence[Line], forms: Forms) -> Heading | None:
    """The columns that these heading rows give, or None where they are none of a form's."""
    table = table_of(lines, forms)
    if table is None:
        return None
    if all(line.has_geometry for line in lines):
        heading = _by_geometry(table, lines, forms)
        if heading is not None:
            return heading
    return _by_sequence(table, lines, forms)


def _by_geometry(table: str, lines: Sequence[Line], forms: Forms) -> Heading | None:
    """Columns where they lie; None where they lie as no table can (a row- or colspan was lost)."""
    index, leaf = forms.columns[table], LEAVES[table]
    width = max((place.column + place.span for line in lines for place in line.places), default=0)
    stacks: list[list[Place]] = [[] for _ in range(width)]
    for line in lines:
        for place in line.places:
            for at in range(place.column, place.column + place.span):
                if place.text and not (stacks[at] and stacks[at][-1].start == place.start):
                    stacks[at].append(place)
    slots: list[Slot] = []
    unknown: list[Place] = []
    previous: tuple[int, ...] = ()
    for at, stack in enumerate(stacks):
        identity = tuple(place.start for place in stack)
        labels = _path(index, leaf, stack)
        if labels and slots and identity == previous and slots[-1].end == at:
            slots[-1].end = at + 1
            continue
        previous = identity
        if len({label.code(leaf) for label in labels if label.code(leaf)}) > 1:
            return None
        if labels:
            slots.append(_slot(labels, at, at + 1, stack))
        elif stack and not any(index.by_key.get(place.key) for place in stack):
            if table == "annex" and at:
                slots.append(_slot([_ASIDE], at, at + 1, stack))
            elif slots:
                unknown.append(stack[-1])
    if not slots or _repeats(table, slots):
        return None
    if table in ("applications", "cases") and any(a.end != b.start for a, b in pairwise(slots)):
        return None
    return Heading(table, slots, True, lines[0].width, forms.rows[table].by_key, width, unknown)


def _path(index: Index, leaf: str, stack: Sequence[Place]) -> list[Label]:
    """The labels of one column, the lowest first; empty where no column is among them. A heading broken over several
    rows is tried as one."""
    labels: list[Label] = []
    groups = [place.key for place in reversed(stack)]
    for place in reversed(stack):
        label = index.find(place.key, groups) or next(
            (found for found in index.by_key.get(place.key, ()) if found.code(leaf)), None
        )
        if label is not None:
            labels.append(label)
    if not any(label.code(leaf) for label in labels):
        label = index.find("".join(place.key for place in stack))
        if label is not None and label.code(leaf):
            return [label]
    needed = labels if any(label.code(leaf) or label.code("procedure") for label in labels) else []
    return [label for label in needed if label.handling != "group" or label.codes]


def _slot(labels: list[Label], start: int, end: int, stack: Sequence[Place]) -> Slot:
    codes: dict[str, str] = {}
    for label in labels:
        for name, code in label.codes:
            codes.setdefault(name, code)
    words = "".join(place.text for place in stack)
    heading = " ".join(place.text for place in stack[-2:]) if codes.get("procedure") else stack[-1].text
    money = _money(words, labels)
    return Slot(codes, labels, start, end, heading, money)


def _money(words: str, labels: Sequence[Label]) -> int:
    """Yuan in the unit that a heading states, or that its form prescribes; 0 where neither says."""
    if "亿元" in words:
        return 100_000_000
    if "万元" in words:
        return 10_000
    if "元" in words:
        return 1
    return 10_000 if any(label.unit == "cny_10000" for label in labels) else 0


def _repeats(table: str, slots: Sequence[Slot]) -> bool:
    if table == "annex":
        return False
    met = [tuple(sorted(slot.codes.items())) for slot in slots]
    return len(set(met)) != len(met)


def _by_sequence(table: str, lines: Sequence[Line], forms: Forms) -> Heading | None:
    """Columns in the order of their labels, for sources without geometry or with a broken one."""
    index, leaf = forms.columns[table], LEAVES[table]
    rows = [[place for place in line.places if place.text and not place.is_carried] for line in lines]
    slots = _sequence_slots(table, index, leaf, rows)
    if table == "annex" and any(slot.codes.get("role") == "year" and not _is_year(slot) for slot in slots):
        slots = [slot for slot in slots if not _is_year(slot)]
    if not slots or _repeats(table, slots):
        return None
    with_leaves = [line for line in lines if any(_leaf(index, place.key, leaf) for place in line.places)]
    width = 0
    if len(with_leaves) == 1 and not with_leaves[0].is_loose:
        places = with_leaves[0].places
        leaves = _leaves(index, leaf, rows)
        at_columns = [place.column for place in leaves]
        behind = [place for place in places if place.text and place.column >= min(at_columns)]
        if len(leaves) == len(slots) and behind == leaves:
            width = len(places)
            for slot, column in zip(slots, at_columns, strict=True):
                slot.start, slot.end = column, column + 1
    return Heading(table, slots, False, width, forms.rows[table].by_key)


def _is_year(slot: Slot) -> bool:
    """Headed by a year alone: beside a column of figures it is the table's title."""
    return label_key(slot.heading) == YEAR_KEY


def _leaves(index: Index, leaf: str, rows: Sequence[Sequence[Place]]) -> list[Place]:
    return [
        place
        for row in rows
        for place in row
        if _leaf(index, place.key, leaf) or (leaf == "role" and place is not row[0] and not index.by_key.get(place.key))
    ]


def _sequence_slots(table: str, index: Index, leaf: str, rows: list[list[Place]]) -> list[Slot]:
    if table == "cases":
        return _case_slots(index, rows)
    order: list[tuple[Place, Label]] = []
    group_at: dict[str, int] = {}
    for row in rows:
        for place in row:
            label = index.find(place.key, list(group_at)) or next(iter(index.by_key.get(place.key, ())), None)
            if label is None and table == "annex" and place is not row[0]:
                label = _ASIDE
            if label is None:
                continue
            if label.handling == "group":
                group_at[place.key] = len(order)
            elif label.code(leaf):
                held = group_at.get(label.group)
                if label.group and held is not None and held < len(order):
                    order.insert(held, (place, label))
                    group_at[label.group] = held + 1
                else:
                    order.append((place, label))
                    if label.group and held is not None:
                        group_at[label.group] = len(order)
    return [_slot([label], at, at + 1, [place]) for at, (place, label) in enumerate(order)]


def _case_slots(index: Index, rows: list[list[Place]]) -> list[Slot]:
    """Each run of results belongs to the next procedure, in the order in which the procedures are named."""
    procedures: list[tuple[Place, Label]] = []
    results: list[tuple[Place, Label]] = []
    for row in rows:
        for place in row:
            label = index.find(place.key)
            if label is None:
                continue
            (results if label.code("result") else procedures).append((place, label))
    named = [(place, label) for place, label in procedures if label.code("procedure") != "litigation"]
    if any(label.code("procedure").startswith("litigation_") for _, label in named):
        procedures = named
    if not procedures:
        return []
    if not results:
        return [_slot([label], at, at + 1, [place]) for at, (place, label) in enumerate(procedures)]
    size, rest = divmod(len(results), len(procedures))
    order = [label.code("procedure") for _, label in procedures]
    if rest or order != sorted(order, key=("reconsideration", "litigation", "litigation_direct",
                                           "litigation_after_reconsideration").index):  # fmt: skip
        return []
    slots = []
    for at, (place, label) in enumerate(results):
        over_place, over = procedures[at // size]
        slots.append(_slot([label, over], at, at + 1, [over_place, place]))
    return slots


def label_and_values(heading: Heading, line: Line) -> tuple[list[Place], list[Place]]:
    """The cells that name the row (left to right) and those that hold its figures."""
    first = heading.slots[0].start
    if heading.is_above(line):
        labels = [place for place in line.places if place.column + place.span <= first]
        values = line.places[len(labels) :]
        is_moved = any(place.column < first for place in values) or any(place.is_figure for place in labels)
        if not is_moved and not any(place.key in heading.row_keys for place in values if not place.is_figure):
            return _own_last([place for place in labels if place.text]), values
    last = -1
    for at, place in enumerate(line.places):
        if place.is_figure:
            break
        if place.text:
            last = at
    return _own_last([place for place in line.places[: last + 1] if place.text]), line.places[last + 1 :]


def _own_last(labels: list[Place]) -> list[Place]:
    """A row is named by a cell of its own: cells that reach down from rows above come before it, wherever they lie."""
    return sorted(labels, key=lambda place: not place.is_carried)


def assign(heading: Heading, line: Line, values: Sequence[Place]) -> list[list[Place]] | None:
    """For each slot the cells that fall into it, or None where it is not certain which do.

    A cell over several slots is given to each. Cells are placed by where they lie; where the source or the row has no
    geometry, in order, and only if their number is exactly that of the slots.
    """
    slots = heading.slots
    is_counted = not heading.has_geometry and not line.is_loose and heading.width == len(line.places)
    if heading.is_above(line) or is_counted:
        has_moved = heading.extent and any(v.column + v.span > heading.extent for v in values)
        placed = None if has_moved else _by_place(slots, values)
        if placed is not None:
            return placed
    if line.is_wrapped:
        return None
    if heading.table == "applications" and len(slots) != _APPLICANTS:
        return None
    widths = [value.span for value in values]
    if len(values) == len(slots) and (
        all(width == 1 for width in widths) or widths == [slot.end - slot.start for slot in slots]
    ):
        return [[value] for value in values]
    if len(slots) == 1 and sum(bool(value.text) for value in values) == 1:
        return [[value for value in values if value.text]]
    if line.has_geometry and sum(widths) == len(slots):
        return [[value] for value in values for _ in range(value.span)]
    return None


def _by_place(slots: Sequence[Slot], values: Sequence[Place]) -> list[list[Place]] | None:
    placed: list[list[Place]] = [[] for _ in slots]
    for value in values:
        end = value.column + value.span
        touched = [at for at, slot in enumerate(slots) if slot.start < end and value.column < slot.end]
        if not touched:
            if value.text and not slots[0].start <= value.column < slots[-1].end:
                return None
            continue
        if len(touched) > 1 and (value.column > slots[touched[0]].start or end < slots[touched[-1]].end):
            return None
        if value.column < slots[touched[0]].start:
            return None
        for at in touched:
            placed[at].append(value)
    for at, within in enumerate(placed):
        if not within:
            return None
        if len(within) > 1:
            filled = [value for value in within if value.text]
            if len(filled) > 1:
                return None
            placed[at] = filled or within[:1]
    return placed


def is_spread(place: Place, count: int) -> bool:
    """Whether one cell may stand for several columns or rows: a merged 0, none, blank or dash, never another number."""
    if count < 2:
        return True
    return place.figure.state in (BLANK, DASH) or place.figure.value == 0
