"""The projects of the fictional 示例县医疗保障局 in one year, in the figures of a real list, and its unit's figures."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from core.forms.indicator_model import Scoring
from core.forms.model import Form
from core.model import Dossier, Fund, Indicator, Project, Unit
from core.reading import read
from core.report.figures import Figures
from core.scoring.scores import score
from tests.core.cases import UNSCORED

UNIT = Unit(name="示例县医疗保障局")
WHOLE = 900  # the number of the unit's dossier
# By the execution rate of the initial budget, amounts as exact as they were typed.
FORM = msgspec.structs.replace(
    UNSCORED,
    scoring=Scoring(execution_base="initial"),
    money_decimals=3,
    trimmed=("money", "rate", "completion", "score"),
)

# 资金性质 | 实施单位 | 资金来源 | 项目 | 预算 | 执行
LIST = """
年初预算 | - | county | 监督检查工作经费 | 40 | 34.99
年初预算 | - | county | 档案整理费 | 20 | 18.19
年初预算 | 医疗保险中心 | county | 退休人员医保经费 | 1.95 | 1.72
年初预算 | 医疗保险中心 | county | 专项医疗补助 | 7.2 | 6.6
年初预算 | 医疗保险中心 | county | 居民医保配套 | 1428 | 1300
年初预算 | 医疗保险中心 | county | 个人缴费补助 | 2300.41 | 2100
年初预算 | 医疗保险中心 | county | 人员医疗补助 | 1.2 | 1.1
年初预算 | 医疗保险中心 | county | 居民医保工作经费 | 14.1 | 13.94
年初预算 | 医疗保险中心 | county | 城乡医疗救助经费 | 10 | 10
年初预算 | 医疗保险中心 | county | 医保信息化经费 | 179.996 | 109.99
年初预算 | 医疗保险中心 | county | 重特大疾病救助金 | 2.94 | 2.94
年初预算 | 医疗保险中心 | county | 东片配套资金 | 485.15 | 473.97
年初预算 | 医疗保险中心 | county | 西片配套资金 | 317.75 | 130.37
结转资金 | - | county | 省级救助补助结转 | 3.46 | 3.46
结转资金 | - | county | 市级救助补助结转 | 5 | 5
追加指标 | - | county | 疫苗接种经费 | 430.94 | 430.94
追加指标 | - | county | 长期护理补助 | 30.22 | 30.22
下达 | - | central | 中央救助补助第二批 | 359 | 359
下达 | - | central | 服务能力提升补助 | 4 | 3.52
下达 | - | central | 中央救助补助 | 20.48 | 20.48
下达 | - | central | 服务能力提升补助第二批 | 6 | 0
"""


def listed(table: str = LIST) -> tuple[Dossier, ...]:
    """The projects of a table, numbered from 1; only a project of the initial budget has one."""
    return tuple(_project(n, line) for n, line in enumerate(table.strip().splitlines(), start=1))


def _project(number: int, line: str) -> Dossier:
    kind, agency, source, name, budget, executed = ("" if c == "-" else c for c in map(str.strip, line.split("|")))
    fund = Fund(initial=budget if kind == "年初预算" else "", annual=budget, in_place=budget, executed=executed)
    project = Project(number, 2021, number, name=name, agency=agency, fund_kind=kind)
    return Dossier(project, {source: fund} if budget or executed else {})


def indicator(number: int, project: int, level2: str, name: str, **texts: str) -> Indicator:
    """An indicator of a project, full points unless said otherwise."""
    level1 = {"数量指标": "产出指标", "质量指标": "产出指标", "社会效益指标": "效益指标"}.get(level2, "")
    return Indicator(number, project, number, level1, level2, name, **({"target": "1", "actual": "1"} | texts))


def unit_figures(
    projects: Iterable[Dossier], form: Form = FORM, member_form: Form | None = None, **answers: str
) -> Figures:
    """The figures of the unit's dossier over projects, under one form or the projects under another."""
    members = tuple(read(member_form or form, UNIT, dossier) for dossier in projects)
    whole = Dossier(Project(WHOLE, 2021, scope="unit"), answers=answers)
    values = read(form, UNIT, whole, members)
    return Figures(values, score(values))
