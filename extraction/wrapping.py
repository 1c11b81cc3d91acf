"""Lines that a typesetter broke are joined again: which line breaks stand inside a sentence.

A break is soft where its line is as full as the lines of its document are, ends no sentence, and the next line opens
no heading, list or indented paragraph. Does not belong here: what is a heading (sections).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

_LONGEST = 90
"""Characters. No typesetter sets longer lines; where most lines are longer, a line is a paragraph."""
_SHORTEST = 24
_FULL = 0.86
_OVERFULL = 1.15
_ENDS = frozenset("。;!?:；！？：.…")
_OPENS = re.compile(
    r"[ \t]|[一二三四五六七八九十]{1,3}[、.,]|\([一二三四五六七八九十\d]{1,3}\)|"
    r"第[一二三四五六七八九十]{1,3}[部章节条项]|"
    r"\d{1,2}[.、)](?!\d)|附[件表注:]|[①-⑳●■◆★※·|【《-]"
)
_NUMBER = re.compile(r"[\d.,]+")
_ASCII = re.compile(r"[ -~]")


def soft_breaks(text: str) -> list[tuple[int, int]]:
    """Spans of a normalised text, each a line break within a sentence with the blanks around it."""
    lines = text.split("\n")
    long = sorted(len(line) for line in lines if len(line) >= _SHORTEST)
    if len(long) < 3 or long[len(long) * 9 // 10] > _LONGEST:
        return []
    by_count = _fullness([len(line) for line in lines])
    by_width = _fullness([_width(line) for line in lines])
    spans = []
    end = -1
    for line, following in pairwise(lines):
        end += len(line) + 1
        words = line.rstrip()
        if not words or words[-1] in _ENDS or "\t" in line or not following.strip() or "\t" in following:
            continue
        # A number that did not fit goes to the next line whole.
        number = _NUMBER.match(following)
        room = len(number[0]) if number else 0
        is_full = by_count(len(line), room) or by_width(_width(line), room / 2)
        if is_full and not _OPENS.match(following) and len(line) >= _SHORTEST * 0.75:
            spans.append((end - (len(line) - len(words)), end + 1))
    return spans


def _fullness(measures: Sequence[float]) -> Callable[[float, float], bool]:
    """Whether a line is as full as most of those that are worth the name; never, where their lengths vary freely."""
    full = sorted(measure for measure in measures if measure >= _SHORTEST * 0.75)
    usual = full[len(full) * 9 // 10] if full else 0.0
    if not full or sum(measure >= usual * _FULL for measure in full) * 3 < len(full):
        return lambda measure, room: False
    return lambda measure, room: usual * _FULL <= measure + room and measure <= usual * _OVERFULL


def _width(line: str) -> float:
    """In full characters: a Latin letter or digit takes half of one."""
    return len(line) - 0.5 * len(_ASCII.findall(line))
