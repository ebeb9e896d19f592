"""What 决算 knows of its two tables of rows: the expenditure by function, and the basic one by economic item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.accounts.rows import EconomicLine, FunctionLine
from core.accounts.values import Accounts, RowAmounts, accounts_of, group_of
from core.captions import caption
from core.edits import AddRow, Batch, Edit, next_position, set_text
from core.fields import FIELDS
from core.kinds import money_as_typed
from core.model import Place
from core.pasting.block import Block
from core.pasting.subjects import under_one_head
from core.search.alike import plain
from core.years.last_year import last_year_place
from ui.desk import Desk
from ui.pages.accounts_names import is_whole, named_by_code
from ui.pages.accounts_rows import LineRows
from ui.pages.accounts_words import LineWords
from ui.sheets.account_sheet import Shown
from ui.sheets.indicator_sheet import RowMemory
from ui.sheets.line_sheet import BEGINNING, fields_of, line_sheet
from ui.sheets.sheet import Sheet, SheetCell, SheetRow

_OFFICIAL = {
    "source": ("预算来源", "资金性质", "资金来源", "支出来源"),
    "code": ("功能分类科目编码", "经济分类科目编码", "编码", "科目代码", "代码"),
    "item": ("项目", "功能分类科目", "支出功能分类科目", "科目", "名称", "项"),
    "name": ("项目", "经济分类科目", "科目", "名称"),
    "kind": ("经费类别", "种类"),
    "budget": ("年初预算", "预算数", "年初数"),
    "adjusted": ("调整预算", "全年预算数"),
    "outturn": ("决算", "支出决算数", "本年支出合计", "本年数", "合计", "金额"),
    "previous": ("上年决算", "上年数"),
}
"""What published tables and those of the accounts' own program call the columns."""


class LineKeeper(LineRows, LineWords):
    """What the page knows of one of the tables."""

    no_row = "类、款和合计由各项算出"

    def __init__(self, desk: Desk, table: str) -> None:
        self._desk, self._table = desk, table
        self.every_field = False
        self._memory = RowMemory()

    def sheet(self) -> Sheet:
        """The rows of the unit's year that is shown."""
        accounts = self._desk.values.accounts if self._desk.project else None
        if accounts is None:
            return Sheet((), ())
        before = accounts_of(self._desk.book, self._desk.year - 1)
        look, twins = Shown(self._desk.form), self._twins(accounts, before)
        return line_sheet(accounts, self._table, look, twins, self._fields, self._memory)

    @property
    def _fields(self) -> tuple[str, ...]:
        """What the columns hold, from left to right."""
        accounts = self._desk.values.accounts
        return () if accounts is None else fields_of(accounts, self._table, self.every_field)

    def _twins(self, accounts: Accounts, before: Accounts | None) -> Mapping[int, RowAmounts]:
        """The same rows a year ago, by the numbers of this year's."""
        if before is None:
            return {}
        old = {row.row.id: row for row in (before.function if self._table == "function" else before.economic)}
        found: dict[int, RowAmounts] = {}
        for row in accounts.function if self._table == "function" else accounts.economic:
            twin = last_year_place(self._desk.book, row.place("code"))
            if twin is not None and twin.row in old:
                found[row.row.id] = old[twin.row]
        return found

    def edit(self, row: SheetRow, texts: Mapping[int, str]) -> Edit | None:
        """Type into a row; into the empty one adds it; the name of a 类 or 款 goes to all its rows.

        A code brings the names of the 科目 along in the same step.
        """
        places = dict(typed_places(row, texts))
        if row.group == BEGINNING:
            return self._new({place.field: text.strip("\u3000") for place, text in places.items() if text.strip()})
        if not row.row:
            return self._rename(places)
        old = self._line(row.row)
        typed = named_by_code(self._table, old, {place.field: text for place, text in places.items()}, self._desk.year)
        if old is None:
            return None
        steps = tuple(
            set_text(self._desk.book, Place(self._table, old.project, f, old.id), t) for f, t in typed.items()
        )
        return steps[0] if len(steps) == 1 else Batch(steps)

    def _new(self, texts: Mapping[str, str]) -> Edit | None:
        """A row behind all others; None for a 类, a 款 or a total, which are no rows of their own here."""
        dossier = self._desk.dossier
        if dossier is None or not texts or is_whole(self._table, texts, self._desk.year):
            return None
        typed = {
            field: text for field, text in named_by_code(self._table, None, texts, self._desk.year).items() if text
        }
        kind = FunctionLine if self._table == "function" else EconomicLine
        return AddRow(kind(self._desk.new_id(), dossier.id, next_position(dossier.rows(self._table)), **typed))

    def _rename(self, places: Mapping[Place, str]) -> Edit | None:
        """A 类 or 款 by another name, in all its rows."""
        steps: list[Edit] = []
        for place, text in places.items():
            for row in self._rows_under(place):
                steps.append(set_text(self._desk.book, Place(self._table, row.project, place.field, row.id), text))
        return Batch(tuple(steps)) if steps else None

    def _rows_under(self, place: Place) -> tuple[FunctionLine, ...]:
        accounts, first = self._desk.values.accounts, self._line(place.row)
        if accounts is None or not isinstance(first, FunctionLine):
            return ()
        for category in accounts.categories(group_of(first)):
            parts = [rows for _, rows in category.sections] if place.field == "section" else [category.rows]
            for rows in parts:
                if rows[0].row is first:
                    return tuple(row.row for row in rows if isinstance(row.row, FunctionLine))
        return ()

    def also_called(self, column: int) -> tuple[str, ...]:
        """What other programs call a column."""
        return _OFFICIAL.get(self._fields[column], ())

    def under_one_head(self, block: Block) -> Block:
        """A published table: heads of several rows, codes in three columns, tables side by side."""
        shown = [column.caption for column in self.sheet().columns]
        known = {plain(name) for n, said in enumerate(shown) for name in (said, *self.also_called(n))}
        return under_one_head(block, lambda text: plain(caption(text)) in known)

    def name(self, cell: SheetCell, column: str) -> str:
        """The name of the step."""
        if cell.place is None or not cell.place.row:
            return f"添加{self._what}"
        field = cell.place.field
        said = FIELDS[f"{self._table}.{field}"].caption if field in ("category", "section") else column
        return f"修改{self._what} {said}"


def typed_places(row: SheetRow, texts: Mapping[int, str]) -> Iterator[tuple[Place, str]]:
    """The cells a row's texts go to; a bare amount in a form that counts in 元 gets its unit."""
    for column, text in texts.items():
        cell = row.cells[column]
        if cell.place is not None:
            yield cell.place, money_as_typed(text, cell.unit) if cell.unit else text
