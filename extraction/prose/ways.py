"""Whether the ways of a count are told apart, before it, behind it or beside it.

Belongs here: questions about several ways of disclosing in one number. Does not belong here: which way a count is of
(objects), what it states (information).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from extraction.prose.clauses import AMONG, CHANNEL
from extraction.prose.objects import kinds_of
from extraction.prose.state import ALL, Scope, State

_JOINER = re.compile(r"(?:“[^”]*”|平台|号)*[、和与及](?:“[^”]*”|工作)?")
_IN_NAMES = re.compile(r"”(?:子?栏目|专栏|[板版]块)")
_DIVIDED_NEXT = re.compile(
    r"[。\s]*其中[,:]?(?:[在于通过]|线上)*[^,;。\d]{0,16}(?:网|微信|微博|公众号|平台)[^,;。\d]{0,16}\d[\d,]*[余多]?[条件篇]"
)
_PARTS_NEXT = re.compile(r"[。\s]*其中[^。\n]+")
_COUNTS = re.compile(r"(\d[\d,]*)\s?[条件篇项]")


def is_divided_by_ways(state: State) -> bool:
    """Whether the ways of a count that names two of them are told apart behind it (共907条,其中网站86条,微信821条), or
    were before (网站发布5条,微信发布62条。通过网站、微信发布67条)."""
    ahead = state.parts[state.at + 1 : state.at + 3]
    if any(part.flags & AMONG for part in ahead) and any(part.flags & CHANNEL and part.counts for part in ahead):
        return True
    return is_divided_next(state)


# 通过目录、官方网站公开1692条。其中目录204条,官方网站1488条.
_SITE_AND_OTHERS = re.compile(r"[、和及与][^,;。、]{0,12}网站?(?![^,;。]{0,6}[、和及与])|网站[^,;。、]{0,4}[、和及与]")
_SITE_NEXT = re.compile(
    r"[。\s]*其中[^。;\n\d]{0,12}\d[\d,]*\s?[条件篇][,、][^。;\n\d]{0,8}网站?[^,;。\d]{0,8}(\d[\d,]*)\s?[条件篇]"
)


def is_less_next(scope: Scope, state: State) -> bool:
    """Whether a site in one number with another place is told apart from it, by less, in the next sentence."""
    behind = _SITE_NEXT.match(state.document, state.sentence[1])
    if behind is None or not _SITE_AND_OTHERS.search(state.text, scope.begin, scope.count.start):
        return False
    return Decimal(behind[1].replace(",", "")) < scope.count.value


def is_of_all_ways(scope: Scope, state: State) -> bool:
    """政府信息公开平台公开677条,其中网站387条,微信公众号290条: a platform that is all of the ways behind it.
    调整网站栏目,公开信息373条,通过网站发布93条、通过微信发布323条: a site named before is none of the count's own."""
    way = next((hit for hit in reversed(scope.left) if hit.word.flags & CHANNEL), None)
    ahead = state.parts[state.at + 1 : state.at + 4]
    if way is None:
        told = [kinds_of(part.hits).get("channel", ()) for part in ahead if part.counts and part.counts[0].rule == ""]
        return ["website"] in told and any(codes and codes != ["website"] for codes in told)
    if not way.word.text.endswith("平台") or not any(part.flags & AMONG for part in ahead[:2]):
        return False
    codes = {code for part in ahead if part.counts for code in kinds_of(part.hits).get("channel", ())}
    return len(codes) > 1 and "website" in codes


def is_divided_next(state: State) -> bool:
    """Whether the next sentence tells the ways apart (其中,网站发布86条)."""
    return _DIVIDED_NEXT.match(state.document, state.sentence[1]) is not None


def is_divided_exactly(value: Decimal, state: State) -> bool:
    """Whether the next sentence begins with 其中 and the counts in it add up to a value."""
    parts = _PARTS_NEXT.match(state.document, state.sentence[1])
    counts = [Decimal(number.replace(",", "")) for number in _COUNTS.findall(parts[0])] if parts else []
    return len(counts) > 1 and sum(counts) == value


def is_sum_of_ways(channels: Sequence[str], value: Decimal, state: State) -> bool:
    """网站发布5条,微信发布62条。通过网站、微信发布67条: several ways in one number that they were said to add up to."""
    ways = [f for f in state.facts if f.key[:2] == ("disclosed", "information") and f.key[2] in channels]
    ways = [f for f in ways if f.key[3] == ALL]
    return {f.key[2] for f in ways} == set(channels) and sum(f.value for f in ways) == value


def is_beside_places(scope: Scope, state: State) -> bool:
    """在微信公众号、今日头条、抖音发布520条: one number for a way and for others that have no code."""
    ways = [hit for hit in scope.left if "channel" in hit.word.disclosure]
    # 网站“通知公告”、“预决算”栏目: columns of the site.
    places = [
        hit for hit in scope.left if "place" in hit.word.disclosure and not _IN_NAMES.match(state.text, hit.start - 1)
    ]
    return any(_JOINER.fullmatch(state.text, way.end, place.start) for way in ways for place in places)


_LEVEL = 3
"""Characters that name a level and no place (镇, 各社区)."""
_BOARD = re.compile(r"栏|牌|板|墙|榜|屏")
_BY = re.compile(
    r"(?:通过|利用|借助|依托|在|于)(?P<ways>[^,;。]*?)(?=主动|公开(?!栏|牌|板|墙|榜|专|查|点|区|室|服|大)|发布|公布|张贴)"
)


def is_beside_offices(text: str) -> bool:
    """通过服务中心、小区公告栏公开93份: one number for boards and for other places; 在镇、村公开栏 are boards alone."""
    told = _BY.search(text) if "、" in text or "以及" in text else None
    if told is None:
        return False
    return not all(_BOARD.search(way) for way in re.split("、|以及", told["ways"]) if len(way) > _LEVEL)
