"""Documents go through the pool into the warehouse; and which of them are read anew, because somebody asked for it.

Belongs here: one reading, the configuration and the op that ask for another one. Does not belong here: the pool
(extracting.py), how a document is read (extraction) or kept (warehouse).
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import dagster as dg
import duckdb
from pydantic import Field

from orchestration.extracting import Task, read_all
from orchestration.progress import shown
from orchestration.resources import HomeResource
from warehouse.connect import open_warehouse
from warehouse.faults import reach
from warehouse.home import Home
from warehouse.ledger import raw_path
from warehouse.load import source_names
from warehouse.rereading import documents_of_years, load, read_anew, to_be_reread

LOAD_DOCUMENTS = 2000
"""Documents written in one transaction: what a cut-off run has to read again at most."""

REREADS_TAG = "gongkai/rereads"
"""Of runs that read documents anew: "year" or "documents". Of these one is under way at a time (instance.py)."""


class Rereading(dg.Config):
    """Which documents are read anew although nothing about them changed. What reads the same changes nothing."""

    years: list[int] = Field(default=[], description="All documents of these reporting years.")
    documents: list[str] = Field(
        default=[],
        description="These documents: document_ids, eight or more characters of their beginning, or report_ids "
        "(all documents of a report), as dim_document has them.",
    )


class OneYear(dg.Config):
    """Which reporting year is read anew: a partition of the job says it."""

    year: int = Field(description="The reporting year. Choose a partition, which fills it in.")


@dataclass(frozen=True, slots=True)
class Reading:
    """How many documents were read, how many of them anew, how many of these now say something else, and how long."""

    read: int
    reread: int
    differing: int
    seconds: float

    @property
    def summary(self) -> str:
        """The same as a sentence."""
        anew = (
            f", {self.reread:,} of them anew, of which {self.differing:,} now read differently" if self.reread else ""
        )
        return f"{self.read:,} documents read{anew}, in {self.seconds:.1f} s"

    @property
    def measures(self) -> dict[str, Any]:
        """The same for the UI."""
        return {
            "documents_read": self.read,
            "seconds": round(self.seconds, 2),
            "documents_per_second": round(self.read / self.seconds, 1) if self.read else 0.0,
            "documents_reread": self.reread,
            "documents_reading_differently": self.differing,
        }


def read_documents(con: duckdb.DuckDBPyConnection, home: Home, document_ids: Sequence[str]) -> Reading:
    """Read these documents in a pool of processes, and load what they say."""
    began = time.monotonic()
    reread, differing = to_be_reread(con) & set(document_ids), 0
    names = source_names(con, document_ids)
    shown().stage("extract", len(document_ids))
    done, held, held_documents = 0, [], 0
    for count, batches in read_all([Task(one, names[one], raw_path(home, one)) for one in document_ids]):
        done += count
        held_documents += count
        held.append(batches)
        reach("extract.under_way")
        shown().advance(done, len(document_ids))
        if held_documents >= LOAD_DOCUMENTS:
            differing += load(con, held, reread)
            held, held_documents = [], 0
    if held:
        differing += load(con, held, reread)
    return Reading(done, len(reread), differing, time.monotonic() - began)


def demand_a_choice(tags: Mapping[str, str], config: Rereading) -> None:
    """A run that is to read documents anew must be told which."""
    if REREADS_TAG in tags and not (config.years or config.documents):
        raise dg.Failure("Name documents: their ids say what is read anew.", allow_retries=False)


@dg.op(out=dg.Out(dg.Nothing))
def read_year_anew(context: dg.OpExecutionContext, config: OneYear, home: HomeResource) -> None:
    """All documents of a year, superseded ones and duplicates too. What they now say is built by the next refresh."""
    with open_warehouse(home.home) as con:
        chosen = documents_of_years(con, [config.year])
        read_anew(con, chosen)
        reading = read_documents(con, home.home, chosen)
    context.log.info(f"{config.year}: {reading.summary}")
    context.add_output_metadata(reading.measures)
