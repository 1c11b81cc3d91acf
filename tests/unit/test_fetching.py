"""One request: bounded in time and size, to checked addresses only, and what goes wrong is a row with its reason."""

from __future__ import annotations

import gzip
import ipaddress
import socket
import zlib
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from collecting_runs import HEAD, PAGE, manners, reason_of, run
from hypothesis import given
from hypothesis import strategies as st
from misbehaving import Clock, Server, answering, raw, resetting, serving, write_certificate

from warehouse.captures import captures
from warehouse.fetching import FetchFailed, Limits, get, parse_address
from warehouse.home import Home
from warehouse.ledger import ledger_rows, read_raw


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
        (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n"), "truncated"),
        (
            raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"4000\r\n" + b"x" * 0x4000 + b"\r\n", endless=True),
            "too_large",
        ),
        (raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X-a: 1\r\n", pause=0.01, endless=True), "timeout"),
        (raw(HEAD + b"Content-Length: -7\r\n\r\n", b"x" * 9_999, endless=True), "too_large"),
        (raw(b"HTTP/1.1 200 OK\r\nX-a: ", b"x" * 9_999, endless=True), "protocol"),
        (raw(b"HTTP/1.1 999999 OK\r\n\r\n"), "protocol"),
        (answering(gzip.compress(gzip.compress(bytes(90_000_000))), Content_Encoding="gzip, gzip"), "content_coding"),
        (raw(HEAD + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b""), endless=True), "too_large"),
        (raw(HEAD + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"x" * 5_000), endless=True), "too_large"),
        (answering(zlib.compress(bytes(30_000_000)), Content_Encoding="deflate"), "too_large"),
        (answering(gzip.compress(bytes(30_000_000)), Content_Encoding="gzip"), "too_large"),
        (raw(HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(PAGE)[:-9]), "truncated"),
        (answering(b"no gzip", Content_Encoding="gzip"), "truncated"),
        (answering(PAGE, Content_Encoding="br"), "content_coding"),
        (answering(b" \n "), "empty_body"),
        (answering(b"no", 403), "status"),
        (answering(b"who?", 401, WWW_Authenticate="Basic realm=x"), "status"),
        (answering(b"choose", 300, Location="/page"), "status"),
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
        (answering(b"", 302, Location="http://0x7f000002:1/"), "private_address"),
        (answering(b"", 302, Location="http://[::ffff:127.0.0.2]:1/"), "private_address"),
        (answering(b"", 302, Location="https://10.0.0.1/"), "private_address"),
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


def test_a_name_that_turns_private_between_robots_txt_and_the_page_is_not_followed(home: Home, site: Server) -> None:
    system = socket.getaddrinfo
    told = ["127.0.0.1"]

    def rebinding(host: str, *args: Any, **named: Any) -> Any:
        if host == "reports.example":
            host = told.pop() if told else "127.0.0.2"
        return system(host, *args, **named)

    with mock.patch("socket.getaddrinfo", rebinding):
        done = run(home, site, f"http://reports.example:{site.server_port}/page")
    assert dict(done.failures) == {"private_address": 1}
    assert [path for _, path, _ in site.asked] == ["/robots.txt"]


def test_more_bytes_than_were_announced_are_not_read(home: Home, site: Server) -> None:
    site.behaviours["/r"] = raw(HEAD + b"Content-Length: 4\r\n\r\nfour and more")
    assert run(home, site, "/r").fetched == 1
    assert [read_raw(home, row.document_id) for row in ledger_rows(home)] == [b"four"]


def test_a_server_that_never_speaks_tls_is_given_up(site: Server) -> None:
    silent = socket.create_server(("127.0.0.1", 0))
    with silent, pytest.raises(FetchFailed) as refused:
        get(parse_address(f"https://127.0.0.1:{silent.getsockname()[1]}/"), {}, manners().limits)
    assert refused.value.reason in ("timeout", "tls")
    with pytest.raises(FetchFailed) as refused:
        get(parse_address(f"https://127.0.0.1:{site.server_port}/"), {}, manners().limits)
    assert refused.value.reason == "tls"


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
