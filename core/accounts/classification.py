"""The 科目 of 政府收支分类: expenditure by function (类, 款, 项) and by economic item (款), with their names by year.

They lie in ``resources/subjects``; files of the office's own folder go first where both name the same code
(docs/subjects.md).  A broken file of the office is left out and told in :func:`troubles`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from core import toml
from core.accounts.rows import FUNCTION_SOURCES, FunctionLine
from core.kinds import normal
from core.paths import RESOURCES, subject_folder
from core.trouble import SubjectTrouble

FOLDER = RESOURCES / "subjects"
_CLASS, _SECTION, _ITEM = 3, 5, 7  # digits of a 类, 款 and 项
_CODES = {"function": (_CLASS, _SECTION, _ITEM), "economic": (_CLASS, _SECTION)}
_SPENDING = "支出"  # the end of a 类 that sentences leave out: 社会保障和就业（类）


@dataclass(frozen=True, slots=True)
class Item:
    """One 项 under the names of a year.  ``also`` are other spellings of its 类, 款 and 项 that were seen in it."""

    code: str
    category: str
    section: str
    item: str
    meaning: str  # 指……的支出。 for 名词解释; blank when nobody wrote one
    source: str  # one of FUNCTION_SOURCES
    also: tuple[frozenset[str], frozenset[str], frozenset[str]]

    def is_called(self, category: str, section: str, item: str) -> bool:
        """Whether three names are those of the item; blanks are not compared, 支出 behind a 类 may be left out."""
        known = zip((self.category, self.section, self.item), self.also, (category, section, item), strict=True)
        return all(not plain or plain in {_plain(name), *also} for name, also, said in known if (plain := _plain(said)))


@dataclass(frozen=True, slots=True)
class EconomicItem:
    """One 款 of the economic classification; ``kind`` is 人员经费 or 公用经费."""

    code: str
    name: str
    kind: str


def item(code: str, year: int) -> Item | None:
    """The 项 of a code of seven digits as it is called in a year; None for an unknown code."""
    return _shelf().items(year).get(normal(code))


def find(category: str, section: str, name: str, year: int) -> Item | None:
    """The only 项 of these names in a year; None when there is none, or when the names do not tell which."""
    if not _plain(name):
        return None
    found = [one for one in _shelf().called(_plain(name), year) if one.is_called(category, section, name)]
    return found[0] if len(found) == 1 else None


def of_prefix(code: str, year: int) -> tuple[str, str]:
    """The names of the 类 and 款 that an unknown code of seven digits begins with, each blank where unknown too."""
    plain = normal(code)
    if len(plain) != _ITEM:
        return "", ""
    known = items(year)
    section = next((one for one in known if one.code[:_SECTION] == plain[:_SECTION]), None)
    category = section or next((one for one in known if one.code[:_CLASS] == plain[:_CLASS]), None)
    return category.category if category else "", section.section if section else ""


def find_economic(name: str, year: int) -> EconomicItem | None:
    """The only economic item of a name in a year; None when there is none or several."""
    found = [one for one in economics(year) if _plain(name) and _plain(one.name) == _plain(name)]
    return found[0] if len(found) == 1 else None


def is_whole(classification: str, name: str, year: int) -> bool:
    """Whether a name (``function`` or ``economic``) is one of a 类 or 款 and of no 科目 with amounts of its own."""
    wanted, lowest = _plain(name), max(_CODES[classification])
    named = _shelf().named(classification, year)
    found = {len(code) for code, one in named.items() if wanted in map(_plain, (one.name, *one.also))}
    return bool(wanted and found) and lowest not in found


def meaning(line: FunctionLine, year: int) -> str:
    """What a row of expenditure by function means, by its code, else by its names; blank when nobody knows."""
    known = item(line.code, year) or find(line.category, line.section, line.item, year)
    return known.meaning if known else ""


def economic(code: str, year: int) -> EconomicItem | None:
    """The economic item of a code of five digits; None for an unknown code."""
    return _shelf().economics(year).get(normal(code))


def items(year: int) -> tuple[Item, ...]:
    """Every 项 of a year by code, to choose from."""
    return tuple(_shelf().items(year).values())


def economics(year: int) -> tuple[EconomicItem, ...]:
    """Every economic item of a year by code, to choose from."""
    return tuple(_shelf().economics(year).values())


def troubles() -> tuple[SubjectTrouble, ...]:
    """What is wrong with the office's files that are left out."""
    return _shelf().troubles


# ---- files


class _Subject(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from", "until": "to"}):
    """One line of a file: a 类, 款 or 项 under one name."""

    code: str
    name: str
    since: int = 0
    until: int = 9999
    meaning: str = ""
    also: tuple[str, ...] = ()
    fund: int = 0  # 2: 政府性基金, 3: 国有资本经营; of a 类 or 款, for everything in it
    kind: str = ""  # of an economic 类

    def holds(self, year: int) -> bool:
        return self.since <= year <= self.until


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    function: tuple[_Subject, ...] = ()
    economic: tuple[_Subject, ...] = ()
    meanings: dict[str, str] = {}


class _Shelf:
    """The files as they were read, the office's first."""

    def __init__(self, office: Iterable[Path]) -> None:
        found: list[_File] = []
        troubles: list[SubjectTrouble] = []
        for path in office:
            try:
                found.append(_read(path))
            except SubjectTrouble as trouble:
                troubles.append(trouble)
        self._files = (*found, *(_read(path) for path in sorted(FOLDER.glob("*.toml"))))
        self.troubles = tuple(troubles)
        self._meanings = {key: text for file in reversed(self._files) for key, text in file.meanings.items()}
        self._items: dict[int, Mapping[str, Item]] = {}
        self._called: dict[int, Mapping[str, list[Item]]] = {}
        self._economics: dict[int, Mapping[str, EconomicItem]] = {}

    def items(self, year: int) -> Mapping[str, Item]:
        """Every 项 of a year by code."""
        if year not in self._items:
            named = self.named("function", year)
            made = (self._item(code, named) for code in sorted(named) if len(code) == _ITEM)
            self._items[year] = {one.code: one for one in made if one is not None}
        return self._items[year]

    def called(self, plain: str, year: int) -> Iterable[Item]:
        """The 项 of a name, or of another spelling of it, in a year: many a name stands under several 款."""
        if year not in self._called:
            found: dict[str, list[Item]] = {}
            for one in self.items(year).values():
                for name in {_plain(one.item), *one.also[2]}:
                    found.setdefault(name, []).append(one)
            self._called[year] = found
        return self._called[year].get(plain, ())

    def economics(self, year: int) -> Mapping[str, EconomicItem]:
        """Every economic item of a year by code."""
        if year not in self._economics:
            named = self.named("economic", year)
            whole = {code: subject.kind for code, subject in named.items() if len(code) == _CLASS}
            self._economics[year] = {
                code: EconomicItem(code, subject.name, whole.get(code[:_CLASS], ""))
                for code, subject in sorted(named.items())
                if len(code) == _SECTION
            }
        return self._economics[year]

    def named(self, classification: str, year: int) -> dict[str, _Subject]:
        """Every 类, 款 and 项 of a year by code."""
        found: dict[str, _Subject] = {}
        for file in self._files:
            for subject in getattr(file, classification):
                if subject.holds(year):
                    found.setdefault(subject.code, subject)
        return found

    def _item(self, code: str, named: Mapping[str, _Subject]) -> Item | None:
        way = tuple(named.get(code[:digits]) for digits in (_CLASS, _SECTION, _ITEM))
        category, section, own = way
        if category is None or section is None or own is None:
            return None
        fund = own.fund or section.fund or category.fund or 1
        also = tuple(frozenset(_plain(name) for name in subject.also) for subject in (category, section, own))
        said = own.meaning or self._meanings.get(own.name, "") or _of_others(own.name)
        names = category.name, section.name, own.name
        return Item(code, *names, said, FUNCTION_SOURCES[fund - 1], (also[0], also[1], also[2]))


@cache
def _shelf() -> _Shelf:
    return _Shelf(sorted(subject_folder().glob("*.toml")))


def _read(path: Path) -> _File:
    """One file.

    :raises SubjectTrouble: it cannot be read, is written wrongly, or a code or a year cannot be.
    """
    try:
        file = msgspec.convert(toml.read(path), _File)
    except toml.Unread as error:
        raise SubjectTrouble(f"科目文件“{path.name}”没有使用：{error}。") from error
    except msgspec.ValidationError as error:
        raise SubjectTrouble(
            f"科目文件“{path.name}”有一处写法不对（{error}），没有使用，请对照 docs/subjects.md 改正。"
        ) from error
    for fault in _faults(file):
        raise SubjectTrouble(f"科目文件“{path.name}”：{fault}，没有使用，请改正。")
    return file


def _faults(file: _File) -> Iterator[str]:
    for classification, digits in _CODES.items():
        for subject in getattr(file, classification):
            if not re.fullmatch("[0-9]+", subject.code) or len(subject.code) not in digits:
                yield f"编码“{subject.code}”应当是 {'、'.join(map(str, digits))} 位数字"
            if not subject.name.strip():
                yield f"编码“{subject.code}”没有名称"
            if subject.since > subject.until:
                yield f"编码“{subject.code}”的 from 晚于 to"
            if subject.fund not in range(len(FUNCTION_SOURCES) + 1):
                yield f"编码“{subject.code}”的 fund 应当是 1 至 {len(FUNCTION_SOURCES)}"


# ---- names


def _plain(name: str) -> str:
    """A name as it is compared: in one spelling, without blanks, of a 类 without 支出 at its end."""
    plain = "".join(normal(name).split())
    return plain.removesuffix(_SPENDING) or plain


def _of_others(name: str) -> str:
    """The meaning of an item that collects the rest: 其他医疗救助支出."""
    rest = name.removeprefix("其他").removesuffix(_SPENDING)
    return f"指除上述项目以外其他用于{rest}方面的支出。" if name.startswith("其他") and rest else ""
