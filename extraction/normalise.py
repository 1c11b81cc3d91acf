"""The printed text becomes the text that rules read: half-width, Simplified, without intrusions.

Every offset of the normalised text leads back to the printed one. Belongs here: characters, their width and script,
and the words that a conversion between scripts is known to change. Does not belong here: what any word means.

What changes: full-width ASCII, compatibility forms and radicals to their plain characters; every kind of blank to a
space; ○ and O between Chinese digits to 〇; Traditional to Simplified (OpenCC t2s, then seeds/script_variants.csv).
What goes: invisible characters, line breaks within sentences (wrapping), pinyin in brackets after a character
(數(shù)據; without tones only where many different syllables stand so). Punctuation without a half-width form
(。、《》“”) stays.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from opencc import OpenCC

from extraction.wrapping import soft_breaks

_HIDDEN = 0
_PLANES = 0x30000
_TRADITIONAL_SHARE = 0.05
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_CHINESE_DIGITS = "〇零一二三四五六七八九"
_BARE_INTRUSION = re.compile(r"(?<=[\u3400-\u9fff)])\([a-z]{1,6}\)")
_BARE_INTRUSIONS = 5
_ROUND_ZERO = re.compile(rf"(?<=[{_CHINESE_DIGITS}])[○OoΟ◯]+(?=[{_CHINESE_DIGITS}年])")


@dataclass(frozen=True, slots=True)
class Normalised:
    """`text` to read; `printed` maps each of its offsets (and its length) to the printed text, or is None
    where the two correspond one to one. `script` is "hans" or "hant", as printed."""

    text: str
    printed: Sequence[int] | None
    script: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The printed span of a normalised one."""
        if self.printed is None:
            return start, end
        return self.printed[start], self.printed[end - 1] + 1 if end > start else self.printed[start]

    def from_printed(self, offset: int) -> int:
        """The normalised offset at which the text printed from `offset` on begins."""
        return offset if self.printed is None else int(np.searchsorted(np.asarray(self.printed), offset))


@dataclass(frozen=True, slots=True, eq=False)
class Script:
    """What is known of characters: `fold` maps a code point to the one to read (0: leave out), `kinds` says which
    are Chinese (1), Traditional only (2) or a sign of pinyin between characters (4)."""

    fold: Any
    kinds: Any
    convert: Callable[[str], str]
    characters: Mapping[int, str]
    words: re.Pattern[str]
    reads: Mapping[str, str]
    intrusion: re.Pattern[str]

    @classmethod
    def from_seeds(cls, rows: Callable[[str], Sequence[Mapping[str, str]]]) -> Script:
        """From seeds/script_variants.csv: `character` and `word` rows are applied after OpenCC's t2s, `intrusion`
        rows are pinyin syllables that bear no tone mark."""
        variants = rows("script_variants")
        of_kind = {k: [(r["printed"], r["reads"]) for r in variants if r["kind"] == k] for k in ("character", "word")}
        toneless = "|".join(r["printed"] for r in variants if r["kind"] == "intrusion")
        t2s = OpenCC("t2s")
        return cls(
            fold=_fold(),
            kinds=_kinds(t2s, (p for p, _ in of_kind["character"])),
            convert=t2s.convert,
            characters={ord(printed): reads for printed, reads in of_kind["character"]},
            words=re.compile("|".join(re.escape(p) for p, _ in sorted(of_kind["word"], key=lambda w: -len(w[0])))),
            reads=dict(of_kind["word"]),
            intrusion=re.compile(rf"(?<=[\u3400-\u9fff])\((?:[a-zü]{{0,4}}[{_TONES}][a-zü]{{0,3}}|{toneless})\)"),
        )


def normalise(text: str, script: Script) -> Normalised:
    """The text to read, with the way back to the printed one."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    near = np.minimum(codes, _PLANES - 1)
    folded = np.where(codes < _PLANES, script.fold[near], codes)
    kinds = np.bincount(script.kinds[near], minlength=5)
    printed: Sequence[int] | None = None
    if not folded.all():
        kept = np.flatnonzero(folded)
        folded = folded[kept]
        printed = [*kept.tolist(), len(text)]
    read = folded.astype(np.uint32).tobytes().decode("utf-32-le", "replace")
    if kinds[4]:
        read, printed = _edit(read, printed, ((m.start(), m.end(), "") for m in script.intrusion.finditer(read)))
    if "\n" in read:
        read, printed = _edit(read, printed, ((start, end, "") for start, end in soft_breaks(read)))
    if read.count("(") > _BARE_INTRUSIONS and len(set(_BARE_INTRUSION.findall(read))) > _BARE_INTRUSIONS:
        read, printed = _edit(read, printed, ((m.start(), m.end(), "") for m in _BARE_INTRUSION.finditer(read)))
    if "○" in read or "O" in read or "o" in read or "◯" in read:
        read = _ROUND_ZERO.sub(lambda zero: "〇" * len(zero[0]), read)
    is_traditional = kinds[2] > _TRADITIONAL_SHARE * (kinds[1] + kinds[2])
    if kinds[2]:
        converted = script.convert(read)
        if len(converted) != len(read):
            converted = "".join(map(_one_for_one(script), read))
        read = converted.translate(script.characters)
    if is_traditional:
        edits = ((m.start(), m.end(), script.reads[m[0]]) for m in script.words.finditer(read))
        read, printed = _edit(read, printed, edits)
    return Normalised(read, printed, "hant" if is_traditional else "hans")


@lru_cache(maxsize=65536)
def simplify(text: str, script: Script) -> str:
    """The text to read of one label or cell."""
    return normalise(text, script).text


def _one_for_one(script: Script) -> Callable[[str], str]:
    def simplified(character: str) -> str:
        converted = script.convert(character)
        return converted if len(converted) == 1 else character

    return simplified


def _edit(
    text: str, printed: Sequence[int] | None, edits: Iterable[tuple[int, int, str]]
) -> tuple[str, Sequence[int] | None]:
    """The text with spans replaced; a replacement of another length is led back to where its span began."""
    pieces: list[str] = []
    places: list[int] = []
    back = printed if printed is not None else range(len(text) + 1)
    done = 0
    same_lengths = True
    for start, end, replacement in edits:
        pieces += (text[done:start], replacement)
        places.extend(back[done:start])
        width = end - start
        same_lengths &= width == len(replacement)
        places.extend(back[start + min(i, width - 1)] for i in range(len(replacement)))
        done = end
    if not pieces:
        return text, printed
    pieces.append(text[done:])
    if same_lengths:
        return "".join(pieces), printed
    places.extend(back[done:])
    return "".join(pieces), places


def _fold() -> Any:
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
    return fold


def _kinds(t2s: OpenCC, more: Iterable[str]) -> Any:
    """Code point → 1 Chinese, 2 Traditional and not in GB 2312 (後 and 於 are used in both scripts), 4 a vowel
    that bears a tone, 0 any other."""
    kinds = np.zeros(_PLANES, dtype=np.uint8)
    codes = [*range(0x3400, 0xA000), *range(0xF900, 0xFB00)]
    kinds[codes] = 1
    converted = t2s.convert("\n".join(map(chr, codes))).split("\n")
    kinds[[c for c, s in zip(codes, converted, strict=True) if chr(c) != s and not _in_gb2312(chr(c))]] = 2
    kinds[[ord(c) for c in more]] = 2
    kinds[[ord(c) for c in _TONES]] = 4
    return kinds


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
