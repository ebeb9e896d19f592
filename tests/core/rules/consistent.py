"""Projects without a fault under a real form, and one way of breaking each figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from hypothesis import strategies as st

from core.checking import check
from core.forms.indicator_model import Level2
from core.forms.library import known
from core.forms.model import Form
from core.kinds import trimmed
from core.model import SOURCES, Dossier, Fund, Goal, Indicator, Project, Unit
from core.reading import read
from core.rules.finding import Case
from core.scoring.scores import score

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
EXPECTED = "按时足额拨付医疗救助资金，减轻困难群众看病负担。"


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
    told = Dossier(project, _funds(draw), {}, (), numbered)
    return replace(told, answers=_answers(draw, form, told), goal=(_goal(draw, told),))


def _goal(draw: st.DrawFn, dossier: Dossier) -> Goal:
    return Goal(900, 7, 1, "annual", EXPECTED, _report(draw, dossier))


def _answers(draw: st.DrawFn, form: Form, dossier: Dossier) -> dict[str, str]:
    """Something under each heading the form asks for: plain words, or the figures once more."""
    topics = [topic for topic in form.outline("project") if topic.key]
    asked = [t for t in topics if not (t.sentence or t.empty or t.repeats or t.table or t.when)]
    said = (f"{topic.heading}一项按规定办理。" for topic in asked)
    told = (_report(draw, dossier) if draw(st.booleans()) else text for text in said)
    return {topic.key: text for topic, text in zip(asked, told, strict=True)}


def _report(draw: st.DrawFn, dossier: Dossier) -> str:
    """Figures of the grid and of the first indicator in running text, live or as they are typed."""
    if draw(st.booleans()):
        live = "全年预算{fund.total.annual:万元}，实际支出{fund.total.executed:万元}，"
        return f"{live}执行率{{fund.total.execution_rate:数}}%。"
    budget, spent = _budget(dossier), _spent(dossier)
    rate = (spent / budget * 100).quantize(_CENT, ROUND_HALF_UP)
    row = next(row for row in dossier.indicator if row.level2 == "数量指标")
    parts = [f"{SOURCES[source]}{trimmed(_wan(fund.annual))}万元" for source, fund in dossier.funds.items()]
    listed = f"，其中{'、'.join(parts)}" if len(parts) > 1 else ""
    return (
        f"资金共计{trimmed(budget)}万元{listed}。全年预算{trimmed(budget)}万元，实际支出{trimmed(spent)}万元，"
        f"执行率{rate}%。{row.name}达到{row.actual}。"
    )


def _budget(dossier: Dossier) -> Decimal:
    return sum((_wan(fund.annual) for fund in dossier.funds.values()), Decimal(0))


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
    needs: str = ""  # a stage of the fund grid, a required 二级指标, “scores”, “ten” points for the rate, “grades”

    def fits(self, form: Form) -> bool:
        """Whether a form has what the break needs."""
        has = {
            "",
            *(measure.stage for measure in form.fund.measures),
            *(["scores"] if form.scoring else []),
            *(["grades"] if form.grades else []),
            *(["ten"] if _gives_ten(form) else []),
            *(part.name for level in form.indicators.levels for part in level.parts if part.required),
        }
        return self.needs in has


def _gives_ten(form: Form) -> bool:
    """Whether a form gives up to 10 points in proportion to the execution rate."""
    rules = form.scoring
    return rules is not None and rules.execution_weight == 10 and not rules.execution_steps


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


def _told(text: str, *, alone: bool = False) -> Callable[[Dossier], Dossier]:
    """A sentence more behind the goal's result, or in its place; ``alone`` without any other running text."""

    def apply(dossier: Dossier) -> Dossier:
        goal = dossier.goal[0]
        actual = text.format(dossier=dossier) if alone else f"{goal.actual}\n{text}"
        return replace(dossier, goal=(replace(goal, actual=actual),))

    return apply


def _one_source(text: str = "按规定完成。", **stages: str) -> Callable[[Dossier], Dossier]:
    """One source with these amounts; the running text tells no figure but what is given."""

    def apply(dossier: Dossier) -> Dossier:
        answers = dict.fromkeys(dossier.answers, "按规定办理。")
        goal = replace(dossier.goal[0], actual=text)
        return replace(dossier, funds={"county": Fund(**stages)}, answers=answers, goal=(goal,))

    return apply


def _both(*steps: Callable[[Dossier], Dossier]) -> Callable[[Dossier], Dossier]:
    def apply(dossier: Dossier) -> Dossier:
        for step in steps:
            dossier = step(dossier)
        return dossier

    return apply


def _quiet(dossier: Dossier) -> Dossier:
    """The same without figures in running text, for a break that changes what they tell."""
    answers = dict.fromkeys(dossier.answers, "按规定办理。")
    return replace(dossier, answers=answers, goal=(replace(dossier.goal[0], actual="按规定完成。"),))


def _weightless(dossier: Dossier) -> Dossier:
    return with_row(dossier, replace(dossier.indicator[0], weight="0"))


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
    Break("执行是负数", "amount-negative",
          _both(_quiet, _county(executed=lambda fund: f"-{trimmed(_wan(fund.executed))}"))),
    Break("超出预算", "spent-within-budget", _county(executed=lambda fund: trimmed(_wan(fund.annual) + 1))),
    Break("没有用完", "execution-reason",
          _both(_quiet, _all_funds(lambda f: replace(f, executed=trimmed(_wan(f.annual) * 8 / 10))))),
    Break("调整预算", "adjustment-reason", _county(initial=lambda fund: trimmed(_wan(fund.annual) + 2)), "initial"),
    Break("一栏两种写法", "money-unit", _both(_quiet, _typed_in_two_ways)),
    Break("目标没有单位", "same-unit", _changed(lambda row: replace(row, target=row.target.removesuffix("人次")))),
    Break("填了状态", "actual-value", _first("数量指标", actual="已完成")),
    Break("抄了目标", "actual-not-target", _changed(lambda row: replace(row, actual=row.target))),
    Break("没有达到", "deviation-reason", _both(_quiet, _result("0.7"))),
    Break("远远超过", "excess-reason", _both(_quiet, _result("2"))),
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


_EIGHT = {"initial": "8", "annual": "8", "in_place": "8", "executed": "7.58"}
_IN_YUAN = {"initial": "1500000", "annual": "1500000", "in_place": "1500000", "executed": "1484443.84"}
_ROUNDED = {"initial": "7452.27元", "annual": "7452.27元", "in_place": "7452.27元", "executed": "6752元"}
TOLD_BREAKS = (
    Break("正文合计写错", "text-sum", _told("另有支出共计10万元，其中甲费3万元、乙费4万元。")),
    Break("括号里的合计写错", "text-sum", _told("另有支出合计7.58万元（办公费2.23万元、差旅费1.75万元）。")),
    Break("人数写错", "text-count-sum", _told("共走访1200人次，其中低保对象800人次、特困人员390人次。")),
    Break("结余写错", "text-balance", _told("年初结转5.9万元，本年收入5万元，支出3万元，年末结余9.7万元。")),
    Break("执行率写错", "text-figures", _told("执行率12.34%。")),
    Break("预算写错", "text-figures", _told("全年预算1.23万元。")),
    Break("金额没有单位", "text-amount-unit", _told("其余合计317.75，照旧。")),
    Break("算式写错", "quantity-standard", _told("8900人×97.5元/人=86.75万元。")),
    Break("指标值写错", "text-indicator-values",
          _both(_first("数量指标", name="领取补贴人次"), _told("领取补贴人次达到7人次。"))),
    Break("项数写错", "item-count", _told("做了3项工作：1.宣传；2.培训。")),
    Break("编号跳号", "list-numbers", _told("1.宣传\n2.培训\n4.检查")),
    Break("年度写错", "text-year", _told("2020年共检查800家。")),
    Break("文号写错", "document-number", _told("见示医保[2021]3号文件。")),
    Break("错字", "word-pairs", _told("资金拔付及时。")),
    Break("名称写错", "project-name", _told("城乡医疗求助补助资金按时发放。")),
    Break("留着提示", "prompt-left", _told("（可用表格形式反映）")),
    Break("照抄目标", "goal-copied", _told("已按时足额拨付医疗救助资金，减轻群众看病负担。", alone=True)),
    Break("说都用完了", "text-all-spent", _both(_one_source("资金已全部支付。", **_EIGHT))),
    Break("说没有问题", "problems-none",
          _both(_quiet, _result("0.7"), _first("数量指标", deviation="两个镇改到次年一月"),
                _answered("problems", lambda _: "无。"))),
    Break("按取整的率算分", "score-from-rounded-rate",
          _both(_one_source(**_EIGHT), _answered("typed.total.execution_score", lambda _: "9.5")), "ten"),
    Break("按取整的钱算率", "rate-from-rounded-money",
          _both(_one_source(**_ROUNDED), _answered("typed.total.execution_rate", lambda _: "90.67"))),
    Break("没有分母", "rate-without-divisor",
          _both(_one_source(annual="0", executed="0"), _answered("typed.total.execution_rate", lambda _: "100"))),
    Break("整张表按元填", "money-in-yuan", _one_source("全年安排资金150万元。", **_IN_YUAN)),
    Break("结余填错", "balance", _both(_quiet, _answered("typed.total.balance", lambda _: "0.77"))),
    Break("调整没有加上", "adjusted-budget", _county(adjustment=lambda _: "5")),
    Break("成本不一样", "cost-executed",
          _both(_one_source(**_EIGHT), _first("成本指标", target="≤8万元", actual="7.5万元")), "成本指标"),
    Break("目标不是数", "target-quantity",
          _both(_quiet, _first("数量指标", target="活动有序开展", actual="活动有序开展"))),
    Break("没有分值", "weight-positive", _weightless, "scores"),
    Break("填了数的名称", "indicator-numbers", _both(_quiet, _first("数量指标", name="全年救助7人次"))),
    Break("原因空话", "generic-reason",
          _both(_quiet, _result("0.7"), _first("数量指标", deviation="因工作实际情况调整"))),
)  # fmt: skip


def _spent(dossier: Dossier) -> Decimal:
    return sum((_wan(fund.executed) for fund in dossier.funds.values()), Decimal(0))
