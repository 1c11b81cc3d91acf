"""A sentence becomes clauses of words and counts: the material on which the rules of prose decide.

Belongs here: the lexicon, the one pass that finds its words, numbers with their units, clause bounds and the time
that a clause speaks of. Does not belong here: what any count means (prose_applications, prose_cases,
prose_disclosures), nor which are turned away (prose_refusals).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from extraction.numerals import Number, numbers
from extraction.sections import Headings

_BOUND = re.compile(r"[,;:()、。!?\n]|——")
_TITLE = re.compile(r"《[^《》]*》|〔[^〔〕]*〕|\[\d{4}\]|[(]\d{4}[)]")
_UNIT_GAP = 1


@dataclass(frozen=True, slots=True)
class Word:
    """What one word of the lexicon may mean; each reading is (kind, code), None where it has none.

    `application` is the reading in the first era, `application_statutory` that of the statutory forms.
    """

    text: str
    application: tuple[str, str] | None = None
    application_statutory: tuple[str, str] | None = None
    case: tuple[str, str] | None = None
    disclosure: Mapping[str, str] = field(default_factory=dict)
    context: str = ""
    refusal: str = ""
    refused_in: str = ""


class Hit(NamedTuple):
    """A word where it stands."""

    word: Word
    start: int
    end: int

    @property
    def is_all(self) -> bool:
        """Whether it says that all were so."""
        return self.word.context == "all" or self.word.text.startswith(("全部", "均"))


class Count(NamedTuple):
    """A number with its unit: `rule` names the rule that turns the unit away ("" for countable things; None
    where no unit follows). `end` is behind the unit."""

    number: Number
    unit: str
    rule: str | None
    start: int
    end: int


@dataclass(slots=True)
class Clause:
    """The stretch between two bounds; `opener` is the bound before it, `closer` the one behind."""

    start: int
    end: int
    opener: str
    closer: str
    hits: list[Hit] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    years: list[tuple[int, int]] = field(default_factory=list)

    def contexts(self) -> set[str]:
        """The context readings of its words."""
        return {hit.word.context for hit in self.hits}


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Every word that prose is read by, and the headings of sections."""

    words: tuple[Word, ...]
    matcher: AhoCorasick
    units: Mapping[str, str]
    unit_pattern: re.Pattern[str]
    headings: Headings

    @classmethod
    def from_seeds(cls, rows: Callable[[str], Sequence[Mapping[str, str]]]) -> Lexicon:
        """From the seeds prose_applications, prose_cases, prose_disclosures, prose_context, prose_refusals,
        prose_units and section_headings."""
        readings: dict[str, dict[str, object]] = {}

        def reading(word: str) -> dict[str, object]:
            return readings.setdefault(word, {"text": word})

        for row in rows("prose_applications"):
            meaning = (row["kind"], row["code"])
            if row["era"] in ("", "narrative"):
                reading(row["word"]).setdefault("application", meaning)
            if row["era"] in ("", "statutory"):
                reading(row["word"]).setdefault("application_statutory", meaning)
        for row in rows("prose_cases"):
            reading(row["word"]).setdefault("case", (row["kind"], row["code"]))
        for row in rows("prose_disclosures"):
            meanings = reading(row["word"]).setdefault("disclosure", {})
            assert isinstance(meanings, dict)
            meanings.setdefault(row["kind"], row["code"])
        for row in rows("prose_context"):
            reading(row["word"]).setdefault("context", row["kind"])
        for row in rows("prose_refusals"):
            reading(row["word"]).setdefault("refusal", row["rule"])
            reading(row["word"]).setdefault("refused_in", row["domain"])
        words = tuple(Word(**meaning) for meaning in readings.values())  # type: ignore[arg-type]
        units = {row["unit"]: row["rule"] for row in rows("prose_units")}
        longest_first = "|".join(re.escape(unit) for unit in sorted(units, key=len, reverse=True))
        return cls(
            words=words,
            matcher=AhoCorasick([word.text for word in words], matchkind=MatchKind.LeftmostLongest),
            units=units,
            unit_pattern=re.compile(rf"\s?({longest_first})"),
            headings=Headings.from_seeds(rows),
        )


def clauses(text: str, start: int, end: int, lexicon: Lexicon) -> list[Clause]:
    """The clauses of one sentence, each with its words, counts and years in order. What a title in 《》 or a
    document number in 〔〕 holds is left out, but for the kind of a paper (《定海区人民政府公报》)."""
    sentence = text[start:end]
    words = lexicon.words
    found = lexicon.matcher.find_matches_as_indexes(sentence)
    hits = [Hit(words[index], first + start, last + start) for index, first, last in found]
    counts = [_count(number, text, end, lexicon) for number in numbers(text, start, end)]
    if "《" in sentence or "〔" in sentence or "[" in sentence:
        titles = [m.span() for m in _TITLE.finditer(text, start, end)]
        counts = [c for c in counts if not any(a <= c.start < b for a, b in titles)]
        hits = [
            h
            for h in hits
            if not any(a < h.start and h.end < b and (b - h.end > 1 or "channel" not in h.word.disclosure) for a, b in titles)
        ]
    hits, counts = _apart(hits, counts)
    return _parts(text, start, end, hits, counts)


def _count(number: Number, text: str, end: int, lexicon: Lexicon) -> Count:
    unit = lexicon.unit_pattern.match(text, number.end, end)
    if unit is None:
        return Count(number, "", None, number.start, number.end)
    return Count(number, unit[1], lexicon.units[unit[1]], number.start, unit.end())


def _apart(hits: list[Hit], counts: list[Count]) -> tuple[list[Hit], list[Count]]:
    """A numeral inside a longer word is no number (上一年); a word inside a count is no word."""
    kept = [
        c
        for c in counts
        if not any(h.start <= c.start and c.number.end <= h.end and h.end - h.start > c.number.end - c.start for h in hits)
    ]
    return [h for h in hits if not any(h.start < c.end and c.start < h.end for c in kept)], kept


def _parts(text: str, start: int, end: int, hits: list[Hit], counts: list[Count]) -> list[Clause]:
    """Cut at every bound; 、 is one only behind a count (当面申请1件、网络申请2件), else it joins a list of names."""
    parts: list[Clause] = []
    current = Clause(start, end, "", "")
    at = next_hit = next_count = 0
    for bound in _BOUND.finditer(text, start, end):
        at = bound.start()
        while next_count < len(counts) and counts[next_count].start < at:
            _add_count(current, counts[next_count])
            next_count += 1
        if current.counts and at < current.counts[-1].number.end:
            continue
        if bound[0] == "、" and not any(c.rule == "" or c.rule is None for c in current.counts):
            continue
        while next_hit < len(hits) and hits[next_hit].start < at:
            current.hits.append(hits[next_hit])
            next_hit += 1
        if current.hits and current.hits[-1].end > at:
            continue
        current.end, current.closer = at, bound[0]
        parts.append(current)
        current = Clause(bound.end(), end, bound[0], "")
    for count in counts[next_count:]:
        _add_count(current, count)
    current.hits.extend(hits[next_hit:])
    parts.append(current)
    return parts


def _add_count(clause: Clause, count: Count) -> None:
    if count.unit in ("年", "年度", "年底") and 1990 <= count.number.value <= 2060:
        clause.years.append((count.start, int(count.number.value)))
    else:
        clause.counts.append(count)
