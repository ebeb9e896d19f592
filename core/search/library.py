"""The indicator library: what the program brings along, what the office has used itself, and what fits a few letters.

The program's own lie in resources/words/indicators.toml; the office's are the indicators of its book, each name once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

import msgspec

from core.forms.model import Form
from core.model import Book, Dossier
from core.paths import RESOURCES
from core.remembered import by_identity
from core.search.alike import plain
from core.search.pinyin import BETWEEN, initials

FILE = RESOURCES / "words" / "indicators.toml"
GENERAL = "通用"
OWN = ""  # the field of an indicator that comes from the office's own books
MOST = 20  # suggestions shown at a time

# The 一级指标 a 二级指标 of the library stands under; a form may know both by other names.
LEVEL1 = MappingProxyType(
    {
        "数量指标": "产出指标",
        "质量指标": "产出指标",
        "时效指标": "产出指标",
        "成本指标": "产出指标",
        "经济效益指标": "效益指标",
        "社会效益指标": "效益指标",
        "生态效益指标": "效益指标",
        "可持续影响指标": "效益指标",
        "服务对象满意度指标": "满意度指标",
    }
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One indicator to choose.  ``field`` is the field of work, blank for the office's own; ``used`` how often."""

    name: str
    level1: str
    level2: str
    direction: str = ""
    unit: str = ""
    target: str = ""
    field: str = OWN
    used: int = 0

    @property
    def texts(self) -> Mapping[str, str]:
        """What is typed into an indicator's row when it is chosen; its levels are those of the row."""
        return {"name": self.name, "direction": self.direction, "unit": self.unit, "target": self.target}


class _Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One field of work of the library's file: its indicators by 二级指标, each name, direction, unit and target."""

    name: str
    offices: tuple[str, ...]
    indicators: dict[str, tuple[tuple[str, str, str, str], ...]]


class _Library(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    field: tuple[_Field, ...]


def library() -> tuple[Entry, ...]:
    """The indicators the program brings along, 通用 first; read once."""
    return tuple(_entries())


def fields() -> tuple[str, ...]:
    """The fields of work in the library."""
    return tuple(field.name for field in _read().field)


def field_of(office: str) -> str:
    """The field of work of an office, by its name; 通用 when the name says none."""
    found = (field.name for field in _read().field if any(word in office for word in field.offices))
    return next(found, GENERAL)


@by_identity
def own_indicators(book: Book) -> tuple[Entry, ...]:
    """The office's own indicators, each name once with its texts of the newest year, the most used first."""
    found: dict[str, Entry] = {}
    dossiers = sorted(book.dossiers.values(), key=lambda d: (-d.project.year, d.project.position))
    for dossier in dossiers:
        for name, entry in _named(dossier):
            known = found.get(name)
            found[name] = entry if known is None else replace(known, used=known.used + 1)
    return tuple(sorted(found.values(), key=lambda entry: -entry.used))


def suggestions(text: str, level2: str, book: Book) -> tuple[Entry, ...]:
    """What could be meant by ``text``, characters or pinyin initials, in a row of this 二级指标; the likeliest first.

    A blank text is answered by what is usual there.  A name the office uses itself stands before the library's.
    """
    wanted = plain(text).lower()
    office = field_of(book.unit.name)
    own, ours = _own_shelf(book)
    others = tuple(shelved for shelved in _shelf() if shelved[1] not in ours)
    hits = [shelved for shelved in (*own, *others) if wanted in shelved[1] or wanted in shelved[2]]
    ranked = [(rank, n, found[0]) for n, found in enumerate(hits) if (rank := _rank(wanted, level2, office, *found))]
    ranked.sort(key=lambda found: (found[0], found[1]))
    return tuple(entry for _, _, entry in ranked[:MOST])


def level_in(form: Form, entry: Entry) -> tuple[str, str] | None:
    """Where an indicator stands in a form: 一级指标 and 二级指标 by name or other name, else the nearest alike."""
    found = form.level_of(entry.level1, entry.level2)
    if found is not None:
        return found[0].name, found[1].name
    pairs = ((outer.name, part.name) for outer in form.indicators.levels for part in outer.parts)
    return next(((outer, part) for outer, part in pairs if _akin(part, entry.level2)), None)


_Shelved = tuple[Entry, str, str]  # with the name and the initials it is searched by
_Rank = tuple[int, int, int]


def _rank(wanted: str, level2: str, office: str, entry: Entry, name: str, letters: str) -> _Rank | None:
    """How near an indicator is, the nearest first: how it is hit, whether it stands here, whose it is.

    None: nothing was typed, and it stands elsewhere.
    """
    hit = _hit(wanted, name, letters)
    here = 0 if not level2 or entry.level2 == level2 else 1 if _akin(entry.level2, level2) else 2
    if not wanted and here == 2:
        return None
    whose = 0 if entry.field == OWN else 1 if entry.field == office else 2 if entry.field == GENERAL else 3
    return (hit, here, whose)


def _hit(wanted: str, name: str, letters: str) -> int:
    """0 begins the name or its initials, 1 stands in the name, 2 in its initials."""
    if not wanted or name.startswith(wanted) or letters.startswith(wanted) or f"{BETWEEN}{wanted}" in letters:
        return 0
    return 1 if wanted in name else 2


def _akin(one: str, other: str) -> bool:
    """Whether two names of a 二级指标 say the same, one more closely: 成本指标 and 经济成本指标."""
    one, other = one.removesuffix("指标"), other.removesuffix("指标")
    return bool(one and other) and (one in other or other in one)


@by_identity
def _own_shelf(book: Book) -> tuple[tuple[_Shelved, ...], frozenset[str]]:
    """The office's own indicators ready to be searched, and their names."""
    shelved = tuple(_shelved(entry) for entry in own_indicators(book))
    return shelved, frozenset(name for _, name, _ in shelved)


@cache
def _shelf() -> tuple[_Shelved, ...]:
    return tuple(_shelved(entry) for entry in library())


def _shelved(entry: Entry) -> _Shelved:
    return entry, plain(entry.name).lower(), initials(entry.name)


@by_identity
def _named(dossier: Dossier) -> tuple[tuple[str, Entry], ...]:
    rows = ((plain(row.name), row) for row in dossier.indicator)
    return tuple(
        (name, Entry(row.name.strip(), row.level1, row.level2, row.direction, row.unit, row.target, OWN, 1))
        for name, row in rows
        if name
    )


def _entries() -> Iterator[Entry]:
    for field in _read().field:
        for level2, given in field.indicators.items():
            for name, direction, unit, target in given:
                yield Entry(name, LEVEL1[level2], level2, direction, unit, target, field.name)


@cache
def _read() -> _Library:
    return msgspec.convert(tomllib.loads(FILE.read_text(encoding="utf-8")), _Library)
