"""科目 of the unit's year: codes, names of the year, rows that stand twice, 名词解释; and charts."""

from __future__ import annotations

import pytest

from core.accounts.rows import FunctionLine
from core.checking import check
from core.model import Book
from tests.core.unit_years import ID, UNIT, Change, answer, case_of, found, line, more, of_year, only, row, sentence


@pytest.mark.parametrize(
    ("rule", "change", "said"),
    [
        ("subject-code", row("行政运行", "code", "21015"), "“行政运行”的编码“21015”不对，项的编码是 7 位数字。"),
        ("subject-code", row("办公费", "code", "302"), "“办公费”的编码“302”不对，款的编码是 5 位数字。"),
        (
            "subject-name",
            row("行政运行", "code", "2101502"),
            "“行政运行”的编码 2101502 在 2021 年是项“一般行政管理事务”，填的是项“行政运行”。",
        ),
        (
            "subject-name",
            row("行政运行", "category", "医疗卫生与计划生育支出"),
            "“行政运行”的编码 2101501 在 2021 年是类“卫生健康支出”，填的是类“医疗卫生与计划生育支出”。",
        ),
        ("economic-name", row("办公费", "name", "印刷费"), "经济科目 30201 是“办公费”，填的是“印刷费”。"),
    ],
)
def test_a_code_that_does_not_fit_is_told(rule: str, change: Change, said: str) -> None:
    assert sentence(of_year(change), rule) == said


def test_names_are_mended_by_the_code_or_the_code_by_the_names() -> None:
    case = of_year(row("行政运行", "code", "2101502"))
    fixes = only(case, "subject-name").fixes
    assert [fix.label for fix in fixes] == ["按编码改名称", "编码改为 2101501"]
    for fix in fixes:
        mended = fix.edit.apply(Book(UNIT, {ID: case.dossier}, next_id=1000)).dossiers[ID]
        assert found(case_of(mended), "subject-name") == []


def test_a_name_may_leave_out_支出_and_the_blank_ones_are_not_compared() -> None:
    assert found(of_year(row("行政运行", "category", "卫生健康"), row("事业单位医疗", "section", ""))) == []


def test_an_item_of_another_budget_is_told() -> None:
    (told,) = [f for f in check(of_year(row("2296013", "source", "一般公共预算"))) if f.rule == "subject-name"]
    assert "是政府性基金的科目，列在了一般公共预算里" in told.message


def test_an_unknown_code_says_what_to_do() -> None:
    unknown = FunctionLine(300, ID, 99, "一般公共预算", "2101595", "卫生健康支出", "医疗保障管理事务", "数据治理")
    case = of_year(more(unknown))
    assert sentence(case, "subject-known") == (
        "“数据治理”的编码 2101595：科目表里没有，请核对；"
        "确有这个科目的，加进本单位的科目表（用户数据文件夹的 subjects）。"
    )
    assert only(case, "subject-known").level == "hint"


def test_an_unknown_code_under_a_wrong_class_is_told() -> None:
    unknown = FunctionLine(300, ID, 99, "一般公共预算", "2101595", "农林水支出", "医疗保障管理事务", "数据治理")
    assert sentence(of_year(more(unknown)), "subject-name") == (
        "“数据治理”的编码 2101595 开头的 210 是类“卫生健康支出”，填的是“农林水支出”。"
    )


def test_a_row_that_stands_twice_is_told_once_by_function() -> None:
    again = FunctionLine(300, ID, 99, "一般公共预算", "2101101", "卫生健康支出", "行政事业单位医疗", "行政单位医疗")
    assert found(of_year(more(again))) == ["subject-twice"]
    other = FunctionLine(300, ID, 99, "政府性基金", "2101101", "卫生健康支出", "行政事业单位医疗", "行政单位医疗")
    assert "subject-twice" not in found(of_year(more(other)))


def test_the_glossary_has_every_item_used() -> None:
    unknown = FunctionLine(300, ID, 99, "一般公共预算", "", "卫生健康支出", "医疗保障管理事务", "数据治理")
    assert "“数据治理”：科目表里没有含义" in sentence(of_year(more(unknown)), "glossary")
    typed = answer("glossary", "1.行政运行（项）：指基本支出。")
    assert "等 10 项：写好的名词解释里没有。" in sentence(of_year(typed), "glossary")


# ---- charts


def test_a_part_below_zero_cannot_be_drawn() -> None:
    case = of_year(row("其他扶贫支出", "outturn", "-86.78"))
    assert "饼图“一般公共预算财政拨款支出结构”画不出来：农林水支出 -86.78 万元是负数" in sentence(case, "chart-whole")


def test_slices_that_are_not_the_whole_wait_for_the_sum_that_explains_it() -> None:
    case = of_year(line("projects.outturn", "3.2"), line("expenditure.outturn", "1796.45"))
    assert "expenditure-sum" in found(case)
    assert found(case, "chart-whole") == []
