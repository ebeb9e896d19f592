"""A text widget with live figures: they follow the data, and caret and clipboard take each as one unit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, Signal
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from core.report.figures import Figure
from core.report.wording import Piece, joined
from ui.look.faces import advance, face
from ui.look.signs import Sign
from ui.look.tokens import THEME, color
from ui.prose.grounds import paint_grounds
from ui.prose.live import (
    Find,
    figure_at,
    is_live,
    mend,
    pieces_of,
    put,
    recolour,
    refresh,
    stale,
    where,
)

LINE_HEIGHT = 26
_OWN_MIME = "application/x-jipingben-prose"
_INDENTS = " \t\u3000"
Cut = Callable[[str], tuple[Piece, ...]]
Mark = tuple[str, Sign]
"""A phrase to underline, and how serious it is."""


class FigureText(QTextEdit):
    """Paragraphs with live figures.

    ``cut`` turns stored text into pieces; ``owner`` says whose figures they are: copies are live only at home.
    """

    typed = Signal()  # the clerk changed the text

    def __init__(self, cut: Cut, owner: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cut, self._owner = cut, owner
        self._filling = False
        self._was = 0
        self.setFont(face("prose"))
        self.setAcceptRichText(False)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._changed)
        self.cursorPositionChanged.connect(self._keep_out)
        THEME.changed.connect(self._recolour)

    # --- the text ----------------------------------------------------------------------------------------------------

    def stored(self) -> str:
        """The text as it is stored, figures in braces."""
        return joined(pieces_of(self.document()))

    def text(self) -> str:
        """The text as it will be printed."""
        return "".join(piece.text for piece in pieces_of(self.document()))

    def show_text(self, pieces: tuple[Piece, ...]) -> None:
        """Show another text; the caret stays where it was as far as there is text."""
        caret = self.textCursor().position()
        self._quietly(lambda: self._fill(pieces))
        caret = min(caret, self.document().characterCount() - 1)
        self._select(caret, caret)

    def refresh(self, find: Find) -> None:
        """Let the figures show their present values; caret and selection stay."""
        if not stale(self.document(), find):
            return
        cursor = self.textCursor()
        ends = [cursor.anchor(), cursor.position()]

        def renew() -> None:
            for moved in refresh(self.document(), find):
                ends[:] = [end + moved.by if end >= moved.end else end for end in ends]

        self._quietly(renew)
        self._select(*ends)

    def insert(self, figure: Figure) -> None:
        """Put a live figure where the caret is."""
        put(self.textCursor(), (Piece(figure.text, figure.path, figure.spec, figure.caption),))

    def put(self, text: str) -> None:
        """Put a stored text with its figures where the caret is, in place of what is selected."""
        put(self.textCursor(), self._cut(text))

    def selected(self) -> str:
        """What is selected, as it is stored."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return ""
        return joined(pieces_of(self.document(), cursor.selectionStart(), cursor.selectionEnd()))

    def mark(self, marks: tuple[Mark, ...]) -> None:
        """Underline phrases; those that do not stand in the text are passed over."""
        found = ((where(self.document(), phrase), sign) for phrase, sign in marks)
        self.setExtraSelections([self._underlined(*at, sign) for at, sign in found if at is not None])

    def forget_typing(self) -> None:
        """The typing so far is in the book; taking it back is the book's affair from now on."""
        self.document().clearUndoRedoStacks()

    def _underlined(self, start: int, end: int, sign: Sign) -> QTextEdit.ExtraSelection:
        made = QTextEdit.ExtraSelection()
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        made.cursor = cursor
        style = QTextCharFormat()
        style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        style.setUnderlineColor(color(f"{sign.hue}_sign"))
        style.setBackground(color(f"{sign.hue}_tint"))
        made.format = style
        return made

    def _fill(self, pieces: tuple[Piece, ...]) -> None:
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        cursor.setBlockFormat(_paragraph())
        cursor.setCharFormat(QTextCharFormat())
        put(cursor, pieces)

    def _quietly(self, change: Callable[[], object]) -> None:
        """Change the text without a word and without a way back in the editor's own history."""
        self._filling = True
        self.document().setUndoRedoEnabled(False)
        change()
        self.document().setUndoRedoEnabled(True)
        self._filling = False

    def _recolour(self) -> None:
        self._quietly(lambda: recolour(self.document()))

    def _changed(self) -> None:
        if self._filling:
            return
        self._filling = True
        mend(self.document())
        self._filling = False
        self.typed.emit()

    # --- the caret ---------------------------------------------------------------------------------------------------

    def _keep_out(self) -> None:
        """The caret never stands inside a figure, and what is typed beside one is not part of it."""
        if self._filling:
            return
        cursor = self.textCursor()
        anchor, position = cursor.anchor(), cursor.position()
        over = figure_at(self.document(), anchor)
        if over is not None and cursor.hasSelection() and over.start <= position <= over.end:
            edges = (over.start, over.end)
        else:
            edges = (self._edge(anchor), self._edge(position))
        self._was = edges[1]
        if edges != (anchor, position):
            self._select(*edges)
        else:
            self._write_plainly()

    def _write_plainly(self) -> None:
        """What is typed next does not become part of a figure beside the caret."""
        if is_live(self.currentCharFormat()) and not (self.textCursor().hasSelection() or self.isReadOnly()):
            self.setCurrentCharFormat(QTextCharFormat())

    def _make_room(self) -> None:
        """Before text takes the place of a selection with a figure at its edge: else it would look like one."""
        cursor = self.textCursor()
        if cursor.hasSelection() and is_live(cursor.charFormat()) and not self.isReadOnly():
            cursor.removeSelectedText()
            self.setTextCursor(cursor)
        self._write_plainly()

    def _edge(self, position: int) -> int:
        """Outside a figure: the far edge when coming from a near one, else the nearest."""
        live = figure_at(self.document(), position)
        if live is None:
            return position
        if self._was in (live.start, live.end):
            return live.end if self._was == live.start else live.start
        return live.start if position - live.start < live.end - position else live.end

    def _select(self, anchor: int, position: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    # --- clipboard ---------------------------------------------------------------------------------------------------

    def createMimeDataFromSelection(self) -> QMimeData:
        """The selection as printed, and for this program with its figures live."""
        cursor = self.textCursor()
        chosen = pieces_of(self.document(), cursor.selectionStart(), cursor.selectionEnd())
        data = QMimeData()
        data.setText("".join(piece.text for piece in chosen))
        data.setData(_OWN_MIME, f"{self._owner()}\n{joined(chosen)}".encode())
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Only text can be put in."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert plain text without its typed indents; a copy from the same project keeps its figures."""
        home, _, own = bytes(source.data(_OWN_MIME).data()).decode().partition("\n")
        if home == str(self._owner()):
            put(self.textCursor(), self._cut(own))
        else:
            put(self.textCursor(), (Piece(_without_indents(source.text())),))

    # --- painting ----------------------------------------------------------------------------------------------------

    def viewportEvent(self, event: QEvent) -> bool:
        """A figure says what it is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._said_at(event.pos()), self)
            return True
        return super().viewportEvent(event)

    def _said_at(self, at: QPoint) -> str:
        found = figure_at(self.document(), self.cursorForPosition(at).position())
        if found is None:
            return ""
        return f"{found.caption}：还没有数据" if found.missing else f"{found.caption}，随数据变化"

    def paintEvent(self, event: QPaintEvent) -> None:
        """Grounds of the figures first, then the text."""
        painter = QPainter(self.viewport())
        offset = QPointF(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        paint_grounds(painter, self.document(), offset, QRectF(event.rect()))
        painter.end()
        super().paintEvent(event)


def _paragraph() -> QTextBlockFormat:
    """A paragraph: 26 px lines, two characters of indent as on paper."""
    made = QTextBlockFormat()
    made.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    made.setTextIndent(2 * advance("国", "prose"))
    return made


def _without_indents(text: str) -> str:
    return "\n".join(line.strip(_INDENTS) if line[:1] in _INDENTS else line for line in text.splitlines())
