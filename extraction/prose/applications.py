"""Rules for applications: received, by channel and applicant, processed, answered, carried over.

Belongs here: what a count in a clause on applications states. Does not belong here: clauses without counts
(answers), what words stand for (deciding), words away from a count (elsewhere), how a count is kept
(applications_kept), finding words (clauses), numbers that are no facts anywhere (refusals).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extraction.prose.answers import FILLERS, RECEIVED, RUN, SENT_BY, meanings, outcome_key, read_words
from extraction.prose.applications_kept import SUM_ALONE, keep
from extraction.prose.clauses import ALL_OF, EACH, SUM, TAKEN, Hit, flags_of
from extraction.prose.deciding import decide, ground_of_all, is_among, read_parent, uncovered
from extraction.prose.elsewhere import NEXT_YEAR, elsewhere, is_of_content
from extraction.prose.handled import is_part_of_handled
from extraction.prose.received import (
    DONE,
    is_of_year,
    is_part_of_done,
    is_received_before,
    take_back,
    take_back_intake,
)
from extraction.prose.scopes import is_of_applications, is_set_up
from extraction.prose.state import ALL, Key, Scope, State, counted, is_sum_before

__all__ = ["queue", "read_count", "read_words"]


# 向申请人提供政府信息320条: so much information, not so many applications.
_HANDED_OUT = re.compile(r"提供了?(?:各类|相关|有关|所需)?(?:政府|政务)?信息(?:共计?|累计)?\s*$")


_YEARS_PART = re.compile(r"\s*(?:其中[,:]?)?\s?(20\d\d)年度?(?:新增|新收)?\s*")


def _is_years_part(scope: Scope, state: State) -> bool:
    """自2008年以来共收到申请45件,其中2013年5件: whether the year itself is told from a running total."""
    year = _YEARS_PART.fullmatch(state.text, scope.begin, scope.count.start)
    before = state.counted_before()
    if year is None or int(year[1]) != state.report_year or state.received is not None or before is None:
        return False
    return any(kind == "received" or code == "received" for kind, code, _ in meanings(before.hits, state))


def read_count(scope: Scope, state: State) -> tuple[str, int]:
    """Reads one count; gives the rule's name ("" where none fits) and the offset up to which words are used up."""
    left = [held for held in meanings(scope.left, state) if not _is_denied(held, scope, state)]
    right = [
        held
        for held in meanings(scope.right, state)
        if not (held[0] in _WHO and _ASKED.search(state.text, scope.count.end, held[2].start))
        and not _is_denied(held, scope, state)
        and not (held[0] == "subject" and _NEVER_CAME.search(state.text, scope.count.end, held[2].start))
    ]
    is_more_behind = scope.clause.end - scope.count.end > 1
    if is_set_up(scope, state):
        return "refuse.kinds", scope.count.end
    is_more = state.received is None or scope.count.value > state.received.value
    if scope.count.unit == "条" and is_more and _HANDED_OUT.search(state.text, 0, scope.count.start):
        return "refuse.class_of_documents", scope.count.end
    if not (left or right) and _is_years_part(scope, state):
        return keep(("received", [RECEIVED]), [], scope, state), scope.count.end
    if scope.flags & EACH or _is_each_of_several(scope, state):
        state.queue = queue(scope.left, state)
        if state.queue:
            return keep(("in_turn", [state.queue.pop(0)]), [], scope, state), scope.count.end
    if state.received is None and is_of_applications(scope, state):
        take_back_intake(scope, state)
        return keep(("received", [RECEIVED]), [], scope, state), scope.count.end
    next_year = NEXT_YEAR.search(state.text, scope.count.end, scope.clause.end) if is_more_behind else None
    if next_year is not None and int(next_year[1]) == state.report_year + 1:
        return keep(("carried_out", [RUN["carried_out"]]), [], scope, state), scope.until
    said, state.said, state.is_of_all, state.is_announced = state.said, "", False, False
    if "类" in state.text and _SUCH.match(state.text, scope.begin, scope.count.start):
        if not said or said.startswith(":"):
            return "refuse.part_of_received", scope.count.end
        return keep(("outcome", [outcome_key(said)]), [], scope, state), scope.count.end
    if not left and (rule := _all_of_them(right, scope, state)):
        return rule, scope.until
    if _PLUS.match(state.text, scope.count.end) or (not left and _is_said_again(right, scope, state)):
        return "refuse.restated", scope.count.end
    if is_part_of_done({kind for kind, _, _ in left}, scope, state):
        return "refuse.part_of_received", scope.count.end
    found, used = left, scope.count.end
    if (
        "除" in state.text
        and _BUT_FOR.match(state.text, scope.count.end)
        and _EXCEPT.search(state.text, scope.begin, scope.count.start)
    ):
        return keep(("carried_out", [RUN["carried_out"]]), [], scope, state), scope.until
    if _ONGOING.search(state.text, scope.begin, scope.until) and not {k for k, _, _ in (*left, *right)} & _SAYING_MORE:
        return keep(("carried_out", [RUN["carried_out"]]), [], scope, state), scope.until
    decided = decide(left, scope, state, state.text[scope.begin : scope.count.start])
    if decided is None and right:
        decided = decide(right, scope, state, "")
        if decided is not None:
            found, used = right, scope.right[-1].end
    elif decided is not None and decided[0] in _INTRODUCING and right:
        behind = _behind(decided[0], right, scope, state)
        if behind is not None:
            return behind, scope.right[-1].end
    is_class_behind = decided is not None and found is right and decided[0] == "refuse.class_of_applications"
    if decided is None or decided[0] in _WEAK or is_class_behind:
        decided = elsewhere(said, scope, state) or decided
    if decided is None:
        decided = _inherit(scope, state)
    if decided is None:
        is_sent = not left and any(kind == "channel" for kind, _, _ in meanings(scope.left, state))
        return "refuse.part_of_received" if is_sent else "", scope.count.end
    if decided[0] in DONE and is_among(scope, state) and is_part_of_handled(scope, state):
        return "refuse.part_of_received", scope.count.end
    if "/" in said and decided[0] == "outcome" and decided[1] == [outcome_key(said.partition("/")[0])]:
        # 涉及他人隐私,不予公开1件: the ground stands in the clause before.
        read_parent(said, found, scope, state)
        return keep(("outcome", [outcome_key(said)]), [], scope, state), used
    if grounds := ground_of_all(decided[1], right, scope):
        keep(("outcome", grounds), right, scope, state)
    return keep(decided, found, scope, state), used


def _is_each_of_several(scope: Scope, state: State) -> bool:
    """网络、信函、当面申请各20件、10件、5件: 各 before several bare counts means in turn."""
    after = state.parts[state.at + 1 : state.at + 2]
    if state.text[scope.count.start - 1] != "各" or not after or after[0].opener != "、" or not after[0].counts:
        return False
    return after[0].counts[0].start == after[0].start and len(state.queue) == 0


def _is_denied(held: tuple[str, str, Hit], scope: Scope, state: State) -> bool:
    """1件因疫情未收到申请人的材料: what was not received; 未收到申请0件 states its nought all the same."""
    kind, code, hit = held
    if kind == "channel":
        told = _TOLD.search(state.text, scope.begin, hit.start)
        if told is not None or _LOOK_UP.match(state.text, hit.end, scope.clause.end) is not None:
            return True
        sent = SENT_BY.match(state.text, hit.end, scope.clause.end)
        return sent is not None and sent.end() <= scope.count.start and not sent[0].endswith(("理", "结", "复"))
    if kind == "rest":
        return state.text.startswith(_BODIES, hit.end)
    if code in DONE:
        return _UNDONE.search(state.text, scope.begin, hit.start) is not None
    return code == "received" and bool(scope.count.value) and _NOT_TAKEN.search(state.text, 0, hit.start) is not None


# 告知申请人到网站查询3件: where the information is, not how the application came.
_TOLD = re.compile(r"告知|指引|引导|建议(?:其|申请人)|转(?:交|送|办)")
_LOOK_UP = re.compile(r"[上中]?(?:自行)?(?:查询|查阅|查找|下载|浏览|获取)(?!申请)")
_BODIES = ("部门", "单位", "机关", "机构", "行政机关", "科室", "乡镇", "相关部门", "有关部门")
# 同意公开。此类答复共12件: of the answer that the title names.
_SUCH = re.compile(r"\s*(?:此|该|这|属于?此|属于?该)类[^,;。\d]{0,8}$")
_NOT_TAKEN = re.compile(r"(?:未予?|没有?|不予|不再|不|无法|拒绝)$")
# 1件因疫情未收到申请人的申请材料: what did not come was no application.
_NEVER_CAME = re.compile(rf"(?:未|没有|没|无法)(?:能|曾|再|及时)*(?:{TAKEN}|提供|提交)")
# 2件未作答复: what was left undone.
_UNDONE = re.compile(r"(?:未|没有|没|无法|不再|不予|逾期|超期|超时)(?:能|曾|再|及时|作出?|予以|给予|完成|进行|得到)*$")
# 另外3件正在按程序办理.
_ONGOING = re.compile(
    r"(?:正在|尚在|仍在|还在|(?<![补更改])正)[^,;。\d]{0,10}(?:办理|处理|答复|征求|审查|审核|核实|研究|补正)(?!完|结)"
)
# 除两件于年底收到、结转下年办理以外,其他均已答复.
_EXCEPT = re.compile(r"除(?:了|有|去)?[^,;。\d]{0,4}$")
_BUT_FOR = re.compile(r"[^,;。]{0,24}(?:结转|顺延|转入|延至|未到期|尚在|正在)[^,;。]{0,20}外")
_SAYING_MORE = frozenset(("outcome", "channel", "applicant"))
# 另一件申请公开某企业的环评: who is spoken of in what was asked for did not ask.
_WHO = frozenset(("applicant", "people"))
_ASKED = re.compile(r"(?<!依)申请公开|要求|查阅|查询|获取|了解|关于|涉及")
_WEAK = frozenset(("subject", "refuse.part_of_received"))
_RESTATED = re.compile(r"(?:件|份|宗)?[^,;。]{0,12}?中(?:$|[,:;])")
# 上述52件加上上年结转的1件.
_PLUS = re.compile(r"[^,;。\d]{0,4}(?:加上|连同|再加)")
_OUT_OF = re.compile(r"(?:政府信息公开申请|申请|答复|办结件?)?的?(?:当中|之中|中|里面|里)(?!止)")
_INTRODUCING = frozenset(("received", "subject", "processed", "answered", "refuse.handled"))


def _is_said_again(right: Sequence[tuple[str, str, Hit]], scope: Scope, state: State) -> bool:
    """24件中同意公开18件, 27份申请已办结26份: a figure without words before it introduces its parts."""
    if _OUT_OF.match(state.text, scope.count.end, scope.clause.end):
        return True
    return bool(right) and right[0][0] == "subject" and _is_restated(scope, state)


def _all_of_them(right: Sequence[tuple[str, str, Hit]], scope: Scope, state: State) -> str:
    """3件申请的申请人均为自然人: what is said of all that were received, said again."""
    received = state.received
    applicants = [code for kind, code, _ in right if kind == "applicant"]
    if received is None or received.value != scope.count.value or not flags_of(scope.right) & ALL_OF:
        return ""
    if applicants != ["natural_person"]:
        return ""
    key: Key = ("received", ALL, "natural_person", ALL, ALL)
    state.emit(counted(state, "application", key, scope.count, "prose.applications.all_of_them", set()))
    return "prose.applications.all_of_them"


def _is_restated(scope: Scope, state: State) -> bool:
    """27份申请已办结26份, 156件申请中: a figure said again to introduce its parts."""
    if scope.until < scope.clause.end:
        return True
    return _RESTATED.search(state.text, scope.count.end, scope.clause.end + 1) is not None


def _behind(before: str, right: Sequence[tuple[str, str, Hit]], scope: Scope, state: State) -> str | None:
    """有3件属于已主动公开范围: the words behind decide where those before only introduce."""
    kinds = {kind for kind, _, _ in right}
    if "outcome" in kinds and (is_among(scope, state) or flags_of(scope.right) & ALL_OF):
        decided = decide(right, scope, state, "")
        if decided is not None:
            if before == "received" and decided[0] == "outcome" and not is_among(scope, state):
                # 收到申请3件全部予以公开.
                keep(("received", [RECEIVED]), [], scope, state)
            return keep(decided, right, scope, state)
    if before in ("received", "subject") and flags_of(scope.right) & ALL_OF and not is_among(scope, state):
        if kinds <= {"channel", "applicant", "subject"} and kinds != {"subject"}:
            keep(("received", [RECEIVED]), [], scope, state)
        decided = decide(right, scope, state, "")
        if decided is not None and decided[0] in ("channel", "applicant"):
            return keep(decided, right, scope, state)
        if decided is not None and decided[0] in DONE:
            # 受理的35件申请全部办结.
            keep(("received", [RECEIVED]), [], scope, state)
            return keep(decided, right, scope, state)
    return None


def _inherit(scope: Scope, state: State) -> tuple[str, list[Key]] | None:
    """A count without words of its own: a class by content after 其中, else what the clause before announced."""
    gap = FILLERS.sub("", uncovered(scope, state))
    if not gap and is_of_year(scope, state):
        return "received", [RECEIVED]
    if is_among(scope, state):
        return ("refuse.class_of_applications", []) if gap else None
    if _REST_OF_LIST.fullmatch(state.text, scope.begin, scope.count.start):
        # 从内容看,征地类12件,其他11件: the rest of a list that is not read.
        return "refuse.class_of_applications", []
    if gap:
        return None
    if SUM_ALONE.fullmatch(state.text, scope.begin, scope.count.start):
        if state.received in state.sentence_facts and is_sum_before(scope, state):
            if _is_with_carried_in(state):
                state.sum_told = counted(state, "application", RUN["processed"], scope.count, "", set())
                return "refuse.with_carried_in", []
            take_back(state)
            return "received", [RECEIVED]
        if _is_sum_of_parts(scope, state):
            return "received", [RECEIVED]
    if is_of_content(scope, state):
        return "refuse.class_of_applications", []
    if _OVERALL_SUM.fullmatch(state.text, scope.begin, scope.count.start) and is_received_before(state):
        return "received", [RECEIVED]
    if state.names:
        name = state.names[-1]
        if name in RUN:
            return name, [RUN[name]]
    return None


_REST_OF_LIST = re.compile(r"\s*(?:其他|其它)(?:方面|内容|类|信息|事项|申请|的|有|共|为|占|[:\s])*")


_OF_QUARTERS = re.compile(r"[一二三四1-4]季度[^。]*收到|(?:上|下)半年[^。]*收到")


def _is_with_carried_in(state: State) -> bool:
    """上年结转1件,新收19件,共计20件: what was carried in and what came, not what came alone."""
    return any(f.kind == "application" and f.key[0] == "carried_in" and f.value for f in state.sentence_facts)


def _is_sum_of_parts(scope: Scope, state: State) -> bool:
    """网上申请2宗、当面申请1宗,共3宗; 公民申请18件、企业申请2件,共计20件."""
    told = [f for f in state.sentence_facts if f.kind == "application" and f.key[0] == "received"]
    ways, people = [f for f in told if f.key[1] != ALL], [f for f in told if f.key[2] != ALL]
    if any(len(of) > 1 and sum(f.value for f in of) == scope.count.value for of in (ways, people)):
        return True
    return (bool(ways) or _OF_QUARTERS.search(state.text) is not None) and is_sum_before(scope, state)


_OVERALL_SUM = re.compile(rf"[\s,]*全[省市区县州旗盟镇乡]{SUM}(?:为|有)?")


def queue(hits: Sequence[Hit], state: State) -> list[Key]:
    """The keys that the names before 分别 stand for, in their order."""
    found = meanings(hits, state)
    for kind in ("outcome", "channel", "applicant", "measure"):
        codes = list(dict.fromkeys(code for of_kind, code, _ in found if of_kind == kind))
        if len(codes) > 1:
            if kind == "outcome":
                return [outcome_key(code) for code in codes]
            if kind == "channel":
                return [("received", code, ALL, ALL, ALL) for code in codes]
            if kind == "applicant":
                return [] if "undivided" in codes else [("received", ALL, code, ALL, ALL) for code in codes]
            return [RUN[code] for code in codes if code in RUN]
    return []
