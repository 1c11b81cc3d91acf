"""Bytes and a name become a Document: one text in reading order, and the grids within it.

Belongs here: the shapes every decoder fills, the choice of decoder, the limits, plain text.
Does not belong here: character sets (charset), formats (html, pdf, docx), what any word or cell means
(identity, sections, tables, prose).

Limits, so that no file can hold the pipeline up: a file of at most MAX_DOCUMENT_BYTES (facts); a page of text or HTML
of at most 16 MiB; the limits of each format stand at the top of its own room. A page at a limit takes seconds, not
minutes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from extraction.facts import MAX_DOCUMENT_BYTES

TEXT_LIMIT = 16 * 1024 * 1024
"""Bytes of a page of text or HTML: two hundred times the largest report seen."""

HTML = "text/html"
TEXT = "text/plain"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_WIDE_TAG = re.compile(rb"<\x00[!?A-Za-z]\x00|\x00<\x00[!?A-Za-z]")
"""A tag in UTF-16; one byte of it alone is part of many a Chinese character."""
_HTML_SIGN = re.compile(
    rb"<!doctype\s+html|<(?:html|head|body|table|div|p|span|meta|title|td|br|h[1-6]|ul|li|font|center)\b", re.IGNORECASE
)
_OTHER_FORMATS = (
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"BM", "a picture (BMP)"),
    (b"II*\x00", "a picture (TIFF)"),
    (b"MM\x00*", "a picture (TIFF)"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "an RTF file: convert it to .docx or PDF"),
)
_OTHER_SIGNS = tuple(sign for sign, _ in _OTHER_FORMATS)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff]")
_LINE_ENDS_OR_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ufeff]")
"""What either of them is about: most texts have none, and one look is cheaper than two rewritings."""


class Unreadable(Exception):
    """The bytes cannot be read as a report. `reason` is a code of seeds/rejections.csv, `detail` one line."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class Cell(NamedTuple):
    """One cell of a grid, as printed, with the rows and columns that it covers (spans expanded by the reader).

    `text` has line breaks inside the cell removed; `start` and `end` span the cell in Document.text.
    `is_doubtful`: the decoder could not place it with certainty, so that no number may be taken from it.
    """

    text: str
    row: int
    column: int
    row_span: int
    column_span: int
    start: int
    end: int
    page: int | None = None
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """One table in reading order. `start` and `end` span it in Document.text."""

    index: int
    row_count: int
    column_count: int
    cells: tuple[Cell, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read, in the printed script.

    `text` holds everything a reader of the page sees, cells included (tab between cells, newline between rows
    and blocks). `chrome` are spans of navigation, link lists, headers and footers: a decoder
    knows those that the page's structure shows, chrome.py adds those that their words show. `pages` are the offsets at
    which pages begin (PDF, and text that form feeds part). `metadata` may hold title, published, source, site as
    the page's head names them. `image_count` counts pictures in the body that are large enough to hold a table.
    """

    text: str
    media_type: str
    encoding: str = "utf-8"
    grids: tuple[Grid, ...] = ()
    chrome: tuple[tuple[int, int], ...] = ()
    pages: tuple[int, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    image_count: int = 0


def media_type(name: str, content: bytes) -> str:
    """What the bytes are, by their first bytes and then by the name's ending.

    Raises Unreadable("legacy_word" or "unsupported") for a format that is known and not read.
    """
    head = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n")
    ending = name.rpartition(".")[2].lower()
    if b"%PDF-" in content[:1024]:
        return PDF
    if head.startswith(b"PK\x03\x04"):
        if b"word/" in content or ending in ("docx", "docm"):
            return DOCX
        raise Unreadable("unsupported", "a ZIP file that is no Word document (a spreadsheet, or an archive: unpack it)")
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "WordDocument".encode("utf-16-le") in content or ending in ("doc", "wps", "dot"):
            raise Unreadable("legacy_word", "the bytes are those of Word before 2007")
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Unreadable("encrypted", "a document protected by a password")
        raise Unreadable("unsupported", "an Office file of the old kind that is no Word document")
    if head.startswith(_OTHER_SIGNS) and not (head.startswith(b"BM") and b"\x00" not in head):
        raise Unreadable("unsupported", next(what for sign, what in _OTHER_FORMATS if head.startswith(sign)))
    if ending in ("htm", "html", "shtml", "xhtml", "mht", "mhtml"):
        return HTML
    tag = _WIDE_TAG if content.startswith((b"\xff\xfe", b"\xfe\xff")) else _HTML_SIGN
    return HTML if b"<" in content and tag.search(content[:65536]) else TEXT


def read_document(name: str, content: bytes) -> Document:
    """The document in these bytes; `name` only helps where the bytes do not say what they are.

    Raises Unreadable with one of: empty, binary, too_large, encrypted, no_text_layer, broken_pdf, legacy_word,
    broken_docx, unsupported, hostile.
    """
    if len(content) > MAX_DOCUMENT_BYTES:
        raise Unreadable("too_large", f"{len(content):,} bytes; the limit is {MAX_DOCUMENT_BYTES:,}")
    if not content.strip():
        raise Unreadable("empty", "the file holds no bytes but white space")
    kind = media_type(name, content)
    if kind == PDF:
        from extraction.pdf import read as read_pdf

        return read_pdf(content)
    if kind == DOCX:
        from extraction.docx import read as read_docx

        return read_docx(content)
    if len(content) > TEXT_LIMIT:
        raise Unreadable("too_large", f"{len(content):,} bytes of text; the limit is {TEXT_LIMIT:,}")
    from extraction.charset import decode

    text, encoding = decode(content, is_html=kind == HTML)
    if kind == HTML:
        from extraction.html import read as read_html

        return read_html(text, encoding)
    return read_text(text, encoding)


def read_text(text: str, encoding: str) -> Document:
    """Plain text: lines as they stand, every line end a newline, control characters dropped. Form feeds bound the pages
    that it was drawn from."""
    sheets = text.split("\f") if "\f" in text else []
    if _LINE_ENDS_OR_CONTROLS.search(text):
        text = _plain(text)
    if not text.strip():
        raise Unreadable("empty", "the file holds no text")
    pages = accumulate((len(_plain(sheet)) + 1 for sheet in sheets[:-1]), initial=0) if sheets else ()
    return Document(text=text, media_type=TEXT, encoding=encoding, pages=tuple(at for at in pages if at < len(text)))


def _plain(text: str) -> str:
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
