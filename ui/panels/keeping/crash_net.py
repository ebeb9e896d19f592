"""The crash net of the window: a bug is logged, then the clerk is told in one sentence and goes on."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from time import monotonic
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal

_IN_A_ROW = 10.0  # seconds in which more bugs are logged and not told


class CrashNet(QObject):
    """Logs by the hook in force; then ``tell`` is called from the event loop, once for bugs in a row.

    A bug of work beside the window (an export, the preview) comes the same way.  ``is_alone`` says that there is no
    window yet: then ``tell`` is called at once, a window that never comes has to say why.
    """

    _fell = Signal()  # from whatever thread; told in the window's own

    def __init__(self, tell: Callable[[], None], is_alone: Callable[[], bool]) -> None:
        super().__init__()
        self._tell, self._is_alone = tell, is_alone
        self._fell.connect(self._say, Qt.ConnectionType.QueuedConnection)  # whatever went wrong is over by then
        self._before = sys.excepthook
        self._told = float("-inf")
        sys.excepthook = self._caught

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self._before(kind, error, trace)
        if self._is_alone() and threading.current_thread() is threading.main_thread():
            self._tell()
        elif monotonic() - self._told > _IN_A_ROW:
            self._told = monotonic()
            self._fell.emit()

    def _say(self) -> None:
        self._tell()
