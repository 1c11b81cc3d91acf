"""Great Expectations runs the suites by SQL on a candidate build, and its answers become plain records.

Belongs here: every object of Great Expectations. Does not belong here: what is expected (suites.py), what a failure
leads to (orchestration, warehouse). The import costs seconds: it is made only when a build is validated.

Great Expectations asks each query for rows twice, to count them and to have them. So these rows are gathered first,
in a database of their own in memory, a table an expectation, and Great Expectations is asked to find none in there.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from expectations.suites import UNEXPECTED_ROWS, Expectation

SAMPLE_ROWS = 5
_FILLED = "ExpectColumnValuesToNotBeNull"
_GATHERED = "gathered"


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to one expectation. `observed` is one line; `sample` holds up to SAMPLE_ROWS rows that failed it."""

    expectation: Expectation
    passed: bool
    observed: str
    sample: tuple[dict[str, Any], ...] = ()


class NotAssessed(Exception):
    """An expectation could not be evaluated: our own fault, never a finding about the data."""


def validate(
    warehouse: Path,
    expectations: Sequence[Expectation],
    meanwhile: Callable[[Any], None] = lambda con: None,
    *,
    memory_limit: str | None = None,
) -> list[Result]:
    """Evaluate the expectations on the DuckDB file, opened read-only; results in the order of their tables.

    `meanwhile` is called in a thread of its own with another DuckDB connection to the file: while Great Expectations
    has it open, with settings of its own, this process cannot open it in another way. What it raises is raised here.
    DuckDB may take `memory_limit` of memory, in its own words ("600MB").
    Raises NotAssessed where an expectation names what the build does not have.
    """
    results: list[Result] = []
    with _source(warehouse, memory_limit) as source, ThreadPoolExecutor(1, "gongkai-meanwhile") as beside:
        reading = beside.submit(_read, source.get_execution_engine().engine, meanwhile)
        for table, group in groupby(sorted(expectations, key=lambda e: e.table), key=lambda e: e.table):
            asked = tuple(group)
            _gather(source.get_execution_engine().engine, table, [one for one in asked if one.kind == UNEXPECTED_ROWS])
            results += _validate_table(source, table, asked)
        reading.result()
    return results


def _read(engine: Any, read: Callable[[Any], None]) -> None:
    with engine.connect() as connection:
        read(connection.connection.driver_connection)


def prepare() -> None:
    """Import Great Expectations, set to be quiet. `validate` does so where nobody has: whoever knows that it is to be
    called may spare it the seconds."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    warnings.filterwarnings("ignore", module="great_expectations")
    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    import great_expectations  # noqa: F401


def _gather(engine: Any, table: str, expectations: Sequence[Expectation]) -> None:
    """The unexpected rows of each, as a table of its name. The table is scanned once for all that have an alarm."""
    from sqlalchemy.exc import DBAPIError

    alarms = {one.name: one.alarm for one in expectations if one.alarm}
    try:
        with engine.begin() as connection:
            rung: dict[str, Any] = {}
            if alarms:
                answer = connection.exec_driver_sql(f"select {', '.join(alarms.values())} from {table}").one()
                rung = dict(zip(alarms, answer, strict=True))
            for one in expectations:
                none = "" if rung.get(one.name, True) else " limit 0"
                connection.exec_driver_sql(f'create table {_GATHERED}."{one.name}" as {one.unexpected}{none}')
    except DBAPIError as error:
        raise NotAssessed(f"{table}: {str(error.orig).splitlines()[0]}") from None


def _validate_table(source: Any, table: str, expectations: Sequence[Expectation]) -> Iterator[Result]:
    import great_expectations as gx

    schema, _, name = table.partition(".")
    whole = _batch(source.add_table_asset(table, table_name=name, schema_name=schema))
    for expectation in expectations:
        # One by one: a suite silently drops an expectation that has the kind and arguments of another one.
        batch, arguments, result_format = whole, expectation.arguments, "SUMMARY"
        if expectation.kind == UNEXPECTED_ROWS:
            query = f'select * from {_GATHERED}."{expectation.name}"'
            batch = _batch(source.add_query_asset(expectation.name, query=query))
            # Only the complete format holds the rows of a query, but for columns it would list every unexpected value.
            arguments, result_format = {"unexpected_rows_query": "select * from {batch}"}, "COMPLETE"
        made = getattr(gx.expectations, expectation.kind)(**arguments)
        answer = batch.validate(made, result_format={"result_format": result_format})
        _demand_assessed(expectation, answer)
        yield Result(expectation, bool(answer.success), *_observed(expectation, answer))


def _batch(asset: Any) -> Any:
    return asset.add_batch_definition_whole_table("whole").get_batch()


def _observed(expectation: Expectation, answer: Any) -> tuple[str, tuple[dict[str, Any], ...]]:
    found = answer.result
    if expectation.kind == UNEXPECTED_ROWS:
        rows, count = found["details"]["unexpected_rows"], found["observed_value"]
        return f"{count:,} unexpected row{'' if count == 1 else 's'}", tuple(dict(row) for row in rows[:SAMPLE_ROWS])
    if expectation.kind == _FILLED:
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
def _source(warehouse: Path, memory_limit: str | None) -> Iterator[Any]:
    """The warehouse as a data source of Great Expectations, with one pool of connections, closed at the end."""
    prepare()
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig
    from sqlalchemy import event

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    source: Any = context.data_sources.add_sql(  # type: ignore[call-arg]
        "candidate",
        connection_string=f"duckdb:///{warehouse}",
        kwargs={"connect_args": {"read_only": True, "config": {"memory_limit": memory_limit} if memory_limit else {}}},
        create_temp_table=False,
    )
    engine = source.get_execution_engine().engine
    event.listen(engine, "after_cursor_execute", _keep_rows)
    event.listen(engine, "connect", _silence)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"attach ':memory:' as {_GATHERED} (read_write)")
            yield source
    finally:
        for one in (engine, source.get_engine()):  # the latter reflects tables
            one.dispose()


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
