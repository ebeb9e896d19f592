"""历史和回收站: the steps of the book to go back and forth in, and what was deleted and can come back."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from core.history import START, Deleted, Line
from ui.desk import Desk
from ui.look.buttons import Button, Kind
from ui.look.figure_table import Cell, Column, FigureTable, Row
from ui.look.list_card import ListCard
from ui.pages.year_page import YearPage

_AT_A_TIME = 100  # steps shown before more are asked for
_KINDS = {
    "project": "项目",
    "goal": "目标",
    "indicator": "指标",
    "evidence": "佐证材料",
    "score_item": "评分项",
    "function": "功能科目",
    "economic": "经济科目",
}
_STEPS = (
    Column("步骤", "修改项目名称和编码"),
    Column("项目", "城乡居民医疗保险补助"),
    Column("时间", "11 月 22 日 14:03"),
)
_BIN = (Column("名称", "城乡医疗救助资金"), Column("是什么", "佐证材料"), Column("删除时间", "11 月 22 日 14:03"))


class HistoryPanel(YearPage):
    """Steps beside the bin; where there is little room the bin stands above."""

    moved = Signal()  # the book was turned back or forth, or something came back: stay here

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "历史和回收站")
        self._shown = _AT_A_TIME
        self.caption.set_text("点一步，账套就回到那一步做完的样子；再点后面的步骤又回来。")
        self.steps = FigureTable(_STEPS, "历史", row_height=30)
        self.steps.chosen.connect(self._go)
        self._steps_card = ListCard("历史", self.steps)
        self.more = Button("看更早的", Kind.LINK, small=True)
        self.more.clicked.connect(self._show_more)
        self._steps_card.offer(self.more)
        self.bin = FigureTable(_BIN, "回收站", row_height=30)
        self.bin.chosen.connect(self._restore)
        self._bin_card = ListCard("回收站", self.bin)
        self._cards = QWidget()
        self._grid = QGridLayout(self._cards)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(16)
        self.column.addWidget(self._cards)
        self.column.addStretch(1)

    # --- what it shows -------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """The steps and the bin as they stand."""
        lines, deleted = self.desk.past()
        shown = lines[: self._shown]
        rows = [_step(line) for line in shown]
        if len(shown) == len(lines):
            undone = bool(lines) and not any(line.done for line in lines)
            rows.append(Row((Cell("没有做任何修改的时候", "soft"), Cell(), Cell()), START, total=undone))
        self.steps.show_rows(rows)
        undone_count = sum(not line.done for line in lines)
        undone_words = f"，其中 {undone_count} 步已撤销" if undone_count else ""
        self._steps_card.caption.setText(f"{len(lines)} 步{undone_words}")
        self.more.setVisible(len(lines) > len(shown))
        self.bin.show_rows([_gone(one) for one in deleted] or [Row((Cell("回收站是空的", "faint"), Cell(), Cell()))])
        self._bin_card.caption.setText("点一行恢复，里面的内容都回来" if deleted else " ")

    def _show_more(self) -> None:
        self._shown += _AT_A_TIME
        self.reload()

    # --- what the clerk does -------------------------------------------------------------------------------------

    def _go(self, number: int) -> None:
        if self.desk.go_to_step(number):
            self.moved.emit()

    def _restore(self, gone: Deleted) -> None:
        if self.desk.submit(gone.restore, f"恢复{_KINDS[gone.table]}“{gone.name}”"):
            self.desk.tell(f"已恢复“{gone.name}”。")
            self.moved.emit()

    # --- what gives way ------------------------------------------------------------------------------------------

    def give_way(self, roomy: bool, low: bool) -> None:
        """The bin beside the steps, or above them."""
        beside = self._grid.indexOf(self._bin_card) >= 0 and self._grid.itemAtPosition(0, 1) is not None
        if self._grid.count() and beside is roomy:
            return
        for card in (self._steps_card, self._bin_card):
            self._grid.removeWidget(card)
        self._grid.addWidget(self._steps_card, 0 if roomy else 1, 0)
        self._grid.addWidget(self._bin_card, 0, 1 if roomy else 0)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2 if roomy else 0)


def _step(line: Line) -> Row:
    """A step: the last one done in bold, those that are undone faint."""
    ink = "ink" if line.done else "faint"
    name = line.name if line.done else f"{line.name}（已撤销）"
    return Row((Cell(name, ink), Cell(line.project, "soft"), Cell(_when(line.at), "soft")), line.id, total=line.current)


def _gone(one: Deleted) -> Row:
    named = one.name if one.table == "project" else f"{one.name}（{one.inside}）"
    return Row((Cell(named), Cell(_KINDS[one.table], "soft"), Cell(_when(one.at), "soft")), one)


def _when(text: str) -> str:
    at = datetime.fromisoformat(text)
    return f"{at:%H:%M}" if at.date() == date.today() else f"{at.month} 月 {at.day} 日 {at:%H:%M}"
