"""What a run prints (dbt's words, those of libraries, Dagster's own lines) goes into a file of HOME/logs.

Belongs here: these files, and leading a process's output there. Does not belong here: what a terminal is told instead
(running.py, run_log.py).
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from warehouse.home import Home
from warehouse.journal import open_log

KEEP_LOGS = 30


def new_log(home: Home, job: str) -> Path:
    """A file for what a run of this job prints; of older ones the last KEEP_LOGS stay."""
    home.logs.mkdir(exist_ok=True)
    old = sorted(home.logs.glob("*-*Z-*.log"), key=lambda path: (path.name.split("-")[-2:], path.name))
    for path in old[: 1 - KEEP_LOGS]:
        path.unlink(missing_ok=True)
    return home.logs / f"{job}-{datetime.now(UTC):%Y%m%dT%H%M%S}Z-{os.getpid()}.log"


@contextlib.contextmanager
def printing_into(log: Path) -> Iterator[None]:
    """For the time of the block what this process prints goes into the log, not among our lines."""
    with open_log(log) as file, contextlib.redirect_stdout(file), contextlib.redirect_stderr(file):
        yield


def hush(log: Path) -> Callable[[str], None]:
    """From here on all that this process prints, and what it starts, goes into the log, to the process's end.

    Returns what says a line where the output went before. For a process that executes one run of the UI, and ends.
    """
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):  # nobody may be there to read
            stream.flush()
    kept = os.dup(sys.stdout.fileno())
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(file, stream.fileno())
    os.close(file)

    def say(line: str) -> None:
        with contextlib.suppress(OSError):
            os.write(kept, f"{line}\n".encode(errors="replace"))

    return say
