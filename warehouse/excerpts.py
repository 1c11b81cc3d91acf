"""The words behind a finding: the cell or the sentence that a number was read from, with the number marked in it.

Belongs here: from findings to their observations, and from a sentence to its marked numbers. Does not belong here: how
an excerpt is laid out (templates).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import duckdb

CONTEXT = 90
"""Characters of a sentence that are shown on either side of a number."""
FEW_ZEROS = 3
"""So many cells that say 0 are shown like others."""

_DIGIT = r"[0-9０-９〇一二三四五六七八九十百千万亿两.．]"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One number that a finding rests on, or words that were not understood, as the report has them.

    `row` and `column` are a table cell's labels; in prose they are empty and `quote` is the sentence. `value` is None
    where the cell is blank, or nothing was read. `place_zh` and `place_en` say where in its tables or pages. `start`:
    where in the quote the printed words begin, where that is known. `report_id` may be that of another report than
    the finding's: last year's, or that of a copy. `is_last`: the rule names this number last, as it does a sum's total.
    """

    report_id: str
    source_name: str
    row: str
    column: str
    quote: str
    value_printed: str
    value: Decimal | None
    value_state: str
    place_zh: str
    place_en: str
    start: int | None = None
    is_last: bool = False


Pieces = tuple[tuple[str, bool], ...]
"""Words in order; True: marked."""


@dataclass(frozen=True, slots=True)
class Line:
    """What is shown of one cell, or of one sentence with all its numbers: `label` only for a cell."""

    report_id: str
    label: str
    pieces: Pieces
    value_state: str
    place_zh: str
    place_en: str


def lines(found: Sequence[Excerpt]) -> list[Line]:
    """A line a cell and a line a sentence. The zeros of a long sum, which only hide the rest, are left out."""
    told = _telling(found)
    sentences: dict[tuple[str, str], list[Excerpt]] = {}
    for one in told:
        if not one.row:
            sentences.setdefault((one.report_id, one.quote), []).append(one)
    shown = []
    for one in told:
        if one.row:
            label = f"{one.row} › {one.column}" if one.column else one.row
            pieces: Pieces = ((one.value_printed, True),) if one.value_printed.strip() else ()
        else:
            label, numbers = "", sentences.pop((one.report_id, one.quote), None)
            if numbers is None:
                continue
            pieces = mark(one.quote, [(number.value_printed, number.start) for number in numbers])
        shown.append(Line(one.report_id, label, pieces, one.value_state, one.place_zh, one.place_en))
    return shown


def left_out(found: Sequence[Excerpt]) -> int:
    """How many cells that say 0 are in no line."""
    return len(found) - len(_telling(found))


def _telling(found: Sequence[Excerpt]) -> Sequence[Excerpt]:
    kept = [one for one in found if one.value != 0 or one.is_last]
    return kept if len(kept) < len(found) - FEW_ZEROS and len(kept) > 1 else found


def excerpts(con: duckdb.DuckDBPyConnection, finding_ids: Iterable[str]) -> dict[str, list[Excerpt]]:
    """The excerpts of each finding, in the order of the page; no key where a finding has none.

    A finding of a rule has the numbers it read, a finding of the reader the words that it stumbled over.
    """
    wanted = list(finding_ids)
    found: dict[str, list[Excerpt]] = {}
    for finding_id, excerpt in (*_numbers(con, wanted), *_stumbles(con, wanted)):
        found.setdefault(finding_id, []).append(excerpt)
    return found


def _numbers(con: duckdb.DuckDBPyConnection, finding_ids: list[str]) -> Iterator[tuple[str, Excerpt]]:
    rows = con.execute(
        "select c.finding_id, o.report_id, coalesce(d.source_name, ''), o.quote, o.value_printed, o.value,"
        " o.value_state, o.page, o.table_index, o.row_index, o.column_index, c.is_last"
        " from (select finding_id, unnest(observation_ids) as observation_id,"
        "   generate_subscripts(observation_ids, 1) as position, position = len(observation_ids) as is_last"
        "   from intermediate.int_findings where finding_id in (select unnest(?))) c"
        " join observations o using (observation_id) left join intermediate.int_documents d using (document_id)"
        " order by c.finding_id, o.report_id, o.table_index nulls last, o.row_index, o.column_index, c.position",
        [finding_ids],
    ).fetchall()
    for finding_id, report_id, source_name, quote, printed, value, state, page, table, row, column, is_last in rows:
        head, _, tail = quote.partition(" | ") if table is not None else ("", "", "")
        place_zh, place_en = _place(page, table, row, column)
        yield (
            finding_id,
            Excerpt(
                report_id=report_id,
                source_name=source_name,
                row=head,
                column=tail,
                quote=quote,
                value_printed=printed,
                value=value,
                value_state=state,
                place_zh=place_zh,
                place_en=place_en,
                is_last=is_last,
            ),
        )


def _stumbles(con: duckdb.DuckDBPyConnection, finding_ids: list[str]) -> Iterator[tuple[str, Excerpt]]:
    """Findings made of issues bear the kind of the issue and its place in the text as their subject."""
    # Texts by their place in the table, and of few reports: joined any other way DuckDB would hold every one in memory.
    con.execute(
        "create or replace temporary table stumbles as"
        " select f.finding_id, f.report_id, r.source_name, r.document_id, i.issue_number, i.char_start, i.char_end,"
        " i.page, i.table_index, i.row_index, i.column_index"
        " from findings f join intermediate.int_reports r using (report_id)"
        " join raw.issues i on i.document_id = r.document_id and f.subject = i.kind || '@' || i.char_start"
        " where f.finding_id in (select unnest(?)) and i.char_end > i.char_start",
        [finding_ids],
    )
    rows = con.execute(
        "select s.finding_id, s.report_id, s.source_name,"
        f" substring(t.text, greatest(s.char_start - {CONTEXT}, 0) + 1, least(s.char_start, {CONTEXT})),"
        " substring(t.text, s.char_start + 1, s.char_end - s.char_start),"
        f" substring(t.text, s.char_end + 1, {CONTEXT}),"
        " s.page, s.table_index, s.row_index, s.column_index"
        " from stumbles s join (from raw.document_texts where rowid in"
        "  (select rowid from raw.document_texts semi join stumbles using (document_id))) t using (document_id)"
        " order by s.finding_id, s.issue_number",
    ).fetchall()
    for finding_id, report_id, source_name, before, marked, after, page, table, row, column in rows:
        # Around a cell the text holds other cells, which say nothing without their table.
        context = ("…" + before, after + "…") if table is None else ("", "")
        place_zh, place_en = _place(page, table, row, column)
        yield (
            finding_id,
            Excerpt(
                report_id=report_id,
                source_name=source_name,
                row="",
                column="",
                quote=marked.join(context),
                value_printed=marked,
                value=None,
                value_state="",
                place_zh=place_zh,
                place_en=place_en,
                start=len(context[0]),
            ),
        )


def mark(sentence: str, printed: Sequence[tuple[str, int | None]]) -> Pieces:
    """The sentence with these words marked, long stretches between and around them shortened.

    Each is the printed word and where it begins, None where that is not known: then it is the first such word that
    is no part of a longer number and not marked yet. What is not in the sentence is not marked.
    """
    spans: list[tuple[int, int]] = []
    for words, start in printed:
        span = (start, start + len(words)) if start is not None else _find(sentence, words.strip(), spans)
        if span is not None and not _overlaps(span, spans):
            spans.append(span)
    pieces: list[tuple[str, bool]] = []
    end = 0
    for first, last in sorted(spans):
        pieces += [(_shortened(sentence[end:first], is_first=end == 0), False), (sentence[first:last], True)]
        end = last
    pieces.append((_shortened(sentence[end:], is_first=end == 0, is_last=True), False))
    return tuple((words, is_marked) for words, is_marked in pieces if words)


def _find(sentence: str, words: str, taken: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    if not words:
        return None
    wanted = re.escape(words)
    alone = f"(?<!{_DIGIT})(?<!{_DIGIT}[,，]){wanted}(?!{_DIGIT}|[,，][0-9]{{3}})"
    for pattern in (alone, wanted):
        for match in re.finditer(pattern, sentence):
            if not _overlaps(match.span(), taken):
                return match.span()
    return None


def _overlaps(span: tuple[int, int], others: Sequence[tuple[int, int]]) -> bool:
    return any(span[0] < last and first < span[1] for first, last in others)


def _shortened(text: str, *, is_first: bool = False, is_last: bool = False) -> str:
    """Keeps the words beside a mark."""
    if len(text) <= 2 * CONTEXT:
        return text
    head = "" if is_first and not is_last else text[:CONTEXT]
    tail = "" if is_last else text[-CONTEXT:]
    return f"{head}…{tail}"


def _place(page: int | None, table: int | None, row: int | None, column: int | None) -> tuple[str, str]:
    """In Chinese and in English, counted from 1, as people count."""
    parts = (
        ("第{}页", "page", page, 0),
        ("表{}", "table", table, 1),
        ("第{}行", "row", row, 1),
        ("第{}列", "column", column, 1),
    )
    known = [(zh, en, number + first) for zh, en, number, first in parts if number is not None]
    return "".join(zh.format(number) for zh, _, number in known), ", ".join(f"{en} {number}" for _, en, number in known)
