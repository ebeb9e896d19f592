"""Rules that keep like with like: a rate of the same money above and below, a table of one project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from core.captions import line_caption, measure_caption
from core.forms.model import Form
from core.model import Place
from core.reading import TOTAL, Values, divisor_of
from core.rules.finding import BOTH, YEAR_END, Case, Level, Rule, Said, Side
from core.rules.magnitudes import leaves
from core.rules.words import NBSP, money

_MOST_NAMED = 3  # projects named in one sentence
_JOINED = re.compile(r"[、；;，,+＋/]")
_MANY = re.compile(r"等\s*(?:\d+|[二三四五六七八九十]+)?\s*[个项]?项目$")
_NOTE = re.compile(r"[（(][^（()）]*[)）]")
_MONEY_BEHIND = re.compile(r"[:：]?\s*\d+(?:\.\d+)?\s*(?:万元|万|元)\s*$")  # 网络维护费2万
_MONEY_NAMES = ("费", "经费", "费用", "资金", "补助", "补贴", "补助费", "项目", "专项")  # what a project's name ends in
_LONGEST_END = 40  # signs at a name's end in which an amount is looked for
_SHORTEST = 4  # signs of a name that may stand within another


def both_sides_of_the_rate_cover_the_same_money(case: Case) -> Iterator[Said]:
    """What was executed and the budget it is divided by are of the same sources and projects (check 11).

    106.48 % = 5056.43 ÷ 4748.696 forgot 60 below the line.
    """
    base = divisor_of(case.form, "execution_rate")
    if case.dossier.is_unit:
        yield from _uneven_projects(case, base)
    elif _has_stages(case.form, base, "executed"):
        yield from _uneven_sources(case, base)


def _has_stages(form: Form, *stages: str) -> bool:
    return set(stages) <= {measure.stage for measure in form.fund.measures}


def _uneven_sources(case: Case, base: str) -> Iterator[Said]:
    """Sources with an execution but no budget, while others have both; a budget typed over a sum covers its sources."""
    values, form = case.values, case.form
    typed_over = [key for key, stage in values.typed_over if stage == base]
    covered = {leaf for key in typed_over for leaf in leaves(form, key)}
    if values.amount(TOTAL, base) is None or (TOTAL, base) in values.unknown:
        return
    for line in form.fund.lines:
        executed, budget = values.amounts.get((line.source, "executed")), (line.source, base)
        if not executed or budget in values.amounts or budget in values.unknown or line.key in covered:
            continue
        names = measure_caption(form, "executed"), measure_caption(form, base)
        yield Said(
            f"{line_caption(form, line.key)}有{names[0]} {money(executed, form)}，没有{names[1]}，合计的执行率"
            "分子和分母不是同样的资金。",
            (values.fund_place(line.key, base), values.fund_place(line.key, "executed")),
            (Side(names[0], money(executed, form)), Side(names[1], "没有填")),
        )


def _uneven_projects(case: Case, base: str) -> Iterator[Said]:
    """Projects with an execution but no budget, and with a budget but no execution, while others have both."""
    members = [member for member in case.values.members if _has_stages(member.form, base, "executed")]
    amounts = [(member, member.amount(TOTAL, base), member.amount(TOTAL, "executed")) for member in members]
    if not any(budget is not None and executed is not None for _, budget, executed in amounts):
        return
    without_budget = [member for member, budget, executed in amounts if budget is None and executed]
    without_execution = [member for member, budget, executed in amounts if budget and executed is None]
    for missing, there, uneven in ((base, "executed", without_budget), ("executed", base, without_execution)):
        if uneven:
            yield _uneven(case, uneven, missing, there)


def _uneven(case: Case, uneven: Sequence[Values], missing: str, there: str) -> Said:
    form = case.form
    names = "、".join(f"“{member.dossier.project.name.strip() or '未命名项目'}”" for member in uneven[:_MOST_NAMED])
    more = f"等 {len(uneven)} 个项目" if len(uneven) > _MOST_NAMED else ""
    total = sum((member.amount(TOTAL, there) or Decimal(0) for member in uneven), Decimal(0))
    captions = measure_caption(form, there), measure_caption(form, missing)
    return Said(
        f"{names}{more}有{captions[0]}（共 {money(total, form)}），没有{captions[1]}，全年合计的执行率分子和分母"
        "不是同样的项目。",
        tuple(Place("project", member.dossier.id, "name") for member in uneven),
        (Side("项目", f"{len(uneven)}{NBSP}个"), Side(captions[0], money(total, form)), Side(captions[1], "没有填")),
        detail=missing,
    )


def one_table_is_of_one_project(case: Case) -> Iterator[Said]:
    """A table speaks of one project; several joined in its name have a table each (check 4)."""
    project = case.dossier.project
    name = _NOTE.sub("", project.name).strip()
    parts = [_MONEY_BEHIND.sub("", part[-_LONGEST_END:]).strip() for part in _JOINED.split(name)]
    named = sum(part.endswith(_MONEY_NAMES) for part in parts)
    inside = _others_inside(case, name) if len(parts) > 1 or "和" in name or "及" in name else []
    if named < 2 and len(inside) < 2 and not _MANY.search(name):
        return
    yield Said(
        f"项目名称“{name}”像是几个项目合在一起，一张自评表只填一个项目。",
        (Place("project", project.id, "name"),),
        (Side("填写", name),),
    )


def _others_inside(case: Case, name: str) -> list[str]:
    """The names of other projects of the year that stand in a name."""
    names = (other.name.strip() for other in case.neighbours)
    return [other for other in names if len(other) >= _SHORTEST and other != name and other in name]


RULES = (
    Rule(
        "one-project",
        4,
        "一张表填一个项目",
        Level.WARNING,
        "基本信息",
        "项目支出绩效自评表一个项目一张；几个项目合填，资金和指标就对不上。",
        one_table_is_of_one_project,
        example="项目名称写“网络维护费、档案整理费、政策宣传费”：分成三个项目，各填一张表。",
    ),
    Rule(
        "rate-coverage",
        11,
        "执行率的分子和分母是同样的资金",
        Level.WARNING,
        "资金",
        "执行率的分子和分母应包括同样的资金来源、同样的项目；漏掉一边，执行率就偏高或偏低。",
        both_sides_of_the_rate_cover_the_same_money,
        of=BOTH,
        stages=YEAR_END,
        example="执行数 5056.43 万元里有一笔资金没有计入预算数：除以 4748.70 得 106.48%，补上 60 万元应为 105.15%。",
    ),
)
