"""替换文字: words in the answers and goals of the year, each place shown before and after, ticked, in one step."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from core.model import Place
from core.search.searching import Replacement
from ui.desk import Desk
from ui.look.buttons import Button, Kind
from ui.look.cards import EmptyPlace
from ui.look.fields import LineField, label
from ui.look.figure_table import Cell, Column, FigureTable, Row
from ui.look.list_card import ListCard
from ui.pages.year_page import YearPage

_BEFORE, _LENGTH = 6, 18  # letters shown before the first change, and in all
_FIGURE = re.compile(r"\{[^{}]*\}")
_COLUMNS = (
    Column("在哪里", "城乡医疗救助资金 › 正文 › 项目基本情况"),
    Column("原来", "…资金全部拔付到位，按规定使用管理…"),
    Column("改为", "…资金全部拨付到位，按规定使用管理…"),
    Column("处", "12", number=True),
)


class ReplacePage(YearPage):
    """Two fields, the list of what would change, and one button."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "替换文字")
        self.found: tuple[Replacement, ...] = ()
        self._left_out: set[Place] = set()
        self.take = Button("替换", Kind.FIX, icon_name="check", tip="一步完成，可以撤销")
        self.take.clicked.connect(self.replace)
        self.head.addWidget(self.take)
        self.heads.addLayout(self._fields())
        self.list = FigureTable(_COLUMNS, "会改的地方")
        self.list.chosen.connect(self._turn)
        self._card = ListCard("会改这些", self.list)
        self.column.addWidget(self._card)
        self.empty = EmptyPlace("search", "没有可以替换的地方", "只在正文和目标里找；表格、名称和随数据变的数不动。")
        self.column.addWidget(self.empty, 1)
        self.column.addStretch(1)
        self.reload()

    def _fields(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.old, self.new = LineField("", "要找的文字"), LineField("", "空着就是删掉")
        for words, field in (("查找", self.old), ("替换为", self.new)):
            row.addSpacing(8 if row.count() else 0)
            caption = label(words, "body", "soft")
            caption.setBuddy(field)
            field.setAccessibleName(words)
            field.textChanged.connect(lambda _: self._look_again())
            field.returnPressed.connect(self.take.setFocus)
            row.addWidget(caption)
            row.addWidget(field, 1)
        return row

    def look_for(self, words: str) -> None:
        """Begin with some words."""
        self.old.setText(words)
        field = self.new if words else self.old
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what it shows -------------------------------------------------------------------------------------------

    def _look_again(self) -> None:
        self._left_out.clear()
        self.reload()

    def reload(self) -> None:
        """What replacing would change now."""
        old = self.old.text()
        self.found = self.desk.replacements(old, self.new.text()) if old.strip() else ()
        self.caption.set_text(f"{self.desk.year} 年度各项目的正文和目标")
        chosen = [one for one in self.found if one.place not in self._left_out]
        times = sum(one.times for one in chosen)
        self.take.set_text(f"替换 {times} 处" if times else "替换")
        self.take.setEnabled(bool(chosen) and not self.desk.read_only)
        self._card.setVisible(bool(self.found))
        self._card.caption.setText(f"{len(chosen)} 段文字，点一行不改这一段")
        self.empty.setVisible(bool(old.strip()) and not self.found)
        self.list.show_rows([self._row(one) for one in self.found])

    def _row(self, one: Replacement) -> Row:
        on = one.place not in self._left_out
        before, after = excerpts(one.before, one.after)
        ink = "ink" if on else "faint"
        cells = (Cell(one.where, ink, tick=on), Cell(before, "soft"), Cell(after if on else "不改", ink))
        return Row((*cells, Cell(str(one.times), ink)), one.place)

    # --- what the clerk does -------------------------------------------------------------------------------------

    def _turn(self, place: Place) -> None:
        """Change a text, or leave it as it is."""
        self._left_out ^= {place}
        self.reload()

    def replace(self) -> None:
        """Replace in what is ticked, in one step."""
        chosen = [one for one in self.found if one.place not in self._left_out]
        times = sum(one.times for one in chosen)
        old, new = self.old.text(), self.new.text()
        if chosen and self.desk.replace(old, new, frozenset(one.place for one in chosen)):
            self.desk.tell(f"已替换 {times} 处“{old}”，可以撤销。")


def excerpts(before: str, after: str) -> tuple[str, str]:
    """The first place where two texts differ, with what stands around it; a live figure is shown as ［数］."""
    texts = tuple(_FIGURE.sub("［数］", text).replace("\n", " ") for text in (before, after))
    pairs = enumerate(zip(*texts, strict=False))
    at = next((number for number, (one, other) in pairs if one != other), min(map(len, texts)))
    start = max(0, at - _BEFORE)
    first, second = (_cut(text, start) for text in texts)
    return first, second


def _cut(text: str, start: int) -> str:
    end = start + _LENGTH
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
