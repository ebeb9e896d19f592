"""待核 and notes on a cell, wherever it is shown: the entries of its menu, the card of a note, the tools of a field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from core.model import Place
from ui.desk import Desk
from ui.look import icons
from ui.look.buttons import Button, Kind
from ui.look.fields import TextField, label
from ui.look.popup import Popup
from ui.look.signs import LETTER_BOX, Letter, paint_letter
from ui.sheets.menus import RowMenu

PENDING_KEY, NOTE_KEY = "F4", "Shift+F2"
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WIDTH = 320
_STEP = LETTER_BOX + 4


def letter_of(desk: Desk, place: Place | None, *, over: bool = False) -> Letter | None:
    """The letter a cell carries: what the clerk has to look at again goes before where the value came from."""
    if place is not None and desk.is_pending(place):
        return Letter.UNCONFIRMED
    if over:
        return Letter.OVERRIDDEN
    origin = "" if place is None else desk.origin(place)
    return Letter(origin) if origin else None


def said_of(desk: Desk, place: Place, *, over: bool = False) -> tuple[str, ...]:
    """Everything there is to say on the marks of a cell, a line each: its letters' meanings, then the note."""
    origin, note = desk.origin(place), desk.note(place)
    letters = (
        Letter.UNCONFIRMED if desk.is_pending(place) else None,
        Letter.OVERRIDDEN if over else None,
        Letter(origin) if origin else None,
    )
    return (*(letter.meaning for letter in letters if letter), *((f"备注：{note}",) if note else ()))


def wanted_by(event: QEvent) -> str:
    """Which of the two keys an event presses; blank for any other."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
        return ""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() == Qt.Key.Key_F4 and modifiers == Qt.KeyboardModifier.NoModifier:
        return PENDING_KEY
    return NOTE_KEY if event.key() == Qt.Key.Key_F2 and modifiers == Qt.KeyboardModifier.ShiftModifier else ""


def toggle_pending(desk: Desk, places: tuple[Place, ...]) -> None:
    """Mark cells 待核, or take the mark back where all of them have it."""
    markable = tuple(filter(desk.can_mark, places))
    if not markable:
        desk.tell("这一格还没有内容可以标为待核。")
        return
    desk.mark_pending(*markable, on=not all(map(desk.is_pending, markable)))


def offer_marks(menu: RowMenu, desk: Desk, places: tuple[Place, ...], write: Callable[[Place], object]) -> None:
    """Offer what can be done with the marks of cells; ``write`` opens the card of a note."""
    places = tuple(filter(desk.can_mark, places))
    if not places:
        return
    pending = all(map(desk.is_pending, places))
    if any(desk.is_pending(place) or desk.origin(place) for place in places):
        menu.offer("已核对，去掉标记", lambda: desk.confirm(*places))
    word = "取消待核" if pending else "标为待核"
    menu.offer(f"{word}\t{PENDING_KEY}", lambda: desk.mark_pending(*places, on=not pending))
    if len(places) == 1:
        noted = bool(desk.note(places[0]))
        menu.offer(f"{'修改' if noted else '写'}备注\t{NOTE_KEY}", lambda: write(places[0]))
        if noted:
            menu.offer("删除备注", lambda: desk.write_note(places[0], ""))


class NoteCard(Popup):
    """A small card to read and write the note on a cell; leaving it keeps what is typed, Esc gives it up."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._place: Place | None = None
        self._refused: dict[Place, str] = {}  # typed, and refused by the disk
        self.setFixedWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        self.field = TextField("", "这个数从哪里来、还要问谁")
        self.field.setFixedHeight(84)
        self.field.edit.setAccessibleName("备注")
        self.field.edit.installEventFilter(self)
        self.keep = Button("保存", Kind.FIX, small=True)
        self.keep.clicked.connect(self.close)
        self.remove = Button("删除备注", Kind.PLAIN, small=True)
        self.remove.clicked.connect(self._remove)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.keep)
        row.addWidget(self.remove)
        row.addStretch(1)
        head = QHBoxLayout()
        head.addWidget(label("备注", "body_bold"))
        head.addStretch(1)
        head.addWidget(label("只在账套里，不打印", "caption", "faint"))
        column.addLayout(head)
        column.addWidget(self.field)
        column.addLayout(row)

    def open_at(self, place: Place, below: QPoint) -> None:
        """Show the note on a cell, with the card's corner at a point of the screen, or above where there is no room."""
        note = self._desk.note(place)
        self._place = place
        self.field.edit.setPlainText(self._refused.pop(place, note))
        self.field.edit.setReadOnly(self._desk.read_only)
        self.keep.setEnabled(not self._desk.read_only)
        self.remove.setVisible(bool(note))
        self.adjustSize()
        screen = self.screen().availableGeometry()
        left = min(below.x(), screen.right() - self.width())
        fits = below.y() + self.height() <= screen.bottom()
        self.move(max(screen.left(), left), below.y() if fits else max(screen.top(), below.y() - self.height() - 40))
        self.show()
        self.field.edit.setFocus(Qt.FocusReason.PopupFocusReason)

    def store(self) -> None:
        """Put what is typed into the book; what the disk refuses is there when the card is opened again."""
        place, self._place = self._place, None
        if place is not None and not self._desk.read_only:
            text = self.field.text()
            if not self._desk.write_note(place, text):
                self._refused[place] = text

    def _remove(self) -> None:
        self.field.edit.clear()
        self.close()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving keeps what is typed."""
        super().hideEvent(event)
        self.store()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter keeps, Esc gives up."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self._place = None
        elif event.key() not in _ENTER or not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        self.close()
        return True


class MarkTools(QAbstractButton):
    """The marks of a field beside its caption, and their menu: quiet until the field is pointed at or typed into.

    ``watched`` is what the field is typed into: F4 and Shift+F2 work there.
    """

    def __init__(self, desk: Desk, find: Callable[[], Place | None], around: QWidget, watched: QWidget) -> None:
        super().__init__()
        self._desk, self._find = desk, find
        self._around, self._watched = around, watched
        self._letter: Letter | None = None
        self._noted = self._lit = False
        self._card: NoteCard | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedSize(QSize(3 * _STEP, 18))
        self.setAccessibleName("待核和备注")
        self.clicked.connect(lambda: self.open_menu())
        for part in {around, watched}:
            part.installEventFilter(self)
        desk.changed.connect(self._look_again)  # a method of ours goes with us, a function of its own would not
        desk.selected.connect(self._look_again)
        self.reload()

    def reload(self) -> None:
        """Show the marks as the book stands."""
        place = self._find()
        there = place is not None and self._desk.can_mark(place)
        self.setEnabled(there)
        self._letter = letter_of(self._desk, place) if there else None
        self._noted = place is not None and there and bool(self._desk.note(place))
        said = said_of(self._desk, place) if place is not None and there else ()
        self.setToolTip("\n".join(said) or f"待核（{PENDING_KEY}）、备注（{NOTE_KEY}）")
        self.update()

    def _look_again(self, _: object) -> None:
        self.reload()

    def menu(self) -> RowMenu:
        """What can be done with the marks."""
        menu = RowMenu(self, read_only=self._desk.read_only)
        place = self._find()
        if place is not None:
            offer_marks(menu, self._desk, (place,), lambda _: self.write_note())
        return menu

    def open_menu(self) -> None:
        """Show it below the marks."""
        self.menu().popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def write_note(self) -> None:
        """Open the card of the note below the field's caption."""
        place = self._find()
        if place is not None and self._desk.can_mark(place):
            self.card.open_at(place, self.mapToGlobal(QPoint(self.width() - _WIDTH, self.height() + 2)))

    @property
    def card(self) -> NoteCard:
        """The card of the note; made when it is first asked for."""
        if self._card is None:
            self._card = NoteCard(self._desk, self)
        return self._card

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The two keys; and whether anybody is at the field."""
        key = wanted_by(event)
        place = self._find() if key else None
        if key and place is not None:
            self.write_note() if key == NOTE_KEY else toggle_pending(self._desk, (place,))
            return True
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave, QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._lit = self._watched.hasFocus() or self._around.underMouse()
            self.update()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Letter, pencil of a note, and the dots of the menu, from the right."""
        painter = QPainter(self)
        room = QRectF(self.width() - LETTER_BOX, 0, LETTER_BOX, self.height())
        if self._letter:
            paint_letter(painter, room, self._letter)
            room.translate(-_STEP, 0)
        if self._noted:
            icons.paint(painter, room, "pencil", "soft")
            room.translate(-_STEP, 0)
        if self._lit and self.isEnabled():
            icons.paint(painter, room, "more", "soft" if self.underMouse() else "faint")
