"""自评汇总表: five projects of three kinds of money under three forms, two without a score, in one table."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from core.model import Book
from core.publish import case_of
from core.report.blocks import Report, Style
from core.rules.finding import Case
from tests.core.forms.filed import book, findings, report, row, rows, texts, written
from tests.core.report.golden import assert_golden

NAME = "summary"
HEAD = [
    "序号", "项目名称", "实施单位", "资金性质", "年初预算数", "全年预算数", "全年执行数", "执行率", "自评得分", "等级",
    "备注",
]  # fmt: skip
COUNTS = (
    "共5个项目，全年预算270.85万元，全年执行231.29万元，执行率85.39%。"
    "已评分3个，平均95.91分，优2个（40.00%），良1个（20.00%）。"
)


def whole(of: Book) -> Case:
    dossier = of.whole_of(2021)
    assert dossier is not None
    return case_of(of, dossier.id)


def summary(of: Book | None = None) -> Report:
    return report(whole(of or book(NAME)), "summary")


def test_it_prints_what_it_printed_before() -> None:
    assert_golden("summary-sample", summary())


@pytest.mark.parametrize("place", range(5))
def test_nothing_is_found_in_the_projects_but_reports_that_are_not_written(place: int) -> None:
    made = book(NAME)
    found = findings(case_of(made, made.of_year(2021)[place].id))
    assert [said for said in found if not said.endswith("下面没有内容。")] == []


def test_nothing_is_found_in_the_unit() -> None:
    assert findings(whole(book(NAME))) == []


def test_each_project_has_its_row_with_amounts_score_and_grade() -> None:
    table = summary().tables()[0]
    office, centre = "示例县医疗保障局", "示例县医疗保障事务中心"
    assert rows(table)[:6] == [
        HEAD,
        ["1", "城乡医疗救助补助资金", office, "年初预算", "150.00", "150.00", "148.50", "99.00%", "99.90", "优", ""],
        ["2", "医保信息系统运行维护费", office, "年初预算", "48.00", "45.60", "33.06", "72.50%", "88.84", "良",
         "尾款次年支付"],
        ["3", "医保基金监管专项经费", office, "年初预算", "60.00", "54.50", "49.05", "90.00%", "99.00", "优", ""],
        ["4", "医保政策宣传经费", centre, "追加指标", "", "0.75", "0.68", "90.60%", "", "", "印制费中标价低于预算"],
        ["5", "离休干部医疗费", centre, "结转资金", "20.00", "20.00", "0.00", "0.00%", "", "", "结转下年使用"],
    ]  # fmt: skip


def test_the_points_of_the_second_project_are_those_of_the_formula() -> None:
    made = book(NAME)
    scores = case_of(made, made.of_year(2021)[1].id).scores
    assert scores is not None
    # 33.06 ÷ 45.6 × 10; 9 ÷ 12 × 20; 部分达成: below 0.8 × 15; 86.4 ÷ 90 × 10
    assert scores.execution.points == Decimal("7.25")
    assert [str(s.points) for s in scores.indicators] == ["15.00", "10.00", "10.00", "10.00", "15.00", "11.99", "9.60"]


def test_sums_and_rate_come_from_unrounded_amounts() -> None:
    # 270.845227 and 231.2852 万元; the mean of 99.90, 88.84 and 99.00
    assert row(summary().tables()[0], "合计") == ["合计", "278.00", "270.85", "231.29", "85.39%", "95.91", "", ""]


def test_counts_by_grade_stand_below_the_table() -> None:
    assert texts(summary(), Style.TABLE_NOTE) == ["填报单位（盖章）：示例县医疗保障局　　　　金额单位：万元", COUNTS]


def test_without_a_score_the_line_says_nothing_of_grades() -> None:
    made = book(NAME)
    bare = {n: d if d.is_unit else replace(d, indicator=()) for n, d in made.dossiers.items()}
    line = texts(summary(replace(made, dossiers=bare)), Style.TABLE_NOTE)[-1]
    assert line == "共5个项目，全年预算270.85万元，全年执行231.29万元，执行率85.39%。"


def test_the_last_row_is_for_those_who_answer_for_it() -> None:
    assert rows(summary().tables()[0])[-1] == [
        "单位负责人：丙某某", "填表人：丁某某", "联系电话：0800-1234567", "填报日期：2022-03-28",
    ]  # fmt: skip


def test_it_is_written_and_read_back_across_the_page(tmp_path: Path) -> None:
    files = written(summary(), tmp_path)
    assert files.page_size == (297, 210)
    assert sum(summary().tables()[0].widths_mm) == 269
    (page,) = files.pages
    for figure in ("278.00", "270.85", "231.29", "85.39%", "95.91", "99.90", "88.84", "90.60%"):
        assert figure in page
