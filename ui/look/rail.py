"""The left side: rows that lead to pages, the projects with their counts, and the narrow rail for small windows."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.look import icons
from ui.look.faces import advance, drop, face, metrics
from ui.look.meters import MeterValue, paint_meter
from ui.look.ring import Ringed
from ui.look.signs import Counts, counts_in_words, counts_width, paint_counts
from ui.look.strokes import box
from ui.look.tokens import color

RAIL = 44
NAV_ROW, PROJECT_ROW = 34, 52
PROJECT = Qt.ItemDataRole.UserRole + 42
"""Item role under which a model gives the `ProjectItem` of an index."""

_MARGIN = 8
_LEFT, _RIGHT = 20, 18
_METER_AT, _METER_WIDE = 88, 56


def _paint_place(painter: QPainter, rect: QRect | QRectF, *, chosen: bool, hovered: bool, bar: float) -> None:
    """Ground of the chosen row with its bar (`bar` px high) at the left, or of the one under the mouse."""
    area = QRectF(rect).adjusted(_MARGIN, 0, -_MARGIN, 0)
    if chosen:
        box(painter, area, 6, color("accent_tint"))
        middle = area.center().y()
        box(painter, QRectF(area.left(), middle - bar / 2, 3, bar), 1.5, color("accent"))
    elif hovered:
        box(painter, area, 6, color("hover"))


class NavRow(Ringed, QAbstractButton):
    """A row that leads to a page: icon, words, counts. Checked while its page is shown."""

    def __init__(self, text: str, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._counts: Counts = ()
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(NAV_ROW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_counts(self, counts: Counts) -> None:
        """Show the findings behind the row."""
        self._counts = tuple(one for one in counts if one[1])
        self.setAccessibleName(f"{self.text()} {counts_in_words(counts)}".strip())
        self.setToolTip(counts_in_words(counts))
        self.update()

    def sizeHint(self) -> QSize:
        wide = _LEFT + 26 + advance(self.text(), "body", True) + 12 + counts_width(self._counts) + _RIGHT
        return QSize(round(wide), NAV_ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        chosen = self.isChecked()
        shape = self.rect().adjusted(0, 1, 0, -1)
        _paint_place(painter, shape, chosen=chosen, hovered=self.underMouse(), bar=14)
        icons.paint(painter, QRectF(_LEFT, 0, 16, self.height()), self._icon_name, "accent" if chosen else "soft")
        painter.setFont(face("body", chosen))
        painter.setPen(color("ink"))
        middle = self.height() / 2
        painter.drawText(QPointF(_LEFT + 26, middle + drop()), self.text())
        paint_counts(painter, self.width() - _RIGHT - counts_width(self._counts), middle, self._counts)


class RailButton(Ringed, QAbstractButton):
    """An icon of the 44 px rail; `tip` is its tool tip and accessible name."""

    def __init__(self, icon_name: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedSize(RAIL, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect()).adjusted(5, 1, -5, -1)
        if self.isChecked():
            box(painter, area, 6, color("accent_tint"))
        elif self.underMouse() and self.isEnabled():
            box(painter, area, 6, color("hover"))
        token = "off" if not self.isEnabled() else "accent" if self.isChecked() else "soft"
        icons.paint(painter, QRectF(self.rect()), self._icon_name, token)


@dataclass(frozen=True, slots=True)
class ProjectItem:
    """A row of the project list.

    `note` stands in place of the second line (`还没有填`). `ready` shows a tick where counts would stand. `known` says
    what points there are while there is no score (`已得 23.50`).
    """

    name: str
    counts: Counts = ()
    ready: bool = False
    rate: str = ""
    meter: MeterValue | None = None
    score: str = ""
    known: str = ""
    note: str = ""

    @property
    def words(self) -> str:
        """All of it for tool tips and screen readers."""
        parts = (self.name, counts_in_words(self.counts), "可报送" if self.ready else "", self.rate, self.note)
        scored = f"得分 {self.score}" if self.score else self.known
        return "，".join(part for part in (*parts, scored) if part)


def paint_project(painter: QPainter, rect: QRect, item: ProjectItem, *, chosen: bool, hovered: bool = False) -> None:
    """Paint a project's row; the name is elided when counts leave no room (the tool tip has it whole)."""
    _paint_place(painter, rect.adjusted(0, 1, 0, -1), chosen=chosen, hovered=hovered, bar=24)
    left, right = rect.x() + _LEFT, rect.x() + rect.width() - _RIGHT
    first, second = rect.y() + 16.0, rect.y() + 36.0
    taken = counts_width(item.counts) if any(number for _, number in item.counts) else 16 if item.ready else 0
    painter.setFont(face("body", chosen))
    painter.setPen(color("ink"))
    name = metrics("body", chosen).elidedText(item.name, Qt.TextElideMode.ElideRight, right - left - taken - 6)
    painter.drawText(QPointF(left, first + drop()), name)
    if any(number for _, number in item.counts):
        paint_counts(painter, right - taken, first, item.counts)
    elif item.ready:
        icons.paint(painter, QRectF(right - 15, first - 8, 16, 16), "check", "accent")
    painter.setFont(face("caption"))
    painter.setPen(color("soft"))
    baseline = second + drop("caption")
    painter.drawText(QPointF(left, baseline), item.note or item.rate)
    if item.note:
        return
    if item.meter:
        paint_meter(painter, QRectF(rect.x() + _METER_AT, second - 2, _METER_WIDE, 4), item.meter)
    painter.setPen(color("soft"))
    painter.setFont(face("caption"))
    points = item.score or item.known
    painter.drawText(QPointF(right - advance(points, "caption"), baseline), points)


class ProjectDelegate(QStyledItemDelegate):
    """Paints the list of projects from the `ProjectItem` under the role `PROJECT`."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        item = index.data(PROJECT)
        if item is None:
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        paint_project(painter, option.rect, item, chosen=chosen, hovered=hovered)
        focused = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
        if option.state & focused == focused:
            box(painter, QRectF(option.rect).adjusted(_MARGIN, 1, -_MARGIN, -1), 6, None, color("accent"), 2)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(180, PROJECT_ROW)
