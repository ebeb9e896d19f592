"""How the benchmarks measure: two ways turn and turn about in one run, medians, and one table at the end."""

from __future__ import annotations

import gc
import statistics
import time
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what was measured, ours, the other way, their ratio, and the aim where there is one."""

    what: str
    ours: str
    other: str = ""
    ratio: str = ""
    aim: str = ""
    met: bool | None = None

    @property
    def verdict(self) -> str:
        return "" if self.met is None else "达到" if self.met else "未达到"


def turn_about(works: Mapping[str, Work], runs: int) -> dict[str, float]:
    """Median milliseconds of each work; they run in turns, so that a busy machine slows all of them alike."""
    for work in works.values():
        work()
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(runs):
        for name, work in works.items():
            times[name].append(milliseconds(work))
    return {name: statistics.median(found) for name, found in times.items()}


def milliseconds(work: Work) -> float:
    """How long one run takes; what earlier runs left behind is collected before."""
    gc.collect()
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def share(times: Sequence[float], part: float) -> float:
    """The time that a ``part`` (0.95) of all runs did not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, round(part * (len(ordered) - 1)))]


def against(what: str, ours: float, other: float, *, aim: str = "", met: bool | None = None) -> Line:
    """A line that says how many times longer the other way takes; both in ms."""
    return Line(what, ms(ours), ms(other), times(other / ours), aim, met)


def ms(value: float) -> str:
    """Milliseconds with three figures."""
    return f"{value:.3g} ms" if value < 100 else f"{value:.0f} ms"


def times(value: float) -> str:
    """A ratio."""
    return f"{value:.2f} 倍" if value < 10 else f"{value:.0f} 倍"


def table(lines: Iterable[Line]) -> str:
    """The lines as a Markdown table whose columns line up on a screen."""
    head = ("项目", "本程序", "对照", "对照 / 本程序", "目标", "")
    rows = [head, *((line.what, line.ours, line.other, line.ratio, line.aim, line.verdict) for line in lines)]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(head))]
    rule = "| " + " | ".join("-" * width for width in widths) + " |"
    shown = ["| " + " | ".join(cell + " " * (w - _width(cell)) for cell, w in zip(row, widths, strict=True)) + " |"
             for row in rows]  # fmt: skip
    return "\n".join((shown[0], rule, *shown[1:]))


def _width(text: str) -> int:
    """Columns a text takes on a terminal: a Chinese sign takes two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
