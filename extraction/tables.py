"""The statutory tables and the annexes of a document: observations, issues, the form they follow.

Belongs here: what leaves. Does not belong here: rows (table_walk), labels (table_labels), figures (table_cells),
columns (table_headings, table_placing), annexes (annex), tables without cells (flattened).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from extraction import annex, flattened, table_unread, table_whole
from extraction.chrome import merge
from extraction.documents import PDF, Document, Grid
from extraction.facts import Issue, Observation
from extraction.normalise import Normalised
from extraction.table_headings import is_sideways
from extraction.table_labels import Forms, Label
from extraction.table_lines import Line, Place, Sense, Shared, Statement, lines_of, transposed
from extraction.table_source import Reader
from extraction.table_titles import lost_heading, needs_title
from extraction.table_walk import STATUTORY, Walk

__all__ = ["Forms", "ShownCell", "ShownGrid", "TableReading", "read_tables"]

FORMS_OF_YEARS = (("statutory_2021", 2021, 9999), ("statutory_2019", 2019, 2020))
FIRST_STATUTORY_YEAR = 2019
FIRST_ANNEX_YEAR = 2014
_MISSING_SHOWN = 6
_DIMENSIONS = {
    "disclosure": ("item", "channel", "topic"),
    "application": ("channel", "applicant", "outcome", "reason"),
    "case": ("procedure", "result"),
}


@dataclass(frozen=True, slots=True)
class ShownCell:
    """One cell as `gongkai inspect` shows it; `meaning` is "" where it was not understood."""

    text: str
    row: int
    column: int
    row_span: int
    column_span: int
    meaning: str


@dataclass(frozen=True, slots=True)
class ShownGrid:
    """One table as read. `table` names what it was taken for ("" for none of the forms)."""

    index: int
    table: str
    row_count: int
    column_count: int
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True, slots=True)
class TableReading:
    """All that the tables of a document state. `spans` are normalised, ascending: text that prose must not read."""

    observations: tuple[Observation, ...]
    issues: tuple[Issue, ...]
    spans: tuple[tuple[int, int], ...]
    form: str | None
    drawn: tuple[tuple[Grid, Sequence[Line], str], ...] = ()
    """Each grid with its rows as read and the table that it was taken for; `shown` makes them fit for people."""

    @property
    def shown(self) -> tuple[ShownGrid, ...]:
        """The grids with what each cell was read as, made when asked for."""
        return tuple(_shown(*grid) for grid in self.drawn)


def read_tables(document: Document, normal: Normalised, forms: Forms, report_year: int) -> TableReading:
    """All that the tables of a document state.

    `spans` are the normalised spans of tables that were read; `form` is the form found (statutory_2021,
    statutory_2019, annex_2014, annex_regional) or None.
    """
    reader = Reader(document, normal)
    walk = Walk(forms, report_year)
    drawn: list[tuple[Grid, list[Line]]] = []
    for grid in document.grids:
        lines = lines_of(grid, reader.words_in(grid))
        drawn.append((grid, lines))
        title = reader.title_of(grid, lines, forms) if needs_title(lines, forms) else lost_heading(lines, forms)
        walk.read([*title, *(transposed(lines) if is_sideways(lines, forms) else lines)])
    walk.settle()
    taken = [(reader.offset(g.start), reader.offset(g.end)) for g in document.grids if g.index in walk.tables]
    aside = [(reader.offset(start), reader.offset(end)) for start, end in document.chrome]
    if document.media_type == PDF:
        in_text = Walk(forms, report_year)
        _read_text(in_text, aside, reader)
        walk = agreed(walk, in_text, document.grids) if document.grids else in_text
    else:
        walk.leave()
        refused = [(reader.offset(g.start), reader.offset(g.end)) for g in document.grids if g.index in walk.nameless]
        _read_text(walk, [*aside, *taken, *refused], reader)
    if "annex" in walk.taken:
        annex.together(walk)
    form = form_of(walk, report_year)
    issues = [*walk.issues, *_missing(walk, form), *table_unread.unread_grids(drawn, walk)]
    issues += _of_document(document, reader, walk, form, report_year)
    loose = ((reader.offset(start), reader.offset(end)) for start, end, _ in walk.loose_spans)
    spans = merge([*taken, *loose, *table_unread.spans(normal.text, forms)])
    return TableReading(
        observations=tuple(_observation(statement, form, reader, len(document.grids)) for statement in walk.statements),
        issues=tuple(issues),
        spans=spans,
        form=form,
        drawn=tuple((grid, lines, walk.tables.get(grid.index, "")) for grid, lines in drawn),
    )


def _read_text(walk: Walk, aside: Sequence[tuple[int, int]], reader: Reader) -> None:
    """Reads the rows that stand in the text, outside of `aside`, if any column's label does."""
    if not flattened.may_hold_rows(reader.loose(aside), walk.forms):
        return
    for row in flattened.rows(reader.normal.text, reader.lines(aside), walk.forms, reader):
        if isinstance(row, flattened.Break):
            walk.leave()
        else:
            walk.read([row])
    walk.settle()
    table_whole.complete(walk, reader.normal.text, reader)


def agreed(ruled: Walk, in_text: Walk, grids: Sequence[Grid] = ()) -> Walk:
    """What the two readings of a PDF agree on: its ruled cells, and the rows of its text.

    A fact that both read must be the same in both, or it is an issue. A fact that only one could read stands, unless
    the other refused that very cell; then the refusal stands. What is wrong in a grid that was read, its cells tell. A
    row whose rules do not fit the heading (which a page break cut in two) refuses no cell.
    """
    own = [(statement.sense.key, statement) for statement in ruled.statements]
    others = [(statement.sense.key, statement) for statement in in_text.statements]
    by_key, other = dict(own), dict(others)
    misfits = {id(issue) for issue in ruled.misfits}
    refused = [i for i in ruled.issues if i.kind != "table.unknown_row_label" and id(i) not in misfits]
    own_statements = ruled.statements
    statements: list[Statement] = []
    issues: list[Issue] = []
    for key, statement in own:
        against = other.get(key)
        if against is None or (against.value, against.place.figure.state) == (
            statement.value,
            statement.place.figure.state,
        ):
            statements.append(statement)
        else:
            ruled.doubtful(
                Line([], statement.grid_index, statement.place.row),
                [statement.place],
                f"“{statement.sense.row_label} | {statement.sense.column_label}”: "
                f"{statement.place.text or 'blank'} by its cell, {against.place.text or 'blank'} by its line of text",
            )
    added = set()
    for key, statement in others:
        if key not in by_key and not any(_covers(issue, statement) for issue in refused):
            statements.append(statement)
            added.add(statement.table)
    read = {(statement.place.start, statement.place.end) for statement in statements}
    issues = [issue for issue in ruled.issues if not _is_read(issue, read)]
    known = {(issue.kind, issue.quote) for issue in issues}
    indices = {statement.grid_index for statement in own_statements}
    within = [(grid.start, grid.end) for grid in grids if grid.index in indices]
    issues += [
        issue
        for issue in in_text.issues
        if not _is_read(issue, read) and (issue.kind, issue.quote) not in known and not _is_within(issue, within)
    ]
    ruled.statements, ruled.issues = sorted(statements, key=lambda s: s.place.start), issues
    ruled.loose_spans = in_text.loose_spans
    for table, labels in in_text.taken.items():
        if table in added or table not in ruled.taken:  # Else a row that only the text has was not read there either.
            ruled.taken.setdefault(table, set()).update(labels)
    for table, labels in in_text.columns_taken.items():
        ruled.columns_taken.setdefault(table, set()).update(labels)
    return ruled


def _covers(issue: Issue, statement: Statement) -> bool:
    start, end = issue.char_start, issue.char_end
    return start is not None and end is not None and start <= statement.place.start and statement.place.end <= end


def _is_within(issue: Issue, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a row of text was refused within one of these spans."""
    at = issue.char_start
    is_of_row = issue.kind in ("table.doubtful_cell", "table.unknown_row_label")
    return is_of_row and at is not None and any(start <= at < end for start, end in spans)


def _is_read(issue: Issue, read: set[tuple[int, int]]) -> bool:
    """Whether what one reading refused as a row stands by the other one."""
    if issue.kind not in ("table.doubtful_cell", "table.unknown_row_label"):
        return False
    start, end = issue.char_start, issue.char_end
    return start is not None and end is not None and any(start <= a and b <= end and a < b for a, b in read)


def form_of(walk: Walk, report_year: int) -> str | None:
    """The form that the tables follow: by section 2's columns, else by the rows of the applications table; where both
    forms have what is there, the form of the year."""
    if not walk.statements:
        return None
    statutory = any(statement.table != "annex" for statement in walk.statements)
    if not statutory:
        of_year = "annex_2014" if report_year >= FIRST_ANNEX_YEAR else "annex_regional"
        return _voted(walk.taken["annex"], of_year) or of_year
    of_year = next((form for form, first, last in FORMS_OF_YEARS if first <= report_year <= last), "statutory_2021")
    for labels in (walk.columns_taken.get("disclosures", ()), walk.taken.get("applications", ())):
        if form := _voted(labels, of_year):
            return form
    return of_year


def _voted(labels: Collection[Label], of_year: str) -> str | None:
    """The form that most of these labels are of, among those that one form alone has; of two with equally many the one
    of the year."""
    votes = Counter(form for label in labels if len(label.forms) == 1 for form in label.forms)
    return max(votes, key=lambda form: (votes[form], form == of_year, form), default=None)


def _missing(walk: Walk, form: str | None) -> list[Issue]:
    """An issue for each row of the form that a table of the page does not have."""
    issues: list[Issue] = []
    for table in ("disclosures", "applications"):
        taken = walk.taken.get(table)
        if not taken:
            continue
        positions = {label.position for label in taken}
        has_other = any(label.code("outcome") == "other" and label.code("reason") == "all" for label in taken)
        missing = {
            label.position: label.name
            for label in walk.forms.rows[table].labels
            if form in label.forms and label.handling == "read" and label not in taken
            and not (label.group and label.code("reason") == "all")
            and not (has_other and label.code("outcome") == "other")
            and label.position not in positions
        }  # fmt: skip
        names = [missing[position] for position in sorted(missing)]
        issues += _missing_columns(walk, form, table)
        if len(names) > _MISSING_SHOWN:
            names = ["、".join(names)]
        issues += [Issue("table.missing_row", f"the {table} table has no row “{name}”", name) for name in names]
    return issues


def _missing_columns(walk: Walk, form: str | None, table: str) -> list[Issue]:
    """An issue for each column of applicants that the form has and the page has not."""
    if table != "applications":
        return []
    taken = {label.code("applicant") for label in walk.columns_taken.get(table, ())}
    missing = {
        label.code("applicant"): label.name
        for label in walk.forms.columns[table].labels
        if form in label.forms and label.handling == "read" and label.code("applicant") not in taken
    }
    return [
        Issue("table.missing_column", f"the {table} table has no column “{name}”", name) for name in missing.values()
    ]


def _of_document(document: Document, reader: Reader, walk: Walk, form: str | None, report_year: int) -> list[Issue]:
    """What the tables as a whole show: another year's form, pictures in their place, characters that were lost."""
    issues: list[Issue] = []
    for own, first, last in FORMS_OF_YEARS:
        if form == own and not first <= report_year <= last:
            issues.append(Issue("table.form_mismatch", f"the tables of {report_year} follow the form {form}"))
    is_statutory = any(statement.table in STATUTORY for statement in walk.statements)
    if report_year >= FIRST_STATUTORY_YEAR and not is_statutory and document.image_count:
        issues.append(
            Issue("table.pictured", f"no table can be read; the page shows {document.image_count} large pictures")
        )
    if report_year >= FIRST_STATUTORY_YEAR and not walk.statements and not walk.issues:
        issues += table_unread.unread_text(reader, walk.forms)
    damaged = document.text.count("\ufffd")
    if damaged:
        at = document.text.index("\ufffd")
        issues.append(
            Issue(
                "document.damaged_characters",
                f"{damaged} characters could not be decoded",
                char_start=at,
                char_end=at + 1,
            )
        )
    return issues


def _observation(statement: Statement, form: str | None, reader: Reader, in_text: int) -> Observation:
    """One statement as it leaves. `in_text` numbers the rows that stand in the text without a grid: one table, after
    those that are drawn."""
    sense, value, place, grid_index, _, is_selected = statement
    known = sense.known_as.get(form)
    if known is None:
        known = sense.known_as[form] = _known_as(sense, form)
    fact, quote, section, rule, dimensions = known
    start, end = place.start, place.end
    return Observation._make((
        fact, value, reader.text[start:end].strip(), place.figure.state, quote, section, start, end, rule, *dimensions,
        None, place.page, in_text if grid_index is None else grid_index, place.row, place.column, is_selected,
    ))  # fmt: skip


def _known_as(sense: Sense, form: str | None) -> Shared:
    """What the observations of one row and column share: fact, quote, section, rule, and the fields from measure to
    is_nested. The fact's own dimensions are "all" where it does not break them down."""
    codes, table = sense.codes, sense.table
    fact = codes["fact"]
    own = {name: codes.get(name) or "all" for name in _DIMENSIONS[fact]}
    dimensions = [own.get(name) for name in ("item", "channel", "topic", "applicant", "outcome", "reason",
                                             "procedure", "result")]  # fmt: skip
    return (
        fact,
        f"{sense.row_label} | {sense.column_label}",
        table if table != "annex" else f"{fact}s",
        f"table.{table}.{form}" if table != "annex" else f"table.{form}",
        (None if fact == "case" else codes["measure"], *dimensions, sense.unit, False, form in sense.nested_forms),
    )


def _said(place: Place) -> str:
    """What a cell was read as, in one line."""
    if isinstance(place.meaning, str):
        return place.meaning
    return " / ".join(code for name, code in place.meaning if name != "fact" and code)


def _shown(grid: Grid, lines: Sequence[Line], table: str) -> ShownGrid:
    return ShownGrid(
        index=grid.index,
        table=table,
        row_count=grid.row_count,
        column_count=grid.column_count,
        cells=tuple(
            ShownCell(place.text, place.row, place.column, place.row_span, place.span, _said(place))
            for line in lines
            for place in line.places
            if not place.is_carried
        ),
    )
