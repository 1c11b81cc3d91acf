"""Bytes become text whatever their character set and ends of lines; what cannot be read is refused with its reason."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.documents import HTML, TEXT, Unreadable, read_document
from extraction.facts import MAX_DOCUMENT_BYTES
from extraction.vocabulary import seed_rows

HANS = "县政府信息公开工作年度报告：本机关主动公开政府信息1136条，办理依申请公开3件。"
HANT = "縣政府資訊公開工作年度報告：本機關主動公開政府資訊1136條，辦理依申請公開3件。"
PAGE = '<html><head><meta charset="{declared}"><title>报告</title></head><body><p>{text}</p></body></html>'


def refused(name: str, content: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_document(name, content)
    return caught.value.reason


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "big5", "", "x-unknown"])
@pytest.mark.parametrize(("encoding", "text"), [("gb18030", HANS), ("utf-8", HANS), ("big5hkscs", HANT)])
def test_a_wrong_declaration_does_not_mislead(encoding: str, text: str, declared: str) -> None:
    page = PAGE.format(declared=declared, text=text) if encoding != "big5hkscs" else f"<p>{text}</p>"
    document = read_document("a.html", page.encode(encoding))
    assert document.text == text
    assert document.encoding == encoding
    assert document.media_type == HTML


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_plain_text_is_read_in_any_character_set(encoding: str) -> None:
    document = read_document("a.txt", HANS.encode(encoding))
    assert document.text == HANS
    assert document.media_type == TEXT


def test_characters_beyond_gb2312_survive_its_declaration() -> None:
    page = PAGE.format(declared="gb2312", text="鎔鎔镕基路社区䶮")
    assert read_document("a.html", page.encode("gb18030")).text == "鎔鎔镕基路社区䶮"


def test_big5_is_not_taken_for_gb18030_which_accepts_it_silently() -> None:
    content = HANT.encode("big5hkscs")
    content.decode("gb18030")
    assert read_document("a.txt", content).encoding == "big5hkscs"


def test_every_end_of_line_is_one_newline() -> None:
    assert read_document("a.txt", "一\r\n二\r三\n四\u2028五".encode()).text == "一\n二\n三\n四\n五"


def test_a_byte_cut_off_at_the_end_costs_one_character() -> None:
    document = read_document("a.txt", (HANS * 20).encode()[:-1])
    assert document.text == (HANS * 20)[:-1] + "\ufffd"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \r\n\t", "empty"),
        ("a.html", b"<html><body><script>var a</script></body></html>", "empty"),
        ("a.bin", bytes(range(256)) * 40, "binary"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "unsupported"),
        ("a.xlsx", b"PK\x03\x04" + b"xl/workbook.xml" * 9, "unsupported"),
        ("a.rtf", b"{\\rtf1 text}", "unsupported"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "legacy_word"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "unsupported"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.docx", b"PK\x03\x04 word/ but nothing else", "broken_docx"),
        ("a.pdf", b"%PDF-1.7 and nothing else", "broken_pdf"),
        ("a.html", b"<p>" + b"x" * MAX_DOCUMENT_BYTES, "too_large"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(name: str, content: bytes, reason: str) -> None:
    assert refused(name, content) == reason
    assert reason in {row["code"] for row in seed_rows("rejections")}


def test_a_page_of_html_named_doc_is_read_as_what_it_is() -> None:
    assert read_document("报告.doc", b"<html><body><p>abc</p></body></html>").media_type == HTML


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", "a.pdf", "a.docx", "a"]))
def test_any_bytes_are_read_or_refused(content: bytes, name: str) -> None:
    try:
        document = read_document(name, content)
    except Unreadable as unreadable:
        assert unreadable.reason in {row["code"] for row in seed_rows("rejections")}
    else:
        assert document.text.strip()


def test_bytes_at_random_are_no_text() -> None:
    assert refused("a.txt", os.urandom(50_000)) == "binary"
