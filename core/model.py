"""The rows of a book as the clerk typed them, and the address of each cell.

Everything the clerk types is text and stays as typed; what it means is computed by :mod:`core.reading`.  All rows of
one project lie together in a :class:`Dossier`, so that an edit replaces one dossier and leaves the others untouched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from operator import attrgetter
from types import MappingProxyType

import msgspec

from core.accounts.rows import Account, EconomicLine, FunctionLine

UNIT_ROW = 0  # the project number of everything that belongs to the unit itself

# 资金来源 and 阶段: the canonical keys of the fund grid. Amounts without a unit are 万元.
SOURCES = MappingProxyType(
    {
        "central": "中央财政",
        "province": "省级财政",
        "city": "市级财政",
        "county": "县区级财政",
        "government_fund": "政府性基金",
        "carried": "上年结转",
        "special_account": "财政专户管理资金",
        "own": "单位资金",
        "other": "其他资金",
    }
)
STAGES = MappingProxyType(
    {
        "initial": "年初预算",
        "adjustment": "预算调整",
        "annual": "全年预算",
        "in_place": "到位",
        "executed": "全年执行",
        "midyear": "年中执行",
        "forecast": "全年预计执行",
    }
)
GOAL_PERIODS = MappingProxyType({"annual": "年度目标", "whole": "实施期目标"})
DIRECTIONS = ("≥", "≤", "=", ">", "<", "定性")
WHOLE_UNIT = "unit"  # Project.scope of the unit's dossier (部门整体)
PENDING, NOTE, IMPORTED, LAST_YEAR = MARK_KINDS = ("待核", "备注", "导入", "上年")


class Place(msgspec.Struct, frozen=True, order=True, gc=False):
    """The address of one cell.  A table has hundreds of them, and a struct is made and compared several times faster.

    ``row`` is 0 in tables that have one row a project (unit, project, fund, account, answer).  The fields of ``fund``
    are named ``source.stage``, those of ``account`` ``line.measure``, those of ``answer`` by their key, so that every
    cell has an address before it has a value.
    """

    table: str
    project: int
    field: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class Unit:
    """The office that keeps the book."""

    name: str = ""
    code: str = ""
    department: str = ""  # 主管部门
    department_code: str = ""
    region: str = ""
    level: str = ""
    finance_bureau: str = ""  # 财政部门, as it is named in sentences
    leader: str = ""
    preparer: str = ""
    phone: str = ""
    reported_on: str = ""  # 填报日期
    form: str = ""  # the form of new projects


@dataclass(frozen=True, slots=True)
class Project:
    """One budget project of one year, or with scope ``unit`` what is typed once for all projects of the year."""

    id: int
    year: int
    position: int = 0
    name: str = ""
    code: str = ""
    department: str = ""  # 主管部门; blank means the unit's
    department_code: str = ""
    agency: str = ""  # 实施单位; blank means the unit
    agency_code: str = ""
    level: str = ""  # 项目级别
    kind: str = ""  # 项目类型
    fund_kind: str = ""  # 资金性质: 年初预算, 结转资金, 追加指标, 下达
    starts: str = ""
    ends: str = ""
    leader: str = ""
    finance_leader: str = ""
    phone: str = ""
    form: str = ""
    scope: str = ""  # blank: a budget project; WHOLE_UNIT: 部门整体


@dataclass(frozen=True, slots=True)
class Fund:
    """The amounts of one source, stage by stage, as typed (a bare number is 万元)."""

    initial: str = ""
    adjustment: str = ""
    annual: str = ""
    in_place: str = ""
    executed: str = ""
    midyear: str = ""
    forecast: str = ""  # 全年预计执行, as seen at mid-year


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of the year or of the whole period: what was expected and what came of it."""

    id: int
    project: int
    position: int = 0
    period: str = "annual"
    expected: str = ""
    actual: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One 三级指标.  ``level1`` and ``level2`` are canonical Chinese names; a form may print other captions."""

    id: int
    project: int
    position: int = 0
    level1: str = ""
    level2: str = ""
    name: str = ""
    direction: str = ""
    target: str = ""
    adjusted: str = ""  # 调整后指标值
    midyear: str = ""
    actual: str = ""
    unit: str = ""
    weight: str = ""
    score: str = ""  # typed over the computed score
    score_reason: str = ""
    deviation: str = ""  # 偏差原因分析及改进措施
    evidence: str = ""
    forecast: str = ""  # 全年预计完成值, as seen at mid-year
    likelihood: str = ""  # 完成可能性
    cause: str = ""  # 偏差原因类别
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ScoreItem:
    """One line of a score sheet, judged by a rule of its form instead of measured.

    ``item`` is the key of the line in the form.  ``value`` is what its rule counts or measures (cases, days, the part
    of a ratio), ``base`` the whole of a ratio; ``score`` is typed over what the rule gives.
    """

    id: int
    project: int
    position: int = 0
    item: str = ""
    score: str = ""
    note: str = ""
    value: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One attachment (佐证材料)."""

    id: int
    project: int
    position: int = 0
    name: str = ""
    number: str = ""  # 文号 or 编号
    provided: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """The clerk's answer to a finding.  It counts while the values it speaks of are those in ``stamp``."""

    id: int
    project: int
    position: int = 0
    subject: str = ""  # Finding.subject
    stamp: str = ""  # core.rules.stamp at the time of writing
    text: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on what the clerk typed, never printed: not sure yet, a note, or where it came from.

    ``subject`` names the cell, of an origin the row, as :mod:`core.marks` writes it.  ``text`` is the note, of an
    origin the texts as they were taken; ``stamp`` the text of the cell at the time it was marked.
    """

    id: int
    project: int
    position: int = 0
    kind: str = ""  # one of MARK_KINDS
    subject: str = ""
    text: str = ""
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with one row a project and key, whose cells are named ``key.measure``."""

    kind: type[Fund | Account]
    held_in: str  # attribute of Dossier
    key: str  # column of the book's file


GRIDS: Mapping[str, Grid] = MappingProxyType(
    {"fund": Grid(Fund, "funds", "source"), "account": Grid(Account, "accounts", "line")}
)
Row = Goal | Indicator | ScoreItem | FunctionLine | EconomicLine | Evidence | Reason | Mark

ROW_TYPES: Mapping[str, type[Row]] = MappingProxyType(
    {
        "goal": Goal,
        "indicator": Indicator,
        "score_item": ScoreItem,
        "function": FunctionLine,
        "economic": EconomicLine,
        "evidence": Evidence,
        "reason": Reason,
        "mark": Mark,
    }
)
NUMBER_FIELDS = frozenset({"id", "project", "year", "position"})


def text_fields(kind: type) -> tuple[str, ...]:
    """The names of the fields of a row type that hold the clerk's text, in order."""
    return _text_fields(kind)


@cache  # apart: mypy takes a class whose rows have a hash of their own for one without
def _text_fields(kind: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind) if f.name not in NUMBER_FIELDS)


@dataclass(frozen=True, slots=True)
class Dossier:
    """A project with all its rows.  The mappings and tuples are never changed in place."""

    project: Project
    funds: Mapping[str, Fund] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    goal: tuple[Goal, ...] = ()
    indicator: tuple[Indicator, ...] = ()
    score_item: tuple[ScoreItem, ...] = ()
    accounts: Mapping[str, Account] = field(default_factory=dict)  # of the unit's dossier, by line
    function: tuple[FunctionLine, ...] = ()
    economic: tuple[EconomicLine, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    reason: tuple[Reason, ...] = ()
    mark: tuple[Mark, ...] = ()

    @property
    def id(self) -> int:
        """The project's number, which never changes."""
        return self.project.id

    @property
    def is_unit(self) -> bool:
        """Whether it is the unit's dossier of its year and no budget project."""
        return self.project.scope == WHOLE_UNIT

    def rows(self, table: str) -> tuple[Row, ...]:
        """The rows of a table in the clerk's order."""
        rows: tuple[Row, ...] = getattr(self, table)
        return rows

    def lines(self, grid: str) -> Mapping[str, Fund | Account]:
        """The lines of a grid that hold a text, by key."""
        lines: Mapping[str, Fund | Account] = getattr(self, GRIDS[grid].held_in)
        return lines

    def cells(self) -> Iterator[tuple[Place, str]]:
        """Every text in the grids with its address."""
        for table, grid in GRIDS.items():
            for key, line in self.lines(table).items():
                for measure in text_fields(grid.kind):
                    if text := getattr(line, measure):
                        yield Place(table, self.id, f"{key}.{measure}"), text

    def text(self, place: Place) -> str:
        """What the clerk typed at a place of this project; blank when nothing, or the row is gone."""
        if place.table == "project":
            return str(getattr(self.project, place.field))
        if place.table == "answer":
            return self.answers.get(place.field, "")
        if place.table in GRIDS:
            key, measure = place.field.split(".")
            line = self.lines(place.table).get(key)
            return "" if line is None else str(getattr(line, measure))
        return next((str(getattr(r, place.field)) for r in self.rows(place.table) if r.id == place.row), "")

    def goal_of(self, period: str) -> Goal | None:
        """The first goal of a period."""
        return next((goal for goal in self.goal if goal.period == period), None)


_Year = tuple[tuple[Dossier, ...], Dossier | None]  # its projects in the clerk's order, and the unit's dossier
_number = attrgetter("project.id")
_in_order = attrgetter("project.position", "project.id")


@dataclass(frozen=True, slots=True)
class Book:
    """All years of one unit.  ``next_id`` is the number the next row gets; numbers are never given twice."""

    unit: Unit = Unit()
    dossiers: Mapping[int, Dossier] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)  # answers of the unit itself
    next_id: int = 1
    _by_year: dict[int, _Year] = field(default_factory=dict, init=False, repr=False, compare=False)

    def text(self, place: Place) -> str:
        """What the clerk typed at a place; blank when nothing, or the row is gone."""
        if place.table == "unit":
            return str(getattr(self.unit, place.field))
        if place.project == UNIT_ROW:
            return self.answers.get(place.field, "")
        dossier = self.dossiers.get(place.project)
        return "" if dossier is None else dossier.text(place)

    def years(self) -> tuple[int, ...]:
        """The years that have projects or the unit's dossier, newest first."""
        return tuple(sorted({d.project.year for d in self.dossiers.values()}, reverse=True))

    def of_year(self, year: int) -> tuple[Dossier, ...]:
        """The budget projects of a year in the clerk's order."""
        return self._filed(year)[0]

    def whole_of(self, year: int) -> Dossier | None:
        """The unit's dossier of a year; of several, which only a foreign hand can make, the first."""
        return self._filed(year)[1]

    def _filed(self, year: int) -> _Year:
        """Everything of a year; sorted once, for every key asks for it many times."""
        if year not in self._by_year:
            units, projects = list[Dossier](), list[Dossier]()
            for dossier in self.dossiers.values():
                if dossier.project.year == year:
                    (units if dossier.project.scope == WHOLE_UNIT else projects).append(dossier)
            self._by_year[year] = tuple(sorted(projects, key=_in_order)), min(units, key=_number, default=None)
        return self._by_year[year]
