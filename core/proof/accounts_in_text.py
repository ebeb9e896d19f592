"""What running text says of the unit's year: 公务接待费 0.13 万元，占 100%；比上年增加 366.51 万元，增长 26.32%.

Only figures right behind what they belong to count.  What a sentence gives as a reason, and what it says of a part of
the year, is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from core.kinds import MONEY_UNITS
from core.proof.clauses import NUMBER, sentences

# Lines by the words for them; the first that fits counts.
_LINES = (
    ("fiscal_total_income", r"财政拨款(?:收入、?支出|收支)(?:决算)?总计"),
    ("total_income", r"(?:收入、?支出|收支)(?:决算)?总计|(?<!拨款)收入总计"),
    ("total_expenditure", r"(?<!拨款)(?<!收入、)支出总计"),
    ("income", r"本年收入合计"),
    ("expenditure", r"本年支出合计"),
    ("general_basic", r"一般公共预算财政拨款基本支出"),
    ("general_income", r"一般公共预算(?:财政)?拨款收入"),
    ("general", r"一般公共预算(?:(?:财政)?拨款)?支出"),
    ("fund", r"政府性基金预算(?:财政)?拨款支出|政府性基金预算支出"),
    ("fund_income", r"政府性基金预算(?:财政)?拨款(?:收入)?"),
    ("capital", r"国有资本经营预算(?:财政)?拨款支出|国有资本经营预算支出"),
    ("capital_income", r"国有资本经营预算(?:财政)?拨款(?:收入)?"),
    ("fiscal_income", r"(?<!预算)财政拨款收入(?![、,，和])"),
    ("fiscal_expenditure", r"(?<!预算)财政拨款支出"),
    ("superior_income", r"上级补助收入"),
    ("business_income", r"(?<!基金)事业收入"),
    ("affiliated_income", r"附属单位上缴收入"),
    ("basic", r"(?<!拨款)基本支出"),
    ("projects", r"(?<![该本此各个款名])项目支出"),
    ("personnel", r"人员经费"),
    ("running", r"(?:日常)?公用经费"),
    ("three_public", r"[“\"]?三公[”\"]?经费(?:财政拨款)?支出"),
    ("abroad", r"因公出国[（(]境[）)](?:费用|经费|费)?"),
    ("cars", r"公务用车购置(?:费)?及运行(?:维护)?费"),
    ("car_running", r"公务用车运行(?:维护)?费"),
    ("car_purchase", r"公务用车购置(?:费)?(?!及)"),
    ("domestic_reception", r"(?<!其他)国内公务接待(?:费)?"),
    ("foreign_reception", r"外事接待(?:费)?"),
    ("reception", r"(?<!国内)公务接待费"),
    ("running_cost", r"机关运行经费"),
    ("procurement", r"政府采购支出总额"),
    ("goods", r"政府采购货物支出"),
    ("works", r"政府采购工程支出"),
    ("services", r"政府采购服务支出"),
    ("micro_contracts", r"(?:授予)?小微企业合同金额"),
    ("sme_contracts", r"(?:授予)?中小企业合同金额"),
)
_FIGURE = rf"(?P<number>(?<![\d.]){NUMBER})\s*(?P<unit>亿元|万元|元|%)"
_YEAR = r"(?P<year>20\d\d年(?:度|初|末|底)?|上年|去年)"
_FILL = re.compile(
    r"(?:年初|调整后?|决算|预算|支出|收入|拨款|合计|总计|总额|金额|安排|数|共|为|是|达到|达|约|仅|:|\s)*"
)
_CHANGE = re.compile(r"(?P<verb>增加|减少|增长|上升|下降|降低)了?(?:额为|为)?\s*$")
_SHARE = re.compile(r"(?:^|[,，;；、\s])占(?P<whole>[^,，;；、]{0,30}?)的?(?:比重|比例)?(?:为|是|约)?\s*$")
_COMPLETION = re.compile(r"完成(?P<adjusted>调整后?)?(?:全年|年度|年初)?预算(?:数)?的?(?:为)?\s*$")
_REASON = re.compile(r"原因|由于|因为|主要是|主要用于")
_PARTIAL = re.compile(r"上半年|下半年|季度|人均|户均|次均|平均|预计|\d[-—~至]\d{1,2}月|截[至止](?:(?!12月)\d{1,2})月")
_COMPARED = ("与", "比", "较", "同", "和")
_BOUND = ("不足", "不到", "低于", "超过", "高于", "近")  # a bound is no figure
_FALLING = ("减少", "下降", "降低")


@dataclass(frozen=True, slots=True)
class Told:
    """A figure a sentence states of a subject: a line of the accounts, or a row by its name.

    ``what`` is a measure (``outturn``, ``budget``, ``adjusted``, ``previous``), ``change``, ``growth``, ``share``,
    ``completion`` or ``completion_adjusted``; ``value`` 元 or percent, below 0 for a fall.  ``whole`` is the line a
    share is of, blank where the sentence does not say.  ``start`` and ``end`` bound the figure with its unit.
    """

    subject: str
    what: str
    written: str
    unit: str
    value: Decimal
    start: int
    end: int
    whole: str = ""
    sentence: int = 0  # where its sentence begins

    @property
    def tolerance(self) -> Decimal:
        """Half a last written digit, in 元 or percentage points: what rounding explains."""
        return Decimal(MONEY_UNITS.get(self.unit, 1)) / 2 * Decimal(1).scaleb(-len(self.written.partition(".")[2]))

    def agrees(self, due: Decimal) -> bool:
        """Whether the figure, as far as it is written out, is this one; what fell has not grown."""
        same_way = self.value == 0 or due == 0 or (self.value < 0) == (due < 0)
        return same_way and abs(abs(self.value) - abs(due)) <= self.tolerance


class Reader:
    """Reads figures about the lines of the accounts, and about the rows of these names."""

    def __init__(self, rows: Iterable[tuple[str, str]] = ()) -> None:
        """``rows`` are subjects with the pattern of their words; the first of the same words counts."""
        known = tuple(rows)
        own = [f"(?P<s{n}>{pattern})" for n, (_, pattern) in enumerate(known)]
        lines = [f"(?P<{line}>{pattern})" for line, pattern in _LINES]
        self._token = re.compile("|".join((*own, *lines, _FIGURE, _YEAR)))
        of_rows = {f"s{n}": subject for n, (subject, _) in enumerate(known)}
        self._names: Mapping[str, str] = {**of_rows, **{line: line for line, _ in _LINES}}
        self.read = lru_cache(1024)(self._read)

    def _read(self, text: str, year: int, leave: tuple[str, ...] = ()) -> tuple[Told, ...]:
        """The figures of a text, in order; a sentence with one of the words ``leave`` speaks of something else."""
        found: list[Told] = []
        for start, said in sentences(text):
            if any(c.isdigit() for c in said) and not _PARTIAL.search(said) and not any(name in said for name in leave):
                found += (_moved(one, start) for one in self._in_sentence(said, year))
        return tuple(found)

    def _in_sentence(self, said: str, year: int) -> Iterator[Told]:
        """The figures of a sentence; ``fresh`` until the first figure behind a subject, which is its amount."""
        subject, whole, end, scope, fresh = "", "", 0, year, False
        for token in self._token.finditer(said):
            between = said[end : token.start()]
            if _REASON.search(between):
                subject = ""
            if token["year"]:
                if not _is_compared(said, token):
                    scope = int(token["year"][:4]) if token["year"].startswith("2") else year - 1
                continue  # what stands before the year belongs to the words behind it
            if token["number"]:
                told = _told(subject, whole, between, token, year - scope, fresh) if subject else None
                if told is not None:
                    yield told
                whole, fresh = "", False
            elif between.rstrip().endswith("占"):
                whole, end = self._names[token.lastgroup or ""], token.start() - 1
                continue
            else:
                subject, whole, fresh = self._names[token.lastgroup or ""], "", True
            end = token.end()


def _told(subject: str, whole: str, between: str, token: re.Match[str], years_ago: int, fresh: bool) -> Told | None:
    """What a figure says of the subject before it; None when the words between say something else."""
    what, falls = _what(between, token["unit"] == "%", fresh)
    if years_ago:
        what = "previous" if what == "outturn" and years_ago == 1 else ""
    if not what:
        return None
    value = Decimal(token["number"].replace(",", "")) * MONEY_UNITS.get(token["unit"], 1)
    written = token["number"].replace(",", "")
    stop = token.end("unit")
    return Told(subject, what, written, token["unit"], -value if falls else value, token.start("number"), stop, whole)


def _what(between: str, rate: bool, fresh: bool) -> tuple[str, bool]:
    """The measure the words before a figure name, and whether they tell of a fall; blank for none."""
    if between.rstrip().endswith(_BOUND):
        return "", False
    if changed := _CHANGE.search(between):
        return ("growth" if rate else "change"), changed["verb"] in _FALLING
    if rate:
        if _SHARE.search(between):
            return "share", False
        done = _COMPLETION.search(between)
        return ("completion_adjusted" if done["adjusted"] else "completion") if done else "", False
    if not fresh or not _FILL.fullmatch(between):
        return "", False
    if "决算" not in between and "预算" in between:
        return ("adjusted" if "调整" in between else "budget"), False
    return "outturn", False


def _is_compared(said: str, token: re.Match[str]) -> bool:
    """Whether a year is what the year at hand is held against: 与2020年相比, 比上年."""
    return said[: token.start()].rstrip().endswith(_COMPARED) or said[token.end() :].startswith(("相比", "持平"))


def _moved(one: Told, start: int) -> Told:
    return replace(one, start=one.start + start, end=one.end + start, sentence=start)
