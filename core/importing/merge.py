"""Taking an exchange file into a book: one undoable step that adds projects and never types over the clerk's work
unless asked to (docs/exchange.md, 导入规则)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from types import MappingProxyType

from msgspec import structs

from core.edits import (
    POSITION_GAP,
    AddRow,
    Batch,
    Edit,
    MoveRow,
    RemoveRow,
    SetField,
    next_position,
    set_text,
    table_of,
)
from core.fields import FIELDS
from core.forms import library
from core.headers import called
from core.importing.exchange import Exchange, Remark
from core.links import Numbers, relinked
from core.marks import with_origin
from core.model import (
    IMPORTED,
    ROW_TYPES,
    UNIT_ROW,
    Book,
    Dossier,
    Mark,
    Place,
    Project,
    Row,
    Unit,
    text_fields,
)
from core.office.adapted import settings_of
from core.office.rule_settings import ineffective, setting_words
from core.search.alike import plain, same_project

ALREADY_THERE = "账套中已有，内容相同，不必导入。"
"""How the remark on a project ends of which the book has all that the file says."""
_NAMED_BY = MappingProxyType(
    {
        "goal": ("period",),
        "indicator": ("name",),
        "score_item": ("item",),
        "function": ("source", "code", "item"),
        "economic": ("kind", "code", "name"),
        "evidence": ("name",),
        "reason": ("subject",),
        "mark": ("kind", "subject"),
    }
)


@dataclass(frozen=True, slots=True)
class Intake:
    """What an import would do: the step, the names of the projects it touches, and all that is left out and why.

    ``edit`` is None when there is nothing to do.
    """

    edit: Batch | None
    added: tuple[str, ...]
    updated: tuple[str, ...]
    skipped: tuple[str, ...]
    remarks: tuple[Remark, ...]


def plan_import(book: Book, exchange: Exchange, update: bool = False) -> Intake:
    """Plan the import of an exchange file into a book.

    A project is the same as one of the book when the year and either the name or the code are the same; the unit's
    dossier is the same as that of its year.  Such a project is left as it is; with ``update`` what the file says is
    typed over it and its lists replace the book's; its marks are added to the book's.

    Everything taken for a project is marked 导入 (:mod:`core.marks`).
    """
    plan = _Plan(book, exchange.remarks)
    plan.take_unit(exchange.book)
    # The unit's dossiers last: they speak of projects, which have numbers by then.
    for dossier in sorted(exchange.book.dossiers.values(), key=lambda dossier: dossier.is_unit):
        plan.take_project(dossier, update)
    edit = with_origin(book, Batch(tuple(plan.edits)), IMPORTED) if plan.edits else None
    return Intake(edit, tuple(plan.added), tuple(plan.updated), tuple(plan.skipped), tuple(plan.remarks))


class _Plan:
    """The step as it grows, with the numbers already given."""

    def __init__(self, book: Book, remarks: Iterable[Remark]) -> None:
        self.book = book
        self.ids = count(book.next_id)
        self.edits: list[Edit] = []
        self.added: list[str] = []
        self.updated: list[str] = []
        self.skipped: list[str] = []
        self.remarks = list(remarks)
        self.taken: dict[int, list[Project]] = {
            year: [dossier.project for dossier in (*book.of_year(year), book.whole_of(year)) if dossier]
            for year in book.years()
        }
        self.members: dict[int, tuple[int, Numbers]] = {}  # projects and rows of the file -> numbers in the book

    def take_unit(self, other: Book) -> None:
        """Fill what is blank; a difference is reported and the book keeps its own."""
        ours, theirs = self.book.unit.name, other.unit.name
        if ours and theirs and plain(ours) != plain(theirs):
            self.remark(f"文件是“{theirs}”的，账套是“{ours}”的，请确认没有选错文件；单位信息没有导入。", "unit.name")
            return
        for name in text_fields(Unit):
            self.fill(Place("unit", UNIT_ROW, name), getattr(other.unit, name), f"unit.{name}")
        self.tell_settings(other)
        for key, text in other.answers.items():
            self.fill(Place("answer", UNIT_ROW, key), text, f"unit.answers.{key}")

    def tell_settings(self, other: Book) -> None:
        """Say how many settings of the rules come along, and which of them change nothing."""
        for sentence in ineffective(other.answers):
            self.remark(sentence, "unit.answers")
        fresh = sum(key not in self.book.answers for key, _ in settings_of(other.answers))
        if fresh:
            self.remark(f"文件里有 {fresh} 项校验设置（级别或界限），一并导入，校验的结果可能不同。", "unit.answers")

    def fill(self, place: Place, text: str, path: str) -> None:
        kept = self.book.text(place)
        if text and not kept:
            self.edits.append(set_text(self.book, place, text))
        elif text and text != kept:
            entry = FIELDS.get(f"{place.table}.{place.field}")
            caption = entry.caption if entry else setting_words(place.field) or place.field
            self.remark(f"单位的“{caption}”账套中是“{kept}”，文件中是“{text}”，保留账套中的。", path)

    def take_project(self, dossier: Dossier, update: bool) -> None:
        project = dossier.project
        name = called(project)
        label = f"{project.year} 年度{name}" if dossier.is_unit else f"{project.year} 年度“{name or project.code}”"
        if project.form and project.form not in library.known():
            self.remark(f"{label}的表样“{project.form}”本程序没有，将按默认表样显示。")
        same = next((known for known in self.taken.get(project.year, ()) if same_project(known, project)), None)
        if same is None:
            self.added.append(name)
            self.edits += self.add(dossier)
        elif same.id not in self.book.dossiers:
            self.skipped.append(name)
            self.remark(f"{label}在文件中出现两次，后一个没有导入。")
        elif not (changes := list(self.change(self.book.dossiers[same.id], dossier))):
            self.skipped.append(name)
            self.remark(f"{label}{ALREADY_THERE}")
        elif update:
            self.updated.append(name)
            self.edits += changes
        else:
            self.skipped.append(name)
            self.keep(self.book.dossiers[same.id], dossier)
            self.remark(f"{label}账套中已有，内容不同，没有导入；要用文件更新它，请在导入命令后面加上 --update。")

    def add(self, dossier: Dossier) -> Iterator[Edit]:
        """Add a project with fresh numbers, behind the others of its year."""
        others = self.taken.setdefault(dossier.project.year, [])
        position = 0 if dossier.is_unit else next_position(tuple(others))
        project = replace(dossier.project, id=next(self.ids), position=position)
        others.append(project)
        yield AddRow(project)
        yield from self.change(Dossier(project), dossier)

    def change(self, ours: Dossier, theirs: Dossier) -> Iterator[Edit]:
        """Type what ``theirs`` says over ``ours``; what it leaves blank stays, a list it has replaces ours."""
        numbers = self.numbers_for(ours, theirs)
        self.members[theirs.id] = ours.id, numbers
        theirs = relinked(theirs, numbers, self.members)
        for place, text in _texts(theirs):
            here = structs.replace(place, project=ours.id)
            if text and text != ours.text(here):
                yield SetField(here, ours.text(here), text)
        for table in ROW_TYPES:
            if table == "mark":
                yield from self.add_marks(ours, theirs.mark, numbers)
            elif theirs.rows(table):
                yield from self.change_rows(ours, table, theirs.rows(table), numbers)

    def keep(self, ours: Dossier, theirs: Dossier) -> None:
        """Remember a project that stays as it is: rows it does not have are gone for whoever speaks of them."""
        rows = {row.id for table in ROW_TYPES for row in ours.rows(table)}
        _, numbers = self.members[theirs.id]
        self.members[theirs.id] = ours.id, {key: number for key, number in numbers.items() if number in rows}

    def numbers_for(self, ours: Dossier, theirs: Dossier) -> dict[tuple[str, int], int]:
        """The number each row of ``theirs`` gets: that of our row of the same name, or a fresh one."""
        numbers: dict[tuple[str, int], int] = {}
        for table in ROW_TYPES:
            known: dict[str, list[int]] = {}
            for row in ours.rows(table):
                known.setdefault(_name(row), []).append(row.id)
            if table == "reason":  # a reason is named by the row it speaks of, which has its number by now
                theirs = relinked(theirs, numbers, self.members)
            for row in theirs.rows(table):
                same = known.get(_name(row))
                numbers[table, row.id] = same.pop(0) if same else next(self.ids)
        return numbers

    def add_marks(self, ours: Dossier, given: tuple[Mark, ...], numbers: Numbers) -> Iterator[Edit]:
        """Add the marks of the file, in place of ours on the same cell; 导入 is no mark of the book it goes into."""
        old = {mark.id: mark for mark in ours.mark}
        for mark in {numbers["mark", mark.id]: mark for mark in given if mark.kind != IMPORTED}.values():
            number = numbers["mark", mark.id]
            if number not in old:
                yield AddRow(replace(mark, id=number, project=ours.id))
                continue
            yield from self.retype("mark", old[number], mark)

    def retype(self, table: str, old: Row, new: Row) -> Iterator[Edit]:
        """Type over a row of ours what another says."""
        for name in text_fields(type(new)):
            was, text = str(getattr(old, name)), str(getattr(new, name))
            if was != text:
                yield SetField(Place(table, old.project, name, old.id), was, text)

    def change_rows(self, ours: Dossier, table: str, given: tuple[Row, ...], numbers: Numbers) -> Iterator[Edit]:
        """Bring a list of ours to the rows and the order of ``given``."""
        old = {row.id: row for row in ours.rows(table)}
        new = {numbers[table, row.id]: row for row in given}
        yield from (RemoveRow(row) for number, row in old.items() if number not in new)
        for (number, row), position in zip(new.items(), _positions(old, new), strict=True):
            if number not in old:
                yield AddRow(replace(row, id=number, project=ours.id, position=position))
                continue
            if old[number].position != position:
                yield MoveRow(table, ours.id, number, old[number].position, position)
            yield from self.retype(table, old[number], row)

    def remark(self, sentence: str, path: str = "") -> None:
        self.remarks.append(Remark(path, sentence))


def _texts(dossier: Dossier) -> Iterator[tuple[Place, str]]:
    """Every text of a project that does not stand in a list, with its address."""
    for name in text_fields(Project):
        yield Place("project", dossier.id, name), getattr(dossier.project, name)
    yield from dossier.cells()
    for key, text in dossier.answers.items():
        yield Place("answer", dossier.id, key), text


def _positions(old: Mapping[int, Row], new: Mapping[int, Row]) -> list[int]:
    """The positions of ``new`` in order; where the rows that stay are in order and in front, theirs stay too."""
    kept = [number for number in old if number in new]
    if list(new)[: len(kept)] != kept:
        return [place * POSITION_GAP for place in range(1, len(new) + 1)]
    last = old[kept[-1]].position if kept else 0
    fresh = range(1, len(new) - len(kept) + 1)
    return [*(old[number].position for number in kept), *(last + place * POSITION_GAP for place in fresh)]


def _name(row: Row) -> str:
    """What makes two rows of one list the same."""
    return plain(" ".join(str(getattr(row, name)) for name in _NAMED_BY[table_of(row)]))
