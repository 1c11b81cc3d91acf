"""The forms as data: which labels rows and columns bear, in which form, and which codes they stand for.

Belongs here: the comparison of a printed label with the known ones. Does not belong here: cells, values, grids.
A label is compared by its key: the words without numbering, notes in brackets, punctuation and white space, so that
“（二）部分公开（区分处理的，只计这一情形）” and “2、部分公开” are the same label. All labels are seeds: form_rows and
form_columns; several lines with one position are spellings of one row or column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from extraction.remembering import remembered

TABLES = ("disclosures", "applications", "cases", "annex")

_NUMBERING = re.compile(
    r"^(?:其中[:：]?|#|\*|第?[(（\[]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）\]、.．:：,，](?!\d)|[①-⑳]|[ivx]{1,4}[.、])+",
    re.IGNORECASE,
)
_NUMERAL_IN_BRACKETS = re.compile(r"[(（]([一二三四五六七八九十])[)）]")
_NOTE = re.compile(r"[(（〔\[](?![^)）〕\]]*起诉)[^()（）〔〕\[\]]*[)）〕\]]")
"""But for one that says which of two is meant: 行政诉讼(复议后起诉)."""
_DEFINITION = re.compile(r"^([^:：\d]{2,8})[:：][^:：\d]{0,8}指(?![标导南定数]).{10,}$")
"""What a label's word means, printed behind it (规章:是指…)."""
_NUMBERED = re.compile(r"\D{3,}\d数?")
"""A label that only numbers what it counts (免予公开范围1数): a note in brackets tells what that is."""
_OPEN_NOTE = re.compile(r"[(（〔\[](?![^)）〕\]]*起诉).*$")
_NOT_WORDS = re.compile(r"[^\w]+|_")
_YEAR = re.compile(r"(?:19|20|二[〇零])[\d〇零一二三四五六七八九]{2}年?(?:度|全年)?(?:统计)?(?:数|数量|数据)?")
YEAR_KEY = "年度"
"""The key of a column that is headed by a year, whichever it is."""
_STEP = re.compile(r"[-—–>→/|:：\s]+|(?<=\w)(?=[(（][一二三四五六七八九十]{1,3}[)）])|(?<=[^\d\W])(?=\d{1,2}[.．、])")
"""Between a label and the one of the next order."""
_CUT_OFF = "本年新"
_SPACES = re.compile(r"\s+")


@remembered
def label_key(text: str) -> str:
    """The words of a label (Simplified, half-width) that tell it from others; "" where there are none."""
    words = _SPACES.sub("", text)
    if len(words) > 20:
        words = _DEFINITION.sub(r"\1", words)
    words = _NUMBERING.sub("", words)
    words = _NUMERAL_IN_BRACKETS.sub(r"\1", words)
    bare = _OPEN_NOTE.sub("", _NOTE.sub("", words))
    key = _NOT_WORDS.sub("", bare or words)
    if bare != words and _NUMBERED.fullmatch(key):
        key = _NOT_WORDS.sub("", words)
    return YEAR_KEY if _YEAR.fullmatch(key) else key


@remembered
def path_keys(text: str) -> tuple[str, ...]:
    """The keys of labels that one cell holds, the outermost first, as where a merged cell's words were written before
    those of each of its rows: 三、本年度办理结果-(三)不予公开-1.属于国家秘密."""
    keys = (label_key(piece) for piece in _STEP.split(text))
    return tuple(key for key in keys if key)


def whole_keys(keys: list[str]) -> list[str]:
    """The keys of labels that stand side by side. Where line breaks in cells cost words, what is left (本年新 | 本年新
    | 对外公开总数量) can only be the form's first two columns."""
    if keys.count(_CUT_OFF) != 2:
        return keys
    at = keys.index(_CUT_OFF)
    if keys[at + 1 : at + 3] != [_CUT_OFF, "对外公开总数量"]:
        return keys
    return [*keys[:at], f"{_CUT_OFF}制作数量", f"{_CUT_OFF}公开数量", *keys[at + 2 :]]


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """One row or column of the forms, each made once and compared by identity. `forms` are those that have it; `group`
    is the key of the heading that it stands under ("" for none); `handling` is read, group (a heading), label, unit,
    code or ignore; `codes` are (name, code) pairs of the observation; `keys` its spellings."""

    table: str
    position: int
    group: str
    name: str
    handling: str
    forms: frozenset[str]
    codes: tuple[tuple[str, str], ...]
    unit: str
    keys: tuple[str, ...]
    nested_forms: frozenset[str] = frozenset()
    """The forms in which it is contained in another row: not_exist under the 否决 total of a regional annex."""

    def code(self, name: str) -> str:
        """One of its codes, "" where it has none of that name."""
        for held, code in self.codes:
            if held == name:
                return code
        return ""


@dataclass(frozen=True, slots=True)
class Index:
    """The labels of one table's rows or columns, by key."""

    labels: tuple[Label, ...]
    by_key: Mapping[str, tuple[Label, ...]]
    longest: int = 0
    groups: frozenset[str] = frozenset()
    """Keys of the headings that its labels stand under."""

    @classmethod
    def of(cls, labels: Iterable[Label]) -> Index:
        """The labels by the keys that they are found by."""
        held = tuple(labels)
        by_key: dict[str, list[Label]] = {}
        for label in held:
            for key in label.keys:
                by_key.setdefault(key, []).append(label)
        return cls(
            held,
            {key: tuple(of_key) for key, of_key in by_key.items()},
            max(map(len, by_key), default=0),
            frozenset(label.group for label in held if label.group),
        )

    def find(self, key: str, groups: Sequence[str] = ()) -> Label | None:
        """The label of this key: the one under the nearest of `groups` (nearest first), else the one under none, else
        the only one there is. None where it is unknown or remains ambiguous."""
        found = self.by_key.get(key, ())
        if not found:
            return None
        for group in groups:
            for label in found:
                if label.group == group and group:
                    return label
        free = [label for label in found if not label.group]
        if free:
            return free[0]
        return found[0] if len({label.codes for label in found}) == 1 else None

    def along(self, keys: Sequence[str]) -> Label | None:
        """The label at the end of a path, where all before it are headings, and the nearest of them its own."""
        *above, key = keys
        if not above or not all(step in self.groups or self._is_heading(step) for step in above):
            return None
        groups = ("", key) if self._is_heading(above[-1]) else (above[-1],)
        return next((label for label in self.by_key.get(key, ()) if label.group in groups), None)

    def _is_heading(self, key: str) -> bool:
        return any(label.handling == "group" for label in self.by_key.get(key, ()))

    def nearest(self, key: str, group: str, taken: frozenset[Label] | set[Label]) -> Label | None:
        """The one label of the group that a damaged key can only be, where no other row of the table is it.

        Damage means characters lost (at most three in ten), a few added, or one in six changed; a label that could be
        two rows, or whose like is on the page already, stays unknown.
        """
        if len(key) < 4:
            return None
        possible = {
            label
            for label in self.labels
            if label.group == group
            and label.handling == "read"
            and any(_is_damaged(key, known) for known in label.keys)
        }
        if len(possible) != 1:
            return None
        only = possible.pop()
        return None if only in taken else only


def _is_damaged(key: str, known: str) -> bool:
    if len(known) < 5:
        return False
    if len(key) < len(known):
        return len(known) - len(key) <= max(1, len(known) * 3 // 10) and _is_within(key, known)
    if len(key) > len(known):
        return len(key) - len(known) <= min(3, len(known) // 3) and _is_within(known, key)
    return sum(a != b for a, b in zip(key, known, strict=True)) <= max(1, len(known) // 6)


def _is_within(short: str, long: str) -> bool:
    """Whether the characters of `short` occur in `long` in this order."""
    rest = iter(long)
    return all(character in rest for character in short)


@dataclass(frozen=True, slots=True, eq=False)
class Forms:
    """All that is known of the forms: rows and columns of each table. Compared by identity: it is made once."""

    rows: Mapping[str, Index]
    columns: Mapping[str, Index]
    known: frozenset[str]
    """Every key of a row or column."""
    row_keys: frozenset[str]
    """Keys of rows that state figures under their own name."""
    column_keys: frozenset[str]
    """Keys of columns, and of headings over them."""
    group_keys: frozenset[str]
    """Keys of headings over rows."""
    result_keys: frozenset[str]
    """Keys of the results in the cases table."""
    anchors: re.Pattern[str]
    """Column labels that hardly stand outside of tables (其他组织的 is prose): text without any of them holds no
    flattened one."""

    @classmethod
    def from_seeds(cls, rows: Callable[[str], Sequence[Mapping[str, str]]]) -> Forms:
        """From the seeds form_rows and form_columns."""
        row_labels = _labels(rows("form_rows"))
        column_labels = _labels(rows("form_columns"))
        of_groups = {label.group for label in row_labels if label.group}
        of_groups |= {key for label in row_labels if label.handling == "group" for key in label.keys}
        anchors = sorted({key for label in column_labels for key in _anchors(label)})
        return cls(
            rows={table: Index.of(label for label in row_labels if label.table == table) for table in TABLES},
            columns={table: Index.of(label for label in column_labels if label.table == table) for table in TABLES},
            known=frozenset(key for label in (*row_labels, *column_labels) for key in label.keys),
            row_keys=frozenset(key for label in row_labels if label.table != "cases" for key in label.keys),
            column_keys=frozenset(key for label in column_labels for key in label.keys),
            group_keys=frozenset(of_groups),
            anchors=re.compile(f"(?:{'|'.join(anchors)})(?!的)"),
            result_keys=frozenset(key for label in column_labels if label.code("result") for key in label.keys),
        )


def _anchors(label: Label) -> list[str]:
    """The spellings of a column that are long enough to be looked for."""
    is_column = label.code("measure") or label.code("applicant") or label.code("result") or label.table == "annex"
    return [key for key in label.keys if is_column and (len(key) >= 4 or key in ("统计数", "自然人"))]


_CODES = (
    "fact", "measure", "item", "channel", "applicant", "outcome", "reason", "procedure", "result", "role"
)  # fmt: skip


def _labels(rows: Sequence[Mapping[str, str]]) -> list[Label]:
    """One Label for each meaning: spellings and forms of the same codes come together."""
    spelled: dict[tuple[object, ...], tuple[list[str], set[str], set[str], Mapping[str, str]]] = {}
    for row in rows:
        codes = tuple((name, row[name]) for name in _CODES if row.get(name))
        meaning = (
            row["table"], row["group"], row["handling"], codes, row["unit"], "" if codes else label_key(row["label"])
        )  # fmt: skip
        keys, forms, nested, _ = spelled.setdefault(meaning, ([], set(), set(), row))
        key = label_key(row["label"])
        if key not in keys:
            keys.append(key)
        forms.add(row["form"])
        if row.get("is_nested") == "true":
            nested.add(row["form"])
    return [
        Label(
            table=row["table"],
            position=int(row["position"]),
            group=label_key(row["group"]),
            name=row["label"],
            handling=row["handling"],
            forms=frozenset(forms),
            codes=tuple((name, row[name]) for name in _CODES if row.get(name)),
            unit=row["unit"],
            keys=tuple(keys),
            nested_forms=frozenset(nested),
        )
        for keys, forms, nested, row in spelled.values()
    ]
