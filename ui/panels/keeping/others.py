"""What an open window does about others: a start that calls it, a machine that waits for its book or has it open.

Each looks now and then while the window is there.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from core.keeping import front
from ui.look.signs import Sign
from ui.window import Window

_BEAT = 600_000  # milliseconds; a day without a beat counts as left behind
_EAR = 500  # milliseconds between two looks whether another start calls this window
_WAIT = 5_000  # milliseconds between two looks whether a colleague has closed the book

_FREED = "这里还是打开时的内容；打开来修改，会换成对方改过的。"


def mind_others(window: Window, reopen: Callable[[], None]) -> None:
    """Keep the book held, come forward when called, and offer to ``reopen`` a book that was held and is free now."""
    _now_and_then(window, _BEAT, window.desk.renew)
    _now_and_then(window, _EAR, lambda: _come_forward(window) if front.is_called(window.desk.path) else None)
    if window.desk.is_held:
        _offer_when_free(window, reopen)


def _offer_when_free(window: Window, reopen: Callable[[], None]) -> None:
    def look() -> None:
        if window.desk.is_freed():
            waiting.stop()
            window.notify("账套已在别处关闭，可以修改了", ((Sign.HINT, _FREED),), ways=(("打开来修改", reopen),))

    waiting = _now_and_then(window, _WAIT, look)


def _come_forward(window: Window) -> None:
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)  # where the system lets no window come forward by itself


def _now_and_then(window: Window, every: int, do: Callable[[], object]) -> QTimer:
    clock = QTimer(window)
    clock.timeout.connect(do)
    clock.start(every)
    return clock
