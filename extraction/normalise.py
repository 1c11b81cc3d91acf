"""The printed text becomes the text that rules read: half-width, Simplified, without intrusions.

Every offset of the normalised text leads back to the printed one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


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
