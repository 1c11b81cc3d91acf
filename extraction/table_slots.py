"""Columns of figures: what one stands for, and columns in the order of their labels.

Belongs here: a column's codes, heading and unit of money; the order of labels where nothing is known of where they lie.
Does not belong here: columns by where they lie (table_headings), rows (table_lines).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extraction.table_labels import Index, Label
from extraction.table_lines import Place

LEAVES = {"applications": "applicant", "cases": "result", "disclosures": "measure", "annex": "role"}
"""The code that makes a heading cell a column of the table; other labels above it only add to it."""

ASIDE = Label("annex", 0, "", "", "read", frozenset(), (("role", "other"),), "", ())
"""A column of an annex that no seed names: another body's, a remark's."""


@dataclass(slots=True)
class Slot:
    """One column of figures: its codes, the places it covers, its heading as printed, its unit of money in yuan."""

    codes: dict[str, str]
    labels: list[Label]
    start: int
    end: int
    heading: str
    money: int
    groups: frozenset[str] = frozenset()
    """The groups of rows that the forms have this column for (disclosures alone differ in that)."""
    is_lost: bool = False
    """Its label is not on the page; that it is there the figures of its rows must show."""
    is_aside: bool = False
    """Known, and none of the form's: what the columns of 法人或其他组织 make together (小计)."""


def leaf_of(index: Index, key: str, leaf: str) -> bool | None:
    """Whether a key is a column itself (True), only something above or beside columns (False), or unknown (None)."""
    found = index.by_key.get(key)
    if not found:
        return None
    return any(label.code(leaf) for label in found)


def is_aside(index: Index, key: str) -> bool:
    """Whether a key is a column of figures that the forms do not have and that is left out."""
    return any(label.handling == "ignore" and label.group for label in index.by_key.get(key, ()))


def is_remark(index: Index, key: str) -> bool:
    """Whether a key is a column that holds no figures."""
    return any(label.handling == "ignore" and not label.group for label in index.by_key.get(key, ()))


def slot_of(labels: list[Label], start: int, end: int, stack: Sequence[Place]) -> Slot:
    """The column that these labels make, the lowest of its heading first; `stack` are the cells above it."""
    codes: dict[str, str] = {}
    for label in labels:
        for name, code in label.codes:
            codes.setdefault(name, code)
    words = "".join("".join(place.text.split()) for place in stack)
    heading = " ".join(place.text for place in stack[-2:]) if codes.get("procedure") else stack[-1].text
    money = _money(words, labels)
    return Slot(codes, labels, start, end, heading, money, is_aside=labels[0].handling == "ignore")


def _money(words: str, labels: Sequence[Label]) -> int:
    """Yuan in the unit that a heading states, or that its form prescribes; 0 where neither says."""
    if "亿元" in words:
        return 100_000_000
    if "万元" in words:
        return 10_000
    if "元" in words:
        return 1
    return 10_000 if any(label.unit == "cny_10000" for label in labels) else 0


def leaves_of(index: Index, leaf: str, rows: Sequence[Sequence[Place]]) -> list[Place]:
    """The cells of heading rows that are columns themselves."""
    return [
        place
        for row in rows
        for place in row
        if leaf_of(index, place.key, leaf)
        or is_aside(index, place.key)
        or (leaf == "role" and place is not row[0] and not index.by_key.get(place.key))
    ]


def in_order(table: str, index: Index, leaf: str, rows: list[list[Place]]) -> list[Slot]:
    """The columns that the cells of heading rows name, in the order in which they do; those of a group (法人或其他组织)
    where the group stands."""
    if table == "cases":
        return _case_slots(index, rows)
    order: list[tuple[Place, Label]] = []
    group_at: dict[str, int] = {}
    for row in rows:
        for place in row:
            label = index.find(place.key, list(group_at)) or next(iter(index.by_key.get(place.key, ())), None)
            if label is None and table == "annex" and place is not row[0]:
                label = ASIDE
            if label is None:
                continue
            if label.handling == "group":
                group_at[place.key] = len(order)
            elif label.code(leaf) or is_aside(index, place.key):
                held = group_at.get(label.group)
                if label.group and held is not None and held < len(order):
                    order.insert(held, (place, label))
                    group_at[label.group] = held + 1
                else:
                    order.append((place, label))
                    if label.group and held is not None:
                        group_at[label.group] = len(order)
    return [slot_of([label], at, at + 1, [place]) for at, (place, label) in enumerate(order)]


def _case_slots(index: Index, rows: list[list[Place]]) -> list[Slot]:
    """Each run of results belongs to the next procedure, in the order in which the procedures are named."""
    procedures: list[tuple[Place, Label]] = []
    results: list[tuple[Place, Label]] = []
    for row in rows:
        for place in row:
            label = index.find(place.key)
            if label is None:
                continue
            (results if label.code("result") else procedures).append((place, label))
    named = [(place, label) for place, label in procedures if label.code("procedure") != "litigation"]
    if any(label.code("procedure").startswith("litigation_") for _, label in named):
        procedures = named
    if not procedures:
        return []
    if not results:
        return [slot_of([label], at, at + 1, [place]) for at, (place, label) in enumerate(procedures)]
    size, rest = divmod(len(results), len(procedures))
    order = [label.code("procedure") for _, label in procedures]
    if rest or order != sorted(order, key=("reconsideration", "litigation", "litigation_direct",
                                           "litigation_after_reconsideration").index):  # fmt: skip
        return []
    slots = []
    for at, (place, label) in enumerate(results):
        over_place, over = procedures[at // size]
        slots.append(slot_of([label, over], at, at + 1, [over_place, place]))
    return slots
