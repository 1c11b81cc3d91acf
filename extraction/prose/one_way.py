"""Rules for counts of information by one way: what a site, an account, a paper or a board was used to make public.

Belongs here: what a count states whose words name one way. Does not belong here: which ways they name (objects), what
a count states without any (information).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from extraction.prose.clauses import AMONG, APPLICATION, CHANNEL, DISCLOSE, ITEM
from extraction.prose.kept import emit, is_below_site, total_held
from extraction.prose.objects import INFORMATION_UNITS, Kinds
from extraction.prose.parts import PAPERS_END, is_in_pieces, is_of_cumulative, is_one_of_ways, is_unread_before
from extraction.prose.state import ALL, Scope, State
from extraction.prose.ways import is_beside_offices, is_beside_places, is_divided_exactly
from extraction.remembering import remembered

_OF_SOME = re.compile(r"(?:政务|新闻)信息(?:总?数量?)?(?:为|达到?|共|有|约)?\s*$")
_LISTED = re.compile(r"、.*等(?!.*[及和与、])|等(?:方面|各类|各种|重要|相关|政府|政务)*(?:的)?(?:信息|$)")
_BY_OTHERS = re.compile(r"^(?!.*(?:通过|利用|借助|[在于向以])).*(?:媒体|报刊|电台|电视台?)[^,]{0,8}报道")
# 省水利厅官网发布9条, said of no office of the province itself.
_BY_THOSE_ABOVE = re.compile(r"\s*(?:[\u4e00-\u9fff]{2,3}?省|省|自治区)(?P<who>[^,;。、“”]{1,10}厅)(?:官|门户|政务)?网")
# 向州政府网站发稿71条.
_SENT = re.compile(r"[向给][^,;。、]{1,14}[发投]稿")
# 在海南日报等媒体发稿1318篇: sent to them.
_FILED = re.compile(r"(?<!刊)发稿(?!件)")
# 经网站转载5万多篇.
_REPRINTED = re.compile(r"(?:经|被|获|由)[^,;。、]{0,12}转载")
# 截至年底,网站共有信息15000条, 共有15000条信息.
_HELD = re.compile(r"(?:[共现存拥]有|收录|存有)(?:[^,;。\d]{0,8}信息[^,;。\d]{0,4})?$")
_BY_NOW = re.compile(r"截[至止]|目前|现")
# 网站发布主动公开文件21份。网站发布各类信息801条: papers beside the information of one way.
_INFORMATION_TOO = re.compile(
    r"[^\n]{0,80}?(?:网站?|平台|公众号)(?:共|累计)?(?:发布|公开)[^,;。\d\n]{0,12}信息(?:共|累计)?\s?\d"
)
_WAY = re.compile(r"\s*(?:同时)?(?:通过|利用|借助|依托|在)")
_CLASS_OF_PAPERS = re.compile(r"(?:政策|行政|政务|党务|红头|规划|制度)(?:类)?(?:文件|公文)$")
_NEXT_CLASS = re.compile(r"[,;、](?![^,;。\d]*(?:[网号]|微信|微博|公开|发布|推送|其中))[^,;。\d]{2,30}信息\s?\d")
# 在网站重点领域栏目发布信息2条;公示公告栏目发布信息7条: one column of several.
_NEXT_COLUMN = re.compile(r"[,;、](?![^,;。\d]*(?:[网号]|微信|微博))[^,;。\d]{0,24}(?:栏目|专栏|[板版]块)[^,;。\d]*\d")
# A field that an account posts of is named in so many characters; more is a class of its own.
_SHORT = 6
_NEAR = 6
_PRINTED = frozenset(("press", "broadcast"))
_MEDIA = frozenset(("press", "broadcast", "screen", "bulletin_board", "gazette"))
ACCOUNTS = frozenset(("weibo", "wechat", "social_media"))
# 对低保、救助等领域…,全年发布相关信息30条: of what was spoken of before.
OF_MATTER = re.compile(r"(?:相关|有关)(?:政府|政务)?信息\s*$")


class Said(NamedTuple):
    """What the words before a count say: their readings, the measure, the words, what no word of disclosures covers,
    and whether they name a class."""

    kinds: Kinds
    measure: str
    text: str
    residue: str
    names_class: bool


def by_way(channels: list[str], said: Said, scope: Scope, state: State) -> str:
    """What was made public by one way."""
    kinds, text, residue = said.kinds, said.text, said.residue
    if len(channels) > 1 or ("place" in kinds and is_beside_places(scope, state)):
        if is_divided_exactly(scope.count.value, state) and not (state.among or total_held(state)):
            # 利用广播、大厅、网站发布28条。其中:动态类11条,公告类17条: all there is.
            return emit(("information", said.measure, ALL, ALL), scope, state, "total")
        return "refuse.joint"
    channel = channels[0]
    if channel == "bulletin_board" and is_beside_offices(text):
        return "refuse.joint"
    if channel in ACCOUNTS and is_in_pieces(scope, state):
        return "refuse.part_of_documents"
    if channel == "bulletin_board" and (is_below_site(scope, state) or text.startswith("“公告栏”")):
        # 网站发布信息825条,其中政务公开栏发布94条; “公告栏”发布14条: a column of the site.
        return "refuse.place"
    is_bare_name = channel in _PRINTED and kinds.keys() == {"channel"}
    if "稿" in text and (_SENT.search(text) or (channel in _PRINTED and _FILED.search(text))):
        return "refuse.adopted"
    is_by_others = ("报道" in text and _BY_OTHERS.search(text)) or ("转载" in text and _REPRINTED.search(text))
    is_above = "厅" in text and _BY_THOSE_ABOVE.match(text) is not None and not _is_own_site(text, state)
    if is_by_others or is_above or (is_bare_name and is_unread_before(state)):
        return "refuse.by_others"
    if "disclose" not in kinds and _HELD.search(text) and _BY_NOW.search(state.text, 0, scope.count.start):
        return "refuse.stock"
    if said.measure == "disclosed" and is_of_cumulative(channel, scope, state):
        return "refuse.part_of_disclosed"
    is_posting = channel in ACCOUNTS and "disclose" in kinds and len(residue) <= _SHORT
    if channel in ACCOUNTS and "disclose" in kinds and text.count("、") > 1 and text.endswith("信息"):
        # 微信发布会议、活动、政策及服务信息210条: all that it posts, unless it goes on with another class.
        is_posting |= not is_listed_on(scope, state)
    is_posting |= channel in _MEDIA and "disclose" in kinds and ("channel" in kinds or not state.among)
    is_posting |= state.is_of_ways and not kinds.keys() & {"disclose", "place"}
    if residue and OF_MATTER.search(text):
        return "refuse.class_of_information"
    if text.endswith("文件") and _INFORMATION_TOO.match(state.document, state.sentence[1]):
        return "refuse.class_of_information"
    # 各类新闻信息1247条、各类政务信息1.5万条: of two kinds.
    is_of_all = "各类" in text and "各类" not in state.text[scope.count.end : scope.count.end + _NEAR]
    is_of_some = _OF_SOME.search(text) is not None and not is_of_all
    if is_of_some and not state.among and is_listed_on(scope, state):
        # 网站发布政务信息3200条,公告公示560条; 发布新闻信息1300条,政府信息公开390条.
        return "refuse.class_of_information"
    is_last_class = is_list(text) and "channel" not in kinds and state.refused == "refuse.class_of_information"
    if is_last_class or (text.endswith(PAPERS_END) and _CLASS_OF_PAPERS.search(text)):
        return "refuse.class_of_information"
    if channel == "website" and "栏" in text and _NEXT_COLUMN.match(state.text, scope.count.end):
        return "refuse.place"
    if residue and not (is_posting or residue == "文件"):
        # 网站公开机构职能、预算等信息31条,社会救助信息71条: the first of its classes.
        is_of_all = is_list(text) and not _NEXT_CLASS.match(state.text, scope.count.end)
        if not is_of_all and not is_one_of_ways(state):
            return "refuse.class_of_information"
    return emit(("information", said.measure, channel, ALL), scope, state, "channel")


def _is_own_site(text: str, state: State) -> bool:
    """Whether the office whose site a clause begins with is the one that reports."""
    who = _BY_THOSE_ABOVE.match(text)
    return who is not None and who["who"] in state.authority_name


def is_listed_on(scope: Scope, state: State) -> bool:
    """Whether a clause behind counts another class of the same way (网站发布动态20条、公告5条), past the parts of this
    one (动态20条,其中甲9条、乙11条;公告5条)."""
    is_within = False
    for part in state.parts[state.at + 1 :]:
        is_within = (is_within and part.opener != ";") or part.flags & AMONG != 0
        is_own = part.flags & (DISCLOSE | ITEM) != 0
        is_asked = part.flags & APPLICATION and not (part.flags & DISCLOSE and part.opener == ",")
        if part.flags & CHANNEL or is_asked or _WAY.match(state.text, part.start):
            return False
        for count in part.counts if not is_within else ():
            is_alike = count.unit == scope.count.unit or (count.unit in INFORMATION_UNITS and not is_own)
            if count.rule == "" and is_alike:
                return True
    return False


@remembered
def is_list(text: str) -> bool:
    return _LISTED.search(text) is not None
