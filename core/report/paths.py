"""The grammar of live figures: which words in braces stand for a figure, and which are just the clerk's braces.

A figure is written ``{path}`` or ``{path:spec}``; ``docs/forms.md`` lists the paths.  The grammar does not depend on a
form or a project: a figure that a form or project lacks is still a figure, only without a value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from types import MappingProxyType

from core.model import GOAL_PERIODS, STAGES, Project, Unit, text_fields
from core.report.account_paths import ENTRY, ENTRY_PARTS, is_account

SPECS = ("元", "万元", "数", "率")
_UNIT_OF = MappingProxyType({"元": "元", "万元": "万元", "率": "%"})
BLANK = "＿＿"  # stands in running text where a figure has no value
GONE = "已删去的数据"  # the caption of a figure whose row, project or agency there is not
# How far a stage is from the budget of the year, without sign.
GAPS = MappingProxyType({"arrival_gap": "in_place", "unspent": "executed"})
FORMULAS = (
    "balance", *GAPS, "arrival_rate", "execution_rate", "midyear_rate", "execution_weight", "execution_score"
)  # fmt: skip
MEASURES = (*STAGES, *FORMULAS)
GOAL_PARTS = ("expected", "actual")
INDICATOR_PARTS = (
    "level1", "level2", "name", "direction", "target", "initial_target", "midyear", "actual", "unit", "weight",
    "completion", "score", "lost", "deviation", "evidence", "forecast", "likelihood", "cause", "remark",
)  # fmt: skip
EVIDENCE_PARTS = ("no", "name", "number", "provided", "note")
SCORE_PARTS = ("total", "known", "execution", "weights")
SHEET_WORDS = ("total", "known", "max", "lost")
SHEET_PARTS = ("caption", "score", "max", "lost")  # of a 一级 of the score sheet
ITEM_PARTS = (
    "level1", "level2", "name", "explanation", "standard", "max", "score", "lost", "value", "base", "note"
)  # fmt: skip
LEVEL_PARTS = ("caption", "quota", "weights", "score", "lost", "count", "parts")  # parts: of a 一级指标 only
COUNTS = ("indicators", "evidence", "goals", "level1", "level2")
SET_MEASURES = ("count", "names", *STAGES, "execution_rate", "balance", "average")  # over several projects
# Which rows of a printed table speak of themselves, {line.annual}, and by which heads.
LOCAL_HEADS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "line": ("line",),
        "measure": ("measure",),
        "goal": ("goal",),
        "indicator": ("indicator",),
        "evidence": ("evidence",),
        "project": ("member",),
        "project indicator": ("member", "indicator"),
        "score item": ("item",),
        "function": (ENTRY,),
        "economic": (ENTRY,),
    }
)

ENDINGS = MappingProxyType({"called": "项目"})  # the project's name with 项目 behind it, once
# Ways to print a name: the field that holds it, and that of the code in front of it, 代码-名称.
NAMED = MappingProxyType(
    {
        "called": ("name", ""),
        "coded_name": ("name", "code"),
        "coded_department": ("department", "department_code"),
        "coded_agency": ("agency", "agency_code"),
    }
)

_FIGURE = re.compile(rf"\{{([^\W\d]\w*(?:\.\w+)*)(?::({'|'.join(SPECS)}))?\}}")
_UNIT_FIELDS = frozenset(f.name for f in fields(Unit)) - {"form"}
_PROJECT_FIELDS = (frozenset(text_fields(Project)) - {"form", "scope"}) | NAMED.keys()
_WORD = re.compile(r"[a-z][a-z0-9_]*")
_LOCAL_PARTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "line": ("caption", *MEASURES),
        "goal": ("no", *GOAL_PARTS),
        "indicator": INDICATOR_PARTS,
        "evidence": EVIDENCE_PARTS,
        "item": ITEM_PARTS,
        ENTRY: ENTRY_PARTS,
    }
)


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
    return f"{BLANK}{_UNIT_OF.get(spec, '')}"


def written(path: str, spec: str = "") -> str:
    """A figure as it stands in a text."""
    return f"{{{path}:{spec}}}" if spec else f"{{{path}}}"


@lru_cache(4096)  # the sentences of a project speak of the same rows again and again
def is_figure(path: str) -> bool:
    """Whether a path is one of a figure."""
    words = path.split(".")
    return _is_fact(words) or _is_of_members(words) or is_account(words) or is_local(path)


def is_local(path: str) -> bool:
    """Whether a path speaks of the row of a printed table it stands in."""
    return bool(local_head(path))


def local_head(path: str) -> str:
    """The word by which a path speaks of its row, one of those in LOCAL_HEADS; blank when it does not."""
    head, _, part = path.partition(".")
    match head:
        case "measure":
            local = _WORD.fullmatch(part) is not None
        case "member":
            local = part == "no" or _is_fact(part.split("."))
        case _:
            local = part in _LOCAL_PARTS.get(head, ())
    return head if local else ""


def is_of_unit(path: str) -> bool:
    """Whether only a document of the unit has this figure: it speaks of its accounts or of its projects."""
    words = path.split(".")
    return _is_of_members(words) or is_account(words) or local_head(path) in ("member", ENTRY)


def of_one(path: str) -> str:
    """The project's own path inside ``of.7.fund.total.annual`` or ``member.grade``; any other path as it is."""
    words = path.split(".")
    if words[0] == "of" and _is_of_members(words):
        return ".".join(words[2:])
    return path.removeprefix("member.") if local_head(path) == "member" else path


def set_condition(path: str) -> str:
    """The condition that picks the projects of ``projects.carried.count``; blank when the path names none."""
    match path.split("."):
        case ["projects", condition, _] | ["agencies", _, condition, _]:
            return condition
    return ""


def _is_fact(words: list[str]) -> bool:
    """Whether the words name a figure of one project."""
    match words:
        case ["year" | "last_year" | "reported_month" | "grade"]:
            return True
        case ["unit", name]:
            return name in _UNIT_FIELDS
        case ["project", name]:
            return name in _PROJECT_FIELDS
        case ["answer", key]:
            return _WORD.fullmatch(key) is not None
        case ["fund", line, measure]:
            return measure in MEASURES and _WORD.fullmatch(line) is not None
        case ["clauses", level1]:
            return not level1.isascii()
        case ["score", part]:
            return part in SCORE_PARTS
        case ["count", part]:
            return part in COUNTS
        case ["sheet", *inside]:
            return _is_of_sheet(inside)
        case ["item", key, part]:
            return _WORD.fullmatch(key) is not None and part in ITEM_PARTS
    return _is_row(words)


def _is_of_sheet(words: list[str]) -> bool:
    """Whether the words name a figure of the score sheet, or of one of its groups."""
    match words:
        case [word]:
            return word in SHEET_WORDS
        case [group, part]:
            return not group.isascii() and part in SHEET_PARTS
    return False


def _is_row(words: list[str]) -> bool:
    """Whether the words name a figure of a row by its number, of the goals of a period, or of a level."""
    match words:
        case ["goal", period, part] if period in GOAL_PERIODS:
            return part in GOAL_PARTS
        case ["goal", number, part]:
            return _is_number(number) and part in ("no", *GOAL_PARTS)
        case ["indicator", number, part]:
            return _is_number(number) and part in INDICATOR_PARTS
        case ["evidence", number, part]:
            return _is_number(number) and part in EVIDENCE_PARTS
        case ["level", level1, part]:
            return not level1.isascii() and part in LEVEL_PARTS
        case ["level", level1, level2, part]:
            return not level1.isascii() and not level2.isascii() and part in LEVEL_PARTS and part != "parts"
    return False


def _is_of_members(words: list[str]) -> bool:
    """Whether the words name a figure over the projects of the unit, or one of one of them."""
    match words:
        case ["count", "agencies"]:
            return True
        case ["of", number, *inside]:
            return _is_number(number) and _is_fact(inside)
        case ["projects", *inside]:
            return _is_set(inside)
        case ["agencies", number, *inside]:
            return _is_number(number) and (inside == ["name"] or _is_set(inside))
        case ["graded", _, measure]:
            return measure in (*SET_MEASURES, "share")
    return False


def _is_set(words: list[str]) -> bool:
    """Whether the words are a measure over projects, a condition in front of it or not."""
    match words:
        case [measure]:
            return measure in SET_MEASURES
        case [condition, measure]:
            return _WORD.fullmatch(condition) is not None and measure in SET_MEASURES
    return False


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal()
