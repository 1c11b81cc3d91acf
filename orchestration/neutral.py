"""Text from reports is shown, never obeyed: by a terminal or a spreadsheet.

Belongs here: what makes a value harmless to a spreadsheet. Does not belong here: what makes text harmless to any
reader (warehouse.neutral, handed on from here), and the text as kept and published, which stays as printed.
"""

from __future__ import annotations

from warehouse.neutral import neutral

__all__ = ["csv_safe", "neutral"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_safe(value: object) -> object:
    """A value for a spreadsheet: text that it would take for a formula is led by an apostrophe. Numbers stay."""
    if not isinstance(value, str):
        return value
    text = neutral(value)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", ""))
    except ValueError:
        return False
    return True
