"""What was read reaches the raw schema whole or not at all, once for each document and version."""

from __future__ import annotations

import hashlib
import pickle
import resource
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from homes import extraction_of, home_with, read_new

from extraction.facts import EXTRACTOR_VERSION, Extraction
from warehouse import load
from warehouse.archive import ingest
from warehouse.connect import open_warehouse, row_count
from warehouse.home import Home, HomeBusy, HomeError, open_home
from warehouse.load import replace_documents, source_names, sync_documents, text_digest, to_batch, unread

A, B = (hashlib.sha256(name.encode()).hexdigest() for name in ("甲", "乙"))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = home_with(tmp_path / "home", a="甲", b="乙")
    ingest(home)
    return home


@pytest.fixture
def con(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_warehouse(home) as con:
        yield con


def rows(con: duckdb.DuckDBPyConnection, query: str) -> list[tuple[object, ...]]:
    return con.execute(query).fetchall()


def test_documents_are_what_the_ledger_says(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    assert sync_documents(con, home) == 2
    assert rows(con, "select document_id, source_name, byte_count, sighting from raw.documents order by sighting") == [
        (A, "a.txt", 3, 1),
        (B, "b.txt", 3, 2),
    ]
    assert sync_documents(con, home) == 0


def test_only_new_lines_of_the_ledger_are_read(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    sync_documents(con, home)
    (home.landing / "c.txt").write_text("丙")
    (home.landing / "again.txt").write_text("甲")
    ingest(home)
    con.execute("update raw.documents set source_name = 'as loaded'")
    assert sync_documents(con, home) == 1
    assert rows(con, "select source_name from raw.documents order by sighting") == [
        ("as loaded",),
        ("as loaded",),
        ("c.txt",),
    ]


def test_a_ledger_that_is_another_one_is_read_from_its_first_line(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    sync_documents(con, home)
    first, second = home.ledger.read_bytes().splitlines(keepends=True)
    home.ledger.write_bytes(first.replace(b"a.txt", b"x.txt") + second)
    assert sync_documents(con, home) == 0
    assert rows(con, "select source_name from raw.documents order by sighting") == [("x.txt",), ("b.txt",)]
    home.ledger.write_bytes(second)
    sync_documents(con, home)
    assert rows(con, "select source_name from raw.documents") == [("b.txt",)]


def test_a_document_keeps_its_first_name(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    sync_documents(con, home)
    (home.landing / "0.txt").write_text("甲")
    ingest(home)
    assert sync_documents(con, home) == 0
    assert source_names(con, [A]) == {A: "a.txt"}


def test_what_the_ledger_no_longer_lists_leaves_the_warehouse(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    sync_documents(con, home)
    read_new(con, home)
    home.ledger.write_bytes(home.ledger.read_bytes().splitlines(keepends=True)[0])
    assert sync_documents(con, home) == 0
    for table in ("documents", *load.TABLES):
        assert rows(con, f"select distinct document_id from raw.{table}") == [(A,)]


def test_a_document_is_read_once_for_each_version_and_a_rejected_one_never(
    con: duckdb.DuckDBPyConnection, home: Home
) -> None:
    (home.landing / "empty.txt").touch()
    ingest(home)
    sync_documents(con, home)
    assert unread(con) == [A, B]
    replace_documents(con, [to_batch([(A, extraction_of("甲"))])])
    assert unread(con) == [B]
    assert unread(con, "a later version") == [A, B]
    replace_documents(con, [to_batch([(A, extraction_of("甲"))], "a later version")])
    assert unread(con, "a later version") == [B]


def test_all_that_was_read_is_kept(con: duckdb.DuckDBPyConnection) -> None:
    extraction = extraction_of("甲", count=1)
    observation = extraction.observations[0]._replace(
        value=Decimal("38900000.55"),
        share_printed=Decimal("33.3333"),
        outcome="granted",
        page=3,
        is_approximate=True,
    )
    report = replace(extraction.report, published_date=date(2016, 3, 1)) if extraction.report else None
    extraction = replace(extraction, observations=(observation,), report=report)
    replace_documents(con, [to_batch([(A, extraction)])])
    assert rows(con, "select value, share_printed, outcome, page, is_approximate, procedure from raw.observations") == [
        (Decimal("38900000.55"), Decimal("33.3333"), "granted", 3, True, None)
    ]
    assert rows(con, "select report_year, published_date, rejection, extractor_version from raw.reports") == [
        (2015, date(2016, 3, 1), None, EXTRACTOR_VERSION)
    ]
    assert rows(con, "select kind, char_start, char_end, quote from raw.issues") == [("prose.differs", 1, 2, "")]
    assert rows(con, "select * from raw.document_texts") == [(A, "甲")]


def test_a_document_that_is_no_report_keeps_its_reason_and_text(con: duckdb.DuckDBPyConnection) -> None:
    nothing = Extraction("text/html", "通知", None, "not_a_report", "a notice", (), ())
    replace_documents(con, [to_batch([(A, nothing)])])
    assert rows(con, "select rejection, rejection_detail, report_id, media_type from raw.reports") == [
        ("not_a_report", "a notice", None, "text/html")
    ]
    assert (row_count(con, "raw.observations"), row_count(con, "raw.issues")) == (0, 0)
    assert row_count(con, "raw.document_texts") == 1


def test_reading_again_replaces_all_of_a_document_and_nothing_of_others(con: duckdb.DuckDBPyConnection) -> None:
    replace_documents(con, [to_batch([(A, extraction_of("甲", 5)), (B, extraction_of("乙", 3))])])
    replace_documents(con, [to_batch([(A, extraction_of("甲", 1))])])
    assert rows(con, "select document_id, count(*) from raw.observations group by all order by all") == sorted(
        [(A, 1), (B, 3)]
    )
    for table in ("reports", "issues", "document_texts"):
        assert rows(con, f"select document_id from raw.{table} order by all") == sorted([(A,), (B,)])


def test_a_batch_that_does_not_fit_leaves_the_old_rows(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_documents(con, [to_batch([(A, extraction_of("甲", 5))])])

    def fail(point: str) -> None:
        if point == "load.before_commit":
            raise RuntimeError(point)

    monkeypatch.setattr(load, "reach", fail)
    with pytest.raises(RuntimeError):
        replace_documents(con, [to_batch([(A, extraction_of("甲", 1))])])
    assert rows(con, "select count(*) from raw.observations") == [(5,)]


def test_a_disk_that_fills_up_leaves_the_old_rows(con: duckdb.DuckDBPyConnection) -> None:
    replace_documents(con, [to_batch([(A, extraction_of("甲", 5))])])
    large = to_batch([(A, extraction_of("甲" * 400_000, 1))])
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, hard))
    try:
        with pytest.raises(HomeError, match=r"cannot be written .*File too large"):
            replace_documents(con, [large])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert rows(con, "select count(*) from raw.observations") == [(5,)]
    replace_documents(con, [large])
    assert rows(con, "select count(*) from raw.observations") == [(1,)]


def test_several_batches_and_an_empty_one_go_in_together(con: duckdb.DuckDBPyConnection) -> None:
    batches = [to_batch([(A, extraction_of("甲"))]), to_batch([]), to_batch([(B, extraction_of("乙"))])]
    replace_documents(con, batches)
    written = [row_count(con, f"raw.{table}") for table in ("reports", "observations", "issues", "document_texts")]
    assert written == [2, 4, 2, 2]
    replace_documents(con, [])
    assert [row_count(con, f"raw.{table}") for table in ("reports", "observations", "issues")] == [2, 4, 2]


def test_batches_cross_processes() -> None:
    batch = to_batch([(A, extraction_of("甲"))])
    assert pickle.loads(pickle.dumps(batch)) == batch


def test_half_a_character_becomes_the_replacement_character_and_offsets_stay(con: duckdb.DuckDBPyConnection) -> None:
    replace_documents(con, [to_batch([(A, extraction_of("甲\ud800乙")), (B, extraction_of("乙"))])])
    assert rows(con, "select text from raw.document_texts order by length(text) desc") == [("甲\ufffd乙",), ("乙",)]


def test_a_value_too_large_for_its_column_is_refused_and_not_cut() -> None:
    extraction = extraction_of("甲", 1)
    huge = extraction.observations[0]._replace(value=Decimal(10) ** 30)
    with pytest.raises(Exception, match="precision"):
        to_batch([(A, replace(extraction, observations=(huge,)))])


def test_texts_that_differ_in_layout_alone_have_one_digest() -> None:
    assert text_digest("收到 申请\r\n 3件　") == text_digest("收到申请\n3件")
    assert text_digest("收到申请3件") != text_digest("收到申请4件")


def test_a_damaged_warehouse_names_its_cure(home: Home) -> None:
    home.warehouse.write_bytes(b"no database" * 1000)
    with pytest.raises(HomeError, match="gongkai doctor --rebuild"):
        open_warehouse(home)


def test_a_warehouse_of_another_version_names_its_cure(home: Home) -> None:
    with open_warehouse(home) as con:
        con.execute("alter table raw.documents drop column sighting")
    with pytest.raises(HomeError, match=r"another version .*gongkai doctor --rebuild"):
        open_warehouse(home)


def test_a_memory_limit_that_is_none_is_said_in_one_line(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_MEMORY_LIMIT", "plenty")
    with pytest.raises(HomeError, match="GONGKAI_MEMORY_LIMIT"):
        open_warehouse(home)


def hold_open(root: Path, ready: object, over: object) -> None:
    with open_warehouse(open_home(root)):
        ready.set()  # type: ignore[attr-defined]
        over.wait(60)  # type: ignore[attr-defined]


def test_a_warehouse_that_is_open_elsewhere_is_busy_not_damaged(home: Home) -> None:
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    ready, over = context.Event(), context.Event()
    process = context.Process(target=hold_open, args=(home.root, ready, over))
    process.start()
    assert ready.wait(60)
    with pytest.raises(HomeBusy, match=f"PID {process.pid}"):
        open_warehouse(home)
    over.set()
    process.join()
