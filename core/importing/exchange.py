"""Reading the exchange file (docs/exchange.md): JSON text into the rows of a book, with a remark for what is left out.

Texts are taken as typed.  A number may stand without quotes and keeps its spelling (0.10 stays 0.10).  Only what
makes the whole file unusable is an :class:`~core.trouble.ImportTrouble`; anything smaller is a :class:`Remark`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import Any

from core.accounts.lines import GRID_LINES
from core.accounts.rows import ECONOMIC_KINDS, FUNCTION_SOURCES, Account
from core.edits import POSITION_GAP
from core.importing.json_text import Object, file_text, named, parsed
from core.kinds import normal
from core.links import members_by_place, numbers_in_lists, relinked
from core.model import (
    DIRECTIONS,
    GOAL_PERIODS,
    GRIDS,
    MARK_KINDS,
    NOTE,
    ROW_TYPES,
    STAGES,
    WHOLE_UNIT,
    Book,
    Dossier,
    Fund,
    Grid,
    Project,
    Row,
    Unit,
    text_fields,
)
from core.reading import POINTS, RATES, TYPED_OVER
from core.trouble import ImportTrouble

FORMAT = "jipingben-exchange"
VERSION = 1
LISTS = MappingProxyType(  # key of the file -> table of the book
    {
        "goals": "goal",
        "indicators": "indicator",
        "score_items": "score_item",
        "functions": "function",
        "economics": "economic",
        "evidence": "evidence",
        "reasons": "reason",
        "marks": "mark",
    }
)
MEASURES = (*STAGES, "balance", *RATES, *POINTS)
SCORES = ("total", "grade")  # what typed_over.score holds
BOOK_KEYS = ("$schema", "format", "version", "unit", "projects")  # $schema is for editors
UNIT_KEYS = (*text_fields(Unit), "answers")
GRID_KEYS = tuple(grid.held_in for grid in GRIDS.values())
PROJECT_KEYS = ("year", *text_fields(Project), *GRID_KEYS, "typed_over", *LISTS, "answers")

# What must be one of a few words, by table and field: the words, what is taken instead, and how that is said.
_CHOICES: Mapping[str, Mapping[str, tuple[tuple[str, ...], str, str]]] = MappingProxyType(
    {
        "indicator": {"direction": (DIRECTIONS, "", "留空，按指标值判断")},
        "goal": {"period": (tuple(GOAL_PERIODS), "annual", "按 annual（年度目标）导入")},
        "function": {"source": (FUNCTION_SOURCES, "", f"按{FUNCTION_SOURCES[0]}导入")},
        "economic": {"kind": (ECONOMIC_KINDS, "", "留空，没有计入人员经费或公用经费")},
        "mark": {"kind": (MARK_KINDS, NOTE, f"按{NOTE}导入")},
    }
)
_MOST_REMARKS = 500
_LONGEST_PATH = 200  # letters of a path shown in a remark
_LONGEST_KEY = 100
_YEAR = re.compile(r"[12]\d{3}")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Remark:
    """What was not taken as it stands: the path in the file (``projects[0].funds.county``) and a sentence."""

    path: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.path}：{self.sentence}" if self.path else self.sentence


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a file holds, as a book of its own with numbers of its own, and what it says that could not be taken."""

    book: Book
    remarks: tuple[Remark, ...] = ()


def read(source: str | Path) -> Exchange:
    """Read an exchange file: a path, or its text.

    :raises ImportTrouble: no file, larger than 50 MB, not UTF-8, not JSON, another format or a newer version.
    """
    text = file_text(source) if isinstance(source, Path) else source
    top = parsed(text)
    if not isinstance(top, dict) or top.get("format") != FORMAT:
        raise ImportTrouble(f'这不是绩评本的交换文件：开头应有 "format": "{FORMAT}"。')
    _check_version(top.get("version"))
    reader = _Reader()
    book = reader.book(top)
    return Exchange(book, reader.all_remarks())


def _check_version(version: Any) -> None:
    if not isinstance(version, str) or not version.isascii() or not version.isdigit() or len(version) > 9:
        raise ImportTrouble(f'交换文件没有写明版本，请在开头写上 "version": {VERSION}。')
    if int(version) > VERSION:
        raise ImportTrouble(
            f"这是第 {int(version)} 版的交换文件，本程序只认识到第 {VERSION} 版，请用新版的绩评本导入。"
        )
    if int(version) < 1:
        raise ImportTrouble(f"交换文件的版本写的是 {version}，应为 {VERSION}。")


def _with_its_members(whole: Dossier, dossiers: list[Dossier]) -> Dossier:
    """The unit's dossier, which speaks of the projects of its year by their places in the file."""
    projects = (d for d in dossiers if d.project.year == whole.project.year and not d.is_unit)
    return relinked(whole, numbers_in_lists(whole), members_by_place(projects))


@dataclass(slots=True)
class _Reader:
    """Walks through the parsed file once; whatever it cannot take becomes a remark with its path."""

    remarks: list[Remark] = field(default_factory=list)
    left_off: int = 0
    ids: Iterator[int] = field(default_factory=lambda: count(1))

    def remark(self, path: str, sentence: str) -> None:
        if len(self.remarks) < _MOST_REMARKS:
            self.remarks.append(Remark(_UNPRINTABLE.sub("", path[:_LONGEST_PATH]), sentence))
        else:
            self.left_off += 1

    def all_remarks(self) -> tuple[Remark, ...]:
        more = (Remark("", f"另有 {self.left_off} 处没有列出。"),) if self.left_off else ()
        return (*self.remarks, *more)

    def book(self, top: Mapping[str, Any]) -> Book:
        parts = self.object(top, "", BOOK_KEYS)
        unit = self.object(parts.get("unit"), "unit", UNIT_KEYS)
        answers = self.answers(unit.get("answers"), "unit.answers")
        dossiers = [d for path, raw in self.items(parts.get("projects"), "projects") if (d := self.project(raw, path))]
        linked = [_with_its_members(d, dossiers) if d.is_unit else d for d in dossiers]
        return Book(
            Unit(**self.texts(unit, "unit", text_fields(Unit))),
            MappingProxyType({d.id: d for d in linked}),
            answers,
            next(self.ids),
        )

    def project(self, raw: Any, path: str) -> Dossier | None:
        """One project with everything in it; None when it is no object or has no year."""
        parts = self.object(raw, path, PROJECT_KEYS)
        if raw is not None and not isinstance(raw, Object):
            return None
        year = self.year(parts.get("year"), f"{path}.year")
        if year is None:
            return None
        number = next(self.ids)
        texts = self.texts(parts, path, text_fields(Project))
        self.mend_choice(texts, path, "scope", (WHOLE_UNIT,), "", "按一个项目导入")
        row = Project(number, year, number * POSITION_GAP, **texts)
        if not row.name.strip() and row.scope != WHOLE_UNIT:
            self.remark(f"{path}.name", "没有项目名称；项目照样导入，请在账套中补填。")
        answers = self.answers(parts.get("answers"), f"{path}.answers")
        typed = self.typed_over(parts.get("typed_over"), f"{path}.typed_over")
        rows: dict[str, Any] = {table: self.rows(parts, path, key, number) for key, table in LISTS.items()}
        for table, grid in GRIDS.items():
            rows[grid.held_in] = self.lines(table, grid, parts.get(grid.held_in), f"{path}.{grid.held_in}")
        dossier = Dossier(row, answers={**answers, **typed}, **rows)
        return dossier if dossier.is_unit else relinked(dossier, numbers_in_lists(dossier))

    def year(self, value: Any, path: str) -> int | None:
        text = normal(value).removesuffix("年度").removesuffix("年") if isinstance(value, str) else ""
        if _YEAR.fullmatch(text):
            return int(text)
        self.remark(path, "项目的年度应是四位数，例如 2021；这个项目没有导入。")
        return None

    def lines(self, table: str, grid: Grid, value: Any, path: str) -> Mapping[str, Fund | Account]:
        """The lines of a grid that hold a text."""
        found = {}
        measures = text_fields(grid.kind)
        for key, texts in self.object(value, path, tuple(GRID_LINES[table])).items():
            inner = self.object(texts, f"{path}.{key}", measures)
            line = grid.kind(**self.texts(inner, f"{path}.{key}", measures))
            if line != grid.kind():
                found[key] = line
        return found

    def typed_over(self, value: Any, path: str) -> Mapping[str, str]:
        """Texts typed over computed cells of the fund grid, under the keys by which a book keeps them."""
        found = {}
        for line, measures in self.free_keys(value, path).items():
            if "." in line:
                self.remark(f"{path}.{line}", "行的名称里不能有小数点，没有导入。")
                continue
            known = SCORES if line == "score" else MEASURES
            inner = self.object(measures, f"{path}.{line}", known)
            for measure, text in self.texts(inner, f"{path}.{line}", known).items():
                found[f"{TYPED_OVER}{line}.{measure}"] = text
        return {key: text for key, text in found.items() if text}

    def answers(self, value: Any, path: str) -> Mapping[str, str]:
        parts = self.free_keys(value, path)
        for key in [key for key in parts if key.startswith(TYPED_OVER)]:
            self.remark(f"{path}.{key}", "改填的资金数请写在 typed_over 里，没有导入。")
            del parts[key]
        return {key: text for key, text in self.texts(parts, path, tuple(parts)).items() if text}

    def rows(self, parts: Mapping[str, Any], path: str, key: str, project: int) -> tuple[Row, ...]:
        table = LISTS[key]
        kind = ROW_TYPES[table]
        made: list[Row] = []
        for place, raw in self.items(parts.get(key), f"{path}.{key}"):
            inner = self.object(raw, place, text_fields(kind))
            if not isinstance(raw, Object):
                continue
            texts = self.texts(inner, place, text_fields(kind))
            for name, (known, default, instead) in _CHOICES.get(table, {}).items():
                self.mend_choice(texts, place, name, known, default, instead)
            made.append(kind(next(self.ids), project, (len(made) + 1) * POSITION_GAP, **texts))
        return tuple(made)

    def mend_choice(
        self, texts: dict[str, str], path: str, name: str, known: tuple[str, ...], default: str, instead: str
    ) -> None:
        """Put a text that must be one of a few words into their spelling; another word is replaced and reported."""
        if name in texts:
            typed = normal(texts[name])
            if typed and typed not in known:
                allowed = f"{'、'.join(known)}之一" if len(known) > 1 else f" {known[0]}"
                self.remark(f"{path}.{name}", f"“{texts[name]}”不是{allowed}，{instead}。")
            texts[name] = typed if typed in known else default

    def items(self, value: Any, path: str) -> Iterator[tuple[str, Any]]:
        """The members of a list with their paths."""
        if isinstance(value, list):
            yield from ((f"{path}[{number}]", item) for number, item in enumerate(value))
        elif value is not None:
            self.remark(path, f"这里应是一个列表 […]，却是{named(value)}，没有导入。")

    def free_keys(self, value: Any, path: str) -> dict[str, Any]:
        """The members of an object whose keys are named by forms; keys no form could have are reported."""
        parts = self.object(value, path)
        for key in [key for key in parts if not key or len(key) > _LONGEST_KEY or _UNPRINTABLE.search(key)]:
            self.remark(f"{path}.{key}", f"键名应有 1 到 {_LONGEST_KEY} 个能打印的字，没有导入。")
            del parts[key]
        return parts

    def object(self, value: Any, path: str, known: tuple[str, ...] | None = None) -> dict[str, Any]:
        """The members of an object; unknown keys (None: any key is known) are reported and left out."""
        if value is None:
            return {}
        if not isinstance(value, Object):
            self.remark(path, f"这里应是一个对象 {{…}}，却是{named(value)}，没有导入。")
            return {}
        inside = f"{path}." if path else ""
        for key in value.twice:
            self.remark(f"{inside}{key}", "同一个键写了不止一次，取最后一次的内容。")
        if known is None:
            return dict(value)
        for key in [key for key in value if key not in known]:
            worth_it = len(key) <= _LONGEST_KEY and len(self.remarks) < _MOST_REMARKS
            near = get_close_matches(key, known, 1) if worth_it else ()
            self.remark(f"{inside}{key}", f"不认识这个键，没有导入{f'；是不是“{near[0]}”' if near else ''}。")
        return {key: item for key, item in value.items() if key in known}

    def texts(self, parts: Mapping[str, Any], path: str, names: tuple[str, ...]) -> dict[str, str]:
        """The texts of an object by name; null and a missing key give none."""
        inside = f"{path}." if path else ""
        return {name: self.text(parts[name], f"{inside}{name}") for name in names if parts.get(name) is not None}

    def text(self, value: Any, path: str) -> str:
        """A text or number as it was written, line feeds in one spelling, without what no page can show."""
        if not isinstance(value, str):
            self.remark(path, f"这里应是文字或数字，却是{named(value)}，没有导入。")
            return ""
        text = value.replace("\r\n", "\n").replace("\r", "\n")
        clean = _UNPRINTABLE.sub("", text)
        if clean != text:
            self.remark(path, f"去掉了 {len(text) - len(clean)} 个不能打印的控制字符。")
        return clean
