"""Rules for papers, decisions and fees: counts of 规范性文件 and 规章, of licences and penalties, what was levied.

Belongs here: what a count of such an item states. Does not belong here: counts of information (information).
"""

from __future__ import annotations

import re

from extraction.prose.clauses import AMONG, DISCLOSE, NONE, Clause, Count, Hit
from extraction.prose.kept import DOCUMENTS, emit, total_held
from extraction.prose.names import topic
from extraction.prose.objects import Kinds, kinds_of, residue_of
from extraction.prose.refusals import is_class
from extraction.prose.state import ALL, Scope, State, counted, none_stated

_DOCUMENT_UNITS = frozenset(("件", "份", "个", "部", "条", "篇", "项"))
_OF_SEVERAL = re.compile(r"[、及和与]")
_NOT_MADE = re.compile(
    r"(?:未|没有|无)(?:再|新|新增|另行)?(?:制发|制定|出台|印发|发布|废止|修改|修订)(?:过|和|、|或|及|制发|制定|出台|印发|发布|废止|修改|修订)*"
    r"(?:任何)?(?:新的?|的)?(?:行政)?规范性文件(?:的?情况|(?:和|及|、|或|与)(?:重[要大])?[\u4e00-\u9fff]{0,6})?$"
)
_NONE_IN_FORCE = re.compile(r"(?:无|没有|暂无)现行有效的?(?:行政)?规范性文件$")
# 其中属于规范性文件的没有.
_NONE_OF_THEM = re.compile(r"(?:属于|属|涉及)(?:行政)?规范性文件的(?:没有|无)$")
# 转载更新法律法规规章共计28部: laws and rules in one number.
_WITH_LAWS = re.compile(r"法规(?:[、和及与]|以及|部门|政府)*规章")
# 修订规章1部: neither made nor made public.
_AMENDED = re.compile(r"(?:修订|修改|修正)了?(?:[^,;。]{0,8})$")
_DONE = {"create": "created", "repeal": "repealed"}
_NEAR = 4
# 行政事业性收费金额1000万元, but not 减免行政事业性收费3万元.
_LEVIED = re.compile(r"行政事业性收费(?:项目|总?金额|总额|收入|收取|收缴)*(?:共计?|合计|总计|为|是|达|计|[:\s])*")
_NOT_LEVIED = re.compile(r"[减免降停退]|取消|清理|整治|节约|节省|预算|应收|违规")
_FEES_SINCE = 2021
_IN_NAME_OF = re.compile(r"以[^,;。\d]{2,24}名义(?:联合)?(?:制定|制发|印发|发布|下发)?的")


def papers_behind(scope: Scope, text: str) -> Hit | None:
    """印发3件规范性文件, 11件以市政府名义印发的行政规范性文件: the papers that a count stands right before."""
    first = next((hit for hit in scope.right if hit.word.disclosure.get("item") in DOCUMENTS), None)
    if first is None:
        return None
    is_next = first is scope.right[0] and first.start - scope.count.end <= _NEAR
    return first if is_next or _IN_NAME_OF.fullmatch(text, scope.count.end, first.start) else None


def is_of_made(scope: Scope, state: State) -> bool:
    """制发规范性文件9件,公开9件: whether the clause before told how many papers were made."""
    last = state.last
    if last is None or last not in state.sentence_facts or last.key[:2] != ("created", state.item):
        return False
    return bool(state.parts[state.at - 1].counts) and scope.count.value <= last.value


def last_item(scope: Scope) -> int:
    """Where the last word of an item ends, in the words before a count."""
    ends = [hit.end for hit in scope.left if "item" in hit.word.disclosure]
    return (ends[-1] if ends else scope.count.start) - scope.begin


def read_item(kinds: Kinds, measure: str, text: str, scope: Scope, state: State) -> str:
    """Reads a count of papers or decisions from the words `text` before it; gives the rule's name."""
    if len(kinds["item"]) > 1:
        return "refuse.joint"
    item = kinds["item"][-1]
    if item == "regulation" and _WITH_LAWS.search(text):
        return "refuse.joint"
    name = topic(text) if is_class(text) and (state.is_by_class or total_held(state)) else ""
    if state.class_names.is_name(name):
        emit(("information", "disclosed", ALL, name), scope, state, "topic")
        state.in_topics = True
        if item in DOCUMENTS and not _OF_SEVERAL.search(name):
            emit((item, "disclosed", ALL, ALL), scope, state, "item")
        return "prose.disclosures.topic"
    if (
        measure == "disclosed"
        and scope.clause.opener in ("、", ",")
        and set(kinds) == {"item"}
        and not residue_of(scope, state)
    ):
        of_verb = _measure_before(state)
        measure = of_verb if scope.clause.opener == "、" or of_verb == "in_force" else measure
    if item not in DOCUMENTS:
        if scope.count.unit in ("项", "个"):
            return "refuse.power_list"
        is_decided = "decide" in kinds or _is_of_decisions(state)
        if state.is_statutory and is_decided and ("disclose" not in kinds or "处理决定" in text):
            return emit((item, "decisions", ALL, ALL), scope, state, "decisions")
        return "refuse.not_disclosed"
    if scope.count.unit not in _DOCUMENT_UNITS:
        return "refuse.things"
    if measure == "disclosed" and "disclose" not in kinds and _AMENDED.search(text):
        return "refuse.not_disclosed"
    is_beside = any(f.kind == "disclosure" and f.key[0] == "disclosed" for f in state.sentence_facts)
    # 公开政策文件10件、规范性文件1件.
    before = state.parts[state.at - 1] if state.at else None
    if before is not None and before.flags & DISCLOSE and scope.clause.opener in "、,":
        is_beside |= scope.clause.opener == "、" or (bool(before.counts) and set(kinds) == {"item"})
    opened = state.text.rfind("(", 0, scope.count.start)
    if opened > state.text.rfind(")", 0, scope.count.start):
        # 公开政策文件13件(县政府文件7件,规范性文件6件).
        is_beside |= any(
            part.flags & DISCLOSE and part.counts for part in state.parts[: state.at] if part.start < opened
        )
    is_part = state.among > 0 or scope.flags & AMONG != 0 or state.is_list or is_beside
    if not (is_part or measure != "disclosed" or kinds.keys() & {"disclose", "new"}):
        state.item, state.pending = item, scope.count
        return "refuse.not_disclosed"
    same = [f.value for f in state.sentence_facts if f.kind == "disclosure" and f.key == (measure, item, ALL, ALL)]
    if state.among and any(value > scope.count.value for value in same):
        # 公开规范性文件18件,其中市政府规范性文件5件、部门规范性文件13件.
        return "refuse.part_of_disclosed"
    # 制定的3件规范性文件均作了公开.
    is_told_behind = text.endswith("的") and any(h.word.flags & DISCLOSE for h in scope.right)
    if measure == "created" and is_told_behind and not scope.clause.flags & NONE:
        emit((item, "disclosed", ALL, ALL), scope, state, "item")
    if "create" in kinds and "disclose" in kinds:
        emit((item, "created", ALL, ALL), scope, state, "item")
    return emit((item, measure, ALL, ALL), scope, state, "item")


def read_all_open(scope: Scope, state: State) -> str:
    """制作规范性文件3件,对外公开总数量12件: all that is open of the papers counted before, as the form of 2019 asks;
    "" where none were counted."""
    told = [f for f in state.sentence_facts if f.kind == "disclosure" and f.key[1] in DOCUMENTS]
    items = {f.key[1] for f in told}
    if len(items) != 1 or scope.count.unit not in _DOCUMENT_UNITS:
        return "refuse.joint" if told else ""
    return emit((items.pop(), "cumulative", ALL, ALL), scope, state, "item")


def is_of_item_before(state: State) -> bool:
    """规范性文件,共38件: whether the clause before a sum ends with the name of the papers that it counts."""
    before = state.parts[state.at - 1] if state.at else None
    if before is None or before.counts or not before.hits or before.hits[-1].end != before.end:
        return False
    return [code for code in kinds_of(before.hits[-1:]).get("item", ()) if code in DOCUMENTS] == [state.item]


def _measure_before(state: State) -> str:
    """制定规章2部、规范性文件15件: the verb of the papers before holds for these, too."""
    last = state.last
    if last is None or last.kind != "disclosure" or last.key[1] not in DOCUMENTS:
        return "disclosed"
    return last.key[0]


def _is_of_decisions(state: State) -> bool:
    """作出行政许可1200件,行政处罚350件: the verb of the first holds for the next."""
    return any(f.kind == "disclosure" and f.key[0] == "decisions" for f in state.sentence_facts)


def read_none_made(clause: Clause, kinds: Kinds, state: State) -> bool:
    """Reads 未制发规范性文件 in a clause without counts; papers that it only names may be counted behind it."""
    documents = [code for code in kinds.get("item", ()) if code in DOCUMENTS]
    if len(documents) != 1:
        return False
    end = clause.end
    is_none = clause.flags & NONE != 0 and state.time == "this"
    if state.time == "this" and _NONE_IN_FORCE.search(state.text, clause.start, clause.end):
        state.emit(none_stated("disclosure", ("in_force", *documents, ALL, ALL), "prose.disclosures.none", "无"))
        return True
    if not is_none and state.time == "this" and clause.opener == "、" and state.at:
        before = state.parts[state.at - 1]
        if before.flags & NONE and not before.counts and _NOT_MADE.search(state.text, before.start, clause.end):
            # 未制发、废止规范性文件.
            clause, kinds, is_none = before, {**kinds_of(before.hits), **kinds}, True
    if is_none and _NONE_OF_THEM.search(state.text, clause.start, clause.end):
        state.emit(none_stated("disclosure", ("disclosed", *documents, ALL, ALL), "prose.disclosures.none", "没有"))
        return True
    if is_none and _NOT_MADE.search(state.text, clause.start, end):
        for measure in [done for verb, done in _DONE.items() if verb in kinds] or ["disclosed"]:
            state.emit(none_stated("disclosure", (measure, *documents, ALL, ALL), "prose.disclosures.none", "没有制发"))
        return True
    state.item = documents[0]
    return False


def read_fees(clause: Clause, count: Count, state: State) -> str:
    """Reads what was levied in a year whose form asks for the amount; gives the rule's name, "" where it is none."""
    if count.rule != "refuse.money" or state.report_year < _FEES_SINCE or count.is_near or state.time != "this":
        return ""
    said = state.text[clause.start : count.start]
    levied = _LEVIED.search(said)
    is_other = state.domain not in ("", "disclosures") or _NOT_LEVIED.search(said)
    if levied is None or levied.end() != len(said) or is_other:
        return ""
    state.domain = "disclosures"
    rule = "prose.disclosures.fees"
    fact = counted(state, "disclosure", ("amount", "administrative_fee", ALL, ALL), count, rule, set())
    fact.unit = "cny"
    state.emit(fact)
    return rule
