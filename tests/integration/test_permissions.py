"""Nobody but the owner and the group may write into a home, whatever the umask; who may read it is the umask's to say."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import SAMPLES, gongkai

READ_ONLY = stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH


@pytest.mark.parametrize(
    ("umask", "readers"),
    [
        (0o000, 0o444),
        pytest.param(0o077, 0o400, marks=pytest.mark.long),
        pytest.param(0o027, 0o440, marks=pytest.mark.long),
    ],
)
def test_what_a_refresh_writes_follows_the_umask_and_is_never_everybody_s_to_write(
    tmp_path: Path, umask: int, readers: int
) -> None:
    home, landing = tmp_path / "home", tmp_path / "landing"
    landing.mkdir()
    shutil.copy(SAMPLES / "2014-daowai.txt", landing)
    before = os.umask(umask)
    try:
        done = gongkai("refresh", "--home", home, "--landing", landing)
    finally:
        os.umask(before)
    assert done.returncode == 0, done.stdout + done.stderr
    modes = {path: stat.S_IMODE(path.lstat().st_mode) for path in everything(home)}
    assert {path for path, mode in modes.items() if mode & stat.S_IWOTH} == set()
    copied = home / "dbt_target"  # among it copies of files of the project, as readable as these
    assert {path for path, mode in modes.items() if mode & umask and copied not in path.parents} == set()
    (archived,) = (home / "raw").glob("??/*")
    marts = (home / "releases" / "current" / "marts.duckdb").resolve()
    assert {modes[archived], modes[marts], modes[marts.with_name("manifest.json")]} == {readers}
    assert modes[home / "logs" / "gongkai.log"] & READ_ONLY == readers


def everything(folder: Path) -> Iterator[Path]:
    yield folder
    yield from (path for path in folder.rglob("*") if not path.is_symlink())
