"""Sites are asked politely: robots.txt, pauses, repeats with longer and longer waits, never two requests at once."""

from __future__ import annotations

import gzip
from collections import Counter
from typing import Any
from unittest import mock

import pytest
from collecting_runs import HEAD, PAGE, last, run
from misbehaving import Clock, Server, answering, in_turn, raw, resetting, serving
from urllib3.util import Url

from warehouse.fetching import Answer, get
from warehouse.home import Home


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


@pytest.mark.parametrize(
    ("behaviour", "fetched"),
    [
        (raw(HEAD + b"\r\n", b"Disallow: /page\n" * 600, endless=True), 0),
        (raw(b"HTTP/1.1 200 OK\r\n", b"X-a: 1\r\n", pause=0.1, endless=True), 0),
        (answering(gzip.compress(bytes(30_000_000)), Content_Encoding="gzip"), 0),
        (answering(b"", 302, Location="http://10.0.0.1/robots.txt"), 0),
        (answering(b"", 429, Retry_After="99999"), 0),
        (answering("<html><body>您访问的页面不存在</body></html>".encode(), Content_Type="text/html"), 1),
        (answering("User-agent: *\nDisallow: /page".encode("utf-16")), 1),
        (answering(b"User-agent: *\r\rDisallow: /page", Content_Type="text/plain; charset=no-such"), 0),
    ],
)  # fmt: skip
def test_a_robots_txt_that_misbehaves_is_bounded_as_any_page(
    home: Home, site: Server, behaviour: object, fetched: int
) -> None:
    site.behaviours["/robots.txt"] = behaviour  # type: ignore[assignment]
    done = run(home, site, "/page", tries=1)
    assert (done.fetched, done.failed) == (fetched, 1 - fetched)
    assert site.pages() == ["/page"] * fetched


def test_a_robots_txt_that_changes_its_mind_is_heard_in_the_next_run(home: Home, site: Server) -> None:
    forbidding = answering(b"User-agent: *\nDisallow: /")
    site.behaviours["/robots.txt"] = in_turn(answering(b"", 404), forbidding, answering(b"", 404))
    done = [run(home, site, "/page") for _ in range(3)]
    assert [(one.fetched, dict(one.failures)) for one in done] == [(1, {}), (0, {"robots_disallowed": 1}), (1, {})]
    # What was read while it was allowed stays, and nothing is known to have changed.
    assert done[2].changed == 0
    assert last(home).outcome == "fetched"


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
