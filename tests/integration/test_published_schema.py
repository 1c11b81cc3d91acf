"""The contract with readers: no column of a release comes, goes or changes without a note in CHANGELOG."""

from __future__ import annotations

import json
from pathlib import Path

from published_schema import committed, digest, published

from warehouse.home import Home
from warehouse.inputs import SCHEMA_VERSION

CHANGELOG = Path(__file__).resolve().parents[2] / "CHANGELOG.md"
HOW = (
    "The published columns changed. Write tests/published_schema.csv anew (python tests/published_schema.py "
    "HOME/releases/current), note the change in CHANGELOG with the digest that this prints, and raise SCHEMA_VERSION "
    "where a reader of the last version could stumble."
)


def test_the_published_columns_are_those_that_were_committed(small_warehouse: Home) -> None:
    assert published(small_warehouse.current) == committed(), HOW


def test_the_changelog_names_the_schema_version_and_its_columns() -> None:
    assert f"Schema version {SCHEMA_VERSION} (columns {digest(committed())})" in CHANGELOG.read_text(
        encoding="utf-8"
    ), HOW


def test_the_manifest_names_the_schema_version(small_warehouse: Home) -> None:
    manifest = json.loads((small_warehouse.current / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["schema_version"] == SCHEMA_VERSION
