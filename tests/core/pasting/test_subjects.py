"""Tables of 科目 as they are published: heads of several rows, codes in three columns, tables side by side."""

from __future__ import annotations

import pytest

from core.pasting.block import Block, from_text
from core.pasting.subjects import under_one_head

KNOWN = {"科目编码", "科目名称", "本年支出合计", "决算数", "合计"}


def read(text: str) -> Block:
    return under_one_head(from_text(text), lambda said: said.partition("（")[0] in KNOWN)


def test_a_head_of_several_rows_becomes_one_and_the_line_of_numbers_goes() -> None:
    text = (
        "支出决算表\t\t\t\t\t\n部门：示例县医疗保障局\t\t\t\t\t金额单位：元\n"
        "项目\t\t\t\t本年支出合计\t基本支出\n支出功能分类科目编码\t\t\t科目名称\t\t\n类\t款\t项\t栏次\t1\t2\n"
        "\t\t\t合计\t800\t800\n201\t\t\t一般公共服务支出\t800\t800\n2010607\t\t\t信息化建设\t800\t800\n"
    )
    assert read(text) == (
        ("科目编码", "科目名称", "本年支出合计（元）", ""),
        ("", "合计", "800", "800"),
        ("201", "一般公共服务支出", "800", "800"),
        ("2010607", "信息化建设", "800", "800"),
    )


def test_a_code_in_three_columns_is_put_together() -> None:
    text = "类\t款\t项\t科目名称\t决算数\n208\t\t\t社会保障和就业支出\t5\n208\t05\t05\t养老保险缴费支出\t5\n"
    assert read(text)[1:] == (("208", "社会保障和就业支出", "5"), ("2080505", "养老保险缴费支出", "5"))


def test_tables_side_by_side_come_one_below_the_other() -> None:
    text = (
        "人员经费\t\t\t公用经费\t\t\n科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数\n"
        "301\t工资福利支出\t218\t302\t商品和服务支出\t24\n30101\t基本工资\t200\t30201\t办公费\t24\n30108\t养老\t18\t\t\t\n"
    )
    assert read(text) == (
        ("科目编码", "科目名称", "决算数"),
        ("301", "工资福利支出", "218"),
        ("30101", "基本工资", "200"),
        ("30108", "养老", "18"),
        ("302", "商品和服务支出", "24"),
        ("30201", "办公费", "24"),
    )


def test_many_columns_the_table_has_not_do_not_hide_its_head() -> None:
    head = "科目编码\t科目名称\t本年支出合计\t基本支出\t项目支出\t上缴上级支出\t经营支出\n"
    text = f"{head}2010607\t信息化建设\t1\t\t1\t\t\n"
    assert read(text)[0] == ("科目编码", "科目名称", "本年支出合计", "", "", "", "")


@pytest.mark.parametrize(
    "text",
    ["2010607\t信息化建设\t1\n", "三级指标\t权重\n救助人次\t15\n", "科目编码\t科目名称\n", "信息化建设\n", "\t\n"],
)
def test_any_other_block_stays_as_it_is(text: str) -> None:
    assert read(text) == from_text(text)
