"""The live figures of a project, or of the unit: every fact and every computed value by its path, in words to print.

Amounts without a spec are printed bare in the form's unit, as in its tables; ``:元`` and ``:万元`` put the unit behind,
``:数`` leaves signs and units off, ``:率`` puts % behind a rate whatever the form does.  A figure without a value has
no text; nobody invents one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from core.captions import line_caption, measure_caption
from core.fields import FIELDS
from core.forms.indicator_model import Level1, Level2
from core.forms.model import Form
from core.headers import header_text
from core.kinds import read_date, trimmed
from core.model import GOAL_PERIODS, UNIT_ROW, Evidence, Goal, Place
from core.reading import POINTS, TOTAL, TYPED_GRADE, TYPED_TOTAL, Values
from core.report import level_figures
from core.report.account_figures import account_figure
from core.report.account_paths import HEADS as ACCOUNT_HEADS
from core.report.digits import points
from core.report.fund_figures import fund_text
from core.report.indicator_figures import PART_CAPTIONS, Standing, field_of, indicator_text, level_of
from core.report.indicator_figures import with_relation as with_relation  # the indicator sheet shows them too
from core.report.indicator_figures import with_unit as with_unit
from core.report.offered import offered
from core.report.paths import ENDINGS, GONE, NAMED, blank_of, is_local, is_of_unit, of_one, parts, written
from core.report.score_figures import item_figure, item_place, sheet_figure
from core.report.unit_figures import unit_figure
from core.scoring.scores import Scores, score

_CAPTIONS = {
    "year": "年度",
    "last_year": "上年度",
    "reported_month": "填报年月",
    "grade": "等级",
    "score.total": "总分",
    "score.known": "已得分合计",
    "score.execution": "执行率得分",
    "score.weights": "分值合计",
    "count.indicators": "三级指标个数",
    "count.level1": "一级指标个数",
    "count.level2": "二级指标个数",
    "count.goals": "目标个数",
    "count.evidence": "佐证材料件数",
}
_TYPED_OVER = {"score.total": TYPED_TOTAL, "grade": TYPED_GRADE}  # where a computed figure can be typed over
_GROUPS = {
    "fund": "资金", "goal": "目标", "indicator": "指标", "clauses": "指标", "level": "得分", "score": "得分",
    "sheet": "得分", "item": "得分", "grade": "得分", "projects": "全部项目", "agencies": "全部项目",
    "graded": "全部项目", "of": "各项目",
    **dict.fromkeys(ACCOUNT_HEADS, "部门决算"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its path, what it is called, what is printed (blank: there is no value), where it is typed.

    ``raw`` is what was typed where nobody can read it: a table shows it as it stands, no sentence speaks of it.
    """

    path: str
    caption: str
    text: str
    spec: str = ""
    place: Place | None = None
    raw: str = ""

    @property
    def written(self) -> str:
        """The figure as it stands in the clerk's text."""
        return written(self.path, self.spec)

    @property
    def group(self) -> str:
        """Under which head it is offered to the clerk."""
        return _GROUPS.get(self.path.partition(".")[0], "基本信息")


Lookup = Callable[[str, str], Figure]


class Figures:
    """All figures of one project under its form, or of the unit; each is worked out when somebody asks.

    ``style`` is the form whose unit, decimals and captions are printed: for a project in a document of the unit that
    of the unit, so that one table never mixes 元 and 万元.
    """

    def __init__(self, values: Values, scores: Scores | None, style: Form | None = None) -> None:
        self.values = values
        self.scores = scores
        self.style = style or values.form
        self._unreadable = {place for place, _ in values.unreadable}
        self.numbered = {str(found.row.id): n for n, found in enumerate(values.indicators)}  # places of indicators

    @property
    def form(self) -> Form:
        """The form the project is filed under."""
        return self.values.form

    @cached_property
    def members(self) -> tuple[Figures, ...]:
        """The projects of the year, for the unit's dossier; printed as the unit's form prints."""
        return tuple(Figures(values, score(values), self.style) for values in self.values.members)

    @cached_property
    def _by_number(self) -> dict[str, Figures]:
        return {str(member.values.dossier.id): member for member in self.members}

    @cached_property
    def agencies(self) -> tuple[tuple[str, tuple[Figures, ...]], ...]:
        """The printed 实施单位 in order of first appearance, each with its projects."""
        groups: dict[str, list[Figures]] = {}
        for member in self.members:
            groups.setdefault(member.find("project.agency").text, []).append(member)
        return tuple((name, tuple(found)) for name, found in groups.items())

    @cached_property
    def levels(self) -> tuple[tuple[Level1, tuple[tuple[Level2, tuple[int, ...]], ...]], ...]:
        """The levels in use, in the form's order, each 二级指标 with the places of its rows."""
        return level_figures.in_form_order(self)

    @cached_property
    def total(self) -> Decimal | None:
        """The points of the project as they count: typed over, else computed; None while one is unknown."""
        if self.values.typed_total is not None:
            return self.values.typed_total
        return self.scores.total if self.scores else None

    def points(self, number: int) -> Decimal | None:
        """The points of the n-th indicator as they count."""
        return self.scores.indicators[number].points if self.scores else None

    def level_of(self, number: int) -> Standing:
        """Where the n-th indicator stands in the form that is printed."""
        return level_of(self.values.indicators[number], self.form, self.style)

    def find(self, path: str, spec: str = "") -> Figure:
        """The figure of a path of :mod:`core.report.paths`; without text when the project has no such value."""
        head, *rest = path.split(".")
        match head, rest:
            case ("fund", [line, measure]):
                return self._fund(line, measure, spec)
            case ("indicator", [number, part]) if number in self.numbered:
                return self._indicator(self.numbered[number], part, spec)
            case ("unit" | "project", [name]):
                return self._header(path, head, name, spec)
            case ("goal", [of, part]) if of in GOAL_PERIODS:
                return self._goals(path, of, part)
            case ("goal" | "evidence", [number, part]):
                return self._row(path, head, number, part)
            case ("answer", [key]):
                return self._answer(path, key)
            case ("clauses", [level1]):
                return Figure(path, f"{level1}完成情况", self._clauses(level1), spec)
            case ("level", [level1, *level2, part]):
                return self._level(path, level1, "".join(level2), part)
            case ("sheet", words) | ("item", words) if not is_local(path):
                return self._of_sheet(path, head, words, spec)
        if head in ACCOUNT_HEADS:
            caption, text, place = account_figure(self.values, self.style, path, spec)
            return Figure(path, caption or GONE, text, spec, place)
        if is_of_unit(path) and not is_local(path):
            return self._of_unit(path, rest, spec)
        typed = _TYPED_OVER.get(path) if self.form.scoring and not self.values.dossier.is_unit else None
        place = Place("answer", self.values.dossier.id, typed) if typed else None
        return Figure(path, _CAPTIONS.get(path, GONE), self._counted(path), spec, place)

    def _of_unit(self, path: str, rest: list[str], spec: str) -> Figure:
        """A figure over the projects, or one of one of them, which keeps its place and names its project."""
        if not path.startswith("of."):
            return Figure(path, *unit_figure(self, path, spec), spec)
        member = self._by_number.get(rest[0])
        if member is None:
            return Figure(path, GONE, "", spec)
        found = member.find(of_one(path), spec)
        name = member.values.dossier.project.name.strip() or "未命名项目"
        return replace(found, path=path, caption=f"“{name}”{found.caption}")

    def _header(self, path: str, table: str, name: str, spec: str) -> Figure:
        field, code = NAMED.get(name, (name, ""))
        caption = FIELDS[f"{table}.{field}"].caption
        place = Place(table, UNIT_ROW if table == "unit" else self.values.dossier.id, field)
        names = filter(None, (code, field))
        texts = (header_text(self.values.unit, self.values.dossier, f"{table}.{n}") for n in names)
        text, ending = "-".join(filter(None, texts)), ENDINGS.get(name, "")
        return Figure(path, caption, text.removesuffix(ending) + ending, spec, place)

    def _answer(self, path: str, key: str) -> Figure:
        topic = self.form.topic(key)
        place = Place("answer", self.values.dossier.id, key)
        text = "".join(self._filled(*piece) for piece in parts(self.values.dossier.answers.get(key, "").strip()))
        return Figure(path, topic.heading if topic else "正文", text, place=place)

    def _filled(self, plain: str, path: str, spec: str) -> str:
        """A piece of an answer that is put into a sentence, its live figures filled; an answer in it stays out."""
        if not path or of_one(path).startswith("answer."):
            return plain
        return plain + (self.find(path, spec).text or blank_of(spec))

    def _goals(self, path: str, period: str, part: str) -> Figure:
        goals = self._goals_of(period)
        texts = [text for goal in goals if (text := str(getattr(goal, part)).strip())]
        place = Place("goal", self.values.dossier.id, part, goals[0].id) if goals else None
        return Figure(path, _goal_caption(period, part), "\n".join(texts), place=place)

    def _goals_of(self, period: str) -> tuple[Goal, ...]:
        return tuple(goal for goal in self.values.dossier.goal if goal.period == period)

    def _row(self, path: str, table: str, number: str, part: str) -> Figure:
        """A goal or an attachment by its number; goals are counted within their period."""
        rows = self.values.dossier.rows(table)
        row = next((row for row in rows if str(row.id) == number), None)
        if not isinstance(row, Goal | Evidence):
            return Figure(path, GONE, "")
        if part == "no":
            alike = rows if isinstance(row, Evidence) else self._goals_of(row.period)
            return Figure(path, "序号", str(alike.index(row) + 1))
        caption = _goal_caption(row.period, part) if isinstance(row, Goal) else FIELDS[f"{table}.{part}"].caption
        return Figure(path, caption, str(getattr(row, part)).strip(), place=Place(table, row.project, part, row.id))

    def _counted(self, path: str) -> str:
        """Years, scores and counts."""
        dossier = self.values.dossier
        match path.split("."):
            case ["year"]:
                return str(dossier.project.year)
            case ["last_year"]:
                return str(dossier.project.year - 1)
            case ["reported_month"]:
                return _month(self.values.unit.reported_on)
            case ["count", "indicators" | "evidence" | "goals" as table]:
                return str(len(dossier.rows(table if table == "evidence" else table.removesuffix("s"))))
            case ["count", "level1"]:
                return str(len(self.levels))
            case ["count", "level2"]:
                return str(sum(len(inner) for _, inner in self.levels))
        return self._scored(path)

    def _scored(self, path: str) -> str:
        """Total, grade, and what they are made of; nothing under a form without scores."""
        scores, rules = self.scores, self.form.scoring
        if scores is None or rules is None:
            return ""
        if path == "grade":
            return self.values.dossier.answers.get(TYPED_GRADE, "").strip() or scores.grade or ""
        if path == "score.weights":
            weights = [found.weight for found in self.values.indicators if found.weight is not None]
            return trimmed(sum(weights, rules.execution_weight)) if weights else ""
        gained = {"score.total": self.total, "score.known": scores.known, "score.execution": scores.execution.points}
        return self._points(gained.get(path))

    def _points(self, gained: Decimal | None) -> str:
        return "" if gained is None else points(self.style, gained)

    def _clauses(self, level1: str) -> str:
        """The indicators of a 一级指标, name and actual value, as one enumeration; blank when none has a value."""
        clauses = [
            f"{found.row.name.strip()}{with_unit(found.row.actual, found.row.unit)}"
            for found in self.values.indicators
            if found.level is not None and found.level[0].name == level1 and found.row.name.strip() and found.actual
        ]
        return "，".join(clauses)

    def _level(self, path: str, level1: str, level2: str, part: str) -> Figure:
        text = level_figures.level_text(self, level1, level2, part)
        return Figure(path, f"{level2 or level1}{level_figures.PART_CAPTIONS[part]}", text)

    def _of_sheet(self, path: str, head: str, words: list[str], spec: str) -> Figure:
        if head == "sheet":
            return Figure(path, *sheet_figure(self.values.sheet, words), spec)
        return Figure(path, *item_figure(self.values.sheet, *words), spec, item_place(self.values, *words))

    def _indicator(self, number: int, part: str, spec: str) -> Figure:
        found = self.values.indicators[number]
        name = found.row.name.strip() or "未命名指标"
        text = indicator_text(found, self.points(number), self.level_of(number), part, spec, self.style)
        path = f"indicator.{found.row.id}.{part}"
        return Figure(path, f"{name}{PART_CAPTIONS[part]}", text, spec, found.place(field_of(found.row, part)))

    def _fund(self, key: str, measure: str, spec: str) -> Figure:
        path = f"fund.{key}.{measure}"
        place = self._fund_place(key, measure)
        column = next((m for m in self.form.fund.measures if m.key == measure), None)
        caption = ("" if key == "total" else line_caption(self.form, key)) + measure_caption(self.form, measure)
        if column is not None and column.only and key not in column.only:
            return Figure(path, caption, column.elsewhere, spec)
        if place in self._unreadable:
            return Figure(path, caption, "", spec, place, raw=self.values.dossier.text(place).strip())
        if measure in POINTS:
            return Figure(path, caption, self._execution(key, measure), spec, place)
        return Figure(path, caption, fund_text(self.values, self.style, key, measure, spec), spec, place)

    def _fund_place(self, key: str, measure: str) -> Place | None:
        """Where an amount is typed; a sum over the projects is typed nowhere, unless the clerk wrote over it."""
        place = self.values.fund_place(key, measure)
        dossier = self.values.dossier
        return None if dossier.is_unit and not dossier.text(place).strip() else place

    def _execution(self, key: str, measure: str) -> str:
        """The points an execution rate can bring, and those it brought; of the whole project only."""
        rules, scores = self.form.scoring, self.scores
        if key != TOTAL or rules is None or scores is None:
            return ""
        return (
            trimmed(rules.execution_weight) if measure == "execution_weight" else self._points(scores.execution.points)
        )


def _goal_caption(period: str, part: str) -> str:
    return GOAL_PERIODS.get(period, "目标") + ("" if part == "expected" else "完成情况")


def catalogue(values: Values, scores: Scores | None) -> tuple[Figure, ...]:
    """The figures with a value that the clerk may put into running text, in the order of the form."""
    figures = Figures(values, scores)
    found = (figures.find(path, spec) for path, spec in offered(values, len(figures.agencies)))
    return tuple(f for f in found if f.text not in ("", values.form.fund.undefined))


def _month(reported_on: str) -> str:
    """Year and month of 填报日期 as a cover has them: 2022年2月; as typed where it is no date."""
    day = read_date(reported_on)
    return f"{day.year}年{day.month}月" if isinstance(day, date) else reported_on.strip()
