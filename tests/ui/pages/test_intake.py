"""读入资料: files are looked at before anything is done, read in after a backup in one step, and taken back in one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from core import paths
from core.dump import dump
from core.importing.exchange import read
from core.model import Place
from core.trouble import BookTrouble
from core.workbook import Workbook
from tests.ui.conftest import PUBLICITY, RESCUE, menu_item, small_book
from ui.app import Program
from ui.desk import Desk
from ui.look.cards import MessageStrip
from ui.look.figure_table import FigureTable
from ui.pages.intake import IntakePage
from ui.window import Window

PUMPS = {"year": 2021, "name": "饮水工程", "indicators": [{"name": "水泵台数", "target": "12"}]}
RESCUE_AGAIN = {"year": 2021, "name": "城乡医疗救助资金", "leader": "张三", "code": "51000099"}
SAME = {"year": 2021, "name": "医保政策宣传"}


@pytest.fixture
def page(window: Window) -> IntakePage:
    """The page as the menu of the book shows it."""
    window.resize(1366, 768)
    window.rooms.show_intake()
    QApplication.processEvents()
    assert window.rooms.here == "intake"
    return window.rooms.intake


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    """Write an exchange file."""

    def made(*projects: dict[str, Any], name: str = "资料", **unit: str) -> Path:
        facts = {"format": "jipingben-exchange", "version": 1, "unit": unit, "projects": projects}
        file = tmp_path / f"{name}.json"
        file.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
        return file

    return made


def texts(table: FigureTable) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def strips(page: IntakePage) -> list[str]:
    QApplication.processEvents()
    return [strip.accessibleName() for strip in page.findChildren(MessageStrip) if strip.isVisible()]


def words(page: IntakePage) -> set[str]:
    QApplication.processEvents()
    return {label.text() for label in page.findChildren(QLabel) if label.isVisible()}


def click(page: IntakePage) -> None:
    QTest.mouseClick(page.take, Qt.MouseButton.LeftButton)


def names(page: IntakePage) -> list[str]:
    return [dossier.project.name for dossier in page.desk.dossiers]


def test_the_files_are_chosen_in_a_dialog_and_nothing_is_done_yet(
    page: IntakePage, put: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = page.desk.book
    files = [str(put(PUMPS)), str(put(SAME, name="另一个"))]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (files, ""))
    assert page.empty.isVisible()
    QTest.mouseClick(page.empty.buttons[0], Qt.MouseButton.LeftButton)
    assert not page.empty.isVisible()
    assert texts(page.projects) == [
        ["饮水工程", "2021", "新建", "1"],
        ["医保政策宣传", "2021", "已有，内容相同", "·"],
    ]
    assert page.take.text() == "读入 1 个项目"
    assert page.desk.book == before


def drop_on(widget: QWidget, url: QUrl) -> bool:
    """Let something be dropped on a widget; whether it is taken there."""
    data = QMimeData()
    data.setUrls([url])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    over = QDragEnterEvent(QPoint(20, 20), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(widget, over)
    if over.isAccepted():
        QApplication.sendEvent(widget, QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, data, buttons, keys))
    return over.isAccepted()


def test_a_file_can_be_dropped_anywhere_on_the_page(page: IntakePage, put: Callable[..., Path]) -> None:
    assert drop_on(page, QUrl.fromLocalFile(str(put(PUMPS))))
    assert page.take.text() == "读入 1 个项目"
    QApplication.processEvents()
    assert drop_on(page.projects.viewport(), QUrl.fromLocalFile(str(put(SAME, name="另一个"))))
    assert page.take.text() == "没有要读的"
    assert not drop_on(page, QUrl("https://example.org/资料.json"))


def test_reading_in_makes_a_backup_and_is_one_step(page: IntakePage, put: Callable[..., Path]) -> None:
    page.use([put(PUMPS), put({**PUMPS, "name": "道路养护"}, name="另一个")])
    before = page.desk.book
    click(page)
    assert names(page) == ["城乡医疗救助资金", "医保政策宣传", "饮水工程", "道路养护"]
    assert strips(page) == ["提示：已读入：新建 2 个项目。读入前的账套已备份。"]
    assert page.desk.undo_name() == "导入 2 个文件"
    backup = next(one for one in page.desk.backups() if "导入前" in one.path.name)
    with Workbook.open(backup.path, read_only=True) as kept:
        assert kept.book.dossiers == before.dossiers
    page.desk.undo()
    assert page.desk.book.dossiers == before.dossiers


def test_what_is_read_in_is_marked_as_imported(page: IntakePage, put: Callable[..., Path]) -> None:
    page.use([put(PUMPS)])
    click(page)
    pumps = page.desk.dossiers[-1]
    assert page.desk.origin(Place("indicator", pumps.id, "target", pumps.indicator[0].id)) == "导"


def test_a_project_of_the_book_stays_as_it_is_unless_an_update_is_asked_for(
    page: IntakePage, put: Callable[..., Path]
) -> None:
    page.use([put(RESCUE_AGAIN)])
    assert texts(page.projects) == [["城乡医疗救助资金", "2021", "已有，内容不同，不动", "2"]]
    assert page.take.text() == "没有要读的"
    assert not page.take.isEnabled()
    assert not page.changes.isVisible()
    QTest.mouseClick(page.update_known, Qt.MouseButton.LeftButton)
    assert texts(page.changes) == [
        ["城乡医疗救助资金 › 项目代码", "51000021", "51000099"],
        ["城乡医疗救助资金 › 项目负责人", "空白", "张三"],
    ]
    click(page)
    project = page.desk.book.dossiers[RESCUE].project
    assert (project.code, project.leader, project.level) == ("51000099", "张三", "县级")
    assert strips(page) == ["提示：已读入：更新 1 个项目。读入前的账套已备份。"]


def test_rows_that_come_and_go_with_an_update_are_told(page: IntakePage, put: Callable[..., Path]) -> None:
    page.use([put({**PUMPS, "name": "城乡医疗救助资金"})])
    QTest.mouseClick(page.update_known, Qt.MouseButton.LeftButton)
    told = [line[0].partition(" › ")[2] for line in texts(page.changes)]
    assert told == ["删去指标", "删去指标", "删去指标", "新增指标"]
    assert texts(page.changes)[3][1:] == ["空白", "水泵台数"]


def test_after_reading_in_a_row_leads_to_its_project(
    page: IntakePage, window: Window, put: Callable[..., Path]
) -> None:
    page.use([put({**PUMPS, "year": 2020})])
    click(page)
    row = page.projects.visualRect(page.projects.model().index(0, 0)).center()
    QTest.mouseClick(page.projects.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert window.rooms.here == "project"
    assert window.project.title.text() == "饮水工程"
    assert window.desk.year == 2020


def test_when_it_is_taken_back_the_files_can_be_read_in_again(
    page: IntakePage, window: Window, put: Callable[..., Path]
) -> None:
    page.use([put(PUMPS)])
    click(page)
    assert page.take.text() == "已读入"
    page.desk.undo()
    window.rooms.show_intake()
    assert strips(page) == []
    assert page.take.text() == "读入 1 个项目"
    click(page)
    assert names(page)[-1] == "饮水工程"


def test_a_broken_file_is_told_and_the_others_are_read_in(
    page: IntakePage, put: Callable[..., Path], tmp_path: Path
) -> None:
    broken, other = tmp_path / "坏.json", tmp_path / "表.docx"
    broken.write_text('{"format": "jipingben-exchange",,}', encoding="utf-8")
    other.write_bytes(b"PK")
    page.use([broken, put(PUMPS), other])
    first, second = strips(page)
    assert first.startswith("错误：“坏.json”：文件第 1 行第 33 个字符处读不下去")
    assert second == "错误：“表.docx”不是交换文件，现在只能导入扩展名为 .json 的交换文件。"
    assert page.take.text() == "读入 1 个项目"


def test_what_is_not_taken_as_it_stands_is_told_with_its_place(page: IntakePage, put: Callable[..., Path]) -> None:
    page.use([put({**PUMPS, "leadr": "甲"}, {"name": "没有年度", "year": "去年"})])
    said = words(page)
    assert "不认识这个键，没有导入；是不是“leader”。" in said
    assert "资料.json › projects[0].leadr" in said
    assert "资料.json › projects[1].year" in said
    assert not any("--update" in sentence for sentence in said)


def test_blank_facts_of_the_unit_are_filled_and_shown_before(page: IntakePage, put: Callable[..., Path]) -> None:
    page.use([put(name="单位", phone="0100000", finance_bureau="另一县财政局")])
    assert texts(page.changes) == [["单位信息 › 联系电话", "空白", "0100000"]]
    assert page.take.text() == "读入单位信息"
    click(page)
    assert page.desk.book.unit.phone == "0100000"
    assert page.desk.book.unit.finance_bureau == "示例县财政局"


def test_many_projects_with_nothing_new_share_a_line(page: IntakePage, put: Callable[..., Path]) -> None:
    many = [{**PUMPS, "name": f"第{number}个工程"} for number in range(5)]
    page.use([put(*many)])
    click(page)
    page.use([put(*many, PUMPS)])
    assert texts(page.projects) == [
        ["饮水工程", "2021", "新建", "1"],
        ["第0个工程、第1个工程、第2个工程、第3个工程、第4个工程", "", "5 个已有，内容相同", "·"],
    ]


def test_without_a_backup_nothing_is_read_in(
    page: IntakePage, put: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Path:
        raise BookTrouble("磁盘满了，没有备份成。")

    page.use([put(PUMPS)])
    monkeypatch.setattr(Workbook, "backup", refuse)
    click(page)
    assert strips(page) == ["错误：磁盘满了，没有备份成。"]
    assert len(names(page)) == 2


def test_a_read_only_book_says_so(qtbot: QtBot, tmp_path: Path, put: Callable[..., Path]) -> None:
    Workbook.create(tmp_path / "账套.jpb", small_book()).close()
    desk = Desk(Workbook.open(tmp_path / "账套.jpb", read_only=True))
    page = IntakePage(desk)
    qtbot.addWidget(page)
    page.show()
    page.use([put(PUMPS)])
    assert strips(page) == ["需核实：账套是只读的，可以看，可以导出，不能修改，也不能读入。"]
    assert not page.take.isEnabled()
    assert texts(page.projects) == [["饮水工程", "2021", "新建", "1"]]
    desk.close()


def test_what_changes_meanwhile_is_looked_at_again(page: IntakePage, put: Callable[..., Path]) -> None:
    page.use([put({"year": 2021, "name": "医保政策宣传", "leader": "李四"})])
    assert texts(page.projects)[0][2] == "已有，内容不同，不动"
    page.desk.type_text(Place("project", PUBLICITY, "leader"), "李四", "改")
    assert texts(page.projects)[0][2] == "已有，内容相同"


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path, data_home: Path) -> Program:
    """A start on a book of its own."""
    Workbook.create(tmp_path / "一.jpb", small_book()).close()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = Program(app, QSettings(str(paths.data_folder() / "window.ini"), QSettings.Format.IniFormat))
    made.start(tmp_path / "一.jpb")
    assert made.window is not None
    qtbot.addWidget(made.window, before_close_func=lambda _: made.leave())
    return made


def of_menu(program: Program, text: str) -> None:
    assert program.window is not None
    menu_item(program.window.top.book.menu, text).trigger()


def test_the_menu_leads_there_and_writes_the_file_that_can_be_read_in(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert program.window is not None
    of_menu(program, "读入资料")
    assert program.window.rooms.here == "intake"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "数据"), ""))
    of_menu(program, "导出数据文件")
    assert dump(read(tmp_path / "数据.json").book) == dump(program.window.desk.book)
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "information", lambda *given: said.append(given[-1]))
    of_menu(program, "导出数据文件")
    assert said == [f"“{tmp_path / '数据.json'}”已经存在，没有覆盖；请换一个文件名。"]
