"""导出报送材料: progress, stopping, the notice, and the note in the book."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from core.export.files import Format
from core.model import Place
from core.publish import Advance, Job, Progress, Published
from core.rules.finding import Level
from core.store import Export
from core.workbook import Workbook
from tests.ui.conftest import PUBLICITY, RESCUE
from ui.desk import Desk
from ui.look.buttons import Button
from ui.look.notices import ExportCard, Notice, StepState
from ui.look.signs import Dial, Sign
from ui.look.tokens import color
from ui.panels.export_words import remarks, result, step_of
from ui.window import Window


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[Window]:
    made = Window(desk)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


@pytest.fixture
def write(window: Window, qtbot: QtBot) -> Callable[..., None]:
    """Write files of some projects and wait for the end."""

    def written(folder: Path, *projects: int, formats: tuple[Format, ...] = tuple(Format)) -> None:
        window.export.begin(projects or (RESCUE,), formats, folder)
        qtbot.waitUntil(lambda: not window.export.running(), timeout=20_000)

    return written


def notice(window: Window) -> Notice:
    return [n for n in window.findChildren(Notice) if n.isVisible()][-1]


def words(widget: Notice) -> str:
    return " ".join(part.text() for part in widget.findChildren(QLabel))


def exports(desk: Desk) -> tuple[Export, ...]:
    """What the book has noted down, read after it was closed."""
    desk.close()
    with Workbook.open(desk.path, read_only=True) as book:
        return book.exports()


def test_the_card_shows_progress_while_work_goes_on(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []  # written down, for on a fast machine the words are gone before anybody looks
    say = window.export.set_text
    monkeypatch.setattr(window.export, "set_text", lambda words: (said.append(words), say(words)))
    window.export.begin((RESCUE, PUBLICITY), tuple(Format), tmp_path / "报送")
    card = window.findChild(ExportCard)
    assert card is not None
    assert card.isVisible()
    assert window.desk.type_text(Place("project", RESCUE, "code"), "A", "改"), "typing goes on"
    qtbot.waitUntil(lambda: not window.export.running(), timeout=20_000)
    assert any(words.startswith("导出 ") for words in said), said
    assert window.export.text() == "导出报送材料"
    assert not [c for c in window.findChildren(ExportCard) if c.isVisible()]


def test_after_a_bug_in_an_export_the_next_one_can_begin(
    window: Window, qtbot: QtBot, write: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken, qtbot.captureExceptions() as caught:
        broken.setattr("ui.panels.export.WINDOWS_OWN.run", lambda *_: {}["amount"])
        window.export.begin((RESCUE,), (Format.PDF,), tmp_path / "报送")
        qtbot.waitUntil(lambda: not window.export.running(), timeout=5_000)
    assert [kind for kind, *_ in caught] == [KeyError]
    assert window.export.text() == "导出报送材料"
    assert not [c for c in window.findChildren(ExportCard) if c.isVisible()]
    write(tmp_path / "报送", formats=(Format.PDF,))
    assert words(notice(window))


def test_the_card_marks_the_projects_whose_files_were_not_written(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Event()

    def wrote(jobs: tuple[Job, ...], folder: Path, progress: Progress, cancelled: Callable[[], bool]) -> Published:
        for done in range(6):
            progress(Advance(done, 6, "文件", (1,) if done > 1 else ()))
        go_on.wait(10)
        return Published((), ("“一”没有保存。",), (), {}, 6, cancelled=False)

    monkeypatch.setattr("ui.panels.export.WINDOWS_OWN.run", wrote)
    window.export.begin((RESCUE, PUBLICITY), tuple(Format), tmp_path / "报送")
    card = window.findChild(ExportCard)
    lines = ["城乡医疗救助资金 3 个文件，1 个没有写成", "医保政策宣传 正在写"]
    try:
        qtbot.waitUntil(lambda: [row.accessibleName() for row in card._rows] == lines, timeout=5_000)
        red, picture = color("red").name(), card._rows[0].grab().toImage()
        assert any(picture.pixelColor(x, y).name() == red for x in range(picture.width()) for y in range(30))
    finally:
        go_on.set()
        qtbot.waitUntil(lambda: not window.export.running(), timeout=5_000)


@pytest.mark.parametrize(
    ("files", "done", "failed", "said"),
    [
        (3, -1, 0, ""),
        (3, 0, 0, "正在写"),
        (3, 2, 1, "正在写，1 个没有写成"),
        (3, 3, 0, "3 个文件，已核对"),
        (3, 4, 1, "3 个文件，1 个没有写成"),
        (3, 3, 3, "3 个文件都没有写成"),
        (1, 1, 1, "没有写成"),
    ],
)
def test_a_line_of_the_card_says_how_far_its_project_is(files: int, done: int, failed: int, said: str) -> None:
    state, remark = step_of(files, done, failed)
    assert remark == said
    assert (state is StepState.FAILED) == (done >= files and failed > 0)


def test_the_button_folds_the_card_away_and_back(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    window.export.begin((RESCUE,), tuple(Format), tmp_path / "报送")
    card = window.findChild(ExportCard)
    window.export.open_menu()
    assert card.isHidden()
    window.export.open_menu()
    assert card.isVisible()
    qtbot.waitUntil(lambda: not window.export.running(), timeout=20_000)


def test_the_notice_says_what_is_open_and_the_status_line_when(
    window: Window, write: Callable[..., None], tmp_path: Path
) -> None:
    write(tmp_path / "报送")
    assert "已导出 3 个文件，逐个核对无误" in words(notice(window))
    assert f"尚有 {window.desk.counts()[Level.ERROR]} 处错误未改正" in words(notice(window))
    assert [b.text() for b in notice(window).findChildren(Button) if b.text()] == ["打开", "所在文件夹"]
    assert window.status._exported.text().startswith("上次导出 ")


def test_the_ways_out_open_the_file_and_its_folder(
    window: Window, write: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr("ui.panels.export._open", opened.append)
    write(tmp_path / "报送", formats=(Format.XLSX,))
    for button in notice(window).findChildren(Button):
        if button.text():
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [path.suffix for path in opened] == [".xlsx", ""]
    assert opened[1] == tmp_path / "报送"


def test_every_file_is_noted_down_in_the_book(window: Window, write: Callable[..., None], tmp_path: Path) -> None:
    write(tmp_path / "报送")
    noted = exports(window.desk)
    assert len(noted) == 3
    assert {Path(entry.file).suffix for entry in noted} == {".docx", ".pdf", ".xlsx"}


def test_a_name_that_is_taken_is_numbered_and_said(window: Window, write: Callable[..., None], tmp_path: Path) -> None:
    write(tmp_path / "报送", formats=(Format.XLSX,))
    first = {path: path.read_bytes() for path in (tmp_path / "报送").iterdir()}
    window.desk.type_text(Place("project", RESCUE, "department"), "示例县医疗保障局", "改")
    write(tmp_path / "报送", formats=(Format.XLSX,))
    assert len(list((tmp_path / "报送").iterdir())) == 2
    assert all(path.read_bytes() == data for path, data in first.items()), "never overwritten"


def test_stopping_says_how_many_were_written(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    window.export.begin((RESCUE, PUBLICITY), tuple(Format), tmp_path / "报送")
    stop = window.findChild(ExportCard).stop
    QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
    assert (stop.text(), stop.isEnabled()) == ("正在停止", False)
    qtbot.waitUntil(lambda: not window.export.running(), timeout=20_000)
    assert "已停止，写好了" in words(notice(window))


def test_closing_the_window_waits_for_the_file_at_hand_and_notes_it_down(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    window.export.begin((RESCUE,), tuple(Format), tmp_path / "报送")
    qtbot.waitUntil(lambda: (tmp_path / "报送").is_dir() and any((tmp_path / "报送").iterdir()), timeout=20_000)
    window.close()
    assert not window.export.running()
    written = {str(path) for path in (tmp_path / "报送").iterdir()}
    assert {entry.file for entry in exports(window.desk)} == written
    qtbot.wait(50)  # a late answer does no harm


def test_a_folder_that_cannot_be_made_is_said(window: Window, write: Callable[..., None], tmp_path: Path) -> None:
    (tmp_path / "报送").write_text("")
    write(tmp_path / "报送")
    assert "没有导出" in words(notice(window))
    assert "是一个文件，不是文件夹" in words(notice(window))
    assert not notice(window).findChildren(Dial), "no tick where nothing was done"
    assert not notice(window)._clock.isActive(), "it stays until it was read"
    assert not window.status._exported.text()


def test_files_that_were_not_written_are_counted_and_named_and_their_reason_is_said_once() -> None:
    name = "“示例县医疗保障局_2021_{}_自评表.pdf”没有保存到文件夹“E:/报送”：磁盘空间不足，请清理这个磁盘。"
    troubles = tuple(name.format(project) for project in ("医疗救助", "基金监管", "宣传", "参保"))
    failed = Published((), troubles, ("尚有 1 处需核实。",), {Level.WARNING: 1}, 4, cancelled=False)
    assert result(failed) == ("4 个文件都没有写成", Sign.ERROR)
    others = (Sign.ERROR, "另外 3 个文件也没有写成：基金监管_自评表.pdf、宣传_自评表.pdf等。")
    assert remarks(failed) == ((Sign.ERROR, troubles[0]), others)
    assert remarks(replace(failed, troubles=())) == ((Sign.WARNING, "尚有 1 处需核实。"),)


def test_what_is_being_typed_goes_into_the_files(window: Window, write: Callable[..., None], tmp_path: Path) -> None:
    view = window.project.page(window.project.tab).card.view
    place = Place("fund", RESCUE, "county.annual")
    view.setCurrentIndex(view.model().find(place))
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_7)
    write(tmp_path / "报送", formats=(Format.XLSX,))
    assert window.desk.text(place) == "7"


def test_the_menu_offers_this_project_all_and_single_types(
    window: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    monkeypatch.setattr(window.export, "begin", lambda *choice: asked.append(choice))
    window.export._fill()
    writes = [action for action in window.export.menu.actions() if "\t" in action.text()]
    offered = {action.text().partition("\t")[0]: action for action in writes}
    assert list(offered) == [
        "本项目（城乡医疗救助资金）",
        *(f"本项目，只要 {format.value}" for format in Format),
        "全部 2 个项目",
        *(f"全部项目，只要 {format.value}" for format in Format),
    ]
    offered["全部 2 个项目"].trigger()
    offered["全部项目，只要 pdf"].trigger()
    offered["本项目，只要 docx"].trigger()
    assert asked == [
        ((RESCUE, PUBLICITY), tuple(Format), tmp_path),
        ((RESCUE, PUBLICITY), (Format.PDF,), tmp_path),
        ((RESCUE,), (Format.DOCX,), tmp_path),
    ]


def test_the_folder_of_last_time_is_offered_first(
    window: Window, write: Callable[..., None], tmp_path: Path, qtbot: QtBot
) -> None:
    write(tmp_path / "报送", formats=(Format.XLSX,))
    window.export._fill()
    first = window.export.menu.actions()[0]
    assert first.text() == "本项目再导出到“报送”\t3 个文件"
    first.trigger()
    qtbot.waitUntil(lambda: not window.export.running(), timeout=20_000)
    assert {path.suffix for path in (tmp_path / "报送").iterdir()} == {".docx", ".pdf", ".xlsx"}


def test_the_menu_ends_where_its_button_ends(window: Window) -> None:
    QTest.mouseClick(window.export, Qt.MouseButton.LeftButton)
    menu = window.export.menu
    assert menu.isVisible()
    button = window.export
    assert menu.x() + menu.width() == button.mapToGlobal(button.rect().topLeft()).x() + button.width()
    menu.close()


def test_one_notice_at_a_time(window: Window, write: Callable[..., None], tmp_path: Path) -> None:
    window.notify("先前的", ())
    write(tmp_path / "报送", formats=(Format.XLSX,))
    visible = [n.accessibleName() for n in window.findChildren(Notice) if n.isVisible()]
    assert visible == ["已导出 1 个文件，逐个核对无误"]


def test_without_projects_there_is_nothing_to_export(window: Window) -> None:
    window.desk.choose_year(2030)
    window.export._fill()
    assert [action.text() for action in window.export.menu.actions()] == ["还没有项目可以导出"]
