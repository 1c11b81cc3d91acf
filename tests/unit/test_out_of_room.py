"""Space, file size or handles run out at any write: one line says so, and the next refresh makes up for it."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from faulty import can_make_disks, disk, record
from homes import home_with, refresh
from out_of_room import lowered, outcome

UNIT = Path(__file__).parent
KB = 1024
SIZES = [0, 1, 3, 16, 100, 300, 700, 1100, 4000]
EACH_SIZE = [*range(16), *range(16, 4100, 24)]
HANDLES = [0, 1, 4, 16]
EACH_HANDLE = list(range(24))


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one release of two documents; two more have landed since."""
    home = home_with(tmp_path_factory.mktemp("prepared") / "home", a="甲", b="乙")
    refresh(home)
    (home.landing / "c.txt").write_text("丙" * 4000)
    (home.landing / "d.txt").write_text("丁" * 4000)
    return home.root


def sweep(kind: str, values: list[int], prepared: Path, folder: Path) -> Iterator[dict[str, str]]:
    """One refresh after the other, each with so much left."""
    for value in values:
        if kind == "handles":
            used = len(list(Path("/proc/self/fd").iterdir()))
            yield outcome(prepared, folder, lambda limit=used + value: lowered(resource.RLIMIT_NOFILE, limit))
        else:
            yield outcome(prepared, folder, lambda limit=value * KB: lowered(resource.RLIMIT_FSIZE, limit))


def sweep_of_a_disk(values: list[int], prepared: Path, folder: Path) -> Iterator[dict[str, str]]:
    """The same on a small disk."""
    with disk(folder, 100) as small:
        words = [*small.prefix, sys.executable, UNIT / "out_of_room.py", prepared, small.folder]
        done = subprocess.run(
            [*words, *(str(value * KB) for value in values)],
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(filter(None, [*sys.path, os.environ.get("PYTHONPATH", "")])),
            },
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    yield from map(json.loads, done.stdout.splitlines())


def demand_all_survived(fault: str, outcomes: list[dict[str, str]], is_recorded: bool) -> None:
    """Nothing broke, all ended at one digest, and both ends of the sweep were met."""
    assert [one["broken"] for one in outcomes] == [""] * len(outcomes)
    assert len({one["digest"] for one in outcomes}) == 1
    assert outcomes[0]["said"] and not outcomes[-1]["said"]
    if is_recorded:
        said = sorted({one["said"] for one in outcomes if one["said"]}, key=len)
        record(fault, "every write of ingest, load, publish", 1, said[0], len(outcomes))


@pytest.mark.parametrize(("kind", "values"), [("file sizes", SIZES), ("handles", HANDLES)])
def test_whatever_runs_out_the_next_refresh_makes_up_for_it(
    kind: str, values: list[int], prepared: Path, tmp_path: Path
) -> None:
    demand_all_survived(kind, list(sweep(kind, values, prepared, tmp_path / "home")), False)


def test_a_disk_that_fills_up_at_any_write_loses_nothing(prepared: Path, tmp_path: Path) -> None:
    # Where nobody may make a disk, the limit on file sizes stands in for it.
    if can_make_disks(tmp_path / "probe"):
        demand_all_survived("disk full", list(sweep_of_a_disk(SIZES, prepared, tmp_path / "disk")), False)


@pytest.mark.long
@pytest.mark.parametrize(("kind", "values"), [("file sizes", EACH_SIZE), ("handles", EACH_HANDLE)])
def test_whatever_runs_out_at_each_write_the_next_refresh_makes_up_for_it(
    kind: str, values: list[int], prepared: Path, tmp_path: Path
) -> None:
    demand_all_survived(f"limit on {kind}", list(sweep(kind, values, prepared, tmp_path / "home")), True)


@pytest.mark.long
def test_a_disk_that_fills_up_at_each_write_loses_nothing(prepared: Path, tmp_path: Path) -> None:
    if can_make_disks(tmp_path / "probe"):
        demand_all_survived("disk full", list(sweep_of_a_disk(EACH_SIZE, prepared, tmp_path / "disk")), True)
