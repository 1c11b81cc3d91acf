"""A Word document reads as on screen once its changes are accepted."""

from __future__ import annotations

import io
import zipfile

import pytest

from extraction.documents import DOCX, Document, Unreadable, read_document

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def packed(xml: str, **members: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("word/document.xml", xml)
        for name, text in members.items():
            container.writestr(name, text)
    return target.getvalue()


def document(body: str) -> Document:
    return read_document("a.docx", packed(f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'))


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"


def refused(content: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_document("a.docx", content)
    return caught.value.reason


def test_paragraphs_are_lines() -> None:
    read = document(
        f"<w:p>{run('主动公开')}{run('10条')}</w:p><w:p>{run('收到')}<w:r><w:tab/><w:t>3件</w:t></w:r></w:p>"
    )
    assert read.text == "主动公开10条\n收到 3件"
    assert read.media_type == DOCX


def test_tracked_changes_are_taken_as_accepted() -> None:
    gone = f"<w:del><w:r><w:delText>11</w:delText></w:r></w:del><w:moveFrom>{run('99')}</w:moveFrom>"
    assert document(f"<w:p>{run('公开')}{gone}<w:ins>{run('12')}</w:ins>{run('条')}</w:p>").text == "公开12条"


def test_a_deleted_row_is_gone() -> None:
    kept = f"<w:tr>{cell('规章')}{cell('1')}</w:tr>"
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('许可')}{cell('2')}</w:tr>"
    assert document(f"<w:tbl>{kept}{gone}</w:tbl>").text == "规章\t1"


def test_hidden_text_fields_and_footers_are_left_out() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>77</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
    content = packed(
        f'<w:document xmlns:w="{W}"><w:body><w:p>{run("见")}{hidden}</w:p></w:body></w:document>',
        **{"word/footer1.xml": f'<w:ftr xmlns:w="{W}"><w:p>{run("第1页")}</w:p></w:ftr>'},
    )
    assert read_document("a.docx", content).text == "见"


def test_what_is_struck_out_is_left_out_and_the_number_of_a_note_is_no_digit() -> None:
    struck = "<w:r><w:rPr><w:strike/></w:rPr><w:t>7</w:t></w:r>"
    kept = '<w:r><w:rPr><w:dstrike w:val="0"/></w:rPr><w:t>12</w:t></w:r>'
    note = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>'
    assert document(f"<w:p>{struck}{kept}{note}</w:p>").text == "12¹"


def test_merged_cells_cover_their_rows_and_columns() -> None:
    merged, wide = '<w:vMerge w:val="restart"/>', '<w:gridSpan w:val="2"/>'
    top = f"<w:tr>{cell('甲', merged)}{cell('乙', wide)}</w:tr>"
    low = f"<w:tr>{cell('', '<w:vMerge/>')}{cell('1')}{cell('2')}</w:tr>"
    (grid,) = document(f"<w:tbl>{top}{low}</w:tbl>").grids
    assert [(c.text, c.row, c.column, c.row_span, c.column_span) for c in grid.cells] == [
        ("甲", 0, 0, 2, 1),
        ("乙", 0, 1, 1, 2),
        ("1", 1, 1, 1, 1),
        ("2", 1, 2, 1, 1),
    ]


def test_a_text_box_is_read_once() -> None:
    box = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:txbxContent><w:p>{run('框内5件')}</w:p></w:txbxContent></mc:Choice>"
        f"<mc:Fallback><w:txbxContent><w:p>{run('框内5件')}</w:p></w:txbxContent></mc:Fallback></mc:AlternateContent>"
    )
    assert document(f"<w:p>{run('前')}<w:r>{box}</w:r>{run('后')}</w:p>").text == "前\n框内5件\n后"


def test_a_table_within_a_cell_is_a_table() -> None:
    inner = f"<w:tbl><w:tr>{cell('规章')}{cell('1')}</w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc><w:p>{run('前')}</w:p>{inner}</w:tc>{cell('右')}</w:tr></w:tbl>"
    read = document(outer)
    assert read.text == "前\n规章\t1\n右"
    assert len(read.grids) == 1


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        (f'<w:document xmlns:w="{W}">' + " " * 40_000_000, "hostile"),
        (f'<!DOCTYPE a [<!ENTITY b "bb">]><w:document xmlns:w="{W}">&b;</w:document>', "hostile"),
        (f'<w:document xmlns:w="{W}"><w:body>' + "<w:p/>" * 1_600_000, "hostile"),
        (f'<w:document xmlns:w="{W}"><w:body>' + "<w:tbl><w:tr><w:tc>" * 5_000, "broken_docx"),
        (f'<w:document xmlns:w="{W}"><w:body><w:p>', "broken_docx"),
        (f'<w:document xmlns:w="{W}"/>', "broken_docx"),
        (f'<w:document xmlns:w="{W}"><w:body/></w:document>', "empty"),
    ],
)
def test_a_bomb_or_a_broken_document_is_refused(xml: str, reason: str) -> None:
    assert refused(packed(xml)) == reason
