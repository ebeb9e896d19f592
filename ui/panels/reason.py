"""The box for the clerk's answer to a finding; what is typed there is never lost by going elsewhere."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from core.rules.finding import Finding
from ui.desk import Desk
from ui.look.buttons import Button, Kind
from ui.look.cards import Panel
from ui.look.fields import Labelled, TextField, label

Subject = tuple[int, str]  # number of the project, subject of the finding


class ReasonBox(Panel):
    """Where the clerk writes the answer to a finding.

    A draft is kept for each finding; leaving (another project, export, closing) puts all of them into the book.
    """

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("paper", "t")
        self._desk = desk
        self._finding: Finding | None = None
        self._drafts: dict[Subject, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self._sentence = label("", "caption", "soft", wrap=True)
        self.field = TextField("", "写清原因和依据；数变了这一条会重新提出。")
        self.field.setFixedHeight(84)
        self.field.changed.connect(self._note)
        column.addWidget(Labelled("说明", self.field, strong=True, limit=200))
        column.addWidget(self._sentence)
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

    def ask(self, finding: Finding) -> None:
        """Open the box for a finding, with what was typed for it before."""
        self._finding = None  # what comes into the field now is not typed
        self._sentence.setText(finding.message)
        self.field.edit.setPlainText(self._drafts.get(_subject(finding), finding.reason))
        self._finding = finding
        self.show()
        self.field.edit.setFocus()

    def writing(self) -> bool:
        """Whether the box holds something that is not in the book yet."""
        return self._finding is not None and _subject(self._finding) in self._drafts

    def store(self) -> None:
        """Put every draft into the book; one that the disk refuses stays, and its box stays open."""
        for subject, text in tuple(self._drafts.items()):
            finding = self._live(subject)
            if finding is not None and self._desk.explain(finding, text):
                del self._drafts[subject]
        if not self.writing():
            self._close()

    def _live(self, subject: Subject) -> Finding | None:
        """The finding as it stands now: its values may have moved since the box was opened."""
        return next((f for f in self._desk.findings(subject[0]) if f.subject == subject[1]), None)

    def _note(self) -> None:
        if self._finding is None:
            return
        text = self.field.text()
        if text == self._finding.reason:
            self._drafts.pop(_subject(self._finding), None)
        else:
            self._drafts[_subject(self._finding)] = text

    def _keep(self) -> None:
        finding = self._finding
        if finding is None or self._desk.explain(self._live(_subject(finding)) or finding, self.field.text()):
            self._give_up()

    def _give_up(self) -> None:
        if self._finding is not None:
            self._drafts.pop(_subject(self._finding), None)
        self._close()

    def _close(self) -> None:
        if self._finding is not None:
            self._finding = None
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives up."""
        if event.key() == Qt.Key.Key_Escape:
            self._give_up()
        else:
            super().keyPressEvent(event)


def _subject(finding: Finding) -> Subject:
    return finding.project, finding.subject
