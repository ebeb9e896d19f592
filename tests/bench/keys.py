"""Key to paint: from a key in the indicator table of the real window to the finished picture, all checks on.

Against it a bare ``QTableView`` over a ``QStandardItemModel`` with the same texts gets the same keys, turn and turn
about.  A key's time ends when Qt has nothing left to do: whatever is put off until after the paint counts, but for the
lists around the table, which follow a moment behind a step (:meth:`ui.desk.Desk.follow`) and have a line of their own.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QWidget

from core.model import Book
from core.sample import sample
from core.workbook import Workbook
from tests.bench.books import big_book
from tests.bench.measure import Line, ms, share, times
from ui.at_rest import set_memory_aside
from ui.desk import Desk
from ui.look import theme
from ui.places import Tab
from ui.sheets.view import SheetView
from ui.window import Window

ROUNDS = 3
LIMIT_MS = 16.0
_SIZE = (1366, 697)
_KINDS = {"open": "打开编辑的第一键", "type": "编辑中的键", "enter": "提交的回车"}
_FOLLOWING = "follow"
Times = dict[str, list[float]]


def lines(rounds: int = ROUNDS) -> Iterator[Line]:
    """Both books, key by key."""
    for name, book in (("示例账套", sample()), ("200 项目 × 40 指标", big_book())):
        ours, bare = measured(book, rounds)
        for kind, caption in _KINDS.items():
            yield _line(f"{caption}（{name}）", ours[kind], bare[kind])
        after = ours[_FOLLOWING]
        yield Line(
            f"提交以后跟上的校验列表和项目列表（{name}）",
            _of(after),
            "",
            "",
            "p95 < 16 ms",
            share(after, 0.95) < LIMIT_MS,
        )


def _line(what: str, ours: list[float], bare: list[float]) -> Line:
    mine, theirs = share(ours, 0.95), share(bare, 0.95)
    middle = f"{_of(ours)}"
    return Line(what, middle, _of(bare), times(theirs / mine), "p95 < 16 ms", mine < LIMIT_MS)


def _of(found: list[float]) -> str:
    return f"p50 {ms(share(found, 0.5))}, p95 {ms(share(found, 0.95))}, 最长 {ms(max(found))}"


def measured(book: Book, rounds: int) -> tuple[Times, Times]:
    """Times of every key in our window and in the bare table, in ms."""
    application()
    with opened(book) as window:
        view = indicator_view(window)
        bare = bare_table(view)
        ours: Times = defaultdict(list)
        theirs: Times = defaultdict(list)
        for number in range(rounds + 1):
            if number == 1:  # the first round warms both up
                ours.clear()
                theirs.clear()
            for index in cells(view):
                type_into(view, index, f"{1100 + number * 7 + index.row()}", ours)
                ours[_FOLLOWING].append(_follow(window.desk))
                type_into(bare, bare.model().index(index.row(), index.column()), f"{1100 + number}", theirs)
        bare.close()
    return ours, theirs


def application() -> QApplication:
    """The application with the program's look."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, dark=False)
    return app


@contextmanager
def opened(book: Book) -> Iterator[Window]:
    """A book on the disk, open in a window that is shown."""
    with TemporaryDirectory() as folder:
        desk = Desk(Workbook.create(Path(folder) / "账套.jpb", book))
        window = Window(desk)
        window.resize(*_SIZE)
        window.show()
        settle()
        set_memory_aside()  # as the program does when its window has come to rest
        yield window
        window.close()
        desk.close()
        window.deleteLater()
        settle()


def indicator_view(window: Window) -> SheetView:
    """The indicator table, on the screen."""
    window.project.show_tab(Tab.INDICATORS)
    settle()
    view: SheetView = window.project.page(Tab.INDICATORS).card.view
    return view


def bare_table(view: SheetView) -> QTableView:
    """The same texts in Qt's own table."""
    source = view.model()
    model = QStandardItemModel(source.rowCount(), source.columnCount())
    for row in range(source.rowCount()):
        for column in range(source.columnCount()):
            model.setItem(row, column, QStandardItem(str(source.index(row, column).data() or "")))
    made = QTableView()
    model.setParent(made)
    made.setModel(model)
    made.resize(view.size())
    made.show()
    settle()
    return made


def cells(view: SheetView) -> list[QModelIndex]:
    """What is typed into: 实际完成值 of every row that has an indicator."""
    sheet = view.model().sheet
    column = next(n for n, c in enumerate(sheet.columns) if c.caption.startswith(("实际完成值", "全年实际", "实际")))
    return [view.model().index(n, column) for n, row in enumerate(sheet.rows) if row.row]


def type_into(view: QTableView, index: QModelIndex, text: str, found: Times) -> None:
    """Choose a cell, type key by key, Enter; what each key took goes into ``found``."""
    view.window().activateWindow()
    view.setFocus()
    view.setCurrentIndex(index)
    view.scrollTo(index)
    settle()
    found["open"].append(_key(view, text[0]))
    editor = next(e for e in reversed(view.viewport().findChildren(QLineEdit)) if e.isVisible())
    for sign in text[1:]:
        found["type"].append(_key(editor, sign))
    found["enter"].append(_key(editor, Qt.Key.Key_Return))


def _key(target: QWidget, key: str | Qt.Key) -> float:
    began = time.perf_counter()
    QTest.keyClick(target, key)
    settle()
    return (time.perf_counter() - began) * 1000


def _follow(desk: Desk) -> float:
    """What comes by itself a moment after the step."""
    began = time.perf_counter()
    desk.follow()
    settle()
    return (time.perf_counter() - began) * 1000


def settle() -> None:
    """Until everything is laid out and painted; put-off work wakes up in the second and third round."""
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # which only a running event loop does
