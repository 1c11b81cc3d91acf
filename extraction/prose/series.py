"""Several years told in one row (2011年、2012年、2013年分别公开1800条、2100条和2386条): which count is of which year.

Belongs here: finding such rows. Does not belong here: other words of time (refusals).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extraction.prose.clauses import EACH, Clause, Count
from extraction.prose.scopes import join
from extraction.prose.state import State

_YEARS = re.compile(r"(20\d\d)(?:年?度?\s?(?P<to>[-~—–至到]))?(?=年|\s?[、和及与]|\s?20\d\d)")
_BETWEEN = re.compile(r"(?:(?:政府|政务|公开)?信息|(?:政府信息公开|信息公开)?申请)?[\s、,;和及与]*")
_SEVERAL, _LONGEST = 2, 6
_FIRST, _LAST = 2000, 2060


def years_in_turn(parts: Sequence[Clause], state: State) -> dict[int, int]:
    """The year of each count of such a row, by the count's offset. The clause that counts the reporting year gets the
    words of the row, so that its count is read by them."""
    found: dict[int, int] = {}
    for index, part in enumerate(parts):
        is_announced = index + 1 < len(parts) and parts[index + 1].opener == ":"
        if not part.flags & EACH or not (part.counts or is_announced):
            continue
        each = next(hit.start for hit in part.hits if hit.word.flags & EACH)
        years = _years(parts, index, each, state)
        row = _row(parts[index:], each, len(years), state.text) if state.report_year in years else []
        for (clause, count), year in zip(row, years, strict=False):
            found[count.start] = year
            if year == state.report_year:
                if clause is not part:
                    join(part, clause)
                clause.years = [(clause.start, year)]
    return found


def _years(parts: Sequence[Clause], index: int, end: int, state: State) -> list[int]:
    """The years named before an offset, in its clause or in the one before, each once; [] where there is but one."""
    first = index
    while first and _may_name_year(parts[first - 1]) and parts[first].opener in ",、" and index - first < _SEVERAL:
        first -= 1
    named = list(_YEARS.finditer(state.text, parts[first].start, end))
    years = [int(match[1]) for match in named]
    if len(years) == _SEVERAL and named[0]["to"] and years[0] < years[1]:
        years = list(range(years[0], years[1] + 1))
    is_row = _SEVERAL <= len(years) <= _LONGEST and len(set(years)) == len(years)
    return years if is_row else []


def _may_name_year(part: Clause) -> bool:
    """Whether a clause counts nothing, or the first of two years alone (2012、2013年)."""
    return all(count.rule is None and _FIRST <= count.value <= _LAST for count in part.counts)


def _row(parts: Sequence[Clause], start: int, length: int, text: str) -> list[tuple[Clause, Count]]:
    """So many counts one behind the other from an offset on, with no words between; [] where there are others."""
    row: list[tuple[Clause, Count]] = []
    for part in parts:
        for count in (count for count in part.counts if count.start > start):
            is_next = not row or _BETWEEN.fullmatch(text, row[-1][1].end, count.start) is not None
            if count.rule != "" or not is_next:
                return row if len(row) == length else []
            row.append((part, count))
        if row and not part.counts:
            break
    return row if len(row) == length else []
