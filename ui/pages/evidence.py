"""佐证材料: the list of attachments, with an empty row at its end to go on in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from core.edits import AddRow, Batch, Edit, RemoveRow, next_position, set_text
from core.model import Dossier, Evidence, Place
from ui.desk import Desk
from ui.look.cards import EmptyPlace
from ui.pages.page import Page
from ui.pages.placed_rows import CannotMove, move_past, put_below
from ui.sheets.frame import SheetCard
from ui.sheets.menus import RowMenu
from ui.sheets.rowed import RowStep
from ui.sheets.sheet import Sheet, SheetCell, SheetColumn, SheetRow

_NEW = 0  # row number of the row that is not there yet
_APART = "一次只能移动相连的行。"
_FIELDS = ("name", "number", "provided", "note")
_COLUMNS = (
    SheetColumn("序号", "99"),
    SheetColumn("材料名称", "县级医疗救助资金管理办法", 3),
    SheetColumn("文号或编号", "示医保〔2021〕10号", 1),
    SheetColumn("是否提供", "是否提供"),
    SheetColumn("备注", "与上年相同", 2),
)

_CALLED: Mapping[int, tuple[str, ...]] = MappingProxyType(
    {
        1: ("名称", "附件名称", "文件名称", "资料名称", "佐证材料", "佐证材料名称"),
        2: ("文号", "编号", "文件号", "文件编号"),
        4: ("说明",),
    }
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

    def also_called(self, column: int) -> tuple[str, ...]:
        """What lists from elsewhere call a column."""
        return _CALLED.get(column, ())

    def name(self, cell: SheetCell, column: str) -> str:
        """The name of the step."""
        return "添加佐证材料" if cell.place is not None and cell.place.row == _NEW else f"修改佐证材料 {column}"

    # --- rows --------------------------------------------------------------------------------------------------------

    def add_below(self, row: SheetRow) -> RowStep:
        """An empty attachment below a row; the row behind the last one is empty already."""
        dossier = self._desk.dossier
        if dossier is None or row.row == _NEW:
            return RowStep(None, "最后一行就是空的，直接填写材料名称。")
        made = Evidence(self._desk.new_id(), dossier.id, next_position(dossier.evidence))
        edit = put_below(self._desk.book, "evidence", (made,), row.row)
        return RowStep(edit, "添加佐证材料", Place("evidence", dossier.id, "name", made.id), True)

    def copy_rows(self, sheet: Sheet, rows: tuple[SheetRow, ...]) -> RowStep:
        """Copies below the last of the rows."""
        found = self._of(rows)
        last = next_position(self._rows())
        copies = tuple(replace(one, id=self._desk.new_id(), position=last) for one in found)
        place = Place("evidence", copies[0].project, "name", copies[0].id)
        return RowStep(put_below(self._desk.book, "evidence", copies, rows[-1].row), f"复制{_what(found)}", place)

    def remove_rows(self, rows: tuple[SheetRow, ...]) -> RowStep:
        """Take the rows out."""
        found = self._of(rows)
        out = tuple(RemoveRow(one) for one in found)
        return RowStep(out[0] if len(out) == 1 else Batch(out), f"删除{_what(found)}")

    def move_rows(self, sheet: Sheet, rows: tuple[SheetRow, ...], by: int) -> RowStep:
        """Move the rows together past others."""
        dossier, found = self._desk.dossier, self._of(rows)
        if dossier is None:
            return RowStep(None, _APART)
        try:
            inside, chosen = [one.id for one in dossier.evidence], [one.id for one in found]
            edit = move_past(self._desk.book, ("evidence", dossier.id), inside, chosen, by)
        except CannotMove as why:
            return RowStep(None, f"已经在最{'上' if by < 0 else '下'}面了。" if why.at_end else _APART)
        return RowStep(edit, f"移动{_what(found)}", Place("evidence", dossier.id, "name", found[0].id))

    def _rows(self) -> tuple[Evidence, ...]:
        dossier = self._desk.dossier
        return () if dossier is None else dossier.evidence

    def _of(self, rows: tuple[SheetRow, ...]) -> list[Evidence]:
        known = {one.id: one for one in self._rows()}
        return [known[row.row] for row in rows]


def _what(rows: list[Evidence]) -> str:
    """The rows of a step in its name."""
    return f"佐证材料“{rows[0].name or '未命名'}”" if len(rows) == 1 else f" {len(rows)} 行佐证材料"


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

    def set_low(self, low: bool) -> None:
        """Rows of 30 px where the screen is low."""
        super().set_low(low)
        self.card.set_low(low)

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

    def offer_row(self, row: int, menu: RowMenu) -> None:
        """Offer what can be done with a row."""
        chosen = self.card.model.sheet.rows[row] if row >= 0 else None
        if chosen is not None and chosen.row != _NEW:
            self.card.view.offer_rows(menu, chosen)
