"""The sample book: a fictional office with nine projects of one year and three mistakes made on purpose."""

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
