"""dbt's models as assets, its tests as checks: key = [schema, name], group = schema, as everywhere.

Belongs here: the translation of names, the call of dbt in a run. Does not belong here: SQL (dbt_project), the project
as files (project.py).
"""

import signal
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from typing import Any, Final

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DbtCliInvocation, DbtCliResource, dbt_assets

from orchestration.metadata import table_metadata
from orchestration.progress import shown
from orchestration.project import own_target, prepare_manifest, project_digest, standing_nodes
from orchestration.resources import HomeResource
from warehouse.built import begin_build, end_build
from warehouse.connect import look_into_warehouse, open_warehouse
from warehouse.digests import PUBLISHED_SCHEMAS
from warehouse.faults import reach
from warehouse.home import Home
from warehouse.inputs import remember_built
from warehouse.page_data import records

RESULTS: Final = "run_results.json"

_DECISIONS = {
    "assert_every_correction_meets_its_printed_value": (
        "corrections.csv",
        "{report_id} states no {fact} of this key printed as {printed_value}: is the source mended, or a code wrong?",
    ),
    "assert_every_waiver_names_a_rule": ("waivers.csv", "there is no rule {rule_id}"),
}
"""What a test of a decision file says of a row: the file, and the words."""

_SOUND = "sound_"
"""How the tests are named that tell each fault of a table in a row of its own (dbt_project/tests/generic/sound.sql)."""


class DbtKilled(Exception):
    """dbt's process was killed: nobody's mistake, so the run is tried once more."""


class Translator(DagsterDbtTranslator):
    """Keys are dagster-dbt's own ([configured schema, name]); groups are the schemas."""

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """The schema, which is the folder."""
        schema = dbt_resource_props["config"].get("schema")
        return str(schema) if schema else None


@dbt_assets(manifest=prepare_manifest(), dagster_dbt_translator=Translator(), name="dbt")
def dbt_models(context: dg.AssetExecutionContext, dbt: DbtCliResource, home: HomeResource) -> Iterator[Any]:
    """Seeds, models and their tests, in one call of dbt. Rows are counted once dbt has let go of the database.

    Where the last whole build was made by the same rules, what follows from the project alone stands as it is, and was
    tested then: it is left out.
    """
    shown().stage("build", len(context.selected_asset_keys))
    arguments = ["build", "--exclude-resource-type", "unit_test"]
    standing: list[tuple[str, str]] = []
    with open_warehouse(home.home) as con:
        if begin_build(con, project_digest(), anew=home.force):
            arguments.append("--full-refresh")
        elif not context.is_subset:
            standing = standing_nodes()
            arguments += ["--indirect-selection", "empty", "--exclude", " ".join(name for _, name in standing)]
    target = own_target(home.home.dbt_target)
    (target / RESULTS).unlink(missing_ok=True)  # those of the last build would be taken for those of this one
    invocation = dbt.cli(arguments, context=context, target_path=target, raise_on_error=False)
    events: list[Any] = [dg.Output(None, dg.AssetKey(one).to_python_identifier()) for one in standing if one[0]]
    built = len(events)
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
        for key, event in _in_order(context, events):
            if key is not None:
                context.add_asset_metadata(table_metadata(con, key), asset_key=key)
            yield event
    code = invocation.process.returncode
    if code < 0:
        raise DbtKilled(
            f"dbt was ended by {signal.Signals(-code).name}, by somebody or for want of memory; the next refresh goes "
            "on from here."
        )
    if not invocation.is_successful():
        raise dg.Failure(_what_failed(invocation, home.home), allow_retries=False)


def _what_failed(invocation: DbtCliInvocation, home: Home) -> str:
    """In one line: the lines of people's decisions that do not hold, else the nodes that failed and dbt's word on the
    first."""
    try:
        results = invocation.get_artifact(RESULTS)["results"]
    except OSError:
        return f"dbt ended with code {invocation.process.returncode} and left no results; HOME/logs has its words"
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
    if first is None:
        return "dbt failed"
    words = "; ".join(
        f"{name.removeprefix(_SOUND)}: {row['fault']} ({row['row_count']:,})"
        for name, one in failed.items()
        if name.startswith(_SOUND) and one["status"] == "fail"
        for row in _rows_of(home, one["compiled_code"])
    )
    return f"dbt: {', '.join(failed)}: {words or ' '.join(str(first['message']).split())}"


def _lines_of(home: Home, query: str) -> list[tuple[int, dict[str, Any]]]:
    """The rows that a failed test gave, by the line of the file that they stand in."""
    return sorted(((row["line_number"], row) for row in _rows_of(home, query)), key=lambda one: one[0])


def _rows_of(home: Home, query: str) -> list[dict[str, Any]]:
    with look_into_warehouse(home) as con:
        return records(con, query)


def _in_order(context: dg.AssetExecutionContext, events: list[Any]) -> list[tuple[dg.AssetKey | None, Any]]:
    """Events with the assets that they make: each asset after those that it is made of, as Dagster wants them, and
    none whose own were not made; results of checks at the end."""
    made = {_key_of(context, event): event for event in events if _key_of(context, event) is not None}
    whole: list[tuple[dg.AssetKey | None, Any]] = []
    for key in TopologicalSorter(dbt_models.asset_deps).static_order():
        if key in made and dbt_models.asset_deps[key] & context.selected_asset_keys <= made.keys():
            whole.append((key, made[key]))
        else:
            made.pop(key, None)
    return whole + [(None, event) for event in events if _key_of(context, event) is None]


def _key_of(context: dg.AssetExecutionContext, event: Any) -> dg.AssetKey | None:
    key: dg.AssetKey | None = None
    if isinstance(event, dg.Output):
        key = context.asset_key_for_output(event.output_name)
    elif isinstance(event, dg.MaterializeResult):
        key = event.asset_key
    return key


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
