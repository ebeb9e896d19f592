"""The grammar of live figures: which words in braces stand for a figure, and which are just the clerk's braces.

A figure is written ``{path}`` or ``{path:spec}``; ``docs/forms.md`` lists the paths.  The grammar does not depend on a
form or a project: a figure that a form or project lacks is still a figure, only without a value.
"""

from __future__ import annotations

import re
from dataclasses import fields
from functools import lru_cache
from types import MappingProxyType

from core.model import GOAL_PERIODS, SOURCES, STAGES, Project, Unit, text_fields

SPECS = ("元", "万元", "数")
BLANK = "＿＿"  # stands in running text where a figure has no value
# How far a stage is from the budget of the year, without sign.
GAPS = MappingProxyType({"arrival_gap": "in_place", "unspent": "executed"})
FORMULAS = (
    "balance", *GAPS, "arrival_rate", "execution_rate", "execution_weight", "execution_score"
)  # fmt: skip
MEASURES = (*STAGES, *FORMULAS)
GOAL_PARTS = ("expected", "actual")
INDICATOR_PARTS = (
    "level1", "level2", "name", "direction", "target", "initial_target", "midyear", "actual", "unit", "weight",
    "completion", "score", "deviation", "evidence",
)  # fmt: skip
EVIDENCE_PARTS = ("no", "name", "number", "provided", "note")
SCORE_PARTS = ("total", "known", "execution", "weights")
COUNTS = ("indicators", "evidence")
LOCAL = ("line", "indicator", "evidence")  # rows of a printed table speak of themselves: {line.annual}

CODED = MappingProxyType({"coded_department": "department", "coded_agency": "agency"})  # 代码-名称

_FIGURE = re.compile(rf"\{{([^\W\d]\w*(?:\.\w+)*)(?::({'|'.join(SPECS)}))?\}}")
_UNIT_FIELDS = frozenset(f.name for f in fields(Unit)) - {"form"}
_PROJECT_FIELDS = (frozenset(text_fields(Project)) - {"form"}) | CODED.keys()
_WORD = re.compile(r"[a-z][a-z0-9_]*")


@lru_cache(512)  # the templates of a form are asked for once a row
def parts(text: str) -> tuple[tuple[str, str, str], ...]:
    """Cut a text at its live figures: (plain text, path, spec), path blank behind the last figure.

    Braces around anything that is no figure belong to the plain text.
    """
    cut: list[tuple[str, str, str]] = []
    start = 0
    for found in _FIGURE.finditer(text) if "{" in text else ():
        path, spec = found[1], found[2] or ""
        if is_figure(path):
            cut.append((text[start : found.start()], path, spec))
            start = found.end()
    return (*cut, (text[start:], "", ""))


def blank_of(spec: str) -> str:
    """What stands in running text for a figure without a value, with the unit asked for."""
    return f"{BLANK}{spec}" if spec in ("元", "万元") else BLANK


def is_figure(path: str) -> bool:
    """Whether a path is one of a figure."""
    return path in ("year", "grade") or _is_fact(path.split(".")) or is_local(path)


def is_local(path: str) -> bool:
    """Whether a path speaks of the row of a printed table it stands in."""
    head, _, part = path.partition(".")
    allowed = {"line": ("caption", *MEASURES), "indicator": INDICATOR_PARTS, "evidence": EVIDENCE_PARTS}
    return part in allowed.get(head, ())


def written(path: str, spec: str = "") -> str:
    """A figure as it stands in a text."""
    return f"{{{path}:{spec}}}" if spec else f"{{{path}}}"


def _is_fact(words: list[str]) -> bool:
    match words:
        case ["unit", name]:
            return name in _UNIT_FIELDS
        case ["project", name]:
            return name in _PROJECT_FIELDS
        case ["answer", key]:
            return _WORD.fullmatch(key) is not None
        case ["fund", line, measure]:
            return measure in MEASURES and (line in SOURCES or _WORD.fullmatch(line) is not None)
        case ["goal", period, part]:
            return period in GOAL_PERIODS and part in GOAL_PARTS
        case ["indicator", number, part]:
            return number.isdecimal() and part in INDICATOR_PARTS
        case ["clauses", level1]:
            return not level1.isascii()
        case ["score", part]:
            return part in SCORE_PARTS
        case ["count", part]:
            return part in COUNTS
    return False
