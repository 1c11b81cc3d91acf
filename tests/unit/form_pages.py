"""Forms written as HTML pages, damaged or whole.

Belongs here: a page and how it is written; the list of damages. Does not belong here: the damages (form_damage), the
forms and their numbers (form_writer).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from form_writer import Forms, Part, Sheet


@dataclass
class Page:
    """How a page is written, and the sheets on it."""

    forms: Forms
    draw: random.Random
    wraps: tuple[str, str] = ("", "")
    is_loose: bool = False
    is_head: bool = False
    hides: bool = False
    noise: bool = False
    nests_figures: bool = False
    layout: int = 0
    chrome: bool = False
    drops_spans: bool = False
    stretches: bool = False
    joins: bool = False
    marks: list[Callable[[random.Random, str], str]] = field(default_factory=list)


LOST = "\x02"
"""The text of a cell that the page no longer has; its figure stays among the stated ones."""
DAMAGES: dict[str, Callable[[Page], None]] = {}


def damage(change: Callable[[Page], None]) -> Callable[[Page], None]:
    DAMAGES[change.__name__] = change
    return change


def sheet_of(page: Page, name: str) -> Sheet | None:
    return next((sheet for sheet in page.forms.sheets if sheet.name == name), None)


def html(forms: Forms, names: frozenset[str] | set[str], seed: int) -> str:
    """The page, with the damages of these names done to it in the order of the list above."""
    page = Page(forms, random.Random(seed))
    # A row that lost one cell and gained another looks whole: no reader could tell.
    gained = {"extra_cells", "remark_columns"}
    names = names - gained if names & {"lost_cells", "lost_spans", "split_table", "groups_on_rows"} else names
    for name, change in DAMAGES.items():
        if name in names:
            change(page)
    tables = [_table(page, sheet) for sheet in forms.sheets]
    if page.joins:
        rows = "".join(table[table.index(">") + 1 : table.rindex("</table>")] for table in tables)
        tables = [f"<table>{rows}</table>"]
    body = "<h2>二、主动公开政府信息情况</h2>"
    for at, table in enumerate(tables):
        for _ in range(page.layout):
            table = f"<table width=100%><tr><td><p>说明。</p>{table}</td></tr></table>"
        body += table + f"<p>三、第{'一二三四五六七八'[at % 8]}部分情况如下。</p>"
    if page.chrome:
        body = (
            "<div class='nav'><a href='/'>首页</a><a href='/a'>政务公开</a></div>"
            "<table><tr><td>索引号：</td><td>1234/2024-1</td><td>数量</td><td>12</td></tr></table>"
            f"<div class=content>{body}</div><div class=footer>主办单位：县政府办公室 备案号 8888</div>"
        )
    return f"<html><head><title>政府信息公开工作年度报告</title></head><body>{body}</body></html>"


def _table(page: Page, sheet: Sheet) -> str:
    rows: list[str] = []
    for at, row in enumerate(sheet.rows):
        cells = "".join(_cell(page, part) for part in row if part.text != LOST)
        if page.hides and page.draw.random() < 0.3:
            cells += "<td style='display:none'>99</td>"
        rows.append(f"<tr>{cells}" + ("" if page.is_loose else "</tr>"))
        if page.hides and page.draw.random() < 0.1:
            rows.append("<tr hidden><td>规章</td><td>77</td><td>77</td><td>77</td></tr>")
        if page.is_head and at == 2:
            rows.append("</tbody><tbody>")
    body = "".join(rows)
    return f"<table border=1>{'<tbody>' if page.is_head else ''}{body}{'</tbody>' if page.is_head else ''}</table>"


def _cell(page: Page, part: Part) -> str:
    text = part.text.replace("\x01", "<br>").replace("\u00a0", "&nbsp;")
    if part.role == "figure" and part.text.strip():
        for mark in page.marks:
            text = mark(page.draw, text) if page.draw.random() < 0.2 else text
    if page.noise:
        text = f"<!-- 5 -->{text}<script>var a = 7;</script>"
    if page.nests_figures and part.role == "figure" and page.draw.random() < 0.1:
        text = f"<table><tr><td>{text}</td></tr></table>"
    rows, columns = part.rows, part.columns
    if page.stretches and rows > 1 and part.text.startswith("（"):
        rows += page.draw.choice((0, 1))
    spans = (
        ""
        if page.drops_spans
        else f"{f' rowspan={rows}' if rows > 1 else ''}{f' colspan={columns}' if columns > 1 else ''}"
    )
    tag = "th" if page.is_head and part.role == "label" else "td"
    return f"<{tag}{spans}>{page.wraps[0]}{text}{page.wraps[1]}" + ("" if page.is_loose else f"</{tag}>")
