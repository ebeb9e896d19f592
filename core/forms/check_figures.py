"""Figures a form names: known to the program, of this form, and in a place where they can have a value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Literal

from core.forms.check_accounts import account_fault
from core.forms.model import Form
from core.model import SOURCES
from core.report.account_figures import is_condition
from core.report.account_paths import ACCOUNT, NAMES
from core.report.conditions import CONDITIONS
from core.report.paths import LOCAL_HEADS, is_figure, is_local, is_of_unit, local_head, of_one, parts, set_condition

Of = Literal["project", "unit"]
WHOSE = MappingProxyType({"project": "项目", "unit": "单位"})
_NOT_OF_PROJECT = '说的是单位的各个项目或部门决算，只能用在 of = "unit" 的文件里。'
_BRACED = re.compile(r"\{[^{}]*\}")


def figure_faults(form: Form, where: str, text: str, of: Of, each: str = "") -> Iterator[str]:
    """What is wrong with the figures of a text in a document of ``of``, in a table's row of kind ``each``."""
    for plain, path, _ in parts(text):
        for unknown in _BRACED.findall(plain):
            yield f"{where}里的“{unknown}”不是程序认识的数据。"
        if path and (wrong := path_fault(form, path, of, each)):
            yield f"{where}里的“{path}”{wrong}"


def condition_fault(form: Form, condition: str, of: Of) -> str:
    """What is wrong with a condition of a topic, as the end of a sentence; blank when nothing is."""
    if condition in CONDITIONS:
        return ""
    if is_condition(condition):
        return account_fault(form, condition) if of == "unit" else _NOT_OF_PROJECT
    if not is_figure(condition) or is_local(condition):
        return "程序不认识。"
    return path_fault(form, condition, of)


def path_fault(form: Form, path: str, of: Of, each: str = "") -> str:
    """What is wrong with a figure here, as the end of a sentence; blank when nothing is."""
    head = local_head(path)
    if head and head not in LOCAL_HEADS.get(each, ()):
        rows = " 或 ".join(f'"{kind}"' for kind, heads in LOCAL_HEADS.items() if head in heads)
        return f"只能用在 each = {rows} 的行里。"
    if is_of_unit(path) and of != "unit":
        return _NOT_OF_PROJECT
    if head == "member":
        return "" if path == "member.no" else path_fault(form, of_one(path), "project")
    match path.split("."):
        case ["answer", key] if (topic := form.topic(key)) is not None and topic.of != of:
            return f"是{WHOSE[topic.of]}的回答，不能用在{WHOSE[of]}的文件里。"
        case ["sheet" | "item", *_] if form.scores is not None and form.scores.of != of:
            return f"是{WHOSE[form.scores.of]}的评分表，不能用在{WHOSE[of]}的文件里。"
        case [head, *_] if head == ACCOUNT:
            return account_fault(form, path)
        case ["projects" | "agencies", *_] if set_condition(path) not in ("", *CONDITIONS):
            return f"里的条件“{set_condition(path)}”程序不认识。"
    return "" if _is_in(form, path) else "在这个表样里没有。"


def _is_in(form: Form, path: str) -> bool:
    levels = {level.name: {part.name for part in level.parts} for level in form.indicators.levels}
    match path.split("."):
        case ["fund", line, _]:
            return _is_line(form, line)
        case ["measure", part]:
            return part in ("caption", "note") or _is_line(form, part)
        case ["clauses", level1] | ["level", level1, _]:
            return level1 in levels
        case ["level", level1, level2, _]:
            return level2 in levels.get(level1, ())
        case ["answer", key]:
            return form.topic(key) is not None
        case ["graded", word, _]:
            return any(grade.word == word for grade in form.grades)
        case ["sheet", group, _]:
            return form.scores is not None and form.scores.group(group) is not None
        case ["sheet" | "item", _]:
            return form.scores is not None
        case ["item", key, _]:
            return form.scores is not None and form.scores.item(key) is not None
        case ["indicator" | "goal" | "evidence", number, _]:  # rows by their number belong to a book
            return not number.isdecimal()
        case [head, *_]:
            return head not in ("of", *NAMES)
    return True


def _is_line(form: Form, key: str) -> bool:
    return key in SOURCES or any(line.key == key for line in form.fund.lines)
