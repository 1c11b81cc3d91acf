"""The assets around dbt: what was dropped or fetched, what was read of it, what is published. Bodies are thin.

Belongs here: which function of which room makes which table, and what the UI shows of it. Does not belong here: the
functions. Keys are [schema, table].
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
from pydantic import Field

from extraction.facts import EXTRACTOR_VERSION
from orchestration.collecting import summary
from orchestration.dbt import published_keys
from orchestration.extracting import Task, read_all
from orchestration.metadata import records, table_metadata
from orchestration.progress import shown
from orchestration.project import project_digest
from orchestration.resources import HomeResource
from warehouse.archive import ingest, raw_path
from warehouse.collect import collect
from warehouse.connect import open_warehouse
from warehouse.digests import NotPublishable
from warehouse.faults import reach
from warehouse.home import Home
from warehouse.home_tables import sync_home_tables
from warehouse.inputs import input_digest
from warehouse.load import source_names, sync_captures, sync_documents, unread
from warehouse.pages import write_quality_page
from warehouse.publish import ExtraFiles, Verdict, publish
from warehouse.rereading import documents_named, documents_of_years, is_settled, load, read_anew, to_be_reread
from warehouse.retention import Release, current_release

LOAD_DOCUMENTS = 2000
"""Documents written in one transaction: what a cut-off refresh has to read again at most."""

landing = dg.AssetSpec(
    ["landing", "files"], group_name="landing", description="What users drop; never changed by us.", kinds={"file"}
)

CALENDAR = dg.FreshnessPolicy.cron("0 9 8 2,4 *", timedelta(days=38), "Asia/Shanghai")
"""Departments report by 31 January, governments by 31 March (条例 第四十九条): a week later something must have come in
since 1 January, and since 1 March. Between April and January nothing is due."""

REREADS_TAG = "gongkai/rereads"
"""Of runs that read documents anew: "year" or "documents". They must be told which."""

HOME_TABLES = ("documents", "captures", "roster", "corrections", "waivers")
READ_TABLES = ("reports", "observations", "issues", "document_texts")


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


class Rereading(dg.Config):
    """Which documents are read anew although nothing about them changed. What reads the same changes nothing."""

    years: list[int] = Field(default=[], description="All documents of these reporting years.")
    documents: list[str] = Field(
        default=[],
        description="These documents: document_ids, eight or more characters of their beginning, or report_ids "
        "(all documents of a report), as dim_document has them.",
    )


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
    _demand_a_choice(context.run.tags, config)
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
        for table in READ_TABLES
    ],
)
def read_reports(context: dg.AssetExecutionContext, home: HomeResource) -> Iterator[dg.MaterializeResult[None]]:
    """Every document that this version of extraction has not read yet, in a pool of processes.

    Where documents were only read anew, and all read as before, nothing is yielded: the release stands.
    """
    began = time.monotonic()
    with open_warehouse(home.home) as con:
        reread, differing = to_be_reread(con), 0
        waiting = unread(con)
        names = source_names(con, waiting)
        shown().stage("extract", len(waiting))
        tasks = [Task(one, names[one], raw_path(home.home, one)) for one in waiting]
        done, held, held_documents = 0, [], 0
        for count, batches in read_all(tasks):
            done += count
            held_documents += count
            held.append(batches)
            reach("extract.under_way")
            shown().advance(done, len(waiting))
            if held_documents >= LOAD_DOCUMENTS:
                differing += load(con, held, reread)
                held, held_documents = [], 0
        if held:
            differing += load(con, held, reread)
        seconds = time.monotonic() - began
        context.log.info(f"{done:,} documents read in {seconds:.1f} s")
        if reread:
            context.log.info(f"{len(reread):,} of them anew, of which {differing:,} now read differently")
            if not home.force and _is_current(con, home.home):
                return
        rate = done / seconds if done else 0.0
        measures = {"documents_read": done, "seconds": round(seconds, 2), "documents_per_second": round(rate, 1)}
        measures |= {"documents_reread": len(reread), "documents_reading_differently": differing}
        yield from _results(con, READ_TABLES, measures)


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
    with open_warehouse(home.home) as con:
        try:
            made = publish(con, home.home, extra_files=_quality_page(current_release(home.home)))
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


def _demand_a_choice(tags: Mapping[str, str], config: Rereading) -> None:
    if REREADS_TAG in tags and not (config.years or config.documents):
        what = "Choose a reporting year: a partition" if tags[REREADS_TAG] == "year" else "Name documents: their ids"
        raise dg.Failure(f"{what} of this job says what is read anew.", allow_retries=False)


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
