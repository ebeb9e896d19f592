"""One project on its way through the year: every form reads the same record, and no change of form loses a fact."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.edits import SetField
from core.forms.library import known
from core.forms.unprinted import unprinted
from core.model import Book, Dossier, Place
from core.publish import case_of
from core.report.blocks import Report, Table
from core.report.compose import compose
from tests.core.forms.filed import book, report, row, rows

NAME = "one-project"
FORMS = tuple(known())
# What each form leaves out, some of it: (form, what the list calls it).
LEFT_OUT = (
    ("national-application", "年度目标完成情况"),
    ("national-application", "全年执行"),
    ("national-application", "偏差原因分析及改进措施（1 个指标）"),
    ("national-monitoring", "实际值（6 个指标）"),
    ("national-monitoring", "测算依据及说明"),
    ("national-2020", "年中执行"),
    ("national-2020", "项目申报的可行性"),
    ("national-2021", "完成可能性（6 个指标）"),
    ("sichuan-2021", "年初预算"),
    ("sichuan-2023", "中央主管部门"),
    ("transfer-2021", "权重（6 个指标）"),
    ("transfer-2021", "实施期目标"),
)


def under(form: str, of: Book | None = None) -> Book:
    """The book after the clerk has chosen another form for the project."""
    made = of or book(NAME)
    project = project_of(made).project
    return SetField(Place("project", project.id, "form"), project.form, form).apply(made)


def project_of(of: Book) -> Dossier:
    return of.of_year(2021)[0]


def printed(form: str, key: str = "table") -> Table:
    made = under(form)
    return report(case_of(made, project_of(made).id), key).tables()[0]


def summary(form: str) -> Table:
    """The summary of the unit while its one project is filed under a form."""
    made = under(form)
    dossier = made.whole_of(2021)
    assert dossier is not None
    return report(case_of(made, dossier.id), "summary").tables()[0]


def documents(of: Book) -> list[Report]:
    case = case_of(of, project_of(of).id)
    return [compose(case.form, one, case.values, case.scores) for one in case.form.documents_of("project")]


def test_the_project_keeps_every_fact_through_all_forms_and_back() -> None:
    made = book(NAME)
    facts = project_of(made)
    for form in FORMS:
        made = under(form, made)
        now = project_of(made)
        assert replace(now, project=replace(now.project, form=facts.project.form)) == facts
    back = under(facts.project.form, made)
    assert back == book(NAME)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_prints_the_project_or_stands_for_the_unit(form: str) -> None:
    found = documents(under(form))
    assert found or known()[form].documents_of("unit")
    assert all("困难群众医疗救助资金" in one.title for one in found)


@pytest.mark.parametrize(("form", "caption"), LEFT_OUT)
def test_what_a_form_does_not_print_is_kept_and_listed(form: str, caption: str) -> None:
    kept = unprinted(known()[form], project_of(book(NAME)))
    assert caption in [fact.caption for fact in kept]
    assert all(project_of(book(NAME)).text(fact.place) for fact in kept)


def test_the_application_prints_what_was_planned_at_first() -> None:
    table = printed("national-application")
    assert row(table, "资金总额") == ["资金总额", "400.00"]
    assert row(table, "救助人次") == ["救助人次", "≥5000人次", ""]
    assert row(table, "年度目标")[1] == "救助不少于5000人次，满意度不低于90%。"


def test_the_monitoring_table_prints_the_target_as_adjusted_and_the_middle_of_the_year() -> None:
    table = printed("national-monitoring")
    assert row(table, "年度资金总额")[1:] == ["400.00", "420.00", "210.00", "50.00%", "420.00"]
    assert row(table, "救助人次")[1:4] == ["≥5200人次", "2900人次", "5300人次"]
    assert row(table, "救助资金拨付及时率")[4:] == [
        "制度保障",
        "两家医院报送资料晚；改为按月报送。",
        "有可能",
        "已发函催报",
    ]


@pytest.mark.parametrize(
    ("form", "target", "actual", "total"),
    [
        ("national-2020", "≥98%", "96.04%", "99.59"),
        ("national-2021", "≥98%", "96.04%", "99.59"),
        ("sichuan-2023", "≥", "98", "99.59"),
        ("sichuan-2021", "≥98%", "96.04%", ""),
        ("transfer-2021", "≥98%", "96.04%", ""),
    ],
)
def test_each_self_evaluation_prints_the_end_of_the_year(form: str, target: str, actual: str, total: str) -> None:
    # 411 ÷ 420 × 10 = 9.79 and 96.04 ÷ 98 × 10 = 9.80
    table = printed(form, "report" if form == "sichuan-2021" else "table")
    assert row(table, "救助资金拨付及时率")[1:3] == [target, actual]
    totals = [line for line in rows(table) if line[0] in ("总分", "合计")]
    assert [line[2] for line in totals] == ([total] if total else [])


@pytest.mark.parametrize(
    ("form", "score", "grade"),
    [
        ("national-2020", "99.59", "优"),
        ("national-2021", "99.59", "优"),
        ("sichuan-2023", "99.59", ""),
        ("transfer-2021", "", ""),
    ],
)
def test_the_summary_takes_the_score_and_the_grade_of_the_form_it_was_filed_under(
    form: str, score: str, grade: str
) -> None:
    assert row(summary(form), "困难群众医疗救助资金") == [
        "困难群众医疗救助资金", "示例县医疗保障局", "年初预算", "400.00", "420.00", "411.00", "97.86%", score, grade,
        "尾款次年一季度支付。",
    ]  # fmt: skip
