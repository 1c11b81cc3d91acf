"""Columns of sources without geometry: in which order, and in which places of a row.

Belongs here: heading rows of text that hold all columns or keep the places of wide cells; the form's order. Does not
belong here: columns by where they lie on a page (table_headings), what a column stands for (table_slots).
"""

from __future__ import annotations

from collections.abc import Sequence

from extraction.table_cells import BAD, Figure
from extraction.table_labels import Index
from extraction.table_lines import Line, Place
from extraction.table_slots import Slot, in_order, leaf_of, slot_of

_APPLICANTS = 7
"""Columns of the applications table."""


def in_one_row(index: Index, leaf: str, lines: Sequence[Line], leaves: Sequence[Place]) -> int:
    """How many cells the one heading row has that holds all columns and nothing behind the first of them; else 0."""
    with_leaves = [line for line in lines if any(leaf_of(index, place.key, leaf) for place in line.places)]
    if len(with_leaves) != 1 or with_leaves[0].is_loose:
        return 0
    places = with_leaves[0].places
    first = min(place.column for place in leaves)
    behind = [place for place in places if place.text and place.column >= first]
    return len(places) if behind == leaves else 0


def put(slots: Sequence[Slot], leaves: Sequence[Place]) -> None:
    """Notes the place of each column: that of its heading."""
    for slot, place in zip(slots, leaves, strict=True):
        slot.start, slot.end = place.column, place.column + 1


def applicants(index: Index, lines: Sequence[Line], leaves: list[Place], slots: list[Slot]) -> tuple[list[Slot], int]:
    """The columns of the applications table and how many cells its rows have (0: their places are not known). `slots`
    are those in the order that the rows of the form's heading give."""
    width = in_one_row(index, "applicant", lines, leaves) if leaves else 0
    if not width and (aligned := _aligned(index, lines, leaves)):
        leaves = aligned
        width = next(len(line.places) for line in lines if any(place is aligned[0] for place in line.places))
    printed = in_order("applications", index, "applicant", [leaves])
    if width and len(printed) == len(leaves):
        put(printed, leaves)
        return printed, width
    # 法人或其他组织 自然人 商业企业 …: the group stands above all columns, and they stand in one line.
    is_whole = len({slot.codes.get("applicant") for slot in printed if not slot.is_aside}) == _APPLICANTS
    return (printed if is_whole and is_in_order(printed) and not is_in_order(slots) else slots), 0


def _aligned(index: Index, lines: Sequence[Line], leaves: Sequence[Place]) -> list[Place]:
    """The columns from left to right, where heading rows of text keep the places that wide cells cover: all have
    equally many cells, no two columns share one, and a group (法人或其他组织) stands above the first of its own. Empty
    where that is not so."""
    if len(lines) < 2 or any(line.is_loose or line.has_geometry for line in lines):
        return []
    above = [line for line in lines if not any(place is leaf for place in line.places for leaf in leaves)]
    is_above = any(
        label.handling == "group"
        for line in above
        for place in line.places
        for label in index.by_key.get(place.key, ())
    )
    if is_above and len(above) < len(lines) - 1:
        lines = [line for line in lines if not any(line is other for other in above)]
    if len({len(line.places) for line in lines}) != 1 or not leaves:
        return []
    ordered = sorted(leaves, key=lambda place: place.column)
    first = ordered[0].column
    if [place.column for place in ordered] != list(range(first, first + len(ordered))):
        return []
    members = [place.column for place in ordered if any(label.group for label in index.by_key.get(place.key, ()))]
    if not members or members != list(range(members[0], members[0] + len(members))) or members[0] == first:
        return []
    over = [
        place
        for line in lines
        for place in line.places
        if place.text and place.column >= first and not any(place is leaf for leaf in leaves)
    ]
    is_known = all(any(label.handling == "group" for label in index.by_key.get(place.key, ())) for place in over)
    starts = {place.column for place in over}
    if is_above and not over:
        return ordered
    return ordered if is_known and members[0] in starts and starts <= {first, members[0]} else []


def completed(index: Index, lines: Sequence[Line], slots: list[Slot]) -> list[Slot] | None:
    """The columns of the applications table where one of the form's labels is lost and the others stand in its order;
    None where that is not so. Only a row with a figure for each column shows that the column is there."""
    if len(slots) != _APPLICANTS - 1 or not all(line.is_loose for line in lines) or not is_in_order(slots):
        return None
    held = {slot.codes.get("applicant") for slot in slots if not slot.is_aside}
    labels = {label.code("applicant"): label for label in index.labels if label.code("applicant")}
    lost = labels.keys() - held
    if len(lost) != 1 or len(held) != len(slots):
        return None
    label = labels[lost.pop()]
    at = sum(slot.labels[0].position < label.position for slot in slots)
    unprinted = Place(label.name, label.keys[0], Figure(BAD), 0, 1, 0, 0, 0)
    lost_one = slot_of([label], at, at + 1, [unprinted])
    lost_one.is_lost = True
    return [*slots[:at], lost_one, *slots[at:]]


def is_in_order(slots: Sequence[Slot]) -> bool:
    """Whether labels whose places nothing shows stand in the form's order: in another one their lines were torn apart,
    and which figures are whose is not certain."""
    positions = [label.position for slot in slots for label in slot.labels if label.code("applicant") or slot.is_aside]
    return positions == sorted(positions)


def is_ascending(slots: Sequence[Slot]) -> bool:
    """Whether the columns of the disclosures table stand in a form's order: words that stand side by side in halves
    (本年 本年 现行有效件数 / 制发件数 废止件数) do not."""
    positions = [slot.labels[0].position for slot in slots]
    return positions == sorted(positions)
