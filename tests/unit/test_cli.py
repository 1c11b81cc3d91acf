"""The commands' edge: help, exit codes, one clear line for each user error."""

from __future__ import annotations

import json
import os
import pty
import socket
from pathlib import Path

import pytest
from commands import SAMPLES, gongkai, start
from typer.testing import CliRunner

from extraction.facts import EXTRACTOR_VERSION
from orchestration.cli import app
from warehouse.home import package_version

SAMPLE = SAMPLES / "2014-daowai.txt"


@pytest.mark.parametrize("command", ["refresh", "collect", "ui", "inspect", "check", "marts", "doctor"])
def test_every_command_says_what_it_does(command: str) -> None:
    shown = CliRunner().invoke(app, [command, "--help"])
    assert shown.exit_code == 0
    assert f"gongkai {command}" in shown.output


def test_the_version_names_the_extractor_too() -> None:
    shown = CliRunner().invoke(app, ["--version"])
    assert (shown.exit_code, shown.output) == (0, f"gongkai {package_version()}, extractor {EXTRACTOR_VERSION}\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["refresh", "--home", "a.file"], "is a file"),
        (["refresh", "--home", "home", "--landing", "nowhere"], "There is no landing folder"),
        (["refresh", "--home", "home", "--landing", "a.file"], "is a file"),
        (["refresh", "--home", "other"], "holds other files"),
        (["marts", "--home", "nowhere"], "There is no home"),
        (["doctor", "--home", "nowhere"], "There is no home"),
        (["inspect", "nowhere.txt"], "cannot be read"),
        (["inspect", "other"], "is a folder"),
        (["check", "nowhere.txt"], "cannot be read"),
        (["ui", "--home", "home", "--port", "0"], "--port"),
        (["inspect"], "Missing argument"),
        (["publish"], "No such command"),
        (["inspect", "--format", "xml", "a.file"], "xml"),
    ],
)
def test_a_user_s_error_is_one_line_and_exit_code_2(tmp_path: Path, arguments: list[str], words: str) -> None:
    (tmp_path / "a.file").write_text("x", encoding="utf-8")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.doc").write_text("x", encoding="utf-8")
    done = gongkai(*arguments, folder=tmp_path)
    assert done.returncode == 2, done.stdout + done.stderr
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    if done.stderr.startswith("gongkai: "):
        assert done.stderr.count("\n") == 1


def test_home_and_landing_may_be_named_by_the_environment(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert gongkai("marts", GONGKAI_HOME=str(home)).returncode == 2
    (home / "raw").mkdir(parents=True)
    done = gongkai("marts", GONGKAI_HOME=str(home))
    assert (done.returncode, "Nothing is published" in done.stdout) == (0, True), done.stderr
    done = gongkai("refresh", GONGKAI_HOME=str(home), GONGKAI_LANDING=str(tmp_path / "nowhere"))
    assert (done.returncode, "nowhere" in done.stderr) == (2, True)


def test_the_home_is_below_the_working_folder_unless_named(tmp_path: Path) -> None:
    (tmp_path / "data" / "raw").mkdir(parents=True)
    done = gongkai("marts", folder=tmp_path)
    assert (done.returncode, str(tmp_path / "data") in done.stdout) == (0, True), done.stderr


def test_a_port_in_use_is_a_user_s_error(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = gongkai("ui", "--home", tmp_path / "home", "--port", taken.getsockname()[1])
    assert (done.returncode, "name another with --port" in done.stderr) == (2, True)


def test_inspect_prints_json_and_writes_nothing(tmp_path: Path) -> None:
    done = gongkai("inspect", SAMPLE, "--format", "json", folder=tmp_path)
    (one,) = json.loads(done.stdout)
    assert (done.returncode, one["report"]["region_code"]) == (0, "230104")
    assert list(tmp_path.iterdir()) == []


def test_a_name_with_escape_codes_cannot_reach_the_terminal(tmp_path: Path) -> None:
    done = gongkai("inspect", tmp_path / "a\x1b[2Jb.txt")
    assert (done.returncode, "\x1b" in done.stderr) == (2, False)


def test_a_terminal_gets_colours_and_a_pipe_does_not() -> None:
    assert "\x1b" not in gongkai("inspect", SAMPLE).stdout
    ours, theirs = pty.openpty()
    with start("inspect", SAMPLE, out=theirs, TERM="xterm-256color"):
        os.close(theirs)
        shown = b"".join(iter(lambda: _read(ours), b""))
    assert b"\x1b[" in shown
    os.close(ours)


def test_check_names_what_fails_in_a_report_that_does_not_add_up(tmp_path: Path) -> None:
    page = (SAMPLES / "2019-yuexiu.html").read_text(encoding="utf-8")
    broken = tmp_path / "broken.html"
    received = "新收政府信息公开申请数量</td><td>14</td>"
    assert received in page
    broken.write_text(page.replace(received, received.replace("14", "77")), encoding="utf-8")
    failed = gongkai("check", broken)
    assert failed.returncode == 1, failed.stdout + failed.stderr
    assert "T3-01" in failed.stdout


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 4096)
    except OSError:  # how Linux says that the other end is closed
        return b""


def test_a_reader_that_goes_away_ends_neither_a_run_nor_in_a_traceback(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = start("refresh", "--home", tmp_path / "home", out=writing)
    os.close(writing)
    _, err = process.communicate(timeout=300)
    assert (process.returncode, err) == (0, "")
    line = json.loads((tmp_path / "home" / "logs" / "gongkai.log").read_text(encoding="utf-8"))
    assert line["outcome"] == "nothing_to_do"


@pytest.mark.parametrize("prefix", ["gongkai", "/gongkai/", "/a b", "/公开", "/<script>"])
def test_a_path_prefix_that_no_proxy_could_use_is_a_user_s_error(tmp_path: Path, prefix: str) -> None:
    done = gongkai("ui", "--home", tmp_path / "home", "--path-prefix", prefix)
    assert (done.returncode, "--path-prefix" in done.stderr) == (2, True)
