"""What has been counted before, and what it makes of a further count of applications.

Belongs here: part or whole, this year or all years, one body or all of a place, and taking back what was only a sum.
Does not belong here: what the words of a count say (applications).
"""

from __future__ import annotations

import re

from extraction.prose.answers import RECEIVED, RUN, meanings
from extraction.prose.clauses import SUM, TAKEN, THIS_YEAR
from extraction.prose.state import ALL, Key, Scope, State

DONE = frozenset(("processed", "answered", "all_on_time"))
_OVERALL = re.compile(rf"[\s,]*全[省市区县州旗盟镇乡][^,;。]{{0,4}}?(?:{SUM}|{TAKEN})")
_RECEIVING = re.compile(rf"{TAKEN}[^,;。\d]{{0,12}}申请\s?\d")
_OTHERS = re.compile(r"其余|余下|剩余")


def is_of_none(scope: Scope, state: State) -> bool:
    """没有收到申请。不予公开信息10条: where there was no application, what is not disclosed is a class of papers."""
    if state.received is None or state.received.value or not scope.count.value:
        return False
    return not any(f.kind == "application" and f.key[0] == "carried_in" and f.value for f in state.facts)


def is_of_year(scope: Scope, state: State) -> bool:
    """累计收到申请103件,其中2015年收到12件: the part of the year stands for it, not the sum of all years."""
    if "累计" not in state.text:
        return False
    is_this_year = scope.flags & THIS_YEAR or any(year == state.report_year for _, year in scope.clause.years)
    if not is_this_year:
        return False
    held, before = state.received, state.counted_before()
    if held is not None:
        return held is state.last and scope.count.value < held.value
    # 自2008年以来累计收到申请103件, which is no count of the year.
    if before is None or not _RECEIVING.search(state.text, before.start, before.end):
        return False
    return "累计" in state.text[before.start : before.end] and scope.count.value <= before.counts[-1].value


def is_overall(scope: Scope, state: State) -> bool:
    """市本级收到12件,县区收到50件。全市共收到62件: the whole place, told behind its bodies, and not with what was
    carried in."""
    if not _OVERALL.match(state.text, scope.begin, scope.count.start):
        return False
    return not any(f.kind == "application" and f.key[0] == "carried_in" for f in state.facts)


def is_received_before(state: State) -> bool:
    """Whether the paragraph has counted applications received, be it by a single body."""
    return _RECEIVING.search(state.document, state.paragraph, state.sentence[0]) is not None


def overrule(scope: Scope, state: State) -> None:
    """Drops what one body received, by which ways, and that it answered all of it, told before in the paragraph."""
    told = [f for f in state.facts if f.kind == "application"]
    told = [f for f in told if "\n" not in state.document[f.sentence[0] : state.sentence[1]]]
    ways = [f for f in told if f.key[0] == "received" and f.key != RECEIVED]
    for held in [f for f in told if f.key in (RECEIVED, RUN["processed"]) and f.value < scope.count.value]:
        state.drop(held)
        if held.key == RECEIVED and sum(f.value for f in ways) == held.value:
            for way in ways:
                state.drop(way)
        if held is state.received:
            state.received = None


def is_part_in_brackets(key: Key, scope: Scope, state: State) -> bool:
    """网络15件(邮件5件,网站10件): parts of one way, told behind their sum."""
    if state.text.rfind("(", 0, scope.count.start) <= state.text.rfind(")", 0, scope.count.start):
        return False
    return any(f.key == key and f.value > scope.count.value for f in state.sentence_facts)


def is_rest_of_answered(scope: Scope, state: State) -> bool:
    """当场答复3件,其余9件均在期限内答复: no count of all that were answered."""
    if not _OTHERS.search(state.text, scope.clause.start, scope.count.start):
        return False
    before = [hit for part in state.parts[: state.at] if part.counts for hit in part.hits]
    return any(kind == "measure" and code in DONE for kind, code, _ in meanings(before, state))


def take_back(state: State) -> None:
    """受理126件(新收120件,上年结转6件): what was new is what was received, not the sum of both."""
    if state.sentence_facts and state.last is not None and state.last.key == RECEIVED:
        state.drop(state.last)
        state.received = state.last = None


_NEWLY = re.compile(r"新(?:收|受理|增|接)")
_PART_OF_YEAR = re.compile(r"月|季度|半年|期间|部门|单位|[局委厅镇乡]|街道")
_ANOTHER_WAY = re.compile(
    rf"快递|[合总共]计|EMS|网|平台|系统|邮|信函|来信|传真|当面|现场|窗口|上门|到访|书面|纸质|线[上下]|电话|微信|{TAKEN}"
)
_WAY_COUNTED = re.compile(
    r"(?:网|平台|系统|邮|信函|来信|传真|当面|现场|窗口|上门|到访|书面|纸质|线[上下]|电话|微信)[^,;。\d]{0,16}\d"
)
_BY_ONE_WAY = re.compile(rf"共[^,;。\d]{{0,10}}{TAKEN}")


def is_newly_received(scope: Scope, state: State) -> bool:
    """受理59件,结转上年后新收到47件: the first was the sum with what was carried in."""
    held = state.received
    if held is None or held not in state.sentence_facts or held.value <= scope.count.value:
        return False
    if _NEWLY.search(state.text, 0, scope.clause.start) or _PART_OF_YEAR.search(
        state.text, scope.clause.start, scope.until
    ):
        return False
    return _NEWLY.search(state.text, scope.clause.start, scope.count.start) is not None


def is_sum_with_carried_in(scope: Scope, state: State) -> bool:
    """收到3件。其中上年结转1件,本年新收2件: whether what was told before is this count and those carried in."""
    held = state.received
    if held is None or not _NEWLY.search(state.text, scope.clause.start, scope.count.start):
        return False
    carried = next((f for f in reversed(state.facts) if f.kind == "application" and f.key == RUN["carried_in"]), None)
    return carried is not None and 0 < carried.value == held.value - scope.count.value


def is_only_way(scope: Scope, state: State) -> bool:
    """通过网络共受理申请1件: the way and the total in one, where the paragraph tells no other way."""
    if state.received is not None or not _BY_ONE_WAY.search(state.text, scope.clause.start, scope.count.start):
        return False
    return not _is_around(_ANOTHER_WAY, scope, state)


def is_beside_ways(scope: Scope, state: State) -> bool:
    """通过网站受理并答复12件,通过信函受理并答复3件: whether the paragraph counts another way."""
    return _is_around(_WAY_COUNTED, scope, state)


def _is_around(words: re.Pattern[str], scope: Scope, state: State) -> bool:
    """Whether words stand in the paragraph before the clause of a count or behind it."""
    text, offset = state.document, state.sentence[0]
    end = text.find("\n", state.sentence[1])
    if words.search(text, state.paragraph, offset + scope.clause.start):
        return True
    return words.search(text, offset + scope.count.end, end if end >= 0 else len(text)) is not None


def drop_lesser(key: Key, state: State) -> None:
    """因不属于本机关无法提供1件,信息不存在1件: a group told on one of its grounds is not less than its grounds."""
    of = [f for f in state.facts if f.kind == "application" and f.key[3] == key[3]]
    group = next((f for f in of if f.key[4] == ALL and f.rule.endswith("refused_on_ground")), None)
    if group is not None and sum(f.value for f in of if f.key[4] != ALL) > group.value:
        state.drop(group)


def take_back_intake(scope: Scope, state: State) -> None:
    """依申请公开栏目收到信息9条,其中属于政府信息公开申请的1条: what came in by a way were not applications all."""
    for held in [f for f in state.sentence_facts if f.kind == "application" and f.key[0] == "received"]:
        if held.value > scope.count.value:
            state.drop(held)


_NO_VERB = frozenset(("subject", "channel", "applicant"))


def is_part_of_done(kinds: set[str], scope: Scope, state: State) -> bool:
    """办结网络申请3件、信函申请36件: the second, of such kinds of words, was done and not received."""
    if scope.clause.opener != "、" or not kinds or not kinds <= _NO_VERB or not state.at:
        return False
    before = meanings(state.parts[state.at - 1].hits, state)
    codes = {code for kind, code, _ in before if kind == "measure"}
    is_received = "received" in codes or any(kind == "received" for kind, _, _ in before)
    return bool(codes & {*DONE, "handled"}) and not is_received


_COLUMN = re.compile(r"(?:办结|答复)数\s*$")


def is_of_one_way(scope: Scope, state: State) -> bool:
    """通过系统收到5件,已回复5件;现场收到2件,已回复2件: what was answered of those that came by one way."""
    if _COLUMN.search(state.text, 0, scope.count.start):
        # 网络申请数5件,按时办结数5件: rows of the annex.
        return False
    told = [f for f in state.sentence_facts if f.kind == "application"]
    is_next = bool(told) and told[-1].key[0] == "received" and told[-1].key[1] != ALL
    return is_next and state.received is None and not any(f.key == RECEIVED for f in told)
