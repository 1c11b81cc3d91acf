"""Faults and their clean twins, within the tables of one report or of two years, planted one pair a rule.

Belongs here: the registry, and the rules over the statutory tables. Over years, prose, annexes: planted_faults_beside.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from planted import BLANK, Planted, Raw

RECEIVED, CARRIED_IN = ("received", "all", "all"), ("carried_in", "all", "all")
PROCESSED, CARRIED_OUT = ("processed", "all", "all"), ("carried_out", "all", "all")
GRANTED = ("outcome", "granted", "all")
SECRET = ("outcome", "denied", "state_secret")


class Twin:
    """One side of a pair: `is_faulty` says which. Reports made here bear the rule's own authority."""

    def __init__(self, raw: Raw, rule: str, number: int, is_faulty: bool) -> None:
        self.raw = raw
        self.number = number
        self.is_faulty = is_faulty
        self.authority = f"{rule.lower()}-{'faulty' if is_faulty else 'clean'}"

    def report(self, year: int = 2022, **fields: Any) -> Planted:
        fields.setdefault("authority_id", self.authority)
        return self.raw.report("330105", year, name=f"{fields['authority_id']}-{year}", **fields)

    def table(self, year: int = 2022, cells: dict[Any, Any] | None = None, **arguments: Any) -> Planted:
        """A report with the applications table alone; no two pairs have the same numbers."""
        report = self.report(year)
        count = 100 + self.number
        report.applications_table(
            {("received", "natural_person"): count, ("granted", "natural_person"): count} | (cells or {}), **arguments
        )
        return report

    def either(self, faulty: Any, clean: Any) -> Any:
        return faulty if self.is_faulty else clean


CASES: dict[str, tuple[int, Callable[[Twin], None]]] = {}


def fault(rule: str, year: int = 2022) -> Callable[[Callable[[Twin], None]], Callable[[Twin], None]]:
    """Registers how to plant a rule's fault and its clean twin; `year` is the report that the rule speaks of."""

    def register(plant: Callable[[Twin], None]) -> Callable[[Twin], None]:
        CASES[rule] = (year, plant)
        return plant

    return register


@fault("T3-01")
def carry_over_does_not_close(twin: Twin) -> None:
    twin.table(change=twin.either({(CARRIED_OUT, "natural_person"): 3, (CARRIED_OUT, "all"): 3}, {}))


@fault("T3-02B", 2020)
def outcomes_of_2019_fall_short(twin: Twin) -> None:
    twin.table(2020, change=twin.either({(SECRET, "natural_person"): 2, (SECRET, "all"): 2}, {}))


@fault("T3-02C")
def outcomes_of_2021_fall_short(twin: Twin) -> None:
    twin.table(change=twin.either({(SECRET, "natural_person"): 2, (SECRET, "all"): 2}, {}))


@fault("T3-03")
def kinds_of_applicant_fall_short_of_the_total(twin: Twin) -> None:
    twin.table(change=twin.either({(SECRET, "all"): 2}, {}))


@fault("T3-04")
def a_cell_is_negative(twin: Twin) -> None:
    twin.table(change=twin.either({(SECRET, "all"): -1}, {}))


@fault("T3-05")
def an_outcome_exceeds_the_processed(twin: Twin) -> None:
    twin.table(change=twin.either({(GRANTED, "natural_person"): 900}, {}))


@fault("T3-06")
def a_cell_is_absent(twin: Twin) -> None:
    twin.table(drop=twin.either([(SECRET, "research_institution")], []))


@fault("T3-07")
def an_old_form_is_used(twin: Twin) -> None:
    report = twin.report(form=twin.either("statutory_2019", "statutory_2021"))
    report.applications_table({("received", "natural_person"): 60, ("granted", "natural_person"): 60})


@fault("T3-08")
def the_prose_counts_what_the_table_does_not(twin: Twin) -> None:
    report = twin.report()
    report.applications_table({("received", "natural_person"): 0})
    report.applied("received", twin.either(4, 0), "受理申请若干件。", is_selected=False)


@fault("T3-09")
def the_catch_all_is_overused(twin: Twin) -> None:
    others = twin.either(40, 4)
    twin.table(cells={("received", "natural_person"): 100, ("granted", "natural_person"): 100 - others,
                      ("other", "natural_person"): others})  # fmt: skip


@fault("T3-10")
def a_total_is_left_blank(twin: Twin) -> None:
    twin.table(change=twin.either({(GRANTED, "all"): BLANK}, {}))


@fault("T3-11")
def a_row_is_moved_by_one_column(twin: Twin) -> None:
    cells = {("received", "natural_person"): 7, ("received", "other_org"): 4}
    cells |= {("granted", "natural_person"): 7, ("granted", "other_org"): 4}
    moved = {(RECEIVED, name): value for name, value in zip(
        ("natural_person", "commercial_enterprise", "research_institution", "social_welfare_org", "legal_service_org",
         "other_org", "all"), (0, 7, 0, 0, 0, 0, 4), strict=True)}  # fmt: skip
    twin.table(cells=cells, change=twin.either(moved, {}))


@fault("T4-01")
def results_do_not_make_the_total(twin: Twin) -> None:
    twin.report().cases_table({("reconsideration", "upheld"): 10, ("reconsideration", "all"): twin.either(0, 10)})


@fault("T4-02")
def a_case_is_a_fraction(twin: Twin) -> None:
    twin.report().cases_table({("reconsideration", "upheld"): twin.either(1.5, 1)})


@fault("T4-03")
def more_suits_follow_than_reconsiderations_ended(twin: Twin) -> None:
    twin.report(2021).cases_table({("reconsideration", "upheld"): 2})
    twin.report(2022).cases_table({("litigation_after_reconsideration", "upheld"): twin.either(3, 2)})


@fault("T4-04")
def cases_without_any_application(twin: Twin) -> None:
    for year in (2021, 2022):
        report = twin.report(year)
        report.applications_table(
            {("received", "natural_person"): twin.either(0, 9), ("granted", "natural_person"): twin.either(0, 9)}
        )
        report.cases_table({("reconsideration", "upheld"): 2})


@fault("T2C-01")
def a_count_of_decisions_is_a_fraction(twin: Twin) -> None:
    twin.report().disclosures_table({("licensing", "decisions"): twin.either(1.5, 1)})


def documents_in_force(twin: Twin, faulty: dict[Any, Any], clean: dict[Any, Any]) -> None:
    twin.report(2021).disclosures_table({("normative_document", "in_force"): 10})
    twin.report(2022).disclosures_table(twin.either(faulty, clean))


@fault("T2C-02")
def the_stock_of_documents_does_not_follow(twin: Twin) -> None:
    key = "normative_document"
    documents_in_force(twin, {(key, "created"): 2, (key, "in_force"): 10}, {(key, "created"): 2, (key, "in_force"): 12})


@fault("T2C-03")
def more_documents_are_repealed_than_there_were(twin: Twin) -> None:
    key = "normative_document"
    documents_in_force(twin, {(key, "repealed"): 11}, {(key, "repealed"): 10})


@fault("T2C-04")
def fewer_documents_are_in_force_than_were_made(twin: Twin) -> None:
    key = "normative_document"
    twin.report().disclosures_table({(key, "created"): 5, (key, "in_force"): twin.either(4, 5)})


@fault("T2C-05")
def a_county_reports_regulations(twin: Twin) -> None:
    twin.report().disclosures_table({("regulation", "in_force"): twin.either(3, 0)})


@fault("T2C-06")
def yuan_are_written_as_ten_thousands(twin: Twin) -> None:
    twin.report(2021).disclosures_table({("administrative_fee", "amount"): 500000})
    twin.report(2022).disclosures_table({("administrative_fee", "amount"): twin.either(5_100_000_000, 510000)})


@fault("T2C-07")
def decisions_jump(twin: Twin) -> None:
    twin.report(2021).disclosures_table({("penalty", "decisions"): 50})
    twin.report(2022).disclosures_table({("penalty", "decisions"): twin.either(4000, 80)})


@fault("T2B-01", 2020)
def less_is_public_than_was_made_public(twin: Twin) -> None:
    key = "normative_document"
    twin.report(2020).disclosures_table({(key, "disclosed"): 5, (key, "cumulative"): twin.either(4, 5)})


@fault("T2B-02", 2020)
def the_list_of_items_does_not_follow(twin: Twin) -> None:
    twin.report(2019).disclosures_table({("licensing", "item_count"): 100, ("licensing", "item_change"): -3})
    twin.report(2020).disclosures_table({("licensing", "item_count"): twin.either(100, 97)})


@fault("T2B-03", 2020)
def what_is_public_does_not_follow(twin: Twin) -> None:
    key = "normative_document"
    twin.report(2019).disclosures_table({(key, "cumulative"): 10})
    twin.report(2020).disclosures_table({(key, "disclosed"): 2, (key, "cumulative"): twin.either(10, 12)})


@fault("T2B-04", 2020)
def the_list_of_items_falls_below_zero(twin: Twin) -> None:
    twin.report(2020).disclosures_table({("penalty", "item_count"): 3, ("penalty", "item_change"): twin.either(-4, -3)})


@fault("T2B-05", 2020)
def purchases_cost_nothing(twin: Twin) -> None:
    twin.report(2020).disclosures_table(
        {("procurement", "item_count"): 3, ("procurement", "amount"): twin.either(0, 9)}
    )
