from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import msgspec

from core.forms.library import known
from core.forms.model import RuleChange
from core.model import Book
from core.office.adapted import under
from core.office.rule_set import fingerprint_of, rule_set
from core.sample import sample
from core.version import VERSION

BOOK = sample()
FORM = known()["national-2020"]


def told(**answers: str) -> Book:
    return replace(BOOK, answers={f"rule.{key}": text for key, text in answers.items()})


def test_the_rule_set_names_the_program_and_counts_the_rules_that_are_on() -> None:
    plain, less = rule_set(BOOK, FORM), rule_set(told(**{"rate.level": "off"}), FORM)
    assert plain.version == VERSION
    assert less.on == plain.on - 1
    assert less.off == (*plain.off, "到位率、执行率与金额相符")
    assert less.by_office == ("到位率、执行率与金额相符：错误改为停用",)
    assert plain.by_office == ()


def test_changed_parameters_are_told_with_both_values() -> None:
    assert rule_set(told(**{"rate.tolerance": "0.01"}), FORM).by_office == (
        "到位率、执行率与金额相符：容许相差 0 个百分点改为 0.01 个百分点",
    )
    assert rule_set(told(**{"rate.tolerance": "0.00"}), FORM).by_office == ()


def test_what_a_form_changes_is_told_as_its_own_and_the_office_starts_from_there() -> None:
    changes = (RuleChange("rate", "hint", {"tolerance": Decimal("0.01")}), RuleChange("grade", "off"))
    form = msgspec.structs.replace(FORM, id="own", rules=changes)
    found = rule_set(told(**{"rate.level": "warning", "rate.tolerance": "0.01"}), form)
    assert found.by_form == (
        "到位率、执行率与金额相符：错误改为提示",
        "到位率、执行率与金额相符：容许相差 0 个百分点改为 0.01 个百分点",
        "等级与总分相符：错误改为停用",
    )
    assert found.by_office == ("到位率、执行率与金额相符：提示改为需核实",)
    assert found.off == ("等级与总分相符",)


def test_the_fingerprint_changes_with_form_level_and_parameter_and_with_nothing_else() -> None:
    books = (
        BOOK,
        told(**{"rate.level": "hint"}),
        told(**{"rate.tolerance": "1"}),
        told(**{"execution-reason.below": "80"}),
    )
    prints = {rule_set(book, form).fingerprint for book in books for form in (FORM, known()["sichuan-2021"])}
    assert len(prints) == 8
    assert rule_set(told(**{"rate.level": "error"}), FORM).fingerprint == rule_set(BOOK, FORM).fingerprint
    assert rule_set(told(**{"nothing.level": "off"}), FORM).fingerprint == rule_set(BOOK, FORM).fingerprint


def test_a_form_with_the_settings_in_it_has_the_fingerprint_of_the_book() -> None:
    for book in (BOOK, told(**{"rate.level": "hint", "rate.tolerance": "1"})):
        assert fingerprint_of(under(book, FORM)) == rule_set(book, FORM).fingerprint
        assert rule_set(book, under(book, FORM)) == rule_set(book, FORM)
