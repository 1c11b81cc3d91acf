"""One look at all the characters of a text at once: which of them are signs that something may stand there.

Belongs here: the look, and the characters that it looks for. Does not belong here: what stands there (sections,
prose.sentences). A search by patterns goes through a text character by character and takes ten times as long.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

# What is a sign only behind another has twice the bit of the other, so that a shift shows all such pairs at once.
COUNTING, UNIT, BEFORE_NOUGHT, NOUGHT, BEFORE_MARK, MARK, NONE, STOP = (1 << n for n in range(8))
MARKS = "一二三四五六七八九十第(0123456789①②③④⑤⑥⑦⑧⑨⑩【"
NUMERALS = "0123456789余多万亿一二两三四五六七八九十百千零〇"
_CHARACTERS = {
    COUNTING: NUMERALS + " ",
    UNIT: "条件份篇宗例则部封",
    BEFORE_NOUGHT: "为数",
    NOUGHT: "0",
    BEFORE_MARK: "。;: \t\r\f\v",
    MARK: MARKS,
    NONE: "未没无零",
    STOP: "。\n",
}
_PLANE = 0x10000


class Signs(NamedTuple):
    """Arrays as long as the text: the bits of each character, and of them those whose sign stands right before it."""

    own: Any
    paired: Any


def _kinds() -> Any:
    kinds = np.zeros(_PLANE, dtype=np.uint8)
    for bit, characters in _CHARACTERS.items():
        kinds[[ord(character) for character in characters]] |= bit
    return kinds


_KINDS = _kinds()


@lru_cache(maxsize=1)
def signs_of(text: str) -> Signs:
    """The signs of a text; its outline and its sentences are found by the same look."""
    codes = np.frombuffer(f"\n{text}".encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds = _KINDS.take(codes, mode="clip")
    own = kinds[1:]
    return Signs(own, own & (kinds[:-1] << 1))


def places(signs: Any) -> list[int]:
    """The offsets of the characters that have any of some bits left."""
    found: list[int] = (signs > 0).nonzero()[0].tolist()
    return found
