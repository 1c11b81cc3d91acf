"""Short passages in the words of many offices, each with every fact that it states: tests/reports/passages.jsonl."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from scoring import score

from extraction import prose, report, sections
from extraction.facts import Extraction
from extraction.normalise import normalise
from extraction.vocabulary import Vocabulary

LINES = (Path(__file__).resolve().parents[1] / "reports" / "passages.jsonl").read_text(encoding="utf-8").splitlines()
PASSAGES: list[dict[str, Any]] = [json.loads(line) for line in LINES]
COLUMNS = ("measure", "item", "channel", "topic", "applicant", "outcome", "reason", "procedure", "result", "note")


def expected(passage: dict[str, Any]) -> list[dict[str, str]]:
    empty = dict.fromkeys(COLUMNS, "")
    required = [{**empty, **fact, "required": "1"} for fact in passage["facts"]]
    return required + [{**empty, **fact, "required": "0"} for fact in passage.get("optional", [])]


@pytest.mark.parametrize("passage", PASSAGES, ids=[passage["id"] for passage in PASSAGES])
def test_a_passage_yields_its_facts_and_nothing_else(passage: dict[str, Any], vocabulary: Vocabulary) -> None:
    normal = normalise(passage["text"], vocabulary.script)
    outline = sections.outline(normal.text, (), vocabulary.lexicon.headings)
    year = passage["year"]
    reading = prose.read_prose(
        normal,
        passage["text"],
        outline,
        (),
        vocabulary.lexicon,
        year,
        vocabulary.places.eras.of(year),
        passage["authority"],
    )
    observations, _ = report.select((), reading.observations)
    extraction = Extraction("text/plain", passage["text"], None, None, "", observations, ())
    assert not score(extraction, expected(passage)).mistakes
