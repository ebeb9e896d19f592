"""Heads of official tables: one line, or two with bands over several columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QAbstractItemModel, QItemSelection, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.look.faces import face, metrics
from ui.look.strokes import edge, fill
from ui.look.tokens import color

ONE_LINE, TWO_LINES = 36, 56
_PADDING = 8
_UNIT = re.compile(r"[(（][^()（）]{1,3}[)）]")  # (万元) at the end of a caption does not part
_JOINER = "\u2060"


@dataclass(frozen=True, slots=True)
class Band:
    """A caption over the columns `first` to `last`, both included."""

    caption: str
    first: int
    last: int


class HeadView(QHeaderView):
    """Horizontal head painted from the model's header data (text, alignment), never elided: captions wrap.

    `bands` make it two lines high; columns outside every band take both lines.
    """

    def __init__(self, bands: tuple[Band, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._bands = bands
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(28)
        self.sectionResized.connect(self._repaint_band)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Qt would paint the captions of what is chosen anew; here they look the same."""

    def set_bands(self, bands: tuple[Band, ...]) -> None:
        """Other bands; the height follows."""
        self._bands = bands
        self.updateGeometry()
        self.viewport().update()

    def band_of(self, column: int) -> Band | None:
        """The band over a column, if any."""
        return next((band for band in self._bands if band.first <= column <= band.last), None)

    def sizeHint(self) -> QSize:
        high = TWO_LINES if self._bands else ONE_LINE
        half = high // 2 if self._bands else high
        for column in range(self.count()):
            room = half if self.band_of(column) else high
            high = max(high, high + self._needed(column) - room)
        return QSize(self.length(), high)

    def _needed(self, column: int) -> int:
        """Height the caption of a column needs at its width."""
        if self.isSectionHidden(column):
            return 0
        return _high(self._caption(column), max(20, self.sectionSize(column) - 2 * _PADDING))

    def _caption(self, column: int) -> str:
        model: QAbstractItemModel | None = self.model()  # none while Qt takes the view apart
        return "" if model is None else _joined(str(model.headerData(column, Qt.Orientation.Horizontal) or ""))

    def _repaint_band(self, column: int) -> None:
        band = self.band_of(column)
        for one in range(band.first, band.last + 1) if band else ():
            self.viewport().update(self.sectionViewportPosition(one), 0, self.sectionSize(one), self.height())

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        fill(painter, rect, color("head"))
        band = self.band_of(logicalIndex)
        room = QRect(rect)
        if band:
            half = rect.height() // 2
            self._paint_band(painter, rect, band, half)
            room.setTop(rect.top() + half)
        edge(painter, room, "r", color("grid"))
        edge(painter, rect, "b", color("edge"))
        painter.setFont(face("caption"))
        painter.setPen(color("soft"))
        align = self.model().headerData(logicalIndex, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        flags = (int(align) if align is not None else int(Qt.AlignmentFlag.AlignLeft)) & 0x0F
        text_room = QRectF(room.adjusted(_PADDING, 0, -_PADDING - 1, -1))
        painter.drawText(
            text_room,
            flags | int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap),
            self._caption(logicalIndex),
        )
        painter.restore()

    def _paint_band(self, painter: QPainter, rect: QRect, band: Band, half: int) -> None:
        """The band's caption runs over all its sections; each section paints its own piece of it."""
        left = self.sectionViewportPosition(band.first)
        right = self.sectionViewportPosition(band.last) + self.sectionSize(band.last)
        whole = QRect(left, rect.top(), right - left, half)
        mine = QRect(rect.left(), rect.top(), rect.width(), half)
        painter.save()
        painter.setClipRect(mine)
        edge(painter, whole, "rb", color("grid"))
        painter.setFont(face("caption"))
        painter.setPen(color("soft"))
        painter.drawText(QRectF(whole), int(Qt.AlignmentFlag.AlignCenter), band.caption)
        painter.restore()


@lru_cache(maxsize=512)
def _joined(caption: str) -> str:
    """A caption whose unit does not part at the end of a line."""
    return _UNIT.sub(lambda unit: _JOINER.join(unit[0]), caption)


@lru_cache(maxsize=512)
def _high(caption: str, wide: int) -> int:
    """Height a caption needs at a width; Qt asks for that of every column whenever a row changes its height."""
    flags = Qt.TextFlag.TextWordWrap.value
    return round(metrics("caption").boundingRect(QRectF(0, 0, wide, 400), flags, caption).height()) + 8
