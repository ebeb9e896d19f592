"""元 typed as 万元 in every cell of a line, or of the whole grid: its own amounts agree, something else tells.

What tells is what stands beside them: amounts in the running text and of cost indicators, another line of the grid,
the same project a year before, and the other projects of the year.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from core.captions import line_caption
from core.edits import Batch, SetField
from core.forms.model import Line
from core.kinds import Quantity
from core.model import STAGES, Place
from core.proof.figures_in_text import amounts
from core.reading import TOTAL
from core.rules.finding import Case, Fix, Level, Rule, Said, Side
from core.rules.magnitudes import as_yuan, is_bare, rests_on_slip
from core.rules.prose import heading, passages
from core.rules.words import indicator_name, money

_TIMES = 10_000  # how many times too large 元 typed as 万元 is
_LEAST = Decimal(10_000_000)  # 元: below it 元 typed as 万元 would have been less than 1000 元
_NEAR, _FAR = 2000, 50_000  # between a fifth and five times that: how far one year lies from the other by a slip
_HUGE_LINE, _HUGE_PROJECT = Decimal(10**9), Decimal(3 * 10**9)  # 元 that hardly any project of a county office has
_COUNTY = ("县区级", "县级", "区级", "乡镇级")
_BEYOND_COUNTY = Decimal(5 * 10**9)  # 元: what no single project of such an office has
_APART = 3  # powers of ten between a project that is huge by a slip and all others
_TOLD = ("annual", "initial", "in_place", "executed")
_ROUNDING = Decimal(50)  # 元: half a last digit of 万元 with two decimals


def amounts_are_in_the_unit_of_the_form(case: Case) -> Iterator[Said]:
    """No line, and no whole grid, is typed in 元 where the form counts in 万元 (check 17)."""
    if max(case.values.amounts.values(), default=Decimal(0)) < _LEAST:
        return
    if case.dossier.is_unit or case.form.money_unit != "万元" or rests_on_slip(case, TOTAL, *_TOLD):
        return
    lines = tuple(_suspects(case))
    if not lines:
        return
    all_lines = sum(any(text.strip() for text in _texts(case, line)) for line in case.form.fund.lines)
    if len(lines) == all_lines and (told := _against_all(case, lines)):
        yield _said(case, lines, *told)
        return
    for line in lines:
        if told := _against_text(case, line.key) or _against_other_lines(case, line, lines):
            yield _said(case, (line,), *told)


def _suspects(case: Case) -> Iterator[Line]:
    """The lines all of whose amounts are bare numbers, large enough to have been meant as 元."""
    for line in case.form.fund.lines:
        texts = [text for text in _texts(case, line) if text.strip()]
        unknown = any((line.source, stage) in case.values.unknown for stage in STAGES)
        if not texts or unknown or not all(map(is_bare, texts)):
            continue
        found = [case.values.amounts.get((line.source, stage)) for stage in _TOLD]
        largest = max((amount for amount in found if amount is not None), default=Decimal(0))
        if largest >= _LEAST:
            yield line


def _texts(case: Case, line: Line) -> list[str]:
    fund = case.dossier.funds.get(line.source) if line.source else None
    return [] if fund is None else [getattr(fund, stage) for stage in STAGES]


# ---- what tells; each gives where the other amount stands, that amount, and the one it is held against


def _against_all(case: Case, lines: tuple[Line, ...]) -> tuple[str, Decimal, Decimal] | None:
    """What tells that the whole grid was typed in 元."""
    for line in (TOTAL, *(one.key for one in lines)):
        if told := _against_text(case, line):
            return told
    budget, beside = _largest(case, TOTAL), case.beside
    if beside.last_year and beside.last_year * _NEAR <= budget <= beside.last_year * _FAR:
        return "上年的预算", beside.last_year, budget
    if beside.others is not None and budget >= _HUGE_PROJECT and budget >= Decimal(10) ** (beside.others + _APART):
        return "本年其他项目最多不到", Decimal(10) ** beside.others, budget
    if budget >= _BEYOND_COUNTY and case.values.unit.level in _COUNTY:
        return f"{case.values.unit.level}单位的一个项目很少超过", _BEYOND_COUNTY, budget
    return None


def _largest(case: Case, line: str) -> Decimal:
    found = (case.values.amount(line, stage) for stage in _TOLD)
    return max((amount for amount in found if amount is not None), default=Decimal(0))


def _against_text(case: Case, line: str) -> tuple[str, Decimal, Decimal] | None:
    """An amount in the text or of a cost that is one of the line's, read as 元; none where one is as it stands."""
    own = {amount for stage in _TOLD if (amount := case.values.amount(line, stage))}
    told = tuple(_told(case))
    if any(_alike(one, amount, 1) for _, one in told for amount in own):
        return None
    pairs = ((where, one, amount) for where, one in told for amount in own if _alike(one, amount, _TIMES))
    return next(pairs, None)


def _alike(one: Decimal, amount: Decimal, times: int) -> bool:
    """Whether an amount is so many times another, as far as 万元 with two decimals tell."""
    return abs(one * times - amount) <= _ROUNDING * times


def _told(case: Case) -> Iterator[tuple[str, Decimal]]:
    """Amounts of the running text and of indicators under a 成本指标, with where they stand."""
    for passage in passages(case):
        for amount in _in_text(passage[3]):
            yield f"{heading(case, passage)}里写的", amount
    for found in case.values.indicators:
        if "成本" not in (found.level[1].name if found.level else found.row.level2):
            continue
        for value in (found.target, found.actual):
            if isinstance(value, Quantity) and value.unit == "元" and _is_telling(value.number):
                yield f"{indicator_name(found)}写的", value.number


@lru_cache(16_384)
def _in_text(text: str) -> tuple[Decimal, ...]:
    return tuple(one.value for one in amounts(text) if _is_telling(one.value)) if "元" in text else ()


def _is_telling(value: Decimal) -> bool:
    """Whether an amount of 元 is no round small one, which a text may hold for other reasons."""
    digits = len("".join(map(str, value.as_tuple().digits)).strip("0"))
    return value >= _LEAST / _TIMES and (digits >= 4 or (digits == 3 and value >= 10_000) or value >= 100_000)


def _against_other_lines(case: Case, line: Line, suspects: tuple[Line, ...]) -> tuple[str, Decimal, Decimal] | None:
    """Another line of the same grid, thousands of times smaller than one no office has."""
    own = _largest(case, line.key)
    if own < _HUGE_LINE:
        return None
    for other in case.form.fund.lines:
        amount = _largest(case, other.key) if other.source and other not in suspects else None
        if amount and amount * _NEAR <= own:
            return f"{line_caption(case.form, other.key)}只有", amount, own
    return None


# ---- what is said of it


def _said(case: Case, lines: tuple[Line, ...], where: str, told: Decimal, amount: Decimal) -> Said:
    form, dossier = case.form, case.dossier
    cells = [
        Place("fund", dossier.id, f"{line.source}.{stage}")
        for line in lines
        for stage, text in zip(STAGES, _texts(case, line), strict=True)
        if text.strip()
    ]
    edits = [SetField(cell, dossier.text(cell), as_yuan(dossier.text(cell), form)) for cell in cells]
    name = "各项金额" if len(lines) > 1 else f"{line_caption(form, lines[0].key)}的各栏金额"
    meant = money(amount / _TIMES, form)
    return Said(
        f"{name}像是按元填的：表里是 {money(amount, form)}，{where} {money(told, form)}。",
        tuple(cells),
        (Side("填写", money(amount, form)), Side("按元计", meant), Side(where, money(told, form))),
        (Fix(f"{len(edits)} 处都按元计，{money(amount, form)}改为 {meant}", Batch(tuple(edits))),),
        answerable=True,
    )


RULES = (
    Rule(
        "money-in-yuan",
        17,
        "整栏金额没有按元填",
        Level.ERROR,
        "资金",
        "表内金额单位是万元；一行或整张表都按元填了，各栏彼此相符，要与正文、成本指标、上年和其他项目对照才看得出来。",
        amounts_are_in_the_unit_of_the_form,
        example="全年预算、到位、执行都填 1500000，正文写“安排资金150万元”：表里应填 150，或者写成 1500000元。",
        rests_on=("money-magnitude",),
    ),
)
