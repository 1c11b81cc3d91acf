"""The sums of the applications table as a proof of where figures stand in rows of text that lost blank cells.

Belongs here: whether a row adds up; the columns that its figures stand under in every placement that makes all sums of
the table. Does not belong here: rows whose cells are all there (table_placing), what is read of them (table_lost).
A row's last column is the sum of the others; in every column 新收 + 上年结转 = 总计 + 结转下年, and the results make
their 总计. Nothing is reckoned: a figure has a column only where all placements in the row's order agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from extraction.table_headings import Heading
from extraction.table_lines import Place
from extraction.table_slots import Slot

_APPLICANTS, _RESULTS = 7, 5
_NONE = Decimal(0)
_SUMS: tuple[Mapping[str, int], ...] = (
    {"received": 1, "carried_in": 1, "processed": -1, "carried_out": -1},
    {"outcome": 1, "processed": -1},
)
"""What makes nought together, in every column: measures and their signs."""

Way = tuple[int, ...]
"""The columns of a row's figures, in their order."""


@dataclass(slots=True)
class Counted:
    """The figures of one row, and the columns that they may stand under."""

    measure: str
    figures: Sequence[Decimal]
    ways: list[Way]

    def at(self, way: Way, column: int) -> Decimal:
        """What the row states in a column, blank as nought."""
        return self.figures[way.index(column)] if column in way else _NONE

    def bounds(self, column: int) -> tuple[Decimal, Decimal]:
        """The least and the most that it may state in a column."""
        values = [self.at(way, column) for way in self.ways]
        return min(values), max(values)


def is_summed(heading: Heading) -> bool:
    """Whether these columns are those of a table that adds up, each sum behind its parts."""
    return bool(_blocks(heading))


def adds_up(heading: Heading, values: Sequence[Place]) -> bool:
    """Whether a figure for each column makes the sums of the form; True for tables that have none."""
    blocks = _blocks(heading)
    if not blocks:
        return True
    if len(values) != len(heading.slots):
        return False
    figures = [count(value) for value in values]
    size = len(blocks[0])
    return all(_holds(block, range(size), figures[at * size : (at + 1) * size]) for at, block in enumerate(blocks))


def ways(slots: Sequence[Slot], figures: Sequence[Decimal]) -> list[Way]:
    """The columns that the figures of one row of applications may stand under, in their order, blank cells between
    them, so that they add up."""
    return [way for way in combinations(range(len(slots)), len(figures)) if _holds(slots, way, figures)]


def proved(rows: Sequence[Counted], columns: int) -> list[list[set[int]]] | None:
    """For each row and each of its figures the columns that it may stand under; None where the rows' totals do not make
    the sums of the table. Takes away the ways of `rows` that no sum allows."""
    if not {"received", "processed"} <= {row.measure for row in rows} or not all(row.ways for row in rows):
        return None
    changed = True
    while changed:
        changed = False
        for signs in _SUMS:
            members = [row for row in rows if row.measure in signs]
            for column in range(columns):
                changed |= _without_impossible(members, signs, column)
                if not all(row.ways for row in members):
                    return None
    totals = [(row.measure, *row.bounds(columns - 1)) for row in rows]
    is_whole = all(least == most for _, least, most in totals)
    if not is_whole or not any(most for measure, _, most in totals if measure == "processed"):
        return None
    return [[{way[at] for way in row.ways} for at in range(len(row.figures))] for row in rows]


def _without_impossible(rows: Sequence[Counted], signs: Mapping[str, int], column: int) -> bool:
    """Takes away the ways by which one column's sum cannot be made, and says whether there were any."""
    bounds = []
    for row in rows:
        low, high = row.bounds(column)
        bounds.append((low, high) if signs[row.measure] > 0 else (-high, -low))
    least, most = sum((low for low, _ in bounds), _NONE), sum((high for _, high in bounds), _NONE)
    changed = False
    for row, (low, high) in zip(rows, bounds, strict=True):
        sign = signs[row.measure]
        kept = [way for way in row.ways if least - low <= -sign * row.at(way, column) <= most - high]
        changed |= len(kept) < len(row.ways)
        row.ways = kept
    return changed


def _blocks(heading: Heading) -> Sequence[Sequence[Slot]]:
    """The columns by the sums that they are part of, each sum last in its block; worked out once a heading."""
    if heading.blocks is None:
        heading.blocks = _by_sums(heading.table, heading.slots)
    return heading.blocks


def _by_sums(table: str, slots: Sequence[Slot]) -> list[Sequence[Slot]]:
    code, wanted = {"applications": ("applicant", _APPLICANTS), "cases": ("result", _RESULTS)}.get(table, ("", 0))
    size = len(slots) if table == "applications" else wanted
    if not size or len(slots) % size:
        return []
    blocks = [slots[at : at + size] for at in range(0, len(slots), size)]
    for block in blocks:
        own = [slot.codes.get(code) for slot in block if not slot.is_aside]
        if len(own) != wanted or len(set(own)) != wanted or own[-1] != "all" or block[-1].is_aside:
            return []
    return blocks


def _holds(block: Sequence[Slot], way: Sequence[int], figures: Sequence[Decimal]) -> bool:
    """Whether figures under these columns, all others blank, make the block's sums: a blank sum is one of noughts."""
    total = aside = parts = organisations = _NONE
    for column, figure in zip(way, figures, strict=True):
        slot = block[column]
        if column == len(block) - 1:
            total = figure
        elif slot.is_aside:
            aside = figure
        else:
            parts += figure
            if slot.codes.get("applicant") != "natural_person":
                organisations += figure
    return parts == total and (aside == organisations or not any(slot.is_aside for slot in block))


def count(place: Place) -> Decimal:
    """What a cell adds to a sum: blanks and dashes nothing."""
    return _NONE if place.figure.value is None else place.figure.value
