"""Whether a count of disclosures is a part or the sum of others, or no doing of the office, though it reads like one.

Belongs here: questions about the counts around a count. Does not belong here: which key a count has
(information), how it is kept (kept), numbers that are no facts anywhere (refusals).
"""

from __future__ import annotations

import re

from extraction.prose.clauses import CHANGE, CHANNEL, DISCLOSE, LAST_YEAR, NEW, SAME_PERIOD, THIS_YEAR
from extraction.prose.kept import divisible, emit
from extraction.prose.objects import GENERAL
from extraction.prose.state import ALL, Scope, State, is_sum_before, printed
from extraction.prose.ways import is_beside_places, is_divided_next

_OF_OTHER_YEARS = CHANGE | LAST_YEAR | SAME_PERIOD
_PIECE = re.compile(r"(?:原创|自编|转发|转载)[^,;。\d]*\d")
_ENUMERATED = re.compile(r"、[^,;。]{2,30}等(?:各类|相关|方面)?信息(?:共计?|累计)?$")
_HALVES = 2
PAPERS_END = ("文件", "公文")
# 对采购项目实施情况全过程公开,共公开121件.
_OBJECT_BEFORE = re.compile(
    r"对[^,。;]{4,}公开,|(?:内容|答复|结果|项目|事项|决算|预算|情况)[^,。;信]{0,6}公开[^,。;信]{0,8},"
)
_ALL_TOLD = re.compile(r"共(?:计|累计)?主动公开(?:政府|政务|各类)*信息(?:数量?)?(?:为|有)?\s*$")
_OF_YEARS = re.compile(r"历年来?(?:累计)?(?:主动)?公开的?(?:政府|政务|各类)*信息(?:中|里|当中)")
_FIELDS = re.compile(
    r"\s*(?:[(]?[\d一二三四五六七八九十]{1,3}[)、.是])?\s*(?:推进|加强|深化|做好|强化)?重点领域(?:政府)?信息公开"
)

# “某某发布”抖音号粉丝3万人,共发布信息125条.
_FOLLOWED = re.compile(
    r"(?:粉丝|订阅|关注)(?:人|用户|数|量|者|总|约|已|达|为|到|共|有|超|近)*\s?[\d一二三四五六七八九十]"
)
_OF_ALL = re.compile(r"主动公开|政府信息|各(?:类|个|种)?(?:平台|渠道|账号|新?媒体)")


def is_of_followed(text: str, scope: Scope, state: State) -> bool:
    """Whether the followers of an account are counted before in the sentence, so that what was posted is its own, which
    has no code if no way is named."""
    if not ("粉丝" in state.text or "订阅" in state.text or "关注" in state.text) or _OF_ALL.search(text):
        return False
    start = state.text.rfind(";", 0, scope.begin) + 1
    return _FOLLOWED.search(state.text, start, scope.begin) is not None


def is_unread_before(state: State) -> bool:
    """新华社12篇,某日报15篇: whether the clause before counts what no rule has read, as media print of an office."""
    before = state.parts[state.at - 1] if state.at else None
    if before is None or before.flags & _OF_OTHER_YEARS:
        # 网站5862条,较上年增加1204条;报刊97条.
        return False
    told = {value for _, value in state.told}
    return any(c.rule == "" and not c.is_percent and c.value not in told for c in before.counts[-1:])


def is_of_cumulative(channel: str, scope: Scope, state: State) -> bool:
    """截至年底微博累计发布380条,其中原创210条: whether a count divides a running total of the same way."""
    if not state.among or scope.flags & (NEW | THIS_YEAR) or scope.clause.years:
        return False
    return any(f.key[:3] == ("cumulative", "information", channel) for f in state.sentence_facts)


def is_of_fields(text: str, state: State) -> bool:
    """Whether the paragraph begins with 重点领域信息公开: it counts those fields alone, unless it says 主动公开."""
    return "主动公开" not in text and _FIELDS.match(state.document, state.paragraph) is not None


def divides(scope: Scope, state: State) -> bool:
    """Whether a count stands before in the sentence, which none was read of and that is no total said again."""
    totals = divisible(state)
    counts = (count for part in state.parts for count in part.counts if count.start < scope.begin)
    return any(count.rule == "" and count.value not in totals for count in counts)


def measure_of_class(state: State) -> str:
    """截至年底累计公开753条,其中机构职能4条、…, 历年公开的信息中,机构职能类4条、…: what is divided into classes is no
    count of the year."""
    if "历年" in state.text and _OF_YEARS.search(state.text) is not None:
        return "cumulative"
    whole = state.whole
    if whole is None or whole.key != ("cumulative", *GENERAL) or whole not in state.sentence_facts:
        return "disclosed"
    is_of_year = any(f.key == ("disclosed", *GENERAL) for f in state.sentence_facts)
    return "disclosed" if is_of_year or not state.among else "cumulative"


def is_all_told(text: str, residue: str, scope: Scope, state: State) -> bool:
    """通过政府网站和档案馆共主动公开政府信息424条: all that is made public, by a way and a place in one number."""
    is_held = any(f.kind == "disclosure" and f.key[1:] == GENERAL for f in state.facts)
    if residue or state.among or is_held or not is_beside_places(scope, state):
        return False
    return _ALL_TOLD.search(text) is not None


def is_said_before(scope: Scope, state: State) -> bool:
    """发布会议信息33期、政策文件355件等各类信息1.1万条: whether the verb stands before what the whole is told by."""
    return any(part.flags & DISCLOSE for part in state.parts[: state.at + 1] if part.start < scope.begin)


def read_sum(scope: Scope, state: State) -> str:
    """Reads 共计825条 behind ways that it adds up: the total of several, the whole of one (发布640条、转发380条)."""
    told = [(key, value) for key, value in state.told if key[:2] == ("disclosed", "information")]
    keys = {key for key, _ in told}
    own = ("disclosed", *GENERAL)
    is_all = sum(value for _, value in told) == scope.count.value
    if all(key[3] != ALL for key, _ in told) and len(state.channels) == 1 and is_sum_before(scope, state):
        # 通过网站公开财政信息26条、动态59条,总共85条.
        return emit(("information", "disclosed", state.channels[0], ALL), scope, state, "channel")
    # A part that could not be read by itself is summed up, too.
    is_of_more = bool(keys) and not is_all and is_sum_before(scope, state)
    if not is_of_more and (len(told) < 2 or not is_all):
        return ""
    if (is_of_more and own in keys) or (len(keys) > 1 and own in keys):
        # 信息1520条,在省网站发布410条,总计1930条: what was called all was a part.
        state.facts[:] = [f for f in state.facts if f not in state.sentence_facts or f.key != own]
        state.sentence_facts[:] = [f for f in state.sentence_facts if f.key != own]
    if is_of_more or len(keys) > 1:
        return emit(("information", "disclosed", ALL, ALL), scope, state, "total")
    for fact in state.sentence_facts:
        if fact.key in keys:
            fact.value, fact.printed = scope.count.value, printed(state, scope.count)
            return fact.rule
    return ""


def is_whole_of_ways(scope: Scope, state: State) -> bool:
    """公开执法等工作信息1261条(其中:网站390条、微信871条): whether the ways told behind a count add up to it."""
    if not any(part.flags & DISCLOSE for part in state.parts[: state.at + 1]):
        return False
    ways = []
    for part in state.parts[state.at + 1 :]:
        if part.counts and part.flags & CHANNEL:
            ways.append(part.counts[-1].value)
        elif part.counts:
            break
    if not ways and _ENUMERATED.search(state.text, scope.begin, scope.count.start):
        return is_divided_next(state)
    return len(ways) > 1 and sum(ways) == scope.count.value


def is_one_of_ways(state: State) -> bool:
    """公开信息173条,其中网站公开政策、动态32条,公众号发布图文141条: whether a count is one of the ways that add up to
    all that its sentence has counted."""
    whole = state.whole
    if whole is None or whole.key != ("disclosed", *GENERAL) or whole not in state.sentence_facts:
        return False
    told = [
        (part.flags & CHANNEL, count.value)
        for part in state.parts
        for count in part.counts
        if count.start > whole.at and count.rule == "" and not count.is_percent
    ]
    return len(told) > 1 and all(way for way, _ in told) and sum(value for _, value in told) == whole.value


def is_in_pieces(scope: Scope, state: State) -> bool:
    """发布原创内容23篇,转载法律法规7篇,转载其他信息210篇: whether what an account posted is told in more than two
    pieces, none of which is its whole."""
    if "原创" not in state.text and "自编" not in state.text:
        return False
    start = state.text.rfind(";", 0, scope.begin) + 1
    end = state.text.find(";", scope.count.end)
    return len(_PIECE.findall(state.text, start, end if end >= 0 else len(state.text))) > _HALVES


def is_of_object_before(scope: Scope, state: State) -> bool:
    """Whether 共公开121件 counts what the clause before says to be made public, and no information at large."""
    return _OBJECT_BEFORE.search(state.text, 0, scope.begin + 1) is not None


def is_beside_counted_papers(state: State) -> bool:
    """产生行政文件44件,主动公开文件35件: whether the count before is one of papers, too."""
    before = state.counted_before()
    return before is not None and state.text[before.start : before.counts[-1].start].rstrip().endswith(PAPERS_END)


def ends_enumeration(text: str, scope: Scope, state: State) -> bool:
    """包括项目申报,空间认定,招标公告等84条: whether a name is but the last of those that one number counts."""
    before = state.parts[state.at - 1] if state.at else None
    return text.rstrip().endswith("等") and before is not None and not before.counts and scope.clause.opener == ","


def is_behind_count(scope: Scope, state: State) -> bool:
    """Whether the clause right before counts something, too."""
    before = state.parts[state.at - 1] if state.at else None
    return before is not None and scope.clause.opener in ",、" and any(count.rule == "" for count in before.counts)


def is_below_class(scope: Scope, state: State) -> bool:
    """工作信息469条(动态465条、其他4条): whether the brackets that a count stands in divide one class."""
    opened = state.text.rfind("(", 0, scope.count.start)
    if opened < state.text.rfind(")", 0, scope.count.start):
        return False
    counts = [count for part in state.parts for count in part.counts if count.end <= opened]
    whole = {fact.at for fact in state.sentence_facts if fact.key[-1] != ALL}
    return bool(counts) and counts[-1].start in whole
