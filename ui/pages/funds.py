"""资金: the official fund grid, and the boxes for what the figures ask to be explained."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from core.edits import Batch, Edit, set_text
from core.forms.model import Topic
from core.kinds import money_as_typed
from core.model import Place
from core.reading import RATES
from core.report.conditions import asked
from core.report.figures import Figures
from ui.bound import Bound, BoundLine, BoundText
from ui.desk import Desk
from ui.look.buttons import Button, Kind
from ui.look.chips import InsertChip
from ui.look.fields import label
from ui.look.signs import Letter
from ui.pages.page import Page
from ui.sheets.frame import SheetCard, legend
from ui.sheets.fund_sheet import fund_sheet
from ui.sheets.sheet import Sheet, SheetCell, SheetRow
from ui.sheets.view import LOW_ROW_HEIGHT, ROW_HEIGHT

_CHIPS = (("fund.total.executed", "万元"), ("fund.total.balance", "万元"), ("fund.total.execution_rate", ""))
_BEFORE_UNIT = re.compile(r"(?<=\d)(?=[万元])")  # parted on screen, written close in a text
_ONE_LINE = 30  # a box of at most so many characters is one line high


class FundKeeper:
    """What the page knows of its table."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.every_source = False

    def sheet(self) -> Sheet:
        """The fund grid of the project that is shown."""
        return fund_sheet(self._desk.values, self._desk.scores, self.every_source)

    def edit(self, row: SheetRow, texts: Mapping[int, str]) -> Edit | None:
        """Each text goes to its own cell; a bare number in a form that counts in 元 gets its unit."""
        edits = tuple(self._step(row.cells[column], text) for column, text in texts.items())
        return edits[0] if len(edits) == 1 else Batch(edits)

    def _step(self, cell: SheetCell, text: str) -> Edit:
        place = cell.place
        assert place is not None
        rate = place.field.rpartition(".")[2] in RATES
        stored = text if rate else money_as_typed(text, self._desk.form.money_unit)
        return set_text(self._desk.book, place, stored)

    def name(self, cell: SheetCell, column: str) -> str:
        """The name of the step."""
        return f"修改资金 {column.partition('(')[0]}"


class FundsPage(Page):
    """The funds of the project that is shown, and below them what the form asks to be explained."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._keeper = FundKeeper(desk)
        self.card = SheetCard(desk, self._keeper, "预算执行情况", "单位：万元")
        self._every = Button("全部来源和阶段", Kind.QUIET, icon_name="filter")
        self._every.setCheckable(True)
        self._every.toggled.connect(self._show_every)
        self.card.tools.addWidget(self._every)
        self.column.addWidget(self.card)
        self.column.addWidget(legend(Letter.OVERRIDDEN))
        self._boxes = QVBoxLayout()
        self._boxes.setSpacing(16)
        self.column.addLayout(self._boxes)
        self._form = ""
        self._chips = QHBoxLayout()
        self._chips.setSpacing(8)
        self.column.addLayout(self._chips)
        self.column.addStretch(1)
        self.reload()

    def set_low(self, low: bool) -> None:
        """Rows of 30 px where the screen is low."""
        super().set_low(low)
        self.card.view.set_row_height(LOW_ROW_HEIGHT if low else ROW_HEIGHT)

    def _show_every(self, on: bool) -> None:
        self._keeper.every_source = on
        self.card.model.refresh()

    def reload(self) -> None:
        """Show the funds as the book stands."""
        if self.desk.dossier is None:
            return
        form = self.desk.form
        self.card.title.setText(form.fund.caption)
        self.card.caption.setText(f"单位：{form.money_unit}")
        self.card.model.refresh()
        if form.id != self._form:
            self._lay_out_boxes()
        super().reload()
        self._show_boxes()
        self._show_chips()

    def _lay_out_boxes(self) -> None:
        """One box for each topic the form asks below its fund grid."""
        self._form = self.desk.form.id
        for box in self.fields:
            box.hide()
            box.deleteLater()
        self.fields = [self._box(topic) for topic in self._topics()]
        for box in self.fields:
            self._boxes.addWidget(box)

    def _topics(self) -> tuple[Topic, ...]:
        return tuple(topic for topic in self.desk.form.topics if topic.page == "fund")

    def _box(self, topic: Topic) -> Bound:
        def find() -> Place:
            return Place("answer", self.desk.project, topic.key)

        if 0 < topic.limit <= _ONE_LINE:
            return BoundLine(self.desk, find, topic.heading, topic.guidance, strong=True)
        field = BoundText(self.desk, find, topic.heading, topic.guidance, limit=topic.limit or None)
        field.field.setMinimumHeight(84)
        field.field.setMaximumHeight(132)
        return field

    def _show_boxes(self) -> None:
        """A box is there while its figures ask for it, or when it holds words."""
        figures = Figures(self.desk.values, self.desk.scores)
        for topic, box in zip(self._topics(), self.fields, strict=True):
            place = Place("answer", self.desk.project, topic.key)
            box.setVisible(asked(topic, figures) or bool(self.desk.text(place)))

    def _show_chips(self) -> None:
        """Figures that can be put into the box for the reason."""
        while (item := self._chips.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        box = next((b for b in self.fields if isinstance(b, BoundText) and not b.isHidden()), None)
        if box is None:
            return
        self._chips.addWidget(label("插入", "caption", "faint"))
        computed = replace(self.desk.values, typed_over={})  # what a reason says follows from the amounts
        figures = Figures(computed, self.desk.scores)
        for path, spec in _CHIPS:
            figure = figures.find(path, spec)
            if figure.text:
                chip = InsertChip(f"{figure.caption} {_BEFORE_UNIT.sub(chr(0xA0), figure.text)}")
                chip.clicked.connect(lambda _=False, f=figure: self._insert(f.text))
                self._chips.addWidget(chip)
        self._chips.addStretch(1)

    def _insert(self, text: str) -> None:
        """Into the box that has the keyboard, else the first one."""
        boxes = [b for b in self.fields if isinstance(b, BoundText) and not b.isHidden()]
        chosen = next((b for b in boxes if b.field.edit.hasFocus()), boxes[0] if boxes else None)
        if chosen is not None:
            chosen.insert(text)

    def go(self, place: Place) -> None:
        """Bring a cell of the grid, or one of the boxes, into view."""
        index = self.card.model.find(place)
        if not index.isValid() and place.table == "fund":
            self._every.setChecked(True)
            index = self.card.model.find(place)
        if index.isValid():
            self.card.view.show_place(index)
            area = self.card.view.visualRect(index)
            at = self.card.view.viewport().mapTo(self.widget(), area.center())
            self.ensureVisible(at.x(), at.y(), 0, 96)
            return
        for box in self.fields:
            if box.place() == place:
                box.show()
        super().go(place)
