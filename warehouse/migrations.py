"""A home made by an older version is brought up to date, one step a version.

Belongs here: the steps, each safe to repeat after a power cut. Does not belong here: what a home looks like (home.py).
What cannot be carried over is set aside and made anew from raw/, which every version keeps.
"""

from __future__ import annotations

import contextlib
import stat
from collections.abc import Callable, Mapping
from pathlib import Path

from warehouse.home import HOME_VERSION, Home, HomeError, HomeOutdated, locked, open_home, version_of, write_version

Step = Callable[[Home], str]
"""Brings a home from one version to the next; returns what it did, for people."""


def open_migrated(path: Path | str, landing: Path | str | None, tell: Callable[[str], None]) -> Home:
    """The home at `path`, ready for writing, brought up to date where it is an older one; `tell` hears of it.

    Raises HomeError as `open_home`, HomeBusy while a run of the older version is under way.
    """
    try:
        return open_home(path, landing)
    except HomeOutdated:
        migrate(open_home(path, landing, writable=False), tell)
        return open_home(path, landing)


def migrate(home: Home, tell: Callable[[str], None]) -> None:
    """Take every step from the home's version to this one's. Raises HomeBusy, HomeError where it cannot be written."""
    with locked(home):
        for number in range(version_of(home), HOME_VERSION):
            try:
                done = STEPS[number](home)
                write_version(home, number + 1)
            except OSError as error:
                raise HomeError(
                    f"{error.filename or home.root} cannot be brought up to date ({error.strerror}): check "
                    "permissions and space, then run the same command again."
                ) from None
            tell(f"{home.root} was brought from home version {number} to {number + 1}: {done}")


def _take_writing_from_others(home: Home) -> str:
    """From 1 to 2: what a careless umask let everybody write, only owner and group may write from now on."""
    changed = 0
    dropped = {home.landing, home.root / "landing"}  # never changed by us
    for path in [home.root, *home.root.rglob("*")]:
        if dropped & {path, *path.parents}:
            continue
        with contextlib.suppress(FileNotFoundError):
            mode = path.lstat().st_mode
            if mode & stat.S_IWOTH and not stat.S_ISLNK(mode):
                path.chmod(stat.S_IMODE(mode) & ~stat.S_IWOTH)
                changed += 1
    return f"{changed:,} files and folders that everybody could write are the owner's and the group's alone."


STEPS: Mapping[int, Step] = {1: _take_writing_from_others}
