"""What a sentence has said so far, and what was read of it: the memory that the rules of prose share.

Belongs here: shapes and bookkeeping. Does not belong here: any decision.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from extraction.prose.clauses import ALL_OF, Clause, Count, Hit
from extraction.prose.names import ClassNames
from extraction.sections import Section

Key = tuple[str, ...]
ALL = "all"
"""The member of a dimension that is not broken down."""
CORE = frozenset({"disclosures", "applications", "cases"})
_CLOSED_AND_ANSWERED = {"prose.applications.processed", "prose.applications.answered"}
_NOWHERE = Section("other", "", 0, 0, "other")
_OFFICE = re.compile(r"(?:人民政府|政府)?(?:办公[室厅])?$")
_PLACE = re.compile(r"(?<=..)[省市县区州旗盟]")

_ZONE = re.compile(r"(?P<where>[\u4e00-\u9fff]{2})(?:经济技术|高新技术产业|高新技术|经济)开发区")


@dataclass(slots=True)
class Fact:
    """One statement read, before it becomes an Observation. `words` are the names of a part that may add up with
    another part of the same code (电子邮件3件, 网上5件); empty where nothing may be added. `at`: the offset of its last
    count in its sentence."""

    kind: str
    key: Key
    value: Decimal
    printed: str
    state: str
    rule: str
    words: set[str]
    is_approximate: bool = False
    is_nested: bool = False
    unit: str = "item"
    share: Decimal | None = None
    depth: int = 0
    sentence: tuple[int, int] = (0, 0)
    section: str = ""
    base: Fact | None = None
    at: int = -1


@dataclass(slots=True)
class Scope:
    """What bears on one count: the words before it in its clause, since the last count, and those behind it; the
    flags of those before, joined; and the offsets at which both begin and end."""

    clause: Clause
    count: Count
    left: Sequence[Hit]
    right: Sequence[Hit]
    flags: int
    begin: int
    until: int


@dataclass(frozen=True, slots=True)
class Member:
    """One count of a list: `name` of its class, or "" where it counts the other ways beside ways that are named.
    `is_labelled`: the list says itself that it is one of classes of information; `before`: the count right before the
    list in its sentence, which it then divides; `beside`: the classes that have as many each (预算、决算各2条)."""

    name: str
    is_labelled: bool
    before: Decimal | None = None
    beside: tuple[str, ...] = ()


@dataclass(slots=True)
class State:
    """Memory of a document while its sentences are read. `document` is the normalised text, `sentence` a span of it,
    `text` that sentence: what offsets of clauses and counts count in."""

    document: str
    report_year: int
    is_statutory: bool
    class_names: ClassNames
    authority_name: str = ""
    own_names: tuple[str, ...] = ()
    facts: list[Fact] = field(default_factory=list)
    # Of the section.
    section: Section = _NOWHERE
    is_strict: bool = False
    heading_item: str = ""
    heading_channels: tuple[str, ...] = ()
    is_of_classes: bool = False
    is_of_class: bool = False
    is_of_ways: bool = False
    is_labelled: bool = False
    is_list: bool = False
    domain: str = ""
    procedures: tuple[str, ...] = ()
    received: Fact | None = None
    base: Fact | None = None
    whole: Fact | None = None
    list_end: int = -1
    # Of the sentence.
    sentence: tuple[int, int] = (0, 0)
    text: str = ""
    parts: Sequence[Clause] = ()
    members: Mapping[int, Member] = field(default_factory=dict)
    is_about_disclosure: bool = False
    is_unrelated: bool = False
    channels: tuple[str, ...] = ()
    named_here: tuple[str, ...] = ()
    time: str = "this"
    resume: str = ""
    among: int = 0
    last: Fact | None = None
    sentence_facts: list[Fact] = field(default_factory=list)
    told: list[tuple[Key, Decimal]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    queue: list[Key] = field(default_factory=list)
    # The year of each count of a row that tells several, by its offset.
    series: Mapping[int, int] = field(default_factory=dict)
    item: str = ""
    pending: Count | None = None
    concluded: Count | None = None
    # 上年结转1件,新收19件,共计20件: the sum, which 全部办结 behind it speaks of.
    sum_told: Fact | None = None
    in_topics: bool = False
    is_by_class: bool = False
    is_of_body: bool = False
    is_way_open: bool = False
    is_new: bool = False
    is_of_all: bool = False
    is_announced: bool = False
    refused: str = ""
    said: str = ""
    # The outcome that the sentence before bears as a title (同意公开。共12件).
    titled: str = ""
    # Of the clause.
    at: int = 0

    @property
    def is_government(self) -> bool:
        """Whether a government reports, not an office of one."""
        return self.authority_name.endswith(("政府", "省", "市", "县", "区", "州", "旗", "盟"))

    def without_own_names(self, text: str) -> str:
        """A text without what the authority calls itself."""
        for name in self.own_names:
            if name in text:
                text = text.replace(name, "")
        return text

    def begin_section(self, section: Section) -> None:
        """Forgets what holds within one section only. `is_strict`: outside the three core parts only a statement that
        says all by itself is read."""
        self.section = section
        self.is_strict = section.part not in CORE
        is_of_disclosures = section.code == "disclosures"
        self.heading_item = "normative_document" if is_of_disclosures and "规范性文件" in section.heading else ""
        self.heading_channels = ()
        self.is_list = self.is_of_classes = is_of_disclosures and "类别" in section.heading
        self.is_of_class = self.is_of_ways = self.is_labelled = False
        self.domain = self.titled = ""
        self.procedures = ()
        self.received = self.base = self.whole = None
        self.sentence = (0, 0)

    def begin_sentence(self, start: int, end: int) -> None:
        """Forgets what holds within one sentence only. The last whole stays for the one that follows."""
        self.sentence = (start, end)
        self.text = self.document[start:end]
        self.sentence_facts = []
        self.told = []
        self.is_way_open = False
        self.among = 0
        self.time = "this"
        self.is_new = False
        self.names = []
        self.named_here = ()
        self.queue = []
        self.item = self.heading_item
        self.pending = None
        self.in_topics = False
        self.is_by_class = self.is_of_classes
        self.is_of_body = False
        self.refused = ""
        self.said, self.titled = self.titled, ""
        self.concluded = None
        self.sum_told = None
        self.is_of_all = False
        self.is_announced = False
        self.resume = ""
        self.last = None

    @property
    def paragraph(self) -> int:
        """Where the paragraph of the sentence begins in the document."""
        return self.document.rfind("\n", 0, self.sentence[0]) + 1

    def counted_before(self) -> Clause | None:
        """The last clause with counts before the one being read, None where the sentence has none."""
        return next((part for part in reversed(self.parts[: self.at]) if part.counts), None)

    def counted_behind(self) -> Clause | None:
        """The next clause behind the one being read that counts more than shares, None where there is none."""
        behind = self.parts[self.at + 1 :]
        return next((part for part in behind if any(not count.is_percent for count in part.counts)), None)

    def ahead(self) -> list[Hit]:
        """The words of the clauses without counts right behind the one being read, up to a ;."""
        found: list[Hit] = []
        for clause in self.parts[self.at + 1 :]:
            if any(c.rule != "refuse.date" for c in clause.counts) or clause.opener not in ",、(":
                break
            found += clause.hits
        return found

    def drop(self, fact: Fact) -> None:
        """Takes a statement back."""
        self.facts.remove(fact)
        if fact in self.sentence_facts:
            self.sentence_facts.remove(fact)

    def emit(self, fact: Fact) -> Fact:
        """Keeps a statement; parts of one code in one run add up."""
        start, end = self.sentence
        fact.sentence, fact.depth = (fact.base.sentence[0] if fact.base else start, end), self.among
        fact.section = "overview" if self.is_strict else self.domain
        for held in self.sentence_facts:
            if (held.kind, held.key) != (fact.kind, fact.key):
                continue
            if not fact.words or not held.words or held.depth != fact.depth or held.words & fact.words:
                if held.value == fact.value:
                    if {held.rule, fact.rule} == _CLOSED_AND_ANSWERED:  # two numbers of the report, though equal
                        self.facts.append(fact)
                    return held
                if held.rule == fact.rule:
                    # Told again with another figure: the first stands, and the selection reports the second.
                    self.facts.append(fact)
                    return held
                continue
            held.value += fact.value
            held.printed = f"{held.printed} + {fact.printed}"
            held.words |= fact.words
            held.is_approximate |= fact.is_approximate
            held.at = fact.at
            self.last = held
            return held
        self.facts.append(fact)
        self.sentence_facts.append(fact)
        self.last = fact
        return fact


def printed(state: State, count: Count) -> str:
    """The numeral as it stands in the normalised text."""
    return state.text[count.start : count.numeral_end]


def counted(state: State, kind: str, key: Key, count: Count, rule: str, words: set[str]) -> Fact:
    """A statement by a count."""
    return Fact(
        kind, key, count.value, printed(state, count), "reported", rule, words, count.is_approximate, at=count.start
    )


def none_stated(kind: str, key: Key, rule: str, words: str) -> Fact:
    """A statement that there was none."""
    return Fact(kind, key, Decimal(0), words, "stated_none", rule, set())


def inferred(kind: str, key: Key, base: Fact, rule: str) -> Fact:
    """A statement that all of a count were so (均维持, 已全部办结)."""
    return Fact(
        kind, key, base.value, base.printed, "reported", rule, set(), base.is_approximate, base=base, at=base.at
    )


def is_of_each(scope: Scope, state: State) -> bool:
    """One figure for several names: 均为2件, 各1件, and every nought."""
    if scope.count.value == 0 or state.text[scope.count.start - 1] == "各":
        return True
    return scope.flags & ALL_OF != 0


def is_sum_before(scope: Scope, state: State) -> bool:
    """Whether a count is what all counts before it in its sentence add up to."""
    parts = [count.value for part in state.parts[: state.at] for count in part.counts if count.rule == ""]
    return len(parts) > 1 and sum(parts) == scope.count.value


def own_names(authority_name: str) -> tuple[str, ...]:
    """What an authority calls itself, the longest first: 哈尔滨市道外区人民政府, 道外区人民政府, 道外区, 道外."""
    if not authority_name:
        return ()
    plain = _OFFICE.sub("", authority_name)
    names = {authority_name, plain}
    for cut in _PLACE.finditer(plain):
        where, office = plain[: cut.end()], plain[cut.end() :]
        names |= {office, where, where[:-1], f"{where}人民政府{office}", f"{where}政府{office}"}
    names |= {name.removesuffix("办事处") for name in names}
    zone = _ZONE.search(plain)
    if zone:
        names |= {zone["where"] + called for called in ("开发区", "高新区", "经开区")}
    names |= {name[:-1] for name in names if name.endswith(("省", "市", "县", "区", "州", "旗", "盟", "镇", "乡"))}
    return tuple(sorted((name for name in names if len(name) > 1), key=len, reverse=True))
