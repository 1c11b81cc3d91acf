"""What the tests of collecting share: a server that misbehaves, and the clock that it and the run go by."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from collecting_runs import PAGE
from misbehaving import Clock, Server, answering, serving


@pytest.fixture
def clock() -> Clock:
    """Time that passes only in sleep."""
    return Clock()


@pytest.fixture
def site(clock: Clock) -> Iterator[Server]:
    """A server with one good page."""
    with serving(clock) as server:
        server.behaviours["/page"] = answering(PAGE)
        yield server
