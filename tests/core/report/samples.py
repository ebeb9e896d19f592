"""One project of the fictional 示例县医疗保障局, filled and empty, and the way to its report."""

from __future__ import annotations

from dataclasses import replace

from core.forms.library import known
from core.forms.model import Form
from core.model import Dossier, Evidence, Fund, Goal, Indicator, Project, Unit
from core.reading import read
from core.report.blocks import Report
from core.report.compose import compose
from core.report.figures import Figures
from core.scoring.scores import score

UNIT = Unit(
    name="示例县医疗保障局",
    code="325001",
    department="示例县医疗保障局",
    department_code="325",
    finance_bureau="县财政局",
    reported_on="2022-03-15",
)

_INDICATORS = """
产出指标 | 数量指标 | 资助参保人数 | ≥ | 8000 | 8236 | 人 | 10 |
产出指标 | 数量指标 | 直接救助人次 | ≥ | 5000人次 | 5120人次 | | 10 |
产出指标 | 质量指标 | 救助对象认定准确率 | | ≥98% | 99.2% | | 10 |
产出指标 | 时效指标 | 救助资金拨付及时率 | = | 100% | 92% | | 10 | 部分定点医疗机构报送结算资料较晚；下一步按月清算。
产出指标 | 成本指标 | 项目总成本 | ≤ | 150万元 | 48.44万元 | | 10 |
效益指标 | 社会效益指标 | 困难群众就医负担 | 定性 | 明显减轻 | 达成年度指标 | | 30 |
满意度指标 | 服务对象满意度指标 | 救助对象满意度 | ≥ | 90 | 95.5 | % | 10 |
"""
_PARTS = ("level1", "level2", "name", "direction", "target", "actual", "unit", "weight", "deviation")


def indicators(table: str = _INDICATORS) -> tuple[Indicator, ...]:
    """Indicators from a small table; rows are numbered from 11."""
    rows = []
    for number, line in enumerate(table.strip().splitlines(), start=11):
        texts = dict(zip(_PARTS, (part.strip() for part in line.split("|")), strict=False))
        rows.append(Indicator(number, 1, number, **texts))
    return tuple(rows)


FILLED = Dossier(
    Project(1, 2021, name="城乡医疗救助资金"),
    funds={"county": Fund(initial="150", annual="150", in_place="1,500,000元", executed="484443.84元")},
    answers={
        "arrived_in": "2021年3月",
        "execution_reason": "救助对象住院人次少于预计",
        "content": "　　资助困难群众参保。\n\n　　对住院和门诊费用给予救助，"
        "全年支出{fund.total.executed:万元}，救助{indicator.12.actual}。",
    },
    goal=(Goal(2, 1, expected="资助困难群众参保，\n减轻就医负担。", actual="资助参保8236人，直接救助5120人次。"),),
    indicator=indicators(),
    evidence=(Evidence(3, 1, name="资金拨付凭证", provided="是"),),
)
EMPTY = Dossier(Project(1, 2021))
UNIT_DOSSIER = 9  # the number of 部门整体


def with_funds(dossier: Dossier = FILLED, **stages: str) -> Dossier:
    """The dossier with other amounts of the county."""
    return replace(dossier, funds={"county": Fund(**stages)})


def with_project(dossier: Dossier = FILLED, **fields: str) -> Dossier:
    """The dossier with other facts of the project."""
    return replace(dossier, project=replace(dossier.project, **fields))


def with_answers(dossier: Dossier = FILLED, **answers: str) -> Dossier:
    """The dossier with more answers."""
    return replace(dossier, answers={**dossier.answers, **answers})


def form(name: str) -> Form:
    """A form by id."""
    return known()[name]


def figures(dossier: Dossier = FILLED, name: str = "national-2020", unit: Unit = UNIT) -> Figures:
    """The live figures of a dossier under a form."""
    values = read(form(name), unit, dossier)
    return Figures(values, score(values))


def report(dossier: Dossier = FILLED, name: str = "sichuan-2021", unit: Unit = UNIT) -> Report:
    """The first document of a dossier under a form."""
    return reports(dossier, name, unit)[0]


def reports(dossier: Dossier = FILLED, name: str = "sichuan-2021", unit: Unit = UNIT) -> tuple[Report, ...]:
    """Every document of a dossier under a form; those of the unit speak of this project alone."""
    found = form(name)
    values = read(found, unit, dossier)
    whole = Project(UNIT_DOSSIER, dossier.project.year, scope="unit")
    of = {"project": values, "unit": read(found, unit, Dossier(whole, answers=dossier.answers), (values,))}
    return tuple(compose(found, document, of[document.of], score(of[document.of])) for document in found.documents)
