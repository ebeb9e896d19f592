"""What an export says when it is done: its result, the remarks most worth knowing, and where the files are."""

from __future__ import annotations

from itertools import chain, repeat
from pathlib import Path

from core.publish import Published
from core.rules.finding import Level
from ui.look.notices import Remark, StepState
from ui.look.signs import Sign

_MOST_REMARKS = 2
_OPEN = ((Level.ERROR, Sign.ERROR), (Level.WARNING, Sign.WARNING))
_MOST_NAMED = 2  # files named that were not written


def result(published: Published) -> tuple[str, Sign | None]:
    """What came of it in a few words, and its sign where it is less than was asked for."""
    count, failed = len(published.files), len(published.troubles)
    if published.cancelled:
        lost = f"，{failed} 个没有写成" if failed else ""
        return f"已停止，写好了 {count} 个文件{lost}（共 {published.planned} 个）", Sign.ERROR if failed else Sign.HINT
    if failed:
        return (f"导出了 {count} 个文件，{failed} 个没有写成" if count else f"{failed} 个文件都没有写成"), Sign.ERROR
    return f"已导出 {count} 个文件，逐个核对无误", None


def step_of(files: int, done: int, failed: int) -> tuple[StepState, str]:
    """How far a project is, of whose files so many are done, and what is said beside its name."""
    lost = f"{failed} 个没有写成" if failed else ""
    if done < 0:
        return StepState.WAITING, ""
    if done < files:
        return StepState.RUNNING, "，".join(filter(None, ("正在写", lost)))
    if failed == files:
        return StepState.FAILED, "没有写成" if files == 1 else f"{files} 个文件都没有写成"
    return (StepState.FAILED, f"{files} 个文件，{lost}") if failed else (StepState.DONE, f"{files} 个文件，已核对")


def remarks(published: Published) -> tuple[Remark, ...]:
    """The two things most worth knowing: what failed, then what is open, then what was replaced."""
    told = [(Sign.ERROR, sentence) for sentence in _failures(published.troubles)]
    open_ones = [sign for level, sign in _OPEN if published.open_findings.get(level)]
    told += zip(chain(open_ones, repeat(Sign.HINT)), published.remarks, strict=False)  # what is open is said first
    return tuple(told[:_MOST_REMARKS])


def _failures(troubles: tuple[str, ...]) -> tuple[str, ...]:
    """Why files were not written: where there are many, the reason of the first, and the names of the others."""
    if len(troubles) <= 1:
        return troubles
    names = [trouble.partition("“")[2].partition("”")[0] for trouble in troubles[1:]]
    named = "、".join(name.split("_", 2)[-1] for name in names[:_MOST_NAMED])  # without unit and year
    more = "等" if len(names) > _MOST_NAMED else ""
    return troubles[0], f"另外 {len(names)} 个文件也没有写成：{named}{more}。"


def place(folder: Path) -> str:
    """A folder as words: E 盘 › 报送 › 2021 年度."""
    parts = [part.rstrip("\\/").replace(":", " 盘") for part in folder.parts]
    return " › ".join(part for part in parts if part)[-80:]
