"""The live figures of one project: every fact and every computed value by its path, in words ready to print.

Amounts without a spec are printed bare in the form's unit, as in its tables; ``:元`` and ``:万元`` put the unit behind,
``:数`` leaves signs and units off.  A figure without a value has no text; nobody invents one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from core.captions import line_caption, measure_caption
from core.fields import FIELDS
from core.forms.model import Form, Level1, Level2, Line
from core.headers import header_text
from core.kinds import Quantity, money_in, normal, read_quantity, shown, trimmed, written_unit
from core.model import GOAL_PERIODS, SOURCES, STAGES, UNIT_ROW, Evidence, Indicator, Place
from core.reading import POINTS, RATES, TYPED_GRADE, IndicatorValues, Values, target_field
from core.report.paths import CODED, GAPS, INDICATOR_PARTS, MEASURES, blank_of, parts, written
from core.scoring import Score, Scores

_CAPTIONS = {
    "year": "年度",
    "grade": "等级",
    "score.total": "总分",
    "score.known": "已得分合计",
    "score.execution": "执行率得分",
    "score.weights": "分值合计",
    "count.indicators": "三级指标个数",
    "count.evidence": "佐证材料件数",
}
_PART_CAPTIONS = {
    "level1": "一级指标", "level2": "二级指标", "name": "名称", "direction": "方向", "target": "目标值",
    "initial_target": "年初目标值", "midyear": "年中值", "actual": "实际值", "unit": "单位", "weight": "权重",
    "completion": "完成率", "score": "得分", "deviation": "偏差原因", "evidence": "佐证材料",
}  # fmt: skip
_GROUPS = {"fund": "资金", "goal": "目标", "indicator": "指标", "clauses": "指标", "score": "得分", "grade": "得分"}


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
    """All figures of one project under its form; each is worked out when somebody asks."""

    def __init__(self, values: Values, scores: Scores | None) -> None:
        self.values = values
        self.scores = scores
        self._unreadable = {place for place, _ in values.unreadable}
        self._indicators = {str(found.row.id): n for n, found in enumerate(values.indicators)}

    @property
    def form(self) -> Form:
        """The form the project is filed under."""
        return self.values.form

    def find(self, path: str, spec: str = "") -> Figure:
        """The figure of a path of :mod:`core.report.paths`; without text when the project has no such value."""
        head, *rest = path.split(".")
        match head, rest:
            case ("fund", [line, measure]):
                return self._fund(line, measure, spec)
            case ("indicator", [number, part]) if number in self._indicators:
                return self._indicator(self._indicators[number], part, spec)
            case ("unit" | "project", _):
                return self._header(path, spec)
            case ("goal", [period, part]):
                return self._goal(path, period, part)
            case ("answer", [key]):
                return self._answer(path, key)
            case ("clauses", [level1]):
                return Figure(path, f"{level1}完成情况", self._clauses(level1), spec)
        return Figure(path, _CAPTIONS.get(path, "已删去的数据"), self._counted(path), spec)

    def of_line(self, line: Line) -> Lookup:
        """The figures as the printed row of a fund line sees them: ``line.annual`` is its own."""

        def look(path: str, spec: str) -> Figure:
            if path == "line.caption":
                return Figure(path, "资金来源", line.caption)
            return self._fund(line.key, path[5:], spec) if path.startswith("line.") else self.find(path, spec)

        return look

    def of_indicator(self, number: int) -> Lookup:
        """The figures as the printed row of the n-th indicator sees them: ``indicator.name`` is its own."""

        def look(path: str, spec: str) -> Figure:
            head, _, part = path.partition(".")
            if head == "indicator" and part in INDICATOR_PARTS:
                return self._indicator(number, part, spec)
            return self.find(path, spec)

        return look

    def of_empty(self, outer: Level1, part: Level2) -> Lookup:
        """The figures as the printed row of a 二级指标 without indicators sees them."""
        captions = {"indicator.level1": outer.printed, "indicator.level2": part.printed}

        def look(path: str, spec: str) -> Figure:
            if path.startswith("indicator.") and path[10:] in INDICATOR_PARTS:
                return Figure(path, "", captions.get(path, ""))
            return self.find(path, spec)

        return look

    def of_evidence(self, number: int, row: Evidence) -> Lookup:
        """The figures as the printed row of an attachment sees them; ``number`` counts from 1."""

        def look(path: str, spec: str) -> Figure:
            if not path.startswith("evidence."):
                return self.find(path, spec)
            return Figure(path, "", str(number) if path == "evidence.no" else str(getattr(row, path[9:])))

        return look

    def _header(self, path: str, spec: str) -> Figure:
        table, _, name = path.partition(".")
        field = CODED.get(name, name)
        caption = FIELDS[f"{table}.{field}"].caption
        place = Place(table, UNIT_ROW if table == "unit" else self.values.dossier.id, field)
        names = (f"{field}_code", field) if name in CODED else (field,)
        texts = (header_text(self.values.unit, self.values.dossier, f"{table}.{n}") for n in names)
        return Figure(path, caption, "-".join(filter(None, texts)), spec, place)

    def _answer(self, path: str, key: str) -> Figure:
        topic = self.form.topic(key)
        place = Place("answer", self.values.dossier.id, key)
        text = "".join(self._filled(*piece) for piece in parts(self.values.dossier.answers.get(key, "").strip()))
        return Figure(path, topic.heading if topic else "正文", text, place=place)

    def _filled(self, plain: str, path: str, spec: str) -> str:
        """A piece of an answer that is put into a sentence, its live figures filled; an answer in it stays out."""
        if not path or path.startswith("answer."):
            return plain
        return plain + (self.find(path, spec).text or blank_of(spec))

    def _goal(self, path: str, period: str, part: str) -> Figure:
        goals = [goal for goal in self.values.dossier.goal if goal.period == period]
        texts = [text for goal in goals if (text := str(getattr(goal, part)).strip())]
        place = Place("goal", self.values.dossier.id, part, goals[0].id) if goals else None
        caption = GOAL_PERIODS[period] + ("" if part == "expected" else "完成情况")
        return Figure(path, caption, "\n".join(texts), place=place)

    def _counted(self, path: str) -> str:
        """Year, scores and counts."""
        scores, dossier = self.scores, self.values.dossier
        rules = self.form.scoring
        match path:
            case "year":
                return str(dossier.project.year)
            case "count.indicators":
                return str(len(dossier.indicator))
            case "count.evidence":
                return str(len(dossier.evidence))
        if scores is None or rules is None:
            return ""
        if path == "grade":
            return dossier.answers.get(TYPED_GRADE, "").strip() or scores.grade or ""
        if path == "score.weights":
            weights = [found.weight for found in self.values.indicators if found.weight is not None]
            return trimmed(sum(weights, rules.execution_weight)) if weights else ""
        total = scores.total if self.values.typed_total is None else self.values.typed_total
        points = {"score.total": total, "score.known": scores.known, "score.execution": scores.execution.points}
        found = points.get(path)
        return "" if found is None else shown(found, rules.decimals)

    def _clauses(self, level1: str) -> str:
        """The indicators of a 一级指标, name and actual value, as one enumeration; blank when none has a value."""
        clauses = [
            f"{found.row.name.strip()}{with_unit(found.row.actual, found.row.unit)}"
            for found in self.values.indicators
            if found.level is not None and found.level[0].name == level1 and found.row.name.strip() and found.actual
        ]
        return "，".join(clauses)

    def _fund(self, key: str, measure: str, spec: str) -> Figure:
        path = f"fund.{key}.{measure}"
        place = self.values.fund_place(key, measure)
        column = next((m for m in self.form.fund.measures if m.key == measure), None)
        name = measure_caption(self.form, measure)
        owner = "" if key == "total" else line_caption(self.form, key)
        if column is not None and column.only and key not in column.only:
            return Figure(path, f"{owner}{name}", column.elsewhere, spec)
        if place in self._unreadable:
            return Figure(path, f"{owner}{name}", "", spec, place, raw=self.values.dossier.text(place).strip())
        return Figure(path, f"{owner}{name}", self._fund_text(key, measure, spec, place), spec, place)

    def _fund_text(self, key: str, measure: str, spec: str, place: Place) -> str:
        if measure in POINTS:
            return self._execution(key, measure)
        amount = self._gap(key, GAPS[measure]) if measure in GAPS else self.values.amount(key, measure)
        if measure in RATES:
            typed = self.values.typed_over.get((key, measure)) is not None
            return self._rate(key, measure, amount, spec, normal(self.values.dossier.text(place)) if typed else "")
        return "" if amount is None else self._money(amount, spec)

    def _gap(self, key: str, stage: str) -> Decimal | None:
        """How far a stage is from the budget of the year, without sign."""
        annual, reached = self.values.amount(key, "annual"), self.values.amount(key, stage)
        return None if annual is None or reached is None else abs(annual - reached)

    def _execution(self, key: str, measure: str) -> str:
        rules, scores = self.form.scoring, self.scores
        if key != "total" or rules is None or scores is None:
            return ""
        if measure == "execution_weight":
            return trimmed(rules.execution_weight)
        points = scores.execution.points
        return "" if points is None else shown(points, rules.decimals)

    def _money(self, amount: Decimal, spec: str) -> str:
        form = self.form
        if spec in ("元", "万元"):
            decimals = form.money_decimals if spec == form.money_unit else 2
            return f"{shown(money_in(amount, spec), decimals)}{spec}"
        if not amount and not spec and form.fund.zero == "blank":
            return ""
        return shown(money_in(amount, form.money_unit), form.money_decimals)

    def _rate(self, key: str, measure: str, rate: Decimal | None, spec: str, typed: str) -> str:
        if typed:  # stays as the clerk wrote it
            return typed.removesuffix("%").strip() + ("" if spec == "数" else "%")
        if rate is not None:
            return percent(rate, self.form, "" if spec == "数" else "%")
        base = self.form.scoring.execution_base if self.form.scoring else "annual"
        divisor = self.values.amount(key, base if measure == "execution_rate" else "annual")
        return self.form.fund.undefined if divisor == 0 else ""

    def _indicator(self, number: int, part: str, spec: str) -> Figure:
        found = self.values.indicators[number]
        score = self.scores.indicators[number] if self.scores else None
        name = found.row.name.strip() or "未命名指标"
        field = "actual" if part == "completion" else _field(found.row, part)
        text = self._indicator_text(found, score, part, spec)
        path = f"indicator.{found.row.id}.{part}"
        return Figure(path, f"{name}{_PART_CAPTIONS[part]}", text, spec, found.place(field))

    def _indicator_text(self, found: IndicatorValues, score: Score | None, part: str, spec: str) -> str:
        row, level = found.row, found.level
        typed = str(getattr(row, _field(row, part), "")).strip()
        match part:
            case "level1":
                return level[0].printed if level else typed
            case "level2":
                return level[1].printed if level else typed
            case "target" | "initial_target" if spec != "数":
                return with_relation(typed, row.direction, row.unit)
            case "actual" | "midyear" if spec != "数":
                return with_unit(typed, row.unit)
            case "completion":
                sign = "" if spec == "数" else "%"
                return "" if found.completion is None else percent(found.completion, self.form, sign)
            case "score":
                points = score.points if score else None
                decimals = self.form.scoring.decimals if self.form.scoring else 2
                return typed if points is None else shown(points, decimals)
            case "weight":
                return typed if found.weight is None else trimmed(found.weight)
        return typed


def _field(row: Indicator, part: str) -> str:
    """The field a part is typed in: the target is the adjusted one where there is one."""
    return {"target": target_field(row), "initial_target": "target"}.get(part, part)


def percent(rate: Decimal, form: Form, sign: str) -> str:
    """A rate with the form's decimals; a whole one without, where the form has it so."""
    decimals = 0 if form.whole_rates and rate == rate.to_integral_value() else form.rate_decimals
    return f"{shown(rate, decimals)}{sign}"


def with_unit(typed: str, unit: str) -> str:
    """A value as typed, with the unit of the unit column where the text carries none."""
    text = typed.strip()
    if not text or not unit.strip():
        return text
    own = written_unit(text)
    bare = own in ("", "万", "亿") and normal(text).endswith((*"0123456789", "万", "亿"))
    if not bare or not isinstance(read_quantity(text, unit), Quantity):
        return text
    return f"{text}{unit.strip().removeprefix(own)}"


def with_relation(typed: str, direction: str, unit: str) -> str:
    """A target as it is printed in one column: relation, number, unit; one that has a relation keeps its own."""
    text = with_unit(typed, unit)
    value = read_quantity(typed, unit)
    if direction in ("", "定性") or not isinstance(value, Quantity) or value.relation:
        return text
    return f"{direction}{text}"


def catalogue(values: Values, scores: Scores | None) -> tuple[Figure, ...]:
    """The figures with a value that the clerk may put into running text, in the order of the form."""
    figures, prose = Figures(values, scores), values.form.prose_unit
    paths = [("year", ""), ("unit.name", ""), ("project.name", "")]
    lines = dict.fromkeys((*(line.key for line in values.form.fund.lines), *SOURCES))
    for line in lines:
        paths += [(f"fund.{line}.{m}", prose if m in STAGES or m in ("balance", *GAPS) else "") for m in MEASURES]
    for found in values.indicators:
        paths += [(f"indicator.{found.row.id}.{part}", "") for part in ("target", "actual", "completion", "score")]
    paths += [(path, "") for path in ("score.total", "grade", "count.indicators", "count.evidence")]
    offered = (figures.find(path, spec) for path, spec in paths)
    return tuple(f for f in offered if f.text not in ("", values.form.fund.undefined))
