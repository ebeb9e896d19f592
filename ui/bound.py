"""Fields bound to a cell of the book: they show it, store what is typed on leaving, and say what does not add up.

A finding appears when the field is left and goes the moment the text is right; a text the disk refused stays.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QSizePolicy, QWidget

from core.edits import set_text
from core.model import Place
from core.rules.finding import Finding, Level
from ui.desk import Desk
from ui.look.fields import Dropdown, Labelled, LineField, TextField
from ui.look.signs import Sign
from ui.marks import MarkTools
from ui.sheets.sheet import EARLIER_KEY, NOT_EMPTY

SIGNS = {Level.ERROR: Sign.ERROR, Level.WARNING: Sign.WARNING, Level.HINT: Sign.HINT}
IDLE_BEFORE_SAVING = 1000  # ms; long texts are stored after one idle second
FindPlace = Callable[[], Place | None]


def worst(findings: tuple[Finding, ...]) -> Finding | None:
    """The most serious finding, the first among equals."""
    order = list(Level)
    return min(findings, key=lambda finding: order.index(finding.level), default=None)


def asks_to_undo(event: QEvent) -> bool:
    """Whether an event asks if a field wants Ctrl+Z or Ctrl+Y for itself."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


class _Bound(Labelled):
    """What all bound fields share: where they stand and how they mark findings."""

    def __init__(self, desk: Desk, find: FindPlace, caption: str, inner: QWidget, **options: object) -> None:
        super().__init__(caption, inner, **options)  # type: ignore[arg-type]
        self.desk = desk
        self.caption = caption
        self._find = find
        typed_into = inner.edit if isinstance(inner, TextField) else inner
        typed_into.installEventFilter(self)
        self.marks = MarkTools(desk, find, self, typed_into)
        self.add_tool(self.marks)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Z belongs to the window unless something typed here is not in the book yet."""
        if not asks_to_undo(event) or self.unsaved():
            return False
        event.ignore()
        return True

    def unsaved(self) -> bool:
        """Whether something typed here is not in the book yet."""
        return False

    def place(self) -> Place | None:
        """The cell it is bound to; None while its row does not exist."""
        return self._find()

    def mark(self, findings: tuple[Finding, ...]) -> None:
        """Show the most serious of the findings that speak of this cell first, or none."""
        place = self.place()
        found = worst(tuple(f for f in findings if f.open and f.places and f.places[0] == place))
        if found is None:
            self.say(None)
        else:
            self.say(SIGNS[found.level], found.message)

    def forgive(self, text: str) -> None:
        """Take the mark away as soon as the text being typed is right."""
        place = self.place()
        if place is not None and self.desk.findings_at(place):
            self.mark(tuple(f for f in self.desk.findings_if(place, text) if place in f.places))


class BoundLine(_Bound):
    """One line of text."""

    def __init__(self, desk: Desk, find: FindPlace, caption: str, hint: str = "", *, strong: bool = False) -> None:
        self.line = LineField("", hint)
        super().__init__(desk, find, caption, self.line, strong=strong)
        self.line.editingFinished.connect(self.store)
        self.line.textEdited.connect(self._typed)
        self._typed_at: Place | None = None
        self.earlier = ""
        """What stood here last year, said faintly; a key takes it while the line is empty."""
        desk.leaving.connect(self.store)
        self.reload()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The key that takes last year's text."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and self.earlier and event.keyCombination() == QKeySequence(EARLIER_KEY)[0]:
            self.take_earlier()
            return True
        return super().eventFilter(watched, event)

    def take_earlier(self) -> None:
        """Put last year's text into the empty line, and into the book."""
        place = self.place()
        if self.line.text().strip():
            self.desk.tell(NOT_EMPTY)
        elif place is not None:
            step = set_text(self.desk.book, place, self.earlier)
            self.desk.take_from_last_year(step, f"填入上年的{self.caption}")

    def unsaved(self) -> bool:
        """Whether the line was typed into and not left."""
        return self.line.isModified()

    def _typed(self, text: str) -> None:
        self._typed_at = self.place()
        self.forgive(text)

    def store(self) -> None:
        """Put what is typed into the book."""
        place = self.place()
        if place is not None and self.line.isModified():
            if self.desk.type_text(place, self.line.text(), f"修改{self.caption}"):
                self.line.setModified(False)
            self.mark(self.desk.findings(place.project))

    def reload(self) -> None:
        """Show what stands in the book, unless the clerk is just typing here."""
        place = self.place()
        self.line.setReadOnly(place is None or self.desk.read_only)
        if place is None or (self.line.isModified() and place == self._typed_at):
            return  # typed and not yet in the book: it stays
        text = self.desk.text(place)
        if text != self.line.text():
            self.line.setText(text)
        self.mark(self.desk.findings(place.project))


class BoundText(_Bound):
    """Several lines of text, stored after one idle second and on leaving."""

    def __init__(
        self,
        desk: Desk,
        find: FindPlace,
        caption: str,
        hint: str = "",
        *,
        limit: int | None = None,
        strong: bool = True,
    ) -> None:
        self.field = TextField("", hint)
        self.field.edit.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        super().__init__(desk, find, caption, self.field, strong=strong, limit=limit)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_BEFORE_SAVING)
        self._idle.timeout.connect(self._store_quietly)
        self._filling = False
        self._typed_at: Place | None = None  # where the text stands that is not in the book yet
        self.field.changed.connect(self._typed)
        self.field.left.connect(self.store)
        desk.leaving.connect(self.store)
        self.reload()

    def unsaved(self) -> bool:
        """Whether the clerk was typing within the last second."""
        return self._typed_at is not None

    def _typed(self) -> None:
        if not self._filling:
            self._typed_at = self.place()
            self._idle.start()
            self.forgive(self.field.text())

    def _store_quietly(self) -> None:
        place = self._typed_at
        if place is not None and self.desk.type_text(place, self.field.text(), f"修改{self.caption}", merge=True):
            self._typed_at = None

    def store(self) -> None:
        """Put what is typed into the book and show what does not add up."""
        self._idle.stop()
        self._store_quietly()
        self.mark(self.desk.findings())

    def reload(self) -> None:
        """Show what stands in the book, unless the clerk is just typing here."""
        place = self.place()
        self.field.edit.setReadOnly(place is None or self.desk.read_only)
        if self._typed_at is not None and self._typed_at == place:
            return  # typed and not yet in the book: it stays
        text = "" if place is None else self.desk.text(place)
        if text != self.field.text():
            self._filling = True
            self.field.edit.setPlainText(text)
            self._filling = False
        if not self.field.edit.hasFocus():
            self.mark(self.desk.findings())


class BoundChoice(_Bound):
    """A choice among a few words; a word from outside the list is kept and offered too."""

    def __init__(self, desk: Desk, find: FindPlace, caption: str, choices: tuple[str, ...]) -> None:
        self.box = Dropdown(("", *choices), field=True)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        super().__init__(desk, find, caption, self.box)
        self.box.activated.connect(self.store)
        self.reload()

    def store(self) -> None:
        """Put the choice into the book."""
        place = self.place()
        if place is not None:
            self.desk.type_text(place, self.box.currentText(), f"修改{self.caption}")

    def reload(self) -> None:
        """Show what stands in the book."""
        place = self.place()
        text = "" if place is None else self.desk.text(place)
        self.box.setEnabled(place is not None and not self.desk.read_only)
        if self.box.findText(text) < 0:
            self.box.addItem(text)
        self.box.setCurrentText(text)
        self.mark(self.desk.findings())


Bound = BoundLine | BoundText | BoundChoice
