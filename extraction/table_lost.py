"""Rows of text that lost blank cells, or hold the number of a page: what of them is certain once all text is read.

Belongs here: which rows wait for that, what the table's sums (table_sums) prove of them, which rows are taken back.
Does not belong here: rows that have a figure for each column and are beyond doubt (table_rows).
A row of fewer figures than columns shows that blanks are lost; then a row that has enough of them and does not add up
may have moved, too: a lost blank before it, a page's number behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from extraction import table_pairs
from extraction.table_headings import Heading
from extraction.table_labels import Label
from extraction.table_lines import Line, Place, Sense, Statement
from extraction.table_pairs import Pairs
from extraction.table_sums import Counted, adds_up, count, is_summed, proved, ways

if TYPE_CHECKING:
    from extraction.table_walk import Walk

_LONGEST_FOLIO = 3
"""Digits of a page's number."""
_MOST_ROWS = 100


@dataclass(slots=True)
class Row:
    """A row of text of the applications table. `senses` are those of its columns where it waits to be read, else it
    was read as it stands."""

    label: Label
    heading: Heading
    line: Line
    figures: Sequence[Place]
    senses: Sequence[Sense | None] = ()


@dataclass(slots=True)
class Lost:
    """What rows of text leave open until all are read."""

    rows: list[Row] = field(default_factory=list)
    unproven: list[tuple[Line, list[Statement]]] = field(default_factory=list)
    """Statements that stand only if no row lost a blank cell."""
    has_short_rows: bool = False
    uncoded: list[tuple[Line, list[Statement]]] = field(default_factory=list)
    """Rows of an annex with codes that show none: what stands for a figure may be the code of a row whose figure is
    blank."""
    unitless: list[tuple[Line, list[Statement]]] = field(default_factory=list)
    """Rows of an annex with a column of units that show none: where others do, cells were lost, a label maybe."""
    has_units: bool = False
    """Some row of the annex shows its unit."""
    has_codes: bool = False
    """Some row of the annex shows its code."""


def note(walk: Walk, heading: Heading, line: Line, label: Label | None, values: Sequence[Place], first: int) -> None:
    """Notes a row of text that was read, a figure under each column; `first` is its first statement."""
    if line.has_geometry:
        return
    is_group = label is not None and bool(label.group) and label.code("reason") == "all"
    table_pairs.note(walk, table_pairs.LABELLED, line, values, walk.statements[first:], is_group=is_group)
    if label is not None and heading.table == "applications":
        walk.lost.rows.append(Row(label, heading, line, values))
    if not _is_whole(heading, line, values):
        walk.lost.unproven.append((line, walk.statements[first:]))


def hold(
    walk: Walk, heading: Heading, line: Line, label: Label, values: Sequence[Place], senses: Sequence[Sense | None]
) -> bool:
    """Keeps a row that has fewer figures than columns, and no blanks between them, until all rows are read; False where
    it is no such row."""
    figures = [value for value in values if value.text]
    if (
        heading.is_completed
        or line.has_geometry
        or list(values[: len(figures)]) != figures
        or not 0 < len(figures) < len(heading.slots)
    ):
        return False
    if len(figures) == 1 and len(figures[0].text) == len(heading.slots):
        return False  # A digit for each column, run together.
    walk.lost.has_short_rows = True
    is_wrapped = line.is_wrapped and line.alone != {len(figures) - 1}
    if is_wrapped or heading.table != "applications" or not is_summed(heading):
        return False
    if not all(figure.is_figure and figure.figure.is_count for figure in figures):
        return False
    walk.extend(line)
    walk.lost.rows.append(Row(label, heading, line, figures, senses))
    counts = [count(figure) for figure in figures]
    is_possible = len(figures) == 1 or bool(ways(heading.slots, counts))
    kind = table_pairs.LABELLED if is_possible else table_pairs.MISFIT
    table_pairs.note(walk, kind, line, figures, (), walk.lost.rows[-1])
    return True


def without_folio(heading: Heading, line: Line) -> Line:
    """A row of text without the number of a page that stands on a line of its own behind its figures, where that number
    makes them one more than the columns, and they add up without it."""
    if not line.alone:
        return line
    values, last = line.places[1:], len(heading.slots)
    if line.alone not in ({last}, set(range(last + 1))) or last not in _folios(heading, line, values):
        return line
    return replace(line, places=line.places[:-1], is_wrapped=False, alone=frozenset())


def has_moved(heading: Heading, line: Line, placed: Sequence[Sequence[Place]]) -> bool:
    """Whether a row of text whose last cells are blank may have lost the blanks between its figures: it does not add up
    as it stands."""
    values = [within[0] for within in placed]
    return not line.has_geometry and _is_cut(values) and not adds_up(heading, values)


def settle(walk: Walk) -> None:
    """Reads what the sums prove of the rows that lost cells, and takes back what may have moved."""
    lost, walk.lost = walk.lost, Lost()
    apart, walk.pairs = table_pairs.refused(walk.pairs), Pairs()
    waiting = {id(event.waits) for event in apart if event.waits is not None}
    lost.rows = [row for row in lost.rows if id(row) not in waiting]
    message = "labels and figures around this row do not stand in pairs; these may be another row's"
    _revoke(walk, [(event.line, event.statements) for event in apart], message)
    if lost.has_codes or _are_codes(lost.uncoded):
        _revoke(walk, lost.uncoded, "rows beside this one show their codes; this may be one")
    if lost.has_units:
        _revoke(walk, lost.unitless, "rows beside this one show their units; of this one a cell is lost")
    if not lost.has_short_rows:
        return
    _revoke(walk, lost.unproven, "rows beside this one lost blank cells, and its sums do not show whose these are")
    for row, columns in zip(lost.rows, _columns(lost.rows), strict=True):
        if row.senses:
            _read(walk, row, columns)


def _revoke(walk: Walk, rows: Sequence[tuple[Line, Sequence[Statement]]], message: str) -> None:
    """Takes back what rows state and reports it."""
    revoked = {id(statement) for _, statements in rows for statement in statements}
    walk.statements = [statement for statement in walk.statements if id(statement) not in revoked]
    for line, statements in rows:
        places = [statement.place for statement in statements if statement.place.text]
        walk.doubtful(line, places if statements else line.places, message)


def _are_codes(rows: Sequence[tuple[Line, list[Statement]]]) -> bool:
    """Whether each row states more than the one above it, as codes do."""
    values = [statements[0].value for _, statements in rows if statements and statements[0].value is not None]
    return len(values) > 1 and all(a < b for a, b in pairwise(values))


def _columns(rows: Sequence[Row]) -> Sequence[Sequence[set[int]]]:
    """For each figure of each row the columns that it may stand under; none where the sums do not prove them."""
    nothing: list[list[set[int]]] = [[] for _ in rows]
    divided = {row.label.code("outcome") for row in rows if row.label.code("reason") not in ("", "all")}
    has_sums = any(row.label.code("reason") == "all" and row.label.code("outcome") in divided for row in rows)
    slots = rows[0].heading.slots if rows else []
    codes = [slot.codes for slot in slots]
    is_one_table = len({id(row.label) for row in rows}) == len(rows) <= _MOST_ROWS and not has_sums
    if not is_one_table or any([slot.codes for slot in row.heading.slots] != codes for row in rows):
        return nothing
    counted = []
    for row in rows:
        possible = ways(slots, [count(figure) for figure in row.figures])
        if not possible and len(folios := _folios(row.heading, row.line, row.figures)) == 1:
            row.figures = [*row.figures[: folios[0]], *row.figures[folios[0] + 1 :]]
            possible = ways(slots, [count(figure) for figure in row.figures])
        counted.append(Counted(row.label.code("measure"), [count(figure) for figure in row.figures], possible))
    return proved(counted, len(slots)) or nothing


def _read(walk: Walk, row: Row, columns: Sequence[set[int]]) -> None:
    """States the figures of a row whose columns are proved and reports the others."""
    walk.taken.setdefault("applications", set()).add(row.label)
    certain = {id(figure): min(found) for figure, found in zip(row.figures, columns, strict=False) if len(found) == 1}
    for is_certain, run in groupby(row.figures, key=lambda figure: id(figure) in certain):
        figures = list(run)
        if not is_certain:
            what = f"“{row.line.places[0].text}” has fewer figures than columns"
            walk.doubtful(row.line, figures, f"{what}, and its sums do not show whose these are")
            continue
        for figure in figures:
            at = certain[id(figure)]
            sense, slot = row.senses[at], row.heading.slots[at]
            if sense is not None and not slot.is_aside:
                figure.mean(sense.said)
                walk.statements.append(Statement(sense, figure.figure.value, figure, row.line.grid_index))


def _is_whole(heading: Heading, line: Line, values: Sequence[Place]) -> bool:
    """Whether figures stand under their columns even where rows beside them lost blank cells: each has a cell of its
    own, apart from the others, blanks stand between them or nowhere, they add up, and none may be a page's number."""
    if len(values) != len(heading.slots) or not all(value.figure.is_value for value in values):
        return False
    stated = [value for value in values if value.text]
    is_spread = len({value.start for value in stated}) < len(stated)
    is_glued = any(a.end == b.start for a, b in pairwise(values) if a.text and b.text) and any(map(count, values))
    if is_spread or is_glued or _is_cut(values):
        return False
    return adds_up(heading, values) and not _folios(heading, line, values)


def _is_cut(values: Sequence[Place]) -> bool:
    """Whether blanks stand behind figures and nowhere before."""
    filled = [value for value in values if value.text]
    return 0 < len(filled) < len(values) and list(values[: len(filled)]) == filled


def _folios(heading: Heading, line: Line, values: Sequence[Place]) -> list[int]:
    """Which figures may be the number of a page: those on a line of their own without which the others add up."""
    found = []
    for at in sorted(line.alone) or range(len(values) == 1 and line.is_loose):
        text = values[at].text if at < len(values) else ""
        is_number = text.isdecimal() and 0 < int(text) < 10**_LONGEST_FOLIO
        if is_number and _is_possible(heading, [*values[:at], *values[at + 1 :]]):
            found.append(at)
    return found


def _is_possible(heading: Heading, values: Sequence[Place]) -> bool:
    """Whether figures add up under the columns of a table that has sums, or would with blank cells between them."""
    if not is_summed(heading) or len(values) > len(heading.slots):
        return False
    if len(values) == len(heading.slots):
        return adds_up(heading, values)
    return heading.table == "applications" and bool(ways(heading.slots, [count(value) for value in values]))
