"""HOME/raw/captures.jsonl: every attempt to fetch an address, what came of it, when, with all headers.

Belongs here: the shape of a line, reading and appending, the digest of what the lines amount to. Does not belong here:
fetching (collect.py), the table (load.sync_captures), what a change means (dbt).
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from warehouse.faults import is_set_at, reach
from warehouse.home import Home, HomeError
from warehouse.journal import append_lines, cut_torn_line, last_line, whole_lines

FETCHED, NOT_MODIFIED, VANISHED, FAILED = "fetched", "not_modified", "vanished", "failed"
"""Outcomes: the first three say something about the page, a failure says something about the attempt."""


@dataclass(frozen=True, slots=True)
class Response:
    """One response on the way (redirects and repeated attempts too): its address, status, headers, time (UTC)."""

    url: str
    status: int
    at: datetime
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Capture:
    """One attempt to fetch the page of an address.

    `outcome`: fetched (200; `document_id` is the body's), not_modified (304; the document known before), vanished
    (404, 410), failed. `reason` is a code of seeds/capture_reasons.csv for the last two, `detail` says more.
    `final_address` is where redirects led. `captured_at` is UTC. `responses` come in their order.
    """

    address: str
    authority: str | None
    report_year: int | None
    captured_at: datetime
    outcome: str
    reason: str | None = None
    detail: str | None = None
    final_address: str | None = None
    status: int | None = None
    document_id: str | None = None
    byte_count: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    content_type: str | None = None
    responses: tuple[Response, ...] = field(default=())


class Journal:
    """The file, open for more: what its lines amount to so far, and the way to add one. Needs the home locked.

    `known`: address → the last attempt that brought or confirmed a document. `asked_at`: address → the time of the
    last attempt that said something about the page. `was_torn`: an interruption had left half a line, now cut off.
    """

    def __init__(self, home: Home) -> None:
        """Raises HomeError where the file is damaged or cannot be written."""
        self.known: dict[str, Capture] = {}
        self.asked_at: dict[str, datetime] = {}
        self._path = home.captures
        self._told: dict[str, Any] = {}
        with self._write_errors_named():
            self.was_torn = cut_torn_line(self._path)
        self._digest = captures_digest(home)
        for capture in captures(home):
            self._learn(capture)

    def append(self, capture: Capture) -> None:
        """Add one line, which then survives a power cut. Raises HomeError."""
        news = _news(capture)
        if self._told.get(capture.address) != news:
            told = json.dumps([self._digest, capture.address, *news])
            self._digest = hashlib.sha256(told.encode()).hexdigest()
        line = json.dumps(asdict(capture) | {"digest": self._digest}, default=_time).encode() + b"\n"
        with self._write_errors_named():
            if is_set_at("collect.half_a_line"):
                append_lines(self._path, line[:-40])
                reach("collect.half_a_line")
            append_lines(self._path, line)
        self._learn(capture)

    def _learn(self, capture: Capture) -> None:
        self._told[capture.address] = _news(capture)
        if capture.document_id is not None:
            self.known[capture.address] = replace(capture, responses=())
        if capture.outcome != FAILED:
            self.asked_at[capture.address] = capture.captured_at

    @contextlib.contextmanager
    def _write_errors_named(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            what = f"{self._path} cannot be written ({error.strerror})"
            raise HomeError(f"{what}: check space and permissions, then collect again.") from None


def captures(home: Home, after: int = 0) -> Iterator[Capture]:
    """All attempts in their order from line `after` + 1 on, without a torn last line.

    Raises HomeError for damage anywhere else.
    """
    for number, line in enumerate(whole_lines(home.captures), start=1):
        if number <= after:
            continue
        try:
            entry = json.loads(line)
            del entry["digest"]
            entry["captured_at"] = _moment(entry["captured_at"])
            entry["responses"] = tuple(
                Response(one["url"], one["status"], _moment(one["at"]), tuple(map(tuple, one["headers"])))
                for one in entry["responses"]
            )
            yield Capture(**entry)
        except (ValueError, KeyError, TypeError):
            raise HomeError(
                f"{home.captures} is damaged at line {number}: restore it from a backup, or delete that line."
            ) from None


def captures_digest(home: Home) -> str:
    """A digest of what the attempts amount to, whenever they were made: "" where there are none.

    An attempt that found what the one before it had found changes nothing: a night without news makes no release.
    Each line has the digest up to itself, so that a long journal need not be read. Raises HomeError.
    """
    line = last_line(home.captures)
    try:
        return str(json.loads(line)["digest"]) if line is not None else ""
    except (ValueError, KeyError, TypeError):
        raise HomeError(
            f"{home.captures} is damaged at its last line: restore it from a backup, or delete that line."
        ) from None


def _news(capture: Capture) -> tuple[Any, ...]:
    """What an attempt tells of its page, if the one before it did not tell it already."""
    return capture.document_id or capture.outcome, capture.reason, capture.authority, capture.report_year


def _time(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    raise TypeError(value)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
