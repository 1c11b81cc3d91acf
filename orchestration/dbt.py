"""dbt's models as assets, its tests as checks: key = [schema, name], group = schema, as everywhere.

Belongs here: the translation of names, the call of dbt in a run. Does not belong here: SQL (dbt_project), the project
as files (project.py).
"""

from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtCliInvocation, DbtCliResource, dbt_assets

from orchestration.metadata import table_metadata
from orchestration.progress import shown
from orchestration.project import prepare_manifest, project_digest
from orchestration.resources import HomeResource
from warehouse.built import begin_build, end_build
from warehouse.connect import open_warehouse
from warehouse.digests import PUBLISHED_SCHEMAS
from warehouse.faults import reach
from warehouse.inputs import remember_built


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
    with open_warehouse(home.home) as con:
        if begin_build(con, project_digest(), anew=home.force):
            arguments.append("--full-refresh")
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
            end_build(con, project_digest())
            remember_built(con, project_digest())
        for event in events:
            key = _key_of(context, event)
            if key is not None:
                context.add_asset_metadata(table_metadata(con, key), asset_key=key)
            yield event
    if not invocation.is_successful():
        raise dg.Failure(_what_failed(invocation), allow_retries=False)


def _what_failed(invocation: DbtCliInvocation) -> str:
    """The nodes that failed and dbt's word on the first, in one line."""
    try:
        results = invocation.get_artifact("run_results.json")["results"]
    except OSError:
        return f"dbt ended with code {invocation.process.returncode} before it ran anything"
    failed = [one for one in results if one["status"] in ("error", "fail", "runtime error")]
    names = ", ".join(one["unique_id"].split(".")[2] for one in failed)
    return f"dbt: {names}: {' '.join(str(failed[0]['message']).split())}" if failed else "dbt failed"


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
