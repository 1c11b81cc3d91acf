"""Starts a command and sees to it that nothing of it outlives this process, however this process ends.

Belongs here: processes and signals. Does not belong here: which command (running.py). Imports nothing beyond the
standard library, so that what watches over the UI for weeks is small:

    this process ── watcher, which waits for this one's end, even by kill -9, and then kills the group
        └── the command and all that it starts: one process group

Requests to end (SIGINT, SIGTERM, SIGHUP) are passed on to the command, which ends in its own way and time.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Sequence

PASSED_ON = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def keep(command: Sequence[str]) -> int:
    """Run the command until it ends, and end all that it started; returns its exit code (negative: a signal's)."""
    reading, writing = os.pipe()  # neither end reaches the command: Python's pipes are closed at exec
    asked: list[int] = []
    for number in PASSED_ON:
        signal.signal(number, lambda number, _: asked.append(number))
    process = subprocess.Popen(command, process_group=0, restore_signals=True)
    if os.fork() == 0:
        _watch(reading, writing, process.pid)
    os.close(reading)
    for number in PASSED_ON:
        signal.signal(number, lambda number, _: _send(process.pid, number))
    for missed in asked:  # between the two
        _send(process.pid, missed)
    if hasattr(os, "waitid"):
        # Without reaping it: until the group is killed its number must not be given to another process.
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    else:
        process.wait()
    _kill(process.pid)
    os.close(writing)
    return process.wait()


def _watch(reading: int, writing: int, group: int) -> None:
    """The watcher's life: the pipe ends when no process holds its other end, and only our parent does."""
    try:
        os.setsid()  # what a terminal sends to its processes is not meant for this one
        os.close(writing)
        for number in PASSED_ON:
            signal.signal(number, signal.SIG_IGN)
        os.read(reading, 1)
        _kill(group)
    finally:
        os._exit(0)


def _kill(group: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def _send(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)


def main() -> None:
    """Keep the command that this process's arguments are, and end as it did."""
    code = keep(sys.argv[1:])
    raise SystemExit(128 - code if code < 0 else code)


if __name__ == "__main__":
    main()
