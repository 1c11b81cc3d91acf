"""The assets around dbt: what was dropped or fetched, what was read of it, what is published. Bodies are thin.

Belongs here: which function of which room makes which table, and what the UI shows of it. Does not belong here: the
functions. Keys are [schema, table].
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb

from expectations.validate import prepare as prepare_validation
from extraction.facts import EXTRACTOR_VERSION
from orchestration.collecting import summary
from orchestration.dbt import published_keys
from orchestration.lasting import begin
from orchestration.metadata import records, table_metadata
from orchestration.progress import shown
from orchestration.project import project_digest
from orchestration.reading import Rereading, demand_a_choice, read_documents
from orchestration.resources import HomeResource
from warehouse.archive import ingest
from warehouse.collect import collect
from warehouse.connect import open_warehouse
from warehouse.digests import NotPublishable
from warehouse.home import Home
from warehouse.home_tables import sync_home_tables
from warehouse.inputs import input_digest
from warehouse.load import TABLES, sync_captures, sync_documents, unread
from warehouse.pages import write_quality_page
from warehouse.publish import ExtraFiles, Verdict, publish
from warehouse.rereading import documents_named, documents_of_years, is_settled, read_anew
from warehouse.retention import Release, current_release

landing = dg.AssetSpec(
    ["landing", "files"], group_name="landing", description="What users drop; never changed by us.", kinds={"file"}
)

notes = [
    dg.AssetSpec(["raw", "built"], group_name="raw", description="What each report of the last build was made of."),
    dg.AssetSpec(["raw", "reread"], group_name="raw", description="Documents whose reading was replaced since then."),
    dg.AssetSpec(["raw", "tested"], group_name="raw", description="Documents whose numbers a build has tested."),
]
"""Kept by the pipeline for itself: what a build need not make again."""

CALENDAR = dg.FreshnessPolicy.cron("0 9 8 2,4 *", timedelta(days=38), "Asia/Shanghai")
"""Departments report by 31 January, governments by 31 March (条例 第四十九条): a week later something must have come in
since 1 January, and since 1 March. Between April and January nothing is due."""

HOME_TABLES = ("documents", "captures", "roster", "corrections", "waivers")


pages = dg.AssetSpec(
    ["collected", "pages"],
    group_name="collected",
    kinds={"python"},
    description="The pages whose addresses the home's sources.csv lists, fetched politely, archived with every header. "
    "Only the job `collect`, its schedule and `gongkai collect` fetch: `Materialize all` never asks the network.",
    freshness_policy=CALENDAR,
)


@dg.op(out=dg.Out(dg.Nothing))
def fetch_pages(context: dg.OpExecutionContext, home: HomeResource) -> None:
    """Every address that is due is asked; what cannot be had is a row of raw.captures, never a failure of the run."""
    began = time.monotonic()
    shown().stage("collect")
    done = collect(home.home, progress=shown().advance)
    for notice in done.notices:
        context.log.warning(notice)
    context.log.info(summary(done))
    counts = {name: value for name, value in asdict(done).items() if isinstance(value, int)}
    failures = [{"reason": reason, "addresses": count} for reason, count in done.failures.items()]
    seconds = round(time.monotonic() - began, 2)
    metadata = counts | {"failures": records(failures), "seconds": seconds}
    context.log_event(dg.AssetMaterialization(pages.key, metadata=metadata))


@dg.multi_asset(
    name="ingest",
    specs=[
        dg.AssetSpec(
            ["raw", table],
            deps=[landing.key, pages.key],
            group_name="raw",
            skippable=True,
            kinds={"python", "duckdb"},
            freshness_policy=CALENDAR if table == "documents" else None,
        )
        for table in HOME_TABLES
    ],
)
def take_in(
    context: dg.AssetExecutionContext, config: Rereading, home: HomeResource
) -> Iterator[dg.MaterializeResult[None]]:
    """Landing → raw/ and the ledger → raw.documents, captures.jsonl → raw.captures, and the home's own CSV files.

    Where the current release was made of exactly this, or nothing ever landed, nothing is yielded, and all that is
    downstream is skipped.
    """
    demand_a_choice(context.run.tags, config)
    began = time.monotonic()
    shown().stage("ingest")
    intake = ingest(home.home, shown().advance)
    for notice in intake.notices:
        shown().say(notice)
        context.log.warning(notice)
    with open_warehouse(home.home) as con:
        if not (config.years or config.documents or home.force) and _is_current(con, home.home):
            context.log.info("Nothing to do: the current release was made of exactly these documents and rules.")
            return
        sync_documents(con, home.home)
        sync_captures(con, home.home)
        sync_home_tables(con, home.home)
        if not con.execute("select 1 from raw.documents limit 1").fetchone():
            context.log.info(f"Nothing to do: there is nothing under {home.home.landing} yet.")
            return
        chosen = {*documents_named(con, config.documents), *documents_of_years(con, config.years)}
        if chosen:
            read_anew(con, chosen)
            context.log.info(f"{len(chosen):,} documents will be read anew.")
        counts = {"seen": intake.seen, "new": intake.new, "rejected": intake.rejected, "bytes_new": intake.bytes_new}
        yield from _results(con, HOME_TABLES, counts | {"seconds": round(time.monotonic() - began, 2)})


@dg.multi_asset(
    name="extract",
    specs=[
        dg.AssetSpec(
            ["raw", table],
            deps=[["raw", "documents"]],
            group_name="raw",
            code_version=EXTRACTOR_VERSION,
            skippable=True,
            kinds={"python", "duckdb"},
        )
        for table in TABLES
    ],
)
def read_reports(context: dg.AssetExecutionContext, home: HomeResource) -> Iterator[dg.MaterializeResult[None]]:
    """Every document that this version of extraction has not read yet, in a pool of processes.

    Where documents were only read anew, and all read as before, nothing is yielded: the release stands.
    """
    with open_warehouse(home.home) as con:
        reading = read_documents(con, home.home, unread(con))
        context.log.info(reading.summary)
        if reading.reread and not home.force and _is_current(con, home.home):
            return
        begin(prepare_validation)  # seconds of imports, in which dbt, too, is busy with its own
        if not home.force:
            home.begin_copy(reading.read)
        yield from _results(con, TABLES, reading.measures)


@dg.asset(
    key=["published", "release"],
    deps=published_keys(),
    group_name="published",
    kinds={"duckdb", "parquet"},
    description="The tables of marts and quality as a release: marts.duckdb, Parquet, manifest. Published only with a "
    "passing verdict of the expectations on exactly the build that stands in the warehouse.",
    freshness_policy=CALENDAR,
)
def release(context: dg.AssetExecutionContext, home: HomeResource) -> dg.MaterializeResult[None]:
    """The build becomes the current release, or fails without harm to the one that is."""
    began = time.monotonic()
    shown().stage("publish")
    digests = home.measured.unless_written(home.home) if home.measured is not None else None
    with open_warehouse(home.home) as con:
        try:
            page = _quality_page(current_release(home.home))
            made = publish(con, home.home, digests=digests, extra_files=page, begun=home.copy_begun)
        except NotPublishable as reason:
            raise dg.Failure(str(reason), allow_retries=False) from None
    rows = sum(made.row_counts.values())
    context.log.info(f"{made.release_id} published: {len(made.row_counts)} tables, {rows:,} rows")
    return dg.MaterializeResult(
        metadata={
            "release": made.release_id,
            "path": dg.MetadataValue.path(str(made.path)),
            "rows": rows,
            "seconds": round(time.monotonic() - began, 2),
            "tables": dg.MetadataValue.table(
                [dg.TableRecord({"table": name, "rows": count}) for name, count in made.row_counts.items()]
            ),
        }
    )


def _quality_page(last: Release | None) -> ExtraFiles:
    def write(con: duckdb.DuckDBPyConnection, folder: Path, verdict: Verdict) -> None:
        write_quality_page(con, folder, previous=last, expectations=verdict.results)

    return write


def _is_current(con: duckdb.DuckDBPyConnection, home: Home) -> bool:
    """Was the current release made of what lies in the home, all of it read?"""
    last = current_release(home)
    if last is None or last.manifest["input_digest"] != input_digest(home, project_digest()):
        return False
    return is_settled(con)


def _results(
    con: duckdb.DuckDBPyConnection, tables: Sequence[str], measures: dict[str, Any]
) -> Iterator[dg.MaterializeResult[None]]:
    for table in tables:
        key = dg.AssetKey(["raw", table])
        yield dg.MaterializeResult(asset_key=key, metadata=measures | table_metadata(con, key))
