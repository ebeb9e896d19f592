from __future__ import annotations

import pytest

from core.forms.library import known
from core.model import Dossier, Place, Project, ScoreItem
from core.place_words import words_of
from core.subjects import TABLES
from tests.core.books import places, small_book

BOOK = small_book()
RELIEF = BOOK.dossiers[1]
FORM = known()["national-2020"]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place("unit", 0, "phone"), "联系电话"),
        (Place("project", 1, "name"), "项目名称"),
        (Place("project", 1, "finance_leader"), "财务负责人"),
        (Place("fund", 1, "county.executed"), "县区级财政的全年执行数"),
        (Place("answer", 1, "typed.total.execution_rate"), "年度资金总额的执行率"),
        (Place("answer", 1, "typed.score.total"), "总分"),
        (Place("answer", 1, "typed.total.nothing"), "“typed.total.nothing”"),
        (Place("answer", 1, "my key"), "“my key”"),
        (Place("goal", 1, "actual", 2), "年度总体目标的实际完成情况"),
        (Place("goal", 1, "actual", 99), "实际完成情况"),
        (Place("indicator", 1, "actual", 4), "“救助人次”的实际完成值"),
        (Place("indicator", 1, "actual", 99), "“未命名指标”的实际完成值"),
        (Place("evidence", 1, "number", 7), "“资金文件”的文号或编号"),
        (Place("score_item", 1, "score", 6), "“决策”的得分"),
        (Place("account", 1, "income.outturn"), "本年收入合计的决算数"),
        (Place("account", 1, "retired.outturn"), "退休人员的本年数"),
        (Place("function", 1, "outturn", 12), "“行政运行”的决算数"),
        (Place("function", 1, "code", 99), "“未命名科目”的科目编码"),
        (Place("economic", 1, "previous", 13), "“基本工资”的上年决算数"),
    ],
)
def test_a_cell_is_called_as_its_form_calls_it(place: Place, words: str) -> None:
    assert words_of(FORM, RELIEF, place) == words


def test_a_line_of_a_score_sheet_is_called_as_the_sheet_calls_it() -> None:
    form = known()["unit-scores-2018"]
    assert form.scores is not None
    whole = Dossier(Project(1, 2018), score_item=(ScoreItem(2, 1, 1024, "staff_rate"),))
    assert words_of(form, whole, Place("score_item", 1, "value", 2)) == "“人编比率”的实际数"
    assert words_of(form, whole, Place("score_item", 1, "value", 9)) == "“评分项”的实际数"


def test_every_cell_has_a_name_under_every_form() -> None:
    cells = [place for place in places(BOOK) if place.table in TABLES]
    for form in known().values():
        assert all(words_of(form, BOOK.dossiers.get(place.project), place) for place in cells)
