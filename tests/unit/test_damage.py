"""What pages do to a report without changing what it says changes no fact: script, width, encoding, wrapping, chrome."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from opencc import OpenCC
from scoring import facts, rows

from extraction.documents import read_document
from extraction.facts import Extraction
from extraction.report import extract
from extraction.vocabulary import Vocabulary

REPORTS = Path(__file__).resolve().parents[1] / "reports"
TEXTS = {
    folder.name: read_document("source.txt", (folder / "source.txt").read_bytes()).text
    for folder in sorted(REPORTS.iterdir())
    if (folder / "source.txt").exists() and "rejection" not in rows(folder / "identity.csv")[0]
}
BROKEN = {
    "boluo-2020",
    "chunxilu-2014",
    "fj-transport-2013",
    "gz-dishui-2012",
    "hb-gucheng-2010",
    "sc-luzhou-wjw-2024",
    "sd-linqu-shuili-2010",
    "tianjin-jinghai-renshe-2021",
    "yn-songming-yanglin-2017",
    "zj-cixi-guanhaiwei-2010",
}
"""Texts whose lines, words and numbers are broken already: what is broken twice is not what any page shows."""
RUN_TOGETHER = {slug for slug, text in TEXTS.items() if re.search(r"(?m)^.{100,}(?: [\d,.]+){4}.*$", text)}
"""Texts with a whole table in one line: a typesetter who breaks lines breaks that line, too, and its rows with it."""
SET_IN_LINES = {
    slug for slug, text in TEXTS.items() if re.search(r"(?m)^.{24,}[\u4e00-\u9fff,，、]\n[\u4e00-\u9fff]", text)
}
"""Texts whose lines were broken by a typesetter: what makes one of his lines longer makes its end look like another."""
CELLS_BY_BLANKS = {"hb-xiangyang-cgw-2025", "shandong-changle-weijian-2020"}
"""Texts whose tables have blank cells that a paragraph of a web page does not keep."""
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
LARGE_COUNT = re.compile(r"(?<![\d,.，])[1-9]\d{3,}(?=余?[条條件份篇])")
IN_PROSE = re.compile(r"(?m)^(?!.*[\t|]|.*(?: [\d,.]+){4}).*[。，；].*$")
PINYIN = re.compile(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[)）]?")
LINE_CHARACTERS = 38


def wrapped(text: str, width: int = LINE_CHARACTERS) -> str:
    """Paragraphs broken into lines as a typesetter breaks them: anywhere but inside a number; tables stay. Pinyin comes
    into a text by its conversion, when its lines are set already: it takes no room."""

    def lines(paragraph: str) -> str:
        if "\t" in paragraph or "|" in paragraph:
            return paragraph
        broken, start = [], 0
        while len(paragraph) - start > width:
            end = start + width
            while (room := start + width + sum(map(len, PINYIN.findall(paragraph[start:end])))) > end:
                end = room
            if end >= len(paragraph):
                break
            while paragraph[end - 1] in "0123456789０１２３４５６７８９.,，%％" and end - start > width // 2:
                end -= 1
            broken.append(paragraph[start:end])
            start = end
        return "\n".join((*broken, paragraph[start:]))

    return "\n".join(map(lines, text.split("\n")))


def set_off(line: re.Match[str]) -> str:
    """Its counts and dates set off by blanks, as many an editor does."""
    return re.sub(r"(?<=[\u4e00-\u9fff])(\d[\d,.]*)(?=[条條件份次年月日])", r" \1 ", line[0])


def with_shares(line: re.Match[str]) -> str:
    """A share in brackets behind each of its counts."""
    return re.sub(r"(?<=\d)([条條件])(?=[,，;；。、])", r"\1（占12.5%）", line[0])


def page(text: str) -> str:
    """The text as a web page, in the midst of what web pages have around their texts."""
    title, *body = [line for line in text.split("\n") if line.strip()]
    paragraphs = "\n".join(f"<p>{html.escape(line)}</p>" for line in body)
    return f"""<html><head><meta charset="utf-8"><title>{html.escape(title)}</title></head><body>
<div class="nav"><ul><li><a href="/">网站首页</a></li><li><a href="/a">政务公开</a></li><li><a href="/b">办事服务</a></li></ul></div>
<div class="location">您的位置：<a href="/">首页</a> &gt; <a href="/c">年度报告</a></div>
<div class="content"><h1>{html.escape(title)}</h1>
<p class="source">浏览次数：<span>1532</span>次　字号：【<a href="#">大</a> <a href="#">中</a> <a href="#">小</a>】</p>
{paragraphs}
<p><a href="#">【打印】</a> <a href="#">【关闭】</a></p></div>
<div class="related"><ul><li><a href="/1">市民热线本周受理来电312件</a></li><li><a href="/2">下载中心</a></li></ul></div>
<div class="footer">您是第 88213 位访客　技术支持：某某公司　电话：12345</div></body></html>"""


DAMAGE: dict[str, Callable[[str], bytes]] = {
    "s2t": lambda text: OpenCC("s2t").convert(text).encode(),
    "s2tw": lambda text: OpenCC("s2tw").convert(text).encode(),
    "full-width digits": lambda text: text.translate(FULL_WIDTH).encode(),
    "thousands separators": lambda text: LARGE_COUNT.sub(lambda n: f"{int(n[0]):,}", text).encode(),
    "full-width separators": lambda text: LARGE_COUNT.sub(lambda n: f"{int(n[0]):,}".replace(",", "，"), text).encode(),
    "blanks around counts": lambda text: IN_PROSE.sub(set_off, text).encode(),
    "shares behind counts": lambda text: IN_PROSE.sub(with_shares, text).encode(),
    "gb18030": lambda text: text.encode("gb18030"),
    "byte order mark": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "windows line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "lines broken inside sentences": lambda text: wrapped(text).encode(),
}


@pytest.fixture(scope="module")
def undamaged(vocabulary: Vocabulary) -> dict[str, Extraction]:
    return {slug: extract("source.txt", text.encode(), vocabulary) for slug, text in TEXTS.items()}


def says_the_same(damaged: Extraction, whole: Extraction) -> None:
    assert damaged.report is not None and whole.report is not None, damaged.rejection_detail
    assert facts(damaged) == facts(whole)
    assert damaged.report.report_id == whole.report.report_id


@pytest.mark.parametrize(
    ("slug", "kind"),
    [
        (slug, kind)
        for slug in TEXTS
        for kind in DAMAGE
        if slug not in ((BROKEN | RUN_TOGETHER) if "lines" in kind else SET_IN_LINES if "counts" in kind else ())
    ],
)
def test_damage_changes_no_fact(slug: str, kind: str, vocabulary: Vocabulary, undamaged: dict[str, Extraction]) -> None:
    says_the_same(extract("source.txt", DAMAGE[kind](TEXTS[slug]), vocabulary), undamaged[slug])


@pytest.mark.parametrize("slug", sorted(TEXTS.keys() - CELLS_BY_BLANKS - BROKEN))
def test_chrome_changes_no_fact(slug: str, vocabulary: Vocabulary, undamaged: dict[str, Extraction]) -> None:
    says_the_same(extract("source.html", page(TEXTS[slug]).encode(), vocabulary), undamaged[slug])


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    slug=st.sampled_from(sorted(TEXTS.keys() - BROKEN - RUN_TOGETHER)),
    width=st.integers(32, 56),
    is_traditional=st.booleans(),
    is_wide=st.booleans(),
)
def test_damage_of_several_kinds_at_once_changes_no_fact(
    slug: str,
    width: int,
    is_traditional: bool,
    is_wide: bool,
    vocabulary: Vocabulary,
    undamaged: dict[str, Extraction],
) -> None:
    text = wrapped(TEXTS[slug], width)
    text = OpenCC("s2tw").convert(text) if is_traditional else text
    text = text.translate(FULL_WIDTH) if is_wide else text
    says_the_same(extract("source.txt", text.encode(), vocabulary), undamaged[slug])
