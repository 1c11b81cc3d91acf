"""The era that a reporting year belongs to: which form of report the law asked for in it.

Belongs here: the years of the eras. Does not belong here: in which form a document is (tables.py), which year it is of
(reporting_year.py).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from extraction.places import Rows


@dataclass(frozen=True, slots=True)
class Eras:
    """The eras in order of time, each with its first year; the last one is open."""

    first_years: tuple[int, ...]
    codes: tuple[str, ...]

    @classmethod
    def from_seeds(cls, rows: Rows) -> Eras:
        """From the seed eras."""
        eras = sorted((int(row["first_year"]), row["era"]) for row in rows("eras"))
        return cls(tuple(first for first, _ in eras), tuple(code for _, code in eras))

    def of(self, year: int) -> str:
        """The code of the era of a reporting year; years before the first era count as its own."""
        return self.codes[max(0, bisect_right(self.first_years, year) - 1)]
