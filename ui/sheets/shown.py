"""A sheet as Qt asks for it: its cells with their findings and marks, and the ways to look at it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from core.edits import Edit
from core.model import Mark, Place
from core.pasting.plan import Pasting
from core.rules.finding import Finding
from ui.bound import SIGNS, worst
from ui.desk import Desk
from ui.look.cells import CELL, Align, CellState
from ui.look.signs import Letter
from ui.marks import letter_of, said_of
from ui.sheets.blocks import previewed
from ui.sheets.sheet import Sheet, SheetCell, SheetRow, differing, shape
from ui.sheets.states import meter_of, role_of
from ui.sheets.viewing import Viewing, viewed

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_NO_CELL = Qt.ItemFlag.NoItemFlags
_FIXED = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
_EDITABLE = _FIXED | Qt.ItemFlag.ItemIsEditable


class Keeper(Protocol):
    """What a page knows about its table: what stands in it, and which step a typed text is."""

    def sheet(self) -> Sheet:
        """The table as the book stands."""

    def edit(self, row: SheetRow, texts: Mapping[int, str]) -> Edit | None:
        """The step that types ``texts`` (by column) into a row; None when nothing can be typed there."""

    def name(self, cell: SheetCell, column: str) -> str:
        """The name of the step, as it stands beside 撤销."""


class ShownModel(QAbstractTableModel):
    """A sheet for a view.  It keeps its own rows, so that a view never sees a row it has not been told of."""

    refreshed = Signal()  # cells may have changed, the rows are the same
    turned = Signal()  # the table is shown in another way: a paste to look at first, sorted, filtered, or as it is

    def __init__(self, desk: Desk, keeper: Keeper, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._keeper = keeper
        self._sheet = self._whole = Sheet((), ())  # as it is shown, and as it stands in the book
        self._plan: Pasting | None = None
        self._viewing: Viewing | None = None
        self._marks: dict[Place, tuple[Finding, ...]] = {}
        self._subjects: frozenset[str] = frozenset()  # what the open findings are about
        self._own_marks: tuple[Mark, ...] = ()  # 待核, notes and origins as they were shown last
        self._states: dict[tuple[int, int], CellState] = {}  # as painted last; dear to make at every paint

    @property
    def keeper(self) -> Keeper:
        """What the page knows of its table."""
        return self._keeper

    # --- the sheet -------------------------------------------------------------------------------------------------

    @property
    def sheet(self) -> Sheet:
        """The table as it is shown."""
        return self._sheet

    @property
    def plan(self) -> Pasting | None:
        """The paste that is shown before it is taken."""
        return self._plan

    @property
    def viewing(self) -> Viewing | None:
        """How the table is sorted or filtered; None while it stands as in the book."""
        return self._viewing

    @property
    def whole(self) -> Sheet:
        """The table as it stands in the book."""
        return self._whole

    def preview(self, plan: Pasting | None) -> None:
        """Show what a paste would do, or again what is there."""
        self._plan = plan
        self._show(self._as_chosen())
        self.turned.emit()

    def view_as(self, viewing: Viewing | None) -> None:
        """Show the table sorted or filtered, or again as it is."""
        self._viewing = viewing
        self._show(self._as_chosen())
        self.turned.emit()

    def _as_chosen(self) -> Sheet:
        sheet = self._whole if self._viewing is None else viewed(self._whole, self._viewing)
        return sheet if self._plan is None else previewed(sheet, self._plan)

    def refresh(self) -> None:
        """Take the table and its findings from the book; what was to be pasted is given up when they are others."""
        new = self._keeper.sheet()
        changed = new != self._whole
        self._whole = new
        turned = changed and self._plan is not None
        if changed:
            self._plan = None
        elsewhere = self._viewing is not None and not {row.key for row in new.rows} >= set(self._viewing.keys)
        if elsewhere:  # another project, or a row is gone
            self._viewing = None
        self._show(self._as_chosen())
        if turned or elsewhere:
            self.turned.emit()

    def _show(self, new: Sheet) -> None:
        """Rows of the same shape are changed in place."""
        old, marks = self._sheet, self._marks
        self._mark()
        if shape(new) != shape(old):
            self._states.clear()
            self._own_marks = self._marks_there()
            self.beginResetModel()
            self._sheet = new
            self.endResetModel()
            return
        self._sheet = new
        own, self._own_marks = self._own_marks, self._marks_there()
        if own != self._own_marks and new.rows:
            self._states.clear()
            self.dataChanged.emit(self.index(0, 0), self.index(len(new.rows) - 1, len(new.columns) - 1))
        else:
            for r, c in dict.fromkeys((*differing(old, new), *self._remarked(marks))):
                self._states.pop((r, c), None)
                self.dataChanged.emit(self.index(r, c), self.index(r, c))
        self.refreshed.emit()

    def _marks_there(self) -> tuple[Mark, ...]:
        return self._desk.dossier.mark if self._desk.dossier is not None else ()

    def _remarked(self, before: dict[Place, tuple[Finding, ...]]) -> Iterator[tuple[int, int]]:
        """The cells whose findings are others than before."""
        others = {place for place in before.keys() | self._marks.keys() if before.get(place) != self._marks.get(place)}
        rows = {place.row for place in others}
        for r, row in enumerate(self._sheet.rows):
            if not row.row or row.row in rows:  # a line of the form, or one with a sum, may speak of any row
                yield from ((r, c) for c, cell in enumerate(row.cells) if cell.about in others)

    def _mark(self) -> None:
        self._marks = {}
        waiting = [finding for finding in self._desk.findings() if finding.open]
        for finding in waiting:
            for place in finding.places:
                self._marks[place] = (*self._marks.get(place, ()), finding)
        self._subjects = frozenset(finding.subject for finding in waiting if finding.places)

    def cell(self, index: Index) -> SheetCell:
        """The cell at an index."""
        return self._sheet.rows[index.row()].cells[index.column()]

    def row(self, index: Index) -> SheetRow:
        """The row at an index."""
        return self._sheet.rows[index.row()]

    def findings(self, index: Index) -> tuple[Finding, ...]:
        """The open findings that speak of a cell."""
        place = self.cell(index).about
        return () if place is None else self._marks.get(place, ())

    def letters(self) -> frozenset[Letter]:
        """The letters that occur in the table."""
        looked_up = bool(self._own_marks)
        cells = (cell for row in self._sheet.rows for cell in row.cells if cell.over or (looked_up and cell.place))
        return frozenset(letter for cell in cells if (letter := self._letter(cell)) is not None)

    @property
    def is_noted(self) -> bool:
        """Whether a note stands on any cell of the table."""
        places = (cell.place for row in self._sheet.rows for cell in row.cells)
        return bool(self._own_marks) and any(place is not None and self._desk.note(place) for place in places)

    @property
    def computes(self) -> bool:
        """Whether any cell follows from others."""
        return any(cell.computed and not cell.over for row in self._sheet.rows for cell in row.cells)

    def _letter(self, cell: SheetCell) -> Letter | None:
        if not self._own_marks:  # of most projects; looking each cell up costs more than all else here
            return Letter.OVERRIDDEN if cell.over else None
        return letter_of(self._desk, cell.place, over=cell.over)

    def find(self, place: Place) -> QModelIndex:
        """Where a place stands in the table; invalid when nowhere."""
        for r, row in enumerate(self._sheet.rows):
            for c, cell in enumerate(row.cells):
                if cell.place == place:
                    return self.index(r, c)
        return QModelIndex()

    def subjects(self) -> frozenset[str]:
        """What the open findings are about."""
        return self._subjects

    def first_finding(self, besides: frozenset[str] = frozenset()) -> QModelIndex:
        """The first cell that carries a sign, of those whose findings are about something ``besides`` does not name."""
        for r, row in enumerate(self._sheet.rows):
            for c, cell in enumerate(row.cells):
                if cell.place is not None and self._leads(cell.place, besides):
                    return self.index(r, c)
        return QModelIndex()

    def _leads(self, place: Place, besides: frozenset[str] = frozenset()) -> bool:
        marks = self._marks.get(place, ())
        return any(finding.places[0] == place and finding.subject not in besides for finding in marks)

    def _column(self, index: Index) -> str:
        return self._sheet.columns[index.column()].caption

    # --- what Qt asks ----------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Rows shown."""
        return 0 if parent.isValid() else len(self._sheet.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Columns shown."""
        return 0 if parent.isValid() else len(self._sheet.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Captions of the columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._sheet.columns):
            return None
        column = self._sheet.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.caption
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells without an address can be chosen, not typed into."""
        row = index.row()
        if row < 0:
            return _NO_CELL
        fixed = self._sheet.rows[row].cells[index.column()].place is None or self._desk.read_only
        return _FIXED if fixed else _EDITABLE

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, state for the painter, tool tip and words for the screen reader."""
        at = row, column = index.row(), index.column()
        if row < 0:
            return None
        if role == CELL and at in self._states:  # what is asked for by far the most, at every paint of every cell
            return self._states[at]
        cell = self._sheet.rows[row].cells[column]
        if role == CELL:
            return self._states.setdefault(at, self._state(index, cell))
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.shown
        if role == Qt.ItemDataRole.EditRole:
            return cell.typed
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return "\n".join(self._said(index, cell)) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._column(index)} {cell.shown}".strip()
        return None

    def _said(self, index: Index, cell: SheetCell) -> Iterator[str]:
        """What is wrong with a cell, and its marks."""
        yield from (f"{SIGNS[f.level].word}：{f.message}" for f in self.findings(index))
        if cell.place is not None:
            yield from said_of(self._desk, cell.place, over=cell.over)
        if cell.tip:
            yield cell.tip

    def _state(self, index: Index, cell: SheetCell) -> CellState:
        found = worst(self.findings(index))
        return CellState(
            text=cell.shown,
            align=Align.RIGHT if cell.number else Align.LEFT,
            role=role_of(cell, self._desk.read_only),
            severity=SIGNS[found.level] if found else None,
            carries_sign=found is not None and cell.place is not None and self._leads(cell.place),
            letter=self._letter(cell),
            note=cell.place is not None and bool(self._desk.note(cell.place)),
            bold=cell.total or cell.strong,
            meter=meter_of(cell),
            caption=cell.below,
            remark=cell.gap,
            placeholder=cell.ghost,
            long=cell.lines,
            choices=cell.choices,
        )
