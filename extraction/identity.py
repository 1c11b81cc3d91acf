"""Is it a report at all? Whose, of which year, in which script and scope?

Belongs here: putting the answers of the rooms beside this one together into a Report or a rejection. Does not belong
here: the evidence for each (is_report.py, report_body.py, issuer.py, reporting_year.py), nor the form of its tables
(tables.py, which replaces `form`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from extraction import places as geography
from extraction.bodies import Words
from extraction.documents import Document
from extraction.eras import Eras
from extraction.facts import Issue, Report
from extraction.headlines import LONGEST_LINE, Headline, Objections
from extraction.is_report import judge
from extraction.issuer import Authority, issuer
from extraction.normalise import Normalised, Script, simplify
from extraction.places import Rows
from extraction.report_body import Cues
from extraction.reporting_year import Year, published_date, reporting_year
from extraction.spots import Page

_HAN = re.compile("[\u4e00-\u9fff]")
_AGGREGATE = (
    re.compile(r"全[市区县省州旗盟](?:各级|各部门|各单位|行政机关|政府系统|共|累计|主动公开|收到|受理|新收|办结)"),
    re.compile(r"汇总[^。\n]{0,40}(?:各|所属|部门|街道|乡镇)"),
    re.compile(r"综合[^。\n]{0,40}(?:各县|各区|各部门|各镇|各乡|街道|乡镇)[^。\n]{0,60}(?:报告|数据|统计|情况)"),
    re.compile(r"包[括含][^。\n]{0,20}(?:各部门|各县|各区|各镇|各乡|街道)[^。\n]{0,15}(?:数据|情况)"),
)
_OWN = (
    re.compile(r"仅(?:包括|包含|含|统计|反映)[^。\n]{0,15}(?:本机关|本级|办公室)"),
    re.compile(r"只(?:包括|包含|含|统计|反映)[^。\n]{0,15}(?:本机关|本级|办公室)"),
    re.compile(r"不(?:包括|包含|含)[^。\n]{0,20}(?:部门|乡镇|街道|下属|下级)"),
)


@dataclass(frozen=True, slots=True)
class Places:
    """All lookups that identify() needs: places, words of authorities, words of a report and of what is none, eras."""

    geography: geography.Places
    words: Words
    objections: Objections
    cues: Cues
    eras: Eras
    script: Script

    @classmethod
    def from_seeds(cls, rows: Rows, script: Script | None = None) -> Places:
        """From the seeds regions, region_aliases, townships, authority_words, ministries, not_report_words,
        report_cues and eras; `script` where it is at hand (else from its own seed), to read a page's metadata."""
        return cls(
            geography.Places.from_seeds(rows),
            Words.from_seeds(rows),
            Objections.from_seeds(rows),
            Cues.from_seeds(rows),
            Eras.from_seeds(rows),
            script or Script.from_seeds(rows),
        )


class Identified(NamedTuple):
    """The report that a document is, or `rejection` (a code of seeds/rejections.csv) and one line for people."""

    report: Report | None
    rejection: str | None
    rejection_detail: str
    issues: tuple[Issue, ...]
    title: str


def identify(name: str, document: Document, normal: Normalised, places: Places) -> Identified:
    """Whether a document is an annual report, whose and of which year.

    `name` is the document's file name (weighed last); offsets of the issues count the printed text. Never raises: a
    document that is no report, or of no year, is a rejection; a place or an authority that cannot be made out is an
    issue, and the report stands under region 000000.
    """
    text = normal.text
    metadata = {key: simplify(value, places.script) for key, value in document.metadata.items()}
    page_title = metadata.get("title", "")
    chrome = [(normal.from_printed(start), normal.from_printed(end)) for start, end in document.chrome]
    cues = places.cues.count(text)
    verdict = judge(text, page_title, chrome, cues, places.objections)
    if verdict.rejection:
        return Identified(None, verdict.rejection, verdict.detail, (), document.metadata.get("title", ""))
    headline = verdict.headline
    span = (headline.start, headline.end) if headline else None
    title = document.metadata.get("title", "")
    if _HAN.search(title) is None:  # what a program writes where nobody gave a title: (anonymous), Document1
        title = ""
    published = published_date(text, metadata)
    year = reporting_year(text, headline, page_title, published, name)
    if headline and year and (own := _own_title(text, headline, year)) is not None:
        span, year = own, year._replace(rivals=tuple(rival for rival in year.rivals if rival[0] != "title"))
    if span:
        start, end = normal.span(*span)
        title = " ".join(document.text[start:end].split())
    if year is None:
        return Identified(None, "no_reporting_year", "no year is named as the one reported on", (), title)
    page = Page(text, headline, page_title, metadata.get("source", ""), metadata.get("site", ""), name, cues)
    authority = issuer(page, year.year, places.words, places.geography)
    report = Report(
        report_id=f"{authority.authority_id}-{year.year}",
        authority_id=authority.authority_id,
        authority_name=authority.name,
        authority_kind=authority.kind,
        authority_level=authority.level,
        parent_authority_id=authority.parent_id,
        region_code=authority.region_code,
        report_year=year.year,
        era=places.eras.of(year.year),
        form="prose",
        scope=_scope(text, authority),
        title=title,
        published_date=published,
        script=normal.script,
    )
    return Identified(report, None, "", _issues(year, authority), title)


def _own_title(text: str, headline: Headline, year: Year) -> tuple[int, int] | None:
    """The span of the line that names the reporting year in the words of a headline that names another: pages list the
    reports of earlier years above their own."""
    rival = next((str(rival) for kind, rival in year.rivals if kind == "title"), None)
    words = text[headline.start : headline.end].rstrip()
    if rival is None or rival not in words:
        return None
    wanted = words[words.index(rival) :].replace(rival, str(year.year), 1)
    at = text.find(wanted)
    start, end = text.rfind("\n", 0, at) + 1, at + len(wanted)
    is_line = at >= 0 and at - start <= LONGEST_LINE and not text[end : end + 1].strip()
    return (start, end) if is_line else None


def _scope(text: str, authority: Authority) -> str:
    if authority.kind != "government":
        return "own"
    if any(pattern.search(text) for pattern in _OWN):
        return "own"
    return "aggregate" if any(pattern.search(text) for pattern in _AGGREGATE) else "unknown"


def _issues(year: Year, authority: Authority) -> tuple[Issue, ...]:
    issues = []
    for kind, rival in year.rivals:
        issues.append(Issue("identity.year_conflict", f"the {kind} names {rival}, the best evidence {year.year}"))
    if not authority.is_named:
        issues.append(Issue("identity.unresolved_authority", "nothing in the document names who reports"))
    elif not authority.is_placed:
        issues.append(Issue("identity.unresolved_place", f"no place could be found for “{authority.name}”"))
    return tuple(issues)
