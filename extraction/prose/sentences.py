"""Which sentences of a report may state anything, and where they begin and end.

Belongs here: bounds of sentences and the cheap look that spares the others a reading. Does not belong here: what a
sentence states.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from extraction.sections import Section
from extraction.signs import NONE, NOUGHT, NUMERALS, STOP, UNIT, places, signs_of

LONGEST = 4000
"""No sentence of a report is longer: what is, is no prose, and reading it could take for ever."""

# A nought is a gate where it is stated as one (为0).
_NONE_GATES = frozenset("未没无零0")
_NUMERALS = frozenset(NUMERALS)
_A_COUNT = re.compile(r"[\d余多万百千十一二两三四五六七八九]\s?[条件份篇宗例则部封]")
_APPLIED_FOR = ("依申请公开", "信息公开申请", "政府信息公开申请")
_PAPERS, _BESIDE = "规范性文件", 12
_BY_GE = re.compile(r"[\d一二两三四五六七八九十百]\s?个(?!月|工作日)")
_BY_QI = re.compile(r"(?:复议|诉讼)(?:案件?)?(?:共|为|有)?[\d一二两三四五六七八九十]{1,3}(?=起)")
_MATTERS_OF_NONE = ("申请", "复议", "诉讼", "新增", "规范性文件")
_MATTERS = (
    "公开",
    "发布",
    "申请",
    "复议",
    "诉讼",
    "规范性文件",
    "推送",
    "刊",
    "公报",
    "规章",
    "许可",
    "处罚",
    "强制",
    "公布",
    "信息",
    "登载",
    "张贴",
    "播",
    "条",
    "提交",
    "结转",
    "办结",
    "答复",
)
# 公开信息12件。其中:概况类5件: the parts of what the sentence before has counted.
_PARTS = ("其中", "\n其中", " 其中")
# 收到申请9件。上述申请已全部答复。
_SAID_BEHIND = re.compile(
    r"\s*(?:上述|以上|均|都|已|全部|属|所有|目前)[^。\d]{0,24}(?:\d{1,2}个工作日)?[^。\d]{0,40}(?:答复|办结|回复|办理完毕)[^。\d]{0,12}。"
)


# 公开七大类48项信息共8989条, 公开政府信息7大类120条: into how many kinds it falls says nothing of the count behind.
_N = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_KINDS = re.compile(
    rf"(?<![第之\d、]){_N}\s?(?:个?大?类别?|个?大?方面|个?(?:重点)?领域|个?大?板块)"
    rf"(?:{_N}\s?(?:[小子]类|[小子]?项|个(?:[小子]类|[子小]项|栏目|事项|方面)))*"
    r"(?=的?(?:各类|主动公开的?|公开的?|相关|有关|政府|政务|信息|内容|共|计|累|总|合|约|\s){0,6}\d[\d,.]*万?余?[条件篇份])"
    rf"|{_N}种(?:公开|申请|受理)?(?:方式|渠道|途径|形式|情形)(?=(?:的|申请|公开|数量|各)*分别)"
    r"|\([^()]{0,24}(?:相同|同一|同样|重复)[^()]{0,12}[计算按]为?[1一](?:条|件|次)[^()]{0,6}\)"
    r"|(?<=数量:)\s*[\d—-]+(?:\s*[、/]\s*[\d—-]+){3,}"
)
"""Or how the same information in several places is counted: (不同渠道和方式公开相同信息计1条). Or the
row of a table, its figures one behind the other: 申请数量:0、0、1、0、0、0、1."""


OF_KINDS = ("类", "种", "方面", "领域", "板块", "相同", "同一", "同样", "重复", "数量:")
"""One of these stands in each sentence that `without_kinds` changes."""


def without_kinds(sentence: str) -> str:
    """A sentence with blanks in the place of the kinds that a count of information behind them is said to fall into."""
    return _KINDS.sub(lambda kinds: " " * len(kinds[0]), sentence)


_SPEAKS = re.compile(
    r" +(?=\d{4}年|全年|[本今]年|截[至止]|(?:[本我](?:[局委办厅院所县市区镇乡街部关校馆站社处会分]|单位|机关|中心)))"
)
_MARK_AND_BLANKS = 8


class Sentences:
    """The sentences of a text."""

    __slots__ = ("_gates", "_stops", "_text")

    def __init__(self, text: str) -> None:
        signs = signs_of(text)
        self._text = text
        self._stops = places(signs.own & STOP)
        self._gates = places(signs.paired & (UNIT | NOUGHT) | signs.own & NONE)
        if others := _counted_otherwise(text):
            self._gates = sorted({*self._gates, *others})

    def all_of(self, section: Section) -> Iterator[tuple[int, int]]:
        """The spans of all sentences of a section, empty ones among them."""
        start = section.start
        stops = self._stops
        first = bisect_left(stops, start)
        for stop in stops[first : bisect_left(stops, section.end, first)]:
            yield self._trimmed(start, stop + 1)
            start = stop + 1
        yield self._trimmed(start, section.end)

    def telling(self, section: Section) -> Iterator[tuple[int, int]]:
        """The spans of the sentences of a section that hold a counted number or a none, and may speak of a matter of
        the report."""
        text, stops, done = self._text, self._stops, self._behind_heading(section)
        first = bisect_left(self._gates, done)
        for gate in self._gates[first : bisect_left(self._gates, section.end, first)]:
            if gate < done or (text[gate - 1] == " " and not _is_gate(text, gate)):
                continue
            at = bisect_left(stops, gate)
            start = max(done, stops[at - 1] + 1 if at else 0)
            done = min(section.end, stops[at] + 1 if at < len(stops) else section.end)
            if _may_state(text[start:done], text[gate]):
                yield self._trimmed(start, done)
                stop = stops[at + 1] + 1 if at + 1 < len(stops) else section.end
                is_told = done < stop <= section.end and text.find("申请", start, done) >= 0
                if is_told and _SAID_BEHIND.match(text, done, stop):
                    yield self._trimmed(done, stop)
                    done = stop

    def _behind_heading(self, section: Section) -> int:
        """Where the text of a section begins whose heading has no line of its own (一、总体情况 2022年主动公开…)."""
        if not section.heading:
            return section.start
        at = self._text.find(section.heading, section.start, section.start + _MARK_AND_BLANKS + len(section.heading))
        said = _SPEAKS.match(self._text, at + len(section.heading)) if at >= 0 else None
        return said.end() if said else section.start

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """A span without the blanks around it; a mark alone is no sentence."""
        sentence = self._text[start:end]
        words = sentence.lstrip()
        start += len(sentence) - len(words)
        return start, start + (len(words.rstrip()) if words != "。" else 0)


def _counted_otherwise(text: str) -> list[int]:
    """Where 个 counts papers, 起 cases, or 项 information or applications: what else they count is mostly no matter."""
    found = []
    at = text.find("项")
    while at >= 0:
        is_of_matter = "信息" in text[max(0, at - _BESIDE) : at] or text.startswith(_APPLIED_FOR, at + 1)
        if is_of_matter and text[at - 1] in _NUMERALS:
            found.append(at)
        at = text.find("项", at + 1)
    found += [counted.end() for counted in _BY_QI.finditer(text)] if "起" in text else []
    at = text.find(_PAPERS)
    while at >= 0:
        start = max(0, at - _BESIDE)
        found += [start + counted.end() - 1 for counted in _BY_GE.finditer(text[start : at + _BESIDE])]
        at = text.find(_PAPERS, at + 1)
    return found


def _is_gate(text: str, gate: int) -> bool:
    """Whether a sign behind a blank is a none, or a unit with its number before the blank."""
    return text[gate] in _NONE_GATES or text[gate - 2 : gate - 1] in _NUMERALS


def _may_state(sentence: str, gate: str) -> bool:
    """Whether a sentence with a counted number, or one with a none, speaks of a matter of the report at all."""
    if gate in _NONE_GATES and not _A_COUNT.search(sentence):
        return any(word in sentence for word in _MATTERS_OF_NONE)
    return sentence.startswith(_PARTS) or any(word in sentence for word in _MATTERS)
