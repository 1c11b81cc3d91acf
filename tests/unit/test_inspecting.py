"""What `gongkai inspect` shows: every fact with its words, every issue, nothing that a terminal would obey."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from extraction.vocabulary import Vocabulary
from orchestration.inspecting import inspect, write_csv, write_json, write_table
from orchestration.neutral import csv_safe, neutral

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "warehouse" / "samples" / "2014-daowai.txt"
NOTICE = ROOT / "warehouse" / "samples" / "notice-2015.html"
TABLES = ROOT / "warehouse" / "samples" / "2022-kunshan.html"


def test_json_gives_every_observation_with_its_place(vocabulary: Vocabulary) -> None:
    inspections = list(inspect([SAMPLE], vocabulary, explain=True))
    file = io.StringIO()
    write_json(inspections, file)
    (one,) = json.loads(file.getvalue())
    text = inspections[0].reading.extraction.text
    assert one["report"]["report_year"] == 2014
    assert one["observations"]
    assert all(text[o["char_start"] : o["char_end"]] == o["quote"] for o in one["observations"])
    assert {remark["is_read"] for remark in one["remarks"]} == {True, False}


def test_csv_has_a_row_a_number(vocabulary: Vocabulary) -> None:
    inspections = list(inspect([SAMPLE, NOTICE], vocabulary, explain=False))
    file = io.StringIO()
    write_csv(inspections, file)
    rows = list(csv.DictReader(io.StringIO(file.getvalue())))
    facts = [row for row in rows if row["record"] == "observation"]
    assert len(facts) == len(inspections[0].reading.extraction.observations)
    assert [row["file"] for row in rows if row["record"] == "rejection"] == [NOTICE.name]


def test_the_table_shows_facts_quotes_codes_and_why_a_file_is_no_report(vocabulary: Vocabulary) -> None:
    file = io.StringIO()
    write_table(list(inspect([SAMPLE, TABLES, NOTICE], vocabulary, explain=True)), Console(file=file, width=400))
    shown = file.getvalue()
    assert "prose.disclosures" in shown
    assert "Table 表 2: applications" in shown
    assert "natural_person" in shown
    assert "Not a report" in shown
    assert "Every number 所有数字" in shown


def test_codes_that_a_terminal_obeys_do_not_pass(vocabulary: Vocabulary, tmp_path: Path) -> None:
    hostile = tmp_path / "2014\x1b]0;owned\x07.txt"
    text = SAMPLE.read_text(encoding="utf-8").replace("公开", "公开\x1b[31m[red]\u202e", 1)
    hostile.write_text(text, encoding="utf-8")
    for write in (write_json, write_csv):
        file = io.StringIO()
        write(list(inspect([hostile], vocabulary, explain=True)), file)
        assert "\x1b" not in file.getvalue()
    file = io.StringIO()
    write_table(list(inspect([hostile], vocabulary, explain=True)), Console(file=file, width=200))
    assert not set(file.getvalue()) & {"\x1b", "\x07", "\u202e"}


@given(st.text())
def test_neutral_text_is_one_line_without_control_characters(text: str) -> None:
    shown = neutral(text)
    assert len(shown.splitlines()) <= 1
    assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in shown)
    assert neutral(shown) == shown


@given(st.text(), st.sampled_from("=+-@\t\r"))
def test_no_text_is_a_formula_to_a_spreadsheet(text: str, first: str) -> None:
    safe = csv_safe(f"{first}A1{text}")
    assert isinstance(safe, str)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_number_is_left_a_number() -> None:
    assert csv_safe("-12") == "-12"
    assert csv_safe(-12) == -12


def test_inspect_imports_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from orchestration.cli import app\n"
        f"sys.argv = ['gongkai', 'inspect', {str(SAMPLE)!r}]\n"
        "app(standalone_mode=False)\n"
        "heavy = {'dagster', 'pandas', 'great_expectations', 'dbt', 'duckdb', 'pyarrow'} & set(sys.modules)\n"
        "print('heavy:', *heavy)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.splitlines()[-1].strip() == "heavy:"
