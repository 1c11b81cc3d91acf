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
from orchestration.project import own_target, prepare_manifest, project_digest
from orchestration.resources import HomeResource
from warehouse.built import begin_build, end_build
from warehouse.connect import look_into_warehouse, open_warehouse
from warehouse.digests import PUBLISHED_SCHEMAS
from warehouse.faults import reach
from warehouse.home import Home
from warehouse.inputs import remember_built
from warehouse.page_data import records

_DECISIONS = {
    "assert_every_correction_meets_its_printed_value": (
        "corrections.csv",
        "{report_id} states no {fact} of this key printed as {printed_value}: is the source mended, or a code wrong?",
    ),
    "assert_every_waiver_names_a_rule": ("waivers.csv", "there is no rule {rule_id}"),
}
"""What a test of a decision file says of a row: the file, and the words."""


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
    invocation = dbt.cli(arguments, context=context, target_path=own_target(home.home.dbt_target), raise_on_error=False)
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
        raise dg.Failure(_what_failed(invocation, home.home), allow_retries=False)


def _what_failed(invocation: DbtCliInvocation, home: Home) -> str:
    """In one line: the lines of people's decisions that do not hold, else the nodes that failed and dbt's word on the
    first."""
    try:
        results = invocation.get_artifact("run_results.json")["results"]
    except OSError:
        return f"dbt ended with code {invocation.process.returncode} before it ran anything"
    failed = {
        one["unique_id"].split(".")[2]: one for one in results if one["status"] in ("error", "fail", "runtime error")
    }
    wrong = [
        f"{home.root / file} line {line}: {what.format(**row)}"
        for name, (file, what) in _DECISIONS.items()
        if name in failed
        for line, row in _lines_of(home, failed[name]["compiled_code"])
    ]
    if wrong:
        return "; ".join(wrong)
    first = next(iter(failed.values()), None)
    return f"dbt: {', '.join(failed)}: {' '.join(str(first['message']).split())}" if first else "dbt failed"


def _lines_of(home: Home, query: str) -> list[tuple[int, dict[str, Any]]]:
    """The rows that a failed test gave, by the line of the file that they stand in."""
    with look_into_warehouse(home) as con:
        found = records(con, query)
    return sorted(((row["line_number"], row) for row in found), key=lambda one: one[0])


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
