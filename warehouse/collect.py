"""HOME/sources.csv → archived pages: which addresses are due, and what is kept of the answers.

Belongs here: the list of addresses, the run over them, the judgement of an answer, recording. Does not belong here:
when and how often a host is asked (politeness.py), one request (fetching.py), what a change means (dbt).

Order of writing: the body into raw/ and the ledger, then the line in captures.jsonl. After a kill in between, the page
is fetched once more and met as a document known already.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from queue import SimpleQueue
from typing import Any
from urllib.parse import unquote

import pyarrow as pa

from warehouse.archive import Archive, Intake, Progress
from warehouse.captures import FAILED, FETCHED, NOT_MODIFIED, VANISHED, Capture, Journal, Response
from warehouse.faults import reach
from warehouse.fetching import Answer, FetchFailed, parse_address
from warehouse.home import Home
from warehouse.home_tables import no_year, read_rows
from warehouse.ledger import raw_path
from warehouse.politeness import Clock, Manners, Stopped, SystemClock, Visitor

STOPPING_SECONDS = 3.0
"""How long a run that is stopped waits for answers under way. What comes later is dropped, and asked for again."""

_NAME_CHARACTERS = 200
_NEVER = datetime.min.replace(tzinfo=UTC)
_SCHEMA = pa.schema(
    [("address", pa.string()), ("authority", pa.string()), ("year", pa.int32()), ("notes", pa.string())]
)


@dataclass(frozen=True, slots=True)
class Source:
    """One line of sources.csv: an address, and whose report of which year is expected there."""

    address: str
    authority: str | None
    year: int | None
    notes: str | None
    line_number: int


@dataclass(frozen=True, slots=True)
class Collected:
    """What a run did, in addresses: `fetched` anew (of them `changed` against what was there before), `not_modified`,
    `vanished`, `failed`, `fresh` (asked for lately, left alone), `left` (for the next run: the time was over).
    `failures` counts the failed by reason. `new_documents` were never seen before. `notices` are lines for people.
    """

    fetched: int
    changed: int
    not_modified: int
    vanished: int
    failed: int
    fresh: int
    left: int
    new_documents: int
    failures: Mapping[str, int]
    notices: Sequence[str]


def read_sources(home: Home) -> list[Source]:
    """The lines of sources.csv; none where there is no file. Raises HomeFileError for a line that cannot be used."""
    rows = read_rows(home.sources, _SCHEMA, ("address",), ("address",), _check)
    return [Source(**row) for row in rows]


def collect(
    home: Home, manners: Manners | None = None, clock: Clock | None = None, progress: Progress | None = None
) -> Collected:
    """Ask every address of sources.csv that is due, and keep what comes. Call it with the home locked.

    A page that cannot be had is a line with its reason and stops nothing. Raises HomeFileError where sources.csv cannot
    be used, HomeError where the archive cannot be written; what was kept until then is safe.
    """
    sources = read_sources(home)
    run = _Run(home, manners or Manners(), clock or SystemClock())
    queues, fresh = run.due(sources)
    asked = sum(map(len, queues))
    run.work_off_all(queues, lambda done: progress and progress(done, asked))
    return Collected(
        fetched=run.outcomes[FETCHED],
        changed=run.changed,
        not_modified=run.outcomes[NOT_MODIFIED],
        vanished=run.outcomes[VANISHED],
        failed=run.outcomes[FAILED],
        fresh=fresh,
        left=asked - run.outcomes.total(),
        new_documents=run.intake.new,
        failures=dict(sorted(run.failures.items())),
        notices=run.intake.notices,
    )


class _Run:
    """What the threads of one run share."""

    def __init__(self, home: Home, manners: Manners, clock: Clock) -> None:
        self.manners = manners
        self._is_over = threading.Event()
        self.intake = Intake()
        self.outcomes: Counter[str] = Counter()
        self.failures: Counter[str] = Counter()
        self.changed = 0
        self._home = home
        self._clock = clock
        self._visitor = Visitor(manners, clock, self._is_over)
        self._archive = Archive(home, self.intake)
        self._recording = threading.Lock()
        self._is_closed = False
        self._deadline = clock.monotonic() + manners.run
        self._journal = Journal(home)
        if self._journal.was_torn:
            self.intake.notices.append("The last line of captures.jsonl was torn by an interruption; it is made anew.")

    def due(self, sources: Sequence[Source]) -> tuple[list[list[Source]], int]:
        """The addresses to be asked, one list a host, the longest neglected first; and how many are fresh."""
        now = self._clock.now()
        since = now - timedelta(seconds=self.manners.fresh)
        queues: dict[str, list[Source]] = {}
        fresh = 0
        for source in sources:
            if since < self._journal.asked_at.get(source.address, _NEVER) <= now:
                fresh += 1
            else:
                queues.setdefault(parse_address(source.address).host or "", []).append(source)
        for queue in queues.values():
            queue.sort(key=lambda source: (self._journal.asked_at.get(source.address, _NEVER), source.line_number))
        return list(queues.values()), fresh

    def work_off_all(self, queues: Sequence[Sequence[Source]], on_done: Callable[[int], object]) -> None:
        """Work off the queues side by side. Whatever ends this early, a signal or an error of one queue, ends it within
        seconds: complete answers are kept, requests still under way then are left to themselves."""
        waiting, endings = iter(queues), SimpleQueue[BaseException | None]()

        def work() -> None:
            ending = None
            try:
                for queue in waiting:
                    self._work_off(queue, on_done)
            except BaseException as error:
                ending = error
            endings.put(ending)

        count = min(self.manners.hosts_at_once, len(queues))
        # Daemons: the interpreter, too, would wait for a server that says a byte a minute.
        threads = [threading.Thread(target=work, name=f"collect-{one}", daemon=True) for one in range(count)]
        try:
            for thread in threads:
                thread.start()
            for _ in threads:
                ending = endings.get()
                if ending is not None:
                    raise ending
        except BaseException:
            self._stop([thread for thread in threads if thread.ident is not None])
            raise

    def _stop(self, threads: Sequence[threading.Thread]) -> None:
        """Begin nothing more, wait a little for what is under way, then record nothing more: the lock of the home goes
        to somebody else."""
        self._is_over.set()
        deadline = time.monotonic() + STOPPING_SECONDS
        try:
            for thread in threads:
                thread.join(max(0.0, deadline - time.monotonic()))
        finally:
            with self._recording:
                self._is_closed = True

    def _work_off(self, queue: Sequence[Source], on_done: Callable[[int], object]) -> None:
        """Ask for the pages of one host, one after the other, and record what came of each."""
        for source in queue:
            if self._is_over.is_set() or self._clock.monotonic() > self._deadline:
                return
            try:
                capture, body = self._fetch(source)
            except Stopped:
                return
            with self._recording:
                if self._is_closed:
                    return
                self._record(capture, body)
                on_done(self.outcomes.total())

    def _fetch(self, source: Source) -> tuple[Capture, bytes | None]:
        """Follow the address to a page: the capture, and the body where there is one."""
        known = self._journal.known.get(source.address)
        trail: list[Response] = []
        told: dict[str, Any]
        body = None
        try:
            answer = self._visitor.visit(parse_address(source.address), self._validators(known), trail)
            told = _judge(answer, known)
            body = answer.body if told["outcome"] == FETCHED else None
        except FetchFailed as failure:
            told = {"outcome": FAILED, "reason": failure.reason, "detail": str(failure)}
        if trail:
            told |= {"status": trail[-1].status, "final_address": trail[-1].url}
        moment = self._clock.now()
        capture = Capture(source.address, source.authority, source.year, moment, responses=tuple(trail), **told)
        return capture, body

    def _record(self, capture: Capture, body: bytes | None) -> None:
        reach("collect.answered")
        if body is not None:
            name = _name_of(capture.address)
            self._archive.take(name, body, url=capture.address, seen_at=capture.captured_at)
            self._archive.flush()
            reach("collect.archived")
            known = self._journal.known.get(capture.address)
            self.changed += known is not None and known.document_id != capture.document_id
        self._journal.append(capture)
        reach("collect.recorded")
        self.outcomes[capture.outcome] += 1
        if capture.outcome == FAILED:
            self.failures[str(capture.reason)] += 1

    def _validators(self, known: Capture | None) -> dict[str, dict[str, str]]:
        """What makes a request conditional, where the archive still has the page that it is about."""
        if known is None or known.document_id is None or known.final_address is None:
            return {}
        if not raw_path(self._home, known.document_id).exists():
            return {}
        pairs = (("If-None-Match", known.etag), ("If-Modified-Since", known.last_modified))
        return {known.final_address: {name: value for name, value in pairs if value}}


def _judge(answer: Answer, known: Capture | None) -> dict[str, Any]:
    """What the answer says of the page, as fields of a capture. Raises FetchFailed where it says nothing."""
    if answer.status in (404, 410):
        return {"outcome": VANISHED, "reason": "not_found" if answer.status == 404 else "gone"}
    content_type = _plain(answer.header("Content-Type"))
    etag, last_modified = _plain(answer.header("ETag")), _plain(answer.header("Last-Modified"))
    if answer.status == 304 and known is not None and answer.url == known.final_address:
        return {
            "outcome": NOT_MODIFIED,
            "document_id": known.document_id,
            "byte_count": known.byte_count,
            "etag": etag or known.etag,
            "last_modified": last_modified or known.last_modified,
            "content_type": content_type or known.content_type,
        }
    if answer.status != 200:
        raise FetchFailed("status", f"status {answer.status}", answer=answer)
    if not answer.body.strip():
        raise FetchFailed("empty_body", "the page has no content", answer=answer)
    return {
        "outcome": FETCHED,
        "document_id": hashlib.sha256(answer.body).hexdigest(),
        "byte_count": len(answer.body),
        "etag": etag,
        "last_modified": last_modified,
        "content_type": content_type,
    }


def _plain(value: str | None) -> str | None:
    """A header's value, if it can be sent back as it is."""
    return value if value and value.isascii() and value.isprintable() else None


def _name_of(address: str) -> str:
    """The name under which the ledger lists the page: host and path, as people read them."""
    url = parse_address(address)
    path = unquote(url.path or "", errors="replace")
    parts = [part for part in path.split("/") if part not in ("", ".", "..")]
    name = "/".join([url.host or "", *parts]) + (f"?{url.query}" if url.query else "")
    name = "".join(character if character.isprintable() else "\ufffd" for character in name)
    if len(name) <= _NAME_CHARACTERS:
        return name
    # Its ending may be needed to tell what the document is.
    return f"{name[: _NAME_CHARACTERS - 41]}…{name[-40:]}"


def _check(row: Mapping[str, Any]) -> str | None:
    try:
        parse_address(row["address"])
    except FetchFailed as failure:
        return f"address {row['address']!r} {failure}."
    return no_year(row["year"])
