"""The UI as people use it: everything is done by clicking, in a real browser.

Belongs here: one story from an empty home to a release that is held back. Needs Chromium (CHROMIUM, or one on the search
path) and the extra `browser`; `make test-browser` runs it. Screenshots are kept in GONGKAI_SCREENSHOTS where that names a
folder.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from commands import SAMPLES, start

from warehouse.home import Home, open_home
from warehouse.retention import current_release

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
REPORTS = Path(__file__).resolve().parents[1] / "reports"
YEARS = ("2013", "2014")
JOBS = "/locations/orchestration.definitions/jobs"
RUN_MILLISECONDS = 400_000
PAGE_MILLISECONDS = 120_000

pytestmark = pytest.mark.browser


class Story:
    """A browser's page on the UI, the home behind it, and where pictures go."""

    def __init__(self, page: Any, address: str, home: Home, pictures: Path) -> None:
        self.page, self.address, self.home, self.pictures = page, address, home, pictures
        self.count = 0

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)

    def button(self, name: str) -> Any:
        return self.page.get_by_role("button", name=name).first

    def sees(self, words: str, *, exact: bool = False) -> None:
        from playwright.sync_api import expect

        expect(self.page.get_by_text(words, exact=exact).first).to_be_visible(timeout=PAGE_MILLISECONDS)

    def picture(self, name: str) -> None:
        self.count += 1
        self.page.wait_for_timeout(2_000)  # what is still loading would be grey
        self.page.screenshot(path=self.pictures / f"{self.count:02}-{name}.png")

    def release(self) -> str | None:
        release = current_release(self.home)
        return release.release_id if release else None

    def runs(self) -> list[dict[str, Any]]:
        log = self.home.logs / "gongkai.log"
        return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()] if log.exists() else []

    def waits_for_run(self, number: int) -> dict[str, Any]:
        """The line of the run with this number in the home's log, once it is there."""
        for _ in range(RUN_MILLISECONDS // 500):
            if len(self.runs()) >= number:
                return self.runs()[number - 1]
            self.page.wait_for_timeout(500)
        raise AssertionError(f"run {number} left no line")


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    from playwright.sync_api import Error, sync_playwright

    assert CHROMIUM, "There is no Chromium: apt-get install chromium, or name one with CHROMIUM=…"
    landing, home = tmp_path / "landing", tmp_path / "home"
    shutil.copytree(SAMPLES, landing)
    pictures = Path(os.environ.get("GONGKAI_SCREENSHOTS", tmp_path / "pictures"))
    pictures.mkdir(parents=True, exist_ok=True)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with (tmp_path / "out").open("w") as out:
        ui = start("ui", "--home", home, "--landing", landing, "--port", port, out=out.fileno(), err=out.fileno())
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1500, "height": 950})
            page.set_default_timeout(PAGE_MILLISECONDS)
            address = f"http://127.0.0.1:{port}"
            for _ in range(RUN_MILLISECONDS // 500):
                try:
                    page.goto(f"{address}/server_info")
                    break
                except Error:
                    page.wait_for_timeout(500)
            yield Story(page, address, open_home(home, landing), pictures)
            browser.close()
    finally:
        ui.send_signal(signal.SIGTERM)
        ui.communicate(timeout=120)


def test_from_a_click_to_a_release_a_dropped_file_and_one_that_is_held_back(story: Story) -> None:
    everything_is_materialized_by_a_click(story)
    jobs_schedules_and_partitions_are_shown(story)
    years_are_read_anew(story)
    documents_are_read_anew(story)
    the_sensor_sees_a_dropped_file(story)
    reports_that_break_an_expectation_are_held_back(story)


def everything_is_materialized_by_a_click(story: Story) -> None:
    story.open("/asset-groups")
    story.page.get_by_role("button", name="Materialize all").click()
    line = story.waits_for_run(1)
    assert (line["outcome"], line["trigger"]) == ("published", "ui")
    story.open(f"/runs/{line['run_id']}")
    story.sees("Success", exact=True)
    story.picture("materialized")
    story.open("/assets/published/release")
    story.sees(line["release"])
    story.picture("release")
    assert story.release() == line["release"]
    # Nothing was asked of the network.
    assert not story.home.captures.exists()


def jobs_schedules_and_partitions_are_shown(story: Story) -> None:
    story.open("/automation")
    for name in ("daily_refresh", "season_refresh", "nightly_collection", "landing_folder", "alerts"):
        story.sees(name)
    story.picture("automation")


def years_are_read_anew(story: Story) -> None:
    story.open(f"{JOBS}/reextract_year/partitions")
    story.sees("Total partitions")
    story.button("Launch backfill").click()
    story.page.get_by_text("Select a partition or create one").click()
    for year in YEARS:
        story.page.get_by_role("menuitem").filter(has_text=year).click()
    story.page.get_by_text("Launch reextract_year backfill").click()  # closes the list of years
    story.picture("years")
    story.button(f"{len(YEARS)} runs").click()
    for number, _ in enumerate(YEARS, start=2):
        line = story.waits_for_run(number)
        assert (line["job"], line["outcome"], line["trigger"][:9]) == ("reextract_year", "done", "backfill:")
    after = story.waits_for_run(4)
    assert (after["job"], after["outcome"]) == ("refresh", "nothing_to_do")
    story.open(f"{JOBS}/reextract_year/partitions")
    story.sees("Succeeded", exact=True)
    story.picture("partitions")


def documents_are_read_anew(story: Story) -> None:
    story.open(f"{JOBS}/reextract_documents/playground")
    story.sees("put document_ids or report_ids here")
    story.picture("launchpad")
    story.button("Launch Run").click()
    wrong = story.waits_for_run(5)
    assert "No document of this home" in wrong["failed"]["ingest"]
    story.open(f"/runs/{wrong['run_id']}")
    story.sees("No document of this home")
    story.picture("wrong-ids")


def the_sensor_sees_a_dropped_file(story: Story) -> None:
    before = story.release()
    story.open("/locations/orchestration.definitions/sensors/landing_folder")
    story.page.get_by_role("row", name="Running").get_by_role("img").last.click()
    shutil.copy(REPORTS / "tengzhou-2019" / "source.html", story.home.landing / "one-more.html")
    line = story.waits_for_run(6)
    assert (line["outcome"], line["trigger"]) == ("published", "sensor: landing_folder")
    assert story.release() == line["release"] != before
    story.open("/runs")
    story.sees("landing_folder")
    story.picture("sensor")


def reports_that_break_an_expectation_are_held_back(story: Story) -> None:
    before = story.release()
    report = (story.home.landing / "2013-kundulun.txt").read_text(encoding="utf-8").replace("2014", "2015")
    report = report.replace("2013", "2014").replace("没有收到政府信息公开申请", "共收到政府信息公开申请123456789件")
    (story.home.landing / "absurd.txt").write_text(report, encoding="utf-8")
    line = story.waits_for_run(7)
    assert line["outcome"] == "held_back"
    assert story.release() == before
    story.open(f"/runs/{line['run_id']}")
    story.sees("Failure", exact=True)
    story.sees("held back by data quality at expectations: ")
    story.picture("held-back-run")
    story.open("/assets/marts/fct_applications?view=checks")
    story.page.get_by_text("applications_in_range").first.click()
    story.sees("123456789")  # the row that is beyond what may be
    story.picture("failed-check")
