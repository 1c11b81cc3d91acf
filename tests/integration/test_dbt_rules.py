"""Every rule that can be assessed has a planted fault that it catches, and a clean twin that passes it.

All pairs stand in one warehouse, each under an authority of its own, and are built once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from planted import BLANK, PROJECT, Planted, Raw, dbt_build, rows_of

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
        report.applications_table({("received", "natural_person"): twin.either(0, 9), ("granted", "natural_person"): twin.either(0, 9)})
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
    twin.report(2020).disclosures_table({("procurement", "item_count"): 3, ("procurement", "amount"): twin.either(0, 9)})


@fault("X-01")
def the_year_begins_with_other_numbers_than_the_last_ended(twin: Twin) -> None:
    twin.table(2021, cells={("received", "natural_person"): 104 + twin.number, ("carried_out", "natural_person"): 4})
    carried = twin.either(3, 4)
    twin.table(2022, cells={("carried_in", "natural_person"): carried, ("granted", "natural_person"): 100 + twin.number + carried})


@fault("X-02")
def the_carried_applications_change_their_applicant(twin: Twin) -> None:
    twin.table(2021, cells={("received", "natural_person"): 104 + twin.number, ("carried_out", "natural_person"): 4})
    applicant = twin.either("other_org", "natural_person")
    granted = {("granted", "natural_person"): 100 + twin.number + twin.either(0, 4), ("granted", "other_org"): twin.either(4, 0)}
    twin.table(2022, cells={("carried_in", applicant): 4} | granted)


@fault("X-03", 2019)
def the_first_form_begins_with_other_numbers(twin: Twin) -> None:
    report = twin.report(2018)
    report.applied("received", 100, "收到100件,办结80件。")
    report.applied("processed", 80, "收到100件,办结80件。")
    twin.table(2019, cells={("carried_in", "natural_person"): twin.either(50, 20)})


@fault("X-04")
def the_carry_over_was_left_out(twin: Twin) -> None:
    twin.table(2021, cells={("received", "natural_person"): 104 + twin.number, ("carried_out", "natural_person"): 4})
    carried = twin.either(0, 4)
    twin.table(2022, cells={("carried_in", "natural_person"): carried, ("granted", "natural_person"): 100 + twin.number + carried})


@fault("X-05")
def pending_cases_vanish(twin: Twin) -> None:
    twin.report(2021).cases_table({("reconsideration", "pending"): 3})
    twin.report(2022).cases_table({("reconsideration", "upheld"): twin.either(2, 3)})


@fault("X-06")
def applications_jump(twin: Twin) -> None:
    twin.table(2021)
    twin.table(2022, cells={(name, "natural_person"): twin.either(5000, 150) + twin.number for name in ("received", "granted")})


def varied(count: int) -> dict[tuple[str, str], int]:
    """A table of many different figures."""
    names = ("natural_person", "commercial_enterprise", "research_institution", "legal_service_org", "other_org")
    received = {("received", name): count + 10 * place for place, name in enumerate(names)}
    return received | {("granted", name): count + 10 * place for place, name in enumerate(names)}


@fault("X-07")
def the_table_is_last_years(twin: Twin) -> None:
    twin.table(2021, cells=varied(100))
    twin.table(2022, cells=varied(twin.either(100, 201)))


@fault("X-08")
def the_table_is_anothers(twin: Twin) -> None:
    twin.table(cells=varied(302 + twin.is_faulty))
    other = twin.report(authority_id=f"{twin.authority}-neighbour")
    other.applications_table(varied(twin.either(303, 405)))


@fault("H-02")
def the_aggregate_is_less_than_what_it_contains(twin: Twin) -> None:
    twin.table()
    child = twin.report(authority_id=f"{twin.authority}-bureau", parent_authority_id=twin.authority, scope="own")
    count = twin.either(900, 50) + twin.number
    child.applications_table({("received", "natural_person"): count, ("granted", "natural_person"): count})


@fault("TX-01")
def the_prose_counts_other_applications(twin: Twin) -> None:
    report = twin.table()
    count = twin.either(7, 100 + twin.number)
    report.applied("received", count, f"新收申请{count}件。", is_selected=False)


@fault("TX-02")
def the_prose_counts_other_documents(twin: Twin) -> None:
    report = twin.report()
    report.disclosures_table({("normative_document", "created"): 5})
    report.disclosed("normative_document", "created", twin.either(6, 5), "制发若干件。", is_selected=False)


@fault("TX-03")
def the_text_names_another_year(twin: Twin) -> None:
    report = twin.table()
    if twin.is_faulty:
        report.issue("identity.year_conflict", quote="2019年度")


@fault("TX-07")
def the_fee_is_not_mentioned(twin: Twin) -> None:
    twin.table().say(twin.either("其他事项。", "未收取信息处理费。"))


@fault("PB-01")
def the_report_came_late(twin: Twin) -> None:
    twin.report(published_date=twin.either(date(2023, 4, 1), date(2023, 3, 31)))


@fault("PB-05")
def the_tables_are_pictures(twin: Twin) -> None:
    report = twin.report()
    if twin.is_faulty:
        report.issue("table.pictured")


@fault("EX-03")
def a_cell_is_doubtful(twin: Twin) -> None:
    report = twin.table()
    if twin.is_faulty:
        report.issue("table.doubtful_cell", table_index=2)


@fault("X-09")
def a_version_said_otherwise(twin: Twin) -> None:
    for day, count in ((1, twin.either(3, 4)), (2, 4)):
        report = twin.report(first_seen_at=datetime(2026, 1, day), text_digest=f"{twin.authority}-{day}")
        report.case("reconsideration", "all", count, f"复议{count}件。")


@fault("PB-04")
def a_copy_elsewhere_says_otherwise(twin: Twin) -> None:
    for day, count in ((1, twin.either(3, 4)), (2, 4)):
        report = twin.report(
            first_seen_at=datetime(2026, 1, day),
            text_digest=f"{twin.authority}-{day}",
            source_url=f"http://site{day}.example/report",
        )
        report.case("reconsideration", "all", count, f"复议{count}件。")


def annex(twin: Twin, year: int = 2016, form: str = "annex_2014") -> Planted:
    return twin.report(year, form=form)


@fault("A-01", 2016)
def channels_do_not_make_the_received(twin: Twin) -> None:
    report = annex(twin)
    report.applied("received", twin.either(11, 10))
    for channel, count in {"in_person": 1, "fax": 2, "online": 3, "mail": 4}.items():
        report.applied("received", count, channel=channel)


@fault("A-02", 2016)
def times_do_not_make_the_processed(twin: Twin) -> None:
    report = annex(twin)
    report.applied("processed", 10)
    report.applied("processed_on_time", 7)
    report.applied("processed_extended", twin.either(2, 3))


@fault("A-03", 2016)
def kinds_of_answer_do_not_make_the_answers(twin: Twin) -> None:
    report = annex(twin)
    kinds = ("already_public", "granted", "partially_granted", "denied", "not_this_authority", "not_exist",
             "supplement_requested", "other_channel")  # fmt: skip
    for outcome in kinds:
        report.applied("outcome", 1, outcome=outcome)
    report.applied("processed", twin.either(9, 8), quote=None, is_selected=True)
    report.raw.rows["observations"][-1]["quote"] = "申请答复数 | 数量"
    report.raw.rows["observations"][-1]["table_index"] = 1


@fault("A-04", 2016)
def grounds_do_not_make_the_denied(twin: Twin) -> None:
    report = annex(twin)
    report.applied("outcome", twin.either(5, 6), outcome="denied")
    for reason in ("state_secret", "trade_secret", "personal_privacy", "security_stability",
                   "not_government_information", "other_statutory"):  # fmt: skip
        report.applied("outcome", 1, outcome="denied", reason=reason)


@fault("A-05", 2016)
def answers_differ_from_the_processed(twin: Twin) -> None:
    report = annex(twin)
    report.applied("processed", 10)
    report.applied("processed", twin.either(9, 10), is_selected=False)
    report.raw.rows["observations"][-1]["quote"] = "申请答复数 | 数量"
    report.raw.rows["observations"][-1]["table_index"] = 1


@fault("A-06", 2017)
def more_is_processed_than_was_ever_received(twin: Twin) -> None:
    for year, received, processed in ((2016, 10, 8), (2017, 10, twin.either(13, 12))):
        report = annex(twin, year)
        report.applied("received", received)
        report.applied("processed", processed)


@fault("A-07", 2016)
def results_do_not_make_the_reconsiderations(twin: Twin) -> None:
    report = annex(twin)
    for result, count in {"all": twin.either(4, 3), "upheld": 1, "corrected": 1, "other": 1}.items():
        report.case("reconsideration", result, count)


@fault("A-08", 2016)
def more_normative_documents_than_information(twin: Twin) -> None:
    report = annex(twin)
    report.disclosed("information", "disclosed", 10)
    report.disclosed("normative_document", "disclosed", twin.either(11, 10))


@fault("A-09", 2016)
def a_channel_exceeds_the_total(twin: Twin) -> None:
    report = annex(twin)
    report.disclosed("information", "disclosed", 10)
    report.disclosed("information", "disclosed", twin.either(11, 10), channel="website")


@fault("A-12", 2012)
def a_regional_annex_does_not_add_up(twin: Twin) -> None:
    report = annex(twin, 2012, "annex_regional")
    report.applied("outcome", twin.either(5, 4), outcome="denied")
    report.applied("outcome", 1, outcome="denied", reason="state_secret")
    report.applied("outcome", 3, outcome="not_exist", is_nested=True)


@fault("A-13", 2016)
def a_list_does_not_make_its_whole(twin: Twin) -> None:
    report = twin.report(2016)
    words = "申请10件,其中网络6件,信函若干件。"
    report.applied("received", 10, words)
    report.applied("received", 6, words, channel="online")
    report.applied("received", twin.either(5, 4), words, channel="mail")


@fault("A-14", 2016)
def outcomes_do_not_make_the_processed(twin: Twin) -> None:
    report = twin.report(2016)
    report.applied("processed", 10, "办结10件。")
    report.applied("outcome", 6, "同意公开6件。", outcome="granted")
    report.applied("outcome", twin.either(3, 4), "不存在若干件。", outcome="not_exist")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rules")
    raw = Raw()
    for number, (rule, (_, plant)) in enumerate(CASES.items()):
        for is_faulty in (True, False):
            plant(Twin(raw, rule, 2 * number + is_faulty, is_faulty))
    raw.write(folder / "warehouse.duckdb")
    dbt_build(folder / "warehouse.duckdb", folder)
    return folder / "warehouse.duckdb"


def status(warehouse: Path, rule: str, side: str) -> str:
    query = "select status from quality.rule_results where rule_id = ? and report_id = ?"
    ((found,),) = rows_of(warehouse, query, rule, f"{rule.lower()}-{side}-{CASES[rule][0]}")
    return str(found)


@pytest.mark.parametrize("rule", CASES)
def test_a_planted_fault_is_caught_and_its_clean_twin_passes(warehouse: Path, rule: str) -> None:
    assert (status(warehouse, rule, "faulty"), status(warehouse, rule, "clean")) == ("fail", "pass")
    query = "select count(*) from quality.findings where rule_id = ? and status = 'fail' and report_id = ?"
    assert rows_of(warehouse, query, rule, f"{rule.lower()}-faulty-{CASES[rule][0]}") != [(0,)]


def test_every_rule_that_can_be_assessed_has_a_planted_fault(warehouse: Path) -> None:
    assessed = rows_of(
        warehouse, "select rule_id from seeds.rules where is_assessable and not is_held_by_build and class <> 'reader'"
    )
    # H-03 asks that a scope be named and PB-02 that a report be there: neither can fail a report that was read
    assert {rule for (rule,) in assessed} - set(CASES) == {"H-03", "PB-02"}


def test_a_misread_row_is_the_readers_error_and_so_are_the_identities_it_breaks(warehouse: Path) -> None:
    verdicts = rows_of(
        warehouse,
        "select distinct verdict from quality.findings where report_id = 't3-11-faulty-2022' and rule_id like 'T3-%'",
    )
    assert verdicts == [("extraction_error",)]


def test_every_seed_rule_is_published(warehouse: Path) -> None:
    header, *rules = (PROJECT / "seeds" / "rules.csv").read_text(encoding="utf-8").splitlines()
    assert header.startswith("rule_id,")
    assert rows_of(warehouse, "select count(*) from quality.dim_rule") == [(len(rules),)]
