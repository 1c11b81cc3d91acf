"""What a count of applications that were handled (办理) is worth: they were answered where the words behind say so.

Belongs here: whether what was handled has been answered. Does not belong here: what other words stand for (deciding).
"""

from __future__ import annotations

import re
from decimal import Decimal

from extraction.prose.answers import RUN, meanings
from extraction.prose.clauses import ALL_OF, CARRIED, NONE
from extraction.prose.state import Scope, State

_ANSWERED = frozenset(("answered", "processed", "processed_on_time"))
_WITH_CARRIED_IN = re.compile(rf"\(?(?:其中|含|包括|包含)+[^,;。()]{{0,6}}上(?:一)?年[^,;。()]{{0,6}}{CARRIED}")
_SEVERAL = 2
_LEFT_OPEN = re.compile(r"(?:下|次|明)一?年|顺延|延至|转入|正在|尚未|未办结")


def is_answered_behind(scope: Scope, state: State) -> bool:
    """办理申请21件,同意公开12件: what was handled has been answered where the answers are counted next, or all of it is
    said to be answered (均予以答复, 均同意公开)."""
    after = state.parts[state.at + 1 : state.at + 2]
    is_both = bool(after) and after[0].opener == "(" and state.received in state.sentence_facts
    is_alone = bool(after) and after[0].opener == "(" and state.received is None and not _LEFT_OPEN.search(state.text)
    if (is_both or is_alone) and _WITH_CARRIED_IN.match(state.text, after[0].start, after[0].end):
        # 新收1182件,办理1187件(含上年结转57件); 共办理申请100件(含上年结转5件).
        return True
    if after and _ABOUT_WHAT.match(state.text, after[0].start):
        after = next(([one] for one in state.parts[state.at + 2 :] if one.flags & ALL_OF or one.counts), after)
    is_all = bool(after) and (after[0].flags & ALL_OF or scope.count.value == 1)
    if is_all and not after[0].counts and not after[0].flags & NONE:
        told = meanings(after[0].hits, state)
        return any(kind == "outcome" or code in _ANSWERED for kind, code, _ in told)
    if _is_all_done(scope, state) or _is_handled_wholly(scope, state):
        return True
    if _REST_CARRIED.match(state.text, scope.count.end):
        return True
    behind = next((clause for clause in state.parts[state.at + 1 :] if clause.counts and clause.opener != "("), None)
    return behind is not None and any(kind == "outcome" for kind, _, _ in meanings(behind.hits, state))


# 所有申请均按时办结, told of what was handled before.
_ALL_DONE = re.compile(
    r"(?:所有|全部|上述|以上)的?(?:申请|来件|件)(?:事项|公开)?(?:均|都|已|全部)+[^,;。\d]{0,12}(?:办结|答复|办理完[毕成])"
)


def _is_all_done(scope: Scope, state: State) -> bool:
    """办理申请21件。其中网络申请14件,书面申请7件。所有申请均按时办结; 其中网络申请14件,书面申请7件,均按时办结."""
    end = state.document.find("\n", state.sentence[1])
    rest = state.document[state.sentence[0] + scope.count.end : end if end >= 0 else None]
    if _LEFT_OPEN.search(rest):
        return False
    if _ALL_DONE.search(rest):
        return True
    if _is_divided_by_answers(scope, state):
        return True
    *parts, last = [part for part in state.parts[state.at + 1 :] if part.flags or part.counts] or [scope.clause]
    counts = [count for part in parts for count in part.counts]
    if not counts or last.counts or not last.flags & ALL_OF or any(count.rule != "" for count in counts):
        return False
    is_divided = sum(count.value for count in counts) == scope.count.value
    return is_divided and any(code in _ANSWERED for _, code, _ in meanings(last.hits, state))


def _is_divided_by_answers(scope: Scope, state: State) -> bool:
    """办理55件,其中印发告知书52件,撤销申请1件,电话回复2件: whether all of it is told again by how it was answered."""
    parts = [part for part in state.parts[state.at + 1 :] if part.counts]
    counts = [count for part in parts for count in part.counts if not count.is_percent]
    if len(counts) < _SEVERAL or any(count.rule != "" for count in counts):
        return False
    told = [code for part in parts for _, code, _ in meanings(part.hits, state)]
    is_answered = any(code in _ANSWERED for code in told) and "carried_out" not in told
    return is_answered and sum(count.value for count in counts) == scope.count.value


def is_part_of_handled(scope: Scope, state: State) -> bool:
    """其中电话回复2件: whether more than that was said before in the sentence to have been handled."""
    for part in state.parts[: state.at]:
        said = any(code == "handled" for _, code, _ in meanings(part.hits, state))
        if said and part.counts and part.counts[-1].value > scope.count.value:
            return True
    return False


# 办理申请19件,内容主要集中在征地方面,均已办结: an aside on what was asked for.
_ABOUT_WHAT = re.compile(
    r"\s*(?:(?:申请|公开)的?)?(?:内容|信息|事项)?(?:主要|多|大多)*(?:涉及|集中|关于|围绕|为|是|包括)"
)
# 办理87件(含上年结转7件,另有2件顺延到下年度答复): the rest is carried over.
_REST_CARRIED = re.compile(r"[^。()]{0,4}\([^()]*(?:另|尚|还)有?\s?\d+[^()]{0,8}(?:结转|顺延|延至|转至)[^()]*\)")
_HAS_HANDLED = re.compile(r"已(?:经)?(?:全部)?办理(?:完)?\s?$")


def _is_handled_wholly(scope: Scope, state: State) -> bool:
    """收到2件,已办理2件; 收到212件,办理206件,结转6件: as many as came, but for those that are carried over."""
    received = state.received
    if received is None:
        return False
    carried = _carried_over(state)
    if carried and scope.count.value + carried in (received.value, received.value + _carried_in(state)):
        return True
    return _HAS_HANDLED.search(state.text, scope.begin, scope.count.start) is not None and (
        received.value == scope.count.value
    )


def _carried_in(state: State) -> Decimal:
    """How many the same sentence has told to be carried in; 0 where it has not."""
    told = (f.value for f in state.sentence_facts if f.kind == "application" and f.key == RUN["carried_in"])
    return next((value for value in told if value is not None), Decimal(0))


def _carried_over(state: State) -> Decimal:
    """How many a clause behind says to be carried over; 0 where none does."""
    for part in state.parts[state.at + 1 :]:
        if part.counts and any(code == "carried_out" for _, code, _ in meanings(part.hits, state)):
            return part.counts[0].value
    return Decimal(0)
