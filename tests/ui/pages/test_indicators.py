"""指标: empty rows, row menu, merged levels, weights, and how a score came about."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from core.edits import SetField
from core.model import Place
from core.scoring.scores import Scores
from tests.ui.conftest import RESCUE
from ui.desk import Desk
from ui.pages.indicators import IndicatorsPage

PEOPLE, INSURED = 4, 5  # numbers of two rows of 数量指标


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> IndicatorsPage:
    made = IndicatorsPage(desk)
    desk.changed.connect(lambda _: made.reload())
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


def row_of(page: IndicatorsPage, text: str) -> int:
    rows = page.card.model.sheet.rows
    return next(n for n, row in enumerate(rows) if text in [cell.shown for cell in row.cells])


def menu_on(page: IndicatorsPage, text: str) -> dict[str, object]:
    """The row menu on a row: its words and what they do."""
    menu = page.card.view.menu_at(QModelIndex(), row_of(page, text))
    return {action.text().partition("\t")[0]: action.trigger for action in menu.actions() if action.text()}


def rows(page: IndicatorsPage) -> list[tuple[str, str]]:
    assert page.desk.dossier is not None
    return [(row.level2, row.name) for row in page.desk.dossier.indicator]


def explained(page: IndicatorsPage) -> list[str]:
    QApplication.processEvents()
    return [w.text() for w in page._explanation.findChildren(QLabel) if w.isVisible()]


def test_typing_into_an_empty_row_adds_it_under_its_levels(page: IndicatorsPage) -> None:
    index = page.card.model.index(row_of(page, "质量指标"), 2)
    assert page.card.model.cell(index).ghost == "填写指标名称"
    assert page.card.model.setData(index, "认定准确率")
    assert rows(page)[-1] == ("质量指标", "认定准确率")
    page.desk.undo()
    assert ("质量指标", "认定准确率") not in rows(page)


def test_blanks_typed_into_an_empty_row_add_nothing(page: IndicatorsPage) -> None:
    before = rows(page)
    page.card.model.setData(page.card.model.index(row_of(page, "质量指标"), 2), "  ")
    assert rows(page) == before


def test_levels_are_merged_over_their_rows(page: IndicatorsPage) -> None:
    first, view = row_of(page, "救助人次"), page.card.view
    assert view.rowSpan(first, 1) == 2, "数量指标 stands once for its two rows"
    assert view.rowSpan(first, 0) == 5, "产出指标 once for its five"
    page.card.model.setData(page.card.model.index(row_of(page, "质量指标"), 2), "认定准确率")
    page._add_row("产出指标", "质量指标")
    assert view.rowSpan(row_of(page, "救助人次"), 0) == 6


def test_the_menu_adds_a_row_under_the_same_level(page: IndicatorsPage) -> None:
    menu_on(page, "救助人次")["在下面插入一行"]()
    assert rows(page).count(("数量指标", "")) == 1
    place = page.card.model.cell(page.card.view.currentIndex()).place
    assert place is not None
    assert place.field == "name"


def test_the_menu_duplicates_moves_and_deletes(page: IndicatorsPage) -> None:
    menu_on(page, "资助参保人数")["上移"]()
    assert [name for _, name in rows(page)][:2] == ["资助参保人数", "救助人次"]
    menu_on(page, "资助参保人数")["上移"]()
    assert [name for _, name in rows(page)][:2] == ["资助参保人数", "救助人次"], "the first of its level stays"
    menu_on(page, "资助参保人数")["下移"]()
    assert [name for _, name in rows(page)][:2] == ["救助人次", "资助参保人数"]
    menu_on(page, "救助人次")["在下面插入同样的一行"]()
    assert [name for _, name in rows(page)].count("救助人次") == 2
    menu_on(page, "资助参保人数")["删除这一行"]()
    assert "资助参保人数" not in [name for _, name in rows(page)]
    assert page.desk.undo_name() == "删除指标“资助参保人数”"


def test_an_empty_row_cannot_be_moved_or_deleted(page: IndicatorsPage) -> None:
    assert list(menu_on(page, "质量指标")) == ["在下面插入一行"]


def test_the_execution_row_and_the_total_have_no_menu(page: IndicatorsPage) -> None:
    assert not menu_on(page, "总分")


def test_the_button_offers_every_level_of_the_form(page: IndicatorsPage) -> None:
    page._fill_add_menu()
    offered = [a.text() for a in page._add.menu.actions() if not a.isSeparator()]
    assert offered[:4] == ["数量指标", "质量指标", "时效指标", "成本指标"]


def test_the_sum_of_weights_says_what_is_missing(page: IndicatorsPage) -> None:
    assert (page._sum.text(), page._gap.text()) == ("70 / 100", "差 30")
    page.desk.submit(SetField(Place("indicator", RESCUE, "weight", PEOPLE), "25", "65"), "改分值")
    assert (page._sum.text(), page._gap.text()) == ("110 / 100", "多 10")


def test_the_score_of_the_chosen_row_is_explained(page: IndicatorsPage) -> None:
    page.go(Place("indicator", RESCUE, "score", PEOPLE))
    said = explained(page)
    assert "救助人次 · 正向指标" in said
    assert "23.75" in said
    page.go(Place("indicator", RESCUE, "score", INSURED))
    assert "25.00" in explained(page)


def test_an_empty_row_asks_to_choose_another(page: IndicatorsPage) -> None:
    page.card.view.setCurrentIndex(page.card.model.index(row_of(page, "质量指标"), 2))
    assert "选中一行，这里显示它的得分怎样算出。" in explained(page)


def test_a_typed_score_is_marked_and_asks_for_its_reason(page: IndicatorsPage) -> None:
    place = Place("indicator", RESCUE, "score", PEOPLE)
    page.card.model.setData(page.card.model.find(place), "20")
    assert page.card.model.cell(page.card.model.find(place)).over
    assert [f for f in page.desk.findings_at(place) if f.open]


def test_links_beside_the_weights_are_pressed_with_the_keyboard(page: IndicatorsPage) -> None:
    """Weights that exceed their level can be scaled down in proportion."""
    place = Place("indicator", RESCUE, "weight", PEOPLE)
    page.desk.type_text(place, "75", "分值")
    assert page._mend.isVisible()
    QTest.keyClick(page._mend, Qt.Key.Key_Return)
    assert page.desk.text(place) == "37.5", "75 and 25 share the 50 of their level"


def test_the_sum_is_called_as_the_form_calls_its_column(page: IndicatorsPage) -> None:
    assert page._caption.text() == "分值合计"


def test_a_longer_name_makes_its_column_wider_and_leaves_the_cell_chosen(page: IndicatorsPage) -> None:
    page.go(Place("indicator", RESCUE, "name", PEOPLE))
    before, resets = page.card.view.columnWidth(2), []
    page.card.model.modelReset.connect(lambda: resets.append(1))
    page.desk.type_text(Place("indicator", RESCUE, "name", PEOPLE), "困" * 14, "改名")
    assert page.card.view.columnWidth(2) > before
    assert not resets


def test_rows_that_say_the_same_are_the_same_rows(page: IndicatorsPage) -> None:
    before = {row.row: row for row in page.card.model.sheet.rows}
    page.desk.type_text(Place("indicator", RESCUE, "actual", PEOPLE), "1150", "改数")
    after = {row.row: row for row in page.card.model.sheet.rows}
    assert after[INSURED] is before[INSURED]
    assert after[PEOPLE] is not before[PEOPLE]


def test_the_score_of_less_is_better_shows_no_false_division(page: IndicatorsPage) -> None:
    page.desk.type_text(Place("indicator", RESCUE, "direction", PEOPLE), "≤", "改方向")
    page.go(Place("indicator", RESCUE, "score", PEOPLE))
    said = explained(page)
    assert "÷" not in said
    assert "≤" in said
    assert "1140 人次" in said


def test_the_total_says_what_it_is_made_of(page: IndicatorsPage) -> None:
    page.card.view.setCurrentIndex(page.card.model.index(row_of(page, "总分"), 0))
    assert explained(page)[:4] == ["得分怎样算出", "总分 · 中", "总分", "61.98"]


def test_a_total_that_is_capped_says_why(page: IndicatorsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    why = "各项得分之和 90 分，执行率 50.00 %，低于 60 %，总分最高 85 分。"
    capped = Scores(page.desk.scores.execution, (), Decimal(90), Decimal(85), "良", why)  # type: ignore[union-attr]
    page._explanation.show_total(capped, 2)
    assert explained(page) == ["得分怎样算出", "总分 · 良", "各项得分之和", "90.00", "→", "总分", "85.00", why]


def test_points_that_are_taken_off_are_explained_by_their_formula(page: IndicatorsPage) -> None:
    page.desk.type_text(Place("indicator", RESCUE, "direction", PEOPLE), "≤", "改")
    page.desk.type_text(Place("indicator", RESCUE, "actual", PEOPLE), "1320", "改")
    page.card.view.setCurrentIndex(page.card.model.index(row_of(page, "救助人次"), 2))
    assert explained(page)[-1].startswith("25 × (1 − 10.00 %) = 22.50。")


# --- a score typed over ----------------------------------------------------------------------------------------------


def test_the_reason_of_another_score_is_asked_where_it_is_explained(page: IndicatorsPage) -> None:
    place = Place("indicator", RESCUE, "score", PEOPLE)
    page.go(place)
    asked = page._explanation.reason
    assert not asked.isVisible()
    page.card.model.setData(page.card.model.find(place), "20")
    assert asked.isVisible()
    assert asked.sides.text() == "填写 20，计算 23.75"
    assert asked.field.severity is not None
    QTest.keyClicks(asked.field, "checked")
    QTest.keyClick(asked.field, Qt.Key.Key_Return)
    assert page.desk.text(Place("indicator", RESCUE, "score_reason", PEOPLE)) == "checked"
    assert asked.field.severity is None
    assert any("理由：checked" in text for text in explained(page))


def test_one_click_brings_the_computed_score_back(page: IndicatorsPage) -> None:
    place = Place("indicator", RESCUE, "score", PEOPLE)
    page.go(place)
    page.card.model.setData(page.card.model.find(place), "20")
    QTest.mouseClick(page._explanation.reason.back, Qt.MouseButton.LeftButton)
    assert page.desk.text(place) == ""
    assert not page._explanation.reason.isVisible()


def test_a_reason_being_typed_belongs_to_the_row_it_was_typed_for(page: IndicatorsPage) -> None:
    place = Place("indicator", RESCUE, "score", PEOPLE)
    page.go(place)
    page.card.model.setData(page.card.model.find(place), "20")
    QTest.keyClicks(page._explanation.reason.field, "checked")
    page.go(Place("indicator", RESCUE, "score", INSURED))
    assert page.desk.text(Place("indicator", RESCUE, "score_reason", PEOPLE)) == "checked"
    assert page.desk.text(Place("indicator", RESCUE, "score_reason", INSURED)) == ""


def test_where_the_screen_is_low_the_reason_takes_the_place_of_the_calculation(page: IndicatorsPage) -> None:
    place = Place("indicator", RESCUE, "score", PEOPLE)
    page.go(place)
    page.card.model.setData(page.card.model.find(place), "20")
    high = page._explanation.height()
    page.set_low(True)
    assert page._explanation.reason.isVisible()
    assert page._explanation.height() < high
    assert "填写 20，计算 23.75" in explained(page)
    assert not any("按公式是" in text for text in explained(page))


def test_where_the_screen_is_low_the_table_alone_scrolls_and_the_calculation_has_one_line(page: IndicatorsPage) -> None:
    page.resize(823, 307)  # of 1366 × 697 at 150 %
    page.set_low(True)
    page.go(Place("indicator", RESCUE, "target", PEOPLE))
    QApplication.processEvents()
    assert page.verticalScrollBar().maximum() == 0
    assert page.card.view.verticalScrollBar().maximum() > 0
    assert page._explanation.visibleRegion().boundingRect() == page._explanation.rect()
    assert page._explanation.height() < page.card.view.rowHeight(0)
    assert {"得分", "23.75"} <= set(explained(page))
    page.set_low(False)
    assert page._explanation.height() > 50
    assert "得分怎样算出" in explained(page)


def test_the_name_of_a_level_stands_in_the_part_of_it_that_is_seen(page: IndicatorsPage) -> None:
    view, top = page.card.view, row_of(page, "救助人次")
    for _ in range(10):
        page._add_row("产出指标", "数量指标")
    page.resize(823, 307)
    page.set_low(True)
    QApplication.processEvents()
    bar = view.verticalScrollBar()
    bar.setValue(bar.value() + view.visualRect(page.card.model.index(top, 0)).center().y() + 120)
    QApplication.processEvents()
    level = view.visualRect(page.card.model.index(top, 0))
    assert level.center().y() < -20
    seen = level & view.viewport().rect()
    picture = view.viewport().grab(seen).toImage()
    assert _inked(picture), "the caption is painted in what is seen of it"
    bar.setValue(bar.value() + 20)
    QApplication.processEvents()
    assert _inked(view.viewport().grab(level.translated(0, -20) & view.viewport().rect()).toImage())


def _inked(picture: QImage) -> bool:
    """Whether words stand whole in the middle of a cell: dark there, none at its upper and lower edge."""
    high, scale = picture.height(), picture.devicePixelRatio()
    wide = range(4, picture.width() - round(4 * scale))
    dark = [y for y in range(high) if any(picture.pixelColor(x, y).lightness() < 110 for x in wide)]
    return bool(dark) and dark[0] > 4 and dark[-1] < high - 4
