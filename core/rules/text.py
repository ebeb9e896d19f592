"""Rules about running text: names spelt as the project is, sums that add up."""

from __future__ import annotations

from collections.abc import Iterator

from core.captions import caption
from core.edits import SetField
from core.kinds import MONEY_UNITS, trimmed
from core.model import Place, Project
from core.proof.figures_in_text import StatedSum, stated_sums
from core.proof.misspelt import near_misses
from core.reading import TYPED_OVER
from core.rules.finding import BOTH, Case, Fix, Level, Rule, Said, Side
from core.rules.words import NBSP, gap, sides


def running_text(case: Case) -> Iterator[tuple[Place, str]]:
    """Every piece of running text of the project with its place: answers, and both sides of the goals."""
    dossier = case.dossier
    for key, text in dossier.answers.items():
        if not key.startswith(TYPED_OVER):
            yield Place("answer", dossier.id, key), text
    for goal in dossier.goal:
        yield Place("goal", dossier.id, "expected", goal.id), goal.expected
        yield Place("goal", dossier.id, "actual", goal.id), goal.actual


def _heading(case: Case, place: Place) -> str:
    """Where a text stands, in a sentence."""
    if place.table == "goal":
        return "目标" if place.field == "expected" else "目标完成情况"
    topic = case.form.topic(place.field)
    return f"“{caption(topic.heading).rstrip('。')}”" if topic else "正文"


def project_name_is_spelt_alike(case: Case) -> Iterator[Said]:
    """The text calls the project by its name, not by one a character or two off (check 3); that of the unit every
    project of the year."""
    own, others = case.dossier.project, tuple(project.name.strip() for project in case.neighbours)
    meant = case.neighbours if case.dossier.is_unit else (own,)
    for place, text in running_text(case):
        told: set[str] = set()
        for project in meant:
            for found in near_misses(project.name.strip(), text, others):
                if found not in told:
                    yield _misspelt(case, place, text, found, project)
                    told.add(found)


def _misspelt(case: Case, place: Place, text: str, found: str, project: Project) -> Said:
    name = project.name.strip()
    return Said(
        f"{_heading(case, place)}里写作“{found}”，项目名称是“{name}”。",
        (place, Place("project", project.id, "name")),
        (Side("正文", found), Side("项目名称", name)),
        (Fix(f"改为“{name}”", SetField(place, text, text.replace(found, name))),),
        detail=found,
    )


def stated_total_equals_its_items(case: Case) -> Iterator[Said]:
    """共计 X 万元，其中 A a 万元、B b 万元: the parts make up the total (check 18)."""
    for place, text in running_text(case):
        if "其中" not in text:
            continue
        for found in stated_sums(text):
            if abs(found.gap) > found.rounding:
                yield _unequal(case, place, found)


def _unequal(case: Case, place: Place, found: StatedSum) -> Said:
    unit = found.total.unit
    total, parts = found.total.value, found.total.value - found.gap

    def figure(value: object) -> str:
        return f"{value}{NBSP}{unit}"

    shown = [figure(trimmed(amount / MONEY_UNITS[unit])) for amount in (total, parts, abs(found.gap))]
    off = gap(total, parts, lambda value: figure(trimmed(value / MONEY_UNITS[unit])))
    return Said(
        f"{_heading(case, place)}里说共 {shown[0]}，其中列出的 {len(found.parts)} 项合计 {shown[1]}，{off}。",
        (place,),
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
    ),
)
