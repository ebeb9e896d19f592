"""账套与备份: a backup is looked into before it comes back, copied to a stick, the window locked, a package read."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog
from pytestqt.qtbot import QtBot

from core.backup import listed
from core.edits import set_text
from core.keeping import password, preferences, second_place
from core.keeping.shelf import Soundness
from core.model import Place
from core.paths import backup_folder
from tests.core.books import files_in
from tests.core.disks import overwritten
from tests.ui.conftest import RESCUE, small_book
from ui.look.notices import Notice
from ui.pages.keeping import KeepingPage
from ui.panels.keeping.words import age, size_of, when
from ui.window import Window

NAME = Place("project", RESCUE, "name")


@pytest.fixture(autouse=True)
def quick_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(password, "COST", 6)


@pytest.fixture
def page(window: Window) -> KeepingPage:
    """The page over the small book, which was backed up when it was opened."""
    return window.rooms.show_keeping()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "U 盘"
    place.mkdir()
    return place


def click(button: QAbstractButton) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(page: KeepingPage, row: int) -> None:
    """A click on a line of the list."""
    table = page.backups.table
    middle = table.visualRect(table.model().index(row, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle))


def column(page: KeepingPage, number: int) -> list[str]:
    return [row.cells[number].text for row in page.backups.table.rows]


def read_through(page: KeepingPage, qtbot: QtBot) -> list[str]:
    """What reading each backup came to, once all are read."""
    qtbot.waitUntil(lambda: "正在读" not in column(page, 5))
    return column(page, 5)


def notice(window: Window) -> str:
    return next(n.accessibleName() for n in window.findChildren(Notice) if n.isVisible())


def renamed(page: KeepingPage, text: str) -> None:
    page.desk.submit(set_text(page.desk.book, NAME, text), "改名")


# ---- backups


def test_every_backup_is_listed_with_its_age_and_size_and_read_through(page: KeepingPage, qtbot: QtBot) -> None:
    click(page.backups.make)
    assert column(page, 2) == ["手动", "打开时"]
    assert column(page, 3) == ["本机", "本机"]
    assert all(text.endswith("KB") for text in column(page, 4))
    assert read_through(page, qtbot) == ["完好", "完好"]
    assert page.backups.caption.text().startswith("2 份，最近一份：刚才")


def test_a_backup_that_is_damaged_is_named_and_cannot_come_back(page: KeepingPage, qtbot: QtBot) -> None:
    (only,) = listed(backup_folder(), page.desk.path)
    overwritten(4096, bytes(4096))(only.path)
    page.refresh()
    assert read_through(page, qtbot) == ["已损坏"]
    choose(page, 0)
    assert "已经损坏" in page.look.what.text()
    assert not page.look.restore.isVisible()


def test_what_would_be_other_is_told_before_a_backup_comes_back(page: KeepingPage, window: Window) -> None:
    renamed(page, "写错的名称")
    page.desk.add_project("多出来的")
    window.rooms.show_keeping()
    choose(page, 0)
    assert "示例县医疗保障局，2021 年 2 个项目" in page.look.what.text()
    assert "换成这份，和现在的账套比：少 1 个项目，1 处内容不同（在 1 个项目里）。" in page.look.differs.text()
    assert "项目名称：现在“写错的名称”，那时“城乡医疗救助资金”" in page.look.differs.text()
    click(page.look.restore)
    assert page.desk.book.dossiers == small_book().dossiers
    assert not page.look.isVisible()
    assert notice(window).startswith("已恢复到")
    assert column(page, 2)[0] == "恢复前"


def test_a_backup_that_holds_the_same_has_nothing_to_bring_back(page: KeepingPage) -> None:
    choose(page, 0)
    assert page.look.differs.text() == "换成这份，和现在的账套比：内容完全相同。"
    assert not page.look.restore.isVisible()


# ---- the second place


@pytest.fixture
def with_stick(page: KeepingPage, stick: Path, monkeypatch: pytest.MonkeyPatch) -> KeepingPage:
    """The stick chosen as second place."""
    assert page.second.caption.text() == "没有选"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    click(page.second.choose)
    return page


def test_a_copy_goes_to_the_chosen_folder(with_stick: KeepingPage, stick: Path, window: Window, qtbot: QtBot) -> None:
    page = with_stick
    assert page.second.place.text() == str(stick)
    assert page.second.remark.text().startswith("这个文件夹和账套在同一块磁盘上")
    assert page.second.standing.text().startswith("还没有备份到第二位置")
    click(page.second.copy)
    assert page.second.caption.text() == "今天复制过"
    assert not page.second.standing.isVisible()
    (copied,) = listed(stick, page.desk.path)
    assert notice(window) == "已复制到第二位置，读回核对无误"
    assert sorted(column(page, 3)) == ["本机", "本机", "第二位置"]
    assert set(read_through(page, qtbot)) == {"完好"}
    assert not copied.is_sealed


def test_an_encrypted_copy_asks_for_its_password_twice_and_again_to_look_into_it(
    with_stick: KeepingPage, stick: Path
) -> None:
    page = with_stick
    click(page.second.seal)
    click(page.second.copy)
    assert page.second.secret._sentence.text() == "密码不能为空。"
    QTest.keyClicks(page.second.secret.line, "abc")
    QTest.keyClicks(page.second.again.line, "abd")
    click(page.second.copy)
    assert page.second.secret._sentence.text() == "两次输入的不一样。"
    assert listed(stick, page.desk.path) == ()
    QTest.keyClick(page.second.again.line, Qt.Key.Key_Backspace)
    QTest.keyClicks(page.second.again.line, "c")
    click(page.second.copy)
    (sealed,) = listed(stick, page.desk.path)
    assert sealed.is_sealed
    assert page.second.secret.text() == "", "no password stays in a field"

    renamed(page, "后来改的")
    choose(page, column(page, 3).index("第二位置"))
    QTest.keyClicks(page.look.secret.line, "wrong")
    click(page.look.unseal)
    assert "解不开：密码不对" in page.look.what.text()
    page.look.secret.clear()
    QTest.keyClicks(page.look.secret.line, "abc")
    QTest.keyClick(page.look.secret.line, Qt.Key.Key_Return)
    assert "项目名称：现在“后来改的”" in page.look.differs.text()
    click(page.look.restore)
    assert page.desk.book.dossiers == small_book().dossiers
    assert all(path.endswith((".jpb", ".json", ".lock", ".ini")) for path in files_in(backup_folder().parent))


def test_a_stick_that_was_pulled_out_is_told_in_its_place(with_stick: KeepingPage, stick: Path) -> None:
    page = with_stick
    said: list[str] = []
    page.desk.told.connect(said.append)
    stick.rmdir()
    click(page.second.copy)
    assert said[-1].startswith("没有备份到第二位置：找不到")
    assert page.second.remark.text() == "现在找不到这个文件夹；请接好 U 盘或磁盘。"


def test_the_clerk_chooses_when_to_be_reminded_and_whether_there_is_a_second_place(with_stick: KeepingPage) -> None:
    page = with_stick
    page.second.remind.setFocus()
    QTest.keyClick(page.second.remind, Qt.Key.Key_End)
    assert preferences.read().remind_after == 0
    assert not page.second.standing.isVisible()
    click(page.second.forget)
    assert second_place.standing(page.desk.number, date.today()).place is None
    assert not page.second.copy.isVisible()


# ---- the password


def test_a_password_is_set_changed_and_taken_away_in_place(page: KeepingPage) -> None:
    lock = page.lock
    click(lock.change)
    for new, again, sentence in (("", "", "新密码不能为空。"), ("abc", "abd", "两次输入的不一样。")):
        lock.new.line.setText(new)
        lock.again.line.setText(again)
        click(lock.keep)
        assert sentence in (lock.new._sentence.text(), lock.again._sentence.text())
        assert preferences.read().password == ""
    lock.again.line.setText("abc")
    click(lock.keep)
    assert password.matches("abc", preferences.read().password)
    assert lock.caption.text() == "已设密码，打开窗口时要输入"
    click(lock.take_away)
    QTest.keyClicks(lock.old.line, "wrong")
    click(lock.keep)
    assert lock.old._sentence.text() == "现在的密码不对。"
    lock.old.clear()
    QTest.keyClicks(lock.old.line, "abc")
    click(lock.keep)
    assert preferences.read().password == ""
    assert not lock.take_away.isVisible()


# ---- the diagnostics package


def test_the_package_is_read_part_by_part_before_it_is_written(
    page: KeepingPage, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = page.diagnostics
    assert not card.text.isVisible()
    click(card.look)
    assert "绩评本" in card.text.text()
    card.names.setFocus()
    QTest.keyClick(card.names, Qt.Key.Key_Down)
    assert card.text.text() == card.parts[card.names.currentText()]
    assert "城乡医疗救助资金" not in "".join(card.parts.values())
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "诊断"), ""))
    click(card.save)
    with zipfile.ZipFile(tmp_path / "诊断.zip") as archive:
        assert {name: archive.read(name).decode() for name in archive.namelist()} == dict(card.parts)
    assert notice(window) == "诊断包已存好"
    said: list[str] = []
    page.desk.told.connect(said.append)
    click(card.save)
    assert said == ["“诊断.zip”已经存在，没有改动它；请换一个名称。"]


# ---- words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "刚才"),
        (59, "刚才"),
        (60, "1 分钟前"),
        (7200, "2 小时前"),
        (86400 * 12, "12 天前"),
        (86400 * 130, "4 个月前"),
    ],
)
def test_an_age_is_told_in_its_largest_unit(seconds: int, words: str) -> None:
    now = datetime(2026, 11, 22, 12)
    assert age(datetime.fromtimestamp(now.timestamp() - seconds), now) == words


def test_times_and_sizes_are_short() -> None:
    now = datetime(2026, 11, 22, 12)
    assert when(datetime(2026, 2, 3, 4, 5), now) == "2 月 3 日 04:05"
    assert when(datetime(2025, 2, 3, 4, 5), now) == "2025 年 2 月 3 日 04:05"
    assert [size_of(size) for size in (10, 86_016, 1_258_291)] == ["1 KB", "84 KB", "1.2 MB"]


def test_a_read_only_book_may_be_looked_at_and_not_replaced(page: KeepingPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(page.desk), "read_only", property(lambda _: True))
    choose(page, 0)
    assert page.look.what.isVisible()
    assert not page.look.restore.isVisible()
    assert Soundness.SOUND == "完好"
