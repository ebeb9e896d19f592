"""A book as a large office has it: 200 projects × 40 indicators, some missed, nearly all of those told why.

The rules find one thing in each project: its last indicator was missed and has no reason.
"""

from __future__ import annotations

from core.forms.library import DEFAULT_FORM, known
from core.model import Book, Dossier, Fund, Goal, Indicator, Project, Unit

PROJECTS, INDICATORS = 200, 40
_NAME = "示例县医疗保障局"
_UNIT = Unit(name=_NAME, code="325001", department=_NAME, department_code="325", form=DEFAULT_FORM)
_SHARES = {"产出指标": (20, "2.5"), "效益指标": (15, "2"), "满意度指标": (5, "2")}  # indicators and weight of each
_LEVELS = tuple(
    (level.name, level.parts[n % len(level.parts)].name, _SHARES[level.name][1])
    for level in known()[DEFAULT_FORM].indicators.levels
    for n in range(_SHARES[level.name][0])
)
_TELLING = "由本局按月拨付，专款专用，账务处理及时，会计核算规范，支付依据合规合法。"


def big_book(projects: int = PROJECTS) -> Book:
    """The first ``projects`` of them, under the national form."""
    dossiers = [_dossier(number) for number in range(1, projects + 1)]
    return Book(unit=_UNIT, dossiers={d.id: d for d in dossiers}, next_id=(projects + 1) * 1000)


def _dossier(number: int) -> Dossier:
    project = Project(number, 2021, number, f"第{number}项医疗保障补助资金")
    budget = 50 + number
    funds = {
        source: Fund(f"{budget}.5", "", f"{budget}.5", f"{budget}", f"{budget - 3 - share}.{number % 90 + 10}")
        for share, source in enumerate(("central", "province", "county"))
    }
    answers = {f"topic{n}": (project.name + _TELLING) * 6 for n in range(12)}
    answers["use"] = f"资金共计{budget}万元，其中：县区级{budget - 9}万元、省级{9 if number % 20 else 8}万元。"
    goal = Goal(number * 1000 + INDICATORS, number, 1, "annual", "全年按时足额拨付。", "已按时足额拨付。")
    return Dossier(project, funds, answers, (goal,), tuple(_indicator(number, n) for n in range(INDICATORS)))


def _indicator(number: int, n: int) -> Indicator:
    level1, level2, weight = _LEVELS[n]
    target = 800 + number * 7 + n
    actual = target + 5 if n % 4 else target - 9
    if level2 in ("质量指标", "可持续影响指标"):
        values = {"target": "及时", "actual": "已完成"}
    else:
        told = f"第{n}批人员重新认定" if n < 36 else ""
        values = {"target": f"≥{target}人次", "actual": f"{actual}人次", "deviation": told}
    return Indicator(number * 1000 + n, number, n, level1, level2, f"救助人次{n}", weight=weight, **values)
