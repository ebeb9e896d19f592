"""The words of a sentence that name a cell."""

from __future__ import annotations

from core.model import Place
from tests.ui.conftest import RESCUE
from ui.desk import Desk
from ui.nouns import nouns_in

PEOPLE = 4


def named(desk: Desk, sentence: str, *places: Place) -> list[tuple[str, str]]:
    found = nouns_in(sentence, places, desk.form, desk.dossier)
    return [(sentence[start:end], place.field) for start, end, place in found]


def test_each_place_is_found_under_the_fullest_name_that_is_there(desk: Desk) -> None:
    target, actual = (Place("indicator", RESCUE, field, PEOPLE) for field in ("target", "actual"))
    sentence = "“救助人次”年度指标值“2”没有单位，实际完成值“1万张”，不能算完成率。"
    assert named(desk, sentence, target, actual) == [("“救助人次”年度指标值", "target"), ("实际完成值", "actual")]


def test_no_word_leads_to_two_places(desk: Desk) -> None:
    weights = tuple(Place("indicator", RESCUE, "weight", row) for row in (4, 5))
    assert named(desk, "产出指标分值 45，应为 50，少 5。", *weights) == [("分值", "weight")]


def test_a_line_of_the_funds_is_found(desk: Desk) -> None:
    place = Place("fund", RESCUE, "county.executed")
    assert named(desk, "县区级财政的全年执行数大于预算。", place) == [("县区级财政的全年执行数", "county.executed")]


def test_a_sentence_that_names_nothing_has_no_nouns(desk: Desk) -> None:
    assert named(desk, "都好。", Place("fund", RESCUE, "county.executed")) == []
