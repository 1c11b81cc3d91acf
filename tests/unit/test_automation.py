"""What starts a refresh by itself, and that a run from the UI is the run of the command."""

from __future__ import annotations

from typing import Any

import dagster as dg
from hypothesis import given
from hypothesis import strategies as st

from orchestration.automation import QUIET_SECONDS, burst
from orchestration.definitions import defs


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


def test_schedule_and_sensor_are_off_until_turned_on() -> None:
    assert [one.default_status for one in defs.schedules or ()] == [dg.DefaultScheduleStatus.STOPPED] * 2
    assert [one.default_status for one in defs.sensors or ()] == [dg.DefaultSensorStatus.STOPPED]


def test_the_jobs_materialize_and_check_all_that_the_ui_s_materialize_all_does() -> None:
    job, everything = defs.resolve_job_def("refresh"), defs.resolve_implicit_global_asset_job_def()
    fetching = defs.resolve_job_def("collect").asset_layer.executable_asset_keys
    assert fetching == {dg.AssetKey(["collected", "pages"])}
    assert job.asset_layer.executable_asset_keys | fetching == everything.asset_layer.executable_asset_keys
    assert {key.path[0] for key in job.asset_layer.executable_asset_keys} == {
        "raw", "seeds", "staging", "intermediate", "marts", "quality", "published",
    }  # fmt: skip
    assert {op.name for op in job.graph.nodes} | {"collected__pages"} == {op.name for op in everything.graph.nodes}


def test_assets_are_grouped_by_their_schema() -> None:
    graph = defs.resolve_asset_graph()
    assert {(key.path[0], graph.get(key).group_name) for key in graph.get_all_asset_keys()} == {
        (name, name) for name in ("landing", "collected", "raw", "seeds", "staging", "intermediate", "marts", "quality", "published")
    }


def test_every_critical_expectation_blocks_and_hangs_on_an_asset_that_exists() -> None:
    graph = defs.resolve_asset_graph()
    ours = [key for key in graph.asset_check_keys if key.name in {"quotes_found_in_place", "reports_not_doubled"}]
    assert {(key.name, graph.get_check_spec(key).blocking) for key in ours} == {
        ("quotes_found_in_place", True),
        ("reports_not_doubled", False),
    }
    assert {key.asset_key for key in graph.asset_check_keys} <= graph.get_all_asset_keys()
