"""Who is told how long work goes: a bar on a terminal, plain lines elsewhere, nobody in a run of Dagster's own.

Belongs here: showing. Does not belong here: counting. Pipeline rooms call `shown()`; the command line puts a listener
in its place for the time of a run, which happens in the same process.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

SECONDS_BETWEEN_LINES = 5.0


class Listener(Protocol):
    """Told of stages ("extract"), of what is done of how many (None where nobody knows), and of single lines."""

    def stage(self, name: str, total: int | None = None) -> None: ...

    def advance(self, done: int, total: int | None = None) -> None: ...

    def say(self, line: str) -> None: ...


class Silent:
    """Shows nothing: Dagster's own log and metadata say it all."""

    def stage(self, name: str, total: int | None = None) -> None: ...

    def advance(self, done: int, total: int | None = None) -> None: ...

    def say(self, line: str) -> None: ...


class Terminal:
    """A bar for each stage on a terminal; elsewhere a line when a stage begins and every few seconds of it."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.timings: dict[str, float] = {}
        self._stage = ""
        self._total: int | None = None
        self._began = self._said = time.monotonic()
        self._bars = Progress(
            SpinnerColumn(finished_text="✓"),
            TextColumn("{task.description}"),
            BarColumn(bar_width=28),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            disable=not console.is_terminal,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> Terminal:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end_stage()
        self._bars.stop()

    def stage(self, name: str, total: int | None = None) -> None:
        """A new stage begins, and the one before it is over."""
        self._end_stage()
        self._stage, self._total, self._began, self._said = name, total, time.monotonic(), time.monotonic()
        if self.console.is_terminal:
            self._task = self._bars.add_task(name, total=total)
        else:
            self._line(name if total is None else f"{name}: {total:,}")

    def advance(self, done: int, total: int | None = None) -> None:
        """So much of the stage is done."""
        self._total = total = total or self._total
        if self._task is not None:
            self._bars.update(self._task, completed=done, total=total)
        elif time.monotonic() - self._said >= SECONDS_BETWEEN_LINES:
            self._said = time.monotonic()
            self._line(f"{self._stage}: {done:,}" + ("" if total is None else f" of {total:,}"))

    def say(self, line: str) -> None:
        """One line for people."""
        self._line(line)

    def _line(self, text: str) -> None:
        self.console.print(text, markup=False, highlight=False, soft_wrap=True)

    def _end_stage(self) -> None:
        if self._stage:
            self.timings[self._stage] = time.monotonic() - self._began
        if self._task is not None:
            task = next(task for task in self._bars.tasks if task.id == self._task)
            self._bars.update(self._task, total=task.total or 1, completed=task.total or 1)
        self._stage, self._task = "", None


_listener: Listener = Silent()


def shown() -> Listener:
    """Whoever is to be told now."""
    return _listener


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Tell this listener until the block ends."""
    global _listener
    before, _listener = _listener, listener
    try:
        yield
    finally:
        _listener = before


class Unheard(Console):
    """A console whose reader may go away (`gongkai refresh | head`): what is said then is said to nobody."""

    def on_broken_pipe(self) -> None:
        """Be quiet from here on; a run goes on, and ends with its own exit code."""
        self.quiet = True
        # The interpreter, too, writes what is left when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.file.fileno())


def terminal(kind: type[Console] = Console) -> Console:
    """A console on the standard output of now; wide enough for tables where that is a file or a pipe."""
    console = kind(file=sys.stdout, highlight=False)
    return console if console.is_terminal else kind(file=sys.stdout, highlight=False, width=160)
