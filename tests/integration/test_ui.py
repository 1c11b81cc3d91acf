"""`gongkai ui` as a process: it answers below its path, and leaves nothing behind when it is killed."""

from __future__ import annotations

import json
import socket
import time
import urllib.request
from pathlib import Path

from commands import descendants, have_ended, start

SECONDS = 180.0


def test_the_ui_answers_below_its_path_and_kill_9_of_it_leaves_no_process(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with (tmp_path / "out").open("w") as out:
        options = ("--home", tmp_path / "home", "--port", port, "--path-prefix", "/gongkai")
        ui = start("ui", *options, out=out.fileno(), err=out.fileno())
    try:
        assert "dagster_webserver_version" in ask(port, "/gongkai/server_info")
        family = descendants(ui.pid)
        assert len(family) >= 5  # watcher, dagster, webserver, daemon, code server
    finally:
        ui.kill()
        ui.communicate()
    assert have_ended(family)
    with socket.create_server(("127.0.0.1", port)):
        pass  # nobody holds the port


def ask(port: int, path: str) -> dict[str, str]:
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
                found: dict[str, str] = json.load(answer)
                return found
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)
