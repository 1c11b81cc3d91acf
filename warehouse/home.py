"""The folder layout of a home, its version, and the lock that lets one refresh in at a time.

Belongs here: paths, the checks made before any work, the lock. Does not belong here: what the folders hold.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

HOME_VERSION = 2
"""Raised when a home made by an older version can no longer be used as it is; migrations.py then has a step more."""
OLDEST_VERSION = 1
"""What migrations.py can still bring up to date."""

_HEARTBEAT_SECONDS = 10.0
_SILENCE_SECONDS = 60.0
_OURS = {
    "home.json", "landing", "raw", "warehouse.duckdb", "releases", "held", "dbt_target", "logs",
    "corrections.csv", "waivers.csv", "roster.csv", "sources.csv", "alerts.toml", "dagster",
}  # fmt: skip


class HomeError(Exception):
    """A home that cannot be used as it is: one line saying what, where and what to do."""


class HomeOutdated(HomeError):
    """A home made by an older version, which migrations.py can bring up to date."""


class HomeBusy(HomeError):
    """Another process works on the home. The line says which, where and since when."""


class HomeElsewhere(HomeBusy):
    """Another machine works on the home. Nothing here can tell when it ends: not to be waited for."""


@dataclass(frozen=True, slots=True)
class Home:
    """The paths of one home. Only `landing` may lie outside of `root`."""

    root: Path
    landing: Path

    @property
    def raw(self) -> Path:
        """Every document ever seen, by SHA-256."""
        return self.root / "raw"

    @property
    def ledger(self) -> Path:
        """The append-only list of what was seen, when and under which name."""
        return self.raw / "ledger.jsonl"

    @property
    def captures(self) -> Path:
        """The append-only list of what was fetched from the network: every attempt, its time and its headers."""
        return self.raw / "captures.jsonl"

    @property
    def landing_index(self) -> Path:
        """Which files of landing were read already: a cache, which may be deleted at any time."""
        return self.raw / "landing_index.jsonl"

    @property
    def warehouse(self) -> Path:
        """The working database."""
        return self.root / "warehouse.duckdb"

    @property
    def releases(self) -> Path:
        """One folder for each published release."""
        return self.root / "releases"

    @property
    def current(self) -> Path:
        """The symlink to the newest accepted release; absent before the first."""
        return self.releases / "current"

    @property
    def held(self) -> Path:
        """What is kept of builds that were held back."""
        return self.root / "held"

    @property
    def dbt_target(self) -> Path:
        """dbt's own working files."""
        return self.root / "dbt_target"

    @property
    def logs(self) -> Path:
        """Logs of runs."""
        return self.root / "logs"

    @property
    def corrections(self) -> Path:
        """Recorded human corrections (optional file)."""
        return self.root / "corrections.csv"

    @property
    def waivers(self) -> Path:
        """Findings that a person accepted (optional file)."""
        return self.root / "waivers.csv"

    @property
    def roster(self) -> Path:
        """The authorities that owe reports (optional file)."""
        return self.root / "roster.csv"

    @property
    def sources(self) -> Path:
        """The addresses of reports to be fetched (optional file)."""
        return self.root / "sources.csv"

    @property
    def version_file(self) -> Path:
        """Which version of the layout this home has."""
        return self.root / "home.json"

    @property
    def lock(self) -> Path:
        """The file that is locked while a refresh runs."""
        return self.root / ".lock"

    @property
    def lock_holder(self) -> Path:
        """Who holds the lock, for people and for other machines; touched while the holder lives."""
        return self.root / ".lock.json"


def open_home(path: Path | str, landing: Path | str | None = None, *, writable: bool = True) -> Home:
    """The home at `path`, made where it does not exist yet.

    With `writable=False` nothing is made, written or tried: for commands that only look.
    Raises HomeError: not a folder, not writable, not a home, made by another version, an unusable landing folder. To
    one who only looks, an older version that can be brought up to date is good enough; to others it is HomeOutdated.
    """
    root = Path(path).expanduser().absolute()
    given = Path(landing).expanduser().absolute() if landing is not None else None
    home = Home(root, given or root / "landing")
    if root.exists() and not root.is_dir():
        raise HomeError(f"{root} is a file, not a folder: name a folder with --home (or GONGKAI_HOME).")
    if not writable and not root.is_dir():
        raise HomeError(f"There is no home at {root}: run `gongkai refresh --home {root}` first, or name another.")
    if root.is_dir():
        _demand_known_version(home, writable)
    if given is not None:
        _demand_usable_landing(home)
    if writable:
        _make(home)
        if given is None:
            _demand_usable_landing(home)
    return home


@contextlib.contextmanager
def locked(home: Home, wait_seconds: float = 0.0) -> Iterator[None]:
    """Hold the home alone. A second call in the same thread passes; any other waits up to `wait_seconds`.

    The lock of a process that died is free at once. A home on a shared disk that another machine uses is told by
    its holder file, which that machine keeps touching, and is refused at once. Raises HomeBusy, HomeElsewhere.
    """
    lock = FileLock(home.lock, is_singleton=True, fallback_to_soft=False, preserve_lock_file=True)
    if lock.is_locked:
        with lock:
            yield
        return
    demand_here(home)
    try:
        lock.acquire(timeout=max(wait_seconds, 0.0))
    except Timeout:
        raise HomeBusy(_who_holds(home)) from None
    try:
        demand_here(home)
        with _announced(home):
            yield
    finally:
        lock.release()


def demand_here(home: Home) -> None:
    """Raises HomeElsewhere where another machine works on the home."""
    if _is_held_elsewhere(home):
        raise HomeElsewhere(_who_holds(home))


def holder(home: Home) -> dict[str, Any] | None:
    """Who last held the lock and did not give it back: host, machine, pid, since. None where nobody did."""
    try:
        found = json.loads(home.lock_holder.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def is_locked(home: Home) -> bool:
    """Does a process hold the home now? Writes nothing beyond the empty lock file."""
    if not home.lock.exists():
        return _is_held_elsewhere(home)
    probe = FileLock(home.lock, fallback_to_soft=False, preserve_lock_file=True)
    try:
        probe.acquire(timeout=0)
    except Timeout:
        return True
    probe.release()
    return _is_held_elsewhere(home)


def package_version() -> str:
    """The version of the installed distribution."""
    try:
        return version("gongkai")
    except PackageNotFoundError:
        return "0+unknown"


def write_durably(path: Path, content: bytes) -> None:
    """Replace the file so that after a power cut either the old or the new content is there, never a part."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in the folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def version_of(home: Home) -> int:
    """The version of the home's layout, this one's where the home does not say. Raises HomeError for a damaged file."""
    try:
        return int(json.loads(home.version_file.read_text(encoding="utf-8"))["home_version"])
    except FileNotFoundError:
        return HOME_VERSION
    except (OSError, ValueError, KeyError, TypeError):
        raise HomeError(
            f"{home.version_file} is damaged: delete it if this folder is a home made by gongkai {package_version()}."
        ) from None


def write_version(home: Home, number: int = HOME_VERSION) -> None:
    """Say that the home has this version."""
    write_durably(home.version_file, json.dumps({"home_version": number, "made_by": package_version()}).encode())


def _demand_known_version(home: Home, writable: bool) -> None:
    try:
        names = {entry.name for entry in home.root.iterdir()}
    except OSError as error:
        raise HomeError(f"{home.root} cannot be read ({error.strerror}): check its permissions.") from None
    if "home.json" not in names:
        visible = {name for name in names if not name.startswith(".")}
        if visible and not visible & _OURS:
            raise HomeError(
                f"{home.root} holds other files and is no home of gongkai: name an empty or new folder with --home."
            )
        return
    found = version_of(home)
    if found > HOME_VERSION:
        raise HomeError(
            f"{home.root} was made by a newer gongkai (home version {found}, this one knows {HOME_VERSION}): "
            "use that version, or name another home."
        )
    outdated = f"{home.root} was made by an older gongkai (home version {found}, this one needs {HOME_VERSION})"
    if OLDEST_VERSION <= found < HOME_VERSION:
        if writable:
            raise HomeOutdated(f"{outdated}: run `gongkai refresh --home {home.root}`, which brings it up to date.")
    elif found < OLDEST_VERSION:
        raise HomeError(
            f"{outdated}: start a new home and move {home.raw} into it; a refresh makes everything else anew."
        )


def _demand_usable_landing(home: Home) -> None:
    landing, root = home.landing.resolve(), home.root.resolve()
    if not landing.exists():
        raise HomeError(f"There is no landing folder {home.landing}: make it, or name another with --landing.")
    if not landing.is_dir():
        raise HomeError(f"{home.landing} is a file: --landing wants the folder in which the reports lie.")
    if landing == root or landing in root.parents:
        raise HomeError(f"The landing folder {home.landing} contains the home {home.root}: keep them apart.")
    if any(landing == own.resolve() or own.resolve() in landing.parents for own in (home.raw, home.releases)):
        raise HomeError(f"The landing folder {home.landing} lies in the home's own archive: name another.")
    if not os.access(landing, os.R_OK | os.X_OK):
        raise HomeError(f"The landing folder {home.landing} cannot be read: check its permissions.")


def _make(home: Home) -> None:
    try:
        for folder in (home.root, home.raw, home.releases, home.root / "landing"):
            folder.mkdir(parents=True, exist_ok=True)
        # Permission bits say little (root, read-only file systems, full disks): only a write tells.
        with tempfile.TemporaryFile(dir=home.root) as probe:
            probe.write(b"gongkai")
        if not home.version_file.exists():
            write_version(home)
    except OSError as error:
        raise HomeError(
            f"{error.filename or home.root} cannot be written ({error.strerror}): "
            "check permissions and space, or name another folder with --home."
        ) from None


@contextlib.contextmanager
def _announced(home: Home) -> Iterator[None]:
    """Say who holds the home, and keep saying it while this process lives."""
    since = datetime.now(UTC).isoformat(timespec="seconds")
    entry = {"host": platform.node(), "machine": _machine(), "pid": os.getpid(), "since": since}
    write_durably(home.lock_holder, json.dumps(entry).encode())
    is_over = threading.Event()

    def beat() -> None:
        while not is_over.wait(_HEARTBEAT_SECONDS):
            with contextlib.suppress(OSError):
                os.utime(home.lock_holder)

    heart = threading.Thread(target=beat, name="gongkai-lock", daemon=True)
    heart.start()
    try:
        yield
    finally:
        is_over.set()
        heart.join()
        home.lock_holder.unlink(missing_ok=True)


def _is_held_elsewhere(home: Home) -> bool:
    """The lock is ours on this machine; does another machine, which it may not reach, still use the home?"""
    entry = holder(home)
    if entry is None or entry.get("machine") == _machine():
        return False
    try:
        last_sign = home.lock_holder.stat().st_mtime
    except OSError:
        return False
    if entry.get("host") == platform.node() and last_sign < _booted_at():
        return False  # this machine's own, from before its power was cut
    return abs(time.time() - last_sign) < _SILENCE_SECONDS


def _who_holds(home: Home) -> str:
    entry = holder(home) or {}
    who = f"process {entry.get('pid', '?')} on {entry.get('host', 'this machine')} since {entry.get('since', '?')}"
    if _is_held_elsewhere(home):
        return (
            f"{home.root} is in use from another machine ({who}): run the refresh there, or try again when it has "
            f"ended. If that machine is gone, the home is free {_SILENCE_SECONDS:.0f} seconds after its last sign."
        )
    return f"{home.root} is in use by {who}: wait until it ends, then try again."


def _booted_at() -> float:
    """When this machine started, in seconds since 1970; 0 where it does not tell."""
    try:
        return time.time() - float(Path("/proc/uptime").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return 0.0


def _machine() -> str:
    """Names the running kernel: the file lock binds all processes that share it, whatever their host names."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return platform.node()
