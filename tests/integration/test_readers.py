"""Readers while one release after the other is published: no error, every answer from exactly one release."""

from __future__ import annotations

import multiprocessing
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from faulty import record
from homes import home_with

from warehouse.connect import open_release, open_warehouse
from warehouse.home import Home
from warehouse.publish import build_digest, publish, record_verdict
from warehouse.retention import KEEP_RELEASES, release_folders

READERS = 8
PUBLICATIONS = 50
SECONDS = 150.0
"""How long the readers go on at the least."""
TABLES = ("numbers", "others", "wide")
SPAWN = multiprocessing.get_context("spawn")


def next_release(con: duckdb.DuckDBPyConnection, home: Home, number: int) -> None:
    """Publish a release whose tables all speak of this number."""
    con.execute("create schema if not exists marts")
    con.execute("create or replace table marts.numbers as select ?::bigint as value", [number])
    con.execute("create or replace table marts.others as select ?::bigint as value from range(2000)", [number])
    con.execute(
        "create or replace table marts.wide as select ?::bigint as value, md5(i::varchar) as t from range(20000) r(i)",
        [number],
    )
    record_verdict(con, build_digest(con), True, [])
    publish(con, home, grace=timedelta(0))


def ask_database(current: Path) -> set[int]:
    """What the tables of marts.duckdb say, in several questions over one connection."""
    with open_release(current) as con:
        return {
            int(value)
            for table in (*TABLES, *reversed(TABLES))
            for (value,) in con.execute(f"select distinct value from {table}").fetchall()
        }


def ask_through_the_link(current: Path) -> set[int]:
    """The same as a tool does that knows nothing of releases: by the path of the symlink."""
    with duckdb.connect(str(current / "marts.duckdb"), read_only=True) as con:
        return {int(v) for table in TABLES for (v,) in con.execute(f"select distinct value from {table}").fetchall()}


def ask_parquet(current: Path) -> set[int]:
    """What the Parquet files say, of the release that `current` led to when they were begun with."""
    folder = current.resolve() / "parquet"
    with duckdb.connect() as con:
        found = [
            con.execute("select distinct value from read_parquet(?)", [f"{folder}/{one}.parquet"]) for one in TABLES
        ]
        return {int(value) for cursor in found for (value,) in cursor.fetchall()}


def read_on(current: str, ask: Any, over: Any, results: Any) -> None:
    """Ask until told to stop; how often, and what was wrong."""
    asked, seen, wrong = 0, 0, []
    while not over.is_set() or asked == 0:
        try:
            values = ask(Path(current))
            if len(values) != 1:
                wrong.append(f"of several releases: {values}")
            if max(values) < seen:
                wrong.append(f"back from {seen} to {values}")
            seen = max(values)
        except Exception as error:
            wrong.append(repr(error))
        asked += 1
    results.put((asked, seen, wrong[:5]))


@pytest.mark.long
def test_eight_readers_over_fifty_publications_meet_no_error_and_no_mixture(tmp_path: Path) -> None:
    home = home_with(tmp_path / "home")
    over, results = SPAWN.Event(), SPAWN.Queue()
    with open_warehouse(home) as con:
        next_release(con, home, 0)
        ways = [ask_database, ask_through_the_link, ask_parquet]
        readers = [
            SPAWN.Process(target=read_on, args=(str(home.current), ways[number % 3], over, results))
            for number in range(READERS)
        ]
        for reader in readers:
            reader.start()
        began = time.monotonic()
        for number in range(1, PUBLICATIONS + 1):
            next_release(con, home, number)
            # Spread over the whole time, in bursts: five at once, then a pause.
            while number % 5 == 0 and time.monotonic() - began < SECONDS * number / PUBLICATIONS:
                time.sleep(0.1)
    over.set()
    answers = [results.get(timeout=120) for _ in readers]
    for reader in readers:
        reader.join()
    assert [wrong for _, _, wrong in answers] == [[]] * READERS
    assert all(seen == PUBLICATIONS or asked > 1 for asked, seen, _ in answers)
    assert len(release_folders(home)) == KEEP_RELEASES
    asked = sum(asked for asked, _, _ in answers)
    record("8 readers, 50 publications", "publish", 0, f"{asked:,} answers, each of one release", PUBLICATIONS)


def keep_open(current: str, ready: Any, over: Any, results: Any) -> None:
    """Have the release open that is current now, until told to stop; what it says then."""
    with open_release(Path(current)) as con:
        ready.set()
        over.wait(120)
        results.put(con.execute("select value from numbers").fetchall())


def test_a_release_that_a_process_has_open_is_spared_for_the_grace_time(tmp_path: Path) -> None:
    home = home_with(tmp_path / "home")
    ready, over, results = SPAWN.Event(), SPAWN.Event(), SPAWN.Queue()
    with open_warehouse(home) as con:
        next_release(con, home, 0)
        process = SPAWN.Process(target=keep_open, args=(str(home.current), ready, over, results))
        process.start()
        assert ready.wait(120)
        first = home.current.resolve()
        for number in range(1, 4):
            con.execute("update marts.numbers set value = ?", [number])
            record_verdict(con, build_digest(con), True, [])
            publish(con, home, keep=1)
        # Only the one that is open is spared, however many came since; newcomers find it whole.
        assert release_folders(home) == [first, home.current.resolve()]
        with open_release(first) as newcomer:
            assert newcomer.execute("select value from numbers").fetchall() == [(0,)]
        over.set()
        process.join()
        assert results.get(timeout=60) == [(0,)]
        publish(con, home, keep=1)
        assert release_folders(home) == [home.current.resolve()]
