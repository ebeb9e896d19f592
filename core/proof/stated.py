"""What running text says of budget, money in place, spending and their rates: 实际支付 48.44 万元，执行率 32.30%.

Only what speaks of the whole project for the whole year counts: a sentence about a part, a month or one level of
government is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from core.kinds import MONEY_UNITS
from core.proof.clauses import LIVE, NUMBER, has_one_of

_FILL = r"(?:项目|资金|金额|经费|数|总额|额|共计|合计|总计|共|约|为|是|达到|达|了)*\s*:?\s*"
_MONEY = rf"(?P<number>{NUMBER})\s*(?P<unit>亿元|万元|元|万(?![\d\u4e00-\u9fff]))(?!/)"
_BEHIND_OTHER = "".join(
    f"(?<!{word})" for word in ("调整", "追加", "调增", "调减", "压减", "核减", "增加", "减少", "下年", "次年", "上年")
)
_AMOUNTS = (
    ("initial", r"年初(?:预算安排|预算|安排)"),
    ("annual", rf"{_BEHIND_OTHER}(?<!年初)(?:全年预算|年度预算|调整后预算|预算安排|总预算|预算|资金计划|总计划)"),
    ("in_place", r"(?:资金实际到位|实际到位|资金到位|到位资金)"),
    ("executed",
        r"(?:实际(?:支付|支出|执行|使用)|(?:共计?|累计|总|全年)(?:支付|支出|执行|使用)|执行数|支出总额|资金使用|经费执行)",
    ),
    ("balance", r"(?<!上年)(?<!历年)(?<!累计)(?<!滚存)(?<!结转)结余"),
)  # fmt: skip
_AMOUNT = tuple((what, re.compile(words + _FILL + _MONEY)) for what, words in _AMOUNTS)
_WHOLE = r"(?:(?<![^,，;、:(（\s])|(?<=预算)|(?<=资金)|(?<=项目)|(?<=经费)|(?<=总体)|(?<=支出))"
_USED = r"(?:(?<=资金)|(?<=经费))(?:使用率|支付率|支出率)|(?<=预算)完成率"  # other words for 执行率
_RATE = re.compile(
    rf"(?:{_WHOLE}(?P<what>执行率|到位率|{_USED})(?:仅|只有|已|为|是|达到|达|约|均)*\s*:?\s*"
    rf"|(?:完成|占)(?:全年|年度|年初|调整后?)?预算(?:数|经费|资金|总额)?的?\s*)(?P<number>{NUMBER})\s*%"
)
_SIGNS = ("率", "预算", "支", "执行", "到位", "结余", "使用", "年初", "计划")
_PARTIAL = re.compile(
    r"其中|上半年|下半年|季度|分别|人均|户均|次均|平均|[每各]|同比|环比|[比较占超]|上年|去年|[一二三四]季"
    r"|(?<!\d)(?:0?[1-9]|1[01])月|12月(?!3?1?日|底|末)|(?:1[0-2]|[1-9])[—-](?:1[0-2]|[1-9])月"
)
_COUNTS = re.compile(
    r"共(?:执行|实施|安排|完成)*项目\d{1,3}个(?:[,，](?:区级|县级|市级|上级转移支付|其他)*项目\d{1,3}个)*"
)
_LEVEL = re.compile(r"中央|省级|市级|县级|区级|县区级|省财政|市财政|上级|本级|自筹|单位资金|上年结转")
# What may stand before a claim about the whole project: words that narrow nothing, how many projects there are.
_BARE = re.compile(rf"(?:预算|支付|支出|执行|金额)(?:数|为)?\s*{NUMBER}\s*$")
_NEUTRAL = re.compile(
    r"\s*(?:[（(]?(?:\d{1,3}|[一二三四五六七八九十]+)[）)、.．])?"
    r"(?:截至|截止|到|至|于|在|20\d\d年度?|年度|全年|当年|本年|12月31日|12月|年末|年底|年初|底|末|前|止"
    r"|该|本|此|我|局|单位|项目|资金|经费|财政|专项|预算|安排|下达|追加|指标|共计|共|已|其|的|总|合计|完成|支出|情况|:|"
    rf"|[省市县区]?(?:医疗)?(?:医保|保障)局|{LIVE}|\s)*"
)
_OTHER_MONEY = re.compile(
    r"[^,，。;；]*?(?:经费|资金|补助|补贴|配套|[^经]费)[”》）)]?"
    r"(?=年初|预算|下达|追加|结转|财政拨款|支出|决算|实际|共|支付|\d)"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_YEARS = re.compile(
    r"(?<!\d)20\d\d年?度?\s*[至到—~-]+\s*20\d\d年|[两二三四五]年(?:来|间|累计|共|合计)"
)  # a sum of several years


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure a sentence states: ``what`` is a stage or formula of the fund grid, ``value`` 元 or percent.

    ``start`` and ``end`` bound the figure with its unit in the sentence; ``years`` are those the sentence names.
    """

    what: str
    written: str
    unit: str
    value: Decimal
    start: int
    end: int
    years: tuple[int, ...]

    @property
    def tolerance(self) -> Decimal:
        """Half a last written digit, in 元 or percentage points: what rounding explains."""
        return Decimal(MONEY_UNITS.get(self.unit, 1)) / 2 * Decimal(1).scaleb(-len(self.written.partition(".")[2]))

    def agrees(self, due: Decimal) -> bool:
        """Whether the figure, as far as it is written out, is this one."""
        return bool(abs(self.value - due) <= self.tolerance)


@lru_cache(16_384)
def stated(sentence: str) -> tuple[Stated, ...]:
    """The figures a sentence of :func:`core.proof.clauses.sentences` states of the whole project, in order."""
    if not has_one_of(sentence, _SIGNS) or not any(map(str.isdigit, sentence)):
        return ()
    if _YEARS.search(sentence):
        return ()
    years = tuple(int(year) for year in _YEAR.findall(sentence))
    found = sorted((*_amounts(sentence, years), *_rates(sentence, years)), key=lambda one: one.start)
    return tuple(one for n, one in enumerate(found) if not n or one.start >= found[n - 1].end)


def _amounts(sentence: str, years: tuple[int, ...]) -> Iterator[Stated]:
    """Amounts; all that stands before one must be neutral or another claim."""
    spans = [(what, found) for what, pattern in _AMOUNT for found in pattern.finditer(sentence)]
    claimed = [found.span() for _, found in spans] + [found.span() for found in _RATE.finditer(sentence)]
    for what, found in spans:
        before = _COUNTS.sub("共", _without(sentence[: found.start()], claimed))
        if all(_NEUTRAL.fullmatch(_BARE.sub("", clause)) for clause in re.split("[,，;；、:]", before)):
            yield _read(what, found, years)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """The text without the claims in it."""
    for start, end in sorted(spans, reverse=True):
        if end <= len(text):
            text = text[:start] + text[end:]
    return text


def _rates(sentence: str, years: tuple[int, ...]) -> Iterator[Stated]:
    for found in _RATE.finditer(sentence):
        before = sentence[: found.start()]
        clause = re.split("[,，;；]", before)[-1]
        if _PARTIAL.search(before) or _LEVEL.search(clause) or _of_something_else(before):
            continue
        what = {"到位率": "arrival_rate"}.get(found["what"] or "", "execution_rate")
        yield Stated(what, found["number"], "%", _number(found), found.start("number"), found.end(), years)


def _of_something_else(before: str) -> bool:
    """Whether a sentence begins by speaking of some other money: 公务接待费支出……, 某某补助资金下达……."""
    other = _OTHER_MONEY.match(before)
    return other is not None and _NEUTRAL.fullmatch(other[0]) is None


def _read(what: str, found: re.Match[str], years: tuple[int, ...]) -> Stated:
    unit = {"万": "万元"}.get(found["unit"], found["unit"])
    value = _number(found) * MONEY_UNITS[unit]
    return Stated(what, found["number"].replace(",", ""), unit, value, found.start("number"), found.end(), years)


def _number(found: re.Match[str]) -> Decimal:
    return Decimal(found["number"].replace(",", ""))
