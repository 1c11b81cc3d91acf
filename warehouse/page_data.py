"""What quality.html says, as plain records from the tables of a build; lists are capped where they are read.

Belongs here: queries over the tables of the contract, by their bare names (the caller sets the search path). Does not
belong here: what changed since the last release (page_changes.py), layout (templates).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb

SEVERITIES = ("blocker", "error", "warn", "info")
VERDICTS = ("source_error", "extraction_error", "to_review")

NAMES_SHOWN = 12
REPORTS_SHOWN = 25
EXAMPLES_SHOWN = 5
FINDINGS_SHOWN = 12
"""Findings of one of the worst reports."""
AUTHORITIES_SHOWN = 60
PAGES_SHOWN = 50

Record = dict[str, Any]

_FAILED = "findings where status = 'fail'"
_BY_SEVERITY = ", ".join(f"count(*) filter (where severity = '{one}') as {one}" for one in SEVERITIES)


def severity_rank(severity: str) -> str:
    """SQL that puts a column of severities into their order, the gravest first."""
    return f"array_position({list(SEVERITIES)}, {severity})"


_RANK = severity_rank("severity")
_PROVINCES = (
    "(select r.report_id, r.report_year,"
    " case when r.region_code = '100000' then '国家机关' else coalesce(g.province_name, '') end as province,"
    " case when r.region_code = '100000' then '100000' else coalesce(g.code, '999999') end as code"
    " from dim_report r left join (select region_code, valid_from_year, valid_to_year, province_name,"
    "   case when province_name is not null then rpad(left(region_code, 2), 6, '0') end as code from dim_region) g"
    " on r.region_code = g.region_code and r.report_year >= g.valid_from_year"
    " and r.report_year <= coalesce(g.valid_to_year, 9999))"
)


@dataclass(frozen=True, slots=True)
class Capped:
    """The first rows of a list, and how many there are in all."""

    rows: Sequence[Any] = field(default_factory=list)
    total: int = 0

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.rows)


def records(con: duckdb.DuckDBPyConnection, query: str, parameters: Sequence[Any] = ()) -> list[Record]:
    """The rows of a query, by column name."""
    cursor = con.execute(query, parameters)
    names = [name for name, *_ in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def summary(con: duckdb.DuckDBPyConnection) -> Record:
    """One record of counts for the head of the page."""
    return records(
        con,
        "select (select count(*) from dim_document) as documents,"
        " (select count(*) from dim_document where status = 'rejected') as rejected,"
        " count(*) as reports, count(distinct authority_id) as authorities,"
        " min(report_year) as first_year, max(report_year) as last_year, coalesce(sum(fact_count), 0)::bigint as facts,"
        f" (select count(*) from {_FAILED}) as findings,"
        f" (select count(*) from {_FAILED} and severity in ('blocker', 'error')) as errors,"
        " (select count(*) from findings where status = 'imputed_pass') as imputed,"
        " (select count(*) from findings where status = 'waived') as waived,"
        f" (select count(distinct report_id) from {_FAILED}) as reports_with_findings from dim_report",
    )[0]


def tally(con: duckdb.DuckDBPyConnection, table: str, column: str) -> list[Record]:
    """How many rows each value of the column has, most frequent first: `value`, `count`."""
    return records(
        con,
        f"select {column} as value, count(*) as count from {table} group by 1 order by count desc, value nulls last",
    )


def forms_by_year(con: duckdb.DuckDBPyConnection) -> list[Record]:
    """`report_year`, `form`, `count`."""
    return records(con, "select report_year, form, count(*) as count from dim_report group by all order by all")


def rejections(con: duckdb.DuckDBPyConnection) -> list[Record]:
    """Why documents were rejected, most frequent first: `code`, labels, and the names, capped."""
    found = records(
        con,
        "select status_reason as code, count(*) as total,"
        f" list(source_name order by source_name)[1:{NAMES_SHOWN}] as names"
        " from dim_document where status = 'rejected' group by 1 order by total desc, code",
    )
    labels = {row["code"]: row for row in records(con, "select code, label_zh, label_en from rejections")}
    unknown = {"label_zh": "", "label_en": ""}
    return [
        {**(labels.get(row["code"]) or unknown), "code": row["code"], "names": Capped(row["names"], row["total"])}
        for row in found
    ]


def severity_by_verdict(con: duckdb.DuckDBPyConnection) -> list[Record]:
    """A row a verdict, with the findings of each severity: `verdict`, `blocker`, `error`, `warn`, `info`, `total`."""
    found = records(con, f"select verdict, {_BY_SEVERITY}, count(*) as total from {_FAILED} group by 1")
    by_verdict = {row["verdict"]: row for row in found}
    none = dict.fromkeys((*SEVERITIES, "total"), 0)
    return [by_verdict.get(verdict, {"verdict": verdict, **none}) for verdict in VERDICTS]


def rules(con: duckdb.DuckDBPyConnection) -> list[Record]:
    """Every rule that some report could be held to, the most often failed first within its severity.

    `assessed` and `failed` count reports; `findings` and the verdicts count findings that stand. `severity` is the
    gravest of its findings', which may be below the rule's own (an error that is not certain stays a warning).
    """
    by_verdict = ", ".join(f"count(*) filter (where verdict = '{one}') as {one}" for one in VERDICTS)
    return records(
        con,
        "select d.rule_id, coalesce(f.severity, d.severity) as severity, d.statement_zh, d.statement_en, d.legal_basis,"
        " coalesce(r.assessed, 0) as assessed, coalesce(r.failed, 0) as failed, coalesce(r.imputed, 0) as imputed,"
        " coalesce(r.waived, 0) as waived, coalesce(f.findings, 0) as findings,"
        f" {', '.join(f'f.{one}' for one in VERDICTS)}"
        " from dim_rule d left join (select rule_id, count(*) filter (where status <> 'not_assessable') as assessed,"
        "   count(*) filter (where status = 'fail') as failed,"
        "   count(*) filter (where status = 'imputed_pass') as imputed,"
        "   count(*) filter (where status = 'waived') as waived from rule_results group by 1) r using (rule_id)"
        f" left join (select rule_id, count(*) as findings, min_by(severity, {_RANK}) as severity, {by_verdict}"
        f"   from {_FAILED} group by 1) f using (rule_id)"
        f" where r.assessed > 0 or f.findings > 0 order by {severity_rank('coalesce(f.severity, d.severity)')},"
        " findings desc, d.rule_id",
    )


def unassessed_rules(con: duckdb.DuckDBPyConnection) -> list[Record]:
    """The rules that no report could be held to."""
    return records(
        con,
        "select rule_id, statement_zh, statement_en from dim_rule anti join"
        " (select rule_id from rule_results where status <> 'not_assessable' union all select rule_id from findings)"
        " using (rule_id) order by rule_id",
    )


def by_year(con: duckdb.DuckDBPyConnection) -> list[Record]:
    """`report_year`, `reports`, and findings by severity."""
    return records(
        con,
        "select report_year, reports, coalesce(blocker, 0) as blocker, coalesce(error, 0) as error,"
        " coalesce(warn, 0) as warn, coalesce(info, 0) as info"
        " from (select report_year, count(*) as reports from dim_report group by 1)"
        f" left join (select report_year, {_BY_SEVERITY} from findings join dim_report using (report_id)"
        "   where status = 'fail' group by 1) using (report_year) order by report_year",
    )


def by_province(con: duckdb.DuckDBPyConnection) -> list[Record]:
    """`province` ('' where the place is unknown), `reports`, `with_findings`, and findings by severity."""
    return records(
        con,
        "with placed as (select * from " + _PROVINCES + "),"
        f" failed as (select report_id, severity from {_FAILED})"
        " select p.province, p.reports, coalesce(f.with_findings, 0) as with_findings,"
        + ", ".join(f" coalesce(f.{one}, 0) as {one}" for one in SEVERITIES)
        + " from (select province, min(code) as code, count(*) as reports from placed group by 1) p"
        f" left join (select province, count(distinct report_id) as with_findings, {_BY_SEVERITY}"
        "   from failed join placed using (report_id) group by 1) f using (province) order by p.code, p.province",
    )


def worst_reports(con: duckdb.DuckDBPyConnection) -> Capped:
    """The reports with the most findings, errors first, each with its first findings as `findings` (capped)."""
    found = records(
        con,
        f"with counts as (select report_id, {_BY_SEVERITY}, count(*) as total from {_FAILED} group by 1),"
        f" worst as (from counts order by blocker + error desc, warn desc, info desc, report_id limit {REPORTS_SHOWN})"
        " select w.*, r.report_year, r.form, r.title, r.source_name, r.source_url, a.name,"
        " (select count(*) from counts) as report_total"
        " from worst w join dim_report r using (report_id) left join dim_authority a using (authority_id)"
        " order by blocker + error desc, warn desc, info desc, report_id",
    )
    findings = _first_findings(con, "report_id", [row["report_id"] for row in found], FINDINGS_SHOWN)
    rows = [{**row, "findings": Capped(findings.get(row["report_id"], []), row["total"])} for row in found]
    return Capped(rows, found[0]["report_total"] if found else 0)


def rule_examples(con: duckdb.DuckDBPyConnection, rule_ids: Sequence[str]) -> dict[str, list[Record]]:
    """The first findings of each rule, the largest differences first, each with its report's name and year."""
    return _first_findings(con, "rule_id", rule_ids, EXAMPLES_SHOWN)


def _first_findings(
    con: duckdb.DuckDBPyConnection, column: str, values: Sequence[str], count: int
) -> dict[str, list[Record]]:
    found = records(
        con,
        # Ranked without their messages, which are long.
        f"select f.*, r.report_year, r.source_name, a.name from findings f semi join"
        f" (select finding_id from {_FAILED} and {column} in (select unnest(?))"
        f"  qualify row_number() over (partition by {column} order by {_RANK}, abs(difference) desc nulls last,"
        "   rule_id, finding_id) <= ?) using (finding_id)"
        " left join dim_report r using (report_id) left join dim_authority a using (authority_id)"
        f" order by {_RANK}, abs(f.difference) desc nulls last, f.rule_id, f.finding_id",
        [list(values), count],
    )
    grouped: dict[str, list[Record]] = {}
    for row in found:
        grouped.setdefault(row[column], []).append(row)
    return grouped


def coverage_by_year(con: duckdb.DuckDBPyConnection) -> list[Record]:
    """`report_year`, and how many authorities are `present`, `missing`, `rejected`."""
    statuses = ", ".join(
        f"count(*) filter (where status = '{one}') as {one}" for one in ("present", "missing", "rejected")
    )
    return records(con, f"select report_year, {statuses} from mart_coverage group by 1 order by 1")


def coverage_calendar(con: duckdb.DuckDBPyConnection) -> Capped:
    """A row an authority: `authority_id`, `name`, and `years`, year → status; those with most gaps first."""
    found = records(
        con,
        "with gaps as (select authority_id, count(*) filter (where status <> 'present') as gaps,"
        "   count(*) over () as total from mart_coverage group by 1),"
        f" shown as (from gaps order by gaps desc, authority_id limit {AUTHORITIES_SHOWN})"
        " select s.authority_id, any_value(a.name) as name, any_value(s.total) as total,"
        " any_value(s.gaps) as gaps, map_from_entries(list((c.report_year, c.status))) as years"
        " from shown s join mart_coverage c using (authority_id) left join dim_authority a using (authority_id)"
        " group by 1 order by gaps desc, s.authority_id",
    )
    return Capped(found, found[0]["total"] if found else 0)


def changed_pages(con: duckdb.DuckDBPyConnection) -> Capped:
    """The collected pages that changed, vanished or could not be had, losses first: the columns of `page_changes`, and
    the labels of `problem`."""
    found = records(
        con,
        "select p.*, c.label_zh as problem_zh, c.label_en as problem_en, count(*) over () as total"
        " from page_changes p left join capture_reasons c on p.problem = c.reason"
        " where p.status <> 'unchanged' or p.problem is not null"
        " order by array_position(['vanished', 'changed', 'never_fetched', 'unchanged'], p.status),"
        f" p.is_fact_changed desc nulls last, p.report_year desc nulls last, p.address limit {PAGES_SHOWN}",
    )
    return Capped(found, found[0]["total"] if found else 0)
