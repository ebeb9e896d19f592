"""Rules about running text: names spelt as the project is, sums that add up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from core.kinds import MONEY_UNITS, trimmed
from core.model import Place, Project
from core.proof.balances import balances
from core.proof.clauses import has_one_of
from core.proof.figures_in_text import StatedSum, stated_sums
from core.proof.heads import miscounted
from core.proof.misspelt import near_misses
from core.rules.finding import BOTH, Case, Level, Rule, Said, Side
from core.rules.prose import Passage, heading, passages, passages_with_figures, place_of, rewritten
from core.rules.words import NBSP, gap, sides, swap_hint

_RULINGS = ("《", "办法", "条例", "细则", "制度", "方案")
_TITLES = re.compile("《[^》]*》|[^，,。；;、：:\n]{4,24}?(?:管理办法|实施办法|条例|细则|管理制度|实施方案)")


def project_name_is_spelt_alike(case: Case) -> Iterator[Said]:
    """The text calls the project by its name, not by one a character or two off (check 3); that of the unit every
    project of the year."""
    projects = case.neighbours if case.dossier.is_unit else (case.dossier.project,)
    meant = [(project, project.name.strip()) for project in projects]
    for passage in passages(case):
        told: set[str] = set()
        for project, name in meant:
            for found in _misspellings(name, passage[3]):
                if found not in told and not any(found in other.name for other in case.neighbours):
                    yield _misspelt(case, passage, found, project)
                    told.add(found)


@lru_cache(16_384)
def _misspellings(name: str, text: str) -> tuple[str, ...]:
    """The spellings in a text that are nearly a name, those in titles aside."""
    return near_misses(name, _without_titles(text))


@lru_cache(16_384)
def _without_titles(text: str) -> str:
    """A text without the titles of documents, which are named as they are: 《…》 and ……管理办法."""
    return _TITLES.sub("《》", text) if has_one_of(text, _RULINGS) else text


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
    for passage in passages_with_figures(case):
        for found in stated_sums(passage[3]):
            if not found.adds_up:
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


def stated_number_equals_its_parts(case: Case) -> Iterator[Said]:
    """共救助 X 人次，其中 A a 人次、B b 人次: parts that all but make up the total do so exactly (check 18)."""
    for passage in passages(case):
        for found in miscounted(passage[3]):

            def figure(value: Decimal, unit: str = found.unit) -> str:
                return f"{trimmed(value)}{NBSP}{unit}"

            off = gap(found.total, found.listed, figure)
            yield Said(
                f"{heading(case, passage)}里说共 {found.written}{NBSP}{found.unit}，列出的 {len(found.parts)} 项合计 "
                f"{figure(found.listed)}，{off}{swap_hint(found.total, found.listed)}。",
                (place_of(case, passage),),
                sides(figure(found.total), figure(found.listed), figure(abs(found.total - found.listed))),
                detail=found.written,
            )


def closing_balance_follows_in_the_text(case: Case) -> Iterator[Said]:
    """期初 + 收入 − 支出 = 期末, where one sentence tells all four (check 16)."""
    for passage in passages_with_figures(case):
        for found in balances(passage[3]):
            if found.agrees:
                continue

            def figure(value: Decimal, unit: str = found.unit) -> str:
                return f"{trimmed(value / MONEY_UNITS[unit])}{NBSP}{unit}"

            yield Said(
                f"{heading(case, passage)}里说年末结余 {figure(found.closing)}，年初结转加收入减支出为 "
                f"{figure(found.due)}，{gap(found.closing, found.due, figure)}{swap_hint(found.closing, found.due)}。",
                (place_of(case, passage),),
                sides(figure(found.closing), figure(found.due), figure(abs(found.closing - found.due))),
                detail=found.written,
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
        "“共计……其中……”和“……，合计……”所列各项之和应等于总数。",
        stated_total_equals_its_items,
        of=BOTH,
        example="写“调增共计 416.16 万元，其中甲 430.94 万元、乙 30.22 万元”，两项合计是 461.16 万元，数字写颠倒了。",
    ),
    Rule(
        "text-count-sum",
        18,
        "正文里的人数等于所列各项之和",
        Level.WARNING,
        "正文",
        "“共……人，其中……人、……人”所列各项相差不多却加不起来，多半写错了一个数；只列举一部分的不算。",
        stated_number_equals_its_parts,
        of=BOTH,
        example="写“共救助1200人次，其中低保对象800人次、特困人员390人次”，两项合计是 1190 人次，少 10 人次。",
    ),
    Rule(
        "text-balance",
        16,
        "正文里的年末结余算得出来",
        Level.WARNING,
        "正文",
        "一句话里写了年初结转、本年收入、支出和年末结余的，期初 + 收入 − 支出 = 期末。",
        closing_balance_follows_in_the_text,
        of=BOTH,
        example="年初结转591.04万元，本年收入5.83万元，支出360.73万元，年末结余写230.31万元：应为 236.14 万元。",
    ),
)
