"""Which counts of information are running totals, and which are the year's own beside one.

Belongs here: 累计 and the like by their context, the measure of a count. Does not belong here: what is counted
(objects), which statement follows (information).
"""

from __future__ import annotations

import re

from extraction.prose.clauses import ALREADY, CHANNEL, THIS_YEAR, YEARS
from extraction.prose.objects import GENERAL, Kinds
from extraction.prose.refusals import year_state
from extraction.prose.state import ALL, Scope, State

_UNTIL = re.compile(r"截[至止]|(?<![新提达])[到至](?:目前|\d{4}年底|年底|\d{4}年\d{1,2}月底)")
_YEARS_OWN = ("年累计", "全年", "本年", "年度累计", "当年", "年内")
_YEARS_NEW = re.compile(r"[,;(]\s?(?:其中[,:]?)?(?:本年度?|今年|当年|\d{4}年)(?:度)?新增")
_YEARS_PART = re.compile(r"[,;(]\s?其中[,:]?(?:本年|今年|当年|\d{4}年)")
# 累计公开353492条,2011年公开109115条.
_YEARS_BESIDE = re.compile(
    r"[,;]\s?(?:而?(?:本年度?|今年|当年|\d{4}年度?))(?:共|总|又|主动|向社会)*(?:公开|发布|公布)[^,;。\d]*(\d+)"
)
_YEARS_BEHIND = re.compile(
    r"\s?[(](?:统计|时间|期间|[:为自从]|\s)*(\d{4})年(?:\d{1,2}月)?(?:\d{1,2}日)?\s?[起以至到—~-]"
)
_STOCK = re.compile(r"(?:收录|库存|现有|现存|存有|存量)[^,;。]*信息|信息[^,;。]{0,6}(?:收录|库存|存量|总量|总数)")
_BESIDE = 40
_APART = re.compile(r";|其中")
# 历年累计, 累计公开: all years of what has just been counted.
_BARE_SUM = re.compile(
    r"[\s,(]*(?:历年)?(?:共|总)?累计(?:已|共|主动)*(?:公开|发布|公布|刊登|刊载|刊发|登载|张贴|更新|播发|播出|推送)?(?:了|有|为|达)?\s*"
)


def measure_of(kinds: Kinds, scope: Scope, state: State) -> str:
    """What was done to what is counted: disclosed unless the clause says otherwise."""
    if year_state(scope.clause, state, scope.count.start) == "since" or _is_cumulative(kinds, scope, state):
        return "cumulative"
    if "repeal" in kinds:
        return "repealed"
    if "in_force" in kinds:
        return "in_force"
    if "create" in kinds and "disclose" not in kinds:
        return "created"
    return "disclosed"


def _is_cumulative(kinds: Kinds, scope: Scope, state: State) -> bool:
    """累计 by its context: 历年累计, beside 新增, 截至 the end of the year, or the years in brackets behind the count;
    全年 or a year heading it makes it the year's own."""
    if scope.flags & YEARS:
        return True
    years = _YEARS_BEHIND.match(state.text, scope.count.end)
    if years and int(years[1]) < state.report_year:
        return True
    if "cumulative" in kinds and "channel" not in kinds and _is_above_the_years(scope, state):
        return True
    if _YEARS_NEW.match(state.text, scope.count.end) and not _is_headed_by_year(scope, state):
        return True
    is_said = "cumulative" in kinds
    sentence = state.text[: scope.count.start]
    if not (is_said or scope.flags & ALREADY):
        # 截至年底共公开3120条,今年新增320条.
        return _UNTIL.search(sentence) is not None and _YEARS_NEW.match(state.text, scope.count.end) is not None
    if any(word in sentence for word in _YEARS_OWN):
        return False
    until = _UNTIL.search(sentence) is not None
    return until or (is_said and (state.is_new or _is_beside_new(scope, state)))


def _is_headed_by_year(scope: Scope, state: State) -> bool:
    """Whether the year is named before a count that its own part follows (公开总量达11020条,其中2013年新增2310条)."""
    if any(part.flags & THIS_YEAR or part.years for part in state.parts[: state.at]) or scope.flags & THIS_YEAR:
        return True
    is_named = any(at < scope.count.start for at, _ in scope.clause.years)
    return is_named or any(word in state.text[: scope.count.start] for word in _YEARS_OWN)


def _is_above_the_years(scope: Scope, state: State) -> bool:
    """公开政府信息388条,累计1402条: the year's own total stands before a greater one."""
    if any(word in state.text[scope.begin : scope.count.start] for word in _YEARS_OWN):
        return False
    own, whole = ("disclosed", *GENERAL), state.whole
    if any(f.key == own and f.value < scope.count.value for f in state.sentence_facts):
        return True
    return whole is not None and is_of_way_before(scope, state) and whole.value < scope.count.value


def is_of_way_before(scope: Scope, state: State) -> bool:
    """网站公开1978条,历年累计4806条: whether a sum of all years is that of the way counted right before it."""
    whole, before = state.whole, state.counted_before()
    if whole is None or whole not in state.sentence_facts or before is None or scope.clause.opener not in ",(":
        return False
    if whole.key[0] != "disclosed" or whole.key[2] == ALL or not before.start <= whole.at < before.end:
        return False
    beside = state.sentence_facts[: state.sentence_facts.index(whole)][-1:]
    between = state.text[beside[0].at : whole.at] if beside else ""
    if beside and beside[0].key[0] == "disclosed" and scope.clause.opener == "," and not _APART.search(between):
        # 网站公开1978条,微信公开200条,累计2178条: of both.
        return False
    return _BARE_SUM.fullmatch(state.text, scope.begin, scope.count.start) is not None


def _is_beside_new(scope: Scope, state: State) -> bool:
    """Whether 新增 or the part of the year follows, in the same sentence or as the next one begins."""
    behind = state.sentence[0] + scope.count.end
    text = state.document[behind : behind + _BESIDE]
    if "新增" in text or _YEARS_PART.match(text) is not None:
        return True
    beside = _YEARS_BESIDE.match(text)
    return beside is not None and int(beside[1]) < scope.count.value and not _is_headed_by_year(scope, state)


def is_new_to_stock(scope: Scope, state: State) -> bool:
    """目录收录信息5620条,其中本年新增1020条: what the year added to all that is held, which is no count of the year."""
    is_named = scope.flags & THIS_YEAR or any(year == state.report_year for _, year in scope.clause.years)
    before = state.counted_before()
    if not is_named or before is None or state.sentence_facts or before.counts[-1].rule != "":
        return False
    if any(hit.word.flags & CHANNEL and not hit.word.text.endswith("平台") for hit in before.hits):
        return False
    return _STOCK.search(state.text, before.start, before.counts[-1].start) is not None


def is_years_part(scope: Scope, state: State) -> bool:
    """Whether the year itself is told from a running total (累计公开12345条,其中2015年1234条)."""
    is_named = any(year == state.report_year for at, year in scope.clause.years if at < scope.count.start)
    return is_named and any(f.key == ("cumulative", *GENERAL) for f in state.sentence_facts)
