"""Lists of classes: 机构职能12条、政策法规50条、… told from lists of ways, bodies and doings.

Belongs here: which counts of a sentence are members of one list. Does not belong here: the names of classes
(names), what a count outside a list states (disclosures).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import takewhile

from extraction.prose.clauses import AMONG, BY_CLASS, CHANNEL, DISCLOSE, SUM, Clause, Count
from extraction.prose.names import named_each, told_apart, topic
from extraction.prose.refusals import is_bare_whole
from extraction.prose.scopes import is_most
from extraction.prose.state import Member, State
from extraction.remembering import remembered

_NAMED_BEHIND = re.compile(
    r"(?:条|件)?(?:信息)?(?:为|是|属于?|系|归入|归为|列入)(?P<name>[\u4e00-\u9fff、“”]{2,24})\s*$"
)
_AFTER_WAY = re.compile(
    r"(?:公开|发布|公布|更新|推送|转发|推文|图文|文章|消息|稿件|各类|政府|政务|平台|账号|公众号|页面|信息|号|上|了|“[^”]*”)*$"
)
_IN_TURN = re.compile(r"(?:分别|依次)(?:为|是|有|达|公开|发布)?\s*$")
# 预算、决算类信息各2条; 决策信息、人事信息均为0条.
_EACH = re.compile(r"(?:各|(?:均|都|皆)(?:为|是|有)?)\s*$")
_JOINT = re.compile(r"[、和与及]|以及")
# 公开的政府信息主要包括:(一)机构职能类120条;….
_CONSISTS = re.compile(r"公开的?(?:政府|政务)?信息(?:内容)?(?:主要)?(?:包括|包含|有|为|如下)$")
_OF_OFFICE = re.compile(r"[\s、,;:]*(?:其中|包括)?[,:]?(?P<name>政务信息|(?:政务|信息)公开(?=信息))(?:信息)?\s*")
_MARKED = re.compile(r"\d{1,2}[.、)]\s*[\u4e00-\u9fff][^\d]*$")
# 其中1.组织结构类2条;2.部门文件类3条: what leads to the first mark.
_LEADS = frozenset(("其中", "包括", "其中包括", "分别为"))
_SUM = re.compile(rf"\s*(?:以上)?(?:{SUM}|总数)(?:为|有|达)?\s*")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ALONE = re.compile(r"(?:共|计)?\d[\d,]*[条件份篇项]")
_MARK = r"(?:\(?[\d一二三四五六七八九十①-⑩]{1,3}[)、.:]\s*)?"
_LINE = rf"{_MARK}[\u4e00-\u9fff、“”]{{2,24}}[:\s]*\d[\d,]*\s*[条件份篇项][^\n]{{0,16}}(?:\n\s*|\Z)"
_LINES = re.compile(rf"(?:{_LINE}){{3}}")
_DOING = re.compile(r"\s*(?:主动)?(?:公开|发布|公布|新增|全年|本年|其中)")
_OF_FIELD = re.compile(
    r"重点领域|^(?:推进|加强|深化|做好|抓好|加大|强化)?(?!.*(?:政府|政务|主动|依法|依申请|网|平台|渠道|栏|年|[本我全各]))"
    r"[\u4e00-\u9fff、“”]{2,16}信息公开(?:工作|力度)?(?:情况)?$"
)
_REST = ("其余", "余下", "剩余", "另有", "另外", "另")
_SHARE = re.compile(r"\s*(?:,?占.*)?\s*$")
_BY_WAY = re.compile(r"方式|渠道|途径|形式|载体|平台")
_OF_CLASSES = re.compile(r"类别|类型|分类|内容|领域|主题|以下(?:几个?)?方面")
_LEAD = re.compile(r"(?:如下|其中|包括|内容|类别|类型|分类|信息|分别[是为]|主要有|分)[^,;:。\n]{0,6}:\s*$")
_PAPERS_ALONE = re.compile(r"\s*(?:其中)?[,:]?文件")
_ALL_TOLD = ("公开信息", "公开政府信息", "公开各类信息", "公开各类政府信息")
_LISTED_UNITS = frozenset(("条", "件", "篇", "份", "则", "项", "个"))
_OF_NAMES = frozenset(("级", "届", "次", "周年", "年"))
_LONGEST_LEAD, _ENOUGH, _LABELLED = 24, 3, 2
OTHERS = frozenset(("其他", "其它", "其余", "其他信息渠道", "其他类", "其它类", "其他方面"))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A name and its count. `is_way`: the name is that of a channel; `has_way`: it holds the word of one. `is_led` by
    其中, `is_labelled` by 按类别分. `beside`: the names of others that have as many each."""

    count: Count
    name: str
    is_way: bool
    has_way: bool
    is_led: bool
    is_labelled: bool
    before: Decimal | None
    beside: tuple[str, ...] = ()

    @property
    def value(self) -> Decimal:
        """What all that it names have together."""
        return self.count.value * (1 + len(self.beside))


def is_in_name(counts: Sequence[Count]) -> bool:
    """Whether the first of two counts is part of what the second one counts (6.2级地震重建86条, 第七次人口普查15条)."""
    return len(counts) == 2 and counts[0].unit in _OF_NAMES and counts[1].rule == ""


@remembered
def is_of_classes(heading: str) -> bool:
    """Whether a heading announces classes (公开的主要内容) and no ways (公开的内容和形式)."""
    return _OF_CLASSES.search(heading) is not None and _BY_WAY.search(heading) is None


@remembered
def is_of_class(heading: str) -> bool:
    """Whether a heading speaks of one field of information alone (财政信息公开情况, 重点领域信息公开)."""
    return _OF_FIELD.search(heading) is not None


@remembered
def is_of_ways(heading: str) -> bool:
    """Whether a heading announces ways of disclosing alone (公开渠道)."""
    return _BY_WAY.search(heading) is not None and _OF_CLASSES.search(heading) is None


def members(parts: Sequence[Clause], state: State) -> dict[int, Member]:
    """The counts of a sentence that are members of a list, by their offsets."""
    is_in_turn = "分别" in state.text or "依次" in state.text
    if not _may_be_list(parts, is_in_turn or state.is_of_ways) and not _is_open(state):
        state.list_end = -1
        return {}
    found: dict[int, Member] = {}
    run: list[_Entry] = []
    entries = _Entries(parts, state).found
    is_whole = all(isinstance(entry, _Entry) for entry in entries)
    is_open = is_whole and not _DOING.match(state.text) and _is_open(state)
    for entry in [*entries, None]:
        if isinstance(entry, _Entry) and _goes_on(run, entry):
            run.append(entry)
            continue
        is_summed = len(run) >= _ENOUGH and entry == _sum(run)
        _take(run, is_open or is_summed, is_summed, found, state)
        run = [entry] if isinstance(entry, _Entry) else []
    if is_in_turn:
        found.update(_each(parts, state))
    state.list_end = state.sentence[1] if is_whole and found else -1
    return found


def _may_be_list(parts: Sequence[Clause], may_be_of_things: bool) -> bool:
    """Whether at least two clauses count, and two of their counts are of countable things."""
    counting = [part.counts for part in parts if part.counts]
    if len(counting) < _LABELLED:
        return False
    return may_be_of_things or sum([count.rule == "" for counts in counting for count in counts]) >= _LABELLED


def _each(parts: Sequence[Clause], state: State) -> dict[int, Member]:
    """The counts that stand in the order of their classes: 机构概况、政策文件类分别为3条、14条."""
    found: dict[int, Member] = {}
    names: list[str] = []
    is_name = state.class_names.is_name
    for part in parts:
        counts = [count for count in part.counts if not count.is_percent]
        if not counts or any(count.rule != "" for count in counts):
            names = [] if counts else names
            continue
        said = _IN_TURN.search(state.text, part.start, counts[0].start)
        if said:
            names = [topic(name) for name in _JOINT.split(state.text[part.start : said.start()])]
            if len(names) < _LABELLED or part.flags & CHANNEL or not all(map(is_name, names)):
                names = []
        elif state.text[part.start : counts[0].start].strip():
            names = []
        for count in counts[: len(names)]:
            found[count.start] = Member(names.pop(0), False)
    return found if not names else {}


def _is_open(state: State) -> bool:
    """Whether a list goes on right before the sentence, or is announced there (按类别分列如下:)."""
    start = state.sentence[0]
    if state.list_end >= 0 and not state.document[state.list_end : start].strip():
        return True
    if state.is_of_ways:
        return False
    if state.document[start - 1 : start] == "\n" and _LINES.match(state.document, start):
        return True
    return _LEAD.search(state.document[max(0, start - _LONGEST_LEAD) : start]) is not None


def _take(run: Sequence[_Entry], is_open: bool, is_summed: bool, found: dict[int, Member], state: State) -> None:
    """Keeps the members of a run that is a list. A single way before it is what it divides."""
    is_divided = len(run) > _LABELLED and not run[1].is_way and (run[1].is_led or run[1].is_labelled)
    is_told_whole = len(run) > _LABELLED and run[0].is_way and run[0].count.value == _sum(run[1:])
    # 网站公开信息97条:领导信息5条,政策文件12条,工作动态80条.
    is_divided |= is_told_whole and not any(entry.has_way for entry in run[1:])
    is_long = len(run) > _ENOUGH and (run[0].is_way or run[0].count.value == run[1].before)
    if is_divided and (is_long or run[0].count.value == _sum(run[1:])):
        before = run[0].count.value
        run = [replace(entry, before=before) for entry in run[1:]]
    ways = sum(entry.is_way for entry in run)
    if ways * 2 >= len(run):
        if ways > 1 or (ways and state.is_of_ways):
            rest = [entry for entry in run if entry.name in OTHERS]
            found.update((entry.count.start, Member("", False)) for entry in rest)
        return
    names = [entry for entry in run if not (entry.has_way if is_open else entry.is_way)]
    if not names or not (is_open or _is_list(run, names, state)):
        return
    for entry in names:
        found[entry.count.start] = Member(entry.name, entry.is_labelled or is_summed, entry.before, entry.beside)


def _goes_on(run: Sequence[_Entry], entry: _Entry) -> bool:
    """Whether an entry is of the run: counted like its first one, or its unit was left out (公告4条,动态40,其他8条)."""
    return entry.count.unit in ("", run[0].count.unit) if run else entry.count.unit != ""


def _sum(run: Sequence[_Entry]) -> Decimal:
    return sum((entry.value for entry in run), Decimal())


def _is_list(run: Sequence[_Entry], names: Sequence[_Entry], state: State) -> bool:
    first = run[0]
    if first.count.unit == "个" and first.before is None and not first.is_led:
        # 公开监测数据1万个;涉及项目99个: things, not information.
        return False
    if len(names) >= _LABELLED and _sum(run) == first.before:
        return True
    if state.is_of_ways and not first.is_labelled:
        return False
    if len(names) >= _LABELLED and first.is_labelled:
        return True
    whole = {f.value for f in state.facts if f.kind == "disclosure" and f.key[1:] == ("information", "all", "all")}
    if first.before is not None:
        whole.add(first.before)
    if len(names) >= _LABELLED and _sum(run) in whole:
        return True
    return len(names) >= _ENOUGH and (first.is_led or first.before is not None)


class _Entries:
    """The named counts of a sentence in order; a sum where one closes a list, None where other words break it off.

    `label` is the clause before that may name the next count; `before` the count right before the list; `depth` counts
    the brackets around a clause, `is_opened` says that such divide what was published, so that a list stands in them.
    """

    def __init__(self, parts: Sequence[Clause], state: State) -> None:
        self.found: list[_Entry | Decimal | None] = []
        self._parts, self._state, self._text = parts, state, state.text
        self._label: Clause | None = None
        self._depth, self._is_opened = 0, False
        self._begin(None)
        for index, part in enumerate(parts):
            self._bracket(index, part)
            is_alone = bool(part.counts) and self._label is not None and self._counts_alone(part)
            if self._depth and not is_alone:
                continue
            if part.counts:
                self._count(part)
            else:
                self._words(index, part)

    def _begin(self, before: Decimal | None) -> None:
        """What stood before holds no more."""
        self._is_led, self._is_labelled, self._before = False, self._state.is_labelled, before

    def _bracket(self, index: int, part: Clause) -> None:
        if part.opener == "(" and not self._depth and _is_divided_in_brackets(self._parts, index):
            self._is_opened, self._is_led, self._label = True, True, None
            self._before = self._parts[index - 1].counts[-1].value
        elif part.opener == ")" and self._is_opened and not self._depth:
            self._is_opened, self._label = False, None
            self.found.append(None)
            self._begin(None)
        elif part.opener == "(":
            self._depth += 1
        elif part.opener == ")":
            self._depth = max(0, self._depth - 1)

    def _counts_alone(self, part: Clause) -> bool:
        return _ALONE.fullmatch(self._text, part.start, part.end) is not None

    def _words(self, index: int, part: Clause) -> None:
        """A clause without counts leads a list, names the next count, or breaks a list off."""
        words, mark = self._text[part.start : part.end], self._text[part.end : part.end + 1]
        if not words.strip(" ,;:、。") or words.lstrip().startswith("占"):
            return
        self._is_led |= part.flags & AMONG != 0
        self._is_labelled |= part.flags & BY_CLASS != 0
        self._is_labelled |= mark == ":" and (is_of_classes(words) or _CONSISTS.search(words) is not None)
        self._is_labelled |= words.endswith("信息中") and not part.flags & CHANNEL
        following = self._parts[index + 1 : index + 2]
        is_led = any(next_one.counts and is_most(part, next_one, self._text) for next_one in following)
        is_name = is_led or mark in (":", "(")
        self._is_labelled |= is_led and "类" in words
        if not (part.flags & (AMONG | BY_CLASS) or self._is_labelled or is_name):
            self.found.append(None)
        self._label = part

    def _count(self, part: Clause) -> None:
        counts = part.counts
        if len(counts) > 1 or counts[0].is_percent:
            lead = self._text[part.start : counts[0].start].strip()
            is_mark = counts[0].rule is None and (len(lead) <= 1 or lead in _LEADS)
            counts = [count for count in counts[is_mark:] if not count.is_percent]
            counts = counts[is_in_name(counts) :]
        first = part.counts[0]
        is_number = first.rule is None and not _HAN.search(self._text, part.start, part.end)
        # 1.机构职能:12条.
        is_number |= len(part.counts) == 1 and _MARKED.match(self._text, part.start, part.end) is not None
        if is_number or not counts:
            self._label = part
            if part.years:
                self.found.append(None)
            return
        entry = self._entry(part, counts)
        is_sum = len(counts) == 1 and _SUM.fullmatch(self._text, part.start, counts[0].start) is not None
        self.found.append(counts[0].value if is_sum and entry is None else entry)
        is_thing = counts[-1].rule == "" or is_bare_whole(counts[-1], self._text)
        # Another thing counted breaks a list that is led, which goes on behind it; one that is not begins anew.
        if entry is None and not (self._is_led and is_thing):
            self._begin(counts[-1].value if is_thing else None)

    def _entry(self, part: Clause, counts: Sequence[Count]) -> _Entry | None:
        """The one count of a clause with its name, None where it has none or is no count of a class or way."""
        begin, hits, label = part.start, list(part.hits), self._label
        if label is not None and _is_named_before(label, part, counts[0].start - begin, self._text):
            begin, hits = label.start, [*label.hits, *hits]
        self._label = None
        count, state = counts[0], self._state
        is_of_year = all(year == state.report_year for _, year in part.years)
        is_counted = count.unit in _LISTED_UNITS if count.rule == "" else count.rule is None and count.end == part.end
        if len(counts) != 1 or not is_of_year or not is_counted:
            return None
        is_divided = any(hit.word.flags & AMONG and hit.start < count.start for hit in hits)
        self._is_led |= is_divided
        if is_divided and label is not None and self._text.endswith(_ALL_TOLD, 0, label.end):
            # 按要求主动公开信息,其中动态57条,文件类27条: divided though not counted.
            self._is_labelled, self._before = True, None
        name, *beside = _each_named(state, begin, count) or [_name(state, begin, count, part.end)]
        name = "" if name in state.own_names else name
        if not name and self._is_led and (of_office := _OF_OFFICE.fullmatch(self._text, begin, count.start)):
            name = of_office["name"]
        ways = [hit.word.text for hit in hits if hit.word.flags & CHANNEL and hit.end <= count.start]
        is_way = bool(ways) and (not name or _ends_in(name, ways[-1])) and not _is_class_with(name, ways)
        if not (name or is_way):
            return None
        is_led, is_labelled = self._is_led, self._is_labelled
        return _Entry(count, name, is_way, bool(ways), is_led, is_labelled, self._before, tuple(beside))


def _is_divided_in_brackets(parts: Sequence[Clause], index: int) -> bool:
    """Whether brackets behind what was published divide it (公开信息455条(计划规划20条,业务公开296条,其他139条))."""
    before = parts[index - 1]
    if not index or not before.flags & DISCLOSE or not before.counts or before.counts[-1].rule != "":
        return False
    inner = list(takewhile(lambda part: part.opener != ")", parts[index:]))
    return len(inner) >= _LABELLED and all(part.counts and part.counts[-1].rule == "" for part in inner)


def _is_named_before(label: Clause, part: Clause, gap: int, text: str) -> bool:
    """Whether the name of a count stands in the clause before: 机构职能:12条, 机构职能(12条), 机构职能占5%,12条,
    机构职能类最多,共12条."""
    if part.opener in ":(":
        return label.end + 1 == part.start and gap <= 1
    if part.opener == ")":
        # 政务(工作)动态46条, 办事事项(居民)105条.
        return not label.counts and text[label.end : label.end + 1] == "(" and label.end > label.start
    if part.opener != ",":
        return False
    return is_most(label, part, text) or (bool(label.counts) and not text[part.start : part.start + gap].strip())


def _is_class_with(name: str, ways: Sequence[str]) -> bool:
    """统计与公报信息: the word of a way as the second half of what a class is called."""
    return len(ways) == 1 and name[name.rfind(ways[0]) - 1 : name.rfind(ways[0])] in ("与", "和", "及")


def _ends_in(name: str, way: str) -> bool:
    return _AFTER_WAY.match(name, name.rfind(way) + len(way)) is not None


def _each_named(state: State, begin: int, count: Count) -> list[str]:
    """The classes that have a count each, none where the words before it do not name classes so."""
    each = _EACH.search(state.text, begin, count.start)
    if each is None:
        return []
    names = named_each(state.text[begin : each.start()])
    return names if all(state.class_names.is_name(name) or name in OTHERS for name in names) else []


def _name(state: State, begin: int, count: Count, end: int) -> str:
    """The class that a count is of, "" where the words around it name none."""
    text, names = state.text, state.class_names
    before, behind = text[begin : count.start], text[count.end : end]
    if before.rstrip().removesuffix("的").endswith(_REST):
        named = _NAMED_BEHIND.match(behind)
        name = topic(named["name"]) if named else ""
        return name if names.is_name(name) or name in OTHERS else ""
    if behind and not _SHARE.match(behind):
        return ""
    name = told_apart(topic(before), before, text)
    may_name = names.may_be(name) if count.unit == "条" else names.is_name(name)
    is_of_papers = name == "文件" and ("文件类" in before or _PAPERS_ALONE.fullmatch(before) is not None)
    return name if may_name or is_of_papers or name in OTHERS else ""
