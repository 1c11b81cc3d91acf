"""The words of a table without cells: where known labels begin and end in them.

Belongs here: pure functions of words; what they find is kept, since the words of the forms are the same in every
document. Does not belong here: the order of words and figures (flattened), what labels mean (table_walk).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise, product
from typing import NamedTuple

from extraction.table_cells import REPORTED, figure
from extraction.table_labels import Forms, Label, label_key, whole_keys
from extraction.table_lines import UNITS

_ENUMERATED = re.compile(r"(?:[(（][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、]|[一二三四五六七八九十]{1,2}、)")
_CUT = re.compile(r"(?<!第)(?=[(（][一二三四五六七八九十]{1,3}[)）])|(?<=[^\d.(（])(?=\d{1,2}[.．、](?!\d))")
_LEADING = re.compile(r"\d[\d,]*(?=[\u4e00-\u9fff(（])")
_GLUED = re.compile(r"(.*?[^\d.,，+\-增加减少])((?:[+\-]|增加?|减少?)?\d[\d,，]*(?:\.\d+)?(?:[万亿]?元|[减增]\d+)?)")
_DIGITS_OF_A_ROW = re.compile(r"0\d{6}|0\d{14}")
"""The figures of a row whose cells run together, where the first is none."""
_GLUED_DASH = re.compile(r"(.*[^\-—–―/])([\-—–―/]+)")
NO_FIGURE = "/"
"""Among or behind digits: they state nothing."""
TOKENS_OF_A_LABEL = 24
_FEWEST_PIECES = 8
"""Words from which a run may hold the heading of applications or cases that was torn apart."""
FEWEST_WORDS = 4
"""The same of any heading."""
_OF_DOCUMENTS = ("created", "disclosed", "cumulative", "repealed", "in_force")
_UNIT_ENDS = frozenset(unit[-1] for unit in UNITS)
_LONGEST_LABEL = 64
"""Characters of a label with its notes."""


@dataclass(slots=True)
class Token:
    """Words or a figure, with their normalised span."""

    text: str
    start: int
    end: int
    line: int = 0
    """Where its line begins."""


def is_enumerated(text: str) -> bool:
    """Whether words begin with the number of a row."""
    return _ENUMERATED.match(text) is not None


def begins_results(text: str, forms: Forms) -> bool:
    """Whether words begin the label above all results of the applications table, which stands beside them."""
    key = label_key(text)
    return bool(key) and any(
        known.startswith(key)
        for label in forms.rows["applications"].labels
        if label.handling == "group" and not label.group
        for known in label.keys
    )


@lru_cache(maxsize=4096)
def label_length(texts: tuple[str, ...], forms: Forms) -> tuple[int, bool]:
    """How many of these last words before a figure name its row, and whether that name is known. An unknown name begins
    at its number, no further back than the headings above it, else at its last word."""
    most = 0
    lengths = [0]
    while most < len(texts) and lengths[most] <= _LONGEST_LABEL:
        most += 1
        lengths.append(lengths[-1] + len(texts[-most]))
    words = "".join(texts[len(texts) - most :])
    for count in range(most, 0, -1):
        if any(map(is_enumerated, texts[len(texts) - count + 1 :])):
            continue  # Two rows' labels; what stands behind an open bracket in the first is no note.
        if label_key(words[len(words) - lengths[count] :]) in forms.row_keys:
            return count, True
    for count in range(1, len(texts) + 1):
        if is_enumerated(texts[-count]):
            return count, False
        if label_key(texts[-count]) in forms.column_keys:
            break
    return min(len(texts), 1), False


@lru_cache(maxsize=4096)
def known_labels(texts: tuple[str, ...], forms: Forms) -> tuple[tuple[int, int, int, int], ...]:
    """The known labels in a run of words: from which word to which, and, where several stand in one word without
    anything between them, from which character of it to which (0, 0: all of them)."""
    found: list[tuple[int, int, int, int]] = []
    words = "".join(texts)
    begins = [0, *accumulate(map(len, texts))]
    at = 0
    while at < len(texts):
        most = at
        while most < min(len(texts), at + TOKENS_OF_A_LABEL) and begins[most] - begins[at] <= _LONGEST_LABEL:
            most += 1
        for end in range(most, at, -1):
            if label_key(words[begins[at] : begins[end]]) in forms.known:
                found.append((at, end, 0, 0))
                at = end
                break
        else:
            found += [(at, at + 1, first, last) for first, last in _within(texts[at], forms)]
            at += 1
    return tuple(found)


def _within(text: str, forms: Forms) -> list[tuple[int, int]]:
    """Known labels that stand in one word without anything between them; nothing unless they are all of it."""
    pieces: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        for end in range(min(len(text), at + forms.columns["applications"].longest + 20), at + 1, -1):
            if label_key(text[at:end]) in forms.known and text[at] not in ")）":
                pieces.append((at, end))
                at = end
                break
        else:
            return []
    return pieces


def completed(run: list[Token]) -> list[Token]:
    """The words with the labels that line breaks in cells cut off (table_labels.whole_keys) whole again."""
    keys = [label_key(token.text) for token in run]
    wholes = whole_keys(keys)
    if wholes is keys:
        return run
    return [
        token if key == whole else Token(whole, token.start, token.end, token.line)
        for token, key, whole in zip(run, keys, wholes, strict=True)
    ]


Rows = tuple[tuple[str, ...], ...]
"""The labels of a heading, row by row."""


@lru_cache(maxsize=8)
def _wholes(forms: Forms) -> tuple[tuple[Rows, Counter[str], int], ...]:
    """The headings of the applications and the cases table, and those over documents in either form: the labels of
    their rows, all their characters, and the fewest words that they can be torn into."""
    of_applicants = [label for label in forms.columns["applications"].labels if label.code("applicant")]
    group = next(label.name for label in forms.columns["applications"].labels if label.handling == "group"
                 and label_key(label.name) in {one.group for one in of_applicants})  # fmt: skip
    applicants = tuple(label.name for label in sorted(of_applicants, key=lambda label: label.position))
    of_cases = sorted(forms.columns["cases"].labels, key=lambda label: label.position)
    procedures = tuple(label.name for label in of_cases if label.code("procedure") and not label.code("result"))
    results = tuple(label.name for label in of_cases if label.code("result") and not label.code("procedure"))
    return (
        ((applicants,), Counter("".join((*applicants, group))), _FEWEST_PIECES),
        ((procedures, results * 3), Counter("".join(procedures) + "".join(results) * 3), _FEWEST_PIECES),
        *(((columns,), Counter("".join(columns)), len(columns) + 1) for columns in _over_documents(forms)),
    )


def _over_documents(forms: Forms) -> set[tuple[str, ...]]:
    """The columns over documents in each form, in each of the spellings that they share (本年新…数量, …件数)."""
    of_form: dict[str, list[Label]] = {}
    for label in forms.columns["disclosures"].labels:
        if label.code("measure") in _OF_DOCUMENTS:
            for form in label.forms:
                of_form.setdefault(form, []).append(label)
    found: set[tuple[str, ...]] = set()
    for labels in of_form.values():
        labels.sort(key=lambda label: label.position)
        spelled = product(*(label.keys for label in labels))
        found |= {
            keys
            for keys in spelled
            if len({key[-2:] for key in keys}) == 1 and len({(key[:2], len(key)) for key in keys[:2]}) == 1
        }
    return found


@lru_cache(maxsize=256)
def torn_heading(texts: tuple[str, ...], forms: Forms) -> tuple[int, tuple[tuple[str, ...], ...]] | None:
    """Where in a run of words the heading of a table begins that was torn apart, its cells' lines side by side (商业
    科研 社会公 … 企业 机构 益组织), and its labels row by row: its characters are those of the form's heading and no
    others. None where there is none, or where its labels are whole."""
    for rows, characters, fewest in _wholes(forms):
        if len(texts) < fewest:
            continue
        kept = [at for at, text in enumerate(texts) if text and characters.keys() >= set(text)]
        is_whole = {label for row in rows for label in row} <= {texts[at] for at in kept}
        if kept and not is_whole and Counter("".join(texts[at] for at in kept)) == characters:
            return kept[0], rows
    return None


def without_unit(token: Token, forms: Forms) -> Token:
    """A label without the unit that stands right behind it."""
    if token.text[-1:] not in _UNIT_ENDS or label_key(token.text) in forms.known:
        return token
    for size in (2, 1):
        if token.text[-size:] in UNITS and label_key(token.text[:-size]) in forms.row_keys:
            return Token(token.text[:-size], token.start, token.end - size)
    return token


class Word(NamedTuple):
    """What stands between two blanks: where its pieces begin and end (labels of a list that nothing sets apart), and
    whether figures stand before, in the place of, or behind them."""

    pieces: tuple[tuple[int, int], ...]
    is_figure: bool
    is_number: bool
    lead: int
    """How long the figure is that the next label's words stand right behind; else 0."""
    glued: int
    """Where the figure begins that stands right behind a known row's label; else 0. It is in none of the pieces."""


def has_words(text: str) -> bool:
    """Whether there is more in a cell than digits: two figures in one are none, and no label."""
    key = label_key(text)
    return bool(key) and not key.isnumeric()


@lru_cache(maxsize=8192)
def known_word(text: str, forms: Forms) -> Word:
    """One word of a table without cells."""
    stated = figure(text)
    is_figure = stated.is_figure or _DIGITS_OF_A_ROW.fullmatch(text) is not None
    leading = None if stated.is_value else _LEADING.match(text)
    cuts = [0, *(found.start() for found in _CUT.finditer(text) if found.start()), len(text)]
    *pieces, (start, end) = pairwise(cuts)
    found = _GLUED_DASH.fullmatch(text, start) or _GLUED.fullmatch(text, start)
    glued = found.end(1) if found and label_key(found[1]) in forms.row_keys else 0
    if not glued and not is_figure and label_key(text[start:end]) not in forms.known:
        within = _within(text[start:end], forms)
        last_key = label_key(text[start + within[-1][0] : end]) if len(within) > 1 else ""
        if last_key in forms.row_keys and last_key not in forms.column_keys:
            # 现行有效件数规章: the last column's label and the first row's.
            pieces += [(start + first, start + last) for first, last in within[:-1]]
            start += within[-1][0]
    return Word(
        pieces=(*pieces, (start, glued or end)),
        is_figure=is_figure,
        is_number=stated.state == REPORTED,
        lead=leading.end() if leading else 0,
        glued=glued,
    )
