"""One look at all the characters of a text at once: which of them are signs that something may stand there.

Belongs here: the look, and the characters that it looks for. Does not belong here: what stands there (sections,
prose_sentences). A search by patterns goes through a text character by character and takes ten times as long.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

STOP, COUNTING, UNIT, BLANK, NONE, BEFORE_NOUGHT, NOUGHT, MARK, BEFORE_MARK = (1 << n for n in range(9))
MARKS = "一二三四五六七八九十第(0123456789①②③④⑤⑥⑦⑧⑨⑩"
_CHARACTERS = {
    STOP: "。\n",
    COUNTING: "0123456789余多万亿一二两三四五六七八九十百千零〇",
    UNIT: "条件份篇宗例则部封",
    BLANK: " ",
    NONE: "未没无零",
    BEFORE_NOUGHT: "为数",
    NOUGHT: "0",
    MARK: MARKS,
    BEFORE_MARK: "。;: \t\r\f\v",
}
_PLANE = 0x10000


def _kinds() -> Any:
    kinds = np.zeros(_PLANE, dtype=np.uint16)
    for bit, characters in _CHARACTERS.items():
        kinds[[ord(character) for character in characters]] |= bit
    return kinds


_KINDS = _kinds()


@lru_cache(maxsize=1)
def signs_of(text: str) -> Any:
    """The bits of each character, an array as long as the text. The outline and the sentences of a text are found by
    the same look."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return _KINDS.take(codes, mode="clip")
