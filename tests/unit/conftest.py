"""What tests of several rooms share: an empty home, the vocabulary; for those of collecting a server that misbehaves, and
the clock that it and the run go by."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from collecting_runs import PAGE
from misbehaving import Clock, Server, answering, serving

from extraction.vocabulary import Vocabulary, load
from warehouse.home import Home, open_home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A new home in which nothing has landed yet."""
    return open_home(tmp_path / "home")


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """The project's own seeds."""
    return load()


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
