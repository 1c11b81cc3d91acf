"""Which release the next one is made from, and the copy of its database that is to be changed into the next one's.

Belongs here: that choice, that copy, and beginning it ahead of time. Does not belong here: what is changed in it
(release_tables.py). Copying and proving a database takes seconds at a hundred thousand reports: they pass while dbt
builds, if a small build is to be expected.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.built import touched_since
from warehouse.home import Home
from warehouse.retention import Release, current_release

DATABASE = "marts.duckdb"
_CHANGED_AT_MOST = 0.2
"""Where a greater share of the reports was touched, a release is written whole: that is faster, and leaves no gaps."""
_GROWN_AT_MOST = 1.5
"""So is one whose database, changed time and again, has grown to so many times its size when it was last whole."""


def base_release(con: duckdb.DuckDBPyConnection, home: Home) -> Release | None:
    """The current release, where the build is known to differ from it in few reports, and it has not grown by that."""
    last = current_release(home)
    touched = touched_since(con, last.release_id) if last is not None else None
    return last if last is not None and touched is not None and _is_fit(last, touched) else None


def _is_fit(last: Release, changed_reports: int) -> bool:
    grown = last.manifest["files"][DATABASE]["byte_count"] / last.manifest.get("whole_byte_count", 1)
    return changed_reports <= _CHANGED_AT_MOST * last.row_counts.get("dim_report", 0) and bool(grown <= _GROWN_AT_MOST)


class Copy:
    """The database of a release on its way into the next one, made in threads of its own. `drop` it at the end, taken
    or not: else it is a leftover that the next publication sweeps."""

    def __init__(self, base: Release) -> None:
        self.base = base
        self.path = base.path.with_name(f"{base.release_id}.copy.tmp")
        source = base.path / DATABASE
        self._beside = ThreadPoolExecutor(2, "gongkai-copy")
        self._digest: Future[str] = self._beside.submit(sha256_of, source)
        # Within the kernel: through our hands it would take five times as long.
        self._copied: Future[Path] = self._beside.submit(shutil.copyfile, source, self.path)

    def is_made(self) -> bool:
        """Could it be copied? Waits until that is known."""
        return self._copied.exception() is None and self._digest.exception() is None

    def move_to(self, target: Path) -> dict[str, str]:
        """The copy becomes `target`; returns the digests of the tables in it, none (and no file) where the release's
        database is not what its manifest says. Raises OSError where it could not be copied."""
        self._copied.result()
        if self._digest.result() != self.base.manifest["files"][DATABASE]["sha256"]:
            return {}
        self.path.rename(target)
        return {table: entry["content_digest"] for table, entry in self.base.manifest["tables"].items()}

    def drop(self) -> None:
        """Wait until nothing is written any more, and remove the copy unless it was taken."""
        self._beside.shutdown()
        self.path.unlink(missing_ok=True)


def begin_copy(home: Home, changed_documents: int) -> Copy | None:
    """Copy the current release's database already, if the release after so small a change will be made from it."""
    last = current_release(home)
    return Copy(last) if last is not None and _is_fit(last, changed_documents) else None


@contextmanager
def copy_of(base: Release | None, begun: Copy | None) -> Iterator[Copy | None]:
    """The copy that is to be changed: the one begun where it is of this release and could be made, else another one;
    none without a base."""
    if begun is not None and (base is None or begun.base.release_id != base.release_id or not begun.is_made()):
        begun.drop()
        begun = None
    copy = begun if begun is not None else Copy(base) if base is not None else None
    try:
        yield copy
    finally:
        if copy is not None:
            copy.drop()


def sha256_of(path: Path) -> str:
    """SHA-256 of the file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
