"""A section of the unit's final accounts as a sheet: lines against measures, and how they changed against last year."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from core.accounts.lines import AccountLine, AccountSection, measure_caption
from core.accounts.values import Accounts, growth
from core.forms.model import Form
from core.kinds import money_in, shown, trimmed
from ui.sheets.sheet import LAST_YEAR, Sheet, SheetCell, SheetColumn, SheetRow

TEXTS = ("use", "reason")
NO_BASE = "—"  # nothing to compare with
_MONEY_SAMPLE, _COUNT_SAMPLE, _RATE_SAMPLE = "12345.67", "1234", "1234.56"
_TEXT_SAMPLE = "办公设备更新、日常"
_WHY = {
    "label": "名称由表样规定。",
    "change": "增减由决算数和上年决算数算出，不用填。",
    "growth": "增长率由决算数和上年决算数算出，不用填；上年没有数的，无可比性。",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """How amounts are shown under a form; ``before`` is the unit's year before, for what stands faintly in blanks."""

    form: Form
    before: Accounts | None = None

    def money(self, value: Decimal | None) -> str:
        """An amount in the form's unit; blank while there is none."""
        return "" if value is None else shown(money_in(value, self.form.money_unit), self.form.money_decimals)

    def exact(self, value: Decimal | None) -> str:
        """The same with every decimal."""
        return "" if value is None else trimmed(money_in(value, self.form.money_unit))

    def rate(self, value: Decimal) -> str:
        """A rate in percent."""
        return shown(value, self.form.rate_decimals)


def account_sheet(accounts: Accounts, section: AccountSection, look: Shown) -> Sheet:
    """The lines of a section; sums are computed, and typed over where the clerk did so."""
    counted = all(line.kind == "count" for line in section.lines)
    rows = tuple(SheetRow(line.key, _cells(accounts, section, line, look)) for line in section.lines)
    widest = max((row.cells[0].shown for row in rows), key=len)
    measures = (measure_column(section.lines[0].key, measure, counted) for measure in section.measures)
    compared = _compared(section)
    columns = (SheetColumn("项目", widest, 1), *measures, *(change_columns(counted) if compared else ()))
    order = _texts_last(section)
    return Sheet(
        tuple(columns[n] for n in order), tuple(SheetRow(r.key, tuple(r.cells[n] for n in order)) for r in rows)
    )


def _texts_last(section: AccountSection) -> tuple[int, ...]:
    """Figures, then how they changed, then words: the numbers of the columns as they stand on screen."""
    texts = tuple(n for n, measure in enumerate(section.measures, start=1) if measure in TEXTS)
    wide = 1 + len(section.measures) + (0 if not _compared(section) else 1 if _counted(section) else 2)
    return (*(n for n in range(wide) if n not in texts), *texts)


def _compared(section: AccountSection) -> bool:
    return {"outturn", "previous"} <= set(section.measures)


def _counted(section: AccountSection) -> bool:
    return all(line.kind == "count" for line in section.lines)


def measure_column(line: str, measure: str, counted: bool = False) -> SheetColumn:
    """The column of a measure; words get the spare width."""
    caption = measure_caption(line, measure)
    if measure in TEXTS:
        return SheetColumn(caption, _TEXT_SAMPLE, 2)
    return SheetColumn(caption, _COUNT_SAMPLE if counted else _MONEY_SAMPLE, 1, number=True)


def change_columns(counted: bool = False) -> tuple[SheetColumn, ...]:
    """The columns that compare with the year before; a count has no rate of growth."""
    change = SheetColumn("比上年增减", _COUNT_SAMPLE if counted else _MONEY_SAMPLE, 1, number=True)
    return (change,) if counted else (change, SheetColumn("增长(%)", _RATE_SAMPLE, 1, number=True))


def change_cells(look: Shown, now: Decimal | None, before: Decimal | None, *, counted: bool = False,
                 total: bool = False) -> tuple[SheetCell, ...]:  # fmt: skip
    """The cells that compare with the year before; blank while one of the two is not known."""
    known = now is not None and before is not None
    difference = now - before if now is not None and before is not None else None
    said = "" if difference is None else trimmed(difference) if counted else look.money(difference)
    change = SheetCell(said, fixed=_WHY["change"], number=True, computed=True, total=total)
    if counted:
        return (change,)
    rate = growth(now, before)
    grown = NO_BASE if known and rate is None else "" if rate is None else look.rate(rate)
    return change, SheetCell(grown, fixed=_WHY["growth"], number=True, computed=True, total=total)


def _cells(accounts: Accounts, section: AccountSection, line: AccountLine, look: Shown) -> tuple[SheetCell, ...]:
    counted = line.kind == "count"
    name = f"{line.caption}（{line.unit}）" if counted else line.caption
    label = SheetCell(name, fixed=_WHY["label"], label=True, strong=line.is_sum)
    cells = (_cell(accounts, line, measure, look) for measure in section.measures)
    if not _compared(section):
        return (label, *cells)
    now, before = accounts.amount(line.key, "outturn"), accounts.amount(line.key, "previous")
    return (label, *cells, *change_cells(look, now, before, counted=counted))


def _cell(accounts: Accounts, line: AccountLine, measure: str, look: Shown) -> SheetCell:
    place = accounts.place(line.key, measure)
    typed = accounts.dossier.text(place)
    if measure in TEXTS:
        text = _text_before(line, measure, look)
        return SheetCell(typed, typed, place, lines=True, ghost=text, earlier=text)
    counted, written = line.kind == "count", bool(typed.strip())
    computed = accounts.computed.get((line.key, measure))
    value = accounts.typed.get((line.key, measure)) if written else computed
    figure = "" if value is None else trimmed(value) if counted else look.money(value)
    said = typed if written and value is None else figure
    exact = "" if written or counted else look.exact(value)
    before = None if said else _before(line, measure, look)
    earlier = "" if before is None else trimmed(before) if counted else look.exact(before)
    return SheetCell(
        said,
        typed if written else said,
        place,
        number=True,
        computed=line.is_sum and (not written or computed is not None),
        over=written and computed is not None,
        strong=line.is_sum,
        exact=exact,
        unit="" if counted else look.form.money_unit,
        ghost=earlier if counted else look.money(before),
        earlier=earlier,
        tip=LAST_YEAR if earlier else "",
    )


def _before(line: AccountLine, measure: str, look: Shown) -> Decimal | None:
    """What stood there a year ago; in the column of last year, its outturn.  The outturn has last year's beside it."""
    if look.before is None or measure == "outturn":
        return None
    return look.before.amount(line.key, "outturn" if measure == "previous" else measure)


def _text_before(line: AccountLine, measure: str, look: Shown) -> str:
    return "" if look.before is None else look.before.text(line.key, measure)
