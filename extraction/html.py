"""A page of HTML becomes a Document: what is visible, in reading order, and its tables with spans expanded.

Belongs here: which parts of a page are seen, what breaks a line, which tables hold data and which only lay out the
page, the page's own statements about itself (metadata), the chrome around the report.
Does not belong here: what a label or number means (tables, prose).

Limits: a million tags, 2,000 elements inside each other (of the kinds that browsers do not close themselves), 256
tables inside each other, a span of 200 rows or columns, 200,000 places in grids. Beyond them: Unreadable("hostile").
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extraction.chrome import chrome_lines, merge
from extraction.documents import HTML, Document, Unreadable
from extraction.html_layout import (
    BREAK,
    CELL,
    CELL_END,
    LINES,
    LONG_CELL,
    PART,
    PART_END,
    ROW,
    ROW_END,
    SPAN_LIMIT,
    TABLE,
    TABLE_END,
    WHOLE,
    Event,
    Part,
    Span,
    Table,
    render,
)

DEPTH_LIMIT = 2_000
TABLE_DEPTH_LIMIT = 256
TAG_LIMIT = 1_000_000
_SCAN_FROM = 20_000
"""Below so many end-less elements even the worst nesting is parsed in half a second."""

_HIDDEN = (
    '[hidden],[style*="display:none" i],[style*="display: none" i],[style*="visibility:hidden" i],'
    '[style*="visibility: hidden" i]'
)
_HIDDEN_SIGNS = ("isplay:none", "isplay: none", "idden", "IDDEN", "NONE")
"""A page without any of these hides nothing; the selectors cost as much as the parse."""
# fmt: off
_SKIPPED = frozenset((
    "script", "style", "noscript", "template", "svg", "head", "select", "button", "object", "iframe", "canvas",
    "audio", "video", "textarea", "input", "link", "meta", "title", "map", "datalist", "math", "-comment", "_comment",
    "!doctype",
))
# fmt: on
# fmt: off
_BLOCKS = frozenset((
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "section", "article", "main",
    "aside", "header", "footer", "nav", "form", "fieldset", "legend", "blockquote", "pre", "center", "hr", "address",
    "figure", "figcaption", "caption", "body", "details", "summary", "dir", "menu", "tr", "table",
))
# fmt: on
_STRIPPED = ["script", "style", "noscript", "template", "svg", "select", "button", "object", "iframe", "textarea"]
_BR = "\u2028"
_LINE_BREAK = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
_BLANK_BETWEEN_BLOCKS = re.compile(
    r">[ \t\r\n]+(?=</?(?:p|div|table|tbody|thead|tr|td|th|ul|ol|li|h[1-6])\b)", re.IGNORECASE
)
_PARAGRAPHS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6"))
_WITH_PARTS = ",".join(
    f"{name}:has({'a,img' if name in ('td', 'th') else 'a,img,table,div'})"
    for name in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th")
)
"""Paragraphs and cells in which more counts than their words."""
_BETWEEN = "\u2029"
_AROUND = " \t\r\n\xa0\u2029"
_CELLS = frozenset(("td", "th"))
_PARTS = frozenset(("div", "nav", "footer", "header", "aside", "ul", "section"))
_LINK_END = -1
_NESTING = re.compile(
    r"<(/?)(?!(?:p|li|td|th|tr|dt|dd|br|hr|img|input|meta|link|option|col|param|wbr|area)\b)([a-z][a-z0-9]*)(?:[^>]*?(/))?>",
    re.IGNORECASE,
)
_CHROME_NAME = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|breadcrumbs?|crumbs?|position|location|dqwz|sidebar|share|bdsharebuttonbox|"
    r"bshare|footer|foot|bottom|copyright|related|xgwz|friendlinks?|toolbar|ewm|qrcode|pagination|header|head|top|menu)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_SMALL_PICTURE = re.compile(
    r"logo|icon|ico\b|btn|button|qr|ewm|erwei|share|print|close|banner|footer|weixin|weibo|wx_|jiucuo|dzjg|conac|"
    r"beian|gongan|blue|red\.|arrow|line|dot|\.gif",
    re.IGNORECASE,
)
_PIXELS = re.compile(r"(width|height)\s*:\s*(\d+)(?:\.\d+)?px", re.IGNORECASE)
_META = {
    "articletitle": "title",
    "og:title": "title",
    "pubdate": "published",
    "publishdate": "published",
    "article:published_time": "published",
    "contentsource": "source",
    "source": "source",
    "sitename": "site",
}


def read(text: str, encoding: str) -> Document:
    """The document of one page. Raises Unreadable("hostile" or "empty")."""
    _check_nesting(text)
    tree = LexborHTMLParser(_BLANK_BETWEEN_BLOCKS.sub(">", _LINE_BREAK.sub(_BR, text)))
    metadata = _metadata(tree)
    root = tree.body or tree.root
    if root is None:
        raise Unreadable("empty", "the page has no body")
    tree.strip_tags(_STRIPPED)
    if any(sign in text for sign in _HIDDEN_SIGNS):
        for node in reversed(root.css(_HIDDEN)):
            node.decompose()
    walk = _Walk({node.mem_id for node in root.css(_WITH_PARTS)})
    walk.run(root)
    body, grids, parts = render(walk.events)
    if not body.strip():
        raise Unreadable("empty", "the page shows no text")
    chrome = merge([*chrome_lines(body), *parts])
    return Document(
        text=body,
        media_type=HTML,
        encoding=encoding,
        grids=grids,
        chrome=chrome,
        metadata=metadata,
        image_count=walk.image_count,
    )


def _check_nesting(text: str) -> None:
    """Refuses a page whose elements nest so deep that parsing it would take minutes (it grows with the square)."""
    count = text.count("<")
    if count > TAG_LIMIT:
        raise Unreadable("hostile", f"{count:,} tags; the limit is {TAG_LIMIT:,}")
    if count < _SCAN_FROM:
        return
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


def _metadata(tree: LexborHTMLParser) -> dict[str, str]:
    """title, published, source and site, as the head names them; an <title> only where no meta gives one."""
    metadata: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        key = _META.get((attributes.get("name") or attributes.get("property") or "").lower())
        value = (attributes.get("content") or "").strip()
        if key and value:
            metadata.setdefault(key, value)
    title = tree.css_first("title")
    if title is not None and title.text(strip=True):
        metadata.setdefault("title", title.text(strip=True))
    return metadata


def _span(value: str | None) -> int:
    """A colspan or rowspan, as browsers read it: digits at the start, at least 1, at most SPAN_LIMIT."""
    if not value or value == "1":
        return 1
    found = re.match(r"\s*(\d{1,9})", value)
    return min(max(int(found.group(1)), 1), SPAN_LIMIT) if found else 1


class _Walk:
    """The first pass: the visible page in order, as events, with what is learnt of tables, cells and parts."""

    __slots__ = ("cells", "events", "image_count", "link_depth", "parts", "tables", "with_parts")

    def __init__(self, with_parts: set[int]) -> None:
        self.events: list[Event] = []
        self.tables: list[Table] = []
        self.cells: list[Span] = []
        self.parts: list[Part] = []
        self.link_depth = 0
        self.image_count = 0
        self.with_parts = with_parts

    def run(self, root: LexborNode) -> None:
        """Walks without recursion: a page may nest deeper than Python's stack."""
        closers: list[Event | None] = []
        with_parts = self.with_parts
        node = root.first_child
        while node is not None:
            tag = node.tag or ""
            closer: Event | None = None
            if tag == "-text":
                self.words(node.text_content or "")
            elif tag in _PARAGRAPHS and node.mem_id not in with_parts:
                # Paragraphs of nothing but words. Most of a page is such: walking through them element by element
                # takes ten times as long.
                texts = [node.text(separator="")]
                following = node.next
                while following is not None and following.tag in _PARAGRAPHS and following.mem_id not in with_parts:
                    node = following
                    texts.append(node.text(separator=""))
                    following = node.next
                self.paragraphs(texts)
            elif tag not in _SKIPPED:
                is_whole = tag in _CELLS and self.tables and node.mem_id not in self.with_parts and self.whole(node)
                closer = None if is_whole else self.open(node, tag)
                child = None if is_whole else node.first_child
                if child is not None:
                    closers.append(closer)
                    if len(closers) > DEPTH_LIMIT:
                        raise Unreadable("hostile", f"more than {DEPTH_LIMIT:,} elements inside each other")
                    node = child
                    continue
            if closer is not None:
                self.close(closer)
            following = node.next
            while following is None and closers and node is not None:
                node = node.parent
                closer = closers.pop()
                if closer is not None:
                    self.close(closer)
                following = node.next if node is not None else None
            node = following

    def paragraphs(self, texts: list[str]) -> None:
        """Paragraphs that follow each other."""
        together = "\n".join(texts)
        if _BR in together:
            texts = [line for text in texts for line in text.split(_BR)]
        self.events.append((LINES, texts))
        if self.cells or self.parts:
            count = sum(map(len, texts))
            if self.cells:
                self.cells[-1].characters += count
            self.count(together, count)

    def whole(self, node: LexborNode) -> bool:
        """Takes a cell at once if it holds one run of words and nothing else."""
        words = node.text(separator=_BETWEEN).strip(_AROUND)
        if _BETWEEN in words or _BR in words:
            return False
        attributes = node.attributes
        count = len(words)
        span = Span(_span(attributes.get("rowspan")), _span(attributes.get("colspan")), count, words)
        table = self.tables[-1]
        table.cell_count += 1
        table.characters += count
        if count > LONG_CELL:
            table.long_characters += count
        if self.cells:
            self.cells[-1].characters += count
        if self.parts and count:
            self.count(words, count)
        self.events.append((WHOLE, span))
        return True

    def words(self, words: str) -> None:
        if _BR in words:
            for at, line in enumerate(words.split(_BR)):
                if at:
                    self.events.append(BREAK)
                if line:
                    self.events.append(line)
        else:
            self.events.append(words)
        if self.cells or self.parts:
            count = len(words.strip())
            if self.cells:
                self.cells[-1].characters += count
            self.count(words, count)

    def count(self, words: str, count: int) -> None:
        """Notes words in the innermost part; its end hands them on to the part around it."""
        if self.parts:
            part = self.parts[-1]
            part.characters += count
            part.sentences += words.count("。")
            if self.link_depth:
                part.linked += count

    def open(self, node: LexborNode, tag: str) -> Event | None:
        """Adds what the start of an element brings, and gives what its end will bring."""
        if tag in _CELLS and self.tables:
            attributes = node.attributes
            span = Span(_span(attributes.get("rowspan")), _span(attributes.get("colspan")))
            self.cells.append(span)
            self.tables[-1].cell_count += 1
            self.events.append((CELL, span))
            return CELL_END, span
        if tag in _BLOCKS:
            return self.open_block(node, tag)
        if tag == "img":
            self.image_count += not any(part.is_named for part in self.parts) and _is_large(node)
        elif tag == "a":
            self.link_depth += 1
            if self.parts:
                self.parts[-1].links += 1
            return _LINK_END
        return None

    def open_block(self, node: LexborNode, tag: str) -> Event:
        if tag == "table":
            if len(self.tables) >= TABLE_DEPTH_LIMIT:
                raise Unreadable("hostile", f"more than {TABLE_DEPTH_LIMIT} tables inside each other")
            table = Table()
            self.tables.append(table)
            self.events.append((TABLE, table))
            return TABLE_END, table
        if tag == "tr" and self.tables:
            self.events.append((ROW, None))
            return ROW_END, None
        if tag in _PARTS and not self.cells:
            is_named = tag in ("nav", "footer") or _has_chrome_name(node)
            part = Part(is_named=is_named)
            self.parts.append(part)
            self.events.append((PART, part))
            return PART_END, part
        self.events.append(BREAK)
        return BREAK

    def close(self, closer: Event) -> None:
        if closer == _LINK_END:
            self.link_depth -= 1
            return
        self.events.append(closer)
        if closer == BREAK or not isinstance(closer, tuple):
            return
        kind = closer[0]
        if kind == CELL_END:
            span = self.cells.pop()
            table = self.tables[-1]
            table.characters += span.characters
            if span.characters > LONG_CELL:
                table.long_characters += span.characters
            if self.cells:
                self.cells[-1].characters += span.characters
        elif kind == TABLE_END:
            table = self.tables.pop()
            if self.tables and (table.has_table or table.cell_count > 1):
                self.tables[-1].has_table = True
            if self.parts:
                self.parts[-1].tables += not table.is_layout
        elif kind == PART_END:
            part = self.parts.pop()
            if self.parts:
                self.parts[-1].add(part)


def _has_chrome_name(node: LexborNode) -> bool:
    attributes = node.attributes
    if not attributes:
        return False
    return bool(_CHROME_NAME.search(f"{attributes.get('class') or ''} {attributes.get('id') or ''}"))


def _is_large(node: LexborNode) -> bool:
    """A picture that could hold a table: no icon by its name, and not smaller than 200 by 60 where a size is given."""
    attributes = node.attributes
    if _SMALL_PICTURE.search(attributes.get("src") or ""):
        return False
    sizes = {"width": 200, "height": 60}
    stated = {name: int(pixels) for name, pixels in _PIXELS.findall((attributes.get("style") or "").lower())}
    for name, least in sizes.items():
        found = re.match(r"\d+$", attributes.get(name) or "")
        pixels = int(found.group()) if found else stated.get(name)
        if pixels is not None and pixels < least:
            return False
    return True
