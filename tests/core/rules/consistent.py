"""Projects without a fault under a real form, and one way of breaking each figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal

from hypothesis import strategies as st

from core.checking import check
from core.forms.library import known
from core.forms.model import Form, Level2
from core.kinds import trimmed
from core.model import Dossier, Fund, Indicator, Project, Unit
from core.reading import read
from core.rules.finding import Case
from core.scoring import score

UNIT = Unit(name="示例县医疗保障局", code="325001", department="示例县医疗保障局", department_code="325")
NAMES: Mapping[str, tuple[str, ...]] = {
    "数量指标": ("资助参保人数", "直接救助人次", "宣传资料印发量"),
    "质量指标": ("救助对象认定准确率", "折页验收合格率", "录入差错整改率"),
    "时效指标": ("救助资金拨付及时率", "一站式结算率", "举报办结及时率"),
    "成本指标": ("人均补助标准", "单次配送成本"),
    "经济成本指标": ("窗口平均改造费用", "单次检查成本"),
    "经济效益指标": ("个人自付费用减少额", "追回违规使用基金"),
    "社会效益指标": ("困难群众救助覆盖率", "政策知晓率"),
    "生态效益指标": ("资料电子化替代率", "无纸化办理率"),
    "可持续影响指标": ("信息比对机制", "政策宣传长效机制"),
    "服务对象满意度指标": ("救助对象满意度", "参保群众满意度"),
}
COUNTED, RATE, COST, MONEY, WORDS = "counted", "rate", "cost", "money", "words"
_KINDS = {"数量指标": COUNTED, "成本指标": COST, "经济成本指标": COST, "经济效益指标": MONEY, "可持续影响指标": WORDS}
_CENT = Decimal("0.01")


def rules_in(form: Form, dossier: Dossier) -> set[str]:
    """The rules that say something."""
    values = read(form, UNIT, dossier)
    return {finding.rule for finding in check(Case(values, score(values)))}


# ---- a project without a fault


@st.composite
def projects(draw: st.DrawFn, name: str) -> Dossier:
    """A project whose table holds together under a form: amounts, weights, targets and results."""
    form = known()[name]
    project = replace(Project(7, 2021, name="城乡医疗救助补助资金", agency=UNIT.name), **_required(form))
    rows = [row for level in form.indicators.levels for row in _rows_of(draw, form, level.parts, level.quota)]
    if form.scoring and not any(row.weight for row in rows):
        rows = _weighed(draw, rows, form.scoring.total - form.scoring.execution_weight)
    numbered = tuple(replace(row, id=n, position=n) for n, row in enumerate(rows, start=1))
    return Dossier(project, _funds(draw), {}, (), numbered)


def _required(form: Form) -> dict[str, str]:
    fields = (header.field.partition(".") for header in form.headers if header.required)
    return {name: UNIT.name for table, _, name in fields if table == "project" and name != "name"}


def _funds(draw: st.DrawFn) -> dict[str, Fund]:
    """One or two sources, spent nearly; whole 元 written in either unit."""
    funds = {}
    sources = draw(st.sampled_from([("county",), ("central", "county")]))
    in_yuan = len(sources) == 1 and draw(st.booleans())
    for source in sources:
        budget = draw(st.integers(500_000, 90_000_000))
        spent = budget * draw(st.integers(9300, 10_000)) // 10_000
        texts = [f"{one}元" if in_yuan else trimmed(Decimal(one) / 10_000) for one in (budget, budget, budget, spent)]
        funds[source] = Fund(initial=texts[0], annual=texts[1], in_place=texts[2], executed=texts[3])
    return funds


def _rows_of(draw: st.DrawFn, form: Form, parts: tuple[Level2, ...], quota: Decimal | None) -> list[Indicator]:
    """The rows of a 一级指标: each required 二级指标 has one, and all of them weigh its quota."""
    known = [part for part in parts if part.name in NAMES]
    least = known if not any(part.required for part in known) else [part for part in known if part.required]
    chosen = [part for part in known if part.required or part is least[0] or draw(st.booleans())]
    rows = []
    for part in chosen:
        many = draw(st.integers(1, 2)) if part.required else 1
        rows += [_row(draw, form, part, name) for name in draw(st.permutations(NAMES[part.name]))[:many]]
    return _weighed(draw, rows, quota) if form.scoring and quota else rows


def _weighed(draw: st.DrawFn, rows: list[Indicator], quota: Decimal) -> list[Indicator]:
    shares = [draw(st.integers(2, 4)) for _ in rows]
    weights = [(quota * share / sum(shares)).quantize(_CENT, ROUND_DOWN) for share in shares]
    weights[0] += quota - sum(weights)
    return [replace(row, weight=trimmed(weight)) for row, weight in zip(rows, weights, strict=True)]


def _row(draw: st.DrawFn, form: Form, part: Level2, name: str) -> Indicator:
    level1 = next(level.name for level in form.indicators.levels if part in level.parts)
    target, actual = _values(draw, _KINDS.get(part.name, RATE))
    return Indicator(0, 7, 0, level1, part.name, name, target=target, actual=actual)


def _values(draw: st.DrawFn, kind: str) -> tuple[str, str]:
    """A target and a result that reaches it, not by far."""
    if kind == WORDS:
        return "健全", draw(st.sampled_from(["健全", "达成"]))
    if kind == RATE:
        target = draw(st.integers(80, 98))
        return f"≥{target}%", f"{trimmed(Decimal(target) + Decimal(draw(st.integers(1, 19))) / 10)}%"
    if kind == COST:
        limit = draw(st.integers(100, 900))
        return f"≤{limit}元/人", f"{limit * draw(st.integers(80, 100)) // 100}元/人"
    unit = "人次" if kind == COUNTED else "万元"
    target = draw(st.integers(1000, 90_000)) if kind == COUNTED else draw(st.integers(100, 900))
    return f"≥{target}{unit}", f"{target * draw(st.integers(101, 125)) // 100}{unit}"


# ---- one figure broken


@dataclass(frozen=True, slots=True)
class Break:
    """What is done to a project without a fault, and the rule that says so; only in forms that have what it needs."""

    name: str
    rule: str
    apply: Callable[[Dossier], Dossier]
    needs: str = ""  # a stage of the fund grid, or “scores” or “grades”

    def fits(self, form: Form) -> bool:
        """Whether a form has what the break needs."""
        has = {
            "",
            *(measure.stage for measure in form.fund.measures),
            *(["scores"] if form.scoring else []),
            *(["grades"] if form.grades else []),
        }
        return self.needs in has


def _first(level2: str, **texts: str) -> Callable[[Dossier], Dossier]:
    """Other texts in the first row of a 二级指标."""

    def apply(dossier: Dossier) -> Dossier:
        first = next(row for row in dossier.indicator if row.level2 == level2)
        return with_row(dossier, replace(first, **texts))

    return apply


def with_row(dossier: Dossier, new: Indicator) -> Dossier:
    """The dossier with another row in the place of the one with its number."""
    return replace(dossier, indicator=tuple(new if row.id == new.id else row for row in dossier.indicator))


def _changed(change: Callable[[Indicator], Indicator], level2: str = "数量指标") -> Callable[[Dossier], Dossier]:
    def apply(dossier: Dossier) -> Dossier:
        return with_row(dossier, change(next(row for row in dossier.indicator if row.level2 == level2)))

    return apply


def _answered(key: str, text: Callable[[Dossier], str]) -> Callable[[Dossier], Dossier]:
    return lambda dossier: replace(dossier, answers={**dossier.answers, key: text(dossier)})


def _county(**texts: Callable[[Fund], str]) -> Callable[[Dossier], Dossier]:
    def apply(dossier: Dossier) -> Dossier:
        fund = dossier.funds["county"]
        new = replace(fund, **{stage: text(fund) for stage, text in texts.items()})
        return replace(dossier, funds={**dossier.funds, "county": new})

    return apply


def _all_funds(change: Callable[[Fund], Fund]) -> Callable[[Dossier], Dossier]:
    def apply(dossier: Dossier) -> Dossier:
        return replace(dossier, funds={source: change(fund) for source, fund in dossier.funds.items()})

    return apply


def _wan(text: str) -> Decimal:
    """An amount as it was generated, in 万元."""
    return Decimal(text[:-1]) / 10_000 if text.endswith("元") else Decimal(text)


def _times(text: str, factor: Decimal) -> str:
    """The number of a value times a factor, with its unit."""
    number = "".join(sign for sign in text if sign.isdigit() or sign == ".")
    return f"{trimmed(Decimal(number) * factor // 1)}{text.rpartition(number)[2]}"


def _swapped_names(dossier: Dossier) -> Dossier:
    one, other = dossier.indicator[0], dossier.indicator[-1]
    return with_row(dossier, replace(other, name=one.name))


def _typed_in_two_ways(dossier: Dossier) -> Dossier:
    plain, marked = Fund("100", "", "100", "100", "97"), Fund("50", "", "50", "50", "49万元")
    return replace(dossier, funds={"county": plain, "central": marked})


def _weight_less(row: Indicator) -> Indicator:
    return replace(row, weight=trimmed(Decimal(row.weight) - 1))


def _result(factor: str) -> Callable[[Dossier], Dossier]:
    return _changed(lambda row: replace(row, actual=_times(row.actual, Decimal(factor))))


BREAKS = (
    Break("项目名称空着", "header-filled", lambda d: replace(d, project=replace(d.project, name=""))),
    Break("名称里写几个项目", "one-project", lambda d: replace(d, project=replace(d.project, name="甲费、乙费"))),
    Break("金额有两个小数点", "text-readable", _county(executed=lambda fund: "1..5")),
    Break("执行率写错", "rate", _answered("typed.total.execution_rate", lambda _: "12.34")),
    Break("合计写错", "fund-total", _answered("typed.total.executed", lambda d: trimmed(_spent(d) - 1))),
    Break("元填进万元", "money-magnitude", _county(executed=lambda fund: trimmed(_wan(fund.initial) * 9500 // 1))),
    Break("超出预算", "spent-within-budget", _county(executed=lambda fund: trimmed(_wan(fund.annual) + 1))),
    Break("没有用完", "execution-reason", _all_funds(lambda f: replace(f, executed=trimmed(_wan(f.annual) * 8 / 10)))),
    Break("调整预算", "adjustment-reason", _county(initial=lambda fund: trimmed(_wan(fund.annual) + 2)), "initial"),
    Break("一栏两种写法", "money-unit", _typed_in_two_ways),
    Break("目标没有单位", "same-unit", _changed(lambda row: replace(row, target=row.target.removesuffix("人次")))),
    Break("填了状态", "actual-value", _first("数量指标", actual="已完成")),
    Break("抄了目标", "actual-not-target", _changed(lambda row: replace(row, actual=row.target))),
    Break("没有达到", "deviation-reason", _result("0.7")),
    Break("远远超过", "excess-reason", _result("2")),
    Break("多写了万", "value-magnitude", _changed(lambda row: replace(row, actual=row.actual.replace("人", "万人")))),
    Break("不是一个量", "same-quantity", _first("质量指标", actual="103.11万人")),
    Break("文字填成数", "qualitative-pair", _first("质量指标", target="优良")),
    Break("名称是时间", "indicator-name", _first("数量指标", name="2021年1-12月")),
    Break("重复的指标", "indicator-twice", _swapped_names),
    Break("列错二级", "level-fits", _first("质量指标", name="群众满意率")),
    Break("少了分值", "weight-sum", _changed(_weight_less), "scores"),
    Break("得分算错", "score-formula", _changed(lambda row: replace(row, score="0.5")), "scores"),
    Break("得分超过", "score-within-weight", _changed(lambda row: replace(row, score=f"{row.weight}9")), "scores"),
    Break("等级写错", "grade", _answered("typed.score.grade", lambda _: "差"), "grades"),
    Break("总分写错", "score-total", _answered("typed.score.total", lambda _: "99.995"), "scores"),
)  # fmt: skip


def _spent(dossier: Dossier) -> Decimal:
    return sum((_wan(fund.executed) for fund in dossier.funds.values()), Decimal(0))
