"""Points in time as target and actual value: whether what was done by 2021年11月20日 was done 不晚于2021年12月底.

A month or year is a span of days; where a span leaves it open, nothing is said.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_TIME = re.compile(
    r"(?:[≤<]=?|不晚于|不迟于|早于|截[至止]到?|于|在)?\s*"
    r"(?:(?P<year>(?:19|20)\d\d)\s*[年./-]度?|当年|本年|全年)?\s*"
    r"(?:(?P<end_of_year>年?[底末])|第?(?P<quarter>[一二三四1-4])季度[底末]?"
    r"|(?P<month>\d{1,2})(?:\s*[月./-]\s*(?:份)?(?:(?P<day>\d{1,2})[日号]?|(?P<part>[底末]|[上中下]旬))?)?)?"
    r"\s*(?P<before>(?:之|以)?前)?(?:全部|已|按时|按期)*(?:完成|竣工|完工|结束|到位|支付|发放|验收)*"
)
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_LEAP_YEAR = 2000  # stands for a year nobody named: every day of any year is in it
_TENTHS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}


@dataclass(frozen=True, slots=True)
class _Span:
    """The days a text may mean, and whether it names their year and excludes them (12月前)."""

    first: date
    last: date
    with_year: bool
    excluded: bool = False


@lru_cache(8192)
def met_in_time(target: str, actual: str) -> bool | None:
    """Whether ``actual`` is not later than ``target``; None where either is no point in time, or it is left open.

    A year that only one of the two names is that of both.
    """
    due, done = _span(target), _span(actual)
    if due is None or done is None:
        return None
    if due.with_year != done.with_year:
        year = (due if due.with_year else done).first.year
        due, done = _in(due, year), _in(done, year)
    if done.last <= due.last and (not due.excluded or done.last < due.first):
        return True
    return False if done.first > due.last else None


def named_year(text: str) -> int:
    """The year a point in time names; 0 where it is none, or names no year."""
    span = _span(text)
    return span.first.year if span is not None and span.with_year else 0


@lru_cache(8192)
def _span(text: str) -> _Span | None:
    """The days a whole text in normal spelling means; None when it is no point in time."""
    found = _TIME.fullmatch(text.rstrip("。. ")) if any(map(str.isdigit, text)) or "年" in text else None
    if found is None or not any((found["year"], found["end_of_year"], found["quarter"], found["month"])):
        return None
    year = int(found["year"] or _LEAP_YEAR)
    try:
        first, last = _days(found, year)
    except ValueError:
        return None
    whole = not (found["day"] or found["part"] or found["end_of_year"])
    return _Span(first, last, bool(found["year"]), bool(found["before"]) and whole)


def _days(found: re.Match[str], year: int) -> tuple[date, date]:
    """The first and the last day; ValueError where the calendar has none such."""
    if found["end_of_year"]:
        return date(year, 12, 31), date(year, 12, 31)
    if found["quarter"]:
        month = 3 * int(_QUARTERS.get(found["quarter"], found["quarter"]))
        return date(year, month - 2, 1), date(year, month, monthrange(year, month)[1])
    if not found["month"]:
        return date(year, 1, 1), date(year, 12, 31)
    month = int(found["month"])
    if found["day"]:
        return date(year, month, int(found["day"])), date(year, month, int(found["day"]))
    end = monthrange(year, month if 1 <= month <= 12 else 1)[1]
    if found["part"] in _TENTHS:
        first, last = _TENTHS[found["part"]]
        return date(year, month, first), date(year, month, min(last, end))
    return date(year, month, end if found["part"] else 1), date(year, month, end)


def _in(span: _Span, year: int) -> _Span:
    """The same days of another year; the 29th of February is the 28th where there is none."""
    if span.with_year:
        return span
    first, last = (
        day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1])) for day in (span.first, span.last)
    )
    return _Span(first, last, True, span.excluded)
