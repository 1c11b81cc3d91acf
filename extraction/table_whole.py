"""The applications table of a text read as one: its figures in their order, its rows in that of the form.

Belongs here: the proof that a text holds the whole table of a form, row by row, though labels are torn or stand behind
their figures. Does not belong here: rows that are read one by one (flattened, table_walk).
There are as many figures as the form has cells; the labels that are whole stand in the form's order and each beside its
own seven figures; what is left of the words holds all characters of the others and of the columns; every row and every
column makes the sums of the form. One of these that fails, and nothing is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from extraction.flattened_lines import Words, place_of
from extraction.flattened_words import known_word
from extraction.table_cells import figure
from extraction.table_headings import Heading, heading_of
from extraction.table_labels import Forms, Label
from extraction.table_lines import Line, Place, Statement
from extraction.table_rows import senses_of
from extraction.table_sums import Counted, adds_up, count, proved
from extraction.table_walk import Walk

_REGION = re.compile(r"收到和处理政府信息公开申请(.*?)[四五]、[^\n]{0,12}行政复议", re.DOTALL)
_NOT_LETTERS = re.compile(r"[^\u4e00-\u9fff]+")
_COLUMNS = 7
_SHORTEST = 4
"""Characters of a label that is looked for: a shorter one (其他) is part of others."""
_LEAST_WHOLE = 0.6
"""Of a form's labels as many must stand whole in the text."""
_OF_ROWS = ("table.doubtful_cell", "table.unknown_row_label", "table.bad_cell")


@dataclass(slots=True)
class _Content:
    """The words between a table's heading and its end, without what is no letter; at each of them, how many figures
    stand before it; and the figures."""

    letters: str
    before: list[int]
    figures: list[tuple[int, int]]


def complete(walk: Walk, text: str, words: Words) -> None:
    """Reads the applications table of a text as a whole, where rows of it were not read one by one and its sums prove
    what they are; what was read of it before must be the same."""
    region = _REGION.search(text)
    if region is None or "|" in region[1] or "\t" in region[1]:
        return
    content = _content(text, *region.span(1), walk.forms)
    read = [statement for statement in walk.statements if statement.table == "applications"]
    if content is None or not content.figures or len(read) >= len(content.figures):
        return
    for rows in _forms(walk.forms):
        if len(content.figures) == len(rows) * _COLUMNS and _are_rows(content, rows, walk.forms):
            statements = list(_statements(text, content, rows, walk.forms, words))
            known = {statement.sense.key: statement.value for statement in statements}
            if statements and all(known.get(old.sense.key) == old.value for old in read):
                _put(walk, words.placed(*region.span(1))[:2], rows, statements)
            return


def _content(text: str, start: int, end: int, forms: Forms) -> _Content | None:
    """What stands in a stretch of the text; None where figures stand in it that are no counts."""
    letters: list[str] = []
    before: list[int] = []
    figures: list[tuple[int, int]] = []
    for found in re.compile(r"\S+").finditer(text, start, end):
        word = known_word(found[0], forms)
        if word.is_figure:
            if not figure(found[0]).is_count:
                return None
            figures.append(found.span())
            continue
        first, last = found.span()
        if word.lead:
            figures.append((first, first + word.lead))
        own = _NOT_LETTERS.sub("", found[0])
        letters.append(own)
        before += [len(figures)] * len(own)
        if word.glued:
            figures.append((first + word.glued, last))
    return _Content("".join(letters), before, figures)


@lru_cache(maxsize=8)
def _forms(forms: Forms) -> tuple[tuple[Label, ...], ...]:
    """The rows of the applications table that state figures, in their order, for each form that has it."""
    labels = [label for label in forms.rows["applications"].labels if label.handling == "read"]
    found = []
    for form in sorted({form for label in labels for form in label.forms}):
        own = sorted((label for label in labels if form in label.forms), key=lambda label: label.position)
        divided = {label.group for label in own if label.group and label.code("reason") != "all"}
        found.append(tuple(label for label in own if label.code("reason") != "all" or label.group not in divided))
    return tuple(found)


def _are_rows(content: _Content, rows: Sequence[Label], forms: Forms) -> bool:
    """Whether the words are those of these rows, in this order, each beside its own figures."""
    left = Counter(content.letters)
    at = whole = 0
    torn: list[str] = []
    for row, label in enumerate(rows):
        found = [(content.letters.find(key, at), key) for key in label.keys if len(key) >= _SHORTEST]
        found = [(begin, key) for begin, key in found if begin >= 0]
        if not found:
            torn.append(_NOT_LETTERS.sub("", label.name))
            continue
        begin, key = min(found, key=lambda one: (one[0], -len(one[1])))
        if abs(content.before[begin] - row * _COLUMNS) > _COLUMNS:
            return False
        at = begin + len(key)
        whole += 1
        left -= Counter(key)
    needed = Counter("".join((*torn, *_columns(forms))))
    return whole >= _LEAST_WHOLE * len(rows) and needed <= left and _are_in_order(content.letters, _columns(forms))


@lru_cache(maxsize=8)
def _columns(forms: Forms) -> tuple[str, ...]:
    """The labels of the columns of applicants, in their order."""
    of_applicants = [label for label in forms.columns["applications"].labels if label.code("applicant")]
    return tuple(label.name for label in sorted(of_applicants, key=lambda label: label.position))


def _are_in_order(letters: str, columns: Sequence[str]) -> bool:
    """Whether the columns whose labels are whole stand in their order, but for the total, which stands above others."""
    places = [letters.find(label) for label in columns[1:-2]]
    found = [place for place in places if place >= 0]
    return all(a < b for a, b in pairwise(found))


def _statements(text: str, content: _Content, rows: Sequence[Label], forms: Forms, words: Words) -> Iterator[Statement]:
    """What the rows state; nothing where the sums of the form do not hold."""
    start, end = content.figures[0]
    labels = [place_of(label, start, end, at, words) for at, label in enumerate(_columns(forms))]
    heading = heading_of([Line(labels, None, 0, has_geometry=False, is_loose=True)], forms)
    if heading is None or len(heading.slots) != _COLUMNS:
        return
    places = [place_of(text[first:last], first, last, 0, words) for first, last in content.figures]
    of_rows = [places[at : at + _COLUMNS] for at in range(0, len(places), _COLUMNS)]
    if not _hold(heading, rows, of_rows):
        return
    for row, (label, cells) in enumerate(zip(rows, of_rows, strict=True)):
        for column, (place, sense) in enumerate(zip(cells, senses_of(heading, label, label.name), strict=True)):
            if sense is not None:
                place.row, place.column = row, column
                place.mean(sense.said)
                yield Statement(sense, place.figure.value, place, None)


def _hold(heading: Heading, rows: Sequence[Label], of_rows: Sequence[Sequence[Place]]) -> bool:
    """Whether each row and each column makes its sums."""
    if not all(adds_up(heading, cells) for cells in of_rows):
        return False
    way = tuple(range(_COLUMNS))
    counted = [
        Counted(label.code("measure"), [count(cell) for cell in cells], [way])
        for label, cells in zip(rows, of_rows, strict=True)
    ]
    return proved(counted, _COLUMNS) is not None


def _put(walk: Walk, span: tuple[int, int], rows: Sequence[Label], statements: Sequence[Statement]) -> None:
    """The statements of the whole table in the place of those that were read of it, and of what was refused in it."""
    start, end = span
    kept = [statement for statement in walk.statements if statement.table != "applications"]
    walk.statements = sorted([*kept, *statements], key=lambda statement: statement.place.start)
    walk.issues = [
        issue
        for issue in walk.issues
        if issue.kind not in _OF_ROWS or issue.char_start is None or not start <= issue.char_start < end
    ]
    walk.taken.setdefault("applications", set()).update(rows)
    walk.columns_taken.setdefault("applications", set()).update(
        label for label in walk.forms.columns["applications"].labels if label.code("applicant")
    )
    walk.loose_spans.append((start, end, "applications"))
