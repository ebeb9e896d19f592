"""The editor of a cell for which words are offered: a line as any other, with a list below it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QCompleter, QWidget

from ui.look.cell_delegate import LineEditor
from ui.look.faces import face

_LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape)


class ChoiceEditor(LineEditor):
    """A line whose list opens with it; arrow keys and the mouse choose, anything else may be typed.

    A key that leaves the cell does so at once, whether the list is open or not.
    """

    chosen = Signal()  # a word of the list was taken

    def __init__(self, parent: QWidget, choices: tuple[str, ...]) -> None:
        super().__init__(parent)
        offered = QCompleter(QStringListModel(list(choices), self), self)
        offered.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        offered.setMaxVisibleItems(len(choices))
        self.setCompleter(offered)
        offered.popup().setFont(face("body"))
        offered.popup().installEventFilter(self)
        offered.activated.connect(lambda _: self.chosen.emit(), Qt.ConnectionType.QueuedConnection)

    def offer(self) -> None:
        """Open the list."""
        self.completer().complete()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that leave the cell go past the open list to the line; what is marked there already stands in it."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or event.key() not in _LEAVING:
            return super().eventFilter(watched, event)
        self.completer().popup().hide()
        QApplication.sendEvent(self, event)
        return True
