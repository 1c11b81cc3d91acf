"""How cases ended, where a clause says so without a number.

Belongs here: of which of the cases counted before a clause speaks. Does not belong here: what a count of cases states,
nor a none (cases).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from extraction.prose.clauses import AMONG, EACH, PROCEDURE, RESULT, Clause
from extraction.prose.state import ALL, Fact, State, counted, inferred

_PART = re.compile(r"(?:其中|另外?|还有?|其余|余下|剩余|尚有|有|的|\s)*")
_TAKING = re.compile(r"(?:受理|审理|办理|审结|办结)的?(?:了|有)?$")
_SEVERAL = 2


_AND = re.compile(r"[、和与及]|以及")


def each_result(clause: Clause, totals: Sequence[Fact], state: State) -> list[Fact]:
    """行政复议、行政诉讼各1件,结果分别为维持、驳回: of each procedure in its turn; 复议2件,分别维持、撤销:
    of each case. Empty where there are not as many results as that."""
    each = next(hit.end for hit in clause.hits if hit.word.flags & EACH)
    told = [hit for hit in clause.hits if hit.word.flags & RESULT and hit.start >= each]
    starts = [each, *(mark.end() for mark in _AND.finditer(state.text, each, clause.end)), clause.end]
    codes = [
        {hit.word.case[1] for hit in told if start <= hit.start < end and hit.word.case is not None}
        for start, end in pairwise(starts)
    ]
    if len(codes) < _SEVERAL or any(len(of) != 1 for of in codes):
        return []
    results = [of.pop() for of in codes]
    rule = "prose.cases.each"
    if len(totals) == len(results):
        return [inferred("case", (f.key[0], result), f, rule) for f, result in zip(totals, results, strict=True)]
    if len(totals) != 1 or totals[0].value != len(results):
        return []
    total = totals[0]
    return [
        replace(inferred("case", (total.key[0], result), total, rule), value=Decimal(results.count(result)))
        for result in dict.fromkeys(results)
    ]


def is_of_rest(totals: Sequence[Fact], state: State) -> bool:
    """另1件原告提起上诉,中院尚未作出判决: the clauses behind a part of the total say that it is open."""
    before = state.counted_before()
    if not totals:
        start = state.paragraph
        totals = [f for f in state.facts if f.kind == "case" and f.key[1] == ALL and f.sentence[0] >= start][-1:]
    if before is None or len(totals) != 1 or before.flags & (PROCEDURE | RESULT):
        return False
    count = before.counts[0]
    if len(before.counts) > 1 or count.rule != "" or count.value >= totals[0].value:
        return False
    if not _PART.fullmatch(state.text, before.start, count.start):
        return False
    if any(clause.opener == ";" for clause in state.parts[state.parts.index(before) + 1 : state.at + 1]):
        return False
    state.emit(counted(state, "case", (totals[0].key[0], "pending"), count, "prose.cases.rest", set()))
    return True


_SAID_OF_SOME = re.compile(r"部分|其中|其余|陆续|大多|多数|或|未能")
_LONGEST_SAID = 14


def is_said_of_all(result: str, total: Fact, clause: Clause, state: State) -> bool:
    """行政诉讼3件,目前正在审理中: what is said right behind a total, and no count behind it, is said of all of it."""
    if result not in ("pending", "upheld") or total is not state.last or clause.opener != ",":
        return False
    before, behind = state.parts[state.at - 1], state.parts[state.at + 1 : state.at + 2]
    if not before.counts or before.opener == "、" or clause.end - clause.start > _LONGEST_SAID:
        return False
    if behind and behind[0].opener != ";" and (behind[0].counts or behind[0].flags & RESULT):
        return False
    return _SAID_OF_SOME.search(state.text, clause.start, clause.end) is None


def is_of_body(result: str, totals: Sequence[Fact], state: State) -> bool:
    """复议4件:省厅受理2件,均维持;市政府受理2件,维持1件: what one deciding body did with all that it took."""
    before = state.counted_before()
    if before is None or len(totals) != 1:
        return False
    count = before.counts[0]
    if before.flags & (PROCEDURE | RESULT):
        # 其中市国土局被申请复议2件,均维持: of which count, nobody can say.
        return before.flags & AMONG != 0 and count.rule == "" and count.value < totals[0].value
    taken = state.text[before.start : count.start]
    if count.value >= totals[0].value or not _TAKING.search(taken):
        return state.refused == "refuse.suboffice"
    state.emit(counted(state, "case", (totals[0].key[0], result), count, "prose.cases.all_of_body", {taken}))
    return True


def divide(procedure: str, totals: list[Fact], is_all: bool, state: State) -> list[Fact]:
    """行政诉讼2件,均为复议后起诉: all of a total were of one kind of litigation."""
    fact = next((f for f in totals if f.key[0] == "litigation" and (is_all or f.value == 1)), None)
    if fact is None:
        return [f for f in totals if f.key[0] == procedure]
    return [state.emit(inferred("case", (procedure, ALL), fact, "prose.cases.kind"))]


def of_section(named: list[str], state: State) -> list[Fact]:
    """The totals of sentences before, for those that tell how the cases named ended (行政复议维持)."""
    of_part = [f for f in state.facts if f.kind == "case" and f.section == "cases" and f.key[0] in named]
    open_ones = [p for p in named if not any(f.key[0] == p and f.key[1] != ALL for f in of_part)]
    return [f for f in of_part if f.key[0] in open_ones and f.key[1] == ALL and f.value > 0][-1:]
