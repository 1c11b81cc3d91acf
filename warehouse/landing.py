"""The landing folder: which files lie there, and which of them were taken before.

Belongs here: walking, what is ignored by name, the index of files already taken.
Does not belong here: reading the files (archive.py, zips.py). Nothing in landing is ever changed.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from warehouse import zips
from warehouse.home import Home, write_durably

_RACY_NANOSECONDS = 2_000_000_000
_IGNORED_NAMES = {"thumbs.db", "desktop.ini", "__macosx"}
_IGNORED_SUFFIXES = (".part", ".tmp", ".temp", ".crdownload", ".download", ".partial", ".swp", "~")


@dataclass(frozen=True, slots=True)
class LandedFile:
    """One file below landing: `name` is its printable path, `relative` the one that the system knows.

    `size` is in bytes, the two times in nanoseconds since 1970.
    """

    root: str
    relative: str
    name: str
    size: int
    mtime_ns: int
    ctime_ns: int

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return Path(self.root, self.relative)

    @property
    def is_zip(self) -> bool:
        """Does its name say that it is a bundle?"""
        return self.name.lower().endswith(".zip")

    @property
    def sort_key(self) -> str:
        """Puts files and the members of bundles into the order of their full names."""
        return f"{self.name}/" if self.is_zip else self.name

    def is_unchanged(self) -> bool:
        """Does the file still have the size and time with which it was met?"""
        now = self.path.stat()
        return (now.st_size, now.st_mtime_ns) == (self.size, self.mtime_ns)


def is_ignored_name(name: str) -> bool:
    """Hidden files, half-finished downloads and what editors and systems leave about, told by their bare names."""
    lower = name.lower()
    return lower.startswith((".", "~$")) or lower in _IGNORED_NAMES or lower.endswith(_IGNORED_SUFFIXES)


def landed_files(home: Home, notices: list[str]) -> list[LandedFile]:
    """The regular files below landing, in the order of their names; what is passed over goes to `notices`.

    Links are followed only to files within landing.
    """
    root = str(home.landing.resolve())
    return sorted(_walk(root, "", notices), key=lambda file: file.sort_key)


def _walk(root: str, folder: str, notices: list[str]) -> Iterator[LandedFile]:
    try:
        entries = list(os.scandir(f"{root}/{folder}"))
    except OSError as error:
        notices.append(f"{zips.printable_name(folder) or root} could not be read ({error.strerror}); passed over.")
        return
    for entry in entries:
        if is_ignored_name(entry.name):
            continue
        relative = f"{folder}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(root, f"{relative}/", notices)
            continue
        name = zips.printable_name(relative)
        try:
            if entry.is_symlink() and not Path(entry.path).resolve(strict=True).is_relative_to(root):
                notices.append(f"{name} is a link that leads out of the landing folder; passed over.")
                continue
            status = entry.stat()
        except (OSError, RuntimeError):
            notices.append(f"{name} could not be read; passed over.")
            continue
        if stat.S_ISREG(status.st_mode):
            yield LandedFile(root, relative, name, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        elif not entry.is_symlink():
            notices.append(f"{name} is not a regular file; passed over.")


class LandingIndex:
    """Which files were taken, by size and times, so that unchanged ones are not even opened.

    A cache: valid for one landing folder and a ledger of at least the length that it was written for.
    """

    def __init__(self, home: Home) -> None:
        self._home = home
        self._known: dict[str, list[int]] = {}
        self._is_changed = False
        self._started = time.time_ns()

    @classmethod
    def load(cls, home: Home) -> LandingIndex:
        """The index of the home; an empty one where it is missing, damaged or of another landing folder."""
        index = cls(home)
        with (
            contextlib.suppress(OSError, ValueError, KeyError, TypeError),
            home.landing_index.open(encoding="utf-8") as file,
        ):
            head = json.loads(next(file, "null"))
            if head["landing"] == str(home.landing.resolve()) and _size(home.ledger) >= head["ledger_bytes"]:
                index._known = {name: stamp for name, *stamp in map(json.loads, file)}
        return index

    def count_if_unchanged(self, file: LandedFile) -> int | None:
        """How many documents the file held when it was taken, or None if it was not, or changed since."""
        known = self._known.get(file.name)
        return known[3] if known is not None and known[:3] == [file.size, file.mtime_ns, file.ctime_ns] else None

    def remember(self, file: LandedFile, count: int) -> None:
        """The file's documents are safe. A file touched a moment ago is not remembered: it may change unseen."""
        if self._started - max(file.mtime_ns, file.ctime_ns) > _RACY_NANOSECONDS:
            self._known[file.name] = [file.size, file.mtime_ns, file.ctime_ns, count]
            self._is_changed = True

    def save(self, present: set[str]) -> None:
        """Keep the index, without the files that are gone."""
        if not self._is_changed and self._known.keys() <= present:
            return
        head = {"landing": str(self._home.landing.resolve()), "ledger_bytes": _size(self._home.ledger)}
        lines = [head, *([name, *stamp] for name, stamp in self._known.items() if name in present)]
        content = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
        write_durably(self._home.landing_index, content.encode())


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
