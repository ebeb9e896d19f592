"""The window: top bar, what lies side by side below it, status line; its shortcuts, notices, and how it is left."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QMainWindow, QPlainTextEdit, QVBoxLayout, QWidget

from core.manual import SCREENS, SHORTCUTS
from ui.desk import Desk
from ui.look.cards import Action, MessageStrip
from ui.look.notices import Notice, Remark
from ui.look.signs import Sign
from ui.middle import NARROW, ROOMY, Middle
from ui.panels.bars import HEIGHT, LOW_HEIGHT, StatusLine, TopBar
from ui.panels.export import ExportButton
from ui.panels.keyboard import go_round, step_out
from ui.panels.rule_card import RuleCards
from ui.places import title_of
from ui.rooms import Rooms
from ui.shortcuts import WINDOW

if TYPE_CHECKING:
    from ui.pages.help import HelpWindow

LOW = 600  # logical height below which bars and heads get lower
USUAL_SIZE = QSize(1366, 697)  # a common screen less the bars of Windows


class Window(QMainWindow):
    """One window on one book."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._notice: Notice | None = None
        self._refused = self._may_close = False
        self.export = ExportButton(desk, self)
        self.top = TopBar(desk, self.export)
        self.rooms = Rooms(desk, self.export)
        self.project = self.rooms.project
        self.middle = Middle(desk, self.rooms)
        self.projects, self.rail = self.middle.projects, self.middle.rail
        self.right, self.findings_rail = self.middle.right, self.middle.findings_rail
        self.findings = self.right.findings
        self.status = StatusLine(desk)
        self.cards = RuleCards(desk, self, (self.right, self.findings_rail), self.rooms.show_rules)
        self._put_together()
        self._connect()
        self._shortcuts()
        self._title()
        self.resize(USUAL_SIZE)
        self.fold()

    def _put_together(self) -> None:
        around = QWidget()
        around.setObjectName("window")
        column = QVBoxLayout(around)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        self._on_top = QVBoxLayout()
        column.addLayout(self._on_top)
        column.addWidget(self.middle, 1)
        column.addWidget(self.status)
        self.setCentralWidget(around)

    def _connect(self) -> None:
        desk, rooms = self.desk, self.rooms
        for side, wanted in (
            (self.rail.overview.clicked, rooms.show_overview),
            (self.projects.overview_wanted, rooms.show_overview),
            (self.rail.unit.clicked, rooms.show_unit),
            (self.projects.unit_wanted, rooms.show_unit),
            (self.rail.check.clicked, rooms.show_readiness),
            (self.projects.check_wanted, rooms.show_readiness),
            (self.rail.whole.clicked, rooms.show_whole),
            (self.projects.whole_wanted, rooms.show_whole),
            (self.projects.project_wanted, rooms.show_project),
        ):
            side.connect(lambda *_, show=wanted: show())
        self.top.search.replace_wanted.connect(rooms.show_replace)
        self.findings.rules_wanted.connect(self._show_rules_off)
        self.status.next_wanted.connect(self.next_finding)
        self.export.finished.connect(self.status.show_exported)
        self.export.told.connect(self.notify)
        desk.removed.connect(self._offer_undo)
        desk.failed.connect(self._show_trouble)
        desk.selected.connect(lambda _: self._title())
        desk.changed.connect(lambda _: self._title())
        rooms.told.connect(self.notify)
        rooms.turned.connect(lambda: self.status.show_scope(rooms.is_of_year))

    def _shortcuts(self) -> None:
        """What the keys of :data:`ui.shortcuts.WINDOW` do."""
        rooms = self.rooms
        does: dict[str, Callable[[], None]] = {
            "Ctrl+N": self.desk.add_project,
            "Ctrl+F": self._find,
            "Ctrl+H": lambda: rooms.show_replace(),
            "Ctrl+E": self.export.open_menu,
            "Ctrl+Z": self.desk.undo,
            "Ctrl+Y": self.desk.redo,
            "Ctrl+Shift+Z": self.desk.redo,
            "F8": self.next_finding,
            "Ctrl+PgDown": lambda: self._turn(1),
            "Ctrl+PgUp": lambda: self._turn(-1),
            "F6": lambda: go_round(self._areas(), 1),
            "Shift+F6": lambda: go_round(self._areas(), -1),
            "Ctrl+Tab": lambda: step_out(self, 1),
            "Ctrl+Shift+Tab": lambda: step_out(self, -1),
            "F1": self.explain,
            "Ctrl+/": lambda: self.help.show_page(SCREENS, SHORTCUTS),
        }
        for key in (key for row in WINDOW for key in row.keys):
            QShortcut(QKeySequence(key), self, activated=does[key])

    @cached_property
    def help(self) -> HelpWindow:
        """The manual, in a window of its own."""
        from ui.pages.help import HelpWindow

        return HelpWindow()

    def explain(self) -> None:
        """Show what the manual says of the page at hand (F1)."""
        here = self.rooms.here
        self.help.explain(self.project.tab.value if here == "project" else here)

    def _areas(self) -> tuple[QWidget, ...]:
        return (*self.middle.areas(), self.top)

    def next_finding(self) -> None:
        """Jump to the next open finding (F8)."""
        self.desk.check_now()
        waits = not self.rooms.is_of_year or self.desk.choose_waiting(self.rooms.looked_at)
        found = self.desk.next_finding(self.findings.chosen()) if waits else None
        if found is None:
            only = self.desk.book.dossiers.get(self.rooms.looked_at or 0)
            whose = f"“{title_of(only)}”" if only else ""
            self.desk.tell(f"{whose}没有要处理的问题。")
        else:
            self.findings.choose(found)

    def _show_rules_off(self) -> None:
        self.rooms.show_rules()
        self.rooms.rules.show_off()
        self.rooms.enter()  # the list that had the keyboard is not there beside it

    def _turn(self, by: int) -> None:
        """To the next page of the project, with the keyboard: what is typed next belongs there."""
        self.project.turn(by)
        self.project.enter()

    def _find(self) -> None:
        self.top.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top.search.selectAll()

    def _title(self) -> None:
        unit = self.desk.book.unit.name or self.desk.path.stem
        self.setWindowTitle(f"绩评本 — {unit} · {self.desk.year} 年度")

    def _show_trouble(self, sentence: str) -> None:
        """The disk refused: say it where it does not go by, and that nothing typed is lost."""
        self._refused = True
        self.status.show_unsaved()
        remark = (Sign.ERROR, f"{sentence}您输入的内容还在原处，没有丢。")
        self.notify("刚才的修改没有存进账套", (remark,), sign=Sign.ERROR)

    def say_on_top(self, sentence: str, ways: tuple[Action, ...]) -> None:
        """Say what is so as long as this book is open, below the top bar."""
        self._on_top.addWidget(MessageStrip(Sign.HINT, sentence, ways))

    def notify(
        self,
        result: str,
        remarks: tuple[Remark, ...],
        place: str = "",
        ways: tuple[Action, ...] = (),
        sign: Sign | None = None,
    ) -> Notice:
        """Show a notice above the status line, with a sign where the result is no success; the one before goes."""
        if self._notice is not None:
            self._notice.go()
        notice = self._notice = Notice(result, place, remarks, ways, self, sign)
        notice.closed.connect(lambda: self._forget(notice))
        notice.present(self.status.height())
        return notice

    def _forget(self, notice: Notice) -> None:
        if self._notice is notice:
            self._notice = None

    def _offer_undo(self, name: str) -> None:
        """A project is gone: a way back for as long as it is the newest step."""
        notice = self.notify(f"已删除“{name}”", (), ways=(("撤销", self.desk.undo),))
        self.desk.changed.connect(notice.go)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nobody else wanted closes the list that lies over the page, then the notice."""
        typing = isinstance(self.focusWidget(), QLineEdit | QPlainTextEdit)
        escapes = event.key() == Qt.Key.Key_Escape and not typing
        if escapes and self.middle.floats:
            self.middle.hide_floating()
        elif escapes and self._notice is not None:
            self._notice.go()
        else:
            super().keyPressEvent(event)

    # --- what gives way ----------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold by need."""
        super().resizeEvent(event)
        self.fold()
        self.export.place_card()

    def fold(self) -> None:
        """Lay out for the present size."""
        wide, low = self.width(), self.height() < LOW
        self.top.search.set_narrow(wide < NARROW)
        self.top.setFixedHeight(LOW_HEIGHT if low else HEIGHT)
        self.project.set_margin(24 if wide >= ROOMY else 16)
        self.project.set_low(low)
        self.middle.fold()

    # --- leaving ------------------------------------------------------------------------------------------------------

    def store_all(self) -> bool:
        """Put whatever is being typed into the book; False, with a notice, when the disk refuses."""
        self._refused = False
        if self.focusWidget() is not None:
            self.focusWidget().clearFocus()
        self.desk.leaving.emit()
        if self._refused:
            remark = (Sign.ERROR, "现在关闭，刚才输入的内容会丢失；请先处理磁盘的问题，再关闭。")
            ways = (("仍然关闭", self._close_anyway),)
            self.notify("还有内容没有存进账套", (remark,), ways=ways, sign=Sign.ERROR)
        return not self._refused

    def _close_anyway(self) -> None:
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Whatever is being typed goes into the book first; an export stops after its file."""
        if not self._may_close and not self.store_all():
            event.ignore()
            return
        self.export.stop()
        self.right.stop()
        if "help" in vars(self):
            self.help.close()
        super().closeEvent(event)
