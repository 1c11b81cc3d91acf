"""What is wrong before a run begins, or beside it: a home, a log or a file of landing that cannot be used as it is."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from faulty import (
    SIGNALS,
    Reader,
    can_make_disks,
    copy_of,
    digests,
    disk,
    ended,
    record,
    refresh_of,
    release_of,
    struck,
    without_rights,
)

from warehouse.home import Home, open_home
from warehouse.ledger import ledger_rows, raw_path


@pytest.fixture
def folder(small_warehouse: Home, tmp_path: Path) -> Path:
    """A copy of the small warehouse's home and landing, to be harmed."""
    copy_of(small_warehouse, tmp_path, with_news=False)
    return tmp_path


@pytest.fixture
def reader(folder: Path) -> Iterator[Reader]:
    """Somebody who reads that home all the time."""
    with Reader(folder) as reading:
        yield reading


def test_a_home_that_cannot_be_written_is_refused_and_still_read(folder: Path, reader: Reader) -> None:
    modes = {path: path.stat().st_mode for path in [folder / "home", *(folder / "home").rglob("*")] if path.is_dir()}
    for path in modes:
        path.chmod(0o555)
    try:
        ending = ended(refresh_of(folder), before=without_rights)
        shown = ended(("marts", "--home", folder / "home"), before=without_rights)
    finally:
        for path, mode in modes.items():
            path.chmod(mode)
    assert ending.code == 2
    said = ending.line("cannot be written .*: check permissions and space")
    assert shown.code == 0
    reader.assert_undisturbed()
    record("read-only home", "start", ending.code, said, 1)


def test_a_home_on_a_disk_without_space_is_refused(folder: Path) -> None:
    if not can_make_disks(folder / "probe"):
        return
    with disk(folder / "full", 4) as full:
        full.fill()
        ending = ended(("refresh", "--home", full.folder / "home"), prefix=full.prefix)
    assert ending.code == 2
    record("disk full", "start", ending.code, ending.line("cannot be written .No space left"), 1)


@contextmanager
def used_elsewhere(home: Home) -> Iterator[None]:
    """Another machine says, again and again, that it works on the home."""
    entry = {"host": "another-machine", "machine": "another-boot", "pid": 7, "since": "2026-01-01T00:00:00+00:00"}
    home.lock_holder.write_text(json.dumps(entry))
    is_over = threading.Event()

    def beat() -> None:
        while not is_over.wait(1.0):
            os.utime(home.lock_holder)

    heart = threading.Thread(target=beat)
    heart.start()
    try:
        yield
    finally:
        is_over.set()
        heart.join()


def test_a_home_in_use_from_another_machine_is_refused_at_once(folder: Path, reader: Reader) -> None:
    home = open_home(folder / "home", folder / "landing")
    home.sources.write_text("address\nhttp://127.0.0.1:9/x\n")
    with used_elsewhere(home):
        for command in (refresh_of(folder), ("collect", "--home", home.root), ("doctor", "--home", home.root)):
            ending = ended(command)
            assert ending.code == 1
            said = ending.line("in use .*process 7 on another-machine")
            record("home in use from another machine", str(command[0]), ending.code, said, 1)
    reader.assert_undisturbed()


def zeroed(path: Path) -> None:
    """A page of the data is zeroed, as a disk does that lost a write."""
    with path.open("rb+") as file:
        for start in range(3 * 4096, path.stat().st_size, 262144):
            file.seek(start)
            file.write(bytes(4096))


DAMAGE: dict[str, Callable[[Path], object]] = {
    "zeroed pages": zeroed,
    "truncated": lambda path: os.truncate(path, path.stat().st_size // 2),
    "garbage": lambda path: path.write_bytes(os.urandom(100_000)),
    "empty": lambda path: path.write_bytes(b""),
    "no file": Path.unlink,
    "a log of another's": lambda path: path.with_name(f"{path.name}.wal").write_bytes(os.urandom(5000)),
}


def demand_a_rebuild(folder: Path, reader: Reader, damage: str) -> None:
    """A warehouse so damaged is told of by doctor, and rebuilt from raw/ with one command to the same digests."""
    before = release_of(folder)
    warehouse = folder / "home" / "warehouse.duckdb"
    (folder / "landing" / "new.txt").write_text("没有年报")
    DAMAGE[damage](warehouse)
    is_found = damage not in ("no file", "a log of another's")
    told = ended(("doctor", "--home", folder / "home"))
    assert told.code == (1 if is_found else 0), told
    if is_found:
        told.line("run `gongkai doctor --rebuild`")
    (folder / "landing" / "new.txt").unlink()
    rebuild = ("doctor", "--rebuild", "--home", folder / "home")
    runs = 0
    for place in ("build.under_way",) if damage == "zeroed pages" else ():
        # Killed in the midst of it: the same command again.
        killed = ended(rebuild, GONGKAI_LANDING=str(folder / "landing"), GONGKAI_FAULT_AT=place)
        assert killed.code == -9, killed
        reader.assert_undisturbed()
        runs += 1
    done = ended(rebuild, GONGKAI_LANDING=str(folder / "landing"))
    assert done.code == 0, done
    assert digests(release_of(folder)) == digests(before)
    assert release_of(folder).release_id != before.release_id
    reader.assert_undisturbed()
    record(
        "corrupted warehouse file",
        damage,
        told.code,
        told.line("working database") if is_found else "(nothing: the next refresh makes it anew)",
        runs + 2,
    )


def test_a_damaged_warehouse_is_rebuilt_from_raw_with_one_command_killed_or_not(folder: Path, reader: Reader) -> None:
    demand_a_rebuild(folder, reader, "zeroed pages")


@pytest.mark.long
@pytest.mark.parametrize("damage", [damage for damage in DAMAGE if damage != "zeroed pages"])
def test_a_warehouse_damaged_in_any_way_is_rebuilt_from_raw(folder: Path, reader: Reader, damage: str) -> None:
    demand_a_rebuild(folder, reader, damage)


@pytest.mark.long
def test_a_damaged_archive_is_never_read_as_if_it_were_sound(folder: Path, reader: Reader) -> None:
    home = open_home(folder / "home", folder / "landing")
    before = release_of(folder)
    row = next(row for row in ledger_rows(home) if row.rejection is None)
    path = raw_path(home, row.document_id)
    sound = path.read_bytes()
    path.chmod(0o644)
    for damage, content in (("a digit changed", sound.replace(b"1", b"7", 1)), ("truncated", sound[:100])):
        path.write_bytes(content)
        told = ended(("doctor", "--home", home.root))
        assert told.code == 1
        assert "restore it from a backup" in " ".join(told.out.split())
        ending = ended(("doctor", "--rebuild", "--home", home.root), GONGKAI_LANDING=str(home.landing))
        assert ending.code == 1
        said = ending.line("is not what was archived.; `gongkai doctor` says what to do")
        reader.assert_undisturbed()
        record("corrupted archive file", damage, ending.code, said, 2)
    # As doctor says: deleted, and dropped again.
    path.unlink()
    home.landing_index.unlink(missing_ok=True)
    (home.landing / "again.txt").write_bytes(sound)
    assert ended(refresh_of(folder)).code == 0
    (home.landing / "again.txt").unlink()
    again, first = digests(release_of(folder)), digests(before)
    assert {table: again[table] for table in first} == first


@pytest.mark.long
def test_files_of_landing_that_cannot_be_read_stop_nothing_and_come_with_the_next_refresh(
    small_warehouse: Home, tmp_path: Path
) -> None:
    undisturbed, folder = tmp_path / "undisturbed", tmp_path / "folder"
    for one in (undisturbed, folder):
        copy_of(small_warehouse, one)
    landing = folder / "landing"
    news = sorted(path for path in landing.iterdir() if path.stem in ("tengzhou-2019", "zhucheng-2024"))
    kept = {path: path.read_bytes() for path in news}
    for name in ("vanishes.txt", "denied.txt"):
        (landing / name).write_text(name)

    def harm(_: int) -> None:
        (landing / "vanishes.txt").unlink()
        for path in news:
            path.write_bytes(kept[path] + b" more")

    (landing / "denied.txt").chmod(0)
    first = struck(refresh_of(folder), "ingest.before_first", harm, before=without_rights)
    assert first.code == 0
    words = {
        "changes while it is read": news[0].name,
        "vanishes": "vanishes.txt could not be read",
        "permission denied": "denied.txt could not be read .Permission denied",
    }
    for fault, said in words.items():
        record(f"landing file: {fault}", "ingest", first.code, first.line(said), 1)
    for path in news:
        path.write_bytes(kept[path])
    (landing / "denied.txt").chmod(0o644)
    (landing / "denied.txt").unlink()
    assert ended(refresh_of(folder)).code == 0
    assert ended(refresh_of(undisturbed)).code == 0
    assert digests(release_of(folder)) == digests(release_of(undisturbed))


@pytest.mark.long
def test_a_log_that_is_full_stops_no_run(small_warehouse: Home, tmp_path: Path) -> None:
    copy_of(small_warehouse, tmp_path)
    before = release_of(tmp_path)
    if not can_make_disks(tmp_path / "probe"):
        return
    with disk(tmp_path / "home" / "logs", 1) as logs:
        logs.fill()
        ending = ended(refresh_of(tmp_path), prefix=logs.prefix)
    assert ending.code == 0, ending
    assert release_of(tmp_path).release_id != before.release_id
    record("full log", "the whole run", ending.code, ending.line("This run has no line in"), 1)


@pytest.mark.long
def test_a_lock_that_nobody_holds_stops_no_run(folder: Path) -> None:
    home = open_home(folder / "home", folder / "landing")
    entry = {"host": "another-machine", "machine": "another-boot", "pid": 7, "since": "2026-01-01T00:00:00+00:00"}
    home.lock_holder.write_text(json.dumps(entry))
    long_ago = time.time() - 3600
    os.utime(home.lock_holder, (long_ago, long_ago))
    ending = ended(refresh_of(folder))
    assert ending.code == 0
    record("stale lock", "start", ending.code, ending.line("Nothing to do"), 1)


@pytest.mark.parametrize("fault", ["SIGTERM", "SIGINT (Ctrl-C)", "kill -9", "disk full"])
def test_collecting_is_stopped_with_a_word_and_goes_on(tmp_path: Path, fault: str) -> None:
    if fault == "disk full" and not can_make_disks(tmp_path / "probe"):
        return
    with ExitStack() as stack:
        own = stack.enter_context(disk(tmp_path / "disk", 20)) if fault == "disk full" else None
        seen, folder = (own.seen, own.folder) if own else (tmp_path, tmp_path)
        prefix = own.prefix if own else ()
        (seen / "home").mkdir()
        (seen / "home" / "sources.csv").write_text("address\nhttp://127.0.0.1:9/x\nhttp://127.0.0.2:9/y\n")
        collect = ("collect", "--home", folder / "home")
        if fault in SIGNALS:
            name = SIGNALS[fault].name
            ending = ended(collect, GONGKAI_FAULT_AT="collect.recorded", GONGKAI_FAULT_SIGNAL=name)
        else:
            assert own is not None
            ending = struck(collect, "collect.answered", lambda _: own.fill(), prefix=prefix)
            own.clear()
        words = "^gongkai: Stopped" if fault in SIGNALS else "No space left"
        assert ending.code == (-signal.SIGKILL if fault == "kill -9" else 1), ending
        said = "(nothing: the process is gone)" if fault == "kill -9" else ending.line(words)
        again = ended(collect, prefix=prefix)
        assert "2 failed" in again.line("pages fetched")
        lines = (seen / "home" / "raw" / "captures.jsonl").read_text(encoding="utf-8").splitlines()
        assert {json.loads(line)["address"] for line in lines} == {"http://127.0.0.1:9/x", "http://127.0.0.2:9/y"}
        record(fault, "collect", ending.code, said, 1)
