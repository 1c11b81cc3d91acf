"""Every report of tests/reports, and the real ones beside the checkout where they are, is read as people read it."""

from __future__ import annotations

from pathlib import Path

import pytest
from scoring import rows, score

from extraction.facts import Extraction
from extraction.report import extract
from extraction.vocabulary import Vocabulary

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = sorted(path for path in (ROOT / "tests" / "reports").iterdir() if path.is_dir())
REAL = ROOT.parent / "shared" / "reports"
REAL_NAMES = sorted({row["document"] for row in rows(REAL / "gold.csv")}) if REAL.exists() else []
PUBLISHED_IDENTITY = ("report_year", "region_code", "kind")
IDENTITY = ("report_year", "region_code", "kind", "form", "script")


def identity(extraction: Extraction) -> dict[str, str]:
    assert extraction.report is not None, f"rejected: {extraction.rejection} ({extraction.rejection_detail})"
    report = extraction.report
    found = (str(report.report_year), report.region_code, report.authority_kind, report.form, report.script)
    return dict(zip(IDENTITY, found, strict=True))


def quotes_are_in_place(extraction: Extraction) -> bool:
    text = extraction.text
    return all(
        (o.value_printed if o.table_index is not None else o.quote) == text[o.char_start : o.char_end]
        for o in extraction.observations
    )


@pytest.mark.parametrize("folder", FIXTURES, ids=lambda folder: folder.name)
def test_a_report_yields_its_facts_and_nothing_else(folder: Path, vocabulary: Vocabulary) -> None:
    (source,) = folder.glob("source.*")
    extraction = extract(source.name, source.read_bytes(), vocabulary)
    (expected,) = rows(folder / "identity.csv")
    if "rejection" in expected:
        assert extraction.report is None
        assert extraction.rejection == expected["rejection"]
        assert not extraction.observations
        return
    found = identity(extraction)
    assert {name: value for name, value in expected.items() if value} == {
        name: found[name] for name, value in expected.items() if value
    }
    assert not score(extraction, rows(folder / "expected.csv")).mistakes
    assert quotes_are_in_place(extraction)


def test_the_real_reports_yield_their_facts_and_nothing_else(vocabulary: Vocabulary) -> None:
    """Of the real reports beside the checkout; where they are not, there is none to read."""
    for name in REAL_NAMES:
        extraction = extract(name, (REAL / name).read_bytes(), vocabulary)
        expected = [row for row in rows(REAL / "gold.csv") if row["document"] == name]
        assert (name, score(extraction, expected).mistakes) == (name, [])
        (who,) = [row for row in rows(REAL / "identity.csv") if row["document"] == name]
        found = identity(extraction)
        assert {part: who[part] for part in PUBLISHED_IDENTITY} == {part: found[part] for part in PUBLISHED_IDENTITY}
        assert quotes_are_in_place(extraction)
