"""正文: real keys typed into answers with live figures, and what book, outline and checks make of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from core.model import Place
from core.rules.finding import Finding, Level
from core.trouble import BookTrouble
from core.workbook import Workbook
from ui.desk import Desk
from ui.pages.prose import ProsePage
from ui.prose.editor import ProseEditor
from ui.prose.live import figures_in
from ui.prose.outline import State
from ui.prose.section import Section

RESCUE, PUBLICITY = 1, 2
FORM = "sichuan-2021"
WITH_FIGURE = "全年支出{fund.total.executed:万元}，用于救助。"


@pytest.fixture
def show(qtbot: QtBot, open_desk: Callable[..., Desk]) -> Callable[..., ProsePage]:
    """The page over a book with the given answers, as the window has it."""

    def shown(form: str = FORM, **answers: str) -> ProsePage:
        desk = open_desk(form=form, answers=answers)
        page = ProsePage(desk)
        desk.changed.connect(lambda _: page.reload())
        desk.selected.connect(lambda _: page.reload())
        qtbot.addWidget(page)
        page.resize(814, 600)
        page.show()
        QApplication.processEvents()
        return page

    return shown


def at_work(page: ProsePage, key: str, caret: int | None = None) -> Section:
    """A section with the keyboard; the caret at the end unless said otherwise."""
    page.activateWindow()
    page.go(Place("answer", page.desk.project, key))
    section = page.sections[key]
    cursor = section.editor.textCursor()
    cursor.setPosition(section.editor.document().characterCount() - 1 if caret is None else caret)
    section.editor.setTextCursor(cursor)
    QApplication.processEvents()
    assert section.editor.hasFocus()
    return section


def leave(section: Section) -> None:
    section.editor.clearFocus()
    QApplication.processEvents()


def answer(page: ProsePage, key: str) -> str:
    return page.desk.text(Place("answer", RESCUE, key))


def execute(page: ProsePage, amount: str) -> None:
    """Type an amount on the funds page."""
    page.desk.type_text(Place("fund", RESCUE, "county.executed"), amount, "修改资金")


def compose(editor: ProseEditor, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(editor, event)


# --- outline ---------------------------------------------------------------------------------------------------------


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


# --- written by the data ---------------------------------------------------------------------------------------------


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


# --- typing and saving -----------------------------------------------------------------------------------------------


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


# --- live figures ----------------------------------------------------------------------------------------------------


def test_a_figure_follows_the_data_while_the_clerk_types_behind_it(
    qtbot: QtBot, show: Callable[..., ProsePage]
) -> None:
    page = show(benefit=WITH_FIGURE)
    benefit = at_work(page, "benefit")
    qtbot.keyClicks(benefit.editor, "AB")
    execute(page, "12000.00")
    qtbot.keyClicks(benefit.editor, "CD")
    assert benefit.editor.text() == "全年支出12030.00万元，用于救助。ABCD"
    leave(benefit)
    assert answer(page, "benefit") == f"{WITH_FIGURE}ABCD"


def test_the_caret_steps_over_a_figure(qtbot: QtBot, show: Callable[..., ProsePage]) -> None:
    page = show(benefit=WITH_FIGURE)
    benefit = at_work(page, "benefit", caret=4)
    figure = next(figures_in(benefit.editor.document()))
    qtbot.keyClick(benefit.editor, Qt.Key.Key_Right)
    assert benefit.editor.textCursor().position() == figure.end
    qtbot.keyClicks(benefit.editor, "A")
    qtbot.keyClick(benefit.editor, Qt.Key.Key_Left)
    qtbot.keyClick(benefit.editor, Qt.Key.Key_Left)
    assert benefit.editor.textCursor().position() == figure.start
    qtbot.keyClicks(benefit.editor, "B")
    leave(benefit)
    assert answer(page, "benefit") == "全年支出B{fund.total.executed:万元}A，用于救助。"


@pytest.mark.parametrize("key", [Qt.Key.Key_Backspace, Qt.Key.Key_Delete])
def test_a_figure_is_deleted_whole_and_comes_back_whole(
    qtbot: QtBot, show: Callable[..., ProsePage], key: Qt.Key
) -> None:
    page = show(benefit=WITH_FIGURE)
    benefit = page.sections["benefit"]
    figure = next(figures_in(benefit.editor.document()))
    at_work(page, "benefit", caret=figure.end if key == Qt.Key.Key_Backspace else figure.start)
    qtbot.keyClick(benefit.editor, key)
    assert benefit.editor.stored() == "全年支出，用于救助。"
    qtbot.keyClick(benefit.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert benefit.editor.stored() == WITH_FIGURE


def test_selecting_with_the_keyboard_takes_a_figure_whole(qtbot: QtBot, show: Callable[..., ProsePage]) -> None:
    page = show(benefit=WITH_FIGURE)
    benefit = at_work(page, "benefit", caret=3)
    for _ in range(2):
        qtbot.keyClick(benefit.editor, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(benefit.editor, "X")
    assert benefit.editor.stored() == "全年支X，用于救助。"


def test_a_composition_over_a_selected_figure_is_plain_text(show: Callable[..., ProsePage]) -> None:
    page = show(benefit=WITH_FIGURE)
    figure = next(figures_in(page.sections["benefit"].editor.document()))
    benefit = at_work(page, "benefit", caret=figure.start)
    cursor = benefit.editor.textCursor()
    cursor.setPosition(figure.end, cursor.MoveMode.KeepAnchor)
    benefit.editor.setTextCursor(cursor)
    compose(benefit.editor, "wan")
    compose(benefit.editor, "", "万元")
    assert benefit.editor.stored() == "全年支出万元，用于救助。"


def test_a_copy_is_plain_text_outside_and_live_inside(qtbot: QtBot, show: Callable[..., ProsePage]) -> None:
    page = show(benefit=WITH_FIGURE)
    benefit = at_work(page, "benefit")
    benefit.editor.selectAll()
    qtbot.keyClick(benefit.editor, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "全年支出48.44万元，用于救助。"
    basis = at_work(page, "basis")
    qtbot.keyClick(basis.editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert basis.editor.stored() == WITH_FIGURE
    page.desk.choose_project(PUBLICITY)
    other = at_work(page, "basis")
    qtbot.keyClick(other.editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert other.editor.stored() == "全年支出48.44万元，用于救助。"


def test_pasted_text_is_plain_and_loses_typed_indents(qtbot: QtBot, show: Callable[..., ProsePage]) -> None:
    page = show()
    QGuiApplication.clipboard().setText("　　第一段。\r\n　　第二段。")
    basis = at_work(page, "basis")
    qtbot.keyClick(basis.editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert basis.editor.stored() == "第一段。\n第二段。"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # offscreen, on every popup
def test_a_figure_is_chosen_from_the_list_by_typing_part_of_its_name(
    qtbot: QtBot, show: Callable[..., ProsePage]
) -> None:
    page = show(basis="救助")
    basis = at_work(page, "basis")
    qtbot.mouseClick(basis.insert, Qt.MouseButton.LeftButton)
    search = basis.picker.findChild(QLineEdit)
    assert basis.picker.isVisible()
    qtbot.keyClicks(search, "1140")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert not basis.picker.isVisible()
    assert basis.editor.stored() == "救助{indicator.4.actual}"
    qtbot.keyClicks(basis.editor, "A")
    leave(basis)
    assert answer(page, "basis") == "救助{indicator.4.actual}A"


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
    assert basis.strips == ()
    leave(basis)
    assert [strip.isVisible() for strip in basis.strips] == [True]
    assert next(line for line in page.outline.lines if line.heading == basis.name).sign is not None
    at_work(page, "basis", caret=WRONG.index("30"))
    qtbot.keyClick(basis.editor, Qt.Key.Key_Delete)
    assert basis.strips[0].isVisible()
    qtbot.keyClicks(basis.editor, "4")
    assert not basis.strips[0].isVisible()
    leave(basis)
    assert basis.strips == ()


def test_a_quoted_phrase_is_underlined_where_it_stands(show: Callable[..., ProsePage]) -> None:
    page = show(basis="城乡医疗救济资金按时下达。")
    marks = page.sections["basis"].editor.extraSelections()
    assert [mark.cursor.selectedText() for mark in marks] == ["城乡医疗救济资金"]


# --- layout ----------------------------------------------------------------------------------------------------------


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
    found = Finding(
        "text-funds", Level.WARNING, "正文", "", RESCUE, said, (place, fund), (), (), True, "text-funds", "stamp"
    )
    monkeypatch.setattr(page.desk, "findings", lambda *_: (found,))
    monkeypatch.setattr(page.desk, "findings_at", lambda at: (found,) if at == place else ())
    page.reload()
    strip = page.sections["basis"].strips[0]
    assert [link.text() for link in strip.links] == ["看资金", "写说明"]
