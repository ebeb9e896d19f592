"""An entry of the contents page becomes lines: its text, a row of dots, and the page number at the right margin."""

from __future__ import annotations

import math
from dataclasses import replace

from core.export.fonts import Font, FontSet
from core.export.pdf_lines import Line, Measure, Run, set_lines, width_of
from core.report.blocks import Entry
from core.report.typography import CONTENTS_ENTRIES, ENTRY_LEADER

STEP = 0.3  # ems from dot to dot; they stand one below the other on the whole page
CLEARANCE = 0.2  # ems between the dots and what they lead from and to


def set_entry(entry: Entry, fonts: FontSet, width: float) -> tuple[Line, ...]:
    """The lines of ``entry`` from its indent on, on a page with ``width`` points between the margins.

    They break alike whatever the page number, so that pages can be counted before it is known.
    """
    style = CONTENTS_ENTRIES[entry.level]
    chain, left = fonts.chain(style.face, style.bold), style.left_indent * style.size
    room = width - left - style.right_indent * style.size
    measure = Measure(style.size, room, style.justify, style.first_indent)
    *lines, last = set_lines(((entry.text, chain),), measure)
    if not entry.page:
        return (*lines, last)
    number, right = str(entry.page), width - left
    at = right - width_of(number, chain, style.size)
    runs = (*last.runs, *_leader(last, at, right, chain[ENTRY_LEADER]), Run(chain[number[0]][0], number, at, 0.0))
    return (*lines, replace(last, runs=runs, width=right))


def _leader(line: Line, number_at: float, right: float, dot: tuple[Font, float]) -> tuple[Run, ...]:
    """The dots between the end of ``line`` and the number, none where there is no room."""
    font, ems = dot
    step, clear = STEP * line.size, CLEARANCE * line.size
    nearest = math.ceil((right - number_at + clear) / step)
    farthest = math.floor((right - _end(line) - clear) / step)
    count = farthest - nearest + 1
    if count < 1:
        return ()
    return (Run(font, ENTRY_LEADER * count, right - farthest * step, step - ems * line.size),)


def _end(line: Line) -> float:
    """Where the text of a line set to the left ends."""
    return line.runs[0].x + line.width if line.runs else 0.0
