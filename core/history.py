"""The steps of a book as a list to go back and forth in, and the bin: what was deleted and can come back.

Nothing here reads the disk; :class:`~core.workbook.Workbook` hands in the steps, the newest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.accounts.rows import EconomicLine, FunctionLine
from core.edits import AddRow, Batch, Edit, RemoveRow, steps, table_of, touched_projects
from core.headers import WHOLE_UNIT_NAME, called
from core.model import UNIT_ROW, Book, Evidence, Goal, Indicator, Project, Row, ScoreItem

START = 0  # the number that stands for the book before its first remembered step
_LONGEST_NAME = 20  # letters of a goal that name it
_UNNAMED = "未命名项目"


@dataclass(frozen=True, slots=True)
class Step:
    """One remembered step.  ``at`` is when it was taken (2026-11-22T14:03:01); ``done`` is false while undone."""

    id: int
    name: str
    at: str
    done: bool
    edit: Edit


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list.  ``project`` is what the step was about; ``current``: it is the last one that is done."""

    id: int
    name: str
    at: str
    done: bool
    project: str
    current: bool


@dataclass(frozen=True, slots=True)
class Way:
    """The steps to turn, in the order in which they are turned; ``done`` says that they are taken again."""

    steps: tuple[Step, ...]
    done: bool

    @property
    def edit(self) -> Edit:
        """All of it as one edit."""
        edits = tuple(step.edit if self.done else step.edit.inverse() for step in self.steps)
        return edits[0] if len(edits) == 1 else Batch(edits)

    @property
    def name(self) -> str:
        """What is turned, as it stands behind 已撤销： and 已重做：."""
        return self.steps[0].name if len(self.steps) == 1 else f"{len(self.steps)} 步"


@dataclass(frozen=True, slots=True)
class Deleted:
    """A project or a row that was deleted and can come back, with its number and everything in it.

    ``table`` is ``project`` or that of the row; ``inside`` names the project of a row, with its year.
    """

    table: str
    id: int
    name: str
    inside: str
    at: str
    restore: Edit


def listed(book: Book, taken: Iterable[Step]) -> tuple[Line, ...]:
    """The steps as lines, newest first as they are given."""
    taken = tuple(taken)
    current = next((step.id for step in taken if step.done), START)
    names = _names(book, taken)
    return tuple(
        Line(step.id, step.name, step.at, step.done, _about(step.edit, names), step.id == current) for step in taken
    )


def way_to(taken: Iterable[Step], number: int) -> Way:
    """What to turn so that the step of this number is the last one done; ``START`` undoes all.

    Empty where it is so already, or where there is no such step.
    """
    taken = tuple(taken)
    target = next((step for step in taken if step.id == number), None)
    if target is not None and not target.done:
        again = (step for step in reversed(taken) if not step.done and step.id <= number)
        return Way(tuple(again), done=True)
    if target is None and number != START:
        return Way((), done=False)
    return Way(tuple(step for step in taken if step.done and step.id > number), done=False)


def deleted(book: Book, taken: Iterable[Step]) -> tuple[Deleted, ...]:
    """What lies in the bin, deleted last first.

    A row is there while its project is; it comes back with the project when both went in one step.  Blank rows and
    what belongs to rows (reasons, marks) are not listed.
    """
    found: dict[tuple[str, int], Deleted] = {}
    for step in taken:
        for one in _deleted_in(book, step) if step.done else ():
            found.setdefault((one.table, one.id), one)
    return tuple(found.values())


def _deleted_in(book: Book, step: Step) -> Iterator[Deleted]:
    for part in steps(step.edit):
        if not isinstance(part, RemoveRow):
            continue
        row = part.row
        if isinstance(row, Project):
            if row.id not in book.dossiers and not (row.scope and book.whole_of(row.year)):
                name = called(row).strip() or _UNNAMED
                yield Deleted("project", row.id, name, f"{row.year} 年度", step.at, _restored(step.edit, row.id))
        elif row.project in book.dossiers and (name := _name(row)):
            table, project = table_of(row), book.dossiers[row.project].project
            if not any(other.id == row.id for other in book.dossiers[row.project].rows(table)):
                inside = f"{project.year} 年度 {called(project).strip() or _UNNAMED}"
                yield Deleted(table, row.id, name, inside, step.at, AddRow(row))


def _restored(edit: Edit, project: int) -> Batch:
    """The way back of everything a step did to one project."""
    return Batch(tuple(part.inverse() for part in reversed(tuple(steps(edit))) if project in touched_projects(part)))


def _name(row: Row) -> str:
    """What a deleted row is called; blank for a row that is not listed."""
    match row:
        case Indicator():
            return row.name.strip() or row.target.strip() or row.actual.strip()
        case Goal():
            text = " ".join((row.expected or row.actual).split())
            return text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME]}…"
        case Evidence():
            return row.name.strip() or row.number.strip()
        case ScoreItem():
            return row.item.strip()
        case FunctionLine():
            return row.item.strip() or row.code.strip()
        case EconomicLine():
            return row.name.strip() or row.code.strip()
    return ""


def _names(book: Book, taken: tuple[Step, ...]) -> dict[int, str]:
    """What each project is called, those that are gone included."""
    names = {UNIT_ROW: "单位"}
    for step in reversed(taken):
        for part in steps(step.edit):
            if isinstance(part, AddRow | RemoveRow) and isinstance(part.row, Project):
                names[part.row.id] = called(part.row).strip() or _UNNAMED
    return names | {number: called(d.project).strip() or _UNNAMED for number, d in book.dossiers.items()}


def _about(edit: Edit, names: dict[int, str]) -> str:
    """The project a step was about, or how many."""
    touched = sorted(touched_projects(edit))
    if len(touched) == 1:
        return names.get(touched[0], _UNNAMED)
    projects = [number for number in touched if names.get(number) not in (names[UNIT_ROW], WHOLE_UNIT_NAME)]
    count = f"{len(projects)} 个项目" if projects else ""
    units = [names[number] for number in touched if number not in projects]
    return "、".join(filter(None, (count, *dict.fromkeys(units))))
