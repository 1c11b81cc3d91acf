"""Labels broken over the lines of their cell, with the row's figures on a line between them.

Belongs here: the order of such lines: label first, figures behind it. Does not belong here: which words are a label
(flattened_words), which figures belong to which column (flattened).
A page set in lines shows a cell's figures at half its height: 一、本年新收政府 / 378 24 0 … / 信息公开申请数量. Lines
change places only where the words above and below the figures make a label of the forms, and those above alone none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from extraction.flattened_lines import is_folio
from extraction.flattened_words import TOKENS_OF_A_LABEL, is_enumerated, label_length
from extraction.table_cells import figure
from extraction.table_labels import Forms, label_key

_MOST_BELOW = 3
"""Lines below its figures that a label may go on over."""
_LONGEST_BELOW = 40
_ENDS = frozenset("。；;！？")
_MARKS = frozenset("\t|")
"""Between cells: rows so marked are whole."""

Placed = tuple[int, str]
"""A line and where it begins."""


def whole_labels(lines: Iterable[Placed], forms: Forms) -> Iterator[Placed]:
    """The lines, what stands below a row's figures and completes its label moved before them."""
    held = list(lines)
    words: list[str] = []
    at = 0
    while at < len(held):
        start, line = held[at]
        at += 1
        if is_folio(line) or not line.strip():
            yield start, line
            continue
        cut = len(line) if "\t" in line or "|" in line else _figures_at(line)
        words += line[:cut].split()
        del words[:-TOKENS_OF_A_LABEL]
        below = _below(held, at, words, forms) if cut < len(line) else 0
        if below:
            if line[:cut].strip():
                yield start, line[:cut]
            yield from (held[one] for one in range(at, below) if _is_words(held[one][1]))
            yield start + cut, line[cut:]
            at = below
        else:
            yield start, line
        if cut < len(line):
            words = []


def _figures_at(line: str) -> int:
    """Where the figures begin that a line ends in; its length where it ends in words."""
    cut = at = len(line)
    for word in reversed(line.split()):
        at = line.rindex(word, 0, at)
        if not figure(word).is_figure:
            break
        cut = at
    return cut


def _below(lines: Sequence[Placed], at: int, words: Sequence[str], forms: Forms) -> int:
    """Behind which line the label is whole whose last words these are; 0 where it is so already, or never is. The
    number of a page may stand between."""
    if not words or label_length(tuple(words), forms)[1]:
        return 0
    below: list[str] = []
    is_paged = any(is_folio(line) for _, line in lines[at : at + _MOST_BELOW])
    for end in range(at, min(len(lines), at + 2 * _MOST_BELOW)):
        line = lines[end][1].strip()
        if is_paged and (not line or is_folio(line)):
            continue
        if not line or len(below) == _MOST_BELOW or not _goes_on(line, forms):
            return 0
        below.append("".join(line.split()))
        rest = "".join(below)
        if any(label_key("".join(words[first:]) + rest) in forms.row_keys for first in range(len(words))):
            return end + 1
    return 0


def _goes_on(line: str, forms: Forms) -> bool:
    """Whether a line can be the rest of a label: words without a number of their own, and no label themselves."""
    return (
        len(line) <= _LONGEST_BELOW
        and _ENDS.isdisjoint(line)
        and _MARKS.isdisjoint(line)
        and not is_enumerated(line)
        and label_key(line) not in forms.known
        and not any(figure(word).is_figure for word in line.split())
    )


def _is_words(line: str) -> bool:
    return bool(line.strip()) and not is_folio(line)
