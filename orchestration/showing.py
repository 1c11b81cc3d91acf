"""What is published, and whether the home is sound: `gongkai marts` and `gongkai doctor`.

Belongs here: how the answers look on a terminal. Does not belong here: the answers (warehouse).
No Dagster: it starts fast.
"""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table

from orchestration.hooks import hooks_of, settings_of
from orchestration.neutral import print_line
from orchestration.progress import Terminal
from warehouse.doctor import Complaint, examine
from warehouse.home import Home, HomeError
from warehouse.retention import current_release


def show_release(home: Home, console: Console) -> int:
    """Print the current release; returns the exit code."""
    release = current_release(home)
    if release is None:
        print_line(console, f"Nothing is published in {home.root} yet: run `gongkai refresh`.")
        return 0
    lines = [
        f"Release   {release.release_id}",
        f"Published {release.created_at:%Y-%m-%d %H:%M:%S} UTC",
        f"DuckDB    {home.current / 'marts.duckdb'}",
        f"Parquet   {home.current / 'parquet'}",
    ]
    for line in lines:
        print_line(console, line)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("table")
    table.add_column("rows", justify="right")
    for name, count in release.row_counts.items():
        table.add_row(name, f"{count:,}")
    console.print(table)
    return 0


def show_health(home: Home, console: Console) -> int:
    """Print everything that is wrong and what to do about it; returns the exit code."""
    with Terminal(console) as bars:
        if console.is_terminal:
            bars.stage("examine")
        complaints = [*examine(home, bars.advance), *_alerts(home)]
    for complaint in complaints:
        print_line(console, f"{complaint.what}: {complaint.where}")
        print_line(console, f"    → {complaint.what_to_do}")
    if not complaints:
        print_line(console, f"{home.root} is sound.")
    return 1 if complaints else 0


def _alerts(home: Home) -> list[Complaint]:
    try:
        hooks_of(home)
    except HomeError as error:
        return [Complaint("nobody will be told when a run fails", str(settings_of(home)), str(error))]
    return []
