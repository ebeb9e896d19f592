"""The year at a glance: how far each project is, the money, the points, what does not add up, and what to do next.

Everything here is made of cases and findings that are there already; nothing is read or checked anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from core.headers import called
from core.marks import Pending, pending
from core.model import SOURCES, STAGES, UNIT_ROW, Book, Dossier, Place
from core.reading import TOTAL, TYPED_GRADE, TYPED_OVER, Values, execution_is_low, line_of
from core.rules.finding import TOPICS, Case, Finding, Level
from core.years.deadline import deadline_of, deadline_place

MOST_NEXT = 7
_NAMED = 3  # projects named in a line; empty ones that get a line of their own
_SOON = 30  # days before the deadline from which it is spoken of
_UNNAMED = "未命名项目"

Cell = tuple[str, str]  # source or ``total``, and stage
_CELLS: tuple[Cell, ...] = tuple((source, stage) for source in (*SOURCES, TOTAL) for stage in STAGES)


class State(StrEnum):
    """How far a project is; the value is the word on screen."""

    EMPTY = "待填"
    FILLING = "填报中"
    CHECKING = "待核实"
    READY = "可报送"


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """One project: amounts of the whole project in 元, its rate in percent, its points; None where unknown.

    ``low``: the rate asks for a written reason.  ``score`` is the total as it counts, ``known`` what there is of it.
    """

    id: int
    name: str
    state: State
    annual: Decimal | None
    executed: Decimal | None
    rate: Decimal | None
    low: bool
    score: Decimal | None
    known: Decimal | None
    grade: str
    waiting: Mapping[Level, int]


@dataclass(frozen=True, slots=True)
class Next:
    """Something to do, with a second line that says more, and the cell where it is done; ``level`` is its sign.

    Without a place it is done where no cell is: a new project, the unit's dossier, the export.
    """

    words: str
    more: str
    place: Place | None = None
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """Sums over the projects of a year in 元, by source (and ``total``) and stage; one with an unreadable part is
    missing."""

    amounts: Mapping[Cell, Decimal]

    def of(self, stage: str, source: str = TOTAL) -> Decimal | None:
        """A sum; None while unknown."""
        return self.amounts.get((source, stage))

    def rate(self, source: str = TOTAL) -> Decimal | None:
        """执行率 in percent: Σ executed ÷ Σ budget of the year, unrounded."""
        annual, executed = self.of("annual", source), self.of("executed", source)
        return executed / annual * 100 if executed is not None and annual else None


@dataclass(frozen=True, slots=True)
class Overview:
    """A year.  ``before`` is the money of the year before, None where its cases were not given.

    ``average`` is the mean of the known totals.  ``findings`` counts what waits for the clerk by page and level, in the
    unit's dossier as well; ``pending`` the values marked 待核, ``typed_over`` the computed cells that were typed over.
    ``days_left`` is negative when the deadline has passed.
    """

    year: int
    projects: tuple[ProjectLine, ...]
    states: Mapping[State, int]
    money: Money
    before: Money | None
    average: Decimal | None
    findings: Mapping[tuple[str, Level], int]
    answered: int
    pending: int
    typed_over: int
    deadline: date | None
    days_left: int | None
    next: tuple[Next, ...]


def overview(
    book: Book, year: int, cases: Mapping[int, Case], findings: Mapping[int, tuple[Finding, ...]], today: date
) -> Overview:
    """The overview of a year; ``cases`` and ``findings`` hold those of its projects and of the unit's dossier, the
    cases perhaps those of the year before as well."""
    dossiers, whole = book.of_year(year), book.whole_of(year)
    numbers = [d.id for d in (*dossiers, *((whole,) if whole else ()))]
    found = [finding for number in numbers for finding in findings.get(number, ())]
    lines = tuple(_line(cases[d.id], findings.get(d.id, ())) for d in dossiers)
    scores = [line.score for line in lines if line.score is not None]
    waits = tuple(finding for finding in found if finding.open)
    waiting = Counter((finding.topic, finding.level) for finding in waits)
    states = Counter(line.state for line in lines)
    marked = pending(book, (UNIT_ROW, *numbers))
    due = deadline_of(book, year)
    days = (due - today).days if due else None
    return Overview(
        year,
        lines,
        {state: states[state] for state in State},
        _money(cases[d.id].values for d in dossiers),
        _money_before(book, year, cases),
        sum(scores, Decimal(0)) / len(scores) if scores else None,
        {(topic, level): waiting[topic, level] for topic in TOPICS for level in Level},
        sum(not finding.open for finding in found),
        len(marked),
        sum(_typed_over(book.dossiers[number]) for number in numbers),
        due,
        days,
        tuple(_next(_Known(book, year, cases, lines, waits, marked, due, days)))[:MOST_NEXT],
    )


def state_of(dossier: Dossier, waiting: Mapping[Level, int]) -> State:
    """待填 without amounts and indicators, 填报中 without amounts or with errors, 待核实 with open 需核实.

    Else 可报送.
    """
    amounts = _has_amounts(dossier)
    if not amounts and not dossier.indicator:
        return State.EMPTY
    if not amounts or waiting[Level.ERROR]:
        return State.FILLING
    return State.CHECKING if waiting[Level.WARNING] else State.READY


def _has_amounts(dossier: Dossier) -> bool:
    return any(getattr(fund, stage) for fund in dossier.funds.values() for stage in STAGES)


def _line(case: Case, findings: tuple[Finding, ...]) -> ProjectLine:
    values, scores, dossier = case.values, case.scores, case.dossier
    waiting = Counter(finding.level for finding in findings if finding.open)
    counted = scores.total if scores and values.typed_total is None else values.typed_total
    return ProjectLine(
        dossier.id,
        called(dossier.project).strip() or _UNNAMED,
        state_of(dossier, waiting),
        values.amount(TOTAL, "annual"),
        values.amount(TOTAL, "executed"),
        values.computed.get((TOTAL, "execution_rate")),
        execution_is_low(values),
        counted,
        scores.known if scores else None,
        dossier.answers.get(TYPED_GRADE, "").strip() or (scores.grade if scores else None) or "",
        {level: waiting[level] for level in Level},
    )


def _typed_over(dossier: Dossier) -> int:
    return sum(key.startswith(TYPED_OVER) and bool(text.strip()) for key, text in dossier.answers.items())


def _money_before(book: Book, year: int, cases: Mapping[int, Case]) -> Money | None:
    before = book.of_year(year - 1)
    known = [cases[d.id].values for d in before if d.id in cases]
    return _money(known) if known and len(known) == len(before) else None


def _money(projects: Iterable[Values]) -> Money:
    """The sums over the projects; a blank counts as nothing."""
    sums: dict[Cell, Decimal] = {}
    unknown: set[Cell] = set()
    for values in projects:
        for cell in _CELLS:
            amount = values.amount(*cell) if cell[0] == TOTAL else values.amounts.get(cell)
            if amount is not None:
                sums[cell] = sums.get(cell, Decimal(0)) + amount
            elif cell in values.unknown:
                unknown.add(cell)
    return Money({cell: amount for cell, amount in sums.items() if cell not in unknown})


# ---- what to do next


@dataclass(frozen=True, slots=True)
class _Known:
    """What the sentences are made of."""

    book: Book
    year: int
    cases: Mapping[int, Case]
    lines: tuple[ProjectLine, ...]
    open: tuple[Finding, ...]
    pending: tuple[Pending, ...]
    due: date | None
    days: int | None


def _next(known: _Known) -> Iterator[Next]:
    """What waits, the most urgent first; with nothing left, the export."""
    if not known.book.unit.name.strip():
        yield Next("填写单位名称", "所有文稿都要用它", Place("unit", UNIT_ROW, "name"))
    if not known.lines:
        yield Next("新建第一个项目", "或者从上年带入")
        return
    yield from _of_deadline(known)
    yield from _of_level(known, Level.ERROR, "改正 {} 处错误")
    yield from _of_level(known, Level.WARNING, "核实 {} 处，或写明说明")
    if known.pending:
        projects = Counter(each.place.project for each in known.pending)
        yield Next(f"核实 {len(known.pending)} 个待核的数", _named(known, projects), known.pending[0].place)
    yield from _of_empty(known)
    yield from _of_amounts(known)
    yield from _of_whole(known)
    if all(line.state is State.READY for line in known.lines) and not known.pending:
        yield Next("导出报送材料", f"{len(known.lines)} 个项目都可以报送")


def _of_deadline(known: _Known) -> Iterator[Next]:
    left = sum(line.state is not State.READY for line in known.lines)
    if known.due is None or known.days is None or not left or known.days > _SOON:
        return
    passed = f"已过 {-known.days} 天" if known.days < 0 else "就是今天" if known.days == 0 else f"还有 {known.days} 天"
    level = Level.ERROR if known.days < 0 else Level.WARNING
    words = f"报送期限 {known.due.month} 月 {known.due.day} 日"
    yield Next(words, f"{passed}，{left} 个项目没有完成", deadline_place(known.year), level)


def _of_level(known: _Known, level: Level, words: str) -> Iterator[Next]:
    """What waits of a level, and where most of it is; it leads to the first of that project."""
    found = [finding for finding in known.open if finding.level is level]
    if found:
        projects = Counter(finding.project for finding in found)
        worst = projects.most_common(1)[0][0]
        place = next(finding.places[0] for finding in found if finding.project == worst)
        yield Next(words.format(len(found)), _named(known, projects), place, level)


def _named(known: _Known, projects: Counter[int]) -> str:
    """Projects with their counts, the largest first: 城乡医疗救助资金 3，医保信息系统运维 1."""
    if len(projects) > _NAMED:
        return f"{len(projects)} 个项目"
    return "，".join(f"{_called(known, number)} {count}" for number, count in projects.most_common())


def _called(known: _Known, number: int) -> str:
    dossier = known.book.dossiers.get(number)
    return "单位信息" if dossier is None else called(dossier.project).strip() or _UNNAMED


def _of_empty(known: _Known) -> Iterator[Next]:
    empty = [line for line in known.lines if line.state is State.EMPTY]
    shown = empty if len(empty) <= _NAMED else empty[: _NAMED - 1]
    for line in shown:
        yield Next(f"填写“{line.name}”", "还没有资金和指标", Place("project", line.id, "name"))
    if rest := empty[len(shown) :]:
        yield Next(f"填写另外 {len(rest)} 个项目", "还没有资金和指标", Place("project", rest[0].id, "name"))


def _of_amounts(known: _Known) -> Iterator[Next]:
    """Projects that are begun and have no amounts, such as those just taken over from last year."""
    bare = [line for line in known.lines if line.state is State.FILLING]
    bare = [line for line in bare if not _has_amounts(known.cases[line.id].dossier)]
    if bare:
        values = known.cases[bare[0].id].values
        source = next((source for source in SOURCES if line_of(values.form, source)), TOTAL)
        words = f"填写“{bare[0].name}”的资金" if len(bare) == 1 else f"填写 {len(bare)} 个项目的资金"
        yield Next(words, "还没有金额", values.fund_place(source, "annual"))


def _of_whole(known: _Known) -> Iterator[Next]:
    """The unit's dossier, where a form in use prints documents of the unit and nobody has made it."""
    wanted = any(known.cases[line.id].form.documents_of("unit") for line in known.lines)
    if wanted and known.book.whole_of(known.year) is None:
        yield Next("填写部门整体", "全单位合写的文稿还没有写")
