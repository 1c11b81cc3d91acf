"""Which words of a clause bear on which of its counts, and which clauses are read as one.

Belongs here: questions about the shape of clauses. Does not belong here: what a count states (applications,
cases, disclosures).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from extraction.prose.clauses import (
    CHANNEL,
    CREATE,
    DISCLOSE,
    ITEM,
    NONE,
    PROCEDURE,
    RESULT,
    SINCE,
    SUM,
    TAKEN,
    Clause,
    Count,
)
from extraction.prose.state import ALL, Scope, State

_APPLICATIONS = ("公开申请", "信息申请", "公开的申请", "申请书")
_LABEL = 24
_OF_PEOPLE = 3
_LONGEST_SUM = 5
_CALENDAR = frozenset(("月", "日", "号", "年底"))
_LABEL_REACH, _MARK = 160, 3
_COUNTING = r"(?:[一二三四五六七八九十]是|其[一二三四五六]|[(]?\d{1,2}[)、.]|[①-⑨])"
_LABELS = re.compile(rf"(?:^|[。;:])\s*{_COUNTING}\s*([^。;,:\d]{{2,18}})。")
_NEXT_LABEL = re.compile(rf"[。;]\s*{_COUNTING}")
_SUM_SAID = re.compile(rf"{SUM}(?:有|为|达)?\s*")
_SUMMED = re.compile(rf"(?:{SUM}|计)?(?:有|为)?\s*")
_INCLUDING = re.compile(r"\s*[(]?(?:含|包括|包含)")
_PAUSES = frozenset(",;、")
_ISSUES = frozenset(("refuse.sessions", "refuse.volume"))
_MARK_AND_STOP = 12
"""Characters of a heading's line beside its words: more are a text."""


def is_doubled(clause: Clause, index: int, text: str) -> bool:
    """689期1890条, 12期登载信息214条, 94名提交94件: the words before one count are those of the next."""
    counts = clause.counts
    if index + 1 >= len(counts):
        return False
    if "、" in text[counts[index].end : counts[index + 1].start]:
        # 抽检信息10期、工作动态22条: two things, each with its number.
        return False
    apart = _OF_PEOPLE if counts[index].rule == "refuse.people" else 1
    return counts[index].rule in _ISSUES or counts[index + 1].start - counts[index].end <= apart


def join(before: Clause, clause: Clause) -> None:
    """Lets a clause begin with an earlier one."""
    clause.start, clause.hits = before.start, [*before.hits, *clause.hits]
    clause.flags |= before.flags


def is_label(label: Clause, clause: Clause) -> bool:
    """同意公开:12件: a short name before a colon belongs to the count right behind it; it may be numbered
    (1.同意公开:12件)."""
    is_plain = all(count.rule is None for count in label.counts)
    return is_plain and label.end - label.start <= _LABEL and clause.counts[0].start - clause.start <= 1


def runs_into(before: Clause, clause: Clause, text: str) -> bool:
    """Whether a clause with counts is read as one with the clause before it."""
    if clause.opener == ":":
        return is_label(before, clause)
    return clause.opener in _PAUSES and (sums_up(before, clause, text) or is_most(before, clause, text))


_MOST = re.compile(r"(?:最多|居多|次之|最少)$|其次[是为]")
_HAS = re.compile(r"\s*(?:共计?|有|为|达|计)*\s*")


def is_most(before: Clause, clause: Clause, text: str) -> bool:
    """网络申请最多,为30件;其次是信函申请,10件: whether the clause before names what is counted next."""
    if before.counts or _HAS.fullmatch(text, clause.start, clause.counts[0].start) is None:
        return False
    return _MOST.search(text, before.start, before.end) is not None


_NUMBER_OF = re.compile(r"的?(?:总?数|数量|总量)?\s*")
_OF_PAPERS_ALONE = re.compile(r"\)(?!的?(?:解读|草案|起草|征求|意见|审查|清理|目录))")


def is_of_papers_before(before: Clause, clause: Clause, text: str) -> bool:
    """制发规范性文件总数(27件): a number alone in brackets belongs to the papers right before it."""
    if before.counts or not before.flags & ITEM or not before.flags & (CREATE | DISCLOSE):
        return False
    papers = [hit for hit in before.hits if hit.word.flags & ITEM][-1]
    is_right_before = _NUMBER_OF.fullmatch(text, papers.end, before.end) is not None
    is_alone = clause.counts[0].start == clause.start and clause.counts[0].end == clause.end
    return is_right_before and is_alone and _OF_PAPERS_ALONE.match(text, clause.end) is not None


def next_count(clause: Clause, index: int) -> int:
    """Where the words behind a count end: at the next count but those of days (19件均在15个工作日内办结)."""
    for count in clause.counts[index + 1 :]:
        if count.rule != "refuse.date":
            return count.start
    return clause.end


def is_of_same(scope: Scope) -> bool:
    """来信326封,办结326封: what was done with the letters before, where nothing else is named."""
    words = [hit.word for hit in scope.left]
    if any(word.application is None and (word.disclosure or word.case) for word in words):
        return False
    return all(word.application is None or word.application[0] == "measure" for word in words)


def goes_with_refused(scope: Scope, state: State) -> bool:
    """Whether a count behind one turned away is a part of it, what was done with it, or letters beside calls."""
    if state.among or scope.clause.opener == "(" or is_of_same(scope):
        return True
    if state.refused == "refuse.other_cases" and scope.flags & RESULT and not scope.flags & PROCEDURE:
        return True
    if state.refused == "refuse.proposal" and scope.count.unit in ("件", "份") and scope.flags & DISCLOSE:
        # 办理提案13件,网上公开13件.
        return True
    is_letter = scope.count.unit == "封" and state.domain == "applications"
    return is_letter and "申请" not in state.text[scope.clause.start : scope.clause.end]


# How a paragraph begins that speaks on of the one before.
_GOING_ON = re.compile(
    r"其中|上述|以上|具体[为包]|全部|均|从[\u4e00-\u9fff]{2,8}看[,:]|按[\u4e00-\u9fff]{2,8}(?:分|划分|统计)[,:]"
)
# 二是依申请公开情况。 alone on its line.
_NAMED_ABOVE = re.compile(r"[一二三四五六七八九十]是[^,。;:\d]{2,20}情况。?")
# 1.本年未收到申请: the mark would be taken for what is counted; that of a list is left to the list.
MARK_OF_NONE = re.compile(r"\(?(\d{1,2})(?:\)|(?<!\(\d)(?<!\(\d\d)[.、](?!\d))\s*(?=[^。]*[未没无零])")


def goes_on(text: str, before: tuple[int, int], start: int) -> bool:
    """Whether a paragraph that begins at an offset speaks on of the sentence before it."""
    return _GOING_ON.match(text, start) is not None or _NAMED_ABOVE.fullmatch(text, *before) is not None


def is_uncounted(clause: Clause) -> bool:
    """Whether a clause counts days and shares only (全部在15个工作日内答复, 申请数较上年下降40%); before a none, only
    what a calendar counts (1至12月未发生, 截至12月31日未收到)."""
    if clause.flags & NONE:
        none = next((hit.start for hit in clause.hits if hit.word.flags & NONE), 0)
        return all(count.unit in _CALENDAR and count.end <= none for count in clause.counts)
    return all(count.is_percent or count.rule == "refuse.date" for count in clause.counts)


def sums_up(before: Clause, clause: Clause, text: str) -> bool:
    """推送278期,共计864条: what follows counts the matter of a count that is turned away by its unit, or what is said
    to be published and not counted yet (通过网站等方式公开政府信息,合计400多篇)."""
    if clause.counts[0].start - clause.start > _LONGEST_SUM:
        return False
    if not before.counts and before.flags & DISCLOSE and text.endswith("信息", 0, before.end):
        return _SUM_SAID.fullmatch(text, clause.start, clause.counts[0].start) is not None
    if not before.counts or any(count.rule == "" for count in before.counts if not count.is_percent):
        return False
    if all(count.rule == "refuse.date" for count in before.counts):
        return False
    return _SUMMED.fullmatch(text, clause.start, clause.counts[0].start) is not None


# 这3起依申请公开事项均未发生行政复议.
_NONE_OF_THEM = re.compile(r"[^,;。\d]{0,14}(?:均|都|皆)(?:未|没有|无)(?:被|因|发生|出现|引[发起]|产生|申请|提起|收到)")


def is_none_of_one(clause: Clause, state: State) -> bool:
    """没有发生一宗 counts nothing: it states a none."""
    if not clause.flags & NONE:
        return False
    counts = [count for count in clause.counts if not count.rule]
    if len(counts) != 1:
        return False
    count = counts[0]
    if state.domain == "cases" and _NONE_OF_THEM.match(state.text, count.end):
        return True
    if count.value != 1 or state.text[count.start] != "一":
        return False
    nones = [hit for hit in clause.hits if hit.word.flags & NONE]
    if state.domain == "applications":
        # 不存在的一件 is an answer.
        nones = [hit for hit in nones if hit.word.application is None]
    return any(0 <= count.start - hit.end <= 6 for hit in nones)


def leave_heading(start: int, state: State) -> None:
    """3.其他方式。编印简报,设置公示栏。⏎全年主动公开200条: a heading that runs into the paragraph which names the other
    ways holds for it alone."""
    if state.heading_channels != ("other",):
        return
    end = state.document.find("\n", state.section.start)
    if 0 <= end < start and end - state.section.start > len(state.section.heading) + _MARK_AND_STOP:
        state.heading_channels = ()


def is_told_in_brackets(within: Clause, before: Clause, text: str) -> bool:
    """Whether the last words of brackets say of which procedure or way a count behind them is."""
    if within.counts or not within.flags & (PROCEDURE | CHANNEL):
        return False
    return not gives_examples(within, before, text)


def gives_examples(within: Clause, before: Clause, text: str) -> bool:
    """新闻媒体(电视、报刊等)发布120条, 主流媒体(包括新媒体)播发15条: whether brackets hold examples of a way."""
    if not before.flags & within.flags & CHANNEL:
        return False
    return _INCLUDING.match(text, within.start) is not None or "、" in text[within.start : within.end]


def label_channels(text: str, start: int, channels: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    """The channels of a label that stands as a sentence of its own before another (一是政府网站。更新信息3200条。), or
    alone on the line above."""
    begin = text.rfind("\n", 0, start) + 1
    if begin and not text[begin:start].strip():
        above = text.rfind("\n", 0, begin - 1) + 1
        is_alone = begin - above <= _LABEL and "。" not in text[above:begin].rstrip()[:-1]
        begin = above if is_alone else begin
    line = text[max(start - _LABEL_REACH, begin) : start]
    if "。" not in line:
        return ()
    labels = list(_LABELS.finditer(line))
    if not labels or _NEXT_LABEL.search(line + text[start : start + _MARK], labels[-1].end() - 1):
        return ()
    return channels(labels[-1][1])


def names_only(clause: Clause, state: State) -> bool:
    """Whether a clause opens no list of counts: one alone in brackets (公开信息(含转载)2360条), or one that says what a
    whole covers (内容涵盖规划、预算等领域, 主要包括指南、年报等)."""
    if clause.opener == "(" and state.text[clause.end : clause.end + 1] == ")":
        return True
    covers = next((hit for hit in clause.hits if hit.word.text == "涵盖"), None)
    if covers is None and state.text.endswith("等", clause.start, clause.end):
        covers = next((hit for hit in clause.hits if hit.word.text == "包括"), None)
    return covers is not None and covers.end < clause.end


def time_behind(state: State) -> str:
    """What a ; leaves of `since`: where a running total stands behind the count of the year (公开5832条,自
    2008年以来累计公开68417条;网站5206条), what follows is of the year again, unless it is more than that."""
    first = next((part for part in state.parts if any(count.rule == "" for count in part.counts)), None)
    if first is None or first.flags & SINCE or any(year < state.report_year for _, year in first.years):
        return "since"
    of_year = next(count.value for count in first.counts if count.rule == "")
    behind = (count for part in state.parts[state.at :] for count in part.counts if count.rule == "")
    is_less = all(count.value <= of_year for count in behind if not count.is_percent)
    is_divided = any(fact.key[0] == "cumulative" and fact.key[2] != ALL for fact in state.sentence_facts)
    return "this" if is_less and not is_divided else "since"


def is_bare(scope: Scope, state: State) -> bool:
    """Whether no word stands before a count, in its clause and since the last one."""
    return not re.search(r"[\u4e00-\u9fff]", state.text[scope.begin : scope.count.start])


_OF_OURS = re.compile(
    r"(?<![不非])(?:属于?|符合|系|为)(?:有效)?(?:依申请公开|(?:政府|政务)?信息公开申请)"
    r"(?:要求|条件|范围|规定)?的?(?:申请)?(?:有|共|为)?\s?$"
    rf"|{TAKEN}(?:各类)?依申请公开(?:方面|类|性质)?的?(?:诉求|请求|需求)\s?$"
)


def is_of_applications(scope: Scope, state: State) -> bool:
    """收到各类诉求15件,其中属于政府信息公开申请的9件: whether a count says itself that it is one of applications."""
    return _OF_OURS.search(state.text, scope.begin, scope.count.start) is not None


_TITLE = re.compile(r"[\s(]*[\d一二三四五六七八九十①-⑨]{0,2}[)、.\s]*“?[^,;:。“”()\d]{2,12}”?[。;:]?\s*")


def is_title(state: State) -> bool:
    """Whether a sentence is nothing but the name of an answer, where applications have been counted."""
    return state.received is not None and "情况" not in state.text and _TITLE.fullmatch(state.text) is not None


_OF_SYSTEM = re.compile(
    r"[^,;。、:()\d]{0,14}(?:制度|流程|流程图|目录|指南|机制|清单|规定|措施|任务|模[板版]|范本|台账|规程)(?=[\s,;。、:)]|$)"
)
_SET_UP_ENDS = frozenset("理善定订制立全布范化了出成共计 ")
_SET_UP = re.compile(r"(?:梳理|完善|制[定订]|编制|修订|建立|健全|公布|规范|优化|细化)(?:了|出|形成)?(?:共|共计)?\s?$")


_APPLIED_FOR = re.compile(r"(?:政府)?信息(?:依申请)?公开申请|依申请公开(?!培训|学习|会|检查|督查)")


_CASES_TIMES = re.compile(r"(?:行政复议|行政诉讼|诉讼)(?:申请)?的?(?:情况|次数|案件|数量?)?(?:共?计?为?|有|[:\s])$")


def is_of_matters_told(count: Count, state: State) -> bool:
    """收到政府信息公开申请4次, 收到4次信息公开申请: how often somebody applied is how many applications came; and
    提起行政诉讼的情况为0次, how many cases there were."""
    if count.unit != "次":
        return False
    if state.domain != "applications":
        return state.domain == "cases" and _CASES_TIMES.search(state.text, 0, count.start) is not None
    is_behind = _APPLIED_FOR.match(state.text, count.end) is not None
    return is_behind or state.text.endswith(_APPLICATIONS, 0, count.start)


def is_set_up(scope: Scope, state: State) -> bool:
    """完善5项依申请公开制度, 梳理12项依申请公开事项: what the work goes by, not what came."""
    text, count = state.text, scope.count
    if scope.clause.end - count.end > 1 and _OF_SYSTEM.match(text, count.end):
        return True
    return text[count.start - 1] in _SET_UP_ENDS and _SET_UP.search(text, scope.begin, count.start) is not None
