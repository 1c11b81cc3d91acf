"""One look at all the characters of a text at once: which of them are signs that something may stand there.

Belongs here: the look. Does not belong here: what is looked for (sections, prose_sentences), nor what stands there.
A search by patterns goes through a text character by character and takes ten times as long.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

_PLANES = 0x30000


class Signs:
    """Characters by what they are signs of, a bit for each kind: at most eight kinds."""

    __slots__ = ("_kinds",)

    def __init__(self, characters: Mapping[int, str]) -> None:
        self._kinds = np.zeros(_PLANES, dtype=np.uint8)
        for bit, those in characters.items():
            self._kinds[list(map(ord, those))] |= bit

    def of(self, text: str) -> Any:
        """The bits of each character, an array as long as the text."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        return self._kinds.take(codes, mode="clip")
