"""Rule about sums of the unit's year that nobody has divided: the published text says what they are made of."""

from __future__ import annotations

from collections.abc import Iterator

from core.accounts.lines import AccountLine
from core.accounts.values import Accounts
from core.rules.accounts_words import TOPIC, asked_lines, figure, year_of
from core.rules.finding import YEAR_END, Case, Level, Rule, Said, Side

_NAMED_ALONE = ("personnel", "running", "staff")  # sums the text may tell without an amount for each part


def a_sum_is_divided(case: Case) -> Iterator[Said]:
    """A sum that was typed has at least one of the parts or rows the form asks for; the sum itself stays as typed."""
    accounts = year_of(case)
    if accounts is None:
        return
    asked = {line.key for line, measures in asked_lines(case) if "outturn" in measures}
    for line, _ in asked_lines(case):
        told = line.key in asked and line.key not in _NAMED_ALONE and _asks_for_parts(case, line, asked)
        if told and accounts.is_undivided(line.key) and (line.key, "outturn") not in accounts.unknown:
            yield _undivided(case, accounts, line)


def _asks_for_parts(case: Case, line: AccountLine, asked: set[str]) -> bool:
    return "function" in case.form.accounts if line.rows else not asked.isdisjoint(line.parts)


def _undivided(case: Case, accounts: Accounts, line: AccountLine) -> Said:
    shown = figure(case, line.key, accounts.typed[line.key, "outturn"])
    parts = "各科目的金额" if line.rows else "分项"
    places = (accounts.place(line.key), *map(accounts.place, line.parts))
    sides = (Side(line.caption, shown), Side(parts, "没有填"))
    return Said(f"{line.caption} {shown}，{parts}一项也没有填，说不出其中各是多少。", places, sides)


RULES = (
    Rule(
        "sum-undivided",
        109,
        "填了合计也填分项",
        Level.WARNING,
        TOPIC,
        "部门决算公开要求合计后面写明其中各项；合计照填的数印，分项没有填的地方印“＿＿”。",
        a_sum_is_divided,
        of=("unit",),
        stages=YEAR_END,
        example="本年收入合计填 1795.77 万元，各项收入都没有填：文稿里只能印“其中：＿＿”。",
    ),
)
