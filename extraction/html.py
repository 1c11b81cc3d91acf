"""A page of HTML becomes a Document: what is visible, in reading order, and its tables with spans expanded.

Belongs here: which parts of a page are seen, what breaks a line, which tables hold data and which only lay out the
page, the page's own statements about itself (metadata), the chrome around the report.
Does not belong here: the source before it is parsed (html_source), what one element says by itself (html_elements),
how cells and lines make text (html_layout), what a label or number means (tables, prose).

The parser puts the page in order and writes it out again: every element closed, every value in quotes, no stray
brackets. That is then read from left to right by patterns: to walk through its nodes one by one takes five times as
long.
Limits: those of html_source; 256 tables inside each other, a span of 200 rows or columns, 200,000 places in grids.
Beyond them: Unreadable("hostile").
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extraction.chrome import merge
from extraction.documents import HTML, Document, Unreadable
from extraction.html_elements import CellWords, cell_words, has_chrome_name, is_large, plain, spans, typed, visible
from extraction.html_layout import (
    BR,
    BREAK,
    CELL,
    CELL_END,
    CELLS,
    LONG_CELL,
    PART,
    PART_END,
    ROW,
    ROW_END,
    TABLE,
    TABLE_END,
    Event,
    Part,
    Span,
    Table,
    render,
)
from extraction.html_source import DEPTH_LIMIT, MARK, Source, prepared

TABLE_DEPTH_LIMIT = 256

_UNSEEN = frozenset(
    ("script", "style", "noscript", "template", "svg", "select", "button", "object", "iframe", "canvas", "audio",
     "video", "textarea", "map", "datalist", "math", "noembed", "noframes", "xmp", "plaintext", "title", "s", "strike",
     "del")
)  # fmt: skip
"""Elements whose content no reader sees as words of the page, or that strike it out. The parser is asked for those
that there are: to look for all of them costs as much as the parse."""
_NAME = re.compile("<([A-Za-z]+)")
_HIDDEN = (
    '[hidden],[style*="display:none" i],[style*="display: none" i],[style*="visibility:hidden" i],'
    '[style*="visibility: hidden" i],[style*="line-through" i]'
)
_HIDDEN_SIGNS = ("isplay:none", "isplay: none", "idden", "Idden", "IDDEN", "NONE", "ine-through", "INE-THROUGH")
"""A page without any of these hides nothing; the selectors cost as much as the parse."""
_INLINE = frozenset(("a", "img", "input"))
_PARTS = frozenset(("div", "nav", "footer", "header", "aside", "ul", "section"))
_LINES = (
    "p|h[1-6]|li|ol|dl|dt|dd|article|main|form|fieldset|legend|blockquote|pre|center|hr|address|figure|figcaption|"
    "caption|details|summary|dir|menu"
)
"""What stands on lines of its own and is nothing else besides."""
_BY_THE_WAY = re.compile(rf"<(?!/?(?:{_LINES}|{'|'.join(sorted(_PARTS))}|a|img|input|table|tr|td|th)[ >])[^>]*>")
"""Elements that neither break a line nor are anything else to a report."""
_COMMENT = re.compile("<!--.*?-->", re.DOTALL)
_BRACKETED = re.compile("<!--.*?-->|<[^<>]*+<[^>]*>", re.DOTALL)
"""A comment, or a tag with a bracket within: nothing but names (<td<>, <td <p>) may hold one as the parser writes it.
Such a name may look as if a comment began in it (<t<!-->)."""
_RAISED = re.compile(r"<su[bp](?: [^>]*)?>([^<]*)</su[bp]>")
_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_FOOT = re.compile(r"(<tfoot\b(?:(?!</?table\b).)*?</tfoot>)((?:\s*<tbody\b(?:(?!</?table\b).)*?</tbody>)+)", re.DOTALL)
_PRE = re.compile(r"<pre[ >].*?</pre>", re.DOTALL)
_LINE_OF_PRE = re.compile("(<[^>]*>)|\n")
_LINE = re.compile(rf"</?(?:{_LINES})(?: [^>]*)?>")
_ELEMENT = re.compile(r"([^<]*+)<(?:t[dh] ?([^>]*+)>([^<]*+(?:<(?!/?t)[^<]*+)*+)</t[dh]>|(/?)([^ >]++) ?([^>]*+)>)")
"""Words and what follows them: a cell without a table in it, or the beginning or end of an element."""
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
    source = prepared(text)
    tree = LexborHTMLParser(source.text)
    metadata = _metadata(tree, source)
    root = tree.body or tree.root
    if root is None:
        raise Unreadable("empty", "the page has no body")
    walk = _Walk(source)
    walk.run(_LINE.sub(BR, _BY_THE_WAY.sub("", _seen(root, source))))
    body, grids, parts = render(walk.events)
    if not body.strip():
        raise Unreadable("empty", "the page shows no text")
    return Document(
        text=body,
        media_type=HTML,
        encoding=encoding,
        grids=grids,
        chrome=merge(parts),
        metadata=metadata,
        image_count=walk.image_count,
    )


def _metadata(tree: LexborHTMLParser, source: Source) -> dict[str, str]:
    """title, published, source and site, as the head names them; a <title> only where no meta gives one."""
    metadata: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        key = _META.get((attributes.get("name") or attributes.get("property") or "").lower())
        value = (attributes.get("content") or "").strip()
        if key and value:
            metadata.setdefault(key, plain(source.whole(value)))
    title = tree.css_first("title")
    if title is not None and (words := title.text(strip=True)):
        metadata.setdefault("title", plain(source.whole(words)))
    return metadata


def _seen(root: LexborNode, source: Source) -> str:
    """The page as the parser writes it out, without what no reader sees."""
    selectors = _UNSEEN.intersection(map(str.lower, set(_NAME.findall(source.text))))
    if source.may_hide and any(sign in source.text for sign in _HIDDEN_SIGNS):
        selectors |= {_HIDDEN}
    unseen = root.css(",".join(sorted(selectors))) if selectors else []
    met: set[int] = set()
    for node in reversed(unseen):
        if node.mem_id not in met:
            met.add(node.mem_id)
            node.decompose()
    html: str = root.inner_html or ""
    bare = _COMMENT.sub("", html) if "<!--" in html else html
    if bare.count("<") != bare.count(">"):
        bare = _BRACKETED.sub(_without_brackets, html)
    return _as_shown(bare)


def _without_brackets(found: re.Match[str]) -> str:
    """A comment made nothing, a tag made one whose names hold no bracket: its element or attribute is none known."""
    return "" if found[0].startswith("<!--") else f"<{found[0][1:].replace('<', '_')}"


def _as_shown(html: str) -> str:
    """The page as it is shown, where what is shown is not what is written."""
    if "<tfoot" in html:
        html = _FOOT.sub(r"\2\1", html)  # A page shows the foot of a table below its rows, wherever it is written.
    if "<pre" in html:
        html = _PRE.sub(lambda pre: _LINE_OF_PRE.sub(lambda found: found[1] or BR, pre[0]), html)
    if "<su" in html:
        # The number of a note behind a figure is no digit of it: it reads as the small digit that the page shows.
        html = _RAISED.sub(lambda raised: raised[1] if MARK in raised[1] else raised[1].translate(_DIGITS), html)
    return html


class _Walk:
    """The first pass: the visible page in order, as events, with what is learnt of tables, cells and parts."""

    __slots__ = ("cells", "events", "image_count", "link_depth", "parts", "source", "tables")

    def __init__(self, source: Source) -> None:
        self.source = source
        self.events: list[Event] = []
        self.tables: list[Table] = []
        self.cells: list[Span] = []
        self.parts: list[Part] = []
        self.link_depth = 0
        self.image_count = 0

    def run(self, html: str) -> None:
        """Reads the page from left to right."""
        is_whole = not self.source.aside
        row: list[tuple[CellWords, int, int]] | None = None
        for words, cell, content, end, name, attributes in _ELEMENT.findall(f"{html}<a>"):
            if words and (name in _INLINE or not words.isspace()):
                self.words(words)
                row = None
            if not name:
                known = cell_words(content if is_whole else self.source.whole(content))
                row_span, column_span = spans(cell) if cell else (1, 1)
                if row is None:
                    row = []
                    self.events.append((CELLS, row))
                row.append((known, row_span, column_span))
                self.count_cell(known)
                continue
            row = None
            if end:
                self.close(name)
            else:
                self.open(name, attributes)

    def words(self, words: str) -> None:
        shown = plain(self.source.whole(words))
        self.events.append(shown)
        if self.cells or self.parts:
            count = visible(shown)
            if self.cells:
                self.cells[-1].add(count)
            if self.parts:
                self.count(count, shown.count("。"), count if self.link_depth else 0)

    def count(self, characters: int, sentences: int, linked: int) -> None:
        """Notes words in the innermost part; its end hands them on to the part around it."""
        part = self.parts[-1]
        part.characters += characters
        part.sentences += sentences
        part.linked += linked

    def count_cell(self, words: CellWords) -> None:
        """Notes a cell that holds no table."""
        table = self.tables[-1]
        table.cell_count += 1
        if not words.text and not words.pictures and not words.links:
            return
        characters = words.characters
        table.characters += characters
        if characters > LONG_CELL:
            table.long_characters += characters
        if self.cells:
            self.cells[-1].add(characters)
        if self.parts:
            self.parts[-1].links += words.links
            self.count(characters, words.sentences, characters if self.link_depth else words.linked)
        if words.pictures and not any(part.is_named for part in self.parts):
            self.image_count += words.pictures

    def open(self, name: str, attributes: str) -> None:
        """Adds what the start of an element brings."""
        if name in ("td", "th"):
            span = Span(*spans(attributes))
            self.cells.append(span)
            self.tables[-1].cell_count += 1
            self.events.append((CELL, span))
        elif name == "tr":
            self.events.append((ROW, None))
        elif name == "table":
            if len(self.tables) >= TABLE_DEPTH_LIMIT:
                raise Unreadable("hostile", f"more than {TABLE_DEPTH_LIMIT} tables inside each other")
            table = Table()
            self.tables.append(table)
            self.events.append((TABLE, table))
        elif name == "a":
            self.link_depth += 1
            if self.parts:
                self.parts[-1].links += 1
        elif name == "img":
            self.image_count += not any(part.is_named for part in self.parts) and is_large(attributes)
        elif self.cells:
            self.events.append(typed(attributes) if name == "input" else BREAK)
        elif name != "input":
            if len(self.parts) >= DEPTH_LIMIT:
                raise Unreadable("hostile", f"more than {DEPTH_LIMIT:,} elements inside each other")
            part = Part(is_named=name in ("nav", "footer") or (bool(attributes) and has_chrome_name(attributes)))
            self.parts.append(part)
            self.events.append((PART, part))

    def close(self, name: str) -> None:
        """Adds what the end of an element brings."""
        if name in ("td", "th"):
            self.close_cell()
        elif name == "tr":
            self.events.append((ROW_END, None))
        elif name == "table":
            table = self.tables.pop()
            self.events.append((TABLE_END, table))
            if self.cells and (table.has_table or table.cell_count > 1):
                self.cells[-1].tables.append(table)
            if self.parts:
                self.parts[-1].tables += not table.is_layout
        elif name == "a":
            self.link_depth -= 1
        elif self.cells:
            self.events.append(BREAK)
        else:
            part = self.parts.pop()
            self.events.append((PART_END, part))
            if self.parts:
                self.parts[-1].add(part)

    def close_cell(self) -> None:
        span = self.cells.pop()
        self.events.append((CELL_END, span))
        table = self.tables[-1]
        table.characters += span.characters
        if span.characters > LONG_CELL:
            table.long_characters += span.characters
        if span.runs > 1:
            table.has_table |= bool(span.tables)
        else:
            for within in span.tables:  # A table around the only words of a cell is these words.
                within.has_table = True
        if self.cells:
            self.cells[-1].add(span.characters, span.runs)
