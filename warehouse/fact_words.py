"""A fact's key in words, Chinese and English: 新收申请数（自然人）, received (natural persons).

Belongs here: how the members of a key are put together. Does not belong here: the members' own labels (seeds), or the
words of findings, which dbt makes in the same way (macros/key_labels.sql).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import duckdb

_ALL = "all"
_SEEDS = {
    "items": "item", "channels": "channel", "applicants": "applicant", "procedures": "procedure", "results": "result",
    "measures": "fact || '/' || measure", "outcomes": "outcome || '/' || reason",
}  # fmt: skip

Words = Callable[[str, Mapping[str, Any]], tuple[str, str]]
"""fct_disclosures, fct_applications or fct_cases, and a key's columns → Chinese, English."""


def fact_words(con: duckdb.DuckDBPyConnection) -> Words:
    """Reads the labels from the seeds on the search path of `con`; a code without a label is its own."""
    known = {
        (seed, code): (zh, en)
        for seed, column in _SEEDS.items()
        for code, zh, en in con.execute(f"select {column}, label_zh, lower(label_en) from {seed}").fetchall()
    }

    def words(table: str, key: Mapping[str, Any]) -> tuple[str, str]:
        def label(seed: str, code: str) -> tuple[str, str]:
            return known.get((seed, code), (code, code))

        if table == "fct_disclosures":
            (item_zh, item_en), (zh, en) = (
                label("items", key["item"]),
                label("measures", f"disclosure/{key['measure']}"),
            )
            heads, narrower = (f"{item_zh}{zh}", f"{item_en}, {en}"), [("channels", "channel"), ("", "topic")]
        elif table == "fct_cases":
            heads, narrower = label("procedures", key["procedure"]), [("results", "result")]
        else:
            is_outcome = key["measure"] == "outcome"
            outcome = f"{key['outcome']}/{key['reason']}"
            heads = label("outcomes", outcome) if is_outcome else label("measures", f"application/{key['measure']}")
            narrower = [("applicants", "applicant"), ("channels", "channel")]
        told = [label(seed, key[name]) for seed, name in narrower if key[name] != _ALL]
        return (
            heads[0] + "".join(f"（{zh}）" for zh, _ in told),
            heads[1] + "".join(f" ({en})" for _, en in told),
        )

    return words
