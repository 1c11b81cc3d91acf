"""HOME/raw/captures.jsonl: every attempt to fetch an address, what came of it, when, with all headers.

Belongs here: the shape of a line, reading and appending, the digest of what the lines amount to. Does not belong here:
fetching (collect.py), the table (load.sync_captures), what a change means (dbt).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from warehouse.home import Home, HomeError
from warehouse.journal import append_lines, whole_lines

FETCHED, NOT_MODIFIED, VANISHED, FAILED = "fetched", "not_modified", "vanished", "failed"
CONCLUSIVE = (FETCHED, NOT_MODIFIED, VANISHED)
"""Outcomes that say something about the page; a failure says something about the attempt."""


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


def append_capture(home: Home, capture: Capture) -> None:
    """Add one line, which then survives a power cut. Raises HomeError."""
    entry = asdict(capture)
    try:
        append_lines(home.captures, json.dumps(entry, ensure_ascii=True, default=_time).encode() + b"\n")
    except OSError as error:
        raise HomeError(f"{home.captures} cannot be written ({error.strerror}): check space and permissions.") from None


def captures(home: Home) -> Iterator[Capture]:
    """All attempts in their order, without a torn last line. Raises HomeError for damage anywhere else."""
    for number, line in enumerate(whole_lines(home.captures), start=1):
        try:
            entry = json.loads(line)
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
    """SHA-256 of what the attempts amount to, whenever they were made: "" where there are none.

    An attempt that found what the one before it had found changes nothing: a night without news makes no release.
    """
    states: dict[str, list[Sequence[Any]]] = {}
    for capture in captures(home):
        state = (capture.document_id or capture.outcome, capture.reason, capture.authority, capture.report_year)
        known = states.setdefault(capture.address, [])
        if not known or known[-1] != state:
            known.append(state)
    return hashlib.sha256(json.dumps(sorted(states.items())).encode()).hexdigest() if states else ""


def _time(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    raise TypeError(value)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
