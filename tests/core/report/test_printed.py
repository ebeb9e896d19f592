"""Printed tables: which rows a specification gives, and which cells are one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from core.forms.model import Form
from core.forms.paper_model import CellSpec, RowSpec, TableSpec
from core.model import Dossier, Evidence, Fund, Goal, Project
from core.reading import read
from core.report.blocks import Table
from core.report.figures import Figures
from core.report.printed import table
from core.scoring.scores import score
from tests.core.cases import FORM, UNIT, UNSCORED
from tests.core.report.unit_samples import indicator, listed, unit_figures

KEPT = msgspec.structs.replace(UNSCORED, indicators=msgspec.structs.replace(UNSCORED.indicators, keep_empty=True))


def row(*texts: str, **kind: Any) -> RowSpec:
    """A row of plain cells; a text that begins with ^ may merge with its like above."""
    cells = tuple(CellSpec(text.removeprefix("^"), merge=text.startswith("^")) for text in texts)
    return RowSpec(cells, **kind)


def printed(figures: Figures, *rows: RowSpec, width: int) -> Table:
    """A table of so many columns."""
    made = table(TableSpec("t", "表", (Decimal(20),) * width, rows), figures)
    list(made.placed())  # every position covered once
    return made


def said(made: Table) -> list[str]:
    """The rows in short: texts with /, a cell over several rows as text×rows."""
    return ["/".join(f"{c.text}×{c.down}" if c.down > 1 else c.text for c in r.cells) for r in made.rows]


def of(form: Form = FORM, **rows: Any) -> Figures:
    """The figures of one project with these rows."""
    values = read(form, UNIT, Dossier(Project(1, 2021, name="城乡医疗救助资金"), **rows))
    return Figures(values, score(values))


def test_the_measures_of_the_fund_grid_as_rows() -> None:
    measures = tuple(msgspec.structs.replace(m, note=f"({n})") for n, m in enumerate(FORM.fund.measures[:4], start=1))
    fund = msgspec.structs.replace(FORM.fund, measures=(*measures, msgspec.structs.replace(measures[0], printed=False)))
    figures = of(msgspec.structs.replace(FORM, fund=fund), funds={"county": Fund(initial="150", annual="140")})
    cells = row("{measure.caption}", "{measure.note}", "{measure.total}", "{measure.county}", each="measure")
    assert said(printed(figures, cells, width=4)) == [
        "年初预算数/(1)/150.00/150.00",
        "全年预算数(A)/(2)/140.00/140.00",
        "实际到位数/(3)//",
        "全年执行数(B)/(4)//",
    ]


def test_the_goals_of_a_period_are_counted_in_their_rows() -> None:
    goals = (
        Goal(5, 1, period="whole", expected="长期"),
        Goal(6, 1, expected="参保", actual="已参保"),
        Goal(7, 1, expected="救助"),
    )
    cells = row("^年度目标", "{goal.no}", "{goal.expected}", "{goal.actual}", each="goal")
    assert said(printed(of(goal=goals), cells, width=4)) == ["年度目标×2/1/参保/已参保", "2/救助/"]
    whole = row("{goal.no}", "{goal.expected}", each="goal", period="whole")
    assert said(printed(of(goal=goals), whole, width=2)) == ["1/长期"]


def test_without_a_goal_its_row_stays_blank_on_paper() -> None:
    assert said(printed(of(), row("{goal.no}", "{goal.expected}", each="goal"), width=2)) == ["/"]


def test_attachments_are_counted() -> None:
    figures = of(evidence=(Evidence(5, 1, name="凭证"), Evidence(9, 1, name="文件", provided="是")))
    cells = row("{evidence.no}", "{evidence.name}", "{evidence.provided}", each="evidence")
    assert said(printed(figures, cells, width=3)) == ["1/凭证/", "2/文件/是"]


SOME = (
    indicator(11, 1, "社会效益指标", "知晓率"),
    indicator(12, 1, "数量指标", "人数"),
    indicator(13, 1, "数量指标", "次数"),
    replace(indicator(14, 1, "别的指标", "其他"), level1="产出指标"),
)


@pytest.mark.parametrize(
    ("form", "level1", "rows"),
    [
        (FORM, "", ["数量指标×2/人数", "次数", "社会效益指标/知晓率", "别的指标/其他"]),
        (FORM, "产出指标", ["数量指标×2/人数", "次数", "别的指标/其他"]),
        (FORM, "效益指标", ["社会效益指标/知晓率"]),
        (FORM, "满意度指标", []),
        (KEPT, "满意度指标", ["服务对象满意度指标/"]),
        (KEPT, "效益指标", ["社会效益指标/知晓率", "可持续影响指标/"]),
    ],
)
def test_the_indicators_of_one_level_in_the_order_of_the_form(form: Form, level1: str, rows: list[str]) -> None:
    head = row("二级", "三级", head=True)
    cells = row("^{indicator.level2}", "{indicator.name}", each="indicator", level1=level1)
    made = printed(of(form, indicator=SOME), head, cells, width=2)
    assert said(made) == ["二级/三级", *rows]


def test_the_projects_of_the_unit_as_rows() -> None:
    unit = unit_figures(listed()[:3])
    cells = ("{member.no}", "{member.project.name}", "{member.fund.total.annual}", "{member.fund.total.execution_rate}")
    total = row("合计", "{projects.count}个", "{fund.total.annual}", "{fund.total.execution_rate}")
    assert said(printed(unit, row(*cells, each="project"), total, width=4)) == [
        "1/监督检查工作经费/40/87.48%",
        "2/档案整理费/20/90.95%",
        "3/退休人员医保经费/1.95/88.21%",
        "合计/3个/61.95/88.62%",
    ]


def test_the_indicators_of_all_projects_level_by_level() -> None:
    first, second = listed()[:2]
    unit = unit_figures(
        (
            replace(first, indicator=(indicator(11, 1, "社会效益指标", "率"), indicator(12, 1, "数量指标", "人次"))),
            replace(second, indicator=(indicator(21, 2, "数量指标", "档案数"), indicator(22, 2, "数量指标", "柜数"))),
        ),
        KEPT,
    )
    cells = ("^{indicator.level1}", "^{indicator.level2}", "^{member.no}{member.project.name}", "{indicator.name}")
    assert said(printed(unit, row(*cells, each="project indicator", level1="产出指标"), width=4)) == [
        "产出指标（50分）×6/数量指标×3/1监督检查工作经费/人次",
        "2档案整理费×2/档案数",
        "柜数",
        "质量指标//",
        "时效指标//",
        "成本指标//",
    ]


def test_a_head_cell_reaches_down_into_the_second_row() -> None:
    """The head of the fund grid of seed 002: 财政资金 over its parts, the others over both rows."""
    upper = RowSpec((CellSpec("项目", down=2), CellSpec("财政资金", across=2), CellSpec("其他", down=2)), head=True)
    lower = row("中央级", "省级", head=True)
    below = row("^年初", "1", "2", "3")
    made = printed(of(), upper, lower, below, below, width=4)
    assert said(made) == ["项目×2/财政资金/其他×2", "中央级/省级", "年初×2/1/2/3", "1/2/3"]
    assert [(r, c, cell.text) for r, c, cell in made.placed() if r < 2] == [
        (0, 0, "项目"), (0, 1, "财政资金"), (0, 3, "其他"), (1, 1, "中央级"), (1, 2, "省级"),
    ]  # fmt: skip
    assert [r.head for r in made.rows] == [True, True, False, False]


def test_labels_merge_beside_a_cell_that_reaches_down() -> None:
    first = RowSpec((CellSpec("预算执行", down=3), CellSpec("资金", merge=True), CellSpec("甲")))
    second, third = row("^资金", "乙"), row("^其他", "丙")
    assert said(printed(of(), first, second, third, width=3)) == ["预算执行×3/资金×2/甲", "乙", "其他/丙"]


def test_a_figure_of_another_kind_of_row_stays_blank() -> None:
    assert said(printed(of(), row("甲{line.annual}{member.no}{goal.expected}"), width=1)) == ["甲"]
