"""The tabs of a project with the findings of each page; arrow keys move, as in every QTabBar."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QCursor, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar, QWidget

from ui.look.faces import advance, drop, face
from ui.look.signs import Counts, counts_in_words, counts_width, paint_counts
from ui.look.strokes import box, fill
from ui.look.tokens import color

_GAP = 24
_PAIR = 7
_CLOSE = 2


class Tabs(QTabBar):
    """Tabs flush with the page margin; a word and, if any, `● 1`. Only the most serious level is shown."""

    def __init__(self, texts: tuple[str, ...], *, high: int = 40, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._high = high
        self._counts: list[Counts] = []
        self._keyboard = False
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for text in texts:
            self._counts.append(())
            self.addTab(text)

    def set_counts(self, number: int, counts: Counts) -> None:
        """Show the findings of one page; the tool tip and accessible name carry the words."""
        self._counts[number] = tuple(one for one in counts if one[1])
        words = counts_in_words(counts)
        text = self.tabText(number)
        self.setTabToolTip(number, f"{text}：{words}" if words else "")
        self.setAccessibleTabName(number, f"{text} {words}".strip())
        self.setTabText(number, text)  # makes Qt lay the tabs out anew
        self.update()

    def set_high(self, high: int) -> None:
        """Lower tabs where the screen is low."""
        if high != self._high:
            self._high = high
            self.setTabText(0, self.tabText(0))  # makes Qt lay the tabs out anew
            self.updateGeometry()

    def _shown(self, number: int) -> Counts:
        return self._counts[number][:1] if number < len(self._counts) else ()

    def _content(self, number: int) -> float:
        shown = self._shown(number)
        return advance(self.tabText(number), "body", True) + (_PAIR + counts_width(shown, pair=_CLOSE) if shown else 0)

    def tabSizeHint(self, index: int) -> QSize:
        return QSize(round(self._content(index) + 0.5) + _GAP, self._high)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._keyboard = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for number in range(self.count()):
            if self.isTabVisible(number):
                self._paint_tab(painter, number)

    def _paint_tab(self, painter: QPainter, number: int) -> None:
        area = QRectF(self.tabRect(number)).adjusted(0, 0, -_GAP, 0)
        chosen = number == self.currentIndex()
        hovered = self.underMouse() and self.tabRect(number).contains(self.mapFromGlobal(QCursor.pos()))
        middle = area.center().y()
        text = self.tabText(number)
        painter.setFont(face("body", chosen))
        painter.setPen(color("ink" if chosen or hovered else "soft"))
        painter.drawText(QPointF(area.left(), middle + drop()), text)
        shown = self._shown(number)
        if shown:
            left = area.left() + advance(text, "body", chosen) + _PAIR
            paint_counts(painter, left, middle, shown, pair=_CLOSE)
            area.setRight(left + counts_width(shown, pair=_CLOSE))
        if chosen:
            fill(painter, QRectF(area.left(), area.bottom() - 2, area.width(), 2), color("accent"))
            if self._keyboard and self.hasFocus():
                ring = QRectF(area.left(), middle - 13, area.width(), 26).adjusted(-4, 0, 4, 0)
                box(painter, ring.intersected(QRectF(self.rect())), 6, None, color("accent"), 2)
