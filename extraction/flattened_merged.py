"""Merged cells that a copy of a table repeats in every place that they cover.

Belongs here: rows of marked cells with each merged cell once again. Does not belong here: the cells of a line
(flattened_lines), columns (table_order).
Only labels and notes show that a cell was merged; a figure is a repeated one only below a heading that is, and beside
its like. Labels below each other may be columns of their own (结果维持) where no row repeats one beside itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from extraction.table_labels import Forms
from extraction.table_lines import Line, Place, read_words

_NOTE = 12
"""Characters of a note, which no two cells of a row hold."""


@dataclass(slots=True)
class Merged:
    """What is known from row to row of marked cells."""

    forms: Forms
    above: Line | None = None
    """The last row, where it had no figures."""
    repeats: bool = False
    """Some heading row says one label in neighbouring cells."""
    repeated: frozenset[int] = frozenset()
    """Columns of the lowest heading row that only repeat the one before them."""

    def once(self, row: Line) -> Line:
        """The row with each merged cell in its first place and blanks in the others."""
        places = row.places
        if any(place.is_figure for place in places):
            self.above = None
            again = {at for at in self.repeated if at < len(places) and places[at].text == places[at - 1].text}
            again |= self.beside(places)
        else:
            self.repeated = frozenset(self.beside(places))
            self.repeats = self.repeats or bool(self.repeated)
            again = set(self.repeated) | (self.below(places) if self.repeats else set())
            self.above = row
        return replace(row, places=[_blank(place) if place.column in again else place for place in places])

    def beside(self, places: list[Place]) -> set[int]:
        """Cells that say what the one before them says."""
        return {
            at for at in range(1, len(places)) if places[at].text == places[at - 1].text and self.is_label(places[at])
        }

    def below(self, places: list[Place]) -> set[int]:
        """Cells of a heading row that say what the one above them says."""
        if self.above is None or len(self.above.places) != len(places):
            return set()
        pairs = zip(places, self.above.places, strict=True)
        return {at for at, (own, over) in enumerate(pairs) if own.text == over.text and self.is_label(own)}

    def is_label(self, place: Place) -> bool:
        """Whether a cell names rows or columns, or notes something at length."""
        return bool(place.key) and not place.is_figure and (place.key in self.forms.known or len(place.text) >= _NOTE)


def _blank(place: Place) -> Place:
    key, stated = read_words("")
    return replace(place, text="", key=key, figure=stated)
