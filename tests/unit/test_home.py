"""A home is made, recognised, refused and locked."""

from __future__ import annotations

import json
import multiprocessing
import os
import platform
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from warehouse.home import (
    HOME_VERSION,
    OLDEST_VERSION,
    HomeBusy,
    HomeElsewhere,
    HomeError,
    holder,
    is_locked,
    locked,
    open_home,
    write_durably,
)


def test_a_new_home_has_its_folders_and_its_version(tmp_path: Path) -> None:
    home = open_home(tmp_path / "new" / "home")
    assert home.landing.is_dir() and home.raw.is_dir() and home.releases.is_dir()
    assert json.loads(home.version_file.read_text())["home_version"] == HOME_VERSION
    assert open_home(home.root) == home


def test_a_home_may_be_prepared_by_hand(tmp_path: Path) -> None:
    (tmp_path / "landing").mkdir()
    (tmp_path / "corrections.csv").write_text("")
    assert open_home(tmp_path).version_file.exists()


def test_looking_at_a_home_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(HomeError, match="There is no home at"):
        open_home(tmp_path / "none", writable=False)
    assert not (tmp_path / "none").exists()
    (tmp_path / "empty").mkdir()
    open_home(tmp_path / "empty", writable=False)
    assert not list((tmp_path / "empty").iterdir())


def test_a_file_is_no_home(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(HomeError, match="is a file, not a folder"):
        open_home(tmp_path / "file")
    with pytest.raises(HomeError, match="cannot be written"):
        open_home(tmp_path / "file" / "home")


def test_a_folder_of_other_things_is_no_home(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("x")
    with pytest.raises(HomeError, match="holds other files"):
        open_home(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_home_where_nothing_can_be_written_is_refused() -> None:
    # /proc refuses writes to everybody, root too, unlike a folder without permission bits.
    with pytest.raises(HomeError, match="cannot be written"):
        open_home("/proc/gongkai")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (f'{{"home_version": {HOME_VERSION + 1}}}', "newer gongkai"),
        (f'{{"home_version": {OLDEST_VERSION - 1}}}', "older gongkai"),
        ("torn", "is damaged"),
        ("[]", "is damaged"),
    ],
)
def test_a_home_of_another_version_is_refused(tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "home.json").write_text(content)
    with pytest.raises(HomeError, match=words):
        open_home(tmp_path)


def test_a_landing_folder_must_exist_and_lie_apart_from_the_archive(tmp_path: Path) -> None:
    home = open_home(tmp_path / "home")
    (tmp_path / "file").write_text("x")
    for landing, words in [
        (tmp_path / "none", "There is no landing folder"),
        (tmp_path / "file", "is a file"),
        (tmp_path, "contains the home"),
        (home.root, "contains the home"),
        (home.raw, "own archive"),
    ]:
        with pytest.raises(HomeError, match=words):
            open_home(home.root, landing)
    (tmp_path / "reports").mkdir()
    assert open_home(home.root, tmp_path / "reports").landing == tmp_path / "reports"


def test_a_durable_write_replaces_the_whole_file(tmp_path: Path) -> None:
    write_durably(tmp_path / "file", b"a long first content")
    write_durably(tmp_path / "file", b"short")
    assert (tmp_path / "file").read_bytes() == b"short"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_the_lock_tells_who_holds_it_and_is_given_back(tmp_path: Path) -> None:
    home = open_home(tmp_path)
    assert not is_locked(home)
    with locked(home):
        entry = holder(home)
        assert entry is not None and entry["pid"] == os.getpid()
        with locked(home):
            pass
        assert holder(home) == entry
    assert holder(home) is None
    assert not is_locked(home)


def test_another_thread_is_refused_or_waits(tmp_path: Path) -> None:
    home = open_home(tmp_path)
    outcomes: list[object] = []

    def second(wait_seconds: float) -> None:
        try:
            with locked(home, wait_seconds):
                outcomes.append("in")
        except HomeBusy as busy:
            outcomes.append(str(busy))

    with locked(home):
        refused = threading.Thread(target=second, args=(0.0,))
        refused.start()
        refused.join()
        waiting = threading.Thread(target=second, args=(30.0,))
        waiting.start()
        time.sleep(0.1)
        assert len(outcomes) == 1
    waiting.join()
    assert f"is in use by process {os.getpid()}" in str(outcomes[0])
    assert outcomes[1] == "in"


def hold(root: Path, pipe: Connection) -> None:
    with locked(open_home(root)):
        pipe.send("held")
        pipe.recv()


def test_the_lock_of_a_killed_process_is_free_at_once(tmp_path: Path) -> None:
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=hold, args=(tmp_path, theirs))
    process.start()
    assert ours.recv() == "held"
    home = open_home(tmp_path)
    assert is_locked(home)
    with pytest.raises(HomeBusy, match=f"process {process.pid} on "), locked(home):
        pass
    process.kill()
    process.join()
    with locked(home):
        entry = holder(home)
        assert entry is not None and entry["pid"] == os.getpid()


def test_a_machine_of_the_same_name_is_another_one_unless_this_one_has_started_since(tmp_path: Path) -> None:
    home = open_home(tmp_path)
    elsewhere = {"host": platform.node(), "machine": "another-boot", "pid": 7, "since": "2026-01-01T00:00:00+00:00"}
    home.lock_holder.write_text(json.dumps(elsewhere))
    with pytest.raises(HomeElsewhere), locked(home, wait_seconds=60):
        pass
    before_the_start = time.time() - float(Path("/proc/uptime").read_text().split()[0]) - 5
    os.utime(home.lock_holder, (before_the_start, before_the_start))
    with locked(home):
        pass


def test_a_home_that_another_machine_uses_is_refused_until_that_machine_falls_silent(tmp_path: Path) -> None:
    home = open_home(tmp_path)
    elsewhere = {"host": "another-machine", "machine": "another-boot", "pid": 7, "since": "2026-01-01T00:00:00+00:00"}
    home.lock_holder.write_text(json.dumps(elsewhere))
    with pytest.raises(HomeBusy, match=r"from another machine .process 7 on another-machine"), locked(home):
        pass
    assert is_locked(home)
    long_ago = time.time() - 3600
    os.utime(home.lock_holder, (long_ago, long_ago))
    with locked(home):
        pass
