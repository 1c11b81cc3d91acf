"""Tables without cells: rows found again in plain lines, as the same rows that a grid gives.

Belongs here: tab- and pipe-separated lines (blanks are marked there), and runs of words and figures separated by
white space or line ends (blanks are lost there). Does not belong here: what labels mean (table_walk), geometry.
A run of words is cut where known labels end; figures belong to the label before them. Nothing is guessed: the walk
takes a row only where it has exactly as many figures as its heading has columns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from extraction.flattened_bars import cells, is_pad, opens_rows, stretches
from extraction.flattened_broken import whole_labels
from extraction.flattened_lines import (
    LONG_LINE,
    Words,
    bars_only_prose,
    between_sentences,
    bounds,
    cells_of,
    delimited,
    is_blank_cell,
    is_folio,
    is_run_together,
    place_of,
    whole_rows,
    with_bars,
)
from extraction.flattened_merged import Merged
from extraction.flattened_words import (
    FEWEST_WORDS,
    TOKENS_OF_A_LABEL,
    Token,
    Word,
    begins_results,
    completed,
    has_words,
    known_labels,
    known_word,
    label_length,
    torn_heading,
    without_unit,
)
from extraction.table_cells import figure
from extraction.table_labels import Forms, label_key
from extraction.table_lines import UNITS, Line, Place

_RULE_LINE = re.compile(r"[\s|:+=-]*-[\s|:+=-]*")
_TOP_HEADING = re.compile(r"[一二三四五六七八九十]{1,2}、")
_CONTINUED = re.compile(r"[(（](?:续表?|接?上页|接?上表)[)）]$")
_CODE = re.compile(r"0\d")
_BEHIND_A_NUMBER = ".．、)）"
"""What makes the number before it a label's."""
_SENTENCE_END = "。；;！？"
_SENTENCE_ENDS = tuple(_SENTENCE_END)
_TO_LAST_END = re.compile(rf"(?m)^[^\t|\n]*[{_SENTENCE_END}](?=[^\t|\n]*$)")


class Break(NamedTuple):
    """Prose or a heading: no table goes on across it."""

    at: int


def may_hold_rows(text: str, forms: Forms) -> bool:
    """Whether a column's label stands where a row can. In a line without marks between cells that is behind the last
    sentence end: nearly all lines of prose end in one, so that this is known long before the lines are read."""
    text = with_bars(text)
    # Between two lines that end in 。 there mostly is none that does not: known by one look, not by one a line.
    *ended, rest = f"{text}\n".split("。\n")
    longest = max(map(len, (*ended, rest)))
    if longest >= LONG_LINE and any(is_run_together(line) for line in text.split("\n") if len(line) > LONG_LINE):
        return bool(forms.anchors.search("".join(text.split())))
    if "\t" not in text and "|" not in text:
        runs = [*(run.rpartition("\n")[0] for run in ended if "\n" in run), rest]
        text = "\n".join(line for run in runs for line in run.split("\n") if not line.endswith(_SENTENCE_ENDS))
    return bool(forms.anchors.search("".join(_TO_LAST_END.sub("。", text).split())))


def rows(text: str, lines: Iterable[tuple[int, int]], forms: Forms, words: Words) -> Iterator[Line | Break]:
    """The rows that these lines (spans of the normalised text) hold, with breaks where prose stands between."""
    stream = _Stream(forms, words)
    text = with_bars(text)
    for stretch, is_column in stretches(text, list(lines)):
        if is_column:
            stream.flush()
            stream.feed_column(list(cells(text, stretch, forms)))
            stream.flush()
            yield from stream.found()
        else:
            yield from _rows_of_lines(text, stretch, stream)
    stream.flush()
    yield from stream.found()


def _rows_of_lines(text: str, lines: Iterable[tuple[int, int]], stream: _Stream) -> Iterator[Line | Break]:
    """The rows of lines that are no column of cells."""
    forms, words = stream.forms, stream.words
    merged = Merged(forms)
    held = list(whole_labels(whole_rows(text, lines, forms), forms))
    for (start, line), (opens, closes) in zip(held, bounds(held), strict=True):
        if ("\t" in line or "|" in line) and not bars_only_prose(line):
            stream.flush()
            if _RULE_LINE.fullmatch(line) is None:
                row = merged.once(delimited(line, start, words, opens, closes))
                if _is_many_rows(row, forms):
                    stream.is_celled = True
                    stream.feed_cells(cells_of(line, start))
                    stream.flush()
                    stream.is_celled = False
                else:
                    stream.ready.append(row)
        elif is_folio(line):
            continue
        elif is_blank_cell(text, start, line, words):
            stream.feed_blank(start)
        else:
            stream.feed(line, start)
        if stream.ready:
            yield from stream.found()


class _Stream:
    """Words and figures as they come: words gather until figures follow, figures until words follow."""

    def __init__(self, forms: Forms, words: Words) -> None:
        self.forms = forms
        self.words = words
        self.run: list[Token] = []
        self.figures: list[Token] = []
        self.number: Token | None = None
        """The last figure of the line, where it may be the number of a label: a word right behind it will show."""
        self.ready: list[Line | Break] = []
        self.is_column = False
        self.is_celled = False
        self.opens_rows = False
        """One cell a line is being read; the cells are marked; a bar stands before each row."""

    def found(self) -> list[Line | Break]:
        """The rows and breaks that are ready, each given once."""
        found, self.ready = self.ready, []
        return found

    def feed(self, line: str, start: int) -> None:
        """One line of plain text."""
        last_stop = max(map(line.rfind, _SENTENCE_END))
        if last_stop >= 0:
            self.flush()
            self.ready.append(Break(start))
            if len(line) > LONG_LINE:
                for first, last in between_sentences(line[: last_stop + 1]):
                    self.feed_words(line[first:last], start + first)
                    self.flush()
                    self.ready.append(Break(start + last))
            line, start = line[last_stop + 1 :], start + last_stop + 1
        self.feed_words(line, start)

    def feed_words(self, line: str, start: int) -> None:
        """A line, or what of it stands between two sentences."""
        self.number = None
        at = 0
        for text in line.split():
            at = line.index(text, at)
            known = known_word(text, self.forms)
            if known.lead:
                lead, text = text[: known.lead], text[known.lead :]
                self.feed_word(lead, known_word(lead, self.forms), start + at, start)
                known, at = known_word(text, self.forms), at + len(lead)
            self.feed_word(text, known, start + at, start)
            at += len(text)
        if len(self.run) > 200:
            self.run = self.run[-100:]

    def feed_word(self, text: str, known: Word, begin: int, line: int) -> None:
        """One word or figure of a line."""
        if known.is_figure:
            token = Token(text, begin, begin + len(text), line)
            self.figures.append(token)
            self.number = token if known.is_number else None
            return
        if self.figures:
            if text[0] in _BEHIND_A_NUMBER:
                number = self.figures.pop()
                if self.figures or number is not self.number:
                    self.flush()
                self.run.append(number)
            else:
                self.flush()
        self.number = None
        for cut, stop in known.pieces:
            self.run.append(Token(text[cut:stop], begin + cut, begin + stop))
        if known.glued:
            self.figures.append(Token(text[known.glued :], begin + known.glued, begin + len(text), line))

    def feed_blank(self, start: int) -> None:
        """A line that holds a blank cell: a figure of the row that has begun."""
        is_label = bool(self.run) and self.names_row(self.run)
        if self.figures or is_label:
            self.figures.append(Token("", start, start, start))

    def names_row(self, run: Sequence[Token]) -> bool:
        """Whether the last words name a row, and no column besides."""
        count, is_known = self.label_length(run)
        words = "".join(token.text for token in run[len(run) - count :])
        return is_known and count > 0 and (label_key(words) not in self.forms.column_keys or label_key(words) != words)

    def feed_column(self, column: Sequence[Token]) -> None:
        """A table of which each line is one cell. Where a bar opens the first row, one opens each: behind a row's
        figures it is no blank."""
        self.is_column = self.is_celled = True
        opens = self.opens_rows = opens_rows(column, self.forms)
        held: Token | None = None
        for token in column:
            if held is not None:
                if not (opens and self.figures and (token.text and not figure(token.text).is_figure)):
                    self.feed_cells([held])
                held = None
            if opens and not token.text:
                held = token
            else:
                self.feed_cells([token])
        self.flush()
        self.is_column = self.is_celled = self.opens_rows = False

    def feed_cells(self, cells: Iterable[Token]) -> None:
        """A whole table of marked cells, its rows run together: a blank between figures, or behind a row's label, is a
        figure."""
        for token in cells:
            if is_pad(token):
                if self.figures:
                    self.flush(pads=len(token.text))
            elif not token.text:
                if self.figures or (self.run and label_key(self.run[-1].text) in self.forms.row_keys):
                    self.figures.append(token)
            elif figure(token.text).is_figure or (self.run and not has_words(token.text)):
                self.figures.append(token)
            else:
                if self.figures:
                    self.flush()
                self.run.append(token)

    def flush(self, pads: int = 0) -> None:
        """The rows that have gathered: headings and groups, then the row of figures, with `pads` behind it."""
        run, self.run = self.run, []
        figures, self.figures = self.figures, []
        if not run and not figures:
            return
        bare = [without_unit(token, self.forms) for token in run]
        has_unit = bool(bare) and bare[-1] is not run[-1]
        run = completed(bare)
        while figures and len(run) > 1 and (run[-1].text in UNITS or _CODE.fullmatch(run[-1].text)):
            last = run.pop()
            if last.text not in UNITS:
                figures.insert(0, last)
            has_unit = has_unit or last.text in UNITS
        count, is_known = self.label_length(run) if figures else (0, True)
        if self.opens_rows and not count and figures and not figures[0].text:
            del figures[0]
        label, before = run[len(run) - count :], run[: len(run) - count]
        if (torn := self.torn(before)) is not None:
            self.ready += torn
        elif not (label and is_known) and (torn := self.torn(run)) is not None:
            label = []
            self.ready += torn
        elif before:
            self.ready += self.headings(before)
        if not figures:
            return
        if not is_known and label and _TOP_HEADING.match(label[0].text):
            self.ready.append(Break(label[0].start))
            return
        held = Counter(token.line for token in figures) if figures[0].line != figures[-1].line else Counter()
        lines = len(held)
        is_wrapped = lines > 1 and (self.words.is_paged or lines < len(figures))
        alone = frozenset(at for at, token in enumerate(figures) if lines > 1 and held[token.line] == 1)
        places = [self.place(label, 0)] if label else []
        for token in figures:
            places.append(place_of(token.text, token.start, token.end, len(places), self.words))
        spare = self.spare(figures)
        alone = frozenset() if self.words.is_paged else alone
        self.ready.append(
            Line(places, None, 0, False, True, is_wrapped, spare, pads, alone, has_unit, is_celled=self.is_celled)
        )

    def torn(self, words: Sequence[Token]) -> list[Line | Break] | None:
        """The rows of a heading that was torn apart, and what stands above it; None where the words hold none."""
        if len(words) < FEWEST_WORDS:
            return None
        found = torn_heading(tuple(token.text for token in words), self.forms)
        if found is None:
            return None
        first, rows = found
        return [*self.headings(words[:first]), *(self.heading_row(labels, words[first:]) for labels in rows)]

    def heading_row(self, labels: Sequence[str], words: Sequence[Token]) -> Line:
        """One row of a heading whose cells cannot be told from each other."""
        start, end = words[0].start, words[-1].end
        places = [place_of(label, start, end, column, self.words) for column, label in enumerate(labels)]
        return Line(places, None, 0, has_geometry=False, is_loose=True)

    def spare(self, figures: Sequence[Token]) -> int:
        """How many blanks at the end of a row may be none of its cells: of lines between bars one, of lines between
        empty ones all."""
        if figures[-1].text:
            return 0
        blanks = next((at for at, token in enumerate(reversed(figures)) if token.text), len(figures))
        return min(blanks, 1) if self.is_column else blanks

    def label_length(self, run: Sequence[Token]) -> tuple[int, bool]:
        """How many of the last tokens name the row of the figures that follow, and whether that name is known.

        None do under the header of the cases table, or right under columns (法律服务机构 其他). An unknown name
        begins at its number, else at its last token.
        """
        if len(run) >= 4:
            results = sum(1 for key in self.segments(run) if key in self.forms.result_keys)
            if results >= 4:
                return 0, True
        count, is_known = label_length(tuple([token.text for token in run[-TOKENS_OF_A_LABEL:]]), self.forms)
        if count == 1 and len(run) > 1 and all(self.is_column_key(token.text) for token in run[-2:]):
            return 0, True
        return count, is_known

    def is_column_key(self, text: str) -> bool:
        """Whether a word is a column's heading and bears no number, as a row would."""
        return text in self.forms.column_keys and label_key(text) == text

    def segments(self, run: Sequence[Token]) -> list[str]:
        return [label_key("".join(token.text for token in tokens)) for tokens in self.cut(run)]

    def cut(self, run: Sequence[Token]) -> list[list[Token]]:
        """Known labels in a run of words, each the longest where the last one ended; other words are left out."""
        found: list[list[Token]] = []
        for begin, end, first, last in known_labels(tuple([token.text for token in run]), self.forms):
            token = run[begin]
            if last:
                found.append([Token(token.text[first:last], token.start + first, token.start + last)])
            else:
                found.append(list(run[begin:end]))
        return found

    def headings(self, run: Sequence[Token]) -> Iterator[Line | Break]:
        """Groups, and rows whose figures are blank, each as a row of its own; columns that follow each other as one."""
        columns: list[Place] = []
        at = 0
        for tokens in [*self.cut(run), []]:
            begin = tokens[0].start if tokens else run[-1].end if run else 0
            passed = at
            while at < len(run) and run[at].end <= begin:
                at += 1
            is_broken = at > passed and any(_is_heading(token, self.forms) for token in run[passed:at])
            if columns and (is_broken or not tokens):
                yield Line(columns, None, 0, has_geometry=False, is_loose=True)
                columns = []
            if is_broken:
                yield Break(begin)
            if not tokens:
                return
            while at < len(run) and run[at].end <= tokens[-1].end:
                at += 1
            place = self.place(tokens, len(columns))
            is_row = place.key in self.forms.row_keys and place.key not in self.forms.column_keys
            if is_row or place.key in self.forms.group_keys:
                if columns:
                    yield Line(columns, None, 0, has_geometry=False, is_loose=True)
                    columns = []
                has_unit = at < len(run) and run[at].text in UNITS
                yield Line([self.place(tokens, 0)], None, 0, has_geometry=False, is_loose=True, has_unit=has_unit)
            else:
                columns.append(place)

    def place(self, tokens: Sequence[Token], column: int) -> Place:
        text = "".join([token.text for token in tokens])
        return place_of(text, tokens[0].start, tokens[-1].end, column, self.words)


def _is_many_rows(line: Line, forms: Forms) -> bool:
    """Whether a line of marked cells names rows behind figures: the rows of a table were run together."""
    rows_named = 0
    has_figure = False
    for place in line.places:
        if place.is_figure:
            has_figure = True
        elif has_figure and place.key in forms.row_keys:
            rows_named += 1
    return rows_named >= 2 or (len(line.places) > 24 and sum(p.key in forms.known for p in line.places) > 12)


def _is_heading(token: Token, forms: Forms) -> bool:
    """A section's heading, that no label begins with, and not one printed again where a page cuts its table (续表), nor
    a piece of the label above the results (三、本年度办理)."""
    is_heading = len(token.text) >= 6 and bool(_TOP_HEADING.match(token.text)) and not _CONTINUED.search(token.text)
    return is_heading and not begins_results(token.text, forms)
