"""Rules about the figures of the fund grid in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from core.captions import measure_caption
from core.kinds import MONEY_UNITS, rounded, trimmed
from core.proof.clauses import NUMBER, plain, sentences
from core.proof.stated import Stated, stated
from core.reading import RATES, TOTAL, Values
from core.rules.finding import BOTH, ON_AMOUNTS, YEAR_END, Case, Level, Rule, Said, Side
from core.rules.prose import Passage, heading, passages, passages_with_figures, place_of, rewritten
from core.rules.words import NBSP, gap, percent, percentage_points, sides

_FIGURE = re.compile(r"\d\s*(?:%|亿|万|元)")
_AMOUNT = re.compile(rf"(?<![\d.])(?P<number>{NUMBER})\s*(?P<unit>万元|元)(?!/)")
_OF_MONEY = re.compile("预算|资金|支出|支付|执行|到位|下达|拨付")
_A_HEAD = re.compile(
    "[每均]|[一其]?[家户人](?=\\d)|最[多高少低]|标准|限额|起付|单价|/|补贴|补助[^资]"
)  # amounts a person or a piece gets
_FEWEST_DIGITS = 2  # of an amount, zeros at either end aside
_NOTHING_BEHIND = re.compile(r"\d\s*(?:[,，。;；、]|$)")
_BARE = re.compile(
    rf"(?:共计|合计|总计|预算|支付|支出|执行|使用|到位|金额|经费|资金)(?:数|为|是|共|约)?\s*(?<![\d.])(?P<number>{NUMBER})(?P<end>\s*(?=[,，。;；、]|$))"
)


@dataclass(frozen=True, slots=True)
class _Subject:
    """Whose figures a sentence tells: the values, and the beginning of the path of its live figures."""

    values: Values
    path: str


def text_tells_the_figures_of_the_fund_grid(case: Case) -> Iterator[Said]:
    """Budget, money in place, spending and their rates in running text are those of the fund grid (check 55)."""
    values = case.values
    for passage in passages_with_figures(case):
        if passage[:2] == ("goal", "expected"):
            continue
        for start, sentence in _with_figures(passage[3]):
            subject, name = _subject(case, sentence)
            said = sentence.replace(name, _neutral(name)) if name else sentence
            if _of_the_final_accounts(case, said):
                continue
            wrong = [one for one in stated(said) if _is_wrong(case, subject, one)]
            if wrong and not _of_another(case, said, passage[3][:start].rpartition("\n")[2]):
                for one in wrong:
                    yield _differs(case, passage, subject, start, one)
            elif not wrong and not values.members:
                yield from _in_the_other_unit(case, passage, start, said)


@lru_cache(16_384)
def _with_figures(text: str) -> tuple[tuple[int, str], ...]:
    """The sentences of a text that hold an amount or a rate."""
    return tuple((start, said) for start, said in sentences(text) if _FIGURE.search(said))


def _subject(case: Case, sentence: str) -> tuple[_Subject, str]:
    """Whose figures a sentence tells, and the name by which it calls that project; in the unit's text all projects',
    unless it names one."""
    values = case.values
    if not values.members:
        return _Subject(values, ""), values.dossier.project.name.strip()
    named = [one for one in values.members if (name := one.dossier.project.name.strip()) and name in sentence]
    named = [one for one in named if not _is_part(one, named)]
    if len(named) != 1:
        return _Subject(values, ""), ""
    return _Subject(named[0], f"of.{named[0].dossier.id}."), named[0].dossier.project.name.strip()


def _of_the_final_accounts(case: Case, said: str) -> bool:
    """Whether a sentence of the unit's text tells its final accounts, which check 59 reads, and not its projects."""
    accounts = case.values.accounts
    return (
        accounts is not None
        and bool(case.form.accounts)
        and accounts.begun
        and "项目" not in said.replace("项目支出", "")
    )


def _of_another(case: Case, said: str, before: str) -> bool:
    """Whether a sentence, its own project's name put neutrally, speaks of another project.

    In the unit's text that may be one named in the line before it.
    """
    if case.values.members and ("该项目" in said or "本项目" in said):
        return True
    text = before + said if case.values.members else said
    return any(name in text for project in case.neighbours if (name := project.name.strip()))


def _is_part(one: Values, named: list[Values]) -> bool:
    """Whether the name of a project is part of another one's that is named too."""
    name = one.dossier.project.name.strip()
    return any(name in (other.dossier.project.name) and other is not one for other in named)


def _neutral(name: str) -> str:
    """Blanks for all but the last two characters: 项目."""
    return "项目".rjust(len(name), "\u3000") if len(name) > 1 else name


def _is_wrong(case: Case, subject: _Subject, one: Stated) -> bool:
    """Whether the data have another figure; 100 % is told by check 23, another year's figure is not compared."""
    if (one.unit == "%" and one.value == 100) or (one.years and case.dossier.project.year not in one.years):
        return False
    due = _due(subject.values, one.what)
    return bool(due) and not any(map(one.agrees, due))


def _differs(case: Case, passage: Passage, subject: _Subject, start: int, one: Stated) -> Said:
    caption = measure_caption(case.form, one.what)
    written, right, off = _figures(case, one, _due(subject.values, one.what)[0])
    text = passage[3]
    live = f"{text[: start + one.start]}{_live(subject, one, right)}{text[start + one.end :]}"
    owner = f"“{subject.values.dossier.project.name.strip()}”的" if subject.path else ""
    return Said(
        f"{heading(case, passage)}里{owner}{caption}写的是 {written}，资金表是 {right}，{off}。",
        (place_of(case, passage), subject.values.fund_place(TOTAL, one.what)),
        sides(written, right, off),
        (rewritten(case, passage, f"改为 {right}", live),),
        detail=f"{one.what} {start}",
    )


def _in_the_other_unit(case: Case, passage: Passage, start: int, said: str) -> Iterator[Said]:
    """资金150元 where the grid has 150 万元: the figure of an amount with the other unit behind it."""
    told = _in_yuan_or_wan(said)
    known = [abs(amount) for amount in case.values.amounts.values() if amount] if told else []
    for number, unit, behind in told:
        amount, other = Decimal(number.replace(",", "")), "元" if unit == "万元" else "万元"
        if amount * MONEY_UNITS[other] not in known or amount * MONEY_UNITS[unit] in known:
            continue
        end, text = start + behind, passage[3]
        figures = f"{number}{NBSP}{unit}", f"{number}{NBSP}{other}"
        yield Said(
            f"{heading(case, passage)}里写的是 {figures[0]}，资金表里有 {figures[1]}，单位像是写错了。",
            (place_of(case, passage),),
            (Side("正文", figures[0]), Side("资金表", figures[1])),
            (rewritten(case, passage, f"改为 {figures[1]}", f"{text[: end - len(unit)]}{other}{text[end:]}"),),
            detail=f"unit {end}",
        )


@lru_cache(16_384)
def _in_yuan_or_wan(said: str) -> tuple[tuple[str, str, int], ...]:
    """The amounts in 元 and 万元 of a sentence about money: number, unit, and where they end.

    Those of one digit and zeros are left out: they are the same as some other amount by chance.
    """
    if not _OF_MONEY.search(said) or _A_HEAD.search(said):
        return ()
    found = _AMOUNT.finditer(said)
    return tuple([(one["number"], one["unit"], one.end()) for one in found if _is_telling(one["number"])])


def _is_telling(number: str) -> bool:
    return len(number.replace(",", "").replace(".", "").strip("0")) >= _FEWEST_DIGITS


def _due(values: Values, what: str) -> list[Decimal]:
    """The figures of the whole project that a word may mean, the likeliest first."""
    if what == "balance":
        annual, executed = values.amount(TOTAL, "annual"), values.amount(TOTAL, "executed")
        unspent = annual - executed if annual is not None and executed is not None else None
        return [one for one in (values.amount(TOTAL, "balance"), unspent) if one is not None]
    found = [values.amount(TOTAL, measure) for measure in (("annual", "initial") if what == "annual" else (what,))]
    if what in RATES:
        found.append(values.computed.get((TOTAL, what)))
    if what == "execution_rate":
        found += [_share(values, base) for base in ("annual", "initial", "in_place")]
    if found and found[0] is None and what != "annual":
        return []
    return [one for one in found if one is not None]


def _share(values: Values, base: str) -> Decimal | None:
    executed, divisor = values.amount(TOTAL, "executed"), values.amount(TOTAL, base)
    return executed / divisor * 100 if executed is not None and divisor else None


def _figures(case: Case, one: Stated, due: Decimal) -> tuple[str, str, str]:
    """The stated figure, the right one as it is printed, and the gap between the two."""
    decimals = len(one.written.partition(".")[2])
    if one.unit == "%":
        right = rounded(due, max(decimals, case.form.rate_decimals))
        return percent(one.written), percent(f"{right:f}"), gap(one.value, right, percentage_points)

    def figure(value: Decimal) -> str:
        return f"{trimmed(rounded(value / MONEY_UNITS[one.unit], max(decimals, 2)))}{NBSP}{one.unit}"

    return f"{one.written}{NBSP}{one.unit}", figure(due), gap(one.value, due, figure)


def _live(subject: _Subject, one: Stated, right: str) -> str:
    """The live figure that stands for the stated one from now on; a plain one in units no figure is printed in."""
    path = f"{subject.path}fund.total.{'unspent' if one.what == 'balance' else one.what}"
    if one.unit == "%":
        return f"{{{path}:数}}%"
    return f"{{{path}:{one.unit}}}" if one.unit in ("元", "万元") else right.replace(NBSP, "")


def amount_in_text_has_a_unit(case: Case) -> Iterator[Said]:
    """An amount in running text has its unit: 317.75万元, not 317.75 (check 55)."""
    for passage in passages(case):
        for number, end in _bare_amounts(passage[3]):
            text = passage[3]
            fixes = (
                rewritten(case, passage, f"补上“{unit}”", f"{text[:end]}{unit}{text[end:].lstrip(' ')}")
                for unit in _units_of(case, number)
            )
            yield Said(
                f"{heading(case, passage)}里的金额 {number} 没有单位。",
                (place_of(case, passage),),
                (Side("正文", number), Side("应为", "带“元”或“万元”")),
                tuple(fixes),
                detail=f"{number} {end}",
            )


@lru_cache(16_384)
def _bare_amounts(text: str) -> tuple[tuple[str, int], ...]:
    """Amounts of money without a unit, with their end: a number with two decimals at most, or of four digits."""
    if not _NOTHING_BEHIND.search(text):
        return ()
    found = (one for one in _BARE.finditer(plain(text)) if re.search(r"\.\d{1,2}$|^\d{5,}$", one["number"]))
    return tuple((one["number"], one.end("number")) for one in found)


def _units_of(case: Case, number: str) -> tuple[str, ...]:
    """The units in which the number is an amount of the fund grid; both where it is none."""
    value = Decimal(number.replace(",", ""))
    known = [*case.values.amounts.values(), *case.values.computed.values()]
    fitting = tuple(unit for unit in ("万元", "元") if any(abs(value * MONEY_UNITS[unit] - one) < 50 for one in known))
    return fitting[:1] or ("万元", "元")


RULES = (
    Rule(
        "text-figures",
        55,
        "正文里的金额和比率与资金表一致",
        Level.WARNING,
        "正文",
        "预算、到位、执行的金额和比率，正文与资金表是同一个数；用“插入数据”就不会写错。",
        text_tells_the_figures_of_the_fund_grid,
        of=BOTH,
        stages=YEAR_END,
        example="正文写“完成预算数 32.39%”，按资金表 484443.84 ÷ 1500000 是 32.30 %。",
        rests_on=(*ON_AMOUNTS, "spent-within-budget"),
    ),
    Rule(
        "text-amount-unit",
        55,
        "正文里的金额带单位",
        Level.WARNING,
        "正文",
        "正文里的每个金额后面写“元”或“万元”。",
        amount_in_text_has_a_unit,
        of=BOTH,
        example="写“年初预算317.75，实际执行130.37万元”；317.75 后面应写“万元”。",
    ),
)
