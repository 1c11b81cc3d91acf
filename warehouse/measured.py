"""The digests of the build that was just checked: publication, a moment later, need not read all of it once more.

Belongs here: telling that the working database is, file and all, as it was closed. Does not belong here: the digests
themselves (digests.py), what publication demands of them (publish.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from warehouse.home import Home

_State = tuple[tuple[int, ...] | None, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """The content digests of a build, and the working database's files as they were then."""

    digests: Mapping[str, str]
    state: _State

    def unless_written(self, home: Home) -> Mapping[str, str] | None:
        """The digests, None where the database was written since. Ask before it is opened: that, too, may write."""
        return self.digests if self.state == _state(home) else None


def measured(home: Home, digests: Mapping[str, str]) -> Measured:
    """These digests were taken of the working database. Call it with the home locked, once the database is closed."""
    return Measured(digests, _state(home))


def _state(home: Home) -> _State:
    """Which files these are, how long, and when last written: every transaction of DuckDB's changes one of them."""
    log = home.warehouse.with_name(f"{home.warehouse.name}.wal")
    return tuple(_entry(path) for path in (home.warehouse, log))


def _entry(path: Path) -> tuple[int, ...] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
