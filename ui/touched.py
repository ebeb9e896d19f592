"""Where in the window a step happened, so that taking it back is seen."""

from __future__ import annotations

from collections.abc import Callable

from core.edits import AddRow, Edit, MoveRow, RemoveRow, SetField, steps, table_of
from core.fields import FIELDS
from core.marks import OF_THE_UNIT
from core.model import UNIT_ROW, Book, Mark, Place, Project, Reason, text_fields
from core.rules.finding import Finding
from core.subjects import WHOLE_ROW, place_in
from core.years.deadline import is_deadline

FindingsOf = Callable[[int], tuple[Finding, ...]]


def place_of(edit: Edit, book: Book, findings: FindingsOf) -> Place | None:
    """The first cell an edit touched that stands in the book and on a page; None when there is none.

    ``findings`` gives those of a project: a reason stands at the finding it answers.
    """
    for step in steps(edit):
        place = _cell(step, book, findings)
        if place is not None and _stands(place, book):
            return place
    return None


def project_of(edit: Edit, book: Book) -> int:
    """The project an edit touched, a restored one before all; 0 when it is not in the book."""
    for step in steps(edit):
        match step:
            case SetField(place):
                number = place.project
            case MoveRow(project=project):
                number = project
            case AddRow(row) | RemoveRow(row):
                number = row.id if isinstance(row, Project) else row.project
        if number in book.dossiers:
            return number
    return 0


def _cell(step: SetField | AddRow | RemoveRow | MoveRow, book: Book, findings: FindingsOf) -> Place | None:
    match step:
        case SetField(place) if place.table == "mark":
            return _marked(next((m for m in book.dossiers[place.project].mark if m.id == place.row), None))
        case SetField(place) if place.table == "answer" and place.field.startswith(OF_THE_UNIT):
            return place_in(place.field.removeprefix(OF_THE_UNIT).partition(".")[2], UNIT_ROW)
        case SetField(place) if place.table != "reason":
            return None if place.field == "form" else place
        case SetField(place):
            return None
        case AddRow(row) | RemoveRow(row) if isinstance(row, Reason):
            return next((f.places[0] for f in findings(row.project) if f.subject == row.subject and f.places), None)
        case AddRow(row) | RemoveRow(row) if isinstance(row, Mark):
            return _marked(row)
        case AddRow(row) if not isinstance(row, Project):
            table = table_of(row)
            field = next((name for name in text_fields(type(row)) if f"{table}.{name}" in FIELDS), None)
            return None if field is None else Place(table, row.project, field, row.id)
        case _:
            return None


def _marked(mark: Mark | None) -> Place | None:
    """The cell a mark stands on; None for one that speaks of a whole row."""
    place = place_in(mark.subject, mark.project) if mark is not None else None
    return None if place is None or place.field == WHOLE_ROW else place


def _stands(place: Place, book: Book) -> bool:
    if place.project == UNIT_ROW:
        return place.table == "unit" or is_deadline(place)
    dossier = book.dossiers.get(place.project)
    if dossier is None:
        return False
    return not place.row or any(row.id == place.row for row in dossier.rows(place.table))
