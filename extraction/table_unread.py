"""The statutory tables of a page as far as nothing could be read of them: what is said of it, what prose must not read.

Belongs here: words that only the forms' tables hold, wherever they stand. Does not belong here: rows and columns
(table_walk), prose.
Where a table lost its order, or its bars and line breaks, its words still stand in the text: 尚未 or (四)无 are pieces
of labels there and state no none, and a number behind a label is any of its row's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from extraction.documents import Grid
from extraction.facts import Issue
from extraction.table_labels import Forms
from extraction.table_lines import Line
from extraction.table_source import Reader
from extraction.table_walk import Walk

_LONG_NAME, _ROWS_NAMED = 6, 4
"""Rows so named (补正后申请内容仍不明确) that stand in no prose."""
_FEWEST_OF_CASES = 24
"""Characters of the cases table's heading side by side that no prose holds."""
_MARK = "重复申请"
"""A row of every form: a text without it holds no applications table."""
_BLANKS = " \t\r\n\f\v\xa0\u3000|"
_BLANK = re.compile(r"[\s|]+")
_SENTENCE_END = re.compile("[。；;！？]")
_FIGURES = re.compile(r"(?:[\s|]*(?:[\d,，.]+|[/\\—–-]+|无)(?![^\s|]))*")
"""What a row's label is followed by; a number with a word behind it is none of them."""


def unread_grids(drawn: Sequence[tuple[Grid, list[Line]]], walk: Walk) -> list[Issue]:
    """An issue for each grid that names the rows of a form and was taken for none of its tables."""
    issues: list[Issue] = []
    told = {*walk.tables, *walk.nameless, *(issue.table_index for issue in walk.issues)}
    told |= {statement.grid_index for statement in walk.statements}
    for grid, lines in drawn:
        keys = {place.key for line in lines for place in line.places}
        known = [
            table for table in ("disclosures", "applications", "annex")
            if len(keys & walk.forms.rows[table].by_key.keys()) >= _ROWS_NAMED
        ]  # fmt: skip
        if known and grid.index not in told:
            message = f"a table with rows of the {known[0]} table could not be read"
            issues.append(Issue("table.unread_table", message, "", grid.start, grid.end, table_index=grid.index))
    return issues


def unread_text(reader: Reader, forms: Forms) -> list[Issue]:
    """An issue where a page names the rows of the applications table and none of it was read."""
    text = reader.normal.text
    found = [name for name in _names(forms) if name in text]
    if len(found) < _ROWS_NAMED:
        return []
    at = text.index(found[0])
    start, end, _ = reader.placed(at, at + len(found[0]))
    message = "the page names the rows of the applications table, and none of them could be read"
    return [Issue("table.unread_table", message, found[0], start, end)]


def spans(text: str, forms: Forms) -> Iterator[tuple[int, int]]:
    """The normalised spans that only tables hold, read or not: from the first to the last row's label between two ends
    of sentences, where there are several, and the heading of the cases table."""
    if _MARK not in text:
        return
    labels, of_cases = _patterns(forms)
    named = list(labels.finditer(text))
    if len({match[0] for match in named}) >= _ROWS_NAMED:
        stops = [stop.start() for stop in _SENTENCE_END.finditer(text)]
        for _, within in groupby(named, key=lambda match: bisect_right(stops, match.start())):
            found = list(within)
            if len({match[0] for match in found}) >= _ROWS_NAMED:
                yield found[0].start(), _behind(text, found[-1].end())
    for run in of_cases.finditer(text):
        if len(_BLANK.sub("", run[0])) >= _FEWEST_OF_CASES:
            start = run.end() - len(run[0].lstrip(_BLANKS))
            yield start, _behind(text, run.start() + len(run[0].rstrip()))


def _behind(text: str, at: int) -> int:
    """Where the figures end that stand behind a label."""
    figures = _FIGURES.match(text, at)
    return figures.end() if figures else at


@lru_cache(maxsize=8)
def _names(forms: Forms) -> tuple[str, ...]:
    """The labels of the applications table's rows that stand in no prose."""
    labels = forms.rows["applications"].labels
    return tuple(
        label.name for label in labels if label.code("reason") not in ("", "all") and len(label.name) >= _LONG_NAME
    )


@lru_cache(maxsize=8)
def _patterns(forms: Forms) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The labels of rows wherever they stand, and the characters of the cases table's heading side by side."""
    rows = [label.name for label in forms.rows["applications"].labels if label.code("measure") in _MEASURES]
    names = sorted({*_names(forms), *(name for name in rows if len(name) >= _LONG_NAME)}, key=len, reverse=True)
    of_cases = {character for label in forms.columns["cases"].labels for key in label.keys for character in key}
    characters = "".join(sorted(character for character in of_cases if "\u4e00" <= character <= "\u9fff"))
    return (
        re.compile("|".join(map(re.escape, names))),
        re.compile(rf"[{characters}\s|]{{{_FEWEST_OF_CASES},}}"),
    )


_MEASURES = ("received", "carried_in", "carried_out")
