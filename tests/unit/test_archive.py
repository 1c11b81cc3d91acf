"""What lies in landing is archived once, whatever its shape, and the archive outlives what can happen to it."""

from __future__ import annotations

import hashlib
import os
import resource
import stat
import time
from pathlib import Path

import pytest
from homes import bundle, drop, listed

from warehouse import archive
from warehouse.archive import Intake, ingest
from warehouse.home import Home, HomeError, open_home
from warehouse.ledger import ledger_rows, raw_path, read_raw, unlisted


def test_documents_of_any_depth_are_kept_by_their_hash(home: Home) -> None:
    drop(home, "a/b/c/甲.html", "甲")
    drop(home, "乙.txt", "乙")
    assert ingest(home) == Intake(seen=2, new=2, bytes_new=6)
    rows = list(ledger_rows(home))
    assert [row.name for row in rows] == ["a/b/c/甲.html", "乙.txt"]
    assert [row.sighting for row in rows] == [1, 2]
    for row in rows:
        assert hashlib.sha256(read_raw(home, row.document_id)).hexdigest() == row.document_id
        assert stat.S_IMODE(raw_path(home, row.document_id).stat().st_mode) & 0o222 == 0
        assert row.url is None and row.byte_count == 3 and row.rejection is None
    assert rows[0].first_seen_at == rows[1].first_seen_at


def test_nothing_in_landing_is_touched(home: Home) -> None:
    drop(home, "a.txt", "a")
    bundle(home, "b.zip", {"c.txt": b"c"})

    def state() -> dict[str, tuple[bytes, int, int]]:
        return {
            path.name: (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_mode)
            for path in home.landing.iterdir()
        }

    before = state()
    ingest(home)
    assert state() == before


def test_the_same_bytes_under_two_names_are_one_document_with_both_names_remembered(home: Home) -> None:
    drop(home, "a.txt", "same")
    drop(home, "b.txt", "same")
    intake = ingest(home)
    assert (intake.seen, intake.new, intake.bytes_new) == (2, 1, 4)
    assert [row.name for row in ledger_rows(home)] == ["a.txt", "b.txt"]
    assert len({row.document_id for row in ledger_rows(home)}) == 1


def test_a_second_ingest_of_the_same_adds_nothing(home: Home) -> None:
    drop(home, "a.txt")
    bundle(home, "b.zip", {"c.txt": b"c", "d.txt": b"d"})
    ingest(home)
    ledger = home.ledger.read_bytes()
    assert ingest(home) == Intake(seen=3)
    assert home.ledger.read_bytes() == ledger


def test_a_changed_file_is_a_new_document_and_the_old_one_stays(home: Home) -> None:
    path = drop(home, "a.txt", "one")
    ingest(home)
    path.write_text("two")
    assert ingest(home).new == 1
    path.unlink()
    assert ingest(home) == Intake()
    assert [read_raw(home, row.document_id) for row in ledger_rows(home)] == [b"one", b"two"]


def old_enough_for_the_index(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as settled some seconds after their change time, which cannot be set: move the clock instead."""
    real = time.time_ns
    monkeypatch.setattr("warehouse.landing.time.time_ns", lambda: real() + 3_600_000_000_000)


def test_an_unchanged_file_is_not_opened_again(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    old_enough_for_the_index(home, monkeypatch)
    drop(home, "a.txt")
    bundle(home, "b.zip", {"c.txt": b"c"})
    ingest(home)
    monkeypatch.setattr(archive, "_take_file", lambda *_: pytest.fail("a file was opened"))
    assert ingest(home) == Intake(seen=2)


def test_a_file_that_changed_a_moment_ago_is_read_again(home: Home) -> None:
    path = drop(home, "a.txt", "one")
    ingest(home)
    before = path.stat()
    path.write_text("two")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert ingest(home).new == 1


@pytest.mark.parametrize("damage", ["delete", "tear", "other landing"])
def test_the_landing_index_may_be_lost(
    home: Home, damage: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old_enough_for_the_index(home, monkeypatch)
    drop(home, "a.txt")
    ingest(home)
    if damage == "delete":
        home.landing_index.unlink()
    elif damage == "tear":
        home.landing_index.write_bytes(home.landing_index.read_bytes()[:-9])
    else:
        (tmp_path / "other").mkdir()
        (tmp_path / "other" / "a.txt").write_text("other")
        assert ingest(open_home(home.root, tmp_path / "other")).new == 1
    assert ingest(home) == Intake(seen=1)


def test_a_ledger_that_was_lost_is_written_again_whatever_the_index_says(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_enough_for_the_index(home, monkeypatch)
    drop(home, "a.txt")
    ingest(home)
    home.ledger.unlink()
    assert ingest(home).new == 1


def test_hidden_and_half_finished_files_are_ignored_by_name(home: Home) -> None:
    for name in [".DS_Store", "~$a.docx", "a.part", "b.TMP", "c.crdownload", "Thumbs.db", ".git/config", "__MACOSX/x"]:
        drop(home, name)
    bundle(home, "d.zip", {"__MACOSX/._a.txt": b"x", "a/.DS_Store": b"x"})
    assert ingest(home) == Intake()


def test_what_is_empty_or_too_large_is_turned_away_with_its_reason(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_DOCUMENT_BYTES", 10)
    drop(home, "empty.txt", "")
    drop(home, "large.txt", "x" * 11)
    drop(home, "right.txt", "x" * 10)
    intake = ingest(home)
    assert (intake.new, intake.rejected) == (3, 2)
    assert listed(home) == [("empty.txt", "empty"), ("large.txt", "too_large"), ("right.txt", None)]
    large = next(row for row in ledger_rows(home) if row.rejection == "too_large")
    assert large.document_id == hashlib.sha256(b"x" * 11).hexdigest() and large.byte_count == 11
    assert not raw_path(home, large.document_id).exists()


def test_links_are_not_followed_out_of_landing(home: Home, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "more.txt").write_text("more")
    drop(home, "inside.txt", "inside")
    (home.landing / "out.txt").symlink_to(tmp_path / "secret.txt")
    (home.landing / "folder").symlink_to(tmp_path / "secrets")
    (home.landing / "in.txt").symlink_to("inside.txt")
    (home.landing / "nowhere").symlink_to("gone")
    (home.landing / "loop").symlink_to("loop")
    intake = ingest(home)
    assert listed(home) == [("in.txt", None), ("inside.txt", None)]
    assert sorted(notice.split()[0] for notice in intake.notices) == ["folder", "loop", "nowhere", "out.txt"]


def test_a_pipe_in_landing_does_not_hold_the_ingest_up(home: Home) -> None:
    os.mkfifo(home.landing / "pipe")
    assert ingest(home).notices == ["pipe is not a regular file; passed over."]


def test_a_name_in_gbk_bytes_is_read(home: Home) -> None:
    drop(home, "a.txt")
    (home.landing / "a.txt").rename(home.landing / os.fsdecode("年报.txt".encode("gbk")))
    ingest(home)
    assert listed(home) == [("年报.txt", None)]


def test_a_file_that_is_still_being_written_waits_for_the_next_ingest(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = drop(home, "a.txt", "half")
    real = archive.landed_files

    def then_written(*arguments: object) -> object:
        found = real(*arguments)  # type: ignore[arg-type]
        path.write_text("half and half")
        return found

    monkeypatch.setattr(archive, "landed_files", then_written)
    intake = ingest(home)
    assert (intake.new, len(intake.notices)) == (0, 1)
    monkeypatch.undo()
    assert ingest(home).new == 1


def test_a_file_that_vanishes_or_may_not_be_read_is_said_and_stops_nothing(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = drop(home, "a.txt", "gone")
    drop(home, "b.txt", "stays")
    real = archive.landed_files

    def then_gone(*arguments: object) -> object:
        found = real(*arguments)  # type: ignore[arg-type]
        gone.unlink()
        return found

    monkeypatch.setattr(archive, "landed_files", then_gone)
    intake = ingest(home)
    assert listed(home) == [("b.txt", None)]
    assert intake.notices == ["a.txt could not be read (No such file or directory); the next refresh tries again."]


def test_a_document_that_is_not_what_was_archived_is_not_read(home: Home) -> None:
    drop(home, "a.txt", "whole")
    ingest(home)
    (row,) = ledger_rows(home)
    path = raw_path(home, row.document_id)
    path.chmod(0o644)
    path.write_bytes(b"whale")
    with pytest.raises(HomeError, match="is not what was archived: `gongkai doctor` says"):
        read_raw(home, row.document_id)


def test_a_torn_last_ledger_line_is_survived(home: Home) -> None:
    drop(home, "a.txt", "a")
    drop(home, "b.txt", "b")
    ingest(home)
    whole = home.ledger.read_bytes()
    second = whole.index(b"\n") + 1
    for cut in (second + 1, len(whole) - 1):
        home.ledger.write_bytes(whole[:cut])
        assert [row.name for row in ledger_rows(home)] == ["a.txt"]
        intake = ingest(home)
        assert intake.new == 1 and "torn" in intake.notices[0]
        assert [row.name for row in ledger_rows(home)] == ["a.txt", "b.txt"]


def test_damage_within_the_ledger_is_said_with_its_line(home: Home) -> None:
    drop(home, "a.txt", "a")
    drop(home, "b.txt", "b")
    ingest(home)
    home.ledger.write_bytes(b"{}\n" + home.ledger.read_bytes())
    drop(home, "c.txt", "c")
    with pytest.raises(HomeError, match=r"ledger\.jsonl is damaged at line 1"):
        ingest(home)


def test_a_document_in_raw_that_the_ledger_does_not_list_is_written_again(home: Home) -> None:
    drop(home, "a.txt", "whole")
    ingest(home)
    (row,) = ledger_rows(home)
    # What a power cut can leave: the file renamed, its bytes lost, the ledger line never written.
    home.ledger.unlink()
    raw_path(home, row.document_id).unlink()
    raw_path(home, row.document_id).write_bytes(b"")
    assert unlisted(home, []) == [raw_path(home, row.document_id)]
    ingest(home)
    assert read_raw(home, row.document_id) == b"whole"


def test_a_document_that_the_archive_has_lost_is_given_back_by_dropping_it_again(home: Home) -> None:
    drop(home, "a.txt", "whole")
    ingest(home)
    (row,) = ledger_rows(home)
    raw_path(home, row.document_id).unlink()
    drop(home, "a.txt", "whole")
    assert ingest(home).new == 0
    assert read_raw(home, row.document_id) == b"whole"
    assert len(list(ledger_rows(home))) == 1


def test_a_document_that_the_archive_has_lost_is_named(home: Home) -> None:
    with pytest.raises(HomeError, match="is missing, though the ledger lists it"):
        read_raw(home, "ab" * 32)


@pytest.mark.parametrize("limit", [10, 210, 300])
def test_a_disk_that_fills_up_is_said_in_one_line_and_loses_nothing(home: Home, limit: int) -> None:
    """The limit on file sizes stands in for the full disk: of the document's file, then of the ledger."""
    drop(home, "a.txt", "x" * 200)
    drop(home, "b.txt", "y" * 200)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        with pytest.raises(HomeError, match=r"raw cannot be written .File too large"):
            ingest(home)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    ingest(home)
    assert listed(home) == [("a.txt", None), ("b.txt", None)]
    assert {read_raw(home, row.document_id) for row in ledger_rows(home)} == {b"x" * 200, b"y" * 200}


def test_progress_ends_where_it_said_it_would(home: Home) -> None:
    for number in range(3):
        drop(home, f"{number}.txt", str(number))
    steps: list[tuple[int, int]] = []
    ingest(home, lambda done, total: steps.append((done, total)))
    assert steps[0] == (0, 3) and steps[-1] == (3, 3)


def test_documents_are_listed_in_the_order_of_their_names_also_across_bundles(home: Home) -> None:
    drop(home, "a.zip-1.txt", "1")
    drop(home, "b.txt", "2")
    drop(home, "A.txt", "3")
    bundle(home, "a.zip", {"z.txt": b"4", "b/y.txt": b"5"})
    ingest(home)
    names = [name for name, _ in listed(home)]
    assert names == sorted(names) == ["A.txt", "a.zip-1.txt", "a.zip/b/y.txt", "a.zip/z.txt", "b.txt"]
