"""From rows to values: what the typed text of one project means under a form.

Typed text that cannot be read becomes a value of kind :class:`~core.kinds.Unreadable` with its place; nothing that
depends on it is computed.  Amounts are 元, unrounded; rates are percent, unrounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from core.forms.model import Form, Level1, Level2, Line
from core.kinds import Quantity, Unreadable, Words, read_money, read_number, read_quantity, read_rate
from core.model import SOURCES, STAGES, Dossier, Indicator, Place, Unit

TYPED_OVER = "typed."  # answers with this prefix hold what the clerk typed over a computed cell of the fund grid
RATES = ("arrival_rate", "execution_rate")


@dataclass(frozen=True, slots=True)
class IndicatorValues:
    """One indicator, read.  ``completion`` is percent, None while it cannot be computed."""

    row: Indicator
    level: tuple[Level1, Level2] | None
    direction: str
    target: Quantity | Words | Unreadable | None
    actual: Quantity | Words | Unreadable | None
    weight: Decimal | None
    typed_score: Decimal | None
    completion: Decimal | None

    def place(self, field: str) -> Place:
        """The address of one of the row's cells."""
        return Place("indicator", self.row.project, field, self.row.id)


@dataclass(frozen=True, slots=True)
class Values:
    """Everything one project says, as values.

    ``amounts`` holds the readable typed amounts by (source, stage); ``computed`` every line × measure of the form's
    grid as it follows from the parts; ``typed_over`` what the clerk typed over such a cell.
    """

    form: Form
    unit: Unit
    dossier: Dossier
    amounts: Mapping[tuple[str, str], Decimal]
    computed: Mapping[tuple[str, str], Decimal]
    typed_over: Mapping[tuple[str, str], Decimal]
    indicators: tuple[IndicatorValues, ...]
    unreadable: tuple[tuple[Place, Unreadable], ...]

    def amount(self, line: str, stage: str) -> Decimal | None:
        """An amount in 元 as it counts: typed over where the clerk did so, else computed; None while unknown."""
        cell = (line, stage)
        return self.typed_over.get(cell, self.computed.get(cell, self.amounts.get(cell)))

    def fund_place(self, line: str, measure: str) -> Place:
        """Where a cell of the fund grid is typed: the source's own cell, or the text over a computed one."""
        found = line_of(self.form, line)
        source = found.source if found else line
        if measure in STAGES and source in SOURCES:
            return Place("fund", self.dossier.id, f"{source}.{measure}")
        return Place("answer", self.dossier.id, f"{TYPED_OVER}{line}.{measure}")


def line_of(form: Form, key: str) -> Line | None:
    """The line of the fund grid with this key."""
    return next((line for line in form.fund.lines if line.key == key), None)


def read(form: Form, unit: Unit, dossier: Dossier) -> Values:
    """Read all of a project's rows under a form."""
    unreadable: list[tuple[Place, Unreadable]] = []
    amounts = dict(_amounts(dossier, unreadable))
    typed_over = dict(_typed_over(dossier, unreadable))
    computed: dict[tuple[str, str], Decimal] = {}
    for stage in STAGES:
        for line in form.fund.lines:
            _sum(form, line.key, stage, amounts, typed_over, computed)
    _derive_ratios(form, computed, typed_over)
    indicators = tuple(_indicator(form, row, unreadable) for row in dossier.indicator)
    return Values(form, unit, dossier, amounts, computed, typed_over, indicators, tuple(unreadable))


def _amounts(
    dossier: Dossier, unreadable: list[tuple[Place, Unreadable]]
) -> Iterator[tuple[tuple[str, str], Decimal]]:
    for source, fund in dossier.funds.items():
        own: dict[str, Decimal] = {}
        for stage in STAGES:
            text = getattr(fund, stage)
            value = read_money(text) if text else None
            if isinstance(value, Unreadable):
                unreadable.append((Place("fund", dossier.id, f"{source}.{stage}"), value))
            elif value is not None:
                own[stage] = value
        if not fund.annual and "initial" in own and "adjustment" in own:  # 全年 = 年初 + 调整 (domain.md 5)
            own["annual"] = own["initial"] + own["adjustment"]
        for stage, amount in own.items():
            yield (source, stage), amount


def _typed_over(
    dossier: Dossier, unreadable: list[tuple[Place, Unreadable]]
) -> Iterator[tuple[tuple[str, str], Decimal]]:
    for key, text in dossier.answers.items():
        if key.startswith(TYPED_OVER) and text.strip():
            line, measure = key.removeprefix(TYPED_OVER).split(".")
            value = read_rate(text) if measure in RATES else read_money(text)
            if isinstance(value, Unreadable):
                unreadable.append((Place("answer", dossier.id, key), value))
            elif value is not None:
                yield (line, measure), value


def _sum(
    form: Form,
    key: str,
    stage: str,
    amounts: Mapping[tuple[str, str], Decimal],
    typed_over: Mapping[tuple[str, str], Decimal],
    computed: dict[tuple[str, str], Decimal],
) -> Decimal | None:
    """The amount of a line or source as it counts; fills ``computed`` on the way.  None while no part is known."""
    line = line_of(form, key)
    if line is None or line.source:
        amount = amounts.get((line.source if line else key, stage))
        if amount is not None and line is not None:
            computed[key, stage] = amount
        return amount
    parts = [_sum(form, part, stage, amounts, typed_over, computed) for part in line.sum]
    known = [part for part in parts if part is not None]
    if known:
        computed[key, stage] = sum(known, Decimal(0))
    return typed_over.get((key, stage), computed.get((key, stage)))


def _derive_ratios(
    form: Form, computed: dict[tuple[str, str], Decimal], typed_over: Mapping[tuple[str, str], Decimal]
) -> None:
    """Fill 结余, 到位率, 执行率 and 调整 of every line; a divisor of 0 leaves its rate unknown."""
    base = form.scoring.execution_base if form.scoring else "annual"
    for line in form.fund.lines:

        def amount(stage: str, key: str = line.key) -> Decimal | None:
            return typed_over.get((key, stage), computed.get((key, stage)))

        initial, annual, in_place, executed = map(amount, ("initial", "annual", "in_place", "executed"))
        if in_place is not None and executed is not None:
            computed[line.key, "balance"] = in_place - executed
        if in_place is not None and annual:
            computed[line.key, "arrival_rate"] = in_place / annual * 100
        divisor = amount(base)
        if executed is not None and divisor:
            computed[line.key, "execution_rate"] = executed / divisor * 100
        if initial is not None and annual is not None:
            computed.setdefault((line.key, "adjustment"), annual - initial)


def _indicator(form: Form, row: Indicator, unreadable: list[tuple[Place, Unreadable]]) -> IndicatorValues:
    level = form.level_of(row.level1, row.level2)
    target = read_quantity(row.adjusted or row.target, row.unit)
    actual = read_quantity(row.actual, row.unit)
    weight, score = read_number(row.weight), read_number(row.score)
    named = (("adjusted" if row.adjusted else "target", target), ("actual", actual), ("weight", weight), ("score", score))
    for field, value in named:
        if isinstance(value, Unreadable):
            unreadable.append((Place("indicator", row.project, field, row.id), value))
    direction = row.direction or _direction(target, level)
    return IndicatorValues(
        row,
        level,
        direction,
        target,
        actual,
        weight if isinstance(weight, Decimal) else None,
        score if isinstance(score, Decimal) else None,
        completion(direction, target, actual),
    )


def _direction(target: Quantity | Words | Unreadable | None, level: tuple[Level1, Level2] | None) -> str:
    """The direction when the clerk's column says none: the target's own sign, else the form's for the 二级指标."""
    if isinstance(target, Words):
        return "定性"
    if isinstance(target, Quantity) and target.relation:
        return target.relation
    return level[1].direction if level is not None and level[1].direction else "="


def completion(
    direction: str,
    target: Quantity | Words | Unreadable | None,
    actual: Quantity | Words | Unreadable | None,
) -> Decimal | None:
    """完成率 in percent: B/A, and A/B where less is better (domain.md 5); None unless both are of one unit."""
    if not (isinstance(target, Quantity) and isinstance(actual, Quantity)) or target.unit != actual.unit:
        return None
    above, below = (target.number, actual.number) if direction in ("≤", "<") else (actual.number, target.number)
    return above / below * 100 if below else None
