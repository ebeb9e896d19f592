"""头十分钟, done as it says: what is typed stands in the page, and what comes of it is what the page promises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import product
import pytest

from core.edits import AddRow, Batch, Edit, set_text
from core.model import Book, Indicator, Place, Unit
from core.projects import new_project
from core.workbook import Workbook

PAGE = (product.ROOT / "docs/manual/01-first-ten-minutes.md").read_text(encoding="utf-8")
QUOTED = tuple(line.removeprefix("> ") for line in PAGE.splitlines() if line.startswith("> "))
UNIT = "示例县医疗保障局"
NAME = "医保政策宣传经费"
LEVEL1 = {"社会效益指标": "效益指标", "服务对象满意度指标": "满意度指标"}


def indicators(project: int) -> list[Edit]:
    """The rows of the page's table."""
    rows = re.findall(r"^\| (\S+指标) \| (\S+) \| (\S+) \| (\S+) \| (\d+) \|$", PAGE, re.MULTILINE)
    return [
        AddRow(Indicator(100 + n, project, n, LEVEL1.get(level2, "产出指标"), level2, name, "", target,
                         actual=actual, weight=weight))
        for n, (level2, name, target, actual, weight) in enumerate(rows, start=1)
    ]  # fmt: skip


@pytest.fixture
def workbook(tmp_path: Path) -> Iterator[Workbook]:
    """The book after the pages 资金, 目标 and 指标."""
    empty = Book(unit=Unit(name=UNIT, department=UNIT, department_code="138", form="national-2020"))
    edit, project = new_project(empty, 2025, NAME)
    with Workbook.create(tmp_path / "账套.jpb", empty) as made:
        made.submit(edit, "新项目")
        typed = re.search(r"年初预算 (\S+)，全年预算 (\S+)，实际到位 (\S+)，全年执行 (\S+?)。", PAGE)
        assert typed is not None
        for field, text in zip(("initial", "annual", "in_place", "executed"), typed.groups(), strict=True):
            made.submit(set_text(made.book, Place("fund", project, f"county.{field}"), text), "资金")
        goal = next(goal for goal in made.book.dossiers[project].goal if goal.period == "annual")
        for field, text in zip(("expected", "actual"), QUOTED[:2], strict=True):
            made.submit(set_text(made.book, Place("goal", project, field, goal.id), text), "目标")
        made.submit(Batch(tuple(indicators(project))), "指标")
        yield made


def test_the_example_of_the_first_ten_minutes_comes_out_as_the_page_says(workbook: Workbook) -> None:
    (project,) = workbook.book.dossiers
    *_, error, reason = QUOTED
    assert [one.message.replace("\xa0", " ") for one in workbook.findings(project)] == [error]
    row = next(row for row in workbook.book.dossiers[project].indicator if row.name == "群众政策知晓率")
    workbook.submit(set_text(workbook.book, Place("indicator", project, "deviation", row.id), reason), "原因")
    assert workbook.findings(project) == ()
    scores = workbook.scores(project)
    assert scores is not None
    assert "执行率是 93.00，得 9.30 分" in PAGE
    assert f"总分是 {scores.total}，等级是{scores.grade}" in PAGE
    assert scores.execution.points == Decimal("9.3")
