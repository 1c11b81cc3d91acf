"""The statistics annexes of the first era: one indicator a row, one or several columns of figures.

Belongs here: which of an annex's columns speak for the report's year, what several rows of one code make together.
Does not belong here: labels (table_labels; the seeds), geometry (table_lines).
The column 历年累计 gives `cumulative` for disclosures and nothing for applications and cases; where bodies stand side
by side, 合计 speaks for the report and their own columns are left out; 本年累计 speaks for the year beside 本期实际.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from extraction import table_pairs
from extraction.table_cells import BAD, DASH, REPORTED, check
from extraction.table_headings import Heading
from extraction.table_labels import Forms, Label
from extraction.table_lines import UNITS, Line, Place, Sense, Statement
from extraction.table_placing import assign, is_spread, label_and_values
from extraction.table_rows import IGNORED, find
from extraction.table_slots import Slot

if TYPE_CHECKING:
    from extraction.table_walk import Walk

_CODE = re.compile(r"0\d{1,3}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_REMARKS = ("备注", "说明")
_LEAST_ROWS = 3
"""Known rows that make a table with a column of figures an annex."""


def is_annex(taken: Collection[Label]) -> bool:
    """Whether enough of its rows are an annex's: many tables have a column called 数量."""
    return len(taken) >= _LEAST_ROWS


@dataclass(frozen=True, slots=True)
class Column:
    """One slot of an annex that is read: for the year, or for all years so far."""

    at: int
    slot: Slot
    is_cumulative: bool


def columns(heading: Heading, report_year: int) -> list[Column] | None:
    """The columns that speak for the report; None where none or several do, and it is not certain which."""
    roles = [_role(slot, report_year) for slot in heading.slots]
    cumulative = [Column(at, heading.slots[at], True) for at, role in enumerate(roles) if role == "cumulative"]
    for wanted in ("total", "year"):
        found = [at for at, role in enumerate(roles) if role == wanted]
        if len(found) == 1:
            return [Column(found[0], heading.slots[found[0]], False), *cumulative]
        if found:
            return None
    return None


def _role(slot: Slot, report_year: int) -> str:
    role = slot.codes.get("role", "other")
    stated = _YEAR.findall(slot.heading)
    return "other" if role == "year" and stated and str(report_year) not in stated else role


def read_row(walk: Walk, heading: Heading, line: Line, has_figure: bool) -> None:
    """One indicator: its facts, or the issue that it is refused for."""
    heading, line = _behind_code(heading, line)
    labels, values = label_and_values(heading, line)
    labels, values = _without_unit(labels, values)
    if not labels:
        if has_figure:
            table_pairs.note(walk, table_pairs.FIGURES, line, values)
            walk.extend(line)
        return
    label, _ = find(walk.forms, "annex", labels, walk.group)
    label = label or _of_others(walk.forms, labels[-1].key)
    if label is None:
        if has_figure and (not line.is_loose or _assigned(heading, line, values) is not None):
            walk.unplaced.append((line, labels, walk.group, [], heading))
            walk.group = ""
        elif has_figure:
            walk.held.append((line, labels))
        if has_figure:
            table_pairs.note(walk, table_pairs.unknown(walk, labels[-1]), line, values)
        return
    walk.go_on()
    walk.group = label.group or (walk.group if label.handling == "ignore" else "")
    walk.taken.setdefault("annex", set()).add(label)
    walk.extend(line)
    labels[-1].mean(IGNORED if label.handling == "ignore" else label.codes)
    walk.lost.has_units |= line.has_unit
    if label.handling == "ignore":
        stated = [place for place in values if place.figure.state == REPORTED]
        if stated:
            is_own = _assigned(heading, line, values) is not None
            table_pairs.note(walk, table_pairs.LABELLED if is_own else table_pairs.FIGURES, line, values)
            # A dash is the heading's own, and the figure behind it the next row's.
            walk.pairs.has_figures_first |= line.is_loose and not is_own and values[0].figure.state == DASH
        return
    wanted = columns(heading, walk.report_year)
    if wanted is None:
        walk.doubtful(line, values, f"which column of “{labels[-1].text}” speaks for {walk.report_year} is not certain")
        return
    if line.is_loose and not line.has_unit and "unit" in _roles(heading) and not values:
        walk.lost.unitless.append((line, []))
    placed = _assigned(heading, line, values)
    if line.is_loose and "code" in _roles(heading) and (placed is None or len(values) > len(placed)):
        walk.lost.has_codes = True
    if placed is None:
        table_pairs.note(walk, table_pairs.misfit(heading, values), line, values)
        if has_figure:
            walk.doubtful(line, values, f"the figures of “{labels[-1].text}” do not fit the columns")
        return
    first = len(walk.statements)
    for column in wanted:
        within = placed.get(column.at)
        if within is not None:
            _cell(walk, line, label, labels[-1].text, column, within)
    table_pairs.note(walk, table_pairs.LABELLED, line, values, walk.statements[first:])
    if line.is_loose and not line.has_unit and "unit" in _roles(heading):
        walk.lost.unitless.append((line, walk.statements[first:]))
    if line.is_loose and "code" in _roles(heading) and len(values) == len(placed):
        walk.lost.uncoded.append((line, walk.statements[first:]))


def _of_others(forms: Forms, key: str) -> Label | None:
    """The row of all other ways, where its label lists them first (公告栏、电子屏等其他方式公开数)."""
    listed, _, rest = key.rpartition("等")
    found = forms.rows["annex"].find(rest) if len(listed) > 1 else None
    return found if found is not None and found.code("channel") == "other" else None


def _behind_code(heading: Heading, line: Line) -> tuple[Heading, Line]:
    """Columns and cells of a grid without the codes (001) that stand before the names of its rows."""
    first = heading.slots[0]
    if len(heading.slots) < 2 or first.codes.get("role") != "code":
        return heading, line
    if not line.has_geometry and heading.numbers_rows:
        return replace(heading, slots=heading.slots[1:]), line
    if not line.has_geometry and not line.is_loose and len(line.places) > 1 and _CODE.fullmatch(line.places[0].text):
        # 002 | 主动公开政府信息数 | 条 | 41: cells of a line of text.
        return replace(heading, slots=heading.slots[1:]), replace(line, places=line.places[1:])
    if not line.has_geometry or first.start > 0:
        return heading, line
    places = [place for place in line.places if place.column >= first.end]
    return replace(heading, slots=heading.slots[1:]), replace(line, places=places)


def _assigned(heading: Heading, line: Line, values: Sequence[Place]) -> dict[int, Place] | None:
    """The cell of each slot. In loose text the unit's word belongs to the label, a code may be lost with its zero, and
    no figure is a remark."""
    if not line.is_loose:
        placed = assign(heading, line, values)
        return None if placed is None else {at: within[0] for at, within in enumerate(placed)}
    if line.is_wrapped:
        return None
    slots = [at for at, role in enumerate(_roles(heading)) if role not in ("unit", "remark", "code")]
    figures = _figures(heading, values, len(slots))
    return dict(zip(slots, figures, strict=True)) if figures is not None else None


def _figures(heading: Heading, values: Sequence[Place], wanted: int) -> Sequence[Place] | None:
    """The figures of a row of loose text without its code and a blank remark: where codes stand before the names, the
    code behind the figures is that of the next row. None where they are not as many as wanted."""
    roles = _roles(heading)
    held = list(values)
    is_before = roles[0] == "code"
    if "remark" in roles and len(held) > wanted + 1 and not held[wanted if is_before else -1].text:
        del held[wanted if is_before else -1]
    if "code" in roles and len(held) == wanted + 1 and held[-1 if is_before else 0].text.isdecimal():
        del held[-1 if is_before else 0]
    return held if len(held) == wanted else None


def _roles(heading: Heading) -> list[str | None]:
    return ["remark" if slot.heading in _REMARKS else slot.codes.get("role") for slot in heading.slots]


def _cell(walk: Walk, line: Line, label: Label, row_label: str, column: Column, place: Place) -> None:
    codes = dict(label.codes)
    if column.is_cumulative:
        if codes["fact"] != "disclosure" or codes["measure"] != "disclosed":
            return
        codes["measure"] = "cumulative"
    what = f"“{row_label} | {column.slot.heading}”"
    if place.is_doubtful or not is_spread(place, place.row_span):
        walk.doubtful(line, [place], f"{what}: “{place.text}” could not be placed")
        return
    value, refusal = check(place.figure, codes.get("measure", ""), "item", 0)
    if place.figure.state == BAD or refusal:
        walk.issue(
            "table.bad_cell_annex", f"{what}: “{place.text}” refused: {refusal or 'no number'}", place, line.grid_index
        )
        place.mean("refused")
        return
    place.mean(codes.items())
    sense = Sense("annex", codes, "item", row_label, column.slot.heading, label.nested_forms, label.forms)
    walk.statements.append(Statement(sense, value, place, line.grid_index, label.handling == "second"))


def together(walk: Walk) -> None:
    """What the rows of one annex state together: rows of one code add up (电子邮件 6 and 网上 0 are online 6), but for
    those that each state a whole (申请总数): where two of them differ, neither is read. The number of answers stands
    aside where the page has a row for applications dealt with too, read or not."""
    taken = walk.taken.get("annex", ())
    is_stated = any(label.code("measure") == "processed" and label.handling == "read" for label in taken)
    held: dict[tuple[object, ...], list[Statement]] = {}
    for statement in walk.statements:
        if statement.table == "annex":
            held.setdefault((statement.grid_index, *sorted(statement.codes.items())), []).append(statement)
    joined = [statement for statement in walk.statements if statement.table != "annex"]
    for same in held.values():
        answered = [statement for statement in same if statement.is_second]
        first = [statement for statement in same if not statement.is_second]
        if is_stated:
            joined += [statement._replace(is_selected=False) for statement in answered]
            answered = []
        parts = first or answered
        reported = [part for part in parts if part.value is not None]
        if len(reported) < 2 or len({part.sense.row_label for part in reported}) < 2:
            joined += parts
            continue
        is_whole = _is_whole(reported[0].codes)
        if is_whole and len({part.value for part in reported}) == 1:
            joined += parts
            continue
        joined += [part._replace(is_selected=False) for part in parts]
        if is_whole:
            labels = "”, “".join(part.sense.row_label for part in reported)
            message = f"rows that would state the same differ: “{labels}”"
            walk.issue("table.doubtful_cell", message, reported[0].place, reported[0].grid_index, reported[-1].place)
            continue
        total = sum((part.value for part in reported if part.value is not None), Decimal(0))
        joined.append(_sum_of(reported, total))
    walk.statements = joined


def _is_whole(codes: Mapping[str, str]) -> bool:
    """Whether a row states a whole and no part of one: all information, all applications, all refusals, all cases."""
    if codes.get("fact") == "application" and codes.get("measure") == "outcome":
        return codes.get("outcome") == "denied" and codes.get("reason", "all") == "all"
    return codes.get("channel", "all") == "all" and codes.get("result", "all") == "all"


def _sum_of(parts: Sequence[Statement], total: Decimal) -> Statement:
    """One statement of what several rows make together, at the place of the first."""
    first = parts[0]
    place = replace(first.place, figure=replace(first.place.figure, state=REPORTED))
    of = first.sense
    label = " + ".join(part.sense.row_label for part in parts)
    sense = Sense(of.table, of.codes, of.unit, label, of.column_label, of.nested_forms, of.forms)
    return first._replace(sense=sense, value=total, place=place)


def _without_unit(labels: list[Place], values: list[Place]) -> tuple[list[Place], list[Place]]:
    """A row's label cells without the unit and the code (01) that stand between label and figures."""
    while len(labels) > 1 and (labels[-1].text in UNITS or _CODE.fullmatch(labels[-1].text)):
        values = [labels[-1], *values]
        labels = labels[:-1]
    return labels, values
