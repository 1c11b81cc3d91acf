"""What collecting keeps: pages with their addresses and headers, every attempt in a journal, what is due and when."""

from __future__ import annotations

import hashlib
import re
import threading
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from collecting_runs import HEAD, LOCAL, PAGE, last, manners, reason_of, run
from hypothesis import given
from hypothesis import strategies as st
from misbehaving import Clock, Handler, Server, answering, conditional, in_turn, raw, resetting

from extraction.vocabulary import seed_rows
from warehouse import collect as collecting
from warehouse import fetching, politeness
from warehouse.captures import captures, captures_digest
from warehouse.collect import collect, read_sources
from warehouse.connect import open_warehouse
from warehouse.doctor import examine
from warehouse.fetching import Limits
from warehouse.home import Home, HomeError
from warehouse.home_tables import HomeFileError
from warehouse.inputs import input_digest
from warehouse.journal import cut_torn_line, last_line, whole_lines
from warehouse.ledger import ledger_rows, read_raw
from warehouse.load import sync_captures


def test_a_page_is_archived_with_its_address_its_headers_and_its_time(home: Home, site: Server) -> None:
    site.behaviours["/报告.html".encode().decode("latin-1")] = answering(b"")
    site.behaviours["/%E6%8A%A5%E5%91%8A.html?id=1"] = answering(PAGE, ETag='"a"', Last_Modified="yesterday", X_Odd="x")
    done = run(home, site, "/报告.html?id=1#top")
    assert (done.fetched, done.changed, done.new_documents, done.failed) == (1, 0, 1, 0)
    (row,) = ledger_rows(home)
    assert (row.name, row.url) == ("127.0.0.1/报告.html?id=1", site.address("/报告.html?id=1#top"))
    assert read_raw(home, row.document_id) == PAGE
    capture = last(home)
    assert row.first_seen_at == capture.captured_at.replace(tzinfo=None)
    assert (capture.authority, capture.report_year, capture.status) == ("洪泽县", 2015, 200)
    assert (capture.etag, capture.last_modified, capture.byte_count) == ('"a"', "yesterday", len(PAGE))
    assert ("X-Odd", "x") in capture.responses[0].headers
    sent = site.asked[-1][2]
    assert sent["User-Agent"].startswith("gongkai/")
    assert sent["Host"] == f"127.0.0.1:{site.server_port}"


def test_an_unchanged_page_is_asked_for_by_its_tag_and_not_stored_again(home: Home, site: Server) -> None:
    site.behaviours["/r"] = conditional(PAGE, '"v1"')
    first = run(home, site, "/r")
    digest = captures_digest(home)
    second = run(home, site, "/r")
    assert (first.fetched, second.fetched, second.not_modified) == (1, 0, 1)
    assert last(home).document_id == hashlib.sha256(PAGE).hexdigest()
    assert captures_digest(home) == digest
    site.behaviours["/r"] = conditional(PAGE + b"2", '"v2"')
    third = run(home, site, "/r")
    assert (third.fetched, third.changed, third.new_documents) == (1, 1, 1)
    assert captures_digest(home) != digest
    assert len(list(ledger_rows(home))) == 2


def test_a_tag_is_not_named_once_the_archive_has_lost_the_page(home: Home, site: Server) -> None:
    site.behaviours["/r"] = conditional(PAGE, '"v1"')
    run(home, site, "/r")
    document_id = last(home).document_id or ""
    (home.raw / document_id[:2] / document_id).unlink()
    assert run(home, site, "/r").fetched == 1
    assert read_raw(home, document_id) == PAGE


def test_a_304_that_was_not_asked_for_is_a_failure(home: Home, site: Server) -> None:
    site.behaviours["/r"] = answering(b"", 304)
    assert reason_of(home, site, "/r") == "status"


@pytest.mark.parametrize(("status", "reason"), [(404, "not_found"), (410, "gone")])
def test_a_page_that_vanished_is_noticed_and_its_document_kept(
    home: Home, site: Server, status: int, reason: str
) -> None:
    site.behaviours["/r"] = in_turn(answering(PAGE), answering(b"gone", status))
    run(home, site, "/r")
    done = run(home, site, "/r")
    assert (done.vanished, done.failed) == (1, 0)
    assert (last(home).outcome, last(home).reason, last(home).document_id) == ("vanished", reason, None)
    assert len(list(ledger_rows(home))) == 1


def test_what_was_asked_lately_is_left_alone_and_the_longest_neglected_comes_first(home: Home, site: Server) -> None:
    for path in ("/a", "/b", "/c"):
        site.behaviours[path] = answering(PAGE)
    run(home, site, "/b")
    assert run(home, site, "/a", "/b", fresh=3600.0).fresh == 1
    site.clock.sleep(3600)
    site.asked.clear()
    assert run(home, site, "/a", "/b", "/c", fresh=3600.0).fresh == 0
    assert site.pages() == ["/c", "/b", "/a"]


def test_a_run_whose_time_is_over_leaves_the_rest_to_the_next(home: Home, site: Server) -> None:
    for path in ("/a", "/b", "/c"):
        site.behaviours[path] = answering(PAGE)
    first = run(home, site, "/a", "/b", "/c", interval=10.0, run=15.0)
    assert (first.fetched, first.left) == (2, 1)
    assert run(home, site, "/a", "/b", "/c", fresh=3600.0).fetched == 1


def test_a_kill_between_the_archive_and_the_journal_doubles_nothing(home: Home, site: Server) -> None:
    run(home, site, "/page")
    whole = home.captures.read_bytes()
    home.captures.write_bytes(whole[:-20])
    done = run(home, site, "/page")
    assert (done.fetched, done.new_documents, len(done.notices)) == (1, 0, 1)
    assert len(list(captures(home))) == 1
    assert len(list(ledger_rows(home))) == 1


def test_a_damaged_journal_is_named_with_its_line(home: Home, site: Server) -> None:
    run(home, site, "/page")
    whole = home.captures.read_bytes()
    home.captures.write_bytes(b'{"address": 1}\n' + whole)
    with pytest.raises(HomeError, match=r"captures\.jsonl is damaged at line 1"):
        run(home, site, "/page")
    home.captures.write_bytes(whole + b"{}\n")
    with pytest.raises(HomeError, match=r"captures\.jsonl is damaged at its last line"):
        captures_digest(home)


@given(st.lists(st.integers(0, 200_000), max_size=4), st.binary(max_size=9).filter(lambda tail: b"\n" not in tail))
def test_the_last_whole_line_is_found_from_the_end(tmp_path_factory: Any, sizes: list[int], tail: bytes) -> None:
    path = tmp_path_factory.mktemp("journal") / "lines"
    lines = [b"x" * size + b"\n" for size in sizes]
    path.write_bytes(b"".join(lines) + tail)
    assert last_line(path) == (lines[-1] if lines else None)
    assert cut_torn_line(path) == bool(tail)
    assert list(whole_lines(path)) == lines


def test_the_doctor_names_what_is_wrong_with_sources_and_journal(home: Home, site: Server) -> None:
    run(home, site, "/page")
    assert [one for one in examine(home) if "free" not in one.what] == []
    home.sources.write_text("address\nnowhere\n")
    home.captures.write_bytes(b"{}\n")
    told = " ".join(one.what_to_do for one in examine(home))
    assert "sources.csv line 2" in told
    assert "captures.jsonl is damaged at line 1" in told


def test_attempts_become_rows_and_count_as_input_only_where_they_found_something_new(home: Home, site: Server) -> None:
    site.behaviours["/r"] = in_turn(conditional(PAGE, '"v1"'), conditional(PAGE, '"v1"'), resetting)
    digests = []
    for _ in range(3):
        run(home, site, "/r", tries=1)
        digests.append(input_digest(home, "project"))
    assert digests[0] == digests[1] != digests[2]
    with open_warehouse(home) as con:
        assert [sync_captures(con, home), sync_captures(con, home)] == [3, 0]
        run(home, site, "/page")
        assert sync_captures(con, home) == 1
        kept = home.captures.read_bytes().splitlines(keepends=True)
        home.captures.write_bytes(b"".join(kept[:3]))
        assert sync_captures(con, home) == 3
        rows = con.execute(
            "select outcome, reason, status, document_id is null, response_count, captured_at::date::varchar "
            "from raw.captures order by capture_number"
        ).fetchall()
    assert rows == [
        ("fetched", None, 200, False, 1, "2026-04-01"),
        ("not_modified", None, 304, False, 1, "2026-04-01"),
        ("failed", "truncated", 200, True, 1, "2026-04-01"),
    ]


def test_every_reason_has_its_label() -> None:
    known = {row["reason"] for row in seed_rows("capture_reasons")}
    rooms = [Path(room.__file__ or "").read_text("utf-8") for room in (fetching, politeness, collecting)]
    raised = {found for text in rooms for found in re.findall(r'FetchFailed\(\s*"(\w+)"', text)}
    others = {"not_found", "gone", "protocol", "truncated", "rate_limited", "server_error"}
    assert (raised - {"bad_address"}) | others == known


def test_an_archive_that_cannot_be_written_ends_the_run(home: Home, site: Server) -> None:
    with (
        mock.patch("warehouse.archive.append_lines", side_effect=OSError(28, "No space left")),
        pytest.raises(HomeError, match="No space left"),
    ):
        run(home, site, "/page")
    assert list(captures(home)) == []


def test_a_run_that_is_stopped_waits_for_no_server_and_keeps_what_was_complete(
    home: Home, site: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.collect.STOPPING_SECONDS", 0.1)
    begun = threading.Event()

    def endless(handler: Handler) -> None:
        begun.set()
        raw(HEAD + b"\r\n", PAGE, pause=0.01, endless=True)(handler)

    def once_the_other_has_begun(handler: Handler) -> None:
        begun.wait()
        answering(PAGE)(handler)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    site.behaviours |= {"/slow": endless, "/page": once_the_other_has_begun}
    slow = site.address("/slow").replace("127.0.0.1", "localhost")
    home.sources.write_text(f"address\n{slow}\n{site.address('/page')}\n", "utf-8")
    patient = Limits(read_seconds=3600, total_seconds=3600, allowed_networks=LOCAL)
    with pytest.raises(KeyboardInterrupt):
        collect(home, manners(limits=patient), site.clock, stop)
    kept = [(one.address, one.outcome) for one in captures(home)]
    assert kept == [(site.address("/page"), "fetched")]
    site.is_over.set()  # the answer that nobody waited for ends, and looks whole
    for thread in threading.enumerate():
        if thread.name.startswith("collect-"):
            thread.join()
    assert [(one.address, one.outcome) for one in captures(home)] == kept
    assert len(list(ledger_rows(home))) == 1


def test_without_sources_nothing_is_done(home: Home) -> None:
    done = collect(home, clock=Clock())
    assert (done.fetched, done.failed, done.left) == (0, 0, 0)
    assert not home.captures.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("address,year\nftp://a/,\n", "line 2: address 'ftp://a/' does not begin with http"),
        ("address,year\nhttp://a/,\n\nwww.gov.cn,\n", "line 4: address 'www.gov.cn' does not begin"),
        ("address\nhttp:///x\n", "line 2: address 'http:///x'"),
        ("address\nhttp://u:p@a/\n", "line 2: address 'http://u:p@a/' holds a user name"),
        ("address\nhttp://a/ b\n", "holds white space"),
        ("address\nhttp://a:99999/\n", "is no address"),
        ("address,year\nhttp://a/,15\n", "line 2: 15 is no year"),
        ("address,year\nhttp://a/,last\n", "line 2: year is 'last'; it wants a number"),
        ("address,year\nhttp://a/,\nhttp://a/,2015\n", "line 3: says again what line 2"),
        ("address,authority\n,x\n", "line 2: address is empty"),
        ("url\nhttp://a/\n", "line 1: unknown column 'url'; the columns are address, authority, year, notes"),
    ],
)
def test_a_line_of_sources_that_cannot_be_used_is_named(home: Home, content: str, words: str) -> None:
    home.sources.write_text(content, "utf-8")
    with pytest.raises(HomeFileError) as error:
        read_sources(home)
    assert words in str(error.value)
