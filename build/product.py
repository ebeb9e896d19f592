"""What every package calls the program, where the build works, and how the templates beside it are filled."""

from __future__ import annotations

import sys
from pathlib import Path
from string import Template

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from core.version import VERSION  # noqa: E402

NAME = "绩评本"
ID = "jipingben"
ICONS = ROOT / "resources" / "icons" / "program"
ICON_SIDES = (16, 24, 32, 48, 64, 128, 256)

WORK = ROOT / "build" / "work"
DIST = ROOT / "build" / "dist"
PROGRAM = WORK / ID
"""The folder of the frozen program; every package is made from it."""
LICENCES = WORK / "licences.txt"
"""Written anew for each release, with the versions that are in it."""

WORDS = {
    "name": NAME,
    "id": ID,
    "version": VERSION,
    "summary": "财政项目支出绩效自评：一次填数，随时核对，一键出表",
    "suffix": ".jpb",
    "mime": "application/vnd.jipingben.book",
    "kind": "绩评本账套",
}


class Halt(Exception):
    """The package cannot be made; the text is a Chinese sentence that says why and what to do."""


def filled(template: str, **more: object) -> str:
    """Return a template of this folder with the words above, and ``more``, in place of its ``$words``.

    :raises KeyError: the template asks for a word nobody knows.
    """
    text = (ROOT / "build" / template).read_text(encoding="utf-8")
    return Template(text).substitute({**WORDS, **more})


def size(folder: Path) -> int:
    """Return the bytes of all files below ``folder``."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
