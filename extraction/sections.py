"""The outline of a report: which stretch of its text speaks of disclosures, applications, cases or something else.

Belongs here: finding headings by any numbering, by a line of their own or run into the text, and naming them by the
lexicon of seeds/section_headings.csv. Does not belong here: what a sentence below a heading states (prose).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from extraction.remembering import remembered
from extraction.signs import MARK, MARKS, places, signs_of

_CHINESE = "一二三四五六七八九十"
_MARKS = (
    rf"第[{_CHINESE}\d]{{1,3}}[部章](?:分)?[、,:. ]?",
    rf"[{_CHINESE}]{{1,3}}(?:\s?[、.,:]|\s+(?=\S{{2,32}}(?:概述|综述|概况|情况|问题|措施)))",
    rf"\(\s?[{_CHINESE}]{{1,3}}\s?\)",
    r"\d{1,2}\s?(?:[、)]|\.(?!\d))",
    r"\(\s?\d{1,2}\s?\)",
    r"[①②③④⑤⑥⑦⑧⑨⑩]",
    r"【(?=[^】]{2,24}】)",
)
_MARK = re.compile(rf"\s*(?:{'|'.join(f'({mark})' for mark in _MARKS)})\s*")
_RUN_IN = re.compile(rf"(?:(?<=[。;:])| )\s?(?:{'|'.join(f'({mark})' for mark in _MARKS)})\s*")
_FIRST = frozenset(MARKS)
# A second mark within a line gives a report away whose headings run into its text.
_SECONDS = ("。二、", " 二、", "。(二)", " (二)", ";(二)", "。2.", "。2、")
_BARE_END = ("情况", "概述", "综述", "概况", "问题", "措施", "事项")
_NOT_IN_BARE = re.compile(r"[。;,:\d]")
_STOP = re.compile(r"[\n。;:!?】]")
_AFTER_END = frozenset("及和与、的")
_STATED = re.compile(
    r"[\d余十百千万一二两三四五六七八九]\s?[件条份宗篇例项次]|没有?(?=[\u4e00-\u9fff])(?:收到|发生|接到|受理|出现|产生|因)"
    r"|未(?:曾|有|被|因)?(?:收到|发生|接到|受理|出现|产生|接收|收取|制发|制定|因)"
)
_BEGINS_TO_TELL = re.compile(
    r"(?!通过|利用|依托|在)[\u4e00-\u9fff]{2,8}(?:公开|办理|管理|建设|保障|方面)(?=(?:全年|本年度?|今年|20\d\d年)(?:共|累计|度|,|我|未|没有))"
)
"""A heading without a mark behind it, which a sentence follows (依申请公开办理全年共收到申请70件)."""
_BARE_LEVEL = 2
_LONGEST, _LONGEST_BARE, _SHORT, _SHORTEST, _OPENING = 48, 40, 16, 8, 72
_CORE = frozenset({"disclosures", "applications", "cases"})
_PARTING = _CORE | {"fees"}


class Section(NamedTuple):
    """A stretch of normalised text under one heading. `code` says what it speaks of, `part` is the code of the
    part of the report that it belongs to (the same, but for a sub-heading: 依申请公开情况 within 总体情况). `is_part`:
    its heading opens a part of the report, as no sub-heading does."""

    code: str
    heading: str
    start: int
    end: int
    part: str
    is_part: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Headings:
    """The names of headings: `code` gives the section that a heading opens, None where none of its words is known."""

    code: Callable[[str], str | None]

    @classmethod
    def from_seeds(cls, rows: Callable[[str], Sequence[Mapping[str, str]]]) -> Headings:
        """From seeds/section_headings.csv: the first row whose phrase a heading holds names its section."""
        ranks = {row["phrase"]: (rank, row["code"]) for rank, row in enumerate(rows("section_headings"))}
        longest_first = sorted(ranks, key=len, reverse=True)
        pattern = re.compile(f"(?=({'|'.join(map(re.escape, longest_first))}))")
        # Headings are the most repeated lines of all reports.
        return cls(remembered(partial(_code, pattern, ranks)))


def _code(pattern: re.Pattern[str], ranks: Mapping[str, tuple[int, str]], heading: str) -> str | None:
    found = [ranks[phrase] for phrase in pattern.findall(heading)]
    return min(found)[1] if found else None


def outline(text: str, masked: Sequence[tuple[int, int]], headings: Headings) -> list[Section]:
    """The sections of a normalised text, in order and without gaps; what stands before the first heading is
    `overview`. `masked` spans (tables, chrome) open no section."""
    sections: list[Section] = []
    above: list[tuple[int, str]] = []
    code, part, heading, start, is_part = "overview", "overview", "", 0, False
    for where, level, words in _headings(text, masked, headings):
        while above and above[-1][0] >= level:
            above.pop()
        named = headings.code(words)
        if above:
            now, within = _below(above[-1][1], named, words), above[0][1]
        else:
            now = within = named or "other"
        above.append((level, now))
        if where > start:
            sections.append(Section(code, heading, start, where, part, is_part))
        code, part, heading, start, is_part = now, within, words, where, len(above) == 1
    sections.append(Section(code, heading, start, len(text), part, is_part))
    return sections


def _below(parent: str, named: str | None, words: str) -> str:
    """The code of a sub-heading: its parent's, unless it plainly turns to another matter."""
    if named is None or parent in ("problems", "fees"):
        return parent
    if parent in ("applications", "cases") and named == "disclosures":
        return parent
    if parent == "other":
        return named if named in _CORE and len(words) <= _SHORT else parent
    return named if named in _PARTING else parent


def _headings(text: str, masked: Sequence[tuple[int, int]], headings: Headings) -> Iterator[tuple[int, int, str]]:
    """(offset, level, words) of every heading outside the masked spans, in order."""
    marks = _marks_within(text)
    behind = -1
    lines = text.split("\n")
    unmarked = _unmarked(lines, headings) if "一、" not in text else ()
    for line in lines:
        where = behind + 1
        behind = where + len(line)
        head = line[:_OPENING]
        words = head.strip()
        if words[:1] in _FIRST or words.endswith(_BARE_END):
            level, begin, words = _opening(head)
            if begin and not words:
                level, words = _below_mark(text, behind, level)
        elif words in unmarked:
            level, begin = _BARE_LEVEL, 0
        else:
            level, begin, words = 0, 0, ""
        is_long = marks and behind - where > _LONGEST
        if not (words or is_long) or is_within(masked, where, where + 1):
            continue
        is_bare = not begin or head.lstrip()[:1] == "【"
        if words and (not is_bare or ((begin or len(line) <= _OPENING) and headings.code(words) is not None)):
            yield where, level, words
        if is_long:
            yield from _run_in(text, where + begin, behind, marks, masked)


def _unmarked(lines: Sequence[str], headings: Headings) -> Collection[str]:
    """The names of parts that stand alone above a paragraph (主动公开), where no heading is numbered and there are more
    than one of them; of a menu's words one at most stands above one."""
    found = {
        words: headings.code(words)
        for line, following in pairwise([line for line in lines if line.strip()])
        if len(words := line.strip()) <= _SHORTEST and len(following) > _LONGEST_BARE // 2
    }
    named = {words for words, code in found.items() if code in _CORE}
    return named if len({found[words] for words in named}) > 1 else ()


def _below_mark(text: str, behind: int, level: int) -> tuple[int, str]:
    """(level, words) of the heading whose mark stands alone on the line before: (二) above 依申请公开."""
    end = text.find("\n", behind + 1)
    words = text[behind + 1 : end].strip() if end >= 0 else ""
    is_heading = 0 < len(words) <= _SHORT and not _NOT_IN_BARE.search(words) and words[:1] not in _FIRST
    return level, words if is_heading else ""


def _run_in(
    text: str, done: int, behind: int, marks: Sequence[int], masked: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, str]]:
    """The headings that run into the text of one line."""
    for at in marks[bisect_left(marks, done) : bisect_left(marks, behind)]:
        blanks = 0 if not text[at - 1].isspace() else 2 if text[at - 2] == " " else 1
        mark = _RUN_IN.match(text, max(done, at - blanks), behind)
        if mark is None:
            continue
        done = mark.end()
        words = _words(text, done)
        if words and not is_within(masked, mark.start(), mark.start() + 1):
            yield mark.start(), mark.lastindex or 0, words


def _marks_within(text: str) -> list[int]:
    """Where marks of headings may run into the text: [] where no second one gives the report away."""
    marks = places(signs_of(text).paired & MARK)
    return marks if any(text.startswith(_SECONDS, at - 1) for at in marks) else []


def is_within(masked: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a span touches one of the masked ones, which are in order."""
    for first, last in masked:
        if first >= end:
            return False
        if start < last:
            return True
    return False


@remembered
def _opening(line: str) -> tuple[int, int, str]:
    """(level, offset behind the mark, words) of the heading that a line opens with; no words where it opens with none,
    offset 0 where the whole line may be one without a mark."""
    plain = line.strip()
    if plain[:1] in _FIRST:
        mark = _MARK.match(line)
        if mark is not None:
            return mark.lastindex or 0, mark.end(), _words(line, mark.end())
    elif len(plain) <= _LONGEST_BARE and plain.endswith(_BARE_END) and not _NOT_IN_BARE.search(plain):
        return _BARE_LEVEL, 0, plain
    return 0, 0, ""


def _words(text: str, begin: int) -> str:
    """The heading from an offset on, "" where a counted number or a none shows that it is a statement."""
    stop = _STOP.search(text, begin, begin + _LONGEST)
    words = text[begin : stop.start() if stop else begin + _LONGEST]
    said = words.find("情况")
    if said >= 0 and words[said + 2 : said + 3] not in _AFTER_END:
        words = words[: said + 2]
    elif said < 0 and (told := _BEGINS_TO_TELL.match(words)) is not None:
        words = told[0]
    return "" if _STATED.search(words) else words.strip()
