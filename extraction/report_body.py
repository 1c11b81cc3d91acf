"""What the body of a text shows of an annual report: its period, its topics and their headings, its forms, its figures.

Belongs here: the signs, each looked for only when asked, and whether they are enough without a title. Does not belong
here: headlines and the verdict (is_report.py); the words that are counted (the seed report_cues.csv).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from extraction.headlines import HEAD, compact
from extraction.places import Rows

_TWO_BYTES = "utf-16-le"
_PERIOD = re.compile(
    r"20(\d\d)\s*年?\s*[1一]\s*月?\s*[1一]\s*日?\s*(?:零时|《条例》[^。\n,，]{2,6})?\s*(?:起|开始)?\s*[,，]?\s*(?:至|到|—|–|-|~|～|－|止)+[^。\n]{0,12}?"
    r"(?:12\s*月?\s*31|十二月三十一)"
    r"|(?:期限|时限|时间|期间)[^。\n\d]{0,4}20(\d\d)\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*(?:起|开始)?\s*[,，]?\s*(?:至|到|—|-)"
    r"\s*(?:20\2\s*年)?\s*12\s*月\s*31"
)
"""From the first of January of a year to the thirty-first of December, also where 年 and 月 were lost; or from the day
that an office was set up, or the Regulation came into force."""
_BATCH = 60
"""Words that are looked for together: up to 64 the search passes over a text many bytes at a time."""
_ASKED = HEAD
"""Code points of a text in which the cues are counted."""
_OPENING = 1200
"""Code points in which a report announces itself."""
_AT_ONCE = 12
"""Headings that are looked through together."""
_FEW_LINES = 10
"""Lines of a text whose headings must be run into it."""
_OPENS = re.compile(
    r"本(?:年度)?(?:工作)?(?:报告|年报)[^。]{0,60}(?:编制|组成|包括|根据|依据)|公开(?:工作)?(?:年度)?(?:报告|年报)。"
    r"|(?:编制|制定|制作)(?:本|此)(?:年度)?(?:工作)?(?:报告|年报)"
)
_ANNOUNCES = re.compile(
    r"(?:现|特)(?:编制[并和])?(?:向社会|面向社会)?(?:公布|发布|公开|编制)[^。\n]{0,50}?(?:政府信息|信息|政务)公开[^。\n]{0,12}?"
    r"(?:报告|年报)(?:[》。,，]|如下)"
    r"|编制了?[^。\n]{0,50}?(?:政府信息|信息|政务)公开[^。\n]{0,12}?(?:报告|年报)》?[,，]?[并现][^。\n]{0,10}?(?:公布|公开|发布)"
    r"|现[将对就][^。\n]{0,50}?(?:政府信息|信息|政务)公开[^。\n]{0,15}?(?:报告|公布|公开|发布)如下"
    r"|现[将对就][^。\n]{0,50}?(?:政府信息|信息|政务)公开(?:工作)?(?:情况)?予以(?:报告|公布|公开)"
    r"|现[将对就][^。\n]{0,50}?(?:政府信息|信息|政务)公开[^。\n]{0,12}?(?:报告|年报)》?(?:面?向社会|予以)?(?:公布|公开|发布)"
    r"|编制了?(?:本|此)?《[^》\n]{2,40}?(?:政府信息|信息|政务)公开[^》\n]{0,12}(?:报告|年报)》[。,，]"
    r"|现将《?[^。\n》]{0,50}?(?:政府信息|信息|政务)公开[^。\n》]{0,12}?(?:报告|年报)》?予以(?:公布|公开|发布)"
    r"|本(?:年度)?(?:报告|年报)[^。\n]{0,60}?由[^。,，\n]{2,30}编制,?现予以?(?:公布|公开|发布)"
    r"|《[^》\n]{4,40}(?:政府信息|信息|政务)公开[^》\n]{0,12}(?:报告|年报)》[^。,，\n]{0,20}[，,]?现予?以?(?:公开发布|公布|公开|发布)"
    r"|(?:政府信息|信息|政务)公开[^。,，\n]{0,8}(?:报告|年报)[》]?(?:[(（][^()（）。\n]{0,20}[)）])?(?:是|系)?(?:根据|依据|按照)《[^。\n》]{4,30}条例》"
    r"[^。\n]{0,20}(?:编制|撰写|形成)"
    r"|本(?:年度)?(?:报告|年报)(?:是|系)?(?:根据|依据|按照)《[^。\n》]{4,30}条例》[^。\n]{0,90}[,，]由[^。,，\n]{2,80}编制(?:并(?:向社会)?公[布开])?。"
    r"|本(?:年度)?(?:报告|年报)(?:是|系)?由?[^。,，\n]{0,30}?(?:按照|根据|依据|依照)《[^。\n》]{4,30}条例》[^。\n]{0,160}?编制(?:而成)?。"
    r"|[我本][\u4e00-\u9fff]{1,3}编[制写]了[^。\n]{0,30}?(?:政府信息|信息|政务)公开[^。\n]{0,12}?(?:报告|年报)[。,，]"
    r"|由[^。,，\n]{2,30}编制的?[^。,，\n]{0,12}(?:政府信息|信息|政务)公开[^。\n]{0,12}(?:报告|年报)。"
    r"|编[制写]了?[^。,，\n]{2,40}?(?:政府信息|信息|政务)公开[^。,，\n]{0,12}(?:报告|年报)》?[,，](?:本|该)?(?:报告|年报)中?所列"
)
_FIGURE = re.compile(r"[0-9]\s?[万亿]?[余多]?[条件篇项份宗封例]|[百千万亿][余多]?\s?[条件篇份]")
_STATUTORY = re.compile(
    r"本年新收政府信息公开申请数量?\D{0,40}?\d|本年(?:新\s?制作|新\s?公开|制发件|处理决定)数\D{0,80}?\d"
)
_FORM_ROW = re.compile(
    r"(规章|规范性文件|行政许可|行政处罚|行政强制|行政事业性收费|政府集中采购|新收政府信息公开申请数量|结转下年度继续办理)"
    r"(?: ?[(（][^()（）]{1,150}[)）])?[\s|]{1,9}\d"
)
_ROWS_OF_A_FORM = 4
"""Different rows of the statutory forms with figures behind them that no document but a report has."""
_ORDERS = re.compile(
    r"各(?:地|级|县|市|区|镇|乡|部门|单位|科室|机关)[^。\n]{0,25}?(?:要(?!求)|应当?|须|务必|请)"
    r"|第[一二三四五六七八九十]+条[ 　\t]+(?![ 　\t第])"
)
HEADING = re.compile(
    r"\s*(?:第?[一二三四五六七八九十]{1,2}(?:部分)?[、.．,，:： 　]"
    r"|[(（][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}[、.．])\s*([^。]{2,40})"
)
_NUMERALS = frozenset("第一二三四五六七八九十(（0123456789")
_PARTS = re.compile(r"[\n。;；]|[ 　]{2,}|(?<=[^\d]) (?=[一二三四五六七(（])")
_TOPICS = (
    ("概述", "总体情况", "基本情况", "概况", "总体概述", "工作情况"),
    ("主动公开",),
    ("申请",),
    ("复议", "诉讼"),
    ("收费", "费用", "减免"),
    ("问题", "不足", "改进", "打算"),
)


class Cues:
    """The words of report_cues.csv, counted in a text."""

    def __init__(self, words: Sequence[tuple[str, str]]) -> None:
        of_family: dict[str, list[tuple[str, str]]] = {}
        for word, cue in words:
            of_family.setdefault(cue.partition(".")[0], []).append((word, cue))
        batches: list[list[tuple[str, str]]] = []
        for family in sorted(of_family.values(), key=len, reverse=True):
            batch = next((one for one in batches if len(one) + len(family) <= _BATCH), None)
            if batch is None:
                batches.append(batch := [])
            batch += family
        self._batches = [
            (
                [cue for _, cue in batch],
                BytesAhoCorasick(
                    [word.encode(_TWO_BYTES) for word, _ in batch],
                    matchkind=MatchKind.LeftmostLongest,
                    implementation=Implementation.DFA,
                ),
            )
            for batch in batches
        ]

    @classmethod
    def from_seeds(cls, rows: Rows) -> Cues:
        """From the seed report_cues."""
        return cls([(row["word"], row["cue"]) for row in rows("report_cues")])

    def count(self, text: str) -> Counter[str]:
        """How often each cue occurs in the first _ASKED code points."""
        read = text[:_ASKED].encode(_TWO_BYTES, "surrogatepass")
        # A match at an odd byte is the halves of two other characters.
        return Counter(
            [
                cues[word]
                for cues, matcher in self._batches
                for word, start, _ in matcher.find_matches_as_indexes(read)
                if not start & 1
            ]
        )


def period(text: str) -> re.Match[str] | None:
    """_PERIOD as the head of a text states it."""
    head = text[:HEAD]
    return _PERIOD.search(head) if "31" in head or "三十一" in head else None


def topics_by_heading(text: str, enough: int) -> int:
    """How many of a report's six topics have a heading of their own, on its own line or run into the text; read only
    until there are enough."""
    parts = text.split("\n")
    if len(parts) < _FEW_LINES:
        parts = _PARTS.split(text)
    numbered = (HEADING.match(part) for part in parts if part.lstrip()[:1] in _NUMERALS)
    matches = (match[1] for match in numbered if match is not None)
    headings, count = "", 0
    while count < enough and (more := ";".join(islice(matches, _AT_ONCE))):
        headings += ";" + compact(more)
        count = sum(any(word in headings for word in topic) for topic in _TOPICS)
    return count


class Body:
    """The evidence of a normalised text's body, each piece looked for only when asked; `cues` are those of the text.

    `topics`: of how many of a report's six topics it speaks.
    """

    def __init__(self, text: str, cues: Counter[str]) -> None:
        self._text, self._head, self._cues = text, text[:HEAD], cues
        self.topics = sum([cue[:6] == "topic." for cue in cues])
        self._headings: int | None = None

    def has_forms(self) -> bool:
        """Whether rows of the statutory forms stand in the text with figures."""
        return "本年" in self._text and _STATUTORY.search(self._text) is not None

    def has_period(self) -> bool:
        """Whether the head of the text says that it speaks of January to December."""
        return period(self._text) is not None

    def has_figures(self) -> bool:
        """Whether anything is counted, or said not to have happened."""
        return bool(self._cues["figure"] or _FIGURE.search(self._text) or self.has_forms())

    def says_so(self) -> bool:
        """Whether the body calls itself a report, or says that it speaks of a whole year, or holds the forms."""
        return bool(self._cues["reports"] or self.has_period() or self.has_forms())

    def orders(self) -> int:
        """How often the body tells others what they shall do."""
        return self._cues["order"] + len(_ORDERS.findall(self._head))

    def is_plainly_a_report(self) -> bool:
        """Whether the body alone shows an annual report: the forms filled in, or several signs; no single one is
        enough."""
        if self._has_filled_forms() and not self._cues["reported"]:
            return self.orders() < 3
        if self.topics < 3:
            return self._announces() and not self._cues["order"] and not self._cues["reported"]
        signs = 2 * self.has_period() + bool(self._cues["reports"])
        signs += ("信息公开条例" in self._head) + 2 * self.has_figures() + 2 * self.has_forms()
        if self._cues["reported"] >= 2:
            signs -= 2
        opens = bool(_OPENS.search(self._head[:_OPENING])) and not self._cues["order"] and not self._cues["reported"]
        if self._cues["order"] >= 2:
            return self._shows(signs - 3, opens)
        # Whether it gives orders is dear to know, and seldom decides.
        if self._shows(signs - 3, opens) or (self._shows(signs, opens) and self.orders() < 3):
            return True
        return not self._cues["order"] and not self._cues["reported"] and self._announces()

    def _has_filled_forms(self) -> bool:
        has_sign = "处理决定" in self._text or "对外公开总数" in self._text
        return has_sign and len(set(_FORM_ROW.findall(self._text))) >= _ROWS_OF_A_FORM

    def _announces(self) -> bool:
        """Whether the opening gives the report as its own, and the year that it counts or a second topic."""
        if not self.has_figures() or self.topics + 2 * self.has_period() < 2:
            return False
        return _ANNOUNCES.search(self._head[:_OPENING]) is not None

    def _shows(self, signs: int, opens: bool) -> bool:
        """Whether so many signs and the headings make a report."""
        if opens and signs + 1 >= 5:
            return True
        signs += opens
        enough = 2 if signs >= 5 else 3 if signs >= 4 else 4 if signs >= 2 else None
        if enough is None:
            return False
        if self._headings is None:  # asked again only for fewer
            self._headings = topics_by_heading(self._text, enough)
        return self._headings >= enough
