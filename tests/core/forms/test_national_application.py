"""绩效目标申报表: what is applied for and why, the same record that is monitored and evaluated later."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from core.forms.library import known
from core.publish import case_of
from tests.core.forms.filed import book, findings, only, report, row, rows, spans, texts, written
from tests.core.report.golden import assert_golden

NAME = "national-application"


def test_it_prints_what_it_printed_before() -> None:
    assert_golden("national-application-sample", report(only(NAME)))


def test_nothing_is_found_though_nothing_is_done_yet() -> None:
    case = only(NAME)
    assert findings(case) == []
    assert (case.scores, known()[NAME].stage) == (None, "application")


def test_the_head_names_the_project_its_kind_and_its_time() -> None:
    assert rows(report(only(NAME)).tables()[0])[:4] == [
        ["项目名称", "医保信息系统运行维护项目", "项目属性", "延续"],
        ["主管部门", "示例县医疗保障局", "主管部门编码", "325"],
        ["项目实施单位", "示例县医疗保障局", "项目负责人：甲某某", "联系电话", "0800-1234568"],
        ["项目起止时间", "开始时间", "2024-01-01", "终止时间", "2024-12-31"],
    ]


def test_the_money_applied_for_is_that_of_the_initial_budget() -> None:
    table = report(only(NAME)).tables()[0]
    said = {line[-2]: line[-1] for line in rows(table)[4:10]}
    assert said == {
        "资金总额": "90.80",
        "财政拨款": "84.80",
        "其中：上级财政资金": "20.00",
        "本级财政资金": "64.80",
        "单位资金": "6.00",
        "其他资金": "",
    }
    assert row(table, "测算依据及说明")[1].endswith("合计90.8万元。")


def test_reasons_schedule_and_goals_have_their_rows() -> None:
    table = report(only(NAME)).tables()[0]
    captions = ["项目立项的依据", "项目申报的可行性", "项目申报的必要性", "项目实施进度计划", "长期目标", "年度目标"]
    assert all(row(table, caption)[1] for caption in captions)
    schedule = next(cell.text for _, _, cell in table.placed() if cell.text.startswith("签订"))
    assert len(schedule.splitlines()) == 3
    assert row(table, "长期目标")[1].startswith("三年内")


def test_the_indicators_have_content_value_and_remark() -> None:
    table = report(only(NAME)).tables()[0]
    assert row(table, "一级指标") == ["一级指标", "二级指标", "指标内容", "指标值", "备注"]
    assert row(table, "维护业务系统数") == ["维护业务系统数", "≥5套", "含医保专网"]
    assert row(table, "运维管理制度") == ["运维管理制度", "健全", ""]
    assert row(table, "经济效益指标") == ["经济效益指标", "", "", ""]
    assert rows(table)[-1] == ["填报人：丁某某", "单位负责人：丙某某", "填报日期：2023-10-12"]


def test_a_target_adjusted_within_the_year_leaves_the_application_as_it_was() -> None:
    made = book(NAME)
    (dossier,) = made.dossiers.values()
    adjusted = replace(dossier.indicator[0], adjusted="≥6套")
    changed = replace(dossier, indicator=(adjusted, *dossier.indicator[1:]))
    found = report(case_of(replace(made, dossiers={dossier.id: changed}), dossier.id))
    assert row(found.tables()[0], "维护业务系统数")[1] == "≥5套"


def test_labels_stand_once_over_their_rows() -> None:
    table = report(only(NAME)).tables()[0]
    found = spans(table)
    assert table.widths_mm == (20, 26, 30, 44, 28, 26)
    assert found["项目资金申请（万元）"] == (1, 6)
    assert (found["项目立项情况"], found["项目绩效目标"]) == ((1, 3), (1, 2))
    assert found["年度绩效指标"] == (1, 11)


def test_it_is_written_and_read_back(tmp_path: Path) -> None:
    found = report(only(NAME))
    files = written(found, tmp_path)
    assert texts(found) == ["项目支出绩效目标申报表", "（2024年度）", "填报单位（盖章）：示例县医疗保障局"]
    whole = "".join(files.pages)
    for figure in ("90.80", "84.80", "20.00", "64.80", "6.00", "≥99.5%"):
        assert figure in whole.replace("⩾", "≥")
