"""资金: the official fund grid, and the boxes for what the figures ask to be explained."""

from __future__ import annotations

import re
from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from core.edits import Batch, Edit, set_text
from core.forms.model import Topic
from core.kinds import money_as_typed
from core.model import Place
from core.reading import Values
from core.report.conditions import asked
from core.report.figures import Figure, Figures
from core.years.last_year import last_year_place
from ui.bound import BoundLine
from ui.desk import Desk
from ui.look.buttons import Button, Kind
from ui.look.chips import InsertChip
from ui.look.fields import label
from ui.pages.page import Page
from ui.prose.section import Section
from ui.sheets.frame import SheetCard
from ui.sheets.fund_sheet import fund_sheet
from ui.sheets.sheet import Sheet, SheetCell, SheetRow

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
        return fund_sheet(self._desk.values, self._desk.scores, self.every_source, self._before())

    def _before(self) -> Values | None:
        """What the same project had a year ago."""
        twin = last_year_place(self._desk.book, Place("project", self._desk.project, "name"))
        return None if twin is None else self._desk.values_of(twin.project)

    def edit(self, row: SheetRow, texts: Mapping[int, str]) -> Edit | None:
        """Each text goes to its own cell; a bare number in a form that counts in 元 gets its unit."""
        edits = tuple(self._step(row.cells[column], text) for column, text in texts.items())
        return edits[0] if len(edits) == 1 else Batch(edits)

    def _step(self, cell: SheetCell, text: str) -> Edit:
        place = cell.place
        assert place is not None
        stored = money_as_typed(text, cell.unit) if cell.unit else text
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
        self.column.addWidget(self.card.legend)
        self._boxes = QVBoxLayout()
        self._boxes.setSpacing(16)
        self.column.addLayout(self._boxes)
        self._form = ""
        self._project = 0
        self._asking: tuple[tuple[Topic, BoundLine | Section], ...] = ()
        self.sections: list[Section] = []
        """The boxes for running text, with live figures; those of one line are among ``fields``."""
        self._refused: dict[Place, str] = {}  # typed, and refused by the disk
        self._chips = QHBoxLayout()
        self._chips.setSpacing(8)
        self.column.addLayout(self._chips)
        self.column.addStretch(1)
        desk.leaving.connect(self.store)
        self.reload()

    def set_low(self, low: bool) -> None:
        """Rows of 30 px where the screen is low."""
        super().set_low(low)
        self.card.set_low(low)

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
        figures = Figures(self.desk.values, self.desk.scores)
        if form.id != self._form:
            self._lay_out_boxes(figures)
        elif self._project != self.desk.project:
            self._turn_to_project()
        self._project = self.desk.project
        super().reload()
        for section in self.sections:
            section.reload(figures)
            if (text := self._refused.pop(section.place, None)) is not None:
                section.hold(text)
        self._show_boxes(figures)
        self._show_chips(figures)

    def store(self) -> None:
        """Put what is typed in the boxes into the book now."""
        for section in self.sections:
            section.store()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing typed waits on a page that is not seen."""
        self.store()
        super().hideEvent(event)

    def _keep_typing(self) -> None:
        """Store what is typed before other texts come; what the disk refuses is kept for when its project is back."""
        self.store()
        self._refused.update({s.place: s.editor.stored() for s in self.sections if s.unsaved})

    def _turn_to_project(self) -> None:
        self._keep_typing()
        for section in self.sections:
            section.bind(self.desk.project)

    def _lay_out_boxes(self, figures: Figures) -> None:
        """One box for each topic the form asks below its fund grid."""
        self._form = self.desk.form.id
        self._keep_typing()
        while (item := self._boxes.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.fields, self.sections = [], []
        self._asking = tuple((topic, self._box(topic, figures)) for topic in self._topics())
        for _, box in self._asking:
            self._boxes.addWidget(box)

    def _topics(self) -> tuple[Topic, ...]:
        return tuple(topic for topic in self.desk.form.topics if topic.page == "fund")

    def _box(self, topic: Topic, figures: Figures) -> BoundLine | Section:
        if 0 < topic.limit <= _ONE_LINE:
            line = BoundLine(self.desk, lambda: self._place(topic), topic.heading, topic.guidance, strong=True)
            self.fields.append(line)
            return line
        section = Section(self.desk, topic, figures, box=True)
        self.sections.append(section)
        section.moved.connect(self._follow)
        return section

    def _place(self, topic: Topic) -> Place:
        return Place("answer", self.desk.project, topic.key)

    def _follow(self, section: Section) -> None:
        """Keep the caret in view while the clerk writes."""
        if section.editor.hasFocus():
            at = section.editor.mapTo(self.widget(), section.editor.cursorRect().center())
            self.ensureVisible(at.x(), at.y(), 0, 48)

    def _show_boxes(self, figures: Figures) -> None:
        """A box is there while its figures ask for it, or when it holds words."""
        for topic, box in self._asking:
            unsaved = isinstance(box, Section) and box.unsaved
            box.setVisible(unsaved or asked(topic, figures) or bool(self.desk.text(self._place(topic))))

    def _show_chips(self, figures: Figures) -> None:
        """Figures that can be put into the box for the reason."""
        while (item := self._chips.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if all(section.isHidden() for section in self.sections) or self.desk.read_only:
            return
        self._chips.addWidget(label("插入", "caption", "faint"))
        for path, spec in _CHIPS:
            figure = figures.find(path, spec)
            if figure.text:
                chip = InsertChip(f"{figure.caption} {_BEFORE_UNIT.sub(chr(0xA0), figure.text)}")
                chip.setToolTip("插入以后随数据变化")
                chip.clicked.connect(lambda _=False, f=figure: self._insert(f))
                self._chips.addWidget(chip)
        self._chips.addStretch(1)

    def _insert(self, figure: Figure) -> None:
        """Into the box that has the keyboard, else the first one."""
        boxes = [section for section in self.sections if not section.isHidden()]
        chosen = next((box for box in boxes if box.editor.hasFocus()), boxes[0] if boxes else None)
        if chosen is not None:
            chosen.editor.insert(figure)

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
        for topic, box in self._asking:
            if self._place(topic) == place:
                box.show()
                (box.editor if isinstance(box, Section) else box.inner).setFocus(Qt.FocusReason.OtherFocusReason)
                self.ensureWidgetVisible(box, 0, 48)
