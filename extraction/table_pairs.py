"""Rows of text whose figures may be another row's: where labels and figures do not come in pairs.

Belongs here: what comes between two headings, in its order: labels with figures, labels alone, figures alone; which
rows that leaves in doubt; the rows of a table whose figures stand before their labels. Does not belong here: one row
(table_rows, annex), blank cells that are lost (table_lost).
Text taken from a page by the height of its words shows a row's figures before its label, or several labels and then
their figures. Then a label without figures stands on the one side of a stretch of rows and figures without a label on
the other, and each row between may bear its neighbour's figures. Where these are the same, nothing is in doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING

from extraction.flattened_words import is_enumerated
from extraction.table_cells import figure
from extraction.table_headings import Heading
from extraction.table_labels import Label
from extraction.table_lines import Line, Place, Statement
from extraction.table_sums import adds_up, is_summed

if TYPE_CHECKING:
    from extraction.table_lost import Row
    from extraction.table_walk import Walk

LABELLED, LABEL, FIGURES, MISFIT = "labelled", "label", "figures", "misfit"
_MOST_CUTS = 3
_HAS_MORE_FIGURES = (FIGURES, MISFIT)
_HAS_MORE_LABELS = (LABEL, MISFIT)


@dataclass(slots=True)
class Event:
    """One row: a label with as many figures as columns (`statements` are what was read of it, `waits` is what waits for
    the sums), a label alone, figures alone, or a label with another number of figures."""

    kind: str
    line: Line
    figures: Sequence[Place]
    statements: Sequence[Statement] = ()
    waits: Row | None = None
    is_group: bool = False
    """Its label is that of several rows together, which has figures on few pages."""


@dataclass(slots=True)
class Pairs:
    """What came since the last heading of rows of text, and what is to be taken back."""

    events: list[Event] = field(default_factory=list)
    doubtful: list[Event] = field(default_factory=list)
    suspect: list[Event] = field(default_factory=list)
    """To be taken back if in any table of the text figures stand before their labels."""
    has_figures_first: bool = False


def note(
    walk: Walk,
    kind: str,
    line: Line,
    figures: Sequence[Place],
    statements: Sequence[Statement] = (),
    waits: Row | None = None,
    is_group: bool = False,
) -> None:
    """Notes one row of text without marks between its cells."""
    if line.is_loose and not line.is_celled:
        walk.pairs.events.append(Event(kind, line, figures, statements, waits, is_group))


def unknown(walk: Walk, label: Place) -> str:
    """What a row is whose label no form knows: words that begin with a number are a label, unless one of the form's
    begins so; others may be what is left of one, and are where they close the bracket of the label before (舆情计 | 1 |
    次) | 7, cut at a number within it)."""
    before = walk.pairs.events[-1].line.places[0].text if walk.pairs.events else ""
    if before.count("(") > before.count(")") and label.text.count(")") > label.text.count("("):
        return LABELLED
    is_torn = any(key.startswith(label.key) for key in walk.forms.row_keys)
    return LABELLED if is_enumerated(label.text) and not is_torn else FIGURES


def is_cut(line: Line, place: Place, label: Label) -> bool:
    """Whether the rest of a row's label stands elsewhere among the words of a drawn page: what figures stand beside it
    says nothing then."""
    is_drawn = line.is_loose and place.page is not None
    return is_drawn and any(key != place.key and key.startswith(place.key) for key in label.keys)


def misfit(heading: Heading, figures: Sequence[Place]) -> str:
    """What a row with a label is whose figures do not fit the columns. Where they are as many as these, or would be and
    add up were those whole that a line break cut in two, they are its own."""
    if not any(place.text for place in figures):
        return LABEL
    more = len(figures) - len(heading.slots)
    is_own = more == 0 or (0 < more <= _MOST_CUTS and _would_add_up(heading, figures, more))
    return LABELLED if is_own else MISFIT


def _would_add_up(heading: Heading, figures: Sequence[Place], more: int) -> bool:
    """Whether figures make the sums of the form once so many of them are joined to the one before."""
    if not is_summed(heading) or not all(place.text.isdecimal() for place in figures):
        return False
    for joints in combinations(range(1, len(figures)), more):
        texts: list[str] = []
        for at, place in enumerate(figures):
            if at in joints:
                texts[-1] += place.text
            else:
                texts.append(place.text)
        whole = [replace(place, text=text, figure=figure(text)) for place, text in zip(figures, texts, strict=False)]
        if adds_up(heading, whole):
            return True
    return False


def close(walk: Walk) -> None:
    """Ends a table of text: its rows that may bear a neighbour's figures are to be taken back."""
    events, walk.pairs.events = walk.pairs.events, []
    if all(event.kind == LABELLED for event in events):
        return
    is_led = events[0].kind == FIGURES and events[0].line.places[0].is_figure and len(events) > 1
    if is_led and _is_numbered(events):
        del events[0]
        is_led = False
    if walk.heading is not None and walk.heading.table == "annex":
        events.append(Event(LABEL, events[-1].line, ()))  # The last label may be one that is read past.
    walk.pairs.has_figures_first |= is_led
    for at, event in enumerate(events):
        if event.kind != LABELLED:
            continue
        if is_led or _is_below_label(events, at):
            walk.pairs.doubtful.append(event)
        elif _is_in_doubt(events, at):
            if event.is_group or not _are_alike(event, events[at - 1]):
                walk.pairs.doubtful.append(event)
        elif _is_trailed(events, at) and (event.is_group or not _are_alike(event, events[at + 1])):
            walk.pairs.doubtful.append(event)
        elif at == 0 or not _are_alike(event, events[at - 1]):
            walk.pairs.suspect.append(event)


def refused(pairs: Pairs) -> list[Event]:
    """The rows whose figures may be another row's, once all is read."""
    return [*pairs.doubtful, *(pairs.suspect if pairs.has_figures_first else ())]


def _is_numbered(events: Sequence[Event]) -> bool:
    """Whether what leads a table is the number of its first row (序号): each row ends in that of the next."""
    numbers = [event.figures[-1].text for event in events if event.figures]
    return len(events[0].figures) == 1 and numbers == [str(number) for number in range(1, len(numbers) + 1)]


def _is_in_doubt(events: Sequence[Event], at: int) -> bool:
    """Whether the figures of a row may be those of the next row's label."""
    return _kind(events, range(at - 1, -1, -1)) in _HAS_MORE_FIGURES and (
        _kind(events, range(at + 1, len(events))) in _HAS_MORE_LABELS
    )


def _is_trailed(events: Sequence[Event], at: int) -> bool:
    """Whether the figures of a row may be those of the label before it."""
    return _kind(events, range(at - 1, -1, -1)) in _HAS_MORE_LABELS and (
        _kind(events, range(at + 1, len(events))) in _HAS_MORE_FIGURES
    )


def _is_below_label(events: Sequence[Event], at: int) -> bool:
    """Whether a row's figures may be those of a label right above it: on a drawn page the two labels stand beside each
    other and the figures below both."""
    is_drawn = any(place.page is not None for place in events[at].line.places)
    return is_drawn and at > 0 and events[at - 1].kind == LABEL


def _kind(events: Sequence[Event], order: range) -> str:
    """Of the rows in this order the first that lacks its label or its figures."""
    return next((events[at].kind for at in order if events[at].kind != LABELLED), "")


def _are_alike(event: Event, neighbour: Event) -> bool:
    """Whether two rows have the same figures."""
    return [place.text for place in event.figures] == [place.text for place in neighbour.figures]
