"""Text from reports is shown, never obeyed: what is taken out of foreign text before a page or a terminal shows it.

Belongs here: control and direction characters. Does not belong here: escaping for one format (HTML in pages.py, CSV in
orchestration), or the text as kept and published, which stays as printed.
"""

from __future__ import annotations

import unicodedata


def neutral(text: str) -> str:
    """The text in one line, without control and direction characters (escape codes among them)."""
    if text.isascii() and text.isprintable():
        return text
    kept = []
    for character in text:
        category = unicodedata.category(character)
        if character in "\n\r\t\v\f\u2028\u2029":
            kept.append(" ")
        elif category not in ("Cc", "Cf", "Cs", "Co"):
            kept.append(character)
    return "".join(kept)
