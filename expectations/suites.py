"""What is expected of each published table: one function per mart, one line per expectation.

Belongs here: names, severities, thresholds, conditions. Does not belong here: Great Expectations itself (validate.py).
A critical expectation that fails holds publication back; a warning is reported. `previous` holds the row count of each
table of the last release (empty before the first): a floor under volume is critical, a ceiling warns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Severity = Literal["critical", "warning"]
Previous = Mapping[str, int]

FLOOR = 0.8
CEILING = 2.0
UNEXPECTED_ROWS = "UnexpectedRowsExpectation"
ENOUGH_REPORTS = 10
"""A share says nothing about fewer reports than these."""
_CHANGED_TEXTS = (
    "(select document_id, text from raw.document_texts where rowid in (select t.rowid from raw.document_texts as t semi"
    " join (from marts.dim_document semi join intermediate.int_touched using (report_id)) using (document_id)))"
)
"""The raw texts, of which those of marts are a view, by their place in the table: no other text is looked at."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """One expectation on one table ("schema.name"). `kind` is a class of Great Expectations, `arguments` its own.

    `is_volume`: a failure that a person may accept (`--accept-changes`), since it may be a true change of the world.
    `unexpected`: the query of the unexpected rows, for kind UNEXPECTED_ROWS. `alarm`: an aggregate over the table, true
    where that query need be asked at all; "" where it always is. The alarms of a table are asked together, in one scan.
    """

    name: str
    table: str
    severity: Severity
    statement: str
    kind: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    is_volume: bool = False
    unexpected: str = ""
    alarm: str = ""


def dim_report(previous: Previous) -> list[Expectation]:
    table = "marts.dim_report"
    return [
        _rows(table, "reports_exist", "critical", "There is at least one report", least=1),
        *_volume(table, previous, "reports"),
        _none(table, "year_is_over", "critical", "No report speaks of a year to come",
              "report_year > year(current_date)", "report_id, report_year, source_name"),
        _none(table, "year_since_2008", "warning", "No report speaks of a year before the regulation of 2008",
              "report_year < 2008", "report_id, report_year, source_name"),
        _none(table, "era_fits_year", "critical", "The era is that of the reporting year",
              "era <> (select max_by(e.era, e.first_year) from seeds.eras as e"
              " where e.first_year <= greatest(report_year, 2008))", "report_id, report_year, era"),
        _few(table, "form_fits_era", "warning", 0.2, "At most 20 % of the reports use the form of another era",
             "form like 'statutory%' and form <> era", "report_id, report_year, form, source_name"),
        _few(table, "place_is_known", "warning", 0.2, "At least 80 % of the reports belong to a known place",
             "region_code = '000000'", "report_id, title, source_name"),
        _few(table, "reports_yield_facts", "critical", 0.5, "At least half of the reports state a fact",
             "coalesce(fact_count, 0) = 0", "report_id, form, source_name", enough=ENOUGH_REPORTS),
        _few(table, "few_reports_without_facts", "warning", 0.2, "At most 20 % of the reports state no fact",
             "coalesce(fact_count, 0) = 0", "report_id, form, source_name"),
        _few(table, "published_after_the_year", "warning", 0.1,
             "At most 10 % of the reports bear a date before December of their year, or to come",
             "published_date < make_date(report_year, 12, 1) or published_date > current_date + 1",
             "report_id, report_year, published_date, source_name"),
        _filled(table, "titles_filled", "title", 0.8, "At least 80 % of the reports have a title"),
    ]  # fmt: skip


def dim_document(previous: Previous) -> list[Expectation]:
    table = "marts.dim_document"
    return [
        _rows(table, "documents_kept", "critical", "No document of the last release is gone",
              least=previous.get("dim_document", 0), is_volume=True),
        _few(table, "few_documents_rejected", "warning", 0.5, "At most half of the documents are rejected",
             "status = 'rejected'", "document_id, source_name, status_reason"),
        _none(table, "no_reader_broke_off", "warning", "No document broke the program that reads it",
              "status_reason in ('extractor_crash', 'extractor_timeout')", "document_id, source_name, status_reason"),
    ]  # fmt: skip


def dim_authority(previous: Previous) -> list[Expectation]:
    return [
        _few("marts.dim_authority", "authority_names_plausible", "warning", 0.05,
             "At least 95 % of the authorities have a name of 2 to 40 Chinese characters",
             r"not regexp_full_match(name, '[\p{Han}（）()·、〇0-9]{2,40}')", "authority_id, name"),
    ]  # fmt: skip


def fct_disclosures(previous: Previous) -> list[Expectation]:
    table, key = "marts.fct_disclosures", "report_id, item, measure, channel, topic, value, unit"
    return [
        *_volume(table, previous, "disclosures"),
        _none(table, "disclosures_not_negative", "critical", "Only a change may be negative",
              "value < 0 and measure <> 'item_change'", key),
        _none(table, "disclosures_whole", "critical", "A count is a whole number",
              "unit = 'item' and value <> trunc(value)", key),
        _none(table, "disclosures_in_range", "critical", "No count reaches 10 billion, no amount 10 trillion yuan",
              "abs(value) >= case unit when 'item' then 1e10 else 1e13 end", key),
        _few(table, "few_disclosures_huge", "warning", 0.01, "At most 1 % of the counts reach 10 million",
             "unit = 'item' and value >= 1e7", key, enough=ENOUGH_REPORTS),
        _few(table, "few_disclosures_approximate", "warning", 0.2, "At most 20 % of the figures are approximate",
             "is_approximate", key),
        _few(table, "disclosure_measures_fit_form", "warning", 0.05,
             "At most 5 % are measures of the 2019 form in a report of another form",
             "measure in ('item_count', 'item_change') and report_id not in"
             " (select report_id from marts.dim_report where form = 'statutory_2019')", key),
    ]  # fmt: skip


def fct_applications(previous: Previous) -> list[Expectation]:
    table, key = "marts.fct_applications", "report_id, measure, channel, applicant, outcome, reason, value"
    first_era = "('already_public', 'not_this_authority', 'not_exist', 'supplement_requested', 'other_channel')"
    return [
        *_volume(table, previous, "applications"),
        *_counts(table, "applications", key, below="1e7"),
        _few(table, "few_applications_approximate", "warning", 0.2, "At most 20 % of the figures are approximate",
             "is_approximate", key),
        _none(table, "statutory_tables_have_statutory_outcomes", "critical",
              "No statutory table gives an outcome that only the first era knows",
              f"outcome in {first_era} and observation_id in"
              " (select observation_id from marts.observations where rule like 'table.%.statutory%')", key),
        _few(table, "application_reasons_fit_era", "warning", 0.05,
             "At most 5 % of the figures bear a reason of the statutory form in a report of the first era",
             "reason in ('internal_affairs', 'process_information', 'enforcement_file', 'administrative_query',"
             " 'not_corrected_in_time', 'fee_unpaid', 'confirm_reissue') and report_id in"
             " (select report_id from marts.dim_report where era = 'narrative_2008')", key),
    ]  # fmt: skip


def fct_cases(previous: Previous) -> list[Expectation]:
    table, key = "marts.fct_cases", "report_id, procedure, result, value"
    return [
        *_volume(table, previous, "cases"),
        *_counts(table, "cases", key, below="1e6"),
        _few(table, "case_procedures_fit_era", "warning", 0.1,
             "At most 10 % of the figures divide the litigation of a report of the first era",
             "procedure in ('litigation_direct', 'litigation_after_reconsideration') and report_id in"
             " (select report_id from marts.dim_report where era = 'narrative_2008')", key),
    ]  # fmt: skip


def observations(previous: Previous) -> list[Expectation]:
    table = "marts.observations"
    key = "observation_id, rule, value_state, value, value_printed, char_start, char_end, left(quote, 80) as quote"
    return [
        _none_changed(table, "quotes_found_in_place", "Every quote or printed value stands where it was read",
                      f"{_changed(table)} left join {_CHANGED_TEXTS} using (document_id)",
                      "not coalesce(substring(text, char_start + 1, char_end - char_start)"
                      " in (quote, case when rule like 'table.%' then value_printed end), false)", key),
        _none(table, "selected_values_stated", "critical", "A number that became a fact was stated",
              "is_selected and value is not null and value_state not in ('reported', 'stated_none')", key),
        _none(table, "blanks_are_no_numbers", "critical", "A blank or a dash has no value, a stated number has one",
              "(value_state in ('blank', 'dash')) <> (value is null)", key),
        _none(table, "stated_none_is_zero", "critical", "A stated none is 0",
              "value_state = 'stated_none' and value <> 0", key),
        _few(table, "few_blanks", "warning", 0.8, "At most 80 % of the cells are blank", "value is null", key,
             enough=1000),
    ]  # fmt: skip


def document_texts(previous: Previous) -> list[Expectation]:
    return [
        _none_changed("marts.document_texts", "reports_have_text", "Every report's document has a text",
                      f"{_changed('marts.dim_report')} join {_CHANGED_TEXTS} using (document_id)",
                      r"not regexp_matches(text, '\S')", "document_id"),
    ]  # fmt: skip


def findings(previous: Previous) -> list[Expectation]:
    return [
        _few("marts.dim_report", "few_reports_misread", "warning", 0.3,
             "At most 30 % of the reports have a finding that blames the reading",
             "report_id in (select report_id from quality.findings where verdict = 'extraction_error')",
             "report_id, form, finding_count, source_name"),
        Expectation("waivers_name_reports", "quality.findings", "warning",
                    "Every line of waivers.csv names a report that there is", UNEXPECTED_ROWS,
                    unexpected="select line_number, report_id, rule_id from raw.waivers"
                    " anti join marts.dim_report using (report_id)"),
    ]  # fmt: skip


def rule_results(previous: Previous) -> list[Expectation]:
    return [
        _none("quality.dim_rule", "no_rule_fails_everywhere", "warning",
              "No rule of severity error fails in most of 20 or more reports: the rule or the reading would be wrong",
              "severity in ('error', 'blocker') and rule_id in (select rule_id from quality.rule_results"
              " where status <> 'not_assessable' group by rule_id"
              " having count(*) >= 20 and avg((status = 'fail')::int) > 0.5)", "rule_id, severity, statement_en"),
    ]  # fmt: skip


def mart_authority_year(previous: Previous) -> list[Expectation]:
    table = "marts.mart_authority_year"
    return [
        _few(table, "received_filled", "warning", 0.5, "At least half of the reports state the applications received",
             "received is null", "report_id", enough=ENOUGH_REPORTS),
        _none(table, "correction_rate_is_a_share", "critical", "The correction rate lies between 0 and 1",
              "correction_rate not between 0 and 1", "report_id, correction_rate"),
    ]  # fmt: skip


def mart_region_year(previous: Previous) -> list[Expectation]:
    return [
        _none("marts.mart_region_year", "coverage_is_a_share", "critical", "No more reports are present than expected",
              "reports_present > reports_expected", "region_code, report_year, reports_present, reports_expected"),
    ]  # fmt: skip


def mart_coverage(previous: Previous) -> list[Expectation]:
    return [
        _few("marts.mart_coverage", "few_years_rejected", "warning", 0.2,
             "At most 20 % of the expected reports were dropped and rejected", "status = 'rejected'",
             "authority_id, report_year, status"),
    ]  # fmt: skip


Suite = Callable[[Previous], list[Expectation]]
SUITES: tuple[Suite, ...] = (
    dim_report, dim_document, dim_authority, fct_disclosures, fct_applications, fct_cases, observations, document_texts,
    findings, rule_results, mart_authority_year, mart_region_year, mart_coverage,
)  # fmt: skip


def all_expectations(previous: Previous | None = None) -> list[Expectation]:
    """Every expectation, in the order of the suites. Their names and tables do not depend on `previous`."""
    return [expectation for suite in SUITES for expectation in suite(previous or {})]


def _volume(table: str, previous: Previous, noun: str) -> list[Expectation]:
    """At least FLOOR of the last release's rows, or hold back; more than CEILING times as many is a warning."""
    before = previous.get(table.partition(".")[2], 0)
    return [
        _rows(table, f"{noun}_not_fewer", "critical", f"At least {FLOOR:.0%} of the last release's {noun}",
              least=-int(-before * FLOOR // 1), is_volume=True),
        _rows(table, f"{noun}_not_doubled", "warning", f"At most {CEILING:.0%} of the last release's {noun}",
              most=int(before * CEILING) or None, is_volume=True),
    ]  # fmt: skip


def _counts(table: str, noun: str, columns: str, below: str) -> list[Expectation]:
    return [
        _none(table, f"{noun}_not_negative", "critical", "No count is negative", "value < 0", columns),
        _none(table, f"{noun}_whole", "critical", "A count is a whole number", "value <> trunc(value)", columns),
        _none(
            table, f"{noun}_in_range", "critical", f"No count reaches {float(below):,.0f}", f"value >= {below}", columns
        ),
    ]


def _changed(table: str) -> str:
    return f"(from {table} semi join intermediate.int_touched using (report_id))"


def _rows(
    table: str,
    name: str,
    severity: Severity,
    statement: str,
    least: int = 0,
    most: int | None = None,
    is_volume: bool = False,
) -> Expectation:
    arguments = {"min_value": least, "max_value": most}
    return Expectation(name, table, severity, statement, "ExpectTableRowCountToBeBetween", arguments, is_volume)


def _filled(table: str, name: str, column: str, share: float, statement: str) -> Expectation:
    arguments = {"column": column, "mostly": share}
    return Expectation(name, table, "warning", statement, "ExpectColumnValuesToNotBeNull", arguments)


def _none(table: str, name: str, severity: Severity, statement: str, condition: str, columns: str) -> Expectation:
    """No row meets the condition (SQL). `columns` are what a sample shows."""
    query = f"select {columns} from {table} where {condition}"
    alarm = f"count_if({condition}) > 0"
    return Expectation(name, table, severity, statement, UNEXPECTED_ROWS, unexpected=query, alarm=alarm)


def _few(
    table: str,
    name: str,
    severity: Severity,
    share: float,
    statement: str,
    condition: str,
    columns: str,
    enough: int = 1,
) -> Expectation:
    """At most a share of `enough` or more rows meets the condition; if more do, they are the unexpected rows."""
    query = f"select {columns} from {table} where {condition}"
    alarm = f"count(*) >= {enough} and count_if({condition}) > {share} * count(*)"
    return Expectation(name, table, severity, statement, UNEXPECTED_ROWS, unexpected=query, alarm=alarm)


def _none_changed(table: str, name: str, statement: str, rows: str, condition: str, columns: str) -> Expectation:
    """Critical: none of these rows, those of reports that changed since the last release, meets the condition. For what
    costs too much to ask of all: the others' stood in that release."""
    query = f"select {columns} from {rows} where {condition}"
    return Expectation(name, table, "critical", statement, UNEXPECTED_ROWS, unexpected=query)
