"""Rules for disclosures: the general count, channels, items and topics, new, created, repealed and cumulative.

Belongs here: what a count in a clause on information made public states. Does not belong here: finding words
(prose_clauses), numbers that are no facts anywhere (prose_refusals).
"""

from __future__ import annotations

import re
from functools import lru_cache

from extraction.prose_clauses import (
    ALL_OF,
    AMONG,
    APPLICATION,
    CHANNEL,
    DISCLOSE,
    EACH,
    ITEM,
    NONE,
    REFUSAL,
    THIS_YEAR,
    Clause,
)
from extraction.prose_kept import DOCUMENTS, divisible, emit, is_below_a_way, is_below_site, is_beside_a_way, total_held
from extraction.prose_lists import is_column, is_in_name, is_name, told_apart, topic
from extraction.prose_objects import (
    GENERAL,
    INFORMATION_UNITS,
    SOCIAL,
    Kinds,
    channels_of,
    is_beside_places,
    is_divided_by_ways,
    is_new_to_stock,
    is_of_class_behind,
    is_stated_here,
    is_sum_of_ways,
    is_years_part,
    kinds_of,
    measure_of,
    names_many_ways,
    narrowed,
    note_channels,
    outside_names,
    residue_of,
    without_objects,
)
from extraction.prose_papers import is_of_item_before, is_of_made, last_item, papers_behind, read_item, read_none_made
from extraction.prose_parts import (
    divides,
    ends_enumeration,
    is_behind_count,
    is_in_pieces,
    is_of_cumulative,
    is_of_fields,
    is_of_object_before,
    is_said_before,
    is_unread_before,
    is_whole_of_ways,
    read_sum,
)
from extraction.prose_refusals import is_class
from extraction.prose_state import ALL, Member, Scope, State, counted, inferred, none_stated

_NO_TOPICS = ("申请", "办结", "复议", "诉讼", "审结", "同意公开", "不属于")
_LISTED = re.compile(r"、.*等(?!.*[及和与、])|等(?:方面|各类|各种|重要|相关|政府|政务)*(?:的)?(?:信息|$)")
_REST = re.compile(r"(?:其余|另外|另有|剩余|还有)的?$")
_JOINED = re.compile(r"(?:及|和|与|、|以及|等)[\u4e00-\u9fff]{2}")
_NONE_NEW = re.compile(
    r"(?:未|无|没有)再?新增加?的?(?:主动公开的?(?:各类)?(?:政府|政务)?信息|(?:政府|政务)?信息公开)(?:情况|数量)?\s*$"
)
_TOTAL = re.compile(r"[\s,;、]*(?:以上|上述)?(?:共|合|总)(?:计|数)?(?:为|有|达)?[\s:]*")
_SUMMED = re.compile(r"[\s,;、]*(?:以上|上述)?(?:[共合总]计|总共|一共|共)")
_WHOLE = re.compile(r"总(?:数|量|条数)(?:为|达|是|有)?\s*$")
_OF_FIELD = re.compile(r"(?:(?<!公开)(?<!数量)(?<!总量)方面|类(?:政府)?信息中)[,:]\s*$")
# “某某发布”发布信息388条: of which kind the account is, nobody can say.
_ACCOUNT = re.compile(r"\s*“[^”]{2,16}”(?:共|累计|共计|全年)?(?:发布|推送|更新)")
_ISSUED = re.compile(r"发文(?:共|总|合)?(?:计|数|量)?\s*$")
# 对低保、救助等领域…,全年发布相关信息30条: of what was spoken of before.
_OF_MATTER = re.compile(r"(?:相关|有关)(?:政府|政务)?信息\s*$")
_OF_CATALOGUE = re.compile(r"目录(?:内|中|类)?信息(?:更新|发布)?(?:量|数)?\s*$")
# 主动公开涉及社会救助、养老、住房、安全等方面信息423条.
_ALL_FIELDS = re.compile(
    r"主动公开[^,;。]*、[^,;。]*、[^,;。]*、[^,;。]*等(?:各个?)?方面的?(?:政府|政务)?信息(?:共计?)?$"
)
_BY_OTHERS = re.compile(r"^(?!.*(?:通过|利用|借助|[在于向以])).*(?:媒体|报刊|电台|电视台?)[^,]{0,8}报道")
_INFORMATION = re.compile(r"(?:政府|政务)信息")
_RESTATED = re.compile(r"(?:政府|政务)?信息(?:当中|中|里)")
# 区政府及其部门规范性文件11条.
_BUT_FOR = re.compile(r"除[^,。;]{2,30}外,[^,。;]*$")
"""除依法不予公开的以外,均已公布: not all of them."""
_OFFICE_PAPERS = re.compile(
    r"^(?:[省市县区镇乡州旗本](?:人民)?政府|本[级机关部门单位局]+|各?(?:直属)?部门|办公[厅室]|及其?|和|、|所属)+"
    r"(?=[行规])"
)
_OWN_FIELD = re.compile(r"(?:领域|行业|系统|工作)$")
_OWN_CLASS = re.compile(r"(?:保护|管理|工作|服务|事务)?类(?:政府|政务)?(?:信息)?$")
_WAY = re.compile(r"\s*(?:同时)?(?:通过|利用|借助|依托|在)")
_CLASS_OF_PAPERS = re.compile(r"(?:政策|行政|政务|党务|红头|规划|制度)(?:类)?(?:文件|公文)$")
# 公布市局行政文件25件, but not 主动公开文件86件.
_PAPERS = re.compile(r"(?<!公开)(?<!发布)(?<!公布)(?<!各类)(?<!政府)(?<!政务)(?:文件|公文)$")
# 领导信息11条,信息公开8条,政策文件3条: a column of that name.
_BARE_NAMES = frozenset(("信息公开", "政府信息公开", "政务公开"))
_NUMBER_OF = ("信息数", "信息数量", "信息总数", "信息数为", "信息数量为", "信息总数为")
# 公开四项采购项目.
_THINGS_BEHIND = re.compile(r"(?!(?:政府|政务|公开)?信息|内容)[\u4e00-\u9fff]{2}")
# 在政府信息公开某某办公室专栏公开167条: where all that is made public stands.
_OPENNESS = re.compile(r"(?:政府|政务)信息公开[^,;“”]{0,24}专栏")
_NEWS = ("动态", "工作动态", "政务动态")
_PAPERS_END = ("文件", "公文")
_SHORT = 6
_ACCOUNTS = frozenset(("weibo", "wechat", "social_media"))
_PRINTED = frozenset(("press", "broadcast"))
_MEDIA = frozenset(("press", "broadcast", "screen", "bulletin_board", "gazette"))


def read_count(scope: Scope, state: State) -> tuple[str, int]:
    """Reads one count; gives the rule's name ("" where none fits) and the offset up to which words are used up."""
    used = scope.count.end
    text = state.text[scope.begin : scope.count.start]
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
    if "依申请" in text or "不予公开" in text:
        return "refuse.class_of_documents", used
    if not kinds and scope.right:
        behind = kinds_of(scope.right)
        is_thing = scope.count.unit not in INFORMATION_UNITS and "item" not in behind
        is_said = not is_thing and "disclose" in behind and ("channel" in behind or state.item != "")
        if is_said or ("channel" in behind and _REST.search(text)):
            kinds, used, hits = behind, scope.right[-1].end, scope.right
    papers = papers_behind(scope)
    if papers is not None and "item" not in kinds and kinds.keys() & {"create", "repeal", "disclose"}:
        kinds["item"], used = [papers.word.disclosure["item"]], papers.end
    if (
        "disclose" in kinds
        and not kinds.keys() & {"item", "information"}
        and _INFORMATION.match(state.text, scope.count.end)
    ):
        kinds["information"] = ["information"]
    if "information" in kinds and "disclose" not in kinds and text.startswith("等") and is_said_before(scope, state):
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
    if "item" in kinds and _JOINED.match(text, last_item(scope)):
        if not ("channel" in kinds or state.channels):
            return "refuse.joint", used
        del kinds["item"]
    if not kinds and _TOTAL.fullmatch(text) and is_of_item_before(state):
        kinds = {"item": [state.item], **kinds_of(state.parts[state.at - 1].hits)}
        measure = measure_of(kinds, scope, state)
    if "item" in kinds:
        return read_item(kinds, measure, text, scope, state), used
    is_of_number = scope.count.rule is None and text.rstrip(" :").endswith(_NUMBER_OF)
    if scope.count.unit not in INFORMATION_UNITS and not is_of_number:
        return "refuse.things", used
    return _information(kinds, measure, text, scope, state), used


def _information(kinds: Kinds, measure: str, text: str, scope: Scope, state: State) -> str:
    if not kinds and _TOTAL.fullmatch(text):
        return read_sum(scope, state)
    if scope.count.unit == "项" and _THINGS_BEHIND.match(state.text, scope.count.end):
        return "refuse.things"
    is_of_account = "disclose" in kinds and _ACCOUNTS.issuperset(kinds.get("channel", ("",)))
    if is_of_class_behind(scope, state) and not (is_of_account and not _is_listed_on(scope, state)):
        return "refuse.class_of_information"
    residue = residue_of(scope, state)
    ways = {key[2] for key, _ in state.told}
    is_of_ways = "channel" not in kinds or {*kinds["channel"]} == ways
    is_sum = _SUMMED.match(text) or ("总" in text and _WHOLE.search(text))
    if is_sum and not residue and measure == "disclosed" and is_of_ways:
        rule = read_sum(scope, state)
        if rule:
            return rule
    if residue and "disclose" in kinds and _OWN_FIELD.sub("", residue) in state.authority_name:
        residue = ""
    if residue in _NEWS and "channel" in kinds and "disclose" in kinds and not _is_listed_on(scope, state):
        # 其中信息公开网发布工作动态67条: all that is said of the site.
        is_part = state.among and any(key[2] in (ALL, *kinds["channel"]) for key, _ in state.told)
        residue = residue if is_part else ""
    if residue and "方面" in text and _ALL_FIELDS.search(text) and not (state.among or total_held(state)):
        residue = ""
    if residue and state.told == [] and is_whole_of_ways(scope, state):
        return emit(("information", measure, ALL, ALL), scope, state, "total")
    names_class = is_class(text)
    if names_class and "disclose" in kinds and not (state.among or state.told or _is_listed_on(scope, state)):
        # 生态环境保护类信息1337条 of a 生态环境局.
        own = _OWN_CLASS.sub("", residue)
        if len(own) > 1 and own in state.authority_name:
            names_class, residue = False, ""
    channels = [] if names_class else channels_of(kinds, scope, state)
    is_said = "disclose" in kinds or "information" in kinds or state.is_list or state.is_of_ways or not residue
    is_split = len(channels) > 1 and (is_divided_by_ways(state) or is_sum_of_ways(channels, scope.count.value, state))
    if len(channels) > 1 and {*channels} - SOCIAL == {"website"} and "information" in kinds and not residue:
        # 通过政府网站和新媒体发布各类信息422条: all that is made public, where nothing else is said to be.
        is_split |= not (state.among or total_held(state))
    if not is_said or is_split:
        channels = []
    if channels == ["gazette"] and state.in_topics and "disclose" not in kinds:
        # 政府工作报告1条、政府公报4条: a class among classes.
        return emit(("information", "disclosed", ALL, topic(text)), scope, state, "topic")
    if channels and ("channel" in kinds or "place" not in kinds):
        if len(channels) > 1 or ("place" in kinds and is_beside_places(scope, state)):
            return "refuse.joint"
        if channels[0] in _ACCOUNTS and is_in_pieces(scope, state):
            return "refuse.part_of_documents"
        if channels == ["bulletin_board"] and is_below_site(scope, state):
            # 网站发布信息825条,其中政务公开栏发布94条: a column of the site.
            return "refuse.place"
        is_bare_name = channels[0] in _PRINTED and kinds.keys() == {"channel"}
        if ("报道" in text and _BY_OTHERS.search(text)) or (is_bare_name and is_unread_before(state)):
            return "refuse.by_others"
        if measure == "disclosed" and is_of_cumulative(channels[0], scope, state):
            return "refuse.part_of_disclosed"
        is_posting = channels[0] in _ACCOUNTS and "disclose" in kinds and len(residue) <= _SHORT
        is_posting |= channels[0] in _MEDIA and "disclose" in kinds and ("channel" in kinds or not state.among)
        is_posting |= state.is_of_ways and not kinds.keys() & {"disclose", "place"}
        if residue and _OF_MATTER.search(text):
            return "refuse.class_of_information"
        is_last_class = _is_list(text) and "channel" not in kinds and state.refused == "refuse.class_of_information"
        if is_last_class or (text.endswith(_PAPERS_END) and _CLASS_OF_PAPERS.search(text)):
            return "refuse.class_of_information"
        if residue and not is_posting and not _is_list(text) and residue != "文件":
            return "refuse.class_of_information"
        return emit(("information", measure, channels[0], ALL), scope, state, "channel")
    is_place = False
    if "place" in kinds:
        is_many = "many" in kinds or names_many_ways(text)
        if is_many and SOCIAL.issuperset(kinds.get("channel", ("",))):
            # 微博、微信、抖音等发布1.4万条: of accounts alone, some of which have no code.
            return "refuse.joint"
        is_said = not state.is_list or ("disclose" in kinds and not is_column(text))
        is_place = is_said and not (is_many or names_class or ("专栏" in text and _OPENNESS.search(text)))
    if is_place or _ACCOUNT.match(text):
        return "refuse.place"
    is_general = ("information" in kinds or "disclose" in kinds) and not (residue or names_class)
    if not residue and ("cumulative" in kinds or "new" in kinds) and total_held(state):
        is_general = True
    if "new" in kinds and not residue and is_new_to_stock(scope, state):
        return emit(("information", "disclosed", ALL, ALL), scope, state, "total")
    is_listed = names_class or (state.is_list and not is_general)
    is_told = names_class and not state.is_strict and ("disclose" in kinds or state.in_topics)
    if is_listed and measure == "disclosed" and (state.is_by_class or is_told or total_held(state)):
        counts = scope.clause.counts
        is_named_by = scope.count is counts[-1] and is_in_name(counts)
        named = state.text[scope.clause.start : scope.count.start] if is_named_by else text
        name = told_apart(topic(named), text, state.text)
        if any(word in name for word in _NO_TOPICS):
            return "refuse.class_of_documents"
        if ("、" in name and not (names_class or state.among)) or ends_enumeration(text, scope, state):
            return "refuse.class_of_information"
        if state.among and not state.told and divides(scope, state):
            return "refuse.class_of_information"
        if is_name(name) or (names_class and name == "文件"):
            state.in_topics = True
            return emit(("information", "disclosed", ALL, name), scope, state, "topic")
    if state.among and not kinds and not residue and is_years_part(scope, state):
        return emit(("information", "disclosed", ALL, ALL), scope, state, "total")
    if is_general:
        if text.endswith(("政务信息", "政务公开")) and ("党务" in state.text or "村务" in state.text):
            return "refuse.class_of_information"
        if "information" not in kinds and (
            (text.endswith(_PAPERS_END) and _PAPERS.search(text)) or is_of_object_before(scope, state)
        ):
            return "refuse.class_of_information"
        if text.strip() in _BARE_NAMES and is_behind_count(scope, state):
            return "refuse.class_of_information"
        if ("发文" in text and _ISSUED.search(text)) or (
            total_held(state) and (_OF_MATTER.search(text) or _OF_CATALOGUE.search(text))
        ):
            return "refuse.class_of_information"
        if (state.is_strict or total_held(state)) and _RESTATED.match(state.text, scope.count.end):
            return "refuse.restated"
        if state.is_of_class or _OF_FIELD.search(state.text, 0, scope.clause.start) or is_of_fields(text, state):
            return "refuse.class_of_information"
        is_said_here = text.startswith("等") or is_stated_here(text, scope, state)
        if state.is_strict and state.section.code != "disclosures" and not is_said_here:
            return "refuse.not_said_here"
        if not kinds.keys() & {"disclose", "new", "cumulative"} and "created" not in kinds.get("create", []):
            return "refuse.not_disclosed"
        whole = state.whole
        is_of_way = state.among and whole is not None and whole.key[0] == "cumulative" and whole in state.sentence_facts
        if kinds.get("disclose") == ["posted"] and "information" not in kinds and not is_of_way:
            return "refuse.part_of_documents"
        if state.refused == "refuse.class_of_information" and "information" not in kinds and "政府信息" not in text:
            return "refuse.part_of_documents"
        if "channel" in kinds and (is_below_a_way(scope, state) or is_beside_a_way(kinds["channel"], state)):
            return "refuse.joint"
        is_same = whole is not None and whole.value == scope.count.value
        is_part = whole is None or whole.key[0] not in ("cumulative", "created") or whole.key[1] != "information"
        # 媒体刊发稿件4132篇,其中省级媒体507篇;全年共发布信息1699条.
        is_anew = scope.flags & THIS_YEAR and whole is not None and whole.key[2] != ALL and not scope.flags & AMONG
        if (state.among or scope.flags & AMONG) and is_part and not (is_same or is_anew):
            return "refuse.part_of_disclosed"
        channel = whole.key[2] if whole is not None and is_of_way else ALL
        return emit(("information", measure, channel, ALL), scope, state, "total")
    return "refuse.class_of_information" if residue else ""


def _member(member: Member, scope: Scope, state: State) -> str:
    """Reads a count that stands in a list of classes or ways."""
    if state.time != "this" or state.is_of_body:
        return ""
    if not member.name:
        return emit(("information", "disclosed", "other", ALL), scope, state, "channel")
    if not (member.is_labelled or state.is_labelled or state.is_by_class or total_held(state)):
        return ""
    if member.before is not None and member.before not in divisible(state):
        return "refuse.class_of_information"
    state.in_topics = True
    named = (member.name, _OFFICE_PAPERS.sub("", member.name))
    item = next((hit.word.disclosure.get("item") for hit in scope.left if hit.word.text in named), None)
    if item in DOCUMENTS:
        emit((item, "disclosed", ALL, ALL), scope, state, "item")
    return emit(("information", "disclosed", ALL, member.name), scope, state, "topic")


def _is_listed_on(scope: Scope, state: State) -> bool:
    """Whether a clause behind counts another class of the same way (网站发布动态20条、公告5条), past the parts of this
    one (动态20条,其中甲9条、乙11条;公告5条)."""
    is_within = False
    for part in state.parts[state.at + 1 :]:
        is_within = (is_within and part.opener != ";") or part.flags & AMONG != 0
        if part.flags & (CHANNEL | APPLICATION) or _WAY.match(state.text, part.start):
            return False
        is_own = part.flags & (DISCLOSE | ITEM) != 0
        for count in part.counts if not is_within else ():
            is_alike = count.unit == scope.count.unit or (count.unit in INFORMATION_UNITS and not is_own)
            if count.rule == "" and is_alike:
                return True
    return False


@lru_cache(maxsize=16384)
def _is_list(text: str) -> bool:
    return _LISTED.search(text) is not None


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
