"""Starts the window on a book: the one named, the last one, or a new one; and the menu of books."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QSettings, QStandardPaths, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMessageBox, QWidget

from core import paths
from core.export.fonts import bundled_ui_fonts
from core.logs import crash_sentence
from core.model import UNIT_ROW, Place
from core.trouble import Trouble
from core.version import VERSION
from ui.desk import Backup, Desk, backups_of_closed
from ui.look import theme
from ui.look.icons import program_icon
from ui.look.signs import Sign
from ui.sheets.clipboard import leave_plain_text
from ui.standing import keep_place, restore_place
from ui.window import Window

FILTER = "绩评本账套 (*.jpb)"
_LAST = "book/last"
_MOST_BACKUPS = 12
_BEAT = 600_000  # milliseconds; a day without a beat counts as left behind
_NO_OVERWRITING = QFileDialog.Option.DontConfirmOverwrite  # a taken name is refused with a sentence, never replaced


class Program:
    """The books of this session; one window at a time."""

    def __init__(self, app: QApplication, settings: QSettings) -> None:
        self._app = app
        self._settings = settings
        self.window: Window | None = None

    def start(self, book: Path | None) -> bool:
        """Open the first window; False when the clerk gives up."""
        wanted = book or self._last()
        if wanted is None:
            return self._make(paths.data_folder() / "账套.jpb", must_be_new=False)
        return self._open_or_ask(wanted)

    def _last(self) -> Path | None:
        kept = Path(str(self._settings.value(_LAST, "")))
        return kept if kept.is_file() else None

    def _take(self, path: Path) -> bool:
        """Open a book in a window of its own; the sentence is shown when it cannot be opened."""
        try:
            desk = Desk.open(path)
        except Trouble as trouble:
            _say(self.window, str(trouble))
            return False
        return self._show(desk)

    def _make(self, path: Path, *, must_be_new: bool = True) -> bool:
        """Make an empty book, or open the one that lies there."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            old = path.exists() and not must_be_new
            desk = Desk.open(path) if old else Desk.create(path)
        except (Trouble, OSError) as trouble:
            _say(self.window, str(trouble))
            return False
        return self._show(desk)

    def _show(self, desk: Desk) -> bool:
        """A window on this book in place of the one before; False when that one holds what the disk refuses."""
        before = self.window
        if before is not None and not before.store_all():
            desk.close()
            return False
        self.window = Window(desk)
        self.window.setWindowIcon(program_icon())
        restore_place(self.window, self._settings)
        self._fill_menu(self.window)
        self.window.unit.open_wanted.connect(self._ask_open)
        self.window.unit.sample_wanted.connect(self._open_sample)
        self.window.show()
        _keep_held(self.window)
        if not desk.book.unit.name:
            self.window.show_unit(True)
            self.window.unit.go(Place("unit", UNIT_ROW, "name"))
        if desk.opening_remark:
            remark = (Sign.WARNING, desk.opening_remark)
            self.window.notify("账套以只读方式打开" if desk.read_only else "账套已打开", (remark,))
        self._settings.setValue(_LAST, str(desk.path))
        if before is not None:
            _leave(before, self._settings)
        return True

    def _fill_menu(self, window: Window) -> None:
        menu = window.top.book.menu
        menu.addAction("新建账套").triggered.connect(lambda: self._ask_new())
        menu.addAction("打开账套").triggered.connect(lambda: self._ask_open())
        menu.addAction("另存一份").triggered.connect(lambda: self._ask_copy(window))
        backups = menu.addMenu("从备份恢复")
        backups.setEnabled(not window.desk.read_only)
        backups.aboutToShow.connect(lambda: self._fill_backups(window, backups))
        menu.addSeparator()
        takeover = menu.addAction("从上年带入")
        takeover.setEnabled(not window.desk.read_only)
        takeover.triggered.connect(lambda: window.show_takeover())
        menu.addAction("历史和回收站").triggered.connect(lambda: window.show_history())
        menu.addAction("替换文字").triggered.connect(lambda: window.show_replace())
        menu.addAction("单位信息").triggered.connect(lambda: window.show_unit(True))
        menu.addAction("表样").triggered.connect(lambda: window.show_forms())
        menu.addAction("规则设置").triggered.connect(lambda: window.show_rules())
        menu.addSeparator()
        menu.addAction(f"关于绩评本 {VERSION}").triggered.connect(lambda: _about(window))

    def _ask_new(self) -> bool:
        start = str(_folder() / "账套.jpb")
        name, _ = QFileDialog.getSaveFileName(self.window, "新建账套", start, FILTER, options=_NO_OVERWRITING)
        return bool(name) and self._make(_with_suffix(name))

    def _ask_open(self) -> bool:
        name, _ = QFileDialog.getOpenFileName(self.window, "打开账套", str(_folder()), FILTER)
        return bool(name) and self._take(Path(name))

    def _ask_copy(self, window: Window) -> None:
        start = _folder() / f"{window.desk.path.stem} 副本.jpb"
        name, _ = QFileDialog.getSaveFileName(window, "另存一份", str(start), FILTER, options=_NO_OVERWRITING)
        if not name:
            return
        try:
            window.desk.copy_to(_with_suffix(name))
        except Trouble as trouble:
            _say(window, str(trouble))
        else:
            window.notify("已另存一份", (), place=str(_with_suffix(name)))

    def _open_sample(self) -> bool:
        """The sample book, written into the data folder where it is not there yet."""
        from core import sample  # reads the exchange format: not needed at a usual start

        path = paths.sample_book()
        try:
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                sample.write(path)
        except (Trouble, OSError) as trouble:
            _say(self.window, str(trouble))
            return False
        return self._take(path)

    def _open_or_ask(self, wanted: Path) -> bool:
        """Open the first book; while it cannot be opened the clerk chooses what next, or leaves."""
        while True:
            try:
                return self._show(Desk.open(wanted))
            except Trouble as trouble:
                way = self._ask_way(wanted, str(trouble))
            if way is None or way():
                return way is not None

    def _ask_way(self, wanted: Path, sentence: str) -> Callable[[], bool] | None:
        """Say why a book cannot be opened and ask what next; None to leave.  A way that is False asks again."""
        box = QMessageBox()
        box.setWindowTitle("绩评本")
        box.setText(sentence)
        newest = next(iter(backups_of_closed(wanted)), None) if wanted.is_file() else None
        ways: list[tuple[str, Callable[[], bool]]] = [("再试一次", lambda: False)]
        if newest is not None:
            ways.append((f"恢复{_when(newest)}的备份", lambda: self._recover(wanted, newest)))
        ways += [("打开账套", self._ask_open), ("新建账套", self._ask_new)]
        buttons = [(box.addButton(words, QMessageBox.ButtonRole.ActionRole), do) for words, do in ways]
        leave = box.addButton("退出", QMessageBox.ButtonRole.RejectRole)
        box.setEscapeButton(leave)
        box.exec()
        return next((do for button, do in buttons if button is box.clickedButton()), None)

    def _recover(self, path: Path, backup: Backup) -> bool:
        try:
            desk = Desk.recover(path, backup)
        except Trouble as trouble:
            _say(self.window, str(trouble))
            return False
        return self._show(desk)

    def _fill_backups(self, window: Window, menu: QMenu) -> None:
        """The newest backups; choosing one brings the book back to it, after a backup of what is there now."""
        menu.clear()
        for backup in window.desk.backups()[:_MOST_BACKUPS]:
            words = f"{_when(backup)}（{backup.why}）"
            menu.addAction(words).triggered.connect(lambda _=False, b=backup: self._restore(window, b))
        if menu.isEmpty():
            menu.addAction("还没有备份").setEnabled(False)

    def _restore(self, window: Window, backup: Backup) -> None:
        if window.desk.restore(backup):
            window.notify(f"已恢复到{_when(backup)}的备份", (), place="恢复前的内容也留了一份备份。")

    def leave(self) -> None:
        """Close the book of the last window."""
        if self.window is not None:
            _leave(self.window, self._settings)


def _keep_held(window: Window) -> None:
    """While the window is open, other machines are told now and then that its book is in use."""
    beat = QTimer(window)
    beat.timeout.connect(window.desk.renew)
    beat.start(_BEAT)


def _leave(window: Window, settings: QSettings) -> None:
    keep_place(window, settings)
    window.close()
    window.desk.close()
    window.deleteLater()


def _when(backup: Backup) -> str:
    at = backup.at
    return f" {at.month} 月 {at.day} 日 {at:%H:%M} "


def _folder() -> Path:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) if documents else Path.home()


def _with_suffix(name: str) -> Path:
    path = Path(name)
    return path if path.suffix == ".jpb" else path.with_name(path.name + ".jpb")


def _say(parent: QWidget | None, sentence: str) -> None:
    QMessageBox.information(parent, "绩评本", sentence)


def _about(window: Window) -> None:
    words = (
        f"绩评本 {VERSION}\n\n财政项目支出绩效自评：一次填数，随时核对，一键出表。\n"
        "不连接网络，所有内容只存在本机账套里。\n\n"
        "按 Apache-2.0 许可发布；Qt for Python 按 LGPL-3 使用，字体许可见程序文件夹 resources/fonts。"
    )
    QMessageBox.about(window, "关于绩评本", words)


def _catch_bugs(program: Program) -> None:
    """A bug in a slot is logged by the hook in force; the clerk gets a sentence and goes on."""
    before = sys.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        before(kind, error, trace)
        if program.window is not None:
            remark = (Sign.ERROR, crash_sentence(paths.log_folder()))
            program.window.notify("程序出了一个差错", (remark,))

    sys.excepthook = hook


def speak_chinese(app: QApplication) -> None:
    """Qt's own words (取消, 是, the file dialogs) in Chinese, whatever the system's language."""
    words = QTranslator(app)
    if words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)


def run(book: Path | None) -> int:
    """Open the window and stay until it is closed; the exit code comes back."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("绩评本")
    app.setApplicationVersion(VERSION)
    speak_chinese(app)
    theme.apply(app, fallback=bundled_ui_fonts())
    settings = QSettings(str(paths.data_folder() / "window.ini"), QSettings.Format.IniFormat)
    program = Program(app, settings)
    _catch_bugs(program)
    if not program.start(book):
        return 0
    code = app.exec()
    leave_plain_text()
    program.leave()
    return code
