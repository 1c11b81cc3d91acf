"""Refreshes in small that run out of something – space, the right to large files, handles – each at another write.

Belongs here: one such refresh, watched; a sweep over a small disk as a program of its own (a disk is seen only from its
own name space). Does not belong here: which sweeps are made (test_out_of_room.py).
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import duckdb
from homes import refresh

from warehouse import refusals
from warehouse.connect import open_release
from warehouse.doctor import examine
from warehouse.home import HomeError, open_home
from warehouse.retention import current_release

Shortage = Callable[[], AbstractContextManager[object]]


def outcome(prepared: Path, folder: Path, shortage: Shortage) -> dict[str, str]:
    """What a refresh of a copy of the home says under the shortage, and what the next one publishes without it.

    `said` is "" where it had enough; `broken` names what should not be, "" where all is well; `digest` is the build's.
    """
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(prepared, folder, symlinks=True)
    home = open_home(folder)
    before = current_release(home)
    said = broken = ""
    with open_release(home.current) as reader:
        with shortage():
            try:
                refresh(home)
            except HomeError as error:
                said = str(error)
            except Exception as error:
                said = refusals.told(error) or ""
                broken = "" if said else f"an unnamed error: {error!r}"
        broken = broken or ("" if "\n" not in said else "more than a line")
        broken = broken or ("" if _documents(reader) == 2 else "the open release changed")
        if said and current_release(home) != before:
            # What fails after the swap has published; the release is whole.
            broken = broken or ("" if "publish" in said or "opened" in said else f"published, and said {said}")
        with open_release(home.current) as newcomer:
            broken = broken or ("" if _documents(newcomer) in (2, 4) else "half a release")
        release = refresh(home)
    # A disk this small is always too small for the doctor.
    complaints = [one for one in examine(home) if "GB are free" not in one.what]
    return {
        "said": said,
        "broken": broken or (str(complaints[0]) if complaints else ""),
        "digest": release.manifest["build_digest"],
    }


@contextlib.contextmanager
def lowered(kind: int, limit: int) -> Iterator[None]:
    """A lower limit of the system's (resource.RLIMIT_…) for the time of the block."""
    soft, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(kind, (soft, hard))


@contextlib.contextmanager
def filled(folder: Path, leave: int) -> Iterator[None]:
    """Only so many bytes of the folder's disk are free."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(65536))
    os.truncate(ballast, max(0, ballast.stat().st_size - leave))
    try:
        yield
    finally:
        ballast.unlink()


def _documents(con: duckdb.DuckDBPyConnection) -> int:
    found = con.execute("select count(*) from dim_document").fetchone()
    return int(found[0]) if found else 0


if __name__ == "__main__":
    prepared, folder = map(Path, sys.argv[1:3])
    shutil.copytree(prepared, folder / "prepared", symlinks=True)
    for leave in map(int, sys.argv[3:]):
        print(json.dumps(outcome(folder / "prepared", folder / "home", lambda left=leave: filled(folder, left))))
