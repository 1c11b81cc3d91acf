"""What a sentence has said so far, and what was read of it: the memory that the rules of prose share.

Belongs here: shapes and bookkeeping. Does not belong here: any decision.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extraction.prose_clauses import Clause, Count, Hit
from extraction.sections import Section

Key = tuple[str, ...]


@dataclass(slots=True)
class Fact:
    """One statement read, before it becomes an Observation. `words` are the cues that it was read by."""

    kind: str
    key: Key
    value: Decimal
    printed: str
    state: str
    rule: str
    count: Count | None
    words: set[str]
    is_approximate: bool = False
    is_nested: bool = False
    unit: str = "item"
    share: Decimal | None = None
    depth: int = 0
    sentence: tuple[int, int] = (0, 0)
    section: str = ""


@dataclass(slots=True)
class Scope:
    """What bears on one count: the words before it in its clause, since the last count, and those behind it."""

    clause: Clause
    count: Count
    left: Sequence[Hit]
    right: Sequence[Hit]
    begin: int
    until: int


@dataclass(slots=True)
class State:
    """Memory of a section while its sentences are read."""

    text: str
    section: Section
    report_year: int
    is_statutory: bool
    own_names: re.Pattern[str] | None = None
    facts: list[Fact] = field(default_factory=list)
    sentence: tuple[int, int] = (0, 0)
    domain: str = ""
    procedures: tuple[str, ...] = ()
    time: str = "this"
    among: int = 0
    is_list: bool = False
    is_about_disclosure: bool = False
    received: Fact | None = None
    base: Fact | None = None
    last: Fact | None = None
    sentence_facts: list[Fact] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    channels: tuple[str, ...] = ()
    heading_channels: tuple[str, ...] = ()
    is_new: bool = False

    @property
    def is_strict(self) -> bool:
        """Outside the three core parts only a statement that says all by itself is read."""
        return self.section.part not in ("disclosures", "applications", "cases")

    def emit(self, fact: Fact) -> Fact:
        """Keeps a statement; parts of one code in one run add up."""
        fact.sentence, fact.depth = self.sentence, self.among
        fact.section = "overview" if self.is_strict else self.domain
        for held in self.sentence_facts:
            if (held.kind, held.key) != (fact.kind, fact.key):
                continue
            if fact.count is None or held.count is None or held.depth != fact.depth or held.words & fact.words:
                return held
            held.value += fact.value
            held.printed = f"{held.printed} + {fact.printed}"
            held.words |= fact.words
            held.is_approximate |= fact.is_approximate
            self.last = held
            return held
        self.facts.append(fact)
        self.sentence_facts.append(fact)
        self.last = fact
        return fact


def printed(state: State, count: Count) -> str:
    """The numeral as it stands in the normalised text."""
    return state.text[count.number.start : count.number.end]


def counted(state: State, kind: str, key: Key, count: Count, rule: str, words: Sequence[Hit] = ()) -> Fact:
    """A statement by a count."""
    number = count.number
    return Fact(
        kind=kind,
        key=key,
        value=number.value,
        printed=printed(state, count),
        state="reported",
        rule=rule,
        count=count,
        words={hit.word.text for hit in words},
        is_approximate=number.is_approximate,
    )


def none_stated(kind: str, key: Key, rule: str, words: str) -> Fact:
    """A statement that there was none."""
    return Fact(kind, key, Decimal(0), words, "stated_none", rule, None, set())


def inferred(kind: str, key: Key, base: Fact, rule: str) -> Fact:
    """A statement that all of a count were so (均维持, 已全部办结)."""
    return Fact(kind, key, base.value, base.printed, "reported", rule, None, set(), is_approximate=base.is_approximate)
