"""Which cell of a row falls under which column, or that it is not certain.

Belongs here: the assignment by place and by number, figures that may be split or stand for several columns.
Does not belong here: headings (table_headings), meaning (table_walk).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extraction.table_cells import BLANK, DASH, figure
from extraction.table_headings import Heading
from extraction.table_lines import Line, Place
from extraction.table_slots import Slot
from extraction.table_sums import adds_up, is_summed

_DOCUMENTS = 3
"""Columns of either form for regulations and normative documents: with fewer, words stand above figures unread."""
_RESULTS = 5
"""Columns of the cases table for one procedure."""
_APPLICANTS = 7
"""Columns of the applications table: with fewer, the number of a row's figures says nothing of where they belong."""


def label_and_values(heading: Heading, line: Line) -> tuple[list[Place], list[Place]]:
    """The cells that name the row (left to right) and those that hold its figures."""
    first = heading.slots[0].start
    if heading.is_above(line):
        labels = [place for place in line.places if place.column + place.span <= first]
        values = line.places[len(labels) :]
        is_moved = any(place.column < first for place in values) or any(place.is_figure for place in labels)
        if not is_moved and not any(place.key in heading.row_keys for place in values if not place.is_figure):
            return own_last([place for place in labels if place.text]), values
    last = -1
    for at, place in enumerate(line.places):
        if place.is_figure or (place.text and (not place.key or place.key.isnumeric())):
            break  # A figure, or digits that are none: no label is without words.
        if place.text:
            last = at
    return own_last([place for place in line.places[: last + 1] if place.text]), line.places[last + 1 :]


def unnumbered(line: Line) -> Line:
    """A row without the number that counts it, where its first column does (序号)."""
    first = line.places[0] if line.places else None
    is_number = first is not None and first.column == 0 and first.text.isdecimal() and not line.is_loose
    return replace(line, places=line.places[1:]) if is_number else line


def own_last(labels: list[Place]) -> list[Place]:
    """A row is named by a cell of its own: cells that reach down from rows above come before it, wherever they lie."""
    return sorted(labels, key=lambda place: not place.is_carried) if len(labels) > 1 else labels


def assign(heading: Heading, line: Line, values: Sequence[Place]) -> list[list[Place]] | None:
    """For each slot the cells that fall into it, or None where it is not certain which do.

    A cell over several slots is given to each. Cells are placed by where they lie; where the source or the row has no
    geometry, in order, and only if their number is exactly that of the slots.
    """
    slots = heading.slots
    if heading.is_completed and not adds_up(heading, values):
        return None
    if line.is_loose and len(values) == 1 and (apart := _digits(heading, values[0])):
        return [[digit] for digit in apart]
    if line.pads and (one := _merged(line, values, len(slots))) is not None:
        return [[one] for _ in slots]
    if _is_cut_short(line, values, len(slots)):
        return None
    if line.is_loose and not line.alone and len(values) > len(slots) and not values[0].text:
        return None  # Of the blanks on either side, which are cells?
    if not line.has_geometry and (heading.is_padded or line.spare):
        values = _without_pads(values, len(slots), line.spare if line.is_loose else len(values))
    is_counted = not heading.has_geometry and not line.is_loose and heading.width == len(line.places)
    values = _behind_label(heading, line, values)
    if heading.is_above(line) or is_counted:
        has_moved = heading.extent and any(v.column + v.span > heading.extent for v in values)
        placed = None if has_moved else _by_place(slots, values)
        if placed is not None:
            return None if is_counted and _lacks_total(heading, placed) else placed
    if (
        (line.is_wrapped and not _is_proved(heading, values))
        or not _may_count(heading, line)
        or _may_be_label(heading, line, values)
    ):
        return None
    widths = [value.span for value in values]
    if len(values) == len(slots) and (
        all(width == 1 for width in widths)
        or widths == [slot.end - slot.start for slot in slots]
        or _reach_alike(heading, line, values)
    ):
        in_order = [[value] for value in values]
        return None if not line.has_geometry and _lacks_total(heading, in_order) else in_order
    if len(slots) == 1 and not heading.unknown and sum(bool(value.text) for value in values) == 1:
        return [[value for value in values if value.text]]
    if line.has_geometry and sum(widths) == len(slots):
        return [[value] for value in values for _ in range(value.span)]
    return None


def _is_proved(heading: Heading, values: Sequence[Place]) -> bool:
    """Whether a figure for each column makes the sums of the form: no number among them is broken."""
    return is_summed(heading) and all(value.figure.is_count for value in values) and adds_up(heading, values)


def _reach_alike(heading: Heading, line: Line, values: Sequence[Place]) -> bool:
    """Whether the cells of a row, as many as there are columns, fill the places of these together, each beside its own:
    the one heading is wide and the other figure (本年增/减 over two places, its figure in one). The sums of the form,
    where it has any, must hold."""
    slots = heading.slots
    if heading.table == "annex" or not heading.is_above(line) or not adds_up(heading, values):
        return False
    ends = [value.column + value.span for value in values]
    return (
        values[0].column == slots[0].start
        and ends[-1] == slots[-1].end
        and all(value.column == end for value, end in zip(values[1:], ends, strict=False))
        and all(v.column < s.end and s.start < end for v, s, end in zip(values, slots, ends, strict=True))
    )


def _lacks_total(heading: Heading, placed: Sequence[Sequence[Place]]) -> bool:
    """Whether a row of text states applicants and no total: it may have moved, blanks before and behind it."""
    last = placed[-1][0]
    return heading.table == "applications" and not last.text and any(within[0].figure.value for within in placed)


def _may_be_label(heading: Heading, line: Line, values: Sequence[Place]) -> bool:
    """Whether the first cell behind a row's label, a blank one, may be one of its label's places: the row has not as
    many cells as its heading."""
    is_other = not heading.has_geometry and not line.is_loose and heading.width not in (0, len(line.places))
    return is_other and bool(values) and not values[0].text


def _may_count(heading: Heading, line: Line) -> bool:
    """Whether a row may be placed by the number of its figures: where columns are missing, that number says nothing."""
    slots = heading.slots
    if heading.table == "applications":
        return len([slot for slot in slots if not slot.is_aside]) == _APPLICANTS
    is_short = line.is_loose and heading.table == "disclosures" and len(slots) != _DOCUMENTS
    return not (is_short and _is_of_documents(slots))


def _is_of_documents(slots: Sequence[Slot]) -> bool:
    return any(
        slot.codes.get("measure") in ("created", "disclosed", "cumulative", "repealed", "in_force") for slot in slots
    )


def is_counted(heading: Heading, line: Line) -> bool:
    """Whether a row of text is one label and a figure for each column, as `assign` would place them."""
    places, slots = line.places, heading.slots
    if not line.is_loose or len(places) - 1 != len(slots) or heading.width or heading.has_geometry:
        return False
    if (
        heading.is_completed
        or line.is_wrapped
        or line.spare
        or line.pads
        or heading.is_padded
        or not _may_count(heading, line)
    ):
        return False
    key, values = places[0].key, places[1:]
    if not key or key.isnumeric() or not all(value.figure.is_figure for value in values):
        return False
    if heading.table != "applications":
        return True
    return not is_split([value for value, slot in zip(values, slots, strict=True) if not slot.is_aside])


def _digits(heading: Heading, place: Place) -> list[Place]:
    """The figures of a row whose cells run together, each a digit of its own: as many as there are columns, all of them
    noughts or adding up as the form demands; none where that is not certain."""
    text, width = place.text, len(heading.slots)
    if (
        width < 2
        or any(slot.is_aside for slot in heading.slots)
        or len(text) != width
        or not text.isdecimal()
        or place.end - place.start != width
    ):
        return []
    size = {"applications": _APPLICANTS, "cases": _RESULTS}.get(heading.table, width)
    parts = [[int(digit) for digit in text[at : at + size]] for at in range(0, width, size)]
    adds_up = size < width or heading.table == "applications"
    if any(any(part) and not (adds_up and sum(part[:-1]) == part[-1]) for part in parts):
        return []
    return [
        replace(place, text=digit, figure=figure(digit), column=at, start=place.start + at, end=place.start + at + 1)
        for at, digit in enumerate(text)
    ]


def _merged(line: Line, values: Sequence[Place], slots: int) -> Place | None:
    """The one cell of a row of text that covers all columns, as the bars behind it show."""
    if slots < 2 or line.pads < slots - 1 or not values:
        return None
    return values[0] if not any(value.text for value in values[1:]) and len(values) - 1 <= line.pads else None


def _is_cut_short(line: Line, values: Sequence[Place], slots: int) -> bool:
    """Whether fewer cells than columns stand before the bars side by side at a row's end: which of them are wide, and
    which of the bars are blank cells, cannot be told."""
    if line.is_loose or line.has_geometry or not line.pads:
        return False
    stated = values[: max(0, len(values) - line.pads)]
    return 0 < len(stated) < slots and any(value.text for value in stated)


def _behind_label(heading: Heading, line: Line, values: Sequence[Place]) -> Sequence[Place]:
    """The cells of a row of text without the places that its label covers besides its own: the blank ones right behind
    it that are more than there are columns, where all columns are filled but for the first. No cell may be lost: the
    row has as many as the headings above it, or its sums show that it has all."""
    more = len(values) - len(heading.slots)
    if line.has_geometry or line.is_loose or more < 1 or not values[-1].text or any(v.text for v in values[:more]):
        return values
    is_whole = len(line.places) == heading.cell_count or adds_up(heading, values[more:])
    return values[more:] if is_whole else values


def _without_pads(values: Sequence[Place], wanted: int, most: int) -> Sequence[Place]:
    """The cells without the blank ones at their end, at most so many, that are more than there are columns."""
    count = len(values)
    while count > max(wanted, len(values) - most) and not values[count - 1].text:
        count -= 1
    return values[:count]


def _by_place(slots: Sequence[Slot], values: Sequence[Place]) -> list[list[Place]] | None:
    if len(values) == len(slots) and all(
        value.column == slot.start and value.column + value.span == slot.end
        for value, slot in zip(values, slots, strict=True)
    ):
        return [[value] for value in values]
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


def is_split(values: Sequence[Place]) -> bool:
    """Whether a row that does not add up would, were two neighbouring digits one number (rule T3-11)."""
    figures = [number for value in values if (number := value.figure.value) is not None]
    if len(figures) < max(4, len(values)) or sum(figures[:-1]) == figures[-1]:
        return False
    texts = [value.text for value in values]
    for at in range(len(texts) - 1):
        if len(texts[at]) == 1 and len(texts[at + 1]) == 1:
            joined = [*figures[:at], figures[at] * 10 + figures[at + 1], *figures[at + 2 :]]
            if sum(joined[:-1]) == joined[-1]:
                return True
    return False
