"""Opening balance, income, expenditure and closing balance in one sentence: 期初 + 收入 − 支出 = 期末."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from core.kinds import MONEY_UNITS
from core.proof.clauses import LIVE, NUMBER, has_one_of, sentences

_MONEY = rf"[^\d，,；;。]{{0,6}}?(?P<number>{NUMBER})\s*(?P<unit>亿元|万元|元)"
_BEHIND = r"(?:资金|收入|经费|金额)?(?:共计|合计|共|为|是|:)?"
_LEFT = "(?:滚存)?(?:结转结余|结余结转|结转|结余|余额)"
_KINDS = (
    ("opening", re.compile(rf"(?:期初|年初|上年|上年末){_LEFT}{_BEHIND}{_MONEY}")),
    ("income", re.compile(rf"(?:本年|当年|本期|全年)(?:收入|到位|拨入|下达|安排){_BEHIND}{_MONEY}")),
    ("spent", re.compile(rf"(?<!收入)(?:本年|当年|本期|全年|实际|共)?(?:支出|支付){_BEHIND}{_MONEY}")),
    ("closing", re.compile(rf"(?<!上)(?:期末|年末|年底){_LEFT}{_BEHIND}{_MONEY}")),
)


@dataclass(frozen=True, slots=True)
class Balance:
    """The four amounts of a sentence in 元, and the closing one as written."""

    opening: Decimal
    income: Decimal
    spent: Decimal
    closing: Decimal
    written: str
    unit: str
    rounding: Decimal  # what half a last digit of each may explain

    @property
    def due(self) -> Decimal:
        """期初 + 收入 − 支出."""
        return self.opening + self.income - self.spent

    @property
    def agrees(self) -> bool:
        """Whether the closing balance follows from the other three."""
        return abs(self.closing - self.due) <= self.rounding


@lru_cache(16_384)
def balances(text: str) -> tuple[Balance, ...]:
    """The sentences of a text that tell each of the four amounts exactly once."""
    if not has_one_of(text, ("期末", "年末", "年底")):
        return ()
    found = (_balance(sentence) for _, sentence in sentences(text) if LIVE not in sentence)
    return tuple(one for one in found if one is not None)


def _balance(sentence: str) -> Balance | None:
    found: dict[str, re.Match[str]] = {}
    for kind, pattern in _KINDS:
        told = list(pattern.finditer(sentence))
        if len(told) != 1:
            return None
        found[kind] = told[0]
    values = {kind: _number(one) * MONEY_UNITS[one["unit"]] for kind, one in found.items()}
    steps = (MONEY_UNITS[one["unit"]] * Decimal(1).scaleb(-_decimals(one)) for one in found.values())
    exact = all(one["unit"] == "元" for one in found.values())
    closing = found["closing"]
    return Balance(
        **values, written=closing["number"], unit=closing["unit"],
        rounding=Decimal(0) if exact else sum(steps, Decimal(0)) / 2,
    )  # fmt: skip


def _number(found: re.Match[str]) -> Decimal:
    return Decimal(found["number"].replace(",", ""))


def _decimals(found: re.Match[str]) -> int:
    return len(found["number"].partition(".")[2])
