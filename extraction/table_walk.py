"""The rows of tables, read in order: which are headings, which state figures, what is refused.

Belongs here: what a row's label means within its group; statements and issues. Does not belong here: labels
(table_labels), figures (table_cells), columns (table_headings, table_placing), what leaves (tables).
A label that is not known is an issue and shifts nothing; a row whose figures cannot be placed is an issue and no fact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extraction import annex
from extraction.facts import Issue
from extraction.table_cells import BAD, REPORTED, check
from extraction.table_headings import LEAVES, Heading, Slot, heading_of, numbers_columns
from extraction.table_labels import Forms, Label
from extraction.table_lines import Line, Place, Statement
from extraction.table_placing import assign, is_split, is_spread, label_and_values

STATUTORY = ("disclosures", "applications", "cases")
_BAD_CELL = {
    "disclosures": "table.bad_cell_disclosures",
    "applications": "table.bad_cell",
    "cases": "table.bad_cell_cases",
    "annex": "table.bad_cell_annex",
}
_GROUP_TOTAL = "all"
_NOTE_LENGTH = 60
_SHORT = 2
"""A label of so few characters (其他) means nothing outside of its group."""



@dataclass(slots=True)
class Walk:
    """What is known while the rows of a document's tables are read in order."""

    forms: Forms
    report_year: int
    statements: list[Statement] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    heading: Heading | None = None
    pending: list[Line] = field(default_factory=list)
    group: str = ""
    taken: dict[str, set[Label]] = field(default_factory=dict)
    columns_taken: dict[str, set[Label]] = field(default_factory=dict)
    unplaced: list[tuple[Line, list[Place], str, list[list[Place]], Heading]] = field(default_factory=list)
    tables: dict[int | None, str] = field(default_factory=dict)
    loose_spans: list[tuple[int, int, str]] = field(default_factory=list)
    is_open: bool = False
    nameless: set[int | None] = field(default_factory=set)
    held: list[tuple[Line, list[Place]]] = field(default_factory=list)
    """Words and figures between rows of a flattened table: unread rows if the table goes on behind them, else prose."""

    def read(self, lines: Sequence[Line]) -> None:
        """Reads the rows of one table, or of one part of it: a heading above an earlier part still holds."""
        for line in lines:
            filled = line.filled
            if filled:
                self.line(line, filled)

    def leave(self) -> None:
        """Prose or a heading: what follows belongs to no table until its own headings come."""
        self.heading, self.pending, self.group, self.is_open, self.held = None, [], "", False, []

    def extend(self, line: Line) -> None:
        """Notes the text that a row without a grid takes, headings and rows of one table together."""
        if line.grid_index is not None or not line.places:
            return
        start, end = line.places[0].start, max(place.end for place in line.places)
        table = self.heading.table if self.heading is not None else ""
        if self.is_open:
            first, last, _ = self.loose_spans.pop()
            start, end = first, max(end, last)
        self.loose_spans.append((start, end, table))
        self.is_open = True

    def line(self, line: Line, filled: list[Place]) -> None:
        if numbers_columns(filled):
            return
        has_figure = any(place.is_figure and not place.is_carried for place in filled)
        if not has_figure:
            if self.is_group_row(filled):
                self.group = filled[-1].key
                filled[-1].mean("group")
                return
            if self.is_heading_row(line, filled):
                self.pending.append(line)
                return
        if self.pending:
            heading = heading_of(self.pending, self.forms)
            if heading is not None and not self.is_continued(heading):
                self.start(heading, line.grid_index)
                self.extend(self.pending[0])
            self.pending = []
        if self.heading is not None:
            self.data(self.heading, line, has_figure)
        elif has_figure and not line.is_loose:
            self.without_heading(line, filled)

    def without_heading(self, line: Line, filled: Sequence[Place]) -> None:
        """A row of a statutory table in a table whose columns nothing names: refused, once for each table."""
        names = [place for place in filled if not place.is_figure]
        tables = [t for t in ("disclosures", "applications") if names and names[-1].key in self.forms.rows[t].by_key]
        if tables and len(filled) - len(names) > 1 and line.grid_index not in self.nameless:
            self.nameless.add(line.grid_index)
            self.issue("table.unread_table", "a table with rows of the form has no column labels", filled[0],
                       line.grid_index)  # fmt: skip

    def is_continued(self, heading: Heading) -> bool:
        """Whether these headings only repeat a part of those that hold (a page break within the header)."""
        held = self.heading
        if held is None or held.table != heading.table or held.table == "disclosures":
            return False
        codes = [slot.codes for slot in held.slots]
        return len(heading.slots) < len(held.slots) and all(slot.codes in codes for slot in heading.slots)

    def start(self, heading: Heading, grid_index: int | None) -> None:
        """A new set of columns."""
        if self.heading is None or self.heading.table != heading.table:
            self.group = ""
        self.heading = heading
        self.tables[grid_index] = heading.table
        keys = {key for slot in heading.slots for label in slot.labels for key in label.keys}
        for line in self.pending:
            for place in line.places:
                if place.key in keys:
                    place.mean("column")
        taken = self.columns_taken.setdefault(heading.table, set())
        for slot in heading.slots:
            taken.update(slot.labels)
            if heading.table == "disclosures":
                slot.groups = self.groups(slot)
        for place in heading.unknown:
            self.issue("table.unknown_column_label", f"column label “{place.text}” is in no form", place, grid_index)

    def groups(self, slot: Slot) -> frozenset[str]:
        """The groups of rows that the forms have this column for."""
        keys = {key for label in slot.labels for key in label.keys}
        measure = slot.codes.get("measure")
        columns = self.forms.columns["disclosures"].labels
        return frozenset(c.group for c in columns if c.code("measure") == measure and not keys.isdisjoint(c.keys))

    def is_group_row(self, filled: Sequence[Place]) -> bool:
        """A row that only names the group of the rows below it."""
        keys = {place.key for place in filled}
        if len(keys) != 1:
            return False
        key = keys.pop()
        return any(
            label.handling == "group" or (label.group == key and label.code("reason") == _GROUP_TOTAL)
            for table in STATUTORY
            for label in self.forms.rows[table].by_key.get(key, ())
        ) and not (self.heading is not None and len(filled) > 1 and self.heading.table == "cases")

    def is_heading_row(self, line: Line, filled: Sequence[Place]) -> bool:
        """A row without figures that names columns, and does not name one of the table's rows before blanks."""
        known = [
            place
            for place in filled
            if not place.is_carried and any(self.forms.columns[table].by_key.get(place.key) for table in LEAVES)
        ]
        if not known:
            return bool(self.pending) and all(place.is_carried or not self.is_row(place) for place in filled)
        if self.heading is None or self.pending or len(known) > 1:
            return True
        labels, _ = label_and_values(self.heading, line)
        return not (labels and self.find(self.heading.table, labels)[0] is not None)

    def is_row(self, place: Place) -> bool:
        return any(place.key in self.forms.rows[table].by_key for table in STATUTORY)

    def find(self, table: str, labels: Sequence[Place]) -> tuple[Label | None, str]:
        """The row that the rightmost label cell names, and the group that it stands under."""
        index = self.forms.rows[table]
        beside = [place.key for place in reversed(labels[:-1]) if place.key in index.groups]
        group = beside[0] if beside else self.group
        key = labels[-1].key
        label = index.find(key, beside) if beside else None
        if label is None or (beside and label.group != beside[0]):
            free = [found for found in index.by_key.get(key, ()) if not found.group]
            if beside:
                label = next((found for found in index.by_key.get(key, ()) if found.group == beside[0]), None)
                label = label or (index.find(key, beside) if len(index.by_key.get(key, ())) == 1 else None)
            else:
                label = free[0] if free else index.find(key, [self.group] if self.group else ())
        is_short = table == "applications" and len(key) <= _SHORT
        if label is not None and is_short and label.group and label.group not in (*beside, self.group):
            label = None
        return label, group

    def data(self, heading: Heading, line: Line, has_figure: bool) -> None:
        """One row of figures."""
        table = heading.table
        if table == "annex":
            annex.read_row(self, heading, line, has_figure)
            return
        labels, values = label_and_values(heading, line)
        if table == "cases":
            self.case_row(heading, line, labels, values, has_figure)
            return
        if not labels:
            if has_figure:
                self.doubtful(line, values, "a row of figures without a label")
            return
        label, group = self.find(table, labels)
        if label is None:
            if line.is_loose and assign(heading, line, values) is None:
                self.held.append((line, labels))
                return
            if not has_figure and (len(labels[-1].text) > _NOTE_LENGTH or not any(v.column for v in values)):
                return
            placed = assign(heading, line, values)
            if placed is not None or has_figure:
                self.unplaced.append((line, labels, group, placed or [], heading))
            return
        self.row(heading, line, labels, label, values, has_figure)
        if line.is_loose and label.code("measure") == "carried_out":
            self.leave()

    def go_on(self) -> None:
        """A known row: what was held since the last one stood within the table."""
        for line, labels in self.held:
            self.unknown(line, labels)
        self.held = []

    def unknown(self, line: Line, labels: Sequence[Place]) -> None:
        message = f"row label “{labels[-1].text[:80]}” is in no form; its figures were not read"
        self.issue("table.unknown_row_label", message, labels[-1], line.grid_index)

    def row(
        self, heading: Heading, line: Line, labels: list[Place], label: Label, values: list[Place], has_figure: bool
    ) -> None:
        self.go_on()
        self.group = label.group or (label.keys[0] if label.handling == "group" else "")
        labels[-1].mean(label.codes or "group")
        if label.handling == "group":
            if any(value.figure.state == REPORTED for value in values):
                self.doubtful(line, values, f"figures beside the heading “{labels[-1].text}”")
            return
        placed = assign(heading, line, values)
        if placed is None:
            is_total_of_group = label.code("reason") == _GROUP_TOTAL and label.group
            if has_figure or not is_total_of_group:
                self.doubtful(line, values or labels, f"the figures of “{labels[-1].text}” do not fit the columns")
                self.taken.setdefault(heading.table, set()).add(label)
            return
        self.state(heading, line, labels, label, placed)

    def state(
        self, heading: Heading, line: Line, labels: list[Place], label: Label, placed: Sequence[Sequence[Place]]
    ) -> None:
        """The facts of one row whose cells are placed."""
        self.extend(line)
        if line.is_loose and heading.table == "applications" and is_split(placed):
            self.doubtful(line, line.places, f"the figures of “{labels[-1].text}” may be split or shifted")
            self.taken.setdefault(heading.table, set()).add(label)
            return
        taken = self.taken.setdefault(heading.table, set())
        taken.add(label)
        spread: dict[int, int] = {}
        for within in placed:
            for place in within:
                spread[place.start] = spread.get(place.start, 0) + 1
        for slot, within in zip(heading.slots, placed, strict=True):
            place = within[0]
            codes, unit, fits = self.codes(heading, slot, label)
            if not fits:
                self.doubtful(line, [place], f"“{slot.heading}” is no column of “{labels[-1].text}”")
                continue
            self.cell(heading.table, line, place, codes, unit, slot, labels[-1].text, label,
                      max(spread[place.start], place.row_span))  # fmt: skip

    def codes(self, heading: Heading, slot: Slot, label: Label) -> tuple[dict[str, str], str, bool]:
        """Row and column together; whether the forms know this pair."""
        codes = {**slot.codes, **dict(label.codes)}
        unit = "cny" if any(found.unit.startswith("cny") for found in slot.labels) else "item"
        return codes, unit, heading.table != "disclosures" or label.group in slot.groups

    def cell(
        self, table: str, line: Line, place: Place, codes: dict[str, str], unit: str, slot: Slot, row_label: str,
        label: Label | None, count: int,
    ) -> None:  # fmt: skip
        """One cell: a fact, or the issue that it is refused for."""
        if place.is_doubtful:
            self.doubtful(line, [place], f"“{row_label} | {slot.heading}”: “{place.text}” could not be placed")
            return
        if not is_spread(place, count):
            self.doubtful(line, [place], f"“{row_label} | {slot.heading}”: one {place.text} over several cells")
            return
        value, refusal = check(place.figure, codes.get("measure", ""), unit, slot.money)
        if place.figure.state == BAD or refusal:
            self.issue(
                _BAD_CELL[table],
                f"“{row_label} | {slot.heading}”: “{place.text}” refused: {refusal or 'no number'}",
                place,
                line.grid_index,
            )
            place.mean("refused")
            return
        place.mean(codes.items())
        self.statements.append(
            Statement(
                table,
                codes,
                unit,
                value,
                place,
                line.grid_index,
                row_label,
                slot.heading,
                label.nested_forms if label else frozenset(),
                label.forms if label else frozenset(),
            )
        )

    def case_row(
        self, heading: Heading, line: Line, labels: list[Place], values: list[Place], has_figure: bool
    ) -> None:
        """The cases table has one row and no label, unless its results or procedures stand in rows."""
        is_named = any(label.key in self.forms.rows["cases"].by_key for label in labels)
        if not has_figure and not is_named and (labels or len(values) < len(heading.slots)):
            return
        index = self.forms.rows["cases"]
        codes: dict[str, str] = {}
        for place in reversed(labels):
            label = index.find(place.key)
            for name, code in label.codes if label is not None else ():
                codes.setdefault(name, code)
        if any(not {"procedure", "result"} <= {*slot.codes, *codes} for slot in heading.slots):
            if has_figure:
                self.doubtful(line, values, "a row of cases without its procedure or result")
            return
        if codes and any({"procedure", "result"} <= slot.codes.keys() for slot in heading.slots):
            self.doubtful(line, values, f"“{labels[-1].text}” beside columns that name procedure and result")
            return
        placed = assign(heading, line, values)
        if placed is None:
            self.doubtful(line, values, "the figures of the cases table do not fit its columns")
            return
        spread: dict[int, int] = {}
        for within in placed:
            for place in within:
                spread[place.start] = spread.get(place.start, 0) + 1
        self.extend(line)
        row_label = " ".join(place.text for place in labels) if codes else "行政复议、行政诉讼"
        for slot, within in zip(heading.slots, placed, strict=True):
            place = within[0]
            self.cell("cases", line, place, {**slot.codes, **codes, "fact": "case"}, "item", slot, row_label, None,
                      max(spread[place.start], place.row_span))  # fmt: skip
        if line.is_loose:
            self.leave()

    def state_annex(
        self, line: Line, place: Place, codes: dict[str, str], value: Decimal | None, label: Label, row_label: str,
        heading: str,
    ) -> None:  # fmt: skip
        """A fact of an annex."""
        self.statements.append(
            Statement(
                "annex",
                codes,
                "item",
                value,
                place,
                line.grid_index,
                row_label,
                heading,
                label.nested_forms,
                label.forms,
                label.handling == "second",
            )
        )

    def settle(self) -> None:
        """Rows whose labels are unknown: damaged ones that can be only one row of their group, and issues. A table that
        has too few rows of an annex is none."""
        if not annex.is_annex(self.taken.get("annex", ())):
            self.unplaced = [row for row in self.unplaced if row[4].table != "annex"]
            self.statements = [statement for statement in self.statements if statement.table != "annex"]
            self.tables = {grid: table for grid, table in self.tables.items() if table != "annex"}
            self.loose_spans = [span for span in self.loose_spans if span[2] != "annex"]
            self.taken.pop("annex", None)
        for line, labels, group, placed, heading in self.unplaced:
            table = heading.table
            label = self.forms.rows[table].nearest(labels[-1].key, group, self.taken.get(table, set()))
            if label is not None and placed:
                labels[-1].mean(label.codes)
                self.state(heading, line, labels, label, placed)
                continue
            self.unknown(line, labels)
        self.unplaced = []

    def doubtful(self, line: Line, places: Sequence[Place], message: str) -> None:
        if places:
            for place in places:
                place.mean("refused")
            self.issue("table.doubtful_cell", message, places[0], line.grid_index, places[-1])

    def issue(self, kind: str, message: str, place: Place, grid_index: int | None, last: Place | None = None) -> None:
        self.issues.append(
            Issue(
                kind=kind,
                message=message,
                quote=place.text,
                char_start=place.start,
                char_end=max((last or place).end, place.end),
                page=place.page,
                table_index=grid_index,
                row_index=place.row,
                column_index=place.column,
            )
        )
