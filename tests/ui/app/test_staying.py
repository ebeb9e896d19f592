"""The running program: a day in it, its place and size when it comes back, and what becomes of a bug."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSize, Qt, QThread
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.edits import set_text
from core.keeping import password, preferences, second_place
from core.keeping.preferences import Preferences
from core.model import Place
from core.trouble import BookTrouble
from core.workbook import Workbook
from tests.core.watch import watched
from tests.ui.app.programs import notice_of, shown
from tests.ui.conftest import PUBLICITY, RESCUE, inner_menu, small_book
from ui import app, at_rest
from ui.app import Program
from ui.look.buttons import Button
from ui.look.notices import Notice
from ui.panels.appearance import Appearance
from ui.panels.keeping.crash_net import CrashNet
from ui.panels.keeping.unlock import Unlock
from ui.places import Tab
from ui.window import USUAL_SIZE


def test_a_day_in_the_window_is_quiet(program: Program, book: Path, data_home: Path) -> None:
    with watched() as seen:
        program.start(book)
        window = shown(program)
        window.desk.go_to(Place("project", RESCUE, "code"))
        QTest.keyClicks(window.focusWidget(), "7")
        keeping = window.rooms.show_keeping()
        QTest.mouseClick(keeping.backups.make, Qt.MouseButton.LeftButton)
        QTest.mouseClick(keeping.diagnostics.look, Qt.MouseButton.LeftButton)
        window.desk.restore(window.desk.backups()[0])
        program.leave()
        program.window = None
    assert (seen.sockets, seen.started) == ([], [])
    written = seen.outside(book.parent, data_home)
    assert [path for path in written if "__pycache__" not in path] == []
    assert seen.written


def test_who_has_a_second_place_is_reminded_when_a_copy_is_due(program: Program, book: Path, tmp_path: Path) -> None:
    program.start(book)
    assert at_rest.reminder(shown(program)) == "", "nobody is reminded who has not chosen a place"
    second_place.choose(tmp_path / "U 盘")
    program.leave()
    program.window = None
    program.start(book)
    assert shown(program).status._said.text().startswith("还没有备份到第二位置")
    menu = shown(program).top.book.menu
    menu.aboutToShow.emit()
    assert "账套与备份（该复制一份到第二位置了）" in [action.text() for action in menu.actions()]


def test_the_window_opens_with_its_password_only(data_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(password, "COST", 6)
    assert app._unlocked(), "nobody is asked where none is set"
    preferences.write(Preferences(password=password.hashed("密码")))
    said: list[str] = []

    def typed(box: Unlock) -> int:
        for words in ("错的", "密码"):
            QTest.keyClicks(box.secret.line, words) if words.isascii() else box.secret.line.setText(words)
            QTest.keyClick(box.secret.line, Qt.Key.Key_Return)
            said.append(box.secret._sentence.text())
        return box.result()

    monkeypatch.setattr(Unlock, "exec", typed)
    assert app._unlocked()
    assert said == ["密码不对，请再输入一次。", "密码不对，请再输入一次。"]


def test_the_window_comes_back_where_it_was(program: Program, book: Path) -> None:
    program.start(book)
    shown(program).resize(820, 560)
    size = shown(program).size()
    program.leave()
    program.window = None
    program.start(book)
    assert shown(program).height() == size.height()


@pytest.fixture
def hooked(program: Program, book: Path, monkeypatch: pytest.MonkeyPatch) -> list[type[BaseException]]:
    """The crash net over a window; the kinds of error that were logged."""
    caught: list[type[BaseException]] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, *_: caught.append(kind))
    program.start(book)
    CrashNet(program.tell_bug, lambda: program.window is None)
    return caught


def test_a_bug_is_told_once_what_is_typed_is_saved_and_work_goes_on(
    program: Program, hooked: list[type[BaseException]], qtbot: QtBot
) -> None:
    window = shown(program)
    code = Place("project", RESCUE, "code")
    window.desk.go_to(code)
    QTest.keyClicks(window.focusWidget(), "99")
    for _ in range(3):
        app.sys.excepthook(ZeroDivisionError, ZeroDivisionError(), None)
    assert hooked == [ZeroDivisionError] * 3
    qtbot.waitUntil(lambda: any(n.isVisible() for n in window.findChildren(Notice)))
    notice = notice_of(program)
    assert notice.accessibleName() == "程序出了一个差错，填的内容都已保存"
    assert "程序内部出错" in notice.accessibleDescription()
    assert "99" in window.desk.text(code)
    notice.go()
    QApplication.processEvents()
    assert not any(n.isVisible() for n in window.findChildren(Notice)), "bugs in a row are told once"
    window.desk.add_project("还能接着填")
    assert any(d.project.name == "还能接着填" for d in window.desk.dossiers)


class Stumbling(QThread):
    """Work beside the window that has a bug."""

    def run(self) -> None:
        app.sys.excepthook(KeyError, KeyError("amount"), None)  # as PySide does for an error of a thread


def test_a_bug_of_work_beside_the_window_is_told_in_the_window(
    program: Program, hooked: list[type[BaseException]], qtbot: QtBot
) -> None:
    work = Stumbling()
    work.start()
    work.wait()
    qtbot.waitUntil(lambda: any(n.isVisible() for n in shown(program).findChildren(Notice)))
    assert hooked == [KeyError]
    assert notice_of(program).accessibleName() == "程序出了一个差错，填的内容都已保存"


def test_after_a_bug_the_window_opens_again_on_the_same_place(
    program: Program, hooked: list[type[BaseException]], qtbot: QtBot
) -> None:
    window = shown(program)
    window.desk.choose_project(PUBLICITY)
    window.project.show_tab(Tab.GOALS)
    app.sys.excepthook(KeyError, KeyError(), None)
    qtbot.waitUntil(lambda: any(n.isVisible() for n in window.findChildren(Notice)))
    again = next(b for b in notice_of(program).findChildren(Button) if b.text() == "重新打开窗口")
    QTest.mouseClick(again, Qt.MouseButton.LeftButton)
    assert shown(program) is not window
    assert (shown(program).desk.project, shown(program).project.tab) == (PUBLICITY, Tab.GOALS)
    assert shown(program).desk.submit(set_text(shown(program).desk.book, Place("unit", 0, "name"), "新"), "填写")


def choose_size(program: Program, percent: int) -> None:
    """Draw the slider in the menu of the book."""
    menu = inner_menu(shown(program).top.book.menu, "显示")
    menu.aboutToShow.emit()
    menu.findChildren(Appearance)[-1].slider.setValue(percent // 10)


def test_another_size_comes_at_once_on_the_same_page(
    program: Program, book: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    monkeypatch.setattr(app, "resizer", lambda: told.append)
    program.start(book)
    before = shown(program)
    before.rooms.show_overview()
    choose_size(program, 130)
    qtbot.waitUntil(lambda: program.window not in (None, before))
    assert told == [130]
    assert shown(program).rooms.here == "overview"


def test_a_size_that_has_to_wait_for_the_next_start_is_told(
    program: Program, book: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "resizer", lambda: None)
    program.start(book)
    before = shown(program)
    with qtbot.waitSignal(before.desk.told) as heard:
        choose_size(program, 130)
    assert heard.args == ["文字大小下次打开绩评本时改变。"]
    assert program.window is before


def test_a_bug_before_there_is_a_window_is_told(
    program: Program, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[type[BaseException]] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, *_: caught.append(kind))
    CrashNet(program.tell_bug, lambda: program.window is None)
    app.sys.excepthook(ZeroDivisionError, ZeroDivisionError(), None)
    assert caught == [ZeroDivisionError]
    assert said[0].startswith("程序内部出错")


def test_a_small_screen_is_filled_and_never_overrun(
    program: Program, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.standing.free_room", lambda _: QSize(911, 454))
    program.start(book)
    assert shown(program).isMaximized()
    assert shown(program).normalGeometry().height() <= 454


def test_a_window_of_a_larger_screen_comes_back_no_larger_than_this_one(
    program: Program, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.start(book)
    shown(program).resize(1900, 1000)
    program.leave()
    program.window = None
    monkeypatch.setattr("ui.standing.free_room", lambda _: USUAL_SIZE)
    program.start(book)
    assert shown(program).width() <= USUAL_SIZE.width()
    assert shown(program).height() <= USUAL_SIZE.height()


def test_the_clerks_place_in_a_book_is_kept(program: Program, book: Path, tmp_path: Path) -> None:
    program.start(book)
    window = shown(program)
    window.desk.choose_project(PUBLICITY)
    window.project.show_tab(Tab.GOALS)
    window.right.folded.emit()
    window.export.folder = tmp_path
    program.leave()
    program.window = None
    program.start(book)
    window = shown(program)
    assert (window.desk.project, window.project.tab) == (PUBLICITY, Tab.GOALS)
    window.resize(USUAL_SIZE)
    assert not window.findings.isVisible()
    assert window.export.folder == tmp_path
    other = tmp_path / "别的.jpb"
    Workbook.create(other, small_book()).close()
    program._open_or_ask(other)
    assert (shown(program).desk.project, shown(program).project.tab) == (RESCUE, Tab.FUNDS)
    shown(program).resize(USUAL_SIZE)
    assert shown(program).findings.isVisible()


def test_another_book_waits_while_the_disk_refuses_what_is_typed(
    program: Program, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "别的.jpb"
    Workbook.create(other, small_book()).close()
    program.start(book)
    window = shown(program)
    code = Place("project", RESCUE, "code")
    window.desk.go_to(code)
    QTest.keyClicks(window.focusWidget(), "X")

    def refuse(*_: object, **__: object) -> None:
        raise BookTrouble("磁盘已满。")

    with monkeypatch.context() as full:
        full.setattr(Workbook, "submit", refuse)
        assert not program._open_or_ask(other)
        assert shown(program) is window
    assert program._open_or_ask(other)


def test_the_words_of_qt_are_chinese(qapp: QApplication) -> None:
    app.speak_chinese(qapp)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
