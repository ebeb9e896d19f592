"""A book cannot be opened: what is so, and the ways out. Nothing is done to the file before the clerk has chosen."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QThread, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.keeping.difference import Difference
from core.keeping.recovery import Offer, newest_good, would_differ
from core.trouble import DamagedBook, ForeignLog, Trouble
from ui.look.buttons import Button, Kind
from ui.look.cards import Card
from ui.look.fields import label
from ui.panels.keeping.paragraph import inside, paragraph, row_of
from ui.panels.keeping.words import age, when

_WIDTH = 620
_MOST_NAMED = 4  # projects whose difference is spelled out
_SALVAGE = "把坏账套里还读得出来的内容写进一个新账套，放在它旁边；撤销的记录带不过来。"
_NO_LOG = "账套本身是好的，旁边的日志不是它的，或者坏了。日志换个名字放在一边，账套照常打开；最后几步可能不在里面。"


class Way(Enum):
    """What the clerk chose; LEAVE also when the box was closed."""

    LEAVE = auto()
    AGAIN = auto()
    BACKUP = auto()
    SALVAGE = auto()
    WITHOUT_LOG = auto()
    OTHER = auto()
    NEW = auto()


class Search(QThread):
    """Looks for the newest sound backup and compares it with what the damaged file still says; it changes neither."""

    found = Signal(object)  # Offer or None
    compared = Signal(object)  # Difference or None

    def __init__(self, book: Path, folders: tuple[Path, ...], parent: QObject) -> None:
        super().__init__(parent)
        self._book, self._folders = book, folders

    def run(self) -> None:
        """Runs in its own thread."""
        offer = newest_good(self._book, self._folders)
        self.found.emit(offer)
        if offer is not None and not self.isInterruptionRequested():
            self.compared.emit(would_differ(self._book, offer))


class CannotOpen(QDialog):
    """The sentence and the ways; ``chosen`` and ``offer`` are read when it has been closed.

    ``leave`` is the word on the button that gives up.
    """

    def __init__(
        self, book: Path, trouble: Trouble, folders: tuple[Path, ...], leave: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.chosen = Way.LEAVE
        self.offer: Offer | None = None
        self._search: Search | None = None
        self.setWindowTitle("绩评本")
        self.setFixedWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label("账套打不开", "title"))
        column.addWidget(paragraph(str(trouble), "ink"))
        column.addWidget(paragraph(str(book), "faint", "caption"))
        if isinstance(trouble, ForeignLog):
            column.addWidget(self._card("不要日志", _NO_LOG, "把日志放到一边再打开", Way.WITHOUT_LOG))
        if isinstance(trouble, DamagedBook) and book.is_file():
            self._offer_ways(column)
            self._look_for_backup(book, folders)
        column.addStretch(1)
        column.addLayout(self._foot(leave))

    def event(self, event: QEvent) -> bool:
        """As high as what it says, also when that becomes more."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and (column := self.layout()) is not None:
            self.resize(_WIDTH, column.totalHeightForWidth(_WIDTH))
        return handled

    def _offer_ways(self, column: QVBoxLayout) -> None:
        card = Card("最近的完好备份", " ")
        self._backup_card = card
        inner = inside(card)
        self.what = paragraph("正在找……")
        self.differs = paragraph()
        self.differs.hide()
        self.use = self._button("用这份备份继续", Way.BACKUP, Kind.FIX)
        self.use.hide()
        for part in (self.what, self.differs):
            inner.addWidget(part)
        inner.addLayout(row_of(self.use))
        column.addWidget(card)
        column.addWidget(self._card("抢救", _SALVAGE, "抢救还读得出来的内容", Way.SALVAGE))
        column.addWidget(paragraph("选哪一样，坏的文件都原样留着，不会删。", "faint", "caption"))

    def _card(self, title: str, sentence: str, words: str, way: Way) -> Card:
        card = Card(title)
        inner = inside(card)
        inner.addWidget(paragraph(sentence))
        inner.addLayout(row_of(self._button(words, way)))
        return card

    def _foot(self, leave: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for words, way in (("再试一次", Way.AGAIN), ("打开账套", Way.OTHER), ("新建账套", Way.NEW)):
            row.addWidget(self._button(words, way))
        row.addStretch(1)
        row.addWidget(self._button(leave, Way.LEAVE))
        return row

    def _button(self, words: str, way: Way, kind: Kind = Kind.PLAIN) -> Button:
        button = Button(words, kind)
        button.clicked.connect(lambda: self._choose(way))
        return button

    def _choose(self, way: Way) -> None:
        self.chosen = way
        self.accept()

    # --- the backup ----------------------------------------------------------------------------------------------

    def _look_for_backup(self, book: Path, folders: tuple[Path, ...]) -> None:
        self._search = Search(book, folders, self)
        self._search.found.connect(self._show_offer, Qt.ConnectionType.QueuedConnection)
        self._search.compared.connect(self._show_difference, Qt.ConnectionType.QueuedConnection)
        self._search.start()

    def _show_offer(self, offer: Offer | None) -> None:
        self.offer = offer
        if offer is None:
            self.what.setText("没有找到这个账套的完好备份；加密的备份要到“账套与备份”里输入密码才能看。")
            return
        at = offer.backup.at
        self._backup_card.caption.setText(f"{when(at)}（{age(at)}），{offer.backup.why}")
        self.what.setText(offer.preview.sentence())
        self.differs.setText("正在和坏账套里还读得出来的内容比较……")
        self.differs.show()
        self.use.show()

    def _show_difference(self, found: Difference | None) -> None:
        assert self.offer is not None
        if found is None:
            since = when(self.offer.backup.at)
            self.differs.setText(f"坏账套已经读不出来，没法比较；{since} 以后填的内容都不在这份备份里。")
        else:
            lines = [f"换成这份备份，和坏账套里还读得出来的比：{found.figures()}。"]
            lines += [f"· {change}" for change in found.projects[:_MOST_NAMED]]
            if len(found.projects) > _MOST_NAMED:
                lines.append(f"· 另有 {len(found.projects) - _MOST_NAMED} 处")
            self.differs.setText("\n".join(lines))

    def done(self, result: int) -> None:
        """The search ends with the box."""
        if self._search is not None:
            self._search.requestInterruption()
            self._search.wait()
        super().done(result)
