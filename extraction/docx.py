"""A Word document (.docx) becomes a Document: what its reader sees once every tracked change is accepted.

Belongs here: the parts of the container, paragraphs, tables with merged cells, text boxes, tracked changes.
Does not belong here: how cells and lines make text (html_layout), what they mean (tables, prose).
Headers, footers, notes, comments, hidden and struck-out text are left out.

Limits: 10,000 members, 32 MiB and 1,500,000 tags of XML in one part, 64 tables inside each other, 200,000 places in
grids; a document type declaration (the only way to entities) is refused. Beyond them: Unreadable("hostile").
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from extraction.documents import DOCX, Document, Unreadable
from extraction.html_layout import (
    BREAK,
    CELL,
    CELL_END,
    LONG_CELL,
    ROW,
    ROW_END,
    SPAN_LIMIT,
    TABLE,
    TABLE_END,
    Event,
    Span,
    Table,
    render,
)

MEMBER_LIMIT = 10_000
XML_LIMIT = 32 * 1024 * 1024
TAG_LIMIT = 1_500_000
TABLE_DEPTH_LIMIT = 64

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset(
    [_FALLBACK, *(_W + name for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr", "tblPr",
                                         "tblGrid", "tcPr", "trPr", "sdtPr", "sdtEndPr", "footnoteReference"))]
)  # fmt: skip
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LEAST_WIDTH, _LEAST_HEIGHT = 200 * 9525, 60 * 9525
"""Of a picture that could hold a table, in EMU (9,525 to a pixel)."""


def read(content: bytes) -> Document:
    """The document of a .docx file. Raises Unreadable: broken_docx, encrypted, hostile, empty."""
    body, title = _parts(content)
    walk = _Walk()
    walk.blocks(body)
    text, grids, _ = render(walk.events)
    if not text.strip():
        raise Unreadable("empty", "the document shows no text")
    return Document(
        text=text,
        media_type=DOCX,
        grids=grids,
        metadata={"title": title} if title else {},
        image_count=walk.image_count,
    )


def _parts(content: bytes) -> tuple[etree._Element, str]:
    """The document's body and its title."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as container:
            if len(container.infolist()) > MEMBER_LIMIT:
                raise Unreadable("hostile", f"more than {MEMBER_LIMIT:,} members")
            names = set(container.namelist())
            main = "word/document.xml"
            if main not in names:
                main = next((name for name in sorted(names) if name.endswith("/document.xml")), "")
            if not main:
                raise Unreadable("broken_docx", "the container has no word/document.xml")
            root = _parse(_member(container, main))
            title = ""
            if "docProps/core.xml" in names:
                title = (_parse(_member(container, "docProps/core.xml")).findtext(f".//{_TITLE}") or "").strip()
    except (zipfile.BadZipFile, zipfile.LargeZipFile, etree.XMLSyntaxError, EOFError, NotImplementedError, OSError,
            ValueError) as error:  # fmt: skip
        raise Unreadable("broken_docx", f"the document cannot be opened: {error}") from None
    except RuntimeError:
        raise Unreadable("encrypted", "the document's members are encrypted") from None
    body = root.find(f"{_W}body")
    if body is None:
        raise Unreadable("broken_docx", "the document has no body")
    return body, title


def _member(container: zipfile.ZipFile, name: str) -> bytes:
    """One member, unpacked no further than the limit: the size that the container claims may be a lie."""
    with container.open(name) as member:
        content = member.read(XML_LIMIT + 1)
    if len(content) > XML_LIMIT:
        raise Unreadable("hostile", f"{name} unpacks to more than {XML_LIMIT:,} bytes")
    return content


def _parse(content: bytes) -> etree._Element:
    if b"<!DOCTYPE" in content or "<!DOCTYPE".encode("utf-16-le") in content or b"<!ENTITY" in content:
        raise Unreadable("hostile", "the document declares a document type")
    if content.count(b"<") > TAG_LIMIT:
        raise Unreadable("hostile", f"more than {TAG_LIMIT:,} tags")
    content = content.replace(_STRICT.encode(), _MAIN.encode())
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    return etree.fromstring(content, parser)


class _Walk:
    """The document's parts in order, as the events that html_layout renders."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.image_count = 0
        self.depth = 0
        self.counts: list[int] = []
        self.is_raised = False

    def blocks(self, parent: etree._Element) -> None:
        """Paragraphs, tables and whatever wraps them."""
        for child in parent:
            tag = child.tag
            if tag == _W + "p":
                if not _is_merged_away(child):
                    self.events.append(BREAK)
                    self.inline(child)
                    self.events.append(BREAK)
            elif tag == _W + "tbl":
                self.table(child)
            elif tag not in _SKIPPED and isinstance(tag, str):
                self.blocks(child)

    def inline(self, parent: etree._Element) -> None:
        """Runs and what they hold."""
        for child in parent:
            tag = child.tag
            if tag in _SKIPPED or not isinstance(tag, str):
                continue
            if tag == _W + "t":
                words = child.text or ""
                self.words(words.translate(_RAISED) if self.is_raised else words)
            elif tag in (_W + "tab", _W + "ptab"):
                self.words(" ")
            elif tag in (_W + "br", _W + "cr"):
                self.events.append(BREAK)
            elif tag == _W + "noBreakHyphen":
                self.words("-")
            elif tag == _W + "txbxContent":
                self.events.append(BREAK)
                self.blocks(child)
                self.events.append(BREAK)
            elif tag == _W + "r":
                if not _is_unseen(child):
                    self.is_raised = _is_raised(child)
                    self.inline(child)
                    self.is_raised = False
            elif tag == _DRAWING + "extent":
                width, height = _number(child.get("cx")), _number(child.get("cy"))
                self.image_count += width >= _LEAST_WIDTH and height >= _LEAST_HEIGHT
            else:
                self.inline(child)

    def words(self, words: str) -> None:
        if words:
            self.events.append(words)
            if self.counts:
                self.counts[-1] += len(words)

    def table(self, element: etree._Element) -> None:
        self.depth += 1
        if self.depth > TABLE_DEPTH_LIMIT:
            raise Unreadable("hostile", f"more than {TABLE_DEPTH_LIMIT} tables inside each other")
        table = Table()
        self.events.append((TABLE, table))
        for row in _placed_rows(element):
            self.events.append((ROW, None))
            for placed in row:
                span = Span(placed.row_span, placed.column_span)
                self.events.append((CELL, span))
                table.cell_count += 1
                self.counts.append(0)
                if placed.cell is not None:
                    self.blocks(placed.cell)
                    table.has_table = table.has_table or placed.cell.find(f".//{_W}tbl") is not None
                span.characters = self.counts.pop()
                table.characters += span.characters
                if span.characters > LONG_CELL:
                    table.long_characters += span.characters
                if self.counts:
                    self.counts[-1] += span.characters
                self.events.append((CELL_END, span))
            self.events.append((ROW_END, None))
        self.events.append((TABLE_END, table))
        self.depth -= 1


def _is_merged_away(paragraph: etree._Element) -> bool:
    """A paragraph whose mark was deleted and that holds no words else is gone once changes are accepted."""
    return paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None and paragraph.find(f".//{_W}t") is None


def _is_unseen(run: etree._Element) -> bool:
    """Whether a run is hidden or struck out."""
    return any(
        found is not None and found.get(_W + "val", "true") not in ("false", "0", "off")
        for found in (run.find(f"{_W}rPr/{_W}{name}") for name in ("vanish", "strike", "dstrike"))
    )


def _is_raised(run: etree._Element) -> bool:
    """Whether a run is set as a superscript: the number of a note behind a figure is no digit of it."""
    return _value(run, "rPr/vertAlign") == "superscript"


def _number(value: str | None) -> int:
    return int(value) if value and value.isdigit() and len(value) < 12 else 0


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, those in content controls too, without rows that a tracked change deletes."""
    for child in table:
        if child.tag == _W + "tr":
            if child.find(f"{_W}trPr/{_W}del") is None:
                yield child
        elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "ins", _W + "customXml"):
            yield from _rows(child)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == _W + "tc":
            yield child
        elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "customXml"):
            yield from _cells(child)


@dataclass(slots=True)
class _Placed:
    """One cell of a row and what it covers; `cell` None for the room that a row leaves before its first cell."""

    cell: etree._Element | None
    row_span: int
    column_span: int


def _placed_rows(table: etree._Element) -> list[list[_Placed]]:
    """Cells with their spans; those that only continue a cell above are part of it."""
    rows: list[list[_Placed]] = []
    open_cells: dict[int, _Placed] = {}
    for row in _rows(table):
        column = min(_number(_value(row, "trPr/gridBefore")), SPAN_LIMIT)
        cells = [_Placed(None, 1, column)] if column else []
        still_open: dict[int, _Placed] = {}
        for cell in _cells(row):
            column_span = min(max(_number(_value(cell, "tcPr/gridSpan")), 1), SPAN_LIMIT)
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            is_continued = merge is not None and merge.get(_W + "val", "continue") == "continue"
            above = open_cells.get(column)
            if is_continued and above is not None and above.column_span == column_span:
                above.row_span += 1
                still_open[column] = above
            else:
                placed = _Placed(cell, 1, column_span)
                cells.append(placed)
                if merge is not None:
                    still_open[column] = placed
            column += column_span
        open_cells = still_open
        rows.append(cells)
    return rows


def _value(element: etree._Element, path: str) -> str | None:
    found = element.find("/".join(_W + name for name in path.split("/")))
    return found.get(_W + "val") if found is not None else None
