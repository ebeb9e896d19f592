"""基本信息: the fields of a project that the form prints, then the others; and the page of the unit."""

from __future__ import annotations

from dataclasses import fields as fields_of

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout

from core.fields import FIELDS
from core.forms.model import Header
from core.headers import header_text
from core.model import NUMBER_FIELDS, UNIT_ROW, Place, Project, Unit
from core.years.last_year import last_year_value
from ui.bound import Bound, BoundChoice, BoundLine
from ui.desk import Desk
from ui.look.cards import Card, EmptyPlace
from ui.pages.kept import KeptCard
from ui.pages.page import Page
from ui.sheets.sheet import EARLIER_KEY

IN_LINE = Qt.AlignmentFlag.AlignBottom  # fields side by side stay in line where the sentence over one takes two
_OF_ONE_YEAR = frozenset({"name", "starts", "ends"})  # last year's say nothing of this year
_ELSEWHERE = frozenset({"form", "scope"})  # chosen beside the title of the project; what it is


class BasicsPage(Page):
    """What is known of the project itself."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._form = ""
        self.kept = KeptCard()
        self.reload()

    def reload(self) -> None:
        """Show the project; laid out anew when the form asks for other fields."""
        if self.desk.dossier is not None and self.desk.form.id != self._form:
            self._lay_out()
        super().reload()
        self._show_defaults()
        self.kept.show_kept(self.desk.unprinted(self.desk.project) if self.desk.dossier is not None else ())

    def _lay_out(self) -> None:
        form = self.desk.form
        self._form = form.id
        self.column.removeWidget(self.kept)
        self.clear()
        asked = tuple(h for h in form.headers if h.field.startswith("project."))
        self._card("表样要填的", f"印在“{form.title}”上", asked)
        named = {h.field for h in asked}
        rest = [f"project.{f.name}" for f in fields_of(Project) if f.name not in NUMBER_FIELDS | _ELSEWHERE]
        others = tuple(Header(field, FIELDS[field].caption) for field in rest if field not in named)
        self._card("其他", "别的表样可能要用，填一次就够", others)
        self.column.addWidget(self.kept)
        self.column.addStretch(1)

    def _card(self, title: str, caption: str, headers: tuple[Header, ...]) -> None:
        card = Card(title, caption)
        grid = field_grid()
        for number, header in enumerate(headers):
            field = self._field(header)
            self.fields.append(field)
            grid.addWidget(field, number // 2, number % 2, IN_LINE)
        card.body.addLayout(grid)
        self.column.addWidget(card)

    def _field(self, header: Header) -> Bound:
        name = header.field.removeprefix("project.")
        known = FIELDS[header.field]
        caption = header.caption + ("（必填）" if header.required else "")

        def find() -> Place | None:
            return Place("project", self.desk.project, name) if self.desk.project else None

        if known.choices:
            return BoundChoice(self.desk, find, caption, known.choices)
        return BoundLine(self.desk, find, caption, header.hint or known.hint)

    def _show_defaults(self) -> None:
        """A blank that the unit's facts fill shows them faintly, else what stood there last year."""
        dossier = self.desk.dossier
        if dossier is None:
            return
        for field in self.fields:
            place = field.place()
            if isinstance(field, BoundLine) and place is not None and not self.desk.text(place):
                name = f"project.{place.field}"
                taken = header_text(self.desk.book.unit, dossier, name)
                again = not taken and place.field not in _OF_ONE_YEAR
                field.earlier = last_year_value(self.desk.book, place).strip() if again else ""
                before = f"上年 {field.earlier}（{EARLIER_KEY} 填入）" if field.earlier else FIELDS[name].hint
                field.line.setPlaceholderText(f"{taken}（取自单位信息）" if taken else before)


class UnitPage(Page):
    """单位信息: typed once, used in every project and every file; in an empty book, what comes next."""

    takeover_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        card = Card("单位信息", "填一次，所有项目和文件都用它")
        grid = field_grid()
        names = [f.name for f in fields_of(Unit) if f.name not in _ELSEWHERE]
        for number, name in enumerate(names):
            field = self._field(name)
            self.fields.append(field)
            grid.addWidget(field, number // 2, number % 2, IN_LINE)
        card.body.addLayout(grid)
        self.column.addWidget(card)
        self.next_step = Card()
        self.ways_on = self._ways_on()
        self.next_step.body.addWidget(self.ways_on)
        self.column.addWidget(self.next_step)
        self.column.addStretch(1)
        desk.changed.connect(lambda _: self._show_next())
        self._show_next()

    def _ways_on(self) -> EmptyPlace:
        """Two ways out of an empty book."""
        actions = (
            ("新项目", lambda: self.desk.add_project()),
            ("从上年带入", self.takeover_wanted.emit),
        )
        sentence = "填好单位名称就可以新建第一个项目；上年填过的，也可以带过来。"
        made = EmptyPlace("file", "下一步：新建项目", sentence, actions)
        made.buttons[0].setEnabled(not self.desk.read_only)
        return made

    def _show_next(self) -> None:
        self.next_step.setVisible(not self.desk.book.dossiers)

    def _field(self, name: str) -> Bound:
        known = FIELDS[f"unit.{name}"]

        def find() -> Place:
            return Place("unit", UNIT_ROW, name)

        if known.choices:
            return BoundChoice(self.desk, find, known.caption, known.choices)
        return BoundLine(self.desk, find, known.caption, known.hint)


def field_grid() -> QGridLayout:
    """Two equal columns of fields inside a card."""
    grid = QGridLayout()
    grid.setContentsMargins(16, 4, 16, 16)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(12)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return grid
