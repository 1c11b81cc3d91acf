"""Text from reports is shown, never obeyed: by a terminal or a spreadsheet.

Belongs here: what makes a value harmless to a spreadsheet, a line to a terminal. Does not belong here: what makes text
harmless to any reader (warehouse.neutral, handed on from here), and the text as kept and published, which stays as
printed.
"""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from warehouse.neutral import neutral

__all__ = ["csv_safe", "neutral", "print_line"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def print_line(console: Console, text: str) -> None:
    """Print the text as it is, without markup or colours, in one line however wide the terminal."""
    console.print(Text(neutral(text)), soft_wrap=True)


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
