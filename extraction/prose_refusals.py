"""The named rules that turn a number away: what it is, when it is no fact of the report.

Belongs here: rules that hold whatever the section speaks of, and their order. Does not belong here: refusals that
need to know what the count would have been (those stand beside the rule that would have read it).
"""

from __future__ import annotations

from extraction.prose_clauses import Clause
from extraction.prose_state import Scope, State

_NEXT = 8
_ENUMERATING = frozenset(("项", "个"))
_OF_EACH = frozenset(("均", "都", "皆", "合", "总"))
_BEFORE_BARE = ("数", "为", "量", "计", "是", "均", "共", "开", "讼", "议")
_BEHIND_BARE = frozenset(["", ",", ";", "。", "、", ")", " ", "\n", "!"])


def refusal(scope: Scope, state: State) -> str:
    """The name of the rule that turns a count away, "" where none does."""
    count = scope.count
    number = count.number
    if number.is_percent:
        return "refuse.percentage"
    if count.rule:
        return count.rule
    if count.unit in _ENUMERATING and state.text[count.end : count.end + 1] in _OF_EACH:
        return "refuse.enumeration"
    if number.is_near:
        return "refuse.near"
    if count.rule is None and not _stands_alone(scope, state):
        return "refuse.no_unit"
    time = _time(scope, state)
    if time:
        return time
    return _subject(scope, state)


def _stands_alone(scope: Scope, state: State) -> bool:
    """A number without a unit counts where the clause ends behind it and a 数, 为 or the like stands before."""
    text, count = state.text, scope.count
    before = text[scope.begin : count.start].rstrip(" :")
    behind = text[count.end : count.end + 1]
    return before.endswith(_BEFORE_BARE) and behind in _BEHIND_BARE


def _time(scope: Scope, state: State) -> str:
    contexts = {hit.word.context for hit in scope.left}
    if "change" in contexts and ("last_year" in contexts or "新增" not in {h.word.text for h in scope.left}):
        return "refuse.change"
    if "last_year" in contexts:
        return "refuse.last_year"
    if state.time == "earlier":
        return "refuse.earlier_year"
    if state.time == "later" or "target" in contexts:
        return "refuse.target"
    return ""


def _subject(scope: Scope, state: State) -> str:
    is_nought_of_cases = state.domain == "cases" and scope.count.number.value == 0
    for hit in reversed(scope.left):
        if hit.word.refusal and not (is_nought_of_cases and hit.word.refusal == "refuse.hotline"):
            return hit.word.refusal
    for hit in scope.right:
        if hit.word.refusal and hit.start - scope.count.end <= _NEXT:
            return hit.word.refusal
    contexts = {hit.word.context for hit in scope.left}
    if state.domain != "cases" and "suboffice" in contexts and "overall" not in contexts:
        return "refuse.suboffice"
    return ""


def year_state(clause: Clause, contexts: set[str], state: State) -> str:
    """The time that a clause speaks of: `this`, `earlier`, `later` or `since` an earlier year."""
    if "since" in contexts and any(year < state.report_year for year in clause.years):
        return "since"
    if clause.years:
        year = clause.years[-1]
        if year == state.report_year or ("until" in contexts and year == state.report_year + 1):
            return "this"
        return "earlier" if year < state.report_year else "later"
    if "this_year" in contexts:
        return "this"
    return state.time

