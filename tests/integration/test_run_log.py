"""HOME/logs/gongkai.log: each run leaves one line, and its counts add up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commands import gongkai

from orchestration.run_log import documents, trigger_of
from warehouse.connect import open_warehouse
from warehouse.home import Home
from warehouse.retention import current_release


def lines_of(home: Home) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (home.logs / "gongkai.log").read_text(encoding="utf-8").splitlines()]


def test_a_run_that_published_says_what_and_how_long(small_warehouse: Home) -> None:
    (line,) = lines_of(small_warehouse)
    release = current_release(small_warehouse)
    assert release is not None
    assert (line["outcome"], line["trigger"], line["job"]) == ("published", "command", "refresh")
    assert line["release"] == release.release_id
    assert set(line["seconds"]) == {"ingest", "extract", "dbt", "expectations", "published__release"}
    counts = line["documents"]
    assert counts["is_reconciled"] and counts["in"] == release.row_counts["dim_document"]
    assert counts["report"] == release.row_counts["dim_report"]


def test_idle_failed_and_held_back_runs_leave_a_line_too_and_the_latter_two_an_alert(
    own_home: Home, tmp_path: Path
) -> None:
    def refresh(expected: int) -> None:
        hook = f"tee -a {tmp_path / 'alerts'}"
        done = gongkai("refresh", "--home", own_home.root, "--landing", own_home.landing, GONGKAI_ALERT_COMMAND=hook)
        assert done.returncode == expected, done.stdout + done.stderr

    refresh(0)
    report = (own_home.landing / "2013-kundulun.txt").read_text(encoding="utf-8").replace("2014", "2015")
    report = report.replace("2013", "2014").replace("没有收到政府信息公开申请", "共收到政府信息公开申请123456789件")
    (own_home.landing / "absurd.txt").write_text(report, encoding="utf-8")
    refresh(3)
    (own_home.root / "waivers.csv").write_text("no,such,columns\n", encoding="utf-8")
    refresh(1)

    first, idle, held, failed = lines_of(own_home)
    assert [one["outcome"] for one in (first, idle, held, failed)] == [
        "published",
        "nothing_to_do",
        "held_back",
        "failed",
    ]
    assert len({one["run_id"] for one in (first, idle, held, failed)}) == 4
    assert {one["release"] for one in (first, idle, held, failed)} == {first["release"]}
    assert "applications_in_range" in held["failed"]["expectations"]
    assert "waivers.csv" in failed["failed"]["ingest"]
    alerts = (tmp_path / "alerts").read_text(encoding="utf-8").replace("}{", "}\n{").splitlines()
    assert [json.loads(alert)["run_id"] for alert in alerts] == [held["run_id"], failed["run_id"]]


def test_documents_that_a_build_lost_are_noticed(own_home: Home) -> None:
    assert documents(own_home) is not None
    with open_warehouse(own_home) as con:
        con.execute(
            "delete from raw.documents using (select min(document_id) as one from raw.documents) where document_id = one"
        )
    told = documents(own_home)
    assert told is not None and not told["is_reconciled"]


@pytest.mark.parametrize(
    ("tags", "trigger"),
    [
        ({}, "ui"),
        ({"dagster/sensor_name": "landing_folder"}, "sensor: landing_folder"),
        ({"dagster/schedule_name": "daily_refresh"}, "schedule: daily_refresh"),
        ({"gongkai/trigger": "command"}, "command"),
        ({"dagster/backfill": "abcd"}, "backfill: abcd"),
        ({"gongkai/trigger": "schedule: daily_refresh", "dagster/retry_number": "1"}, "retry"),
        ({"gongkai/trigger": "schedule: daily_refresh", "dagster/parent_run_id": "abcd"}, "ui"),
    ],
)
def test_a_run_is_told_by_who_started_it(tags: dict[str, str], trigger: str) -> None:
    assert trigger_of(tags) == trigger
