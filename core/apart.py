"""How the program starts itself for work in a process of its own, and how that is spoken with."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO


def command(word: str) -> list[str]:
    """How this program is called for the work ``word`` names; on Windows by its other way in, since a program with a
    window has no standard streams there."""
    program = Path(sys.executable)
    if not getattr(sys, "frozen", False):
        return [str(program), str(Path(__file__).resolve().parent.parent / "main.py"), word]
    if sys.platform == "win32":
        program = program.with_name(f"{program.stem.removesuffix('-cli')}-cli{program.suffix}")
    return [str(program), word]


def standard_streams() -> tuple[IO[bytes], IO[bytes]]:
    """Where to hear and to answer; whatever a library prints from now on does not come between the answers."""
    heard, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return heard, answers
