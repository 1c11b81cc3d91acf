"""Which year a report speaks of, and when it was published.

Belongs here: the evidence for the year (title, period, preamble, sentences, publication) and how it is weighed; the
dates in a page's head and under its last line. Does not belong here: what the report says of that year.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from extraction.headlines import HEAD, Headline, compact
from extraction.report_body import period

FIRST, LAST = 2003, 2035
OPENING = 1500
"""Code points of a body whose sentences are asked for the year."""
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile(r"二[〇○零][〇○零一二三四五六七八九]{2}(?=年|度)")
_YEAR = re.compile(r"20[0-3]\d(?!\d)(?<!\d{5})")
_YEAR_WORD = re.compile(r"20[0-3]\d(?= ?年)")
_OF_YEAR = re.compile(
    r"20([0-3]\d)\s*年?\s*(?:度|以来|全年|,|，|我|全|本|政府信息|政务公开|信息公开|工作"
    r"|[^\d\s月年前底末第号〕\])]{1,12}(?:政府信息|信息公开))"
)
_ANNOUNCED = re.compile(
    r"20([0-3]\d)\s*年?\s*度?[^。\n《》|]{0,40}?(?:政府信息|信息|政务)公开[^。\n《》]{0,12}?(?:报告|年报)(?=[^\n]*[,，。;；])"
)
_BRACKETS = ("〔", "[", "(", "（")
_DATE = r"(20[0-3][0-9])\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})"
_LABELLED = re.compile(r"(?:日期|时间|发布于)\s*[:： ][\s|\[(（]*" + _DATE)
_BARE = re.compile(_DATE)
_SIGNED = re.compile(r"(20[0-3]\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*$")
_CHINESE_DATE = re.compile(
    r"(二[〇○零][〇○零一二三四五六七八九]{2})年(十?[一二三四五六七八九]|十)月"
    r"(二十[一二三四五六七八九]?|三十一?|十[一二三四五六七八九]?|[一二三四五六七八九])日"
)
_PROSE = re.compile(r"[一二三四五六七八九十]、|条例|〔|截至|起|止|自|统计|期限|报告|年报|。|,")
_LINK = re.compile(r"^[^,，。;；\n]{0,60}公开[^,，。;；\n]{0,12}(?:报告|年报|总结)[^,，。;；\n]*$", re.MULTILINE)
_STRONG = {"title": 5.0, "period": 4.0, "announced": 3.0}
_WEIGHTS = {**_STRONG, "sentences": 2.0, "published": 1.5, "mentions": 1.0, "name": 0.5}


class Year(NamedTuple):
    """The best evidence's year; `rivals` are the other years that strong evidence names, with its kind."""

    year: int
    rivals: tuple[tuple[str, int], ...]


def _announced(body: str) -> re.Match[str] | None:
    """Where the body names the year of its report; the year of a document's number (〔2021〕30号) is none."""
    found = _ANNOUNCED.search(body)
    while found is not None and body[found.start() - 1 : found.start()] in _BRACKETS:
        found = _ANNOUNCED.search(body, found.start() + 2)
    return found


def published_date(text: str, metadata: Mapping[str, str]) -> date | None:
    """The day of publication: as the page's head says, else a labelled or bare date above the body, else the
    signature's. A date within the body is none."""
    if found := _day(_BARE.search(metadata.get("published", ""))):
        return found
    for labelled in _LABELLED.finditer(text, 0, 1500):
        if found := _day(labelled):
            return found
    for line in text[:700].split("\n"):
        if len(line) <= 80 and "20" in line and (found := _day(_BARE.search(line))) and not _PROSE.search(line):
            return found
    for line in text[-300:].rstrip().split("\n")[-6:]:
        line = line.strip()
        if len(line) > 60 or "年" not in line:
            continue
        signed = _CHINESE_DATE.sub(_plain_date, line)
        if len(signed) <= 40 and (found := _day(_SIGNED.search(signed))):
            return found
    return None


def _plain_date(match: re.Match[str]) -> str:
    return f"{match[1].translate(_DIGITS)}年{_small(match[2])}月{_small(match[3])}日"


def _small(word: str) -> int:
    """A Chinese number from one to ninety-nine."""
    tens, found, ones = word.rpartition("十")
    return (int(tens.translate(_DIGITS) or 1) * 10 if found else 0) + (int(ones.translate(_DIGITS)) if ones else 0)


def _day(match: re.Match[str] | None) -> date | None:
    if match is None:
        return None
    try:
        return date(*(int(part) for part in match.groups()[-3:]))
    except ValueError:
        return None


def reporting_year(
    text: str, headline: Headline | None, page_title: str, published: date | None, name: str
) -> Year | None:
    """The year reported on, or None where nothing names one from 2003 to 2035."""
    head = text[:HEAD]
    if "〇" in head or "○" in head or "零" in head:
        head = _CHINESE_YEAR.sub(lambda m: m[0].translate(_DIGITS), head)
    title = headline.words if headline else compact(page_title)
    after = headline.after if headline else ""
    evidence: list[tuple[str, int]] = []
    if "二" in title:
        title = _CHINESE_YEAR.sub(lambda m: m[0].translate(_DIGITS), title)
    in_title = _YEAR.findall(title.removesuffix(after)) or _YEAR.findall(after)
    if in_title:
        evidence.append(("title", int(in_title[-1])))
    whole = period(head)
    if whole:
        evidence.append(("period", 2000 + int(whole[1] or whole[2])))
    if len(evidence) == 2 and evidence[0][1] == evidence[1][1] and FIRST <= evidence[0][1] <= LAST:
        return Year(evidence[0][1], ())
    start = headline.end if headline else 0
    body = head[start : start + OPENING]
    announced = _announced(body)
    if announced and _LINK.match(body, body.rfind("\n", 0, announced.start()) + 1):
        body = _LINK.sub("", body)
        announced = _announced(body)
    if announced:
        evidence.append(("announced", 2000 + int(announced.group(1))))
    is_strong = in_title or len(evidence) > 1
    if is_strong and len({year for _, year in evidence}) == 1 and FIRST <= evidence[0][1] <= LAST:
        # Nothing weaker outweighs a title, or period and preamble, that no strong evidence contradicts.
        return Year(evidence[0][1], ())
    if _LINK.search(body):
        body = _LINK.sub("", body)
    sentences = Counter(_OF_YEAR.findall(body))
    if sentences:
        evidence.append(("sentences", 2000 + int(sentences.most_common(1)[0][0])))
    if published:
        evidence.append(("published", published.year - 1))
    if len({year for _, year in evidence}) != 1 and (mentions := Counter(_YEAR_WORD.findall(text))):
        evidence.append(("mentions", int(mentions.most_common(1)[0][0])))
    in_name = _YEAR.findall(name)
    if in_name and not evidence:
        evidence.append(("name", int(in_name[-1])))
    scores: dict[int, float] = {}
    for kind, year in evidence:
        if FIRST <= year <= LAST:
            scores[year] = scores.get(year, 0.0) + _WEIGHTS[kind]
    if not scores:
        return None
    best = max(scores, key=lambda year: (scores[year], year))
    return Year(best, tuple((kind, year) for kind, year in evidence if kind in _STRONG and year != best))
