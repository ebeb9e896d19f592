"""All checks over 200 projects × 40 indicators: reading, scoring and every rule, against the naive way.

    python tests/bench/bench_rules.py

The naive way is the same work without any memory for texts already read; both run in one process, turn and turn about.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core import kinds, reading
from core.checking import check
from core.model import Dossier, Fund, Indicator, Project, Unit
from core.rules.finding import Case
from core.scoring import score
from tests.core.cases import FORM

PROJECTS, INDICATORS, RUNS = 200, 40, 7
LIMIT_MS = 300
_UNIT = Unit(name="示例县医疗保障局", code="325001", department="示例县医疗保障局", department_code="325")
_SHARES = {"产出指标": (20, "2.5"), "效益指标": (15, "2"), "满意度指标": (5, "2")}  # indicators and weight of each
_LEVELS = [
    (level.name, level.parts[n % len(level.parts)].name, _SHARES[level.name][1])
    for level in FORM.indicators.levels
    for n in range(_SHARES[level.name][0])
]
_MEMORIES = ("read_number", "read_money", "read_rate", "read_quantity")


def book() -> list[Dossier]:
    """Projects as an office has them: figures of their own, a quarter of the indicators missed, some text."""
    return [_dossier(number) for number in range(1, PROJECTS + 1)]


def _dossier(number: int) -> Dossier:
    project = Project(number, 2021, number, f"第{number}项医疗保障补助资金")
    budget = 50 + number
    funds = {
        source: Fund(f"{budget}.5", "", f"{budget}.5", f"{budget}", f"{budget - 3 - share}.{number % 90 + 10}")
        for share, source in enumerate(("central", "province", "county"))
    }
    answers = {
        f"topic{n}": f"{project.name}由本局按月拨付，专款专用，账务处理及时，会计核算规范，支付依据合规合法。" * 6
        for n in range(12)
    }
    answers["use"] = f"资金共计{budget}万元，其中：县区级{budget - 9}万元、省级{9 if number % 20 else 8}万元。"
    return Dossier(project, funds, answers, (), tuple(_indicator(number, n) for n in range(INDICATORS)))


def _indicator(number: int, n: int) -> Indicator:
    level1, level2, weight = _LEVELS[n]
    target = 800 + number * 7 + n
    actual = target + 5 if n % 4 else target - 9
    row = number * 1000 + n
    if level2 in ("质量指标", "可持续影响指标"):
        values = {"target": "及时", "actual": "已完成"}
    else:
        values = {"target": f"≥{target}人次", "actual": f"{actual}人次", "deviation": "人员重新认定" if n < 36 else ""}
    return Indicator(row, number, n, level1, level2, f"救助人次{n}", weight=weight, **values)


def check_all(dossiers: list[Dossier]) -> int:
    """Read, score and check every project from scratch; gives the number of findings."""
    found = 0
    for dossier in dossiers:
        values = reading.read(FORM, _UNIT, dossier)
        found += len(check(Case(values, score(values))))
    return found


def naive(dossiers: list[Dossier]) -> int:
    """The same without any memory: every text is read again wherever it stands."""
    with ExitStack() as stack:
        for name in _MEMORIES:
            stack.enter_context(mock.patch.object(reading, name, getattr(kinds, name).__wrapped__))
        return check_all(dossiers)


def cold(dossiers: list[Dossier]) -> int:
    """The first check after a start: the memory is empty."""
    for name in _MEMORIES:
        getattr(kinds, name).cache_clear()
    return check_all(dossiers)


def measured(work: Callable[[list[Dossier]], int], dossiers: list[Dossier]) -> float:
    """Milliseconds of one run."""
    gc.collect()
    began = time.perf_counter()
    work(dossiers)
    return (time.perf_counter() - began) * 1000


def main() -> int:
    """Print the median of each way and the ratios; 1 when the checks take longer than they may."""
    dossiers = book()
    times: dict[str, list[float]] = {"cold": [], "warm": [], "naive": []}
    for _ in range(RUNS):
        for name, work in (("cold", cold), ("warm", check_all), ("naive", naive)):
            times[name].append(measured(work, dossiers))
    middle = {name: statistics.median(runs) for name, runs in times.items()}
    print(f"all checks, {PROJECTS} projects × {INDICATORS} indicators, {check_all(dossiers)} findings")
    print(f"from scratch {middle['cold']:.0f} ms · again {middle['warm']:.0f} ms · naive {middle['naive']:.0f} ms")
    print(f"naive / again = {middle['naive'] / middle['warm']:.2f} · limit {LIMIT_MS} ms")
    return 0 if middle["cold"] <= LIMIT_MS else 1


if __name__ == "__main__":
    raise SystemExit(main())
