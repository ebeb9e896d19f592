"""Figures over the projects of a unit: all of them, those of an agency, those of a grade, those with one condition.

Amounts are added and divided unrounded.  A blank counts as nothing beside what is known; an amount nobody can read
makes the sum unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from core.captions import measure_caption, set_caption
from core.forms.model import Form
from core.reading import TOTAL, divisor_of
from core.report.conditions import holds
from core.report.digits import money, percent, points
from core.report.fund_figures import rate_text
from core.report.paths import GONE

if TYPE_CHECKING:
    from core.report.figures import Figures

_MEASURES = {"count": "个数", "names": "名称", "average": "平均分", "share": "占比", "name": "名称"}


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The projects a figure speaks of, and what they are called."""

    caption: str
    projects: tuple[Figures, ...]


def unit_figure(figures: Figures, path: str, spec: str) -> tuple[str, str]:
    """Caption and text of a path ``projects``, ``agencies``, ``graded``, ``count.agencies``; blank for a project."""
    if not figures.values.dossier.is_unit:
        return GONE, ""
    if path == "count.agencies":
        return "实施单位个数", str(len(figures.agencies))
    *words, measure = path.split(".")
    chosen = _chosen(figures, words)
    if chosen is None:
        return GONE, ""
    if measure == "name":
        return "实施单位名称", chosen.caption
    caption = chosen.caption + (_MEASURES.get(measure) or measure_caption(figures.form, measure))
    if measure == "share":
        return caption, _share(figures, len(chosen.projects), spec)
    return caption, _text(figures.style, chosen.projects, measure, spec)


def _share(figures: Figures, part: int, spec: str) -> str:
    """So many projects in percent of all; blank where there is none."""
    if not figures.members:
        return ""
    share = percent(figures.style, Decimal(part) / len(figures.members) * 100)
    return share if spec == "数" else f"{share}%"


def _chosen(figures: Figures, words: list[str]) -> _Chosen | None:
    """The projects that the words before a measure stand for; None for an agency there is not."""
    match words:
        case ["projects"]:
            return _Chosen("全部项目", figures.members)
        case ["projects", condition]:
            return _Chosen(set_caption(condition), having(condition, figures.members))
        case ["graded", word]:
            return _Chosen(f"{word}等级项目", tuple(m for m in figures.members if m.find("grade").text == word))
    agency = next((found for n, found in enumerate(figures.agencies, start=1) if str(n) == words[1]), None)
    if agency is None:
        return None
    name, projects = agency
    if len(words) == 2:
        return _Chosen(name, projects)
    return _Chosen(f"{name}{set_caption(words[2])}", having(words[2], projects))


def having(condition: str, projects: tuple[Figures, ...]) -> tuple[Figures, ...]:
    """The projects for which a condition of :mod:`core.report.conditions` holds."""
    return tuple(project for project in projects if holds(condition, project))


def _text(style: Form, projects: tuple[Figures, ...], measure: str, spec: str) -> str:
    match measure:
        case "count":
            return str(len(projects))
        case "names":
            return "、".join(filter(None, (project.find("project.name").text for project in projects)))
        case "average":
            totals = [project.total for project in projects if project.total is not None]
            return points(style, sum(totals, Decimal(0)) / len(totals)) if totals else ""
        case "execution_rate":
            divisor = divisor_of(style, "execution_rate")
            return rate_text(style, _sum(projects, "executed"), _sum(projects, divisor), spec)
    amount = _sum(projects, measure)
    return "" if amount is None else money(style, amount, spec)


def _sum(projects: tuple[Figures, ...], measure: str) -> Decimal | None:
    """The amounts of the projects together; nothing for no project, None while none is known or one is unreadable."""
    if measure == "balance":
        in_place, executed = _sum(projects, "in_place"), _sum(projects, "executed")
        return None if in_place is None or executed is None else in_place - executed
    amounts = [_amount(project, measure) for project in projects]
    known = [amount for amount in amounts if amount is not None]
    unreadable = any(
        amount is None and (TOTAL, measure) in project.values.unknown
        for project, amount in zip(projects, amounts, strict=True)
    )
    return None if unreadable or (projects and not known) else sum(known, Decimal(0))


def _amount(project: Figures, measure: str) -> Decimal | None:
    """An amount of a project as it counts; the money of an 追加指标 came in the year, also where nobody says so."""
    amount = project.values.amount(TOTAL, measure)
    if amount is None and measure == "adjustment" and holds("supplement", project):
        return _added(project)
    return amount


def _added(project: Figures) -> Decimal | None:
    """The budget of the year, where nothing was typed for its beginning."""
    known = (TOTAL, "initial") in project.values.unknown or project.values.amount(TOTAL, "initial") is not None
    return None if known else project.values.amount(TOTAL, "annual")
