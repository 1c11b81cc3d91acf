"""Landing → raw/: every document ever seen, kept by the SHA-256 of its bytes, and the ledger that lists them.

Belongs here: adding to the archive and its ledger, how they survive a power cut.
Does not belong here: reading them (ledger.py), walking the landing folder (landing.py), the inside of zip files
(zips.py), what a document says (extraction).

Order of writing, which makes a kill at any moment harmless: temporary file, rename to raw/ab/abcd…, one barrier for
the whole batch (the file system flushed), ledger lines flushed, and at the very end the landing index, a cache.
A file in raw/ that no ledger line names is therefore of no account, and is written again when its document returns.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from extraction.facts import MAX_DOCUMENT_BYTES
from warehouse import zips
from warehouse.faults import is_set_at, reach
from warehouse.home import Home, HomeError, sync_folder
from warehouse.journal import append_lines, cut_torn_line
from warehouse.landing import LandedFile, LandingIndex, is_ignored_name, landed_files
from warehouse.ledger import ledger_rows, raw_path

_BATCH_DOCUMENTS = 10_000
_BATCH_BYTES = 256 * 1024 * 1024
_SYNCED_ONE_BY_ONE = 200
"""Up to so many files are flushed each on its own; for more, flushing the whole file system once is faster."""

Progress = Callable[[int, int], None]
"""Called with (files done, files in all)."""


@dataclass(slots=True)
class Intake:
    """What one ingest met. `seen` counts documents (a zip's members one by one) under landing, `new` those never seen
    before (rejected ones too), `rejected` the new ones turned away, `bytes_new` the bytes added to raw/.
    `notices` are lines for people: what was passed over, and why.
    """

    seen: int = 0
    new: int = 0
    rejected: int = 0
    bytes_new: int = 0
    notices: list[str] = field(default_factory=list)


def ingest(home: Home, progress: Progress | None = None) -> Intake:
    """Take every document under landing into raw/ that is not there yet. Nothing in landing is touched.

    All documents of one ingest share their first-seen time, and are taken in the order of their names, so that a
    killed ingest that is taken up again leaves the same order. Call it with the home locked. Raises HomeError where
    the archive cannot be written; what was taken until then is safe.
    """
    intake = Intake()
    files = landed_files(home, intake.notices)
    index = LandingIndex.load(home)
    archive = Archive(home, intake)
    reach("ingest.before_first")
    for done, file in enumerate(files):
        if progress is not None and done % 100 == 0:
            progress(done, len(files))
        count = index.count_if_unchanged(file)
        if count is not None:
            intake.seen += count
            continue
        before = intake.seen
        try:
            is_settled = _take_file(archive, file)
        except OSError as error:
            intake.notices.append(f"{file.name} could not be read ({error.strerror}); the next refresh tries again.")
            continue
        if is_settled:
            archive.when_durable(partial(index.remember, file, intake.seen - before))
        else:
            intake.notices.append(f"{file.name} changes while it is read; the next refresh takes it.")
    archive.flush()
    reach("ingest.before_landing_index")
    with _write_errors_named(home):
        index.save({file.name for file in files})
    if progress is not None:
        progress(len(files), len(files))
    return intake


def _take_file(archive: Archive, file: LandedFile) -> bool:
    """Take one file; False where it changed while it was read, so that it must be read again."""
    if file.is_zip and not zips.is_office_document(file.path):
        try:
            for member in zips.members(file.path, MAX_DOCUMENT_BYTES):
                # A sound member is whole by its check sum; a broken one may be a bundle still being written.
                if member.content is None and not file.is_unchanged():
                    return False
                _take_member(archive, file.name, member)
        except zips.BadBundle as bad:
            _take_whole(archive, file, bad.rejection, str(bad))
        return file.is_unchanged()
    return _take_whole(archive, file)


def _take_member(archive: Archive, bundle: str, member: zips.Member) -> None:
    if any(is_ignored_name(part) for part in member.name.split("/") if part not in ("", ".", "..")):
        return
    name = f"{bundle}/{member.name}"
    if member.content is not None:
        archive.take(name, member.content)
        return
    # Bytes that cannot be had still need an id: that of the place and check sum under which they were met.
    unread = hashlib.sha256(f"unread zip member\n{name}\n{member.fingerprint}".encode()).hexdigest()
    archive.note(unread, name, member.byte_count, member.rejection, member.detail)


def _take_whole(archive: Archive, file: LandedFile, rejection: str | None = None, detail: str | None = None) -> bool:
    if file.size > MAX_DOCUMENT_BYTES:
        with file.path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        if rejection is None:
            rejection, detail = "too_large", f"{file.size:,} bytes; the limit is {MAX_DOCUMENT_BYTES:,}"
        if file.is_unchanged():
            archive.note(digest, file.name, file.size, rejection, detail)
            return True
        return False
    with file.path.open("rb") as stream:
        content = stream.read(MAX_DOCUMENT_BYTES + 1)
    if not file.is_unchanged():
        return False
    archive.take(file.name, content, rejection, detail)
    return True


class Archive:
    """Writes documents in batches: files first, one barrier, then their ledger lines. Needs the home locked.

    Every method raises HomeError where the archive cannot be written.
    """

    def __init__(self, home: Home, intake: Intake) -> None:
        self.intake = intake
        self._home = home
        self._began = datetime.now(UTC)
        self._last_seen = datetime.min.replace(tzinfo=UTC)
        self._is_loaded = False
        self._documents: set[str] = set()
        self._sightings: set[tuple[str, str]] = set()
        self._lines: list[bytes] = []
        self._bytes = 0
        self._callbacks: list[Callable[[], None]] = []
        self._stored: list[Path] = []
        self._folders: set[str] = set()

    def take(
        self,
        name: str,
        content: bytes,
        rejection: str | None = None,
        detail: str | None = None,
        *,
        url: str | None = None,
        seen_at: datetime | None = None,
    ) -> str:
        """Keep the bytes and list them under the name; their id. `url` and `seen_at` (UTC): of a document fetched."""
        self._load()
        if not content:
            rejection, detail = "empty", "0 bytes"
        document_id = hashlib.sha256(content).hexdigest()
        # Listed and yet not there: the archive lost it, and this is the way to give it back.
        if document_id not in self._documents or not raw_path(self._home, document_id).exists():
            self._store(document_id, content)
        self.note(document_id, name, len(content), rejection, detail, url=url, seen_at=seen_at)
        return document_id

    def note(
        self,
        document_id: str,
        name: str,
        byte_count: int,
        rejection: str | None,
        detail: str | None,
        *,
        url: str | None = None,
        seen_at: datetime | None = None,
    ) -> None:
        """List the document under the name, unless the ledger does already."""
        self._load()
        self.intake.seen += 1
        if (document_id, name) in self._sightings:
            return
        if document_id not in self._documents:
            self._documents.add(document_id)
            self.intake.new += 1
            self.intake.rejected += rejection is not None
        self._sightings.add((document_id, name))
        entry: dict[str, Any] = {
            "sha256": document_id,
            "name": name,
            "url": url,
            # The newest document of a report stands: a clock that was put back must not make it an old one.
            "first_seen": max(seen_at or self._began, self._last_seen).isoformat(timespec="microseconds"),
            "bytes": byte_count,
            "rejection": rejection,
            "detail": detail,
        }
        self._lines.append(json.dumps(entry, ensure_ascii=False).encode() + b"\n")
        if len(self._lines) >= _BATCH_DOCUMENTS or self._bytes >= _BATCH_BYTES:
            self.flush()

    def when_durable(self, callback: Callable[[], None]) -> None:
        """Call back once all that was taken so far is safe."""
        self._callbacks.append(callback)

    def flush(self) -> None:
        """Make all that was taken so far safe, and list it in the ledger."""
        if self._lines or self._stored:
            with _write_errors_named(self._home):
                self._barrier()
                reach("ingest.batch_synced")
                self._append()
            reach("ingest.ledger_appended")
        self._lines.clear()
        self._stored.clear()
        self._bytes = 0
        for callback in self._callbacks:
            callback()
        self._callbacks.clear()

    def _load(self) -> None:
        """Learn what the ledger lists: only once something new is met, for at a million lines it takes seconds."""
        if self._is_loaded:
            return
        self._is_loaded = True
        for row in ledger_rows(self._home):
            self._documents.add(row.document_id)
            self._sightings.add((row.document_id, row.name))
            self._last_seen = max(self._last_seen, row.first_seen_at.replace(tzinfo=UTC))
        with _write_errors_named(self._home):
            if cut_torn_line(self._home.ledger):
                self.intake.notices.append(
                    "The ledger's last line was torn by an interruption; its documents are retaken."
                )
            # What a killed ingest was writing.
            shutil.rmtree(_temporary_folder(self._home), ignore_errors=True)

    def _append(self) -> None:
        lines = b"".join(self._lines)
        if is_set_at("ingest.half_a_ledger_line"):
            append_lines(self._home.ledger, lines[:-40])
            reach("ingest.half_a_ledger_line")
        append_lines(self._home.ledger, lines)

    def _store(self, document_id: str, content: bytes) -> None:
        target = raw_path(self._home, document_id)
        temporary = _temporary_folder(self._home) / document_id
        with _write_errors_named(self._home):
            if target.parent.name not in self._folders:
                temporary.parent.mkdir(exist_ok=True)
                target.parent.mkdir(exist_ok=True)
                self._folders.add(target.parent.name)
            descriptor = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o444)
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            reach("ingest.temporary_written")
            temporary.replace(target)
        reach("ingest.document_renamed")
        self._stored.append(target)
        self._bytes += len(content)
        self.intake.bytes_new += len(content)

    def _barrier(self) -> None:
        """After this a power cut loses nothing that was stored."""
        if _SYNCFS is None or len(self._stored) <= _SYNCED_ONE_BY_ONE:
            for path in self._stored:
                with path.open("rb") as file:
                    os.fsync(file.fileno())
            for folder in {path.parent for path in self._stored}:
                sync_folder(folder)
            sync_folder(self._home.raw)
            return
        descriptor = os.open(self._home.raw, os.O_RDONLY)
        try:
            if _SYNCFS(descriptor) != 0:
                number = ctypes.get_errno()
                raise OSError(number, os.strerror(number), str(self._home.raw))
        finally:
            os.close(descriptor)


def _temporary_folder(home: Home) -> Path:
    return home.raw / ".writing"


@contextlib.contextmanager
def _write_errors_named(home: Home) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise HomeError(
            f"{home.raw} cannot be written ({error.strerror}): check space and permissions, then refresh again; "
            "nothing that was taken is lost."
        ) from error


def _find_syncfs() -> Callable[[int], int] | None:
    if not sys.platform.startswith("linux"):
        return None
    function: Callable[[int], int] | None = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    return function


_SYNCFS = _find_syncfs()
