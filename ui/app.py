"""Starts the window on a book: the one named, the last one, or a new one; and the menu of books."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QLibraryInfo,
    QSettings,
    QStandardPaths,
    QTranslator,
)
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from core import paths
from core.export.fonts import bundled_ui_fonts
from core.forms.library import known
from core.keeping import front, preferences
from core.logs import crash_sentence
from core.trouble import OpenBook, Trouble
from core.version import VERSION
from ui.at_rest import check_when_painted, come_to_rest, reminder
from ui.book_menu import BookMenu, Ways
from ui.desk import Desk
from ui.look import theme
from ui.look.icons import program_icon
from ui.look.signs import Sign
from ui.panels.appearance import kept_scheme, kept_size, resizer, scale, unscale
from ui.panels.keeping.crash_net import CrashNet
from ui.panels.keeping.others import mind_others
from ui.recent import recent, remember
from ui.sheets.clipboard import leave_plain_text
from ui.standing import keep_place, restore_place
from ui.window import USUAL_SIZE, Window

if TYPE_CHECKING:
    from ui.pages.welcome import Beginning, Welcome

FILTER = "绩评本账套 (*.jpb)"
DATA = "数据文件 (*.json)"
_HEARD = 3.0  # seconds another start waits to be heard
_NO_OVERWRITING = QFileDialog.Option.DontConfirmOverwrite  # a taken name is refused with a sentence, never replaced


class Program:
    """The books of this session; one window at a time."""

    def __init__(self, app: QApplication, settings: QSettings) -> None:
        self._app = app
        self._settings = settings
        self.window: Window | None = None
        self.welcome: Welcome | None = None
        self._menu: BookMenu | None = None

    def start(self, book: Path | None) -> bool:
        """Open the first window; False when the clerk gives up."""
        wanted = book or next(iter(recent(self._settings)), None)
        if wanted is None:
            self._greet()
            return True
        return self._open_or_ask(wanted)

    def _greet(self) -> None:
        """The first start: three steps on one page, before there is a book."""
        from ui.pages.welcome import Welcome  # not needed at a usual start

        page = self.welcome = Welcome(known(), _folder() / "绩评本", recent(self._settings))
        page.begun.connect(self._begin)
        page.sample_wanted.connect(self._open_sample)
        page.open_wanted.connect(self._ask_open)
        page.book_wanted.connect(self._open_or_ask)
        page.setWindowIcon(program_icon())
        page.resize(USUAL_SIZE.boundedTo(page.screen().availableSize()))
        page.show()

    def _begin(self, wanted: Beginning) -> None:
        """Make the book that was asked for, and go where its first project is made."""
        if self._make(wanted.path) and self.window is not None:
            self.window.desk.begin(wanted.unit, wanted.year)
            rooms = self.window.rooms
            first = {"intake": rooms.show_intake, "takeover": rooms.show_takeover}
            first.get(wanted.first, self.window.desk.add_project)()

    def _to_own(self) -> bool:
        """Back from the sample to the clerk's own book, or to the steps that make one."""
        own = next(iter(recent(self._settings)), None)
        if own is not None:
            return self._open_or_ask(own)
        self._greet()
        return True

    def _make(self, path: Path) -> bool:
        """Make an empty book."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            desk = Desk.create(path)
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
        if before is None:
            desk.column_widths.restore(self._settings)
        else:
            desk.column_widths = before.desk.column_widths
        desk.check_later()
        self.window = Window(desk)
        self.window.setWindowIcon(program_icon())
        restore_place(self.window, self._settings)
        self._fill_menu(self.window)
        check_when_painted(self.window)
        self.window.show()
        mind_others(self.window, self.reopen)
        come_to_rest(self.window)
        if self.welcome is not None:
            self.welcome.close()
            self.welcome.deleteLater()
            self.welcome = None
        if desk.path == paths.sample_book():
            self.window.say_on_top("这是示例，可以随便改。", (("回到自己的账套", self._to_own),))
        if desk.opening_remark:
            result = "账套以只读方式打开" if desk.read_only else "账套已打开"
            self.window.notify(result, ((Sign.WARNING, desk.opening_remark),), sign=Sign.WARNING)
        if due := reminder(self.window):
            desk.tell(due)
        remember(self._settings, desk.path)
        if before is not None:
            _leave(before, self._settings)
        return True

    def _fill_menu(self, window: Window) -> None:
        ways = Ways(
            self._ask_new, self._ask_open, self._open_sample, self._ask_copy, self._ask_data, self._open_or_ask,
            self._resize,
        )  # fmt: skip
        self._menu = BookMenu(window, self._app, self._settings, ways)

    def _resize(self) -> None:
        """The same page of the same book in a window of the size just chosen."""
        window, resize = self.window, resizer()
        if window is None:
            return
        if resize is None or window.export.running():
            window.desk.tell("文字大小下次打开绩评本时改变。")
            return
        here = window.rooms.here
        self.reopen(lambda: resize(kept_size(self._settings)))
        if self.window is not None and self.window is not window:
            self.window.rooms.return_to(here)

    def _ask_new(self) -> bool:
        start = str(_folder() / "账套.jpb")
        name, _ = QFileDialog.getSaveFileName(self.window, "新建账套", start, FILTER, options=_NO_OVERWRITING)
        return bool(name) and self._make(_with_suffix(name))

    def _ask_open(self) -> bool:
        name, _ = QFileDialog.getOpenFileName(self.window, "打开账套", str(_folder()), FILTER)
        return bool(name) and self._open_or_ask(Path(name))

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

    def _ask_data(self, window: Window) -> None:
        start = _folder() / f"{window.desk.path.stem}.json"
        name, _ = QFileDialog.getSaveFileName(window, "导出数据文件", str(start), DATA, options=_NO_OVERWRITING)
        if not name:
            return
        file = _with_suffix(name, ".json")
        try:
            window.desk.write_data(file)
        except Trouble as trouble:
            _say(window, str(trouble))
        else:
            window.notify("已导出数据文件", (), place=str(file))

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
        return self._open_or_ask(path)

    def _open_or_ask(self, wanted: Path) -> bool:
        """Open a book; while it cannot be opened the clerk chooses what next, or gives up.

        A book that is open already comes to the front where it is, and False comes back.
        """
        while True:
            try:
                return self._show(Desk.open(wanted))
            except Trouble as trouble:
                if isinstance(trouble, OpenBook) and self._brought_forward(wanted):
                    return False
                way = self._ask_way(wanted, trouble)
            if way is None or way():
                return way is not None

    def _brought_forward(self, book: Path) -> bool:
        """Whether the window of a book that is open already has come to the front, our own or another start's."""
        if self.window is not None and self.window.desk.path.samefile(book):
            self.window.notify("这个账套已经打开了", (), place=str(book))
            return True
        front.call(book)
        return front.is_heard(_HEARD)

    def _ask_way(self, wanted: Path, trouble: Trouble) -> Callable[[], bool] | None:
        """Say why a book cannot be opened and ask what next; None to leave.  A way that is False asks again."""
        from ui.panels.keeping.ways_out import WaysOut  # not needed at a usual start

        ways = WaysOut(self._show_and_tell, self._ask_open, self._ask_new, lambda sentence: _say(self.window, sentence))
        return ways.ask(wanted, trouble, self.window)

    def _show_and_tell(self, desk: Desk, result: str, remark: str) -> bool:
        shown = self._show(desk)
        if shown and self.window is not None:
            self.window.notify(result, ((Sign.WARNING, remark),))
        return shown

    def reopen(self, meanwhile: Callable[[], None] | None = None) -> None:
        """The same book in a fresh window, on the same place: the way on after a bug; ``meanwhile`` there is none."""
        window = self.window
        if window is None or not window.store_all():
            return
        self._app.setQuitOnLastWindowClosed(False)
        _leave(window, self._settings)
        self.window = None
        if meanwhile is not None:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            meanwhile()
        opened = self._open_or_ask(window.desk.path)
        self._app.setQuitOnLastWindowClosed(True)
        if not opened:
            self._app.quit()

    def tell_bug(self) -> None:
        """What is being typed goes into the book; the clerk is told in one sentence, and how to go on."""
        window, sentence = self.window, crash_sentence(paths.log_folder())
        if window is None:
            _say(None, sentence)
        elif window.store_all():
            keep_place(window, self._settings)
            report = ("看报告", lambda: window.rooms.show_keeping().diagnostics.open())
            ways = (("重新打开窗口", self.reopen), report)
            remarks = ((Sign.ERROR, sentence),)
            window.notify("程序出了一个差错，填的内容都已保存", remarks, ways=ways, sign=Sign.ERROR)

    def leave(self) -> None:
        """Close the book of the last window."""
        if self.window is not None:
            _leave(self.window, self._settings)


def _unlocked() -> bool:
    """Whether the clerk knows the password of the window; where none is set nobody is asked."""
    kept = preferences.read().password
    if not kept:
        return True
    from ui.panels.keeping.unlock import Unlock

    return Unlock(kept).exec() == Unlock.DialogCode.Accepted


def _leave(window: Window, settings: QSettings) -> None:
    keep_place(window, settings)
    window.desk.column_widths.keep(settings)
    window.close()
    window.desk.close()
    window.deleteLater()


def _folder() -> Path:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents) if documents else Path.home()


def _with_suffix(name: str, suffix: str = ".jpb") -> Path:
    path = Path(name)
    return path if path.suffix == suffix else path.with_name(path.name + suffix)


def _say(parent: QWidget | None, sentence: str) -> None:
    QMessageBox.information(parent, "绩评本", sentence)


def speak_chinese(app: QApplication) -> None:
    """Qt's own words (取消, 是, the file dialogs) in Chinese, whatever the system's language."""
    words = QTranslator(app)
    if words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)


def run(book: Path | None) -> int:
    """Open the window and stay until it is closed; the exit code comes back."""
    settings = QSettings(str(paths.data_folder() / "window.ini"), QSettings.Format.IniFormat)
    system = scale(settings)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    unscale(system)
    app.setApplicationName("绩评本")
    app.setApplicationVersion(VERSION)
    speak_chinese(app)
    theme.apply(app, fallback=bundled_ui_fonts())
    theme.choose(app, kept_scheme(settings))
    program = Program(app, settings)
    CrashNet(program.tell_bug, lambda: program.window is None)
    if not _unlocked() or not program.start(book):
        return 0
    gc.freeze()
    gc.enable()
    code = app.exec()
    leave_plain_text()
    program.leave()
    return code
