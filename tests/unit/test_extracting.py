"""The pool: whatever one document does to its reader, every other document is read."""

from __future__ import annotations

import os
from pathlib import Path

import hostile_readers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.extracting import CHUNK_DOCUMENTS, CHUNK_NAME_CHARACTERS, Task, chunks, prepare, read_all


def rejections(folder: Path, names: list[str], **options: float) -> dict[str, str]:
    tasks = []
    for number, name in enumerate(names):
        path = folder / f"{number}"
        path.write_text(name, encoding="utf-8")
        tasks.append(Task(f"{number}", name, path))
    found: dict[str, str] = {}
    for count, batches in read_all(tasks, workers=2, reader=hostile_readers.read, **options):  # type: ignore[arg-type]
        rows = batches["reports"].to_pylist()
        assert len(rows) == count
        for row in rows:
            assert row["document_id"] not in found
            found[row["document_id"]] = row["rejection"]
    return {name: found[f"{number}"] for number, name in enumerate(names)}


def test_every_document_is_read_once_whatever_others_do(tmp_path: Path) -> None:
    names = [f"quiet {number}" for number in range(3 * CHUNK_DOCUMENTS)]
    names[5], names[40], names[41], names[-1] = "dies a", "dies b", "raises c", "hangs d"
    found = rejections(tmp_path, names, seconds_per_document=3.0)
    assert {name: code for name, code in found.items() if code != "empty"} == {
        "dies a": "extractor_crash",
        "dies b": "extractor_crash",
        "raises c": "extractor_crash",
        "hangs d": "extractor_timeout",
    }


def test_nothing_to_read_starts_no_process() -> None:
    assert list(read_all([])) == []


def test_very_long_names_do_not_choke_the_pipe(tmp_path: Path) -> None:
    names = [f"{number} " + "长" * 4000 for number in range(2 * CHUNK_DOCUMENTS)]
    assert set(rejections(tmp_path, names).values()) == {"empty"}


def test_a_document_that_the_archive_lost_is_the_run_s_fault_not_its_own(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="gongkai doctor"):
        list(read_all([Task("0", "gone.txt", tmp_path / "gone")], reader=hostile_readers.read))


def test_workers_come_from_a_process_of_its_own_that_knows_the_vocabulary_already(tmp_path: Path) -> None:
    prepare()
    prepare()
    path = tmp_path / "whose"
    path.write_text("whose", encoding="utf-8")
    tasks = [Task(f"{number}", "whose", path) for number in range(3 * CHUNK_DOCUMENTS)]
    details = {
        row["rejection_detail"]
        for _, batches in read_all(tasks, workers=2, reader=hostile_readers.read)
        for row in batches["reports"].to_pylist()
    }
    assert len(details) == 1
    parent, loaded = details.pop().split()
    assert int(parent) != os.getpid()
    assert loaded == "1"


@given(st.lists(st.integers(1, 400), max_size=300), st.integers(1, 9))
def test_chunks_hold_every_document_once_and_shrink_towards_the_end(lengths: list[int], workers: int) -> None:
    tasks = [Task(f"{number}", "长" * length, Path("one")) for number, length in enumerate(lengths)]
    made = list(chunks(tasks, workers))
    assert [task for chunk in made for task in chunk] == tasks
    assert all(0 < len(chunk) <= CHUNK_DOCUMENTS for chunk in made)
    assert all(sum(len(task.source_name) for task in chunk) <= CHUNK_NAME_CHARACTERS for chunk in made)
    if sum(lengths) <= CHUNK_NAME_CHARACTERS:
        assert [len(chunk) for chunk in made] == sorted((len(chunk) for chunk in made), reverse=True)
