"""A sentence becomes clauses of words and counts: the material on which the rules of prose decide.

Belongs here: the lexicon, the pass that finds its words, numbers with their units and clause bounds. Does not belong
here: what any count means (applications, cases, disclosures), nor which are turned away
(refusals).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache, partial
from itertools import pairwise
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from extraction.numerals import numerals, worth
from extraction.prose.names import ClassNames
from extraction.remembering import remembered
from extraction.sections import Headings

# What a word says beside its codes, as bits: a clause is asked for a whole set of them at once.
NONE, ALL_OF, AMONG, EACH, OVERALL, SUBOFFICE, THIS_YEAR, LAST_YEAR = (1 << n for n in range(8))
CHANGE, TARGET, ALREADY, ABOUT, YEARS, SAME_PERIOD, SINCE, NEW = (1 << n for n in range(8, 16))
PROCEDURE, RESULT, CASE, CHANNEL, DISCLOSE, ITEM, REFUSAL, FEE = (1 << n for n in range(16, 24))
APPLICATION, DISCLOSURE, CREATE, UNRELATED, BY_CLASS = (1 << n for n in range(24, 29))
_OF_CONTEXT = {
    "none": NONE,
    "all": ALL_OF,
    "among": AMONG,
    "each": EACH,
    "overall": OVERALL,
    "suboffice": SUBOFFICE,
    "this_year": THIS_YEAR,
    "last_year": LAST_YEAR,
    "change": CHANGE,
    "target": TARGET,
    "already": ALREADY,
    "about_disclosure": ABOUT,
    "years": YEARS,
    "same_period": SAME_PERIOD,
    "since": SINCE,
    "unrelated": UNRELATED,
    "by_class": BY_CLASS,
}
# Words of the lexicon as patterns, for rules that look at the characters around a count or a none.
SUM = "(?:[共合总]计|总共|一共|共)"
"""What leads a sum."""
TAKEN = "(?:收到|受理|接到|接收)"
"""What is done with applications that come."""
CARRIED = "(?:结转|转入|遗留)"
"""What is done with those that a year leaves to the next."""
CLOSING = re.compile(
    r"(?:一[件例宗起份]|发生|收到|出现|接到|受理|情况|此类情况|相关情况|产生|申请|案件|事项|存在|被)*\s*"
)
"""All that may stand between a none and the end of its clause where it is one of the clause's whole matter."""
_WORDINGS = 8192
_BOUNDS = ",;:()、。!?\n"
_QUOTES = "《》"
_NAME_ENDS = ("》", "·", "(")
_YEAR_UNITS = frozenset(("年", "年度", "年底"))
_IS_BY = re.compile(r"(?:信息)?(?:以(?![上及下内外])|通过|利用|在)")


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
    flags: int = 0


class Hit(NamedTuple):
    """A word where it stands."""

    word: Word
    start: int
    end: int


class Count(NamedTuple):
    """A number with its unit: `rule` names the rule that turns the unit away ("" for countable things; None
    where no unit follows). `end` is behind the unit; the rest is as in a Numeral."""

    value: Decimal
    start: int
    numeral_end: int
    end: int
    unit: str
    rule: str | None
    is_approximate: bool
    is_near: bool
    is_percent: bool


# A Hit, a Count and below a figure from its parts: a report has hundreds, and the classes themselves take three times
# as long.
_hit = partial(tuple.__new__, Hit)
_count = partial(tuple.__new__, Count)


class Clause:
    """The stretch between two bounds; `opener` is the bound before it. One without counts is shared by all sentences
    of a wording and not to be changed. `flags` joins those of its words; `years` are
    (offset, year)."""

    __slots__ = ("counts", "end", "flags", "hits", "opener", "start", "years")

    def __init__(self, start: int, end: int, opener: str, flags: int, hits: Sequence[Hit]) -> None:
        self.start, self.end = start, end
        self.opener = opener
        self.flags = flags
        self.hits = hits
        self.counts: list[Count] = []
        self.years: list[tuple[int, int]] = []


def flags_of(hits: Sequence[Hit]) -> int:
    """The flags of some words, joined."""
    flags = 0
    for hit in hits:
        flags |= hit.word.flags
    return flags


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Every word that prose is read by, and the headings of sections.

    `wording` gives the clauses of a sentence whose digits are masked; `heading_channels` gives the channels that a
    heading names."""

    wording: Callable[[str], tuple[_Part, ...]]
    headings: Headings
    class_names: ClassNames
    heading_channels: Callable[[str], tuple[str, ...]]

    @classmethod
    def from_seeds(cls, rows: Callable[[str], Sequence[Mapping[str, str]]]) -> Lexicon:
        """From the seeds prose_applications, prose_bodies, prose_cases, prose_disclosures, prose_context,
        prose_no_classes, prose_refusals, prose_units and section_headings."""
        words = _words(rows)
        matcher = AhoCorasick([*(w.text for w in words), *_BOUNDS, *_QUOTES], matchkind=MatchKind.LeftmostLongest)
        units: dict[str, list[tuple[str, str]]] = {}
        for row in sorted(rows("prose_units"), key=lambda row: len(row["unit"]), reverse=True):
            units.setdefault(row["unit"][0], []).append((row["unit"], row["rule"]))
        return cls(
            wording=lru_cache(maxsize=_WORDINGS)(partial(_wording, matcher, words, units)),
            headings=Headings.from_seeds(rows),
            class_names=ClassNames.from_seeds(rows),
            heading_channels=remembered(partial(_channels, matcher, words)),
        )


def _channels(matcher: AhoCorasick, words: Sequence[Word], heading: str) -> tuple[str, ...]:
    found = (words[index] for index, _, _ in matcher.find_matches_as_indexes(heading) if index < len(words))
    return tuple(dict.fromkeys(word.disclosure["channel"] for word in found if word.flags & CHANNEL))


def _words(rows: Callable[[str], Sequence[Mapping[str, str]]]) -> tuple[Word, ...]:
    readings: dict[str, dict[str, Any]] = {}

    def reading(word: str) -> dict[str, Any]:
        return readings.setdefault(word, {"text": word})

    bodies = [row["body"] for row in rows("prose_bodies")]
    for row in rows("prose_applications"):
        meaning = (row["kind"], row["code"])
        for word in _spelled_out(row["word"], bodies):
            if row["era"] in ("", "narrative"):
                reading(word).setdefault("application", meaning)
            if row["era"] in ("", "statutory"):
                reading(word).setdefault("application_statutory", meaning)
    for row in rows("prose_cases"):
        reading(row["word"]).setdefault("case", (row["kind"], row["code"]))
    for row in rows("prose_disclosures"):
        reading(row["word"]).setdefault("disclosure", {}).setdefault(row["kind"], row["code"])
    for row in rows("prose_context"):
        reading(row["word"]).setdefault("context", row["kind"])
    for row in rows("prose_refusals"):
        reading(row["word"]).setdefault("refusal", row["rule"])
        reading(row["word"]).setdefault("refused_in", row["domain"])
    return tuple(Word(**meaning, flags=_flags(meaning)) for meaning in readings.values())


def _spelled_out(word: str, bodies: Sequence[str]) -> Sequence[str]:
    """不属于{body} with every name that a body gives itself."""
    return [word.replace("{body}", body) for body in bodies] if "{body}" in word else (word,)


def _flags(reading: Mapping[str, Any]) -> int:
    flags = _OF_CONTEXT.get(reading.get("context", ""), 0)
    if reading["text"].startswith(("全部", "均")):
        flags |= ALL_OF
    case = reading.get("case")
    if case:
        flags |= CASE | {"procedure": PROCEDURE, "result": RESULT}.get(case[0], 0)
    disclosure = reading.get("disclosure", {})
    of_kind = {"channel": CHANNEL, "disclose": DISCLOSE, "item": ITEM, "new": NEW, "create": CREATE}
    for kind in disclosure:
        flags |= DISCLOSURE | of_kind.get(kind, 0)
    if "application" in reading or "application_statutory" in reading:
        flags |= APPLICATION
    if any(part in reading["text"] for part in ("信息公开", "依申请公开", "公开申请")):
        flags |= ABOUT
    if reading.get("refusal"):
        flags |= REFUSAL | (FEE if reading["refusal"] == "refuse.fee" else 0)
    return flags


class _Figure(NamedTuple):
    """A number of a wording: all of a Count but its value. `is_plain`: digits only."""

    is_plain: bool
    start: int
    numeral_end: int
    end: int
    unit: str
    rule: str | None
    is_approximate: bool
    is_near: bool
    is_percent: bool


_figure = partial(tuple.__new__, _Figure)
_Part = tuple[Clause, list[_Figure]]
"""A clause of a wording: as it is where it holds no figure to be counted, else with its figures."""
_Units = Mapping[str, Sequence[tuple[str, str]]]
"""(unit, rule) by the first character of the unit, the longest first."""
_CALENDAR_UNITS, _TO = frozenset(("月", "日")), frozenset(("至", "到", "-", "—", "--", "——", "~"))
"""1至12月, 3-5日: the unit of a span stands behind its end."""
_FIRST_YEAR, _LAST_YEAR = 1990, 2060
_OURSELVES = frozenset("我本全")
"""What stands behind a year whose 年 was lost (2024我局未收到申请, 2023全年发布120条)."""

_CUT_OFF = ",;:、"
"""What stands behind a 未 that lost its verb, as does nothing where a text was cut off (2017年度未): nobody knows
of what there was none."""
_OF_BUDGET = re.compile(r"度?(?:本?部门|单位|财政|本级|政府)*(?:财政)?(?:收支)?[预决]算")
"""What stands behind the year of a budget, which is no time of what is counted (2022年度部门决算信息2条)."""


def clauses(sentence: str, lexicon: Lexicon) -> list[Clause]:
    """The clauses of one sentence, each with its words, counts and years in order; offsets count in the sentence.

    A numeral inside a longer word is no number (上一年), a word inside a count no word. 、 is a bound only behind a
    count (当面申请1件、网络申请2件), else it joins a list of names. What a title in 《》 or a document number in 〔〕
    holds is left out, but for the kind of a paper (《定海区人民政府公报》).
    """
    # Offices and years share their wordings and differ in their figures.
    return [
        _filled(clause, figures, sentence) if figures else clause
        for clause, figures in lexicon.wording(_mask(sentence))
    ]


def _mask(sentence: str) -> str:
    for digit in "123456789":
        if digit in sentence:
            sentence = sentence.replace(digit, "0")
    return sentence


def _filled(wording: Clause, figures: Sequence[_Figure], sentence: str) -> Clause:
    """A clause of a wording with the values of one sentence."""
    clause = Clause(wording.start, wording.end, wording.opener, wording.flags, wording.hits)
    for is_plain, start, numeral_end, end, unit, rule, is_approximate, is_near, is_percent in figures:
        numeral = sentence[start:numeral_end]
        value = Decimal(numeral) if is_plain else worth(numeral)
        is_year = unit in _YEAR_UNITS or (rule is None and is_plain and sentence[end : end + 1] in _OURSELVES)
        if is_year and _FIRST_YEAR <= value <= _LAST_YEAR:
            if not _OF_BUDGET.match(sentence, end):
                clause.years.append((start, int(value)))
        else:
            count = (value, start, numeral_end, end, unit, rule, is_approximate, is_near, is_percent)
            clause.counts.append(_count(count))
    return clause


def _wording(matcher: AhoCorasick, words: Sequence[Word], units: _Units, masked: str) -> tuple[_Part, ...]:
    """The clauses of a sentence whose digits are masked."""
    figures = _figures(masked, units)
    # Where the next figure begins, which most words end before.
    ahead = figures[-1].start if figures else len(masked)
    last = len(words)
    start, opener, flags, hits, taken = 0, "", 0, [], []
    parts = []
    title_end = 0
    for index, first, behind in matcher.find_matches_as_indexes(masked):
        if ahead < behind:
            while figures and figures[-1].start < first:
                figure = figures.pop()
                if figure.start < title_end:
                    continue
                if figure.end > first:
                    figures.append(figure)
                    break
                taken.append(figure)
            ahead = figures[-1].start if figures else len(masked)
            if ahead < behind:
                numeral = ahead, figures[-1].numeral_end
                if first > ahead or numeral[1] > behind or (first, behind) == numeral:
                    continue
                figures.pop()
                ahead = figures[-1].start if figures else len(masked)
        if index < last:
            word = words[index]
            if first < title_end and not _is_paper(word, masked, behind):
                continue
            if word.text == "未" and masked[behind : behind + 1] in _CUT_OFF:
                continue
            hits.append(_hit((word, first, behind)))
            flags |= word.flags
            continue
        mark = masked[first]
        if mark == "《":
            title_end = max(title_end, masked.find("》", behind))
        elif mark == "》" or first < title_end:
            continue
        elif mark != "、" or (taken and _is_counted(taken, flags, masked, first)):
            parts.append((Clause(start, first, opener, flags, hits), taken))
            start, opener, flags, hits, taken = behind, mark, 0, [], []
    taken.extend(figure for figure in reversed(figures) if figure.start >= title_end)
    parts.append((Clause(start, len(masked), opener, flags, hits), taken))
    return tuple(parts)


def _is_paper(word: Word, masked: str, behind: int) -> bool:
    """Whether a word within 《》 is that of a kind of paper, at the end of its name."""
    return word.flags & CHANNEL != 0 and (masked.startswith(_NAME_ENDS, behind) or word.text.endswith("》"))


def _figures(masked: str, units: _Units) -> list[_Figure]:
    """The figures of a wording, the last first. Four digits in 〔〕 are the year of a document number; those that end a
    name in “” are part of it (“天津海关12360”)."""
    found = []
    for start, end, is_plain, is_approximate, is_near, is_percent in numerals(masked):
        at = end + masked[end : end + 1].isspace()
        for unit, rule in units.get(masked[at : at + 1], ()):
            if masked.startswith(unit, at):
                said = (unit, rule, is_approximate, is_near, is_percent)
                found.append(_figure((is_plain, start, end, at + len(unit), *said)))
                break
        else:
            mark = masked[end : end + 1]
            if mark != "”" and (mark not in ("〕", "]") or end - start != 4):
                found.append(_figure((is_plain, start, end, end, "", None, is_approximate, is_near, is_percent)))
    for at, (first, last) in enumerate(pairwise(found)):
        if first.rule is None and last.unit in _CALENDAR_UNITS and masked[first.end : last.start] in _TO:
            found[at] = first._replace(unit=last.unit, rule=last.rule)
    found.reverse()
    return found


def _is_counted(figures: Sequence[_Figure], flags: int, masked: str, end: int) -> bool:
    """Whether a clause holds a count already; the one of 无一起 is none, nor is the mark of 4.财政、税务. A list behind
    a count may belong to it (21条以公告栏、宣传册等方式公开)."""
    if figures and _IS_BY.match(masked, figures[-1].end, end):
        return False
    counted = (f for f in figures if not f.rule and (f.unit or masked[f.end : f.end + 1] != "."))
    return any(not (flags & NONE and masked[f.start] == "一") for f in counted)
