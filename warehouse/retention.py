"""The releases that lie in a home: which is current, which are kept, and who still reads an old one.

Belongs here: listing, retiring, sweeping what a killed publication left. Does not belong here: writing a release.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import shutil
import struct
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from warehouse.faults import reach
from warehouse.home import Home, HomeError, sync_folder

KEEP_RELEASES = 5
GRACE = timedelta(hours=24)
"""How long after it was superseded a release that somebody has open outlives the number kept."""

_RELEASE_NAME = re.compile(r"(\d{6,})-\d{8}T\d{6}Z")


@dataclass(frozen=True, slots=True)
class Release:
    """A published release. `row_counts` is by table; `manifest` is all that manifest.json says."""

    release_id: str
    path: Path
    created_at: datetime
    row_counts: dict[str, int]
    manifest: dict[str, Any]


def current_release(home: Home) -> Release | None:
    """The newest accepted release, None before the first. Raises HomeError where `current` leads nowhere."""
    if not home.current.is_symlink():
        return None
    try:
        return read_release(home.current.resolve(strict=True))
    except OSError:
        raise HomeError(
            f"{home.current} points to a release that is gone: run `gongkai doctor`, or refresh to publish anew."
        ) from None


def read_release(path: Path) -> Release:
    """The release in this folder. Raises HomeError where its manifest is missing or damaged."""
    try:
        manifest = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
        return Release(
            release_id=manifest["release_id"],
            path=path,
            created_at=datetime.fromisoformat(manifest["created_at"]),
            row_counts={table: entry["row_count"] for table, entry in manifest["tables"].items()},
            manifest=manifest,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise HomeError(f"The manifest of {path} is missing or damaged: delete that folder and refresh.") from None


def release_folders(home: Home) -> list[Path]:
    """The finished releases, oldest first: by running number, since clocks jump."""
    if not home.releases.is_dir():
        return []
    numbered = [
        (int(match[1]), path)
        for path in home.releases.iterdir()
        if (match := _RELEASE_NAME.fullmatch(path.name)) and path.is_dir()
    ]
    return [path for _, path in sorted(numbered)]


def next_release_id(home: Home, created_at: datetime) -> str:
    """A running number and the time: "000007-20261123T071500Z"."""
    folders = release_folders(home)
    number = 1 + (int(folders[-1].name.split("-")[0]) if folders else 0)
    return f"{number:06}-{created_at:%Y%m%dT%H%M%SZ}"


def retire(home: Home, keep: int = KEEP_RELEASES, grace: timedelta = GRACE) -> list[str]:
    """Remove all but the last `keep` releases; never the current one, nor, within `grace`, one that is being read.

    Returns the ids of what was removed.
    """
    current = home.current.resolve()
    folders = release_folders(home)
    removed: list[str] = []
    for position, folder in enumerate(folders[: -max(keep, 1)]):
        if folder == current or (_was_written_within(folders[position + 1], grace) and is_open(folder)):
            continue
        # Set aside first: a reader that lists releases must not find half of one.
        aside = folder.with_name(f".{folder.name}.old")
        try:
            folder.rename(aside)
        except OSError:
            return removed  # the new release stands: what is left of old ones is the next publication's business
        reach("publish.old_release_set_aside")
        shutil.rmtree(aside, ignore_errors=True)
        removed.append(folder.name)
    return removed


def point_current_to(home: Home, release: Path) -> None:
    """Make `current` point to the release, in one step: a reader finds the old one or the new one."""
    link = home.releases / ".current.tmp"
    link.unlink(missing_ok=True)
    link.symlink_to(release.name)
    reach("publish.link_made")
    link.replace(home.current)
    sync_folder(home.releases)
    reach("publish.swapped")


def mend_current(home: Home) -> str | None:
    """Where `current` leads to no sound release, make it lead to the newest that is; what was done, None if nothing.

    Call it with the home locked, before a run that may publish anew: until then readers have the older release.
    Raises HomeError where `current` is no symlink.
    """
    if home.current.exists() and not home.current.is_symlink():
        raise HomeError(f"{home.current} is no symlink: delete it, then refresh.")
    try:
        current_release(home)
        return None
    except HomeError:
        pass
    for folder in reversed(release_folders(home)):
        with contextlib.suppress(HomeError):
            sound = read_release(folder)
            point_current_to(home, folder)
            return f"`current` led to no sound release; it now leads to {sound.release_id}, the newest that there is."
    home.current.unlink()
    sync_folder(home.releases)
    return "`current` led to no sound release, and there is no other: everything is published anew."


def leftovers(home: Home) -> list[Path]:
    """What killed publications left in the releases folder."""
    if not home.releases.is_dir():
        return []
    return sorted([*home.releases.glob("*.tmp"), *home.releases.glob("*.old")])


def sweep(home: Home, sparing: Path | None = None) -> None:
    """Remove the leftovers but `sparing`. Call it with the home locked."""
    found = [path for path in leftovers(home) if path != sparing]
    for path in found:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    if found:
        sync_folder(home.releases)


def is_open(folder: Path) -> bool:
    """Does a process read this release now, as far as this machine can tell?

    DuckDB's lock on the file tells of its readers, also those of other users; /proc tells of all others of ours.
    """
    return _is_locked(folder / "marts.duckdb") or _is_in_open_files(folder)


def _is_locked(path: Path) -> bool:
    """Asks who would stand in the way of a write lock, without taking one: taking it would disturb a new reader."""
    if not sys.platform.startswith("linux"):
        return False
    # struct flock: l_type, l_whence, l_start, l_len, l_pid.
    question = struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
    try:
        with path.open("rb") as file:
            answer = fcntl.fcntl(file, fcntl.F_GETLK, question)
    except OSError:
        return False
    return int(struct.unpack("hhqqi4x", answer)[0]) != fcntl.F_UNLCK


def _is_in_open_files(folder: Path) -> bool:
    prefix = f"{folder.resolve()}{os.sep}"
    for descriptors in Path("/proc").glob("[0-9]*/fd"):
        with contextlib.suppress(OSError):
            for descriptor in descriptors.iterdir():
                with contextlib.suppress(OSError):
                    if str(descriptor.readlink()).startswith(prefix):
                        return True
    return False


def _was_written_within(folder: Path, span: timedelta) -> bool:
    try:
        return datetime.now(UTC) - read_release(folder).created_at < span
    except HomeError:
        return False
