"""账套与备份: the backups and what is in them, the second place, the password, the diagnostics package."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent

from core.keeping.shelf import Shelved
from ui.desk import Desk
from ui.pages.year_page import YearPage
from ui.panels.keeping.backups_card import BackupsCard
from ui.panels.keeping.diagnostics_card import DiagnosticsCard
from ui.panels.keeping.lock_card import LockCard
from ui.panels.keeping.look_card import LookCard
from ui.panels.keeping.second_card import SecondCard


class KeepingPage(YearPage):
    """One card below the other; what is in a backup opens below the list."""

    told = Signal(str, object, str)  # result, remarks and place, for a notice

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "账套与备份")
        self.caption.set_text(str(desk.path))
        self.backups = BackupsCard(desk)
        self.look = LookCard(desk)
        self.second = SecondCard(desk)
        self.lock = LockCard()
        self.diagnostics = DiagnosticsCard(desk)
        for card in (self.backups, self.look, self.second, self.lock, self.diagnostics):
            self.column.addWidget(card)
        self.column.addStretch(1)
        self._connect()

    def _connect(self) -> None:
        self.backups.chosen.connect(self._look)
        self.backups.made.connect(lambda: self.desk.tell("已备份，读回核对无误。"))
        self.second.copied.connect(self._say_copied)
        self.look.restored.connect(self._say_restored)
        self.diagnostics.written.connect(lambda path: self.told.emit("诊断包已存好", (), str(path)))
        for card in (self.backups, self.second, self.lock, self.diagnostics):
            card.told.connect(self.desk.tell)

    def _look(self, shelved: Shelved) -> None:
        self.look.show_backup(shelved)
        QTimer.singleShot(0, self, lambda: self.page.ensureWidgetVisible(self.look, 0, 16))  # when it has its height

    def _say_restored(self, at: str) -> None:
        self.told.emit(f"已恢复到 {at} 的备份", (), "恢复前的内容也留了一份备份，在这个列表里。")

    def _say_copied(self, target: Path) -> None:
        self.backups.reload()
        self.told.emit("已复制到第二位置，读回核对无误", (), str(target))

    def showEvent(self, event: QShowEvent) -> None:
        """Files come and go behind the program's back."""
        self._stale = True
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is read for a page nobody sees."""
        super().hideEvent(event)
        self.backups.stop()

    def reload(self) -> None:
        """Backups and second place as they stand now."""
        self.backups.reload()
        self.second.reload()
        self.look.reload()
