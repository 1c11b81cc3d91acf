"""Rules for cases: reconsideration and litigation by result.

Belongs here: what a count, a none or an 均 in a clause on 行政复议 or 行政诉讼 states. Does not belong here: finding
words (clauses), numbers that are no facts anywhere (refusals).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product

from extraction.prose.clauses import (
    ABOUT,
    ALL_OF,
    AMONG,
    CARRIED,
    CLOSING,
    EACH,
    FEE,
    NONE,
    OVERALL,
    PROCEDURE,
    RESULT,
    Clause,
    Hit,
)
from extraction.prose.results import divide, each_result, is_of_body, is_of_rest, is_said_of_all, of_section
from extraction.prose.state import ALL, Key, Scope, State, counted, inferred, is_of_each, none_stated

_CONCLUDED = re.compile(r"(?<!未)(?:审结|结案|办结|已结)")
_APPEAL = re.compile(r"二审|再审|上诉")
_BECAUSE = re.compile(r"[\s,、;]*(?:其中)?(?:因|由于)")
_INSTANCES = ("一审", "二审", "再审")


_BARE = re.compile(
    r"(?:\d{4}年度?|本年度?|全年|今年|及历年|历年|我\w|本\w{1,3}|[全各][省市县区州旗镇乡局]|[省市县区州旗镇乡]?政府|"
    r"及|和|其?所属|下属|各?部门|各?单位|各?乡镇|各?街道|[\s,、:])*"
)
_DIVIDED = frozenset(("litigation_direct", "litigation_after_reconsideration"))
_TAKEN_BACK = frozenset(("撤销", "撤消", "被撤销"))
# 结果维持2,尚未审结0,总计2件: what a number without a unit says of its result, the count behind does not.
_OWN_NUMBER = re.compile(r"\s*[:为]?\s*\d+\s*[,、;]")
_AND = re.compile(r"(?:案件|情况)?(?:[、及和与或]|以及)(?:被)?")
_RIGHT_BEHIND = 3
# 上年结转2件,新增3件: what was open at the turn of the year is no total.
_CARRIED = re.compile(
    rf"(?:上|去|往)年[^,;。]{{0,6}}{CARRIED}|结转(?:至|到)?(?:下|次|\d{{4}})|\d{{4}}年[^,;。]{{0,4}}结转"
)
_ELSE = ("其他", "其它", "另外", "别的")


def procedures(hits: Sequence[Hit]) -> list[str]:
    """The procedures that words name, each once."""
    found = _codes(hits, PROCEDURE)
    if "litigation" in found and len(found) > 1 and any(code in _DIVIDED for code in found):
        found.remove("litigation")
    return found


def results(hits: Sequence[Hit]) -> list[str]:
    """The results that words name, each once."""
    return _codes(hits, RESULT)


def _codes(hits: Sequence[Hit], flag: int) -> list[str]:
    codes: list[str] = []
    for hit in hits:
        word = hit.word
        if word.flags & flag and word.case is not None and word.case[1] not in codes:
            codes.append(word.case[1])
    return codes


def read_count(scope: Scope, state: State) -> tuple[str, int]:
    """Reads one count; gives the rule's name ("" where none fits) and the offset up to which words are used up."""
    named = procedures(scope.left)
    of_result = results([hit for hit in scope.left if not _OWN_NUMBER.match(state.text, hit.end, scope.count.start)])
    used = scope.count.end
    if not of_result:
        behind = results(scope.right)
        if behind and (not named or _is_told(named, scope, state)):
            named, of_result, used = [], behind, scope.right[-1].end
        elif not named and not scope.flags & (PROCEDURE | RESULT):
            named = procedures(scope.right)
            used = scope.right[-1].end if named else used
    if named:
        state.procedures = state.named_here = tuple(named)
    whose = list(state.procedures) or _of_heading(state)
    if not whose:
        return "", used
    if state.is_unrelated:
        return "refuse.other_cases", used
    if not of_result and not state.is_about_disclosure and _is_other(whose, scope, state):
        return "refuse.other_cases", used
    if not of_result and _CARRIED.search(state.text, scope.begin, scope.until):
        return "refuse.part_of_cases", used
    is_each = is_of_each(scope, state)
    if scope.flags & EACH:
        state.queue = _queue(whose, of_result) if of_result or named else _queue_of_items(whose, state)
    if state.queue and (not scope.left or scope.flags & EACH):
        procedure, result = state.queue.pop(0)
        state.emit(counted(state, "case", (procedure, result), scope.count, "prose.cases.in_turn", set()))
        return "prose.cases.in_turn", scope.count.end
    before = state.text[scope.begin : scope.count.start].rstrip()
    if not of_result and not named and _CONCLUDED.search(before):
        state.concluded = scope.count
        return "refuse.concluded", used
    if len(of_result) > 1 and _BECAUSE.match(before):
        of_result = of_result[-1:]
    if (len(whose) > 1 or len(of_result) > 1) and not is_each:
        return "refuse.joint", used
    if of_result and _APPEAL.search(state.text, scope.begin, scope.until) and _has_results(whose[0], state):
        return "refuse.instance", used
    if before.endswith(_INSTANCES):
        return "refuse.instance", used
    if of_result and not named:
        alone = _that_happened(whose, state)
        if _is_more(alone or whose, scope, state) or (not alone and _is_of_both(state)):
            return "refuse.joint", used
        whose = alone or whose
    if of_result:
        for key in product(whose, of_result):
            state.emit(counted(state, "case", key, scope.count, "prose.cases.result", _result_words(scope)))
        return "prose.cases.result", used
    return _read_totals(whose, bool(named), scope, state), used


def _read_totals(whose: Sequence[str], is_named: bool, scope: Scope, state: State) -> str:
    """Keeps a count as the total of each procedure, in the place of one that it is the part on disclosure of; and the
    one result right behind it."""
    among = state.among > 0 or scope.flags & AMONG
    for procedure in whose:
        held = next((f for f in state.sentence_facts if f.kind == "case" and f.key == (procedure, ALL)), None)
        is_part = scope.flags & ABOUT and not is_named and scope.count.value < (held.value if held else 0)
        if held is not None and (among or is_part):
            if not scope.flags & ABOUT:
                return "refuse.part_of_cases"
            state.drop(held)
        if among and scope.flags & ABOUT and not is_named and state.text.startswith("其中"):
            _take_back(procedure, scope, state)
        words = _result_words(scope)
        fact = state.emit(counted(state, "case", (procedure, ALL), scope.count, "prose.cases.total", words))
        state.base, state.concluded = fact, None
    tail = results(scope.right) if not among else []
    if len(tail) == 1 and len(whose) == 1 and scope.right[0].start - scope.count.end <= _RIGHT_BEHIND:
        state.emit(inferred("case", (whose[0], tail[0]), fact, "prose.cases.result_behind"))
    return "prose.cases.total"


def _result_words(scope: Scope) -> set[str]:
    return {hit.word.text for hit in (*scope.left, *scope.right) if hit.word.flags & RESULT}


def _is_told(named: list[str], scope: Scope, state: State) -> bool:
    """复议2件,复议结果1件为维持: the procedure is named again, behind its total, to say how cases of it ended."""
    if len(named) != 1 or scope.right[0].start - scope.count.end > _RIGHT_BEHIND:
        return False
    totals = (f for f in state.sentence_facts if f.kind == "case" and f.key == (named[0], ALL))
    return any(f.value >= scope.count.value for f in totals)


def _take_back(procedure: str, scope: Scope, state: State) -> None:
    """审理行政复议案件120件。其中政府信息公开类12件: the sentence before spoke of all cases of the place."""
    total = next((f for f in reversed(state.facts) if f.kind == "case" and f.key == (procedure, ALL)), None)
    if total is not None and total.sentence != state.sentence and total.value > scope.count.value:
        state.facts[:] = [f for f in state.facts if not (f.key[0] == procedure and f.sentence == total.sentence)]


def _has_results(procedure: str, state: State) -> bool:
    """Whether the sentence has said how cases of a procedure ended."""
    return any(f.kind == "case" and f.key[0] == procedure and f.key[1] != ALL for f in state.sentence_facts)


def _is_more(whose: list[str], scope: Scope, state: State) -> bool:
    """More of a result than there were of the last procedure named: the figure is of several procedures."""
    value = scope.count.value
    return any(f.kind == "case" and f.key == (whose[0], ALL) and f.value < value for f in state.sentence_facts)


def _that_happened(whose: list[str], state: State) -> list[str]:
    """复议10件,诉讼0件,维持2件: the one procedure counted in the sentence of which there were any, where there was
    none of the last."""
    totals = {f.key[0]: f.value for f in state.sentence_facts if f.kind == "case" and f.key[1] == ALL}
    if len(whose) != 1 or whose[0] not in totals or totals[whose[0]]:
        return []
    happened = [procedure for procedure, value in totals.items() if value]
    return happened if len(happened) == 1 else []


def _is_of_both(state: State) -> bool:
    """行政复议24件、行政诉讼12件,纠错5件: of which of the two, nobody can say."""
    before = next((at for at in range(state.at - 1, -1, -1) if state.parts[at].counts), 0)
    one, other = state.parts[before - 1], state.parts[before]
    is_pair = before > 0 and other.opener == "、" and one.counts and one.flags & other.flags & PROCEDURE
    return bool(is_pair) and not state.among and procedures(one.hits) != procedures(other.hits)


def _is_other(whose: list[str], scope: Scope, state: State) -> bool:
    """A second total in a sentence that does not speak of disclosure: all cases of the place."""
    held = [f for f in state.facts if f.kind == "case" and f.key[0] in whose and f.key[1] == ALL]
    return any(f.sentence != state.sentence and f.value != scope.count.value for f in held)


def read_words(clause: Clause, state: State) -> None:
    """Reads a clause without counts: a none, an 均, or the procedure that a count further on will be about."""
    named = procedures(clause.hits)
    if named:
        state.procedures = state.named_here = tuple(named)
    if clause.flags & FEE:
        return
    of_result = results(clause.hits)
    is_all = clause.flags & ALL_OF != 0
    if clause.flags & NONE:
        none = next(hit for hit in clause.hits if hit.word.flags & NONE)
        if not (is_all and of_result) or any(h.word.flags & RESULT and h.start == none.end for h in clause.hits):
            _read_none(clause, none, state)
            return
    if named and _goes_on(clause, state):
        for procedure in named:
            state.emit(none_stated("case", (procedure, ALL), "prose.cases.none_stated", state.text[: clause.end]))
        return
    if not of_result and not (len(named) == 1 and named[0] in _DIVIDED):
        return
    totals = [f for f in state.sentence_facts if f.kind == "case" and f.key[1] == ALL and f.value > 0]
    if clause.opener == "(":
        totals = totals[-1:]
    if len(named) == 1 and named[0] in _DIVIDED:
        totals = divide(named[0], totals[-1:], is_all, state)
    elif not named and any(f.key[0] in _DIVIDED for f in totals):
        totals = [f for f in totals if f.key[0] != "litigation"]
    elif named:
        totals = [f for f in totals if f.key[0] in named] or of_section(named, state)
    is_each = clause.flags & EACH and not any(_has_results(f.key[0], state) for f in totals)
    if is_each and (each := each_result(clause, totals, state)):
        for fact in each:
            state.emit(fact)
        return
    if len(of_result) != 1:
        return
    result = of_result[0]
    if is_all and not named and state.concluded is None and is_of_body(result, totals, state):
        return
    if result == "pending" and not named and is_of_rest(totals, state):
        return
    if not is_all:
        totals = [f for f in totals[-1:] if f.value == 1 or is_said_of_all(result, f, clause, state)]
        if result == "corrected" and _is_withdrawn(clause, state):
            result = "other"
    for fact in totals:
        if state.concluded is None and _has_results(fact.key[0], state):
            continue
        rule = "prose.cases.all_of_them" if is_all else "prose.cases.single"
        if is_all and state.concluded is not None:
            state.emit(counted(state, "case", (fact.key[0], result), state.concluded, rule, set()))
            continue
        state.emit(inferred("case", (fact.key[0], result), fact, rule))


_GOING_ON = re.compile(
    r"(?:以及|及|和|或)?(?:被)?(?:提起|引起|引发)(?:的)?(?:行政)?诉讼(?:的)?(?:案件|事项|事件)?(?:的)?(?:情况|现象)?(?:发生|出现)?"
)


_BOTH = re.compile(
    r"(?:以及|及|和|或)?(?:行政)?复议(?:以及|及|和|或|与|、)(?:行政)?诉讼(?:的)?(?:申请|案件|事项)?(?:的)?(?:情况|现象)?"
)


def _goes_on(clause: Clause, state: State) -> bool:
    """无因信息公开产生行政复议,提起行政诉讼情况发生; 未收到公开申请,行政复议和行政诉讼: whether a none goes on behind
    a comma."""
    last = state.last
    if not state.at or clause.opener not in ",、" or last is None or last.state != "stated_none":
        return False
    before = state.parts[state.at - 1]
    if last.kind == "application" and before.flags & NONE and not before.flags & PROCEDURE:
        return _BOTH.fullmatch(state.text, clause.start, clause.end) is not None
    is_none = last.kind == "case" and before.flags & NONE and before.flags & PROCEDURE
    return bool(is_none) and _GOING_ON.fullmatch(state.text, clause.start, clause.end) is not None


def _is_withdrawn(clause: Clause, state: State) -> bool:
    """撤销 is the applicant's own where the sentence names the applicant: no deciding body speaks there."""
    words = {hit.word.text for hit in clause.hits if hit.word.flags & RESULT}
    return words <= _TAKEN_BACK and "申请人" in state.text[: clause.end]


def _read_none(clause: Clause, none: Hit, state: State) -> None:
    behind = [hit for hit in clause.hits if hit.start >= none.end]
    before = [hit for hit in clause.hits if hit.end <= none.start]
    is_of_another = state.is_of_body and not clause.flags & OVERALL
    if is_of_another or state.text.startswith(_ELSE, none.end):
        return
    named = procedures(behind)
    quote = state.text[none.start : clause.end]
    if not named and CLOSING.fullmatch(state.text, none.end, clause.end):
        named = procedures(before) or list(state.named_here)
        if not named and state.section.code == "cases" and _BARE.fullmatch(state.text, 0, none.start):
            named = _of_heading(state)
        behind = []
    elif not named:
        named = _of_none(clause, state) if results(behind) else []
        if not results(behind):
            return
    of_result = [r for r in results(behind) if r != "other"]
    is_of_all = bool(of_result) and _is_listed_with(behind, state)
    for procedure in named:
        held = any(f.kind == "case" and f.key == (procedure, ALL) for f in state.sentence_facts)
        for result in [*of_result, *([] if held or (of_result and not is_of_all) else [ALL])]:
            state.emit(none_stated("case", (procedure, result), "prose.cases.none_stated", quote))


def _of_none(clause: Clause, state: State) -> list[str]:
    """Whose result a none is (行政复议3件、行政诉讼2件,均无纠错): that of all cases counted side by side, else of
    the one procedure that is spoken of."""
    before = next((at for at in range(state.at - 1, -1, -1) if state.parts[at].counts), 0)
    pair = state.parts[max(before - 1, 0) : before + 1]
    told = [f.key[0] for f in state.sentence_facts if f.kind == "case" and f.key[1] == ALL]
    is_pair = len(pair) > 1 and pair[1].opener == "、" and pair[0].flags & pair[1].flags & PROCEDURE
    if any("诉" in hit.word.text for hit in clause.hits if hit.word.flags & RESULT):
        told = [procedure for procedure in told if procedure != "reconsideration"]
    if len(told) > 1 and not any(_has_results(p, state) for p in told) and (is_pair or clause.flags & ALL_OF):
        return told
    return list(state.procedures) if len(state.procedures) == 1 else []


def _is_listed_with(hits: Sequence[Hit], state: State) -> bool:
    """未发生行政复议、行政诉讼及纠错: whether a result is listed beside the procedures, which then did not happen."""
    ways = [hit for hit in hits if hit.word.flags & PROCEDURE]
    ends = [hit for hit in hits if hit.word.flags & RESULT]
    return bool(ways and ends) and _AND.fullmatch(state.text, ways[-1].end, ends[0].start) is not None


def _of_heading(state: State) -> list[str]:
    heading = state.section.heading
    found = []
    if "复议" in heading:
        found.append("reconsideration")
    if "诉讼" in heading:
        found.append("litigation")
    return found


def _queue_of_items(whose: list[str], state: State) -> list[Key]:
    """维持、撤销或责令重新答复、尚未审结的,分别为98件、31件和5件: the items before, each with its count."""
    if len(whose) != 1 or not state.at:
        return []
    before = state.parts[state.at - 1]
    items: list[list[str]] = []
    start = before.start
    for item in state.text[before.start : before.end].split("、"):
        end = start + len(item)
        items.append(_codes([hit for hit in before.hits if start <= hit.start < end], RESULT))
        start = end + 1
    counts = 0
    for part in state.parts[state.at :]:
        if part.opener == ";" and counts:
            break
        counts += sum(count.rule == "" for count in part.counts)
    if before.counts or counts != len(items) or any(len(codes) != 1 for codes in items):
        return []
    return [(whose[0], codes[0]) for codes in items]


def _queue(whose: list[str], of_result: list[str]) -> list[Key]:
    """The keys that the names before 分别 stand for, in their order."""
    if len(of_result) > 1:
        return [(whose[0], result) for result in of_result] if len(whose) == 1 else []
    if len(whose) > 1:
        return [(procedure, of_result[0] if of_result else ALL) for procedure in whose]
    return []
