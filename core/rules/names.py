"""Rules about what a 三级指标 is called: an indicator and no value, short, and once only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from core.kinds import normal
from core.reading import IndicatorValues
from core.rules.finding import Case, Level, Parameter, Rule, Said, Side
from core.rules.words import NBSP, indicator_name

_LONGEST = Parameter("longest", "名称最多", Decimal(30), "字")
_SHOWN = 12  # signs of a long name that are repeated
_PART = r"[年月日号季度至到前底末初上中下旬半全\d\s\-—–~.,/、()]*"  # of a date or a period
_DATE = re.compile(rf"{_PART}\d{_PART}(?:[按如]期|按时|全部)?(?:完成|办结|到位|拨付|支付|发放)?")
_VALUE = re.compile(
    r"(?:[≥≤=<>]|不低于|不少于|不超过|大于|小于)?\s*[+-]?\d[\d,.]*\s*"
    r"(?:[百千万亿]*元|[百千万亿]?(?:人次|人|户|次|场|期|家|个|套|台|份|张|件|册|亩|处|名|例|吨|公里|平方米)?|%|个百分点|天|小时|个?工作日|个月)"
    r"(?:/\S{1,4})?(?:左右|以上|以下|以内|以?内)?"
)  # fmt: skip


def name_is_that_of_an_indicator(case: Case) -> Iterator[Said]:
    """A name says what is measured, in few words; it is no date, number or amount (check 39)."""
    longest = int(case.parameter("indicator-name", _LONGEST))
    for found in case.values.indicators:
        name = found.row.name.strip()
        if _is_value(name):
            yield Said(
                f"三级指标“{name}”是时间或数值，不是指标名称，应写衡量的是什么，如“救助人次”。",
                (found.place("name"),),
                (Side("填写", name),),
            )
        elif len(name) > longest:
            length, most = f"{len(name)}{NBSP}字", f"{longest}{NBSP}字"
            yield Said(
                f"三级指标“{name[:_SHOWN]}……”有 {length}，超过 {most}，宜只写衡量的是什么。",
                (found.place("name"),),
                (Side("填写", length), Side("最多", most)),
            )


@lru_cache(8192)
def _is_value(name: str) -> bool:
    """Whether a name is a date, a period, a number or an amount."""
    plain = normal(name)
    if not plain or not any(sign.isdigit() for sign in plain):
        return False
    return _VALUE.fullmatch(plain) is not None or _DATE.fullmatch(plain) is not None


def no_indicator_stands_twice(case: Case) -> Iterator[Said]:
    """No 三级指标 has the name of another (check 41); the 预算绩效 system refuses it."""
    first: dict[str, IndicatorValues] = {}
    for found in case.values.indicators:
        name = _bare(found.row.name)
        other = first.setdefault(name, found) if name else found
        if other is found:
            continue
        where = (_level(other), _level(found))
        apart = f"分别列在{where[0]}、{where[1]}下" if where[0] != where[1] else "写了两行"
        yield Said(
            f"{indicator_name(found)}{apart}，同一指标只应列一次。",
            (found.place("name"), other.place("name")),
            (Side("又见", where[0] or indicator_name(other)),),
        )


@lru_cache(8192)
def _bare(name: str) -> str:
    """A name in one spelling, without blanks."""
    return re.sub(r"\s", "", normal(name))


def _level(found: IndicatorValues) -> str:
    return found.level[1].printed if found.level else found.row.level2


RULES = (
    Rule(
        "indicator-name",
        39,
        "三级指标写的是指标名称",
        Level.WARNING,
        "指标",
        "三级指标写衡量的是什么，简明扼要；时间、数量、金额写在指标值里。",
        name_is_that_of_an_indicator,
        example="三级指标写“2021年1-12月”或“0.75万元”：应写“项目完成时间”“宣传成本”，时间和金额写在指标值里。",
        parameters=(_LONGEST,),
    ),
    Rule(
        "indicator-twice",
        41,
        "三级指标不重复",
        Level.WARNING,
        "指标",
        "同名的三级指标只列一次，重复列会重复计分。",
        no_indicator_stands_twice,
        example="“救助人次”在数量指标和社会效益指标下各列一次：留一行，另一行换成别的指标。",
    ),
)
