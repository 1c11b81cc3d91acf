"""The expectations as asset checks: one run of Great Expectations between dbt and publication.

Belongs here: which expectation is a check of which asset, whether the documents add up, the verdict on the build. Does
not belong here: what is expected (expectations), what publication demands (warehouse.publish). A critical expectation
blocks within a run; the verdict, kept in the warehouse, holds back any later publication of the same build.
"""

import time
from collections.abc import Iterator
from typing import Any

import dagster as dg

from expectations.suites import Expectation, all_expectations
from expectations.validate import Result, validate
from orchestration.dbt import key_of_table, published_keys
from orchestration.metadata import records
from orchestration.progress import shown
from orchestration.resources import HomeResource
from warehouse.connect import memory_limit, open_warehouse
from warehouse.digests import build_digest, content_digests
from warehouse.faults import reach
from warehouse.held import hold
from warehouse.measured import measured
from warehouse.pages import write_quality_page
from warehouse.publish import record_verdict
from warehouse.reconciling import reconcile
from warehouse.retention import current_release

DOCUMENTS_ADD_UP = Expectation(
    "documents_add_up",
    "marts.dim_document",
    "critical",
    "Every document that came in is a report, superseded, a duplicate or rejected",
    kind="reconciliation",
)
"""Ours, not one of Great Expectations: it compares the build with the ledger."""

EXPECTATIONS = [*all_expectations(), DOCUMENTS_ADD_UP]


def _spec(expectation: Expectation) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(
        expectation.name,
        asset=key_of_table(expectation.table),
        additional_deps=[key for key in published_keys() if key != key_of_table(expectation.table)],
        description=f"{expectation.statement}. ({expectation.severity})",
        blocking=expectation.severity == "critical",
        metadata={"severity": expectation.severity, "is_volume": expectation.is_volume},
    )


@dg.multi_asset_check(
    name="expectations", specs=[_spec(expectation) for expectation in EXPECTATIONS], op_tags={"kind": "gx"}
)
def check_build(context: dg.AssetCheckExecutionContext, home: HomeResource) -> Iterator[dg.AssetCheckResult]:
    """Every expectation on the candidate build, in one run; the verdict is recorded for exactly this build."""
    shown().stage("expect", len(EXPECTATIONS))
    began = time.monotonic()
    last = current_release(home.home)
    digests: dict[str, str] = {}
    results = validate(
        home.home.warehouse,
        all_expectations(last.row_counts if last else {}),
        meanwhile=lambda con: digests.update(content_digests(con)),
        memory_limit=memory_limit(),
    )
    accepts = home.accept_changes
    with open_warehouse(home.home) as con:
        sums = reconcile(con, home.home)
        results.append(Result(DOCUMENTS_ADD_UP, sums.is_reconciled, sums.sentence, sums.strays))
        shown().advance(len(results), len(results))
        is_passed = not any(holds_back(result, accepts) for result in results)
        verdict = [as_record(result, accepts) for result in results]
        record_verdict(con, build_digest(con, digests), is_passed, verdict)
        if not is_passed:
            kept = hold(con, home.home, verdict)
            write_quality_page(con, kept, previous=last, expectations=verdict)
            context.log.error(f"Held back; the candidate is kept in {kept}")
    home.remember(measured(home.home, digests))
    reach("checks.done")
    context.log.info(f"{len(results)} expectations in {time.monotonic() - began:.1f} s; passed: {is_passed}")
    for result in results:
        yield dg.AssetCheckResult(
            passed=result.passed,
            asset_key=key_of_table(result.expectation.table),
            check_name=result.expectation.name,
            severity=dg.AssetCheckSeverity.ERROR if holds_back(result, accepts) else dg.AssetCheckSeverity.WARN,
            description=f"{result.expectation.statement}: {result.observed}",
            metadata={"observed": result.observed, "sample": records(result.sample)},
        )


def holds_back(result: Result, accepts_changes: bool) -> bool:
    """Does the result forbid publication? An accepted change of volume does not; a correctness failure always does."""
    is_accepted = accepts_changes and result.expectation.is_volume
    return not result.passed and result.expectation.severity == "critical" and not is_accepted


def as_record(result: Result, accepts_changes: bool) -> dict[str, Any]:
    """The result as manifest.json keeps it."""
    return {
        "name": result.expectation.name,
        "table": result.expectation.table,
        "severity": result.expectation.severity,
        "statement": result.expectation.statement,
        "is_passed": result.passed,
        "is_accepted": not result.passed and accepts_changes and result.expectation.is_volume,
        "observed": result.observed,
        "sample": [{name: str(value) for name, value in row.items()} for row in result.sample],
    }
