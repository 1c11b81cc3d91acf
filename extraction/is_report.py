"""Is a document an annual report of government information disclosure at all, and which line is its headline?

Belongs here: the evidence for and against, and how it is weighed. Does not belong here: whose report it is (issuer.py)
or of which year (reporting_year.py); the words of what is none (the seed not_report_words.csv).

A page may carry its title, a title among others, or none; a notice quotes the title of the reports it asks for. So
two things are asked: what the headline says, and what the body does. A body that reports has the Regulation's
preamble, a period from January to December, sections on disclosure, applications and cases, and numbers in them; a
body that asks others to report tells them what they shall do. A headline of another kind of page (a notice, a plan, a
guide) decides, unless it only hands over the report and the body is plainly one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from extraction.headlines import (
    HEAD,
    LONGEST_ENTRY,
    SENTENCE,
    TRAIL,
    YEAR,
    Headline,
    Objections,
    around_key_words,
    compact,
    headlines,
    key_words,
)
from extraction.places import Rows

_TWO_BYTES = "utf-16-le"
_LISTED = re.compile(r"(?:[^\s。\d:：>]{2,25})?20\d\d年?度?[^\s。\d]{0,25}?公开[^\s。\d]{0,8}?(?:报告|年报|总结)")
PERIOD = re.compile(
    r"20(\d\d)\s*年?\s*[1一]\s*月?\s*[1一]\s*日?\s*(?:零时)?\s*(?:起|开始)?\s*[,，]?\s*(?:至|到|—|–|-|~|～|－|止)+[^。\n]{0,12}?"
    r"(?:12\s*月?\s*31|十二月三十一)"
)
"""From the first of January of a year to the thirty-first of December; also where 年 and 月 were lost."""
BATCH = 60
"""Words that are looked for together: up to 64 the search passes over a text many bytes at a time."""
ASKED = HEAD
"""Code points of a text in which the cues are counted."""
TITLES = 1500
"""Code points above the first full stop in which the title of another document is looked for."""
CATALOGUE = "not_a_report.index_page"
_AT_ONCE = 12
"""Headings that are looked through together."""
FEW_LINES = 10
"""Lines of a text whose headings must be run into it."""
_OPENS = re.compile(
    r"本(?:年度)?(?:工作)?(?:报告|年报)[^。]{0,60}(?:编制|组成|包括|根据|依据)|公开(?:工作)?(?:年度)?(?:报告|年报)。"
    r"|编制(?:本|此)(?:年度)?(?:工作)?(?:报告|年报)"
)
_ANNOUNCES = re.compile(
    r"(?:现|特)(?:编制[并和])?(?:向社会|面向社会)?(?:公布|发布|公开)[^。\n]{0,50}?(?:政府信息|信息|政务)公开[^。\n]{0,12}?"
    r"(?:报告|年报)(?:[》。,，]|如下)"
    r"|编制了?[^。\n]{0,50}?(?:政府信息|信息|政务)公开[^。\n]{0,12}?(?:报告|年报)》?[,，]?[并现][^。\n]{0,10}?(?:公布|公开|发布)"
    r"|现[将对就][^。\n]{0,50}?(?:政府信息|信息|政务)公开[^。\n]{0,15}?(?:报告|公布|公开|发布)如下"
    r"|本(?:年度)?(?:报告|年报)[^。\n]{0,60}?由[^。,，\n]{2,30}编制,?现予以?(?:公布|公开|发布)"
    r"|《[^》\n]{4,40}(?:政府信息|信息|政务)公开[^》\n]{0,12}(?:报告|年报)》[^。,，\n]{0,20}[，,]?现予?以?(?:公开发布|公布|公开|发布)"
    r"|(?:政府信息|信息|政务)公开[^。,，\n]{0,8}(?:报告|年报)[》]?(?:[(（][^()（）。\n]{0,20}[)）])?(?:是|系)?(?:根据|依据|按照)《[^。\n》]{4,30}条例》"
    r"[^。\n]{0,20}(?:编制|撰写|形成)"
    r"|由[^。,，\n]{2,30}编制的?[^。,，\n]{0,12}(?:政府信息|信息|政务)公开[^。\n]{0,12}(?:报告|年报)。"
)
_FIGURE = re.compile(r"[0-9]\s?[余多]?[条件篇项份宗]")
_STATUTORY = re.compile(
    r"本年新收政府信息公开申请数量?\D{0,40}?\d|本年(?:新\s?制作|新\s?公开|制发件|处理决定)数\D{0,80}?\d"
)
_FORM_ROW = re.compile(
    r"(规章|规范性文件|行政许可|行政处罚|行政强制|行政事业性收费|政府集中采购|新收政府信息公开申请数量|结转下年度继续办理)"
    r"(?: ?[(（][^()（）]{1,150}[)）])?[\s|]{1,9}\d"
)
_ROWS_OF_A_FORM = 4
"""Different rows of the statutory forms with figures behind them that no document but a report has."""
_PLACEHOLDER = re.compile(r"(?:[xX]{2,4}|×{2,4})(?=\s?[省市区县旗镇乡街局年月条件余])|20(?:[xX]{2}|×{2}|\*{2})年?")
_PLACEHOLDERS = 3
"""Names or numbers left out (xx县, 20xx年) that show a sample to write reports by."""
_SCHOOL_YEAR = re.compile(
    r"20\d\d\s*年?\s*[-—–~～至]+\s*20\d\d\s*学年度?[^。\n]{0,8}(?:信息|校务)公开"
    r"|(?:统计|期限|时限|时间|年度[(（])[^。\n]{0,30}?(?:学年|[89]\s*月\s*1\s*日[^。\n]{1,15}(?:8|10)\s*月\s*31\s*日)"
)
"""The year that a school reports on: from September to August."""
_ORDERS = re.compile(
    r"各(?:地|级|县|市|区|镇|乡|部门|单位|科室|机关)[^。\n]{0,25}?(?:要(?!求)|应当?|须|务必|请)"
    r"|第[一二三四五六七八九十]+条[ 　\t]+(?![ 　\t第])"
)
_HEADING = re.compile(
    r"\s*(?:第?[一二三四五六七八九十]{1,2}(?:部分)?[、.．,，:： 　]"
    r"|[(（][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}[、.．])\s*([^。]{2,40})"
)
_NUMERALS = frozenset("第一二三四五六七八九十(（0123456789")
_PARTS = re.compile(r"[\n。;；]|[ 　]{2,}|(?<=[^\d]) (?=[一二三四五六七(（])")
_RUNS_ON = re.compile(rf"\s*[—(（-]|{_HEADING.pattern}|.*(?:{SENTENCE.pattern})")
"""A subtitle, a heading or a sentence: no title."""
_TOPICS = (
    ("概述", "总体情况", "基本情况", "概况", "总体概述", "工作情况"),
    ("主动公开",),
    ("申请",),
    ("复议", "诉讼"),
    ("收费", "费用", "减免"),
    ("问题", "不足", "改进", "打算"),
)


class Verdict(NamedTuple):
    """`rejection` is "" for a report; `headline` its title line, where it has one."""

    rejection: str
    detail: str
    headline: Headline | None


class Cues:
    """The words of report_cues.csv, counted in a text."""

    def __init__(self, words: Sequence[tuple[str, str]]) -> None:
        of_family: dict[str, list[tuple[str, str]]] = {}
        for word, cue in words:
            of_family.setdefault(cue.partition(".")[0], []).append((word, cue))
        batches: list[list[tuple[str, str]]] = []
        for family in sorted(of_family.values(), key=len, reverse=True):
            batch = next((one for one in batches if len(one) + len(family) <= BATCH), None)
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
        """How often each cue occurs in the first ASKED code points."""
        read = text[:ASKED].encode(_TWO_BYTES, "surrogatepass")
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
    """PERIOD as the head of a text states it."""
    head = text[:HEAD]
    return PERIOD.search(head) if "31" in head or "三十一" in head else None


def topics_by_heading(text: str, enough: int) -> int:
    """How many of a report's six topics have a heading of their own, on its own line or run into the text; read only
    until there are enough."""
    parts = text.split("\n")
    if len(parts) < FEW_LINES:
        parts = _PARTS.split(text)
    numbered = (_HEADING.match(part) for part in parts if part.lstrip()[:1] in _NUMERALS)
    matches = (match[1] for match in numbered if match is not None)
    headings, count = "", 0
    while count < enough and (more := ";".join(islice(matches, _AT_ONCE))):
        headings += ";" + compact(more)
        count = sum(any(word in headings for word in topic) for topic in _TOPICS)
    return count


def judge(
    text: str, page_title: str, chrome: Sequence[tuple[int, int]], cues: Counter[str], objections: Objections
) -> Verdict:
    """Whether a normalised text is an annual report. `page_title` is what the page's head calls it ("" if unknown),
    `chrome` the spans of its menus and lists, `cues` the text's."""
    stops = _first_stops(text)
    body_start = stops[0] if stops else len(text)
    # A title stands above the first full stop or, after a letter that hands the report over, above the third.
    below = stops[2] if len(stops) > 2 else len(text)
    lines = [
        line for line in headlines(text, chrome, objections, below) if line.start <= body_start or not line.is_listed
    ]
    clear = [line for line in lines if not line.objection]
    against = [line for line in lines if line.objection and not line.is_listed and line.start <= body_start]
    own = compact(page_title)
    own_code = objections.find(*around_key_words(own))[0] if own else ""
    best = _best(clear, own)
    worst = max(against, key=lambda line: (line.weight, line.is_hard)) if against else None
    body = _Body(text, cues)

    if cues["blank"] >= _PLACEHOLDERS and len(_PLACEHOLDER.findall(text[:HEAD])) >= _PLACEHOLDERS:
        # A notice on writing reports may show how they read.
        code = worst.objection if worst is not None and worst.is_hard else "not_a_report.statistics_rule"
        return Verdict(code, "names and numbers are left out: a sample", None)
    if cues["school"] and _SCHOOL_YEAR.search(text[:TITLES]) is not None:
        return Verdict("not_a_report.other_document", "a school's report on a school year", None)
    if worst is not None and (best is None or (worst.weight, -worst.start) > (best.weight, -best.start)):
        is_over_a_title = best is not None and best.weight > 0 and not cues["order"]
        if body.is_plainly_a_report() and (not worst.is_hard or is_over_a_title):
            return Verdict("", "", best if best is not None and (best.weight > 0 or worst.is_hard) else worst)
        return Verdict(worst.objection, f"the headline is “{worst.words[:60]}”", None)
    is_titled = best is not None and best.weight > 0
    other = None
    if best is None or best.start > 0:
        above = best.start if best is not None and is_titled else min(body_start, TITLES)
        other = _titled_otherwise(text[:above], "" if is_titled else own, chrome, objections, is_titled)
    if is_titled or (own_code == "" and key_words(own) is not None):
        is_another = other is not None and other.is_sure and len(other.words) > LONGEST_ENTRY
        if other is not None and is_another and not (body.says_so() and body.is_plainly_a_report()):
            return Verdict(other.code, f"the page is titled “{other.words[:60]}”", None)
        if other is not None and other.code == CATALOGUE and not stops and not body.says_so():
            return Verdict(CATALOGUE, f"the headline is “{other.words[:60]}”", None)
        return _listed(text, cues, len(stops), body) or body.under_a_title(best)
    if other is not None and other.is_sure:
        return Verdict(other.code, f"the page is titled “{other.words[:60]}”", None)
    if body.is_plainly_a_report():
        return Verdict("", "", best)
    if other is not None:
        return Verdict(other.code, f"the headline is “{other.words[:60]}”", None)
    if cues["reported"] >= 2:
        return Verdict("not_a_report.news", "the text reports of a report", None)
    if best is not None:
        return _listed(text, cues, len(stops), body) or body.under_a_title(best)
    if cues["order"] >= 2:
        return Verdict("not_a_report.notice", "the text tells others what to do", None)
    return Verdict("not_a_report.no_evidence", "neither a title nor a body of an annual report", None)


def _best(clear: Sequence[Headline], own: str) -> Headline | None:
    """The likeliest title among headlines: of several as likely the one of the year that the page's head names (`own`);
    where each names another year, the last: those above it are links to earlier reports."""
    if not clear:
        return None
    weight = max(line.weight for line in clear)
    likely = [line for line in clear if line.weight == weight]
    years = [YEAR.findall(line.words) for line in likely]
    if len(likely) > 1 and all(len(named) == 1 for named in years) and len({named[0] for named in years}) > 1:
        of_own = next((line for line, (year,) in zip(likely, years, strict=True) if year in own), None)
        return of_own or (likely[-1] if len({year for (year,) in years}) == len(likely) else likely[0])
    return likely[0]


def _first_stops(text: str) -> list[int]:
    """Where the first six full stops stand."""
    stops: list[int] = []
    at = text.find("。")
    while at >= 0 and len(stops) < 6:
        stops.append(at)
        at = text.find("。", at + 1)
    return stops


class _Body:
    """The body's evidence, each piece looked for only when asked."""

    def __init__(self, text: str, cues: Counter[str]) -> None:
        self._text, self._head, self._cues = text, text[:HEAD], cues
        self.topics = _topics(cues)
        self._headings: int | None = None

    def _has_forms(self) -> bool:
        return "本年" in self._text and _STATUTORY.search(self._text) is not None

    def _has_filled_forms(self) -> bool:
        has_sign = "处理决定" in self._text or "对外公开总数" in self._text
        return has_sign and len(set(_FORM_ROW.findall(self._text))) >= _ROWS_OF_A_FORM

    def _announces(self) -> bool:
        """Whether the opening gives the report as its own, and the year that it counts or a second topic."""
        if not self.has_figures() or self.topics + 2 * self._has_period() < 2:
            return False
        return _ANNOUNCES.search(self._head[:1200]) is not None

    def _has_period(self) -> bool:
        return period(self._text) is not None

    def has_figures(self) -> bool:
        """Whether anything is counted, or said not to have happened."""
        return bool(self._cues["figure"] or _FIGURE.search(self._text) or self._has_forms())

    def says_so(self) -> bool:
        """Whether the body calls itself a report, or says that it speaks of a whole year, or holds the forms."""
        return bool(self._cues["reports"] or self._has_period() or self._has_forms())

    def orders(self) -> int:
        return self._cues["order"] + len(_ORDERS.findall(self._head))

    def under_a_title(self, headline: Headline | None) -> Verdict:
        """The verdict where a title names an annual report: the body must bear it out, or at least not belie it."""
        has_figures = self.has_figures()
        if self._cues["reported"] >= 3 and not self._has_period():
            return Verdict("not_a_report.news", "the text reports of a report", None)
        if has_figures and self.topics >= 3 and self._cues["order"] < 2:
            return Verdict("", "", headline)
        shown = 2 * self._has_period() + bool(self._cues["reports"])
        if shown < 2 and self.orders() >= 2 and not (has_figures and self.topics >= 4):
            return Verdict("not_a_report.notice", "the text tells others what to report", None)
        if self.topics + 2 * has_figures + shown >= 3 and (self.topics >= 2 or has_figures):
            return Verdict("", "", headline)
        return Verdict("not_a_report.no_evidence", "a title of a report, but no body of one", None)

    def is_plainly_a_report(self) -> bool:
        """Whether the body alone shows an annual report: the forms filled in, or several signs; no single one is
        enough."""
        if self._has_filled_forms() and not self._cues["reported"]:
            return self.orders() < 3
        if self.topics < 3:
            return self._announces() and not self._cues["order"] and not self._cues["reported"]
        signs = 2 * self._has_period() + bool(self._cues["reports"])
        signs += ("信息公开条例" in self._head) + 2 * self.has_figures() + 2 * self._has_forms()
        if self._cues["reported"] >= 2:
            signs -= 2
        opens = bool(_OPENS.search(self._head[:1200])) and not self._cues["order"] and not self._cues["reported"]
        if self._cues["order"] >= 2:
            return self._shows(signs - 3, opens)
        # Whether it gives orders is dear to know, and seldom decides.
        if self._shows(signs - 3, opens) or (self._shows(signs, opens) and self.orders() < 3):
            return True
        return not self._cues["order"] and not self._cues["reported"] and self._announces()

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


def _topics(cues: Counter[str]) -> int:
    """How many of a report's topics a text speaks of (0-6)."""
    return sum([cue[:6] == "topic." for cue in cues])


def _listed(text: str, cues: Counter[str], stops: int, body: _Body) -> Verdict | None:
    """The verdict on a list of titles of several years or bodies; None where it is no list: sentences, a period or
    a table's figures show a report with a list beside it."""
    if stops >= (3 if cues["figure"] or _topics(cues) >= 4 else 6):
        return None
    titles = {compact(title) for title in _LISTED.findall(text)}
    if len(titles) < 3 or _STATUTORY.search(text) or period(text) or body.is_plainly_a_report():
        return None
    return Verdict("not_a_report.index_page", f"{len(titles)} titles of reports and no body of one", None)


class _Other(NamedTuple):
    """A title that names another document than a report; `is_sure` where no menu's entry reads so."""

    code: str
    words: str
    is_sure: bool


def _titled_otherwise(
    head: str, own: str, chrome: Sequence[tuple[int, int]], objections: Objections, only_hard: bool
) -> _Other | None:
    """The title of another document: the page's own, or one of the short lines of what stands above the body. The
    page's first line, and one that says of what body or year, are believed before the entries of a menu, which say
    neither."""
    if own and key_words(own) is None:
        code, is_hard = objections.find_in_title(own)
        if is_hard:
            return _Other(code, own, code != CATALOGUE)
    head = head[: head.rfind("\n") + 1]
    if not objections.occur_in(head, only_hard):
        return None
    found = None
    is_first, is_alone = True, False
    start = 0
    for line in head.split("\n"):
        at, start = start, start + len(line) + 1
        words = compact(line)
        if not words or any(low <= at < high for low, high in chrome) or TRAIL.search(words):
            continue
        if not 5 <= len(words) <= 60:
            is_first = False
            continue
        code, is_hard = objections.find_in_title(words)
        if code and not _RUNS_ON.match(line):
            is_menu = code == CATALOGUE or words.count("公开") > 2 or len(line.split()) > 2
            says = len(words) > LONGEST_ENTRY and ("公开" in words or is_first or YEAR.search(words) is not None)
            if is_hard and not is_menu and says:
                return _Other(code, words, True)
            is_alone = is_first and is_hard and not is_menu
            found = found or _Other(code, words, False)
        is_first = False
    return found._replace(is_sure=True) if found is not None and is_alone else found
