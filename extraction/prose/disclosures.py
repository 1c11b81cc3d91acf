"""Rules for disclosures: which counts are of lists, ways in turn, papers or information, and clauses without counts.

Belongs here: what kind of thing a count in a clause on disclosures is of. Does not belong here: what a count of
information states (information), or of papers (papers); finding words (clauses); numbers that are no
facts anywhere (refusals).
"""

from __future__ import annotations

import re

from extraction.prose.clauses import ALL_OF, DISCLOSE, EACH, NONE, REFUSAL, Clause
from extraction.prose.cumulative import measure_of
from extraction.prose.information import TOTAL, read_information
from extraction.prose.kept import DOCUMENTS, divisible, emit, total_held
from extraction.prose.objects import (
    GENERAL,
    INFORMATION_UNITS,
    is_beside_papers,
    is_of_kinds_behind,
    is_of_kinds_listed,
    kinds_of,
    narrowed,
    note_channels,
    outside_names,
    residue_of,
    without_objects,
)
from extraction.prose.papers import (
    is_of_item_before,
    is_of_made,
    last_item,
    papers_behind,
    read_all_open,
    read_item,
    read_none_made,
)
from extraction.prose.parts import is_said_before, measure_of_class
from extraction.prose.refusals import is_bare_whole
from extraction.prose.state import ALL, Fact, Member, Scope, State, counted, inferred, none_stated

_REST = re.compile(r"(?:其余|另外|另有|剩余|还有)的?$")
_JOINED = re.compile(r"(?:及|和|与|、|以及|等)“?[\u4e00-\u9fff]{2}")
# 规范性文件草案、备案、清理等信息12条: information on papers.
_ABOUT_PAPERS = re.compile(r"[\u4e00-\u9fff]{2,6}、[^,;。\d]*信息")
_NONE_NEW = re.compile(
    r"(?:未|无|没有)再?新增加?的?(?:主动公开的?(?:各类)?(?:政府|政务)?信息|(?:政府|政务)?信息公开)(?:情况|数量)?\s*$"
)
_AND = ("和", "及", "以及", "与")
_INFORMATION = re.compile(r"(?:政府|政务)信息")
# 除依法不予公开的以外,均已公布: not all of them.
_BUT_FOR = re.compile(r"除[^,。;]{2,30}外,[^,。;]*$")
# 区政府及其部门规范性文件11条.
_OFFICE_PAPERS = re.compile(
    r"^(?:[省市县区镇乡州旗本](?:人民)?政府|本[级机关部门单位局]+|各?(?:直属)?部门|办公[厅室]|及其?|和|、|所属)+"
    r"(?=[行规])"
)
_NUMBER_OF = ("信息数", "信息数量", "信息总数", "信息数为", "信息数量为", "信息总数为")


def read_count(scope: Scope, state: State) -> tuple[str, int]:
    """Reads one count; gives the rule's name ("" where none fits) and the offset up to which words are used up."""
    used = scope.count.end
    text = state.text[scope.begin : scope.count.start]
    if "对外公开总数" in text and (rule := read_all_open(scope, state)):
        return rule, used
    if "“" in text:
        scope.left = outside_names(scope.left, state.text)
    scope.left = without_objects(scope.left, state.text, scope.count.start)
    hits = scope.left
    member = state.members.get(scope.count.start)
    if member is not None:
        rule = _member(member, scope, state)
        if rule:
            return rule, max([used, *(hit.end for hit in scope.right)])
    kinds = kinds_of(hits)
    if "collect" in kinds:
        if "gazette" not in (kinds.get("channel") or state.channels):
            return "refuse.not_disclosed", used
        kinds["disclose"] = ["disclosed"]
    if "依申请" in text.replace("依申请公开工作", "") or "不予公开" in text:
        return "refuse.class_of_documents", used
    if not kinds and scope.right:
        behind = kinds_of(scope.right)
        is_thing = scope.count.unit not in INFORMATION_UNITS and "item" not in behind
        is_said = not is_thing and "disclose" in behind and ("channel" in behind or state.item != "")
        if is_said or ("channel" in behind and _REST.search(text)):
            kinds, used, hits = behind, scope.right[-1].end, scope.right
    papers = papers_behind(scope, state.text)
    # 公开规章2件,以及11件以市政府名义印发的规范性文件.
    is_beside = text.strip() in _AND and any(fact.key[1] in DOCUMENTS for fact in state.sentence_facts)
    is_done = is_beside or kinds.keys() & {"create", "repeal", "disclose"}
    if papers is not None and "item" not in kinds and is_done:
        kinds["item"], used = [papers.word.disclosure["item"]], papers.end
    if (
        kinds.keys() & {"disclose", "create", "new"}
        and not kinds.keys() & {"item", "information"}
        and _INFORMATION.match(state.text, scope.count.end)
    ):
        kinds["information"] = ["information"]
    is_verb_before = (text.startswith("等") and is_said_before(scope, state)) or is_beside_papers(text, state)
    if ("information" in kinds and "disclose" not in kinds and is_verb_before) or is_of_kinds_behind(scope, state):
        kinds["disclose"] = ["disclosed"]
    if scope.flags & EACH and len(kinds.get("channel", ())) > 1:
        ways = narrowed([hit for hit in hits if "channel" in hit.word.disclosure], state.text)
        codes = dict.fromkeys(way.word.disclosure["channel"] for way in ways)
        state.queue = [("disclosed", "information", code, ALL) for code in codes]
        return _in_turn(scope, state), used
    if state.queue and not kinds:
        return _in_turn(scope, state), used
    measure = measure_of(kinds, scope, state)
    is_of_item = state.item and not kinds.keys() & {"item", "information", "channel"}
    is_published = (state.among or state.heading_item or is_of_made(scope, state)) and "disclose" in kinds
    if is_of_item and (measure in ("created", "repealed", "in_force") or is_published) and not residue_of(scope, state):
        kinds["item"] = [state.item]
    if "item" in kinds and "、" in text and _ABOUT_PAPERS.match(text, last_item(scope)):
        return "refuse.class_of_information", used
    if "item" in kinds and text.rstrip().endswith("等"):
        # 政府公报刊登规范性文件等58件: papers of several kinds; 在网站公开预算、行政许可等117条: what is there.
        is_there = "channel" in kinds and DOCUMENTS.isdisjoint(kinds["item"])
        if not is_there and "gazette" not in (kinds.get("channel") or state.channels):
            return "refuse.joint", used
        del kinds["item"]
    if "item" in kinds and _JOINED.match(text, last_item(scope)):
        if not ("channel" in kinds or state.channels or is_of_kinds_listed(scope, state)):
            return "refuse.joint", used
        del kinds["item"]
    if not kinds and TOTAL.fullmatch(text) and is_of_item_before(state):
        kinds = {"item": [state.item], **kinds_of(state.parts[state.at - 1].hits)}
        measure = measure_of(kinds, scope, state)
    if "item" in kinds:
        return read_item(kinds, measure, text, scope, state), used
    is_of_number = scope.count.rule is None and text.rstrip(" :").endswith(_NUMBER_OF)
    is_of_number |= is_bare_whole(scope.count, state.text)
    if scope.count.unit not in INFORMATION_UNITS and not is_of_number:
        return "refuse.things", used
    rule = read_information(kinds, measure, text, scope, state)
    if rule == "prose.disclosures.total" and measure == "disclosed":
        _all_by_one_way(scope, state)
    return rule, used


def _all_by_one_way(scope: Scope, state: State) -> None:
    """新增信息183条均在网站公布: all of a count told right behind it to be published by one way."""
    behind = kinds_of(scope.right)
    is_all = any(hit.word.flags & ALL_OF for hit in scope.right) and not scope.clause.flags & (NONE | REFUSAL)
    if is_all and "disclose" in behind and len(behind.get("channel", ())) == 1:
        emit(("information", "disclosed", behind["channel"][0], ALL), scope, state, "channel")


def _member(member: Member, scope: Scope, state: State) -> str:
    """Reads a count that stands in a list of classes or ways."""
    if state.time != "this" or state.is_of_body:
        return ""
    if not member.name:
        return emit(("information", "disclosed", "other", ALL), scope, state, "channel")
    if not (member.is_labelled or state.is_labelled or state.is_by_class or total_held(state)):
        return ""
    named = (member.name, member.name.removesuffix("信息"), _OFFICE_PAPERS.sub("", member.name))
    item = next((hit.word.disclosure.get("item") for hit in scope.left if hit.word.text in named), None)
    if member.before is not None and member.before not in divisible(state):
        return "" if item in DOCUMENTS else "refuse.class_of_information"
    state.in_topics = True
    is_of_their_kind = "规章类文件" in state.text[scope.begin : scope.count.start]
    if item in DOCUMENTS and not is_of_their_kind:
        # 规章类文件11条 of a township: what is like a rule is none.
        emit((item, "disclosed", ALL, ALL), scope, state, "item")
    for name in member.beside:
        emit(("information", measure_of_class(state), ALL, name), scope, state, "topic")
    return emit(("information", measure_of_class(state), ALL, member.name), scope, state, "topic")


def _in_turn(scope: Scope, state: State) -> str:
    measure, item, channel, about = state.queue.pop(0)
    return emit((item, measure, channel, about), scope, state, "in_turn")


def read_words(clause: Clause, state: State) -> None:
    """Reads a clause without counts: it may say that all of a count were published, or name the channel of a count
    further on."""
    note_channels(clause, state)
    if clause.flags & NONE and _NONE_NEW.search(state.text, clause.start, clause.end) and state.time == "this":
        key = ("disclosed", "information", ALL, ALL)
        state.emit(none_stated("disclosure", key, "prose.disclosures.none", "新增主动公开"))
    kinds = kinds_of(clause.hits)
    if read_none_made(clause, kinds, state):
        return
    single = _single_made_public(clause, state) if clause.flags & DISCLOSE else None
    if single is not None:
        key = ("disclosed", single.key[1], ALL, ALL)
        state.emit(inferred("disclosure", key, single, "prose.disclosures.all_of_them"))
        return
    if not (clause.flags & ALL_OF and clause.flags & DISCLOSE) or clause.flags & (NONE | REFUSAL):
        return
    if _BUT_FOR.search(state.text, 0, clause.end):
        return
    rule = "prose.disclosures.all_of_them"
    if state.pending is not None:
        fact = counted(state, "disclosure", ("disclosed", state.item, ALL, ALL), state.pending, rule, set())
        state.emit(fact)
        state.pending = None
        return
    made = [f for f in state.sentence_facts if f.kind == "disclosure" and f.key[0] == "created"]
    made = [f for f in made if f.key[1] in DOCUMENTS or f.key[1:] == GENERAL]
    for fact in made:
        state.emit(inferred("disclosure", ("disclosed", fact.key[1], ALL, ALL), fact, rule))
    whole = state.whole
    if made or whole is None or whole.sentence != state.sentence:
        return
    measure, item, channel, _ = whole.key
    if item == "information" and measure == "disclosed" and channel == ALL and len(kinds.get("channel", ())) == 1:
        state.emit(inferred("disclosure", ("disclosed", item, kinds["channel"][0], ALL), whole, rule))


_MADE_PUBLIC = re.compile(
    r"\s*(?:并|且|也|现|目前|已经?|依法|及时|按[要规][求定]|同步|主动|对外|向社会|予以|进行|全文|(?:在|通过)[^,;。]{2,14}?)*"
    r"(?:公开|发布|公布)了?\s*"
)


def _single_made_public(clause: Clause, state: State) -> Fact | None:
    """制发规范性文件1件,已对外公开: the one paper that was made, of which the clause right behind says so; None where
    there is none or there were more."""
    made = state.last
    if made is None or made not in state.sentence_facts or made.kind != "disclosure" or clause.opener != ",":
        return None
    is_single = made.key[0] == "created" and made.key[1] in DOCUMENTS and made.value == 1
    return made if is_single and _MADE_PUBLIC.fullmatch(state.text, clause.start, clause.end) else None
