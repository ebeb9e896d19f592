"""A project without a fault has no finding; one broken figure has exactly one cause."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.checking import check
from core.forms.library import known
from core.publish import case_of
from core.sample import sample
from tests.core.forms.filed import SAMPLES, book
from tests.core.rules.consistent import BREAKS, TOLD_BREAKS, Break, projects, rules_in

FORMS = ("national-2020", "sichuan-2021", "shanxi-2021", "national-2021", "sichuan-2023", "transfer-2021")
BROKEN = [(form, one) for form in FORMS[:3] for one in (*BREAKS, *TOLD_BREAKS) if one.fits(known()[form])]
PLANTED = [  # two slips of the worked example, reports that are not written, projects that are not the accounts
    ("accounts-2018", 22, "project-outturn"),
    ("accounts-2021", 1, "rate"),
    ("accounts-2021", 1, "same-unit"),
    ("accounts-2021", 123, "project-outturn"),
    ("accounts-2021", 123, "management-counts"),
    ("summary", 26, "empty-heading"),
]


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=25)
@given(data=st.data())
def test_a_project_without_a_fault_has_no_finding(form: str, data: st.DataObject) -> None:
    dossier = data.draw(projects(form))
    assert rules_in(known()[form], dossier) == set()


@pytest.mark.parametrize(("form", "broken"), BROKEN, ids=[f"{form} {one.name}" for form, one in BROKEN])
@settings(max_examples=3)
@given(data=st.data())
def test_one_broken_figure_has_one_cause(form: str, broken: Break, data: st.DataObject) -> None:
    dossier = data.draw(projects(form))
    assert rules_in(known()[form], broken.apply(dossier)) == {broken.rule}


@pytest.mark.parametrize("name", sorted(path.stem for path in SAMPLES.glob("*.json")))
def test_the_samples_of_all_forms_have_no_finding(name: str) -> None:
    told = book(name)
    found = [(name, number, finding.rule) for number in told.dossiers for finding in check(case_of(told, number))]
    assert found == [planted for planted in PLANTED if planted[0] == name]


def test_the_sample_has_its_planted_findings() -> None:
    told = sample()
    found = [finding.rule for number in told.dossiers for finding in check(case_of(told, number))]
    assert sorted(found) == ["project-outturn", "rate", "same-unit", "weight-sum"]
