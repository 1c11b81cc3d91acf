"""A PDF becomes a Document: its text in reading order, and the ruled tables of its pages as grids.

Belongs here: which lines are page furniture, which line ends only wrap a paragraph, encryption and damage.
Does not belong here: ruled lines (pdf_rules), labels and figures (tables, which read the text's rows and the grids and
take a cell only where the two agree).

Limits: 400 pages, 2,000,000 characters. Beyond them, and for page trees that loop: Unreadable("hostile" or
"broken_pdf").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

import pypdfium2

from extraction.documents import PDF, Document, Grid, Unreadable
from extraction.pdf_rules import Letters, ruled_grids

PAGE_LIMIT = 400
CHARACTER_LIMIT = 2_000_000

_PASSWORD = 4
"""FPDF_ERR_PASSWORD."""
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–―－·~]+\s*\d{1,3}\s*[-—–―－·~]+|第\s*\d{1,3}\s*页(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?|\d{1,3}\s*/\s*\d{1,3})\s*"
)
_LINE = re.compile(r"[^\r\n]+")
_BARE_NUMBER = re.compile(r"\s*(\d{1,3})\s*")
_MANY_FIGURES = re.compile(r"(?m)(?:(?:^|\s)[\d,.\-—/]+){3,}\s*$|本年|总\s*计|合\s*计|累计|统计")
_ENDS = frozenset("。；！？：:;!?|")
_FIGURES_AT_END = re.compile(r"(?:^|\s)[\d,.\-—/]+\s+[\d,.\-—/]+$|(?:^|\s)[\d,.]+$")
_FIGURE_ENDS = frozenset(",.-—/")
_BEGINS_ANEW = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、]|[(（]\d{1,2}[)）]|[①-⑳]|"
    r"第[一二三四五六七八九十]{1,3}[章条款部]|附[件表]|[\d,.\-—/]+(?:\s|$)|\t|　)"
)
_WIDE = r"[\u2e80-\uff0f\uff1a-\uffef“”‘’]"
_GAP = re.compile(rf" (?<={_WIDE} ) *(?={_WIDE})")
_LETTER = re.compile(r"[^\W\d_]")
_NARROW = re.compile("[\x00-\u2e7f]+")
_PROSE_MARK = re.compile(r"[，。；：]")
_LEAST_LETTERS = 12
"""Letters a page, below which pages with pictures are a scan."""


class _Row(NamedTuple):
    """One line of a page: where on the page it begins, its words, and whether they bear marks of prose."""

    start: int
    text: str
    is_prose: bool


@dataclass(frozen=True, slots=True)
class _Page:
    """The lines of a page that are kept, and how many characters the page has (0 where their places are not asked
    for)."""

    rows: list[_Row]
    size: int


def read(content: bytes, is_checked: bool = True) -> Document:
    """The document of a PDF. `is_checked` False leaves the ruled tables out: the text's own rows alone are read.

    Raises Unreadable: encrypted, broken_pdf, no_text_layer, hostile.
    """
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "assword" in str(error):
            raise Unreadable("encrypted", "the PDF asks for a password") from None
        raise Unreadable("broken_pdf", f"the PDF cannot be opened: {error}") from None
    try:
        if len(pdf) > PAGE_LIMIT:
            raise Unreadable("hostile", f"{len(pdf):,} pages; the limit is {PAGE_LIMIT}")
        return _read(pdf, is_checked)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("broken_pdf", f"a page cannot be read: {error}") from None
    finally:
        pdf.close()


def _read(pdf: pypdfium2.PdfDocument, is_checked: bool) -> Document:
    texts: list[str] = []
    letters: list[Letters | None] = []
    size = 0
    for number in range(len(pdf)):
        page = pdf[number]
        textpage = page.get_textpage()
        text = textpage.get_text_range()
        size += len(text)
        if size > CHARACTER_LIMIT:
            raise Unreadable("hostile", f"more than {CHARACTER_LIMIT:,} characters")
        texts.append(text)
        is_table_page = is_checked and bool(_MANY_FIGURES.search(text)) and len(text) == textpage.count_chars()
        letters.append(Letters.of(page, textpage, text) if is_table_page else None)
        textpage.close()
        page.close()
    _check_text(texts)
    rows = [_rows(text) for text in texts]
    kept = _without_furniture(rows)
    sizes = [len(whole) if page_letters else 0 for whole, page_letters in zip(texts, letters, strict=True)]
    text, offsets, pages = _joined([_Page(page, size) for page, size in zip(kept, sizes, strict=True)])
    grids: list[Grid] = []
    for number, page_letters in enumerate(letters):
        if page_letters is not None:
            grids += ruled_grids(page_letters, offsets[number], number + 1, len(grids))
    metadata = {"title": title} if (title := pdf.get_metadata_value("Title").strip()) else {}
    return Document(text=text, media_type=PDF, grids=tuple(grids), pages=pages, metadata=metadata)


def _check_text(texts: Sequence[str]) -> None:
    needed = _LEAST_LETTERS * min(len(texts), 3)
    letters = islice((letter for text in texts for letter in _LETTER.finditer(text)), needed)
    if not texts or sum(1 for _ in letters) < needed:
        raise Unreadable("no_text_layer", "the pages hold pictures but no text: they need character recognition first")


def _rows(text: str) -> list[_Row]:
    """The lines of a page with their places; white space at their ends left out."""
    rows: list[_Row] = []
    for found in _LINE.finditer(text.replace("\x00", " ")):
        words = found.group().rstrip()
        if words:
            rows.append(_Row(found.start(), words, _PROSE_MARK.search(words) is not None))
    return rows


def _without_furniture(pages: Sequence[list[_Row]]) -> list[list[_Row]]:
    """The pages without page numbers, and without lines that stand at the same edge of most pages."""
    edges = Counter(
        (at, _worn(page[at].text)) for page in pages for at in (0, -1) if len(page) > 2 and len(page[at].text) < 60
    )
    repeated = {edge for edge, count in edges.items() if count >= 3 and count * 2 > len(pages)}
    numbers = {at: _is_numbered(pages, at) for at in (0, -1)}
    kept: list[list[_Row]] = []
    for page in pages:
        rows = list(page)
        for at in (-1, 0):
            while rows and (
                _PAGE_NUMBER.fullmatch(rows[at].text)
                or (at, _worn(rows[at].text)) in repeated
                or (numbers[at] and _BARE_NUMBER.fullmatch(rows[at].text))
            ):
                del rows[at]
        kept.append(rows)
    return kept


def _worn(text: str) -> str:
    """A running line without its page number."""
    return re.sub(r"\d+", "#", "".join(text.split()))


def _is_numbered(pages: Sequence[list[_Row]], at: int) -> bool:
    """Whether the bare numbers at this edge count the pages; a figure of a table does not."""
    found = [(number, _BARE_NUMBER.fullmatch(page[at].text)) for number, page in enumerate(pages) if page]
    numbered = [int(match.group(1)) - number for number, match in found if match]
    return len(numbered) >= 2 and len(set(numbered)) == 1 and len(numbered) * 2 >= len(pages)


def _joined(pages: Sequence[_Page]) -> tuple[str, list[list[int]], tuple[int, ...]]:
    """The text with wrapped lines joined; for each page and character of it the place in the text (-1: left out); and
    where pages begin."""
    width = _line_width([page.rows for page in pages])
    pieces: list[str] = []
    offsets: list[list[int]] = []
    starts: list[int] = []
    length = 0
    previous = ""
    for page in pages:
        places = [-1] * page.size
        starts.append(length + bool(previous))
        for at, (begin, words, is_prose) in enumerate(page.rows):
            if previous and not _is_wrapped(previous, words, width):
                pieces.append("\n")
                length += 1
            if at == 0:
                starts[-1] = length
            for start, end in _runs(words) if is_prose and " " in words else ((0, len(words)),):
                pieces.append(words[start:end])
                if places:
                    places[begin + start : begin + end] = range(length, length + end - start)
                length += end - start
            previous = words
        offsets.append(places)
    return "".join(pieces), offsets, tuple(starts)


def _runs(words: str) -> list[tuple[int, int]]:
    """The spans of a line of prose without the gaps that justification leaves between its characters."""
    if _ends_in_figures(words):
        return [(0, len(words))]
    gaps = [gap.span() for gap in _GAP.finditer(words)]
    return list(zip([0, *(end for _, end in gaps)], [*(start for start, _ in gaps), len(words)], strict=True))


def _line_width(pages: Sequence[list[_Row]]) -> int:
    """How wide a full line of prose is: the width that nine in ten of the lines with prose marks keep to."""
    widths = sorted([_width(row.text) for page in pages for row in page if row.is_prose])
    return widths[len(widths) * 3 // 4] if widths else 0


def _width(text: str) -> int:
    return 2 * len(text) - sum(map(len, _NARROW.findall(text))) - text.count(" ")


def _ends_in_figures(line: str) -> bool:
    """Whether a line ends in one figure that stands alone or in two."""
    last = line[-1]
    return (last in _FIGURE_ENDS or last.isdecimal()) and _FIGURES_AT_END.search(line) is not None


def _is_wrapped(line: str, following: str, width: int) -> bool:
    """Whether a line ends only because the page is no wider."""
    return (
        width > 20
        and 2 * len(line) >= width * 0.84
        and line[-1] not in _ENDS
        and _width(line) >= width * 0.84
        and not _ends_in_figures(line)
        and not _BEGINS_ANEW.match(following)
    )
