"""Imported by the process that reading processes are forked from, and by none else: each begins with all that it needs.

Belongs here: what is loaded before the first fork. Does not belong here: what a reading process does (extracting.py),
and anything that holds a file, a lock or a busy thread: libraries start some at import, which stand idle.
"""

import gc

from extraction import docx, html, pdf
from orchestration.extracting import known
from warehouse.load import to_batch

__all__ = ["docx", "html", "pdf"]

known()
to_batch([])
gc.collect()
gc.freeze()  # all this stays: to look it through for garbage takes a fifth of a page's time
