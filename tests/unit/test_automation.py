"""What starts a refresh by itself, and that a run from the UI is the run of the command."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import dagster as dg
import pytest
from dagster._core.definitions.freshness import CronFreshnessPolicy
from dagster._utils.schedules import get_latest_completed_cron_tick, schedule_execution_time_iterator
from hypothesis import given
from hypothesis import strategies as st

from orchestration.automation import QUIET_SECONDS, alerts, burst, daily, season
from orchestration.definitions import defs
from warehouse.home import open_home


def test_a_burst_of_files_starts_one_run_once_all_is_quiet() -> None:
    cursor: dict[str, Any] = {}
    starts = []
    for now, state in [(0, "a"), (5, "ab"), (10, "abc"), (20, "abc"), (31, "abc"), (40, "abc"), (99, "abc")]:
        cursor, is_started = burst(cursor, state, float(now))
        starts.append(is_started)
    assert starts == [False, False, False, False, True, False, False]


@given(st.lists(st.tuples(st.floats(0, 30), st.sampled_from("ab")), max_size=30))
def test_no_state_is_run_twice_in_a_row_nor_before_it_stood_still(steps: list[tuple[float, str]]) -> None:
    cursor: dict[str, Any] = {}
    now, since, seen, ran = 0.0, 0.0, "", ""
    for pause, state in steps:
        now += pause
        since, seen = (since, seen) if state == seen else (now, state)
        cursor, is_started = burst(cursor, state, now)
        assert is_started == (state != ran and now - since >= QUIET_SECONDS)
        ran = state if is_started else ran


def test_schedules_and_the_sensor_on_landing_are_off_until_turned_on() -> None:
    assert {one.default_status for one in defs.schedules or ()} == {dg.DefaultScheduleStatus.STOPPED}
    on = dg.DefaultSensorStatus.RUNNING
    statuses = {one.name: one.default_status for one in defs.sensors or ()}
    assert statuses == {"landing_folder": dg.DefaultSensorStatus.STOPPED, "alerts": on, "after_reextraction": on}


@pytest.mark.parametrize("job", ["refresh", "reextract_documents"])
def test_the_jobs_do_all_that_the_ui_s_materialize_all_does(job: str) -> None:
    job, everything = defs.resolve_job_def(job), defs.resolve_implicit_global_asset_job_def()
    assert job.asset_layer.executable_asset_keys == everything.asset_layer.executable_asset_keys
    assert {key.path[0] for key in job.asset_layer.executable_asset_keys} == {
        "raw", "seeds", "staging", "intermediate", "marts", "quality", "published",
    }  # fmt: skip
    assert {op.name for op in job.graph.nodes} == {op.name for op in everything.graph.nodes}


def test_nothing_but_the_job_collect_asks_the_network() -> None:
    assert [op.name for op in defs.resolve_job_def("collect").graph.nodes] == ["fetch_pages"]
    assert not defs.resolve_asset_graph().get(dg.AssetKey(["collected", "pages"])).is_executable


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        ("2027-01-15", ["03:30", "09:30", "12:30", "15:30", "18:30"]),
        ("2027-04-30", ["03:30", "09:30", "12:30", "15:30", "18:30"]),
        ("2027-05-01", ["03:30"]),
        ("2027-12-31", ["03:30"]),
    ],
)
def test_in_the_season_of_reports_a_refresh_runs_more_often(day: str, hours: list[str]) -> None:
    starts: list[str] = []
    for schedule in (daily, season):
        ticks = schedule_execution_time_iterator(
            beijing(day).timestamp(), schedule.cron_schedule, schedule.execution_timezone
        )
        starts += [f"{tick:%H:%M}" for tick in islice(ticks, 9) if tick < beijing(day) + timedelta(days=1)]
    assert sorted(starts) == hours


@pytest.mark.parametrize(
    ("published", "now", "state"),
    [
        ("2027-01-20", "2027-02-07", "PASS"),
        ("2027-01-20", "2027-02-09", "PASS"),
        ("2027-01-20", "2027-04-07", "PASS"),
        ("2027-01-20", "2027-04-09", "FAIL"),
        ("2027-03-15", "2027-04-09", "PASS"),
        ("2027-03-15", "2028-01-31", "PASS"),
        ("2027-03-15", "2028-02-09", "FAIL"),
        ("2026-12-20", "2027-02-09", "FAIL"),
    ],
)
def test_a_release_is_fresh_by_the_statutory_calendar(published: str, now: str, state: str) -> None:
    policy = defs.resolve_asset_graph().get(dg.AssetKey(["published", "release"])).freshness_policy
    assert isinstance(policy, CronFreshnessPolicy)
    deadline = get_latest_completed_cron_tick(policy.deadline_cron, beijing(now), policy.timezone)
    is_fresh = beijing(published) >= deadline - policy.lower_bound_delta
    assert ("PASS" if is_fresh else "FAIL") == state


def beijing(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=ZoneInfo("Asia/Shanghai"))


def test_assets_are_grouped_by_their_schema() -> None:
    graph = defs.resolve_asset_graph()
    assert {(key.path[0], graph.get(key).group_name) for key in graph.get_all_asset_keys()} == {
        (name, name)
        for name in ("landing", "collected", "raw", "seeds", "staging", "intermediate", "marts", "quality", "published")
    }


def test_every_critical_expectation_blocks_and_hangs_on_an_asset_that_exists() -> None:
    graph = defs.resolve_asset_graph()
    ours = [key for key in graph.asset_check_keys if key.name in {"quotes_found_in_place", "reports_not_doubled"}]
    assert {(key.name, graph.get_check_spec(key).blocking) for key in ours} == {
        ("quotes_found_in_place", True),
        ("reports_not_doubled", False),
    }
    assert {key.asset_key for key in graph.asset_check_keys} <= graph.get_all_asset_keys()


def test_a_killed_run_is_told_of_by_the_sensor_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = open_home(tmp_path / "home")
    monkeypatch.setenv("GONGKAI_HOME", str(home.root))
    monkeypatch.setenv("GONGKAI_ALERT_COMMAND", f"tee -a {tmp_path / 'alerts'}")

    @dg.job
    def nothing() -> None:
        """A job without steps."""

    with dg.DagsterInstance.ephemeral() as instance:
        run = instance.create_run_for_job(nothing)
        instance.report_engine_event(
            f"[DagsterApiServer] Run execution process for {run.run_id} was terminated by signal 9 (SIGKILL). This", run
        )
        event = instance.report_run_failed(run)
        for _ in range(2):
            context = dg.build_run_status_sensor_context("alerts", event, instance, run)
            alerts(context.for_run_failure())
    assert capsys.readouterr().out.count("nothing (ui): failed: Its process was terminated by signal 9") == 1
    assert (tmp_path / "alerts").read_text(encoding="utf-8").count(run.run_id) == 1
