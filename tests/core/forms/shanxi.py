"""The Shanxi form with the figures of a real report: its project, its report, and how to read it."""

from __future__ import annotations

import re
from dataclasses import replace

from core.forms.model import Form
from core.model import Dossier
from core.publish import case_of
from core.report.blocks import Paragraph, Report, Table
from core.report.compose import compose
from core.rules.finding import Case
from tests.core.forms import filed

FORM = "shanxi-2021"

OUTLINE = (
    "一、项目的基本情况",
    "（一）项目概况",
    "（二）预算执行情况",
    "（三）项目绩效目标",
    "（1）项目实施期绩效目标",
    "（2）项目年度目标",
    "（四）项目实施计划",
    "二、项目绩效情况",
    "（一）预算执行情况",
    "（二）项目产出情况",
    "（三）项目效益情况",
    "（四）项目满意度情况",
    "三、项目绩效分析",
    "1. 项目实施和预算执行情况及分析",
    "2. 产出情况及分析",
    "3. 效益情况及分析",
    "4. 满意度情况及分析",
    "四、项目主要经验做法",
    "五、项目管理中存在问题及原因分析",
    "六、进一步加强项目管理措施及建议",
)

ANNEXES = ("附件1.项目支出绩效自评表", "附件2.绩效自评相关资料")

# C1: two header rows, then seven rows; nothing stands for 0 in (1) to (4), a 0 in (5) to (7).
FUND_HEAD = (
    ("项目", 1, 2), ("行次", 1, 2), ("年度总金额(万元)", 1, 2), ("财政资金", 5, 1), ("上年结转资金(万元)", 1, 2),
    ("其他资金(万元)", 1, 2), ("小计", 1, 1), ("中央级", 1, 1), ("省级", 1, 1), ("市级", 1, 1), ("县区级", 1, 1),
)  # fmt: skip

# C6: captions and rows; where one level stands over several rows it is written once.
EVALUATION_HEAD = (
    "一级指标", "二级指标", "目标指标", "权重", "目标值", "业绩值", "完成率", "指标得分", "偏差原因分析及改进措施",
)  # fmt: skip

EXTRACT_HEAD = ("二级指标", "三级指标", "权重", "目标值", "业绩值", "得分")


def dossier() -> Dossier:
    (only,) = filed.book(FORM).of_year(2021)
    return only


def case(changed: Dossier | None = None, form: Form | None = None) -> Case:
    """The sample, or what has been made of it, under its form."""
    made, one = filed.book(FORM), changed or dossier()
    return case_of(replace(made, dossiers={one.id: one}), one.id, form)


def report(changed: Dossier | None = None) -> Report:
    found = case(changed)
    return compose(found.form, found.form.documents[0], found.values, found.scores)


def said(found: Report) -> list[Paragraph]:
    return [block for block in found.blocks() if isinstance(block, Paragraph)]


def table(found: Report, name: str) -> Table:
    return next(each for each in found.tables() if each.name == name)


def grid(found: Table) -> list[list[str]]:
    """The table with the text of a merged cell in every position it covers."""
    rows = [[""] * len(found.widths_mm) for _ in found.rows]
    for row, column, cell in found.placed():
        for r in range(row, row + cell.down):
            rows[r][column : column + cell.across] = [filed.flat(cell.text)] * cell.across
    return rows


def one_line(text: str) -> str:
    return re.sub(r"\s", "", text)
