"""Two states of a book side by side: what would be other if one took the place of the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.accounts.lines import GRID_LINES
from core.fields import FIELDS
from core.headers import called
from core.model import GRIDS, ROW_TYPES, UNIT_ROW, Book, Dossier, Place, Project, Unit, text_fields
from core.years.deadline import deadline_words

_MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell: its generic caption, what stands there now and what would stand there."""

    place: Place
    caption: str
    now: str
    then: str


@dataclass(frozen=True, slots=True)
class ProjectChange:
    """One project, or the unit (year 0), that would be ``added``, ``removed`` or ``changed``."""

    project: int
    year: int
    name: str
    kind: str
    cells: tuple[CellChange, ...] = ()
    rows_added: int = 0
    rows_removed: int = 0

    def __str__(self) -> str:
        who = f"{self.year} 年“{self.name}”" if self.year else self.name
        if self.kind != "changed":
            return f"{who}会{'多出来' if self.kind == 'added' else '没有了'}"
        parts = (
            (f"{len(self.cells)} 个格子的内容不同", len(self.cells)),
            (f"多 {self.rows_added} 行", self.rows_added),
            (f"少 {self.rows_removed} 行", self.rows_removed),
        )
        return f"{who}：{'，'.join(words for words, count in parts if count) or '次序不同'}"


@dataclass(frozen=True, slots=True)
class Difference:
    """What would be other; ``projects`` in the order of years and positions, the unit first."""

    projects: tuple[ProjectChange, ...]

    @property
    def is_none(self) -> bool:
        """Whether both states hold the same facts."""
        return not self.projects

    def figures(self) -> str:
        """The difference in figures, as the end of a sentence: 少 1 个项目，4 处内容不同（在 2 个项目里）."""
        if self.is_none:
            return "内容完全相同"
        kinds = [change.kind for change in self.projects]
        changed = [change for change in self.projects if change.kind == "changed"]
        places = sum(len(change.cells) + change.rows_added + change.rows_removed for change in changed)
        inside = sum(change.year > 0 for change in changed)
        of_projects = f"（在 {inside} 个项目里）" if inside else ""
        parts = (
            (f"少 {kinds.count('removed')} 个项目", kinds.count("removed")),
            (f"多 {kinds.count('added')} 个项目", kinds.count("added")),
            (f"{places} 处内容不同{of_projects}", places),
        )
        return "，".join(words for words, count in parts if count) or "只有次序不同"

    def sentence(self) -> str:
        """The difference in one sentence for the clerk."""
        if self.is_none:
            return "与现在的内容完全相同。"
        more = f"；另有 {len(self.projects) - _MOST_NAMED} 处" if len(self.projects) > _MOST_NAMED else ""
        return f"{'；'.join(map(str, self.projects[:_MOST_NAMED]))}{more}。"


def difference(now: Book, then: Book) -> Difference:
    """What would be other if ``then`` took the place of ``now``."""
    found = [_unit(now, then)]
    numbers = now.dossiers.keys() | then.dossiers.keys()
    found += [_project(now.dossiers.get(number), then.dossiers.get(number)) for number in numbers]
    changes = (change for change in found if change is not None)
    return Difference(tuple(sorted(changes, key=lambda change: (change.year, change.project))))


def _unit(now: Book, then: Book) -> ProjectChange | None:
    texts = (_attributes("unit", UNIT_ROW, 0, now.unit, Unit), _attributes("unit", UNIT_ROW, 0, then.unit, Unit))
    both = [{**dict(own), **_answers(UNIT_ROW, book.answers)} for own, book in zip(texts, (now, then), strict=True)]
    cells = tuple(_cells(*both))
    return ProjectChange(UNIT_ROW, 0, "单位信息", "changed", cells) if cells else None


def _project(now: Dossier | None, then: Dossier | None) -> ProjectChange | None:
    if now is then or now == then:
        return None
    either = now or then
    assert either is not None
    who = either.id, either.project.year, called(either.project) or "未命名项目"
    if now is None or then is None:
        return ProjectChange(*who, "added" if now is None else "removed")
    rows = [{(table, row.id) for table in ROW_TYPES for row in dossier.rows(table)} for dossier in (now, then)]
    kept = rows[0] & rows[1]
    cells = tuple(_cells(dict(_texts(now, kept)), dict(_texts(then, kept))))
    return ProjectChange(*who, "changed", cells, len(rows[1] - rows[0]), len(rows[0] - rows[1]))


def _texts(dossier: Dossier, rows: set[tuple[str, int]]) -> Iterator[tuple[Place, str]]:
    """Every cell of a project with its text, of its rows only those named."""
    yield from _attributes("project", dossier.id, 0, dossier.project, Project)
    yield from dossier.cells()
    yield from _answers(dossier.id, dossier.answers).items()
    for table, kind in ROW_TYPES.items():
        for row in dossier.rows(table):
            if (table, row.id) in rows:
                yield from _attributes(table, dossier.id, row.id, row, kind)


def _attributes(table: str, project: int, row: int, thing: object, kind: type) -> Iterator[tuple[Place, str]]:
    return ((Place(table, project, name, row), str(getattr(thing, name))) for name in text_fields(kind))


def _answers(project: int, answers: Mapping[str, str]) -> dict[Place, str]:
    return {Place("answer", project, key): text for key, text in answers.items()}


def _cells(now: Mapping[Place, str], then: Mapping[Place, str]) -> Iterator[CellChange]:
    for place in sorted(now.keys() | then.keys()):
        before, after = now.get(place, ""), then.get(place, "")
        if before != after:
            yield CellChange(place, _caption(place), before, after)


def _caption(place: Place) -> str:
    if place.table == "answer":
        return deadline_words(place) or "正文"
    if place.table in GRIDS:
        line, _, measure = place.field.partition(".")
        return f"{GRID_LINES[place.table].get(line, line)}{FIELDS[f'{place.table}.{measure}'].caption}"
    return FIELDS[f"{place.table}.{place.field}"].caption
