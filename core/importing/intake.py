"""What reading exchange files into a book would do, to be looked at before it is done: projects, cells, remarks.

The plan itself is :mod:`core.importing.merge`; here it is told in words, and several files make one step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from core.edits import AddRow, Batch, MoveRow, RemoveRow, SetField, steps, table_of, touched_projects
from core.forms.library import form_of
from core.forms.model import Form
from core.headers import called
from core.importing.exchange import Exchange, Remark, read
from core.importing.merge import ALREADY_THERE, Intake, plan_import
from core.marks import OF_THE_UNIT
from core.model import IMPORTED, UNIT_ROW, Book, Dossier, Mark, Place, Project, Row
from core.office.rule_settings import setting_words
from core.place_words import words_of
from core.search.alike import same_project
from core.trouble import ImportTrouble

State = Literal["new", "updated", "differs", "same"]
_STRENGTH: tuple[State, ...] = ("new", "updated", "differs", "same")
_Step = SetField | AddRow | RemoveRow | MoveRow
_NOUNS = MappingProxyType(
    {
        "goal": "绩效目标",
        "indicator": "指标",
        "score_item": "评分项",
        "function": "功能分类科目",
        "economic": "经济分类科目",
        "evidence": "佐证材料",
        "reason": "说明",
        "mark": "标记和备注",
    }
)
_NAMES = ("name", "item", "expected", "text", "code", "kind")


@dataclass(frozen=True, slots=True)
class ChosenFile:
    """A file that was chosen: what it holds, or in a sentence why it cannot be read."""

    name: str
    content: Exchange | None
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one cell, or of one row of a list; ``old`` is blank for what is new, ``new`` for what goes."""

    where: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Touched:
    """A project of the files: its number in the book, and what becomes of it.

    ``differs``: the book has it with other content, and it stays; ``changes`` are what an update would do.  Of a new
    one they are not told one by one: ``size`` counts what comes.
    """

    project: int
    year: int
    name: str
    is_unit: bool
    state: State
    changes: tuple[Change, ...]
    size: int


@dataclass(frozen=True, slots=True)
class Review:
    """What reading some files would do.  ``edit`` is None when there is nothing to do; ``step`` is what it is called.

    What becomes new stands first, what stays as it is last.  A remark stands with the name of its file.
    """

    edit: Batch | None
    step: str
    projects: tuple[Touched, ...]
    unit: tuple[Change, ...]
    remarks: tuple[tuple[str, Remark], ...]

    def named(self, state: State) -> tuple[Touched, ...]:
        """The projects of which this becomes."""
        return tuple(one for one in self.projects if one.state == state)


def opened(file: Path) -> Exchange:
    """What an exchange file holds.

    :raises ImportTrouble: it is called otherwise than an exchange file, or :func:`~core.importing.exchange.read` says.
    """
    if file.suffix.lower() != ".json":
        raise ImportTrouble(f"“{file.name}”不是交换文件，现在只能导入扩展名为 .json 的交换文件。")
    return read(file)


def sources(files: Iterable[Path]) -> tuple[ChosenFile, ...]:
    """The files as they can be read; one that cannot be does not stop the others."""
    return tuple(_source(file) for file in dict.fromkeys(files))


def _source(file: Path) -> ChosenFile:
    try:
        return ChosenFile(file.name, opened(file))
    except ImportTrouble as trouble:
        return ChosenFile(file.name, None, str(trouble))


def review(book: Book, files: Iterable[ChosenFile], update: bool) -> Review:
    """Say what the sound ones of some files would do to a book, one after another, as one step."""
    edits: list[_Step] = []
    projects: dict[int, Touched] = {}
    unit: list[Change] = []
    remarks: list[tuple[str, Remark]] = []
    names: list[str] = []
    for file in files:
        if file.content is None:
            continue
        done = plan_import(book, file.content, update)
        whole = done if update else plan_import(book, file.content, update=True)
        for one in _projects(book, file.content, whole, update):
            projects[one.project] = _both(projects[one.project], one) if one.project in projects else one
        told = (remark for remark in whole.remarks if not remark.sentence.endswith(ALREADY_THERE))
        remarks += [(file.name, remark) for remark in told]  # what differs, and what does not, is told by its state
        if done.edit is not None:
            edits += steps(done.edit)
            unit += _unit_changes(book, done.edit)
            book = done.edit.apply(book)
            names.append(file.name)
    ordered = sorted(projects.values(), key=lambda one: _STRENGTH.index(one.state))
    step = f"导入“{names[0]}”" if len(names) == 1 else f"导入 {len(names)} 个文件"
    return Review(Batch(tuple(edits)) if edits else None, step, tuple(ordered), tuple(unit), tuple(remarks))


def _projects(book: Book, content: Exchange, plan: Intake, update: bool) -> Iterator[Touched]:
    """The projects of a file: those the book has, then the new ones."""
    by_project: dict[int, list[_Step]] = {}
    for step in steps(plan.edit) if plan.edit is not None else ():
        for project in touched_projects(step):
            by_project.setdefault(project, []).append(step)
    for known in dict.fromkeys(number for theirs in content.book.dossiers.values() if (number := _same(book, theirs))):
        ours = book.dossiers[known]
        changes = tuple(_changes(book, ours, by_project.get(known, ())))
        state: State = "same" if known not in by_project else "updated" if update else "differs"
        yield Touched(known, ours.project.year, called(ours.project), ours.is_unit, state, changes, len(changes))
    for number, taken in by_project.items():
        made = next((step.row for step in taken if isinstance(step, AddRow) and isinstance(step.row, Project)), None)
        if made is not None:
            size = sum(not _is_origin(step, frozenset()) for step in taken) - 1
            yield Touched(number, made.year, called(made), Dossier(made).is_unit, "new", (), size)


def _both(one: Touched, other: Touched) -> Touched:
    """A project of two files: the stronger of what becomes of it, with all that changes."""
    state = min(one.state, other.state, key=_STRENGTH.index)
    return replace(one, state=state, changes=one.changes + other.changes, size=one.size + other.size)


def _same(book: Book, theirs: Dossier) -> int:
    """The number of the project of the book that one of the file is; 0 for a new one."""
    year = theirs.project.year
    ours = (one.project for one in (*book.of_year(year), book.whole_of(year)) if one is not None)
    return next((one.id for one in ours if same_project(one, theirs.project)), 0)


# ---- in words


def _unit_changes(book: Book, edit: Batch) -> Iterator[Change]:
    form = form_of(book.unit, Project(UNIT_ROW, 0))
    for step in steps(edit):
        if isinstance(step, SetField) and step.place.project == UNIT_ROW and not _of_mark(step.place):
            words = setting_words(step.place.field) or words_of(form, None, step.place)
            yield Change(words, step.old, step.new)


def _of_mark(place: Place) -> bool:
    return place.table == "answer" and place.field.startswith(OF_THE_UNIT)


def _changes(book: Book, dossier: Dossier, taken: Iterable[_Step]) -> Iterator[Change]:
    """What an update does to a project; where its texts come from is no change of its own."""
    form = form_of(book.unit, dossier.project)
    origins = frozenset(mark.id for mark in dossier.mark if mark.kind == IMPORTED)
    moved: set[str] = set()
    for step in taken:
        if _is_origin(step, origins):
            continue
        if isinstance(step, MoveRow):
            if step.table not in moved:
                yield Change(f"{_NOUNS[step.table]}的先后", "照账套", "照文件")
            moved.add(step.table)
        else:
            yield _change(form, dossier, step)


def _is_origin(step: _Step, origins: frozenset[int]) -> bool:
    """Whether a step only writes down that texts were imported."""
    if isinstance(step, AddRow | RemoveRow):
        return isinstance(step.row, Mark) and step.row.kind == IMPORTED
    table, row = (step.table, step.row) if isinstance(step, MoveRow) else (step.place.table, step.place.row)
    return table == "mark" and row in origins


def _change(form: Form, dossier: Dossier, step: SetField | AddRow | RemoveRow) -> Change:
    if isinstance(step, SetField):
        told = step.place.table not in ("reason", "mark")
        where = words_of(form, dossier, step.place) if told else _NOUNS[step.place.table]
        return Change(where, step.old, step.new)
    assert not isinstance(step.row, Project)
    where, name = _NOUNS[table_of(step.row)], _name(step.row)
    return Change(f"新增{where}", "", name) if isinstance(step, AddRow) else Change(f"删去{where}", name, "")


def _name(row: Row) -> str:
    texts = (str(getattr(row, field, "")).strip() for field in _NAMES)
    return next((text for text in texts if text), "没有名称的一行")
