"""Nothing of what the keeper starts outlives it, whichever way it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from commands import descendants, have_ended

Start = Callable[[], tuple[subprocess.Popen[bytes], list[int]]]

FAMILY = """
import os, signal, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import signal, time; signal.signal(signal.SIGINT, signal.SIG_IGN);"
                          " signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(120)"])
def farewell(number, _):
    open(sys.argv[1] + ".said", "w").write(signal.Signals(number).name)
    sys.exit(7)
signal.signal(signal.SIGTERM, farewell)
signal.signal(signal.SIGINT, farewell)
open(sys.argv[1] + ".tmp", "w").write(f"{os.getpid()} {child.pid}")
os.replace(sys.argv[1] + ".tmp", sys.argv[1])
time.sleep(120)
"""
"""A command with a child that will not end when asked."""


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Start]:
    started: list[subprocess.Popen[bytes]] = []

    def start() -> tuple[subprocess.Popen[bytes], list[int]]:
        command = [sys.executable, "-c", FAMILY, str(tmp_path / "pids")]
        keeper = subprocess.Popen([sys.executable, "-m", "orchestration.keeping", *command], stdout=subprocess.PIPE)
        started.append(keeper)
        assert keeper.stdout is not None
        assert keeper.stdout.readline() == b"up\n"
        pids = [int(pid) for pid in until((tmp_path / "pids").read_text).split()]
        return keeper, [*pids, *(pid for pid in descendants(keeper.pid) if pid not in pids)]

    yield start
    for keeper in started:
        keeper.kill()
        keeper.wait()
        keeper.stdout.close()  # type: ignore[union-attr]


def until(look: Callable[[], str]) -> str:
    for _ in range(600):
        try:
            return look()
        except OSError:
            time.sleep(0.05)
    raise TimeoutError


def test_kill_9_of_the_keeper_leaves_no_process(kept: Start) -> None:
    keeper, pids = kept()
    assert len(pids) == 3  # the command, its child, the watcher
    keeper.kill()
    assert have_ended(pids)


def test_kill_9_of_the_command_ends_its_children_and_the_keeper(kept: Start) -> None:
    keeper, pids = kept()
    os.kill(pids[0], signal.SIGKILL)
    assert keeper.wait(timeout=60) == 128 + signal.SIGKILL
    assert have_ended(pids)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_request_to_end_is_passed_on_and_answered_in_the_command_s_own_way(
    kept: Start, tmp_path: Path, number: signal.Signals
) -> None:
    keeper, pids = kept()
    keeper.send_signal(number)
    assert keeper.wait(timeout=60) == 7
    assert (tmp_path / "pids.said").read_text() == number.name
    assert have_ended(pids)


def test_a_command_that_ends_takes_its_children_with_it(kept: Start) -> None:
    keeper, pids = kept()
    os.kill(pids[0], signal.SIGTERM)
    assert keeper.wait(timeout=60) == 7
    assert have_ended(pids)


def test_a_command_that_cannot_be_run_is_an_error() -> None:
    done = subprocess.run([sys.executable, "-m", "orchestration.keeping", "/nowhere"], capture_output=True, check=False)
    assert done.returncode != 0
