"""Pages are fetched politely and within bounds; what cannot be had is a row with its reason and stops nothing."""

from __future__ import annotations

import gzip
import hashlib
import ipaddress
import re
import socket
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from misbehaving import Clock, Server, answering, conditional, in_turn, raw, resetting, serving, write_certificate
from urllib3.util import Url

from extraction.vocabulary import seed_rows
from warehouse import collect as collecting
from warehouse import fetching, politeness
from warehouse.archive import ledger_rows, read_raw
from warehouse.captures import Capture, captures, captures_digest
from warehouse.collect import Collected, collect, read_sources
from warehouse.connect import open_warehouse
from warehouse.doctor import examine
from warehouse.fetching import Answer, FetchFailed, Limits, get, parse_address
from warehouse.home import Home, HomeError, open_home
from warehouse.home_tables import HomeFileError
from warehouse.inputs import input_digest
from warehouse.journal import cut_torn_line, last_line, whole_lines
from warehouse.load import sync_captures
from warehouse.politeness import Manners

LOCAL = (ipaddress.ip_network("127.0.0.1/32"),)
PAGE = "<html><body>洪泽县2015年政府信息公开工作年度报告</body></html>".encode()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return open_home(tmp_path / "home")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def site(clock: Clock) -> Iterator[Server]:
    with serving(clock) as server:
        server.behaviours["/page"] = answering(PAGE)
        yield server


def manners(**changes: object) -> Manners:
    limits = Limits(connect_seconds=2, read_seconds=1.5, total_seconds=2.5, body_bytes=50_000, allowed_networks=LOCAL)
    return Manners(**({"limits": limits, "fresh": 0.0} | changes))  # type: ignore[arg-type]


def run(home: Home, site: Server, *addresses: str, **changes: object) -> Collected:
    """Collect these paths or addresses."""
    lines = [one if "://" in one else site.address(one) for one in addresses]
    home.sources.write_text("address,authority,year\n" + "".join(f"{one},洪泽县,2015\n" for one in lines), "utf-8")
    return collect(home, manners(**changes), site.clock)


def last(home: Home) -> Capture:
    return list(captures(home))[-1]


def reason_of(home: Home, site: Server, address: str, **changes: object) -> str | None:
    """Why the address failed; a good page beside it must come all the same."""
    done = run(home, site, address, "/page", **changes)
    assert (done.fetched, done.failed) == (1, 1)
    failed, good = sorted(captures(home), key=lambda one: one.outcome == "fetched")
    assert good.outcome == "fetched"
    assert [row.name for row in ledger_rows(home)] == ["127.0.0.1/page"]
    assert failed.outcome == "failed"
    return failed.reason


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


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (raw(b"HTTP/1.1 200 OK\r\n", b"X-a: 1\r\n", pause=0.1, endless=True), "timeout"),
        (raw(b"", pause=9), "timeout"),
        (raw(b"HTTP/1.1 100 Continue\r\n\r\n", pause=0.01, endless=True), "timeout"),
        (raw(HEAD + b"\r\n", b"x", pause=0.2, endless=True), "timeout"),
        (raw(HEAD + b"Content-Length: 9\r\n\r\nx", pause=9), "timeout"),
        (raw(HEAD + b"\r\n", b"x" * 9_999, endless=True), "too_large"),
        (answering(b"x", Content_Length="99999999999"), "too_large"),
        (raw(HEAD + b"Content-Length: 100\r\n\r\nshort"), "truncated"),
        (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"), "truncated"),
        (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n"), "truncated"),
        (raw(HEAD + b"Content-Length: 3, 4\r\n\r\nabc"), "protocol"),
        (raw(b"X-a: 1\r\n", endless=True), "protocol"),
        (raw(b"HTTP/1.1 200 OK\r\n", b"X-a: 1\r\n", endless=True), "protocol"),
        (raw(b"\x16\x03\x01 no http at all"), "protocol"),
        (resetting, "truncated"),
        (raw(b""), "protocol"),
        (answering(gzip.compress(bytes(30_000_000)), Content_Encoding="gzip"), "too_large"),
        (raw(HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(PAGE)[:-9]), "truncated"),
        (answering(b"no gzip", Content_Encoding="gzip"), "truncated"),
        (answering(PAGE, Content_Encoding="br"), "content_coding"),
        (answering(b" \n "), "empty_body"),
        (answering(b"no", 403), "status"),
        (answering(b"half", 206), "status"),
        (answering(b"", 302), "bad_redirect"),
        (answering(b"", 302, Location="ftp://127.0.0.1/"), "bad_redirect"),
        (answering(b"", 302, Location="http://[::1"), "bad_redirect"),
        (answering(b"", 302, Location="http://user:word@127.0.0.1/"), "bad_redirect"),
        (answering(b"", 302, Location="file:///etc/passwd"), "bad_redirect"),
        (answering(b"", 302, Location="http://127.0.0.2:1/"), "private_address"),
        (answering(b"", 302, Location="http://[::1]:1/"), "private_address"),
        (answering(b"", 302, Location="http://10.0.0.1/"), "private_address"),
        (answering(b"", 302, Location="http://169.254.169.254/latest"), "private_address"),
        (answering(b"", 302, Location="http://2130706434/"), "private_address"),
        (answering(b"", 302, Location=f"//{'a' * 64}.example/"), "dns"),
        (answering(b"", 302, Location="/loop"), "redirect_loop"),
        (answering(b"oh", 500), "server_error"),
        (answering(b"", 429, Retry_After="1"), "rate_limited"),
    ],
)
def test_what_a_site_does_wrong_is_a_row_with_its_reason(
    home: Home, site: Server, behaviour: object, reason: str
) -> None:
    site.behaviours["/loop"] = behaviour  # type: ignore[assignment]
    assert reason_of(home, site, "/loop", tries=1) == reason


def test_a_port_where_nobody_listens_is_a_row(home: Home, site: Server) -> None:
    assert reason_of(home, site, "http://127.0.0.1:1/") == "connect"


def test_a_gzip_body_is_unpacked_and_a_wrong_character_set_left_alone(home: Home, site: Server) -> None:
    body = "政府信息".encode("gb18030")
    site.behaviours["/r"] = answering(
        gzip.compress(body[:3]) + gzip.compress(body[3:]),
        Content_Encoding="gzip",
        Content_Type="text/html; charset=no-such-\xe4",
    )
    site.behaviours["/z"] = answering(zlib.compress(body + b"z"), Content_Encoding="deflate")
    assert run(home, site, "/r", "/z").fetched == 2
    assert {read_raw(home, row.document_id) for row in ledger_rows(home)} == {body, body + b"z"}


def test_redirects_are_followed_so_far_and_no_farther(home: Home, site: Server) -> None:
    for hop in range(9):
        site.behaviours[f"/{hop}"] = answering(b"", 302, Location=f"{hop + 1}#part")
    site.behaviours["/9"] = answering(PAGE)
    run(home, site, "/4", "/3")
    good, bad = captures(home)
    assert (good.outcome, good.final_address, len(good.responses)) == ("fetched", site.address("/9"), 6)
    assert (bad.outcome, bad.reason, len(bad.responses)) == ("failed", "too_many_redirects", 6)


def test_a_redirect_in_raw_utf_8_is_understood(home: Home, site: Server) -> None:
    site.behaviours["/r"] = raw("HTTP/1.1 301 Moved\r\nLocation: /报告\r\nContent-Length: 0\r\n\r\n".encode())
    site.behaviours["/%E6%8A%A5%E5%91%8A"] = answering(PAGE)
    assert run(home, site, "/r").fetched == 1


def test_a_name_is_resolved_once_and_the_checked_address_is_the_one_that_is_asked(site: Server) -> None:
    told = ["127.0.0.1", "127.0.0.2"]
    system = socket.getaddrinfo

    def rebinding(host: str, *args: Any, **named: Any) -> Any:
        return system(told.pop(0) if host == "reports.example" else host, *args, **named)

    url = parse_address(f"http://reports.example:{site.server_port}/page")
    with mock.patch("socket.getaddrinfo", rebinding):
        assert get(url, {}, manners().limits).body == PAGE
        assert told == ["127.0.0.2"]
        with pytest.raises(FetchFailed) as refused:
            get(url, {}, manners().limits)
    assert refused.value.reason == "private_address"
    assert site.asked[-1][2]["Host"] == f"reports.example:{site.server_port}"


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1", "fec0::1", "ff02::1",
     "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1",
     "2001:0:4136:e378:8000:63bf:80ff:fffe"],
)  # fmt: skip
def test_no_private_local_or_reserved_address_is_asked(address: str) -> None:
    host = f"[{address}]" if ":" in address else address
    with (
        mock.patch("warehouse.fetching.HTTPConnection.connect", side_effect=AssertionError),
        pytest.raises(FetchFailed) as refused,
    ):
        get(parse_address(f"http://{host}/"), {}, Limits())
    assert refused.value.reason == "private_address"


@pytest.mark.parametrize(
    ("host", "is_trusted", "reason"),
    [("reports.example", True, None), ("other.example", True, "tls"), ("reports.example", False, "tls")],
)
def test_the_certificate_must_be_the_host_s_though_the_connection_is_to_an_address(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, host: str, is_trusted: bool, reason: str | None
) -> None:
    certificate = tmp_path / "certificate.pem"
    write_certificate(certificate, "reports.example")
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serving(clock, certificate) as site, mock.patch("warehouse.fetching._resolve") as resolve:
        resolve.return_value = [ipaddress.ip_address("127.0.0.1")]
        site.behaviours["/page"] = answering(PAGE)
        url = parse_address(f"https://{host}:{site.server_port}/page")
        if reason is None:
            assert get(url, {}, manners().limits).body == PAGE
            return
        with pytest.raises(FetchFailed) as refused:
            get(url, {}, manners().limits)
    assert refused.value.reason == reason


def test_pauses_are_kept_between_requests_to_one_host(home: Home, site: Server) -> None:
    for number in range(4):
        site.behaviours[f"/{number}"] = answering(PAGE)
    run(home, site, "/0", "/1", "/2", "/3", interval=7.0)
    assert [moment for moment, _, _ in site.asked] == [0, 7, 14, 21, 28]


def test_a_host_is_never_asked_twice_at_once_whatever_leads_there(home: Home, clock: Clock, site: Server) -> None:
    under_way: Counter[str | None] = Counter()
    most_at_once = 0

    def counting(url: Url, *rest: Any) -> Answer:
        nonlocal most_at_once
        under_way[url.host] += 1
        most_at_once = max(most_at_once, under_way[url.host])
        try:
            return get(url, *rest)
        finally:
            under_way[url.host] -= 1

    with serving(clock) as other, mock.patch("warehouse.politeness.get", counting):
        for number in range(6):
            site.behaviours[f"/{number}"] = raw(HEAD + b"Content-Length: 1\r\n\r\n", b"x", pause=0.02)
            other.behaviours[f"/{number}"] = answering(b"", 302, Location=site.address(f"/{number}"))
        addresses = [site.address(f"/{number}") for number in range(3)]
        addresses += [f"http://localhost:{other.server_port}/{number}" for number in range(3, 6)]
        done = run(home, site, *addresses, hosts_at_once=4)
    assert done.fetched == 6
    assert most_at_once == 1


def test_robots_txt_is_honoured_with_its_delay_and_asked_once(home: Home, site: Server) -> None:
    site.behaviours["/robots.txt"] = answering(
        b"User-agent: *\nDisallow: /\n\nUser-agent: Gongkai\nCrawl-delay: 20\nDisallow: /private\nAllow: /private/open\n"
    )
    for path in ("/private/x", "/private/open"):
        site.behaviours[path] = answering(PAGE + path.encode())
    site.behaviours["/r"] = answering(b"", 302, Location="/private/x")
    done = run(home, site, "/private/x", "/private/open", "/r")
    assert (done.fetched, dict(done.failures)) == (1, {"robots_disallowed": 2})
    assert [path for _, path, _ in site.asked] == ["/robots.txt", "/private/open", "/r"]
    assert [moment for moment, _, _ in site.asked] == [0, 3, 23]


@pytest.mark.parametrize(
    ("behaviour", "fetched"),
    [
        (answering(b"", 404), 2), (answering(b"", 403), 2), (answering(b"\xff\x00 nonsense"), 2),
        (answering(b"", 302, Location="/robots.txt"), 2), (answering(b"", 500), 0), (resetting, 0),
        (answering(b"", 302, Location="/elsewhere"), 0),
    ],
)  # fmt: skip
def test_a_missing_robots_txt_allows_all_and_an_unreachable_one_nothing(
    home: Home, site: Server, behaviour: object, fetched: int
) -> None:
    site.behaviours["/robots.txt"] = behaviour  # type: ignore[assignment]
    site.behaviours["/elsewhere"] = answering(b"User-agent: *\nDisallow: /")
    done = run(home, site, "/page", "/page?2") if fetched == 0 else run(home, site, "/page", "/page#2")
    assert done.fetched == fetched
    if not fetched:
        assert set(done.failures) <= {"robots_unreachable", "robots_disallowed"}
        assert site.pages() in ([], ["/elsewhere"])


def test_an_error_that_passes_is_asked_again_with_longer_and_longer_pauses(home: Home, site: Server) -> None:
    site.behaviours["/r"] = in_turn(answering(b"", 500), resetting, answering(PAGE))
    assert run(home, site, "/r", interval=1.0, backoff=10.0).fetched == 1
    assert [moment for moment, path, _ in site.asked if path == "/r"] == [1, 11, 31]


@pytest.mark.parametrize("text", ["120", "Wed, 01 Apr 2026 00:02:03 GMT", "Wed, 01 Apr 2026 00:02:03"])
def test_retry_after_is_waited_for(home: Home, site: Server, text: str) -> None:
    site.behaviours["/r"] = in_turn(answering(b"", 429, Retry_After=text), answering(PAGE))
    assert run(home, site, "/r").fetched == 1
    assert [moment for moment, path, _ in site.asked if path == "/r"] == [3, 123]


def test_a_host_that_asks_for_a_long_pause_is_left_alone_for_the_run(home: Home, site: Server) -> None:
    site.behaviours["/r"] = answering(b"", 503, Retry_After="86400")
    done = run(home, site, "/r", "/page")
    assert dict(done.failures) == {"server_error": 1, "rate_limited": 1}
    assert site.pages() == ["/r"]


@pytest.mark.parametrize("text", ["-5", "soon", "9" * 400, "Mon, 99 Foo 99999999999 00:00:00 GMT", "\xff"])
def test_a_retry_after_that_says_nothing_harms_nothing(home: Home, site: Server, text: str) -> None:
    site.behaviours["/r"] = in_turn(answering(b"", 429, Retry_After=text), answering(PAGE))
    run(home, site, "/r")
    assert last(home).address == site.address("/r")


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


@given(st.text() | st.from_regex(r"https?://[^ ]{0,40}", fullmatch=True))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        url = parse_address(text)
    except FetchFailed as failure:
        assert failure.reason == "bad_address"
        return
    assert parse_address(url.url).url == url.url
    assert url.request_uri.startswith("/")
    assert url.request_uri.isascii()
