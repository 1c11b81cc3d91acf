"""Do the documents add up? Each that came in must be a report, superseded, a duplicate or rejected, and none be lost.

Belongs here: the counts and the documents that spoil them. Does not belong here: what follows (orchestration: the build
is held back).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from warehouse.connect import row_count
from warehouse.home import Home
from warehouse.inputs import remembered
from warehouse.ledger import ledger_digest

STATUSES = ("report", "superseded", "duplicate", "rejected")
_SHOWN = 5

_STRAYS = """
select document_id, what from (
    select document_id, 'came in, and is not in dim_document' as what
    from raw.documents anti join marts.dim_document using (document_id)
    union all
    select document_id, 'is in dim_document, and never came in'
    from marts.dim_document anti join raw.documents using (document_id)
    union all
    select document_id, 'stands in dim_document more than once'
    from marts.dim_document group by document_id having count(*) > 1
    union all
    select document_id, 'has the status ' || coalesce(status, 'null')
    from marts.dim_document where status is null or status not in (select unnest(?))
    union all
    select document_id, 'is a report by its status, and not in dim_report'
    from marts.dim_document anti join marts.dim_report using (document_id) where status = 'report'
    union all
    select document_id, 'is in dim_report, and no report by its status'
    from marts.dim_report anti join (from marts.dim_document where status = 'report') using (document_id)
)
order by all
"""


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """How many documents came in, what became of them, how many spoil the sum, and some of these."""

    documents: int
    by_status: Mapping[str, int]
    stray_count: int
    strays: tuple[dict[str, Any], ...]
    is_ledger_loaded: bool

    @property
    def is_reconciled(self) -> bool:
        """Does all add up, and was the ledger as it lies in the home what was counted?"""
        return self.is_ledger_loaded and not self.stray_count and self.documents == sum(self.by_status.values())

    @property
    def sentence(self) -> str:
        """The sum in one line."""
        parts = " + ".join(f"{count:,} {status}" for status, count in self.by_status.items())
        spoilt = f"; {self.stray_count:,} do not add up" if self.stray_count else ""
        behind = "" if self.is_ledger_loaded else "; the ledger has grown since"
        sign = "=" if self.documents == sum(self.by_status.values()) else "≠"
        return f"{self.documents:,} documents in {sign} {parts}{spoilt}{behind}"


def reconcile(con: duckdb.DuckDBPyConnection, home: Home) -> Reconciliation:
    """Count the documents of the ledger against those of the build. Raises duckdb.Error where nothing was built."""
    found = dict(con.execute("select status, count(*) from marts.dim_document group by 1").fetchall())
    strays = con.execute(_STRAYS, [list(STATUSES)]).fetchall()
    return Reconciliation(
        documents=row_count(con, "raw.documents"),
        by_status={status: found.get(status, 0) for status in STATUSES},
        stray_count=len(strays),
        strays=tuple({"document_id": document_id, "what": what} for document_id, what in strays[:_SHOWN]),
        is_ledger_loaded=remembered(con, "ledger") == ledger_digest(home),
    )
