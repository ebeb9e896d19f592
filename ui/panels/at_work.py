"""Where the clerk is at work: the cell that has the keyboard, and what is typed there and not in the book yet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMetaObject, QObject, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from core.model import Place
from ui.bound import BoundChoice, BoundLine, BoundText
from ui.prose.section import Section
from ui.sheets.view import SheetView

Typed = tuple[Place, str]
_Holder = SheetView | Section | BoundLine | BoundText | BoundChoice


class AtWork(QObject):
    """Follows the keyboard through one window."""

    moved = Signal(object)  # Place: another cell
    typed = Signal()  # what is typed there is otherwise

    def __init__(self, window: Callable[[], QWidget], parent: QObject) -> None:
        """``window`` is asked each time: a part may be put into a window later."""
        super().__init__(parent)
        self._window = window
        self._holder: _Holder | None = None
        self._heard: list[QMetaObject.Connection] = []
        self.place: Place | None = None
        """The cell the clerk was at last."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus)

    def unsaved(self) -> Typed | None:
        """What is typed and not in the book yet, with its place."""
        match self._holder:
            case Section() as section if section.unsaved:
                return section.place, section.editor.stored()
            case BoundText() as text if text.unsaved():
                place = text.place()
                return (place, text.field.text()) if place is not None else None
            case BoundLine() as line if line.unsaved():
                place = line.place()
                return (place, line.line.text()) if place is not None else None
        return None

    def _focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """The keyboard has gone elsewhere; to where nothing is typed, the clerk is still at the last cell."""
        holder = _holder_of(now)
        if holder is None or holder.window() is not self._window():
            return
        self._let_go()
        self._holder = holder
        self._heard.append(holder.destroyed.connect(self._forget))
        if isinstance(holder, SheetView):
            self._heard.append(holder.selectionModel().currentChanged.connect(self._moved))
        elif isinstance(now, QLineEdit | QPlainTextEdit | QTextEdit):
            self._heard.append(now.textChanged.connect(self.typed))
        self._moved()

    def _let_go(self) -> None:
        for connection in self._heard:
            QObject.disconnect(connection)
        self._heard.clear()
        self._holder = None

    def _forget(self) -> None:
        self._heard.clear()
        self._holder = None

    def _moved(self) -> None:
        place = _place_of(self._holder)
        if place is not None and place != self.place:
            self.place = place
            self.moved.emit(place)


def _holder_of(widget: QWidget | None) -> _Holder | None:
    """What knows the cell a widget stands for."""
    while widget is not None and not isinstance(widget, _Holder):
        widget = widget.parentWidget()
    return widget


def _place_of(holder: _Holder | None) -> Place | None:
    match holder:
        case SheetView():
            index = holder.currentIndex()
            return holder.model().cell(index).about if index.isValid() else None
        case Section():
            return holder.place
        case BoundLine() | BoundText() | BoundChoice():
            return holder.place()
    return None
