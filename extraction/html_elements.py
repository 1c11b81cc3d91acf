"""What the elements of a page say by themselves: names, attributes, the words of a cell that holds nothing but words.

Belongs here: pure functions of one element as the parser writes it out (names in lower case, values in double quotes,
&amp;, &lt;, &gt; and &nbsp; the only references). Does not belong here: the order of elements (html).
What is known of attributes and of cells is kept: they are spelled alike throughout a page, and from page to page.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from extraction.html_layout import BR, SPAN_LIMIT, in_cell
from extraction.remembering import remembered

_SPANS = re.compile(r'(?:^| )(row|col)span="\s*(\d{1,9})')
_NAMES = re.compile(r'(?:^| )(?:class|id)="([^"]*)"')
_CHROME_NAME = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|breadcrumbs?|crumbs?|position|location|dqwz|sidebar|share|bdsharebuttonbox|"
    r"bshare|footer|foot|bottom|copyright|related|xgwz|friendlinks?|toolbar|ewm|qrcode|pagination|header|head|top|menu)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r'(?:^| )(src|style|width|height)="([^"]*)"')
_SMALL_PICTURE = re.compile(
    r"logo|icon|ico\b|btn|button|qr|ewm|erwei|share|print|close|banner|footer|weixin|weibo|wx_|jiucuo|dzjg|conac|"
    r"beian|gongan|blue|red\.|arrow|line|dot|\.gif",
    re.IGNORECASE,
)
_PIXELS = re.compile(r"(width|height)\s*:\s*(\d+)(?:\.\d+)?px", re.IGNORECASE)
_MANY = 2_000
_LONG = 200
"""Characters from which a cell is prose, and not worth keeping."""
_CELL_PART = re.compile(r"([^<]*)<(?:(a)\b|(/a)|(img|input) ?([^>]*)|[^>]*)[^>]*>")
_TYPED = re.compile(r'(?:^| )(type|value)="([^"]*)"')


class CellWords(NamedTuple):
    """What a cell holds that holds no table: its words in one line, and as the lines that it shows; how many
    characters but for white space, how many of them in links, how many links, sentences and large pictures."""

    text: str
    lines: tuple[str, ...]
    characters: int = 0
    linked: int = 0
    links: int = 0
    sentences: int = 0
    pictures: int = 0


@lru_cache(maxsize=4096)
def spans(attributes: str) -> tuple[int, int]:
    """rowspan and colspan, as browsers read them: digits at the start, at least 1, at most SPAN_LIMIT."""
    stated = {name: min(max(int(digits), 1), SPAN_LIMIT) for name, digits in reversed(_SPANS.findall(attributes))}
    return stated.get("row", 1), stated.get("col", 1)


@lru_cache(maxsize=1024)
def has_chrome_name(attributes: str) -> bool:
    """Whether class or id name a part of the page that is around the report."""
    return bool(_CHROME_NAME.search(" ".join(_NAMES.findall(attributes))))


def is_large(attributes: str) -> bool:
    """A picture that could hold a table: no icon by its name, and not smaller than 200 by 60 where a size is given."""
    stated = {name: plain(value) for name, value in _ATTRIBUTE.findall(attributes)}
    if _SMALL_PICTURE.search(stated.get("src", "")):
        return False
    styled = {name: int(pixels) for name, pixels in _PIXELS.findall(stated.get("style", "").lower())}
    for name, least in (("width", 200), ("height", 60)):
        found = re.match(r"\d+$", stated.get(name, ""))
        pixels = int(found.group()) if found else styled.get(name)
        if pixels is not None and pixels < least:
            return False
    return True


def typed(attributes: str) -> str:
    """What stands in a field of a form: a page that was filled in shows its figures there."""
    stated = dict(_TYPED.findall(attributes))
    return plain(stated.get("value", "")) if stated.get("type", "text").lower() in ("text", "number", "") else ""


def plain(words: str) -> str:
    """Words with references to characters resolved."""
    if "&" not in words:
        return words
    return words.replace("&nbsp;", "\xa0").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def visible(words: str) -> int:
    """How many characters of it are more than white space; where they are thousands, more or less."""
    return sum(map(len, words.split())) if len(words) < _MANY else len(words) - words.count(BR)


def cell_words(content: str) -> CellWords:
    """What a cell holds, from what stands between its tags: words, BR, links, pictures, parts of a page."""
    return _known_words(content) if len(content) < _LONG else _words(content)


def _words(content: str) -> CellWords:
    if "<" not in content:
        shown = plain(content)
        if BR not in shown:
            text, lines = in_cell((shown,))
            return CellWords(text, lines, visible(text), 0, 0, text.count("。"))
        text, lines = in_cell(shown.split(BR))
        return CellWords(text, lines, visible(shown), 0, 0, text.count("。"))
    pieces: list[str] = []
    links = depth = linked = pictures = 0
    for words, opened, closed, element, attributes in _CELL_PART.findall(f"{content}<end>"):
        shown = plain(words)
        pieces.append(shown)
        if depth:
            linked += visible(shown)
        if opened:
            links += 1
            depth += 1
        elif closed:
            depth -= 1
        elif element == "img":
            pictures += is_large(attributes)
        elif element:
            pieces.append(typed(attributes))
        else:
            pieces.append(BR)
    shown = "".join(pieces)
    text, lines = in_cell(shown.split(BR))
    return CellWords(text, lines, visible(shown), linked, links, shown.count("。"), pictures)


_known_words = remembered(_words)
