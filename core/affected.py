"""Which projects a step may have changed, so that their values and findings are computed again."""

from __future__ import annotations

from core.beside import beside
from core.edits import AddRow, Edit, MoveRow, RemoveRow, SetField, steps, touched_projects
from core.model import UNIT_ROW, Book, Project
from core.office.adapted import settings_of


def affected(edit: Edit, before: Book, after: Book) -> frozenset[int]:
    """The projects to look at again: those touched and the unit's dossier, which sums them up, with that of the year
    after, all after a change of the unit or of its settings, the year for a project row, and those whose amounts a
    changed one is held against."""
    touched = touched_projects(edit)
    touched |= _wholes_of_the_year_after(touched, before, after)
    settings_changed = settings_of(before.answers) != settings_of(after.answers)
    if UNIT_ROW in touched and (before.unit is not after.unit or settings_changed):
        return touched | after.dossiers.keys()
    years = {year for number in touched for book in (before, after) if (year := _year_of(book, number)) is not None}
    wholes = {whole.id for year in years if (whole := after.whole_of(year))}
    if not any(_names_a_project(step) for step in steps(edit)):
        return touched | wholes | _held_against(edit, before, after)
    return touched | wholes | {d.id for year in years for d in after.of_year(year)}


def _wholes_of_the_year_after(touched: frozenset[int], before: Book, after: Book) -> frozenset[int]:
    """The unit's dossiers of the year after one that was touched: its accounts are their year before."""
    known = (book.dossiers.get(number) for number in touched for book in (before, after))
    years = {dossier.project.year for dossier in known if dossier is not None and dossier.is_unit}
    return frozenset(whole.id for year in years if (whole := after.whole_of(year + 1)))


def _held_against(edit: Edit, before: Book, after: Book) -> frozenset[int]:
    """The projects whose amounts a changed amount stands beside: of its year, and themselves a year later."""
    changed = {step.place.project for step in steps(edit) if isinstance(step, SetField) and step.place.table == "fund"}
    years = {year for number in changed if (year := _year_of(after, number)) is not None}
    if not years:
        return frozenset()
    near = (d for year in years for each in (year, year + 1) for d in after.of_year(each) if d.id in before.dossiers)
    return frozenset(d.id for d in near if beside(before, d) != beside(after, d))


def _year_of(book: Book, number: int) -> int | None:
    """The year of a budget project; None for the unit's dossier, on which no project depends."""
    dossier = book.dossiers.get(number)
    return None if dossier is None or dossier.is_unit else dossier.project.year


def _names_a_project(step: SetField | AddRow | RemoveRow | MoveRow) -> bool:
    """Whether a step changes a project's own row, which its neighbours look at."""
    match step:
        case SetField(place):
            return place.table == "project"
        case MoveRow(table):
            return table == "project"
        case AddRow(row) | RemoveRow(row):
            return isinstance(row, Project)
