"""Is a document an annual report of government information disclosure at all, and which line is its headline?

Belongs here: what headlines and titles say, and how it is weighed against the body. Does not belong here: what the body
shows (report_body.py), whose report it is (issuer.py) or of which year (reporting_year.py); the words of what is none
(the seed not_report_words.csv).

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
from typing import NamedTuple

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
from extraction.report_body import HEADING, Body

_LISTED = re.compile(r"(?:[^\s。\d:：>]{2,25})?20\d\d年?度?[^\s。\d]{0,25}?公开[^\s。\d]{0,8}?(?:报告|年报|总结)")
TITLES = 1500
"""Code points above the first full stop in which the title of another document is looked for."""
CATALOGUE = "not_a_report.index_page"
_PLACEHOLDER = re.compile(r"(?:[xX]{2,4}|×{2,4})(?=\s?[省市区县旗镇乡街局年月条件余])|20(?:[xX]{2}|×{2}|\*{2})年?")
_PLACEHOLDERS = 3
"""Names or numbers left out (xx县, 20xx年) that show a sample to write reports by."""
_SCHOOL_YEAR = re.compile(
    r"20\d\d\s*年?\s*[-—–~～至]+\s*20\d\d\s*学年度?[^。\n]{0,8}(?:信息|校务)公开"
    r"|(?:统计|期限|时限|时间|年度[(（])[^。\n]{0,30}?(?:学年|[89]\s*月\s*1\s*日[^。\n]{1,15}(?:8|10)\s*月\s*31\s*日)"
)
"""The year that a school reports on: from September to August."""
_PART_OF_YEAR = re.compile(
    r"(?:期限|时限|时间|期间|周期)[^。\n\d]{0,4}20\d\d\s*年\s*1\s*月\s*1\s*日\s*起?(?:至|到|[—–~-])+\s*(?:20\d\d\s*年)?\s*"
    r"(?:3\s*月\s*31|6\s*月\s*30|9\s*月\s*30)\s*日"
)
"""The period of a half year or of quarters; a title that names the year report is believed before it."""
_RUNS_ON = re.compile(rf"\s*[—(（-]|{HEADING.pattern}|.*(?:{SENTENCE.pattern})")
"""A subtitle, a heading or a sentence: no title."""

# 某省发布2016年政府信息公开工作年度报告: of news, where the text bears it out.
_PUBLISHES = re.compile(r"(?<!关于)(?<![现特])(?:发布|公布)20\d\d年")


class Verdict(NamedTuple):
    """`rejection` is "" for a report; `headline` its title line, where it has one."""

    rejection: str
    detail: str
    headline: Headline | None


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
    body = Body(text, cues)

    if cues["blank"] >= _PLACEHOLDERS and len(_PLACEHOLDER.findall(text[:HEAD])) >= _PLACEHOLDERS:
        # A notice on writing reports may show how they read.
        code = worst.objection if worst is not None and worst.is_hard else "not_a_report.statistics_rule"
        return Verdict(code, "names and numbers are left out: a sample", None)
    if cues["school"] and _SCHOOL_YEAR.search(text[:TITLES]) is not None:
        return Verdict("not_a_report.other_document", "a school's report on a school year", None)
    if _PART_OF_YEAR.search(text[:TITLES]) is not None and (best is None or not _names_the_year(best.words)):
        return Verdict("not_a_report.not_annual", "the period is a part of a year", None)
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
        return _listed(text, cues, len(stops), body) or _under_a_title(body, cues, best)
    if other is not None and other.is_sure:
        return Verdict(other.code, f"the page is titled “{other.words[:60]}”", None)
    if body.is_plainly_a_report():
        return Verdict("", "", best)
    if other is not None:
        return Verdict(other.code, f"the headline is “{other.words[:60]}”", None)
    if cues["reported"] >= 2:
        return Verdict("not_a_report.news", "the text reports of a report", None)
    if best is not None:
        return _listed(text, cues, len(stops), body) or _under_a_title(body, cues, best)
    if cues["order"] >= 2:
        return Verdict("not_a_report.notice", "the text tells others what to do", None)
    return Verdict("not_a_report.no_evidence", "neither a title nor a body of an annual report", None)


def _names_the_year(words: str) -> bool:
    return "年度" in words or "年报" in words or YEAR.search(words) is not None


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


def _under_a_title(body: Body, cues: Counter[str], headline: Headline | None) -> Verdict:
    """The verdict where a title names an annual report: the body must bear it out, or at least not belie it."""
    has_figures = body.has_figures()
    is_told = headline is not None and _PUBLISHES.search(headline.words) is not None
    if cues["reported"] >= (1 if is_told else 3) and not body.has_period():
        return Verdict("not_a_report.news", "the text reports of a report", None)
    if has_figures and body.topics >= 3 and cues["order"] < 2:
        return Verdict("", "", headline)
    shown = 2 * body.has_period() + bool(cues["reports"])
    if shown < 2 and body.orders() >= 2 and not (has_figures and body.topics >= 4):
        return Verdict("not_a_report.notice", "the text tells others what to report", None)
    if body.topics + 2 * has_figures + shown >= 3 and (body.topics >= 2 or has_figures or body.has_period()):
        return Verdict("", "", headline)
    return Verdict("not_a_report.no_evidence", "a title of a report, but no body of one", None)


def _listed(text: str, cues: Counter[str], stops: int, body: Body) -> Verdict | None:
    """The verdict on a list of titles of several years or bodies; None where it is no list: sentences, a period or
    a table's figures show a report with a list beside it."""
    if stops >= (3 if cues["figure"] or body.topics >= 4 else 6):
        return None
    titles = {compact(title) for title in _LISTED.findall(text)}
    if len(titles) < 3 or body.has_forms() or body.has_period() or body.is_plainly_a_report():
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
