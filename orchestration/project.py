"""The dbt project as files: its manifest, its digest, and a plain call of dbt. No Dagster.

Belongs here: what must be known of the project before anything runs. Does not belong here: assets (dbt.py), SQL. The
manifest is made when a file of the project is newer than it, never otherwise: parsing costs seconds.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

WAREHOUSE_VARIABLE = "GONGKAI_WAREHOUSE"
PROJECT = Path(__file__).resolve().parent.parent / "dbt_project"
MANIFEST = PROJECT / "target" / "manifest.json"
_SOURCES = ("dbt_project.yml", "profiles.yml", "models", "seeds", "macros", "tests")


def prepare_manifest() -> Path:
    """The manifest of the project as it stands, parsed anew only where a file of the project is newer.

    Raises RuntimeError with dbt's own words where it cannot be parsed.
    """
    made = MANIFEST.stat().st_mtime if MANIFEST.exists() else 0.0
    if made > max(path.stat().st_mtime for path in _project_paths()):
        return MANIFEST
    MANIFEST.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=MANIFEST.parent) as folder:
        call_dbt(["parse"], ":memory:", Path(folder))
        for name in ("partial_parse.msgpack", "manifest.json"):
            Path(folder, name).replace(MANIFEST.with_name(name))
    return MANIFEST


def call_dbt(arguments: Sequence[str], warehouse: Path | str, target: Path) -> None:
    """Call dbt on a warehouse, with a folder for its working files. Raises RuntimeError with dbt's own words."""
    command = [sys.executable, "-m", "dbt.cli.main", "--quiet", *arguments, "--project-dir", str(PROJECT)]
    command += ["--profiles-dir", str(PROJECT), "--target-path", str(target), "--log-path", str(target)]
    environment = {**os.environ, WAREHOUSE_VARIABLE: str(warehouse)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"dbt {arguments[0]} failed:\n{done.stdout}{done.stderr}")


def _project_paths() -> Iterator[Path]:
    """Every file of the project, and its folders, whose times tell that a file is gone."""
    for source in _SOURCES:
        path = PROJECT / source
        yield path
        yield from path.rglob("*")


def project_digest() -> str:
    """SHA-256 of every file of the project: with another one the same documents make another release."""
    digest = hashlib.sha256()
    for path in sorted(path for path in _project_paths() if path.is_file()):
        digest.update(f"{path.relative_to(PROJECT)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
