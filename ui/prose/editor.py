"""The editor of one answer: as high as its text, safe with input methods, with undo that goes on in the book."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QWidget

from core.report.figures import Figure
from ui.look.tokens import color
from ui.prose.figure_text import LINE_HEIGHT, Cut, FigureText
from ui.prose.live import Find, figure_beside
from ui.sheets.menus import RowMenu

_SNIPPET_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class ProseEditor(FigureText):
    """The editor; the page around it scrolls."""

    entered = Signal(bool)  # it has the keyboard; whether by the mouse
    left = Signal()
    clicked = Signal()  # the mouse was let go
    refused = Signal()  # typed into a text that cannot be typed into
    undo_asked = Signal()  # there is no unsaved typing of its own to take back
    redo_asked = Signal()
    figures_asked = Signal()
    snippets_asked = Signal()
    menu_asked = Signal(object)  # RowMenu: what else can be done with this answer

    def __init__(
        self, cut: Cut, owner: Callable[[], int], parent: QWidget | None = None, *, least_lines: int = 1
    ) -> None:
        super().__init__(cut, owner, parent)
        self._least = LINE_HEIGHT * least_lines + 4
        self._composing = False
        self._soft = False
        self._waiting: Find | None = None
        self._resizing = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.fit)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._grown())
        self.fit()

    # --- text --------------------------------------------------------------------------------------------------------

    @property
    def composing(self) -> bool:
        """Whether an input method is in the middle of a word; the text must not be replaced or stored then."""
        return self._composing

    def refresh(self, find: Find) -> None:
        """Let the figures show their present values; a composition is waited for."""
        self._waiting = find if self._composing else None
        if not self._composing:
            super().refresh(find)

    def insert(self, figure: Figure) -> None:
        """Put a live figure where the caret is, and go on there."""
        super().insert(figure)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def put(self, text: str) -> None:
        """Put a stored text where the caret is, and go on there."""
        super().put(text)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_fixed(self, fixed: bool, soft: bool) -> None:
        """Whether it can be typed into; soft ink is for a text the data have written."""
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(
            flags.TextSelectableByMouse | flags.TextSelectableByKeyboard if fixed else flags.TextEditorInteraction
        )
        if soft != self._soft:
            self._soft = soft
            self._ink()

    def _ink(self) -> None:
        self.setStyleSheet(f"color: {color('soft').name()}" if self._soft else "")

    def _recolour(self) -> None:
        super()._recolour()
        self._ink()

    # --- height ------------------------------------------------------------------------------------------------------

    def _grown(self) -> None:
        """Ask for another height; not while the layout is just giving one, it would not hear."""
        if self._resizing:
            self._later.start(0)
        else:
            self.fit()

    def fit(self) -> None:
        """Be as high as the text."""
        self._later.stop()
        self.setFixedHeight(max(ceil(self.document().size().height()), self._least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may break the lines elsewhere."""
        self._resizing = True
        super().resizeEvent(event)
        self._resizing = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls, not the editor."""
        event.ignore()

    # --- keys and the input method -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo and redo of unsaved typing here, of everything else in the book; figures are deleted whole."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_typing()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_typing()
        elif event.key() == Qt.Key.Key_I and event.modifiers() == _SNIPPET_MODIFIERS:
            self.snippets_asked.emit()
        elif not self._deleted_whole(event):
            writes = bool(event.text()) and event.text().isprintable()
            if writes and self.isReadOnly() and event.text().strip():
                self.refused.emit()
            if writes and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._make_room()
            super().keyPressEvent(event)

    def undo_typing(self) -> None:
        """Take back unsaved typing, else ask the book to."""
        if self.document().isUndoAvailable():
            self.document().undo()
        else:
            self.undo_asked.emit()

    def redo_typing(self) -> None:
        """Take unsaved typing again, else ask the book to."""
        if self.document().isRedoAvailable():
            self.document().redo()
        else:
            self.redo_asked.emit()

    def _deleted_whole(self, event: QKeyEvent) -> bool:
        key, cursor = event.key(), self.textCursor()
        if key not in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) or cursor.hasSelection() or self.isReadOnly():
            return False
        live = figure_beside(self.document(), cursor.position(), before=key == Qt.Key.Key_Backspace)
        if live is None:
            return False
        cursor.setPosition(live.start)
        cursor.setPosition(live.end, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        return True

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know when a composition is under way; figures that changed meanwhile are renewed when it ends."""
        self._composing = bool(event.preeditString())
        if event.preeditString() or event.commitString():
            self._make_room()
        super().inputMethodEvent(event)
        if not self._composing and self._waiting is not None:
            self.refresh(self._waiting)

    # --- coming and going --------------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell the section."""
        super().focusInEvent(event)
        self.entered.emit(event.reason() == Qt.FocusReason.MouseFocusReason)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the section; a menu or the list of figures does not count as leaving."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell the section that nothing is being dragged any more."""
        super().mouseReleaseEvent(event)
        self.clicked.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done here."""
        menu = RowMenu(self, read_only=False)
        chosen, live = self.textCursor().hasSelection(), not self.isReadOnly()
        entries = (
            ("撤销", self.undo_typing, live), ("恢复", self.redo_typing, live), None,
            ("剪切", self.cut, chosen and live), ("复制", self.copy, chosen),
            ("粘贴", self.paste, live and self.canPaste()), None,
            ("插入数据", self.figures_asked.emit, live), ("常用语", self.snippets_asked.emit, True), None,
            ("全选", self.selectAll, True),
        )  # fmt: skip
        for entry in entries:
            if entry is None:
                menu.addSeparator()
                continue
            menu.offer(*entry)
        menu.addSeparator()
        self.menu_asked.emit(menu)
        menu.popup(event.globalPos())
