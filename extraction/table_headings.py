"""The headings above rows: which column means what.

Belongs here: columns by where they lie and by their order, tables that lie on their side. Does not belong here: rows
(table_lines), the assignment of a row's cells (table_placing).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from extraction.table_cells import Figure
from extraction.table_labels import YEAR_KEY, Forms, Index, Label, label_key, whole_keys
from extraction.table_lines import Line, Place, Sense
from extraction.table_order import applicants, completed, in_one_row, is_ascending, is_in_order, put
from extraction.table_slots import ASIDE, LEAVES, Slot, in_order, is_remark, leaf_of, leaves_of, slot_of

_LABELS_OF_A_HEADING = 3
_MOST_PLACES, _MOST_CHARACTERS = 150, 2_000
"""Of heading rows that are worth keeping for other documents."""
_WORDS = Figure("bad")

_COLUMN_MARKS = frozenset(("甲", "乙", "丙", "丁", "戊", "栏次", "行次"))

_NUMBERS = frozenset(("序号", "编号"))


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A row of figures whose label is known: the label, the group that it and the rows below stand under, and what
    each of its cells stands for."""

    label: Label
    group: str
    senses: tuple[Sense, ...]


@dataclass(slots=True)
class Heading:
    """The columns that heading rows give. `slots` None for a column that is known and not read. `width` is the number
    of cells of the one heading row, where the source has no geometry. It holds nothing of the document that it was read
    in: documents whose heading rows are alike share it."""

    table: str
    slots: list[Slot]
    has_geometry: bool
    width: int
    row_keys: Collection[str]
    extent: int = 0
    """Where the heading rows end: a row that reaches beyond them has moved."""
    unknown: list[tuple[int, int]] = field(default_factory=list)
    """Columns that are in no form: which heading row, and which of its cells."""
    rows: dict[tuple[object, ...], Row | None] = field(default_factory=dict)
    """Rows met under it, by group and labels (filled by `table_rows`)."""
    senses: dict[tuple[object, ...], tuple[Sense | None, ...]] = field(default_factory=dict)
    """What each cell of a row stands for, by what the row is and is called (filled by `table_rows`)."""
    blocks: Sequence[Sequence[Slot]] | None = field(default=None, init=False)
    """The columns by the sums that they are part of (filled by `table_sums`)."""
    is_padded: bool = False
    """The places that wide cells cover stand blank behind the last cell of a row (text)."""
    is_completed: bool = False
    """One of its columns has lost its label (text)."""
    cell_count: int = 0
    """Cells of the longest heading row, blank ones too, where the source has no geometry."""
    numbers_rows: bool = False
    """The first column counts the rows (序号)."""

    def is_above(self, line: Line) -> bool:
        """Whether the row's cells lie under these columns."""
        return self.has_geometry and line.has_geometry and self.width == line.width


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
    return (best_column >= _LABELS_OF_A_HEADING and best_column > best_row) or _has_items_above(lines, forms)


def _has_items_above(lines: Sequence[Line], forms: Forms) -> bool:
    """Whether one row names the items of the disclosures table, and the first column only what is counted of them."""
    items, columns = forms.rows["disclosures"].by_key, forms.columns["disclosures"]
    first = [line.places[0].key for line in lines if line.places]
    above = [line for line in lines if any(place.key in items for place in line.places[1:])]
    is_counted = any(leaf_of(columns, key, LEAVES["disclosures"]) for key in first)
    return is_counted and len(above) == 1 and not any(key in items for key in first)


def _hits(keys: Sequence[str], forms: Forms) -> int:
    """How many different columns of one table these keys name."""
    return max(
        len({key for key in keys if leaf_of(forms.columns[table], key, LEAVES[table])})
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
            for label_is_leaf in [leaf_of(forms.columns[table], key, leaf)]
            if label_is_leaf is not None
        )
        has_leaf = any(leaf_of(forms.columns[table], key, leaf) for key in keys)
        if has_leaf and score > best_score:
            best, best_score = table, score
    return best


Shape = tuple[tuple[bool, bool, int, tuple[tuple[str, int, int, int, bool], ...]], ...]
"""Heading rows without what differs from document to document: has_geometry, is_loose, width, and of each cell the
words, column, span, how far it stands behind the first one, and whether it is carried from a row above."""


def heading_of(lines: Sequence[Line], forms: Forms) -> Heading | None:
    """The columns that these heading rows give, or None where they are none of a form's. Its `slots` and `rows` may be
    shared."""
    first = min((place.start for line in lines for place in line.places), default=0)
    shape = tuple(
        (
            line.has_geometry,
            line.is_loose,
            line.width,
            tuple((p.text, p.column, p.span, p.start - first, p.is_carried) for p in line.places),
        )
        for line in lines
    )
    size = sum(len(line.places) for line in lines)
    is_common = size <= _MOST_PLACES and sum(len(p.text) for line in lines for p in line.places) <= _MOST_CHARACTERS
    return _common_heading(shape, forms) if is_common else _heading(shape, forms)


def _heading(shape: Shape, forms: Forms) -> Heading | None:
    lines = [
        Line(
            [
                Place(text, key, _WORDS, column, span, start, start, at, is_carried=is_carried)
                for (text, column, span, start, is_carried), key in zip(
                    places, whole_keys([label_key(p[0]) for p in places]), strict=True
                )
            ],
            None,
            at,
            has_geometry,
            is_loose,
            width=width,
        )
        for at, (has_geometry, is_loose, width, places) in enumerate(shape)
    ]
    heading = _of_lines(lines, forms)
    if heading is not None:
        first = (line.places[0] for line in lines if line.places and not line.is_loose)
        heading.numbers_rows = any(place.column == 0 and place.key in _NUMBERS for place in first)
    if heading is not None and heading.table == "disclosures":
        for slot in heading.slots:
            slot.groups = _groups(slot, forms)
    return heading


_common_heading = lru_cache(maxsize=1024)(_heading)


def without_places(heading: Heading) -> Heading:
    """The same columns in the same order, where the places of a row's cells tell nothing."""
    return replace(heading, has_geometry=False, width=0, extent=0, rows={}, senses={})


def _groups(slot: Slot, forms: Forms) -> frozenset[str]:
    """The groups of rows that the forms have this column for."""
    keys = {key for label in slot.labels for key in label.keys}
    measure = slot.codes.get("measure")
    columns = forms.columns["disclosures"].labels
    return frozenset(c.group for c in columns if c.code("measure") == measure and not keys.isdisjoint(c.keys))


def _of_lines(lines: Sequence[Line], forms: Forms) -> Heading | None:
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
    unknown: list[tuple[int, int]] = []
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
            slots.append(slot_of(labels, at, at + 1, stack))
        elif stack and not any(index.by_key.get(place.key) for place in stack):
            if table == "annex" and at:
                slots.append(slot_of([ASIDE], at, at + 1, stack))
            elif slots:
                lowest = stack[-1]
                unknown.append((lowest.row, next(i for i, p in enumerate(lines[lowest.row].places) if p is lowest)))
    if table == "applications" and not _set_aside(index, slots, stacks):
        return None
    if not slots or _repeats(table, slots) or not _is_together(index, slots, stacks):
        return None
    if table in ("applications", "cases") and any(
        not _is_undivided(index, stacks[a.end : b.start]) for a, b in pairwise(slots) if a.end != b.start
    ):
        return None
    return Heading(table, slots, True, lines[0].width, forms.rows[table].by_key, width, unknown)


def _set_aside(index: Index, slots: Sequence[Slot], stacks: Sequence[Sequence[Place]]) -> bool:
    """Marks what the columns of 法人或其他组织 make together: of two totals the one under that heading. False where a
    column is called so and stands elsewhere."""
    over_all = {place.start for slot in slots if slot.codes.get("applicant") == "natural_person"
                for place in stacks[slot.start]}  # fmt: skip
    within = [
        slot
        for slot in slots
        if any(
            label.handling == "group" and place.start not in over_all
            for place in stacks[slot.start][:-1]
            for label in index.by_key.get(place.key, ())
        )
    ]
    totals = [slot for slot in slots if slot.codes.get("applicant") == "all"]
    if len(totals) == 2 and sum(slot in within for slot in totals) == 1:
        own = next(slot for slot in totals if slot in within)
        own.codes, own.is_aside = {}, True
    return all(slot in within for slot in slots if slot.is_aside and not is_remark(index, slot.labels[0].keys[0]))


def _is_undivided(index: Index, stacks: Sequence[Sequence[Place]]) -> bool:
    """Whether between two columns there is one that only a group's heading (法人或其他组织) stands over: it is known,
    and none of the form's."""
    return len(stacks) == 1 and any(
        label.handling == "group" and label.group == "" and place.span == 1
        for place in stacks[0][-1:]
        for label in index.by_key.get(place.key, ())
    )


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
    if labels and labels[0].handling == "ignore":
        return labels[:1]
    if not any(label.code(leaf) for label in labels):
        label = index.find("".join(place.key for place in stack))
        if label is not None and label.code(leaf):
            return [label]
    needed = labels if any(label.code(leaf) or label.code("procedure") for label in labels) else []
    return [label for label in needed if label.handling != "group" or label.codes]


def _is_together(index: Index, slots: Sequence[Slot], stacks: Sequence[Sequence[Place]]) -> bool:
    """Whether all columns of one group (those of 法人或其他组织) stand under the same headings. Where one does not, a
    heading is as wide as it should not be, and the columns behind it stand over figures that are not theirs."""
    above: dict[str, set[tuple[int, ...]]] = {}
    for slot in slots:
        group = slot.labels[0].group
        if group:
            over = tuple(
                place.start
                for place in stacks[slot.start]
                if any(label.handling == "group" for label in index.by_key.get(place.key, ()))
            )
            above.setdefault(group, set()).add(over)
    return all(len(headings) == 1 for headings in above.values())


def _repeats(table: str, slots: Sequence[Slot]) -> bool:
    if table == "annex":
        return False
    met = [tuple(sorted(slot.codes.items())) for slot in slots]
    return len(set(met)) != len(met)


def _by_sequence(table: str, lines: Sequence[Line], forms: Forms) -> Heading | None:
    """Columns in the order of their labels, for sources without geometry or with a broken one."""
    index, leaf = forms.columns[table], LEAVES[table]
    rows = [[place for place in line.places if place.text and not place.is_carried] for line in lines]
    if any(is_remark(index, place.key) for line in lines if not line.is_loose for place in line.places):
        return None  # Its blank cell would stand for a figure that is lost.
    slots = in_order(table, index, leaf, rows)
    leaves = leaves_of(index, leaf, rows)
    if table == "annex" and any(slot.codes.get("role") == "year" and not _is_year(slot) for slot in slots):
        slots = [slot for slot in slots if not _is_year(slot)]
    width = 0
    if table == "applications":
        slots, width = applicants(index, lines, leaves, slots)
    whole = completed(index, lines, slots) if table == "applications" and not width else None
    slots = whole or slots
    if not slots or _repeats(table, slots):
        return None
    if table != "applications" and len(leaves) == len(slots):
        width = in_one_row(index, leaf, lines, leaves)
        if width:
            put(slots, leaves)
    if table == "applications" and not width and not is_in_order(slots):
        return None
    if table == "disclosures" and not width and not is_ascending(slots):
        return None
    heading = Heading(table, slots, False, width, forms.rows[table].by_key, is_padded=_is_padded(lines))
    heading.cell_count = max(len(line.places) for line in lines)
    heading.is_completed = whole is not None
    return heading


def _is_padded(lines: Sequence[Line]) -> bool:
    """Whether rows are filled up with blanks at their end: some heading is, and none has a blank before a word."""
    counts = [len([place for place in line.places if place.text]) for line in lines]
    is_filled_first = all(
        all(place.text for place in line.places[:count]) for line, count in zip(lines, counts, strict=True)
    )
    return is_filled_first and any(count < len(line.places) for line, count in zip(lines, counts, strict=True))


def _is_year(slot: Slot) -> bool:
    """Headed by a year alone: beside a column of figures it is the table's title."""
    return label_key(slot.heading) == YEAR_KEY


def names_columns(lines: Sequence[Line], forms: Forms) -> bool:
    """Whether rows name several columns of one table, known as these columns or not: those above them end there."""
    keys = {place.key for line in lines for place in line.places if not place.is_carried}
    return any(
        sum(leaf_of(forms.columns[table], key, leaf) is True for key in keys) >= _LABELS_OF_A_HEADING
        for table, leaf in LEAVES.items()
    )


def numbers_columns(filled: Sequence[Place]) -> bool:
    """Whether a row only counts the columns, as statistical forms do: 甲, 乙, 1, 2 or 栏次, 1, 2, 3."""
    if filled[0].text not in _COLUMN_MARKS and not filled[0].text.isdecimal():
        return False
    marks = [place.text for place in filled if not place.text.isdecimal()]
    counted = [place.text for place in filled if place.text.isdecimal()]
    numbers = [str(number) for number in range(1, len(counted) + 1)]
    return bool(marks) and counted == numbers and all(mark in _COLUMN_MARKS for mark in marks)
