from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from core.checking import check, rules_of
from core.edits import Edit, set_text
from core.forms.library import known
from core.forms.model import Form, RuleChange
from core.model import UNIT_ROW, Book, Dossier, Place, Project
from core.office.adapted import adapted, form_in, key_of, number_in, settings_of, under
from core.office.rule_settings import ineffective, reset, rule_settings, set_level, set_parameter, unknown
from core.publish import case_of
from core.reading import low_execution
from core.sample import sample
from core.workbook import Workbook

BOOK = sample()
FIRST = BOOK.of_year(2021)[0]
FORM = known()["national-2020"]
LEVEL = key_of("execution-reason")


def with_settings(settings: dict[str, str]) -> Book:
    return replace(BOOK, answers=settings)


def form_saying(*changes: RuleChange) -> Form:
    """A form of its own that the program does not know."""
    return msgspec.structs.replace(FORM, id="own", rules=changes)


def level_of(form: Form, rule: str) -> str:
    return next((level.value for one, level in rules_of(form) if one.id == rule), "off")


# ---- what a setting does


@pytest.mark.parametrize(("word", "level"), [("error", "error"), ("hint", "hint"), ("off", "off"), ("", "warning")])
def test_the_office_sets_how_serious_a_rule_is(word: str, level: str) -> None:
    assert level_of(adapted(FORM, ((LEVEL, word),)), "execution-reason") == level


def test_the_office_goes_before_the_form() -> None:
    form = form_saying(RuleChange("rate", "hint", {"tolerance": Decimal("0.01")}))
    both = adapted(form, ((key_of("rate"), "error"), (key_of("rate", "tolerance"), "０．０５")))
    assert level_of(both, "rate") == "error"
    assert both.parameter("rate", "tolerance", Decimal(0)) == Decimal("0.05")
    one = adapted(form, ((key_of("rate", "other"), "3"),))
    assert level_of(one, "rate") == "hint"
    assert one.parameter("rate", "tolerance", Decimal(0)) == Decimal("0.01")
    assert one.parameter("rate", "other", Decimal(0)) == 3


def test_the_bound_of_a_low_execution_rate_is_a_setting_too() -> None:
    form = adapted(FORM, (("rule.execution-reason.below", "95"),))
    assert low_execution(form) == 95
    assert low_execution(FORM) == 90


@pytest.mark.parametrize("text", ["", "九十", "-1", "9%%", "NaN"])
def test_what_is_no_number_changes_nothing(text: str) -> None:
    assert number_in(text) is None
    assert adapted(FORM, (("rule.execution-reason.below", text),)) is FORM


def test_a_form_without_settings_stays_the_same_object() -> None:
    assert under(BOOK, FORM) is FORM
    assert form_in(BOOK, FIRST.project) is known()[FIRST.project.form or BOOK.unit.form or "national-2020"]


def test_the_same_settings_give_the_same_form_however_often_it_is_asked_for() -> None:
    book = with_settings({LEVEL: "off"})
    again = replace(book, answers={**book.answers, "overview": "别的正文"})
    assert under(book, FORM) is under(again, FORM)
    assert under(book, FORM) is not FORM
    assert under(book, FORM) is not under(with_settings({LEVEL: "hint"}), FORM)


def test_findings_follow_the_settings() -> None:
    rules = {finding.rule for finding in check(case_of(BOOK, FIRST.id))}
    chosen = min(rules)
    book = with_settings({key_of(chosen): "off"})
    assert {finding.rule for finding in check(case_of(book, FIRST.id))} == rules - {chosen}
    assert {finding.rule for finding in check(case_of(book, FIRST.id, FORM))} <= rules - {chosen} | {"header-filled"}


# ---- what does nothing is said


def test_settings_that_change_nothing_are_named() -> None:
    answers = {
        "rule.nothing.level": "off",
        "rule.rate.level": "严重",
        "rule.rate.colour": "3",
        "rule.rate.tolerance": "很少",
        "overview": "正文",
        "rule.execution-reason.level": "off",
    }
    assert ineffective(answers) == (
        "校验设置“rule.nothing.level”不起作用：程序没有“nothing”这条校验。",
        "校验设置“rule.rate.colour”不起作用：“到位率、执行率与金额相符”没有“colour”这个参数。",
        "校验“到位率、执行率与金额相符”的级别写的是“严重”，不起作用，应为 error、warning、hint、off 之一。",
        "校验“到位率、执行率与金额相符”的参数“容许相差”写的是“很少”，不起作用，应为不小于 0 的数。",
    )
    assert level_of(under(with_settings(answers), FORM), "rate") == "error"


def test_sound_settings_are_not_complained_of() -> None:
    assert ineffective({LEVEL: "off", "rule.rate.tolerance": "0.01"}) == ()


def test_rules_and_parameters_that_a_form_misnames_are_told_once() -> None:
    values = {"tolerance": Decimal(1), "colour": Decimal(3)}
    wrong = (RuleChange("raet", "off"), RuleChange("rate", "", values), RuleChange("raet", "", {"x": Decimal(1)}))
    assert unknown(form_saying(*wrong)) == ("“raet”，程序没有这条校验", "“rate”的“colour”，程序没有这个参数")


def test_forms_change_only_rules_there_are() -> None:
    assert {form.id: told for form in known().values() if (told := unknown(form))} == {}


# ---- the page of settings


def setting(book: Book, rule: str, form: Form | None = None):  # noqa: ANN201 - a RuleSetting
    return next(one for one in rule_settings(book, form) if one.rule.id == rule)


def test_every_rule_is_listed_with_what_program_and_office_say() -> None:
    book = with_settings({LEVEL: "hint", "rule.rate.tolerance": "0.01"})
    low, rate = setting(book, "execution-reason"), setting(book, "rate")
    assert (low.rule.level.value, low.by_form, low.by_office, low.word, low.on, low.changed) == (
        ("warning", "", "hint", "hint", True, True)
    )
    (tolerance,) = rate.parameters
    assert (tolerance.parameter.default, tolerance.by_form, tolerance.by_office, tolerance.value) == (
        (Decimal(0), None, Decimal("0.01"), Decimal("0.01"))
    )
    assert not setting(book, "header-filled").changed


def test_the_page_shows_what_the_form_says_before_the_office() -> None:
    form = form_saying(RuleChange("rate", "hint", {"tolerance": Decimal("0.01")}))
    book = with_settings({key_of("rate"): "warning", key_of("rate", "tolerance"): "1"})
    found = setting(book, "rate", form)
    (tolerance,) = found.parameters
    assert (found.by_form, found.by_office, found.word) == ("hint", "warning", "warning")
    assert (tolerance.by_form, tolerance.by_office) == (Decimal("0.01"), Decimal(1))
    assert setting(book, "rate", under(book, FORM)).by_form == ""


def test_a_rule_no_form_of_the_stage_asks_for_does_not_apply() -> None:
    found = setting(BOOK, "execution-reason", known()["national-application"])
    assert (found.applies, found.on) == (False, False)


# ---- changing them


def done(book: Book, edit: Edit) -> Book:
    after = edit.apply(book)
    assert edit.inverse().apply(after).answers == book.answers
    return after


def test_settings_are_set_and_taken_back() -> None:
    book = done(BOOK, set_level(BOOK, "rate", "off"))
    book = done(book, set_parameter(book, "rate", "tolerance", " 0.01 "))
    book = done(book, set_level(book, "grade", "hint"))
    assert dict(settings_of(book.answers)) == {
        "rule.rate.level": "off",
        "rule.rate.tolerance": "0.01",
        "rule.grade.level": "hint",
    }
    assert [key for key, _ in settings_of(done(book, reset(book, "rate")).answers)] == ["rule.grade.level"]
    assert settings_of(done(book, reset(book)).answers) == ()
    assert settings_of(done(book, set_level(book, "rate", "")).answers)[1:] == (("rule.rate.tolerance", "0.01"),)


def test_a_setting_is_an_undoable_step_after_which_everything_is_checked_anew(tmp_path: Path) -> None:
    path = tmp_path / "甲.jpb"
    with Workbook.create(path, BOOK) as workbook:
        number = next(n for n in BOOK.dossiers if workbook.findings(n))
        rule = workbook.findings(number)[0].rule
        outcome = workbook.submit(set_level(workbook.book, rule, "off"), "关闭校验")
        assert outcome.projects >= BOOK.dossiers.keys()
        assert rule not in {finding.rule for finding in workbook.findings(number)}
        assert workbook.form(number) is workbook.case(number).form
    with Workbook.open(path) as workbook:
        assert rule not in {finding.rule for finding in workbook.findings(number)}
        undone = workbook.undo()
        assert undone is not None
        assert undone.projects >= BOOK.dossiers.keys()
        assert rule in {finding.rule for finding in workbook.findings(number)}


def test_prose_of_the_unit_is_no_reason_to_check_everything(tmp_path: Path) -> None:
    with Workbook.create(tmp_path / "甲.jpb", BOOK) as workbook:
        place = Place("answer", UNIT_ROW, "overview")
        assert workbook.submit(set_text(workbook.book, place, "正文"), "正文").projects == {UNIT_ROW}


def test_a_project_without_rows_is_filed_under_the_settings_too() -> None:
    book = Book(BOOK.unit, {1: Dossier(Project(1, 2021))}, {LEVEL: "off"})
    assert level_of(form_in(book, book.dossiers[1].project), "execution-reason") == "off"
