"""How a count of applications is kept once it is known what it is of: what it takes back, is part of, and says besides.

Belongs here: the bookkeeping of statements on applications. Does not belong here: what a count is of
(applications, deciding, elsewhere).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extraction.prose.answers import RECEIVED, RUN, meanings
from extraction.prose.clauses import ALL_OF, LAST_YEAR, SUM, Hit, flags_of
from extraction.prose.deciding import is_among, read_parent
from extraction.prose.elsewhere import goes_on
from extraction.prose.received import (
    DONE,
    drop_lesser,
    is_beside_ways,
    is_newly_received,
    is_of_none,
    is_of_one_way,
    is_of_year,
    is_only_way,
    is_overall,
    is_part_in_brackets,
    is_rest_of_answered,
    is_sum_with_carried_in,
    overrule,
    take_back,
)
from extraction.prose.state import ALL, Fact, Key, Scope, State, counted

_Found = Sequence[tuple[str, str, Hit]]
SUM_ALONE = re.compile(rf"[,\s]*(?:以上|全年度?|本年度?)?{SUM}[:\s]*")
# 免于公开信息12条: papers, no answers.
_EXEMPT = re.compile(r"免[于予]公开的?(?:公文类?|政府)?信息[:\s]*$")
_NOT_ALL = re.compile(
    r"某|个别|同一|单个|一人|一次性|最多|[人平日月年]均|平均|会商|疑难|研判|指导|督办|抽查|评查|模[板版]|范本|样本|费"
)
# 从区域看,西城区申请120件,东城区申请85件.
_BY_BODY = re.compile(
    r"[从按](?:申请)?[^,;。]{0,8}(?:区域|地区|地域|部门|单位|系统|行业|层级|级别)[^,;。]{0,6}(?:[看分,:]|统计)"
)
_IN_DAYS = re.compile(r"工作日[^,;。]{0,6}(?:答复|办结|回复)")
# 书面申请3件、网络申请5件: paper is one of the ways, though it has no code.
_OR_PAPER = re.compile(r"(?:书面|纸质|口头)(?:形式|方式)?(?:或者?|和|及|与|、)")
_ON_PAPER = re.compile(r"(?:书面|纸质)(?:形式)?的?(?:政府)?(?:信息)?(?:公开)?申请")


def keep(decided: tuple[str, list[Key]], found: _Found, scope: Scope, state: State) -> str:
    """Keeps a count as a statement of each of the keys decided on, and what follows from it for the counts behind it;
    gives the rule's name, that of a refusal where the count is but a part of what was stated. `found` are the words
    that decided."""
    kind, keys = decided
    if not keys:
        return kind
    refusal = _part(kind, keys, found, scope, state)
    if refusal:
        return refusal
    if keys == [RECEIVED]:
        _take_back_sums(found, scope, state)
        if is_among(scope, state) and state.received is not None:
            return "refuse.part_of_received"
    kind_of_run, keys = _carried(kind, keys, found, scope, state)
    rule = f"prose.applications.{'received' if kind_of_run == 'subject' else kind_of_run}"
    is_class = scope.count.unit == "条" and _EXEMPT.search(state.text, scope.begin, scope.count.start) is not None
    if kind == "outcome" and (is_class or is_of_none(scope, state)):
        return "refuse.class_of_documents"
    if kind == "channel" and _OR_PAPER.search(state.text, scope.begin, scope.count.start):
        # 收到书面或者电子邮件形式的申请477件: by which of the two, nobody can say.
        if not is_only_way(scope, state):
            return "refuse.part_of_received"
        kind, keys = "received", [RECEIVED]
    if kind == "channel" and _is_beside_paper(scope, state):
        take_back(state)
    if kind == "channel" and is_part_in_brackets(keys[0], scope, state):
        return "refuse.part_of_received"
    if kind == "received_and_processed":
        keys = _with_way(keys, found, scope, state)
    if kind == "channel" and len(keys) == 1 and is_only_way(scope, state):
        keys = [*keys, RECEIVED]
    is_told_behind = scope.until == scope.clause.end and not state.is_announced
    if kind == "outcome" and keys[0][4] != ALL and is_told_behind:
        _read_refused_behind(keys[0], found, scope, state)
    names = {hit.word.text for of_kind, _, hit in found if of_kind == kind and kind in ("outcome", "channel")}
    if kind == "outcome" and not names:
        names = {state.text[scope.begin : scope.until]}
    fact: Fact | None = None
    for key in keys:
        fact = state.emit(counted(state, "application", key, scope.count, rule, set(names)))
        if key == RECEIVED:
            state.received = fact
        elif kind == "outcome" and key[4] != ALL:
            drop_lesser(key, state)
    fact = state.received if kind == "received_and_processed" and keys[0] == RECEIVED else fact
    if fact is not None and fact.key[0] in ("received", "processed", "outcome"):
        state.base = fact
    return rule


def _part(kind: str, keys: Sequence[Key], found: _Found, scope: Scope, state: State) -> str:
    """The rule that turns a count away for being of some only (one body, one way, the rest), "" where none does."""
    is_processed = keys[0][0].startswith("processed")
    is_whole = keys == [RECEIVED] or is_processed
    if is_whole and _NOT_ALL.search(state.text, scope.clause.start, scope.count.start):
        return "refuse.part_of_received"
    if keys == [RECEIVED] and _BY_BODY.search(state.text, 0, scope.begin):
        return "refuse.class_of_applications"
    is_in_days = keys[0][0] == "processed" and is_among(scope, state)
    if is_in_days and _IN_DAYS.search(state.text, scope.clause.start, scope.until):
        return "refuse.part_of_received"
    if kind in DONE and any(of == "channel" for of, _, _ in found) and is_beside_ways(scope, state):
        # 以电子邮件方式答复3件,当面答复1件.
        return "refuse.part_of_received"
    if is_processed and (is_rest_of_answered(scope, state) or is_of_one_way(scope, state)):
        return "refuse.part_of_received"
    return ""


def _take_back_sums(found: _Found, scope: Scope, state: State) -> None:
    """Drops what was stated before as received, where this count shows it to have been a sum or a part."""
    if is_of_year(scope, state):
        take_back(state)
    if is_newly_received(scope, state) and (held := state.received) is not None:
        state.sum_told = replace(held, key=RUN["processed"])
        take_back(state)
    if is_sum_with_carried_in(scope, state) and (held := state.received) is not None:
        state.sum_told, state.received = replace(held, key=RUN["processed"]), None
        state.drop(held)
    if is_overall(scope, state):
        overrule(scope, state)
    if scope.clause.opener == "(" and any(hit.word.text == "新收" for _, _, hit in found):
        take_back(state)


def _carried(kind: str, keys: list[Key], found: _Found, scope: Scope, state: State) -> tuple[str, list[Key]]:
    """What the words around a count make one of those carried in or out, and the kind by which the rule is named."""
    behind = max(scope.count.start, found[0][2].start if found else 0)
    is_earlier = any(at < behind and year < state.report_year for at, year in scope.clause.years)
    is_earlier |= kind == "carried_out" and _is_added(found, scope, state)
    if kind == "carried_out" and (is_earlier or scope.flags & LAST_YEAR):
        return "carried_in", [RUN["carried_in"]]
    if (kind == "processed_extended" or keys == [RECEIVED]) and goes_on(kind, scope, state):
        return "carried_out", [RUN["carried_out"]]
    return kind, keys


def _with_way(keys: list[Key], found: _Found, scope: Scope, state: State) -> list[Key]:
    """通过网站受理并答复22件: the way, too; it alone where others are counted."""
    ways = {code for kind, code, _ in found if kind == "channel"}
    if len(ways) != 1:
        return keys
    way: Key = ("received", ways.pop(), ALL, ALL, ALL)
    return [way] if is_beside_ways(scope, state) else [way, *keys]


def _is_added(found: _Found, scope: Scope, state: State) -> bool:
    """新收26件、结转1件,共27件: what is added to those of the year came from the year before."""
    received = state.received
    if received is None or received not in state.sentence_facts:
        return False
    behind = next((part for part in state.parts[state.at + 1 :] if part.counts), None)
    if behind is None or {hit.word.text for _, code, hit in found if code == "carried_out"} != {"结转"}:
        return False
    total = behind.counts[0]
    is_sum = SUM_ALONE.fullmatch(state.text, behind.start, total.start) is not None
    return is_sum and total.value == received.value + scope.count.value


def _read_refused_behind(key: Key, found: _Found, scope: Scope, state: State) -> None:
    """1件因属于个人隐私,作出不予公开的决定: the clause behind says what the ground was one of."""
    *_, outcome, reason = key
    if any(kind == "outcome" and code == outcome for kind, code, _ in meanings(state.ahead(), state)):
        read_parent(f"{outcome}/{reason}", found, scope, state)


def _is_beside_paper(scope: Scope, state: State) -> bool:
    is_of_all = flags_of(scope.right) & ALL_OF or is_among(scope, state)
    return not is_of_all and _ON_PAPER.search(state.text, 0, scope.begin) is not None
