"""What is in a backup, and what would be other than now, before it takes the place of the book."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.keeping.difference import CellChange, Difference, difference
from core.keeping.shelf import Shelved, looked_into
from core.paths import data_folder
from core.trouble import BookTrouble
from ui.desk import Desk
from ui.look.buttons import Button, Kind
from ui.look.cards import Card
from ui.look.signs import Sign
from ui.panels.keeping.paragraph import inside, paragraph, row_of
from ui.panels.keeping.secret import Secret
from ui.panels.keeping.words import when
from ui.panels.words import shortened

_MOST_PROJECTS, _MOST_CELLS = 8, 4
_LONGEST = 24  # characters of a text that is compared


class LookCard(Card):
    """Gone until a backup is chosen; an encrypted one asks for its password first."""

    restored = Signal(str)  # when the backup was made, in words
    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("备份里有什么", " ")
        self._desk = desk
        self._shelved: Shelved | None = None
        close = Button("收起", Kind.QUIET)
        close.clicked.connect(self.close_up)
        self.tools.addWidget(close)
        column = inside(self)
        self.secret = Secret("这份备份的密码")
        self.unseal = Button("解开看看", small=True)
        self.unseal.clicked.connect(self._look)
        self.secret.line.returnPressed.connect(self._look)
        self._locked = QWidget()
        row = row_of(self.secret, self.unseal)
        self._locked.setLayout(row)
        self.what, self.differs, self.steps = paragraph("", "ink"), paragraph(), paragraph("", "faint", "caption")
        self.restore = Button("恢复成这份", Kind.FIX)
        self.restore.clicked.connect(self._restore)
        column.addWidget(self._locked)
        for part in (self.what, self.differs, self.steps):
            column.addWidget(part)
        column.addLayout(row_of(self.restore))
        self.hide()

    def show_backup(self, shelved: Shelved) -> None:
        """Look into a backup."""
        self._shelved = shelved
        self.caption.setText(f"{when(shelved.backup.at)}，{shelved.backup.why}")
        self.secret.clear()
        self._locked.setVisible(shelved.backup.is_sealed)
        self._say("")
        self.show()
        if shelved.backup.is_sealed:
            self._say("这份备份加了密，输入密码才能看。")
            self.secret.line.setFocus()
        else:
            self._look()

    def close_up(self) -> None:
        """Look into none."""
        self._shelved = None
        self.secret.clear()
        self.hide()
        self.closed.emit()

    def reload(self) -> None:
        """Compare anew, when the book has changed; an encrypted backup is closed again."""
        if self._shelved is not None and self.isVisible():
            self.show_backup(self._shelved)

    def _say(self, what: str, differs: str = "", steps: str = "") -> None:
        for part, text in ((self.what, what), (self.differs, differs), (self.steps, steps)):
            part.setText(text)
            part.setVisible(bool(text))
        self.restore.setVisible(bool(differs))

    def _look(self) -> None:
        assert self._shelved is not None
        with TemporaryDirectory(dir=data_folder()) as folder:
            try:
                _, found = looked_into(self._shelved.backup, self.secret.text(), Path(folder))
            except BookTrouble as trouble:
                if self._shelved.backup.is_sealed:
                    self.secret.say(Sign.ERROR)
                self._say(str(trouble))
                return
        self.secret.say(None)
        other = difference(self._desk.book, found.book)
        steps = "；".join(f"{when(datetime.fromisoformat(at))} {name}" for at, name in found.steps)
        self._say(found.sentence(), "\n".join(_lines(other)), f"那时最后几步：{steps}。" if steps else "")
        self.restore.setVisible(not self._desk.read_only and not other.is_none)

    def _restore(self) -> None:
        shelved = self._shelved
        assert shelved is not None
        with TemporaryDirectory(dir=data_folder()) as folder:
            try:
                path, _ = looked_into(shelved.backup, self.secret.text(), Path(folder))
            except BookTrouble as trouble:
                self._say(str(trouble))
                return
            done = self._desk.restore(replace(shelved.backup, path=path))
        if done:
            self.close_up()
            self.restored.emit(when(shelved.backup.at))


def _lines(other: Difference) -> Iterator[str]:
    """The difference in figures, then project by project."""
    yield f"换成这份，和现在的账套比：{other.figures()}。"
    for change in other.projects[:_MOST_PROJECTS]:
        yield f"· {change}"
        yield from (f"    {_told(cell)}" for cell in change.cells[:_MOST_CELLS])
        if len(change.cells) > _MOST_CELLS:
            yield f"    另有 {len(change.cells) - _MOST_CELLS} 格"
    if len(other.projects) > _MOST_PROJECTS:
        yield f"· 另有 {len(other.projects) - _MOST_PROJECTS} 处"


def _told(cell: CellChange) -> str:
    now, then = (shortened(text, _LONGEST) or "空白" for text in (cell.now, cell.then))
    return f"{cell.caption}：现在“{now}”，那时“{then}”"
