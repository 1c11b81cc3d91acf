"""Hundreds of mutants of clean applications tables: each broken identity is found, under its rule and with its cells.

What an identity of the form demands is said here a second time, plainly, over one table; the warehouse must agree.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from planted import APPLICANTS, OTHERS, REASONS, Planted, Raw, Row, dbt_build, rows_of

MUTANTS, CLEAN = 400, 50
SIX = APPLICANTS[:-1]
COUNTS: tuple[Row, ...] = tuple(
    (measure, "all", "all") for measure in ("received", "carried_in", "processed", "carried_out")
)
RECEIVED, CARRIED_IN, PROCESSED, CARRIED_OUT = COUNTS

Table = dict[tuple[Row, str], int]
Found = set[tuple[str, str]]


def outcome_rows(form: str) -> list[Row]:
    return [("outcome", outcome, reason) for outcome, reason in (*REASONS, *OTHERS[form])]


def clean_table(draw: random.Random, form: str) -> Table:
    table: Table = {}
    for applicant in SIX:
        busy = draw.random() < 0.6
        for row in outcome_rows(form):
            # the catch-all stays small, or T3-09 would rightly complain
            counts = (0, 1) if row[2] == "other" else (0, 0, 0, 1, 2, 3, 12, 40)
            table[row, applicant] = draw.choice(counts) if busy else 0
        table[PROCESSED, applicant] = sum(table[row, applicant] for row in outcome_rows(form))
        table[CARRIED_OUT, applicant] = draw.randint(0, 9) if busy else 0
        whole = table[PROCESSED, applicant] + table[CARRIED_OUT, applicant]
        table[CARRIED_IN, applicant] = draw.randint(0, min(9, whole))
        table[RECEIVED, applicant] = whole - table[CARRIED_IN, applicant]
    for row in {row for row, _ in table}:
        table[row, "all"] = sum(table[row, applicant] for applicant in SIX)
    return table


def mutate(draw: random.Random, table: Table) -> set[tuple[Row, str]]:
    """Changes one cell, drops one, or shifts one row; returns the cells that are other than they were."""
    row, applicant = draw.choice(sorted(table))
    kind = draw.choice(("change", "drop", "shift"))
    if kind == "drop":
        del table[row, applicant]
        return {(row, applicant)}
    if kind == "change":
        table[row, applicant] += draw.choice((-1, 1, 2, 10, 100)) if table[row, applicant] else draw.choice((1, 2, 10))
        return {(row, applicant)}
    before = [table[row, name] for name in APPLICANTS]
    after = [0, *before[:-1]] if draw.random() < 0.5 else [*before[1:], 0]
    table.update({(row, name): value for name, value in zip(APPLICANTS, after, strict=True)})
    return {(row, name) for name, old, new in zip(APPLICANTS, before, after, strict=True) if old != new}


def subject(row: Row) -> str:
    measure, outcome, reason = row
    return measure if measure != "outcome" else outcome if reason == "all" else f"{outcome}.{reason}"


def broken(table: Table, form: str) -> Found:
    """The identities that a table breaks; one with an absent cell cannot be assessed."""

    def cells(rows: list[Row], applicant: str) -> list[int] | None:
        return [table[row, applicant] for row in rows] if all((row, applicant) in table for row in rows) else None

    def find() -> Iterator[tuple[str, str]]:
        for applicant in APPLICANTS:
            if all((row, applicant) in table for row in COUNTS):
                received, carried_in, processed, carried_out = (table[row, applicant] for row in COUNTS)
                if received + carried_in != processed + carried_out:
                    yield "T3-01", applicant
            outcomes = cells(outcome_rows(form), applicant)
            total = table.get((PROCESSED, applicant))
            if outcomes and total is not None and sum(outcomes) != total:
                yield "T3-02B" if form == "statutory_2019" else "T3-02C", applicant
            some = [table[row, applicant] for row in outcome_rows(form) if (row, applicant) in table]
            if total is not None and max(some) > total:
                yield "T3-05", f"outcomes/{applicant}"
            for part, row in (("carried_out", CARRIED_OUT), ("processed", PROCESSED)):
                three = cells([row, RECEIVED, CARRIED_IN], applicant)
                if three and three[0] > three[1] + three[2]:
                    yield "T3-05", f"{part}/{applicant}"
        for row in {row for row, _ in table}:
            six = [table[row, name] for name in SIX if (row, name) in table]
            if len(six) == 6 and (row, "all") in table and sum(six) != table[row, "all"]:
                yield "T3-03", subject(row)

    return set(find())


def plant(report: Planted, table: Table) -> None:
    rows = sorted({row for row, _ in table})
    for (row, applicant), value in sorted(table.items()):
        measure, outcome, reason = row
        place = {"table_index": 2, "row_index": rows.index(row), "column_index": APPLICANTS.index(applicant)}
        report.applied(measure, value, applicant=applicant, outcome=outcome, reason=reason, **place)


class Mutant:
    def __init__(self, raw: Raw, number: int) -> None:
        draw = random.Random(number)
        form = draw.choice(("statutory_2019", "statutory_2021"))
        year = 2020 if form == "statutory_2019" else 2022
        authority = f"{number:06d}-{'clean' if number < CLEAN else 'mutant'}"
        report = raw.report("330105", year, authority_id=authority, parent_authority_id=None)
        self.table = clean_table(draw, form)
        self.touched = set() if number < CLEAN else mutate(draw, self.table)
        self.broken = broken(self.table, form)
        self.report_id = report.report_id
        plant(report, self.table)


@pytest.fixture(scope="module")
def planted() -> tuple[Raw, list[Mutant]]:
    raw = Raw()
    return raw, [Mutant(raw, number) for number in range(CLEAN + MUTANTS)]


@pytest.fixture(scope="module")
def mutants(planted: tuple[Raw, list[Mutant]]) -> list[Mutant]:
    return planted[1]


@pytest.fixture(scope="module")
def warehouse(planted: tuple[Raw, list[Mutant]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mutants")
    planted[0].write(folder / "warehouse.duckdb")
    dbt_build(folder / "warehouse.duckdb", folder)
    return folder / "warehouse.duckdb"


def test_every_broken_identity_of_the_mutants_is_found_and_no_other(mutants: list[Mutant], warehouse: Path) -> None:
    found: dict[str, Found] = {mutant.report_id: set() for mutant in mutants}
    query = (
        "select report_id, rule_id, subject from quality.findings where status = 'fail' "
        "and rule_id in ('T3-01', 'T3-02B', 'T3-02C', 'T3-03', 'T3-05')"
    )
    for report_id, rule, name in rows_of(warehouse, query):
        found[report_id].add((rule, name))
    assert {mutant.report_id: mutant.broken for mutant in mutants} == found
    assert sum(bool(mutant.broken) for mutant in mutants) > MUTANTS / 2


def test_clean_tables_raise_nothing(mutants: list[Mutant], warehouse: Path) -> None:
    query = "select report_id, rule_id, subject, message_en from quality.findings where rule_id <> 'TX-07' and report_id like '%-clean-%'"
    assert rows_of(warehouse, query) == []


def test_a_dropped_cell_is_missed(mutants: list[Mutant], warehouse: Path) -> None:
    dropped = {mutant.report_id for mutant in mutants if mutant.touched - set(mutant.table)}
    assert dropped
    query = "select report_id from quality.findings where rule_id = 'T3-06' and status = 'fail'"
    assert {report_id for (report_id,) in rows_of(warehouse, query)} == dropped


def test_the_changed_cell_is_among_the_numbers_of_the_finding(mutants: list[Mutant], warehouse: Path) -> None:
    query = "select report_id, measure, outcome, reason, applicant from marts.fct_applications where has_finding"
    flagged: dict[str, set[tuple[Row, str]]] = {}
    for report_id, measure, outcome, reason, applicant in rows_of(warehouse, query):
        flagged.setdefault(report_id, set()).add(((measure, outcome, reason), applicant))
    for mutant in mutants:
        if mutant.broken:
            assert flagged[mutant.report_id] & mutant.touched, mutant.report_id
