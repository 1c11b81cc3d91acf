"""Two refreshes of one home at once: the second waits, says so, and finds nothing left to do."""

from __future__ import annotations

import shutil
from pathlib import Path

from commands import SAMPLES, start

from warehouse.home import open_home
from warehouse.retention import release_folders


def test_of_two_refreshes_at_once_the_second_waits_and_has_nothing_to_do(tmp_path: Path) -> None:
    home, landing = tmp_path / "home", tmp_path / "landing"
    landing.mkdir()
    for path in sorted(SAMPLES.glob("*.txt"))[:3]:
        shutil.copy(path, landing)
    both = [start("refresh", "--home", home, "--landing", landing) for _ in range(2)]
    words = [process.communicate(timeout=300) for process in both]
    assert [process.returncode for process in both] == [0, 0], words
    said = sorted(out for out, _ in words)
    waited, published = sorted(said, key=lambda out: "Published" in out)
    assert "Published" in published
    assert "Nothing to do" in waited
    assert waited.count("Waiting until it ends.") == 1
    assert len(release_folders(open_home(home, landing))) == 1
