"""Whatever strikes a refresh at whatever stage: one line, the old release stands, the next refresh makes up for it."""

from __future__ import annotations

import re
import shutil
import signal
from contextlib import ExitStack
from pathlib import Path

import pytest
from faulty import (
    SIGNALS,
    Ending,
    Reader,
    can_make_disks,
    copy_of,
    digests,
    disk,
    ended,
    kill_dbt,
    limit_files,
    record,
    refresh_of,
    release_of,
    struck,
    take_handles,
)

from warehouse.home import Home

STAGES = {
    "ingest": "ingest.document_renamed",
    "load": "load.documents_replaced",
    "extract": "extract.under_way",
    "build": "build.under_way",
    "after the build": "build.done",
    "expect": "checks.done",
    "publish": "publish.database_written",
    "swap": "publish.swapped",
}
"""Where a run is struck, in the order in which it passes the places: each run takes up what the one before it left."""

KILLS = {
    "ingest": "ingest.document_renamed",
    "ingest, its ledger": "ingest.half_a_ledger_line",
    "ingest, its index": "ingest.before_landing_index",
    "load": "load.documents_replaced",
    "extract": "extract.under_way",
    "extract, its load": "load.before_commit",
    "build": "build.under_way",
    "after the build": "build.done",
    "expect": "publish.verdict_recorded",
    "publish": "publish.database_written",
    "publish, its link": "publish.link_made",
    "swap": "publish.swapped",
}
"""Where it is killed; the room of each place has all of its own in tests/unit/test_faults.py."""

FULL = "disk is full|No space left|File too large|answers with errors|ended with code"

FAULTS = ("disk full", "limit on file sizes", "no handles left", *SIGNALS)


@pytest.fixture(scope="module")
def expected(small_warehouse: Home, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The digests of what a refresh publishes that nothing strikes."""
    undisturbed = tmp_path_factory.mktemp("undisturbed")
    copy_of(small_warehouse, undisturbed)
    assert ended(refresh_of(undisturbed)).code == 0
    return digests(release_of(undisturbed))


@pytest.mark.long
@pytest.mark.parametrize("fault", FAULTS)
def test_what_strikes_a_refresh_is_made_up_for_by_the_next(
    fault: str, small_warehouse: Home, tmp_path: Path, expected: dict[str, str]
) -> None:
    # Where nobody may make a disk, the limit on file sizes stands in for a full one.
    if fault != "disk full" or can_make_disks(tmp_path / "probe"):
        assert _chain(fault, small_warehouse, tmp_path) == expected


def _chain(fault: str, small: Home, folder: Path) -> dict[str, str]:
    """Strike one refresh at each stage in turn, then let one end; the digests of what is then published."""
    with ExitStack() as stack:
        prefix: tuple[str, ...] = ()
        seen = folder
        copy_of(small, folder)
        arguments = refresh_of(folder)
        if fault == "disk full":
            own = stack.enter_context(disk(folder / "disk"))
            shutil.copytree(folder / "home", own.seen / "home", symlinks=True)
            shutil.copytree(folder / "landing", own.seen / "landing")
            seen, prefix, arguments = own.seen, own.prefix, refresh_of(own.folder)

        def strike(place: str) -> Ending:
            if fault in SIGNALS:
                return ended(arguments, GONGKAI_FAULT_AT=place, GONGKAI_FAULT_SIGNAL=SIGNALS[fault].name)
            if fault != "disk full":
                harm = take_handles if fault == "no handles left" else limit_files
                return struck(arguments, place, harm)
            alerts = folder / f"{place}.alerts"
            hook = f"tee -a {alerts}"
            ending = struck(arguments, place, lambda _: own.fill(), prefix=prefix, GONGKAI_ALERT_COMMAND=hook)
            own.clear()
            # People are told although nothing can be written; that a run published is no news to them.
            assert place == STAGES["swap"] or re.search(FULL, alerts.read_text(encoding="utf-8")), ending
            return ending

        reader = stack.enter_context(Reader(own.folder if prefix else folder, prefix))
        for stage, place in (KILLS if fault == "kill -9" else STAGES).items():
            ending = strike(place)
            said = _said(fault, stage, ending)
            reader.assert_undisturbed(is_same=stage != "swap")
            record(fault, stage, ending.code, said, 1)
        last = ended(arguments, prefix=prefix)
        assert last.code == 0, last
        reader.assert_undisturbed(is_same=False)
        return digests(release_of(seen))


@pytest.mark.long
def test_a_dbt_that_the_system_kills_is_named_and_made_up_for(
    small_warehouse: Home, tmp_path: Path, expected: dict[str, str]
) -> None:
    copy_of(small_warehouse, tmp_path)
    with Reader(tmp_path) as reader:
        ending = struck(refresh_of(tmp_path), STAGES["build"], kill_dbt)
        assert ending.code == 1
        said = ending.line("^Failed before publication, at dbt: dbt was ended by SIGKILL")
        reader.assert_undisturbed()
        record("kill -9 of dbt", "build", ending.code, said, 1)
        assert ended(refresh_of(tmp_path)).code == 0
    assert digests(release_of(tmp_path)) == expected


def _said(fault: str, stage: str, ending: Ending) -> str:
    """The line that the run ended with, after its exit code was found to be right."""
    where = f"{fault} at {stage}: {ending}"
    if fault == "kill -9":
        assert ending.code == -signal.SIGKILL, where
        return "(nothing: the process is gone)"
    if fault == "no handles left" and ending.code == -signal.SIGABRT:
        return "(DuckDB ends the process: it cannot bear to be refused a file)"
    if stage == "swap":
        assert ending.code == 0, where
        return ending.line("^Published ")
    assert ending.code == 1, where
    if fault in SIGNALS:
        return ending.line("^Stopped at .* before publication; the next refresh goes on")
    words = "No more files|Too many open files" if fault == "no handles left" else FULL
    assert "Traceback" not in ending.out + ending.err, where
    lines = [
        line
        for line in [*ending.out.splitlines(), *ending.err.splitlines()]
        if line.startswith(("gongkai: ", "Failed "))
    ]
    assert len(lines) == 1, where
    assert any(word in lines[0] for word in words.split("|")), where
    return lines[0]
