"""The rows of tables, read in order: which are headings, which state figures, what is refused.

Belongs here: what is known from row to row; statements and issues as they gather. Does not belong here: one row of
figures (table_rows, annex), labels (table_labels), figures (table_cells), columns (table_headings, table_placing), what
leaves (tables).
A label that is not known is an issue and shifts nothing; a row whose figures cannot be placed is an issue and no fact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extraction import annex, table_lost, table_pairs
from extraction.facts import Issue
from extraction.table_headings import Heading, heading_of, names_columns, numbers_columns, without_places
from extraction.table_labels import Forms, Label
from extraction.table_lines import Line, Place, Statement
from extraction.table_lost import Lost
from extraction.table_pairs import Pairs
from extraction.table_placing import label_and_values, unnumbered
from extraction.table_rows import GROUP_TOTAL, find, read_regular, read_row, state
from extraction.table_titles import is_procedure

STATUTORY = ("disclosures", "applications", "cases")


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
    is_ended: bool = False
    """The last row of the applications table, or the total of its results, was read: a total below it is none of the
    form's."""
    nameless: set[int | None] = field(default_factory=set)
    held: list[tuple[Line, list[Place]]] = field(default_factory=list)
    """Words and figures between rows of a flattened table: unread rows if the table goes on behind them, else prose."""

    misfits: list[Issue] = field(default_factory=list)
    """Issues of rows whose figures are not those of their columns: of no cell in particular."""
    lost: Lost = field(default_factory=Lost)
    """What rows of text leave open until all are read."""
    pairs: Pairs = field(default_factory=Pairs)
    """Which rows of text have a label and figures, and which only one of them."""

    def read(self, lines: Sequence[Line]) -> None:
        """Reads the rows of one table, or of one part of it: a heading above an earlier part still holds."""
        for line in lines:
            if self.heading is not None and not self.pending and read_regular(self, self.heading, line):
                continue
            filled = line.filled
            if filled:
                self.line(line, filled)

    def leave(self) -> None:
        """Prose or a heading: what follows belongs to no table until its own headings come."""
        table_pairs.close(self)
        self.heading, self.pending, self.group, self.is_open, self.held = None, [], "", False, []
        self.is_ended = False

    def extend(self, line: Line) -> None:
        """Notes the text that a row without a grid takes, headings and rows of one table together."""
        if line.grid_index is not None or not line.places:
            return
        start, end = line.places[0].start, max([place.end for place in line.places])
        table = self.heading.table if self.heading is not None else ""
        if self.is_open:
            first, last, _ = self.loose_spans.pop()
            start, end = first, max(end, last)
        self.loose_spans.append((start, end, table))
        self.is_open = True

    def line(self, line: Line, filled: list[Place]) -> None:
        """One line of a table: a heading, a group, a row of figures, or one that is reported as none of them."""
        if numbers_columns(filled):
            return
        has_figure = any(place.is_figure and not place.is_carried for place in filled)
        has_figure = has_figure or (line.is_loose and filled[-1].text.isdecimal())  # 0001001: figures run together
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
            if heading is not None and self.is_torn(heading):
                self.leave()
                heading = None
            if heading is not None and not self.is_continued(heading) and not self.is_stray(heading):
                self.start(heading if not self.has_moved(heading, line) else without_places(heading), line.grid_index)
                self.extend(self.pending[0])
            if heading is None and names_columns(self.pending, self.forms):
                self.heading = None
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

    def has_moved(self, heading: Heading, line: Line) -> bool:
        """Whether the columns of the applications table stand elsewhere in a grid than its heading above had them:
        where a cell of this grid lies then tells nothing."""
        held = self.heading
        is_again = held is not None and held.table == heading.table == self.tables.get(line.grid_index, "")
        if held is None or not is_again or heading.table != "applications" or line.grid_index is None:
            return False
        starts = {tuple(slot.codes.items()): slot.start for slot in held.slots}
        return any(starts.get(tuple(slot.codes.items()), slot.start) != slot.start for slot in heading.slots)

    def is_torn(self, heading: Heading) -> bool:
        """Whether two grids hold the heading of the applications table, one below the other (a page break within it),
        and its columns do not lie in both where they are: the sum then is not the last one."""
        grids = {line.grid_index for line in self.pending}
        return heading.table == "applications" and len(grids) > 1 and heading.slots[-1].codes.get("applicant") != "all"

    def is_stray(self, heading: Heading) -> bool:
        """Whether one word among the rows of a flattened table is all that would begin another (本年, a line of the
        upright 本年度办理结果)."""
        held = self.heading
        is_one_word = len(self.pending) == 1 and self.pending[0].is_loose and len(self.pending[0].places) == 1
        return held is not None and held.table != heading.table and heading.table == "annex" and is_one_word

    def start(self, heading: Heading, grid_index: int | None) -> None:
        """A new set of columns."""
        table_pairs.close(self)
        if self.heading is None or self.heading.table != heading.table:
            self.group = ""
        self.heading = heading
        self.is_ended = self.is_ended and grid_index is not None and self.tables.get(grid_index) == heading.table
        self.tables[grid_index] = heading.table
        keys = {key for slot in heading.slots for label in slot.labels for key in label.keys}
        for line in self.pending:
            for place in line.places:
                if place.key in keys:
                    place.mean("column")
        taken = self.columns_taken.setdefault(heading.table, set())
        for slot in heading.slots:
            taken.update(slot.labels if not slot.is_lost else ())
        for line_at, place_at in heading.unknown:
            place = self.pending[line_at].places[place_at]
            self.issue("table.unknown_column_label", f"column label “{place.text}” is in no form", place, grid_index)

    def is_group_row(self, filled: Sequence[Place]) -> bool:
        """A row that only names the group of the rows below it."""
        keys = {place.key for place in filled}
        if len(keys) != 1:
            return False
        key = keys.pop()
        return any(
            label.handling == "group" or (label.group == key and label.code("reason") == GROUP_TOTAL)
            for table in STATUTORY
            for label in self.forms.rows[table].by_key.get(key, ())
        ) and not (self.heading is not None and len(filled) > 1 and self.heading.table == "cases")

    def is_heading_row(self, line: Line, filled: Sequence[Place]) -> bool:
        """A row without figures that names columns, and does not name one of the table's rows before blanks."""
        known = [place for place in filled if place.key in self.forms.column_keys and not place.is_carried]
        if not known:
            return bool(self.pending) and all(place.is_carried or not self.is_row(place) for place in filled)
        if self.heading is None or self.pending or len(known) > 1 or self.is_title(line):
            return True
        labels, _ = label_and_values(self.heading, line)
        return not (labels and find(self.forms, self.heading.table, labels, self.group)[0] is not None)

    def is_title(self, line: Line) -> bool:
        """Whether a row is one cell and that a procedure's name, as above a table of its results alone."""
        return len(line.places) == 1 and is_procedure(line.places[0].key, self.forms)

    def is_row(self, place: Place) -> bool:
        """Whether a cell holds the label of a row of a statutory table."""
        return any(place.key in self.forms.rows[table].by_key for table in STATUTORY)

    def data(self, heading: Heading, line: Line, has_figure: bool) -> None:
        """One row of figures."""
        if heading.numbers_rows:
            line = unnumbered(line)
        if heading.table == "annex":
            annex.read_row(self, heading, line, has_figure)
        elif not read_regular(self, heading, line):
            read_row(self, heading, line, has_figure)

    def go_on(self) -> None:
        """A known row: what was held since the last one stood within the table."""
        for line, labels in self.held:
            self.unknown(line, labels)
        self.held = []

    def unknown(self, line: Line, labels: Sequence[Place]) -> None:
        """Reports a row whose label no form knows."""
        message = f"row label “{labels[-1].text[:80]}” is in no form; its figures were not read"
        self.issue("table.unknown_row_label", message, labels[-1], line.grid_index)

    def settle(self) -> None:
        """Rows whose labels are unknown: damaged ones that can be only one row of their group, and issues. A table that
        has too few rows of an annex is none."""
        if not annex.is_annex(self.taken.get("annex", ())):
            self.unplaced = [row for row in self.unplaced if row[4].table != "annex"]
            if "annex" in self.taken:
                self.statements = [statement for statement in self.statements if statement.table != "annex"]
            self.tables = {grid: table for grid, table in self.tables.items() if table != "annex"}
            self.loose_spans = [span for span in self.loose_spans if span[2] != "annex"]
            self.taken.pop("annex", None)
        table_pairs.close(self)
        apart = {id(event.line) for event in table_pairs.refused(self.pairs)}
        for line, labels, group, placed, heading in self.unplaced:
            if id(line) in apart:
                self.unknown(line, labels)
                continue
            table = heading.table
            label = self.forms.rows[table].nearest(labels[-1].key, group, self.taken.get(table, set()))
            if label is not None and placed and not table_pairs.is_cut(line, labels[-1], label):
                labels[-1].mean(label.codes)
                state(self, heading, line, labels, label, placed)
                continue
            self.unknown(line, labels)
        self.unplaced = []
        self.pairs.events = []
        table_lost.settle(self)

    def doubtful(self, line: Line, places: Sequence[Place], message: str) -> None:
        """Reports cells from which no number can be taken."""
        if places:
            for place in places:
                place.mean("refused")
            self.issue("table.doubtful_cell", message, places[0], line.grid_index, places[-1])

    def misfit(self, line: Line, places: Sequence[Place], message: str) -> None:
        """Reports a row whose figures are not as many, or not where, its columns are."""
        self.doubtful(line, places, message)
        if places:
            self.misfits.append(self.issues[-1])

    def issue(self, kind: str, message: str, place: Place, grid_index: int | None, last: Place | None = None) -> None:
        """Reports what is wrong at a cell, or from it to a last one; `kind` is one of seeds/issue_kinds.csv."""
        end = max((last or place).end, place.end)
        self.issues.append(
            Issue(kind, message, place.text, place.start, end, place.page, grid_index, place.row, place.column)
        )
