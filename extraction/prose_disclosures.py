"""Rules for disclosures: the general count, channels, items and topics, new, created, repealed and cumulative.

Belongs here: what a count in a clause on information made public states. Does not belong here: finding words
(prose_clauses), numbers that are no facts anywhere (prose_refusals).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extraction.prose_clauses import Clause, Hit
from extraction.prose_state import Scope, State, counted

ALL = "all"
_INFORMATION_UNITS = frozenset(("条", "件", "篇", "份", "则", "项", "条次", "件次"))
_FILLERS = re.compile(
    r"[\s的了为是有共已等约达向社会面公众数量条我局区市县省镇乡街道办机关单位本级政府全于在中上利用通过以方式各渠道途径形式等多种不同载体平台"
    r"情况总计累及和与年度月日期间截至底止末到今其中新进行依法及时主动对外公开“”\"\d:.,、—()-]+"
)
_LISTED = re.compile(r"、.*等|等(?:方面|各类|各种|重要|相关|政府|政务)*(?:的)?(?:信息|$)")
_NAME_HEAD = re.compile(
    r"^(?:[\s、,;:.]|其中|包括|含|分别是|主要是|主要有|有|在|从|\d{1,2}[.、]|[(]?[一二三四五六七八九十]+[)、是]|[①-⑩]|主动公开|公开|发布|公布|涉及|关于|属于|按)+"
)
_NAME_TAIL = re.compile(
    r"(?:(?:类|方面)?(?:的)?(?:公开信息|信息公开|政府信息公开|公开|发布)(?:数量?)?|(?:类|方面)(?:的)?(?:政府|政务)?(?:信息|文件)?|(?:的)?(?:政府|政务)信息)?"
    r"(?:共计|共|有|为|约|计|达|是|总计|数|[:\s])*$"
)
_STRICT_VERB = re.compile(r"主动公开|公开(?:各类)?(?:政府|政务)|发布|公布|政府信息公开|公开信息|信息公开")


def read_count(scope: Scope, state: State) -> tuple[str, int]:
    """Reads one count; gives the rule's name ("" where none fits) and the offset up to which words are used up."""
    used = scope.count.end
    kinds: dict[str, list[str]] = {}
    for hit in scope.left:
        for kind, code in hit.word.disclosure.items():
            codes = kinds.setdefault(kind, [])
            if code not in codes:
                codes.append(code)
    text = state.text[scope.begin : scope.count.start]
    if "依申请" in text or "不予公开" in text:
        return "refuse.class_of_documents", used
    measure = _measure(kinds, scope, state)
    if "item" not in kinds and state.item and measure in ("created", "repealed", "in_force") and "information" not in kinds:
        kinds["item"] = [state.item]
    if "item" in kinds:
        return _item(kinds, measure, scope, state), used
    if scope.count.unit not in _INFORMATION_UNITS:
        return "refuse.things", used
    residue = _residue(scope, state)
    channels = _channels(kinds, scope, state)
    if channels and not ("disclose" in kinds or "information" in kinds or state.is_list or not residue):
        channels = []
    if channels and "place" not in kinds:
        if len(channels) > 1:
            return "refuse.joint", used
        if residue and not _LISTED.search(text):
            return "refuse.class_of_information", used
        return _emit(("information", measure, channels[0], ALL), scope, state, "channel"), used
    if "place" in kinds and not state.is_list:
        return "refuse.place", used
    is_general = ("information" in kinds or "disclose" in kinds) and not residue
    if is_general and not (state.is_list and _total_held(state)):
        if state.is_strict and not _STRICT_VERB.search(text):
            return "refuse.not_said_here", used
        if "disclose" not in kinds and "new" not in kinds and "created" not in kinds.get("create", []) and "cumulative" not in kinds:
            return "refuse.not_disclosed", used
        if any(h.word.context == "among" for h in scope.left):
            return "refuse.part_of_disclosed", used
        return _emit(("information", measure, ALL, ALL), scope, state, "total"), used
    if state.is_list and _total_held(state):
        name = topic(text)
        if name and state.parent_channel:
            return "refuse.class_of_information", used
        if name:
            return _emit(("information", "disclosed", ALL, name), scope, state, "topic"), used
    if residue:
        return "refuse.class_of_information", used
    return "", used


def _measure(kinds: dict[str, list[str]], scope: Scope, state: State) -> str:
    """What was done to what is counted: disclosed unless the clause says otherwise."""
    if state.time == "since" or _is_cumulative(kinds, scope, state):
        return "cumulative"
    if "repeal" in kinds:
        return "repealed"
    if "in_force" in kinds:
        return "in_force"
    if "create" in kinds and "disclose" not in kinds:
        return "created"
    return "disclosed"


def _is_cumulative(kinds: dict[str, list[str]], scope: Scope, state: State) -> bool:
    """累计 by its context: beside 新增, or 截至 the end of the year; 全年 or a year heading it makes it the year's."""
    sentence = state.text[state.sentence[0] : scope.count.start]
    until = any(word in sentence for word in ("截至", "截止"))
    if "全年" in sentence or "本年" in sentence or "年度累计" in sentence:
        return False
    if "cumulative" in kinds:
        if state.is_new:
            return True
        return until
    return until and any(h.word.context == "already" for h in scope.left)


def _channels(kinds: dict[str, list[str]], scope: Scope, state: State) -> list[str]:
    """The channels that a count is of: [] for all. 微博 and 微信 in one number are social_media; several ways in one
    number are all of them, unless it says 其他."""
    codes = list(kinds.get("channel", ()))
    if not codes and not state.is_list and "disclose" in kinds:
        codes = list(state.channels)
    if "many" in kinds and "other" not in codes and not {"social_media"} & set(codes):
        return []
    if "other" in codes:
        return ["other"]
    if len(codes) > 1 and set(codes) <= {"weibo", "wechat", "social_media"}:
        return ["social_media"]
    if len(codes) > 2:
        return []
    return codes


def _item(kinds: dict[str, list[str]], measure: str, scope: Scope, state: State) -> str:
    item = kinds["item"][-1]
    if len(kinds["item"]) > 1:
        return "refuse.joint"
    if item in ("normative_document", "regulation"):
        if scope.count.unit not in ("件", "份", "个", "部", "条", "篇", "项"):
            return "refuse.things"
        known = "disclose" in kinds or "new" in kinds or measure != "disclosed" or state.among or _is_among(scope) or state.is_list
        if not known:
            return "refuse.not_disclosed"
        if "create" in kinds and "disclose" in kinds:
            _emit((item, "created", ALL, ALL), scope, state, "item")
        channels = kinds.get("channel", [])
        name = _emit((item, measure, ALL, ALL), scope, state, "item")
        if channels and measure == "disclosed":
            return name
        return name
    if scope.count.unit in ("项", "个"):
        return "refuse.power_list"
    if "decide" in kinds:
        return _emit((item, "decisions", ALL, ALL), scope, state, "decisions")
    if "disclose" in kinds:
        return _emit((item, "disclosed", ALL, ALL), scope, state, "item")
    return "refuse.not_disclosed"


def _is_among(scope: Scope) -> bool:
    return any(h.word.context == "among" for h in scope.left)


def _total_held(state: State) -> bool:
    return any(f.kind == "disclosure" and f.key[1] == "information" for f in state.facts)


def _residue(scope: Scope, state: State) -> str:
    """What the clause says before a count that no word of disclosures covers: the object is then no general one.
    The name of a site or an account before its kind says nothing of the object; one stray character is a slip."""
    text, at, rest = state.text, scope.begin, []
    for hit in scope.left:
        if not hit.word.disclosure and not hit.word.context:
            continue
        rest.append(text[at : hit.start])
        at = hit.end
        if "channel" in hit.word.disclosure:
            rest.clear()
    rest.append(text[at : scope.count.start])
    plain = "".join(rest)
    if state.own_names is not None:
        plain = state.own_names.sub("", plain)
    plain = _FILLERS.sub("", plain)
    return plain if len(plain) > 1 else ""


def topic(text: str) -> str:
    """The class name before a count: 综合政务类公开信息 → 综合政务, 决策信息 → 决策信息."""
    return _NAME_TAIL.sub("", _NAME_HEAD.sub("", text.strip())).strip(" 、,:“”\"")


def _emit(key: tuple[str, str, str, str], scope: Scope, state: State, name: str) -> str:
    rule = f"prose.disclosures.{name}"
    item, measure, channel, about = key
    names = {h.word.text for h in scope.left if "channel" in h.word.disclosure} if channel != ALL else set()
    if item in ("normative_document", "regulation"):
        state.item = item
    fact = counted(state, "disclosure", (measure, item, channel, about), scope.count, rule, names)
    if item == "normative_document" and measure == "disclosed" and _total_held(state):
        fact.is_nested = True
    state.emit(fact)
    if item == "information" and about == ALL and not _is_among(scope):
        state.parent_channel = channel if channel != ALL else ""
    if "new" in {k for h in scope.left for k in h.word.disclosure}:
        state.is_new = True
    return rule


def read_words(clause: Clause, state: State) -> None:
    """Reads a clause without counts: it may name the channel of a count further on."""
    codes: list[str] = []
    for hit in clause.hits:
        code = hit.word.disclosure.get("channel")
        if code and code not in codes:
            codes.append(code)
    if codes:
        state.channels = tuple(codes)


def heading_channels(hits: Sequence[Hit]) -> tuple[str, ...]:
    """The channels that a heading's words name."""
    return tuple(dict.fromkeys(h.word.disclosure["channel"] for h in hits if "channel" in h.word.disclosure))
