"""A release is exactly a build that passed, whole on disk, and swapped in under readers that notice nothing."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import resource
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from homes import PROJECT, build, home_with, read_new, refresh

from warehouse import publish as publishing
from warehouse.archive import ingest
from warehouse.connect import open_release, open_warehouse
from warehouse.digests import NotPublishable, build_digest, content_digests, published_tables
from warehouse.home import Home, HomeError
from warehouse.inputs import input_digest
from warehouse.load import sync_documents
from warehouse.publish import Verdict, publish, record_verdict, verdict_for
from warehouse.retention import current_release, is_open, leftovers, mend_current, release_folders, retire, sweep


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return home_with(tmp_path / "it's a home", a="甲", b="乙")


@pytest.fixture
def con(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    ingest(home)
    with open_warehouse(home) as con:
        sync_documents(con, home)
        read_new(con, home)
        build(con)
        yield con


def passed(con: duckdb.DuckDBPyConnection) -> None:
    record_verdict(con, build_digest(con), True, ["all well"])


def test_a_release_holds_every_published_table_with_what_is_said_of_it(home: Home) -> None:
    release = refresh(home)
    assert current_release(home) == release
    assert release.row_counts == {"dim_document": 2, "fct_cases": 4, "findings": 2}
    with open_release(home.current) as con:
        tables = "select schema_name, table_name, comment from duckdb_tables() order by all"
        assert con.execute(tables).fetchall() == [
            ("main", "dim_document", "One row per document. '引号'"),
            ("main", "fct_cases", None),
            ("main", "findings", "One row per issue."),
        ]
        columns = "select column_name, comment from duckdb_columns() where comment is not null and not internal"
        assert con.execute(columns).fetchall() == [("source_name", "路径")]
        assert con.execute("select count(*) from findings").fetchall() == [(2,)]


def test_the_manifest_says_what_the_folder_holds(home: Home) -> None:
    release = refresh(home)
    manifest = json.loads((release.path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["release_id"] == release.path.name == release.release_id
    assert manifest["input_digest"] == input_digest(home, PROJECT)
    assert manifest["expectations"]["results"] == [{"expectation": "rows", "passed": True}]
    assert manifest["schema_version"] == 1 and manifest["extractor_version"] and manifest["package_version"]
    for table, entry in manifest["tables"].items():
        file = release.path / "parquet" / f"{table}.parquet"
        assert hashlib.sha256(file.read_bytes()).hexdigest() == entry["sha256"]
        metadata = pq.read_metadata(file)
        assert metadata.num_rows == entry["row_count"]
        assert metadata.row_group(0).column(0).compression == "ZSTD"
    held = {path.relative_to(release.path).as_posix() for path in release.path.rglob("*") if path.is_file()}
    assert held == {*manifest["files"], "manifest.json"}
    assert all(path.stat().st_mode & 0o222 == 0 for path in release.path.rglob("*") if path.is_file())
    assert home.current.readlink() == Path(release.release_id)


def test_further_files_become_part_of_the_release(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    passed(con)

    def pages(source: duckdb.DuckDBPyConnection, folder: Path, verdict: Verdict) -> None:
        (folder / "quality.html").write_text(f"{source.execute('from quality.findings').fetchall()} {verdict.results}")

    release = publish(con, home, extra_files=pages)
    assert (release.path / "quality.html").exists() and "quality.html" in release.manifest["files"]


def test_a_build_without_a_verdict_is_not_published(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    with pytest.raises(NotPublishable, match="No expectations were run"):
        publish(con, home)
    assert not list(home.releases.iterdir())


def test_the_verdict_on_another_build_does_not_count(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    passed(con)
    con.execute("update marts.fct_cases set value = value + 1 where value = 2")
    with pytest.raises(NotPublishable, match="No expectations were run"):
        publish(con, home)


def test_the_newest_verdict_counts(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    passed(con)
    record_verdict(con, build_digest(con), False, ["not so well"])
    verdict = verdict_for(con, build_digest(con))
    assert verdict is not None and not verdict.is_passed and verdict.results == ["not so well"]
    with pytest.raises(NotPublishable, match="held back"):
        publish(con, home)
    passed(con)
    publish(con, home)


def test_a_build_with_nothing_in_it_or_one_name_twice_is_not_published(
    con: duckdb.DuckDBPyConnection, home: Home
) -> None:
    con.execute("create table quality.fct_cases as select 1 as a")
    with pytest.raises(NotPublishable, match=r"marts\.fct_cases and quality\.fct_cases"):
        publish(con, home)
    con.execute("drop schema marts cascade; drop schema quality cascade")
    with pytest.raises(NotPublishable, match="nothing in the schemas"):
        publish(con, home)


def test_digests_leave_out_order_and_times_of_day_and_nothing_else(con: duckdb.DuckDBPyConnection) -> None:
    before = content_digests(con)
    assert set(before) == set(published_tables(con))
    con.execute("create or replace table marts.fct_cases as from marts.fct_cases order by value desc")
    con.execute("update marts.dim_document set first_seen_at = first_seen_at::date + interval 1 minute")
    assert content_digests(con) == before
    for change in (
        "update marts.dim_document set first_seen_at = first_seen_at + interval 1 day",
        "update marts.fct_cases set value = null where value = 1",
        "update marts.fct_cases set share = 0.11 where value = 2",
        "insert into marts.fct_cases from marts.fct_cases",
        "alter table marts.fct_cases rename column value to amount",
    ):
        last = build_digest(con)
        con.execute(change)
        assert build_digest(con) != last, change


def test_two_rows_that_swap_a_value_change_the_digest(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("create table marts.t as select * from (values (1, 'a'), (2, 'b')) as v(x, y)")
    last = build_digest(con)
    con.execute("update marts.t set y = case y when 'a' then 'b' else 'a' end")
    assert build_digest(con) != last


def test_the_same_inputs_give_the_same_digests_in_another_home(tmp_path: Path) -> None:
    one = refresh(home_with(tmp_path / "one", a="甲", b="乙"))
    two = refresh(home_with(tmp_path / "two", a="甲", b="乙"))
    assert one.manifest["build_digest"] == two.manifest["build_digest"]
    assert one.manifest["tables"].keys() == two.manifest["tables"].keys()


def test_the_input_digest_follows_documents_corrections_version_and_project(home: Home) -> None:
    refresh(home)
    digests = {input_digest(home, PROJECT), input_digest(home, "another project"), input_digest(home, PROJECT, "9")}
    home.corrections.write_text("report_id,fact,corrected_value,justification\n")
    digests.add(input_digest(home, PROJECT))
    (home.landing / "c.txt").write_text("丙")
    ingest(home)
    digests.add(input_digest(home, PROJECT))
    assert len(digests) == 5


def test_what_came_in_after_the_build_is_not_claimed_by_its_release(home: Home) -> None:
    refresh(home)
    (home.landing / "c.txt").write_text("丙")
    ingest(home)
    with open_warehouse(home) as con:
        sync_documents(con, home)
        release = publish(con, home)
    assert release.manifest["input_digest"] != input_digest(home, PROJECT)


def test_a_build_with_unread_documents_is_of_no_known_input(home: Home) -> None:
    refresh(home)
    (home.landing / "c.txt").write_text("丙")
    ingest(home)
    with open_warehouse(home) as con:
        sync_documents(con, home)
        record_verdict(con, build(con), True, [])
        assert publish(con, home).manifest["input_digest"] is None


def test_a_failed_publication_leaves_the_current_release(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    first = refresh(home)

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with open_warehouse(home) as con:
        with pytest.raises(HomeError, match=r"No space left .* what is published stays"):
            publish(con, home, extra_files=full)
        monkeypatch.setattr(publishing, "_make_durable", full)
        with pytest.raises(HomeError, match="cannot be written"):
            publish(con, home)
        monkeypatch.undo()
        assert current_release(home) == first and leftovers(home) == []
        assert publish(con, home).release_id > first.release_id


@pytest.mark.parametrize("limit", [100, 20_000, 700_000])
def test_a_disk_that_fills_up_leaves_the_current_release(
    con: duckdb.DuckDBPyConnection, home: Home, limit: int
) -> None:
    passed(con)
    first = publish(con, home)
    con.execute("create table marts.large as select md5(i::varchar) as text from range(100000) r(i)")
    passed(con)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        with pytest.raises(HomeError, match="File too large"):
            publish(con, home)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert current_release(home) == first and leftovers(home) == []
    assert publish(con, home).row_counts["large"] == 100_000


def test_numbers_run_on_when_the_clock_jumps_back(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    first = refresh(home)

    class Earlier(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Earlier:
            return cls(2001, 1, 1, tzinfo=UTC)

    monkeypatch.setattr(publishing, "datetime", Earlier)
    with open_warehouse(home) as con:
        second = publish(con, home)
    assert second.release_id == "000002-20010101T000000Z"
    assert release_folders(home) == [first.path, second.path]
    assert current_release(home) == second


def test_the_last_releases_are_kept_and_the_current_one_always(con: duckdb.DuckDBPyConnection, home: Home) -> None:
    passed(con)
    releases = [publish(con, home, keep=3) for _ in range(5)]
    assert release_folders(home) == [release.path for release in releases[2:]]
    publishing.point_current_to(home, releases[2].path)
    assert retire(home, keep=1) == [releases[3].release_id]
    assert release_folders(home) == [releases[2].path, releases[4].path]


def test_an_old_release_that_is_being_read_outlives_the_number_kept_for_a_time(
    con: duckdb.DuckDBPyConnection, home: Home
) -> None:
    passed(con)
    first = publish(con, home)
    assert not is_open(first.path)
    with open_release(home.current) as reader:
        publish(con, home)
        third = publish(con, home, keep=1)
        assert is_open(first.path)
        assert release_folders(home) == [first.path, third.path]
        assert retire(home, keep=1, grace=timedelta(0)) == [first.release_id]
        # Its files are gone from the folder, and still there for whoever has them open.
        assert reader.execute("select count(*) from fct_cases").fetchall() == [(4,)]
    with (third.path / "parquet" / "fct_cases.parquet").open("rb"):
        assert is_open(third.path)


def read_one(path: str, ready: Any, over: Any) -> None:
    with open_release(Path(path)):
        ready.set()
        over.wait(60)


def test_a_reader_in_another_process_is_seen(home: Home) -> None:
    release = refresh(home)
    context = multiprocessing.get_context("spawn")
    ready, over = context.Event(), context.Event()
    process = context.Process(target=read_one, args=(str(home.current), ready, over))
    process.start()
    assert ready.wait(60)
    from warehouse.retention import _is_in_open_files, _is_locked

    assert _is_locked(release.path / "marts.duckdb")
    assert _is_in_open_files(release.path)
    over.set()
    process.join()
    assert not is_open(release.path)


def test_what_a_killed_publication_left_is_swept(home: Home) -> None:
    release = refresh(home)
    (home.releases / "000009-20200101T000000Z.tmp" / "parquet").mkdir(parents=True)
    (home.releases / ".000001-20200101T000000Z.old").mkdir()
    (home.releases / ".current.tmp").symlink_to("nowhere")
    assert len(leftovers(home)) == 3
    sweep(home)
    assert leftovers(home) == [] and current_release(home) == release


def test_a_current_that_leads_nowhere_is_said(home: Home) -> None:
    assert current_release(home) is None
    home.current.symlink_to("000001-20200101T000000Z")
    with pytest.raises(HomeError, match="points to a release that is gone"):
        current_release(home)


@pytest.mark.parametrize("harm", ["gone", "its manifest damaged"])
def test_a_current_that_leads_to_nothing_sound_is_mended_before_a_run(home: Home, harm: str) -> None:
    first = refresh(home)
    assert mend_current(home) is None
    (home.landing / "c.txt").write_text("丙")
    second = refresh(home)
    for release, words in ((second, first.release_id), (first, "everything is published anew")):
        manifest = release.path / "manifest.json"
        manifest.chmod(0o644)
        manifest.write_text("{")
        if harm == "gone":
            shutil.rmtree(release.path)
        assert words in (mend_current(home) or "")
    assert current_release(home) is None
    assert refresh(home).manifest["build_digest"] == second.manifest["build_digest"]


def test_a_current_that_is_a_folder_is_left_to_people(home: Home) -> None:
    home.current.mkdir()
    with pytest.raises(HomeError, match="is no symlink"):
        mend_current(home)


def read_on(current: str, over: Any, results: Any) -> None:
    """Ask each release for two tables that must speak of the same release, until told to stop."""
    asked = 0
    wrong: list[object] = []
    while not (is_last := over.is_set()) or asked == 0:
        try:
            with open_release(Path(current)) as con:
                answer = con.execute("select (select value from numbers), (select max(value) from others)").fetchone()
        except Exception as error:
            answer = (repr(error), None)
        if answer is None or answer[0] != answer[1]:
            wrong.append(answer)
        asked += 1
        if is_last:
            break
    results.put((asked, wrong))


def test_readers_never_notice_a_swap(home: Home) -> None:
    with open_warehouse(home) as con:
        con.execute("create schema marts")

        def release(number: int) -> None:
            con.execute("create or replace table marts.numbers as select ? as value", [number])
            con.execute("create or replace table marts.others as select ? as value from range(1000)", [number])
            passed(con)
            publish(con, home, keep=2)

        release(0)
        context = multiprocessing.get_context("spawn")
        over, results = context.Event(), context.Queue()
        readers = [context.Process(target=read_on, args=(str(home.current), over, results)) for _ in range(2)]
        for reader in readers:
            reader.start()
        for number in range(1, 25):
            release(number)
        over.set()
        for _ in readers:
            asked, wrong = results.get(timeout=120)
            assert asked > 0 and wrong == []
        for reader in readers:
            reader.join()


def test_a_release_opens_in_the_oldest_duckdb_that_is_promised(home: Home) -> None:
    release = refresh(home)
    header = (release.path / "marts.duckdb").read_bytes()[:64]
    assert header[8:12] == b"DUCK"
    # Storage version 64 is that of DuckDB 0.9 to 1.1.
    assert int.from_bytes(header[12:20], "little") == 64


def test_the_home_needs_no_working_folder(home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    release = refresh(home)
    assert Path(os.path.realpath(home.current)) == release.path
