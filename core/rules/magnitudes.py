"""Rules about 元 and 万元: amounts of one line are of one magnitude, amounts of one column typed alike."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter

from core.captions import line_caption, measure_caption
from core.edits import Batch, Edit, SetField
from core.forms.model import Form, Line
from core.kinds import MONEY_UNITS, money_in, normal, rounded, trimmed
from core.model import Place
from core.reading import line_of
from core.remembered import by_identity
from core.rules.finding import Case, Fix, Level, Rule, Said, Side
from core.rules.words import fund_cell, money

_COMPARED = ("initial", "annual", "in_place", "executed")  # an adjustment or a mid-year amount may well be tiny
_YUAN = 10_000  # how many times too large 元 typed as 万元 is
_SLIP, _FARTHEST_SLIP = 2000, 50_000  # between a fifth and five times that: how far amounts of one line lie apart
_FLOW = ("annual", "in_place", "executed")
_ROOM = 2  # how much of one stage may be reached in the next, where nothing was slipped


def amounts_of_a_line_are_of_one_magnitude(case: Case) -> Iterator[Said]:
    """元 is not typed into a cell that counts in 万元 (check 17).

    Found where the amounts of one source fall into two groups about 10,000 times apart.  The larger ones, typed as
    bare numbers, are taken for 元 when they are the odd ones and fit the others as 元.  Where only what arrived or was
    spent is small, it is just that.
    """
    for line, large, small in _slips(case):
        yield _slipped(case, line, large, small)


def rests_on_slip(case: Case, line: str, *stages: str) -> bool:
    """Whether an amount that looks like 元 typed as 万元 is part of a line at one of these stages.

    What is computed from it waits, so that one slip is one finding.
    """
    slips = _slips(case)
    if not slips:
        return False
    keys = set(leaves(case.form, line))
    return any(found.key in keys and stage in stages for found, large, _ in slips for stage in large)


def leaves(form: Form, key: str) -> Iterator[str]:
    """The lines with a source of their own (or bare sources) a line is made of."""
    line = line_of(form, key)
    if line is None or line.source:
        yield key
    else:
        for part in line.sum:
            yield from leaves(form, part)


@by_identity
def _slips(case: Case) -> tuple[tuple[Line, list[str], list[str]], ...]:
    return () if case.dossier.is_unit else tuple(_found_slips(case))


def _found_slips(case: Case) -> Iterator[tuple[Line, list[str], list[str]]]:
    """Lines whose amounts fall into two groups, with the stages of the large and of the small ones."""
    for line in case.form.fund.lines:
        if line.source not in case.dossier.funds:
            continue
        amounts = [(stage, case.values.amounts.get((line.source, stage))) for stage in _COMPARED]
        cells = sorted([(abs(amount), stage) for stage, amount in amounts if amount], key=itemgetter(0))
        if not cells or cells[-1][0] < cells[0][0] * _SLIP:
            continue
        for (below, _), (above, _) in pairwise(cells):
            if below * _SLIP <= above <= below * _FARTHEST_SLIP:
                large = [stage for amount, stage in cells if amount >= above]
                fund = case.dossier.funds[line.source]
                small = [stage for amount, stage in cells if amount <= below]
                if all(is_bare(getattr(fund, stage)) for stage in large) and _is_slip(case, line, large, small):
                    yield line, large, small
                break


def _is_slip(case: Case, line: Line, large: list[str], small: list[str]) -> bool:
    """Whether the large amounts are the odd ones, and fit the others once they are read as 元."""
    if len(large) > len(small) or set(small) <= {"in_place", "executed"}:
        return False
    amounts = case.values.amounts
    meant = {stage: amounts[line.source, stage] / (_YUAN if stage in large else 1) for stage in (*large, *small)}
    flow = [meant[stage] for stage in _FLOW if stage in meant]
    return all(later <= _ROOM * earlier for earlier, later in pairwise(flow))


def _slipped(case: Case, line: Line, large: list[str], small: list[str]) -> Said:
    form, dossier = case.form, case.dossier
    places = [Place("fund", dossier.id, f"{line.source}.{stage}") for stage in large]
    texts = [dossier.text(place) for place in places]
    edits: list[Edit] = [SetField(p, text, as_yuan(text, form)) for p, text in zip(places, texts, strict=True)]
    amount = case.values.amounts[line.source, large[0]]
    beside = case.values.amounts[line.source, small[-1]]
    meant = money(amount / MONEY_UNITS["万元"], form)
    label = f"改为 {meant}" if len(edits) == 1 else f"{len(edits)} 处都按元改为 {meant} 等"
    return Said(
        f"{fund_cell(form, line.key, large[0])} {money(amount, form)}，而{measure_caption(form, small[-1])}只有 "
        f"{money(beside, form)}，像是把元填进了万元的格子。",
        (*places, Place("fund", dossier.id, f"{line.source}.{small[-1]}")),
        (Side("填写", money(amount, form)), Side("按元计", meant)),
        (Fix(label, edits[0] if len(edits) == 1 else Batch(tuple(edits))),),
        answerable=True,
    )


@lru_cache(16_384)
def is_bare(text: str) -> bool:
    """Whether an amount is typed without a unit."""
    return normal(text)[-1:].isdigit()


def as_yuan(text: str, form: Form) -> str:
    """What to store for a bare number that was meant as 元: 万元 where that is exact, else the 元 themselves."""
    plain = normal(text).replace(",", "")
    in_wan = Decimal(plain) / MONEY_UNITS["万元"]
    return trimmed(in_wan) if rounded(in_wan, form.money_decimals) == in_wan else f"{plain}元"


def amounts_of_a_column_are_typed_alike(case: Case) -> Iterator[Said]:
    """No unit behind some amounts of a column only, nor 万 behind all of them where the form says so (check 17).

    元 behind an amount that 万元 could not hold exactly is the right way to type it and stays unmentioned.
    """
    form, dossier = case.form, case.dossier
    funds = [(line.source, dossier.funds[line.source]) for line in form.fund.lines if line.source in dossier.funds]
    for measure in form.fund.measures:
        if not measure.stage:
            continue
        typed = {source: getattr(fund, measure.stage) for source, fund in funds}
        marked = [s for s, text in typed.items() if text and not is_bare(text) and _needless(case, s, measure.stage)]
        if marked and any(text and is_bare(text) for text in typed.values()):
            yield _marked(case, measure.stage, marked, "有的没写")
        elif marked and form.money_unit == "万元" and all(_in_wan(text) for text in typed.values() if text):
            yield _marked(case, measure.stage, marked, "表头已写明万元")


def _needless(case: Case, source: str, stage: str) -> bool:
    amount = case.values.amounts.get((source, stage))
    if amount is None:
        return False
    in_wan = money_in(amount, "万元")
    return rounded(in_wan, case.form.money_decimals) == in_wan


def _in_wan(text: str) -> bool:
    """Whether 万 or 万元 stands behind an amount."""
    return normal(text).removesuffix("元").endswith("万")


def _marked(case: Case, stage: str, marked: list[str], why: str) -> Said:
    form, values, dossier = case.form, case.values, case.dossier
    places = [Place("fund", dossier.id, f"{source}.{stage}") for source in marked]
    bare = [trimmed(money_in(values.amounts[source, stage], "万元")) for source in marked]
    edits: tuple[Edit, ...] = tuple(
        SetField(place, dossier.text(place), text) for place, text in zip(places, bare, strict=True)
    )
    first, some = dossier.text(places[0]), "有的" if why == "有的没写" else "的"
    return Said(
        f"{measure_caption(form, stage)}一栏{some}金额写了单位（{line_caption(form, marked[0])}“{first}”），{why}。",
        tuple(places),
        (Side("填写", first), Side("宜写", f"{bare[0]}")),
        (Fix("去掉单位，按万元写", Batch(edits)),),
    )


RULES = (
    Rule(
        "money-magnitude",
        17,
        "元和万元没有混填",
        Level.ERROR,
        "资金",
        "表内金额单位是万元；同一来源各栏相差约一万倍，多半是把元填成了万元。",
        amounts_of_a_line_are_of_one_magnitude,
        example="县区级年初预算 150 万元，全年执行数填了 1500000：应填 150，或者写成 1500000元。",
    ),
    Rule(
        "money-unit",
        17,
        "一栏金额用一种写法",
        Level.HINT,
        "资金",
        "表头已写明单位，格子里只填数。",
        amounts_of_a_column_are_typed_alike,
        example="全年预算数一栏里，中央填“356.8”，县区级填“150万元”：都只填数，写成 150。",
    ),
)
