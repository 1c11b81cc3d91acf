"""Forms written from known numbers are read back as they were, or refused as issues: never a wrong number."""

from __future__ import annotations

from decimal import Decimal

import form_damage
import form_files
import form_writer
import pytest
from form_files import FLAT_STYLES, LOSSY_STYLES
from form_writer import Forms, Key
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extraction.chrome import Chrome
from extraction.documents import read_document
from extraction.facts import Observation
from extraction.normalise import Script, normalise
from extraction.tables import Forms as Labels
from extraction.tables import TableReading, read_tables
from extraction.vocabulary import seed_rows

SCRIPT = Script.from_seeds(seed_rows)
CHROME = Chrome.from_seeds(seed_rows)
LABELS = Labels.from_seeds(seed_rows)
FORM_NAMES = ("statutory_2019", "statutory_2021")
SHORT = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
LONG = settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
FOLIOS = st.integers(0, 12)
"""The bare number of a page among the rows; 0 for none."""
SEEDS = st.integers(0, 10**9)
DAMAGES = st.sets(st.sampled_from(sorted(form_damage.DAMAGES)), max_size=4)


def key_of(observation: Observation) -> Key:
    o = observation
    if o.fact == "case":
        return ("case", o.procedure or "", o.result or "")
    if o.fact == "disclosure":
        return ("disclosure", o.measure or "", o.item or "", o.channel or "")
    channel = () if o.channel == "all" else (o.channel or "",)
    return ("application", o.measure or "", o.applicant or "", o.outcome or "", o.reason or "", *channel)


def read(name: str, content: bytes, year: int) -> TableReading:
    document = CHROME.marked(read_document(name, content))
    return read_tables(document, normalise(document.text, SCRIPT), LABELS, year)


def check(name: str, content: bytes, forms: Forms, stated: dict[Key, Decimal | None]) -> TableReading:
    """Every figure read is the one written; every figure not read has an issue to account for it."""
    reading = read(name, content, forms.year)
    found: dict[Key, Decimal | None] = {}
    for observation in reading.observations:
        if observation.is_selected:
            key = key_of(observation)
            if observation.value is None and key not in stated:
                continue  # a group's own blank row states nothing
            assert key in stated, f"{key} was never written: {observation.quote}"
            assert observation.value == stated[key], f"{key}: wrote {stated[key]}, read {observation.value}"
            found[key] = observation.value
    missed = [key for key, value in stated.items() if value is not None and key not in found]
    assert not missed or reading.issues, f"{len(missed)} figures are lost without an issue: {missed[:3]}"
    return reading


def check_html(seed: int, form: str, damages: set[str]) -> None:
    forms = form_writer.statutory(seed, form)
    stated = dict(forms.stated)
    page = form_damage.html(forms, damages, seed)
    check("page.html", page.encode(), forms, stated)


def check_flattened(seed: int, form: str, style: str, adds_up: bool = False, folio: int = 0) -> TableReading:
    forms = form_writer.annexed(seed) if form == "annex" else form_writer.statutory(seed, form, adds_up)
    if form == "annex" or not adds_up:
        folio = 0  # Nothing tells it from the figure of a row whose blank is lost.
    return check("page.txt", form_files.flattened(forms, style, folio).encode(), forms, forms.stated)


def check_pdf(seed: int, form: str, rules: str) -> None:
    forms = form_writer.annexed(seed) if form == "annex" else form_writer.statutory(seed, form)
    check("page.pdf", form_files.pdf(forms, seed, rules), forms, forms.stated)


def check_docx(seed: int, form: str) -> None:
    forms = form_writer.annexed(seed) if form == "annex" else form_writer.statutory(seed, form)
    reading = check("page.docx", form_files.docx(forms), forms, forms.stated)
    assert {key_of(o) for o in reading.observations if o.is_selected} == set(forms.stated)


@pytest.mark.parametrize("form", FORM_NAMES)
@SHORT
@given(seed=SEEDS, damages=DAMAGES)
def test_a_damaged_page_yields_no_wrong_number(form: str, seed: int, damages: set[str]) -> None:
    check_html(seed, form, damages)


@pytest.mark.parametrize("form", FORM_NAMES)
def test_an_undamaged_page_is_read_whole(form: str) -> None:
    for seed in range(8):
        forms = form_writer.statutory(seed, form)
        reading = check("page.html", form_damage.html(forms, set(), seed).encode(), forms, forms.stated)
        assert {key_of(o) for o in reading.observations} == set(forms.stated)
        assert reading.form == form
        assert reading.issues == ()


@pytest.mark.parametrize("name", sorted(form_damage.DAMAGES))
def test_no_single_damage_yields_a_wrong_number(name: str) -> None:
    for form in FORM_NAMES:
        for seed in range(2):
            check_html(seed, form, {name})


@pytest.mark.parametrize("style", [*FLAT_STYLES, *LOSSY_STYLES])
@SHORT
@given(seed=SEEDS, form=st.sampled_from((*FORM_NAMES, "annex")))
def test_a_flattened_table_yields_no_wrong_number(style: str, seed: int, form: str) -> None:
    check_flattened(seed, form, style)


@pytest.mark.parametrize("style", [*FLAT_STYLES, *LOSSY_STYLES])
@SHORT
@given(seed=SEEDS, form=st.sampled_from(FORM_NAMES), folio=FOLIOS)
def test_a_flattened_table_that_adds_up_yields_no_wrong_number(style: str, seed: int, form: str, folio: int) -> None:
    check_flattened(seed, form, style, adds_up=True, folio=folio)


@pytest.mark.parametrize("style", FLAT_STYLES)
@pytest.mark.parametrize("more", ["code", "number", "remark", "code remark", "number remark"])
@settings(SHORT, max_examples=6)
@given(seed=SEEDS)
def test_columns_that_offices_add_to_an_annex_yield_no_wrong_number(style: str, more: str, seed: int) -> None:
    forms = form_writer.annexed(seed, more)
    check("page.txt", form_files.flattened(forms, style).encode(), forms, forms.stated)


@pytest.mark.parametrize("style", FLAT_STYLES)
def test_a_flattened_table_without_blanks_is_read_whole(style: str) -> None:
    for seed in range(12):
        for form in FORM_NAMES:
            forms = form_writer.statutory(seed, form)
            if None not in forms.stated.values():
                reading = check("page.txt", form_files.flattened(forms, style).encode(), forms, forms.stated)
                assert {key_of(o) for o in reading.observations} == set(forms.stated)


@settings(SHORT, max_examples=6)
@given(seed=SEEDS, form=st.sampled_from((*FORM_NAMES, "annex")), rules=st.sampled_from(sorted(form_files.PDF_RULES)))
def test_a_pdf_yields_no_wrong_number(seed: int, form: str, rules: str) -> None:
    check_pdf(seed, form, rules)


@settings(SHORT, max_examples=4)
@given(seed=SEEDS, form=st.sampled_from((*FORM_NAMES, "annex")))
def test_a_word_document_is_read_whole(seed: int, form: str) -> None:
    check_docx(seed, form)


@pytest.mark.long
@settings(LONG, max_examples=1200)
@given(seed=SEEDS, form=st.sampled_from(FORM_NAMES), damages=DAMAGES)
def test_many_damaged_pages_yield_no_wrong_number(seed: int, form: str, damages: set[str]) -> None:
    check_html(seed, form, damages)


@pytest.mark.long
@settings(LONG, max_examples=1200)
@given(
    seed=SEEDS, form=st.sampled_from((*FORM_NAMES, "annex")), style=st.sampled_from((*FLAT_STYLES, *LOSSY_STYLES)), folio=FOLIOS,
    adds_up=st.booleans(),
)  # fmt: skip
def test_many_flattened_tables_yield_no_wrong_number(
    seed: int, form: str, style: str, folio: int, adds_up: bool
) -> None:
    check_flattened(seed, form, style, adds_up, folio)


@pytest.mark.long
@settings(LONG, max_examples=200)
@given(seed=SEEDS, form=st.sampled_from((*FORM_NAMES, "annex")), rules=st.sampled_from(sorted(form_files.PDF_RULES)))
def test_many_pdfs_yield_no_wrong_number(seed: int, form: str, rules: str) -> None:
    check_pdf(seed, form, rules)


@pytest.mark.long
@settings(LONG, max_examples=100)
@given(seed=SEEDS, form=st.sampled_from((*FORM_NAMES, "annex")))
def test_many_word_documents_are_read_whole(seed: int, form: str) -> None:
    check_docx(seed, form)
