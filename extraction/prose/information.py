"""Rules for counts of information itself: what was made public in general, or of one class.

Belongs here: what a count states once it is known to be one of 信息. Does not belong here: which counts are (lists,
papers, in turn: disclosures), what one way was used for (one_way), how a statement is kept (kept).
"""

from __future__ import annotations

import re

from extraction.prose.clauses import AMONG, CHANNEL, SUM, THIS_YEAR
from extraction.prose.cumulative import is_new_to_stock, is_of_way_before, is_years_part
from extraction.prose.kept import emit, is_below_a_way, is_beside_a_way, total_held
from extraction.prose.lists import OTHERS, is_in_name
from extraction.prose.names import is_column, told_apart, topic
from extraction.prose.objects import (
    GENERAL,
    INFORMATION_UNITS,
    SOCIAL,
    Kinds,
    channels_of,
    is_of_class_behind,
    is_of_kinds_behind,
    is_stated_here,
    names_many_ways,
    plain,
    residue_of,
)
from extraction.prose.one_way import ACCOUNTS, OF_MATTER, Said, by_way, is_listed_on
from extraction.prose.parts import (
    PAPERS_END,
    divides,
    ends_enumeration,
    is_all_told,
    is_behind_count,
    is_below_class,
    is_beside_counted_papers,
    is_of_fields,
    is_of_followed,
    is_of_object_before,
    is_whole_of_ways,
    measure_of_class,
    read_sum,
)
from extraction.prose.refusals import is_class
from extraction.prose.state import ALL, Scope, State
from extraction.prose.ways import is_divided_by_ways, is_less_next, is_of_all_ways, is_sum_of_ways

TOTAL = re.compile(rf"[\s,;、]*(?:以上|上述|全[省市县区州旗镇乡])?(?:{SUM}|总数)(?:为|有|达)?[\s:]*")
_SUM_BEFORE = re.compile(rf"{SUM}(?:为|有|达)?\s*$")
_SUMMED = re.compile(rf"[\s,;、]*(?:以上|上述|全[省市县区州旗镇乡])?{SUM}")
_WHOLE = re.compile(r"总(?:数|量|条数)(?:为|达|是|有)?\s*$")
_OF_FIELD = re.compile(
    r"(?:(?<!多个)(?<!公开)(?<!数量)(?<!总量)方面|类(?:政府)?信息中)[,:]\s*$|类(?:政府|政务)?(?:信息)?:\s*$"
)
# “某某发布”发布信息388条: of which kind the account is, nobody can say.
_ACCOUNT = re.compile(r"\s*“[^”]{2,16}”(?:共|累计|共计|全年)?(?:发布|推送|更新)")
# 在某乡办公平台公开115条: where that is, nobody can say.
_SOME_PLATFORM = re.compile(
    r"(?:在|通过|利用|借助|依托)(?!各|多|上述|以上|不同)[^,;。、“”]{2,14}平台(?:上|中|内)?(?:共|累计|主动|向社会)*(?:公开|发布|公布|更新)"
)
_ISSUED = re.compile(r"发文(?:共|总|合)?(?:计|数|量)?\s*$")
_OF_CATALOGUE = re.compile(r"目录(?:内|中|类)?信息(?:更新|发布)?(?:量|数)?\s*$")
# 主动公开涉及社会救助、养老、住房、安全等方面信息423条.
_ALL_FIELDS = re.compile(
    r"主动公开[^,;。]*、[^,;。]*、[^,;。]*、[^,;。]*等(?:(?:各个?)?方面的?|各类)?(?:政府|政务)?信息(?:共计?)?$"
)
# 136条中,网站118条.
_RESTATED_ALONE = re.compile(r"(?:(?:政府|政务|公开)?信息)?(?:当中|之中|中|里)(?=[,:])")
_ACTIVE = re.compile(r"\s*(?:其中)?[,:]?主动公开(?:了|的)?(?:政府|政务)?(?:信息)?\s*(?:共|有|为|数)*")
# 被“某市发布”转发62条.
_TAKEN_UP = re.compile(r"被[^,;。]{2,24}(?:转发|转载|采用|采纳|引用|采编|推荐|推送|报道)")
_RESTATED = re.compile(r"(?:政府|政务)?信息(?:当中|中|里)")
_OWN_FIELD = re.compile(r"(?:领域|行业|系统|工作)$")
_OWN_CLASS = re.compile(r"(?:保护|管理|工作|服务|事务)?类(?:政府|政务)?(?:信息)?$")
# 通过微信公众号等多种渠道主动公开500条: by every way.
_BY_ANY = re.compile(r"渠道|方式|途径|形式|主动公开")
# 公布市局行政文件25件, but not 主动公开文件86件.
_PAPERS = re.compile(r"(?<!公开)(?<!发布)(?<!公布)(?<!各类)(?<!政府)(?<!政务)(?:文件|公文)$")
# 公开部门工作信息125条、财政信息6条.
_OF_WORK = re.compile(r"工作信息(?:总?数量?)?(?:为|达到?|共|有|约)?\s*$")
# 领导信息11条,信息公开8条,政策文件3条: a column of that name.
_BARE_NAMES = frozenset(("信息公开", "政府信息公开", "政务公开"))
# 公开四项采购项目.
_THINGS_BEHIND = re.compile(r"(?!(?:政府|政务|公开)?信息|内容)[\u4e00-\u9fff]{2}")
# 在政府信息公开某某办公室专栏公开167条: where all that is made public stands.
_OPENNESS = re.compile(r"(?:政府|政务)信息公开[》”]?[^,;“”]{0,24}(?:专栏|栏目)")
_NEWS = ("动态", "工作动态", "政务动态")


def read_information(kinds: Kinds, measure: str, text: str, scope: Scope, state: State) -> str:
    """Reads a count of information from the words `text` before it; gives the rule's name, "" where none fits."""
    if not (kinds or text.strip()) and _RESTATED_ALONE.match(state.text, scope.count.end):
        return "refuse.restated"
    if not kinds and TOTAL.fullmatch(text):
        return read_sum(scope, state)
    if "被" in text and _TAKEN_UP.search(text):
        return "refuse.by_others"
    if scope.count.unit == "项" and _THINGS_BEHIND.match(state.text, scope.count.end):
        return "refuse.things"
    is_of_account = "disclose" in kinds and ACCOUNTS.issuperset(kinds.get("channel", ("",)))
    if is_of_class_behind(scope, state) and not (is_of_account and not is_listed_on(scope, state)):
        return "refuse.class_of_information"
    residue = residue_of(scope, state)
    if not residue and measure == "disclosed" and _is_sum(kinds, text, state):
        rule = read_sum(scope, state)
        if rule:
            return rule
    if residue and _says_nothing(residue, kinds, text, scope, state):
        residue = ""
    if residue and state.told == [] and is_whole_of_ways(scope, state):
        return emit(("information", measure, ALL, ALL), scope, state, "total")
    names_class = is_class(text)
    if names_class and "disclose" in kinds and not (state.among or state.told or is_listed_on(scope, state)):
        # 生态环境保护类信息1337条 of a 生态环境局.
        own = _OWN_CLASS.sub("", residue)
        if len(own) > 1 and own in state.authority_name:
            names_class, residue = False, ""
    said = Said(kinds, measure, text, residue, names_class)
    channels = _channels(said, scope, state)
    if channels == ["gazette"] and state.in_topics and "disclose" not in kinds:
        # 政府工作报告1条、政府公报4条: a class among classes.
        return emit(("information", "disclosed", ALL, topic(text)), scope, state, "topic")
    if channels == ["press"] and text.strip() == "媒体信息":
        # 发布省内新闻3245条,媒体信息589条: what the media told, and no way.
        return "refuse.class_of_information"
    if channels == ["gazette"] and "disclose" not in kinds and "、" in text and text.endswith("公报信息"):
        # 公开报告11条,政策文件、政策解读、政府公报信息75条: of all these classes together.
        return "refuse.class_of_information"
    if channels and not kinds.keys() & {"channel", "information"} and text.endswith("文件"):
        told = {f.key for f in state.sentence_facts if f.kind == "disclosure"}
        if ("disclosed", "information", channels[0], ALL) in told:
            # 通过网站公开信息10311条,发布主动公开文件12件: papers among what is there.
            return "refuse.part_of_documents"
    if channels == ["gazette"] and kinds.keys() == {"channel"} and _is_beside_class(scope, state):
        # 公开人事任免4件、县政府公报12件: issues of it.
        return "refuse.class_of_information"
    if channels and "place" in kinds and is_all_told(text, residue, scope, state):
        return emit(("information", measure, ALL, ALL), scope, state, "total")
    if channels and ("channel" in kinds or "place" not in kinds):
        return by_way(channels, said, scope, state)
    is_many = "many" in kinds or (bool(kinds.keys() & {"channel", "place"}) and names_many_ways(text))
    if is_many and SOCIAL.issuperset(kinds.get("channel", ("",))) and ("place" in kinds or not _BY_ANY.search(text)):
        # 微博、微信、抖音等发布1.4万条: of accounts alone, some of which have no code.
        return "refuse.joint"
    if "place" in kinds:
        is_said = not state.is_list or ("disclose" in kinds and not is_column(text))
        if is_said and not (is_many or names_class or ("栏" in text and _OPENNESS.search(text))):
            return "refuse.place"
    is_some = "平台" in text and not kinds.keys() & {"platform", "channel"} and _SOME_PLATFORM.search(text)
    if _ACCOUNT.match(text) or is_some:
        return "refuse.place"
    return _without_way(said, scope, state)


def _is_beside_class(scope: Scope, state: State) -> bool:
    """Whether a count stands behind a 、 and one of the same unit that is of no way."""
    if scope.clause.opener != "、" or state.is_of_ways or not state.at:
        return False
    before = state.parts[state.at - 1]
    return bool(before.counts) and before.counts[-1].unit == scope.count.unit and not before.flags & CHANNEL


def _is_sum(kinds: Kinds, text: str, state: State) -> bool:
    """共计公开512条 behind several ways: whether the words sum up what was told before, by the same ways or by none."""
    if not (_SUMMED.match(text) or ("总" in text and _WHOLE.search(text))):
        return False
    return "channel" not in kinds or {*kinds["channel"]} == {key[2] for key, _ in state.told}


def _says_nothing(residue: str, kinds: Kinds, text: str, scope: Scope, state: State) -> bool:
    """Whether words that no word of disclosures covers leave the count a general one all the same: the office's own
    field, news of a site, or every field there is."""
    own = _OWN_FIELD.sub("", residue).removeprefix("涉")
    is_own = own in state.authority_name or own in plain(state.authority_name)
    if "disclose" in kinds and is_own and (_SUM_BEFORE.search(text) or not (own and is_listed_on(scope, state))):
        return True
    if residue in _NEWS and "channel" in kinds and "disclose" in kinds and not is_listed_on(scope, state):
        # 其中信息公开网发布工作动态67条: all that is said of the site.
        return not (state.among and any(key[2] in (ALL, *kinds["channel"]) for key, _ in state.told))
    return "、" in text and _ALL_FIELDS.search(text) is not None and not (state.among or total_held(state))


def _channels(said: Said, scope: Scope, state: State) -> list[str]:
    """The ways that a count is of; [] for all of them, and where the ways are told apart elsewhere."""
    kinds = said.kinds
    channels = [] if said.names_class else channels_of(kinds, scope, state)
    is_said = "disclose" in kinds or "information" in kinds or state.is_list or state.is_of_ways or not said.residue
    is_split = len(channels) > 1 and (is_divided_by_ways(state) or is_sum_of_ways(channels, scope.count.value, state))
    if len(channels) > 1 and {*channels} - SOCIAL == {"website"} and "information" in kinds and not said.residue:
        # 通过政府网站和新媒体发布各类信息422条: all that is made public, where nothing else is said to be.
        is_split |= not (state.among or total_held(state))
    is_split |= channels == ["website"] and (is_of_all_ways(scope, state) or is_less_next(scope, state))
    return channels if is_said and not is_split else []


def _without_way(said: Said, scope: Scope, state: State) -> str:
    """What was made public where no one way is named: of one class, or in general."""
    kinds, residue, names_class = said.kinds, said.residue, said.names_class
    is_general = ("information" in kinds or "disclose" in kinds) and not (residue or names_class)
    if not residue and ("cumulative" in kinds or "new" in kinds) and total_held(state):
        is_general = True
    if "new" in kinds and not residue and is_new_to_stock(scope, state):
        return emit(("information", "disclosed", ALL, ALL), scope, state, "total")
    is_listed = names_class or (state.is_list and not is_general)
    is_told = names_class and not state.is_strict and ("disclose" in kinds or state.in_topics)
    if is_listed and said.measure == "disclosed" and (state.is_by_class or is_told or total_held(state)):
        rule = _of_class(said, scope, state)
        if rule:
            return rule
    if state.among and not kinds and not residue and is_years_part(scope, state):
        return emit(("information", "disclosed", ALL, ALL), scope, state, "total")
    if is_general:
        return _of_one_field(said, scope, state) or _in_general(said, scope, state)
    return "refuse.class_of_information" if residue else ""


def _of_class(said: Said, scope: Scope, state: State) -> str:
    """What was made public of the class that the words before a count name, "" where they name none."""
    text, counts = said.text, scope.clause.counts
    is_named_by = scope.count is counts[-1] and is_in_name(counts)
    named = state.text[scope.clause.start : scope.count.start] if is_named_by else text
    name = told_apart(topic(named), text, state.text)
    if refusal := state.class_names.refusal(name):
        return refusal
    if ("、" in name and not (said.names_class or state.among)) or ends_enumeration(text, scope, state):
        return "refuse.class_of_information"
    if state.among and not state.told and divides(scope, state):
        return "refuse.class_of_information"
    if not said.names_class and _is_apart(name, text, scope, state):
        return "refuse.class_of_information"
    if state.class_names.is_name(name) or (said.names_class and name == "文件"):
        state.in_topics = True
        return emit(("information", measure_of_class(state), ALL, name), scope, state, "topic")
    return ""


def _is_apart(name: str, text: str, scope: Scope, state: State) -> bool:
    """Whether a count whose words may name a class, though they do not say 类, is no member of the list that it stands
    behind: it is counted otherwise (信息36条…;收件58件), or of several classes (政策、人事、采购等信息148条)."""
    if (name.count("、") > 1 and "等" in text) or (name in OTHERS and is_below_class(scope, state)):
        return True
    if scope.clause.opener not in ",;":
        return False
    if scope.clause.opener == "," and state.among and scope.count.unit in INFORMATION_UNITS:
        # 公开信息1325条,其中政策文件14件.
        return False
    before = (count for part in state.parts for count in part.counts if count.start < scope.begin)
    units = {count.unit for count in before if count.rule == ""}
    return bool(units) and scope.count.unit not in units


def _of_one_field(said: Said, scope: Scope, state: State) -> str:
    """The rule that turns a count away since its words, or those around it, speak of one field alone, "" where they
    do not."""
    text = said.text
    is_of_office = text.endswith(("政务信息", "政务公开")) or state.text.startswith("政务信息", scope.count.end)
    is_of_field = is_of_office and ("党务" in state.text or "村务" in state.text)
    if "information" not in said.kinds:
        is_paper = text.endswith(PAPERS_END)
        is_of_field |= is_paper and (_PAPERS.search(text) is not None or is_listed_on(scope, state))
        is_of_field |= is_of_object_before(scope, state) or (is_paper and is_beside_counted_papers(state))
    is_of_field |= text.rstrip().endswith("文件信息")
    is_of_field |= text.strip() in _BARE_NAMES and is_behind_count(scope, state)
    is_of_field |= "工作信息" in text and _OF_WORK.search(text) is not None and is_listed_on(scope, state)
    is_of_field |= "发文" in text and _ISSUED.search(text) is not None
    if total_held(state):
        is_of_field |= OF_MATTER.search(text) is not None or _OF_CATALOGUE.search(text) is not None
    if is_of_field:
        return "refuse.class_of_information"
    if (state.is_strict or total_held(state)) and _RESTATED.match(state.text, scope.count.end):
        return "refuse.restated"
    is_of_heading = state.is_of_class and "主动公开各类" not in text
    if is_of_heading or _OF_FIELD.search(state.text, 0, scope.clause.start) or is_of_fields(text, state):
        return "refuse.class_of_information"
    return ""


def _in_general(said: Said, scope: Scope, state: State) -> str:
    """What was made public in all, or the rule that turns a part of it away."""
    kinds, text, whole = said.kinds, said.text, state.whole
    is_said_here = text.startswith("等") or is_stated_here(text, scope, state)
    if state.is_strict and state.section.code != "disclosures" and not is_said_here:
        return "refuse.not_said_here"
    if not kinds.keys() & {"disclose", "new", "cumulative"} and "created" not in kinds.get("create", []):
        return "refuse.not_disclosed"
    is_of_way = (
        (state.among or scope.clause.opener == "(")
        and whole is not None
        and whole.key[0] == "cumulative"
        and whole in state.sentence_facts
    )
    if is_of_followed(text, scope, state):
        return "refuse.place"
    if kinds.get("disclose") == ["posted"] and "information" not in kinds and not is_of_way:
        return "refuse.part_of_documents"
    if state.refused == "refuse.class_of_information" and "information" not in kinds and "政府信息" not in text:
        return "refuse.part_of_documents"
    if said.measure == "cumulative" and whole is not None and is_of_way_before(scope, state):
        return emit(("information", "cumulative", whole.key[2], ALL), scope, state, "channel")
    if "channel" in kinds and (is_below_a_way(scope, state) or is_beside_a_way(kinds["channel"], state)):
        return "refuse.joint"
    is_same = whole is not None and whole.value == scope.count.value
    is_part = whole is None or whole.key[0] not in ("cumulative", "created") or whole.key[1] != "information"
    is_of_all = whole is not None and whole.key == ("disclosed", *GENERAL) and whole.sentence == state.sentence
    if state.among and whole is not None and is_of_all and _ACTIVE.fullmatch(text):
        # 公开信息687条,其中主动公开668条,依申请公开19条.
        state.drop(whole)
        return emit(("information", said.measure, ALL, ALL), scope, state, "total")
    # 媒体刊发稿件4132篇,其中省级媒体507篇;全年共发布信息1699条.
    is_anew = scope.flags & THIS_YEAR and whole is not None and whole.key[2] != ALL and not scope.flags & AMONG
    is_anew = is_anew or (whole is None and is_of_kinds_behind(scope, state))
    if scope.clause.opener == ";" and not scope.flags & AMONG and kinds.keys() >= {"disclose", "information"}:
        # 公开规范性文件18件,其中市政府5件;发布政府信息2.5万条.
        is_anew = is_anew or whole is None or whole.key[1] != "information"
    if (state.among or scope.flags & AMONG) and is_part and not (is_same or is_anew):
        return "refuse.part_of_disclosed"
    channel = whole.key[2] if whole is not None and is_of_way else ALL
    return emit(("information", said.measure, channel, ALL), scope, state, "total")
