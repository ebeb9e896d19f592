"""Rules about results in running text: the points and the grade of the project, and growth against the year before."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from core.kinds import rounded
from core.model import Place
from core.proof.growth import Growth, growths
from core.proof.results import Points, Share, grades_told, points_told, wrong_shares
from core.reading import TYPED_GRADE, TYPED_TOTAL
from core.rules.accounts_text import is_held_against_accounts
from core.rules.finding import BOTH, ON_AMOUNTS, ON_SCORES, YEAR_END, Case, Level, Rule, Said, Side
from core.rules.prose import Passage, heading, passages, passages_with_figures, place_of, rewritten
from core.rules.words import NBSP, gap, percent, percentage_points, points, sides

_SAME_GRADES = {"优秀": "优", "良好": "良", "中等": "中", "较差": "差"}


def text_tells_the_points_of_the_project(case: Case) -> Iterator[Said]:
    """自评得分 and 等级 in the text are those of the table (check 55)."""
    values, scores = case.values, case.scores
    if scores is None:
        return
    total = scores.total if values.typed_total is None else values.typed_total
    grade = case.dossier.answers.get(TYPED_GRADE, "").strip() or scores.grade
    for passage in passages(case):
        told, named = points_told(passage[3]), grades_told(passage[3])
        if not told and not named:
            continue
        wrong = [one for one in told if total is not None and _differs(case, one, total)]
        unlike = [one for one in named if grade and _is_of_the_year(case, one) and not _is_grade(one, grade)]
        if (wrong or unlike) and not _of_another(case, passage[3]):
            yield from (_other_points(case, passage, one, total) for one in wrong if total is not None)
            yield from (_other_grade(case, passage, one, grade) for one in unlike if grade)


def _of_another(case: Case, text: str) -> bool:
    """Whether a text speaks of another project of the year too."""
    return any(name in text for one in case.neighbours if (name := one.name.strip()))


def _differs(case: Case, one: Points, total: Decimal) -> bool:
    """Whether the points are neither the total nor the most there can be."""
    rules = case.form.scoring
    return _is_of_the_year(case, one) and not one.agrees(total) and (rules is None or one.value != rules.total)


def _is_of_the_year(case: Case, one: Points) -> bool:
    return one.year in (0, case.dossier.project.year)


def _is_grade(one: Points, grade: str) -> bool:
    return _SAME_GRADES.get(one.written, one.written) == _SAME_GRADES.get(grade, grade)


def _other_points(case: Case, passage: Passage, one: Points, total: Decimal) -> Said:
    off = gap(one.value, total, points)
    text = passage[3]
    new = f"{text[: one.start]}{{score.total}}{text[one.end :]}"
    return Said(
        f"{heading(case, passage)}里得分写的是 {points(one.value)}，指标表的总分是 {points(total)}，{off}。",
        (place_of(case, passage), Place("answer", case.dossier.id, TYPED_TOTAL)),
        sides(points(one.value), points(total), points(abs(one.value - total))),
        (rewritten(case, passage, f"改为 {points(total)}", new),),
        detail=f"points {one.start}",
    )


def _other_grade(case: Case, passage: Passage, one: Points, grade: str) -> Said:
    text = passage[3]
    return Said(
        f"{heading(case, passage)}里等级写的是“{one.written}”，按总分是“{grade}”。",
        (place_of(case, passage), Place("answer", case.dossier.id, TYPED_GRADE)),
        (Side("正文", one.written), Side("应为", grade)),
        (rewritten(case, passage, f"改为“{grade}”", f"{text[: one.start]}{{grade}}{text[one.end :]}"),),
        detail=f"grade {one.start}",
    )


def growth_and_shares_follow_from_their_figures(case: Case) -> Iterator[Said]:
    """1260人次，比上年增加160人次，增长14.55%: a rate is the change over the value of before (check 59).

    A share is the part over the whole.  What the unit's year tells itself is left to its own check.
    """
    for passage in passages_with_figures(case):
        for one in growths(passage[3]):
            if not one.agrees and not is_held_against_accounts(case, passage, one.start):
                yield _other_rate(case, passage, one, f"写“{one.words}”，按这两个数", "")
        for share in wrong_shares(passage[3]):
            if not is_held_against_accounts(case, passage, share.start):
                what = f" {share.part}写的占比是 {percent(share.written)}，"
                yield _other_rate(case, passage, share, what, "share ")


def _other_rate(case: Case, passage: Passage, one: Growth | Share, what: str, kind: str) -> Said:
    """A rate in the text that its own figures do not give; ``what`` says of which one the sentence speaks."""
    text, written = passage[3], Decimal(one.written)
    due = rounded(one.due, max(2, len(one.written.partition(".")[2])))
    return Said(
        f"{heading(case, passage)}里{what}算出来是 {percent(f'{due:f}')}，{gap(written, due, percentage_points)}。",
        (place_of(case, passage),),
        sides(percent(one.written), percent(f"{due:f}"), percentage_points(abs(written - due))),
        (rewritten(case, passage, f"改为 {due:f}{NBSP}%", f"{text[: one.start]}{due:f}%{text[one.end :]}"),),
        detail=f"{kind}{one.start}",
    )


RULES = (
    Rule(
        "text-score",
        55,
        "正文里的得分和等级与指标表一致",
        Level.WARNING,
        "正文",
        "自评得分和等级由指标表算出，正文写的是同一个数；用“插入数据”就不会写错。",
        text_tells_the_points_of_the_project,
        stages=YEAR_END,
        example="正文写“自评得分93分”，指标表的总分是 93.23 分；或者写“等级为良”，按总分是“优”。",
        rests_on=(*ON_AMOUNTS, *ON_SCORES, "score-total", "grade"),
    ),
    Rule(
        "text-growth",
        59,
        "正文里的增减率和占比算得出来",
        Level.WARNING,
        "正文",
        "写了本年数、上年数（或增减数）和增减率的，增减率 = 增减数 ÷ 上年数；写了各项和占比的，占比 = 该项 ÷ 总数。",
        growth_and_shares_follow_from_their_figures,
        of=BOTH,
        stages=YEAR_END,
        example="写“救助1260人次，比上年增加160人次，增长15.45%”：160 ÷ 1100 应为 14.55 %。",
        rests_on=("text-sum",),
    ),
)
