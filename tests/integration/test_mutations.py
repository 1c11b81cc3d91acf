"""One cell of a clean report is changed, blanked, or one row moved: every identity that breaks is found, with its cells.

Whole pages are read by the real extraction and held to the real rules, all of a run in one build.
"""

from __future__ import annotations

import csv
import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pytest
from clean_forms import ANSWERED, EXACT, YEARS, clean, figures, identities, page, shift, write
from form_writer import Forms, Key, Writer

from extraction.report import extract
from extraction.vocabulary import load
from orchestration.project import call_dbt
from warehouse.archive import ingest
from warehouse.connect import look_into_warehouse, open_warehouse
from warehouse.home import Home, open_home
from warehouse.ledger import read_raw
from warehouse.load import replace_documents, source_names, sync_documents, to_batch, unread

ROOT = Path(__file__).resolve().parents[2]
FORMS = tuple(YEARS)
Found = tuple[str, frozenset[Key]]


@dataclass
class Mutant:
    """One report: what was done to it, and what must be found in it."""

    name: str
    done: str
    forms: Forms
    expected: set[Found]


def counties(year: int) -> list[str]:
    """Names of county governments, each of which is one place only, with the name of its prefecture."""
    with (ROOT / "dbt_project" / "seeds" / "regions.csv").open(encoding="utf-8", newline="") as file:
        rows = [
            row for row in csv.DictReader(file)
            if row["level"] == "county" and row["prefecture_name"].endswith("市") and row["prefecture_name"] != row["name"]
            and int(row["valid_from_year"]) <= year <= int(row["valid_to_year"] or 9999)
        ]  # fmt: skip
    return sorted({f"{row['prefecture_name']}{row['name']}人民政府" for row in rows})


def broken(forms: Forms) -> set[Found]:
    return {(one.rule, one.cells) for one in identities(forms.form) if one.fails(forms.stated)}


def mutate(forms: Forms, seed: int) -> str:
    """Does one thing to the tables; returns what."""
    draw, writer = random.Random(seed), Writer(seed)
    cells = [
        part for sheet in forms.sheets for row in sheet.rows for part in row if part.key and part.key[1] != "amount"
    ]
    kind = draw.choice(("change", "change", "change", "drop", "shift"))
    rows = figures(forms)
    if kind == "shift" and rows:
        sheet, row, places = draw.choice(rows)
        shift(forms, sheet, row, places, writer.blank)
        return f"row {row} of sheet {sheet} moved"
    one = draw.choice(cells)
    assert one.key is not None and one.value is not None
    if kind == "drop":
        write(forms, one.key, None, writer)
        return f"{one.key} blank instead of {one.value}"
    least = -1000 if one.key[1] == "item_change" else 0
    others = {one.value + 1, one.value + 10, one.value - 1, one.value * 10} - {one.value}
    new = draw.choice(sorted(value for value in others if value >= least))
    write(forms, one.key, new, writer)
    return f"{one.key} {one.value} → {new}"


def mutants(count: int, clean_count: int, seed: int) -> list[Mutant]:
    names = {form: counties(YEARS[form]) for form in FORMS}
    made = []
    for number in range(count + clean_count):
        form = FORMS[number % len(FORMS)]
        forms = clean(seed + number, form)
        assert not broken(forms)
        done = "nothing" if number >= count else mutate(forms, seed + number)
        forms.count()
        made.append(Mutant(names[form][number // len(FORMS)], done, forms, broken(forms)))
    return made


def build(home: Home, made: list[Mutant]) -> None:
    for number, mutant in enumerate(made):
        (home.landing / f"{number:05d}.html").write_bytes(page(mutant.forms, mutant.name))
    ingest(home)
    vocabulary = load()
    with open_warehouse(home) as con:
        sync_documents(con, home)
        waiting = unread(con)
        names = source_names(con, waiting)
        replace_documents(
            con, [to_batch([(one, extract(names[one], read_raw(home, one), vocabulary)) for one in waiting])]
        )
    home.dbt_target.mkdir()
    models = ["+findings", "+observations"]
    call_dbt(
        ["build", "--select", *models, "--resource-type", "model", "--resource-type", "seed"],
        home.warehouse,
        home.dbt_target,
    )


def hold(folder: Path, count: int, clean_count: int, seed: int) -> None:
    """Every mutant's findings are exactly those expected of the identities; a clean report has none at all."""
    made = mutants(count, clean_count, seed)
    assert sum(bool(mutant.expected) for mutant in made) > count / 2
    home = open_home(folder / "home")
    build(home, made)
    found: dict[int, set[Found]] = defaultdict(set)
    others: dict[int, set[str]] = defaultdict(set)
    with look_into_warehouse(home) as con:
        con.execute("set search_path = 'marts,quality,intermediate'")
        standing = {int(name[:5]) for (name,) in con.execute("select source_name from int_reports").fetchall()}
        cells = {row[0]: _key(*row[1:]) for row in con.execute(
            "select observation_id, fact, measure, item, channel, applicant, outcome, reason, procedure, result,"
            " is_selected, quote from observations").fetchall()}  # fmt: skip
        for name, rule, status, observation_ids, message in con.execute(
            "select r.source_name, f.rule_id, f.status, f.observation_ids, f.message_en"
            " from int_findings f join int_reports r using (report_id)"
        ).fetchall():
            number = int(name[:5])
            if status == "fail" and rule in EXACT:
                found[number].add((rule, frozenset(cells[one] for one in observation_ids)))
            elif status == "fail":
                others[number].add(f"{rule}: {message}")
    assert standing == set(range(len(made))), "a page was not read as a report of its own"
    for number, mutant in enumerate(made):
        words = f"{mutant.forms.form} of {mutant.name} ({number:05d}), {mutant.done}"
        assert found[number] == mutant.expected, f"{words}: {found[number] ^ mutant.expected}"
        assert mutant.done != "nothing" or not others[number], f"{words}: {others[number]}"


def _key(
    fact: str, measure: str, item: str, channel: str, applicant: str, outcome: str, reason: str, procedure: str,
    result: str, is_selected: bool, quote: str,
) -> Key:  # fmt: skip
    if fact == "case":
        return (fact, procedure, result)
    if fact == "disclosure":
        return (fact, measure, item, channel)
    if measure == "processed" and not is_selected and "答复" in quote:
        return ANSWERED
    return (fact, measure, applicant, outcome, reason, *([channel] if channel != "all" else []))


def test_every_broken_identity_is_found_with_its_cells_and_clean_reports_raise_nothing(tmp_path: Path) -> None:
    hold(tmp_path, count=60, clean_count=30, seed=20_240_101)


@pytest.mark.long
def test_a_thousand_mutants_are_found_for_what_they_are(tmp_path: Path) -> None:
    hold(tmp_path, count=1000, clean_count=300, seed=20_250_101)
