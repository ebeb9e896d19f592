"""Starting on a book, and the menu of books."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from core import paths
from core.store import file
from core.trouble import BookTrouble
from core.workbook import Workbook
from tests.ui.conftest import small_book
from ui import app
from ui.app import Program
from ui.look.notices import Notice
from ui.window import Window


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
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, data_home: Path, said: list[str]
) -> Iterator[Program]:
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
    assert shown(program).unit.isVisible()


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


def test_a_damaged_book_is_told_and_another_is_offered(
    program: Program, tmp_path: Path, book: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "坏.jpb"
    broken.write_bytes(b"not a book")
    before = broken.read_bytes()
    offered: list[bool] = []
    monkeypatch.setattr(Program, "_offer_another", lambda self, wanted: offered.append(True) or self._take(book))
    assert program.start(broken)
    assert len(said) == 1
    assert said[0].startswith("“坏.jpb”不是绩评本的账套，或者文件开头已经损坏")
    assert offered == [True]
    assert broken.read_bytes() == before
    assert shown(program).desk.path == book


def test_a_damaged_book_comes_back_from_its_newest_backup(
    program: Program, book: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workbook.open(book, backups=paths.backup_folder()) as workbook:
        workbook.backup("导入前")
        whole = workbook.book
    broken = book.read_bytes()[:100]
    book.write_bytes(broken)

    def restore(box: QMessageBox) -> int:
        button = next(b for b in box.buttons() if "备份" in b.text())
        monkeypatch.setattr(QMessageBox, "clickedButton", lambda _: button)
        return 0

    monkeypatch.setattr(QMessageBox, "exec", restore)
    assert program.start(book)
    assert len(said) == 1
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
