"""Whether what a clause says without a count is said of all applications that have been counted.

Belongs here: of what an 均, or a sentence right behind a count, speaks. Does not belong here: what it states
(answers).
"""

from __future__ import annotations

import re

from extraction.prose.clauses import CARRIED, Clause
from extraction.prose.state import Fact, State

# 网民留言均已答复, 属于信访事项的均已答复: other matters, and some of the applications.
_ANOTHER = re.compile(r"留言|咨询|建议|提案|议案|信访|投诉|举报|来信|来电|来访|热线|工单|信箱|评论|意见")
_SOME_ONLY = re.compile(
    r"(?:属于?|符合|涉及|需要?|能够?|可以)[^,;。]{1,20}的(?:申请|信息|事项)?[^,;。]{0,4}(?:均|都|全部|已)"
)


def is_of_another_matter(clause: Clause, state: State) -> bool:
    """网民留言均已答复, 属于本机关公开的均已答复: not of all applications."""
    words = state.text[clause.start : clause.end]
    return "申请" not in words and (_ANOTHER.search(words) is not None or _SOME_ONLY.search(words) is not None)


_OF_GROUNDS = re.compile(r"(?:理由|原因|依据|情形|情况)[^,;。]{0,6}(?:均|都|全部|已)")


# 对于申请中由本机关制作的信息均予以公开.
_OF_THOSE = re.compile(
    r"对于?[^,;。]{0,16}(?:制作|保存|获取|掌握|属于|符合|涉及|可以|能够|应当)[^,;。]{0,12}的?(?:信息|申请|事项|内容)?(?:均|都|全部|一律|依法)"
)


# 均属工作秘密和过程性信息.
_KIND = "(?:秘密|信息|文件|资料|材料|事项|隐私)"
_OF_TWO_KINDS = re.compile(
    rf"(?:属|为|是|系|涉及)[^,;。、]{{0,10}}{_KIND}(?:和|以?及|与|或者?|、)[^,;。]{{2,12}}{_KIND}"
)


def is_of_some(clause: Clause, outcomes: list[str], state: State) -> bool:
    """对于属于本机关的信息均予以公开, 不予公开的理由均已说明, 均属工作秘密和过程性信息: how many they were, or were of
    either kind, it does not say; 理由均为涉及商业秘密 is a ground."""
    if _OF_THOSE.search(state.text, clause.start, clause.end):
        return True
    if any("/" in code for code in outcomes):
        return _OF_TWO_KINDS.search(state.text, clause.start, clause.end) is not None
    return _OF_GROUNDS.search(state.text, clause.start, clause.end) is not None


def is_of_other_counts(state: State) -> bool:
    """信箱来信43件、热线118件,全部按期回复: whether what the sentence has counted is no matter of applications."""
    counted = any(count.rule == "" for part in state.parts[: state.at] for count in part.counts)
    return counted and state.refused in ("refuse.hotline", "refuse.proposal", "refuse.service_hall")


def is_of_bare_count(received: Fact | None, state: State) -> bool:
    """收到27件,14件撤销,13件(含2件转下年)均已办结: 均 is said of the 13."""
    before = [part for part in state.parts[: state.at] if part.counts and part.opener != "("]
    if received is None or received not in state.sentence_facts or not before:
        return False
    count = before[-1].counts[-1]
    is_bare = not state.text[before[-1].start : count.start].strip() and count.rule == ""
    return is_bare and count.value < received.value and before[-1].end == count.end


def is_more_carried_in(received: Fact, state: State) -> bool:
    """受理31件,上年结转2件,均已办结: all of 33, a number that is not printed; in 受理31件(含上年结转2件) it is."""
    carried = [f for f in _told_with(received, state) if f.key[0] == "carried_in"]
    told = state.document[received.sentence[0] : state.sentence[1]]
    return any(f.value > 0 for f in carried) and _INCLUDED.search(told) is None


def is_some_carried_out(received: Fact, state: State) -> bool:
    """收到6件,结转下年1件。已按期答复。: whether what is said behind is said of all but those."""
    return any(f.key[0] == "carried_out" and f.value > 0 for f in _told_with(received, state))


def _told_with(received: Fact, state: State) -> list[Fact]:
    """What has been stated of applications in the sentence that counts those received."""
    return [f for f in state.facts if f.kind == "application" and f.sentence == received.sentence]


_INCLUDED = re.compile(rf"(?:含|包括|其中)[^,;。()]{{0,12}}(?:上|去|\d{{4}})[^,;。()]{{0,8}}{CARRIED}")


_SAID_DONE = re.compile(
    r"\s*(?:(?:并|且|现|目前)?已(?:经)?|并(?!对|将|拟|待)|依法(?:依规|合规)?(?:及时|按时|按期)?(?:予以|给予|作出|进行)了?|(?:根据|按照?|依据|在)[^,;。]{2,16}(?:进行|予以|给予|作出)了?|按[时期]|在(?:法定|规定)的?[^,;。]{0,4}(?:时间|期限|时限)之?内)[^,;。]{0,40}(?:答复|办结|回复|办理完[毕成结])[^,;。]{0,6}$"
)
_SAID_OF_SOME = re.compile(r"转[办交送至]|不予|不属|部分|陆续|基本|大多|多数|逐步|开始|其余|其他|其中|未|正在|分别")
# 并督促各单位做好答复工作, 已制定答复模板.
_OF_WORK = re.compile(
    r"督促|指导|建立|制[定作]|完善|加强|形成|做好|开展|协调|编[制写印]|明确|落实|规范了|提[升高]|强化|健全|设[立置]"
    # 依法进行登记、审核、办理和答复: by what steps the work goes.
    r"|(?:登记|接收|审[查核]|转办|分办)(?:、|和|及|与)|(?:答复|办结|回复)的?(?:工作|机制|制度|流程|程序|文书|模[板版]|台账|时限|质量|效率|水平|率|口径|规范|格式|意见|环节|各)"
)


def is_said_of_them(clause: Clause, received: Fact, state: State) -> bool:
    """收到10件,已依法按时办结: what is said right behind the count is said of all of it."""
    words = state.text[clause.start : clause.end]
    if _SAID_OF_SOME.search(words) or _OF_WORK.search(words):
        return False
    if not (clause.opener == "," and _is_last(received, state)) and not _is_told_right_before(received, state):
        return False
    return _SAID_DONE.match(state.text, clause.start, clause.end) is not None


def _is_told_right_before(received: Fact, state: State) -> bool:
    """收到9件。已依法答复。: a sentence of its own that counts nothing but days."""
    if state.base is not received or state.sentence_facts or _SAID_OF_SOME.search(state.text):
        return False
    return all(count.rule == "refuse.date" for part in state.parts for count in part.counts)


_ALL = re.compile(r"\s*(?:均|都|皆|全部)(?!衡|匀|市|县|区)")


def goes_on_of_all(state: State) -> bool:
    """均在法定期限内,按时答复申请人: whether an 均 that opened the clauses before, which say nothing else of
    applications, holds for the clause being read."""
    for at in range(state.at, 0, -1):
        if state.parts[at].opener != ",":
            return False
        before = state.parts[at - 1]
        if before.counts or any(hit.word.application is not None for hit in before.hits):
            return False
        if _ALL.match(state.text, before.start):
            return True
    return False


def is_single(received: Fact, state: State) -> bool:
    """Whether one application alone was received, and nothing was counted since."""
    return received.value == 1 and received is state.last


def _is_last(received: Fact, state: State) -> bool:
    """Whether nothing has been counted since, be who applied or how has been said."""
    last = state.last
    if last is None or received in (last, last.base):
        return last is not None
    return last.kind == "application" and last.key[0] == "received" and last.value == received.value
