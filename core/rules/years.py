"""Rules about the year: text, name and days are of the year evaluated, and not left over from last year's."""

from __future__ import annotations

from collections.abc import Iterator

from core.captions import column_caption
from core.edits import SetField
from core.model import Place
from core.proof.claims import other_years
from core.reading import target_field
from core.rules.finding import BOTH, Case, Fix, Level, Rule, Said, Side
from core.rules.pairs import unlike_pairs
from core.rules.prose import heading, passages, place_of, rewritten
from core.rules.values import target_text
from core.rules.words import indicator_name
from core.scoring.deadlines import met_in_time, named_year

# Answers that tell how things came to be, or what comes next.
HISTORY = frozenset({"basis", "rules", "necessity", "next_steps", "suggestions", "schedule", "funding_basis"})


def year_is_the_one_evaluated(case: Case) -> Iterator[Said]:
    """What was done is told of the year evaluated, not of the last one (check 5)."""
    year = case.dossier.project.year
    yield from _named_last_year(case)
    yield from _other_days(case)
    for passage in passages(case):
        text = passage[3]
        told = other_years(text, year)
        if not told or passage[1] in HISTORY or passage[:2] == ("goal", "expected"):
            continue
        for found, start in told:
            if any("年" in one.name and one.name in text for one in (case.dossier.project, *case.neighbours)):
                continue
            yield Said(
                f"{heading(case, passage)}里写的是 {found} 年的情况，评价年度是 {year} 年。",
                (place_of(case, passage),),
                (Side("正文", f"{found} 年"), Side("评价年度", f"{year} 年")),
                (rewritten(case, passage, f"改为 {year} 年", f"{text[:start]}{year}{text[start + 4 :]}"),),
                detail=str(start),
            )


def _named_last_year(case: Case) -> Iterator[Said]:
    """A project called after the year before, none of whose money was carried over: is the name last year's?"""
    project = case.dossier.project
    name, carried = project.name.strip(), case.dossier.funds.get("carried")
    if case.dossier.is_unit or carried or str(project.year) in name or not name.startswith(f"{project.year - 1}年"):
        return
    place = Place("project", project.id, "name")
    new = project.name.replace(str(project.year - 1), str(project.year), 1)
    yield Said(
        f"项目名称写的是 {project.year - 1} 年，评价年度是 {project.year} 年，资金表里没有上年结转的钱。",
        (place,),
        (Side("项目名称", f"{project.year - 1} 年"), Side("评价年度", f"{project.year} 年")),
        (Fix(f"改为“{new.strip()}”", SetField(place, project.name, new)),),
    )


def _other_days(case: Case) -> Iterator[Said]:
    """A day in another year, where the target names none, or the same past one: is the row last year's?"""
    year = case.dossier.project.year
    for found, target, actual in unlike_pairs(case).words:
        if "年" not in actual.text:
            continue
        named = named_year(actual.text)
        due = named_year(target.text)
        if not named or named == year or met_in_time(target.text, actual.text) is None:
            continue
        if due and not (due == named < year):  # the target names a year of its own, and it is no copy of last year
            continue
        name, text = column_caption(case.form, "actual"), found.row.actual.strip()
        yield Said(
            f"{indicator_name(found)}的{name}“{text}”是 {named} 年的，评价年度是 {year} 年，"
            f"目标“{target_text(found)}”{'也是' if due else '没有写年份'}{f' {due} 年的' if due else ''}。",
            (found.place("actual"), found.place(target_field(found.row))),
            (Side(name, text), Side("评价年度", f"{year} 年")),
        )


RULES = (
    Rule(
        "text-year",
        5,
        "正文写的是评价年度的情况",
        Level.HINT,
        "正文",
        "自评写评价年度的完成情况；写到其他年度的，应说明是对比、沿革还是计划。",
        year_is_the_one_evaluated,
        of=BOTH,
        example="2021 年的自评里写“2020 年共救助 800 人次”，多半是去年的文字没有改；应写 2021 年的数。",
    ),
)
