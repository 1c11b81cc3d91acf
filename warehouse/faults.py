"""Named places at which a test can kill the process, to prove that the next run needs no hand's help.

Belongs here: the names, and the one function that the other rooms call. Does not belong here: any recovery.
With GONGKAI_FAULT_AT=<name> the process sends itself SIGKILL on reaching the place; otherwise nothing happens.
"""

from __future__ import annotations

import os
import signal

POINTS = (
    "ingest.before_first",
    "ingest.temporary_written",
    "ingest.document_renamed",
    "ingest.batch_synced",
    "ingest.half_a_ledger_line",
    "ingest.ledger_appended",
    "ingest.before_landing_index",
    "load.documents_replaced",
    "load.home_tables_replaced",
    "load.rows_deleted",
    "load.before_commit",
    "load.committed",
    "build.under_way",
    "build.done",
    "publish.verdict_recorded",
    "checks.done",
    "publish.folder_made",
    "publish.database_written",
    "publish.parquet_written",
    "publish.manifest_written",
    "publish.before_rename",
    "publish.renamed",
    "publish.link_made",
    "publish.swapped",
    "publish.old_release_set_aside",
)
"""Every place, in the order in which a refresh passes them (build and checks: in orchestration)."""

_FAULT_AT = "GONGKAI_FAULT_AT"


def reach(name: str) -> None:
    """Die here, as in a power cut, if the environment asks for it."""
    if is_set_at(name):
        os.kill(os.getpid(), signal.SIGKILL)


def is_set_at(name: str) -> bool:
    """Is the process to die at this place? For places that must first leave something half done."""
    return os.environ.get(_FAULT_AT) == name
