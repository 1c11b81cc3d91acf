"""The dbt project as files: its manifest, its digest, and a plain call of dbt. No Dagster.

Belongs here: what must be known of the project before anything runs. Does not belong here: assets (dbt.py), SQL. The
manifest is made when a file of the project is newer than it, never otherwise: parsing costs seconds.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

WAREHOUSE_VARIABLE = "GONGKAI_WAREHOUSE"
PROJECT = Path(__file__).resolve().parent.parent / "dbt_project"
DBT = Path(sys.executable).with_name("dbt")
"""dbt as installed beside this interpreter, whatever the search path says."""
MANIFEST = PROJECT / "target" / "manifest.json"
_SOURCES = ("dbt_project.yml", "profiles.yml", "models", "seeds", "macros", "tests")


class ProjectError(Exception):
    """dbt could not do what it was called for: one line with its own words."""


def prepare_manifest() -> Path:
    """The manifest of the project as it stands, parsed anew only where a file of the project is newer.

    Raises ProjectError where it cannot be parsed.
    """
    made = MANIFEST.stat().st_mtime if MANIFEST.exists() else 0.0
    if made > max(path.stat().st_mtime for path in _project_paths()):
        return MANIFEST
    MANIFEST.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=MANIFEST.parent) as folder:
        call_dbt(["parse"], Path(folder, "warehouse.duckdb"), Path(folder))
        for name in ("partial_parse.msgpack", "manifest.json"):
            Path(folder, name).replace(MANIFEST.with_name(name))
    return MANIFEST


def standing_nodes() -> list[tuple[str, str]]:
    """What no document changes, as (schema, name): seeds, the models and tests ("" for a schema) that follow from them
    alone, and views. Raises ProjectError.
    """
    nodes = json.loads(prepare_manifest().read_bytes())["nodes"]

    @cache
    def follows_from_seeds(node_id: str) -> bool:
        node = nodes.get(node_id)
        if node is None:  # a source
            return False
        above = node["depends_on"]["nodes"] if node["resource_type"] != "seed" else []
        return all(follows_from_seeds(one) for one in above)

    return [
        ("" if node["resource_type"] == "test" else str(node["schema"]), str(node["name"]))
        for node_id, node in nodes.items()
        if follows_from_seeds(node_id) or node["config"]["materialized"] == "view"
    ]


def own_target(target: Path) -> Path:
    """The folder for dbt's working files, rid of what another installation parsed there: it names that one's files, and
    dbt would load the other's seeds without a word."""
    whose = target / "project.txt"
    if not whose.exists() or whose.read_text(encoding="utf-8") != str(PROJECT):
        target.mkdir(exist_ok=True)
        (target / "partial_parse.msgpack").unlink(missing_ok=True)
        whose.write_text(str(PROJECT), encoding="utf-8")
    return target


def call_dbt(arguments: Sequence[str], warehouse: Path, target: Path) -> None:
    """Call dbt on a warehouse, with a folder for its working files. Raises ProjectError.

    The warehouse is named from where it lies: dbt parses all anew, for seconds, wherever the name is another one.
    """
    command = [str(DBT), "--quiet", *arguments, "--project-dir", str(PROJECT)]
    command += ["--profiles-dir", str(PROJECT), "--target-path", str(target), "--log-path", str(target)]
    command += ["--log-level-file", "none"]  # each detail of a build, once more
    environment = {**os.environ, WAREHOUSE_VARIABLE: warehouse.name}
    done = subprocess.run(command, env=environment, cwd=warehouse.parent, capture_output=True, text=True, check=False)
    if done.returncode:
        words = " ".join(f"{done.stdout} {done.stderr}".split())
        raise ProjectError(f"dbt {arguments[0]} failed: {words[-1000:]}")


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
