"""What the machine refuses – space, handles, the right to write – in one line for people, whoever met it first.

Belongs here: telling such a refusal from a mistake of ours, and what is to be done about it. Does not belong here:
damage to our own files (connect.py, doctor.py), a home in use (home.py).
A full disk may strike any write: ours, DuckDB's, that of Dagster's records in SQLite. The innermost cause counts.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator

import duckdb

_NUMBERS = {
    errno.ENOSPC: "full", errno.EDQUOT: "full", errno.EFBIG: "full",
    errno.EROFS: "read_only", errno.EACCES: "read_only", errno.EPERM: "read_only",
    errno.EMFILE: "handles", errno.ENFILE: "handles",
    errno.ENOMEM: "memory", errno.EIO: "device",
}  # fmt: skip
_WORDS = {
    "no space left on device": "full",
    "disk quota exceeded": "full",
    "file too large": "full",
    "disk is full": "full",
    "read-only file system": "read_only",
    "permission denied": "read_only",
    "readonly database": "read_only",
    "too many open files": "handles",
    "unable to open database file": "handles",
    "max_temp_directory_size": "full",
    "file is not a database": "records",
    "disk image is malformed": "records",
    "disk i/o error": "device",
    "input/output error": "device",
}
"""What SQLite and DuckDB say, in small letters."""
_CURES = {
    "full": ("The disk is full", "free space (`gongkai doctor` says how much is wanted)"),
    "read_only": ("A file or folder cannot be written", "check its permissions and how its disk is mounted"),
    "handles": ("No more files can be opened", "raise the limit (`ulimit -n 4096`) or free space"),
    "records": ("Dagster's records of runs are damaged", "delete HOME/dagster, which holds nothing but their history"),
    "memory": ("There is no memory left", "end other programs"),
    "device": ("The disk answers with errors", "look for a limit on file sizes, a failing disk and the system's log"),
}


def named(error: BaseException) -> str | None:
    """What was refused, and in whose words; None where the machine refused nothing."""
    found = _refusal(error)
    return f"{_CURES[found[0]][0]} ({_words(found[1])})" if found else None


def told(error: BaseException) -> str | None:
    """One line: what was refused, and what to do; None where the machine refused nothing."""
    found = _refusal(error)
    if found is None:
        return None
    return f"{named(error)}: {_CURES[found[0]][1]}, then try again; what is published stays as it was."


def _refusal(error: BaseException) -> tuple[str, BaseException] | None:
    kinds = ((_kind(one), one) for one in _chain(error))
    return next(((kind, one) for kind, one in kinds if kind is not None), None)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and what it arose from, the innermost first: later ones are often the trouble of cleaning up."""
    found: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop()
        if one is not None and not any(one is known for known in found):
            found.append(one)
            waiting += [one.__cause__, one.__context__]
    yield from reversed(found)


def _kind(error: BaseException) -> str | None:
    if isinstance(error, MemoryError):
        return "memory"
    if isinstance(error, OSError) and error.errno is not None:
        return _NUMBERS.get(error.errno)
    if isinstance(error, sqlite3.Error | duckdb.Error):
        text = str(error).lower()
        return next((kind for words, kind in _WORDS.items() if words in text), None)
    return None


def _words(error: BaseException) -> str:
    if isinstance(error, OSError):
        return f"{error.strerror}: {error.filename}" if error.filename else str(error.strerror)
    lines = str(error).strip().splitlines()
    return lines[0][:300] if lines else type(error).__name__
