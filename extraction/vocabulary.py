"""The seeds become frozen lookups: every label, spelling and code that extraction knows, read once.

Belongs here: where the seeds are, and which room is fed by them. Does not belong here: what a room does with them.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from extraction.chrome import Chrome
from extraction.identity import Places
from extraction.normalise import Script
from extraction.prose import Lexicon
from extraction.table_labels import Forms

SEEDS = Path(__file__).resolve().parent.parent / "dbt_project" / "seeds"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What each room of extraction knows of words; never changed once loaded."""

    script: Script
    chrome: Chrome
    forms: Forms
    lexicon: Lexicon
    places: Places


def seed_rows(name: str, folder: Path = SEEDS) -> tuple[dict[str, str], ...]:
    """The rows of one seed, in order, every value a string ("" where empty). UTF-8, a header line."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def load(folder: Path = SEEDS) -> Vocabulary:
    """All lookups from one folder of seeds. Raises FileNotFoundError where a seed is missing."""
    rows = partial(seed_rows, folder=folder)
    script = Script.from_seeds(rows)
    return Vocabulary(
        script=script,
        chrome=Chrome.from_seeds(rows),
        forms=Forms.from_seeds(rows),
        lexicon=Lexicon.from_seeds(rows),
        places=Places.from_seeds(rows, script),
    )
