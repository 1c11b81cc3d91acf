"""Append-only files: journals of JSON lines, of which a power cut can tear no line but the last, and logs for people.

Belongs here: whole lines, the torn tail, appending, what does not fit. Does not belong here: what the lines say
(archive.py, captures.py, the runs).
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from warehouse.home import sync_folder

_TAIL_BYTES = 64 * 1024


def whole_lines(path: Path) -> Iterator[bytes]:
    """The file's lines in order, without a torn last one; none where there is no file."""
    try:
        with path.open("rb") as file:
            for line in file:
                if line.endswith(b"\n"):
                    yield line
    except FileNotFoundError:
        return


def last_line(path: Path) -> bytes | None:
    """The last whole line, found from the end; None where there is none."""
    try:
        with path.open("rb") as file:
            start = file.seek(0, os.SEEK_END)
            tail = b""
            # Of a whole line the end is known, and the end of the line before it, or the beginning of the file.
            while start > 0 and tail.count(b"\n", 0, tail.rfind(b"\n")) == 0:
                step = min(_TAIL_BYTES, start)
                start -= step
                file.seek(start)
                tail = file.read(step) + tail
    except FileNotFoundError:
        return None
    end = tail.rfind(b"\n")
    return tail[tail.rfind(b"\n", 0, end) + 1 : end + 1] if end >= 0 else None


def cut_torn_line(path: Path) -> bool:
    """Remove what a power cut left of a last line, so that the next line begins on its own; was there any?"""
    try:
        with path.open("rb+") as file:
            size = file.seek(0, os.SEEK_END)
            tail = b""
            start = size
            while start > 0 and b"\n" not in tail:
                start = max(0, start - _TAIL_BYTES)
                file.seek(start)
                tail = file.read(size - start)
            whole = start + tail.rfind(b"\n") + 1
            if whole < size:
                file.truncate(whole)
                os.fsync(file.fileno())
            return whole < size
    except FileNotFoundError:
        return False


def append_lines(path: Path, lines: bytes) -> None:
    """Add whole lines; on return they survive a power cut."""
    is_new = not path.exists()
    with path.open("ab") as file:
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        sync_folder(path.parent)


class _Forgiving(io.FileIO):
    """What cannot be written counts as written."""

    def write(self, content: Any) -> int:
        """The number of bytes that were to be written."""
        try:
            return super().write(content) or 0
        except OSError:
            return len(memoryview(content))


def open_log(path: Path) -> TextIO:
    """A log for people, opened to add to: what no longer fits on its disk is left out, and no run fails for it.

    Raises OSError where it cannot even be opened.
    """
    return io.TextIOWrapper(io.BufferedWriter(_Forgiving(path, "a")), encoding="utf-8")
