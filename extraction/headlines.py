"""The lines of a page that may be a report's title.

Belongs here: what such a title says, titles over several lines, menus and lists of links, the words that make a line
the title of something else. Does not belong here: whether the page is a report (is_report.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from extraction.places import Rows

HEAD = 3000
"""As much of a text (code points) as may hold its headline and its preamble."""
LONGEST_LINE, LONGEST_TITLE = 40, 200
"""Code points, spaces included: beyond the first a full stop shows a paragraph, beyond the second none is a title."""
LONGEST_ENTRY = 10
"""Characters of a menu's entry (政府信息公开指南); a title says of whom or when and is longer."""
LINES_ABOVE = 2
"""Lines over which a title may name its authority and year before it comes to its key words."""
_LONGEST_WORDS, _LONGEST_PART = 90, 30
"""Characters without spaces: of a title, and of a line that is but a part of one."""
_DATED, _NAMED, _LISTED = 2, 2, 3
"""What a year and a name before the key words say for a title, and a place among links against it: a listed one that
has both still stands before one that has neither."""
RUN_IN = 160
"""Code points within which a title ends that a paragraph runs on from."""
_FIELD = re.compile(
    r"(?:发布|更新|公开|信息提供)?(?:日期|时间)\s*[:：]|(?:信息)?来源\s*[:：]|索引号|浏览次数|点击[数量率]|【?字[体号]"
)
_ROW_OF_FIELDS = re.compile(r"[|]?(?:索引号|发布机构|组配分类|主题分类|信息分类)[:：|]")
_LABEL = re.compile(
    r"[\s|]*(?:(?:信息|文件)?(?:标\s*题|名\s*称)\s*[:：]|公报标题[:：]?|标题(?=[\u4e00-\u9fff])"
    r"|标\s+题[\s|]+(?=[\u4e00-\u9fff])"
    r"|(?:信息)?名称(?=[ \t\u3000]+[\u4e00-\u9fff]))\s*"
)
_GAP = re.compile(r"[ \u3000\t]+")
_SUBJECTS = ("党务政务", "政务和政府信息", "政府信息", "政务信息", "信息", "政务", "校务", "院务", "厂务")
_DISCLOSED = re.compile(
    r"公开(?:条例(?=贯彻|执行|实施|落实))?(?:贯彻)?(?:[与和及暨、]?(?:政务公开|政务服务|政府信息公开|保密))*"
    r"(?:20\d\d年?度?)?(?:[(（](?:20\d\d)年?度?[)）])?(?:工作|情况|执行情况|实施情况|开展|落实|推进)*(?:20\d\d年?度?)?的?"
    r"(?:(?:年度|年终|全年|专项)?(?:工作)?(?:情况)?(?:的)?(?:统计)?(?:报告|总结|汇报)|年报)(?:书|[(（]?全文[)）]?)?"
)
_HANDS_OVER = re.compile("(?:关于)?(?:印发|公布|发布|公开|报送|上报)(?=[《〈]|20|.{2,20}20)")
_AND_PLANS = re.compile("^[及和与暨、].*(?:计划|打算|安排|要点)$")
_BY_NOTICE = re.compile("[》〉]?的?(?:通知|公告|函|报告)$")
_TITLE_WORD = re.compile("报告|年报|总结|汇报")
_CUT_OFF = ("工作", "年度", "公开", "情况", "报")
YEAR = re.compile(r"20\d\d|二[〇○零OＯ0][一二〇○零][〇○零一二三四五六七八九]")
_ITEM_DATE = re.compile(r"[\[(（]?20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?(?:\d{1,2}:\d\d(?::\d\d)?)?[\])）]?$")
TRAIL = re.compile(r"首页|当前位置|您(?:的|现在的|所在)?位置|>|»|›")
_BARS = re.compile(r"[ |]*\|\|[ |]*$", re.MULTILINE)
"""Places of a wide cell, behind the title in it."""
_COLLECTION = re.compile(r"[\d一二三四五六七八九十]{1,2}篇|篇[\d一二三四五]")
"""Sites that sell samples put several texts under one title (…工作总结6篇)."""
_GOES_ON = re.compile(r"(?:编制(?!说明[:：]|的?说明$)|和发布|的通知|工作的|有关)")
SENTENCE = re.compile(r"[。;；]|本报告|本年度报告|根据[《〈]|特向|按照[《〈]|要求,|如下")


class Headline(NamedTuple):
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
    weight: int
    """How much it looks like this page's own title rather than a menu's entry."""


class Objections:
    """The words that make a title that of something else than a report (not_report_words.csv): those of `place`
    "end" only after what it is the title of (…的通知, …指南), "anywhere" within it too (关于做好…), and for a page
    that names no report, "last" as its very end (…条例) and "title" anywhere (政府工作报告)."""

    def __init__(self, words: Sequence[tuple[str, str, bool, str]]) -> None:
        ordered = sorted(words, key=lambda one: len(one[0]), reverse=True)
        self._codes = {word: (code, is_hard) for word, code, is_hard, _ in ordered}
        self._end = _any_of(word for word, _, _, place in ordered if place in ("end", "anywhere"))
        self._anywhere = _any_of(word for word, _, _, place in ordered if place == "anywhere")
        last = _any_of(word for word, _, _, place in ordered if place == "last").pattern
        title = _any_of(word for word, _, _, place in ordered if place == "title").pattern
        self._any = _finder(word for word, *_ in ordered)
        self._hard = _finder(word for word, _, is_hard, _ in ordered if is_hard)
        self._title = re.compile(rf"(?P<last>{last})(?:[(（][^()（）]*[)）])?$|{title}")

    @classmethod
    def from_seeds(cls, rows: Rows) -> Objections:
        """From the seed not_report_words."""
        return cls(
            [(row["word"], row["rejection"], row["weight"] == "hard", row["place"]) for row in rows("not_report_words")]
        )

    def occur_in(self, text: str, only_hard: bool) -> bool:
        """Whether any of the words (any hard one) stands in a text."""
        return bool((self._hard if only_hard else self._any).find_matches_as_indexes(text))

    def find(self, before: str, end: str) -> tuple[str, bool]:
        """The code that a title's words stand for; ("", False) where there is none. The last word says what it is
        (自查工作的通知), a hard one before a soft one."""
        found = [self._codes[match] for match in (*self._anywhere.findall(before), *self._end.findall(end))]
        return next((one for one in reversed(found) if one[1]), found[0] if found else ("", False))

    def find_in_title(self, words: str) -> tuple[str, bool]:
        """The same for the words of a title that names no report: what stands at its end, or what it speaks of."""
        found = self.find(words if "公开" in words else "", words[-LONGEST_ENTRY:])
        if not found[1] and (other := self._title.search(words)) is not None:
            return self._codes[other["last"] or other[0]]
        return found


def _finder(words: Iterable[str]) -> AhoCorasick:
    return AhoCorasick(list(words), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)) or r"(?!)")


def key_words(line: str) -> tuple[int, int] | None:
    """The span of 政府信息公开工作年度报告, or however else the title of such a report says it, in a line without
    spaces."""
    for match in _DISCLOSED.finditer(line):
        start = match.start()
        for subject in _SUBJECTS:
            if line.endswith(subject, 0, start):
                return start - len(subject), match.end()
    return None


def around_key_words(line: str) -> tuple[str, str]:
    """What a title says before and after them; all of it is the end where it has none."""
    key = key_words(line)
    return ("", line) if key is None else (line[: key[0]], line[key[1] :])


def compact(line: str) -> str:
    """A line without spaces: titles are printed with any number of them."""
    return "".join(line.split())


def headlines(text: str, chrome: Sequence[tuple[int, int]], objections: Objections, below: int) -> list[Headline]:
    """The lines above `below` that name such a report, titles over two or three lines joined, at most down to the
    second paragraph of the body: below it stand links to other pages."""
    head = text[: min(HEAD, below + LONGEST_TITLE)]
    if "|" in head and "||" in head:
        head = _BARS.sub(lambda bars: " " * len(bars[0]), head)
    found: list[Headline] = []
    at = paragraphs = 0
    disclosed = "公开" if "公 开" not in head else "开"
    while (at := head.find(disclosed, at)) >= 0:
        start = head.rfind("\n", 0, at) + 1
        if start > below:
            break
        end = head.find("\n", at)
        end = len(head) if end < 0 else end
        if at == start and (above := head.rfind("\n", 0, max(0, start - 1)) + 1) < start - 1:
            start = above if compact(head[above:start]).endswith(_SUBJECTS) and start - above <= LONGEST_LINE else start
        at_word, at = at, end
        end = start + len(head[start:end].rstrip())
        if end - start > LONGEST_LINE:
            run_in = _run_in(head, start) if end - start > LONGEST_TITLE or "。" in head[start:end] else end
            if run_in is None:
                paragraphs += "。" in head[start:end]
                if paragraphs == 2:
                    break
                continue
            end = run_in
        if label := _LABEL.match(head, start, end):
            start = label.end()
        line = compact(head[start:end])
        if _ROW_OF_FIELDS.match(line):
            continue
        if not _TITLE_WORD.search(line) and not line.endswith(_CUT_OFF):
            continue
        if (field := _FIELD.search(head, at_word, end)) is not None:
            end = field.start()
            line = compact(head[start:end])
        if len(line) > _LONGEST_WORDS or TRAIL.search(line):
            continue
        key = key_words(line)
        if key is None or not _ends_title(line, key[1]):
            following, following_end = _next_line(head, end)
            joined = line + following
            over = key_words(joined) if 0 < len(following) <= _LONGEST_PART else None
            if over is not None and over[0] < len(line) < over[1]:
                line, key, end = joined, over, following_end
                at = end
        if key is None or SENTENCE.search(line):
            continue
        for _ in range(LINES_ABOVE):
            if not _NOBODY_YET.match(line[: key[0]]):
                break
            start, line = _with_line_above(head, start, line)
            key = key_words(line) or key
        if len(line) == key[1]:
            following, following_end = _next_line(head, end)
            if len(following) <= LONGEST_LINE and _GOES_ON.match(following) and not SENTENCE.search(following):
                line, end = line + following, following_end
        is_listed = any(low <= start < high for low, high in chrome)
        found.append(_weighed(start, end, line, key, is_listed, objections))
    return found


def _weighed(
    start: int, end: int, line: str, key: tuple[int, int], is_listed: bool, objections: Objections
) -> Headline:
    """A title with what its words say that it is instead of a report's, and how much it looks like the page's own."""
    before, after = line[: key[0]], line[key[1] :]
    if dated := _ITEM_DATE.search(after):
        after, is_listed = after[: dated.start()], True
        line = line[: key[1]] + after
    objection, is_hard = objections.find(_HANDS_OVER.sub("", before), _AND_PLANS.sub("", after))
    if _HANDS_OVER.search(before) and _BY_NOTICE.match(after):
        objection, is_hard = "not_a_report.notice", False
    if _COLLECTION.search(after):
        objection, is_hard = "not_a_report.index_page", True
    weight = (_DATED if YEAR.search(line) else 0) - (_LISTED if is_listed else 0)
    weight += _NAMED if len(before) > 2 and len(YEAR.sub("", before)) > 2 else 0
    return Headline(start, end, line, before, after, objection, is_hard, is_listed, weight)


def _run_in(head: str, start: int) -> int | None:
    """Where a title ends that a paragraph runs on from, without a line break; None where it begins with none."""
    opening = head[start : start + RUN_IN]
    if not _TITLE_WORD.search(opening):
        return None
    for space in _GAP.finditer(opening):
        words = compact(opening[: space.start()])
        key = key_words(words)
        if key is not None:
            return start + space.start() if key[1] >= len(words) - 14 and not SENTENCE.search(words) else None
    return None


def _ends_title(line: str, end: int) -> bool:
    return end == len(line) or not line.endswith(_CUT_OFF)


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
            if (
                len(words) <= _LONGEST_PART
                and _ISSUER_LINE.search(words)
                and not TRAIL.search(words)
                and ":" not in words
            ):
                return above, words + line
            break
        end = above - 1
    return start, line


_NOBODY_YET = re.compile(
    rf"(?:{YEAR.pattern}|[年度()（）])*(?:(?:人民政府|政府)(?:办公[室厅])?)?(?:{YEAR.pattern}|[年度()（）])*$"
)
"""What stands before a title's key words and names nobody: a year, or a government without its place."""
_ISSUER_LINE = re.compile(r"(?:政府|[局厅委部办镇乡署省市区县州旗院校会]|街道|中心|公司|办事处|办公室|20\d\d年?度?)$")
