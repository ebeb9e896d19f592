"""One topic of the outline: its heading, guidance, and the answer, written by the clerk or made from the data."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from msgspec import structs
from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.forms.model import Topic
from core.model import Place
from core.report.figures import Figures, catalogue
from core.report.wording import fill, pieces, suggestion
from core.years.last_year import unchanged_since_last_year
from ui.bound import IDLE_BEFORE_SAVING
from ui.desk import Desk
from ui.look.buttons import Button, Kind, link
from ui.look.cards import IconLabel
from ui.look.fields import label, set_ink
from ui.marks import MarkTools, offer_marks
from ui.places import name_of
from ui.prose.card import EditorCard, Guidance
from ui.prose.difference import Difference
from ui.prose.editor import ProseEditor
from ui.prose.faults import Faults
from ui.prose.picker import Choice, Picker
from ui.prose.snippets import KEY, SnippetTool
from ui.sheets.menus import RowMenu

_BOX_LINES = 2  # the least a box below a table is high
_NOTHING_YET = "数据还没有填；填好以后，这里自动生成。"


class Section(QWidget):
    """A topic with an answer.  It follows the book through :meth:`reload` and stores what is typed by itself.

    With ``box`` it stands below a table: its guidance is said in the empty field, and it has no toolbar.
    """

    entered = Signal(object, bool)  # itself; whether by the mouse, which is then still down
    clicked = Signal(object)
    moved = Signal(object)  # itself: the caret is elsewhere, or the text has grown
    changed = Signal()  # whether anything is written here may be otherwise

    def __init__(self, desk: Desk, topic: Topic, figures: Figures, *, box: bool = False) -> None:
        super().__init__()
        self.topic = topic
        self._box = box
        self._desk = desk
        self._figures = figures
        self.place = Place("answer", desk.project, topic.key)
        self.unsaved = False  # typed, and not on the disk yet
        self._by_data = ""  # what the data would write, where the clerk has
        self._auto: bool | None = None
        self._storing = False
        self._open = False
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE_BEFORE_SAVING)
        self._idle.timeout.connect(self.store)
        self.editor = ProseEditor(
            lambda text: pieces(text, self._figures), lambda: self._desk.project, least_lines=_BOX_LINES if box else 1
        )
        self.editor.setAccessibleName(topic.heading)
        self._lay_out()
        self.faults = Faults(desk, lambda: self.place, self.editor, self.card, self._head, box=box)
        """What does not add up here."""
        self._connect()
        self.reload(figures)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._head = head = QHBoxLayout()
        head.setSpacing(8)
        self._count = label("", "caption", "faint")
        self.same = label("与上年相同", "caption", "amber")
        self.same.setToolTip("这段文字和上年一字不差，看一看是否还符合今年的情况")
        self.marks = MarkTools(self._desk, lambda: self.place, self, self.editor)
        head.addWidget(label(self.topic.heading, "body_bold" if self._box else "section", wrap=True), 1)
        head.addWidget(self.same, 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.marks, 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(head)
        self.guidance = Guidance(self.topic.guidance, self.topic.print_guidance)
        column.addWidget(self.guidance)
        self.card = EditorCard(self.editor)
        self.card.set_line("field" if self._box else "line")
        column.addWidget(self.card)
        self.difference = Difference()
        column.addWidget(self.difference)
        self.insert = Button("插入数据", Kind.QUIET, icon_name="calculator", tip="数字取自各页，随数据变化")
        self.restore = Button("恢复为自动文字", Kind.QUIET, icon_name="restore", tip="不要改过的文字，重新由数据生成")
        self.snippets = Button("常用语", Kind.QUIET, icon_name="insert", tip=f"插入、存下、修改本单位的常用语（{KEY}）")
        for button in (self.insert, self.snippets, self.restore):
            self.card.tools.addWidget(button)
        self.card.tools.addStretch(1)
        self._icon, self._origin = IconLabel("calculator"), label("自动生成，随数据变化", "caption", "faint")
        self.rewrite = link("改写", small=True)
        self.rewrite.setToolTip("把这段文字放进编辑框，由您修改；其中的数据仍随数据变化")
        self.card.note.addWidget(self._icon)
        self.card.note.addWidget(self._origin)
        self.card.note.addStretch(1)
        self.card.note.addWidget(self.rewrite)

    def _connect(self) -> None:
        editor = self.editor
        editor.typed.connect(self._typed)
        editor.left.connect(self._left)
        editor.entered.connect(lambda by_mouse: self.entered.emit(self, by_mouse))
        editor.clicked.connect(lambda: self.clicked.emit(self))
        editor.cursorPositionChanged.connect(lambda: self.moved.emit(self))
        editor.refused.connect(lambda: self._desk.tell(self._why_not()))
        editor.undo_asked.connect(lambda: self._step_back(self._desk.undo))
        editor.redo_asked.connect(lambda: self._step_back(self._desk.redo))
        editor.figures_asked.connect(self.offer_figures)
        editor.menu_asked.connect(self._offer_marks)
        self.insert.clicked.connect(self.offer_figures)
        self.restore.clicked.connect(self._restore)
        self.difference.taken.connect(self._restore)
        self.snippet_tool = SnippetTool(self._desk, editor, self.snippets)
        self.rewrite.clicked.connect(self._rewrite)

    @cached_property
    def picker(self) -> Picker:
        """The list of figures; made when it is first asked for."""
        made = Picker(self, "按名称或数值查找", "可以插入的数据")
        made.chosen.connect(self.editor.insert)
        return made

    def _offer_marks(self, menu: RowMenu) -> None:
        offer_marks(menu, self._desk, (self.place,), lambda _: self.marks.write_note())

    # --- what is shown -----------------------------------------------------------------------------------------------

    @property
    def auto(self) -> bool:
        """Whether the data write this text."""
        return bool(self._auto)

    @property
    def written(self) -> bool:
        """Whether something stands here that will be printed."""
        return bool(self.editor.text().strip())

    def reload(self, figures: Figures) -> None:
        """Show what stands in the book; a text being typed stays, only its figures follow."""
        self._figures = figures
        if not (self.unsaved or self.editor.composing or self._storing):
            self._show_stored()
        self.editor.refresh(figures.find)
        self._by_data = "" if self.auto else fill(suggestion(self.topic, figures), figures.find)
        self.same.setVisible(not self.unsaved and unchanged_since_last_year(self._desk.book, self.place))
        self.marks.reload()
        self.faults.mark()
        self._show_state()

    def bind(self, project: int) -> None:
        """Speak of another project from now on; what was typed and not stored has been asked for before."""
        self._idle.stop()
        self.place = structs.replace(self.place, project=project)
        self.unsaved = False
        self.faults.forget()
        self.editor.moveCursor(QTextCursor.MoveOperation.Start)

    def hold(self, text: str) -> None:
        """Show a text that the disk refused before; it is tried again."""
        self._show(False, text)
        self.unsaved = True
        self._idle.start()

    def _show_stored(self) -> None:
        typed = self._desk.text(self.place)
        auto = bool(self.topic.sentence) and not typed.strip()
        self._show(auto, suggestion(self.topic, self._figures) if auto else typed)

    def _show(self, auto: bool, text: str) -> None:
        if auto != self._auto:
            self._auto = auto
            self.editor.set_fixed(auto or self._desk.read_only, soft=auto)
            self.editor.setPlaceholderText(_NOTHING_YET if auto else self._ghost())
            self.card.set_computed(auto)
        if text != self.editor.stored():
            self.editor.show_text(pieces(text, self._figures))
        self.editor.forget_typing()

    def _ghost(self) -> str:
        """The faint words in the empty field."""
        if self._box:
            return self.topic.guidance or "在这里填写"
        return "" if self.topic.guidance else "在这里填写"

    def _show_state(self) -> None:
        """Count, guidance, toolbar and the line that says who writes here."""
        number = len("".join(self.editor.text().split()))
        limit = self.topic.limit
        self._count.setText(f"{number} / {limit} 字" if limit else f"{number} 字" if number else "")
        set_ink(self._count, "red" if limit and number > limit else "faint")
        guided = bool(self.topic.guidance) and not self._box
        self.guidance.setVisible(guided and (self._open or not self.written))
        for part in (self._icon, self._origin, self.rewrite):
            part.setVisible(self.auto)
        self.rewrite.setEnabled(not self._desk.read_only)
        self.card.bar.setVisible(self._open and not self.auto and not self._desk.read_only)
        self.restore.setVisible(bool(self.topic.sentence))
        own = self.editor.text() if self.written and not self.auto else ""
        self.difference.compare(own, self._by_data, free=not self._desk.read_only)

    def set_open(self, opened: bool) -> None:
        """Show guidance and toolbar while the clerk is at work here."""
        self._open = opened
        self._show_state()

    # --- what is typed -----------------------------------------------------------------------------------------------

    def _typed(self) -> None:
        self.unsaved = True
        self._idle.start()
        self._show_state()
        self.faults.forgive()
        self.moved.emit(self)

    def store(self) -> None:
        """Put what is typed into the book; while a word is being composed, later."""
        if self.editor.composing:
            self._idle.start()
            return
        self._idle.stop()
        if self.place.project not in self._desk.book.dossiers:
            self.unsaved = False  # its project has been removed
        if not self.unsaved:
            return
        text = self.editor.stored()
        self._storing = True
        kept = self._desk.type_text(self.place, text if text.strip() else "", f"修改“{self.name}”", merge=True)
        self._storing = False
        if kept:
            self.unsaved = False
            self.editor.forget_typing()
        self.changed.emit()

    @property
    def name(self) -> str:
        """The heading without the mark at its end."""
        return name_of(self.topic)

    def _left(self) -> None:
        self.store()
        if not self.unsaved:
            self.reload(self._figures)

    def _step_back(self, step: Callable[[], None]) -> None:
        self.store()
        step()

    def _rewrite(self) -> None:
        text = suggestion(self.topic, self._figures)
        if not text:
            self._auto = None
            self._show(False, "")
            self._show_state()
        elif not self._desk.type_text(self.place, text, f"改写“{self.name}”"):
            return
        else:
            self.reload(self._figures)
        self.editor.moveCursor(QTextCursor.MoveOperation.End)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restore(self) -> None:
        self._idle.stop()
        if self._desk.type_text(self.place, "", f"恢复自动文字“{self.name}”"):
            self.unsaved = False
            self.reload(self._figures)
        elif self.unsaved:
            self._idle.start()  # what was typed is still to be stored

    def _why_not(self) -> str:
        return "账套是只读的，不能填写。" if self._desk.read_only else "这段由数据自动生成；点“改写”以后可以修改。"

    def offer_figures(self) -> None:
        """Open the list of figures at the caret's line, below the button."""
        below = self.insert.mapToGlobal(QPoint(0, self.insert.height() + 4))
        found = catalogue(self._desk.values, self._desk.scores)
        self.picker.open_at(below, tuple(Choice(figure.caption, figure.text, figure) for figure in found))
