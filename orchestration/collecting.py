"""`gongkai collect`: fetch what sources.csv lists, and say what came of it.

Belongs here: how a run looks on a terminal, its exit code. Does not belong here: fetching (warehouse.collect).
No Dagster: it starts fast; the asset collected/pages does the same from the UI and on a schedule.
"""

from __future__ import annotations

from rich.console import Console

from extraction.vocabulary import seed_rows
from orchestration.neutral import print_line
from orchestration.progress import Terminal
from warehouse.collect import Collected, collect
from warehouse.home import Home, locked

DONE, FAILED = 0, 1


def run_collect(home: Home, console: Console) -> int:
    """Fetch, print, and return the exit code: 0 also where single pages failed, 1 where not one could be had.

    Raises HomeError (a line of sources.csv, a home in use, a full disk).
    """
    if not home.sources.exists():
        said = f"Nothing to do: there is no {home.sources}. Its columns are address, authority, year, notes."
        print_line(console, said)
        return DONE
    with locked(home), Terminal(console) as bars:
        bars.stage("collect")
        done = collect(home, progress=bars.advance)
    for notice in done.notices:
        print_line(console, notice)
    print_line(console, summary(done))
    labels = {row["reason"]: row["label_en"] for row in seed_rows("capture_reasons")}
    for reason, count in done.failures.items():
        print_line(console, f"  {count:,} × {reason}: {labels[reason]}")
    print_line(
        console, f"Every attempt, with headers and times: {home.captures}. Next: gongkai refresh --home {home.root}"
    )
    reached = done.fetched + done.not_modified + done.vanished
    return FAILED if done.failed and not reached else DONE


def summary(done: Collected) -> str:
    """What a run did, in one line."""
    return (
        f"{done.fetched:,} pages fetched ({done.new_documents:,} new documents, {done.changed:,} changed), "
        f"{done.not_modified:,} not modified, {done.vanished:,} vanished, {done.failed:,} failed, "
        f"{done.fresh:,} asked for lately, {done.left:,} left for the next run"
    )
