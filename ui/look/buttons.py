"""Buttons: one primary per window, plain, the offered fix, quiet tools, links, and the segments."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QWidget

from ui.look import icons
from ui.look.faces import advance, face
from ui.look.ring import Ringed
from ui.look.signs import paint_ring
from ui.look.strokes import box, edge
from ui.look.tokens import color

HEIGHT, SMALL = 32, 28
_ICON, _CHEVRON = 16, 10


class Kind(StrEnum):
    """What a button is for; decides its looks."""

    PRIMARY = "primary"
    PLAIN = "plain"
    FIX = "fix"
    QUIET = "quiet"
    LINK = "link"


_PADDING = {Kind.PRIMARY: 16, Kind.PLAIN: 13, Kind.FIX: 13, Kind.QUIET: 8, Kind.LINK: 0}


class Button(Ringed, QAbstractButton):
    """A button that paints itself from the tokens.

    `icon_name` stands left of the text; `tip` is needed when there is no text. `small` is 28 instead of 32 high.
    `chevron` marks a button that opens something, `strong` sets its words in bold.
    """

    def __init__(
        self,
        text: str = "",
        kind: Kind = Kind.PLAIN,
        *,
        icon_name: str = "",
        small: bool = False,
        chevron: bool = False,
        strong: bool = False,
        tip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self._strong = strong
        self.icon_name = icon_name
        self._chevron = chevron
        self._share: float | None = None
        self._size = "caption" if kind is Kind.LINK and small else "body"
        self._high = SMALL if small else HEIGHT
        self._padding = _PADDING[kind] - (2 if small and kind is not Kind.LINK else 0)
        self.setText(text)
        self.setToolTip(tip)
        self.setAccessibleName(text or tip)
        self.setAccessibleDescription(tip if text else "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if kind is Kind.LINK else Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor if kind is Kind.LINK else Qt.CursorShape.ArrowCursor)
        self.ring_radius = 4 if kind is Kind.LINK else 6

    def set_text(self, text: str) -> None:
        """Show other words; the accessible name follows.  Nothing is laid out anew for the same ones."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text or self.toolTip())
            self.updateGeometry()

    def set_progress(self, share: float | None) -> None:
        """Show a ring of how far the work has got (0 to 1) instead of the icon; None ends it.

        While it runs the primary button steps back to paper.
        """
        self._share = share
        self.updateGeometry()
        self.update()

    def _bold(self) -> bool:
        return self._strong or (self.kind is Kind.PRIMARY and self._share is None)

    def _icon_width(self) -> float:
        if not self.icon_name and self._share is None:
            return 0
        return _ICON + (4 if self.text() else 0)

    def _content_width(self) -> float:
        wide = self._icon_width() + advance(self.text(), self._size, self._bold())
        return wide + (7 + _CHEVRON if self._chevron else 0)

    def sizeHint(self) -> QSize:
        if not self.text() and not self._chevron:
            return QSize(self._high, self._high)
        high = 22 if self.kind is Kind.LINK else self._high
        return QSize(round(self._content_width() + 2 * self._padding + 0.5), high)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def _ink(self) -> str:
        if not self.isEnabled():
            return "off"
        if self.kind is Kind.PRIMARY and self._share is None:
            return "on_accent"
        if self.kind in (Kind.FIX, Kind.LINK):
            return "accent_hi" if self.underMouse() or self.isDown() else "accent"
        if self.kind is Kind.QUIET:
            return "accent" if self.isChecked() else "soft"
        return "ink"

    def _paint_shape(self, painter: QPainter) -> None:
        area = QRectF(self.rect())
        lit = self.isEnabled() and (self.underMouse() or self.isDown())
        if self.kind is Kind.PRIMARY and self._share is None and self.isEnabled():
            box(painter, area, 6, color("accent_hi" if lit else "accent"))
        elif self.kind is Kind.QUIET:
            if self.isChecked() or lit:
                box(painter, area, 6, color("accent_tint" if self.isChecked() else "hover"))
        elif self.kind is not Kind.LINK:
            line = "accent" if self.kind is Kind.FIX and self.isEnabled() else "edge"
            ground = "canvas" if not self.isEnabled() else "hover" if lit else "paper"
            box(painter, area, 6, color(ground), color(line))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_shape(painter)
        ink = self._ink()
        high = self.height()
        left = (self.width() - self._content_width()) / 2
        if self._share is not None:
            paint_ring(painter, QRectF(left, 0, _ICON, high).center(), self._share)
        elif self.icon_name:
            icons.paint(painter, QRectF(left, 0, _ICON, high), self.icon_name, ink)
        left += self._icon_width()
        painter.setFont(face(self._size, self._bold()))
        painter.setPen(color(ink))
        room = QRectF(left, 0, self.width() - left, high)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self.kind is Kind.LINK and self.underMouse() and self.isEnabled():
            edge(painter, QRectF(left, 0, advance(self.text(), self._size), high - 2), "b", color(ink))
        if self._chevron:
            place = QRectF(left + advance(self.text(), self._size, self._bold()) + 7, 0, _CHEVRON, high)
            icons.paint(painter, place, "chevron-down", ink)


def link(text: str, *, small: bool = False, parent: QWidget | None = None) -> Button:
    """A link for strips, lists and cards."""
    return Button(text, Kind.LINK, small=small, parent=parent)


def icon_button(icon_name: str, tip: str, *, small: bool = False, parent: QWidget | None = None) -> Button:
    """A quiet button of an icon alone; `tip` is its tool tip and accessible name."""
    return Button("", Kind.QUIET, icon_name=icon_name, small=small, tip=tip, parent=parent)


def open_below(button: QWidget, menu: QMenu, *, flush: bool) -> None:
    """Show a menu below a button, left edges in line, or the right ones with `flush`."""
    place = button.mapToGlobal(QPoint(0, button.height() + 4))
    menu.popup(place)  # its width is known once it has been filled
    if flush:
        menu.move(button.mapToGlobal(QPoint(button.width(), 0)).x() - menu.width(), menu.y())


class MenuButton(Button):
    """A button with a chevron that opens `menu` below itself (Space, Enter, Down, click).

    `flush` brings the right edges in line, for a button at the right end of a bar.
    """

    menu_type: type[QMenu] = QMenu

    def __init__(
        self,
        text: str,
        kind: Kind = Kind.QUIET,
        *,
        icon_name: str = "",
        small: bool = False,
        chevron: bool = True,
        strong: bool = False,
        tip: str = "",
        flush: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            text, kind, icon_name=icon_name, small=small, chevron=chevron, strong=strong, tip=tip, parent=parent
        )
        self._flush = flush
        self.menu = self.menu_type(self)
        self.clicked.connect(self.open_menu)

    def open_menu(self) -> None:
        """Show the menu below the button, with `flush` their right edges in line."""
        open_below(self, self.menu, flush=self._flush)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.open_menu()
            return
        super().keyPressEvent(event)


class _Segment(Ringed, QAbstractButton):
    """One choice of `Segments`."""

    ring_radius = 5

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._group = parent
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.set_text(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            self.updateGeometry()

    def ring_target(self) -> QWidget:
        return self._group

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(round(advance(self.text(), "body", True)) + 25, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        chosen = self.isChecked()
        if chosen:
            box(painter, self.rect(), 5, color("paper"), color("edge"))
        painter.setFont(face("body", chosen))
        painter.setPen(color("ink" if chosen or self.underMouse() else "faint"))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self.text())


class Segments(QWidget):
    """Two or three views of one place, one of them shown: `校验 6 | 预览`. Arrow keys move, one stop for Tab."""

    chosen = Signal(int)

    def __init__(self, texts: tuple[str, ...], current: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        self._parts = tuple(_Segment(text, self) for text in texts)
        for number, part in enumerate(self._parts):
            row.addWidget(part)
            part.toggled.connect(lambda on, number=number: self._toggled(number, on))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._parts[current].setChecked(True)

    def _toggled(self, number: int, on: bool) -> None:
        self._parts[number].setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)
        if on:
            self.chosen.emit(number)

    def current(self) -> int:
        """Number of the view shown."""
        return next(number for number, part in enumerate(self._parts) if part.isChecked())

    def choose(self, number: int) -> None:
        """Show another view."""
        self._parts[number].setChecked(True)

    def set_text(self, number: int, text: str) -> None:
        """Name a view anew, such as when its count changes."""
        self._parts[number].set_text(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        following = (self.current() + step) % len(self._parts)
        self.choose(following)
        self._parts[following].setFocus(Qt.FocusReason.TabFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        box(QPainter(self), self.rect(), 6, color("bar_bg"))
