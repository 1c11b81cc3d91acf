"""Great Expectations runs the suites by SQL on a candidate build, and its answers become plain records.

Belongs here: every object of Great Expectations. Does not belong here: what is expected (suites.py), what a failure
leads to (orchestration, warehouse). The import costs seconds: it is made only when a build is validated.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from expectations.suites import Expectation

SAMPLE_ROWS = 5
_LIMIT = "GONGKAI_MEMORY_LIMIT"
ROWS, FILLED = "UnexpectedRowsExpectation", "ExpectColumnValuesToNotBeNull"


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to one expectation. `observed` is one line; `sample` holds up to SAMPLE_ROWS rows that failed it."""

    expectation: Expectation
    passed: bool
    observed: str
    sample: tuple[dict[str, Any], ...] = ()


class NotAssessed(Exception):
    """An expectation could not be evaluated: our own fault, never a finding about the data."""


def validate(warehouse: Path, expectations: Sequence[Expectation]) -> list[Result]:
    """Evaluate the expectations on the DuckDB file, opened read-only; results in the order of their tables.

    Raises NotAssessed where an expectation names what the build does not have.
    """
    results: list[Result] = []
    with _batches(warehouse) as batch_of:
        for table, group in groupby(sorted(expectations, key=lambda e: e.table), key=lambda e: e.table):
            results += _validate_table(batch_of(table), tuple(group))
    return results


def _validate_table(batch: Any, expectations: Sequence[Expectation]) -> Iterator[Result]:
    import great_expectations as gx

    for expectation in expectations:
        # One by one: a suite silently drops an expectation that has the kind and arguments of another one.
        made = getattr(gx.expectations, expectation.kind)(**expectation.arguments)
        # Only the complete format holds the rows of a query, but for columns it would list every unexpected value.
        result_format = "COMPLETE" if expectation.kind == ROWS else "SUMMARY"
        answer = batch.validate(made, result_format={"result_format": result_format})
        _demand_assessed(expectation, answer)
        yield Result(expectation, bool(answer.success), *_observed(expectation, answer))


def _observed(expectation: Expectation, answer: Any) -> tuple[str, tuple[dict[str, Any], ...]]:
    found = answer.result
    if expectation.kind == ROWS:
        rows, count = found["details"]["unexpected_rows"], found["observed_value"]
        return f"{count:,} unexpected row{'' if count == 1 else 's'}", tuple(dict(row) for row in rows[:SAMPLE_ROWS])
    if expectation.kind == FILLED:
        return f"{found['unexpected_count'] or 0:,} of {found['element_count'] or 0:,} values are null", ()
    least, most = expectation.arguments["min_value"], expectation.arguments["max_value"]
    expected = f", at least {least:,} expected" if least else f", at most {most:,} expected" if most else ""
    return f"{found['observed_value']:,} rows{expected}", ()


def _demand_assessed(expectation: Expectation, answer: Any) -> None:
    information = answer.exception_info or {}
    raised = [one for one in (information, *information.values()) if isinstance(one, dict)]
    for one in raised:
        if one.get("raised_exception"):
            raise NotAssessed(f"{expectation.name} on {expectation.table}: {one.get('exception_message')}")


@contextmanager
def _batches(warehouse: Path) -> Iterator[Any]:
    """Gives a function from a table's name to its batch; all share one connection pool, which is closed at the end."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    warnings.filterwarnings("ignore", module="great_expectations")
    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig
    from sqlalchemy import event

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    source = context.data_sources.add_sql(
        "candidate",
        connection_string=f"duckdb:///{warehouse}",
        kwargs={"connect_args": {"read_only": True, "config": {"memory_limit": os.environ.get(_LIMIT, "1000MB")}}},
        create_temp_table=False,
    )
    engines: set[Any] = set()

    def batch_of(table: str) -> Any:
        schema, _, name = table.partition(".")
        asset = source.add_table_asset(table, table_name=name, schema_name=schema)
        batch = asset.add_batch_definition_whole_table("whole").get_batch()
        engine = batch.data.execution_engine.engine
        if engine not in engines:
            event.listen(engine, "after_cursor_execute", _keep_rows)
            event.listen(engine, "connect", _silence)
            engines.add(engine)
        return batch

    try:
        yield batch_of
    finally:
        for engine in {*engines, source.get_engine()}:
            engine.dispose()


def _silence(connection: Any, record: Any) -> None:
    """No progress bar: it would write on our terminal."""
    connection.execute("set enable_progress_bar = false")


def _keep_rows(
    connection: Any, cursor: Any, statement: str, parameters: Any, context: Any, executemany: Iterable[Any] | bool
) -> None:
    """Fetch at once: Great Expectations reads its rows after it closed the connection, when DuckDB's are gone."""
    from sqlalchemy.engine.cursor import FullyBufferedCursorFetchStrategy

    if cursor.description:
        context.cursor_fetch_strategy = FullyBufferedCursorFetchStrategy(cursor, initial_buffer=cursor.fetchall())
