"""Notices and the card of a running export."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.look.buttons import Button
from ui.look.fields import LineField
from ui.look.notices import ExportCard, Notice, Step, StepState
from ui.look.signs import Sign


def test_a_notice_without_remarks_goes_by_itself_and_never_takes_the_focus(qtbot: QtBot) -> None:
    page = QWidget()
    page.resize(900, 600)
    field = LineField("")
    QVBoxLayout(page).addWidget(field)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    field.setFocus()
    quiet = Notice("已导出 28 个文件", parent=page)
    lasting = Notice("已导出 28 个文件", "E 盘", ((Sign.ERROR, "尚有 4 处错误未改正。"),), parent=page)
    quiet.present(32)
    lasting.present(32)
    assert field.hasFocus()
    assert quiet._clock.isActive()
    assert not lasting._clock.isActive()
    assert lasting.height() >= lasting.heightForWidth(lasting.width())
    with qtbot.waitSignal(lasting.closed):
        qtbot.mouseClick(lasting.close_button, Qt.MouseButton.LeftButton)
    quiet.go()


def test_the_mouse_reaches_every_button_of_a_notice(qtbot: QtBot) -> None:
    page = QWidget()
    page.resize(900, 600)
    qtbot.addWidget(page)
    page.show()
    notice = Notice("已导出 28 个文件", "E 盘", (), (("打开", lambda: None), ("所在文件夹", lambda: None)), page)
    notice.present(32)
    buttons = notice.findChildren(Button)
    assert len(buttons) == 3
    assert [notice.childAt(button.geometry().center()) for button in buttons] == buttons
    corner = notice.close_button.geometry()
    assert notice.rect().contains(corner)
    assert corner.center().x() > notice.width() - 40
    assert corner.center().y() < 40
    notice.go()


def test_the_export_card_counts_files_and_can_be_stopped(qtbot: QtBot) -> None:
    steps = (Step("城乡医疗救助资金", StepState.DONE, "3 个文件，已核对"), Step("医保基金监管"))
    card = ExportCard("正在导出", "E 盘 › 报送", "可以继续填报，导出的是 14:26 的内容。", steps)
    qtbot.addWidget(card)
    card.set_progress(16, 28, (steps[0], Step("医保基金监管", StepState.RUNNING, "正在写 pdf")), "大约还要 3 秒")
    assert "16 / 28 个文件" in [one.text() for one in card.findChildren(QLabel)]
    with qtbot.waitSignal(card.stopped):
        card.stop.click()
