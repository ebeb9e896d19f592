"""转移支付: the table without scores with its seven rows of management, and the report that follows from it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx

from core.publish import case_of
from core.report.blocks import Style
from core.report.compose import blanks
from core.rules.finding import Case
from tests.core.forms.filed import below, book, findings, headings, only, report, row, rows, spans, texts, written
from tests.core.report.golden import assert_golden

NAME = "transfer-2021"
MANAGEMENT = (
    "分配科学性", "下达及时性", "拨付合规性", "使用规范性", "执行准确性", "预算绩效管理情况", "支出责任履行情况",
)  # fmt: skip
NOTES = [
    "注：1.资金使用单位按项目绩效目标填列，主管部门汇总时按区域绩效目标填列。",
    "2.其他资金包括与中央财政资金、地方财政资金共同投入到同一项目的自有资金、社会资金，以及以前年度的结转结余资金等。",
    "3.全年执行数是指按照国库集中支付制度要求所形成的实际支出。",
]
OUTLINE = [
    "一、绩效目标分解下达情况",
    "（一）中央下达转移支付预算和绩效目标情况",
    "（二）资金安排、分解下达预算和绩效目标情况",
    "二、绩效目标完成情况分析",
    "（一）资金投入情况分析",
    "1.项目资金到位情况分析",
    "2.项目资金执行情况分析",
    "3.项目资金管理情况分析",
    "（二）总体绩效目标完成情况分析",
    "（三）绩效指标完成情况分析",
    "1.产出指标完成情况分析",
    "（1）数量指标",
    "（2）质量指标",
    "（3）时效指标",
    "（4）成本指标",
    "2.效益指标完成情况分析",
    "（1）经济效益指标",
    "（2）社会效益指标",
    "（3）生态效益指标",
    "（4）可持续影响指标",
    "3.满意度指标完成情况分析",
    "三、偏离绩效目标的原因和下一步改进措施",
    "四、绩效自评结果拟应用和公开情况",
    "五、其他需要说明的问题",
]
MISSED = "普通门诊救助政策7月起实施，上半年申请较少；下一年度提前宣传、年初即受理"


def changed(stages: dict[str, str] | None = None, **answers: str) -> Case:
    """The case with other amounts of the centre, or other answers."""
    made = book(NAME)
    (dossier,) = made.dossiers.values()
    funds = {**dossier.funds, "central": replace(dossier.funds["central"], **(stages or {}))}
    new = replace(dossier, funds=funds, answers={**dossier.answers, **answers})
    return case_of(replace(made, dossiers={dossier.id: new}), dossier.id)


def test_the_table_prints_what_it_printed_before() -> None:
    assert_golden("transfer-2021-table", report(only(NAME)))


def test_the_report_prints_what_it_printed_before() -> None:
    assert_golden("transfer-2021-report", report(only(NAME), "report"))


def test_nothing_is_found_no_blank_is_left_and_there_are_no_scores() -> None:
    case = only(NAME)
    assert findings(case) == []
    assert case.scores is None
    assert [blanks(report(case, key)) for key in ("table", "report")] == [0, 0]


def test_the_funds_are_those_of_the_centre_the_place_and_others() -> None:
    table = report(only(NAME)).tables()[0]
    assert row(table, "全年预算数（A）") == ["全年预算数（A）", "全年执行数（B）", "预算执行率（B/A×100%）"]
    assert row(table, "年度资金总额")[1:] == ["1682.50", "1641.45", "97.56%"]
    assert row(table, "其中：中央财政资金")[1:] == ["1286.00", "1251.40", "97.31%"]
    assert row(table, "地方资金")[1:] == ["360.00", "353.55", "98.21%"]
    assert row(table, "其他资金")[1:] == ["36.50", "36.50", "100.00%"]  # what was carried over, as the note says


def test_the_head_names_three_offices() -> None:
    assert rows(report(only(NAME)).tables()[0])[:3] == [
        ["转移支付（项目）名称", "中央财政城乡医疗救助补助资金"],
        ["中央主管部门", "国家医疗保障局"],
        ["地方主管部门", "示例县医疗保障局", "资金使用单位", "示例县医疗保障局"],
    ]


def test_the_management_of_the_money_has_seven_rows() -> None:
    table = report(only(NAME)).tables()[0]
    said = rows(table)
    start = next(n for n, line in enumerate(said) if line[0] == "资金管理情况")
    assert said[start] == ["资金管理情况", "", "情况说明", "存在问题和改进措施"]
    assert tuple(line[0] for line in said[start + 1 : start + 8]) == MANAGEMENT
    assert row(table, "执行准确性")[1] == "按批复的预算执行，预算执行率97.56%。"
    assert row(table, "支出责任履行情况")[1:] == ["县级安排150.00万元，全部到位。", "无。"]


def test_goals_indicators_and_the_explanation_follow() -> None:
    table = report(only(NAME)).tables()[0]
    assert row(table, "总体目标") == ["总体目标", "全年实际完成情况"]
    assert row(table, "一级指标") == [
        "一级指标", "二级指标", "三级指标", "指标值", "全年实际完成值", "未完成原因和改进措施",
    ]  # fmt: skip
    assert row(table, "直接救助人次") == ["直接救助人次", "≥36000人次", "35120人次", MISSED]
    assert row(table, "经济效益指标") == ["经济效益指标", "", "", "", ""]
    assert rows(table)[-1] == ["说明", "无。"]
    assert texts(report(only(NAME)), Style.TABLE_NOTE) == NOTES


def test_labels_stand_once_over_their_rows() -> None:
    table = report(only(NAME)).tables()[0]
    found = spans(table)
    assert table.widths_mm == (14, 22, 25, 32, 25, 24, 32)
    assert (found["资金投入情况（万元）"], found["资金管理情况"]) == ((2, 5), (1, 8))
    assert (found["总体目标完成情况"], found["绩效指标"]) == ((1, 2), (1, 11))
    assert [found[name][1] for name in ("产出指标", "数量指标", "效益指标")] == [5, 2, 4]


def test_the_report_has_the_official_outline() -> None:
    assert headings(report(only(NAME), "report")) == OUTLINE


def test_the_sentences_of_the_report_follow_the_figures() -> None:
    found = report(only(NAME), "report")
    assert below(found, "（一）中央下达") == [
        "2021年，国家医疗保障局会同财政部下达中央财政城乡医疗救助补助资金1286.00万元，并下达绩效目标。",
        "总体目标：资助困难群众参保21000人以上，直接救助36000人次以上，减轻困难群众就医负担。",
    ]
    parts = "其中中央财政资金1286.00万元，地方资金360.00万元，其他资金36.50万元"
    assert below(found, "（二）资金安排") == [
        f"2021年，项目全年预算1682.50万元，{parts}。资金由示例县医疗保障局组织实施，绩效目标分解为三级指标8个。"
    ]
    assert below(found, "1.项目资金到位") == [
        f"2021年4月到位资金1682.50万元，{parts}，与全年预算数一致，资金到位率100.00%。"
    ]
    assert below(found, "2.项目资金执行") == [
        (
            "截至2021年12月31日，执行1641.45万元，其中中央财政资金1251.40万元，地方资金353.55万元，其他资金36.50万元，"
            "预算执行率97.56%。没有全部执行的原因是12月发生的部分住院费用在次年1月清算。"
        )
    ]


def test_each_kind_of_indicator_is_told_and_those_without_one_are_too() -> None:
    found = report(only(NAME), "report")
    assert below(found, "（1）数量指标") == [
        (
            "资助参保人数指标值≥21000人，全年实际完成21438人；"
            f"直接救助人次指标值≥36000人次，全年实际完成35120人次，未完成的原因和改进措施：{MISSED}。"
        )
    ]
    assert below(found, "（3）生态效益指标") == ["未设置该类指标。"]
    assert below(found, "3.满意度指标") == ["救助对象满意度指标值≥85%，全年实际完成92.4%。"]
    assert below(found, "三、偏离") == [
        f"直接救助人次指标值≥36000人次，全年实际完成35120人次。原因和改进措施：{MISSED}。"
    ]
    assert below(found, "五、其他") == ["无。"]


def test_money_that_arrived_short_or_not_at_all_is_told_with_its_reason() -> None:
    short = report(changed({"in_place": "1200"}, arrival_reason="中央资金分两批下达"), "report")
    assert below(short, "1.项目资金到位")[0].endswith(
        "比全年预算数少86.00万元，资金到位率94.89%，原因为中央资金分两批下达。"
    )
    made = book(NAME)
    (dossier,) = made.dossiers.values()
    nothing = {source: replace(fund, in_place="0", executed="0") for source, fund in dossier.funds.items()}
    case = case_of(replace(made, dossiers={dossier.id: replace(dossier, funds=nothing)}), dossier.id)
    assert below(report(case, "report"), "1.项目资金到位") == ["截至2021年12月31日，项目资金尚未到位。"]
    assert below(report(case, "report"), "2.项目资金执行") == [
        "截至2021年12月31日，项目资金尚未支付，原因为12月发生的部分住院费用在次年1月清算。"
    ]


def test_both_documents_are_written_and_read_back(tmp_path: Path) -> None:
    table = written(report(only(NAME)), tmp_path)
    whole = "".join(table.pages)
    for figure in ("1682.50", "1641.45", "97.56%", "97.31%", "98.21%", "100.00%", *MANAGEMENT):
        assert figure in whole
    found = report(only(NAME), "report")
    files = written(found, tmp_path)
    assert [p.text for p in docx.Document(str(files.docx)).paragraphs if p.text] == texts(found)
    told = "".join(files.pages)
    for heading in OUTLINE:
        assert heading in told
