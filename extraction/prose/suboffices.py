"""Whose a count is: the reporting authority's own and overall figure, or that of one of its bodies.

Belongs here: bodies named before a count (其中市国土局120件). Does not belong here: the other rules that turn a number
away (refusals).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extraction.prose.clauses import ABOUT, AMONG, APPLICATION, CHANNEL, DISCLOSE, OVERALL, SUBOFFICE, SUM, Clause
from extraction.prose.state import Scope, State, is_sum_before
from extraction.remembering import remembered

_ASIDE = re.compile(r"[(][^()]*[)]")
_NAME = 12
_OFFICES = ("局", "委", "厅", "办")
_TITLE = 600
_BODY = re.compile(
    r"(?:本级|[省市县区州乡镇村](?:级|级机关|直机关)|各[市县区州旗()]{1,6}(?:人民)?政府|两级|县市|市县|区县|县区|部门|单位|[局委厅]|办公[室厅]|办事处|[^村]乡镇|各[省市县区州盟旗镇乡]|各乡镇|各街道|街道|[镇乡]|派出所)"
    r"(?:及其?[\u4e00-\u9fff]{0,6})?(?:共|合计|总计)?\s*$"
)
BODY_SUBJECT = re.compile(
    r"^\s*(?:[一二三四五六七八九十]是)?(?:其中)?[,:]?\s*(?:全年)?+(?P<who>(?!不|非|属|由)[\u4e00-\u9fff]{1,10}?(?:局|委|厅|办公[室厅]|街道办事处|街道|镇|乡|政府及其部门|直部门|级部门|直单位))"
    r"(?=(?:20\d\d年度?)?(?:被|因|共|发生|收到|受理|办结|答复|主动公开|公开|发布|新增主动|全年|累计|通过[^,;]{2,20}(?:公开|发布)))"
)
_BODY_NAMED = re.compile(r"[\u4e00-\u9fff]{2,}(?:[局委厅]|办公[室厅]|街道|分局|中心|大队)\s*$")
_BODY_MARKS = frozenset("局委厅室处道镇乡门位")
"""One of these ends the name of every body that BODY_SUBJECT finds."""
_OWN_SUBJECT = re.compile(r"^(?:我|本|全(?!年))|各部门|各单位|各级")
_OF_OFFICE = re.compile(r"政府办公[室厅]\s?\d{4}年")
_OTHER_BODIES = re.compile(
    r"全[省市县区州旗盟]|其中|各(?:部门|单位|乡镇|镇街|街道)|(?:局|委|厅|处|中心|大队|街道|[^乡]镇|乡)(?:共|分别)?(?:收到|受理|接到|办理|\d)"
)
# 市政府办公室公开325条, where the report counts for nobody else.
_ANYBODY_ELSE = re.compile(
    r"(?:全[省市县区州旗盟]|各(?:级|部门|单位|乡镇|镇街|街道|[市县区州旗])|[市县区]直|本级)[^,;。\n]{0,24}?\d"
)
# 本级12条,各部门65条,各乡镇23条,合计100条: the sum is no body's own.
_SUM = re.compile(rf"[\s,;]*(?:以上|全[省市县区州旗])?{SUM}(?:为|有)?\s*")
_BARE_BODY = re.compile(r"(?:^|[\s,、;:(]|其中|通过|在)[本我]?[局委厅办院队]$")
# 其中省级部门231件,市、县815件.
_PLACES = re.compile(r"(?:^|[、,各])(?:[市县区州旗盟]|市县|县区|区县|县市|市州|州市)(?:[(][^()\d]{1,12}[)])?\s*$")


# 市本级公开1200条,县区公开3000条: one level beside another, and no overall figure.
_UPPER = re.compile(r"本级|[省市县区州](?:级|直)|各部门|[省市县区州](?:人民)?政府(?=主动|共|收到|受理|公开)")
_LOWER = re.compile(
    r"(?:^|[,各辖、])\s?(?:县[(]市、区[)]|县、区|[市县]区|区县|市县|乡镇|镇街|街镇|街道|部门|镇)(?:办事处|政府|机关|部门|单位)?"
    r"[^,;。\d级本]{0,14}$"
)
# 全县受理57件。其中,县级政府受理并答复6件: a part of what the whole place received.
_OF_ONE_LEVEL = re.compile(
    r"[\s,:]*(?:其中)?[\s,:]*[省市县区州旗]级?(?:人民)?政府(?:共|直接)?(?=收到|受理|接到|办理|办结|答复)"
)
_SUMMED_UP = re.compile(SUM)


def _is_of_one_level(text: str, scope: Scope, state: State) -> bool:
    """Whether a government's count is of one level of it, with the other one counted next to it and no sum behind."""
    is_upper, is_lower = _UPPER.search(text) is not None, _LOWER.search(text) is not None
    if not (is_upper or is_lower) or not state.is_government or _SUMMED_UP.search(state.text, scope.count.end):
        return False
    behind = _words_before_count(state.parts[state.at + 1 :], state)
    if is_upper and behind is not None and _LOWER.search(behind):
        return True
    before = _words_before_count(state.parts[: state.at][::-1], state) if is_lower else None
    return before is not None and not state.among and _UPPER.search(before) is not None


def _words_before_count(parts: Sequence[Clause], state: State) -> str | None:
    """What stands before the first count of some clauses, None where they divide a whole or count nothing."""
    for part in parts:
        if part.flags & AMONG:
            return None
        if part.counts and part.counts[0].rule == "":
            # 各县(市、区)公开3000条: brackets are clauses, too.
            end = part.counts[0].start
            return state.text[max(state.text.rfind(mark, 0, end) for mark in ",;") + 1 : end]
    return None


def suboffice(text: str, scope: Scope, state: State) -> str:
    """A body's own count under an overall figure: 其中市直部门41,560条, 各乡镇公开1200条."""
    if _SUM.fullmatch(text) and is_sum_before(scope, state):
        state.is_of_body = False
        return ""
    if state.domain != "cases" and _is_of_one_level(text, scope, state):
        return "refuse.suboffice"
    who = body_subject(text)
    is_taking = state.domain == "cases" and text[text.find(who) + len(who) :].startswith("受理")
    is_of_own = state.section.part == "cases" and "不服我" in text
    is_of_own |= who[:1] in ("我", "本") and state.section.part == "cases" and scope.flags & ABOUT != 0
    if who and is_taking and not is_of_own:
        # A deciding body speaks for its own count only.
        return "refuse.suboffice"
    if who:
        state.is_of_body = not _is_own(who, state)
    elif scope.flags & OVERALL:
        state.is_of_body = False
    if state.is_of_body:
        return "refuse.suboffice"
    if state.domain == "cases" or scope.flags & OVERALL:
        return ""
    named = _body_named(text)
    if named and not _is_own(named, state):
        return "refuse.suboffice"
    if state.among or scope.flags & AMONG:
        if state.received is not None and _OF_ONE_LEVEL.match(text):
            return "refuse.suboffice"
        if state.refused == "refuse.suboffice" and _PLACES.search(text):
            return "refuse.suboffice"
        plain = state.without_own_names(text)
        verbs = (hit for hit in scope.left if not hit.word.flags & CHANNEL)
        said = (hit.start for hit in verbs if hit.word.flags & (DISCLOSE | APPLICATION))
        verb = next(said, scope.count.start)
        if not state.is_government and _BARE_BODY.search(state.text[scope.begin : verb]):
            return ""
        if _ends_in_body(plain) or _ends_in_body(state.text[scope.begin : verb]):
            return "refuse.suboffice"
        return ""
    if not scope.flags & SUBOFFICE:
        return ""
    last = None
    for hit in scope.left:
        if hit.word.flags & SUBOFFICE:
            last = hit
        elif hit.word.flags & CHANNEL:
            last = None
    if last is None:
        return ""
    return "" if _is_own(state.text[max(scope.begin, last.start - _NAME) : last.end], state) else "refuse.suboffice"


@remembered
def body_subject(text: str) -> str:
    """The body that a clause begins with (区教育局 in 区教育局公开信息), "" where none does."""
    if _BODY_MARKS.isdisjoint(text):
        return ""
    who = BODY_SUBJECT.match(_ASIDE.sub("", text) if "(" in text else text)
    return who["who"] if who else ""


@remembered
def _body_named(text: str) -> str:
    """The body whose name stands right before a count (市国土局120件)."""
    named = _BODY_NAMED.search((_ASIDE.sub("", text) if "(" in text else text)[-14:])
    return named[0] if named else ""


@remembered
def _ends_in_body(text: str) -> bool:
    return _BODY.search(text[-16:]) is not None


def _is_own(who: str, state: State) -> bool:
    """Whether a body is the reporting authority itself, or all of its bodies together."""
    if who.endswith(("办公室", "办公厅")) and (state.authority_name.endswith(who[-3:]) or _is_of_office(who, state)):
        return True
    if _OWN_SUBJECT.search(who) or (who.endswith(_OFFICES) and not state.is_government):
        return True
    return who in state.authority_name or any(name in who for name in state.own_names)


def _is_of_office(who: str, state: State) -> bool:
    """Whether a government's office stands for the government: the report is the office's own (汉阳区人民政府办公室
    2022年…年度报告), or no other body's applications are counted beside those of the office."""
    if not (state.is_government and who[-3:] in ("办公室", "办公厅") and who[:-3].endswith("政府")):
        return False
    if _OF_OFFICE.search(state.document, 0, _TITLE):
        return True
    if state.domain == "disclosures":
        return _ANYBODY_ELSE.search(state.document) is None
    others = _OTHER_BODIES.search(state.document, state.paragraph, state.sentence[1])
    return state.domain == "applications" and others is None
