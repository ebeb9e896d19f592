"""The unit's dossier of an open book, and when it is looked at again."""

from __future__ import annotations

import pytest

from core.checking import check
from core.edits import remove_project, set_text
from core.forms.library import DEFAULT_FORM
from core.model import Place
from core.projects import copied_project, new_project
from core.workbook import Workbook
from tests.core.workbook.hands import ACTUAL, BASIS, add_whole, fresh, type_text


def test_the_unit_s_dossier_is_no_project_of_its_year(workbook: Workbook) -> None:
    assert workbook.book.whole_of(2021) is None
    whole = add_whole(workbook, 2021)
    found = workbook.book.whole_of(2021)
    assert found is not None
    assert (found.id, found.is_unit, found.project.name, found.goal) == (whole, True, "", ())
    assert [dossier.id for dossier in workbook.book.of_year(2021)] == [1]
    assert workbook.form(whole).id == DEFAULT_FORM
    assert workbook.book.whole_of(2022) is None


def test_a_year_with_the_unit_s_dossier_alone_is_a_year(workbook: Workbook) -> None:
    add_whole(workbook, 2019)
    assert workbook.years == (2022, 2021, 2019)
    assert workbook.book.of_year(2019) == ()


def test_a_copy_is_always_a_budget_project(workbook: Workbook) -> None:
    whole = add_whole(workbook, 2021)
    edit, number = copied_project(workbook.book, whole)
    workbook.submit(edit, "复制")
    assert not workbook.book.dossiers[number].is_unit


def test_a_copy_speaks_of_its_own_rows(workbook: Workbook) -> None:
    type_text(workbook, BASIS, "{goal.2.actual}{indicator.4.name}{evidence.7.name}{goal.annual.actual}")
    edit, number = copied_project(workbook.book, 1)
    workbook.submit(edit, "复制")
    copy = workbook.book.dossiers[number]
    assert copy.answers["basis"] == (
        f"{{goal.{copy.goal[0].id}.actual}}{{indicator.{copy.indicator[0].id}.name}}"
        f"{{evidence.{copy.evidence[0].id}.name}}{{goal.annual.actual}}"
    )


def test_the_unit_is_looked_at_again_when_a_project_of_its_year_changes(workbook: Workbook) -> None:
    whole = add_whole(workbook, 2021)
    before = workbook.case(whole)
    assert before.values.amount("total", "executed") == 484400
    assert [project.id for project in before.neighbours] == [1]
    assert type_text(workbook, Place("fund", 1, "county.executed"), "50") == {1, whole}
    assert workbook.case(whole).values.amount("total", "executed") == 500000
    assert workbook.case(whole).values.members[0] is workbook.case(1).values
    assert type_text(workbook, Place("answer", 9, "basis"), "别的年度") == {9}
    assert type_text(workbook, Place("answer", whole, "overview"), "概况") == {whole}
    assert type_text(workbook, Place("project", whole, "form"), "sichuan-2021") == {whole}


def test_the_unit_s_case_stays_while_nothing_it_sums_up_changes(workbook: Workbook) -> None:
    whole = add_whole(workbook, 2021)
    before = workbook.case(whole)
    type_text(workbook, Place("answer", 9, "basis"), "别的年度")
    assert workbook.case(whole) is before


def test_nothing_of_the_unit_is_computed_until_somebody_asks(
    workbook: Workbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_whole(workbook, 2021)
    monkeypatch.setattr("core.cases.read", None)
    assert type_text(workbook, ACTUAL, "9900")


def test_a_new_project_and_a_removed_one_concern_the_unit(workbook: Workbook) -> None:
    whole = add_whole(workbook, 2021)
    edit, number = new_project(workbook.book, 2021, "新")
    assert workbook.submit(edit, "新项目").projects == {1, number, whole}
    assert len(workbook.case(whole).values.members) == 2
    gone = workbook.submit(remove_project(workbook.book.dossiers[number]), "删除项目").projects
    assert gone == {1, number, whole}
    assert len(workbook.case(whole).values.members) == 1


def test_what_would_be_found_for_the_unit_counts_the_project_as_it_would_be(workbook: Workbook) -> None:
    whole = add_whole(workbook, 2021)
    edit = set_text(workbook.book, Place("answer", whole, "overview"), "共计10万元，其中甲3万元、乙4万元。")
    assert workbook.findings_if(edit, whole) == check(fresh(edit.apply(workbook.book), whole))
    assert [finding.rule for finding in workbook.findings_if(edit, whole)] == ["text-sum"]
