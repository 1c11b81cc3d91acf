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
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from extraction.places import Rows

HEAD = 3000
"""As much of a text (code points) as may hold its headline and its preamble."""
LONGEST_TITLE = 200
"""Code points of a line that may be a title, spaces included."""

KEY = re.compile(
    r"(?:政府信息|政务信息|信息|政务|党务政务|政务和政府信息|校务|院务|厂务)公开"
    r"(?:[与和及暨、]?(?:政务公开|政务服务|政府信息公开|保密))*"
    r"(?:20\d\d年?度?)?(?:[(（](?:20\d\d)年?度?[)）])?(?:工作|情况|执行情况|实施情况)*(?:20\d\d年?度?)?的?"
    r"(?:(?:年度|年终|全年|专项)?(?:工作)?(?:情况)?(?:的)?(?:统计)?(?:报告|总结|汇报)|年报)(?:书|[(（]?全文[)）]?)?"
)
"""What the title of an annual report says, in a line without spaces."""
_HANDS_OVER = re.compile("(?:印发|公布|发布|公开|报送)(?:[《〈]|20)")
_LISTED = re.compile(r"(?:[^\s。\d:：>]{2,25})?20\d\d年?度?[^\s。\d]{0,25}?公开[^\s。\d]{0,8}?(?:报告|年报|总结)")
_BY_NOTICE = re.compile("[》〉]?的?(?:通知|公告|函|报告)$")
_TITLE_WORD = re.compile("报告|年报|总结|汇报")
_CUT_OFF = ("工作", "年度", "公开", "情况", "报")
_YEAR = re.compile(r"20\d\d|二[〇○零OＯ0][一二〇○零][〇○零一二三四五六七八九]")
_ITEM_DATE = re.compile(r"[\[(（]?20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?(?:\d{1,2}:\d\d(?::\d\d)?)?[\])）]?$")
_TRAIL = re.compile(r"首页|当前位置|您(?:的|现在的|所在)?位置|>|»|›")
_SENTENCE = re.compile(r"[。;；]|本报告|本年度报告|根据[《〈]|特向|按照[《〈]|要求,|如下")
PERIOD = re.compile(
    r"20(\d\d)\s*年?\s*[1一]\s*月?\s*[1一]\s*日?\s*(?:零时)?\s*(?:起|开始)?\s*[,，]?\s*(?:至|到|—|–|-|~|～|－|止)+[^。\n]{0,12}?"
    r"(?:12\s*月?\s*31|十二月三十一)"
)
"""From the first of January of a year to the thirty-first of December; also where 年 and 月 were lost."""
_REPORTS = re.compile(
    r"本(?:年度)?(?:工作)?(?:报告|年报|总结)|(?:特|现)?向社会(?:公众)?(?:公布|公开|发布)|现将.{0,60}?(?:报告|公布|总结|汇报|公开|公告|说明)如下"
    r"|(?:编制|形成|撰写)了?.{0,40}?(?:年度报告|年报)|现(?:予)?公布"
)
_FIGURE = re.compile(r"\d\s?[余多]?[条件篇项份宗]")
_STATUTORY = re.compile(r"本年新收政府信息公开申请数量?\D{0,40}?\d|本年(?:新制作|新公开|制发件|处理决定)数\D{0,80}?\d")
_ORDERS = re.compile(
    r"各(?:地|级|县|市|区|镇|乡|部门|单位|科室|机关)[^。\n]{0,25}?(?:要(?!求)|应当?|须|务必|请)"
    r"|第[一二三四五六七八九十]+条[ 　\t]"
)
_HEADING = re.compile(
    r"\s*(?:第?[一二三四五六七八九十]{1,2}(?:部分)?[、.．,，:： 　]"
    r"|[(（][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}[、.．])\s*([^。]{2,40})"
)
_TOPICS = (
    re.compile(r"概\s*述|总体情况|基本情况|概况|总体概述|工作情况"),
    re.compile(r"主动公开"),
    re.compile(r"申请"),
    re.compile(r"复议|诉讼"),
    re.compile(r"收费|费用|减免"),
    re.compile(r"问题|不足|改进|打算"),
)


@dataclass(frozen=True, slots=True)
class Headline:
    """A line of the text that speaks of such a report: its span, its words without spaces, the part before and
    after the key words, and the code of what the words say that it is instead ("" for a report's own title).
    `is_listed`: it stands in a menu or a list of links, as a date after it or the page's chrome shows."""

    start: int
    end: int
    words: str
    before: str
    after: str
    objection: str
    is_hard: bool
    is_listed: bool

    @property
    def weight(self) -> int:
        """How much it looks like this page's own title rather than a menu's entry."""
        years = 2 if _YEAR.search(self.words) else 0
        return years + (2 if len(_YEAR.sub("", self.before)) > 2 else 0) - (3 if self.is_listed else 0)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`rejection` is "" for a report; `headline` its title line, where it has one."""

    rejection: str
    detail: str
    headline: Headline | None


class Objections:
    """The words that make a headline something else than a report (not_report_words.csv)."""

    def __init__(self, words: Sequence[tuple[str, str, bool]]) -> None:
        ordered = sorted(words, key=lambda one: len(one[0]), reverse=True)
        self._codes = {word: (code, is_hard) for word, code, is_hard in ordered}
        self._pattern = re.compile("|".join(re.escape(word) for word, _, _ in ordered))

    @classmethod
    def from_seeds(cls, rows: Rows) -> Objections:
        return cls([(row["word"], row["rejection"], row["weight"] == "hard") for row in rows("not_report_words")])

    def find(self, words: str) -> tuple[str, bool]:
        """The code that the words stand for, a hard one before a soft one; ("", False) where there is none."""
        found = [self._codes[match] for match in self._pattern.findall(words)]
        return next((one for one in found if one[1]), found[0] if found else ("", False))


class Cues:
    """The words of report_cues.csv, counted in one pass over a text."""

    def __init__(self, words: Sequence[tuple[str, str]]) -> None:
        self._cues = [cue for _, cue in words]
        self._matcher = AhoCorasick([word for word, _ in words], matchkind=MatchKind.LeftmostLongest)

    @classmethod
    def from_seeds(cls, rows: Rows) -> Cues:
        return cls([(row["word"], row["cue"]) for row in rows("report_cues")])

    def count(self, text: str) -> Counter[str]:
        """How often each cue occurs."""
        cues = self._cues
        return Counter([cues[match[0]] for match in self._matcher.find_matches_as_indexes(text)])


def compact(line: str) -> str:
    """A line without spaces: titles are printed with any number of them."""
    return "".join(line.split())


def headlines(text: str, chrome: Sequence[tuple[int, int]], objections: Objections) -> list[Headline]:
    """The lines at the head of a text that name such a report, titles over two or three lines joined."""
    head = text[:HEAD]
    found: list[Headline] = []
    at = 0
    while (at := _disclosure(head, at)) >= 0:
        start = head.rfind("\n", 0, at) + 1
        end = head.find("\n", at)
        end = len(head) if end < 0 else end
        at = end
        if end - start > LONGEST_TITLE:
            continue
        line = compact(head[start:end])
        if not _TITLE_WORD.search(line) and not line.endswith(_CUT_OFF):
            continue
        if len(line) > 90 or _TRAIL.search(line):
            continue
        match = KEY.search(line)
        if match is None or not _ends_title(line, match):
            following, following_end = _next_line(head, end)
            joined = line + following
            after = KEY.search(joined) if 0 < len(following) <= 30 else None
            if after is not None and after.start() < len(line) < after.end():
                line, match, end = joined, after, following_end
                at = end
        if match is None or _SENTENCE.search(line):
            continue
        if not _YEAR.sub("", line[: match.start()]).strip("年度()（）"):
            start, line = _with_line_above(head, start, line)
            match = KEY.search(line) or match
        if len(line) == match.end():
            following, following_end = _next_line(head, end)
            if re.match(r"(?:编制|和发布|的通知|工作的|有关)", following):
                line, end = line + following, following_end
        before, after_words = line[: match.start()], line[match.end() :]
        is_listed = any(low <= start < high for low, high in chrome)
        if dated := _ITEM_DATE.search(after_words):
            after_words, is_listed = after_words[: dated.start()], True
            line = line[: match.end()] + after_words
        is_handed_over = bool(_HANDS_OVER.search(before)) and bool(_BY_NOTICE.match(after_words))
        if is_handed_over:
            after_words = ""
        objection, is_hard = objections.find(before + "|" + after_words)
        if is_handed_over and not is_hard:
            objection = "not_a_report.notice"
        found.append(Headline(start, end, line, before, after_words, objection, is_hard, is_listed))
    return found


def _disclosure(head: str, at: int) -> int:
    """Where the word 公开 comes next, also printed with a space in it; -1 where it does not."""
    plain, spaced = head.find("公开", at), head.find("公 开", at)
    return max(plain, spaced) if min(plain, spaced) < 0 else min(plain, spaced)


def _ends_title(line: str, match: re.Match[str]) -> bool:
    return match.end() == len(line) or not line.endswith(_CUT_OFF)


def _next_line(head: str, end: int) -> tuple[str, int]:
    """The next line that is not empty, without spaces, and where it ends."""
    while 0 <= end < len(head):
        stop = head.find("\n", end + 1)
        stop = len(head) if stop < 0 else stop
        line = compact(head[end + 1 : stop])
        if line:
            return line, stop
        end = stop
    return "", end


def _with_line_above(head: str, start: int, line: str) -> tuple[int, str]:
    """A title whose authority stands on the line above it."""
    end = start - 1
    for _ in range(3):
        if end <= 0:
            break
        above = head.rfind("\n", 0, end) + 1
        words = compact(head[above:end])
        if words:
            if len(words) <= 30 and _ISSUER_LINE.search(words) and not _TRAIL.search(words) and ":" not in words:
                return above, words + line
            break
        end = above - 1
    return start, line


_ISSUER_LINE = re.compile(r"(?:政府|[局厅委部办镇乡署省市区县州旗院校会]|街道|中心|公司|办事处|办公室|20\d\d年?度?)$")


def topics_by_heading(text: str) -> int:
    """How many of a report's six topics have a heading of their own (0-6)."""
    headings = " ".join(m.group(1) for line in text.split("\n") if (m := _HEADING.match(line)))
    return sum(bool(topic.search(headings)) for topic in _TOPICS)


def judge(
    text: str, page_title: str, chrome: Sequence[tuple[int, int]], cues: Counter[str], objections: Objections
) -> Verdict:
    """Whether a normalised text is an annual report. `page_title` is what the page's head calls it ("" if unknown),
    `chrome` the spans of its menus and lists, `cues` the text's."""
    lines = headlines(text, chrome, objections)
    clear = [line for line in lines if not line.objection]
    against = [line for line in lines if line.objection]
    own = compact(page_title)
    title_key = KEY.search(own)
    title_objection, title_hard = objections.find(KEY.sub("|", own)) if own else ("", False)
    best = max(clear, key=lambda line: line.weight) if clear else None
    worst = max(against, key=lambda line: (line.weight, line.is_hard)) if against else None
    body = _Body(text, cues)

    if worst is not None and (best is None or (worst.weight >= best.weight and worst.start < best.start)):
        if not worst.is_hard and body.is_plainly_a_report():
            return Verdict("", "", best or worst)
        if best is not None and best.weight >= 2 and body.is_plainly_a_report() and not cues["order"]:
            return Verdict("", "", best)
        return Verdict(worst.objection, f"the headline is “{worst.words[:60]}”", None)
    if best is not None or (title_key and not title_objection):
        if count := _listed(text):
            return Verdict("not_a_report.index_page", f"{count} titles of reports and no body of one", None)
        return body.under_a_title(best)
    if title_objection and title_hard and title_key is None and not body.is_plainly_a_report():
        return Verdict(title_objection, f"the page is titled “{own[:60]}”", None)
    code, words = _first_lines(text, objections)
    if body.is_plainly_a_report() and not (code and cues["order"]):
        return Verdict("", "", None)
    if code:
        return Verdict(code, f"the headline is “{words[:60]}”", None)
    if cues["reported"] >= 2:
        return Verdict("not_a_report.news", "the text reports of a report", None)
    if cues["order"] >= 2:
        return Verdict("not_a_report.notice", "the text tells others what to do", None)
    return Verdict("not_a_report.no_evidence", "neither a title nor a body of an annual report", None)


class _Body:
    """The body's evidence, each piece looked for only when asked."""

    def __init__(self, text: str, cues: Counter[str]) -> None:
        self._text, self._head, self._cues = text, text[:HEAD], cues
        self.topics = sum(cue.startswith("topic.") for cue in cues)

    def has_figures(self) -> bool:
        """Whether anything is counted, or said not to have happened."""
        return bool(self._cues["figure"] or _FIGURE.search(self._text) or _STATUTORY.search(self._text))

    def orders(self) -> int:
        return self._cues["order"] + len(_ORDERS.findall(self._head))

    def under_a_title(self, headline: Headline | None) -> Verdict:
        """The verdict where a title names an annual report: the body must bear it out, or at least not belie it."""
        has_figures = self.has_figures()
        if self._cues["reported"] >= 3 and not PERIOD.search(self._head):
            return Verdict("not_a_report.news", "the text reports of a report", None)
        if has_figures and self.topics >= 3 and not self._cues["order"]:
            return Verdict("", "", headline)
        shown = 2 * bool(PERIOD.search(self._head)) + bool(_REPORTS.search(self._head))
        if shown < 2 and self.orders() >= 2 and not (has_figures and self.topics >= 4):
            return Verdict("not_a_report.notice", "the text tells others what to report", None)
        if self.topics + 2 * has_figures + shown >= 3 and (self.topics >= 2 or has_figures):
            return Verdict("", "", headline)
        return Verdict("not_a_report.no_evidence", "a title of a report, but no body of one", None)

    def is_plainly_a_report(self) -> bool:
        """Whether the body alone shows an annual report: no single sign is enough."""
        if self.topics < 3:
            return False
        signs = 2 * bool(_STATUTORY.search(self._text)) + 2 * self.has_figures()
        signs += 2 * bool(PERIOD.search(self._head)) + bool(_REPORTS.search(self._head))
        signs += "信息公开条例" in self._head
        headings = topics_by_heading(self._text)
        signs += 2 * (headings >= 4) + (headings >= 3)
        if self.orders() >= 3:
            signs -= 3
        if self._cues["reported"] >= 2:
            signs -= 2
        return signs >= 5 and headings >= 2


def _listed(text: str) -> int:
    """How many titles of several years or bodies the text lists; 0 where it is no list: sentences, a period or
    a table's figures show a report with a list beside it."""
    if text.count("。") >= 6:
        return 0
    titles = {compact(title) for title in _LISTED.findall(text)}
    if len(titles) < 3 or _STATUTORY.search(text) or PERIOD.search(text[:HEAD]):
        return 0
    return len(titles)


def _first_lines(text: str, objections: Objections) -> tuple[str, str]:
    """The first objection in the short lines at the head that speak of disclosure."""
    for line in text[:1500].split("\n"):
        words = compact(line)
        if 6 <= len(words) <= 60 and "公开" in words and not _TRAIL.search(words) and not _SENTENCE.search(words):
            code, is_hard = objections.find(words)
            if code and is_hard:
                return code, words
    return "", ""
