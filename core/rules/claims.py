"""Rules about what running text claims in words, against the figures: all arrived, all spent, no problems, a level."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from core.captions import line_caption, measure_caption
from core.kinds import trimmed
from core.model import SOURCES, Place
from core.proof.claims import (
    Claim,
    all_arrived,
    all_spent,
    has_survey_size,
    no_problem,
    problem_none,
    survey,
)
from core.proof.clauses import NUMBER, sentences
from core.reading import TOTAL, Values, execution_is_low, low_execution
from core.rules.finding import BOTH, ON_AMOUNTS, ON_SCORES, YEAR_END, Case, Level, Parameter, Rule, Said, Side
from core.rules.prose import Passage, heading, passages, passages_of_the_year, passages_with_figures, place_of
from core.rules.words import gap, money, points, rate
from core.rules.years import HISTORY
from core.scoring.met import misses

_PROBLEMS = ("problems", "main_problems")  # the answers that tell all problems there are
_LEVELS = {
    "中央": "central",
    "省级": "province",
    "市级": "city",
    "县级": "county",
    "区级": "county",
    "县区级": "county",
}
_ABOUT_OTHER_MONEY = HISTORY | {"execution_reason", "adjustment_reason", "arrival_reason"}
_NAMED_LEVEL = re.compile(
    "(?P<level>中央|省级|市级|县区级|县级|区级)(?:财政|专项|配套|补助|资金|经费|拨款|预算|转移支付|医疗|医保|居民|重特大)"
)
_LEVEL_AMOUNT = re.compile(
    rf"(?P<level>中央|省级|市级|县区级|县级|区级)(?:财政)?(?:专项|配套|补助|拨款)*(?:资金|经费|安排|补助|拨款)为?\s*(?P<number>{NUMBER})\s*(?:亿元|万元|元)"
)
SCORE_BELOW = Parameter("score_below", "总分低于多少应写问题", Decimal(100), "分")


def all_money_arrived_as_the_text_says(case: Case) -> Iterator[Said]:
    """资金全部到位 and 到位率100% hold against the fund grid (check 23).

    Under a form that does not ask what arrived, something was spent at least.
    """
    for passage in passages_of_the_year(case):
        for claim in all_arrived(passage[3]):
            if _amount(case.values, claim, "in_place") is None:
                yield from _nothing_executed(case, passage, claim)
            else:
                yield from _against(case, passage, claim, "in_place")


def all_money_is_spent_as_the_text_says(case: Case) -> Iterator[Said]:
    """已全部支付, 使用完毕 and 执行率100% hold against the fund grid (check 23): all of the budget, or of what came."""
    for passage in passages_of_the_year(case):
        for claim in all_spent(passage[3]):
            arrived, executed = (_amount(case.values, claim, stage) for stage in ("in_place", "executed"))
            if arrived is None or executed is None or executed < arrived or "执行率" in claim.words:
                yield from _against(case, passage, claim, "executed")


def _amount(values: Values, claim: Claim, stage: str) -> Decimal | None:
    return values.amount(claim.source or TOTAL, stage)


def _against(case: Case, passage: Passage, claim: Claim, stage: str) -> Iterator[Said]:
    """The claim, where less than the budget came in or went out."""
    form, line = case.form, claim.source or TOTAL
    due, reached = _amount(case.values, claim, "annual"), _amount(case.values, claim, stage)
    if due is None or reached is None or reached >= due:
        return
    names = measure_caption(form, stage), measure_caption(form, "annual")
    of = f"{line_caption(form, line)}的" if claim.source else ""
    yield Said(
        f"{heading(case, passage)}里说“{claim.words}”，{of}{names[0]}是 {money(reached, form)}，"
        f"{names[1]} {money(due, form)}，{gap(reached, due, lambda value: money(value, form))}。",
        (place_of(case, passage), case.values.fund_place(line, stage), case.values.fund_place(line, "annual")),
        (
            Side("正文", claim.words),
            Side(names[0], money(reached, form)),
            Side(names[1], money(due, form)),
            Side("相差", money(due - reached, form)),
        ),
        detail=claim.words,
    )


def _nothing_executed(case: Case, passage: Passage, claim: Claim) -> Iterator[Said]:
    """Under a form that does not ask what arrived: money of which nothing was spent stands against the claim."""
    idle = [one for one in case.values.members or (case.values,) if _is_idle(one, claim)]
    if not idle:
        return
    names = "、".join(f"“{one.dossier.project.name.strip()}”" for one in idle[:3]) + ("等" if len(idle) > 3 else "")
    caption = measure_caption(case.form, "executed")
    count = f" {len(idle)} 个项目" if len(idle) > 1 else ""
    yield Said(
        f"{heading(case, passage)}里说“{claim.words}”，{names}{count}的{caption}是 0。",
        (place_of(case, passage), *(one.fund_place(TOTAL, "executed") for one in idle)),
        (Side("正文", claim.words), Side(caption, money(Decimal(0), case.form))),
        detail=claim.words,
    )


def _is_idle(values: Values, claim: Claim) -> bool:
    annual, executed = _amount(values, claim, "annual"), _amount(values, claim, "executed")
    return bool(annual) and executed == 0 and _amount(values, claim, "in_place") is None


def problems_are_told_where_there_are_some(case: Case) -> Iterator[Said]:
    """“存在的问题：无” does not stand beside a low rate, a missed target or lost points (check 53)."""
    shortfalls: tuple[str, ...] | None = None
    for passage in passages(case):
        table, field, _, text = passage
        said = "无" if table == "answer" and field in _PROBLEMS and no_problem(text) else problem_none(text)
        if not said:
            continue
        if shortfalls is None:
            shortfalls = tuple(_shortfalls(case))
        if shortfalls:
            typed = text.strip() if said == "无" else said
            yield Said(
                f"{heading(case, passage)}写的是“{typed}”，而{'，'.join(shortfalls)}。",
                (place_of(case, passage),),
                (Side("正文", said), *(Side("数据", one) for one in shortfalls)),
            )


def _shortfalls(case: Case) -> Iterator[str]:
    """What went short, in words, the weightiest only where they say the same."""
    form, members = case.form, case.values.members or (case.values,)
    low = [one for one in members if execution_is_low(one)]
    due = [found for one in members for found in misses(one)]
    if case.values.members:
        if low:
            yield f"有 {len(low)} 个项目的执行率低于 {trimmed(low_execution(form))}\u00a0%"
    elif low:
        reached = case.values.computed[TOTAL, "execution_rate"]
        yield f"{measure_caption(form, 'execution_rate')}只有 {rate(reached, form)}"
    if due:
        yield f"有 {len(due)} 项指标没有达到目标"
    total = case.scores.total if case.scores else None
    total = case.values.typed_total if case.values.typed_total is not None else total
    limit = form.parameter("problems-none", SCORE_BELOW.key, SCORE_BELOW.default)
    if total is not None and total < limit:
        yield f"总分 {points(total)}"


def fund_level_is_the_one_named(case: Case) -> Iterator[Said]:
    """市级专项 is paid from the city's money, 区级资金 from the county's (check 6)."""
    unpaid = [one for one in _levels_told(case) if not _has_money(case.values, one[2])]
    funded = [source for source in SOURCES if _has_money(case.values, source)] if unpaid else []
    if not funded or not set(funded) <= set(_LEVELS.values()):
        return  # money carried over or of other kinds may have come from any level
    lines = "、".join(line_caption(case.form, source) for source in funded)
    for passage, words, source in unpaid:
        where = heading(case, passage) if passage else "项目名称"
        place = place_of(case, passage) if passage else Place("project", case.dossier.id, "name")
        yield Said(
            f"{where}里写“{words}”，资金表里没有{line_caption(case.form, source)}的钱，只有{lines}的。",
            (place, *(case.values.fund_place(one, "annual") for one in funded)),
            (Side("正文", words), Side("资金表", lines)),
            detail=words,
        )


def _levels_told(case: Case) -> Iterator[tuple[Passage | None, str, str]]:
    """Where a level of government is named (None: in the project's name), in which words, and its source."""
    for words, source in _level_named(case.dossier.project.name):
        yield None, words, source
    for passage in passages_with_figures(case):
        if passage[1] not in _ABOUT_OTHER_MONEY:
            for words, source in _levels_with_amounts(passage[3]):
                yield passage, words, source


@lru_cache(4096)
def _level_named(name: str) -> tuple[tuple[str, str], ...]:
    """The level of government a project's name speaks of: the words and the source."""
    found = _NAMED_LEVEL.search(name) if "级" in name or "中央" in name else None
    return ((found[0], _LEVELS[found["level"]]),) if found else ()


def _has_money(values: Values, source: str) -> bool:
    stages = ("initial", "annual", "in_place", "executed")
    return any(values.amounts.get((source, stage)) or (source, stage) in values.unknown for stage in stages)


@lru_cache(16_384)
def _levels_with_amounts(text: str) -> tuple[tuple[str, str], ...]:
    """Levels of government a text gives an amount to, above 0: the words and the source."""
    if "级" not in text and "中央" not in text:
        return ()
    found = (one for _, said in sentences(text) for one in _LEVEL_AMOUNT.finditer(said) if "没有" not in said)
    return tuple(dict.fromkeys((one[0], _LEVELS[one["level"]]) for one in found if one["number"].strip("0.")))


def survey_of_satisfaction_has_a_size(case: Case) -> Iterator[Said]:
    """Where a survey is said to show satisfaction, the text or an attachment says how many were asked (check 48)."""
    told = next(((passage, said) for passage in passages(case) if (said := survey(passage[3]))), None)
    if told is None or _survey_sized(case):
        return
    passage, said = told
    yield Said(
        f"{heading(case, passage)}说到满意度调查，没有写调查了多少人、什么时间。",
        (place_of(case, passage),),
        (Side("正文", said.strip()), Side("应写", "调查份数和时间")),
    )


def _survey_sized(case: Case) -> bool:
    dossier = case.dossier
    texts = [passage[3] for passage in passages(case)]
    texts += [f"调查{row.deviation}{row.remark}" for row in dossier.indicator if "满意" in row.name]
    texts += [f"调查{row.note}" for row in dossier.evidence if "满意" in row.name or "问卷" in row.name]
    return any(has_survey_size(text) for text in texts)


RULES = (
    Rule(
        "fund-level",
        6,
        "写到的资金级次与资金表一致",
        Level.WARNING,
        "资金",
        "项目名称和正文写到的中央、省级、市级、县区级资金，资金表里应有那一级的钱。",
        fund_level_is_the_one_named,
        example="名称是“市级专项经费”，资金表里只有县区级 7452.27 元；级次写错了一处。",
    ),
    Rule(
        "text-all-arrived",
        23,
        "正文说全部到位，资金表里也全部到位",
        Level.WARNING,
        "正文",
        "“全部到位”“到位率100%”应与资金表的到位数相符。",
        all_money_arrived_as_the_text_says,
        of=BOTH,
        stages=YEAR_END,
        example="正文写“资金全部到位”，到位 490.97 万元，预算 560 万元，差 69.03 万元。",
        rests_on=(*ON_AMOUNTS, "amount-negative", "spent-within-budget"),
    ),
    Rule(
        "text-all-spent",
        23,
        "正文说全部支付，资金表里也全部执行",
        Level.WARNING,
        "正文",
        "“已全部支付”“使用完毕”“执行率100%”应与资金表的执行数相符。",
        all_money_is_spent_as_the_text_says,
        of=BOTH,
        stages=YEAR_END,
        example="正文写“资金已全部支付”，执行 48.44 万元，预算 150 万元，还有 101.56 万元没有支付。",
        rests_on=(*ON_AMOUNTS, "amount-negative", "spent-within-budget"),
    ),
    Rule(
        "satisfaction-survey",
        48,
        "满意度调查写明份数和时间",
        Level.HINT,
        "正文",
        "满意度取自调查的，写明发放和收回多少份、什么时间调查。",
        survey_of_satisfaction_has_a_size,
        of=BOTH,
        stages=YEAR_END,
        example="只写“问卷调查显示群众满意度 95%”；应写“2021 年 12 月发放问卷 120 份，收回 114 份，满意度 95%”。",
    ),
    Rule(
        "problems-none",
        53,
        "有差距的项目写明问题",
        Level.WARNING,
        "正文",
        "执行率偏低、指标没有完成或者扣了分的，“存在的问题”不写“无”。",
        problems_are_told_where_there_are_some,
        of=BOTH,
        stages=YEAR_END,
        example="执行率 32.30 %，“存在的问题”写“无”；应写明资金没有用完的原因。",
        parameters=(SCORE_BELOW,),
        rests_on=(*ON_AMOUNTS, "amount-negative", *ON_SCORES),
    ),
)
