"""Every word of every table's test `sound` bites: each key, code, value and rate, and each column that is never null.

The faults are planted into a copy of the table, in the place of which the test's own query is asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from planted import Raw, dbt_build

Node = dict[str, Any]
BOGUS = "'-1'"
"""No code, no value and no rate; a number and a text alike."""
TOUCHED = '"warehouse"."intermediate"."int_touched"'


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    raw = Raw()
    report = raw.report("220106", 2022)
    report.disclosures_table()
    report.applications_table(
        {
            ("received", "natural_person"): 40,
            ("granted", "natural_person"): 30,
            ("not_held", "natural_person"): 8,
            ("needs_creation", "other_org"): 2,
            ("received", "other_org"): 2,
            ("carried_out", "natural_person"): 3,
        }
    )
    report.cases_table({("reconsideration", "all"): 3})
    raw.write(folder / "warehouse.duckdb")
    dbt_build(folder / "warehouse.duckdb", folder)
    return folder / "warehouse.duckdb"


@pytest.fixture(scope="module")
def nodes(warehouse: Path) -> dict[str, Node]:
    manifest = json.loads((warehouse.parent / "target" / "manifest.json").read_text(encoding="utf-8"))
    found: dict[str, Node] = manifest["nodes"]
    return found


def sound_tests(nodes: dict[str, Node]) -> dict[str, Node]:
    """By the relation that each asks of."""
    return {
        nodes[node["attached_node"]]["relation_name"]: node
        for node in nodes.values()
        if node.get("test_metadata") and node["test_metadata"]["name"] == "sound"
    }


def faults(words: Node) -> Iterator[tuple[str, dict[str, str]]]:
    """What a test should say, and the columns that a row of the table has to have other for it."""
    for column in words.get("filled", []):
        yield f"{column} is null", {column: "null"}
    for column, known in words.get("values", {}).items():
        yield f"{column} is none of {', '.join(known)}", {column: BOGUS}
    for column in words.get("rates", []):
        yield f"{column} is not within 0 and 1", {column: BOGUS}
        yield f"{column} is not within 0 and 1", {column: "1.01"}
    for columns in words.get("keys", []):
        yield f"rows share {', '.join(columns)}", {}
    for code in words.get("codes", []):
        known = code["of"].split("'")[1]
        yield f"{', '.join(code['columns'])} not in {known}", dict.fromkeys(code["columns"], BOGUS)


def test_each_word_of_each_sound_test_bites(warehouse: Path, nodes: dict[str, Node]) -> None:
    silent, count = [], 0
    with duckdb.connect(str(warehouse), read_only=True) as con:
        con.execute(f"create temp table touched as from intermediate.int_touched union all select {BOGUS}")
        for relation, node in sound_tests(nodes).items():
            assert con.execute(node["compiled_code"]).fetchall() == []
            asked = (
                node["compiled_code"]
                .replace(f"from {relation}", "from planted")
                .replace(f"from {TOUCHED}", "from touched")
            )
            # a row of nulls where the table has none
            row = f"(select r.* from (select 1) left join (from {relation} limit 1) as r on true)"
            for fault, change in faults(node["test_metadata"]["kwargs"]):
                con.execute(f"create or replace temp table planted as from {relation}")
                con.execute(f"insert into planted from {row}")
                if change:
                    con.execute("delete from planted")
                    columns = ", ".join(f"{value} as {column}" for column, value in change.items())
                    con.execute(f"insert into planted select * replace ({columns}) from {row}")
                else:
                    con.execute(f"insert into planted from {row}")
                count += 1
                if fault not in [said for said, _ in con.execute(asked).fetchall()]:
                    silent.append(f"{relation}: {fault}")
    assert silent == []
    assert count > 200


def test_every_published_table_has_a_key(nodes: dict[str, Node]) -> None:
    keyed = {relation for relation, node in sound_tests(nodes).items() if node["test_metadata"]["kwargs"].get("keys")}
    published = {
        node["relation_name"]
        for node in nodes.values()
        if node["resource_type"] == "model" and node["schema"] in ("marts", "quality")
    }
    assert published <= keyed
