"""Text as every file type can hold it."""

from __future__ import annotations

import re

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


def printable(text: str) -> str:
    """Return ``text`` with every kind of line end as a line feed and without what XML 1.0 or a font cannot hold.

    Word puts a vertical tab where the clerk pressed Shift+Enter; pasted from there it would make the file unreadable.
    """
    return _UNWRITABLE.sub("", _LINE_ENDS.sub("\n", text))


def full_text(lead: str, text: str) -> str:
    """Return a paragraph's run-in title and text as one printable line of text."""
    return printable(lead + text)
