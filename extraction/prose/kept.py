"""How a count of disclosures is kept once its key is known: what it adds to, overrules or stands beside.

Belongs here: the bookkeeping of statements on disclosures. Does not belong here: which key a count has
(information).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from extraction.prose.clauses import AMONG, CHANNEL, DISCLOSE, NEW, Hit
from extraction.prose.objects import GENERAL, SOCIAL
from extraction.prose.state import ALL, Fact, Scope, State, counted

_ACCOUNTS = frozenset(("weibo", "wechat"))
_OWN, _PASSED = re.compile("原创|自编|自采"), re.compile("转发|转载")
_OF_GOVERNMENT = re.compile(r"(?:人民)?政府(?:办公[室厅])?$")
_LEVEL = re.compile(r"(?:中央|国家级?|[省市县区州旗盟]级?|自治区级?|地方|上级)(?:及?以上)?(?:主流|官方|权威)?$")
_WHERE = re.compile(r"(?:^|[,;、在])[\u4e00-\u9fff]{2,3}(?:主流|官方|权威)?$")
_LONG_NAME = 7
_OURSELVES = frozenset(("单位", "部门", "机关"))
_CALLED = re.compile(r"“[^”]{2,16}”")
DOCUMENTS = frozenset(("normative_document", "regulation"))
_OF_WHOLE_YEAR = re.compile(r"全年(?:共|累计)?(?:主动)?公开")
_FOCUSED = re.compile(r"^\s*(?:紧紧)?(?:聚焦|围绕|紧扣)")
_SITE = re.compile(r"(?:通过|利用|在|其中|我|本)*(?P<whose>[\u4e00-\u9fff]{1,20}?)(?:机关|官方|门户|入口|政务|政府)*网")


def total_held(state: State) -> bool:
    """Whether information made public has been counted before."""
    return any(f.kind == "disclosure" and f.key[1] == "information" for f in state.facts)


def is_below_a_way(scope: Scope, state: State) -> bool:
    """网站发布517条。通过上级网站、微信等平台发布18条: several ways in one number that is less than what one way alone
    has been said to hold is no total."""
    ways = (f for f in state.facts if f.key[:2] == ("disclosed", "information") and f.key[2] != ALL and f.key[3] == ALL)
    return any(f.value > scope.count.value for f in ways)


def is_below_site(scope: Scope, state: State) -> bool:
    """Whether what is counted divides what a site holds (网站发布825条,其中公开栏94条)."""
    first = next(iter(state.sentence_facts), None)
    if first is None or first.kind != "disclosure" or first.key[2] != "website" or first.depth >= state.among:
        return False
    return ";" not in state.text[: scope.begin]


def is_beside_a_way(channels: Sequence[str], state: State) -> bool:
    """通过公示栏等形式发布108条,通过网站公开33条: one way with its like, beside another that is counted next; or, as in
    网站公开43条,通过报刊、电视等形式公开285条, several beside others that were counted before them."""
    held = [f for f in state.facts if f.sentence[0] >= state.paragraph]
    told = {f.key[2] for f in held if f.key == ("disclosed", "information", f.key[2], ALL)}
    if told and told.isdisjoint((ALL, *channels)):
        return True
    behind = next(iter(state.parts[state.at + 1 : state.at + 2]), None)
    if (
        channels[0] == "website"
        or len(channels) > 1
        or behind is None
        or behind.flags & AMONG
        or not behind.counts
        or behind.opener not in ",;"
    ):
        return False
    ways = {hit.word.disclosure["channel"] for hit in behind.hits if hit.word.flags & CHANNEL}
    return bool(ways) and ways.isdisjoint(channels) and behind.flags & DISCLOSE != 0


def divisible(state: State) -> set[Decimal]:
    """What may be divided into classes: the counts read in the sentence, and the report's totals said again."""
    totals = {f.value for f in state.facts if f.key == ("disclosed", *GENERAL)}
    return totals | {value for _, value in state.told}


def emit(key: tuple[str, str, str, str], scope: Scope, state: State, name: str) -> str:
    """Keeps a count as a statement of (item, measure, channel, topic), and what follows from it for the counts behind
    it; gives the rule's name."""
    rule = f"prose.disclosures.{name}"
    item, measure, channel, about = key
    told_by = "channel" if channel != ALL else "repeal" if measure == "repealed" else ""
    told = [h for h in scope.left if told_by and told_by in h.word.disclosure]
    names = {_called(way, state.text) for way in told}
    if channel == "press" and len(told) > 1:
        # 青河日报等市级媒体19条,人民日报等央媒3条: all that is named tells two parts apart.
        names = {state.text[told[0].start : told[-1].end]}
    if channel == "website":
        names = {channel}
        if state.sentence_facts:
            _widen_platform(key, scope, state)
            _prefer_own_site(key, scope, state)
    state.told.append(((measure, item, channel, about), scope.count.value))
    fact = counted(state, "disclosure", (measure, item, channel, about), scope.count, rule, names)
    if item in DOCUMENTS:
        state.item = item
        fact.is_nested = item == "normative_document" and measure == "disclosed" and total_held(state)
    if name == "total" and _OF_WHOLE_YEAR.search(state.text, scope.begin, scope.count.start):
        _drop_focused(fact, state)
    if name == "total" and "合计" in state.text[scope.begin : scope.count.start]:
        _overrule(fact, state)
    if channel in SOCIAL and not state.among:
        _told_anew(fact, state)
    other = _other_account(fact, scope, state) if channel in _ACCOUNTS and about == ALL else None
    if other is None and channel in SOCIAL and about == ALL:
        other = _other_half(fact, scope, state)
    fact = state.emit(fact) if other is None else _joined(other, fact, state)
    state.is_way_open = False
    if about == ALL:
        state.whole = fact
    if scope.flags & NEW:
        state.is_new = True
    return rule


def _called(way: Hit, text: str) -> str:
    """What a way is called, with the level of its media: 省级媒体21条 and 市级媒体68条 are two parts of one,
    as are those of two places."""
    level = _LEVEL.search(text, 0, way.start) or (way.word.text == "媒体" and _WHERE.search(text, 0, way.start))
    return f"{level[0]}{way.word.text}" if level else way.word.text


def _other_account(fact: Fact, scope: Scope, state: State) -> Fact | None:
    """What the paragraph has said of another account of one kind: “甲县”公众号推送156条。“甲政务”公众号发布203条."""
    called = _CALLED.findall(state.text, scope.begin, scope.count.start)
    for held in reversed(state.facts):
        if held.key != fact.key or held.sentence[0] < state.paragraph:
            continue
        if held.sentence == state.sentence and held.depth != state.among:
            return None
        said = state.document[held.sentence[0] : state.sentence[0] + scope.begin]
        return held if called and "“" in said and not any(name in said for name in called) else None
    return None


def _other_half(fact: Fact, scope: Scope, state: State) -> Fact | None:
    """What an account has been said to have posted itself, where this is what it passed on, or the other way round
    (发布原创信息108条,转发信息210条)."""
    text = state.text[: scope.count.start]
    own, passed = _OWN.search(text), _PASSED.search(text)
    if own is None or passed is None or (own.start() < scope.begin) == (passed.start() < scope.begin):
        return None
    return next((f for f in state.sentence_facts if f.key == fact.key and f.depth == state.among), None)


def _joined(held: Fact, fact: Fact, state: State) -> Fact:
    """Adds a statement to one of a sentence before; it then rests on both sentences and what is between them."""
    held.value += fact.value
    held.printed = f"{held.printed} + {fact.printed}"
    held.is_approximate |= fact.is_approximate
    held.sentence = held.sentence[0], state.sentence[1]
    state.last = held
    return held


def _prefer_own_site(key: tuple[str, str, str, str], scope: Scope, state: State) -> None:
    """Two sites do not add up, for they hold the same; the authority's own one goes before another's."""
    item, measure, channel, about = key
    site = _SITE.search(state.text, scope.begin, scope.count.start)
    own = _OF_GOVERNMENT.sub("", state.authority_name)[-1:] if state.is_government else state.authority_name
    is_own = site is not None and (site["whose"].endswith(own) if state.is_government else own.endswith(site["whose"]))
    is_own |= site is not None and not state.is_government and site["whose"] in _OURSELVES
    # 市政府国有资产监督管理委员会网站 of a 市国有资产监督管理委员会.
    is_own |= site is not None and not state.is_government and _ends_alike(site["whose"], own)
    if not (is_own and own):
        return
    for held in state.sentence_facts:
        if held.key == (measure, item, channel, about):
            state.drop(held)
            return


def _ends_alike(whose: str, own: str) -> bool:
    return len(whose) >= _LONG_NAME and own.endswith(whose[-_LONG_NAME:])


def _widen_platform(key: tuple[str, str, str, str], scope: Scope, state: State) -> None:
    """A platform of which the site is a part stands for all ways (全县公开平台发布830条,其中网站发布410条)."""
    item, measure, channel, about = key
    whole = (measure, item, ALL, about)
    if not state.among or any(f.key == whole for f in state.sentence_facts):
        return
    for held in state.sentence_facts:
        is_above = held.key == (measure, item, channel, about) and held.depth < state.among
        if is_above and held.value > scope.count.value and "平台" in state.text[: scope.begin]:
            held.key = whole
            return


def _told_anew(fact: Fact, state: State) -> None:
    """网站公开120条,其中公众号36条。公众号发布33条: what an account posted goes before a part of what a site holds."""
    for held in [f for f in state.facts if (f.kind, f.key) == (fact.kind, fact.key) and f.depth]:
        above = (f for f in state.facts if f.sentence == held.sentence and f.depth < held.depth)
        if any(f.kind == fact.kind and f.key[2] not in (ALL, fact.key[2]) for f in above):
            state.drop(held)


def _drop_focused(fact: Fact, state: State) -> None:
    """聚焦民生实事,更新信息600条。全年主动公开政府信息8300条: what was said of a few fields is not all of the year."""
    for held in [f for f in state.facts if (f.kind, f.key) == (fact.kind, fact.key) and f.value < fact.value]:
        said = state.document[slice(*held.sentence)]
        if held.sentence[0] >= state.paragraph and _FOCUSED.search(said) and "全年" not in said:
            state.drop(held)


def _overrule(fact: Fact, state: State) -> None:
    """合计 126 stands above the parts of the same kind that were counted before it in the paragraph."""
    for held in [f for f in state.facts if (f.kind, f.key) == (fact.kind, fact.key) and f.value < fact.value]:
        if "\n" not in state.document[held.sentence[0] : state.sentence[1]]:
            state.drop(held)
