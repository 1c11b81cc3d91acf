"""What follows from words alone is worked out once: offices word alike what they report.

Belongs here: how much of it a process remembers. Does not belong here: what is worked out.
"""

from __future__ import annotations

from functools import lru_cache

remembered = lru_cache(maxsize=16384)
"""Decorates a function of a line's, a label's or a heading's words. The bound keeps the memory of a process that reads
a million reports where it is after some thousands; what was asked for lately stays."""
