"""What changed between the last release and a build: reports that came and went, numbers that are told differently.

Belongs here: the comparison, fact by fact, of the reports that changed. Does not belong here: judging a change (the
expectations do), layout (templates).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.built import TOUCHED, touched_since
from warehouse.fact_words import fact_words
from warehouse.page_data import NAMES_SHOWN, Capped, Record, records

RESTATED_SHOWN = 100

_FACTS = {
    "fct_disclosures": ("item", "measure", "channel", "topic"),
    "fct_applications": ("measure", "channel", "applicant", "outcome", "reason"),
    "fct_cases": ("procedure", "result"),
}
_COMPARED = ("dim_report", "findings", *_FACTS)


@dataclass(frozen=True, slots=True)
class Changes:
    """The differences; `restated` has the fact in words (`fact_zh`, `fact_en`), `old`, `new` and `cause` beside the
    report's name and year.

    `tables` counts rows before and now, `facts` the facts of reports in both releases that came, went, changed.
    """

    release_id: str
    new_reports: Capped
    gone_reports: Capped
    restated: Capped
    facts_new: int
    facts_gone: int
    findings_new: int
    findings_gone: int
    tables: list[Record]


def changes(con: duckdb.DuckDBPyConnection, release: Path, release_id: str) -> Changes | None:
    """What the build, at the search path, has that the release does not, and the other way round.

    None where the release's tables are so old that they cannot be compared.
    """
    with _attached(con, release):
        if not _is_comparable(con):
            return None
        new_reports = _reports(con, "dim_report", "last_release.main.dim_report")
        gone_reports = _reports(con, "last_release.main.dim_report", "dim_report")
        # Where it is known which reports may differ, the others' facts need not be compared.
        con.execute(_changed_reports(TOUCHED if touched_since(con, release_id) is not None else "dim_report"))
        words = fact_words(con)
        totals = {"restated": 0, "facts_new": 0, "facts_gone": 0}
        rows: list[Record] = []
        for table, keys in _FACTS.items():
            con.execute(f"create or replace temp table differing as {_differing(table, keys)}")
            counted = records(
                con,
                "select count(*) filter (where old is not null and new is not null) as restated,"
                " count(*) filter (where old is null) as facts_new, count(*) filter (where new is null) as facts_gone"
                " from differing",
            )[0]
            totals = {name: totals[name] + counted[name] for name in totals}
            for row in records(
                con,
                "select x.*, a.name, r.report_year from differing x join dim_report r using (report_id)"
                " left join dim_authority a using (authority_id) where old is not null and new is not null"
                f" order by report_id, {', '.join(keys)} limit {RESTATED_SHOWN - len(rows)}",
            ):
                zh, en = words(table, row)
                rows.append(row | {"fact_zh": zh, "fact_en": en})
        findings_new, findings_gone = (
            records(con, f"select count(*) as n from {one} anti join {other} using (finding_id)")[0]["n"]
            for one, other in (
                ("findings", "last_release.main.findings"),
                ("last_release.main.findings", "findings"),
            )
        )
        con.execute("drop table differing")
        con.execute("drop table changed_reports")
        return Changes(
            release_id=release_id,
            new_reports=new_reports,
            gone_reports=gone_reports,
            restated=Capped(rows, totals["restated"]),
            facts_new=totals["facts_new"],
            facts_gone=totals["facts_gone"],
            findings_new=findings_new,
            findings_gone=findings_gone,
            tables=[
                {
                    "table": table,
                    "old": records(con, f"select count(*) as n from last_release.main.{table}")[0]["n"],
                    "new": records(con, f"select count(*) as n from {table}")[0]["n"],
                }
                for table in _COMPARED
            ],
        )


@contextmanager
def _attached(con: duckdb.DuckDBPyConnection, release: Path) -> Iterator[None]:
    path = str(release / "marts.duckdb").replace("'", "''")
    con.execute(f"attach '{path}' as last_release (read_only)")
    try:
        yield
    finally:
        con.execute("detach last_release")


def _is_comparable(con: duckdb.DuckDBPyConnection) -> bool:
    found = {
        (table, column)
        for table, column in con.execute(
            "select table_name, column_name from duckdb_columns() where database_name = 'last_release'"
        ).fetchall()
    }
    needed = {
        ("dim_report", "report_id"),
        ("dim_report", "document_id"),
        ("dim_report", "source_name"),
        ("findings", "finding_id"),
        *((table, column) for table, keys in _FACTS.items() for column in (*keys, "report_id", "value", "basis")),
    }
    return needed <= found


def _reports(con: duckdb.DuckDBPyConnection, there: str, not_there: str) -> Capped:
    found = records(
        con,
        "select report_id, source_name, count(*) over () as total"
        f" from {there} anti join {not_there} using (report_id) order by report_id limit {NAMES_SHOWN * 2}",
    )
    return Capped(found, found[0]["total"] if found else 0)


def _fact_digests(prefix: str, among: str) -> str:
    """A digest of the facts of each of these reports: only where it changed are they compared fact by fact."""
    parts = " union all ".join(
        f"select report_id, hash('{table}', {', '.join(keys)}, value, basis) as fact_hash"
        f" from {prefix}{table} semi join {among} using (report_id)"
        for table, keys in _FACTS.items()
    )
    return f"(select report_id, sum(fact_hash::hugeint) as digest from ({parts}) group by 1)"


def _changed_reports(among: str) -> str:
    """Of the reports in the table `among`, those in both releases whose facts differ: `report_id`, `cause`."""
    return (
        "create or replace temp table changed_reports as select r.report_id, case"
        "   when r.document_id <> l.document_id then 'document' else 'reading' end as cause"
        " from dim_report r join last_release.main.dim_report l using (report_id)"
        f" left join {_fact_digests('', among)} n using (report_id)"
        f" left join {_fact_digests('last_release.main.', among)} o using (report_id)"
        " where n.digest is distinct from o.digest"
    )


def _differing(table: str, keys: tuple[str, ...]) -> str:
    """`report_id`, the key's members, `old`, `new`, `cause`; only where they differ."""
    joined = ", ".join(("report_id", *keys))
    return (
        f"select {joined}, o.value as old,"
        " n.value as new, case when n.basis = 'corrected' or o.basis = 'corrected' then 'correction' else cause end"
        " as cause"
        f" from (select * from {table} semi join changed_reports using (report_id)) n"
        f" full join (select * from last_release.main.{table} semi join changed_reports using (report_id)) o"
        f" using ({joined}) join changed_reports using (report_id) where o.value is distinct from n.value"
    )
