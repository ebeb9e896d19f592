"""Which form files are known to be sound: those the program brings, as they were when it was made.

Checking a form with many sentences takes longer than reading it, and a form of the program's own gives the same answer
at every start.  ``resources/forms/proven.txt`` holds a fingerprint of each; a file that differs from all of them by one
character is checked as any other.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from core.paths import RESOURCES

FOLDER = RESOURCES / "forms"
LIST = FOLDER / "proven.txt"


def is_proven(content: bytes) -> bool:
    """Whether a form file has been checked before the program was given away."""
    return _fingerprint(content) in _proven()


def listed(files: Iterable[Path]) -> str:
    """The text of :data:`LIST` for some files, which must be sound: ``python build/proven_forms.py`` writes it."""
    return "".join(f"{_fingerprint(path.read_bytes())}  {path.name}\n" for path in sorted(files))


def _fingerprint(content: bytes) -> str:
    return sha256(content.replace(b"\r\n", b"\n")).hexdigest()


@cache
def _proven() -> frozenset[str]:
    """The fingerprints; none where the list is missing, and every form is checked then."""
    try:
        return frozenset(line.split()[0] for line in LIST.read_text(encoding="ascii").splitlines() if line)
    except (OSError, UnicodeDecodeError):
        return frozenset()
