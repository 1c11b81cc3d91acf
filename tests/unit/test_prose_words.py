"""The seeds that words are read by: each word once a kind, each code one that the dimensions know."""

import pytest
from prose_reading import reading

from extraction.vocabulary import seed_rows


def codes(seed, column):
    return {row[column] for row in seed_rows(seed)}


@pytest.mark.parametrize(
    ("seed", "key"),
    [
        ("prose_applications", ("word", "kind", "era")),
        ("prose_cases", ("word", "kind")),
        ("prose_disclosures", ("word", "kind")),
        ("prose_context", ("word", "kind")),
        ("prose_no_classes", ("word", "place")),
        ("prose_refusals", ("word",)),
        ("prose_units", ("unit",)),
        ("section_headings", ("phrase",)),
        ("page_chrome", ("word", "kind")),
    ],
)
def test_no_word_is_said_twice(seed, key):
    keys = [tuple(row[column] for column in key) for row in seed_rows(seed)]
    assert sorted(keys) == sorted(set(keys))


def test_every_outcome_that_a_word_stands_for_is_a_member_of_the_dimension():
    known = {(row["outcome"], row["reason"]) for row in seed_rows("outcomes")}
    for row in seed_rows("prose_applications"):
        if row["kind"] == "outcome" and row["code"] != "refused_in_form":
            outcome, _, reason = row["code"].partition("/")
            assert (outcome, reason or "all") in known, row["word"]


@pytest.mark.parametrize(
    ("seed", "kind", "members", "column"),
    [
        ("prose_applications", "channel", "channels", "channel"),
        ("prose_disclosures", "channel", "channels", "channel"),
        ("prose_disclosures", "item", "items", "item"),
        ("prose_cases", "procedure", "procedures", "procedure"),
        ("prose_cases", "result", "results", "result"),
    ],
)
def test_every_code_that_a_word_stands_for_is_a_member_of_its_dimension(seed, kind, members, column):
    used = {row["code"] for row in seed_rows(seed) if row["kind"] == kind}
    assert used <= codes(members, column)


def test_every_rule_that_turns_a_word_or_a_unit_away_says_so_by_its_name():
    rules = codes("prose_refusals", "rule") | codes("prose_units", "rule") | codes("prose_no_classes", "refusal")
    rules -= {""}
    assert all(rule.startswith("refuse.") for rule in rules)


def test_fees_levied_are_yuan_and_fees_remitted_are_none():
    text = "二、主动公开政府信息情况\n作出行政许可31件,行政事业性收费金额4.2万元,减免行政事业性收费9万元。"
    told = [one for one in reading(text, 2023, "statutory_2021").observations if one.unit == "cny"]
    assert [(one.measure, one.item, one.value) for one in told] == [("amount", "administrative_fee", 42000)]
