"""Hold what was read from a report against facts found by hand.

The conventions of the expected files are those of tests/reports/README.md: a row with required=0 counts neither way,
and topics count only where the expected file has some. A row with the note "not read yet" is a fact that the reader
is known to miss: once it is read, the note has to go.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from extraction.facts import Extraction

DIMENSIONS = {
    "disclosure": ("measure", "item", "channel", "topic"),
    "application": ("measure", "channel", "applicant", "outcome", "reason"),
    "case": ("procedure", "result"),
}
Key = tuple[str, ...]
NOT_READ_YET = "not read yet"


@dataclass(frozen=True)
class Score:
    right: int
    missed: tuple[str, ...]
    wrong: tuple[str, ...]
    spurious: tuple[str, ...]

    @property
    def mistakes(self) -> list[str]:
        return [
            *(f"missed {m}" for m in self.missed),
            *(f"wrong {w}" for w in self.wrong),
            *(f"spurious {s}" for s in self.spurious),
        ]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def facts(extraction: Extraction) -> dict[Key, Decimal]:
    """The selected facts of a report; a key selected twice is an error of the reader."""
    found: dict[Key, Decimal] = {}
    for observation in extraction.observations:
        if observation.is_selected and observation.value is not None:
            names = DIMENSIONS[observation.fact]
            key = (observation.fact, *(getattr(observation, name) or "all" for name in names))
            assert key not in found, f"selected twice: {key}"
            found[key] = observation.value
    return found


def score(extraction: Extraction, expected: Iterable[Mapping[str, str]]) -> Score:
    required: dict[Key, Decimal] = {}
    optional: set[tuple[Key, Decimal]] = set()
    has_topics = False
    for row in expected:
        if row.get("note") == NOT_READ_YET:
            continue
        key = (row["fact"], *(row[name] or "all" for name in DIMENSIONS[row["fact"]]))
        if row["required"] == "1":
            required[key] = Decimal(row["value"])
            has_topics |= bool(row["topic"]) and row["topic"] != "all"
        else:
            optional.add((key, Decimal(row["value"])))
    found = facts(extraction)
    return Score(
        right=sum(found.get(key) == value for key, value in required.items()),
        missed=tuple(f"{_name(k)} = {v}" for k, v in required.items() if k not in found),
        wrong=tuple(f"{_name(k)} = {v}, read {found[k]}" for k, v in required.items() if found.get(k, v) != v),
        spurious=tuple(
            f"{_name(k)} = {v}"
            for k, v in found.items()
            if k not in required
            and (k, v) not in optional
            and not (k[0] == "disclosure" and k[4] != "all" and not has_topics)
        ),
    )


def _name(key: Key) -> str:
    return " / ".join(part for part in key if part != "all")
