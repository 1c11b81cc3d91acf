"""Alerts: a command and a webhook are told what failed, and none of their faults is a run's."""

from __future__ import annotations

import io
import json
import os
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import urllib3
from rich.console import Console

from orchestration import alerting, hooks
from orchestration.alerting import tell
from orchestration.showing import show_health
from warehouse.home import Home, HomeError, open_home

LINE = {
    "run_id": "1234", "job": "refresh", "outcome": "held_back", "release": "000003-20260401T000000Z",
    "failed": {"expectations": "applications_in_range \x1b[31m失败"}, "will_retry": False,
}  # fmt: skip


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    for name in (hooks.COMMAND_VARIABLE, hooks.WEBHOOK_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    return open_home(tmp_path / "home")


@contextmanager
def server(status: int = 204, location: str = "") -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A loopback server that answers every POST alike; its address, and the bodies that came."""
    bodies: list[dict[str, Any]] = []

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.end_headers()

        do_GET = do_POST

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.server_port}/hook", bodies
        finally:
            listening.shutdown()
            thread.join()


def script(folder: Path, code: str) -> list[str]:
    path = folder / "hook.py"
    path.write_text(code, encoding="utf-8")
    return [sys.executable, str(path)]


def settings(home: Home, **values: object) -> None:
    lines = [f"{name} = {json.dumps(value)}" for name, value in values.items()]
    (home.root / "alerts.toml").write_text("\n".join(lines), encoding="utf-8")


def log_of(home: Home) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (home.logs / "alerts.log").read_text(encoding="utf-8").splitlines()]


def test_a_webhook_and_a_command_get_the_run_s_line_and_a_sentence(home: Home, tmp_path: Path) -> None:
    copy = tmp_path / "copy.json"
    command = script(
        tmp_path, f"import sys, os; open({str(copy)!r}, 'w').write(sys.stdin.read() + os.environ['GONGKAI_ALERT_TEXT'])"
    )
    with server() as (address, bodies):
        settings(home, webhook=address, command=command)
        assert tell(home, LINE) == []
    (body,) = bodies
    assert body["text"] == (
        f"gongkai refresh in {home.root}: held back by data quality at expectations: applications_in_range [31m失败. "
        "000003-20260401T000000Z stays current."
    )
    assert {name: body[name] for name in LINE} == LINE
    assert copy.read_text(encoding="utf-8") == json.dumps(body, ensure_ascii=False) + body["text"]
    assert [(one["hook"], one["is_told"]) for one in log_of(home)] == [("command", True), ("webhook", True)]


@pytest.mark.parametrize("outcome", ["published", "nothing_to_do", "done", "interrupted"])
def test_only_failures_are_told(home: Home, outcome: str) -> None:
    with server() as (address, bodies):
        settings(home, webhook=address)
        assert tell(home, {**LINE, "outcome": outcome}) == []
    assert bodies == []


def test_the_environment_wins_over_the_file(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings(home, command=["/nowhere"], webhook="http://127.0.0.1:9/")
    with server() as (address, bodies):
        monkeypatch.setenv(hooks.WEBHOOK_VARIABLE, address)
        monkeypatch.setenv(hooks.COMMAND_VARIABLE, " ".join(script(tmp_path, "")))
        assert tell(home, LINE) == []
    assert len(bodies) == 1


def test_a_hook_that_fails_is_a_complaint_and_the_other_is_still_called(home: Home, tmp_path: Path) -> None:
    with server(500) as (address, bodies):
        settings(home, webhook=address, command=script(tmp_path, "import sys; sys.exit('the mail is full')"))
        complaints = tell(home, LINE)
    assert len(bodies) == 1
    assert ["the mail is full" in complaints[0], "the answer was 500" in complaints[1]] == [True, True]
    assert [one["is_told"] for one in log_of(home)] == [False, False]


def test_hooks_that_are_not_there_or_lead_elsewhere_are_complaints(home: Home) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        closed = silent.getsockname()[1]
    settings(home, webhook=f"http://127.0.0.1:{closed}/", command=["/nowhere/hook"])
    first, second = tell(home, LINE)
    assert "cannot be run" in first and "refused" in second
    with server() as (address, bodies), server(302, address) as (elsewhere, _):
        settings(home, webhook=elsewhere)
        assert "the answer was 302" in tell(home, LINE)[0]
    assert bodies == []


def test_a_hook_that_hangs_is_ended(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alerting, "COMMAND_SECONDS", 0.5)
    monkeypatch.setattr(alerting, "WEBHOOK_TIMEOUT", urllib3.Timeout(connect=0.5, read=0.5))
    left = tmp_path / "pid"
    code = f"import os, subprocess, sys; child = subprocess.Popen(['sleep', '60']); open({str(left)!r}, 'w').write(str(child.pid)); child.wait()"
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings(home, webhook=f"http://127.0.0.1:{silent.getsockname()[1]}/", command=script(tmp_path, code))
        first, second = tell(home, LINE)
    assert "was killed" in first and "timed out" in second.lower()
    if left.exists():
        with pytest.raises(ProcessLookupError):
            os.kill(_reaped(int(left.read_text())), 0)


def _reaped(pid: int) -> int:
    """The pid, once nothing of it but what nobody reaps is left (an orphan's new parent may take its time)."""
    stat = Path(f"/proc/{pid}/stat")
    for _ in range(10_000):
        try:
            if stat.read_text().rpartition(")")[2].split()[0] == "Z":
                return 2**30
        except OSError:
            return pid
    return pid


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("command = 'one string'", "list of words"),
        ("webhook = 'ftp://example.org'", "begins with http"),
        ("hook = 'x'", "not hook"),
        ("command = [", "cannot be used"),
    ],
)
def test_settings_that_cannot_be_used_are_one_line(home: Home, content: str, words: str) -> None:
    (home.root / "alerts.toml").write_text(content, encoding="utf-8")
    with pytest.raises(HomeError, match=words):
        hooks.hooks_of(home)
    (complaint,) = tell(home, LINE)
    assert words in complaint and "\n" not in complaint
    assert log_of(home)[0]["hook"] == "settings"


@pytest.mark.parametrize(("content", "code"), [("command = [", 1), ("webhook = 'http://127.0.0.1/hook'", 0)])
def test_doctor_tells_of_settings_that_cannot_be_used(home: Home, content: str, code: int) -> None:
    (home.root / "alerts.toml").write_text(content, encoding="utf-8")
    said = io.StringIO()
    assert show_health(home, Console(file=said, width=500)) == code
    assert ("nobody will be told when a run fails" in said.getvalue()) == bool(code)


def test_a_command_that_everybody_may_write_is_not_run(home: Home, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    settings(home, command=["touch", str(ran)])
    (home.root / "alerts.toml").chmod(0o666)
    assert "may be written by everybody" in tell(home, LINE)[0]
    assert not ran.exists()
