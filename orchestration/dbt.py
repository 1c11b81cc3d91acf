"""dbt's models as assets, its tests as checks: key = [schema, name], group = schema, as everywhere.

Belongs here: the manifest, the translation of names, the one call of dbt. Does not belong here: SQL (dbt_project).
The manifest is made when a file of the project is newer than it, never otherwise: parsing costs seconds.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtCliResource, dbt_assets

from orchestration.metadata import table_metadata
from orchestration.progress import shown
from orchestration.resources import WAREHOUSE_VARIABLE, HomeResource
from warehouse.connect import open_warehouse
from warehouse.faults import reach
from warehouse.inputs import remember_built
from warehouse.publish import PUBLISHED_SCHEMAS

PROJECT = Path(__file__).resolve().parent.parent / "dbt_project"
MANIFEST = PROJECT / "target" / "manifest.json"
_SOURCES = ("dbt_project.yml", "profiles.yml", "models", "seeds", "macros", "tests")


def prepare_manifest() -> Path:
    """The manifest of the project as it stands, parsed anew only where a file of the project is newer.

    Raises RuntimeError with dbt's own words where the project cannot be parsed.
    """
    made = MANIFEST.stat().st_mtime if MANIFEST.exists() else 0.0
    if made > max(path.stat().st_mtime for path in _project_paths()):
        return MANIFEST
    MANIFEST.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=MANIFEST.parent) as folder:
        command = [sys.executable, "-m", "dbt.cli.main", "parse", "--quiet", "--project-dir", str(PROJECT)]
        command += ["--profiles-dir", str(PROJECT), "--target-path", folder, "--log-path", folder]
        environment = {WAREHOUSE_VARIABLE: ":memory:", **os.environ}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"dbt cannot parse {PROJECT}:\n{done.stdout}{done.stderr}")
        for name in ("partial_parse.msgpack", "manifest.json"):
            Path(folder, name).replace(MANIFEST.with_name(name))
    return MANIFEST


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


class Translator(DagsterDbtTranslator):
    """Keys are dagster-dbt's own ([configured schema, name]); groups are the schemas."""

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """The schema, which is the folder."""
        schema = dbt_resource_props["config"].get("schema")
        return str(schema) if schema else None


@dbt_assets(manifest=prepare_manifest(), dagster_dbt_translator=Translator(), name="dbt")
def dbt_models(context: dg.AssetExecutionContext, dbt: DbtCliResource, home: HomeResource) -> Iterator[Any]:
    """Seeds, models and their tests, in one call of dbt. Rows are counted once dbt has let go of the database."""
    shown().stage("build", len(context.selected_asset_keys))
    arguments = ["build", "--exclude-resource-type", "unit_test"]
    invocation = dbt.cli(arguments, context=context, target_path=home.home.dbt_target, raise_on_error=False)
    events, built = [], 0
    for event in invocation.stream():
        reach("build.under_way")
        events.append(event)
        if isinstance(event, dg.Output | dg.MaterializeResult):
            built += 1
            shown().advance(built)
    reach("build.done")
    with open_warehouse(home.home) as con:
        if invocation.is_successful() and not context.is_subset:
            remember_built(con, project_digest())
        for event in events:
            key = _key_of(context, event)
            if key is not None:
                context.add_asset_metadata(table_metadata(con, key), asset_key=key)
            yield event
    if not invocation.is_successful():
        raise invocation.get_error() or dg.Failure("dbt failed; its log says why.")


def _key_of(context: dg.AssetExecutionContext, event: Any) -> dg.AssetKey | None:
    if isinstance(event, dg.Output):
        return context.asset_key_for_output(event.output_name)
    return event.asset_key if isinstance(event, dg.MaterializeResult) else None


def key_of_table(table: str) -> dg.AssetKey:
    """The asset of the table "schema.name". Raises KeyError where dbt makes no such table: a check on an asset that
    does not exist would silently never run."""
    key = dg.AssetKey(table.split("."))
    if key not in dbt_models.keys:
        raise KeyError(f"dbt makes no {table}")
    return key


def published_keys() -> list[dg.AssetKey]:
    """The assets whose tables a release holds."""
    return sorted((key for key in dbt_models.keys if key.path[0] in PUBLISHED_SCHEMAS), key=str)
