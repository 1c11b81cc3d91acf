"""What the words before a count of disclosures speak of: what was done, by which ways, to what.

Belongs here: the readings of words, channels, and what no word covers. Does not belong here: which statement
follows (information).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extraction.prose.clauses import CHANNEL, DISCLOSE, DISCLOSURE, SINCE, Clause, Hit
from extraction.prose.refusals import SINCE_THEN
from extraction.prose.scopes import gives_examples
from extraction.prose.state import ALL, Scope, State
from extraction.prose.suboffices import body_subject
from extraction.remembering import remembered

GENERAL = ("information", ALL, ALL)
Kinds = dict[str, list[str]]
_FILLERS = re.compile(
    r"(?:《(?:政府|政务)?信息公开》|(?:人民)?(?:群众|公众|社会|百姓|市民)(?:普遍|最|高度)?(?:关心|关注|关切)的|(?:对?涉及公众利益调整|、|或者?|需要公众(?:广泛知晓|参与决策))+的|\d+个?[大小]?[类项]|[到至]目前(?:为止)?|部门[、及和与]+(?:有关|相关|各|下属)*公?共?企事业单位|经过?[\u4e00-\u9fff]{0,4}?(?:审核|审查|审定)后?|(?:按照?|依照|根据)(?:有关|相关)?规定|规范(?=[发公])|(?:紧密)?结合[^,;。、]{0,12}实际|自20\d{4,8}日?(?:[至到]\d{3,4}日?)?|社会|公众|各界|数量|街道|办事处|管委会|经开区|高新区|开发区|园区|新区|子?栏目|专栏|小?首页|主页|自主|认真|精准|全面|梳理|对应|相应|机关|单位|部门|本级|政府|政务|利用|通过|方式|渠道|途径|形式|载体|平台|情况|总计|办公[厅室]|年度|期间|截至|截止|其中|进行|依法|及时|按要求|定期|准确地?"
    r"|\d{1,2}月?(?:\d{1,2}日)?(?:[至到]|[—~-]{1,2})\d{1,2}月(?:\d{1,2}日)?|[一二三四五六七八九十]是|据(?:不完全)?统计|我[关署院会馆站所队]|主动|主要|对外|公开|同时|实际|纳入|属于|其余|另外|另有|剩余|行政|各级|组织(?!机构)|完成|整理|采编|编辑|突破|超过|达到|高达|逾|超|[镇乡街级办委处占计期%数件\s的了为是有共已等约达向面条我局区市县省全于在中上以各多种不同总计累及和与年月日底止末到今新“”\"\d:.,、—()-])+"
)
# 依法依规主动公开政府信息79条: how it was made public.
_MANNER = re.compile(
    r"(?:依法|依规|合规|及时|按时|按期|适时|第一时间|准确|精准|如实|全面|充分|完整|系统|积极|主动|认真|严格|切实|扎实|深入|稳步|有序|有效"
    r"|高效|规范|持续|不断|坚持|大力|广泛|统一|集中|分[类批期]|逐[一步项条]|先后|陆续|滚动|动态|常态化?|精心|权威|高质量|高标准"
    r"|[全多]方位|[全多]渠道|多角度|多层次|多维度|多形式|[、和并地了])+$"
)
_CALLED = re.compile(r"(?:[、和与及]?[“《][^”》]{1,16}[”》])+")
_ASIDE = re.compile(r"[(][^()]*[)]")
_WAYS = ("渠道", "方式", "形式", "途径", "载体", "媒介", "平台")
SOCIAL = frozenset(("weibo", "wechat", "social_media"))
_MANY = re.compile(
    r"等[\u4e00-\u9fff]{0,6}?(?:渠道|方式|途径|形式|载体|平台|媒介|场所)|等(?:多?种)?(?:主动)?(?:公开|发布|公布|更新)"
)
# 通过网站、公告栏和现场宣传等多种渠道: whatever else is named there, they are ways.
_BY_MANY = re.compile(
    r"[^,;。“”]{0,16}?(?:通过|利用|借助|依托|运用|采取|采用|以)[^,;。“”]{4,60}?"
    r"等(?:多种|各种|多样|不同|有效|线上线下|公开|[\s的])*(?:渠道|方式|途径|形式|载体|平台|媒介)"
)
_SIDE_BY_SIDE = re.compile(r"[、,和与及]|以及")
_STRICT_VERB = re.compile(r"主动公开|制作|产生|公开(?:政府|政务)|公开各类|发布|公布|政府信息公开|公开信息|信息公开")
_INFORMATION = frozenset(("信息", "各类信息", "政府信息", "政务信息", "其他信息"))
_OBJECT = re.compile(r"(?:各类)?(?:政府|政务|公开)?信息(?![\u4e00-\u9fff])")
_BEHIND = re.compile(r"((?!、)[\u4e00-\u9fff、“”]{2,14}?)信息")
_ANY_KIND = re.compile(
    r"主动|依法|公开|发布|政府|政务|各类|各种|各项|相关|有关|重要|的|类|工作|其他|其它|其中|图文|文字|视频|微信|微博|网站"
)
_HANDED = re.compile(r"(?:为|向|给)[^,;。]{1,16}(?:提供|报送|投送|推荐|供)[^,;。]{0,8}稿")
# 工作动态和各类政府信息660条: of all kinds, whatever is named before.
_ALL_KINDS = re.compile(r"(?:[和及与等、])(?:其他|其它)?各[类种](?:政府|政务|非涉密)?信息(?:共计?|累计|总计)?\s*$")
# 通过网站、公告栏等多种形式,发布各类法规、动态等信息2208条.
_KINDS_LISTED = re.compile(
    r"各[类种][\u4e00-\u9fff、]{2,40}等(?:各类|各种|相关|有关|政府|政务|服务)*信息(?:共计?|累计|总计)?\s*$"
)
# 通过网站等多种渠道,主动公开机构职能、规划计划、人事任免、招标采购、工作动态等信息310条.
_FIVE_KINDS = re.compile(
    r"主动(?:向社会)?公开了?(?:[^,;。、\d]{2,14}、){4,}[^,;。、\d]{2,14}等(?:相关|方面|政府|政务|的)*信息(?:共计?|累计|总计)?\s*$"
)
# 共主动公开各类政策文件、业务工作等服务信息121条.
_ALL_KINDS_TOLD = re.compile(
    r"(?:共|累计|全年)计?主动公开了?各[类种][^,;。\d]{2,40}等(?:相关|政府|政务|服务|的)*信息(?:共计?|累计|总计)?\s*$"
)
# 公开了各类政府信息,具体包括干部任免、低保发放等方面的内容共计93条.
_KINDS_BEHIND = re.compile(
    r"公开了?各类(?:政府|政务)?信息,(?:其中|具体|主要|内容)*(?:包括|涵盖|涉及|包含)[^;。\d]*等(?:方面|各类|各项)?的?(?:内容|信息)?,?"
    r"(?:共计?|累计|总计)\s*$"
)
# 围绕人民群众关注的政府信息主动公开171条: of all kinds.
_CENTRED = re.compile(r"(?:围绕|聚焦)[^,;。\d]{4,40}的(?:政府|政务)信息主动公开")
_BUILDING = re.compile(r"(?:信息|政务)公开平台的?(?:建设|管理)")
# 《某某报》、某某电台、某某电视台等主流媒体: one way in one number, which is the press by convention.
_MAIN_MEDIA = re.compile(r"等(?:[^,;。、]{0,12}|[中央国家省市区县级、]{2,14}(?:主流|新闻)?)媒[体介]")
# 融媒体、电视台等矩阵发布微信推文1200条: what was posted tells where.
_POSTED = re.compile(
    r"(?:发布|推送|推出|编发|发送)了?(微信|微博)(?:公众号)?(?:推文|图文|消息|文章|信息)?(?:共|累计|约)?\s*$"
)
_GROUPS = re.compile(r"(?:[、和及与]|以及)(?!社会)[^,;。、“”]{0,6}群(?![众体])")
_NEW_MEDIA = re.compile(r"等(?:政务|官方|网络)?(?:新|自|新兴|社交|网络)媒体")
_FINISHED = re.compile(r"(?:公开|发布|公布|更新)了[^,;。]{4,}信息$")
INFORMATION_UNITS = frozenset(("条", "件", "篇", "份", "则", "项", "条次", "件次"))
_BESIDE_COUNTED = re.compile(r"(?:平台|账号|群)?(?:、|和|与|及|以及)(?:全[市县区]|各)?\s?")
# 网站发布新闻804条,主动公开政府信息数449条: the row of the annex, by whichever way.
_NUMBER_OF_ALL = re.compile(r"主动公开(?:政府|各类)*信息(?:总|条)?数量?(?:为|有|达|共计?|[:\s])*$")
_PAIR, _LONGEST_SHORT = 2, 5


def kinds_of(hits: Sequence[Hit]) -> Kinds:
    """The disclosure readings of some words: kind → codes, each once, in order."""
    kinds: Kinds = {}
    for hit in hits:
        if hit.word.flags & DISCLOSURE:
            for kind, code in hit.word.disclosure.items():
                codes = kinds.setdefault(kind, [])
                if code not in codes:
                    codes.append(code)
    return kinds


def channels_of(kinds: Kinds, scope: Scope, state: State) -> list[str]:
    """The channels that a count is of: [] for all. 微博 and 微信 in one number are social_media; several ways in one
    number are all of them, unless it says 其他."""
    codes = list(kinds.get("channel", ()))
    if scope.begin > scope.clause.start:
        codes = list(dict.fromkeys((*_beside_counted(scope, state), *codes)))
    # 政府网站发布信息9.4万条,通过主动公开目录公开信息1180项: the second way is another.
    is_another = "platform" in kinds and not state.is_way_open and state.channels != state.heading_channels
    is_of_all = not (codes or state.is_way_open) and _NUMBER_OF_ALL.search(_before(scope, state)) is not None
    may_inherit = not (is_another or is_of_all) and (not state.is_list or state.is_way_open)
    if not codes and may_inherit and "disclose" in kinds:
        codes = list(state.channels)
    is_social = SOCIAL.issuperset(codes)
    is_many = "many" in kinds or ((len(codes) > 1 or "place" in kinds) and names_many_ways(_before(scope, state)))
    posted = _POSTED.search(_before(scope, state)) if len(codes) > 1 else None
    if posted is not None:
        return ["wechat" if posted[1] == "微信" else "weibo"]
    if is_social and len(codes) > 1 and _NEW_MEDIA.search(_before(scope, state)):
        # 微博、微信等新兴媒体平台.
        return ["social_media"]
    if {"press", "broadcast"}.issuperset(codes) and "press" in codes and _MAIN_MEDIA.search(_before(scope, state)):
        return ["press"]
    if is_many and "other" not in codes and not (is_social and "social_media" in codes):
        return []
    if "other" in codes:
        return ["other"]
    if len(codes) > 1 and is_social:
        return [_named_account(scope, state) or "social_media"]
    if len(codes) > 2:
        return []
    return codes


def _beside_counted(scope: Scope, state: State) -> Sequence[str]:
    """The way that stands beside one whose accounts are counted: the sites in 各网站及86个政务新媒体发布信息1200条."""
    before = next((c for c in reversed(scope.clause.counts) if c.end <= scope.begin), None)
    ways = [hit for hit in scope.clause.hits if hit.word.flags & CHANNEL and hit.end <= scope.begin]
    if before is None or not ways or not _BESIDE_COUNTED.fullmatch(state.text, ways[-1].end, before.start):
        return ()
    return (ways[-1].word.disclosure["channel"],)


def names_many_ways(text: str) -> bool:
    """Whether words say that the ways they name are examples (网站、公开栏等线上线下渠道)."""
    return _MANY.search(text) is not None


def _before(scope: Scope, state: State) -> str:
    return state.text[scope.begin : scope.count.start]


def _named_account(scope: Scope, state: State) -> str:
    """wechat for 政务新媒体平台“平安渡口”公众号: the one account that 新媒体 is narrowed to, "" where both stand side
    by side."""
    ways = [hit for hit in scope.left if "channel" in hit.word.disclosure]
    told = narrowed(ways, state.text)
    return told[0].word.disclosure["channel"] if len(ways) == _PAIR and len(told) == 1 else ""


def outside_names(hits: Sequence[Hit], text: str) -> Sequence[Hit]:
    """Some words without the ways that an account is called by (“某县政府网”微博)."""
    starts = {hit.start for hit in hits if hit.word.flags & CHANNEL}
    if len(starts) < _PAIR or "”" not in text:
        return hits
    told = []
    for hit in hits:
        closed = text.find("”", hit.end)
        is_called = (
            closed + 1 in starts and hit.end <= closed and text.rfind("“", 0, hit.start) > text.rfind("”", 0, hit.start)
        )
        if not (hit.word.flags & CHANNEL and is_called):
            told.append(hit)
    return told


def without_objects(hits: Sequence[Hit], text: str, end: int) -> Sequence[Hit]:
    """Some words without ways that stand among what was published (发布文旅政策、广播电视、执法监督等各类信息252条)."""
    if "、" not in text:
        return hits
    verb = next((hit.start for hit in hits if hit.word.flags & DISCLOSE), end)
    if not any(hit.word.flags & CHANNEL and hit.start > verb for hit in hits) or not _ALL_KINDS.search(text, verb, end):
        return hits
    # “某某教育发布”公众号推送各类信息: a verb within a name.
    listed = {hit.start for hit in hits if hit.start > verb and "、" in (text[hit.start - 1], text[hit.end])}
    return [hit for hit in hits if not (hit.word.flags & CHANNEL and hit.start in listed)]


def narrowed(ways: Sequence[Hit], text: str) -> Sequence[Hit]:
    """Some ways without 新媒体 where the next one names the account that is meant (政务新媒体微信公众号), or the one
    right before it (微信公众号自媒体)."""
    told = list(ways)
    for way, behind in pairwise(ways):
        codes = way.word.disclosure["channel"], behind.word.disclosure["channel"]
        if codes[0] == "social_media" and codes[1] in SOCIAL:
            if not _SIDE_BY_SIDE.search(text, way.end, behind.start):
                told.remove(way)
        elif codes[1] == "social_media" and codes[0] in SOCIAL and way.end == behind.start:
            told.remove(behind)
    return told


def is_of_class_behind(scope: Scope, state: State) -> bool:
    """公开52条预决算信息: the words behind a count name the class that it is of."""
    behind = _BEHIND.match(state.text, scope.count.end)
    return behind is not None and bool(_ANY_KIND.sub("", behind[1]))


def is_stated_here(text: str, scope: Scope, state: State) -> bool:
    """Whether a count outside the three parts says itself that it is one of disclosures, or stands beside one."""
    if _STRICT_VERB.search(text) or any(f.key[1:] == GENERAL for f in state.sentence_facts):
        return True
    if is_beside_papers(text, state):
        return True
    # 本单位累计公开62条信息.
    return text.rstrip().endswith(("公开", "公开了")) and _OBJECT.match(state.text, scope.count.end) is not None


def is_beside_papers(text: str, state: State) -> bool:
    """向社会公开规范性文件3件,公文125件,信息604条: the general count beside those of papers, under one verb."""
    if text.strip() not in _INFORMATION:
        return False
    return any(f.key[:3] == ("disclosed", "normative_document", ALL) for f in state.sentence_facts)


def residue_of(scope: Scope, state: State) -> str:
    """What the clause says before a count that no word of disclosures covers: the object is then no general one.
    The name of a site or an account before its kind says nothing of the object; one stray character is a slip."""
    text, at, rest = state.text, scope.begin, []
    before = text[at : scope.count.start]
    who = body_subject(before)
    if who:
        at += before.find(who) + len(who)
    ways = _BY_MANY.match(text, at, scope.count.start) if "等" in before else None
    if ways is not None:
        at = ways.end()
    for hit in scope.left:
        says_nothing = not hit.word.disclosure and (not hit.word.context or hit.word.flags & SINCE)
        if hit.start < at or says_nothing:
            continue
        said = text[at : hit.start]
        rest.append(_MANNER.sub("", said) if hit.word.flags & DISCLOSE else said)
        at = hit.end
        if "channel" in hit.word.disclosure or ("many" in hit.word.disclosure and hit.word.text.endswith(_WAYS)):
            rest.clear()
            called = _CALLED.match(text, at, scope.count.start)
            at = called.end() if called else at
    rest.append(text[at : scope.count.start])
    words = plain(state.without_own_names("".join(rest)))
    if words and _ALL_KINDS.search(text, scope.begin, scope.count.start):
        return ""
    if words and (is_of_kinds_listed(scope, state) or is_of_kinds_behind(scope, state)):
        return ""
    if 1 < len(words) < _LONGEST_SHORT and _is_short_name(words, before, state.authority_name):
        return ""
    if words == "内容" and before.rstrip("共计为有 ").endswith("信息内容"):
        return ""
    if words and text.endswith("信息主动公开", scope.begin, scope.count.start) and _CENTRED.search(text, scope.begin):
        return ""
    if not words and text.endswith("统计信息", scope.begin, scope.count.start):
        # 公开各类统计信息314条, though 统计 alone says nothing.
        return "统计"
    if words == "法定" and text.endswith("公开法定信息", scope.begin, scope.count.start):
        return ""
    # 主动公开政府信息工作139条.
    return "" if words == "工作" and text.endswith("信息工作", scope.begin, scope.count.start) else words


def is_of_kinds_listed(scope: Scope, state: State) -> bool:
    """Whether kinds of information stand before a count as examples of all that was made public."""
    text, begin, end = state.text, scope.begin, scope.count.start
    told = (_KINDS_LISTED, _FIVE_KINDS) if names_many_ways(text[:end]) else (_ALL_KINDS_TOLD,)
    return "等" in text[begin:end] and any(kinds.search(text, begin, end) for kinds in told)


def is_of_kinds_behind(scope: Scope, state: State) -> bool:
    """Whether a clause counts all that the one before said to be made public, behind its kinds."""
    return "各类" in state.text and _KINDS_BEHIND.search(state.text, 0, scope.count.start) is not None


def _is_short_name(name: str, text: str, authority: str) -> bool:
    """住建局 of a 住房和城乡建设局, 道外区教体局 of a 教育体育局, 人社信息 of a 人力资源和社会保障局: some of its
    characters in order, but no field that it is named by (教育信息 of a 教育局)."""
    rest = iter(authority)
    ends = "[局委办厅]" if name in authority else "(?:[局委办厅]|信息$)"
    return all(char in rest for char in name) and re.search("[省市县区州旗]?".join(name) + ends, text) is not None


@remembered
def plain(rest: str) -> str:
    """What is left of words without asides, times and fillers."""
    if rest.endswith("年报"):
        return "年报"
    words = _FILLERS.sub("", SINCE_THEN.sub("", _ASIDE.sub("", rest)))
    return words if len(words) > 1 else ""


_OF_MEDIA = re.compile(r"\s*(?:媒体信息|[^,;。\d]*、(?:政府)?公报信息)\s?\d[\d,]*\s?[余多]?条\s*")


def note_channels(clause: Clause, state: State) -> None:
    """A clause may name the channel of a count further on in its sentence."""
    if clause.flags & CHANNEL:
        if clause.opener == "(" and gives_examples(clause, state.parts[state.at - 1], state.text):
            return
        if "稿" in state.text and _HANDED.search(state.text, clause.start, clause.end):
            # 为媒体提供稿件120篇,刊发80篇: what others print is not the office's.
            state.channels, state.is_way_open = state.heading_channels, False
            return
        if "信息" in state.text and _OF_MEDIA.fullmatch(state.text, clause.start, clause.end):
            # 发布省内新闻3245条,媒体信息589条,公告12条: a class, which says nothing of where the next one is.
            return
        if "群" in state.text and _GROUPS.search(state.text, clause.start, clause.end):
            # 利用微信和工作群发布简报113篇: groups have no code.
            state.channels, state.is_way_open = state.heading_channels, False
            return
        if not clause.counts and "公开平台" in state.text and _BUILDING.search(state.text, clause.start, clause.end):
            # 加强信息公开平台建设,全年公开信息91条.
            return
        if not clause.counts and "了" in state.text and _FINISHED.search(state.text, clause.start, clause.end):
            # 在网站公开了机构信息、政策文件等,全年共公开信息130条: what is counted next need not be there alone.
            state.channels, state.is_way_open = state.heading_channels, False
            return
        beside = clause.opener == "、" and state.at and state.parts[state.at - 1].flags & CHANNEL
        # 开设微博127个、微信34个,发布信息1120条: of both.
        held = state.channels if beside else ()
        hits = outside_names(clause.hits, state.text)
        ways = narrowed([hit for hit in hits if hit.word.flags & CHANNEL], state.text)
        state.channels = tuple(dict.fromkeys((*held, *heading_channels(ways))))
        said = state.text[clause.start : clause.end].rstrip()
        is_open = said.endswith("等") and "、" in said and not clause.counts
        if (is_open or names_many_ways(said)) and not SOCIAL.issuperset(state.channels):
            state.channels = ()
        state.is_way_open = all(count.rule or count.unit not in INFORMATION_UNITS for count in clause.counts)


def heading_channels(hits: Sequence[Hit]) -> tuple[str, ...]:
    """The channels that a heading's words name."""
    return tuple(dict.fromkeys(h.word.disclosure["channel"] for h in hits if h.word.flags & CHANNEL))
