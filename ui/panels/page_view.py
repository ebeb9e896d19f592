"""Printed pages one below the other: they scroll, they can be zoomed, and what the clerk is at is marked on them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from core.export.areas import Area
from ui.look.faces import face
from ui.look.strokes import edge, exact
from ui.look.tokens import LIGHT, PRINT_GROUND, color, palette, qcolor

MARGIN, GAP = 16, 16
_FOOT = 40  # px below the last page, with one line of words
_PER_POINT = 96 / 72  # logical pixels of a point at 100 %
_BAR, _BAR_AT = 3, 6  # px: the bar beside lines, and how far left of them it stands
_STEP = 48  # px that an arrow key scrolls
_WORDS = "版面与导出的 docx、pdf 相同"
PERCENTS = (75, 100, 125, 150, 200)


class Fit(Enum):
    """A zoom that follows the size of the panel; the value is the word on screen."""

    PAGE = "整页"
    WIDTH = "适合宽度"


Zoom = Fit | int


def zoom_words(zoom: Zoom) -> str:
    """A zoom as it is called on screen."""
    return zoom.value if isinstance(zoom, Fit) else f"{zoom}\u00a0%"


@dataclass(frozen=True, slots=True)
class Seen:
    """The pages in sight, each with its width in device pixels."""

    pages: tuple[tuple[int, int], ...]


class PageView(QAbstractScrollArea):
    """The pages.  It asks for the pictures of those in sight and keeps no others."""

    wanted = Signal(object)  # Seen: draw these pages
    moved = Signal(int)  # the page in the middle, from 0
    zoomed = Signal(object)  # Zoom

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zoom: Zoom = Fit.WIDTH
        self.page = 0
        """The page in the middle of the view."""
        self.areas: tuple[Area, ...] = ()
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._images: dict[int, QImage] = {}
        self._rects: tuple[QRect, ...] = ()  # of the pages, in the coordinates of all that scrolls
        self._asked: Seen | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("打印页预览")
        self.verticalScrollBar().valueChanged.connect(lambda _: self._look())
        self.horizontalScrollBar().valueChanged.connect(lambda _: self.viewport().update())

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_pages(self, sizes: tuple[tuple[float, float], ...]) -> None:
        """Show pages of these sizes in points.  The old pictures stand until the new ones come."""
        changed = sizes != self._sizes
        self._sizes = sizes
        self._images = {page: image for page, image in self._images.items() if page < len(sizes)}
        if changed:
            self._lay_out()
        self.redraw()

    def redraw(self) -> None:
        """Ask for the pictures in sight again."""
        self._asked = None
        self._look()

    def show_image(self, page: int, image: QImage) -> None:
        """The picture of a page has come; one that is out of sight by now is let go."""
        if self._asked is not None and page in dict(self._asked.pages):
            self._images[page] = image
            self.viewport().update()

    def show_areas(self, areas: tuple[Area, ...], *, follow: bool) -> None:
        """Mark parts of the pages; with ``follow`` the first of them is brought into sight."""
        self.areas = tuple(area for area in areas if area.page < len(self._sizes))
        self.viewport().update()
        if follow and self.areas:
            self._bring(self.area_rect(self.areas[0]))

    def page_rects(self) -> tuple[QRect, ...]:
        """Where the pages lie on the viewport now."""
        offset = self.offset()
        return tuple(rect.translated(offset.toPoint()) for rect in self._rects)

    def area_rect(self, area: Area) -> QRectF:
        """Where a part of a page lies among all that scrolls."""
        rect, scale = self._rects[area.page], self._rects[area.page].width() / self._sizes[area.page][0]
        corner = QPointF(rect.topLeft()) + QPointF(area.left, area.top) * scale
        return QRectF(corner, QSizeF(area.width, area.height) * scale)

    def picture(self, page: int) -> QImage | None:
        """The picture of a page, if it is held."""
        return self._images.get(page)

    def kept(self) -> int:
        """How many pictures are held."""
        return len(self._images)

    def _bring(self, rect: QRectF) -> None:
        """Scroll as little as need be; what is not wholly in sight goes to the upper third."""
        bar, high = self.verticalScrollBar(), self.viewport().height()
        if rect.top() < bar.value() + 8 or min(rect.bottom(), rect.top() + high / 2) > bar.value() + high - 8:
            bar.setValue(round(rect.top() - high / 3))
        across, wide = self.horizontalScrollBar(), self.viewport().width()
        if rect.left() < across.value() or rect.right() > across.value() + wide:
            across.setValue(round(min(rect.center().x() - wide / 2, rect.left() - MARGIN)))

    # --- zoom --------------------------------------------------------------------------------------------------------

    def set_zoom(self, zoom: Zoom) -> None:
        """Another size; what is in the middle stays there."""
        if zoom == self.zoom:
            return
        bar = self.verticalScrollBar()
        whole, half = max(1, bar.maximum() + bar.pageStep()), bar.pageStep() / 2
        middle = (bar.value() + half) / whole
        self.zoom = zoom
        self._lay_out()
        bar.setValue(round(middle * (bar.maximum() + bar.pageStep()) - half))
        self.zoomed.emit(zoom)

    def step_zoom(self, by: int) -> None:
        """The next larger (1) or smaller (-1) percentage."""
        now = round(self._scale() / _PER_POINT * 100)
        larger = [percent for percent in PERCENTS if percent > now]
        smaller = [percent for percent in PERCENTS if percent < now]
        if by > 0 and larger:
            self.set_zoom(larger[0])
        elif by < 0 and smaller:
            self.set_zoom(smaller[-1])

    def _scale(self) -> float:
        """Logical pixels of a point."""
        if not self._sizes:
            return _PER_POINT
        if not isinstance(self.zoom, Fit):
            return self.zoom / 100 * _PER_POINT
        wide = max(width for width, _ in self._sizes)
        bar = self.verticalScrollBar().sizeHint().width()
        room = max(80, self.width() - bar - 2 * MARGIN) / wide
        if self.zoom is Fit.WIDTH:
            return room
        high = max(height for _, height in self._sizes)
        return min(room, max(80, self.height() - 2 * MARGIN) / high)

    # --- layout ------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        scale, rects, top = self._scale(), [], MARGIN
        widest = max((round(width * scale) for width, _ in self._sizes), default=0)
        room = max(self.viewport().width(), widest + 2 * MARGIN)
        for width, height in self._sizes:
            wide, high = round(width * scale), round(height * scale)
            rects.append(QRect((room - wide) // 2, top, wide, high))
            top += high + GAP
        self._rects = tuple(rects)
        view = self.viewport().size()
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setSingleStep(_STEP)
        self.verticalScrollBar().setRange(0, max(0, top - GAP + _FOOT - view.height()))
        self.horizontalScrollBar().setPageStep(view.width())
        self.horizontalScrollBar().setRange(0, max(0, widest + 2 * MARGIN - view.width()))
        self._look()

    def offset(self) -> QPointF:
        """What is to be added to a place among all that scrolls for its place on the viewport."""
        return QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def _look(self) -> None:
        """Which pages are in sight now: ask for their pictures, let the others go."""
        area = self.viewport().rect()
        rects = self.page_rects()
        ratio = self.viewport().devicePixelRatioF()
        pages = tuple((n, round(r.width() * ratio)) for n, r in enumerate(rects) if r.intersects(area))
        self._images = {page: image for page, image in self._images.items() if page in dict(pages)}
        if pages and Seen(pages) != self._asked and self.isVisible():
            self._asked = Seen(pages)
            self.wanted.emit(self._asked)
        middle = area.center().y()
        page = min(range(len(rects)), key=lambda n: abs(rects[n].center().y() - middle), default=0)
        if page != self.page:
            self.page = page
            self.moved.emit(page)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pages that fit are another size."""
        super().resizeEvent(event)
        self._lay_out()

    # --- keys and wheel ----------------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl it zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page by page, to either end, larger and smaller."""
        key, bar = event.key(), self.verticalScrollBar()
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if key == Qt.Key.Key_Home else bar.maximum())
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.step_zoom(1)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_Minus:
            self.step_zoom(-1)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_0:
            self.set_zoom(Fit.WIDTH)
        else:
            super().keyPressEvent(event)

    # --- painting ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), color("canvas"))
        offset = self.offset()
        for page, rect in enumerate(self.page_rects()):
            if rect.intersects(event.rect()):
                self._paint_page(painter, page, QRectF(rect))
        for area in self.areas:
            _paint_area(painter, self.area_rect(area).translated(offset), cell=area.cell)
        if self._rects:
            foot = QRectF(0, self._rects[-1].bottom() + offset.y() + 1, self.viewport().width(), _FOOT)
            painter.setFont(face("caption"))
            painter.setPen(color("faint"))
            painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, _WORDS)

    def _paint_page(self, painter: QPainter, page: int, rect: QRectF) -> None:
        """Paper, its picture pixel by pixel where it has the right size, and a line around."""
        area = exact(painter, rect)
        painter.fillRect(area, paper())
        if (image := self._images.get(page)) is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(area, image)
        edge(painter, rect.adjusted(-1, -1, 1, 1), "ltrb", color("edge"))


def paper() -> QColor:
    """The colour of the printed page: light in either scheme."""
    return qcolor(PRINT_GROUND) if palette().dark else qcolor("#FFFFFF")


def _paint_area(painter: QPainter, rect: QRectF, *, cell: bool) -> None:
    """A cell is tinted, lines have a bar beside them; both in the light colours, since they lie on paper."""
    accent = qcolor(LIGHT.accent)
    if cell:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.fillRect(exact(painter, rect), qcolor(LIGHT.accent_tint))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        edge(painter, rect, "ltrb", accent)
    else:
        painter.fillRect(exact(painter, QRectF(rect.left() - _BAR_AT - _BAR, rect.top(), _BAR, rect.height())), accent)
