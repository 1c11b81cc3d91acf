"""What a count of applications is of where its own words do not say.

Belongs here: the words of the clause before, of another body, of the clauses behind. Does not belong here: what a
count's own words state (applications, deciding).
"""

from __future__ import annotations

import re

from extraction.prose.answers import FILLERS, RUN, meanings, outcome_key
from extraction.prose.clauses import ALL_OF, SUM, flags_of
from extraction.prose.deciding import WORK, decide, outcome_of, uncovered
from extraction.prose.state import ALL, Key, Scope, State

_TOGETHER = re.compile(rf"{SUM}?(?:有|为|计)?(?:提出|提交)?(?:了)?(?:(?:信息公开)?申请)?")
_OPENING = re.compile(
    r"(?:其中|其余|其他|另外?|尚|还|余下?|剩余|对|于|有|的|[\s,:、“第一二三四五六七八九十是—()]|\d[.、])*"
)
_PUBLIC = re.compile(r"(?:其中|[:,\s“])*(?P<before>主动)?公开[”的共\s:]*")


def elsewhere(said: str, scope: Scope, state: State) -> tuple[str, list[Key]] | None:
    """What a count is of where its own words do not say: the clause before, another body, the clauses behind."""
    if said.startswith(":"):
        if _TOGETHER.fullmatch(state.text, scope.begin, scope.count.start):
            return "applicant", [("received", ALL, said[1:], ALL, ALL)]
    elif said and scope.begin == scope.clause.start:
        return "outcome", [outcome_key(said)]
    if state.queue and not FILLERS.sub("", uncovered(scope, state)):
        return "in_turn", [state.queue.pop(0)]
    if scope.clause.opener == "(" and scope.begin == scope.clause.start and not is_of_content(scope, state):
        # 网上申请(20件): the words stand before the bracket.
        before = state.parts[state.at - 1]
        decided = None if before.counts else decide(meanings(before.hits, state), scope, state, "")
        if decided is not None and decided[0] in ("channel", "applicant", "outcome"):
            return decided
    return _of_another(scope, state) or _plainly_public(scope, state) or _announced(scope, state)


def _plainly_public(scope: Scope, state: State) -> tuple[str, list[Key]] | None:
    """答复14件,其中公开5件: 公开 alone, once answers are being listed."""
    found = _PUBLIC.fullmatch(state.text, scope.begin, scope.count.start)
    if found is None or (found["before"] and state.is_statutory):
        return None
    last = state.last
    is_of_answers = last is not None and last.kind == "application" and last.key[0].startswith(("processed", "outcome"))
    key = outcome_key("already_public" if found["before"] else "granted")
    is_of_answers |= state.names == ["answered"] or _is_before_outcomes(state)
    return ("outcome", [key]) if is_of_answers else None


def _is_before_outcomes(state: State) -> bool:
    """收到28件,其中:公开20件;部分公开3件: whether the next count of the sentence is of an outcome."""
    behind = state.counted_behind()
    if behind is None:
        return False
    found = meanings([hit for hit in behind.hits if hit.start < behind.counts[0].start], state)
    return any(kind == "outcome" for kind, _, _ in found)


_NOT_OURS = re.compile(
    r"(?:不属于?|非属|不是|不由|不归)([^,;:。\d]{2,16}?)"
    r"(?:职责|职权|权限|掌握|制作|保存|管辖|公开)"
)
_THEIRS = re.compile(
    r"属于?([^,;:。\d]{1,12}?(?:局|委|办|厅|政府|部门|单位|机关|院|委员会))"
    r"的?(?:公开)?(?:职责|职权|权限|管辖)"
)
_OURS = ("我", "本")


def _of_another(scope: Scope, state: State) -> tuple[str, list[Key]] | None:
    """不属于高新区管委会职责权限的5件, 一件属县国土局职责: by what the body calls itself or another one."""
    text = state.text[scope.begin : scope.until]
    found = _NOT_OURS.search(text)
    if found is None:
        found = _THEIRS.search(text)
        if found is None or found[1].startswith(_OURS) or any(name in found[1] for name in state.own_names):
            return None
    elif "信息" in found[1] or "条例" in found[1]:
        return None
    code = "unable_to_provide/not_held" if state.is_statutory else "not_this_authority"
    return "outcome", [outcome_key(code)]


def _announced(scope: Scope, state: State) -> tuple[str, list[Key]] | None:
    """1宗属海关内部风险布控信息,公开后可能危及国家安全: the clauses behind say what became of a count."""
    is_bare = _OPENING.fullmatch(state.text, scope.begin, scope.count.start) is not None
    if scope.until != scope.clause.end or not (is_bare or _is_asked_for(scope, state)):
        return None
    found = meanings(state.ahead(), state)
    codes = list(dict.fromkeys(code for kind, code, _ in found if kind == "outcome"))
    if codes and state.base is not None and state.base.value > scope.count.value and flags_of(state.ahead()) & ALL_OF:
        # 2件,一件申请公开合同,一件申请公开名单,均已公开: all of both.
        return None
    if codes:
        decided = outcome_of(codes, found, scope, state)
        if not decided[1]:
            return None
        state.is_announced = True
        return decided
    measures = {code for kind, code, _ in found if kind == "measure"}
    return ("carried_out", [RUN["carried_out"]]) if "carried_out" in measures else None


NEXT_YEAR = re.compile(r"(\d{4})年[^,;。]{0,8}(?:答复|办理|办结|处理|回复)")
_MORE = re.compile(r"(?:另|还|尚|此外)[^,;。\d]{0,4}$")


def goes_on(kind: str, scope: Scope, state: State) -> bool:
    """2件延长答复期限、结转下年, 另有1件12月28日收到,转入2024年办理: what the next clause says of a count."""
    after = state.parts[state.at + 1 : state.at + 2]
    if not after or any(count.rule != "refuse.date" for count in after[0].counts):
        return False
    if kind != "processed_extended" and not _MORE.search(state.text, scope.clause.start, scope.count.start):
        return False
    later = NEXT_YEAR.search(state.text, after[0].start, after[0].end)
    is_later = later is not None and int(later[1]) == state.report_year + 1
    return is_later or any(code == "carried_out" for _, code, _ in meanings(after[0].hits, state))


_ASKED_FOR = re.compile(r"[^,;。]{2,40}的\s?")


def _is_asked_for(scope: Scope, state: State) -> bool:
    """申请公开他人户籍资料的1件,因涉及个人隐私不予公开: what was asked for, and its answer in the next clause."""
    received, after = state.received, state.parts[state.at + 1 : state.at + 2]
    if received is None or received.value < scope.count.value or not after or after[0].counts:
        return False
    if after[0].opener != "," or not _ASKED_FOR.fullmatch(state.text, scope.begin, scope.count.start):
        return False
    return any(kind == "outcome" for kind, _, _ in meanings(after[0].hits, state))


def is_of_content(scope: Scope, state: State) -> bool:
    """申请内容为征地拆迁(12件): whether the clause before a bracket ends in what was asked for."""
    if scope.clause.opener != "(":
        return False
    before = state.parts[state.at - 1]
    end = max((hit.end for _, _, hit in meanings(before.hits, state)), default=before.start)
    return bool(WORK.sub("", FILLERS.sub("", state.text[end : before.end])))
