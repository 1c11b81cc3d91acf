"""Rows of figures under known columns: facts, or the issues that they are refused for.

Belongs here: which row a label names, the cells of a row as statements. Does not belong here: which rows are headings
and in which order they are read (table_walk), which cell falls under which column (table_placing), annexes (annex).
What a row's labels and columns stand for is noted with the heading: the next row that bears these labels, here or in
another document, takes it from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extraction import table_lost, table_pairs
from extraction.table_cells import BAD, DASH, REPORTED, check
from extraction.table_headings import Heading, Row
from extraction.table_labels import Forms, Label, path_keys
from extraction.table_lines import Line, Place, Sense, Statement
from extraction.table_placing import assign, is_counted, is_split, is_spread, label_and_values, own_last
from extraction.table_slots import Slot

if TYPE_CHECKING:
    from extraction.table_walk import Walk

_BAD_CELL = {
    "disclosures": "table.bad_cell_disclosures",
    "applications": "table.bad_cell",
    "cases": "table.bad_cell_cases",
    "annex": "table.bad_cell_annex",
}
GROUP_TOTAL = "all"
IGNORED = "ignored by name"
_NOTE_LENGTH = 60
_SHORT = 2
"""A label of so few characters (其他) means nothing outside of its group."""
_RESULTS = ("outcome", "processed")
"""Measures of the rows of results: none stands below the last row of the applications table."""
_LAST = ("processed", "carried_out")
_ROWS_KEPT = 1_000
_CASES = "行政复议、行政诉讼"
"""The label of the one row of the cases table, which bears none."""


def find(forms: Forms, table: str, labels: Sequence[Place], group: str) -> tuple[Label | None, str]:
    """The row that the rightmost label cell names, and the group that it stands under."""
    index = forms.rows[table]
    beside = [place.key for place in reversed(labels[:-1]) if place.key in index.groups]
    own_group = beside[0] if beside else group
    key = labels[-1].key
    label = index.find(key, beside) if beside else None
    if label is None or (beside and label.group != beside[0]):
        free = [found for found in index.by_key.get(key, ()) if not found.group]
        if beside:
            label = next((found for found in index.by_key.get(key, ()) if found.group == beside[0]), None)
            label = label or (index.find(key, beside) if len(index.by_key.get(key, ())) == 1 else None)
        else:
            label = free[0] if free else index.find(key, [group] if group else ())
    if label is None and not index.by_key.get(key):
        path = path_keys(labels[-1].text)
        along = index.along(path) if len(path) > 1 else None
        if along is not None:
            return along, along.group
    is_short = table == "applications" and len(key) <= _SHORT
    if label is not None and is_short and label.group and label.group not in (*beside, group):
        label = None
    return label, own_group


def read_regular(walk: Walk, heading: Heading, line: Line) -> bool:
    """Takes a row with a known label and one plain cell under each column, as nearly all rows are; False where it is
    not such a row, and nothing is taken."""
    slots, places = heading.slots, line.places
    cut = len(places) - len(slots)
    if cut < 1 or heading.table not in ("applications", "disclosures"):
        return False
    labels, values = places[:cut], places[cut:]
    if not (_is_under(slots, labels, values) if heading.is_above(line) else is_counted(heading, line)):
        return False
    labels = own_last(labels)
    key = (walk.group, *[place.text for place in labels])
    row = heading.rows.get(key)
    if row is None:
        if key in heading.rows:
            return False
        if len(heading.rows) > _ROWS_KEPT:
            heading.rows.clear()
        row = heading.rows[key] = _row(walk, heading, labels)
        if row is None:
            return False
    label = row.label
    if walk.is_ended and label.code("measure") in _RESULTS:
        return False
    walk.go_on()
    walk.group = row.group
    walk.is_ended = walk.is_ended or label.code("measure") in _LAST
    labels[-1].mean(label.codes)
    walk.taken.setdefault(heading.table, set()).add(label)
    statements, grid_index = walk.statements, line.grid_index
    first_statement = len(statements)
    for place, sense, slot in zip(values, row.senses, slots, strict=True):
        stated = place.figure
        if slot.is_aside:
            place.meaning = IGNORED
        elif stated.is_count and sense.unit == "item":
            place.meaning = sense.said
            statements.append(Statement(sense, stated.value, place, grid_index))
        else:
            cell(walk, line, place, sense, slot, 1)
    if line.is_loose:
        walk.extend(line)
        table_lost.note(walk, heading, line, label, values, first_statement)
        _end_of_text(walk, label)
    return True


def _is_under(slots: Sequence[Slot], labels: Sequence[Place], values: Sequence[Place]) -> bool:
    """Whether the cells of a row lie one under each column, figures in them, and its labels before them."""
    has_figure = False
    for place, slot in zip(values, slots, strict=True):
        stated = place.figure
        if (
            place.column != slot.start or place.column + place.span != slot.end or place.row_span != 1
            or not stated.is_value or place.is_doubtful
        ):  # fmt: skip
            return False
        has_figure = has_figure or stated.is_figure
    first = slots[0].start
    for place in labels:
        if not place.text or place.column + place.span > first or place.figure.is_figure:
            return False
    return has_figure


def _end_of_text(walk: Walk, label: Label) -> None:
    """Behind the last row of the applications table, where nothing but its words shows where a table ends, ends it."""
    if label.code("measure") == "carried_out":
        walk.leave()


def _row(walk: Walk, heading: Heading, labels: list[Place]) -> Row | None:
    """What a row with these labels states; None where it is not known or does not belong under these columns."""
    label, _ = find(walk.forms, heading.table, labels, walk.group)
    if label is None or label.handling == "group":
        return None
    senses = senses_of(heading, label, labels[-1].text)
    if not all(senses):
        return None
    return Row(label, label.group, tuple(sense for sense in senses if sense is not None))


def senses_of(heading: Heading, label: Label, row_label: str) -> tuple[Sense | None, ...]:
    """What each cell of a row stands for; None where the forms do not know this row under that column."""
    key = (label, row_label)
    senses = heading.senses.get(key)
    if senses is None:
        senses = _kept(heading, key, tuple(_sense(heading, slot, label, row_label) for slot in heading.slots))
    return senses


def _kept(heading: Heading, key: tuple[object, ...], senses: tuple[Sense | None, ...]) -> tuple[Sense | None, ...]:
    if len(heading.senses) > _ROWS_KEPT:
        heading.senses.clear()
    heading.senses[key] = senses
    return senses


def _sense(heading: Heading, slot: Slot, label: Label, row_label: str) -> Sense | None:
    if heading.table == "disclosures" and label.group not in slot.groups:
        return None
    unit = "cny" if any(found.unit.startswith("cny") for found in slot.labels) else "item"
    codes = {**slot.codes, **dict(label.codes)}
    return Sense(heading.table, codes, unit, row_label, slot.heading, label.nested_forms, label.forms)


def read_row(walk: Walk, heading: Heading, line: Line, has_figure: bool) -> None:
    """One row of figures of a statutory table, whatever its shape."""
    table = heading.table
    labels, values = label_and_values(heading, line)
    if table == "cases":
        _case_row(walk, heading, line, labels, values, has_figure)
        return
    if not labels:
        if has_figure:
            table_pairs.note(walk, table_pairs.FIGURES, line, values)
            walk.extend(line)
            walk.doubtful(line, values, "a row of figures without a label")
        return
    label, group = find(walk.forms, table, labels, walk.group)
    if label is not None and walk.is_ended and label.code("measure") in _RESULTS:
        label = None
    if label is None:
        if has_figure:
            table_pairs.note(walk, table_pairs.unknown(walk, labels[-1]), line, values)
        if line.is_loose and assign(heading, line, values) is None:
            walk.held.append((line, labels))
            return
        if not has_figure and (len(labels[-1].text) > _NOTE_LENGTH or not any(v.column for v in values)):
            return
        placed = assign(heading, line, values)
        if placed is not None or has_figure:
            walk.unplaced.append((line, labels, group, placed or [], heading))
        return
    _known_row(walk, heading, line, labels, label, values, has_figure)
    if line.is_loose:
        _end_of_text(walk, label)


def _known_row(
    walk: Walk, heading: Heading, line: Line, labels: list[Place], label: Label, values: list[Place], has_figure: bool
) -> None:
    walk.go_on()
    walk.group = label.group or (label.keys[0] if label.handling == "group" else "")
    labels[-1].mean(label.codes or "group")
    walk.is_ended = walk.is_ended or label.code("measure") in _LAST
    if label.handling == "group":
        if any(value.figure.state == REPORTED for value in values):
            table_pairs.note(walk, table_pairs.FIGURES, line, values)
            walk.doubtful(line, values, f"figures beside the heading “{labels[-1].text}”")
        return
    whole = table_lost.without_folio(heading, line)
    if whole is not line:
        line, values = whole, whole.places[1:]
    placed = assign(heading, line, values)
    senses = senses_of(heading, label, labels[-1].text)
    if placed is None and table_lost.hold(walk, heading, line, label, values, senses):
        return
    if placed is None:
        is_total_of_group = label.code("reason") == GROUP_TOTAL and label.group
        if has_figure or not is_total_of_group:
            table_pairs.note(walk, table_pairs.misfit(heading, values), line, values)
            walk.extend(line)
            walk.misfit(line, values or labels, f"the figures of “{labels[-1].text}” do not fit the columns")
            walk.taken.setdefault(heading.table, set()).add(label)
        return
    state(walk, heading, line, labels, label, placed)


def state(
    walk: Walk, heading: Heading, line: Line, labels: list[Place], label: Label, placed: Sequence[Sequence[Place]]
) -> None:
    """The facts of one row whose cells are placed."""
    walk.extend(line)
    walk.taken.setdefault(heading.table, set()).add(label)
    first = len(walk.statements)
    own = [within[0] for slot, within in zip(heading.slots, placed, strict=True) if not slot.is_aside]
    if line.is_loose and heading.table == "applications" and is_split(own):
        walk.doubtful(line, line.places, f"the figures of “{labels[-1].text}” may be split or shifted")
        return
    spread = _spread(placed)
    senses = senses_of(heading, label, labels[-1].text)
    for slot, sense, within in zip(heading.slots, senses, placed, strict=True):
        place = within[0]
        if slot.is_aside:
            place.mean(IGNORED)
        elif sense is None and place.is_figure and place.figure.state != DASH:
            walk.doubtful(line, [place], f"“{slot.heading}” is no column of “{labels[-1].text}”")
        elif sense is not None:
            cell(walk, line, place, sense, slot, max(spread[place.start], place.row_span))
    table_lost.note(walk, heading, line, label, [within[0] for within in placed], first)


def _spread(placed: Sequence[Sequence[Place]]) -> dict[int, int]:
    """How many columns each cell was placed under, by where it begins."""
    spread: dict[int, int] = {}
    for within in placed:
        for place in within:
            spread[place.start] = spread.get(place.start, 0) + 1
    return spread


def cell(walk: Walk, line: Line, place: Place, sense: Sense, slot: Slot, count: int) -> None:
    """One cell: a fact, or the issue that it is refused for. `count` is how many columns or rows it covers."""
    stated = place.figure
    if stated.is_count and count < 2 and sense.unit == "item" and not place.is_doubtful:
        place.mean(sense.said)
        walk.statements.append(Statement(sense, stated.value, place, line.grid_index))
        return
    what = f"“{sense.row_label} | {slot.heading}”"
    if place.is_doubtful:
        walk.doubtful(line, [place], f"{what}: “{place.text}” could not be placed")
        return
    if not is_spread(place, count):
        walk.doubtful(line, [place], f"{what}: one {place.text} over several cells")
        return
    value, refusal = check(stated, sense.codes.get("measure", ""), sense.unit, slot.money)
    if stated.state == BAD or refusal:
        message = f"{what}: “{place.text}” refused: {refusal or 'no number'}"
        walk.issue(_BAD_CELL[sense.table], message, place, line.grid_index)
        place.mean("refused")
        return
    place.mean(sense.said)
    walk.statements.append(Statement(sense, value, place, line.grid_index))


def _case_row(
    walk: Walk, heading: Heading, line: Line, labels: list[Place], values: list[Place], has_figure: bool
) -> None:
    """The cases table has one row and no label, unless its results or procedures stand in rows."""
    index = walk.forms.rows["cases"]
    is_named = any(label.key in index.by_key for label in labels)
    if not has_figure and not is_named and (labels or len(values) < len(heading.slots)):
        return
    codes: dict[str, str] = {}
    for place in reversed(labels):
        label = index.find(place.key)
        for name, code in label.codes if label is not None else ():
            codes.setdefault(name, code)
    if any(not {"procedure", "result"} <= {*slot.codes, *codes} for slot in heading.slots):
        if has_figure:
            walk.extend(line)
            walk.doubtful(line, values, "a row of cases without its procedure or result")
        return
    if codes and any({"procedure", "result"} <= slot.codes.keys() for slot in heading.slots):
        walk.doubtful(line, values, f"“{labels[-1].text}” beside columns that name procedure and result")
        return
    placed = assign(heading, line, values)
    if placed is None or table_lost.has_moved(heading, line, placed):
        walk.extend(line)
        walk.misfit(line, values, "the figures of the cases table do not fit its columns")
        return
    spread = _spread(placed)
    walk.extend(line)
    first = len(walk.statements)
    row_label = " ".join(place.text for place in labels) if codes else _CASES
    for slot, sense, within in zip(heading.slots, _case_senses(heading, codes, row_label), placed, strict=True):
        place = within[0]
        cell(walk, line, place, sense, slot, max(spread[place.start], place.row_span))
    table_lost.note(walk, heading, line, None, [within[0] for within in placed], first)
    if line.is_loose:
        walk.leave()


def _case_senses(heading: Heading, codes: dict[str, str], row_label: str) -> tuple[Sense, ...]:
    """What the cells of a row of cases stand for."""
    key = (row_label, *codes.items())
    known = heading.senses.get(key)
    if known is None:
        known = _kept(
            heading,
            key,
            tuple(
                Sense("cases", {**slot.codes, **codes, "fact": "case"}, "item", row_label, slot.heading)
                for slot in heading.slots
            ),
        )
    return tuple(sense for sense in known if sense is not None)
