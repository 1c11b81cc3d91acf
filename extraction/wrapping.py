"""Lines that a typesetter broke are joined again: which line breaks stand inside a sentence.

A break is soft where its line is as full as the lines of its document are and the next line opens no heading, list or
indented paragraph. Does not belong here: what is a heading (sections).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

_LONGEST = 90
"""Characters. No typesetter sets longer lines; where most lines are longer, a line is a paragraph."""
_SHORTEST = 24
_FEWEST = 2
_ALIKE = 0.93
_FULL = 0.86
_OVERFULL = 1.1
_ENDS = frozenset("。;!?:；！？：.…")
_OPENS = re.compile(
    r" {2}|\t|[一二三四五六七八九十]{1,3}[、.,]|\([一二三四五六七八九十\d]{1,3}\)|"
    r"第[一二三四五六七八九十]{1,3}[部章节条项]|"
    r"\d{1,2}[.、)](?!\d)|附[件表注:]|[①-⑳●■◆★※·|【-]"
)
_TITLE = re.compile(r"[^,。;:]*公开[^,。;:]*(?:报告|年报|总结|汇报)[^,。;:]{0,12}$")
"""A line that is the title of a report, whole: what stands above and below it is another line."""
_PAUSE = re.compile(r"[,。;:]")
_NUMBER = re.compile(r"[\d.,]+")
_TORN = re.compile(r"\n(?=[\u4e00-\u9fff]{0,3}(?:\d[\d ,.]*)?\s?[条件份篇次期](?:\([^()]{1,12}\))?[,;。、])")
"""How a line goes on that was broken before its count or the unit of one, whatever its length."""
_BROKEN_OFF = re.compile(r"(?<!\d[条件份篇次期])(?<![下为是中况])[\u4e00-\u9fff\d]$")
_COUNT = r"[\d余十百千万一二两三四五六七八九]\s?(?:条|件|份|篇|宗|例|起)次?"
_RUNNING_ON = re.compile(
    r"[;、,](?:(?<=[条件份篇宗例起次][;、,])|(?<=%\)[;、,]))(?<![第几][条件份篇宗例起次][;、,]) *\n\s*"
    r"(?![一二三四五六七八九十]{1,3}[、.,是]|第|附)"
    rf"(?=[\u4e00-\u9fff“][^\n。;、,]{{0,30}}{_COUNT}[;、,。(])"
)
"""How a list of counts goes on whose members stand on lines of their own, without marks of items."""
_FEW = 8
_CELLS = re.compile(r"[\t|]")
_ASCII = re.compile(r"[ -~]")


def soft_breaks(text: str) -> list[tuple[int, int]]:
    """Spans of a normalised text, each a line break within a sentence with the blanks around it."""
    lines = text.split("\n")
    long = sorted([n for line in lines if (n := len(line)) >= _SHORTEST and "\t" not in line and "|" not in line])
    if len(long) < _FEWEST or long[len(long) * 9 // 10] > _LONGEST:
        return _torn_breaks(text)
    set_lines = [line for line in lines if "\t" not in line and "|" not in line]
    by_count = _fullness([len(line) for line in set_lines])
    by_width = _fullness([_width(line) for line in set_lines])
    within: list[tuple[int, int]] = []
    between: list[tuple[int, int]] = []
    end = -1
    for line, following in pairwise(lines):
        end += len(line) + 1
        words = line.rstrip()
        if len(line) < _SHORTEST * 0.75 or not words or not following.strip() or _CELLS.search(line + following):
            continue
        ends = words[-1] in _ENDS
        if ends and (words[-1] not in "。;:" or (len(following) < _SHORTEST and not _PAUSE.search(following))):
            continue
        # A number that did not fit goes to the next line whole.
        number = _NUMBER.match(following)
        room = len(number[0]) if number else 0
        is_full = by_count(len(line), room) or by_width(_width(line), room / 2)
        is_heading = bool(_OPENS.match(line.lstrip())) and not _PAUSE.search(line)
        if is_full and (_TITLE.match(words) or _TITLE.match(following)):
            continue
        if is_full and not is_heading and (words[-1] in "、,;" or not _OPENS.match(following)):
            (between if ends else within).append((end - (len(line) - len(words)), end + 1))
    # A full line that ends a sentence may end its paragraph too: it goes on only where lines are set to a width.
    return sorted({*within, *(between if len(within) >= _FEWEST else ()), *_torn_breaks(text)})


def _torn_breaks(text: str) -> list[tuple[int, int]]:
    """The breaks at which a line of prose breaks off before a count or its unit (微信公众 / 号32条。), or between two
    members of a list (维持2件; / 撤销1件。)."""
    found = [(going.start() + 1, going.end()) for going in _RUNNING_ON.finditer(text)]
    for torn in _TORN.finditer(text):
        start = text.rfind("\n", 0, torn.start()) + 1
        words = text[start : torn.start()].rstrip()
        if len(words) >= _FEW and "\t" not in words and _BROKEN_OFF.search(words) and _PAUSE.search(words):
            found.append((start + len(words), torn.end()))
    return sorted(found)


def _fullness(measures: Sequence[float]) -> Callable[[float, float], bool]:
    """Whether a line is as full as the longest lines of the document; a longest one without its like does not count."""
    longest_first = sorted((measure for measure in measures if measure >= _SHORTEST * 0.75), reverse=True)
    usual = next((long for long, other in pairwise(longest_first) if other >= long * _ALIKE), None)
    if usual is None:
        return lambda measure, room: False
    return lambda measure, room: usual * _FULL <= measure + room and measure <= usual * _OVERFULL


def _width(line: str) -> float:
    """In full characters: a Latin letter or digit takes half of one."""
    return len(line) - 0.5 * len(_ASCII.findall(line))
