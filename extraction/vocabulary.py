"""The seeds become frozen lookups: every label, spelling and code that extraction knows, read once.

Belongs here: which seed feeds which room. Does not belong here: what a room does with it.
"""

from __future__ import annotations

import csv
from pathlib import Path

SEEDS = Path(__file__).resolve().parent.parent / "dbt_project" / "seeds"


def seed_rows(name: str, folder: Path = SEEDS) -> tuple[dict[str, str], ...]:
    """The rows of one seed, in order, every value a string ("" where empty). UTF-8, a header line."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
