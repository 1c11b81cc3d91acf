"""The two pages for people: quality.html beside each release, and an office's own 勘误单. Each is one file that needs
nothing from elsewhere, and reads without its script.

Belongs here: the templates' environment (everything from reports is made harmless and escaped), what each page is
given. Does not belong here: queries (page_data.py, page_changes.py, excerpts.py), shapes (plots.py), layout
(templates).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from extraction.facts import EXTRACTOR_VERSION
from warehouse import page_data
from warehouse.excerpts import excerpts, left_out, lines
from warehouse.home import package_version
from warehouse.neutral import neutral
from warehouse.page_changes import changes
from warehouse.plots import Series, stacked_bar, stacked_columns
from warehouse.retention import Release

TEMPLATES = Path(__file__).with_name("templates")
PAGE = "quality.html"

_LONGEST_TEXT = 1200
"""Characters of one value from a report that a page shows."""

Label = Mapping[str, str]
Labels = Callable[[str, Any], Label]


def write_quality_page(
    con: duckdb.DuckDBPyConnection,
    folder: Path,
    *,
    previous: Release | None = None,
    expectations: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Write quality.html into the unfinished release `folder`, from the build in the warehouse of `con`.

    `expectations` are the records of the verdict on the build, `previous` the release that was current until now.
    """
    with con.cursor() as cursor:
        # A cursor of its own: the search path is the caller's no more than the temporary tables are.
        cursor.execute("set search_path = 'marts,quality,seeds'")
        context = _quality(cursor, previous)
    page = _environment().get_template("quality.html").render(
        **context,
        release_id=folder.name.removesuffix(".tmp"),
        created_at=f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        versions={"package": package_version(), "extractor": EXTRACTOR_VERSION},
        expectations=expectations,
    )  # fmt: skip
    (folder / PAGE).write_text(page, encoding="utf-8")


def errata_page(reports: Sequence[Mapping[str, Any]], labels: Labels, doubtful_remedy: Mapping[str, str]) -> str:
    """The 勘误单 of reports just checked, as one page; `reports` is what `gongkai check --format json` prints.

    `doubtful_remedy` (remedy_zh, remedy_en) is what to do where the reading rather than the report may be at fault.
    """
    page = _environment().get_template("errata.html")
    return page.render(reports=reports, label=labels, doubtful_remedy=doubtful_remedy)


def labels_of(rows: Iterable[Mapping[str, Any]]) -> Labels:
    """The bilingual labels of codes, from the rows of the seed page_labels: kind and code → {label_zh, label_en}.

    An unknown code is its own label.
    """
    known = {(row["kind"], row["code"]): row for row in rows}

    def label(kind: str, code: Any) -> Label:
        text = "" if code is None else str(code)
        return known.get((kind, text)) or {"label_zh": "", "label_en": text}

    return label


def _quality(con: duckdb.DuckDBPyConnection, previous: Release | None) -> dict[str, Any]:
    labels = labels_of(page_data.records(con, "from page_labels"))
    rules = page_data.rules(con)
    examples = page_data.rule_examples(con, [rule["rule_id"] for rule in rules])
    worst = page_data.worst_reports(con)
    shown = [*(f for found in examples.values() for f in found), *(f for r in worst.rows for f in r["findings"].rows)]
    years = page_data.by_year(con)
    provinces = page_data.by_province(con)
    coverage = page_data.coverage_by_year(con)
    return {
        "label": labels,
        "summary": page_data.summary(con),
        "tallies": [
            ("Documents by what became of them", "文件去向", "status", page_data.tally(con, "dim_document", "status")),
            ("Reports by era", "报告时期", "era", page_data.tally(con, "dim_report", "era")),
            ("Reports by form", "报告格式", "form", page_data.tally(con, "dim_report", "form")),
            ("Reports by media type", "文件格式", "media_type", page_data.tally(con, "dim_report", "media_type")),
            ("Reports by script", "字体", "script", page_data.tally(con, "dim_report", "script")),
            ("Reports by scope", "口径", "scope", page_data.tally(con, "dim_report", "scope")),
        ],
        "forms_plot": _forms_plot(page_data.forms_by_year(con), labels),
        "rejections": page_data.rejections(con),
        "verdicts": page_data.severity_by_verdict(con),
        "rules": rules,
        "unassessed": page_data.unassessed_rules(con),
        "examples": examples,
        "years_plot": _plot("Findings by year 各年度问题数", years, "severity", page_data.SEVERITIES, labels),
        "years": years,
        "provinces": provinces,
        "most_findings": max((sum(row[one] for one in page_data.SEVERITIES) for row in provinces), default=0),
        "worst": worst,
        "excerpts": excerpts(con, sorted({finding["finding_id"] for finding in shown})),
        "coverage_plot": _plot(
            "Coverage by year 各年度覆盖情况", coverage, "coverage", ("present", "rejected", "missing"), labels
        ),
        "coverage_years": [row["report_year"] for row in coverage],
        "calendar": page_data.coverage_calendar(con),
        "pages": page_data.changed_pages(con),
        "previous": previous,
        "changes": changes(con, previous.path, previous.release_id) if previous else None,
    }


def _forms_plot(rows: Sequence[page_data.Record], labels: Labels) -> Markup:
    years = _span(rows)
    counts = {(row["report_year"], row["form"]): row["count"] for row in rows}
    forms = ("prose", "annex_regional", "annex_2014", "statutory_2019", "statutory_2021")
    return stacked_columns(
        "Reports by year and form 各年度报告数",
        [str(year) for year in years],
        [Series(f"form-{one}", _both(labels("form", one)), [counts.get((year, one), 0) for year in years])
         for one in forms],
    )  # fmt: skip


def _plot(title: str, rows: Sequence[page_data.Record], kind: str, members: Sequence[str], labels: Labels) -> Markup:
    years = _span(rows)
    counts, none = {row["report_year"]: row for row in rows}, dict.fromkeys(members, 0)
    return stacked_columns(
        title,
        [str(year) for year in years],
        [Series(f"{kind}-{one}", _both(labels(kind, one)), [counts.get(year, none)[one] for year in years])
         for one in members],
    )  # fmt: skip


def _span(rows: Sequence[page_data.Record]) -> Sequence[int]:
    """The years of some rows and those between them: a year without reports is a gap, not a neighbour."""
    years = [row["report_year"] for row in rows]
    return range(min(years), max(years) + 1) if years else ()


def _both(label: Label) -> str:
    return f"{label['label_en']} {label['label_zh']}".strip()


def _shown(value: Any) -> Any:
    """What a template prints of a value: text from reports in one harmless line of bounded length, None as nothing."""
    if value is None:
        return ""
    if isinstance(value, str) and not isinstance(value, Markup):
        text = neutral(value)
        return text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT] + "…"
    return value


def _count(value: int) -> str:
    return f"{value:,}"


def _amount(value: Any) -> str:
    """A number without decimals where it has none; a minus that does not look like a dash."""
    if value is None:
        return ""
    text = f"{Decimal(str(value)):,.4f}".rstrip("0").rstrip(".")
    return text.replace("-", "−")


def _is_address(url: Any) -> bool:
    """Only addresses of the web become links: javascript: and the like stay words."""
    return isinstance(url, str) and url.lower().startswith(("http://", "https://"))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    script = (TEMPLATES / "filter.js").read_text(encoding="utf-8")
    environment.globals |= {
        "stacked_bar": stacked_bar,
        "lines": lines,
        "left_out": left_out,
        "severities": page_data.SEVERITIES,
        "script": Markup(script),
        # The page runs this script and no other, whatever a report says.
        "script_digest": base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    }
    environment.filters |= {"count": _count, "amount": _amount}
    environment.tests["address"] = _is_address
    return environment
