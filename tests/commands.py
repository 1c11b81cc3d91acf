"""The command as a user runs it: a process of its own, its exit code and its words.

Belongs here: calling it, waiting for it and for what it started. Does not belong here: what it should say.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "warehouse" / "samples"
SECONDS = 1200
_GONGKAI = Path(sys.executable).with_name("gongkai")


def start(
    *arguments: object,
    folder: Path = ROOT,
    out: int = subprocess.PIPE,
    err: int = subprocess.PIPE,
    prefix: Sequence[str] = (),
    before: Callable[[], None] | None = None,
    **environment: str,
) -> subprocess.Popen[str]:
    """The command under way, printing to `out` and `err`. The caller's own GONGKAI_… variables do not reach it.

    A pipe that nobody reads stops a command that says much. `prefix` are the words of a command that becomes this one (nsenter); `before` is called in the new process.
    """
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    return subprocess.Popen(
        [*prefix, _GONGKAI, *map(str, arguments)],
        cwd=folder,
        env=inherited | environment,
        stdout=out,
        stderr=err,
        text=True,
        preexec_fn=before,
    )


def gongkai(*arguments: object, folder: Path = ROOT, **given: Any) -> subprocess.CompletedProcess[str]:
    """The command, ended; `given` as `start` has it."""
    process = start(*arguments, folder=folder, **given)
    try:
        out, err = process.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def descendants(pid: int) -> list[int]:
    """The processes that this one started, and those that they started."""
    found: list[int] = []
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            found += map(int, children.read_text(encoding="ascii").split())
    return found + [one for child in found for one in descendants(child)]


def have_ended(pids: Iterable[int]) -> bool:
    """Do all of them end within a while? One that nobody has reaped yet has ended."""
    waiting, deadline = set(pids), time.monotonic() + SECONDS
    while waiting and time.monotonic() < deadline:
        waiting = {pid for pid in waiting if state_of(pid) not in ("", "Z")}
        time.sleep(0.05)
    return not waiting


def state_of(pid: int) -> str:
    """The letter of the process's state: T halted, Z ended and not reaped yet; "" where it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0]
    except OSError:
        return ""
