"""A sound home draws no complaint, and every kind of damage draws one that says what to do."""

from __future__ import annotations

import os
import shutil
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import pytest
from homes import home_with, refresh

from warehouse import doctor
from warehouse.archive import ingest
from warehouse.connect import open_warehouse
from warehouse.doctor import examine, move_aside
from warehouse.home import Home, locked
from warehouse.ledger import ledger_rows, raw_path
from warehouse.retention import current_release


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = home_with(tmp_path / "home", a="甲", b="乙", empty="")
    refresh(home)
    return home


def overwrite(path: Path, content: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(content)


def first_document(home: Home) -> Path:
    return raw_path(home, next(ledger_rows(home)).document_id)


def release(home: Home) -> Path:
    return home.current.resolve()


DAMAGE: dict[str, tuple[Callable[[Home], object], str, str]] = {
    "a document changed": (
        lambda home: overwrite(first_document(home), b"other"),
        "is not what was archived",
        "restore it from a backup",
    ),
    "a document lost": (lambda home: first_document(home).unlink(), "is missing", "restore it from a backup"),
    "a document unlisted": (
        lambda home: raw_path(home, "ff" * 32).parent.mkdir() or raw_path(home, "ff" * 32).write_bytes(b"x"),
        "that the ledger does not list",
        "drop it into landing",
    ),
    "the ledger damaged": (
        lambda home: home.ledger.write_bytes(b"x\n" + home.ledger.read_bytes()),
        "the ledger is damaged",
        "line 1",
    ),
    "the warehouse damaged": (
        lambda home: home.warehouse.write_bytes(b"x" * 5000),
        "the working database cannot be used",
        "gongkai doctor --rebuild",
    ),
    "the warehouse truncated": (
        lambda home: os.truncate(home.warehouse, home.warehouse.stat().st_size // 2),
        "the working database",
        "gongkai doctor --rebuild",
    ),
    "a document cut short": (
        lambda home: overwrite(first_document(home), b""),
        "is not what was archived",
        "restore it from a backup",
    ),
    "the journal of captures damaged": (
        lambda home: home.captures.write_bytes(b"{}\n"),
        "the journal of captures is damaged",
        "line 1",
    ),
    "Dagster's records damaged": (
        lambda home: (home.root / "dagster").mkdir() or (home.root / "dagster" / "runs.db").write_bytes(b"x" * 9000),
        "Dagster's records are damaged",
        "it holds nothing but the history",
    ),
    "the database of a release damaged": (
        lambda home: overwrite(release(home) / "marts.duckdb", (release(home) / "marts.duckdb").read_bytes()[:-4096]),
        "a published file is not what was published",
        "--rebuild",
    ),
    "home.json damaged": (lambda home: home.version_file.write_text("{"), "the home cannot be used", "delete it"),
    "a published file changed": (
        lambda home: overwrite(release(home) / "parquet" / "findings.parquet", b"x"),
        "a published file is not what was published",
        "--rebuild",
    ),
    "a published file lost": (
        lambda home: (release(home) / "marts.duckdb").unlink(),
        "a published file cannot be read",
        "--rebuild",
    ),
    "the manifest damaged": (
        lambda home: overwrite(release(home) / "manifest.json", b"{"),
        "a release without a sound manifest",
        "refresh",
    ),
    "the current release gone": (lambda home: shutil.rmtree(release(home)), "leads nowhere", "refresh"),
    "current a folder": (
        lambda home: home.current.unlink() or home.current.mkdir(),
        "`current` is no symlink",
        "delete it and refresh",
    ),
    "a publication cut off": (
        lambda home: (home.releases / "000002-20300101T000000Z.tmp").mkdir(),
        "an unfinished release",
        "the next publication removes it",
    ),
    "a line of the corrections wrong": (
        lambda home: home.corrections.write_text("report_id,fact,corrected_value,justification\nr,case,many,why\n"),
        "a line that cannot be used",
        "wants a number",
    ),
    "another version": (
        lambda home: home.version_file.write_text('{"home_version": 99}'),
        "the home cannot be used",
        "newer gongkai",
    ),
}


def test_a_sound_home_draws_no_complaint_and_is_not_changed(home: Home) -> None:
    def state() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in home.root.rglob("*") if path.is_file()}

    before = state()
    steps: list[tuple[int, int]] = []
    assert examine(home, lambda done, total: steps.append((done, total))) == []
    assert steps[-1] == (3, 3)
    assert state() == before


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_found_and_its_cure_named(home: Home, name: str) -> None:
    harm, what, what_to_do = DAMAGE[name]
    harm(home)
    complaints = examine(home)
    assert any(what in complaint.what and what_to_do in complaint.what_to_do for complaint in complaints), complaints
    assert all(complaint.where and "\n" not in complaint.what + complaint.what_to_do for complaint in complaints)


def test_a_byte_flipped_anywhere_in_the_data_of_the_warehouse_is_found(home: Home) -> None:
    sound = home.warehouse.read_bytes()
    found: set[str] = set()
    for start in range(3 * 4096, len(sound), 262144):
        content = bytearray(sound)
        content[start + 100] ^= 0xFF
        home.warehouse.write_bytes(content)
        found |= {complaint.what.split(" (")[0] for complaint in examine(home)}
    # Blocks that tell where the data are, and blocks of data.
    assert found == {"the working database cannot be used", "the working database is damaged"}


def test_too_little_space_is_said(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: usage(10**12, 10**12 - 10**6, 10**6))
    (complaint,) = examine(home)
    assert "GB are free" in complaint.what


def test_a_home_in_use_is_only_told_to_be_so(home: Home) -> None:
    with locked(home):
        (complaint,) = examine(home)
    assert complaint.what.startswith(f"the home is in use (process {os.getpid()} ")


def test_an_unread_torn_ledger_line_is_no_complaint(home: Home) -> None:
    with home.ledger.open("ab") as ledger:
        ledger.write(b'{"sha256": "ab')
    assert examine(home) == []


def test_a_damaged_warehouse_set_aside_is_made_anew_to_the_same_digests(home: Home) -> None:
    before = current_release(home)
    home.warehouse.write_bytes(b"x" * 5000)
    aside = move_aside(home)
    assert aside is not None and aside.read_bytes() == b"x" * 5000 and not home.warehouse.exists()
    after = refresh(home)
    assert before is not None and after.manifest["build_digest"] == before.manifest["build_digest"]
    assert after.manifest["input_digest"] == before.manifest["input_digest"]
    assert examine(home) == []


def test_a_warehouse_is_set_aside_with_its_log(home: Home) -> None:
    log = home.warehouse.with_name("warehouse.duckdb.wal")
    log.write_bytes(b"log")
    aside = move_aside(home)
    assert aside is not None and aside.with_name(f"{aside.name}.wal").read_bytes() == b"log"
    assert move_aside(home) is None
    with open_warehouse(home) as con:
        assert con.execute("select count(*) from raw.documents").fetchall() == [(0,)]
    ingest(home)
