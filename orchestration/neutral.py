"""Text from reports is shown, never obeyed: by a terminal, a spreadsheet or a page.

Belongs here: what is taken out of foreign text before it is shown. Does not belong here: the text as kept and
published, which stays as printed.
"""

from __future__ import annotations

import unicodedata

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def neutral(text: str) -> str:
    """The text in one line, without control and direction characters (escape codes among them)."""
    if text.isascii() and text.isprintable():
        return text
    kept = []
    for character in text:
        category = unicodedata.category(character)
        if character in "\n\r\t\v\f\u2028\u2029":
            kept.append(" ")
        elif category in ("Cc", "Cf", "Cs", "Co"):
            kept.append("")
        else:
            kept.append(character)
    return "".join(kept)


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
