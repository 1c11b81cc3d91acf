"""What a run prints goes into a log; a terminal hears single lines."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.run_output import KEEP_LOGS, new_log, printing_into
from warehouse.home import open_home

NOISY = """
import subprocess, sys
from pathlib import Path
from orchestration.run_output import hush
print("before")
say = hush(Path(sys.argv[1]))
print("noise")
print("noise", file=sys.stderr)
subprocess.run(["echo", "a child's noise"])
say("the one line \\udcff")
"""
QUIET_BEFORE = NOISY.replace('print("before")\n', "")


def test_a_hushed_process_and_its_children_say_single_lines_only(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", NOISY, tmp_path / "log"], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("before\nthe one line ?\n", "")
    assert sorted((tmp_path / "log").read_text().splitlines()) == ["a child's noise", "noise", "noise"]


def test_a_terminal_that_went_away_harms_no_run(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    with subprocess.Popen([sys.executable, "-c", QUIET_BEFORE, tmp_path / "log"], stdout=writing) as process:
        os.close(writing)
        os.close(reading)
    assert process.returncode == 0


def test_what_is_printed_lands_in_the_log_for_the_time_of_a_block(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with printing_into(tmp_path / "log"):
        print("noise")
    print("a line")
    assert capsys.readouterr().out == "a line\n"
    assert (tmp_path / "log").read_text() == "noise\n"


def test_of_logs_the_last_ones_stay_and_no_other_file_goes(tmp_path: Path) -> None:
    home = open_home(tmp_path / "home")
    home.logs.mkdir(exist_ok=True)
    others = [home.logs / "gongkai.log", home.logs / "alerts.log"]
    old = [home.logs / f"{job}-2026{day:04}T000000Z-1.log" for day in range(101, 131) for job in ("a", "z")]
    for path in [*others, *old]:
        path.touch()
    new_log(home, "refresh").touch()
    left = set(home.logs.iterdir())
    assert left.issuperset([*others, *old[-KEEP_LOGS + 1 :]]) and len(left) == len(others) + KEEP_LOGS
