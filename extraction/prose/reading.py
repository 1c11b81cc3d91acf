"""Named rules over the sentences of a report's prose → observations.

Belongs here: the walk over sections, sentences and clauses, and the way from a statement read to an Observation.
Does not belong here: words and clauses (clauses), what a count states (applications, cases,
disclosures), which are turned away (refusals).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from extraction.facts import Issue, Observation, Remark
from extraction.normalise import Normalised
from extraction.prose import (
    answers,
    applications,
    cases,
    disclosures,
    lists,
    objects,
    papers,
    refusals,
    scopes,
)
from extraction.prose.clauses import (
    ABOUT,
    ALL_OF,
    AMONG,
    APPLICATION,
    BY_CLASS,
    CASE,
    CHANNEL,
    DISCLOSE,
    ITEM,
    NONE,
    PROCEDURE,
    SINCE,
    THIS_YEAR,
    UNRELATED,
    Clause,
    Count,
    Hit,
    Lexicon,
    clauses,
    flags_of,
)
from extraction.prose.matters import turn
from extraction.prose.sentences import LONGEST, OF_KINDS, Sentences, without_kinds
from extraction.prose.series import years_in_turn
from extraction.prose.state import CORE, Fact, Scope, State, own_names
from extraction.sections import Section, is_within

__all__ = ["ProseReading", "read_prose"]

_PLACE = attrgetter("char_start", "char_end")
_SENTENCE = re.compile(r"[^。\n]+")
_OF_TIME = THIS_YEAR | SINCE
_SAYING = APPLICATION | CASE | CHANNEL | DISCLOSE | NONE | ALL_OF | ITEM
_Name = str | None
_Dimensions = tuple[_Name, _Name, _Name, _Name, _Name, _Name, _Name, _Name, _Name]
_RUNS_ON = frozenset(
    ("refuse.suboffice", "refuse.bodies", "refuse.class_of_applications", "refuse.class_of_information")
)
_READ = frozenset({"disclosures", "applications", "cases", "overview", "other", "fees"})
_PARTS_TOO = frozenset(("refuse.proposal", "refuse.hotline", "refuse.service_hall", "refuse.other_cases"))
_ROOMS = {"applications": applications, "cases": cases, "disclosures": disclosures}


@dataclass(frozen=True, slots=True)
class ProseReading:
    """What the prose of one report states."""

    observations: tuple[Observation, ...]
    issues: tuple[Issue, ...]
    remarks: tuple[Remark, ...]


def read_prose(
    normal: Normalised,
    printed_text: str,
    outline: Sequence[Section],
    masked: Sequence[tuple[int, int]],
    lexicon: Lexicon,
    report_year: int,
    era: str,
    authority_name: str,
    explain: bool = False,
) -> ProseReading:
    """Reads every section of the outline but that on problems; `masked` normalised spans are left out. With `explain`
    there is a remark for every number of either, years aside."""
    reader = _Reader(normal, printed_text, lexicon, report_year, era != "narrative_2008", authority_name, explain)
    for section in outline:
        if section.code in _READ and section.part in _READ:
            reader.read_section(section, masked)
        elif explain:
            reader.explain_rest(section, masked, "refuse.part_not_read")
    return reader.reading()


class _Reader:
    """Reads one document."""

    def __init__(
        self,
        normal: Normalised,
        printed_text: str,
        lexicon: Lexicon,
        report_year: int,
        is_statutory: bool,
        authority_name: str,
        explain: bool,
    ) -> None:
        self.normal, self.printed_text, self.lexicon, self.explain = normal, printed_text, lexicon, explain
        self.sentences = Sentences(normal.text)
        names = tuple(name for name in own_names(authority_name) if name in normal.text)
        self.state = State(normal.text, report_year, is_statutory, lexicon.class_names, authority_name, names)
        self.facts = self.state.facts
        self.issues: list[Issue] = []
        self.remarks: list[Remark] = []

    def read_section(self, section: Section, masked: Sequence[tuple[int, int]]) -> None:
        """Reads the sentences of a section that may state something: all of the two short parts, elsewhere those
        with a counted number or a none."""
        text, has_begun = self.normal.text, False
        seen: list[tuple[int, int]] = []
        is_whole = section.code in ("applications", "cases")
        for start, end in self.sentences.all_of(section) if is_whole else self.sentences.telling(section):
            if start == end or text.find("\t", start, end) >= 0 or is_within(masked, start, end):
                continue
            if end - start > LONGEST:
                self._too_long(start, end)
                continue
            if not has_begun:
                self._begin_section(section)
                has_begun = True
            self._read_sentence(start, end, self.state)
            seen.append((start, end))
        if self.explain:
            self.explain_rest(section, [*seen, *masked], "refuse.no_matter")

    def explain_rest(self, section: Section, seen: Sequence[tuple[int, int]], why: str) -> None:
        """A remark for each number of the sentences that were not read: `why` is the rule where its unit names none."""
        text = self.normal.text
        for match in _SENTENCE.finditer(text, section.start, section.end):
            start, end = match.span()
            if end - start > LONGEST or any(first < end and start < last for first, last in seen):
                continue
            for clause in clauses(match[0], self.lexicon):
                for count in clause.counts:
                    rule = "refuse.percentage" if count.is_percent else count.rule or why
                    self._remark(start + count.start, start + count.numeral_end, rule)

    def _remark(self, first: int, last: int, rule: str) -> None:
        start, end = self.normal.span(first, last)
        self.remarks.append(Remark(start, end, rule, not rule.startswith("refuse.")))

    def _begin_section(self, section: Section) -> None:
        state, heading = self.state, section.heading
        state.begin_section(section)
        state.received = self._received(section)
        state.is_of_class = lists.is_of_class(heading)
        if section.code == "disclosures":
            state.is_labelled = lists.is_of_classes(heading)
            state.is_of_ways = lists.is_of_ways(heading)
            state.heading_channels = self.lexicon.heading_channels(heading)

    def _received(self, section: Section) -> Fact | None:
        """What the part on applications has counted already, under another of its headings."""
        if section.part != "applications":
            return None
        of_part = (f for f in reversed(self.facts) if f.section == "applications")
        return next((f for f in of_part if f.key == answers.RECEIVED), None)

    def _read_sentence(self, start: int, end: int, state: State) -> None:
        text = self.normal.text
        if text.startswith("【", start):
            start = max(start, text.find("】", start, end) + 1)
        mark = scopes.MARK_OF_NONE.match(text, start, end)
        if mark is not None:
            start = mark.end()
            if self.explain:
                self._remark(*mark.span(1), "refuse.enumeration")
        if "\n" in text[state.sentence[1] : start] and not scopes.goes_on(text, state.sentence, start):
            state.base, state.procedures, state.domain = None, (), ""
        state.begin_sentence(start, end)
        said = state.text
        if any(word in said for word in OF_KINDS):
            self._leave_out_kinds(state)
        scopes.leave_heading(start, state)
        state.channels = state.heading_channels
        if state.section.code == "disclosures":
            state.channels = scopes.label_channels(text, start, self.lexicon.heading_channels) or state.channels
        if state.section.code in CORE and not (state.domain and text.startswith("其中", start)):
            state.domain = state.section.code
        parts = state.parts = clauses(state.text, self.lexicon)
        flags = 0
        for part in parts:
            flags |= part.flags
        state.is_about_disclosure, state.is_unrelated = flags & ABOUT != 0, flags & UNRELATED != 0
        state.members = lists.members(parts, state) if state.domain in ("", "disclosures") else {}
        state.series = years_in_turn(parts, state) if "分别" in state.text and "20" in state.text else {}
        outside, before, among = "this", None, (0, False, False)
        for index, part in enumerate(parts):
            state.at = index
            if part.opener == "(":
                if part.counts and scopes.is_of_papers_before(parts[index - 1], part, state.text):
                    scopes.join(parts[index - 1], part)
                outside, before, state.resume = state.resume or state.time, parts[index - 1], ""
                among = state.among, state.is_list, state.is_of_body
            elif part.opener == ")":
                state.time, (state.among, state.is_list, state.is_of_body) = outside, among
                if part.counts and before is not None and not any(c.rule == "" for c in before.counts):
                    if scopes.is_told_in_brackets(parts[index - 1], before, state.text):
                        scopes.join(parts[index - 1], part)
                    scopes.join(before, part)
            elif part.counts and index and scopes.runs_into(parts[index - 1], part, state.text):
                scopes.join(parts[index - 1], part)
            if state.resume:
                state.time, state.resume = state.resume, ""
            if part.opener == ";":
                state.said, state.is_way_open = "", False
                if state.time == "since":
                    state.time = scopes.time_behind(state)
            if part.counts or part.flags or part.years:
                self._read_clause(part, state)
        if state.said and state.domain == "applications" and scopes.is_title(state):
            state.titled = state.said

    def _leave_out_kinds(self, state: State) -> None:
        said, state.text = state.text, without_kinds(state.text)
        if self.explain and said != state.text:
            for clause in clauses(said, self.lexicon):
                for count in clause.counts:
                    if state.text[count.start] == " ":
                        first = state.sentence[0] + count.start
                        self._remark(first, state.sentence[0] + count.numeral_end, "refuse.kinds")

    def _read_clause(self, clause: Clause, state: State) -> None:
        turn(clause, state)
        state.is_by_class |= clause.flags & BY_CLASS != 0
        room = _ROOMS.get(state.domain)
        if clause.counts and scopes.is_none_of_one(clause, state):
            clause.counts.clear()
        if not clause.counts:
            if clause.years or clause.flags & _OF_TIME:
                refusals.follow_time(clause, state, clause.end)
            is_of_year = state.time in ("this", "since") and not refusals.is_of_months(state.text, clause.end)
            if room is not None and clause.flags & _SAYING and is_of_year:
                room.read_words(clause, state)
                if room is cases and clause.flags & NONE:
                    answers.read_neither(clause, state)
            elif room is None:
                objects.note_channels(clause, state)
            if clause.flags & AMONG and not scopes.names_only(clause, state):
                state.among += 1
                state.is_list = True
            return
        used, hits = clause.start, clause.hits
        left: Sequence[Hit]
        right: Sequence[Hit]
        for index, count in enumerate(clause.counts):
            if count.rule and not scopes.is_of_matters_told(count, state):
                rule = papers.read_fees(clause, count, state) or count.rule
                if self.explain:
                    self._remark(state.sentence[0] + count.start, state.sentence[0] + count.numeral_end, rule)
                    self._read_share(count, state, is_fact=False)
                if count.rule != "refuse.date" and not scopes.is_doubled(clause, index, state.text):
                    used = count.end
                state.refused = count.rule if count.rule in _RUNS_ON else ""
                continue
            behind = scopes.next_count(clause, index)
            if index == 0 and (not hits or hits[-1][1] < count.start):
                left, right, flags = hits, (), clause.flags
            else:
                left = [hit for hit in hits if used <= hit[1] < count.start]
                right = [hit for hit in hits if count.end <= hit[1] < behind]
                flags = flags_of(left)
            if flags & AMONG:
                state.is_list = True
                state.among += 1
            used = self._read_count(Scope(clause, count, left, right, flags, used, behind), state)
        if clause.years or clause.flags & _OF_TIME:
            is_of_dates = all(count.rule == "refuse.date" for count in clause.counts)
            refusals.follow_time(clause, state, clause.end if is_of_dates else clause.counts[-1].end)
        if room is disclosures or room is None:
            objects.note_channels(clause, state)
            return
        is_uncounted = clause.counts[0].rule != "" and scopes.is_uncounted(clause)
        if is_uncounted and not refusals.is_of_months(state.text, clause.end):
            room.read_words(clause, state)

    def _read_count(self, scope: Scope, state: State) -> int:
        count = scope.count
        rule = refusals.refusal(scope, state)
        used = count.end
        if not rule and state.refused in _PARTS_TOO and scopes.goes_with_refused(scope, state):
            # 办理提案13件,网上公开13件, but not 网上公开信息13件.
            is_told = scope.count.unit not in ("件", "份") or "信息" in state.text[scope.begin : scope.until]
            is_own = is_told and state.domain == "disclosures" and scope.flags & CHANNEL and scope.flags & DISCLOSE
            is_own = bool(is_own) or (state.domain == "applications" and scopes.is_of_applications(scope, state))
            is_own |= state.domain == "cases" and scope.flags & ABOUT != 0
            rule = "" if is_own else state.refused
        if not rule:
            room = _ROOMS.get(state.domain)
            if room is None:
                rule = "refuse.no_subject"
            else:
                rule, used = room.read_count(scope, state)
                if room is cases and count.value == 0 and not rule.startswith("refuse."):
                    answers.read_neither(scope.clause, state)
                is_next = state.refused == "refuse.class_of_applications"
                if not rule and (is_next or (state.refused and not scope.left and scopes.is_bare(scope, state))):
                    rule = state.refused
        elif rule == "refuse.enumeration" or refusals.goes_on_to_level(rule, scope, state):
            used = scope.begin
        elif rule == "refuse.percentage" and state.last is not None and state.last.share is None:
            state.last.share = count.value
        # Parts of other cases go with a count that names the procedure, or with the part before.
        is_named = rule != "refuse.other_cases" or scope.flags & PROCEDURE or state.refused == rule
        state.refused = rule if is_named and (rule in _RUNS_ON or rule in _PARTS_TOO) else ""
        if not rule:
            rule = "refuse.not_understood"
            if not state.is_strict:
                self._unread(count, state)
        elif rule in refusals.UNREADABLE:
            self._unread(count, state)
        if self.explain:
            offset = state.sentence[0]
            self._remark(offset + count.start, offset + count.numeral_end, rule)
        self._read_share(count, state, is_fact=not rule.startswith("refuse."))
        return used

    def _read_share(self, count: Count, state: State, *, is_fact: bool) -> None:
        """The share in brackets behind a count, which belongs to the fact that was read of it."""
        share = self.normal.shares.get(state.sentence[0] + count.end)
        if share is None:
            return
        if is_fact and state.last is not None and state.last.share is None:
            state.last.share = share.value
        if self.explain:
            self.remarks.append(Remark(share.start, share.end, "refuse.percentage", False))

    def _unread(self, count: Count, state: State) -> None:
        offset = state.sentence[0]
        start, end = self.normal.span(offset + count.start, offset + count.end)
        first, last = self.normal.span(*state.sentence)
        self.issues.append(
            Issue(
                "prose.unread_number",
                f"no rule reads or turns away {self.printed_text[start:end]}",
                self.printed_text[first:last],
                start,
                end,
            )
        )

    def _too_long(self, start: int, end: int) -> None:
        first, last = self.normal.span(start, end)
        message = f"a sentence of {end - start} characters was not read"
        self.issues.append(Issue("prose.unread_number", message, self.printed_text[first : first + 80], first, last))

    def reading(self) -> ProseReading:
        """The statements as observations, in the order of the text."""
        closed = any(f.kind == "application" and f.rule.endswith(".processed") for f in self.facts)
        observations = []
        for fact in self.facts:
            answered = closed and fact.key[0] == "processed" and fact.rule.endswith("answered")
            observations.append(self._observation(fact, not answered))
        observations.sort(key=_PLACE)
        return ProseReading(tuple(observations), tuple(self.issues), tuple(self.remarks))

    def _observation(self, fact: Fact, is_selected: bool) -> Observation:
        start, end = self.normal.span(*fact.sentence)
        return Observation(
            fact.kind,
            fact.value,
            fact.printed,
            fact.state,
            self.printed_text[start:end],
            fact.section,
            start,
            end,
            fact.rule,
            *_dimensions(fact),
            fact.unit,
            fact.is_approximate,
            fact.is_nested,
            fact.share,
            is_selected=is_selected,
        )


def _dimensions(fact: Fact) -> _Dimensions:
    """measure, item, channel, topic, applicant, outcome, reason, procedure, result of a fact."""
    if fact.kind == "disclosure":
        measure, item, channel, topic = fact.key
        return measure, item, channel, topic, None, None, None, None, None
    if fact.kind == "application":
        measure, channel, applicant, outcome, reason = fact.key
        return measure, None, channel, None, applicant, outcome, reason, None, None
    procedure, result = fact.key
    return None, None, None, None, None, None, None, procedure, result
