"""The process that is measured by :mod:`tests.bench.start`: ``python -m tests.bench.started KIND BOOK``.

It imports nothing the program does not, and in the order in which the program does.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

_PATIENCE = 60.0  # seconds for an export


def _window(book: Path, then: Callable[[object], None]) -> None:
    """The program as it starts on a book; ``then`` gets its window when it is painted."""
    import main
    from ui.unread import leave_sources_unread

    leave_sources_unread()

    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent

    from ui import app
    from ui.window import Window

    class Watched(Window):
        _painted = False

        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            if not self._painted:
                self._painted = True
                QTimer.singleShot(0, lambda: then(self))

    app.Window = Watched
    main.main([str(book)])


def _empty(then: Callable[[object], None]) -> None:
    """Nothing but Qt and a window."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Empty(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            QTimer.singleShot(0, lambda: then(self))

    app = QApplication([])
    window = Empty()
    window.resize(1366, 697)
    window.show()
    app.exec()


def _end(window: object, beside: float = 0.0) -> None:
    """Say that it is painted, how much memory that took, and another process beside it; and leave."""
    from PySide6.QtWidgets import QApplication

    print(_peak_mb(), beside, flush=True)
    QApplication.quit()


def _when_checked(window: object) -> None:
    """Wait until what does not add up is shown as well."""
    from PySide6.QtCore import QTimer

    from ui.window import Window

    assert isinstance(window, Window)
    if window.desk.is_checked:
        _end(window)
    else:
        window.desk.changed.connect(lambda _: QTimer.singleShot(0, lambda: _end(window)))


def _use(window: object) -> None:
    """Open every page and write one project's files."""
    from tempfile import TemporaryDirectory

    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from core.export.files import Format
    from ui.places import Tab
    from ui.window import Window

    assert isinstance(window, Window)
    for tab in Tab:
        window.project.show_tab(tab)
        QApplication.processEvents()
    with TemporaryDirectory() as folder:
        window.export.begin((window.desk.project,), tuple(Format), Path(folder))
        until = time.monotonic() + _PATIENCE
        beside = 0.0
        while window.export.running() and time.monotonic() < until:
            QTest.qWait(10)
            beside = max(beside, *map(_peak_mb, _children()), 0.0)
    _end(window, beside)


def _peak_mb(process: str = "self") -> float:
    """The most memory a process ever had; 0 where the system does not say.

    Not ``getrusage``: its figure begins with that of the process that started this one.
    """
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM:")), 0.0)


def _children() -> tuple[str, ...]:
    """The processes this one has started."""
    return tuple(number for task in Path("/proc/self/task").glob("*/children") for number in task.read_text().split())


_DOES: Mapping[str, Callable[[object], None]] = MappingProxyType(
    {"window": _end, "checked": _when_checked, "memory": _use}
)


def _main(kind: str, book: Path) -> None:
    if kind == "empty":
        _empty(_end)
    else:
        _window(book, _DOES[kind])


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]))
