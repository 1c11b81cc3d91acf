"""Faults and their clean twins, continued: across years and authorities, prose beside tables, annexes, publication."""

from __future__ import annotations

from datetime import date, datetime

from planted import Planted
from planted_faults import Twin, fault


@fault("X-01")
def the_year_begins_with_other_numbers_than_the_last_ended(twin: Twin) -> None:
    twin.table(2021, cells={("received", "natural_person"): 104 + twin.number, ("carried_out", "natural_person"): 4})
    carried = twin.either(3, 4)
    twin.table(
        2022,
        cells={("carried_in", "natural_person"): carried, ("granted", "natural_person"): 100 + twin.number + carried},
    )


@fault("X-02")
def the_carried_applications_change_their_applicant(twin: Twin) -> None:
    twin.table(2021, cells={("received", "natural_person"): 104 + twin.number, ("carried_out", "natural_person"): 4})
    applicant = twin.either("other_org", "natural_person")
    granted = {
        ("granted", "natural_person"): 100 + twin.number + twin.either(0, 4),
        ("granted", "other_org"): twin.either(4, 0),
    }
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
    twin.table(
        2022,
        cells={("carried_in", "natural_person"): carried, ("granted", "natural_person"): 100 + twin.number + carried},
    )


@fault("X-05")
def pending_cases_vanish(twin: Twin) -> None:
    twin.report(2021).cases_table({("reconsideration", "pending"): 3})
    twin.report(2022).cases_table({("reconsideration", "upheld"): twin.either(2, 3)})


@fault("X-06")
def applications_jump(twin: Twin) -> None:
    twin.table(2021)
    twin.table(
        2022, cells={(name, "natural_person"): twin.either(5000, 150) + twin.number for name in ("received", "granted")}
    )


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
