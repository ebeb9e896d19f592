"""The clerk's hands on the head of a table: widths drawn with the mouse and remembered, the menu to sort and filter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHeaderView

_GROUP = "columns"
_LEAST = 40  # px


class ColumnWidths:
    """The widths the clerk has drawn, by table and caption; the same in every book."""

    def __init__(self) -> None:
        self._drawn: dict[str, dict[str, int]] = {}

    def of(self, table: str) -> dict[str, int]:
        """The widths of a table by caption, in logical pixels."""
        return self._drawn.get(table, {})

    def draw(self, table: str, caption: str, width: int) -> None:
        """Remember a width; 0 lets the table find it again."""
        widths = {**self.of(table), caption: max(width, _LEAST)}
        self._drawn[table] = widths if width else {c: w for c, w in widths.items() if c != caption}

    def keep(self, settings: QSettings) -> None:
        """Write them down."""
        settings.remove(_GROUP)
        for table, widths in self._drawn.items():
            settings.setValue(f"{_GROUP}/{table}", [f"{width} {caption}" for caption, width in widths.items()])

    def restore(self, settings: QSettings) -> None:
        """As they were written down; what somebody spoiled counts as none."""
        settings.beginGroup(_GROUP)
        for table in settings.childKeys():
            kept = settings.value(table)
            for line in kept if isinstance(kept, list) else [kept]:
                width, _, caption = str(line).partition(" ")
                if caption and width.isdecimal():
                    self.draw(table, caption, int(width))
        settings.endGroup()


class HeadHands(QObject):
    """Tells a drawn border of a column from a click on its head."""

    drawn = Signal(int, int)  # column, its new width
    freed = Signal(int)  # a double click on the border: the table finds the width again
    clicked = Signal(int)

    def __init__(self, head: QHeaderView) -> None:
        super().__init__(head)
        self._head = head
        self._before: list[int] = []
        head.viewport().installEventFilter(self)

    def _widths(self) -> list[int]:
        return [self._head.sectionSize(n) for n in range(self._head.count())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the widths before and after."""
        if not isinstance(event, QMouseEvent) or event.button() != Qt.MouseButton.LeftButton:
            return False
        border = self._head.viewport().cursor().shape() == Qt.CursorShape.SplitHCursor
        if event.type() == QEvent.Type.MouseButtonPress:
            self._before = self._widths()
        elif event.type() == QEvent.Type.MouseButtonDblClick and border:
            self.freed.emit(self._column_left_of(event.position().x()))
            return True
        elif event.type() == QEvent.Type.MouseButtonRelease and self._before:
            before, self._before = self._before, []
            drawn = next((n for n, (old, new) in enumerate(zip(before, self._widths(), strict=True)) if old != new), -1)
            if drawn >= 0:
                self.drawn.emit(drawn, self._head.sectionSize(drawn))
            elif not border and (column := self._head.logicalIndexAt(event.position().toPoint())) >= 0:
                self.clicked.emit(column)
        return False

    def _column_left_of(self, x: float) -> int:
        return max(self._head.logicalIndexAt(int(x) - 4), 0)
