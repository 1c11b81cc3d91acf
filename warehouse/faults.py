"""Named places at which a test can kill the process, to prove that the next run needs no hand's help.

Belongs here: the names, and the one function that the other rooms call. Does not belong here: any recovery.
With GONGKAI_FAULT_AT=<name> the process sends itself a signal on first reaching the place: SIGKILL, or the one that
GONGKAI_FAULT_SIGNAL names (SIGSTOP lets a test fill the disk or take handles away just there). Otherwise nothing
happens.
"""

from __future__ import annotations

import os
import signal
import threading

POINTS = (
    "collect.answered",
    "collect.archived",
    "collect.half_a_line",
    "collect.recorded",
    "ingest.before_first",
    "ingest.temporary_written",
    "ingest.document_renamed",
    "ingest.batch_synced",
    "ingest.half_a_ledger_line",
    "ingest.ledger_appended",
    "ingest.before_landing_index",
    "load.documents_replaced",
    "load.home_tables_replaced",
    "extract.under_way",
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
"""Every place, in the order in which collecting and a refresh pass them (extract, build, checks: in orchestration)."""

_FAULT_AT, _FAULT_SIGNAL = "GONGKAI_FAULT_AT", "GONGKAI_FAULT_SIGNAL"


def reach(name: str) -> None:
    """Die here, as in a power cut, if the environment asks for it; or get the signal that it names, once."""
    if is_set_at(name):
        del os.environ[_FAULT_AT]
        # To this thread: another one would take a moment to stop it.
        signal.pthread_kill(threading.get_ident(), signal.Signals[os.environ.get(_FAULT_SIGNAL, "SIGKILL")])


def is_set_at(name: str) -> bool:
    """Is the process to die at this place? For places that must first leave something half done."""
    return os.environ.get(_FAULT_AT) == name
