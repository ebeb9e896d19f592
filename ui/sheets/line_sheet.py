"""The expenditure by function and the basic expenditure by economic item as sheets: rows with their sub-totals above.

类 and 款 stand as lines of their own with what their 项 add up to, as in the published tables; their names are typed
there for all their rows.  The last row is empty, to go on in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from msgspec import structs

from core.accounts.rows import ECONOMIC_KINDS, FUNCTION_SOURCES, EconomicLine, FunctionLine
from core.accounts.values import Accounts, Category, RowAmounts, group_of
from core.fields import FIELDS
from core.model import Place
from ui.sheets.account_sheet import TEXTS, Shown, change_cells, change_columns, measure_column
from ui.sheets.indicator_sheet import RowMemory
from ui.sheets.sheet import LAST_YEAR, Sheet, SheetCell, SheetColumn, SheetRow

NEW = 0  # row number of the row that is not there yet
BEGINNING, HEADS = "new", "heads"  # groups of the empty row and of the lines with sums
NAMES = {"function": "item", "economic": "name"}  # the field that names a row
SELDOM = ("source", *TEXTS)  # fields of a row by function whose columns are there only where they hold something
_MONEY = {"function": ("budget", "adjusted", "outturn", "previous"), "economic": ("budget", "outturn", "previous")}
_COMPARED = ("change", "growth")
_DIGITS = {"category": 3, "section": 5}  # of the code, that are the 类's and the 款's
_SUM = "由下面各行算出，不用填。"
_OF_CODE = "类、款的编码由项的编码得出，不用填。"
_GHOSTS = {"category": "填写类的名称", "section": "填写款的名称"}


def line_sheet(
    accounts: Accounts, table: str, look: Shown, before: Mapping[int, RowAmounts], fields: tuple[str, ...],
    memory: RowMemory,
) -> Sheet:  # fmt: skip
    """The rows of a table (``function`` or ``economic``) under their sums, with the columns of ``fields``.

    ``before`` are the same rows a year ago; ``memory`` keeps rows from one table to the next.
    """
    memory.begin()
    maker = _Maker(accounts, table, look, before, fields, memory)
    columns = tuple(_column(table, field) for field in fields)
    if table == "function":
        return Sheet(columns, (maker.total(accounts.function), *maker.by_function(), maker.beginning()))
    return Sheet(columns, (maker.total(accounts.economic), *maker.by_economic(), maker.beginning()))


def fields_of(accounts: Accounts, table: str, every_field: bool) -> tuple[str, ...]:
    """What the columns hold, from left to right; words and the budget only where a row has them, or all is wanted."""
    if table == "economic":
        return ("kind", "code", "name", *_MONEY[table], *_COMPARED)
    rows = accounts.function
    held = {field for field in SELDOM if any(str(getattr(row.row, field)).strip() for row in rows)}
    shown = tuple(field for field in SELDOM if every_field or field in held)
    first = ("source",) if "source" in shown else ()
    return (*first, "code", "item", *_MONEY[table], *_COMPARED, *(field for field in shown if field in TEXTS))


def _column(table: str, field: str) -> SheetColumn:
    match field:
        case "source":
            return SheetColumn("预算种类", "一般公共")
        case "kind":
            return SheetColumn("类别", "人员经费")
        case "code":
            return SheetColumn("科目编码", "2101501" if table == "function" else "30101")
        case "item" | "name":
            return SheetColumn("科目名称", "机关事业单位基本养老保险", 3, naming=True)
        case "change" | "growth":
            return change_columns()[_COMPARED.index(field)]
    return measure_column("", field)


class _Maker:
    """Makes the rows of one table."""

    def __init__(
        self, accounts: Accounts, table: str, look: Shown, before: Mapping[int, RowAmounts], fields: tuple[str, ...],
        memory: RowMemory,
    ) -> None:  # fmt: skip
        self._accounts, self._table, self._look, self._before = accounts, table, look, before
        self._fields, self._memory = fields, memory

    # --- what stands in the table ----------------------------------------------------------------------------------

    def by_function(self) -> Iterator[SheetRow]:
        """By budget, 类 and 款; a budget has a line of its own where there are several."""
        sources = _in_order((group_of(row.row) for row in self._accounts.function), FUNCTION_SOURCES)
        for source in sources:
            inside = [row for row in self._accounts.function if group_of(row.row) == source]
            if len(sources) > 1:
                yield self._sum(f"source {source}", source, inside, depth=0)
            for category in self._accounts.categories(source):
                begun = any(row.row.item.strip() or row.row.code.strip() for row in category.rows
                            if isinstance(row.row, FunctionLine))  # fmt: skip
                if category.name or begun:
                    yield self._named(category.rows, "category", 0)
                for _, rows in category.sections:
                    if category.name or begun:
                        yield self._named(rows, "section", 1)
                    group = f"{source}/{category.name}/{rows[0].row.id}"
                    yield from (self._row(row, group, depth=2) for row in rows)

    def by_economic(self) -> Iterator[SheetRow]:
        """By 人员经费 and 公用经费, each with its sum."""
        for kind in _in_order((group_of(row.row) for row in self._accounts.economic), ECONOMIC_KINDS):
            inside = [row for row in self._accounts.economic if group_of(row.row) == kind]
            if kind:
                yield self._sum(f"kind {kind}", kind, inside, depth=0)
            yield from (self._row(row, f"{kind}/", depth=1) for row in inside)

    def total(self, rows: Iterable[RowAmounts]) -> SheetRow:
        """The line with the sum of the whole table."""
        return self._sum("total", "合计", tuple(rows), depth=0, total=True)

    def beginning(self) -> SheetRow:
        """The empty row to go on in."""
        computed = SheetCell(fixed="填了决算数和上年决算数以后自动算。", number=True, computed=True)
        ghosts = {NAMES[self._table]: "输编码或名称"}
        cells = (computed if f in _COMPARED else self._typed(f, None, ghost=ghosts.get(f, "")) for f in self._fields)
        return SheetRow("new", tuple(cells), NEW, BEGINNING, open_end=True)

    # --- lines with sums -------------------------------------------------------------------------------------------

    def _named(self, rows: tuple[RowAmounts, ...], field: str, depth: int) -> SheetRow:
        """The line of a 类 or 款: its name is typed here for all its rows."""
        first = rows[0].row
        name = str(getattr(first, field)).strip()
        code = str(first.code).strip()[: _DIGITS[field]]
        place = Place(self._table, first.project, field, first.id)
        shown = "　" * depth + name if name else ""
        head = SheetCell(shown, name, place, lines=True, strong=not depth, ghost="　" * depth + _GHOSTS[field])
        return self._sum(f"{field} {first.id}", head, rows, depth=depth, code=code)

    def _sum(
        self, key: str, name: str | SheetCell, rows: Iterable[RowAmounts], *, depth: int, code: str = "",
        total: bool = False,
    ) -> SheetRow:  # fmt: skip
        whole = Category("", tuple(rows))
        amounts = {measure: whole.amount(measure) for measure in _MONEY[self._table]}
        compared = change_cells(self._look, amounts["outturn"], amounts["previous"], total=total)
        if isinstance(name, str):
            name = SheetCell(name, fixed=_SUM, label=True, strong=True, total=total)
        made = {
            "code": SheetCell(code, fixed=_OF_CODE if code else _SUM, computed=True, total=total),
            NAMES[self._table]: name,
            **{measure: self._figure(value, strong=not depth, total=total) for measure, value in amounts.items()},
            **dict(zip(_COMPARED, compared, strict=True)),
        }
        blank = SheetCell(fixed=_SUM, computed=True, total=total)
        return SheetRow(key, tuple(made.get(field, blank) for field in self._fields), NEW, HEADS)

    def _figure(self, value: Decimal | None, *, strong: bool, total: bool) -> SheetCell:
        said, exact = self._look.money(value), self._look.exact(value)
        return SheetCell(said, fixed=_SUM, number=True, computed=True, strong=strong, total=total, exact=exact)

    # --- the clerk's rows ------------------------------------------------------------------------------------------

    def _row(self, row: RowAmounts, group: str, *, depth: int) -> SheetRow:
        """A row as it was made last, while it says the same."""
        twin = self._before.get(row.row.id)
        facts = row.row, twin and twin.row, group, self._fields, self._look.form.id
        return self._memory.row(row.row.id, facts, lambda: self._made(row, group, depth))

    def _made(self, row: RowAmounts, group: str, depth: int) -> SheetRow:
        outturn, previous = row.amounts.get("outturn"), row.amounts.get("previous")
        cells = dict(zip(_COMPARED, change_cells(self._look, outturn, previous), strict=True))
        for field in self._fields:
            if field in _MONEY[self._table]:
                cells[field] = self._money(row, field)
            elif field == NAMES[self._table]:
                cells[field] = self._typed(field, row.row, indent=depth)
            elif field not in cells:
                cells[field] = self._typed(field, row.row, earlier=self._text_before(row, field))
        return SheetRow(str(row.row.id), tuple(cells[field] for field in self._fields), row.row.id, group)

    def _typed(
        self,
        field: str,
        row: FunctionLine | EconomicLine | None,
        *,
        indent: int = 0,
        ghost: str = "",
        earlier: str = "",
    ) -> SheetCell:
        """A cell that holds what was typed, of the empty row without ``row``; ``earlier`` is last year's text."""
        text = str(getattr(row, field)) if row else ""
        number = field in _MONEY[self._table]
        place = Place(self._table, self._accounts.dossier.id, field, row.id if row else NEW)
        return SheetCell(
            "　" * indent + text if text else "",
            text,
            place,
            number=number,
            lines=field in (*TEXTS, NAMES[self._table]),
            ghost=ghost or earlier,
            earlier=earlier,
            choices=FIELDS[f"{self._table}.{field}"].choices,
            unit=self._look.form.money_unit if number else "",
        )

    def _money(self, row: RowAmounts, measure: str) -> SheetCell:
        typed, value = str(getattr(row.row, measure)), row.amounts.get(measure)
        said = typed if value is None else self._look.money(value)
        cell = SheetCell(said, typed, row.place(measure), number=True, unit=self._look.form.money_unit)
        before = None if typed else self._of_last_year(row, measure)
        if before is None:
            return cell
        return structs.replace(cell, ghost=self._look.money(before), earlier=self._look.exact(before), tip=LAST_YEAR)

    def _of_last_year(self, row: RowAmounts, measure: str) -> Decimal | None:
        """What the same row had a year ago; in the column of last year, its outturn."""
        twin = self._before.get(row.row.id)
        if twin is None or measure == "outturn":
            return None
        return twin.amounts.get("outturn" if measure == "previous" else measure)

    def _text_before(self, row: RowAmounts, field: str) -> str:
        twin = self._before.get(row.row.id)
        return str(getattr(twin.row, field)) if twin is not None and field in TEXTS else ""


def _in_order(found: Iterable[str], known: tuple[str, ...]) -> tuple[str, ...]:
    """Each once: the known ones in their order, then the others as they come."""
    there = tuple(dict.fromkeys(found))
    return (*(name for name in known if name in there), *(name for name in there if name not in known))
