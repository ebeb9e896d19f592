"""What the clerk chooses when a book cannot be opened, carried out; the damaged file is kept in every case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from core import paths
from core.keeping import preferences
from core.keeping.recovery import Offer, salvage_beside
from core.trouble import Trouble
from ui.desk import Desk
from ui.panels.keeping.cannot_open import CannotOpen, Way

_LOG_KEPT = "日志没有删，改了名字，在账套旁边；请核对最后填的几处。"


@dataclass(frozen=True, slots=True)
class WaysOut:
    """What the program does for them: show a book with a result and a remark, ask for another, make one, say so.

    Each but ``say`` tells whether a window came of it.
    """

    show: Callable[[Desk, str, str], bool]
    ask_open: Callable[[], bool]
    ask_new: Callable[[], bool]
    say: Callable[[str], None]

    def ask(self, book: Path, trouble: Trouble, parent: QWidget | None) -> Callable[[], bool] | None:
        """Say why a book cannot be opened and ask what next; None to leave.  A way that is False asks again."""
        second = preferences.read().second_place
        folders = (paths.backup_folder(), *((Path(second),) if second else ()))
        box = CannotOpen(book, trouble, folders, "返回" if parent else "退出", parent)
        box.exec()
        chosen, offer = box.chosen, box.offer
        box.deleteLater()  # its buttons know it, so it would stay until a search for garbage
        ways: dict[Way, Callable[[], bool]] = {
            Way.AGAIN: lambda: False,
            Way.BACKUP: lambda: self._recover(book, offer),
            Way.SALVAGE: lambda: self._salvage(book, offer),
            Way.WITHOUT_LOG: lambda: self._opened(lambda: Desk.open_without_log(book), "账套已打开", _LOG_KEPT),
            Way.OTHER: self.ask_open,
            Way.NEW: self.ask_new,
        }
        return ways.get(chosen)

    def _recover(self, book: Path, offer: Offer | None) -> bool:
        if offer is None:
            return False
        kept = f"坏的文件没有删，改名为“{book.stem}_恢复前_……{book.suffix}”，在它旁边。"
        return self._opened(lambda: Desk.recover(book, offer.backup), "已用备份继续", kept)

    def _salvage(self, book: Path, offer: Offer | None) -> bool:
        try:
            saved = salvage_beside(book, offer)
        except Trouble as trouble:
            self.say(str(trouble))
            return False
        return self._opened(lambda: Desk.open(saved.path), f"已抢救到“{saved.path.name}”", saved.sentence())

    def _opened(self, open_book: Callable[[], Desk], result: str, remark: str) -> bool:
        """Show what a way out came to; False, with its sentence, when that failed as well."""
        try:
            desk = open_book()
        except Trouble as trouble:
            self.say(str(trouble))
            return False
        return self.show(desk, result, remark)
