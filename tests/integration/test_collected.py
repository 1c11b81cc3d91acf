"""From addresses to a release: pages that changed or vanished are told, a night without news publishes nothing."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from commands import SAMPLES, gongkai
from misbehaving import Clock, Server, answering, conditional, serving

from orchestration.project import project_digest
from warehouse.collect import collect
from warehouse.fetching import Limits
from warehouse.home import open_home
from warehouse.inputs import input_digest
from warehouse.politeness import Manners
from warehouse.retention import current_release

MANNERS = Manners(fresh=0.0, limits=Limits(allowed_networks=(ipaddress.ip_network("127.0.0.1/32"),)))


@pytest.fixture
def site() -> Iterator[Server]:
    with serving(Clock()) as server:
        for path in SAMPLES.iterdir():
            server.behaviours[f"/{path.name}"] = conditional(path.read_bytes(), f'"{path.name}"')
        yield server


def test_fetched_pages_become_reports_and_their_changes_are_told(tmp_path: Path, site: Server) -> None:
    home = open_home(tmp_path / "home")
    names = sorted(path.name for path in SAMPLES.iterdir())
    lines = "".join(f"{site.address('/' + name)},{name},,\n" for name in names)
    never = "http://10.0.0.1/report.html"
    home.sources.write_text(f"address,authority,year,notes\n{lines}{never},,,\n", "utf-8")
    assert collect(home, MANNERS, site.clock).fetched == len(names)

    told = (SAMPLES / "2014-daowai.txt").read_text("utf-8")
    site.behaviours["/2014-daowai.txt"] = answering(f"{told}\n点击量: 12\n".encode())
    site.behaviours["/2012-street-dongguan.txt"] = answering("页面不存在".encode())
    site.behaviours["/2015-gaizhou.txt"] = answering(b"", 404)
    site.behaviours["/2018-lvyuan.html"] = answering(b"", 403)
    done = collect(home, MANNERS, site.clock)
    assert (done.changed, done.vanished, done.failed, done.not_modified) == (2, 1, 2, len(names) - 4)

    published = gongkai("refresh", "--home", home.root)
    assert published.returncode == 0, published.stdout + published.stderr
    with duckdb.connect(str(home.current / "marts.duckdb"), read_only=True) as con:
        found = con.execute(
            "select coalesce(authority, address), status, new_document_status, is_fact_changed, problem "
            "from page_changes where status <> 'unchanged' or problem is not null order by all"
        ).fetchall()
        addresses = con.execute("select count(distinct source_url) from dim_report").fetchall()
        kept = con.execute("select count(*) from dim_report where source_name like '%2015-gaizhou%'").fetchall()
    assert found == [
        ("2012-street-dongguan.txt", "changed", "rejected", True, None),
        ("2014-daowai.txt", "changed", "report", False, None),
        ("2015-gaizhou.txt", "vanished", "report", None, None),
        ("2018-lvyuan.html", "unchanged", "report", None, "status"),
        (never, "never_fetched", None, None, "private_address"),
    ]
    assert addresses == [(len(names) - 1,)]
    assert kept == [(1,)]

    collect(home, MANNERS, site.clock)
    last = current_release(home)
    assert last is not None
    assert last.manifest["input_digest"] == input_digest(home, project_digest())
    assert gongkai("doctor", "--home", home.root).returncode == 0


def test_the_command_says_what_came_of_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    done = gongkai("collect", "--home", home)
    assert (done.returncode, "there is no" in done.stdout) == (0, True)
    (home / "sources.csv").write_text("address\nhttp://127.0.0.1:9/x\n")
    done = gongkai("collect", "--home", home)
    assert done.returncode == 1
    assert "1 × private_address" in done.stdout
    (home / "sources.csv").write_text("address\nwww.gov.cn\n")
    done = gongkai("collect", "--home", home)
    assert (done.returncode, "sources.csv line 2" in done.stderr) == (1, True)


def test_the_job_runs_with_and_without_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from orchestration.definitions import defs

    monkeypatch.setenv("GONGKAI_HOME", str(tmp_path / "home"))
    shown = []
    for content in ("", "address\nhttp://169.254.169.254/latest\n"):
        open_home(tmp_path / "home").sources.write_text(content)
        done = defs.resolve_job_def("collect").execute_in_process()
        (event,) = done.get_asset_materialization_events()
        shown.append(event.materialization.metadata["failed"].value)
    assert shown == [0, 1]
