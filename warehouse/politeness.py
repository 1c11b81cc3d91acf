"""How sites are asked: robots.txt, one request at a time for each host, pauses, repeats, redirects followed by hand.

Belongs here: whether and when a request is sent, and what is done after an answer that is not the last word.
Does not belong here: the request itself (fetching.py), robots.txt as a text (robots.py), what is kept (collect.py).
All waiting goes by the clock that is passed in.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol
from urllib.parse import urljoin

from urllib3.util import Url

from warehouse.captures import Response
from warehouse.fetching import AGENT, Answer, FetchFailed, Limits, get, parse_address
from warehouse.robots import Robots, parse_robots

_REDIRECTS = {301, 302, 303, 307, 308}
_PASSING = {408, 425, 429, 500, 502, 503, 504}
_OF_THE_HOST = {"dns", "connect", "tls", "private_address", "rate_limited"}
"""Failures that say more of a host than that its robots.txt cannot be read."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How a run behaves: times in seconds.

    `interval`: between two requests to one host (robots.txt may ask for more). `tries`: requests for one page, with
    pauses of `backoff`, doubled each time, or what Retry-After says. A pause above `longest_wait` is not waited for:
    the page is left to the next run. `fresh`: a page asked for so lately is not asked for again, so that a run that
    was cut off goes on where it was. `run`: after that no page is begun. `hosts_at_once`: asked side by side.
    """

    interval: float = 3.0
    tries: int = 3
    backoff: float = 5.0
    longest_wait: float = 300.0
    redirects: int = 5
    fresh: float = 12 * 3600.0
    run: float = 6 * 3600.0
    hosts_at_once: int = 4
    limits: Limits = field(default_factory=Limits)


class Clock(Protocol):
    """What a run knows of time."""

    def now(self) -> datetime:
        """The time of day, UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds since some moment."""
        ...

    def sleep(self, seconds: float) -> None:
        """Return when so many seconds are over."""
        ...


class SystemClock:
    """The machine's own."""

    def now(self) -> datetime:
        """The time of day, UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since some moment."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Return when so many seconds are over."""
        time.sleep(seconds)


class Stopped(Exception):
    """The run ends: what is under way is dropped."""


@dataclass(slots=True)
class _Site:
    """One host: whoever asks it holds `turn`, and waits until `not_before`."""

    interval: float
    not_before: float
    turn: threading.Lock = field(default_factory=threading.Lock)
    robots_turn: threading.Lock = field(default_factory=threading.Lock)
    robots: dict[str, Robots | FetchFailed] = field(default_factory=dict)


class Visitor:
    """Asks sites for pages, with manners. Shared by the threads of one run; `is_over` makes them stop."""

    def __init__(self, manners: Manners, clock: Clock, is_over: threading.Event) -> None:
        self._manners = manners
        self._clock = clock
        self._is_over = is_over
        self._sites: dict[str, _Site] = {}
        self._opening = threading.Lock()

    def visit(self, url: Url, validators: Mapping[str, Mapping[str, str]], trail: list[Response]) -> Answer:
        """The answer at the end of the redirects, of any status that is no redirect.

        `validators` are the headers that make a request conditional, by the address that gave them. Every response
        is added to `trail`. Each hop is held to robots.txt and checked as the first. Raises FetchFailed, Stopped.
        """
        seen: set[str] = set()
        for _ in range(self._manners.redirects + 1):
            if url.url in seen:
                raise FetchFailed("redirect_loop", f"redirects lead back to {url.url}")
            seen.add(url.url)
            if not self._robots(url).allows(url.request_uri):
                raise FetchFailed("robots_disallowed", f"robots.txt of {url.netloc} forbids {url.request_uri}")
            answer = self._ask(url, validators.get(url.url, {}), trail)
            if answer.status not in _REDIRECTS:
                return answer
            url = _target(url, answer)
        raise FetchFailed("too_many_redirects", f"more than {self._manners.redirects} redirects")

    def _robots(self, url: Url) -> Robots:
        """What the site of the address says, asked once a run. Raises FetchFailed where it cannot be known."""
        site = self._site(url)
        origin = f"{url.scheme}://{url.netloc}"
        with site.robots_turn:
            if origin not in site.robots:
                try:
                    site.robots[origin] = self._ask_robots(url._replace(path="/robots.txt", query=None))
                except FetchFailed as failure:
                    site.robots[origin] = failure
            found = site.robots[origin]
        if isinstance(found, Robots):
            site.interval = max(site.interval, found.delay_seconds or 0.0)
            return found
        if found.reason in _OF_THE_HOST:
            raise FetchFailed(found.reason, str(found))
        raise FetchFailed("robots_unreachable", f"{origin}/robots.txt: {found}")

    def _ask_robots(self, url: Url) -> Robots:
        """RFC 9309: no file (4xx) allows all, a file that cannot be had now forbids all."""
        for _ in range(self._manners.redirects + 1):
            answer = self._ask(url, {}, [])
            if answer.status not in _REDIRECTS:
                return parse_robots(answer.body, AGENT) if answer.status == 200 else Robots()
            url = _target(url, answer)
        return Robots()

    def _ask(self, url: Url, headers: Mapping[str, str], trail: list[Response]) -> Answer:
        """One page, asked for again after a failure that may pass. Raises FetchFailed after the last try."""
        site, manners = self._site(url), self._manners
        tries = 0
        while True:
            tries += 1
            with site.turn:
                self._wait_for(site)
                failure, answer = None, None
                try:
                    answer = get(url, headers, manners.limits)
                except FetchFailed as failed:
                    failure, answer = failed, failed.answer
                if answer is not None:
                    trail.append(Response(answer.url, answer.status, self._clock.now(), answer.headers))
                now = self._clock.monotonic()
                site.not_before = now + site.interval
                if failure is None and answer is not None:
                    if answer.status not in _PASSING:
                        return answer
                    failure = _unready(answer)
                assert failure is not None
                if not failure.is_passing:
                    raise failure
                pause = max(manners.backoff * 2 ** (tries - 1), self._retry_after(answer))
                site.not_before = max(site.not_before, now + pause)
                if tries >= manners.tries or pause > manners.longest_wait:
                    raise failure

    def _wait_for(self, site: _Site) -> None:
        """Wait until the host may be asked again. Raises FetchFailed where that is too long, Stopped."""
        if site.not_before - self._clock.monotonic() > self._manners.longest_wait:
            raise FetchFailed("rate_limited", "the host asks for a longer pause than a run waits for")
        while (left := site.not_before - self._clock.monotonic()) > 0 and not self._is_over.is_set():
            self._clock.sleep(min(left, 1.0))
        if self._is_over.is_set():
            raise Stopped

    def _retry_after(self, answer: Answer | None) -> float:
        """How many seconds the answer asks to wait: a number or a date; 0 where it says nothing that can be read."""
        text = (answer.header("Retry-After") or "").strip() if answer is not None else ""
        if text.isascii() and text.isdecimal():
            return float(text[:12])
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, OverflowError):
            return 0.0
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (moment - self._clock.now()).total_seconds())

    def _site(self, url: Url) -> _Site:
        with self._opening:
            host = url.host or ""
            if host not in self._sites:
                self._sites[host] = _Site(self._manners.interval, self._clock.monotonic())
            return self._sites[host]


def _unready(answer: Answer) -> FetchFailed:
    reason = "rate_limited" if answer.status == 429 else "server_error"
    return FetchFailed(reason, f"status {answer.status}", is_passing=True, answer=answer)


def _target(url: Url, answer: Answer) -> Url:
    """Where a redirect leads. Raises FetchFailed("bad_redirect")."""
    location = answer.header("Location") or ""
    # Headers come as Latin-1; many sites write UTF-8 into them.
    with contextlib.suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    if not location:
        raise FetchFailed("bad_redirect", f"status {answer.status} without a place to go to")
    try:
        return parse_address(urljoin(url.url, location.strip()))
    except (FetchFailed, ValueError) as error:
        raise FetchFailed("bad_redirect", f"the place to go to {error}") from None
