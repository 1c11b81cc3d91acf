"""What the machine refuses is told in one line with its cure, whoever met it; a mistake of ours is none."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import duckdb
import pytest

from warehouse import refusals
from warehouse.journal import open_log


def wrapped(cause: BaseException) -> BaseException:
    """The cause as a library passes it on, and as cleaning up after it fails too."""
    try:
        try:
            raise ValueError("passed on") from cause
        except ValueError:
            raise KeyError("cleaning up")  # noqa: B904
    except KeyError as error:
        return error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device", "/x"),
            "The disk is full (No space left on device: /x): free",
        ),
        (OSError(errno.EROFS, "Read-only file system"), "cannot be written (Read-only file system): check"),
        (OSError(errno.EMFILE, "Too many open files"), "No more files can be opened (Too many open files): raise"),
        (sqlite3.OperationalError("database or disk is full"), "The disk is full (database or disk is full): free"),
        (sqlite3.OperationalError("attempt to write a readonly database"), "cannot be written (attempt"),
        (sqlite3.DatabaseError("file is not a database"), "delete HOME/dagster"),
        (duckdb.IOException("IO Error: Could not write file: No space left on device"), "The disk is full (IO Error"),
        (MemoryError(), "There is no memory left (MemoryError): end other programs"),
    ],
)
def test_a_refusal_is_told_with_its_cure(error: BaseException, words: str) -> None:
    for one in (error, wrapped(error)):
        told = refusals.told(one)
        assert told is not None and words in told and "\n" not in told
        assert told.startswith(refusals.named(one) or "?")


def test_a_mistake_is_no_refusal() -> None:
    for error in (
        KeyError("x"),
        OSError("without a number"),
        duckdb.BinderException("no such column"),
        wrapped(KeyError()),
    ):
        assert refusals.told(error) is None


def test_what_does_not_fit_into_a_log_is_left_out() -> None:
    # /dev/full refuses every write for want of space.
    with open_log(Path("/dev/full")) as log:
        log.write("many words" * 10_000)
        log.flush()


def test_a_log_is_added_to(tmp_path: Path) -> None:
    for word in ("one", "两"):
        with open_log(tmp_path / "log") as log:
            print(word, file=log)
    assert (tmp_path / "log").read_text("utf-8") == "one\n两\n"
