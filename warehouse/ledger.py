"""What the archive holds: the lines of its ledger, and the documents' bytes, checked against their hashes.

Belongs here: reading raw/ and raw/ledger.jsonl. Does not belong here: adding to them (archive.py).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from warehouse.home import Home, HomeError
from warehouse.journal import whole_lines

_DOCUMENT_ID = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of the ledger: a document seen under a name.

    `sighting` is the line's number, from 1. `rejection` (a code of seeds/rejections.csv) says why the document was
    not handed to extraction; it is None for all others. `first_seen_at` is UTC.
    """

    sighting: int
    document_id: str
    name: str
    url: str | None
    first_seen_at: datetime
    byte_count: int
    rejection: str | None
    rejection_detail: str | None


def raw_path(home: Home, document_id: str) -> Path:
    """Where the document's bytes lie."""
    return home.raw / document_id[:2] / document_id


def read_raw(home: Home, document_id: str) -> bytes:
    """The document's bytes. Raises HomeError where the archive has lost or changed them."""
    try:
        return read_sound(raw_path(home, document_id))
    except NotAsArchived as damaged:
        raise HomeError(f"{damaged}: `gongkai doctor` says what to do.") from None
    except FileNotFoundError:
        raise HomeError(
            f"{raw_path(home, document_id)} is missing, though the ledger lists it: restore it from a backup, "
            "or delete its ledger line and drop the document into landing again."
        ) from None


class NotAsArchived(OSError):
    """An archived document has other bytes than those that were archived."""


def read_sound(path: Path) -> bytes:
    """The bytes of an archived document, which is named by their hash; of any other file as they are.

    Raises NotAsArchived where they are not those that were archived, OSError where they cannot be had.
    """
    content = path.read_bytes()
    if _DOCUMENT_ID.fullmatch(path.name) and hashlib.sha256(content).hexdigest() != path.name:
        raise NotAsArchived(f"{path} is not what was archived")
    return content


def ledger_rows(home: Home, after: int = 0) -> Iterator[LedgerRow]:
    """The ledger's lines in order, but for the first `after`. A torn last line (the power went while it was written) is
    passed over.

    Raises HomeError for damage anywhere else.
    """
    for number, line in enumerate(islice(whole_lines(home.ledger), after, None), start=after + 1):
        try:
            entry = json.loads(line)
            seen = datetime.fromisoformat(entry["first_seen"])
            yield LedgerRow(
                sighting=number,
                document_id=entry["sha256"],
                name=entry["name"],
                url=entry["url"],
                first_seen_at=seen.astimezone(UTC).replace(tzinfo=None),
                byte_count=entry["bytes"],
                rejection=entry["rejection"],
                rejection_detail=entry["detail"],
            )
        except (ValueError, KeyError, TypeError):
            raise HomeError(
                f"{home.ledger} is damaged at line {number}: restore it from a backup, or delete that line."
            ) from None


def ledger_digest(home: Home, lines: int | None = None) -> str:
    """SHA-256 of all that the ledger says, or of its first `lines` lines."""
    digest = hashlib.sha256()
    for line in islice(whole_lines(home.ledger), lines):
        digest.update(line)
    return digest.hexdigest()


def unlisted(home: Home, known: Iterable[str]) -> list[Path]:
    """Documents in raw/ that the ledger does not list: left by an interrupted ingest, never read by anything."""
    listed = set(known)
    return sorted(path for path in home.raw.glob("??/*") if path.name not in listed)
