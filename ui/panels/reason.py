"""The box for the clerk's answer to a finding; what is typed there is kept after one idle second, and never lost."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from core.rules.finding import Finding
from ui.bound import IDLE_BEFORE_SAVING
from ui.desk import Desk
from ui.look.buttons import Button, Kind
from ui.look.cards import Panel
from ui.look.fields import Labelled, TextField
from ui.look.finding_item import BAR, LEFT, RIGHT
from ui.panels.finding_list import Subject, subject_of


class ReasonBox(Panel):
    """Where the clerk writes the answer to a finding, below the finding itself and right of its accent bar.

    A draft is kept for each finding; after one idle second, and on leaving (another project, export, closing), it goes
    into the book.  取消 brings back what was there before.
    """

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("paper")
        self._desk = desk
        self._finding: Finding | None = None
        self._before = ""  # the reason that was there when the box was opened
        self._drafts: dict[Subject, str] = {}  # typed, and not in the book yet
        self._idle = QTimer(self, singleShot=True, interval=IDLE_BEFORE_SAVING)
        self._idle.timeout.connect(self._store_idle)
        column = QVBoxLayout(self)
        column.setContentsMargins(LEFT - BAR, 2, RIGHT, 10)
        column.setSpacing(8)
        self.field = TextField("", "写清原因和依据；数变了这一条会重新提出。")
        self.field.setFixedHeight(84)
        self.field.changed.connect(self._note)
        column.addWidget(Labelled("说明", self.field, strong=True, limit=200))
        row = QHBoxLayout()
        self.keep = Button("保存说明", Kind.FIX, small=True)
        self.keep.clicked.connect(self._keep)
        leave = Button("取消", Kind.PLAIN, small=True)
        leave.clicked.connect(self._give_up)
        row.addWidget(self.keep)
        row.addWidget(leave)
        row.addStretch(1)
        column.addLayout(row)
        desk.leaving.connect(self.store)
        self.hide()

    @property
    def subject(self) -> Subject | None:
        """The finding that is written about; None while the box is closed."""
        return None if self._finding is None else subject_of(self._finding)

    def ask(self, finding: Finding) -> None:
        """Open the box for a finding, with what was typed for it before."""
        finding = self._live(subject_of(finding)) or finding
        if self.subject != subject_of(finding):
            self._before = finding.reason
        self._finding = None  # what comes into the field now is not typed
        self.field.edit.setPlainText(self._drafts.get(subject_of(finding), finding.reason))
        self._finding = finding
        self.show()
        self.field.edit.setFocus()

    def writing(self) -> bool:
        """Whether the box holds something that is not in the book yet."""
        return self.subject in self._drafts

    def store(self) -> None:
        """Put every draft into the book; one that the disk refuses stays, and its box stays open."""
        for subject in tuple(self._drafts):
            self._put(subject)
        if not self.writing():
            self._close()

    def _put(self, subject: Subject) -> None:
        text = self._drafts.pop(subject)  # before anybody hears of it and asks for it again
        finding = self._live(subject)
        if finding is None or not self._desk.explain(finding, text):
            self._drafts[subject] = text

    def _store_idle(self) -> None:
        """Put the draft at hand into the book; while a word is being composed, later."""
        if self.field.edit.textCursor().block().layout().preeditAreaText():
            self._idle.start()
        elif self.subject is not None and self.writing():
            self._put(self.subject)

    def _live(self, subject: Subject) -> Finding | None:
        """The finding as it stands now: its values may have moved since the box was opened."""
        return next((f for f in self._desk.findings(subject[0]) if f.subject == subject[1]), None)

    def _note(self) -> None:
        if self._finding is None:
            return
        subject, text = subject_of(self._finding), self.field.text()
        live = self._live(subject)
        if live is not None and text.strip() == live.reason:
            self._drafts.pop(subject, None)
        else:
            self._drafts[subject] = text
            self._idle.start()

    def _keep(self) -> None:
        finding = self._finding
        if finding is None or self._desk.explain(self._live(subject_of(finding)) or finding, self.field.text()):
            self._leave()

    def _give_up(self) -> None:
        """Close the box; the reason is what it was before."""
        live = self._live(self.subject) if self.subject is not None else None
        if live is None or live.reason == self._before or self._desk.explain(live, self._before):
            self._leave()

    def _leave(self) -> None:
        if self.subject is not None:
            self._drafts.pop(self.subject, None)
        self._close()

    def put_away(self) -> None:
        """Close the box; what is typed and not in the book yet is there when it is opened again."""
        self._close()

    def _close(self) -> None:
        self._idle.stop()
        if self._finding is not None:
            self._finding = None
            self.hide()
            self.closed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is stored any more by itself once the window is gone, with a book that is closed."""
        super().hideEvent(event)
        self._idle.stop()

    def showEvent(self, event: QShowEvent) -> None:
        """What was waiting to be stored goes on waiting."""
        super().showEvent(event)
        if self.writing():
            self._idle.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up."""
        if event.key() == Qt.Key.Key_Escape:
            self._give_up()
        else:
            super().keyPressEvent(event)
