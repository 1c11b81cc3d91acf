"""The only shapes that leave extraction: Report, Observation, Issue, Part, Remark, Extraction.

Plain immutable records, no behaviour: a reader of this file knows all that extraction can say about a document. Those
that come by the hundred are named tuples: to make a frozen dataclass takes five times as long.
What does not belong here: how anything is read (the rooms beside this one), or where it is stored (warehouse).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

EXTRACTOR_VERSION = "8"
"""Raised with every change that can alter what is read: documents are read once for each version."""

MAX_DOCUMENT_BYTES = 64 * 1024 * 1024
"""A larger document is neither archived nor read: the longest real reports have a few megabytes."""


@dataclass(frozen=True, slots=True)
class Report:
    """Whose annual report a document is, of which year and in which form.

    Codes are those of the design's domain chapter. `region_code` is the six-digit GB/T 2260 code valid in
    `report_year` ("000000" where the place cannot be resolved).
    """

    report_id: str
    authority_id: str
    authority_name: str
    authority_kind: str
    authority_level: str
    parent_authority_id: str | None
    region_code: str
    report_year: int
    era: str
    form: str
    scope: str
    title: str
    published_date: date | None
    script: str


class Observation(NamedTuple):
    """One number that the document states, with the code it was read as and the place it was read from.

    `value` is None where the cell is blank or a dash (`value_state`). Offsets count Unicode code points of the
    document's text. In prose `text[char_start:char_end] == quote`, the sentence; in a table they span the cell's
    printed value and `quote` is "row label | column label". Dimensions that the fact does not have are None;
    those that it has are never None ("all": not broken down). `unit` is "item" or "cny" (yuan).
    `share_printed` is a percentage (0-100) printed beside the count. `is_selected` is False for a number that
    another statement of the same key overrules, or that only the rules read.
    """

    fact: str
    value: Decimal | None
    value_printed: str
    value_state: str
    quote: str
    section: str
    char_start: int
    char_end: int
    rule: str
    measure: str | None = None
    item: str | None = None
    channel: str | None = None
    topic: str | None = None
    applicant: str | None = None
    outcome: str | None = None
    reason: str | None = None
    procedure: str | None = None
    result: str | None = None
    unit: str = "item"
    is_approximate: bool = False
    is_nested: bool = False
    share_printed: Decimal | None = None
    page: int | None = None
    table_index: int | None = None
    row_index: int | None = None
    column_index: int | None = None
    is_selected: bool = True


class Issue(NamedTuple):
    """Something in the document that could not be read, or that contradicts itself.

    `kind` is a code of seeds/issue_kinds.csv ("table.unknown_row_label"); `message` is one English line;
    `quote` the words concerned (may be empty).
    """

    kind: str
    message: str
    quote: str = ""
    char_start: int | None = None
    char_end: int | None = None
    page: int | None = None
    table_index: int | None = None
    row_index: int | None = None
    column_index: int | None = None


class Part(NamedTuple):
    """A part of a report, from its heading of the first order to the next: 一、总体情况.

    `code` is the section's (overview, disclosures, applications, cases, fees, problems, other), `heading` its words,
    normalised. Offsets count code points of the document's text.
    """

    code: str
    heading: str
    char_start: int
    char_end: int


class Remark(NamedTuple):
    """Which rule read a number of the text, or turned it away: what `inspect --explain` shows."""

    char_start: int
    char_end: int
    rule: str
    is_read: bool


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one document. `report` is None exactly where `rejection` names a reason.

    `rejection` is a code of seeds/rejections.csv and `rejection_detail` one line for people.
    """

    media_type: str
    text: str
    report: Report | None
    rejection: str | None
    rejection_detail: str
    observations: tuple[Observation, ...]
    issues: tuple[Issue, ...]
    remarks: tuple[Remark, ...] = ()
    parts: tuple[Part, ...] = ()
