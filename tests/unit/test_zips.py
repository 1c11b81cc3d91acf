"""The members of a bundle are documents of their own; what is unsafe, damaged or immoderate in it is turned away."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import zipfile
from pathlib import Path

import pytest
from homes import bundle, drop, listed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from warehouse import archive, zips
from warehouse.archive import ingest
from warehouse.home import Home, open_home
from warehouse.ledger import ledger_rows, read_raw


def test_a_members_name_is_read_in_utf_8_or_gbk(home: Home) -> None:
    path = bundle(home, "a.zip", {"PLACEHOLD.txt": b"a", "年报.txt": b"b"})
    # The same length, so that the bundle stays sound; without the UTF-8 flag, as Chinese Windows packs.
    path.write_bytes(path.read_bytes().replace(b"PLACEHOLD.txt", "报告一".encode("gbk") + b"abc.txt"))
    ingest(home)
    assert {name for name, _ in listed(home)} == {"a.zip/报告一abc.txt", "a.zip/年报.txt"}


@pytest.mark.parametrize("name", ["../../x.txt", "/etc/x.txt", "a/../../x.txt", "C:/x.txt", "..\\x.txt"])
def test_a_member_that_leads_out_of_its_bundle_is_turned_away(home: Home, name: str) -> None:
    bundle(home, "a.zip", {name: b"x", "good.txt": b"good"})
    ingest(home)
    assert sorted(rejection or "" for _, rejection in listed(home)) == ["", "zip_unsafe_name"]
    assert not list(home.root.parent.rglob("x.txt"))


def test_a_member_that_is_a_link_is_turned_away(home: Home) -> None:
    entry = zipfile.ZipInfo("link")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(home.landing / "a.zip", "w") as made:
        made.writestr(entry, "/etc/passwd")
    ingest(home)
    assert listed(home) == [("a.zip/link", "zip_unsafe_name")]


def test_a_bomb_is_turned_away_unread(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle(home, "a.zip", {"bomb.txt": b"\0" * 4_000_000, "good.txt": b"good"})
    ingest(home)
    assert listed(home) == [("a.zip/bomb.txt", "zip_bomb"), ("a.zip/good.txt", None)]
    (home.landing / "a.zip").unlink()
    monkeypatch.setattr(zips, "MAX_TOTAL_BYTES", 1000)
    bundle(home, "b.zip", {f"{number}.txt": os.urandom(300) for number in range(4)})
    monkeypatch.setattr(zips, "MAX_MEMBERS", 2)
    bundle(home, "c.zip", {f"{number}.txt": b"x" for number in range(3)})
    ingest(home)
    assert listed(home)[2:] == [("b.zip", "zip_bomb"), ("c.zip", "zip_bomb")]


def test_a_member_whose_declared_size_lies_is_turned_away(home: Home) -> None:
    path = bundle(home, "a.zip", {"a.txt": os.urandom(5000)}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace((5000).to_bytes(4, "little"), (400).to_bytes(4, "little")))
    ingest(home)
    assert listed(home) == [("a.zip/a.txt", "zip_damaged")]


def test_large_empty_nested_and_encrypted_members_are_turned_away(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_DOCUMENT_BYTES", 400)
    path = bundle(home, "a.zip", {"large": os.urandom(401), "empty": b"", "nested.ZIP": b"PK", "secret": b"secret"})
    content = bytearray(path.read_bytes())
    for marker, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        header = content.rindex(marker)
        content[header + offset] |= 1
    path.write_bytes(content)
    ingest(home)
    assert listed(home) == [
        ("a.zip/empty", "empty"),
        ("a.zip/large", "too_large"),
        ("a.zip/nested.ZIP", "zip_nested"),
        ("a.zip/secret", "encrypted"),
    ]
    assert ingest(home).new == 0


def test_a_damaged_bundle_is_kept_as_one_rejected_document(home: Home) -> None:
    drop(home, "a.zip", b"no zip at all")
    path = bundle(home, "b.zip", {"a.txt": b"a" * 100, "b.txt": os.urandom(100)}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"a" * 100, b"b" * 100))
    ingest(home)
    assert listed(home) == [("a.zip", "zip_damaged"), ("b.zip/a.txt", "zip_damaged"), ("b.zip/b.txt", None)]
    assert read_raw(home, next(ledger_rows(home)).document_id) == b"no zip at all"


def test_an_office_document_named_zip_is_one_document(home: Home) -> None:
    bundle(home, "a.zip", {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"})
    ingest(home)
    assert listed(home) == [("a.zip", None)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_mutilated_bundle_stops_an_ingest(data: st.DataObject, tmp_path: Path) -> None:
    home = open_home(tmp_path / "home")
    for method in (zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        path = bundle(home, f"{method}.zip", {"a.txt": b"text " * 50, "b.txt": bytes(range(50))}, method)
        content = bytearray(path.read_bytes())
        for _ in range(data.draw(st.integers(1, 4))):
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
        path.write_bytes(content[: data.draw(st.integers(len(content) // 2, len(content)))])
    drop(home, "z.txt", "the last one")
    ingest(home)
    rows = list(ledger_rows(home))
    assert any(row.name == "z.txt" for row in rows)
    for row in rows:
        assert (
            row.rejection is not None or hashlib.sha256(read_raw(home, row.document_id)).hexdigest() == row.document_id
        )
        json.dumps(row.name).encode()


def test_a_bundle_that_is_still_being_written_is_not_turned_away(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    path = bundle(home, "a.zip", {"a.txt": b"a" * 100, "b.txt": b"b" * 100}, zipfile.ZIP_STORED)
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"b" * 100, b"?" * 100))
    real = archive.landed_files

    def then_written(*arguments: object) -> object:
        found = real(*arguments)  # type: ignore[arg-type]
        path.write_bytes(whole)
        os.utime(path, (1, 1))
        path.write_bytes(whole.replace(b"b" * 100, b"?" * 100))
        return found

    monkeypatch.setattr(archive, "landed_files", then_written)
    intake = ingest(home)
    assert listed(home) == [("a.zip/a.txt", None)]
    assert "changes while it is read" in intake.notices[0]
    monkeypatch.undo()
    path.write_bytes(whole)
    ingest(home)
    assert listed(home) == [("a.zip/a.txt", None), ("a.zip/b.txt", None)]
