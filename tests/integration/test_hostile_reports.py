"""A report that attacks whoever shows it is kept as printed and harmless wherever it is shown."""

from __future__ import annotations

import csv
import json
import re
import zipfile

import duckdb
import pytest
from commands import SAMPLES, gongkai
from selectolax.lexbor import LexborHTMLParser

from orchestration.metadata import table_metadata
from warehouse.home import Home, open_home

ATTACK = '<script>alert(1)</script><img src=x onerror=alert(2)>[x](javascript:alert(3))\x1b[31m\u202e=HYPERLINK("http://a","b")'
NAMES = ('=HYPERLINK("x","y") <img src=x onerror=alert(4)> [x](javascript:alert(5)).txt', "\x1b]0;owned\x07.txt")
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def attacking_report(year: int) -> bytes:
    """A sample's words for another year, with an attack in its title, its sentences and a number that nothing reads."""
    text = (
        (SAMPLES / "2013-kundulun.txt")
        .read_text(encoding="utf-8")
        .replace("2014", f"{year + 1}")
        .replace("2013", f"{year}")
    )
    text = text.replace("工作年度报告", f"工作年度报告{ATTACK}", 1).replace("公示栏17条", f"公示栏17条{ATTACK}", 1)
    return text.replace("=HYPERLINK", "\n=HYPERLINK").encode()


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home that published such reports: under hostile names, and as a member of an archive that names other folders."""
    home = open_home(tmp_path_factory.mktemp("attacked") / "home")
    for year, name in enumerate(NAMES, start=2014):
        (home.landing / name).write_bytes(attacking_report(year))
    with zipfile.ZipFile(home.landing / "a.zip", "w") as archive:
        archive.writestr("../../x.txt", attacking_report(2016))
    done = gongkai("refresh", "--home", home.root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not OBEYED.search(done.stdout + done.stderr)
    return home


def test_no_name_leads_out_of_the_home(attacked: Home) -> None:
    outside = [path for path in attacked.root.parent.iterdir() if path != attacked.root]
    assert outside == []
    assert not list(attacked.root.rglob("x.txt"))


def test_the_release_keeps_what_was_printed(attacked: Home) -> None:
    with duckdb.connect(str(attacked.current / "marts.duckdb"), read_only=True) as con:
        texts = [text for (text,) in con.execute("select text from document_texts").fetchall()]
        years = con.execute("select report_year from dim_report order by 1").fetchall()
    assert years[:2] == [(2014,), (2015,)]
    assert all("<script>alert(1)</script>" in text for text in texts)


def test_the_quality_page_obeys_nothing(attacked: Home) -> None:
    html = (attacked.current / "quality.html").read_text(encoding="utf-8")
    page = LexborHTMLParser(html)
    assert len(page.css("script")) == 1
    assert not page.css("img, iframe, object, [onerror], a[href^='javascript']")
    assert not OBEYED.search(html)


def test_the_ui_is_given_plain_values_and_no_markup(attacked: Home) -> None:
    import dagster as dg

    with duckdb.connect(str(attacked.warehouse), read_only=True) as con:
        for table in (
            "raw.documents",
            "raw.reports",
            "raw.observations",
            "raw.issues",
            "raw.document_texts",
            "marts.dim_report",
        ):
            for value in table_metadata(con, dg.AssetKey(table.split("."))).values():
                # Markdown is the one kind of metadata that the UI renders: report text is never handed over as such.
                assert isinstance(value, int | dg.TableMetadataValue | dg.TextMetadataValue)
                shown = (
                    [str(one) for row in value.records for one in row.data.values()]
                    if isinstance(value, dg.TableMetadataValue)
                    else []
                )
                assert not [one for one in shown if OBEYED.search(one)]


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_inspect_and_check_print_nothing_that_is_obeyed(attacked: Home, form: str) -> None:
    for name in NAMES:
        done = gongkai("inspect", attacked.landing / name, "--format", form)
        assert done.returncode == 0, done.stderr
        assert not OBEYED.search(done.stdout + done.stderr)
        if form == "csv":
            cells = [cell for row in csv.reader(done.stdout.splitlines()) for cell in row]
            assert len(cells) > 20
            assert not [cell for cell in cells if re.match(r"\s*[=+@]|\s*-\D", cell)]
        if form == "json":
            assert json.loads(done.stdout)[0]["report"]["report_year"] in (2014, 2015)


def test_the_commands_on_the_home_print_nothing_that_is_obeyed(attacked: Home) -> None:
    for command in (("marts",), ("doctor",)):
        done = gongkai(*command, "--home", attacked.root)
        assert done.returncode == 0, done.stdout
        assert not OBEYED.search(done.stdout + done.stderr)
    done = gongkai("check", attacked.landing / NAMES[0], "--format", "html")
    page = LexborHTMLParser(done.stdout)
    assert done.returncode in (0, 1) and len(page.css("script")) == 1 and not page.css("img, [onerror]")
