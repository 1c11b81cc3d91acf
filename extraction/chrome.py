"""Lines around a report that are no part of it: navigation, information bars, share buttons, footers.

Belongs here: what makes a line chrome by its words (the seed page_chrome.csv). Does not belong here: page structure
(html), the report's words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from extraction.documents import Document

_SHARE = "分享"
_ICP = "[\u4e00-\u9fff][Ii][Cc][Pp][备備]"
_COPYRIGHT = "[Cc](?i:opyright)"
_SECOND = frozenset("Ii公")
"""A line of chrome begins with one or two characters of a word of the seed (or of those that are in the pattern), or
has one of these as its second: most lines have not, and the pattern need not be asked."""
_FIRST = ("您", "你", "当前", "當前", "现在", "現在", "所在", "的", "位置", _SHARE, "政府", "C", "c")
_LATIN_SIGNS = ("cp", "CP", "Cp", "cP", "op", "OP", "Op", "oP")
_LINE_LIMIT = 200
Rows = Callable[[str], Sequence[Mapping[str, str]]]
Spans = tuple[tuple[int, int], ...]


class Chrome:
    """The words of chrome, in either script, and the lines that they make chrome."""

    def __init__(self, words: Sequence[tuple[str, str]]) -> None:
        def of(kind: str) -> str:
            return "|".join(_spelled(word) for word, of_kind in words if of_kind == kind)

        # What leads a line is passed over once and for all (*+): most lines are spared many a second look. Case is
        # left open only where there are Latin letters: ignoring it everywhere takes three times as long.
        self._chrome = re.compile(
            rf"""^(?:\W*©|\W*+(?:
              (?:您|你)?(?:当前|當前|现在|現在|所在)?的?(?:位置|位置是)\s*[:：>]
            | (?:{of("home")})\s*(?:[>＞»/|·\-]|$)
            | (?:{of("field")})\s*[:：]
            | (?:{of("button")})
              (?:[】\]）)|｜/、\s【\[（(]+(?:{of("beside_button")}))*[】\]）)\s]*$
            | {_SHARE}(?:到|至|文章)?\s*[:：]
            | (?:{of("link")})\s*[:：]?
            | (?:{of("owner")})(?:单位|單位)?\s*(?:[:：|｜]|$|\s)
            | (?:{_ICP}|[\u4e00-\u9fff]公网安备|{_COPYRIGHT}|政府网站标识码)
            ))""",
            re.VERBOSE,
        )
        self._foot = re.compile(f"{_ICP}|{of('foot')}|{_COPYRIGHT}")
        # One of these stands in all that _foot finds: a dozen times faster to see.
        self._foot_signs = (*_LATIN_SIGNS, *(word for word, kind in words if kind == "foot"))
        opening = [*_FIRST, *(word for word, kind in words if kind != "foot")]
        self._openers = frozenset(word[0] if word[1:2] in ("", " ") else word[:2] for word in opening)

    @classmethod
    def from_seeds(cls, rows: Rows) -> Chrome:
        """From the seed page_chrome. A blank in a word stands for any number of them, … for whatever follows; a
        `foot` makes its line chrome wherever it stands, all other kinds at its beginning only."""
        return cls([(row["word"], row["kind"]) for row in rows("page_chrome")])

    def marked(self, document: Document) -> Document:
        """A document with the lines that are chrome by their words beside what is chrome by its place in the page."""
        found = self.lines(document.text)
        return replace(document, chrome=merge([*found, *document.chrome])) if found else document

    def lines(self, text: str) -> Spans:
        """The spans of the lines whose words make them chrome, neighbours joined; ascending, without overlap. A long
        line never is: a report may stand in one line."""
        lines = text.split("\n")
        places = [at for at, line in enumerate(lines) if "。" not in line and 0 < len(line) <= _LINE_LIMIT]
        short = [lines[at] for at in places]
        chrome = {line for line in short if self._may_open(line.lstrip()[:2]) and self._chrome.match(line)}
        together = "\n".join(short)
        if any(sign in together for sign in self._foot_signs):
            chrome.update([line for line in short if self._foot.search(line)])
        if not chrome:
            return ()
        spans: list[tuple[int, int]] = []
        start = done = 0
        for at, line in zip(places, short, strict=True):
            if line in chrome:
                start += sum(map(len, lines[done:at])) + at - done
                done = at
                spans.append((start, start + len(line)))
        return merge(spans)

    def _may_open(self, lead: str) -> bool:
        """Whether a line of chrome may begin with these two characters."""
        openers = self._openers
        return not lead[:1].isalnum() or lead in openers or lead[0] in openers or lead[1:] in _SECOND


def _spelled(word: str) -> str:
    return re.escape(word).replace("\\ ", r"\s*").replace("…", ".*")


def merge(spans: list[tuple[int, int]]) -> Spans:
    """Spans in order, those that touch or overlap (a line end apart at most) made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > start:
            merged.append((start, end))
    return tuple(merged)
