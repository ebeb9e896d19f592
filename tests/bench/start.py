"""From the start of a fresh process to its first painted window, and the most memory the window ever takes.

``python -m tests.bench.start KIND BOOK`` is the process that is measured; it prints one number and ends.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.measure import Line, against, times

ROOT = Path(__file__).resolve().parents[2]
RUNS = 7
LIMIT_MS, LIMIT_MB = 800.0, 160.0
_PATIENCE = 60.0  # seconds for an export
_FOLDERS = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "APPDATA")


def lines(runs: int = RUNS) -> Iterator[Line]:
    """First window against an empty Qt window; memory against the same."""
    from core.sample import write

    with TemporaryDirectory() as folder:
        book = Path(folder) / "账套.jpb"
        write(book)
        runs_of: dict[str, list[float]] = {"window": [], "empty": []}
        for _ in range(runs + 1):  # the first one warms the disk's memory up
            for kind, found in runs_of.items():
                found.append(child(kind, book)[0])
        took = {kind: statistics.median(found[1:]) for kind, found in runs_of.items()}
        yield against("首个窗口（新进程，示例账套）；对照：空 Qt 窗口", took["window"], took["empty"],
                      aim="< 800 ms", met=took["window"] < LIMIT_MS)  # fmt: skip
        if sys.platform == "linux":
            ours, empty = child("memory", book)[1], child("empty", book)[1]
            yield Line("内存峰值（打开各页并导出一次）；对照：空 Qt 窗口", f"{ours:.0f} MB", f"{empty:.0f} MB",
                       times(empty / ours), "< 160 MB", ours < LIMIT_MB)  # fmt: skip


def child(kind: str, book: Path) -> tuple[float, float]:
    """Run a process of its own: ms until it prints its number, and the number."""
    environment = {**os.environ, **dict.fromkeys(_FOLDERS, str(book.parent))}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # warm means compiled
    environment["PYTHONPYCACHEPREFIX"] = str(book.parent / "pycache")
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.start", kind, str(book)],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        number = float(process.stdout.readline())
        return (time.perf_counter() - began) * 1000, number


# What the measured process does


def _window(book: Path, then: Callable[[object], None]) -> None:
    """The program as it starts on a book; ``then`` gets its window when it is painted."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent

    import main
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


def _end(window: object) -> None:
    """Say that it is painted, and how much memory it took; and leave."""
    from PySide6.QtWidgets import QApplication

    print(_peak_mb(), flush=True)
    QApplication.quit()


def _use(window: object) -> None:
    """Open every page and write one project's files."""
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
        while window.export.running() and time.monotonic() < until:
            QTest.qWait(20)
    _end(window)


def _peak_mb() -> float:
    """The most memory this process ever had; 0 where the system does not say.

    Not ``getrusage``: its figure begins with that of the process that started this one.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def _main(kind: str, book: Path) -> None:
    if kind == "empty":
        _empty(_end)
    else:
        _window(book, _use if kind == "memory" else _end)


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]))
