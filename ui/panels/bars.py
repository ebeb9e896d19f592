"""The bar on top (book, year, search, undo, export) and the status line below."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.rules.begun import is_begun
from ui.desk import Desk
from ui.look import icons
from ui.look.buttons import Kind, MenuButton, icon_button, link
from ui.look.cards import Panel, Rule
from ui.look.fields import label
from ui.look.signs import Sign, SignLabel, TickLabel
from ui.panels.search import SearchField
from ui.panels.words import OneLine, shortened
from ui.places import title_of
from ui.stages import signs

HEIGHT, LOW_HEIGHT = 48, 44
STATUS_HEIGHT = 32
_SAID_FOR = 6000  # ms a sentence stays in the status line
_LONGEST_NAME = 16  # characters of the unit's name in the top bar


class _Mark(QWidget):
    """The program's sign."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(24, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it at the screen's ratio."""
        pixmap = icons.program_pixmap(24, self.devicePixelRatioF())
        QPainter(self).drawPixmap(self.rect(), pixmap)


class TopBar(Panel):
    """Whose book, which year, find, undo and redo, and the one primary button."""

    def __init__(self, desk: Desk, export: MenuButton) -> None:
        super().__init__("chrome", "b")
        self.desk = desk
        self.setFixedHeight(HEIGHT)
        self.book = MenuButton("", Kind.QUIET, strong=True)
        self.year = MenuButton("", Kind.QUIET, tip="年度")
        self.year.menu.aboutToShow.connect(self._fill_years)
        self.search = SearchField(desk)
        self.undo = icon_button("undo", "撤销")
        self.redo = icon_button("redo", "重做")
        self.undo.clicked.connect(desk.undo)
        self.redo.clicked.connect(desk.redo)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 1)
        row.setSpacing(8)
        row.addWidget(_Mark())
        row.addWidget(self.book)
        row.addWidget(Rule(upright=True, length=18))
        row.addWidget(self.year)
        row.addStretch(1)
        row.addWidget(self.search, 9)  # as wide as it may be, before the stretch takes anything
        row.addSpacing(8)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        row.addSpacing(8)
        row.addWidget(export)
        desk.changed.connect(lambda _: self.refresh())
        desk.selected.connect(lambda _: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Names and steps as the book stands."""
        name = self.desk.book.unit.name or "未填单位名称"
        self.book.set_text(shortened(name, _LONGEST_NAME))
        self.book.setToolTip(f"{name}\n账套：新建、打开、另存一份")
        self.year.set_text(f"{self.desk.year} 年度")
        for button, word, key, name in (
            (self.undo, "撤销", "Ctrl+Z", self.desk.undo_name()),
            (self.redo, "重做", "Ctrl+Y", self.desk.redo_name()),
        ):
            button.setEnabled(name is not None and not self.desk.read_only)
            said = word if name is None else f"{word}：{name}"
            button.setToolTip(f"{said}（{key}）")
            button.setAccessibleName(said)

    def _fill_years(self) -> None:
        self.year.menu.clear()
        newest = self.desk.years[0]
        for year in self.desk.years:
            action = QAction(f"{year} 年度", self.year.menu)
            action.setCheckable(True)
            action.setChecked(year == self.desk.year)
            action.triggered.connect(lambda _=False, y=year: self.desk.choose_year(y))
            self.year.menu.addAction(action)
        self.year.menu.addSeparator()
        following = self.year.menu.addAction(f"开始填 {newest + 1} 年度")
        following.triggered.connect(lambda: self.desk.choose_year(newest + 1))


class StatusLine(Panel):
    """Saved or not, what does not add up, what was just said, unit of money and number of projects."""

    next_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("chrome", "t")
        self._desk = desk
        self.setFixedHeight(STATUS_HEIGHT)
        self._tick = TickLabel("已保存")
        self._saved = label("", "caption", "soft")
        self._counts = {sign: SignLabel(sign, 0) for sign in Sign}
        self._numbers: dict[Sign, int] = {}  # as the labels show them
        self._of_year = False  # whether the page that is shown speaks of all projects
        self._said = OneLine("caption")
        self._scope = label("本项目", "caption", "soft")
        self._next = link("F8 下一处", small=True)
        self._next.clicked.connect(self.next_wanted)
        for counted in self._counts.values():
            counted.setCursor(Qt.CursorShape.PointingHandCursor)
            counted.installEventFilter(self)
        self._exported = label("", "caption", "soft")
        self._unit = label("", "caption", "soft")
        self._total = label("", "caption", "soft")
        self._after_export = Rule(upright=True, length=14)
        self._after_export.hide()
        self._lay_out()
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(lambda: self._said.set_text(""))
        desk.saved.connect(self._show_saved)
        desk.told.connect(self.say)
        desk.followed.connect(lambda _: self.refresh())
        desk.selected.connect(lambda _: self.refresh())
        desk.selected.connect(lambda _: self.say(""))
        self._saved.setText("只读" if desk.read_only else "已保存")
        self._tick.setVisible(not desk.read_only)
        self.refresh()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 1, 16, 0)
        row.setSpacing(10)
        for widget in (self._tick, self._saved, Rule(upright=True, length=14), self._scope):
            row.addWidget(widget)
        for counted in self._counts.values():
            row.addWidget(counted)
        row.addWidget(self._next)
        row.addSpacing(8)
        row.addWidget(self._said, 1)
        for widget in (self._exported, self._after_export, self._unit, Rule(upright=True, length=14), self._total):
            row.addWidget(widget)

    def refresh(self) -> None:
        """Counts and unit of the project that is shown; counts of all projects where the page speaks of them."""
        counts = self._desk.year_counts() if self._of_year else self._desk.counts()
        waiting = sum(counts.values())
        here = self._desk.dossier
        named = "本项目" if here is None or not here.is_unit else title_of(here)
        scope = "全部项目" if self._of_year else named
        there = bool(self._desk.filed) if self._of_year else here is not None
        begun = self._of_year or here is None or is_begun(here)
        clean = "正在核对…" if not self._desk.is_checked else f"{scope}{'没有发现问题' if begun else '还没有填'}"
        self._scope.setText(scope if waiting or not there else clean)
        self._scope.setVisible(there)
        self._next.setVisible(waiting > 0)
        for sign, number in signs(counts):
            if self._numbers.get(sign) != number:
                self._numbers[sign] = number
                self._counts[sign].set_count(number)
                self._counts[sign].setVisible(number > 0)
        self._unit.setText(f"单位：{self._desk.form.money_unit}" if self._desk.dossier else "")
        self._total.setText(f"共 {len(self._desk.dossiers)} 个项目")

    def show_scope(self, of_year: bool) -> None:
        """Count what is open in all projects of the year, or in the one that is shown."""
        if of_year is not self._of_year:
            self._of_year = of_year
            self.refresh()

    def say(self, sentence: str) -> None:
        """Say something for a few seconds."""
        self._said.set_text(sentence)
        self._clock.start(_SAID_FOR)

    def said(self) -> str:
        """The sentence that is said now; blank when none is."""
        return self._said.text()

    def show_unsaved(self) -> None:
        """The disk refused: what was typed is in its cell, not in the book."""
        self._tick.hide()
        self._saved.setText("还没有保存")

    def _show_saved(self, when: datetime) -> None:
        self._tick.show()
        self._saved.setText(f"已保存 {when:%H:%M}")

    def show_exported(self, when: datetime) -> None:
        """Remember the last export."""
        self._exported.setText(f"上次导出 {when:%H:%M}")
        self._after_export.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click on a count goes to the next finding."""
        if event.type() == QEvent.Type.MouseButtonRelease:
            self.next_wanted.emit()
        return False
