"""Whom an alert is to tell: what HOME/alerts.toml and the environment say.

Belongs here: reading these settings, and what is wrong with them. Does not belong here: calling anybody (alerting.py).
"""

from __future__ import annotations

import os
import shlex
import stat
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warehouse.home import Home, HomeError

COMMAND_VARIABLE, WEBHOOK_VARIABLE = "GONGKAI_ALERT_COMMAND", "GONGKAI_ALERT_WEBHOOK"

_KEYS = {"command", "webhook"}


@dataclass(frozen=True, slots=True)
class Hooks:
    """Whom to tell: a command (its words) and an address; either may be absent."""

    command: Sequence[str] = ()
    webhook: str = ""


def settings_of(home: Home) -> Path:
    """The file that says whom to tell (optional)."""
    return home.root / "alerts.toml"


def hooks_of(home: Home) -> Hooks:
    """What the home's alerts.toml and the environment say; the environment wins, hook by hook.

    Raises HomeError for a file that cannot be used.
    """
    settings = _settings(settings_of(home))
    command, webhook = settings.get("command", []), settings.get("webhook", "")
    if os.environ.get(COMMAND_VARIABLE):
        try:
            command = shlex.split(os.environ[COMMAND_VARIABLE])
        except ValueError as error:
            raise HomeError(f"{COMMAND_VARIABLE} cannot be split into words ({error}): close its quotes.") from None
    return Hooks(tuple(command), os.environ.get(WEBHOOK_VARIABLE) or webhook)


def _settings(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            is_open_to_all = bool(os.fstat(file.fileno()).st_mode & stat.S_IWOTH)
            settings = tomllib.load(file)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise HomeError(f"{path} cannot be used ({error}): mend it, or delete it.") from None
    unknown = ", ".join(sorted(settings.keys() - _KEYS))
    command, webhook = settings.get("command", []), settings.get("webhook", "")
    if unknown:
        raise HomeError(f"{path} knows command and webhook, not {unknown}.")
    if not isinstance(command, list) or not all(isinstance(word, str) for word in command):
        raise HomeError(f'{path}: command is a list of words, such as ["mail", "-s", "gongkai", "me"].')
    if not isinstance(webhook, str) or (webhook and not webhook.startswith(("http://", "https://"))):
        raise HomeError(f"{path}: webhook is an address that begins with http:// or https://.")
    if command and is_open_to_all:
        raise HomeError(f"{path} may be written by everybody, so its command is not run: chmod o-w it.")
    return settings
