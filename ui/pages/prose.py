"""正文: the outline of the form at the left, one section for every answer at the right; below it what tables ask."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from core.forms.model import Topic
from core.model import Place
from core.report.conditions import asked
from core.report.figures import Figures
from ui.bound import SIGNS, worst
from ui.desk import Desk
from ui.look.cards import EmptyPlace
from ui.look.faces import advance
from ui.places import name_of
from ui.prose.heading import Heading, Repeat
from ui.prose.outline import NARROWEST, WIDEST, Outline, OutlineLine, State
from ui.prose.section import Section

_LONGEST_LINE = 48  # characters; longer ones are hard to read
_BESIDE_TEXT = 36  # px of card left and right of the text
_ROOM = 48  # px kept free above and below the caret
_IN_TABLES = Topic(heading="表内栏目", level=0)
_NOTHING = ("这个表样没有正文", "它只印表格；换一个表样，才有要写的正文。")
Part = Section | Repeat | Heading
_OF_UNIT = ("这个表样的报告按单位写", "全部项目合写一份，在“部门整体”里填写；这里没有单个项目的正文。")


class ProsePage(QWidget):
    """The running text of the project, or of the unit's dossier, that is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.sections: dict[str, Section] = {}
        self._parts: tuple[tuple[Topic, Part], ...] = ()  # as they are laid out
        self._seen: tuple[tuple[Topic, Part], ...] = ()  # those that are asked now, as the outline lists them
        self._shape: tuple[object, ...] = ()
        self._current: Section | None = None
        self._project = 0
        self._catching_up = False
        self._fresh = False  # whether it shows the book as it stands
        self._refused: dict[Place, str] = {}  # typed, and refused by the disk
        self.outline = Outline()
        self.outline.chosen.connect(self._go_to_heading)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inner = QWidget()
        around = QHBoxLayout(self._inner)
        around.setContentsMargins(24, 16, 24, 24)
        self._paper = QWidget()
        self._paper.setMaximumWidth(round(advance("国", "prose") * _LONGEST_LINE) + _BESIDE_TEXT)
        self.column = QVBoxLayout(self._paper)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(24)
        around.addStretch(1)
        around.addWidget(self._paper, 1000)
        around.addStretch(1)
        self.area.setWidget(self._inner)
        written = QWidget()
        row = QHBoxLayout(written)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.outline)
        row.addWidget(self.area, 1)
        self._either = QStackedLayout(self)
        self._either.addWidget(EmptyPlace("file", *_NOTHING))
        self._either.addWidget(written)
        self._either.addWidget(EmptyPlace("building", *_OF_UNIT, (("去部门整体", desk.choose_whole),)))

    def set_margin(self, margin: int) -> None:
        """The margin left and right, 24 or 16 px."""
        self._inner.layout().setContentsMargins(margin, 16, margin, margin)

    def reload(self) -> None:
        """Show the answers as the book stands, when they are seen; laid out anew for another form only."""
        self._fresh = False
        if self.isVisible():
            self._catch_up()

    def _catch_up(self) -> None:
        if self._fresh or self._catching_up:
            return
        self._catching_up = True  # storing what is typed comes back here by way of the desk
        topics = self._topics()
        if (self.desk.read_only, topics) != self._shape:
            self._shape = (self.desk.read_only, topics)
            self._keep_typing()
            self._clear()
        elif self._project != self.desk.project:
            self._turn_to_project()
        self._project = self.desk.project
        if topics:
            self._show(topics)
        of_unit = self.desk.dossier is not None and bool(self.desk.form.outline("unit"))
        self._either.setCurrentIndex(1 if topics else 2 if of_unit else 0)
        self._fresh, self._catching_up = True, False

    def _show(self, topics: tuple[Topic, ...]) -> None:
        figures = Figures(self.desk.values, self.desk.scores)
        if not self._parts:
            self._lay_out(topics, figures)
        for _, part in self._parts:
            part.reload(figures)
        for section in self.sections.values():
            if (text := self._refused.pop(section.place, None)) is not None:
                section.hold(text)
        self._show_asked(figures)
        self._show_outline()

    def _topics(self) -> tuple[Topic, ...]:
        """The outline of the form, and behind it what its tables ask for; nothing when there is nothing to write."""
        dossier = self.desk.dossier
        if dossier is None:
            return ()
        of, form = "unit" if dossier.is_unit else "project", self.desk.form
        inside = tuple(topic for topic in form.topics if topic.page == "table" and topic.of == of)
        topics = (*form.outline(of), *((_IN_TABLES, *inside) if inside else ()))
        return topics if any(topic.key for topic in topics) else ()

    def _show_asked(self, figures: Figures) -> None:
        """A topic is there while its figures ask for it, or when it holds words."""

        def there(topic: Topic, part: Part) -> bool:
            return asked(topic, figures) or (isinstance(part, Section) and part.written)

        self._seen = tuple(pair for pair in self._parts if there(*pair))
        for pair in self._parts:
            pair[1].setVisible(pair in self._seen)

    def store(self) -> None:
        """Put everything that is typed into the book now, as before closing it."""
        for section in self.sections.values():
            section.store()

    def go(self, place: Place) -> None:
        """Bring an answer into view and give it the keyboard."""
        self._catch_up()
        section = self.sections.get(place.field) if place.table == "answer" else None
        if section is not None:
            self._open(section)
            self._settle()
            self._to_top(section)
            section.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def entrance(self) -> QWidget | None:
        """The first text that is typed, brought into sight; None where all of it is made from the data."""
        written = (part for _, part in self._seen if isinstance(part, Section) and not part.auto)
        first = next(written, None)
        if first is None:
            return None
        self.area.ensureWidgetVisible(first, 0, _ROOM)
        return first.editor

    # --- layout ------------------------------------------------------------------------------------------------------

    def _keep_typing(self) -> None:
        """Store what is typed before other texts come; what the disk refuses is kept for when its project is back."""
        if (at_work := self._paper.focusWidget()) is not None:
            at_work.clearFocus()
        for section in self.sections.values():
            section.store()
            if section.unsaved:
                self._refused[section.place] = section.editor.stored()

    def _turn_to_project(self) -> None:
        """The same headings with the answers of another project."""
        self._keep_typing()
        if self._current is not None:
            self._current.set_open(False)
            self._current = None
        for section in self.sections.values():
            section.bind(self.desk.project)
        self.area.verticalScrollBar().setValue(0)

    def _clear(self) -> None:
        """Take the sections off."""
        self._current = None
        self.sections.clear()
        self._parts = self._seen = ()
        while (item := self.column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.area.verticalScrollBar().setValue(0)

    def _lay_out(self, topics: tuple[Topic, ...], figures: Figures) -> None:
        self._parts = tuple((topic, self._part(topic, figures)) for topic in topics)
        for _, part in self._parts:
            self.column.addWidget(part)
        self.column.addStretch(1)

    def _part(self, topic: Topic, figures: Figures) -> Part:
        source = self.desk.form.topic(topic.repeats) if topic.repeats else None
        if source is not None:
            made = Repeat(topic, source)
            made.source_wanted.connect(lambda key: self.desk.go_to(Place("answer", self.desk.project, key)))
            return made
        return self._section(topic, figures) if topic.key else Heading(topic)

    def _section(self, topic: Topic, figures: Figures) -> Section:
        made = Section(self.desk, topic, figures)
        self.sections[topic.key] = made
        made.entered.connect(lambda section, by_mouse: None if by_mouse else self._open(section))
        made.clicked.connect(self._open)
        made.moved.connect(self._follow)
        made.changed.connect(self._show_outline)
        return made

    def _show_outline(self) -> None:
        self.outline.show_lines(tuple(self._line(topic, part) for topic, part in self._seen))

    def _line(self, topic: Topic, section: Part) -> OutlineLine:
        if not isinstance(section, Section):
            return OutlineLine(name_of(topic), topic.level, State.REPEAT if topic.repeats else State.HEADING)
        found = worst(section.faults.open)
        state = State.EMPTY if not section.written else State.AUTO if section.auto else State.WRITTEN
        return OutlineLine(section.name, topic.level, state, SIGNS[found.level] if found else None)

    # --- where the clerk is ------------------------------------------------------------------------------------------

    def _open(self, section: Section) -> None:
        """Guidance and toolbar go to this section; what the clerk looks at stays where it is, if it can."""
        if section is self._current:
            return
        before = section.editor.mapTo(self.area.viewport(), QPoint(0, 0)).y()
        if self._current is not None:
            self._current.set_open(False)
        self._current = section
        section.set_open(True)
        self._settle()
        bar = self.area.verticalScrollBar()
        down = section.editor.mapTo(self.area.viewport(), QPoint(0, 0)).y() - before
        top = section.mapTo(self._inner, QPoint(0, 0)).y() - 16
        bar.setValue(max(0, min(bar.value() + down, top)) if down > 0 else bar.value() + down)
        self.outline.set_current([part for _, part in self._seen].index(section))

    def _settle(self) -> None:
        """Let the layout take its new heights now, so that what is where can be asked."""
        for _ in range(2):  # widths first, then the heights that follow from them
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            for section in self.sections.values():
                section.editor.fit()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def _to_top(self, part: QWidget) -> None:
        self.area.verticalScrollBar().setValue(part.mapTo(self._inner, QPoint(0, 0)).y() - 16)

    def _follow(self, section: Section) -> None:
        """Keep the caret in view while the clerk writes."""
        if section.editor.hasFocus():
            caret = section.editor.cursorRect().center()
            at = section.editor.mapTo(self._inner, caret)
            self.area.ensureVisible(at.x(), at.y(), 0, _ROOM)

    def _go_to_heading(self, number: int) -> None:
        _, part = self._seen[number]
        if isinstance(part, Section):
            self.go(part.place)
        else:
            self._to_top(part)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The outline takes a quarter of the page, within its bounds."""
        super().resizeEvent(event)
        self.outline.setFixedWidth(max(NARROWEST, min(WIDEST, self.width() // 4)))

    def showEvent(self, event: QShowEvent) -> None:
        """Show what has changed meanwhile."""
        super().showEvent(event)
        self._catch_up()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing typed waits on a page that is not seen."""
        self.store()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Nor in a window that is not the one at work."""
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.store()
        super().changeEvent(event)
