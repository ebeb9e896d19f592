"""达州部门决算公开 2018: two sentences on income and spending, codes and uses of the items, goals of the projects."""

from __future__ import annotations

from functools import cache

import pytest

from core.publish import case_of
from core.report.blocks import Block, Paragraph, Report, Style
from core.rules.finding import Case
from tests.core.forms.filed import below, book, headings, report, row, texts, whole_of

NAME = "accounts-2018"


@cache
def case() -> Case:
    made = book(NAME)
    return case_of(made, whole_of(made, 2018).id)


@cache
def document(key: str) -> Report:
    return report(case(), key)


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        ("一、收入支出", "2018年度财政拨款收入569.38万元，与2017年相比，财政拨款收入减少2233.37万元，下降79.68%，"),
        ("一、收入支出", "2018年度财政拨款支出543.37万元，与2017年相比，财政拨款支出减少2290.17万元，下降80.82%，"),
        ("二、收入决算", "其中：一般公共预算财政拨款收入569.38万元，占100%。"),
        ("三、支出决算", "基本支出473.52万元，占87.15%；项目支出69.85万元，占12.85%。"),
        ("（二）一般公共预算财政拨款支出决算结构", "社会保障和就业支出480.1万元，占88.36%；"),
        (
            "（三）一般公共预算财政拨款支出决算具体",
            "1.一般公共服务支出（201）人力资源事务（20110）军队转业干部安置（2011006）：支出决算为9.3万元，完成预算100%，",
        ),
        ("六、一般公共", "人员经费434.66万元，主要包括：基本工资、津贴补贴、"),
        ("（一）“三公”", "支出决算为0.14万元，完成预算28%，决算数小于预算数的主要原因是厉行节约。"),
        ("（二）“三公”", "公务用车购置及运行维护费支出决算比2017年减少0.13万元，下降100%。"),
        ("（二）“三公”", "比2017年增加0.07万元，增长89.42%。"),
        ("1.项目绩效", "项目全年预算数20万元，执行数为20万元，完成预算的100%。通过项目实施，"),
        ("1.项目绩效", "发现的主要问题："),
        ("（一）机关运行", "机关运行经费支出38.86万元，比2017年增加34.39万元，增长769.35%。"),
        ("（二）政府采购", "政府采购支出总额0万元。"),
        ("（三）国有资产", "共有车辆1辆，其中：其他用车1辆。"),
    ],
)
def test_the_sentences_state_the_right_figures(heading: str, sentence: str) -> None:
    assert sentence in "\n".join(below(document("statement"), heading))


def test_the_fourth_section_repeats_the_first() -> None:
    found = document("statement")
    assert below(found, "四、财政拨款") == below(found, "一、收入支出")


def test_a_category_is_counted_once_however_many_items_it_has() -> None:
    lines = below(document("statement"), "（三）一般公共预算财政拨款支出决算具体")[1:]
    assert [line[:2] for line in lines if line[0].isdigit()] == ["1.", "2.", "3.", "4."]
    assert len(lines) == 9


def test_there_is_no_chart_and_no_fifth_part() -> None:
    found = document("disclosure")
    assert found.charts() == ()
    assert not any(heading.startswith("第五部分") for heading in headings(found))


def test_the_annexes_are_the_report_with_its_score_table_and_what_the_projects_form_prints() -> None:
    found = document("disclosure")
    labels = texts(found, Style.ATTACHMENT)
    assert labels == [f"附件{number}" for number in range(1, 8)]
    assert "2018年项目支出绩效评价报告" in "".join(texts(found, Style.TITLE))
    goals = "项目支出绩效目标完成情况表"
    annexed = [f"附件{number} {goals}" for number in range(3, 8)]
    assert [table.name for table in found.tables()] == [goals, "附件1 单位整体支出绩效评价得分表", *annexed]


def test_what_the_tenth_section_says_of_the_projects_stands_in_no_annex() -> None:
    found = document("disclosure")
    assert sum("绩效目标完成情况综述" in text for text in texts(found, Style.BODY)) == 5
    assert row(found.tables()[0], "其它资金:")[1] == "0.00"


def test_the_first_annex_follows_the_heading_of_its_part() -> None:
    found = document("disclosure")
    (section,) = [one for one in found.sections if any(text_of(block) == "第四部分　附件" for block in one.blocks)]
    assert [text_of(block) for block in section.blocks[:2]] == ["第四部分　附件", "附件1"]


def text_of(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else ""
