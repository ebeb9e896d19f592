"""The sample book: a fictional office with nine projects of one year.

Three errors are made on purpose in its first project; besides, the unit's outturn for projects is to be explained, for
the nine cover less than half of it (project-outturn).
"""

from __future__ import annotations

from pathlib import Path

from core.importing.exchange import read
from core.model import Book
from core.paths import RESOURCES
from core.workbook import Workbook

FILE = RESOURCES / "sample" / "sample.json"


def sample() -> Book:
    """The facts of the sample.

    :raises ImportTrouble: the program's own file is missing or damaged.
    """
    return read(FILE).book


def write(path: Path) -> None:
    """Write the sample as a new book.

    :raises BookTrouble: there is a file of that name, or the folder cannot be written.
    """
    Workbook.create(path, sample()).close()
