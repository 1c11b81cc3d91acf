"""The words behind a finding: the cell or the sentence that a number was read from, with the number marked in it.

Belongs here: from findings to their observations, and from a sentence to its marked number. Does not belong here: how
an excerpt is laid out (templates).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import duckdb

CONTEXT = 90
"""Characters of a sentence that are shown on either side of its number."""
FEW_ZEROS = 3
"""So many cells that say 0 are shown like others."""

_DIGIT = r"[0-9０-９〇一二三四五六七八九十百千万亿两.．]"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One number that a finding rests on, as its report shows it.

    `row` and `column` are a table cell's labels, empty in prose; `before` and `after` a sentence's words around
    `marked`, the number as printed, empty in a table. `value` is None where the cell is blank, or nothing was read.
    `place_zh` and `place_en` say where in its tables or pages. `report_id` may be that of another report than the
    finding's: last year's, or that of a copy. `is_last`: the rule names this number last, as it does a sum's total.
    """

    report_id: str
    source_name: str
    row: str
    column: str
    before: str
    marked: str
    after: str
    value: Decimal | None
    value_state: str
    place_zh: str
    place_en: str
    is_last: bool = False


def telling(found: Sequence[Excerpt]) -> list[Excerpt]:
    """Without the zeros of a long sum, which only hide the rest; its total stays."""
    kept = [one for one in found if one.value != 0 or one.is_last]
    return kept if len(kept) < len(found) - FEW_ZEROS and len(kept) > 1 else list(found)


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
        before, marked, after = mark(quote, printed) if table is None else ("", printed, "")
        place_zh, place_en = _place(page, table, row, column)
        yield (
            finding_id,
            Excerpt(
                report_id=report_id,
                source_name=source_name,
                row=head,
                column=tail,
                before=before,
                marked=marked,
                after=after,
                value=value,
                value_state=state,
                place_zh=place_zh,
                place_en=place_en,
                is_last=is_last,
            ),
        )


def _stumbles(con: duckdb.DuckDBPyConnection, finding_ids: list[str]) -> Iterator[tuple[str, Excerpt]]:
    """Findings made of issues bear the kind of the issue and its place in the text as their subject."""
    rows = con.execute(
        "select f.finding_id, f.report_id, r.source_name,"
        f" substring(t.text, greatest(i.char_start - {CONTEXT}, 0) + 1, least(i.char_start, {CONTEXT})),"
        " substring(t.text, i.char_start + 1, i.char_end - i.char_start),"
        f" substring(t.text, i.char_end + 1, {CONTEXT}),"
        " i.page, i.table_index, i.row_index, i.column_index"
        " from findings f join intermediate.int_reports r using (report_id)"
        " join raw.issues i on i.document_id = r.document_id and f.subject = i.kind || '@' || i.char_start"
        " join document_texts t on t.document_id = r.document_id"
        " where f.finding_id in (select unnest(?)) and i.char_end > i.char_start"
        " order by f.finding_id, i.issue_number",
        [finding_ids],
    ).fetchall()
    for finding_id, report_id, source_name, before, marked, after, page, table, row, column in rows:
        # Around a cell the text holds other cells, which say nothing without their table.
        is_prose = table is None
        place_zh, place_en = _place(page, table, row, column)
        yield (
            finding_id,
            Excerpt(
                report_id=report_id,
                source_name=source_name,
                row="",
                column="",
                before="…" + before if is_prose else "",
                marked=_shortened_end(marked, 2 * CONTEXT),
                after=after + "…" if is_prose else "",
                value=None,
                value_state="",
                place_zh=place_zh,
                place_en=place_en,
            ),
        )


def mark(sentence: str, printed: str) -> tuple[str, str, str]:
    """The sentence in three: before the number, the number, after it; shortened to CONTEXT characters either side.

    The number is the first that is not a part of a longer one. Where it is not in the sentence, nothing is marked.
    """
    wanted = re.escape(printed.strip())
    alone = f"(?<!{_DIGIT})(?<!{_DIGIT}[,，]){wanted}(?!{_DIGIT}|[,，][0-9]{{3}})"
    match = wanted and (re.search(alone, sentence) or re.search(wanted, sentence))
    if not match:
        return _shortened_end(sentence, 2 * CONTEXT), "", ""
    before, after = sentence[: match.start()], sentence[match.end() :]
    if len(before) > CONTEXT:
        before = "…" + before[-CONTEXT:]
    return before, match[0], _shortened_end(after, CONTEXT)


def _shortened_end(text: str, length: int) -> str:
    return text if len(text) <= length else text[:length] + "…"


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
