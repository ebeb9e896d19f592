"""校验: what does not add up, grouped by who waits and by cause; the chosen finding opens, and is answered
right there."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QStackedLayout, QVBoxLayout

from core.answers import NOTED
from core.rules.finding import Finding
from ui.bound import SIGNS
from ui.desk import Desk
from ui.look.buttons import link
from ui.look.cards import EmptyPlace, Panel
from ui.look.chosen_finding import ChosenFinding, ChosenFindingWidget, Figure
from ui.look.finding_item import BAR, FindingDelegate
from ui.look.rail import RailButton
from ui.look.signs import Counts, CountsLabel
from ui.nouns import nouns_in
from ui.panels.finding_filter import FindingFilter
from ui.panels.finding_list import FindingModel, Subject, answer_words, subject_of
from ui.panels.reason import ReasonBox
from ui.stages import signs
from ui.ways import ways_out

RAIL_WIDTH = 44
_LOW = 740  # window height below which the basis line is dropped
_MOST_WAYS = 4
_LISTED, _AGREES, _BLANK, _HIDDEN = range(4)  # what the place of the list shows
_ALL_AGREES = "没有发现问题", "数与数、数与文字都对得上。"
_NOTHING_TYPED = "还没有可以核对的内容", "填一处，查一处；还缺什么，看“提交前检查”。"
_OTHERS_HIDDEN = "这一类没有问题", "别的级别或类别里还有。"


def _head(finding: Finding) -> str:
    """The sentence of the chosen finding: what its figures below say is not said twice."""
    what, colon, _ = finding.message.partition("：")
    return f"{what}。" if colon and len(finding.sides) > 1 else finding.message


class FindingsPanel(Panel):
    """The list with its filter.  The box for the clerk's reason lies over the lower part of the finding's row."""

    counted = Signal(int)  # how many findings of the scope are open
    rules_wanted = Signal()  # to see which rules are switched off

    def __init__(self, desk: Desk) -> None:
        super().__init__("chrome", "l")
        self.desk = desk
        self.model = FindingModel(desk)
        self._chosen: Subject | None = None
        self._shown: tuple[object, ...] = ()
        self.filter = FindingFilter(desk)
        self.filter.changed.connect(self.refresh)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filter)
        self.filter.be_there(desk.is_checked)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._list())
        for missing, how in (_ALL_AGREES, _NOTHING_TYPED):
            self._stack.addWidget(EmptyPlace("shield", missing, how))
        everything = (("看全部问题", self.filter.show_all),)
        self._stack.addWidget(EmptyPlace("filter", *_OTHERS_HIDDEN, everything))
        column.addLayout(self._stack, 1)
        column.addWidget(self._foot())
        self.reason = ReasonBox(desk)
        self.reason.setParent(self.view.viewport())
        self.reason.closed.connect(self.refresh)
        self.setMinimumWidth(260)
        desk.followed.connect(lambda _: self.refresh())
        desk.selected.connect(lambda _: self.refresh())
        desk.wants_reason.connect(self._ask)
        self.refresh()

    def take_filter(self) -> None:
        """The filter stands above the list again."""
        self._column.insertWidget(0, self.filter)

    def _list(self) -> QListView:
        self.view = QListView()
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setAccessibleName("校验结果")
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setMouseTracking(True)
        self._delegate = FindingDelegate(self.view)
        self._delegate.link_clicked.connect(self._follow_link)
        self.view.setItemDelegate(self._delegate)
        self.view.setModel(self.model)
        self.view.clicked.connect(self._clicked)
        self.view.activated.connect(self._jump)
        self.view.verticalScrollBar().valueChanged.connect(lambda _: self._place_reason())
        return self.view

    def _foot(self) -> Panel:
        """One quiet line: which rules say nothing because they are switched off."""
        self._off = Panel("chrome", "t")
        row = QHBoxLayout(self._off)
        row.setContentsMargins(16, 5, 12, 5)
        self.switched_off = link("", small=True)
        self.switched_off.setToolTip("看哪些规则停用了，可以重新启用")
        self.switched_off.clicked.connect(self.rules_wanted)
        row.addWidget(self.switched_off)
        row.addStretch(1)
        return self._off

    def refresh(self) -> None:
        """Show the findings as the book stands; the chosen one stays chosen while it is there.

        Before the first check the list is blank: nothing is found yet, and nothing is said to be in order.
        """
        if not self.desk.is_checked:
            return
        self.filter.be_there(True)
        at = self.view.verticalScrollBar().value()
        others = self.model.show_findings(self.filter.listed(), self.reason.subject)
        self.counted.emit(self.filter.waiting())
        self._stack.setCurrentIndex(_LISTED if self.model.rows else self._why_empty())
        self._show_switched_off()
        if self.reason.subject is not None and not self._written_about().isValid():
            self.reason.store()
            self.reason.put_away()
        if not others and self._shown == self._open_now():
            return
        if self._chosen is not None:
            self._open(self.model.index_of(self._chosen))
        else:
            self._lay_out()
        self._shown = self._open_now()
        self.view.verticalScrollBar().setValue(at)

    def _why_empty(self) -> int:
        """The place that says why nothing is listed: all agrees, nothing is typed yet, or the filter hides it."""
        if self.filter.hides():
            return _HIDDEN
        return _BLANK if self.filter.is_blank() else _AGREES

    def _open_now(self) -> tuple[object, ...]:
        """What of the list is open besides its rows: with all of them as they were nothing has to be laid out anew."""
        writing = self.reason.subject
        return self._chosen, writing, self.reason.sizeHint().height() if writing else 0, self.window().height() >= _LOW

    def _show_switched_off(self) -> None:
        from core.checking import RULES, rules_of

        form, dossier = self.desk.form if self.desk.dossier else None, self.desk.dossier
        off = 0
        if form is not None and dossier is not None:
            of = "unit" if dossier.is_unit else "project"
            off = sum(of in rule.of and form.stage in rule.stages for rule in RULES) - len(rules_of(form, of))
        self._off.setVisible(bool(off))
        self.switched_off.set_text(f"已停用 {off} 条校验")

    def choose(self, finding: Finding) -> None:
        """Open a finding in the list and jump to its cell."""
        index = self._find(finding)
        self._open(index)
        self.view.scrollTo(index)
        self._jump(index)

    def _find(self, finding: Finding) -> QModelIndex:
        """The row of a finding; what filters it out, or folds it away, is put aside."""
        index = self.model.index_of(subject_of(finding))
        if not index.isValid():
            self.model.unfolded = self.model.unfolded or not finding.open
            self.filter.take_in(finding.project)
            self.refresh()
            index = self.model.index_of(subject_of(finding))
        return index

    def chosen(self) -> Finding | None:
        """The finding that is open in the list."""
        return self.model.finding(self.model.index_of(self._chosen)) if self._chosen else None

    def _clicked(self, index: QModelIndex) -> None:
        if self.model.is_fold(index):
            self.model.unfolded = not self.model.unfolded
            at = index.row()
            self.refresh()
            self.view.setCurrentIndex(self.model.index(at))
            return
        finding = self.model.finding(index)
        if finding is not None:
            self._open(index)
            self._jump(index)

    def _open(self, index: QModelIndex) -> None:
        """Show one finding in full; the one before closes."""
        before = self.model.index_of(self._chosen)
        if before.isValid():
            self.view.setIndexWidget(before, None)
        finding = self.model.finding(index)
        self._chosen = subject_of(finding) if finding else None
        if finding is not None:
            widget = ChosenFindingWidget(self._in_full(finding))
            widget.show_basis(self.window().height() >= _LOW)
            self.view.setIndexWidget(index, widget)
        self.view.setCurrentIndex(index)
        self._lay_out()

    def _in_full(self, finding: Finding) -> ChosenFinding:
        first = finding.sides[0].caption if finding.sides else ""
        figures = tuple(
            Figure(s.caption, s.figure.removesuffix("\u00a0个百分点"), off=s.caption == first) for s in finding.sides
        )
        writing = subject_of(finding) == self.reason.subject
        ways = () if writing else ways_out(self.desk, finding, most=_MOST_WAYS)
        answer = "" if writing else answer_words(finding)
        about = "规则", partial(self.desk.wants_rule.emit, finding.rule)
        said, form = _head(finding), self.desk.form_of(finding.project)
        dossier = self.desk.book.dossiers.get(finding.project)
        nouns = tuple(
            (start, end, partial(self.desk.go_to, place))
            for start, end, place in nouns_in(said, finding.places, form, dossier)
        )
        return ChosenFinding(SIGNS[finding.level], said, figures, finding.basis, ways, about, nouns, answer)

    def _follow_link(self, index: QModelIndex) -> None:
        finding = self.model.finding(index)
        if finding is not None and not finding.reason:
            ways = ways_out(self.desk, finding)
            if ways and ways[0][0] != NOTED:
                self._jump(index)
            if ways:
                ways[0][1]()

    def _jump(self, index: QModelIndex) -> None:
        finding = self.model.finding(index)
        if finding is not None and finding.places:
            self.desk.go_to(finding.places[0])

    # --- the clerk's reason ------------------------------------------------------------------------------------------

    def _ask(self, finding: Finding) -> None:
        """Open the box for a reason below its finding, in the list of its project."""
        if finding.project != self.desk.project and not self.model.index_of(subject_of(finding)).isValid():
            self.desk.choose_project(finding.project)
        self._find(finding)
        self.reason.ask(finding)
        self._chosen = subject_of(finding)
        self.refresh()
        index = self.model.index_of(self._chosen)
        self.view.scrollTo(index)
        self.reason.field.edit.setFocus()

    def _lay_out(self) -> None:
        """Lay out the list, with room for the box in the row of its finding."""
        index = self._written_about()
        self._delegate.keep_foot(index, self.reason.sizeHint().height() if index.isValid() else 0)
        wide = self.view.viewport().width()
        self.view.doItemsLayout()
        if self.view.viewport().width() != wide:  # the scroll bar came or went: the rows are of another height
            self.view.doItemsLayout()
        self._place_reason()

    def _written_about(self) -> QModelIndex:
        return self.model.index_of(self.reason.subject) if self.reason.subject else QModelIndex()

    def _place_reason(self) -> None:
        """Lay the box over the room its row keeps for it."""
        index = self._written_about()
        if index.isValid():
            row, high = self.view.visualRect(index), self.reason.sizeHint().height()
            self.reason.setGeometry(QRect(row.left() + BAR, row.bottom() - high, row.width() - BAR, high))
            self.reason.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sentences wrap anew; the chosen one stays in sight."""
        super().resizeEvent(event)
        self._lay_out()
        if self._chosen is not None:
            self.view.scrollTo(self.model.index_of(self._chosen))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter jumps to the chosen finding's cell."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._clicked(self.view.currentIndex())
        else:
            super().keyPressEvent(event)


class FindingsRail(Panel):
    """The right side folded: counts never go away."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("chrome", "l")
        self._desk = desk
        self.setFixedWidth(RAIL_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(12)
        self.unfold = RailButton("panel", "展开右侧")
        column.addWidget(self.unfold)
        self._shown: Counts = ()
        self._counts = CountsLabel(upright=True)
        column.addWidget(self._counts, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        desk.followed.connect(lambda _: self.refresh())
        desk.selected.connect(lambda _: self.refresh())
        self.refresh()

    def refresh(self) -> None:
        """Show how many findings of each level are open."""
        counts = signs(self._desk.counts())
        if counts != self._shown:
            self._shown = counts
            self._counts.set_counts(counts)
