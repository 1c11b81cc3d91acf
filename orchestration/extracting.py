"""Many documents are read side by side, in processes of their own that may die without harm to the rest.

Belongs here: the pool, its time limit, what becomes of a document that kills its reader. Does not belong here: how a
document is read (extraction.report) or kept (warehouse.load). A worker reads bytes from the archive and sends Arrow
batches back. It never opens the database.

Workers are not forked from this process, where DuckDB, Arrow and Dagster have threads, but from a small one of its own
(multiprocessing's forkserver) that loads the vocabulary once for all of them (orchestration.nursery).
"""

from __future__ import annotations

import functools
import itertools
import multiprocessing
import os
import signal
import time
import traceback
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

import pyarrow as pa

from extraction.facts import Extraction
from extraction.report import extract
from extraction.vocabulary import Vocabulary, load
from warehouse.ledger import read_sound
from warehouse.load import TABLES, Batches, table_schema, to_batch

CHUNK_DOCUMENTS = 32
LEAST_DOCUMENTS, CHUNKS_LEFT = 4, 8
"""Towards the end chunks shrink to a CHUNKS_LEFT-th of a worker's share of what is left, so that all end together."""
CHUNK_NAME_CHARACTERS = 8_000
"""A chunk must fit a pipe's buffer, or sender and receiver could wait for each other."""
CHUNKS_AHEAD = 2
"""So that a worker goes on while the parent loads what it sent."""
SECONDS_PER_DOCUMENT = 120.0
POLL_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Task:
    """One document to read: its id, the name that it was dropped under, and where its bytes are."""

    document_id: str
    source_name: str
    path: Path


Chunk = tuple[Task, ...]
Reader = Callable[[str, bytes, Vocabulary], Extraction]


Answer = tuple[pa.Buffer, ...]
"""A chunk's batches in the order of TABLES, as bytes: to pickle them column by column takes six times as long."""


@functools.cache
def known() -> Vocabulary:
    """The vocabulary, loaded once a process."""
    return load()


def prepare() -> None:
    """Begin to start the process that workers are forked from, where it does not run yet, and return at once. Without
    it read_all does so, and the first documents wait for the vocabulary (half a second)."""
    multiprocessing.set_forkserver_preload(["__main__", "orchestration.nursery"])
    forkserver.ensure_running()


def rejected(reason: str, detail: str) -> Extraction:
    """An extraction that says why there is none: `reason` is a code of seeds/rejections.csv."""
    return Extraction("application/octet-stream", "", None, reason, detail, (), ())


def read_chunk(chunk: Chunk, vocabulary: Vocabulary, reader: Reader = extract) -> Batches:
    """A chunk's documents as one Arrow batch. An exception rejects its own document and no other.

    OSError where the archive lacks a document or holds another: that is the home's fault, not the document's.
    """
    results = []
    for task in chunk:
        content = read_sound(task.path)
        try:
            extraction = reader(task.source_name, content, vocabulary)
        except Exception as error:  # whatever a document provokes is that document's, not the run's
            place = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{Path(place.filename).name}:{place.lineno}"
            extraction = rejected("extractor_crash", f"{type(error).__name__} at {where}: {error}"[:500])
        results.append((task.document_id, extraction))
    return to_batch(results)


def read_all(
    tasks: Iterable[Task],
    workers: int | None = None,
    seconds_per_document: float = SECONDS_PER_DOCUMENT,
    reader: Reader = extract,
) -> Iterator[tuple[int, Batches]]:
    """Read documents in `workers` processes (default: one a core) and yield (number of documents, batch), in any order.

    A document whose reader dies is read once more alone; if that dies too it is rejected as `extractor_crash`. One that
    outlasts `seconds_per_document` is rejected as `extractor_timeout`. RuntimeError where the vocabulary or the archive
    cannot be read.
    """
    limit = workers or os.cpu_count() or 1
    waiting = deque(chunks(list(tasks), limit))
    limit = max(1, min(limit, len(waiting)))
    pool: list[_Worker] = []
    try:
        while waiting or any(worker.chunks for worker in pool):
            if len(pool) < limit and waiting:
                pool.append(_Worker(reader))
                pool[-1].give(waiting)
                continue
            for worker in pool:
                worker.give(waiting)
            ready = wait([worker.connection for worker in pool if worker.chunks], timeout=POLL_SECONDS)
            for worker in [worker for worker in pool if worker.chunks]:
                outcome = worker.take(worker.connection in ready, seconds_per_document)
                if isinstance(outcome, str):
                    pool.remove(worker)
                    failed, *untouched = worker.chunks
                    waiting.extendleft(reversed(untouched))
                    if len(failed) > 1:
                        waiting.extendleft((task,) for task in failed)
                    else:
                        yield 1, to_batch([(failed[0].document_id, rejected(outcome, worker.epitaph))])
                elif outcome is not None:
                    yield outcome
    finally:
        for worker in pool:
            worker.stop()


def chunks(tasks: Sequence[Task], workers: int) -> Iterator[Chunk]:
    """The tasks in order, cut into chunks that `workers` will end together."""
    start = 0
    while start < len(tasks):
        share = (len(tasks) - start) // (workers * CHUNKS_LEFT)
        end = start + max(LEAST_DOCUMENTS, min(share, CHUNK_DOCUMENTS))
        names = itertools.accumulate(len(task.source_name) for task in tasks[start:end])
        fitting = bisect_right(list(names), CHUNK_NAME_CHARACTERS)
        yield tuple(tasks[start : start + max(fitting, 1)])
        start += max(fitting, 1)


@dataclass(eq=False)
class _Worker:
    """A process, the pipe to it, and the chunks that it was given and has not answered, oldest first."""

    reader: Reader
    chunks: deque[Chunk] = field(default_factory=deque)
    epitaph: str = ""
    answered_at: float = 0.0
    process: BaseProcess = field(init=False)
    connection: Connection = field(init=False)

    def __post_init__(self) -> None:
        prepare()
        context = multiprocessing.get_context("forkserver")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, self.reader), daemon=True)
        self.process.start()  # returns once it is forked, so that its time begins with all loaded
        theirs.close()

    def give(self, waiting: deque[Chunk]) -> None:
        while waiting and len(self.chunks) < CHUNKS_AHEAD:
            chunk = waiting.popleft()
            if not self.chunks:
                self.answered_at = time.monotonic()
            self.chunks.append(chunk)
            try:
                self.connection.send(chunk)
            except OSError:
                return  # it died; take() finds out

    def take(self, is_ready: bool, limit: float) -> tuple[int, Batches] | str | None:
        """The next answer, None while there is none, or why there will be none (a code of seeds/rejections.csv)."""
        if is_ready:
            try:
                answer: Answer | str = self.connection.recv()
            except (EOFError, OSError):
                self.stop()
                self.epitaph = f"the reading process ended with code {self.process.exitcode}"
                return "extractor_crash"
            if isinstance(answer, str):
                raise RuntimeError(answer)
            self.answered_at = time.monotonic()
            batches = {
                table: pa.ipc.read_record_batch(content, table_schema(table))
                for table, content in zip(TABLES, answer, strict=True)
            }
            return len(self.chunks.popleft()), batches
        if time.monotonic() - self.answered_at > limit:
            self.stop()
            self.epitaph = f"not read within {limit:g} seconds"
            return "extractor_timeout"
        return None

    def stop(self) -> None:
        self.connection.close()
        self.process.join(timeout=0.2)
        if self.process.is_alive():
            self.process.kill()
        self.process.join()


def _serve(connection: Connection, reader: Reader) -> None:
    """A worker's life: answer chunks, end when the parent is gone or has no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupted parent closes the pipe
    try:
        while True:
            chunk = connection.recv()
            try:
                batches = read_chunk(chunk, known(), reader)
                answer: Answer | str = tuple(batches[table].serialize() for table in TABLES)
            except OSError as error:
                answer = f"the archive cannot be read ({error}); `gongkai doctor` says what to do"
            connection.send(answer)
    except (EOFError, OSError):
        return
