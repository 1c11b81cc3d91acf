"""Which of the three matters of a report a clause speaks of: what is made public, applications, cases.

Belongs here: the turn from one matter to another. Does not belong here: what a count of one of them states
(disclosures, applications, cases).
"""

from __future__ import annotations

import re

from extraction.prose.answers import meanings
from extraction.prose.cases import procedures
from extraction.prose.clauses import CHANNEL, CREATE, DISCLOSE, ITEM, NEW, NONE, PROCEDURE, TAKEN, Clause
from extraction.prose.state import Fact, State

_OF_DISCLOSURE = re.compile(
    "信息公开|政府信息的?申请|依申请|申请公开|公开申请|公开(?:政府|政务)?信息|公开(?:政府|政务)|公开的?申请"
)
_DEALT_WITH = re.compile("办结|答复|办理")
_TAKING = re.compile(TAKEN)
_TAKEN = re.compile(f"{TAKEN}(?:了|的)?申请")


def turn(clause: Clause, state: State) -> None:
    """Which of the three matters the clause speaks of; it stays with the last one where it does not say."""
    if clause.flags & PROCEDURE:
        is_said = not state.is_strict or state.is_about_disclosure or state.domain in ("applications", "cases")
        is_said = is_said or _is_of_itself(clause, state)
        state.domain = "cases" if is_said else ""
        if is_said and clause.counts:
            state.procedures = tuple(procedures(clause.hits))
        return
    text = state.text[clause.start : clause.end]
    if not state.domain and state.received is not None and _is_list_of_applications(clause, state):
        state.domain = "applications"
    elif "申请" in text:
        if _is_of_applications(text, state):
            state.domain = "applications"
    elif clause.flags & NONE and clause.flags & ITEM and clause.flags & CREATE and state.is_strict:
        # 执行依申请公开制度,未发生泄密。本年度未制发规范性文件: of papers, whatever the part has spoken of.
        state.domain = "disclosures"
    elif state.domain != "disclosures" and _is_of_disclosures(text, clause, state):
        state.domain = "disclosures"


def _is_of_applications(text: str, state: State) -> bool:
    taken = _TAKING.search(text) is not None or ("依申请" in text and _DEALT_WITH.search(text) is not None)
    if state.domain == "cases" and not (taken and "公开" in text):
        return False
    if not taken and (state.domain == "disclosures" or "主动公开" in text):
        # 推进主动公开与依申请公开工作,全年共制作信息180条.
        return False
    if "applications" in (state.domain, state.section.code) or _OF_DISCLOSURE.search(text):
        return True
    if "公开" in text and not state.is_strict:
        return True
    is_about = state.is_about_disclosure or "主动公开" in state.text
    is_taken = is_about and _TAKEN.search(text) is not None
    return is_taken or (taken and _is_labelled_applications(state))


def _is_of_disclosures(text: str, clause: Clause, state: State) -> bool:
    if "主动公开" in text and not ("属于" in text or "范围" in text or "已主动公开" in text):
        return state.section.code not in ("applications", "cases")
    is_of_site = clause.flags & NEW and clause.flags & CHANNEL and "信息" in text
    return not state.domain and (clause.flags & (DISCLOSE | ITEM | CREATE) != 0 or is_of_site != 0)


_BY = r"(?:来?看|分|划分|分类|统计|而言)"
_LIST_OF_WAYS = re.compile(
    rf"\s*(?:其中)?[,:]?(?:从|按照?|以|依)[^,;:。\d]{{0,8}}"
    rf"(?:申请(?:提交|提出|受理|接收)?的?(?:方式|渠道|途径|形式)|(?:渠道|方式)来源){_BY}"
)
_LIST_OF_APPLICANTS = re.compile(
    rf"\s*(?:其中)?[,:]?(?:从|按照?|以|依)申请(?:主体|类别|类型|人(?:类别|类型|身份)?){_BY}"
)
_LIST_OF_ANSWERS = re.compile(
    rf"\s*(?:其中)?[,:]?(?:从|按照?|在)?(?:申请)?(?:办理|答复|处理)的?(?:结果|情况|意见|类型)(?:中|为|如下|{_BY})?[,:]?"
)
_PARTS_OF_THEM = re.compile(r"\s*其中[,:]?")
_LISTS = (
    (_LIST_OF_WAYS, ("channel",)),
    (_LIST_OF_APPLICANTS, ("applicant",)),
    (_LIST_OF_ANSWERS, ("outcome",)),
    (_PARTS_OF_THEM, ("channel", "applicant", "outcome")),
)


def _is_list_of_applications(clause: Clause, state: State) -> bool:
    """从申请方式看,网络42件, 答复结果:予以公开27件: whether a clause begins a list of ways, applicants or answers,
    behind the applications that it divides; 其中 does so right behind them."""
    received, behind = state.received, clause if clause.counts else state.counted_behind()
    if received is None or not received.value or behind is None or behind.counts[0].value > received.value:
        return False
    said = next((item for item in _LISTS if item[0].match(state.text, clause.start, clause.end)), None)
    if said is None or (said[0] is _PARTS_OF_THEM and not _is_right_behind(received, state)):
        return False
    return any(kind in said[1] for kind, _, hit in meanings(behind.hits, state) if hit.end <= behind.counts[0].start)


def _is_right_behind(received: Fact, state: State) -> bool:
    """Whether a sentence stands right behind that in which the applications were counted, be it in a paragraph of its
    own."""
    return not state.document[received.sentence[1] : state.sentence[0]].strip("。 \n")


_OPENS_WITH = re.compile(
    r"\s*(?:[一二三四五六七八九]是|其[一二三四五六]|[-·●■【])?[^,;。:\d]{0,6}依申请公开[^,;。:\d】]{0,10}[。:】]"
)


def _is_labelled_applications(state: State) -> bool:
    """二是依申请公开情况。全年收到申请书12份: whether the paragraph opens by saying that it is about applications."""
    return _OPENS_WITH.match(state.document, state.paragraph, state.sentence[0]) is not None


_OF_ITSELF = re.compile(
    r"[\s,]*(?:(?:20\d\d年|(?:本|全|该)年度?|今年|年内|我[市县区镇乡局委厅省州旗]|也|均|亦)[,\s]*)*"
    r"(?:(?:未|没有|无|不存在|未曾)(?:发生|出现|产生|引发|涉及)?|发生|引发|被(?:申请|提起))过?(?:任何)?的?行政(?:复议|诉讼)"
    r"|[\s,]*行政(?:复议|诉讼)(?:(?:申请|案件)?[、和及与]行政诉讼)?(?:申请|案件)?(?:情况)?:?[均都]?为?(?:无|零|0[件起宗例]?)(?=[,;。\n]|$)"
)


def _is_of_itself(clause: Clause, state: State) -> bool:
    """发生行政复议2件, 行政复议无: whether this befell the authority; no deciding body or its counsel says so of its
    work."""
    return _OF_ITSELF.match(state.text, clause.start) is not None
