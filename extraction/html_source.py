"""The source of a page before it is parsed: refused if parsing it would take too long, and made small.

Belongs here: what can be seen in the source without parsing it. Does not belong here: elements and what they show
(html). Nothing that this room does changes what the page shows: elements that only dress words go, paragraphs that
follow each other become lines of one (what parses them then has one element in place of a thousand), and the words of
long paragraphs are set aside, a mark in their place, since a parser does nothing with words but copy them.

Limits: a million tags, 10,000 attributes of one element, 2,000 elements inside each other (of the kinds that browsers
do not close themselves).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape

from extraction.documents import Unreadable
from extraction.html_layout import BR

DEPTH_LIMIT = 2_000
TAG_LIMIT = 1_000_000
ATTRIBUTE_LIMIT = 10_000
"""Of one element: parsing them grows with the square."""
_SCAN_FROM = 20_000
"""Below so many end-less elements even the worst nesting is parsed in half a second."""

MARK = "\ufdd0"
"""Stands before and behind the number of words that were set aside: a code point that no text has."""

_MARKED = re.compile(f"{MARK}([0-9]{{1,7}}){MARK}")
_NESTING = re.compile(
    r"<(/?)(?!(?:p|li|td|th|tr|dt|dd|br|hr|img|input|meta|link|option|col|param|wbr|area)\b)([a-z][a-z0-9]*)(?:[^>]*?(/))?>",
    re.IGNORECASE,
)
_LINE_BREAK = re.compile(r"<(?i:br)\b[^<>]*>")
_ATTRIBUTES = r"""(?:[ \t\r\n][^<>"']*+(?:"[^"<>]*+"[^<>"']*+|'[^'<>]*+'[^<>"']*+)*+)?+"""
_DRESS_TAG = rf"</?(?i:span|font|o:p){_ATTRIBUTES}>"
_DRESS = re.compile(_DRESS_TAG)
_DRESS_BEFORE, _DRESS_BEHIND = re.compile(rf"(?:{_DRESS_TAG})+\Z"), re.compile(rf"(?:{_DRESS_TAG})*+")
_ROOM_OF_DRESS = 500
"""Characters before the end of a paragraph in which to look for dress that ends there too."""
_HIDDEN_DRESS = re.compile(r"<(?i:span|font|o:p)\b[^<>]*(?i:hidden|display|line-through)")
_RAISED = re.compile(r"<(?i:span)\b[^<>]*vertical-align:\s*super[^<>]*>([^<>]{1,3})</(?i:span)\s*>")
_HIDING = ("idden", "isplay", "IDDEN", "ISPLAY", "ine-through", "INE-THROUGH")
_RAISING = ("super", "SUPER", "Super")
_NEXT_PARAGRAPH = re.compile(rf"</[pP]>[ \t\r\n]*<[pP]{_ATTRIBUTES}>")
_HIDDEN_PARAGRAPH = re.compile(r"<[pP]\b[^<>]*(?i:hidden|display|line-through)")
_OPENED = re.compile("<[sfopSFOP][^<>]*")
_ODD = re.compile(r"<(?i:span|font|o:p|p)\b[^<>]*(?i:hidden|display|line-through|super)")
"""Dress or a paragraph that may hide or raise its words."""
_COMMON_DRESS = ("</span>", "<o:p>", "</o:p>", "</font>")
_COMMON_TAGS = 4
"""Tags and ends of paragraphs are mostly spelled alike throughout a page, and letters that are known are found ten
times as fast as a pattern: so many spellings are replaced one by one before the pattern takes the rest."""
_LONG_TAG = 20_000
_LONG = 300
"""Characters from which words are worth setting aside."""
_REFERENCES = re.compile(r"&(?!(?:[A-Za-z][A-Za-z0-9]{1,24}|#[0-9]{2,5});)")
"""An ampersand that is no plain reference to a character."""


@dataclass(frozen=True, slots=True)
class Source:
    """A page to be parsed, with <br> as BR, the words that its marks stand for, as the parser would write them, and
    whether anything in it may hide or strike out words."""

    text: str
    aside: tuple[str, ...]
    may_hide: bool

    def whole(self, words: str) -> str:
        """Words of the parsed page with those that were set aside back in their place."""
        if not self.aside or MARK not in words:
            return words
        return _MARKED.sub(lambda mark: self._marked(int(mark[1])), words)

    def _marked(self, number: int) -> str:
        """What a mark stands for; a page may spell out marks of its own."""
        return self.aside[number] if number < len(self.aside) else ""


def prepared(text: str) -> Source:
    """The page as it is parsed. Raises Unreadable("hostile")."""
    _check_nesting(text)
    text = _LINE_BREAK.sub(BR, text)
    may_hide = any(sign in text for sign in _HIDING)
    is_plain = not may_hide and not any(sign in text for sign in _RAISING)
    return _set_aside((_bare(text, is_plain) or _careful(text, may_hide)).replace(MARK, ""), may_hide)


def _bare(text: str, is_plain: bool) -> str | None:
    """The page without dress, paragraphs that follow each other as lines of one; None where any of them hides or raises
    its words (on a plain page none does). What stands between two paragraphs (</span></p> <p …><span …>) goes in one
    piece: nearly all tags of a page are part of such, and to look at what is left for anything that hides takes no
    time."""
    at = 0
    bare = text
    removed: list[str] = []
    for _ in range(_COMMON_TAGS):
        found = _NEXT_PARAGRAPH.search(bare, at)
        if found is None:
            break
        before = _DRESS_BEFORE.search(bare, max(0, found.start() - _ROOM_OF_DRESS), found.start())
        at = before.start() if before else found.start()
        behind = _DRESS_BEHIND.match(bare, found.end())
        between = bare[at : behind.end() if behind else found.end()]
        removed.append(between)
        bare = bare.replace(between, BR)
    if not is_plain and any(map(_ODD.search, set(_OPENED.findall("".join((*removed, bare)))))):
        return None
    return _joined(_undressed(bare))


def _careful(text: str, may_hide: bool) -> str:
    """The same for a page of which some dress or paragraphs hide or raise their words: what does is left as it is."""
    if "super" in text:
        text = _RAISED.sub(r"<sup>\1</sup>", text)
    if not (may_hide and _HIDDEN_DRESS.search(text)):
        text = _undressed(text)
    if not (may_hide and _HIDDEN_PARAGRAPH.search(text)):
        text = _joined(text)
    return text


def _check_nesting(text: str) -> None:
    """Refuses a page whose elements nest so deep that parsing it would take minutes (it grows with the square)."""
    count = text.count("<")
    if count > TAG_LIMIT:
        raise Unreadable("hostile", f"{count:,} tags; the limit is {TAG_LIMIT:,}")
    if count < _SCAN_FROM:
        return
    if max(piece.count("<") for piece in text.split(">")) > ATTRIBUTE_LIMIT:
        raise Unreadable("hostile", f"more than {ATTRIBUTE_LIMIT:,} tags begun and none ended")
    depth: dict[str, int] = {}
    total = 0
    for found in _NESTING.finditer(text):
        name = found.group(2).lower()
        if found.group(3):
            continue
        if found.group(1):
            if depth.get(name, 0) > 0:
                depth[name] -= 1
                total -= 1
        else:
            depth[name] = depth.get(name, 0) + 1
            total += 1
            if total > DEPTH_LIMIT:
                raise Unreadable("hostile", f"more than {DEPTH_LIMIT:,} elements inside each other")


def _undressed(text: str) -> str:
    """The page without elements that only dress words. (Not for a page on which some of them hide their words.)"""
    if _DRESS.search(text) is None:
        return text
    for tag in _COMMON_DRESS:
        text = text.replace(tag, "")
    at = 0
    for _ in range(_COMMON_TAGS):
        found = _DRESS.search(text, at)
        if found is None:
            return text
        at = found.start()
        text = text.replace(found.group(), "")
    return _DRESS.sub("", text)


def _joined(text: str) -> str:
    """Paragraphs that follow each other as lines of one. What stands between them is mostly spelled alike throughout a
    page. (Not for a page that hides paragraphs: what is hidden must not take its neighbours with it.)"""
    at = 0
    for _ in range(_COMMON_TAGS):
        found = _NEXT_PARAGRAPH.search(text, at)
        if found is None:
            return text
        at = found.start()
        text = text.replace(found.group(), BR)
    return _NEXT_PARAGRAPH.sub(BR, text)


def _set_aside(text: str, may_hide: bool) -> Source:
    """Marks in the place of long words between two tags."""
    pieces = text.split("<")
    aside: list[str] = []
    for at, piece in enumerate(pieces):
        if len(piece) < _LONG or not at:
            continue
        tag, _, words = piece.partition(">")
        if len(tag) > _LONG_TAG and len(tag.split()) > ATTRIBUTE_LIMIT:
            raise Unreadable("hostile", f"more than {ATTRIBUTE_LIMIT:,} attributes of one element")
        bare = words.lstrip(" \t\r\n\f")
        is_plain = len(bare) >= _LONG and ">" not in bare and "\x00" not in bare
        if not is_plain or tag.count('"') % 2 or tag.count("'") % 2:
            continue
        if "&" in bare:
            if _REFERENCES.search(bare):
                continue
            shown = escape(unescape(bare), quote=False)
        else:
            shown = bare
        pieces[at] = f"{tag}>{words[: len(words) - len(bare)]}{MARK}{len(aside)}{MARK}"
        aside.append(shown)
    return Source("<".join(pieces) if aside else text, tuple(aside), may_hide)
