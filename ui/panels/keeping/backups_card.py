"""The backups of the open book, in this computer and at the second place, each read through beside the window."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Qt, QThread, Signal
from PySide6.QtWidgets import QHBoxLayout

from core.keeping import second_place
from core.keeping.shelf import Shelved, Soundness, shelf, soundness
from core.paths import backup_folder
from core.trouble import Trouble
from ui.desk import Desk
from ui.look.buttons import Button, Kind
from ui.look.cards import Card
from ui.look.figure_table import Cell, Column, FigureTable, Row
from ui.panels.keeping.words import age, size_of, when

_AT_A_TIME = 10
_CHECKING = "正在读"
_COLUMNS = (
    Column("时间", "2025 年 11 月 22 日 14:03"),
    Column("距今", "12 小时前"),
    Column("缘由", "第二位置"),
    Column("放在", "第二位置"),
    Column("大小", "120.5 MB", number=True),
    Column("读一遍", "另一个账套"),
)
_INKS = {Soundness.SOUND: "accent", Soundness.SEALED: "soft", Soundness.DAMAGED: "red", Soundness.OTHER: "faint"}


class Reading(QThread):
    """Reads backups through one by one; it writes nothing."""

    read = Signal(object, object)  # Shelved, Soundness

    def __init__(self, backups: tuple[Shelved, ...], number: str, parent: QObject) -> None:
        super().__init__(parent)
        self._backups, self._number = backups, number

    def run(self) -> None:
        """Runs in its own thread."""
        for shelved in self._backups:
            if self.isInterruptionRequested():
                return
            self.read.emit(shelved, soundness(shelved.backup, self._number))


class BackupsCard(Card):
    """A row leads to what is in the backup.  ``made`` is sent when the clerk made one."""

    chosen = Signal(object)  # Shelved
    made = Signal()
    told = Signal(str)  # a sentence for the status line

    def __init__(self, desk: Desk) -> None:
        super().__init__("备份", " ")
        self._desk = desk
        self._shelf: tuple[Shelved, ...] = ()
        self._known: dict[Shelved, Soundness] = {}
        self._shown = _AT_A_TIME
        self._reading: Reading | None = None
        self.more = Button("看更早的", Kind.LINK, small=True)
        self.more.clicked.connect(self._show_more)
        self.make = Button("现在备份一份", small=True)
        self.make.clicked.connect(self._make)
        self.make.setEnabled(not desk.read_only)
        self.offer(self.more, self.make)
        self.table = FigureTable(_COLUMNS, "备份", row_height=30)
        self.table.chosen.connect(self.chosen)
        row = QHBoxLayout()
        row.setContentsMargins(8, 0, 8, 8)
        row.addWidget(self.table)
        self.body.addLayout(row)

    def reload(self) -> None:
        """The backups as they lie now; those not read yet are read."""
        self.stop()
        second = second_place.standing(self._desk.number, date.today()).place
        self._shelf = shelf(self._desk.path, self._desk.number, backup_folder(), second)
        self._fill()
        unread = tuple(s for s in self._shelf[: self._shown] if s not in self._known)
        if unread:
            self._reading = Reading(unread, self._desk.number, self)
            self._reading.read.connect(self._learn, Qt.ConnectionType.QueuedConnection)
            self._reading.start()

    def stop(self) -> None:
        """Stop reading after the backup at hand."""
        if self._reading is not None:
            self._reading.requestInterruption()
            self._reading.wait()
            self._reading = None

    def _learn(self, shelved: Shelved, found: Soundness) -> None:
        self._known[shelved] = found
        self._fill()

    def _fill(self) -> None:
        shown = self._shelf[: self._shown]
        rows = [_row(shelved, self._known.get(shelved)) for shelved in shown]
        self.table.show_rows(rows or [Row((Cell("还没有备份", "faint"), *(Cell() for _ in _COLUMNS[1:])))])
        newest = f"，最近一份：{age(self._shelf[0].backup.at)}" if self._shelf else ""
        self.caption.setText(f"{len(self._shelf)} 份{newest}；点一行，看里面有什么")
        self.more.setVisible(len(self._shelf) > len(shown))

    def _show_more(self) -> None:
        self._shown += _AT_A_TIME
        self.reload()

    def _make(self) -> None:
        try:
            self._desk.back_up("手动")
        except Trouble as trouble:
            self.told.emit(str(trouble))
            return
        self.reload()
        self.made.emit()


def _row(shelved: Shelved, found: Soundness | None) -> Row:
    backup = shelved.backup
    cells = (
        Cell(when(backup.at)),
        Cell(age(backup.at), "soft"),
        Cell(backup.why, "soft"),
        Cell("第二位置" if shelved.is_second else "本机", "soft"),
        Cell(size_of(shelved.size), "soft"),
        Cell(found.value if found else _CHECKING, _INKS[found] if found else "faint"),
    )
    return Row(cells, shelved)
