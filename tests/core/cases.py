"""Builds a case from a small table in the clerk's words, and says in short what the rules found in it.

    case("资金 县区级 年初 150 全年 150 执行 48.44 | 指标 数量指标 救助人次 ≥1200人次 1140人次 12.5")

Rows are parted by “ | ” or line feeds, cells by blanks; “-” is a blank cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import msgspec

from core.checking import check
from core.forms.indicator_model import Band, Column, Grade, IndicatorBlock, Level1, Level2, Scoring
from core.forms.model import Form, FundGrid, Header, Line, Measure, Topic
from core.model import Book, Dossier, Fund, Goal, Indicator, Place, Project, Unit
from core.reading import Values, read
from core.rules.finding import Case, Finding
from core.scoring.scores import score

STAGES = {
    "年初": "initial",
    "调整": "adjustment",
    "全年": "annual",
    "到位": "in_place",
    "执行": "executed",
    "年中": "midyear",
    "预计": "forecast",
}
SOURCES = {
    "中央": "central",
    "省级": "province",
    "市级": "city",
    "县区级": "county",
    "上年结转": "carried",
    "其他": "other",
}
LINES = {**SOURCES, "总额": "total", "小计": "fiscal"}
MEASURES = {
    **STAGES,
    "结余": "balance",
    "到位率": "arrival_rate",
    "执行率": "execution_rate",
    "年中执行率": "midyear_rate",
    "执行率得分": "execution_score",
}
EXTRAS = {
    "方向": "direction",
    "调整后": "adjusted",
    "单位": "unit",
    "得分": "score",
    "理由": "score_reason",
    "偏差": "deviation",
    "预计": "forecast",
    "可能性": "likelihood",
    "原因": "cause",
    "备注": "remark",
}
HEADERS = {
    "项目名称": "name",
    "主管部门": "department",
    "主管部门代码": "department_code",
    "实施单位": "agency",
}
UNIT = Unit(name="示例县医疗保障局", code="325001", department="示例县医疗保障局", department_code="325")
ID = 7

_LINES = (
    Line("total", "年度总金额(万元)", sum=("fiscal", "carried", "other")),
    Line("fiscal", "其中：财政资金", sum=("central", "province", "city", "county")),
    Line("central", "中央级", source="central"),
    Line("province", "省级", source="province"),
    Line("city", "市级", source="city"),
    Line("county", "县区级", source="county"),
    Line("carried", "上年结转", source="carried"),
    Line("other", "其他资金", source="other"),
)
_MEASURES = (
    Measure("年初预算数", stage="initial"),
    Measure("全年预算数(A)", stage="annual"),
    Measure("实际到位数", stage="in_place"),
    Measure("全年执行数(B)", stage="executed"),
    Measure("资金结余", formula="balance"),
    Measure("预算到位率(%)", formula="arrival_rate"),
    Measure("预算执行率(%)", formula="execution_rate"),
    Measure("得分", formula="execution_score"),
)
_LEVELS = (
    Level1(
        "产出指标",
        (
            Level2("数量指标", direction="≥"),
            Level2("质量指标"),
            Level2("时效指标", direction="≥", shorter_is_better=True),
            Level2("成本指标", direction="≤"),
        ),
        caption="产出指标（50分）",
        quota=Decimal(50),
    ),
    Level1("效益指标", (Level2("社会效益指标"), Level2("可持续影响指标")), quota=Decimal(30)),
    Level1("满意度指标", (Level2("服务对象满意度指标"),), quota=Decimal(10)),
)
DECISION = Level1(
    "决策",
    (Level2("项目立项", quota=Decimal(10)), Level2("资金投入", quota=Decimal(10))),
    caption="决策（20分）",
    quota=Decimal(20),
    judged=True,
)
FORM = Form(
    id="test",
    title="项目支出绩效自评表",
    name="测试表样",
    region="",
    edition=2021,
    basis="",
    headers=(
        Header("project.name", "项目名称", required=True),
        Header("project.department", "主管部门（及代码）", required=True),
        Header("project.department_code", "主管部门代码", required=True),
        Header("project.agency", "实施单位", required=True),
        Header("project.leader", "项目负责人"),
    ),
    fund=FundGrid("预算执行情况", _LINES, _MEASURES),
    goals=(),
    indicators=IndicatorBlock(
        "绩效指标",
        (
            Column("target", "年度指标值(A)"),
            Column("actual", "实际完成值(B)"),
            Column("weight", "权重"),
            Column("score", "得分"),
            Column("deviation", "偏差原因分析及改进措施"),
        ),
        _LEVELS,
    ),
    documents=(),
    topics=(Topic("（二）资金使用", 2, key="use", when=("supplement",)),),
    bands=(
        Band("达成年度指标", Decimal("0.8"), Decimal(1), also=("达成", "已完成")),
        Band("部分达成并具有一定效果", Decimal("0.6"), Decimal("0.8"), also=("部分达成",)),
        Band("未达成且效果较差", Decimal(0), Decimal("0.6"), also=("未达成",)),
    ),
    scoring=Scoring(),
    grades=(Grade("优", Decimal(90)), Grade("良", Decimal(80)), Grade("中", Decimal(60)), Grade("差", Decimal(0))),
)
UNDIVIDED = msgspec.structs.replace(  # the weights of all indicators make up the total, however they are divided
    FORM,
    indicators=msgspec.structs.replace(
        FORM.indicators, levels=tuple(msgspec.structs.replace(level, quota=None) for level in _LEVELS)
    ),
)
UNSCORED = msgspec.structs.replace(
    FORM,
    scoring=None,
    grades=(),
    indicators=IndicatorBlock(
        "绩效指标", (Column("target", "预期指标值"), Column("actual", "实际完成指标值")), _LEVELS
    ),
)
JUDGED = msgspec.structs.replace(  # 决策 judged by whoever scores, the other levels measured; no points for execution
    FORM,
    indicators=msgspec.structs.replace(FORM.indicators, levels=(DECISION, *_LEVELS)),
    scoring=Scoring(execution_weight=Decimal(0), total=Decimal(110)),
)


def dossier(table: str) -> Dossier:
    """The rows of one project from a table in the clerk's words."""
    project = Project(id=ID, year=2021, name="城乡医疗救助资金")
    funds: dict[str, Fund] = {}
    answers: dict[str, str] = {}
    goals: list[Goal] = []
    indicators: list[Indicator] = []
    for row in table.replace("\n", " | ").split(" | "):
        kind, *cells = [("" if cell == "-" else cell) for cell in row.split()] or [""]
        if kind == "资金":
            funds[SOURCES[cells[0]]] = Fund(**{STAGES[name]: text for name, text in _pairs(cells[1:])})
        elif kind == "改写":
            answers[_typed_key(cells[0], cells[1])] = cells[2]
        elif kind == "正文":
            answers[cells[0]] = "".join(cells[1:])
        elif kind == "目标":
            goals.append(Goal(len(goals) + 500, ID, 0, "annual", *cells))
        elif kind == "指标":
            indicators.append(_indicator(len(indicators) + 1, cells))
        elif kind == "基本":
            project = replace(project, **{HEADERS[name]: text for name, text in _pairs(cells)})
        elif kind:
            raise ValueError(f"unknown row {row!r}")
    return Dossier(project, funds, answers, tuple(goals), tuple(indicators))


def case(table: str = "", form: Form = FORM, unit: Unit = UNIT, neighbours: Iterable[str] = ()) -> Case:
    """A case from a table in the clerk's words."""
    values = read(form, unit, dossier(table))
    others = tuple(Project(id=100 + n, year=2021, name=name) for n, name in enumerate(neighbours))
    return Case(values, score(values), others)


def unit_case(*tables: str, form: Form = FORM, typed: Mapping[str, str] = MappingProxyType({})) -> Case:
    """The case of the unit over projects, each from a table, with what is ``typed`` as its answers."""
    members = tuple(read(FORM, UNIT, _numbered(dossier(table), n)) for n, table in enumerate(tables, start=ID))
    whole = Dossier(Project(id=99, year=2021, scope="unit"), answers=typed)
    values = read(form, UNIT, whole, members)
    return Case(values, score(values), tuple(member.dossier.project for member in members))


def _numbered(told: Dossier, number: int) -> Dossier:
    return replace(told, project=replace(told.project, id=number))


def book(table: str) -> Book:
    """A book with the one project of a table."""
    return Book(UNIT, {ID: dossier(table)}, next_id=1000)


def of_book(changed: Book, form: Form = FORM) -> tuple[Finding, ...]:
    """What the rules say on the one project of a book."""
    values = values_of(changed, form)
    return check(Case(values, score(values)))


def values_of(changed: Book, form: Form = FORM) -> Values:
    """The one project of a book, read."""
    return read(form, changed.unit, changed.dossiers[ID])


def found(told: Case, *rules: str) -> list[str]:
    """What the rules (or only those named) say: “rule level table.field row”, one line for each finding."""
    return [f"{f.rule} {f.level} {_address(f.places[0])}" for f in check(told) if not rules or f.rule in rules]


def only(told: Case, rule: str) -> Finding:
    """The one finding of a rule."""
    (one,) = [finding for finding in check(told) if finding.rule == rule]
    return one


def sentence(told: Case, rule: str) -> str:
    """The sentence of the one finding of a rule, with ordinary blanks."""
    return only(told, rule).message.replace("\u00a0", " ")


def fixed(table: str, rule: str, label: str = "", form: Form = FORM) -> Case:
    """The case after a click on a way out (the first, or the one with this label) of the one finding of a rule."""
    before = book(table)
    values = read(form, UNIT, before.dossiers[ID])
    fixes = only(Case(values, score(values)), rule).fixes
    chosen = next(fix for fix in fixes if not label or fix.label.replace("\u00a0", " ") == label)
    after = read(form, UNIT, chosen.edit.apply(before).dossiers[ID])
    return Case(after, score(after))


def _address(place: Place) -> str:
    return f"{place.table}.{place.field}" + (f" {place.row}" if place.row else "")


def _pairs(cells: list[str]) -> Iterable[tuple[str, str]]:
    return zip(cells[::2], cells[1::2], strict=True)


def _typed_key(line: str, measure: str) -> str:
    if line == "得分":
        return {"总分": "typed.score.total", "等级": "typed.score.grade"}[measure]
    return f"typed.{LINES[line]}.{MEASURES[measure]}"


def _indicator(number: int, cells: list[str]) -> Indicator:
    """数量指标 救助人次 ≥1200人次 1140人次 12.5 得分 11.88 …: five cells by place, the rest by name."""
    level2, name, target, actual, weight = (*cells[:5], *[""] * (5 - len(cells[:5])))
    level1 = next((level.name for level in (DECISION, *_LEVELS) for part in level.parts if part.name == level2), "")
    extras = {EXTRAS[key]: text for key, text in _pairs(cells[5:])}
    return Indicator(number, ID, number, level1, level2, name, target=target, actual=actual, weight=weight, **extras)
