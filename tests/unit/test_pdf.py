"""A PDF's text in reading order and its ruled tables; scans, ciphers and damage are refused with their reason."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import form_files
import form_writer
import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extraction.documents import PDF, Unreadable, read_document
from extraction.pdf import read

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def drawn(pages: list[Callable[[Canvas], None]], password: str = "") -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, encrypt=StandardEncryption(password) if password else None)
    for page in pages:
        canvas.setFont(FONT, 12)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def lines(*texts: str, number: str = "") -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        for at, text in enumerate(texts):
            canvas.drawString(60, 780 - 20 * at, text)
        if number:
            canvas.drawCentredString(297, 30, number)

    return draw


def table(cells: list[list[str]], top: float = 700, width: float = 90) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        rows, columns = len(cells), len(cells[0])
        canvas.grid([60 + width * at for at in range(columns + 1)], [top - 20 * at for at in range(rows + 1)])
        for row, line in enumerate(cells):
            for column, text in enumerate(line):
                canvas.drawString(65 + width * column, top - 20 * row - 14, text)

    return draw


def refused(content: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_document("a.pdf", content)
    return caught.value.reason


FULL = "县人民政府办公室根据条例要求编制本年度报告，全文由总体情况、主动公开情况"


def test_wrapped_lines_are_one_paragraph_and_headings_are_not() -> None:
    text = read(drawn([lines("一、总体情况", FULL, FULL, "三部分组成。", "（一）主动公开10条。")])).text
    assert text == f"一、总体情况\n{FULL}{FULL}三部分组成。\n（一）主动公开10条。"


def test_page_numbers_and_running_lines_are_left_out() -> None:
    pages = [lines("某县政府信息公开", f"第{at}页的内容共{at}5件。", "完。", number=f"- {at} -") for at in range(1, 5)]
    text = read(drawn(pages)).text
    assert "- 2 -" not in text
    assert "某县政府信息公开" not in text
    assert "第3页的内容共35件。" in text


def test_a_paragraph_goes_on_over_the_page() -> None:
    document = read(drawn([lines("一、情况", FULL, FULL, number="1"), lines("收到申请10", "件。", number="2")]))
    assert f"{FULL}收到申请10" in document.text
    assert len(document.pages) == 2


def test_a_number_alone_at_the_foot_of_one_page_is_kept() -> None:
    assert (
        read(
            drawn([lines("规章", "数量如下所示各项指标", "37"), lines("完毕，以上是全部的内容，特此报告如前")])
        ).text.count("37")
        == 1
    )


def test_ruled_cells_are_a_grid_and_blanks_are_cells() -> None:
    cells = [["信息内容", "本年制发件数", "本年废止件数"], ["规章", "1", ""], ["规范性文件", "", "24"]]
    (grid,) = read(drawn([table(cells)])).grids
    assert [[c.text for c in grid.cells if c.row == row] for row in range(3)] == cells
    assert not any(cell.is_doubtful for cell in grid.cells)


def test_a_cell_over_two_columns_covers_both() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(60, 660, 180, 20)
        canvas.grid([60, 150, 240], [620, 640, 660])
        for x, y, text in (
            (65, 664, "统计指标数量"),
            (65, 644, "规章"),
            (155, 644, "3"),
            (65, 624, "许可事项"),
            (155, 624, "4"),
        ):
            canvas.drawString(x, y, text)

    (grid,) = read(drawn([draw, lines(FULL)])).grids
    assert [(c.text, c.row, c.column, c.column_span) for c in grid.cells][:3] == [
        ("统计指标数量", 0, 0, 2),
        ("规章", 1, 0, 1),
        ("3", 1, 1, 1),
    ]


def test_a_figure_whose_digits_lie_apart_in_the_text_is_doubtful() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([60, 150, 240, 330], [620, 640, 660])
        for x, y, text in ((65, 644, "本年统计"), (155, 644, "项目名称"), (245, 644, "总计数量")):
            canvas.drawString(x, y, text)
        for x, y, text in ((155, 624, "1"), (245, 624, "9"), (175, 624, "2"), (65, 624, "规章")):
            canvas.drawString(x, y, text)

    (grid,) = read(drawn([draw, lines(FULL)])).grids
    cell = next(c for c in grid.cells if c.row == 1 and c.column == 1)
    assert cell.is_doubtful or cell.text == "1 2"


def test_a_scan_has_no_text_layer() -> None:
    assert refused(drawn([lambda canvas: canvas.rect(50, 50, 400, 600), lines(number="- 2 -")])) == "no_text_layer"


def test_a_cipher_is_refused_as_such() -> None:
    assert refused(drawn([lines(FULL)], password="geheim")) == "encrypted"


def test_a_damaged_file_is_refused() -> None:
    assert refused(drawn([lines(FULL)])[:300]) == "broken_pdf"


@pytest.mark.parametrize("count", [3, 30, 1_000_000])
def test_a_page_tree_that_loops_is_refused(count: int) -> None:
    content = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 3 0 R 2 0 R]/Count " + str(count).encode() + b">>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>endobj\ntrailer<</Root 1 0 R/Size 4>>\n%%EOF"
    )
    assert refused(content) in ("hostile", "broken_pdf", "no_text_layer")


def test_a_real_report_is_read_on_every_page() -> None:
    """Of the real reports beside the checkout; where they are not, there is none to read."""
    for path in (Path(__file__).parents[2].parent / "shared" / "reports").glob("*.pdf"):
        document = read_document(path.name, path.read_bytes())
        assert document.media_type == PDF
        assert not any(cell.is_doubtful for grid in document.grids for cell in grid.cells)
        with pypdfium2.PdfDocument(path.read_bytes()) as pdf:
            assert len(document.pages) == len(pdf)
            printed = "".join("".join(page.get_textpage().get_text_range().split()) for page in pdf)
        assert len("".join(document.text.split())) > len(printed) * 0.97


def test_a_table_with_open_sides_has_the_cells_at_its_sides_too() -> None:
    forms = form_writer.statutory(0, "statutory_2021", adds_up=True)
    grids = read_document("page.pdf", form_files.pdf(forms, 0, "open")).grids
    applications = next(grid for grid in grids if grid.column_count == 10)
    last = max((cell for cell in applications.cells if cell.column == 0), key=lambda cell: cell.row)
    assert last.text == "四、结转下年度继续办理"
    assert max(cell.column + cell.column_span for cell in applications.cells) == 10


def test_a_bound_that_a_page_break_draws_within_a_row_makes_no_row_of_its_own() -> None:
    def cut(canvas: Canvas) -> None:
        xs, ys = [60, 110, 260, 300, 340], [700, 680, 660, 640]
        for y in ys:
            canvas.line(110, y, 340, y)
        for x in xs:
            canvas.line(x, 640, x, 700)
        for y in (700, 650, 640):  # the lower end of the cell on the left lies within the last row
            canvas.line(60, y, 110, y)
        for row, (label, *figures) in enumerate([["重复申请", "1", "2"], ["其他处理", "3", "4"], ["总计", "4", "6"]]):
            for x, words in zip(xs[1:], (label, *figures), strict=False):
                canvas.drawString(x + 5, ys[row] - 14, words)

        canvas.drawString(60, 600, "为演示而写的一段文字，只是让这一页有足够多的字，使它不被当作图片。" * 2)

    (grid,) = read(drawn([cut])).grids
    assert [(cell.row, cell.text) for cell in grid.cells if cell.row_span > 1 and cell.text] == []
    assert {cell.text: cell.row for cell in grid.cells if cell.column == 1} == {"重复申请": 0, "其他处理": 1, "总计": 2}
