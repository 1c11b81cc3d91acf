"""Somebody is told when a run failed or its release was held back: by a command, a webhook, or both.

Belongs here: calling the hooks, what came of it. Does not belong here: which they are (hooks.py), what a run's line
says (run_log.py). A hook that fails, hangs or is set up wrongly never harms a run: that is a line in
HOME/logs/alerts.log.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import urllib3

from orchestration.hooks import hooks_of
from orchestration.neutral import neutral
from orchestration.run_log import Line, sentence, write_line
from warehouse.home import Home, HomeError, package_version

COMMAND_SECONDS = 30.0
WEBHOOK_TIMEOUT = urllib3.Timeout(connect=5.0, read=10.0)
WORTH_TELLING = ("failed", "held_back")
"""The outcomes that are told. That a person stopped a run is no news to them."""

_CHARACTERS = 500


def text_of(line: Line, home: Home) -> str:
    """A run's line as one sentence for people."""
    return neutral(f"gongkai {line['job']} in {home.root}: {sentence(line)}")


def tell(home: Home, line: Line) -> list[str]:
    """Call the hooks for a run's line, where its outcome is worth telling; returns what went wrong, a line each.

    The hooks get the line as JSON, with `text` and `home`: the command on its standard input (the text also in
    GONGKAI_ALERT_TEXT), the webhook as the body of a POST.
    """
    if line["outcome"] not in WORTH_TELLING:
        return []
    alert = {"text": text_of(line, home), "home": str(home.root), **line}
    try:
        hooks = hooks_of(home)
    except HomeError as error:
        _write(home, line, "settings", str(error))
        return [str(error)]
    calls: dict[str, Callable[[], str]] = {}
    if hooks.command:
        calls["command"] = lambda: _run(hooks.command, alert)
    if hooks.webhook:
        calls["webhook"] = lambda: _post(hooks.webhook, alert)
    complaints = []
    for name, call in calls.items():
        complaint = call()
        _write(home, line, name, complaint)
        if complaint:
            complaints.append(f"The alert's {name} failed: {complaint}")
    return complaints


def _run(command: Sequence[str], alert: Mapping[str, Any]) -> str:
    """Run the command, bounded in time; "" or what went wrong."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, "GONGKAI_ALERT_TEXT": alert["text"]},
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        return f"{command[0]} cannot be run ({error})"
    try:
        _, said = process.communicate(json.dumps(alert, ensure_ascii=False).encode(), timeout=COMMAND_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return f"{command[0]} had not ended after {COMMAND_SECONDS:.0f} s and was killed"
    if process.returncode:
        return f"{command[0]} ended with {process.returncode}: {said.decode(errors='replace').strip()}"
    return ""


def _post(address: str, alert: Mapping[str, Any]) -> str:
    """Post the alert, bounded in time, once more where the connection fails; "" or what went wrong."""
    try:
        with urllib3.PoolManager() as pool:
            answer = pool.request(
                "POST",
                address,
                json=alert,
                headers={"User-Agent": f"gongkai/{package_version()}"},
                timeout=WEBHOOK_TIMEOUT,
                retries=urllib3.Retry(connect=1, read=0, redirect=0, raise_on_redirect=False, backoff_factor=1),
                preload_content=False,
            )
            status = answer.status
            answer.release_conn()
    except (urllib3.exceptions.HTTPError, ValueError) as error:
        return str(error)
    return "" if 200 <= status < 300 else f"the answer was {status}"


def _write(home: Home, line: Line, hook: str, complaint: str) -> None:
    said = {"hook": hook, "is_told": not complaint, "complaint": neutral(complaint)[:_CHARACTERS] or None}
    with contextlib.suppress(OSError):  # a full disk may be what the alert is about
        write_line(home, "alerts.log", run_id=line["run_id"], outcome=line["outcome"], **said)
