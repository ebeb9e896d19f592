"""Starting on a book, and the menu of books."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSettings, QSize, Qt, QThread
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from core import paths
from core.edits import set_text
from core.keeping import front, password, preferences, second_place
from core.keeping.preferences import Preferences
from core.model import Place
from core.store import file, lock
from core.trouble import BookTrouble, UnwritableBook
from core.workbook import Workbook
from tests.core.books import files_in
from tests.core.disks import overwritten
from tests.core.watch import watched
from tests.ui.conftest import PUBLICITY, RESCUE, small_book
from ui import app, at_rest
from ui.app import Program
from ui.desk import Desk
from ui.look.buttons import Button
from ui.look.notices import Notice
from ui.panels.appearance import Appearance
from ui.panels.keeping import others
from ui.panels.keeping.cannot_open import CannotOpen
from ui.panels.keeping.crash_net import CrashNet
from ui.panels.keeping.unlock import Unlock
from ui.places import Tab
from ui.window import USUAL_SIZE, Window


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sentences shown in boxes, none of which waits for anybody."""
    heard: list[str] = []
    monkeypatch.setattr(QMessageBox, "information", lambda parent, title, sentence: heard.append(sentence))
    return heard


@pytest.fixture
def data_home(data_home: Path) -> Path:
    """The program's own folder among the user's data."""
    return paths.data_folder()


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


def test_an_empty_book_says_what_comes_next(program: Program, tmp_path: Path) -> None:
    program._make(tmp_path / "空.jpb")
    window = shown(program)
    window.rooms.show_unit()
    buttons = window.rooms.unit.ways_on.buttons
    assert [button.text() for button in buttons] == ["新项目", "从上年带入"]
    assert window.rooms.unit.next_step.isVisible()
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert window.project.tab is Tab.BASICS
    assert window.project.isVisible()
    assert not window.rooms.unit.next_step.isVisible()


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
def answer(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Press these buttons of the boxes that come, one after another; what the boxes say comes back.

    A button that is not there yet is waited for, with all the box still finds out.
    """

    def pressed(*words: str) -> list[str]:
        shown_words: list[str] = []
        waiting = list(words)

        def execute(box: CannotOpen) -> int:
            wanted = waiting.pop(0)
            box.show()
            if box._search is not None:
                qtbot.waitUntil(box._search.isFinished)
                QApplication.processEvents()
            shown_words.append("\n".join(part.text() for part in box.findChildren(QLabel) if part.isVisible()))
            button = next(b for b in box.findChildren(Button) if wanted in b.text() and b.isVisible())
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            return box.result()

        monkeypatch.setattr(CannotOpen, "exec", execute)
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
    assert "“坏.jpb”不是绩评本的账套，或者文件开头已经损坏" in asked[0]
    assert "没有找到这个账套的完好备份" in asked[0]
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
    asked = answer("再试一次")
    assert program.start(book)
    assert len(asked) == 1
    assert "抢救" not in asked[0], "nothing is damaged"
    assert shown(program).desk.path == book


@pytest.fixture
def damaged(book: Path) -> Path:
    """A book with a backup, two steps after it, and then its first page overwritten."""
    with Workbook.open(book, backups=paths.backup_folder()) as workbook:
        workbook.backup("导入前")
        for place, text in ((Place("project", RESCUE, "name"), "改过的名称"), (Place("unit", 0, "name"), "改过的单位")):
            workbook.submit(set_text(workbook.book, place, text), "填写")
    overwritten(0, b"\xff" * 100)(book)
    return book


def notice_of(program: Program) -> Notice:
    """The notice that is shown."""
    return next(n for n in shown(program).findChildren(Notice) if n.isVisible())


def test_a_damaged_book_comes_back_from_its_newest_backup_whose_difference_was_told(
    program: Program, damaged: Path, said: list[str], answer: Callable[..., list[str]]
) -> None:
    broken = damaged.read_bytes()
    asked = answer("用这份备份继续")
    assert program.start(damaged)
    assert "示例县医疗保障局，2021 年 2 个项目" in asked[0]
    assert "和坏账套里还读得出来的比：2 处内容不同（在 1 个项目里）。" in asked[0]
    assert "单位信息：1 个格子的内容不同" in asked[0]
    assert said == []
    assert shown(program).desk.book == small_book()
    assert notice_of(program).accessibleName() == "已用备份继续"
    kept = [path for path in damaged.parent.glob("*.jpb") if path.read_bytes() == broken]
    assert len(kept) == 1, "the damaged file is kept aside"
    assert "_恢复前_" in kept[0].name


def test_what_can_still_be_read_of_a_damaged_book_is_salvaged_beside_it(
    program: Program, damaged: Path, answer: Callable[..., list[str]]
) -> None:
    broken = damaged.read_bytes()
    answer("抢救还读得出来的内容")
    assert program.start(damaged)
    assert shown(program).desk.book.unit.name == "改过的单位"
    assert shown(program).desk.book.dossiers[RESCUE].project.name == "改过的名称"
    assert shown(program).desk.path.name.startswith("2021_抢救_")
    assert "抢救出单位信息 1 行，项目 2 行" in notice_of(program).accessibleDescription()
    assert damaged.read_bytes() == broken


def test_a_damaged_book_stays_as_it_is_when_the_clerk_leaves(
    program: Program, damaged: Path, answer: Callable[..., list[str]]
) -> None:
    before = files_in(damaged.parent)
    answer("退出")
    assert not program.start(damaged)
    assert files_in(damaged.parent) == before


def test_a_book_that_is_damaged_is_told_while_another_is_open_too(
    program: Program, damaged: Path, tmp_path: Path, answer: Callable[..., list[str]]
) -> None:
    other = tmp_path / "别的.jpb"
    Workbook.create(other, small_book()).close()
    program.start(other)
    before = shown(program)
    asked = answer("返回")
    assert not program._open_or_ask(damaged)
    assert "账套打不开" in asked[0]
    assert shown(program) is before


def test_a_log_that_is_not_the_books_own_is_set_aside_when_the_clerk_says_so(
    program: Program, book: Path, answer: Callable[..., list[str]]
) -> None:
    log = book.with_name(f"{book.name}-wal")
    with Workbook.open(book) as workbook:
        workbook.submit(set_text(workbook.book, Place("unit", 0, "name"), "早先的"), "填写")
        old = log.read_bytes()
    with Workbook.open(book) as workbook:
        for n in range(5):
            workbook.submit(set_text(workbook.book, Place("unit", 0, "name"), f"第{n}次"), "填写")
    log.write_bytes(old)
    asked = answer("把日志放到一边再打开")
    assert program.start(book)
    assert f"旁边的日志（{log.name}）已经损坏，或者不是它的" in asked[0]
    assert shown(program).desk.book.unit.name == "第4次"
    assert old in files_in(book.parent).values()
    assert "日志没有删" in notice_of(program).accessibleDescription()


# ---- a second start


def test_the_window_comes_to_the_front_when_another_start_calls_it(
    program: Program, book: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(others, "_EAR", 10)
    program.start(book)
    shown(program).showMinimized()
    front.call(book)
    qtbot.waitUntil(lambda: not shown(program).isMinimized())
    assert front.is_heard(0.0)


ANOTHER_START = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from core import paths
from ui.app import Program
from ui.panels.keeping.cannot_open import CannotOpen
from ui.panels.keeping.crash_net import CrashNet
app = QApplication([])
CannotOpen.exec = lambda box: print("asked", flush=True)
settings = QSettings(str(paths.data_folder() / "window.ini"), QSettings.Format.IniFormat)
print(Program(app, settings).start(Path(sys.argv[1])), flush=True)
"""


def test_another_start_on_an_open_book_calls_its_window_and_ends(
    program: Program, book: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(others, "_EAR", 10)
    program.start(book)
    shown(program).showMinimized()
    with subprocess.Popen(
        [sys.executable, "-c", ANOTHER_START, str(book)], stdout=subprocess.PIPE, text=True
    ) as second:
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
        assert second.stdout is not None
        assert second.stdout.read() == "False\n", "it ends without a window and without a question"
    assert not shown(program).isMinimized()


def test_a_book_a_colleague_has_open_can_be_typed_into_once_he_has_closed_it(
    program: Program, book: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(others, "_WAIT", 10)
    his = {"host": "CAIWU-02", "user": "王会计", "pid": 1, "since": "2026-11-22T14:03:01", "token": "his"}
    lock.note_of(book).write_text(json.dumps(his, ensure_ascii=False), encoding="utf-8")
    program.start(book)
    reading = shown(program)
    assert reading.desk.read_only
    assert notice_of(program).accessibleName() == "账套以只读方式打开"
    qtbot.wait(50)
    assert notice_of(program).accessibleName() == "账套以只读方式打开", "he still has it"
    lock.forget(book)
    with Workbook.open(book) as elsewhere:
        elsewhere.submit(set_text(elsewhere.book, Place("unit", 0, "name"), "对方改的"), "填写")
    qtbot.waitUntil(lambda: notice_of(program).accessibleName() == "账套已在别处关闭，可以修改了")
    way = next(b for b in notice_of(program).findChildren(Button) if b.text() == "打开来修改")
    QTest.mouseClick(way, Qt.MouseButton.LeftButton)
    assert shown(program) is not reading
    assert not shown(program).desk.read_only
    assert shown(program).desk.text(Place("unit", 0, "name")) == "对方改的"


# ---- quiet


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


# ---- the second place and the password


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


def test_a_book_that_is_gone_is_told(program: Program, tmp_path: Path, answer: Callable[..., list[str]]) -> None:
    asked = answer("退出")
    assert not program._open_or_ask(tmp_path / "没有.jpb")
    assert "找不到账套" in asked[0]


def test_giving_up_at_the_start_leaves(
    program: Program, tmp_path: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CannotOpen, "exec", lambda box: 0)
    assert not program.start(tmp_path / "没有.jpb")
    assert program.window is None


def test_a_read_only_book_is_opened_and_said(
    program: Program, book: Path, monkeypatch: pytest.MonkeyPatch, said: list[str]
) -> None:

    def refuse(path: Path) -> None:
        raise UnwritableBook(f"账套“{path.name}”是只读的。")

    monkeypatch.setattr(file, "must_be_writable", refuse)
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
    assert said == [], "no box for it"
    assert notice_of(program).accessibleName() == "这个账套已经打开了"
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
    menu = next(a.menu() for a in shown(program).top.book.menu.actions() if a.text() == "显示")
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
