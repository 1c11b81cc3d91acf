"""One report, read: bytes → Extraction. The one public function of this folder is `extract`.

Belongs here: the order of the steps, and which of several statements of one fact stands. Does not belong here: how
any of them is read. Pure: the same bytes, name and vocabulary give the same extraction.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from extraction import identity, prose, sections, tables
from extraction.documents import Document, Unreadable, read_document
from extraction.facts import Extraction, Issue, Observation, Part, Remark
from extraction.normalise import Normalised, normalise
from extraction.vocabulary import Vocabulary

OVERVIEW = "overview"
_Key = tuple[str | None, ...]
# 1830余 may be 1836 when counted out, hardly twice as many.
_ROUND = 2
_PLACE = attrgetter("char_start", "char_end")
key: Callable[[Observation], _Key] = attrgetter(
    "fact", "measure", "item", "channel", "topic", "applicant", "outcome", "reason", "procedure", "result"
)
"""What makes two observations statements of one fact."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An extraction, and the tables as they were read."""

    extraction: Extraction
    from_tables: tables.TableReading | None = None

    @property
    def shown(self) -> tuple[tables.ShownGrid, ...]:
        """The tables as `gongkai inspect` shows them, made when asked for."""
        return self.from_tables.shown if self.from_tables is not None else ()


def extract(name: str, content: bytes, vocabulary: Vocabulary) -> Extraction:
    """All that the document `name` states as an annual report, or the reason why it is none. Raises nothing for a
    document's own faults: what cannot be read is a rejection."""
    return read(name, content, vocabulary).extraction


def read(name: str, content: bytes, vocabulary: Vocabulary, explain: bool = False) -> Reading:
    """As `extract`, with the tables as read and, with `explain`, a remark for each number of the text."""
    try:
        document = vocabulary.chrome.marked(read_document(name, content))
    except Unreadable as reason:
        media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return Reading(Extraction(media_type, "", None, reason.reason, reason.detail, (), ()))
    normal = normalise(document.text, vocabulary.script)
    whose = identity.identify(name, document, normal, vocabulary.places)
    if whose.report is None:
        return Reading(
            Extraction(
                document.media_type, document.text, None, whose.rejection, whose.rejection_detail, (), whose.issues
            )
        )
    report = whose.report
    from_tables = tables.read_tables(document, normal, vocabulary.forms, report.report_year)
    masked = _masked(document, normal, from_tables.spans)
    outline = sections.outline(normal.text, masked, vocabulary.lexicon.headings)
    from_prose = prose.read_prose(
        normal,
        document.text,
        outline,
        masked,
        vocabulary.lexicon,
        report.report_year,
        report.era,
        report.authority_name,
        explain,
    )
    observations, contradictions = select(from_tables.observations, from_prose.observations)
    extraction = Extraction(
        media_type=document.media_type,
        text=document.text,
        report=replace(report, form=from_tables.form or "prose"),
        rejection=None,
        rejection_detail="",
        observations=observations,
        issues=(*whose.issues, *from_tables.issues, *from_prose.issues, *contradictions),
        remarks=tuple(sorted((*from_prose.remarks, *_table_remarks(explain, from_tables)), key=lambda r: r.char_start)),
        parts=_parts(document, normal, outline),
    )
    return Reading(extraction, from_tables)


def select(
    from_tables: Sequence[Observation], from_prose: Sequence[Observation]
) -> tuple[tuple[Observation, ...], tuple[Issue, ...]]:
    """All observations in the order of the text, one of each fact's selected, and an issue for each that differs.

    A table or annex stands before the prose (convention 12 of the domain); in the prose a statement in the fact's own
    section stands before one in the overview, an exact number before an approximate one that it may make exact, the
    earlier before the later.
    A blank stands only where nothing else does. What its reader did not select states no fact.
    """
    ranked = [(0, o) for o in from_tables]
    ranked += [(2 if o.section == OVERVIEW else 1, o) for o in from_prose]
    keys = [key(observation) for _, observation in ranked]
    standing: dict[_Key, tuple[tuple[bool, int, bool, int], Observation]] = {}
    for of_fact, (rank, observation) in zip(keys, ranked, strict=True):
        if observation.is_selected:
            is_rough = observation.is_approximate and _is_made_exact(observation, of_fact, ranked, keys)
            order = (observation.value is None, rank, is_rough, observation.char_start)
            held = standing.get(of_fact)
            if held is None or order < held[0]:
                standing[of_fact] = order, observation
    selected: list[Observation] = []
    issues: list[Issue] = []
    for of_fact, (rank, observation) in zip(keys, ranked, strict=True):
        if not observation.is_selected:
            selected.append(observation)
            continue
        (_, held_rank, *_), held_one = standing[of_fact]
        if observation is held_one:
            selected.append(observation)
            continue
        selected.append(observation._replace(is_selected=False))
        if observation.value not in (None, held_one.value) and not observation.is_approximate:
            issues.append(_differs(observation, rank, held_one, held_rank))
    return tuple(sorted(selected, key=_PLACE)), tuple(issues)


def _is_made_exact(
    rough: Observation, of_fact: _Key, ranked: Sequence[tuple[int, Observation]], keys: Sequence[_Key]
) -> bool:
    """Whether an exact number of the same fact may be what an approximate one stands for (1830余 and 1836, not 30)."""
    if rough.value is None:
        return True
    of_same = (o for other, (_, o) in zip(keys, ranked, strict=True) if other == of_fact and not o.is_approximate)
    return any(o.value is not None and rough.value <= o.value <= rough.value * _ROUND for o in of_same)


def _differs(observation: Observation, rank: int, held: Observation, held_rank: int) -> Issue:
    kind = "table.differs" if rank == 0 else "prose.differs_from_table" if held_rank == 0 else "prose.differs"
    code = " / ".join(part for part in key(held) if part and part != "all")
    return Issue(
        kind=kind,
        message=f"{code}: {observation.value_printed} here, {held.value_printed} in “{held.quote[:60]}”, which stands",
        quote=observation.quote,
        char_start=observation.char_start,
        char_end=observation.char_end,
        page=observation.page,
        table_index=observation.table_index,
        row_index=observation.row_index,
        column_index=observation.column_index,
    )


def _masked(document: Document, normal: Normalised, spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans of the normalised text that prose must not read, in order: tables that were read, and chrome."""
    chrome = ((normal.from_printed(start), normal.from_printed(end)) for start, end in document.chrome)
    return tuple(sorted((*spans, *chrome)))


def _parts(document: Document, normal: Normalised, outline: Sequence[sections.Section]) -> tuple[Part, ...]:
    """The parts of the report, in the printed text; the page's footer is none of the last one's."""
    opened = [section for section in outline if section.is_part]
    if not opened:
        return ()
    starts = [normal.span(section.start, section.start + 1)[0] for section in opened]
    end = len(document.text)
    for first, last in reversed(document.chrome):
        if first > starts[-1] and not document.text[last:end].strip():
            end = first
    return tuple(
        Part(section.code, section.heading, start, until)
        for section, start, until in zip(opened, starts, (*starts[1:], end), strict=True)
    )


def _table_remarks(explain: bool, reading: tables.TableReading) -> list[Remark]:
    if not explain:
        return []
    return [Remark(o.char_start, o.char_end, o.rule, True) for o in reading.observations]
