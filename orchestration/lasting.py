"""Imports that cost seconds: made without looking for garbage, and ahead of time where a core has nothing else to do.

Belongs here: how they are made. Does not belong here: which (cli.py, running.py, assets.py). Dagster, dbt and Great
Expectations make a million objects that stay for good: to look through them for garbage, again and again while there
are ever more, takes a fifth of the time of their import.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread


@contextmanager
def lasting() -> Iterator[None]:
    """What is made within stays as long as the process does."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def begin(prepare: Callable[[], None]) -> None:
    """Call this in a thread of its own, and return at once. What fails in there fails again where it is needed."""

    def call() -> None:
        with lasting(), suppress(Exception):
            prepare()

    Thread(target=call, name="gongkai-prepare").start()
