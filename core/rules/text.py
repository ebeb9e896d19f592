"""Rules about running text: names spelt as the project is, sums that add up."""

from __future__ import annotations

from collections.abc import Iterator

from core.kinds import MONEY_UNITS, trimmed
from core.model import Place, Project
from core.proof.figures_in_text import StatedSum, stated_sums
from core.proof.misspelt import near_misses
from core.rules.finding import BOTH, Case, Level, Rule, Said, Side
from core.rules.prose import Passage, heading, passages, place_of, rewritten
from core.rules.words import NBSP, gap, sides


def project_name_is_spelt_alike(case: Case) -> Iterator[Said]:
    """The text calls the project by its name, not by one a character or two off (check 3); that of the unit every
    project of the year."""
    meant = case.neighbours if case.dossier.is_unit else (case.dossier.project,)
    for passage in passages(case):
        told: set[str] = set()
        for project in meant:
            for found in near_misses(project.name.strip(), passage[3]):
                if found not in told and not any(found in other.name for other in case.neighbours):
                    yield _misspelt(case, passage, found, project)
                    told.add(found)


def _misspelt(case: Case, passage: Passage, found: str, project: Project) -> Said:
    name = project.name.strip()
    return Said(
        f"{heading(case, passage)}里写作“{found}”，项目名称是“{name}”。",
        (place_of(case, passage), Place("project", project.id, "name")),
        (Side("正文", found), Side("项目名称", name)),
        (rewritten(case, passage, f"改为“{name}”", passage[3].replace(found, name)),),
        detail=found,
    )


def stated_total_equals_its_items(case: Case) -> Iterator[Said]:
    """共计 X 万元，其中 A a 万元、B b 万元: the parts make up the total (check 18)."""
    for passage in passages(case):
        if "其中" not in passage[3]:
            continue
        for found in stated_sums(passage[3]):
            if abs(found.gap) > found.rounding:
                yield _unequal(case, passage, found)


def _unequal(case: Case, passage: Passage, found: StatedSum) -> Said:
    unit = found.total.unit
    total, parts = found.total.value, found.total.value - found.gap

    def figure(value: object) -> str:
        return f"{value}{NBSP}{unit}"

    shown = [figure(trimmed(amount / MONEY_UNITS[unit])) for amount in (total, parts, abs(found.gap))]
    off = gap(total, parts, lambda value: figure(trimmed(value / MONEY_UNITS[unit])))
    return Said(
        f"{heading(case, passage)}里说共 {shown[0]}，其中列出的 {len(found.parts)} 项合计 {shown[1]}，{off}。",
        (place_of(case, passage),),
        sides(shown[0], shown[1], shown[2]),
        answerable=True,
        detail=found.total.written,
    )


RULES = (
    Rule(
        "project-name",
        3,
        "正文里的项目名称与表里一致",
        Level.WARNING,
        "正文",
        "报告、表格、批复里的项目名称一字不差。",
        project_name_is_spelt_alike,
        of=BOTH,
        example="项目名称是“城乡居民基本医疗保险补助”，正文写成“基本医疗保障补助”；应改为项目名称。",
    ),
    Rule(
        "text-sum",
        18,
        "正文里的合计等于所列各项之和",
        Level.ERROR,
        "正文",
        "“共计……其中……”所列各项之和应等于总数。",
        stated_total_equals_its_items,
        of=BOTH,
        example="写“调增共计 416.16 万元，其中甲 430.94 万元、乙 30.22 万元”，两项合计是 461.16 万元，数字写颠倒了。",
    ),
)
