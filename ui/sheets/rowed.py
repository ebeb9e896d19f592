"""The rows of a table by key and menu: put in, copied, taken out, moved; and the table sorted or filtered to look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QKeyCombination, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from core.edits import Edit
from core.model import Place
from ui.sheets.filling import FillView
from ui.sheets.menus import RowMenu
from ui.sheets.sheet import Sheet, SheetRow
from ui.sheets.viewing import WAY_BACK, can_be_viewed, only, sorted_by, texts_in
from ui.stepper import READ_ONLY

INSERT, REMOVE, COPY, UP, DOWN = "Ctrl++", "Ctrl+-", "Ctrl+Shift+D", "Alt+Up", "Alt+Down"
VIEW = "Ctrl+Shift+L"
_ALSO = {"Ctrl+=": INSERT, "Ctrl+Shift+=": INSERT, "Ctrl+Shift++": INSERT}
_KEYS = (INSERT, REMOVE, COPY, UP, DOWN, VIEW)
_LOCKED = f"表格正在排序或筛选着看，行的位置不是原来的；先“{WAY_BACK}”，再移动或添加行。"
_MOST_TEXTS = 12  # offered to filter by


@dataclass(frozen=True, slots=True)
class RowStep:
    """A step on rows: what it does, what it is called, and the cell to go to, where typing ``begins``
    or in whose row the clerk stays.  Without ``edit``, ``name`` says why."""

    edit: Edit | None
    name: str
    go: Place | None = None
    begins: bool = False


@runtime_checkable
class RowKeeper(Protocol):
    """A keeper whose table has rows of the clerk's own.  ``rows`` are those of the chosen block, from top to bottom."""

    def add_below(self, row: SheetRow) -> RowStep:
        """Put an empty row in below a row, in its group."""

    def copy_rows(self, sheet: Sheet, rows: tuple[SheetRow, ...]) -> RowStep:
        """Put copies in below them."""

    def remove_rows(self, rows: tuple[SheetRow, ...]) -> RowStep:
        """Take them out."""

    def move_rows(self, sheet: Sheet, rows: tuple[SheetRow, ...], by: int) -> RowStep:
        """Move them together past so many rows of their group, up (-1, -2 …) or down (1, 2 …)."""


class RowView(FillView):
    """A table whose rows can be put in, copied, taken out and moved, where its keeper knows how."""

    @property
    def keeps_rows(self) -> bool:
        """Whether the table has rows of the clerk's own."""
        return isinstance(self._sheet_model.keeper, RowKeeper)

    def event(self, event: QEvent) -> bool:
        """The keys for rows go before shortcuts of the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _wanted(event):
            event.accept()
            return True
        return super().event(event)

    def _command(self, event: QKeyEvent) -> bool:
        wanted = _wanted(event)
        if wanted == VIEW:
            self.open_view_menu(max(self.currentIndex().column(), 0))
        elif wanted and self.keeps_rows and self.currentIndex().isValid():
            self.do_with_rows(wanted)
        else:
            return super()._command(event)
        return True

    def chosen_rows(self) -> tuple[SheetRow, ...]:
        """The clerk's own rows that have a chosen cell; a merged cell stands for its rows."""
        numbers = sorted({row for row, _ in self._chosen()})
        return tuple(row for row in (self._sheet_model.sheet.rows[number] for number in numbers) if row.row)

    def do_with_rows(self, wanted: str, beside: SheetRow | None = None) -> None:
        """Take one of the steps on the chosen rows; on the row ``beside`` the pointer when that is none of them."""
        keeper, model = self._sheet_model.keeper, self._sheet_model
        assert isinstance(keeper, RowKeeper)
        rows = self.chosen_rows()
        if beside is not None and beside.key not in {row.key for row in rows}:
            rows = (beside,) if beside.row else ()
        if self._desk.read_only:
            self._desk.tell(READ_ONLY)
        elif model.viewing is not None and wanted != REMOVE:
            self._desk.tell(_LOCKED)
        elif wanted == INSERT:
            self._take(keeper.add_below(rows[-1] if rows else beside or model.row(self.currentIndex())))
        elif not rows:
            self._desk.tell("这一行由表样规定，不能移动、复制或删除。")
        elif wanted == REMOVE:
            self._take(keeper.remove_rows(rows))
        elif wanted == COPY:
            self._take(keeper.copy_rows(model.sheet, rows))
        elif self._one_block("移动"):
            self._take(keeper.move_rows(model.sheet, rows, -1 if wanted == UP else 1))

    def _take(self, step: RowStep) -> None:
        if step.edit is None:
            self._desk.tell(step.name)
            return
        column = self.currentIndex().column()
        top, left, bottom, right = self._block()
        if self._desk.submit(step.edit, step.name) and step.go is not None:
            found = self._sheet_model.find(step.go)
            if found.isValid():
                merged = column < 0 or self._sheet_model.sheet.columns[column].level
                self._go(found.row(), found.column() if merged or step.begins else column)
                if bottom > top and not merged and not step.begins:
                    self._choose((found.row(), left, found.row() + bottom - top, right))  # to go on with
                self.scrollTo(self.currentIndex())

    def offer_rows(self, menu: RowMenu, row: SheetRow) -> None:
        """The steps on rows, in the menu of a cell."""
        menu.offer(f"在下面插入一行\t{INSERT}", lambda: self.do_with_rows(INSERT, row))
        if not row.row:
            return
        menu.offer(f"在下面插入同样的一行\t{COPY}", lambda: self.do_with_rows(COPY, row))
        menu.offer(f"上移\t{UP}", lambda: self.do_with_rows(UP, row))
        menu.offer(f"下移\t{DOWN}", lambda: self.do_with_rows(DOWN, row))
        menu.addSeparator()
        menu.offer(f"删除这一行\t{REMOVE}", lambda: self.do_with_rows(REMOVE, row))

    # --- sorted and filtered -----------------------------------------------------------------------------------------

    def view_menu(self, column: int) -> RowMenu:
        """The ways to look at the table by a column."""
        menu = RowMenu(self, read_only=False)
        model = self._sheet_model
        sheet = model.whole
        if model.viewing is not None:
            menu.offer(WAY_BACK, lambda: model.view_as(None))
            menu.addSeparator()
        if can_be_viewed(sheet) and model.plan is None:
            menu.offer("从小到大看", lambda: model.view_as(sorted_by(sheet, column, down=False)))
            menu.offer("从大到小看", lambda: model.view_as(sorted_by(sheet, column, down=True)))
            menu.addSeparator()
            for text in texts_in(sheet, column)[:_MOST_TEXTS]:
                menu.offer(f"只看“{text}”" if text else "只看空白的", self._only(column, text))
        return menu

    def _only(self, column: int, text: str) -> Callable[[], None]:
        return lambda: self._sheet_model.view_as(only(self._sheet_model.whole, column, text))

    def open_view_menu(self, column: int) -> None:
        """Show them below the head of the column."""
        menu = self.view_menu(column)
        if menu.isEmpty():
            menu.deleteLater()
            return
        head = self.horizontalHeader()
        menu.popup(head.mapToGlobal(QPoint(head.sectionViewportPosition(column), head.height())))


def _wanted(event: QKeyEvent) -> str:
    """Which of the keys for rows an event presses; blank for any other."""
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    keys = QKeySequence(QKeyCombination(plain, Qt.Key(event.key())))
    pressed = keys.toString(QKeySequence.SequenceFormat.PortableText)
    pressed = _ALSO.get(pressed, pressed)
    return pressed if pressed in _KEYS else ""
