"""Clauses on applications without counts: a none, an 均, the outcome of a single one.

Belongs here: the keys of statements on applications, and what a clause states that counts nothing itself. Does not
belong here: what a count states (applications).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extraction.prose.clauses import ALL_OF, CLOSING, FEE, LAST_YEAR, NONE, REFUSAL, Clause, Hit
from extraction.prose.said import (
    goes_on_of_all,
    is_more_carried_in,
    is_of_another_matter,
    is_of_bare_count,
    is_of_other_counts,
    is_of_some,
    is_said_of_them,
    is_single,
    is_some_carried_out,
)
from extraction.prose.state import ALL, Fact, Key, State, inferred, none_stated

_FAR = 14
FILLERS = re.compile(
    r"[\s的了为是有共等数量类件我局本机关区市县省全于在中对其由及和与或并各方式申请年度月日信息公开政府到通过提出提交采取以已按照"
    r"情况总收受理处接答复回办结关公民法人组织社会公众群众人民网来向给均将经后进行属要求所行该至末底期间上述自名义身份者递个位“”\"\d:.,、—-]+"
)
RUN: dict[str, Key] = {
    "carried_in": ("carried_in", ALL, ALL, ALL, ALL),
    "carried_out": ("carried_out", ALL, ALL, ALL, ALL),
    "processed_on_time": ("processed_on_time", ALL, ALL, ALL, ALL),
    "processed_extended": ("processed_extended", ALL, ALL, ALL, ALL),
    "processed": ("processed", ALL, ALL, ALL, ALL),
    "answered": ("processed", ALL, ALL, ALL, ALL),
    "received": ("received", ALL, ALL, ALL, ALL),
}
RECEIVED: Key = RUN["received"]


def meanings(hits: Sequence[Hit], state: State) -> list[tuple[str, str, Hit]]:
    """(kind, code, hit) of the words that speak of applications, in the report's era."""
    found = []
    for hit in hits:
        meaning = hit.word.application_statutory if state.is_statutory else hit.word.application
        if meaning is not None and not (meaning[1] in _GIVEN and state.text[hit.start - 1] in _NEGATED):
            found.append((*meaning, hit))
    return found


_GIVEN = frozenset(("granted", "partially_granted"))
_NEGATED = frozenset("不未没免非拒")


def outcome_key(code: str) -> Key:
    """denied/state_secret → the key of that reason."""
    outcome, _, reason = code.partition("/")
    return ("outcome", ALL, ALL, outcome, reason or ALL)


def read_words(clause: Clause, state: State) -> None:
    """Reads a clause without counts: a none, an 均, or what a count further on will be about."""
    found = meanings(clause.hits, state)
    if clause.flags & FEE:
        return
    nones = [hit for hit in clause.hits if hit.word.flags & NONE] if clause.flags & NONE else []
    if nones and _read_none(clause, nones, found, state):
        return
    if not nones:
        held = len(state.facts)
        _read_all(clause, found, state, clause.flags & ALL_OF != 0)
        state.is_of_all |= clause.flags & ALL_OF != 0
        is_new = len(state.facts) == held and not state.is_announced
        is_aside = clause.opener == "(" and _ASIDE.match(state.text, clause.start, clause.end) is not None
        state.said = (_said(found) or state.said) if is_new and not is_aside else ""
        state.said = _mainly(clause, found, state) or state.said
    names = [code for kind, code, _ in found if kind == "measure"]
    names = names or ["received" for kind, _, _ in found if kind == "subject"]
    if names:
        state.names = names


# 公开(含部分公开)46件: a number of both.
_ASIDE = re.compile(r"(?:含|包括|包含|可)")
_ANY = re.compile(r"等|任何|各种|各类|其他|其它")
# 未收到书面、网络申请: paper is the other half of the ways, though it has no code.
_PAPER = re.compile(r"书面|纸质|线下")
_OR_OTHERS = re.compile(r"或者?(?:通过|以)?其[他它]")
_ALL_WAYS = 3
_ONLY_SOME = frozenset(("commercial_enterprise", "research_institution", "social_welfare_org", "legal_service_org"))
_DID_NOT_APPLY = re.compile(r"(?:提出|提交|申请)")


def _who(none: Hit, before: Sequence[tuple[str, str, Hit]], state: State) -> list[str] | None:
    """The applicants who, named right before a none, did not apply (社会公益组织没有提出申请)."""
    codes = [code for kind, code, hit in before if kind == "applicant"]
    if not codes or not _DID_NOT_APPLY.match(state.text, none.end) or before[-1][2].end != none.start:
        return None
    return [] if "undivided" in codes or codes == ["natural_person"] else codes


# 未收到申请人的反馈, 未收到申请材料, 无申请受理点, 无因申请引发的舆情: what there was none of is named last.
_LAST_NAMED = re.compile(
    r"(?:反馈|异议|意见|投诉|举报|材料|费用?|舆情|咨询|建议|留言|受理点|纠纷|争议|质疑|不满|渠道|途径|窗口)"
    r"(?:情况|问题|现象|事件|案件|[的等者])*$"
)
# 未收到公开申请及相关投诉举报: neither of them.
_NOR = re.compile(
    r"申请(?:件|事项|(?:公开|获取)(?:政府)?信息)?(?:[及和与、或]|以及)(?:相关|有关|其他|任何)*(?:政府信息公开工作的?)?[\u4e00-\u9fff、]{0,4}(?:投诉|举报|咨询|意见|异议)"
)
# 未收到其他申请, 没有需要征求第三方意见的申请: some applications, not all.
_SOME = re.compile(
    r"其[他它](?!组织|单位|个人|方式|形式|渠道|途径|社会|机构|企业|信息|政府|内容)|别的|需要?(?![^,;。、]{0,10}公开)|逾期|超期|超时|延期|重复|收费|减免|第三方|无法|不符|不合|大量|恶意"
)
_PART_OF_YEAR = re.compile(r"[上下]半年|[一二三四1-4]季度|\d{1,2}月份")


def _is_of_some(none: Hit, behind: Sequence[tuple[str, str, Hit]], clause: Clause, state: State) -> bool:
    """Whether a none is of some applications, of a part of the year, or of another thing that applications bring."""
    is_of_another = _LAST_NAMED.search(state.text, none.end, clause.end) is not None
    if is_of_another and not _NOR.search(state.text, none.end, clause.end):
        return True
    if _PART_OF_YEAR.search(state.text, clause.start, none.start):
        return True
    subject = next((hit.start for kind, _, hit in behind if kind == "subject"), clause.end)
    refused = (hit.start for kind, code, hit in behind if kind == "outcome" and code not in _GIVEN)
    if any(start < subject for start in refused):
        return True
    return _SOME.search(state.text, none.end, subject) is not None


# 除此之外,没有收到其他形式的申请: of every way but the one told before, whichever that is.
_BUT_FOR_THESE = re.compile(r"除(?:此|上述|以上|[^,;。]{1,12}外)")


def _denied(
    none: Hit,
    before: Sequence[tuple[str, str, Hit]],
    behind: Sequence[tuple[str, str, Hit]],
    clause: Clause,
    state: State,
) -> list[Key]:
    """What a none of applications says none of: one or two ways by name (未收到传真、信函申请), more of them only where
    applications came by other ways; else all applications (没有收到通过网络、信函、当面等方式提出的申请)."""
    channels = list(dict.fromkeys(code for kind, code, _ in behind if kind == "channel"))
    if (applicants := _who(none, before, state)) is not None:
        return [("received", ALL, code, ALL, ALL) for code in applicants]
    who = list(dict.fromkeys(code for kind, code, _ in behind if kind in ("applicant", "people")))
    if who and not channels and _ONLY_SOME.issuperset(who):
        return [("received", ALL, code, ALL, ALL) for code in who]
    others = _ANY if len(channels) > 1 else _PAPER
    if channels == ["other"] and _OR_OTHERS.search(state.text, none.end, clause.end):
        return [RECEIVED]
    is_some = bool(channels) and not others.search(state.text, clause.start, clause.end)
    if channels == ["other"] and _BUT_FOR_THESE.search(state.text, 0, none.start):
        return []
    if is_some and (len(channels) < _ALL_WAYS or (state.received is not None and state.received.value > 0)):
        return [("received", channel, ALL, ALL, ALL) for channel in channels]
    return [RECEIVED]


def _said(found: Sequence[tuple[str, str, Hit]]) -> str:
    """The outcome that a clause names, for the count that may follow (所申请信息非我关制作,告知向海关总署申请:2宗)."""
    codes = list(dict.fromkeys(code for kind, code, _ in found if kind == "outcome" and code != "refused_in_form"))
    return codes[0] if len(codes) == 1 and not any(kind == "measure" for kind, _, _ in found) else ""


_MAINLY = re.compile(r"以[^,;。]{2,8}为主$|(?:主要|大多|多数|多半)(?:是|为|来自)[^,;。]{2,8}$")


def _mainly(clause: Clause, found: Sequence[tuple[str, str, Hit]], state: State) -> str:
    """:natural_person for 申请人以公民为主, whose number the next clause tells."""
    codes = {code for kind, code, _ in found if kind == "applicant"}
    if len(codes) != 1 or "undivided" in codes or not _MAINLY.search(state.text, clause.start, clause.end):
        return ""
    return f":{codes.pop()}"


# 公开的信息没有涉及国家秘密: of what was made public, not of what was refused.
_MADE_PUBLIC = re.compile(r"(?:公开|发布|公布)的(?:全部|所有|各类|政府|政务)*信息(?:均|都|中)?\s*$")
# 没有应公开而不公开的情况: of what was never asked for.
_OUGHT_TO_BE = re.compile(r"应(?:当|该|予)?(?:主动|依法)?公开(?:而|却|但)?(?:不予|未予?|不|没有|拒绝)公开")
# 内容本机关未制作,也未保存无法提供: why it cannot be provided, and no none.
_NOT_KEPT = re.compile("保存|制作|获取|掌握|持有|形成")
_OFTEN_NONE = {measure: RUN[measure] for measure in ("carried_in", "carried_out", "processed_extended")}


def _read_none(clause: Clause, nones: Sequence[Hit], found: Sequence[tuple[str, str, Hit]], state: State) -> bool:
    none = nones[0]
    if _MADE_PUBLIC.search(state.text, clause.start, none.start):
        return True
    if "应" in state.text and _OUGHT_TO_BE.search(state.text, none.end, clause.end):
        return True
    behind = [(kind, code, hit) for kind, code, hit in found if hit.start >= none.end]
    before = [(kind, code, hit) for kind, code, hit in found if hit.end <= none.start]
    kinds = {kind: code for kind, code, _ in reversed(behind)}
    quote = state.text[none.start : clause.end]
    keys: list[Key] = []
    outcomes = list(dict.fromkeys(code for kind, code, _ in behind if kind == "outcome"))
    measures = {code for kind, code, _ in behind if kind == "measure"}
    subject = any(kind == "subject" for kind, _, _ in found)
    gap = behind[0][2].start - none.end if behind else 0
    refused = next((hit.start for kind, _, hit in behind if kind == "outcome"), none.end)
    if _NOT_KEPT.search(state.text, none.end, refused):
        return False
    if outcomes and not measures & {"received"}:
        keys = [RECEIVED] if behind[0][0] == "subject" and len(state.text[none.end : clause.end]) > 12 else []
        keys += [outcome_key(code) for code in outcomes if code != "refused_in_form"]
    elif measures & _OFTEN_NONE.keys():
        keys = [key for measure, key in _OFTEN_NONE.items() if measure in measures]
        if clause.flags & LAST_YEAR and measures == {"carried_out"}:
            keys = [RUN["carried_in"]]
    elif ("received" in measures and (subject or not clause.flags & REFUSAL)) or (
        "subject" in kinds and not measures and gap <= _FAR
    ):
        keys = [] if _is_of_some(none, behind, clause, state) else _denied(none, before, behind, clause, state)
    elif not behind and before and _closes(none, clause, state):
        last_outcome = [code for kind, code, _ in before if kind == "outcome"]
        ways = list(dict.fromkeys(code for kind, code, _ in before if kind == "channel"))
        if last_outcome:
            keys = [outcome_key(code) for code in last_outcome]
        else:
            # 当面6件,传真没有.
            keys = [("received", way, ALL, ALL, ALL) for way in ways] or [RECEIVED]
    elif not found and _is_bare(none, clause, state):
        keys = [RECEIVED]
    for key in keys:
        fact = state.emit(none_stated("application", key, "prose.applications.none_stated", quote))
        if key == RECEIVED:
            state.received = fact
    return bool(keys)


_NEITHER = re.compile(
    r"(?:未|没有|无)(?:曾|有)?(?:收到|接到|受理|接收)?[^,;。、因由]{0,4}(?:(?:政府|政务)?信息公开申请|依申请公开(?:政府|政务)?(?:信息)?(?:申请)?)"
    r"(?:件|事项)?(?:[、和及与]|以及)"
    r"|零申请|依申请公开(?:政府信息|申请)?[、和及与][^,;。\d]{2,24}(?:均|都)为?(?=0)"
)


def read_neither(clause: Clause, state: State) -> None:
    """未收到信息公开申请、行政复议: a none of cases that is one of applications, too."""
    none = _NEITHER.search(state.text, clause.start, clause.end)
    if none is None or clause.flags & FEE or any(f.kind == "application" and f.key == RECEIVED for f in state.facts):
        return
    state.received = state.emit(none_stated("application", RECEIVED, "prose.applications.none_stated", none[0]))


_BARE = re.compile(r"\s*(?:[^\s]{0,12}?(?:年度?|我\w|本\w{1,3}))?\s*")


def _closes(none: Hit, clause: Clause, state: State) -> bool:
    """依申请公开情况:无 / 政府信息公开申请未发生."""
    return CLOSING.fullmatch(state.text, none.end, clause.end) is not None


def _is_bare(none: Hit, clause: Clause, state: State) -> bool:
    """A section whose whole word is 无."""
    return (
        "applications" in (state.section.part, state.section.code)
        and state.received is None
        and CLOSING.fullmatch(state.text, none.end, clause.end) is not None
        and _BARE.fullmatch(state.text, clause.start, none.start) is not None
    )


_ONE_OF_THEM = re.compile(r"(?<!统)一(?:件|宗|份)?(?:为|是|系|因|属|则)|其[一二]|(?:其中|另)一[件宗份]")
_REST = re.compile(r"其余|余下|剩余|另外|此外|其他的|其它的")
_GROUND = re.compile(r"原因|理由|因|系|由于")


def _read_all(clause: Clause, found: Sequence[tuple[str, str, Hit]], state: State, is_all: bool) -> None:
    """均同意公开, 已全部办结, 均为信函: all of a count were so; so is a single one without 均."""
    if _REST.search(state.text, clause.start, clause.end) or is_of_other_counts(state):
        return
    base = state.base if state.base is not None and state.base.kind == "application" else None
    measures = {code for kind, code, _ in found if kind == "measure"}
    outcomes = list(dict.fromkeys(code for kind, code, _ in found if kind == "outcome" and code != "refused_in_form"))
    is_done = measures & {"processed", "answered", "processed_on_time"}
    if is_done and is_of_another_matter(clause, state):
        return
    received = state.received
    if is_done and received is not None and _is_of_all_received(clause, received, state, is_all):
        _read_done(measures, received, state)
        if not outcomes:
            if is_all and _ALL_SENT.search(state.text, clause.start, clause.end):
                _read_way_and_applicant(clause, found, measures, received, state, is_all)
            return
        # 收到2件,已依法答复并予以公开.
        is_all = is_all or is_said_of_them(clause, received, state)
    if base is not None and is_all and _is_part_of(base, received) and "均" in state.text[clause.start : clause.end]:
        # 收到2件,1件为信函,1件为当面提出,均同意公开: of one alone 均 would not be said.
        base = received
    if base is None:
        return
    if not outcomes:
        _read_way_and_applicant(clause, found, measures, base, state, is_all)
    elif state.refused != "refuse.class_of_applications" and not is_of_some(clause, outcomes, state):
        _read_outcomes(clause, outcomes, base, state, is_all, _rule(is_all))


def _is_part_of(base: Fact, received: Fact | None) -> bool:
    """Whether a count of one is a part of several received, told in the same sentence."""
    return base.value == 1 and received is not None and received.value > 1 and received.sentence == base.sentence


def _rule(is_all: bool) -> str:
    return "prose.applications.all_of_them" if is_all else "prose.applications.single"


def _is_of_all_received(clause: Clause, received: Fact, state: State, is_all: bool) -> bool:
    """Whether what a clause says was done was done with all that were received."""
    is_all = is_all or goes_on_of_all(state)
    if not received.value or (is_all and is_of_bare_count(received, state)):
        return False
    return is_all or is_single(received, state) or is_said_of_them(clause, received, state)


def _read_done(measures: set[str], received: Fact, state: State) -> None:
    """已全部办结, 均按时答复: as many were processed as were received, or as the sum with those carried in."""
    of = state.sum_told
    if of is None and not (is_more_carried_in(received, state) or is_some_carried_out(received, state)):
        of = received
    if of is not None and not any(f.kind == "application" and f.key == RUN["processed"] for f in state.facts):
        name = "answered" if measures <= {"answered", "received"} else "processed"
        state.emit(inferred("application", RUN["processed"], of, f"prose.applications.all_{name}"))
    if "processed_on_time" in measures and not state.is_statutory:
        state.emit(inferred("application", RUN["processed_on_time"], received, "prose.applications.all_on_time"))


def _read_way_and_applicant(
    clause: Clause,
    found: Sequence[tuple[str, str, Hit]],
    measures: set[str],
    base: Fact,
    state: State,
    is_all: bool,
) -> None:
    """均为信函, 申请人均为自然人, 均结转下年: how all of a count came, who applied, or that they were carried over."""
    received = state.received
    is_here = base.sentence == state.sentence
    is_said = is_all or _SAID_IS.match(state.text, clause.start, clause.end) is not None
    if clause.opener == "(" and base is state.last and _ASIDE.match(state.text, clause.start, clause.end) is None:
        # 收到申请3件(自然人申请).
        is_said = True
    if not is_here and is_said and not state.sentence_facts and received is not None and received.value:
        # 申请人均为自然人, in a sentence of its own.
        base, is_here = received, True
    if not (is_here and (is_said or base.value == 1)):
        return
    if "carried_out" in measures and (is_all or base.value == 1):
        state.emit(inferred("application", RUN["carried_out"], base, _rule(is_all)))
        return
    if base.key != RECEIVED or "received" in measures:
        return
    ways = [(code, hit) for kind, code, hit in found if kind == "channel"]
    channels = list(dict.fromkeys(code for code, _ in ways))
    if len(channels) == 1 and not any(SENT_BY.match(state.text, hit.end, clause.end) for _, hit in ways):
        state.emit(inferred("application", ("received", channels[0], ALL, ALL, ALL), base, _rule(is_all)))
    who = [(code, hit) for kind, code, hit in found if kind == "applicant"]
    if len(who) != 1 or who[0][0] == "undivided" or not is_said:
        return
    code, hit = who[0]
    if code == "natural_person" or _APPLIED.match(state.text, hit.end, clause.end):
        state.emit(inferred("application", ("received", ALL, code, ALL, ALL), base, _rule(is_all)))


# 均为企业登记信息: what was asked for, not who asked.
_APPLIED = re.compile(r"(?:的?申请|提出|提交|通过|以)|\s*$")
# 均予以邮寄公开, 邮寄送达3件: how the answer went out, not how the application came.
SENT_BY = re.compile(
    r"(?:的?(?:方式|形式|途径|渠道))?(?:进行|予以|给予|作出|依法|及时|书面|对外|向社会|向|对|申请人|当事人)*"
    r"(?:公开|答复|回复|送达|告知|提供|寄[送出给回]|反馈|发送|给|办[结理])(?!的?申请(?!人))"
)
# 均为网络申请并按期答复.
_ALL_SENT = re.compile(r"均(?:为|系|是|通过)[^,;。、]{1,12}?(?:提出|提交|申请)")
_SAID_IS = re.compile(r"\s*(?:申请(?:人|主体|者|方式|渠道|途径|形式)|申请人(?:情况|类型))?(?:为|系|来自)(?!主)")


def _read_outcomes(clause: Clause, outcomes: list[str], base: Fact, state: State, is_all: bool, rule: str) -> None:
    reasons = [code for code in outcomes if "/" in code]
    parents = {code.partition("/")[0] for code in reasons}
    if len(reasons) > 1 or (len(outcomes) > 1 and not all(code in parents for code in outcomes if "/" not in code)):
        return
    measure, _, _, outcome, reason = base.key
    is_last = state.last is not None and base in (state.last, state.last.base)
    if measure == "outcome" and reason == ALL and reasons and parents == {outcome} and is_last:
        words = state.text[clause.start : clause.end]
        if base.value > 1 and _ONE_OF_THEM.search(words):
            state.emit(replace(inferred("application", outcome_key(reasons[0]), base, rule), value=Decimal(1)))
            return
        if is_all or state.is_of_all or base.value == 1 or clause.opener == "(" or _GROUND.search(words):
            state.emit(inferred("application", outcome_key(reasons[0]), base, "prose.applications.ground"))
        return
    if measure in ("received", "processed") and (is_all or base.value == 1):
        if _is_answered(base, parents | {code for code in outcomes if "/" not in code}, state):
            return
        for code in outcomes:
            state.emit(inferred("application", outcome_key(code), base, rule))


def _is_answered(base: Fact, parents: set[str], state: State) -> bool:
    """Whether another outcome has been stated since a count; a ground of the same refusal is none."""
    since = state.sentence_facts
    if base in since:
        since = since[since.index(base) + 1 :]
    given = [f.key for f in since if f.kind == "application" and f.key[0] == "outcome"]
    return any(reason == ALL or outcome not in parents for _, _, _, outcome, reason in given)
