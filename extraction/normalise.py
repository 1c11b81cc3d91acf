"""The printed text becomes the text that rules read: half-width, Simplified, without intrusions.

Every offset of the normalised text leads back to the printed one. Belongs here: characters, their width and script,
and the words that a conversion between scripts is known to change. Does not belong here: what any word means.

What changes: full-width ASCII, compatibility forms and radicals to their plain characters; every kind of blank to a
space; ○ and O between Chinese digits to 〇; Traditional to Simplified (OpenCC's t2s, and seeds/script_variants.csv).
What goes: invisible characters, line breaks within sentences (wrapping), blanks within a year (2 0 1 0年), in lines of
prose those around counts and dates (公开 12 条) and, where numbers are torn by blanks, within words (传 真), shares in
brackets behind a count (kept aside), the other unit of 5条(件), the colon of 同意公开:5件, pinyin in brackets after a
character (數(shù)據; without tones only where many different syllables stand so). Punctuation without a half-width form
(。、《》“”) stays.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any, NamedTuple

import numpy as np
from opencc import OpenCC

from extraction.wrapping import soft_breaks

_HIDDEN = 0
_CHINESE, _TRADITIONAL, _TONE, _FAR = 1, 2, 4, 8
_PLANES = 0x30000
_TRADITIONAL_SHARE = 0.05
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_CHINESE_DIGITS = "〇零一二三四五六七八九"
_YEAR = re.compile(r"(?<!\d)2 ?0 ?[0-3] ?\d(?= ?年)")
_TORN_YEAR = re.compile(r" \d{1,3} ?年")
_TORN_NUMBER = re.compile(r" (?:\d{1,3} ?[条件份]|,\d{3})")
_OF_PROSE, _OF_CELLS = re.compile("[。,;]"), re.compile(r"[\t|]|(?:\d[\d,.]*[条件份]? ){6}\d")
_COUNTED = "[年月日号条件份次篇项起宗期部个名人家万亿余多%]"
_BLANK_AT_NUMBER = re.compile(
    rf" (?<=[\u4e00-\u9fff(“] ) *(?=\d[\d,.]*[万亿余多]? ?{_COUNTED})"
    rf"| (?<=\d )(?<!\d \d )(?<!\d \d\d )(?<!\d \d{{3}} ) *(?={_COUNTED})"  # not those of a torn number
)
_SHARE = re.compile(r"\((?<=[条件份次篇项宗起例个]\()约?(?:占(?:比|总[数量]的?)?[为达约]?)? ?(\d{1,3}(?:\.\d+)?)%\)")
_COLON = re.compile(r":(?<=(?:公开|申请|存在|提供|处理):)(?=\d[\d,]*[件份宗])")
_OTHER_UNIT = re.compile(r"\([条件份篇]\)(?<=\d[条件份篇]\(.\))")
_LINE = re.compile(r"[^\n]+")
_BLANK_IN_WORD = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_BARE_INTRUSION = re.compile(r"\([a-z]{1,6}\)")
_BARE_INTRUSIONS = 5
_ROUND_ZERO = re.compile(rf"[○OoΟ◯]+(?=[{_CHINESE_DIGITS}年])")
_ROUND_ZEROS = tuple((sign, re.compile(rf"{sign}(?=[○OoΟ◯{_CHINESE_DIGITS}年])")) for sign in "○OoΟ◯")
"""The first of them that stands so is found far faster by its own character."""


class Share(NamedTuple):
    """A percentage (0-100) that stood in brackets of its own, and its printed span."""

    value: Decimal
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Normalised:
    """`text` to read; `printed` maps each of its offsets (and its length) to the printed text, or is None
    where the two correspond one to one. `script` is "hans" or "hant", as printed. `shares` were taken out of the text,
    each from behind the count that ends at its offset. `reads` makes the same of words that do not stand together in
    the text, such as those of a cell."""

    text: str
    printed: Sequence[int] | None
    script: str
    shares: Mapping[int, Share] = field(default_factory=dict)
    reads: Callable[[str], str] = str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The printed span of a normalised one."""
        if self.printed is None:
            return start, end
        return self.printed[start], self.printed[end - 1] + 1 if end > start else self.printed[start]

    def from_printed(self, offset: int) -> int:
        """The normalised offset at which the text printed from `offset` on begins."""
        return offset if self.printed is None else bisect_left(self.printed, offset)


@dataclass(frozen=True, slots=True, eq=False)
class Characters:
    """What is known of characters, by code point: `kinds` says which are Chinese (_CHINESE), Traditional only
    (_TRADITIONAL), a sign of pinyin (_TONE) or beyond these tables (_FAR). `fold` maps each to the one to read
    (_HIDDEN: leave out); `simple` does so for a Traditional text, and `stray` for the few Traditional characters of a
    Simplified one (後 and 於 then stay, being in both scripts)."""

    kinds: Any
    fold: Any
    simple: Any
    stray: Any


@dataclass(frozen=True, slots=True, eq=False)
class Script:
    """The characters of all planes and, made from them, those of the first one, where nearly all texts stay and a table
    is small enough to be at hand; the `words` that a conversion changed, what each `reads`, and what is an
    `intrusion` of pinyin."""

    characters: Characters
    first_plane: Characters
    words: re.Pattern[str]
    reads: Mapping[str, str]
    intrusion: re.Pattern[str]

    @classmethod
    def from_seeds(cls, rows: Callable[[str], Sequence[Mapping[str, str]]]) -> Script:
        """From seeds/script_variants.csv: `character` rows are what OpenCC's t2s leaves, `word` rows are applied to
        Traditional texts after it, `intrusion` rows are pinyin syllables that bear no tone mark."""
        variants = rows("script_variants")
        of_kind = {k: [(r["printed"], r["reads"]) for r in variants if r["kind"] == k] for k in ("character", "word")}
        toneless = "|".join(r["printed"] for r in variants if r["kind"] == "intrusion")
        simplified = _simplified()
        only_traditional = {code: reads for code, reads in simplified.items() if not _in_gb2312(chr(code))}
        fold = _fold(of_kind["character"])
        characters = Characters(
            kinds=_kinds((*only_traditional, *(ord(printed) for printed, _ in of_kind["character"]))),
            fold=fold,
            simple=_with(fold, simplified),
            stray=_with(fold, only_traditional),
        )
        return cls(
            characters=characters,
            first_plane=_first_plane(characters),
            words=re.compile("|".join(re.escape(p) for p, _ in sorted(of_kind["word"], key=lambda w: -len(w[0])))),
            reads=dict(of_kind["word"]),
            intrusion=re.compile(rf"(?<=[\u3400-\u9fff])\((?:[a-zü]{{0,4}}[{_TONES}][a-zü]{{0,3}}|{toneless})\)"),
        )


def normalise(text: str, script: Script) -> Normalised:
    """The text to read, with the way back to the printed one."""
    known, decoder = script.first_plane, codecs.utf_16_le_decode
    codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype=np.uint16)
    kinds = known.kinds.take(codes)
    highest = kinds.max(initial=0)
    if highest == _FAR:
        known, decoder = script.characters, codecs.utf_32_le_decode
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        codes = np.where(codes < _PLANES, codes, ord("\ufffd"))
        kinds = known.kinds.take(codes)
        highest = kinds.max(initial=0)
    traditional = int(np.count_nonzero(kinds == _TRADITIONAL)) if highest >= _TRADITIONAL else 0
    is_traditional = bool(
        traditional and traditional > _TRADITIONAL_SHARE * (traditional + np.count_nonzero(kinds == _CHINESE))
    )
    folded = (known.simple if is_traditional else known.stray if traditional else known.fold).take(codes)
    printed: Sequence[int] | None = None
    if not folded.all():
        kept = np.flatnonzero(folded)
        folded = folded[kept]
        printed = np.append(kept, len(text)).data
    read = decoder(folded, "replace")[0]
    if highest >= _TONE:
        read, printed = _edit(read, printed, ((m.start(), m.end(), "") for m in script.intrusion.finditer(read)))
    if "\n" in read:
        read, printed = _edit(read, printed, ((start, end, "") for start, end in soft_breaks(read)))
    if any(read[torn.start() - 1].isdigit() for torn in _TORN_NUMBER.finditer(read)):
        read, printed = _edit(read, printed, _blanks_in_words(read))
    if _BLANK_AT_NUMBER.search(read):
        read, printed = _edit(read, printed, _blanks_at_numbers(read))
    if ":" in read:
        read, printed = _edit(read, printed, ((m.start(), m.end(), "") for m in _COLON.finditer(read)))
    if "条(" in read or "件(" in read:
        read, printed = _edit(read, printed, ((m.start(), m.end(), "") for m in _OTHER_UNIT.finditer(read)))
    if _TORN_YEAR.search(read):
        torn = (m for m in _YEAR.finditer(read) if " " in m[0])
        blanks = (m.start() + at for m in torn for at, sign in enumerate(m[0]) if sign == " ")
        read, printed = _edit(read, printed, ((at, at + 1, "") for at in blanks))
    if len({m[0] for m in _bare_intrusions(read)}) > _BARE_INTRUSIONS:
        read, printed = _edit(read, printed, ((m.start(), m.end(), "") for m in _bare_intrusions(read)))
    if any(sign in read and zero.search(read) for sign, zero in _ROUND_ZEROS):
        read = _ROUND_ZERO.sub(_chinese_zero, read)
    if is_traditional:
        edits = ((m.start(), m.end(), script.reads[m[0]]) for m in script.words.finditer(read))
        read, printed = _edit(read, printed, edits)
    whole = Normalised(
        read, printed, "hant" if is_traditional else "hans", reads=partial(simplify, script=script)
    )
    return _without_shares(whole) if "%)" in read else whole


@lru_cache(maxsize=65536)
def simplify(text: str, script: Script) -> str:
    """The text to read of one label or cell."""
    return normalise(text, script).text


def _without_shares(whole: Normalised) -> Normalised:
    """The text without the shares in brackets that part a count from what is said of it (申请5件(占12.5%),均已答复)."""
    found = list(_SHARE.finditer(whole.text))
    shares, left_out = {}, 0
    for share in found:
        shares[share.start() - left_out] = Share(Decimal(share[1]), *whole.span(*share.span(1)))
        left_out += share.end() - share.start()
    text, printed = _edit(whole.text, whole.printed, ((share.start(), share.end(), "") for share in found))
    return replace(whole, text=text, printed=printed, shares=shares)


def _blanks_in_words(text: str) -> Iterator[tuple[int, int, str]]:
    """The blanks between characters in lines of prose, of a text whose numbers are torn by blanks, too."""
    for blank in _BLANK_IN_WORD.finditer(text):
        end = text.find("\n", blank.end())
        line = text[text.rfind("\n", 0, blank.start()) + 1 : end if end >= 0 else len(text)]
        if _OF_PROSE.search(line) and not _OF_CELLS.search(line):
            yield blank.start(), blank.end(), ""


def _blanks_at_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """The blanks that set a counted number or a date off from the words around it, in lines of prose."""
    for line in _LINE.finditer(text):
        if _OF_PROSE.search(line[0]) and not _OF_CELLS.search(line[0]):
            for blank in _BLANK_AT_NUMBER.finditer(text, *line.span()):
                yield blank.start(), blank.end(), ""


def _chinese_zero(round_one: re.Match[str]) -> str:
    before = round_one.string[round_one.start() - 1 : round_one.start()]
    return "〇" * len(round_one[0]) if before and before in _CHINESE_DIGITS else round_one[0]


def _bare_intrusions(text: str) -> list[re.Match[str]]:
    """Lower-case words in brackets that follow a Chinese character, or another such bracket."""
    found = _BARE_INTRUSION.finditer(text)
    return [m for m in found if "\u3400" <= text[m.start() - 1 : m.start()] <= "\u9fff" or text[m.start() - 1] == ")"]


def _edit(
    text: str, printed: Sequence[int] | None, edits: Iterable[tuple[int, int, str]]
) -> tuple[str, Sequence[int] | None]:
    """The text with spans replaced; a replacement of another length is led back to where its span began."""
    spans = list(edits)
    if not spans:
        return text, printed
    pieces: list[str] = []
    done = 0
    for start, end, replacement in spans:
        pieces += (text[done:start], replacement)
        done = end
    pieces.append(text[done:])
    if all(end - start == len(replacement) for start, end, replacement in spans):
        return "".join(pieces), printed
    back = np.arange(len(text) + 1) if printed is None else np.asarray(printed)
    places: list[Any] = []
    done = 0
    for start, end, replacement in spans:
        places.append(back[done:start])
        if replacement:
            places.append(back[np.minimum(np.arange(start, start + len(replacement)), end - 1)])
        done = end
    places.append(back[done:])
    return "".join(pieces), np.concatenate(places).data


def _fold(characters: Iterable[tuple[str, str]]) -> Any:
    """Code point → code point to read; 0 leaves the character out."""
    fold = np.arange(_PLANES, dtype=np.uint32)
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00), *range(0xFE30, 0xFE70), *range(0xFF01, 0xFFEF)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain != " ":
            fold[code] = ord(plain)
    for code in (0x00A0, 0x3000, 0x1680, 0x202F, 0x205F, 0x000B, 0x000C, 0x2028, 0x2029, *range(0x2000, 0x200B)):
        fold[code] = ord(" ")
    hidden = [c for c in range(0x20) if c not in (0x09, 0x0A, 0x0B, 0x0C, 0x0D)]
    hidden += [0x00AD, 0x2060, 0xFEFF, *range(0x7F, 0xA0), *range(0x200B, 0x2010), *range(0x202A, 0x202F)]
    fold[hidden] = _HIDDEN
    for printed, reads in characters:
        fold[ord(printed)] = ord(reads)
    return fold


def _simplified() -> dict[int, int]:
    """Traditional code point → Simplified, character by character, as OpenCC's t2s has it. Its rules for phrases are
    left aside: they matter for few words of this domain (答覆, 瞭解), which are rows of script_variants."""
    codes = [*range(0x3400, 0xA000), *range(0xF900, 0xFB00)]
    converted = OpenCC("t2s").convert("\n".join(map(chr, codes))).split("\n")
    return {code: ord(reads) for code, reads in zip(codes, converted, strict=True) if chr(code) != reads}


def _first_plane(characters: Characters) -> Characters:
    """The same for the units of UTF-16; halves of a character of another plane, and what is read as one, are _FAR."""
    tables = [table[:0x10000] for table in (characters.fold, characters.simple, characters.stray)]
    kinds = characters.kinds[:0x10000].copy()
    kinds[0xD800:0xE000] = _FAR
    kinds[np.any([table >= 0x10000 for table in tables], axis=0)] = _FAR
    return Characters(kinds, *(table.astype(np.uint16) for table in tables))


def _with(fold: Any, more: Mapping[int, int]) -> Any:
    folded = fold.copy()
    folded[list(more)] = list(more.values())
    return folded


def _kinds(traditional: Iterable[int]) -> Any:
    """Code point → what it is; 0 for any that is none of these."""
    kinds = np.zeros(_PLANES, dtype=np.uint8)
    kinds[[*range(0x3400, 0xA000), *range(0xF900, 0xFB00)]] = _CHINESE
    kinds[list(traditional)] = _TRADITIONAL
    kinds[[ord(c) for c in _TONES]] = _TONE
    return kinds


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
