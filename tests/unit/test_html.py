"""A page's visible text in reading order, its tables with spans counted out, its chrome set apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.chrome import Chrome
from extraction.documents import Document, Unreadable, read_document
from extraction.vocabulary import seed_rows

CHROME = Chrome.from_seeds(seed_rows)
NAMES = "table tr td th tbody caption p div nav ul a img span o:p b s sup input br script style xmp plaintext textarea title svg"
ATTRIBUTES = (
    "",
    " hidden",
    " style='display:none'",
    " colspan=3",
    " title='a>b<c'",
    ' width="5""',
    " <b",
    " =",
    " value=5",
    "\x00",
)
PIECES = st.one_of(
    st.builds("<{}{}>".format, st.sampled_from(NAMES.split()), st.sampled_from(ATTRIBUTES)),
    st.builds("</{}>".format, st.sampled_from(NAMES.split())),
    st.sampled_from(
        ("<!--", "-->", "<![x", "<", ">", "&", "&lt;", "\ufdd00\ufdd0", "\x00", "12", "字" * 400, "&nbsp;", "\n ", '"')
    ),
)


def page(body: str, head: str = "") -> Document:
    return read_document("a.html", f"<html><head>{head}</head><body>{body}</body></html>".encode())


def rows(document: Document, index: int = 0) -> list[list[tuple[str, int, int, int]]]:
    grid = document.grids[index]
    return [
        [(cell.text, cell.column, cell.row_span, cell.column_span) for cell in grid.cells if cell.row == row]
        for row in range(grid.row_count)
    ]


def test_blocks_are_lines_and_inline_elements_are_not() -> None:
    assert (
        page("<p>主动公开<b>政府</b><span>信息</span>10条。</p><div>第二<br>段</div>").text
        == "主动公开政府信息10条。\n第二\n段"
    )


def test_line_ends_of_the_source_break_no_words() -> None:
    assert page("<p>主动公开\n   政府信息 12\n件</p>").text == "主动公开政府信息 12 件"


def test_a_line_break_is_one_whatever_the_source_wraps() -> None:
    assert page("<p>主动公开\n政府信息<br>收到\n申请</p>\n<p>完</p>").text == "主动公开政府信息\n收到申请\n完"


def test_what_is_hidden_is_not_read() -> None:
    document = page(
        "<p>见</p><script>1</script><style>p{}</style><noscript>2</noscript><!-- 3 -->"
        "<p style='display: none'>4</p><p hidden>5</p><span style='VISIBILITY:hidden'>6</span><select><option>7</select>"
    )
    assert document.text == "见"


def test_spans_are_counted_out() -> None:
    document = page(
        "<table><tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr><tr><td>1</td><td>2</td></tr><tr><td>丙</td></tr></table>"
    )
    assert rows(document) == [[("甲", 0, 2, 1), ("乙", 1, 1, 2)], [("1", 1, 1, 1), ("2", 2, 1, 1)], [("丙", 0, 1, 1)]]
    assert document.text == "甲\t乙\n1\t2\n丙"


def test_each_cell_spans_its_words_in_the_text() -> None:
    document = page("<table><tr><td><p>本年新</p><p>制作数量</p></td><td> 1,136 </td><td>&nbsp;</td></tr></table>")
    (grid,) = document.grids
    assert [cell.text for cell in grid.cells] == ["本年新制作数量", "1,136", ""]
    assert all(document.text[cell.start : cell.end] == cell.text for cell in grid.cells)


def test_digits_on_two_lines_of_a_cell_stay_apart() -> None:
    (grid,) = page("<table><tr><td>1<br>2</td><td>3</td></tr></table>").grids
    assert [cell.text for cell in grid.cells] == ["1  2", "3"]


def test_a_table_that_lays_out_the_page_is_paragraphs() -> None:
    document = page(
        "<table><tr><td><p>一、总体情况</p><table><tr><td>规章</td><td>0</td></tr></table><p>完</p></td><td>右</td></tr></table>"
    )
    assert document.text == "一、总体情况\n规章\t0\n完\n右"
    assert rows(document) == [[("规章", 0, 1, 1), ("0", 1, 1, 1)]]


def test_a_table_of_long_prose_is_paragraphs() -> None:
    assert page(f"<table><tr><td>{'全文' * 200}</td><td>页边</td></tr></table>").grids == ()


def test_unclosed_cells_and_rows_are_still_cells_and_rows() -> None:
    assert rows(page("<table><tr><td>规章<td>1<td>2<tr><td>许可<td>3</table>")) == [
        [("规章", 0, 1, 1), ("1", 1, 1, 1), ("2", 2, 1, 1)],
        [("许可", 0, 1, 1), ("3", 1, 1, 1)],
    ]


def test_chrome_is_set_apart_and_the_report_is_not() -> None:
    document = page(
        "<div class='nav'><a href=1>首页</a><a href=2>政务公开</a></div><ul><li><a>新闻</a><li><a>公告</a></ul>"
        "<div>索引号：0001</div><div class='content'><p>主动公开信息10条。</p><p>收到申请2件。</p></div>"
        "<p>【打印】 【关闭】</p><div class='footer'>主办单位：县政府 备案号12345</div>"
    )
    chrome = "".join(document.text[start:end] for start, end in CHROME.marked(document).chrome)
    assert all(word in chrome for word in ("首页", "新闻", "索引号", "打印", "主办单位"))
    assert "主动公开" not in chrome
    assert "收到申请" not in chrome


def test_a_report_in_an_element_named_like_chrome_stays_the_report() -> None:
    document = page(f"<div class='top'><p>{'主动公开信息10条。' * 5}</p></div>")
    assert document.chrome == ()


def test_the_head_names_title_date_source_and_site() -> None:
    head = (
        "<title>页</title><meta name=ArticleTitle content='某县2020年报告'><meta name=PubDate content='2021-01-20'>"
        "<meta name=ContentSource content=县政府><meta name=SiteName content=某县政府网>"
    )
    assert page("<p>文</p>", head).metadata == {
        "title": "某县2020年报告",
        "published": "2021-01-20",
        "source": "县政府",
        "site": "某县政府网",
    }


@pytest.mark.parametrize("around", ["p", "h3"])
def test_a_table_inside_a_paragraph_or_heading_keeps_its_cells(around: str) -> None:
    (grid,) = page(f"<{around}>表<table><tr><td>1<td>2<tr><td>3<td>4</table></{around}>").grids
    assert [cell.text for cell in grid.cells] == ["1", "2", "3", "4"]


def test_only_large_pictures_are_counted() -> None:
    body = "<p>文</p><img src=table.png><img src=t2.jpg width=600 height=400><img src=a.png width=16><img src=logo.png>"
    assert page(body).image_count == 2


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td>" * 10_000,
        "<div>" * 100_000,
        "<div><span>" * 30_000,
        "<table>" + "<tr><td colspan=1000 rowspan=1000>1</td></tr>" * 2_000 + "</table>",
        "<p>1</p>" * 700_000,
        "<span " * 500_000,
        "<p " + 'a="b" ' * 500_000 + ">",
    ],
)
def test_a_hostile_page_is_refused_before_it_costs_anything(body: str) -> None:
    with pytest.raises(Unreadable) as caught:
        page(body + "文")
    assert caught.value.reason == "hostile"


def test_a_colspan_of_a_million_is_a_wide_cell() -> None:
    (grid,) = page("<table><tr><td colspan=1000000>甲</td><td rowspan=99999999999>1</td></tr></table>").grids
    assert grid.column_count < 1_000


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60))
def test_whatever_a_page_is_made_of_its_cells_are_where_they_say_or_it_is_refused(pieces: list[str]) -> None:
    try:
        document = page("".join(pieces))
    except Unreadable:
        return
    for grid in document.grids:
        assert all(document.text[cell.start : cell.end] == cell.text for cell in grid.cells)


def test_brackets_in_the_name_of_an_attribute_close_nothing() -> None:
    assert page('<p>1</p><table <p><tr><td width="5""<b>2</td><td>3</td></tr></table>').text == "1\n2\t3"


@pytest.mark.parametrize(
    "odd", ["<t<!-->", "<td<>", "<t<d>", "<tr<!-- a> -->", "<td<!--<!-- > > -->", "<b<!--><!-- > --></b<!-->"]
)
def test_brackets_in_the_name_of_an_element_make_it_none_that_is_known(odd: str) -> None:
    for around in ("<p>1</p>{}", "<table>{}</table><p>1</p>", "<table><tr>{}<td>1</td></tr></table>"):
        assert "1" in page(around.format(odd)).text


def test_long_prose_comes_back_with_its_references_resolved() -> None:
    words = "为演示而写的一段文字，" * 40
    assert page(f"<p>{words}&ldquo;A&amp;lt;&rdquo;&nbsp;</p><p>完&lt;p&gt;</p>").text == f"{words}“A&lt;”\n完<p>"


def test_a_hidden_paragraph_takes_its_neighbours_with_it_nowhere() -> None:
    assert page("<p>甲</p><p style='display:none'>乙</p><p>丙</p><P HIDDEN>丁</P><p>戊</p>").text == "甲\n丙\n戊"
