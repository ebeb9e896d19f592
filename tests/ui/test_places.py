"""Where a cell stands in the window: its page, and its path in words."""

from __future__ import annotations

import pytest

from core.forms.library import known
from core.model import Place
from tests.ui.conftest import RESCUE, small_book
from ui.places import Tab, path_of, tab_of

NATIONAL, SICHUAN = known()["national-2020"], known()["sichuan-2021"]


def words(place: Place) -> str:
    return path_of(place, NATIONAL, small_book().dossiers[RESCUE])


@pytest.mark.parametrize(
    ("place", "tab"),
    [
        (Place("unit", 0, "name"), Tab.BASICS),
        (Place("project", RESCUE, "code"), Tab.BASICS),
        (Place("fund", RESCUE, "county.annual"), Tab.FUNDS),
        (Place("answer", RESCUE, "typed.total.execution_rate"), Tab.FUNDS),
        (Place("answer", RESCUE, "execution_reason"), Tab.FUNDS),
        (Place("answer", RESCUE, "typed.score.total"), Tab.INDICATORS),
        (Place("goal", RESCUE, "actual", 3), Tab.GOALS),
        (Place("indicator", RESCUE, "target", 4), Tab.INDICATORS),
        (Place("evidence", RESCUE, "number", 7), Tab.EVIDENCE),
        (Place("answer", RESCUE, "experience"), Tab.PROSE),
    ],
)
def test_every_cell_has_its_page(place: Place, tab: Tab) -> None:
    assert tab_of(place, NATIONAL) is tab


@pytest.mark.parametrize(
    ("place", "path"),
    [
        (Place("project", RESCUE, "code"), "基本信息 › 项目代码"),
        (Place("fund", RESCUE, "county.annual"), "资金 › 县区级财政 › 全年预算数(A)"),
        (Place("answer", RESCUE, "typed.total.execution_rate"), "资金 › 年度资金总额 › 执行率(B/A)"),
        (Place("indicator", RESCUE, "target", 4), "指标 › 救助人次 › 年度指标值"),
        (Place("indicator", RESCUE, "weight", 4), "指标 › 救助人次 › 分值"),
        (Place("answer", RESCUE, "execution_reason"), "资金 › 未执行完的原因"),
    ],
)
def test_a_path_is_said_in_the_forms_own_words(place: Place, path: str) -> None:
    assert words(place) == path


def test_the_path_of_an_amount_follows_the_form() -> None:
    place = Place("fund", RESCUE, "county.executed")
    assert path_of(place, SICHUAN, small_book().dossiers[RESCUE]) != words(place)
    assert path_of(place, SICHUAN, small_book().dossiers[RESCUE]).startswith("资金 › ")


def test_every_topic_of_every_form_has_a_path() -> None:
    dossier = small_book().dossiers[RESCUE]
    for form in known().values():
        for topic in form.topics:
            if topic.key:
                assert path_of(Place("answer", RESCUE, topic.key), form, dossier)
