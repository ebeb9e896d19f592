"""What is told and done when a window has just been painted, or has come to rest."""

from __future__ import annotations

import gc
from datetime import date

from PySide6.QtCore import QEvent, QObject, QTimer

from core.accounts import classification
from core.forms.library import troubles
from core.keeping import second_place
from ui.look.signs import Sign
from ui.window import Window

_IDLE = 1_500  # milliseconds after which the window has come to rest
_SEEN = 10  # milliseconds from a paint until it has certainly left for the screen


class _FirstPaint(QObject):
    """Has the book checked as soon as its window is seen."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Behind the first paint."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(_SEEN, self, self._window.desk.check_now)
        return False


def check_when_painted(window: Window) -> None:
    """The window is shown with its facts; what does not add up in them follows at once, also where nobody sees it."""
    _FirstPaint(window)
    QTimer.singleShot(_IDLE, window, window.desk.check_now)


def come_to_rest(window: Window) -> None:
    """What is done while nothing else is to be done: files nobody has asked for are read, a broken one is told."""

    def rest() -> None:
        window.desk.get_ready()
        if found := (*troubles(), *classification.troubles()):
            remarks = tuple((Sign.ERROR, str(trouble)) for trouble in found[:2])
            ways = (("看表样", window.rooms.show_forms),)
            window.notify(f"有 {len(found)} 个表样或科目文件没有读成", remarks, ways=ways, sign=Sign.ERROR)
        set_memory_aside()

    later = QTimer(window)
    later.setSingleShot(True)
    later.timeout.connect(rest)
    later.start(_IDLE)


def set_memory_aside() -> None:
    """What the open book has brought is looked through for garbage once, and then left out of the search.

    In a book of 200 projects a full search takes a tenth of a second, and comes in the middle of typing.  What the
    book before left behind is found now.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def reminder(window: Window) -> str:
    """The sentence when a copy at the chosen second place is due; nobody is reminded who has not chosen one."""
    desk = window.desk
    now = second_place.standing(desk.number, date.today())
    return now.sentence() if now.place is not None and desk.dossiers and not desk.read_only else ""
