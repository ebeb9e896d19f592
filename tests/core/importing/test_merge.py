from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from msgspec import structs

from core.answers import reason_edit
from core.checking import check
from core.dump import dump
from core.edits import AddRow, set_text, steps
from core.importing.exchange import Exchange, read
from core.importing.merge import Intake, plan_import
from core.marks import is_pending, note_at, origin_of, set_pending, write_note
from core.model import Book, Dossier, Evidence, Indicator, Mark, Place, Project, Unit
from core.publish import case_of
from core.sample import sample

SAME = "2021 年度“救助”账套中已有，内容相同，不必导入。"
DIFFERENT = "2021 年度“救助”账套中已有，内容不同，没有导入；要用文件更新它，请在导入命令后面加上 --update。"


def file_of(*projects: dict[str, Any], **unit: str) -> Exchange:
    facts = {"format": "jipingben-exchange", "version": 1, "unit": unit, "projects": projects}
    return read(json.dumps(facts, ensure_ascii=False))


def book_of(*dossiers: Dossier, unit: Unit = Unit()) -> Book:  # noqa: B008 - frozen
    return Book(unit, {dossier.id: dossier for dossier in dossiers}, {}, 1000)


def help_project() -> Dossier:
    return Dossier(
        Project(5, 2021, 2048, name="救助", code="X-1", leader="甲"),
        indicator=(
            Indicator(11, 5, 1024, name="人次", target="1200", weight="10"),
            Indicator(12, 5, 2048, name="满意度", target="90%"),
        ),
        evidence=(Evidence(13, 5, 1024, name="凭证"),),
        answers={"completion": "完成{indicator.12.actual}", "basis": "旧"},
    )


def after(book: Book, intake: Intake) -> Book:
    """The book after the import; undoing it must bring back the book before."""
    if intake.edit is None:
        return book
    done = intake.edit.apply(book)
    undone = intake.edit.inverse().apply(done)
    assert (undone.unit, undone.dossiers, undone.answers) == (book.unit, book.dossiers, book.answers)
    return done


def said(intake: Intake) -> list[str]:
    return [str(remark) for remark in intake.remarks]


# ---- new projects


def test_new_projects_come_behind_those_of_their_year() -> None:
    book = book_of(help_project())
    intake = plan_import(book, file_of({"year": 2021, "name": "监管"}, {"year": 2020, "name": "专网"}))
    done = after(book, intake)
    assert intake.added == ("监管", "专网")
    assert [d.project.name for d in done.of_year(2021)] == ["救助", "监管"]
    assert [d.project.name for d in done.of_year(2020)] == ["专网"]
    assert min(d.id for d in done.dossiers.values() if d.project.name != "救助") >= 1000


def test_a_whole_book_comes_through_an_import_unchanged() -> None:
    done = after(Book(), plan_import(Book(), Exchange(sample())))
    assert dump(done) == dump(sample())
    numbers = [row.id for d in done.dossiers.values() for row in (*d.indicator, *d.goal, *d.evidence)]
    assert len(set(numbers)) == len(numbers)
    assert done.next_id > max(numbers)


def test_a_project_twice_in_one_file_comes_once() -> None:
    intake = plan_import(Book(), file_of({"year": 2021, "name": "救助"}, {"year": 2021, "name": "救 助"}))
    assert intake.added == ("救助",)
    assert said(intake) == ["2021 年度“救 助”在文件中出现两次，后一个没有导入。"]


def test_projects_without_name_and_code_are_never_the_same() -> None:
    assert len(plan_import(Book(), file_of({"year": 2021}, {"year": 2021})).added) == 2


def test_a_form_the_program_lacks_is_mentioned() -> None:
    intake = plan_import(Book(), file_of({"year": 2021, "name": "救助", "form": "atlantis-2021"}))
    assert said(intake) == ["2021 年度“救助”的表样“atlantis-2021”本程序没有，将按默认表样显示。"]


# ---- the unit's dossier

WHOLE = {"year": 2021, "scope": "unit", "answers": {"overview": "{of.1.indicator.2.actual}{of.2.project.name}"}}


def test_the_unit_s_dossier_comes_with_its_projects_whatever_their_order() -> None:
    rows = [{"name": "人次"}, {"name": "满意度"}]
    file = file_of(WHOLE, {"year": 2021, "name": "救助", "indicators": rows}, {"year": 2021, "name": "监管"})
    assert file.remarks == ()
    intake = plan_import(Book(), file)
    assert intake.added == ("救助", "监管", "部门整体")
    done = after(Book(), intake)
    relief, watch = done.of_year(2021)
    whole = done.whole_of(2021)
    assert whole is not None
    assert whole.answers["overview"] == (
        f"{{of.{relief.id}.indicator.{relief.indicator[1].id}.actual}}{{of.{watch.id}.project.name}}"
    )


def test_the_unit_s_dossier_is_matched_by_its_year_and_speaks_of_the_projects_of_the_book() -> None:
    kept = Dossier(Project(900, 2021, scope="unit"), answers={"overview": "旧"})
    book = book_of(help_project(), kept)
    file = file_of({"year": 2021, "name": "救助", "indicators": [{"name": "新"}, {"name": "满意度"}]}, WHOLE)
    assert [sentence for sentence in said(plan_import(book, file)) if "部门整体" in sentence] == [
        "2021 年度部门整体账套中已有，内容不同，没有导入；要用文件更新它，请在导入命令后面加上 --update。"
    ]
    done = after(book, plan_import(book, file, update=True))
    assert done.dossiers[900].answers == {"overview": "{of.5.indicator.12.actual}{of.0.project.name}"}
    assert len(done.dossiers) == 2


def test_what_the_unit_says_of_rows_that_were_not_taken_is_gone() -> None:
    book = book_of(help_project())
    done = after(
        book, plan_import(book, file_of({"year": 2021, "name": "救助", "indicators": [{"name": "新"}] * 2}, WHOLE))
    )
    whole = done.whole_of(2021)
    assert whole is not None
    assert whole.answers["overview"] == "{of.5.indicator.0.actual}{of.0.project.name}"


def test_a_second_dossier_of_the_unit_is_told_and_left_out() -> None:
    intake = plan_import(Book(), file_of(WHOLE, {"year": 2021, "scope": "unit"}, {"year": 2022, "scope": "unit"}))
    assert intake.added == ("部门整体", "部门整体")
    assert said(intake) == ["2021 年度部门整体在文件中出现两次，后一个没有导入。"]


def test_a_project_of_the_same_code_is_not_the_unit() -> None:
    book = book_of(help_project())
    assert plan_import(book, file_of({"year": 2021, "code": "X-1", "scope": "unit"})).added == ("部门整体",)


def test_a_scope_nobody_knows_is_that_of_a_project() -> None:
    file = file_of({"year": 2021, "name": "救助", "scope": "部门"})
    assert [str(remark) for remark in file.remarks] == ["projects[0].scope：“部门”不是 unit，按一个项目导入。"]
    assert not next(iter(file.book.dossiers.values())).is_unit


def test_the_fields_of_monitoring_come_through() -> None:
    row = {
        "name": "人次",
        "midyear": "600",
        "forecast": "1100",
        "likelihood": "有可能",
        "cause": "其他",
        "remark": "无",
    }
    funds = {"county": {"forecast": "140"}}
    done = after(
        Book(), plan_import(Book(), file_of({"year": 2021, "name": "救助", "funds": funds, "indicators": [row]}))
    )
    (relief,) = done.of_year(2021)
    assert relief.funds["county"].forecast == "140"
    found = relief.indicator[0]
    assert (found.forecast, found.likelihood, found.cause, found.remark) == ("1100", "有可能", "其他", "无")
    assert dump(done) == dump(after(Book(), plan_import(Book(), read(dump(done)))))


# ---- projects the book has


@pytest.mark.parametrize("same", [{"name": "救助"}, {"name": " 救　助"}, {"name": "别名", "code": "Ｘ－１"}])
def test_a_project_of_the_same_name_or_code_is_left_as_it_is(same: dict[str, str]) -> None:
    book = book_of(help_project())
    intake = plan_import(book, file_of({"year": 2021, **same, "leader": "乙"}))
    assert intake.edit is None
    assert "内容不同，没有导入" in said(intake)[0]
    assert plan_import(book, file_of({"year": 2020, **same})).added


def test_what_is_the_same_needs_no_import() -> None:
    book = book_of(help_project())
    for update in (False, True):
        intake = plan_import(book, read(dump(book)), update)
        assert intake.edit is None
        assert (intake.skipped, said(intake)) == (("救助",), [SAME])


def test_without_being_asked_an_import_never_types_over() -> None:
    intake = plan_import(book_of(help_project()), file_of({"year": 2021, "name": "救助", "leader": "乙"}))
    assert (intake.edit, said(intake)) == (None, [DIFFERENT])


def test_an_update_types_over_what_the_file_says_and_keeps_the_rest() -> None:
    book = book_of(help_project())
    said_anew = {"phone": "1", "funds": {"county": {"annual": "150"}}, "answers": {"basis": "新"}}
    intake = plan_import(book, file_of({"year": 2021, "name": "救助", **said_anew}), update=True)
    found = after(book, intake).dossiers[5]
    assert intake.updated == ("救助",)
    assert (found.project.leader, found.project.phone, found.funds["county"].annual) == ("甲", "1", "150")
    assert found.answers == {"completion": "完成{indicator.12.actual}", "basis": "新"}
    assert found.indicator == help_project().indicator


def test_an_update_replaces_a_list_but_rows_of_the_same_name_keep_their_numbers() -> None:
    book = book_of(help_project())
    rows = [{"name": "满意度", "target": "95%"}, {"name": "覆盖率"}]
    completion = "覆盖率{indicator.2.actual}，满意度{indicator.1.actual}"
    facts = {"year": 2021, "name": "救助", "indicators": rows, "answers": {"completion": completion}}
    found = after(book, plan_import(book, file_of(facts), update=True)).dossiers[5]
    assert [row.name for row in found.indicator] == ["满意度", "覆盖率"]
    kept, new = found.indicator
    assert (kept.id, kept.target) == (12, "95%")
    assert found.answers["completion"] == f"覆盖率{{indicator.{new.id}.actual}}，满意度{{indicator.12.actual}}"
    assert found.evidence == help_project().evidence


def test_an_update_takes_over_the_order_of_the_file() -> None:
    book = book_of(help_project())
    facts = {"year": 2021, "name": "救助", "indicators": [{"name": "满意度"}, {"name": "人次"}]}
    found = after(book, plan_import(book, file_of(facts), update=True)).dossiers[5]
    assert [row.id for row in found.indicator] == [12, 11]
    assert found.indicator[1].target == ""


def test_an_update_that_adds_a_row_touches_nothing_else() -> None:
    book = book_of(help_project())
    facts = json.loads(dump(book))
    facts["projects"][0]["indicators"].append({"name": "覆盖率"})
    intake = plan_import(book, read(json.dumps(facts)), update=True)
    assert intake.edit is not None
    added, mark = steps(intake.edit)
    assert isinstance(added, AddRow)
    assert isinstance(added.row, Indicator)
    assert isinstance(mark, AddRow)
    assert isinstance(mark.row, Mark)


# ---- marks


def test_what_came_from_a_file_says_so_until_it_is_retyped() -> None:
    file = file_of({"year": 2021, "name": "监管", "indicators": [{"name": "覆盖率", "target": "90%"}]})
    done = after(Book(), plan_import(Book(), file))
    (dossier,) = done.dossiers.values()
    target = Place("indicator", dossier.id, "target", dossier.indicator[0].id)
    assert origin_of(done, target) == "导"
    assert origin_of(done, Place("project", dossier.id, "name")) == "导"
    assert origin_of(done, structs.replace(target, field="actual")) == ""
    assert origin_of(set_text(done, target, "95%").apply(done), target) == ""


def test_an_update_marks_only_what_it_typed_over() -> None:
    book = book_of(help_project())
    facts = json.loads(dump(book))
    facts["projects"][0] |= {"leader": "乙"}
    done = after(book, plan_import(book, read(json.dumps(facts)), update=True))
    assert origin_of(done, Place("project", 5, "leader")) == "导"
    assert origin_of(done, Place("project", 5, "name")) == ""
    assert len(done.dossiers[5].mark) == 1


def test_a_second_import_into_the_same_row_needs_no_second_mark() -> None:
    book = book_of(help_project())
    for texts in ({"leader": "乙"}, {"phone": "1"}, {"leader": "丙"}):
        book = after(book, plan_import(book, file_of({"year": 2021, "name": "救助", **texts}), update=True))
    assert len(book.dossiers[5].mark) == 1
    assert [origin_of(book, Place("project", 5, name)) for name in ("leader", "phone", "code")] == ["导", "导", ""]


def test_marks_go_along_to_the_row_they_were_set_on() -> None:
    book = book_of(help_project())
    place = Place("indicator", 5, "target", 12)
    book = set_pending(book, place, on=True).apply(book)
    book = write_note(book, place, "等统计局的数，见{indicator.11.target}").apply(book)
    book = set_pending(book, Place("fund", 5, "county.executed"), on=True).apply(book)
    facts = json.loads(dump(book))["projects"][0]
    assert [mark["subject"] for mark in facts["marks"]] == [
        "indicator target 2", "indicator target 2", "fund county.executed 0",
    ]  # fmt: skip
    done = after(Book(), plan_import(Book(), read(dump(book))))
    (dossier,) = done.dossiers.values()
    there = Place("indicator", dossier.id, "target", dossier.indicator[1].id)
    assert is_pending(done, there)
    assert note_at(done, there) == f"等统计局的数，见{{indicator.{dossier.indicator[0].id}.target}}"
    assert origin_of(done, there) == "导"


def test_an_update_adds_the_marks_of_the_file_and_keeps_ours() -> None:
    book = book_of(help_project())
    ours, both = Place("project", 5, "leader"), Place("project", 5, "phone")
    book = set_pending(book, ours, on=True).apply(book)
    book = write_note(book, both, "甲说的").apply(book)
    marks = [{"kind": "备注", "subject": "project phone 0", "text": "乙说的"}]
    intake = plan_import(book, file_of({"year": 2021, "name": "救助", "marks": marks}), update=True)
    done = after(book, intake)
    assert is_pending(done, ours)
    assert note_at(done, both) == "乙说的"


def test_a_mark_of_an_unknown_kind_is_taken_as_a_note_and_reported() -> None:
    exchange = file_of(
        {"year": 2021, "name": "甲", "marks": [{"kind": "疑", "subject": "project name 0", "text": "问"}]}
    )
    assert str(exchange.remarks[0]) == "projects[0].marks[0].kind：“疑”不是待核、备注、导入、上年之一，按备注导入。"
    (dossier,) = after(Book(), plan_import(Book(), exchange)).dossiers.values()
    assert note_at(dossier, Place("project", dossier.id, "name")) == "问"


def test_settings_of_the_rules_come_with_a_word_and_never_over_ours() -> None:
    book = replace(book_of(), answers={"rule.execution-reason.level": "hint"})
    told = {"rule.execution-reason.level": "off", "rule.rate.level": "warning", "rule.nothing.level": "off"}
    file = {"format": "jipingben-exchange", "version": 1, "unit": {"answers": told}}
    intake = plan_import(book, read(json.dumps(file)))
    assert after(book, intake).answers == {**told, "rule.execution-reason.level": "hint"}
    path = "unit.answers.rule.execution-reason.level"
    caption = "执行率低的写明原因：级别"
    ours_kept = f"{path}：单位的“{caption}”账套中是“hint”，文件中是“off”，保留账套中的。"
    assert said(intake) == [
        "unit.answers：校验设置“rule.nothing.level”不起作用：程序没有“nothing”这条校验。",
        "unit.answers：文件里有 2 项校验设置（级别或界限），一并导入，校验的结果可能不同。",
        ours_kept,
    ]


# ---- reasons


def test_a_reason_still_stands_after_the_trip_through_a_file() -> None:
    book = sample()
    number = next(iter(book.dossiers))
    finding = next(f for f in check(case_of(book, number)) if f.answerable)
    row = next(f for f in check(case_of(book, number)) if f.places[0].table == "indicator")
    book = reason_edit(book, case_of(book, number).values, finding, "上级文件要求按此填列").apply(book)
    book = reason_edit(book, case_of(book, number).values, row, "另一条").apply(book)
    other = after(book_of(help_project()), plan_import(book_of(help_project()), read(dump(book))))
    arrived = next(d for d in other.dossiers.values() if d.project.name == book.dossiers[number].project.name)
    answered = next(f for f in check(case_of(other, arrived.id)) if f.rule == finding.rule)
    assert answered.reason == "上级文件要求按此填列"
    moved = next(f for f in check(case_of(other, arrived.id)) if f.rule == row.rule)
    assert moved.subject in {reason.subject for reason in arrived.reason}


# ---- the unit


def test_blank_fields_of_the_unit_are_filled_and_others_kept() -> None:
    book = book_of(unit=Unit(name="示例县医疗保障局", phone="1"))
    intake = plan_import(book, file_of(name="示例县医疗保障局", phone="2", code="325001"))
    assert after(book, intake).unit == Unit(name="示例县医疗保障局", phone="1", code="325001")
    assert said(intake) == ["unit.phone：单位的“联系电话”账套中是“1”，文件中是“2”，保留账套中的。"]


def test_another_unit_leaves_the_book_s_own_alone() -> None:
    book = book_of(unit=Unit(name="示例县医疗保障局"))
    intake = plan_import(book, file_of({"year": 2021, "name": "救助"}, name="示例县民政局", phone="2"))
    assert after(book, intake).unit == book.unit
    assert intake.added == ("救助",)
    assert "请确认没有选错文件" in said(intake)[0]
