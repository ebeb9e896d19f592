"""佐证材料: the list of attachments, with an empty row at its end to go on in."""

from __future__ import annotations

from collections.abc import Mapping

from core.edits import AddRow, Batch, Edit, RemoveRow, move_row, next_position, set_text
from core.model import Dossier, Evidence, Place
from ui.desk import Desk
from ui.look.cards import EmptyPlace
from ui.pages.page import Page
from ui.sheets.frame import SheetCard
from ui.sheets.menus import RowMenu
from ui.sheets.sheet import Sheet, SheetCell, SheetColumn, SheetRow

_NEW = 0  # row number of the row that is not there yet
_FIELDS = ("name", "number", "provided", "note")
_COLUMNS = (
    SheetColumn("序号", "99"),
    SheetColumn("材料名称", "县级医疗救助资金管理办法", 3),
    SheetColumn("文号或编号", "示医保〔2021〕10号", 1),
    SheetColumn("是否提供", "是否提供"),
    SheetColumn("备注", "与上年相同", 2),
)


def evidence_sheet(dossier: Dossier) -> Sheet:
    """The attachments in order, numbered from 1, and an empty row behind them."""
    rows = [_row(dossier, number, row) for number, row in enumerate(dossier.evidence, start=1)]
    rows.append(_row(dossier, len(rows) + 1, None))
    return Sheet(_COLUMNS, tuple(rows))


def _row(dossier: Dossier, number: int, row: Evidence | None) -> SheetRow:
    cells = [SheetCell(str(number) if row else "", fixed="序号按顺序自动编。", computed=True)]
    for field in _FIELDS:
        typed = getattr(row, field) if row else ""
        place = Place("evidence", dossier.id, field, row.id if row else _NEW)
        ghost = "填写材料名称" if row is None and field == "name" else ""
        cells.append(SheetCell(typed, typed, place, lines=field in ("name", "note"), ghost=ghost))
    return SheetRow(str(row.id) if row else "new", tuple(cells), row.id if row else _NEW, open_end=row is None)


class EvidenceKeeper:
    """What the page knows of its table."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def sheet(self) -> Sheet:
        """The attachments of the project that is shown."""
        dossier = self._desk.dossier
        return Sheet(_COLUMNS, ()) if dossier is None else evidence_sheet(dossier)

    def edit(self, row: SheetRow, texts: Mapping[int, str]) -> Edit | None:
        """Type into a row; typing into the empty one adds it."""
        places = [(place, text) for column, text in texts.items() if (place := row.cells[column].place) is not None]
        if row.row == _NEW:
            return self._new({place.field: text for place, text in places if text.strip()})
        edits = tuple(set_text(self._desk.book, place, text) for place, text in places)
        return edits[0] if len(edits) == 1 else Batch(edits)

    def _new(self, texts: Mapping[str, str]) -> Edit | None:
        dossier = self._desk.dossier
        if dossier is None or not texts:
            return None
        return AddRow(Evidence(self._desk.new_id(), dossier.id, next_position(dossier.evidence), **texts))

    def name(self, cell: SheetCell, column: str) -> str:
        """The name of the step."""
        return "添加佐证材料" if cell.place is not None and cell.place.row == _NEW else f"修改佐证材料 {column}"


class EvidencePage(Page):
    """The attachments of the project that is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.card = SheetCard(desk, EvidenceKeeper(desk), "佐证材料")
        self.card.view.menu_asked.connect(lambda _, row, menu: self.offer_row(row, menu))
        self.column.addWidget(self.card)
        self.column.addWidget(self.card.legend)
        self.empty = EmptyPlace(
            "paperclip",
            "还没有佐证材料",
            "在上面的空行里写下材料名称，一份一行；也可以从 WPS 表格复制后粘贴。",
        )
        self.column.addWidget(self.empty)
        self.column.addStretch(1)
        self.reload()

    def reload(self) -> None:
        """Show the attachments as the book stands."""
        dossier = self.desk.dossier
        if dossier is None:
            return
        self.card.model.refresh()
        self.empty.setVisible(not dossier.evidence)

    def go(self, place: Place) -> None:
        """Bring a cell into view."""
        index = self.card.model.find(place)
        if index.isValid():
            self.card.view.show_place(index)
            area = self.card.view.visualRect(index)
            at = self.card.view.viewport().mapTo(self.widget(), area.center())
            self.ensureVisible(at.x(), at.y(), 0, 96)

    # --- rows --------------------------------------------------------------------------------------------------------

    def offer_row(self, row: int, menu: RowMenu) -> None:
        """Offer what can be done with a row."""
        chosen = self.card.model.sheet.rows[row] if row >= 0 else None
        if chosen is None or chosen.row == _NEW:
            return
        last = self.card.model.rowCount() - 2
        menu.offer("上移", lambda: self._shift(chosen.row, row - 1), row > 0)
        menu.offer("下移", lambda: self._shift(chosen.row, row + 1), row < last)
        menu.addSeparator()
        menu.offer("删除这一行", lambda: self._remove(chosen.row))

    def _evidence(self, number: int) -> Evidence:
        dossier = self.desk.dossier
        assert dossier is not None
        return next(row for row in dossier.evidence if row.id == number)

    def _remove(self, number: int) -> None:
        row = self._evidence(number)
        self.desk.submit(RemoveRow(row), f"删除佐证材料“{row.name or '未命名'}”")

    def _shift(self, number: int, to: int) -> None:
        dossier, row = self.desk.dossier, self._evidence(number)
        if dossier is not None:
            self.desk.submit(move_row(dossier, "evidence", number, to), f"移动佐证材料“{row.name or '未命名'}”")
