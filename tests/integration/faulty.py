"""What harms a run: a disk of its own that fills up, rights and handles taken away, a halt at a named place.

Belongs here: the means, and how a run under them is watched. Does not belong here: which faults are tried where
(test_faults_of_a_run.py, test_faults_around_a_run.py). Every process started here is ended by its number.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commands import ROOT, descendants, gongkai, start

from warehouse.home import Home
from warehouse.retention import Release, read_release

REPORTS = ROOT / "tests" / "reports"
NEW = ("tengzhou-2019", "zhucheng-2024")
SIGNALS = {"kill -9": signal.SIGKILL, "SIGTERM": signal.SIGTERM, "SIGINT (Ctrl-C)": signal.SIGINT}
TABLE = ROOT / "build" / "faults.md"
_SECONDS = 1200
_CAPABILITIES = (1, 2)  # to read and write whatever the permissions say (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH)
_DROP_CAPABILITY = 24  # PR_CAPBSET_DROP of prctl(2)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a command ended: its exit code (negative: the signal that killed it), what it printed."""

    code: int
    out: str
    err: str

    def line(self, words: str) -> str:
        """The one line that says these words (a regular expression); no traceback stands beside it."""
        assert "Traceback" not in self.out + self.err, self
        (found,) = (line for line in [*self.out.splitlines(), *self.err.splitlines()] if re.search(words, line))
        return found


@dataclass(frozen=True, slots=True)
class Disk:
    """A small file system that only processes started with `prefix` see at `folder`; others see it at `seen`."""

    folder: Path
    seen: Path
    prefix: tuple[str, ...]

    def fill(self, leave: int = 0) -> None:
        """Leave so many bytes free."""
        with (self.seen / "ballast").open("ab", buffering=0) as ballast, contextlib.suppress(OSError):
            while True:
                ballast.write(bytes(65536))
        ballast_bytes = (self.seen / "ballast").stat().st_size
        os.truncate(self.seen / "ballast", max(0, ballast_bytes - leave))

    def clear(self) -> None:
        """Take away what fills it."""
        (self.seen / "ballast").unlink(missing_ok=True)


@contextlib.contextmanager
def disk(folder: Path, megabytes: int = 300) -> Iterator[Disk]:
    """A file system in memory for the time of the block, in a name space of its own: no rights are needed for it.

    Raises OSError where this machine lets nobody make one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    script = 'mount -t tmpfs -o "size=$1m" none "$2" && echo up && exec cat'
    keeper = subprocess.Popen(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh", str(megabytes), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        assert keeper.stdout is not None
        if keeper.stdout.readline() != b"up\n":
            raise OSError("no file system can be mounted here")
        enter = ("nsenter", "-t", str(keeper.pid), "-U", "-m", "--preserve-credentials")
        yield Disk(folder, Path(f"/proc/{keeper.pid}/root{folder}"), enter)
    finally:
        keeper.communicate()


def can_make_disks(folder: Path) -> bool:
    """Can this machine's user make file systems in name spaces?"""
    try:
        with disk(folder, 1):
            return True
    except OSError:
        return False


def without_rights() -> None:
    """In a new process: from here on permissions count, for root too."""
    libc = ctypes.CDLL(None)
    for capability in _CAPABILITIES:
        libc.prctl(_DROP_CAPABILITY, capability, 0, 0, 0)


def halted(process: subprocess.Popen[str]) -> bool:
    """Wait until the process has stopped itself (True), or has ended (False)."""
    found = os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
    return found is not None and found.si_code == os.CLD_STOPPED


def struck(arguments: tuple[object, ...], place: str, harm: Callable[[int], object], **given: Any) -> Ending:
    """Run the command, halt it at the place, do the harm (called with its number), let it go on to its end."""
    process = start(*arguments, GONGKAI_FAULT_AT=place, GONGKAI_FAULT_SIGNAL="SIGSTOP", **given)
    try:
        assert halted(process), f"{place} was not reached: {process.communicate()}"
        harm(process.pid)
        process.send_signal(signal.SIGCONT)
        out, err = process.communicate(timeout=_SECONDS)
    except BaseException:
        process.kill()
        raise
    return Ending(process.returncode, out, err)


def ended(arguments: tuple[object, ...], **given: Any) -> Ending:
    """Run the command to its end."""
    done = gongkai(*arguments, **given)
    return Ending(done.returncode, done.stdout, done.stderr)


def take_handles(pid: int) -> None:
    """The process can open no further file, though some that it has be closed."""
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (8, resource.prlimit(pid, resource.RLIMIT_NOFILE)[1]))


def limit_files(pid: int, size: int = 0) -> None:
    """The process can make no file grow beyond so many bytes: what stands in for a full disk without one."""
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def kill_dbt(pid: int) -> None:
    """The dbt that the run started is killed, as the system does for want of memory."""
    (dbt,) = (child for child in descendants(pid) if b"orchestration.launch_dbt" in _command(child))
    os.kill(dbt, signal.SIGKILL)


def _command(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def copy_of(small: Home, folder: Path, *, with_news: bool = True) -> None:
    """The home and landing of the small warehouse in this folder, where two more reports have landed since."""
    shutil.copytree(small.root, folder / "home", symlinks=True)
    shutil.copytree(small.landing, folder / "landing")
    for name in NEW if with_news else ():
        (source,) = (REPORTS / name).glob("source.*")
        shutil.copy(source, folder / "landing" / f"{name}{source.suffix}")


def refresh_of(folder: Path) -> tuple[object, ...]:
    """The words of the command."""
    return ("refresh", "--home", folder / "home", "--landing", folder / "landing")


def release_of(folder: Path) -> Release:
    """What is current in the home; also of a home that lies in another name space, where links lead elsewhere."""
    releases = folder / "home" / "releases"
    return read_release(releases / (releases / "current").readlink())


def digests(release: Release) -> dict[str, str]:
    """What the release's tables hold, whenever and in whatever order it was written."""
    return {table: entry["content_digest"] for table, entry in release.manifest["tables"].items()}


_READING = """
import sys, duckdb
def count(con):
    return con.execute("select count(*) from dim_report").fetchone()[0]
path = sys.argv[1] + "/home/releases/current/marts.duckdb"
con = duckdb.connect(path, read_only=True)
for _ in sys.stdin:
    with duckdb.connect(path, read_only=True) as newcomer:
        print(count(con), count(newcomer), flush=True)
"""


class Reader:
    """A process that has had the current release open since before the fault, and opens it anew when asked.

    Use it in a `with` statement. `folder` and `prefix` are those of the runs that it is to outlive.
    """

    def __init__(self, folder: Path, prefix: Sequence[str] = ()) -> None:
        self._process = subprocess.Popen(
            [*prefix, sys.executable, "-c", _READING, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.reports = self._counts()[0]

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def assert_undisturbed(self, *, is_same: bool = True) -> None:
        """The open release answers as before; whoever opens `current` gets a whole one (the same, if `is_same`)."""
        kept, current = self._counts()
        assert kept == self.reports
        assert current == kept if is_same else current >= kept

    def _counts(self) -> tuple[int, int]:
        assert self._process.stdin is not None and self._process.stdout is not None
        print(file=self._process.stdin, flush=True)
        kept, current = map(int, self._process.stdout.readline().split())
        return kept, current


def record(fault: str, stage: str, code: int, said: str, runs: int) -> None:
    """Add a row to the table of what was survived."""
    TABLE.parent.mkdir(exist_ok=True)
    cells = (fault, stage, str(code), said.replace("|", "\\|"), "nothing", str(runs))
    with TABLE.open("a", encoding="utf-8") as table:
        table.write(f"| {' | '.join(cells)} |\n")
