"""The outline of a report: which stretch of its text speaks of disclosures, applications, cases or something else.

Belongs here: finding headings by any numbering, by a line of their own or run into the text, and naming them by the
lexicon of seeds/section_headings.csv. Does not belong here: what a sentence below a heading states (prose).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_CHINESE = "一二三四五六七八九十"
_MARKS = (
    rf"第[{_CHINESE}\d]{{1,3}}[部章](?:分)?[、,:. ]?",
    rf"[{_CHINESE}]{{1,3}}\s?[、.,:]",
    rf"\(\s?[{_CHINESE}]{{1,3}}\s?\)",
    r"\d{1,2}\s?(?:[、)]|\.(?!\d))",
    r"\(\s?\d{1,2}\s?\)",
    r"[①②③④⑤⑥⑦⑧⑨⑩]",
)
_NUMBERED = re.compile(rf"(?:(?<=\n)|(?<=[。;]) ?|\A|(?<= ) )[ \t]*(?:{'|'.join(f'({mark})' for mark in _MARKS)})\s*")
_BARE_LINE = re.compile(r"(?:(?<=\n)|\A)[ \t]*([^\n。;,:\d]{2,32}?(?:情况|概述|综述|概况|问题|措施|事项))[ \t]*(?=\n|\Z)")
_HEADING_END = re.compile(r"[\n。;:!?]|(?<=情况)(?![及和与、的])|(?<=概述)(?=\s|20)")
_NOT_BLANK = re.compile(r"\S")
_COUNTED = re.compile(r"\d\s?[件条份宗篇例项次]")
_BARE_LEVEL = 2
_LONGEST = 48
_SHORT = 16
_CORE = frozenset({"disclosures", "applications", "cases"})
_PARTING = _CORE | {"fees"}


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of normalised text under one heading. `code` says what it speaks of, `part` is the code of the
    part of the report that it belongs to (the same, but for a sub-heading: 依申请公开情况 within 总体情况)."""

    code: str
    heading: str
    start: int
    end: int
    part: str


@dataclass(frozen=True, slots=True)
class Headings:
    """Phrases of headings, in the order in which they decide."""

    pattern: re.Pattern[str]
    ranks: Mapping[str, tuple[int, str]]

    @classmethod
    def from_seeds(cls, rows: Callable[[str], Sequence[Mapping[str, str]]]) -> Headings:
        """From seeds/section_headings.csv: the first row whose phrase a heading holds names its section."""
        ranks = {row["phrase"]: (rank, row["code"]) for rank, row in enumerate(rows("section_headings"))}
        longest_first = sorted(ranks, key=len, reverse=True)
        return cls(re.compile(f"(?=({'|'.join(map(re.escape, longest_first))}))"), ranks)

    def code(self, heading: str) -> str | None:
        """The section that a heading opens, None where none of its words is known."""
        found = [self.ranks[phrase] for phrase in self.pattern.findall(heading)]
        return min(found)[1] if found else None


def outline(text: str, masked: Sequence[tuple[int, int]], headings: Headings) -> list[Section]:
    """The sections of a normalised text, in order and without gaps; what stands before the first heading is
    `overview`. `masked` spans (tables, chrome) open no section."""
    sections: list[Section] = []
    above: list[tuple[int, str]] = []
    code, part, heading, start = "overview", "overview", "", 0
    for where, level, words in _headings(text, masked):
        while above and above[-1][0] >= level:
            above.pop()
        if above:
            now, within = _below(above[-1][1], headings.code(words), words), above[0][1]
        else:
            now = within = headings.code(words) or "other"
        above.append((level, now))
        if where > start:
            sections.append(Section(code, heading, start, where, part))
        code, part, heading, start = now, within, words, where
    sections.append(Section(code, heading, start, len(text), part))
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


def _headings(text: str, masked: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """(offset, level, words) of every heading outside the masked spans, in order."""
    found = [(m.start(), m.lastindex or 0, m.end()) for m in _NUMBERED.finditer(text)]
    starts = {_NOT_BLANK.search(text, where).start() for where, _, _ in found}  # type: ignore[union-attr]
    bare = [m.start(1) for m in _BARE_LINE.finditer(text)]
    found += [(where, _BARE_LEVEL, where) for where in bare if where not in starts]
    for where, level, begin in sorted(found):
        if any(start <= begin < end for start, end in masked):
            continue
        close = _HEADING_END.search(text, begin, begin + _LONGEST)
        words = text[begin : close.start() if close else begin + _LONGEST].strip()
        if not _COUNTED.search(words):
            yield where, level, words
