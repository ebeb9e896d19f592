"""What the tests of an open book do with it, and a case made anew to compare with."""

from __future__ import annotations

from core.accounts.values import accounts_of
from core.edits import set_text
from core.forms.library import form_of
from core.model import Book, Place
from core.projects import new_project, new_whole
from core.reading import read
from core.rules.finding import Case
from core.scoring.scores import score
from core.workbook import Workbook

NAME = Place("unit", 0, "name")

BASIS = Place("answer", 1, "basis")

ACTUAL = Place("indicator", 1, "actual", 4)


def type_text(workbook: Workbook, place: Place, text: str, *, merge: bool = False) -> frozenset[int]:
    """Type a text and return the projects to look at again."""
    return workbook.submit(set_text(workbook.book, place, text), f"填写“{text}”", merge=merge).projects


def add_whole(workbook: Workbook, year: int) -> int:
    """Make the unit's dossier of a year and return its number."""
    edit, number = new_whole(workbook.book, year)
    workbook.submit(edit, "部门整体")
    return number


def add_project(workbook: Workbook, year: int, name: str) -> int:
    """Add a project and return its number."""
    edit, number = new_project(workbook.book, year, name)
    workbook.submit(edit, "新项目")
    return number


def fresh(book: Book, number: int) -> Case:
    """A case made from nothing but the book."""
    dossier = book.dossiers[number]
    year = book.of_year(dossier.project.year) if dossier.is_unit else ()
    members = tuple(read(form_of(book.unit, d.project), book.unit, d) for d in year)
    values = read(form_of(book.unit, dossier.project), book.unit, dossier, members)
    others = (other.project for other in book.of_year(dossier.project.year) if other.id != number)
    before = accounts_of(book, dossier.project.year - 1) if dossier.is_unit else None
    return Case(values, score(values), tuple(others), before=before)
