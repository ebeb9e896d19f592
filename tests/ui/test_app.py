"""Starting on a book, and the menu of books."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSettings, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from core import paths
from core.model import UNIT_ROW, Place
from core.store import file
from core.trouble import BookTrouble
from core.workbook import Workbook
from tests.ui.conftest import PUBLICITY, RESCUE, small_book
from ui import app
from ui.app import Program
from ui.desk import Desk
from ui.look.notices import Notice
from ui.places import Tab
from ui.window import USUAL_SIZE, Window


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sentences shown in boxes, none of which waits for anybody."""
    heard: list[str] = []
    monkeypatch.setattr(QMessageBox, "information", lambda parent, title, sentence: heard.append(sentence))
    return heard


@pytest.fixture
def data_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's data folder of its own."""
    folder = tmp_path / "数据"
    monkeypatch.setattr(paths, "data_folder", lambda: folder)
    return folder


@pytest.fixture
def program(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, data_home: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    monkeypatch.setattr("ui.standing.free_room", lambda _: QSize(1920, 1009))
    made = Program(qapp, QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    yield made
    made.leave()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "2021.jpb"
    Workbook.create(path, small_book()).close()
    return path


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Path | None], None]:
    """Answer the next file dialogs of a kind with a path, or by giving up."""

    def chosen(dialog: str, path: Path | None) -> None:
        monkeypatch.setattr(QFileDialog, dialog, lambda *_, **__: ("" if path is None else str(path), ""))

    return chosen


def item(program: Program, text: str) -> Callable[[], None]:
    """What an item of the book's menu does."""
    window = program.window
    assert window is not None
    return next(a for a in window.top.book.menu.actions() if a.text() == text).trigger


def shown(program: Program) -> Window:
    assert program.window is not None
    return program.window


def test_the_first_start_makes_a_book_and_asks_for_the_unit(program: Program, data_home: Path) -> None:
    assert program.start(None)
    assert shown(program).desk.path == data_home / "账套.jpb"
    window = shown(program)
    assert window.unit.isVisible()
    name = next(field for field in window.unit.fields if field.place() == Place("unit", UNIT_ROW, "name"))
    assert window.focusWidget() is name.inner
    QApplication.processEvents()
    assert window.projects.width() == 232


def test_an_empty_book_says_what_comes_next(program: Program) -> None:
    program.start(None)
    window = shown(program)
    buttons = window.unit.ways_on.buttons
    assert [button.text() for button in buttons] == ["新项目", "打开已有账套", "打开示例"]
    assert window.unit.next_step.isVisible()
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert window.project.tab is Tab.BASICS
    assert window.project.isVisible()
    assert not window.unit.next_step.isVisible()


def test_the_sample_is_made_once_and_opened(program: Program, data_home: Path) -> None:
    program.start(None)
    for _ in range(2):
        QTest.mouseClick(shown(program).unit.ways_on.buttons[2], Qt.MouseButton.LeftButton)
        assert shown(program).desk.path == paths.sample_book()
        assert len(shown(program).desk.dossiers) == 9
        assert program._make(data_home / "账套.jpb", must_be_new=False)


def test_the_next_start_opens_the_last_book(program: Program, book: Path) -> None:
    program.start(book)
    program.leave()
    program.window = None
    assert program.start(None)
    assert shown(program).desk.path == book
    assert shown(program).project.isVisible()


def test_a_book_is_backed_up_when_it_is_opened(program: Program, book: Path, data_home: Path) -> None:
    program.start(book)
    assert [path.suffix for path in paths.backup_folder().iterdir()] == [".jpb"]


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Press these buttons of the boxes that come, one after another; what the boxes say comes back."""

    def pressed(*words: str) -> list[str]:
        shown_words: list[str] = []
        waiting = list(words)

        def execute(box: QMessageBox) -> int:
            shown_words.append(box.text())
            wanted = waiting.pop(0)
            QTest.mouseClick(next(b for b in box.buttons() if wanted in b.text()), Qt.MouseButton.LeftButton)
            return 0

        monkeypatch.setattr(QMessageBox, "exec", execute)
        return shown_words

    return pressed


def test_a_damaged_book_is_told_in_the_box_that_offers_another(
    program: Program, tmp_path: Path, book: Path, said: list[str],
    answer: Callable[..., list[str]], choose: Callable[[str, Path | None], None],
) -> None:  # fmt: skip
    broken = tmp_path / "坏.jpb"
    broken.write_bytes(b"not a book")
    choose("getOpenFileName", book)
    asked = answer("打开账套")
    assert program.start(broken)
    assert len(asked) == 1
    assert asked[0].startswith("“坏.jpb”不是绩评本的账套，或者文件开头已经损坏")
    assert said == []
    assert broken.read_bytes() == b"not a book"
    assert shown(program).desk.path == book


def test_a_book_that_was_away_for_a_moment_is_tried_again(
    program: Program, book: Path, answer: Callable[..., list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    troubles = [BookTrouble("U 盘没有插好。")]
    really = Desk.open

    def open_book(path: Path) -> Desk:
        if troubles:
            raise troubles.pop()
        return really(path)

    monkeypatch.setattr(Desk, "open", open_book)
    assert answer("再试一次") == []
    assert program.start(book)
    assert shown(program).desk.path == book


def test_a_damaged_book_comes_back_from_its_newest_backup(
    program: Program, book: Path, said: list[str], answer: Callable[..., list[str]]
) -> None:
    with Workbook.open(book, backups=paths.backup_folder()) as workbook:
        workbook.backup("导入前")
        whole = workbook.book
    broken = book.read_bytes()[:100]
    book.write_bytes(broken)

    answer("的备份")
    assert program.start(book)
    assert said == []
    assert shown(program).desk.book == whole
    kept = [path for path in book.parent.iterdir() if path != book and path.is_file() and path.read_bytes() == broken]
    assert kept, "the damaged file is kept aside"


def test_the_book_goes_back_to_a_backup_and_keeps_one_of_what_was_there(program: Program, book: Path) -> None:
    program.start(book)
    window = shown(program)
    before = window.desk.book
    window.desk.add_project("写错的项目")
    program._fill_backups(window, menu := QMenu())
    menu.actions()[0].trigger()
    assert window.desk.book == before
    assert window.desk.backups()[0].why == "恢复前"
    assert window.projects.model.rowCount() == len(before.dossiers)


def test_a_book_that_is_gone_is_told(program: Program, tmp_path: Path, said: list[str]) -> None:
    assert not program._take(tmp_path / "没有.jpb")
    assert said[0].startswith("找不到账套")


def test_giving_up_at_the_start_leaves(
    program: Program, tmp_path: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMessageBox, "exec", lambda box: 0)
    assert not program.start(tmp_path / "没有.jpb")
    assert program.window is None


def test_a_read_only_book_is_opened_and_said(
    program: Program, book: Path, monkeypatch: pytest.MonkeyPatch, said: list[str]
) -> None:

    def refuse(path: Path) -> None:
        raise BookTrouble(f"账套“{path.name}”是只读的。")

    monkeypatch.setattr(file, "must_be_writable", refuse)
    monkeypatch.setattr("os.access", lambda *_: False)
    assert program.start(book)
    assert shown(program).desk.read_only
    notice = next(n for n in shown(program).findChildren(Notice) if n.isVisible())
    assert notice.accessibleName() == "账套以只读方式打开"
    assert said == []


def test_a_new_book_takes_the_place_of_the_old_window(
    program: Program, book: Path, tmp_path: Path, choose: Callable[[str, Path | None], None]
) -> None:
    program.start(book)
    before = shown(program)
    choose("getSaveFileName", tmp_path / "新")
    item(program, "新建账套")()
    assert shown(program) is not before
    assert shown(program).desk.path == tmp_path / "新.jpb", "the ending is added"
    Workbook.open(book).close()  # the old one is closed and free


def test_a_taken_name_is_refused_and_the_file_left_alone(
    program: Program, book: Path, tmp_path: Path, choose: Callable[[str, Path | None], None], said: list[str]
) -> None:
    program.start(book)
    before = shown(program)
    taken = tmp_path / "有.jpb"
    taken.write_text("别人的")
    choose("getSaveFileName", taken)
    item(program, "新建账套")()
    item(program, "另存一份")()
    assert len(said) == 2
    assert taken.read_text() == "别人的"
    assert shown(program) is before


def test_another_book_is_opened(
    program: Program, book: Path, tmp_path: Path, choose: Callable[[str, Path | None], None]
) -> None:
    other = tmp_path / "2022.jpb"
    Workbook.create(other, small_book()).close()
    program.start(book)
    choose("getOpenFileName", other)
    item(program, "打开账套")()
    assert shown(program).desk.path == other


def test_opening_the_same_book_again_is_told(
    program: Program, book: Path, choose: Callable[[str, Path | None], None], said: list[str]
) -> None:
    program.start(book)
    before = shown(program)
    choose("getOpenFileName", book)
    item(program, "打开账套")()
    assert said == ["账套“2021.jpb”已经打开了。"]
    assert shown(program) is before


def test_a_copy_holds_everything_and_work_goes_on_in_the_first(
    program: Program, book: Path, tmp_path: Path, choose: Callable[[str, Path | None], None]
) -> None:
    program.start(book)
    choose("getSaveFileName", tmp_path / "副本.jpb")
    item(program, "另存一份")()
    with Workbook.open(tmp_path / "副本.jpb") as copy:
        assert copy.book == shown(program).desk.book
    assert shown(program).desk.path == book
    notice = next(n for n in shown(program).findChildren(Notice) if n.isVisible())
    assert notice.accessibleName() == "已另存一份"


def test_giving_up_a_file_dialog_changes_nothing(
    program: Program, book: Path, choose: Callable[[str, Path | None], None]
) -> None:
    program.start(book)
    before = shown(program)
    choose("getSaveFileName", None)
    choose("getOpenFileName", None)
    for text in ("新建账套", "打开账套", "另存一份"):
        item(program, text)()
    assert shown(program) is before


def test_the_window_comes_back_where_it_was(program: Program, book: Path) -> None:
    program.start(book)
    shown(program).resize(820, 560)
    size = shown(program).size()
    program.leave()
    program.window = None
    program.start(book)
    assert shown(program).height() == size.height()


@pytest.mark.log_expected
def test_a_bug_is_told_and_work_goes_on(program: Program, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    caught: list[type[BaseException]] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, *_: caught.append(kind))
    program.start(book)
    app._catch_bugs(program)
    error = ZeroDivisionError()
    app.sys.excepthook(ZeroDivisionError, error, None)
    assert caught == [ZeroDivisionError]
    notice = next(n for n in shown(program).findChildren(Notice) if n.isVisible())
    assert notice.accessibleName() == "程序出了一个差错"


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
    program._take(other)
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

    monkeypatch.setattr(Workbook, "submit", refuse)
    assert not program._take(other)
    assert shown(program) is window
    monkeypatch.undo()
    assert program._take(other)


def test_the_words_of_qt_are_chinese(qapp: QApplication) -> None:
    app.speak_chinese(qapp)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
