"""Sichuan 2021: the report with its 28 headings and the table below it, of one whole project and of nine real ones."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from core.importing.exchange import read
from core.model import Book
from core.publish import case_of
from core.report.blocks import PageBreak, Table
from core.report.compose import blanks
from tests.core.forms.filed import below, findings, headings, only, report, row, rows, spans, texts, written
from tests.core.report.golden import assert_golden

NAME = "sichuan-2021"
NINE = Path(__file__).parents[1] / "importing" / "nine_tables.json"
OUTLINE = (
    "一、项目概况",
    "（一）项目基本情况。",
    "1．说明项目主管部门（单位）在该项目管理中的职能。",
    "2．项目立项、资金申报的依据。",
    "3．资金管理办法制定情况，资金支持具体项目的条件、范围与支持方式概况。",
    "4．资金分配的原则及考虑因素。",
    "（二）项目绩效目标。",
    "1．项目主要内容。",
    "2．项目应实现的具体绩效目标，包括目标的量化、细化情况以及项目实施进度计划等。",
    "3．分析评价申报内容是否与实际相符，申报目标是否合理可行。",
    "二、项目资金申报及使用情况",
    "（一）项目资金申报及批复情况。",
    "（二）资金计划、到位及使用情况。",
    "1．资金计划。",
    "2．资金到位。",
    "3．资金使用。",
    "（三）项目财务管理情况。",
    "三、项目实施及管理情况",
    "（一）项目组织架构及实施流程。",
    "（二）项目管理情况。",
    "（三）项目监管情况。",
    "四、项目绩效情况",
    "（一）项目完成情况。",
    "（二）项目效益情况。",
    "五、评价结论及建议",
    "（一）评价结论。",
    "（二）存在的问题。",
    "（三）相关建议。",
)
COMPLETION = (
    "2021年，居民参保人数213640人，入户宣传行政村数142个，参保信息录入准确率99.6%，集中参保期完成时间12月25日，"
    "宣传资料印制费9.1万元，入户工作补助14.764万元。共支出项目资金238640.00元，完成预算数95%。"
    "没有全部支付的原因是部分村入户补助按实际天数结算，比测算数少。"
)
# What the tables of nine real projects print: 预算数 and 执行数.
AMOUNTS = (
    ("基金监管专项经费", "0.75", "0.68"),
    ("城乡医疗救助资金", "150.00", "48.44"),
    ("财务软件运行维护服务费", "0.08", "0.08"),
    ("村卫生室专网经费", "7.20", "7.20"),
    ("居民医保补助", "560.00", "490.97"),
    ("离休人员医疗费", "60.00", "31.88"),
    ("老干部医疗补助费", "8.00", "2.20"),
    ("退休人员社会化管理补助资金", "23.00", "23.00"),
    ("乡村振兴补助资金", "86.78", "86.78"),
)


def nine() -> Book:
    return read(NINE).book


def test_it_prints_what_it_printed_before() -> None:
    assert_golden("sichuan-2021-sample", report(only(NAME), "report"))


def test_nothing_is_found_and_no_blank_is_left() -> None:
    assert findings(only(NAME)) == []
    assert blanks(report(only(NAME), "report")) == 0


def test_the_28_headings_stand_in_their_order_each_with_its_answer() -> None:
    found = report(only(NAME), "report")
    assert tuple(headings(found)) == OUTLINE
    only_above_others = {n for n, text in enumerate(OUTLINE[:-1]) if _level(OUTLINE[n + 1]) > _level(text)}
    assert [n for n, text in enumerate(OUTLINE) if not below(found, text)] == sorted(only_above_others)


def _level(heading: str) -> int:
    return 1 if "、" in heading[:2] else 2 if heading.startswith("（") else 3


def test_the_narrative_counts_in_yuan_and_follows_the_figures() -> None:
    found = report(only(NAME), "report")
    assert below(found, "1．资金计划") == ["项目资金共计251200.00元，其中县区级资金251200.00元。"]
    assert below(found, "2．资金到位") == [
        (
            "2021年2月到位资金251200.00元，其中县区级资金251200.00元。"
            "资金到位金额与资金计划一致，资金到位率100%，资金到位及时。"
        )
    ]
    assert below(found, "3．资金使用") == [
        "截至2021年12月31日，资金使用238640.00元，完成预算数95%。支付的范围、标准和依据符合有关规定。"
    ]
    assert below(found, "（一）项目完成情况") == [COMPLETION]
    assert below(found, "（二）项目效益情况") == [
        "居民医保参保率96.8%，村级参保经办网点数142个。参保居民满意度94.5%，经办人员满意度93%。"
    ]


def test_the_table_stands_on_a_page_of_its_own_and_counts_in_ten_thousands() -> None:
    found = report(only(NAME), "report")
    *_, gap, table = found.blocks()
    assert isinstance(gap, PageBreak)
    assert isinstance(table, Table)
    assert row(table, "预算数：") == ["预算数：", "25.12", "执行数：", "23.86"]
    assert row(table, "其中：财政拨款") == ["其中：财政拨款", "25.12", "其中：财政拨款", "23.86"]
    assert row(table, "其他资金") == ["其他资金", "", "其他资金", ""]


def test_several_rows_stand_under_one_level_and_empty_ones_are_kept() -> None:
    table = report(only(NAME), "report").tables()[0]
    assert row(table, "一级指标") == ["一级指标", "二级指标", "三级指标", "预期指标值", "实际完成指标值"]
    assert row(table, "入户工作补助") == ["入户工作补助", "≤15.62万元", "14.764万元"]
    assert row(table, "经济效益指标") == ["经济效益指标", "", "", ""]
    assert row(table, "生态效益指标") == ["生态效益指标", "", "", ""]
    found = spans(table)
    assert [found[name][1] for name in ("完成指标", "数量指标", "成本指标", "效益指标")] == [6, 2, 2, 4]
    assert [cell.down for line in table.rows for cell in line.cells if cell.text == "满意度指标"] == [2, 2]
    assert found["项目预算执行情况（万元）"] == (1, 3)
    assert found["年度绩效指标完成情况"] == (1, 13)
    assert table.widths_mm == (21, 22, 28, 35, 25, 25)


def test_it_is_written_and_read_back(tmp_path: Path) -> None:
    found = report(only(NAME), "report")
    files = written(found, tmp_path)
    said = [paragraph.text for paragraph in docx.Document(str(files.docx)).paragraphs if paragraph.text]
    assert said == texts(found)
    whole = "".join(files.pages)
    for expected in (*OUTLINE, "251200.00元", "238640.00元", "95%", "25.12", "23.86", "14.764万元"):
        assert expected.replace(" ", "") in whole


@pytest.mark.parametrize(("name", "planned", "executed"), AMOUNTS)
def test_each_of_the_nine_real_projects_has_the_outline_and_its_amounts(name: str, planned: str, executed: str) -> None:
    made = nine()
    number = next(d.id for d in made.dossiers.values() if d.project.name == name)
    found = report(case_of(made, number), "report")
    assert tuple(headings(found)) == OUTLINE
    table = found.tables()[0]
    assert rows(table)[0] == [f"2021年部门预算项目自评{name}项目绩效目标自评"]
    assert row(table, "预算数：") == ["预算数：", planned, "执行数：", executed]
