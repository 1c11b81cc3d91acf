"""`gongkai ui` as a process: it answers below its path, and leaves nothing behind when it is killed."""

from __future__ import annotations

import json
import socket
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from commands import descendants, have_ended, start, state_of
from faulty import Reader, copy_of, digests, ended, record, refresh_of, release_of

from warehouse.home import Home

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


LAUNCH = """
mutation { launchRun(executionParams: {runConfigData: "{}", selector: {jobName: "refresh",
    repositoryName: "__repository__", repositoryLocationName: "orchestration.definitions"}}) { __typename } }
"""


@pytest.mark.long
@pytest.mark.parametrize("place", ["extract.under_way", "build.under_way", "publish.database_written"])
def test_kill_9_of_the_ui_with_a_run_under_way_loses_nothing(small_warehouse: Home, tmp_path: Path, place: str) -> None:
    undisturbed, folder = tmp_path / "undisturbed", tmp_path / "killed"
    for one in (undisturbed, folder):
        copy_of(small_warehouse, one)
    assert ended(refresh_of(undisturbed)).code == 0
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with (tmp_path / "out").open("w") as out, Reader(folder) as reader:
        words = ("ui", "--home", folder / "home", "--landing", folder / "landing", "--port", port)
        halt = {"GONGKAI_FAULT_AT": place, "GONGKAI_FAULT_SIGNAL": "SIGSTOP"}
        ui = start(*words, out=out.fileno(), err=out.fileno(), **halt)
        try:
            ask(port, "/server_info")
            answer = ask(port, "/graphql", json.dumps({"query": LAUNCH}).encode())
            assert answer["data"]["launchRun"]["__typename"] == "LaunchRunSuccess", answer
            until_one_is_halted(ui.pid)
            family = descendants(ui.pid)
        finally:
            ui.kill()
            ui.communicate()
        assert have_ended(family)
        reader.assert_undisturbed()
        assert ended(refresh_of(folder)).code == 0
        reader.assert_undisturbed(is_same=False)
    assert digests(release_of(folder)) == digests(release_of(undisturbed))
    record("kill -9 of `gongkai ui`", place, -9, "(nothing: no process is left)", 1)


def until_one_is_halted(pid: int) -> None:
    """Wait until a descendant of the process has stopped itself."""
    deadline = time.monotonic() + SECONDS
    while not any(state_of(one) == "T" for one in descendants(pid)):
        assert time.monotonic() < deadline
        time.sleep(0.2)


def ask(port: int, path: str, body: bytes | None = None) -> dict[str, Any]:
    deadline = time.monotonic() + SECONDS
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", body, {"Content-Type": "application/json"})
    while True:
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                found: dict[str, Any] = json.load(answer)
                return found
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)
