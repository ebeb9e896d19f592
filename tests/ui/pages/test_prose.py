"""正文: the outline, what the data write, typing and saving, what does not add up, and the layout."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.model import Place
from core.rules.finding import Finding, Level
from core.trouble import BookTrouble
from core.workbook import Workbook
from tests.ui.pages.prose_pages import PUBLICITY, RESCUE, WITH_FIGURE, answer, at_work, compose, execute, leave
from ui.desk import Desk
from ui.pages.prose import ProsePage
from ui.prose.outline import State


def test_the_outline_says_how_far_each_answer_has_got(show: Callable[..., ProsePage]) -> None:
    page = show(basis="依据示医保〔2021〕5号。")
    states = {line.heading: line.state for line in page.outline.lines}
    assert states["一、项目概况"] is State.HEADING
    assert states["2．项目立项、资金申报的依据"] is State.WRITTEN
    assert states["1．资金计划"] is State.AUTO
    assert states["4．资金分配的原则及考虑因素"] is State.EMPTY
    assert "资金到位时间" not in states  # is asked on the funds page
    answers = [state for state in states.values() if state is not State.HEADING]
    assert page.outline.count.text() == f"已写 {sum(s is not State.EMPTY for s in answers)} / {len(answers)}"


def test_a_heading_of_the_outline_leads_to_its_answer(qtbot: QtBot, show: Callable[..., ProsePage]) -> None:
    page = show()
    page.activateWindow()
    view = page.outline.view
    row = [line.heading for line in page.outline.lines].index("（二）项目效益情况")
    index = view.model().index(row, 0)
    view.scrollTo(index)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
    section = page.sections["benefit"]
    assert section.editor.hasFocus()
    top = section.mapTo(page.area.viewport(), section.rect().topLeft()).y()
    assert 0 <= top <= 16 or page.area.verticalScrollBar().value() == page.area.verticalScrollBar().maximum()


def test_a_form_without_running_text_says_so(show: Callable[..., ProsePage]) -> None:
    page = show(form="national-2020")
    assert not page.sections
    assert not page.outline.isVisible()


def test_a_formulaic_text_follows_the_data_until_the_clerk_rewrites_it(show: Callable[..., ProsePage]) -> None:
    page = show()
    use = page.sections["use"]
    assert use.auto
    assert "484438.40元" in use.editor.text()
    execute(page, "20.00")
    assert "500000.00元" in use.editor.text()
    assert answer(page, "use") == ""


def test_rewriting_puts_the_text_with_its_figures_into_the_editor(qtbot: QtBot, show: Callable[..., ProsePage]) -> None:
    page = show()
    use = page.sections["use"]
    use.rewrite.click()
    qtbot.keyClicks(use.editor, "Shi")
    leave(use)
    assert answer(page, "use").endswith("Shi")
    assert "{fund.total.executed:元}" in answer(page, "use")
    execute(page, "20.00")
    assert "500000.00元" in use.editor.text()


def test_the_automatic_text_comes_back_on_demand_and_by_undo(show: Callable[..., ProsePage]) -> None:
    page = show(use="自己写的。")
    use = page.sections["use"]
    assert not use.auto
    use.restore.click()
    assert use.auto
    assert answer(page, "use") == ""
    page.desk.undo()
    assert use.editor.text() == "自己写的。"


def test_typing_into_an_automatic_text_says_how_to_change_it(qtbot: QtBot, show: Callable[..., ProsePage]) -> None:
    page = show()
    use = at_work(page, "use")
    with qtbot.waitSignal(page.desk.told) as told:
        qtbot.keyClick(use.editor, "x")
    assert "改写" in told.args[0]
    assert use.auto


def test_what_is_typed_is_stored_after_one_idle_second(qtbot: QtBot, show: Callable[..., ProsePage]) -> None:
    page = show()
    basis = at_work(page, "basis")
    qtbot.keyClicks(basis.editor, "Yi ju")
    assert answer(page, "basis") == ""
    qtbot.waitUntil(lambda: answer(page, "basis") == "Yi ju", timeout=3000)
    assert basis.editor.hasFocus()


def test_leaving_stores_at_once_and_the_outline_gets_its_tick(qtbot: QtBot, show: Callable[..., ProsePage]) -> None:
    page = show()
    basis = at_work(page, "basis")
    qtbot.keyClicks(basis.editor, "A")
    qtbot.keyClick(basis.editor, Qt.Key.Key_Return)
    qtbot.keyClicks(basis.editor, "B")
    leave(basis)
    assert answer(page, "basis") == "A\nB"
    assert next(line for line in page.outline.lines if line.heading == basis.name).state is State.WRITTEN


def test_blanks_alone_are_no_answer(qtbot: QtBot, show: Callable[..., ProsePage]) -> None:
    page = show(basis="依据。")
    basis = at_work(page, "basis")
    basis.editor.selectAll()
    qtbot.keyClick(basis.editor, Qt.Key.Key_Space)
    leave(basis)
    assert answer(page, "basis") == ""


def test_hiding_the_page_stores_what_is_typed(qtbot: QtBot, show: Callable[..., ProsePage]) -> None:
    page = show()
    basis = at_work(page, "basis")
    qtbot.keyClicks(basis.editor, "A")
    page.hide()
    assert answer(page, "basis") == "A"


def test_a_text_goes_to_the_project_it_was_typed_in(qtbot: QtBot, show: Callable[..., ProsePage]) -> None:
    page = show()
    basis = at_work(page, "basis")
    qtbot.keyClicks(basis.editor, "A")
    page.desk.choose_project(PUBLICITY)
    assert answer(page, "basis") == "A"
    assert page.sections["basis"].editor.text() == ""


def test_a_text_the_disk_refuses_stays_and_is_tried_again(
    qtbot: QtBot, show: Callable[..., ProsePage], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show()
    basis = at_work(page, "basis")

    def full(*_: object, **__: object) -> None:
        raise BookTrouble("磁盘已满。")

    with monkeypatch.context() as broken, qtbot.waitSignal(page.desk.failed):
        broken.setattr(Workbook, "submit", full)
        qtbot.keyClicks(basis.editor, "A")
        leave(basis)
        assert basis.editor.text() == "A"
        page.desk.choose_project(PUBLICITY)
    assert answer(page, "basis") == ""
    page.desk.choose_project(RESCUE)
    assert page.sections["basis"].editor.text() == "A"
    page.store()
    assert answer(page, "basis") == "A"


def test_a_composition_is_neither_stored_nor_disturbed(show: Callable[..., ProsePage]) -> None:
    page = show(benefit=WITH_FIGURE)
    benefit = at_work(page, "benefit")
    compose(benefit.editor, "zi jin")
    benefit.store()
    assert answer(page, "benefit") == WITH_FIGURE
    execute(page, "20.00")
    assert "48.44万元" in benefit.editor.text()
    compose(benefit.editor, "", "资金")
    assert benefit.editor.text() == "全年支出50.00万元，用于救助。资金"
    leave(benefit)
    assert answer(page, "benefit") == f"{WITH_FIGURE}资金"


def test_undo_takes_back_unsaved_typing_first_and_then_steps_of_the_book(
    qtbot: QtBot, show: Callable[..., ProsePage]
) -> None:
    page = show(basis="依据。")
    execute(page, "20.00")
    basis = at_work(page, "basis")
    qtbot.keyClicks(basis.editor, "AB")
    qtbot.keyClick(basis.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert basis.editor.text() == "依据。"
    assert page.desk.undo_name() == "修改资金"
    qtbot.keyClick(basis.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.desk.text(Place("fund", RESCUE, "county.executed")) == "18.44384"
    qtbot.keyClick(basis.editor, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert page.desk.text(Place("fund", RESCUE, "county.executed")) == "20.00"


def test_undo_after_saving_takes_the_stored_typing_back(qtbot: QtBot, show: Callable[..., ProsePage]) -> None:
    page = show(basis="依据。")
    basis = at_work(page, "basis")
    qtbot.keyClicks(basis.editor, "AB")
    basis.store()
    qtbot.keyClick(basis.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert basis.editor.text() == "依据。"
    assert answer(page, "basis") == "依据。"


# --- what does not add up --------------------------------------------------------------------------------------------

WRONG = "共计100万元，其中省级60万元、县级30万元。"


def test_a_finding_is_said_on_leaving_and_goes_as_soon_as_the_text_is_right(
    qtbot: QtBot, show: Callable[..., ProsePage]
) -> None:
    page = show()
    basis = at_work(page, "basis")
    QGuiApplication.clipboard().setText(WRONG)
    qtbot.keyClick(basis.editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    basis.store()
    assert basis.faults.strips == ()
    leave(basis)
    assert [strip.isVisible() for strip in basis.faults.strips] == [True]
    assert next(line for line in page.outline.lines if line.heading == basis.name).sign is not None
    at_work(page, "basis", caret=WRONG.index("30"))
    qtbot.keyClick(basis.editor, Qt.Key.Key_Delete)
    assert basis.faults.strips[0].isVisible()
    qtbot.keyClicks(basis.editor, "4")
    assert not basis.faults.strips[0].isVisible()
    leave(basis)
    assert basis.faults.strips == ()


def test_a_quoted_phrase_is_underlined_where_it_stands(show: Callable[..., ProsePage]) -> None:
    page = show(basis="城乡医疗救济资金按时下达。")
    marks = page.sections["basis"].editor.extraSelections()
    assert [mark.cursor.selectedText() for mark in marks] == ["城乡医疗救济资金"]


@pytest.mark.parametrize("width", [560, 814, 1400])
def test_every_answer_is_as_high_as_its_text(qtbot: QtBot, show: Callable[..., ProsePage], width: int) -> None:
    page = show(basis="资金" * 120, benefit=WITH_FIGURE * 8)
    page.resize(width, 600)
    for section in page.sections.values():
        qtbot.waitUntil(lambda s=section: s.height() >= s.heightForWidth(s.width()))
        assert section.editor.height() >= section.editor.document().size().height()
        assert section.editor.viewport().width() <= 48 * 14 + 8


def test_guidance_and_tools_are_there_where_the_clerk_is_at_work(show: Callable[..., ProsePage]) -> None:
    page = show(basis="依据。", rules="办法。")
    basis, rules = page.sections["basis"], page.sections["rules"]
    assert not basis.guidance.isVisible()
    assert page.sections["content"].guidance.isVisible()  # nothing written yet
    at_work(page, "basis")
    assert basis.guidance.isVisible()
    assert basis.insert.isVisible()
    at_work(page, "rules")
    assert not basis.guidance.isVisible()
    assert rules.insert.isVisible()


def test_clicking_into_a_text_does_not_select_or_move_it(qtbot: QtBot, show: Callable[..., ProsePage]) -> None:
    page = show(basis="依据。" * 40, rules="办法。" * 40)
    at_work(page, "basis")
    rules = page.sections["rules"]
    page.area.ensureWidgetVisible(rules)
    before = rules.editor.mapTo(page.area.viewport(), rules.editor.rect().topLeft()).y()
    at = rules.editor.viewport().rect().center()
    qtbot.mouseClick(rules.editor.viewport(), Qt.MouseButton.LeftButton, pos=at)
    QApplication.processEvents()
    assert not rules.editor.textCursor().hasSelection()
    after = rules.editor.mapTo(page.area.viewport(), rules.editor.rect().topLeft()).y()
    assert after == before


def test_a_read_only_book_cannot_be_written_in(qtbot: QtBot, show: Callable[..., ProsePage]) -> None:
    page = show(basis="依据。")
    path = page.desk.path
    page.desk.close()
    desk = Desk(Workbook.open(path, read_only=True))
    locked = ProsePage(desk)
    qtbot.addWidget(locked)
    locked.show()
    section = locked.sections["basis"]
    with qtbot.waitSignal(desk.told) as told:
        qtbot.keyClick(section.editor, "x")
    assert "只读" in told.args[0]
    assert section.editor.text() == "依据。"
    desk.close()


def test_words_typed_last_are_kept_when_the_disk_refuses_the_automatic_text(
    qtbot: QtBot, show: Callable[..., ProsePage], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show(use="Words.")
    use = at_work(page, "use")

    def full(*_: object, **__: object) -> None:
        raise BookTrouble("磁盘已满。")

    with monkeypatch.context() as broken, qtbot.waitSignal(page.desk.failed):
        broken.setattr(Workbook, "submit", full)
        qtbot.keyClicks(use.editor, "A")
        use.restore.click()
    page.store()
    assert answer(page, "use") == "Words.A"


def test_a_contradiction_with_the_funds_offers_a_look_at_them(
    show: Callable[..., ProsePage], monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show(basis="资金已全部使用完毕。")
    place, fund = Place("answer", RESCUE, "basis"), Place("fund", RESCUE, "county.executed")
    said = "正文说资金“全部使用完毕”，与执行率 32.30 % 不符。"
    found = Finding("text-funds", Level.WARNING, "正文", "", RESCUE, said, (place, fund), (), (), True, "text-funds")
    monkeypatch.setattr(page.desk, "findings", lambda *_: (found,))
    monkeypatch.setattr(page.desk, "findings_at", lambda at: (found,) if at == place else ())
    page.reload()
    strip = page.sections["basis"].faults.strips[0]
    assert [link.text() for link in strip.links] == ["看资金", "写说明"]


def test_a_finding_about_several_headings_is_told_once_and_marked_at_the_others(show: Callable[..., ProsePage]) -> None:
    page = show(role="本项目按职能设立。")
    empty = next(f for f in page.desk.findings() if f.rule == "empty-heading")
    first, *others = [page.sections[place.field] for place in empty.places]
    assert len(others) > 1
    told = [strip.accessibleName() for section in page.sections.values() for strip in section.faults.strips]
    assert sum(empty.message in words for words in told) == 1
    assert [empty.message in strip.accessibleName() for strip in first.faults.strips] == [True]
    assert all(section.faults.sign is not None and section.faults.sign.isVisibleTo(page) for section in others)
