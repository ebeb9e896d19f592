"""A unit's year for the tests of its checks: without a fault, under a real form, with one cell or text changed.

of_year(line("general.outturn", "1758.56"), answer("general_note", "…"))
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from types import MappingProxyType

from core.accounts.rows import Account, EconomicLine, FunctionLine
from core.accounts.values import read_accounts
from core.checking import check
from core.forms.library import known
from core.model import Dossier, Fund, Goal, Project, Unit
from core.reading import Values, read
from core.rules.finding import Case, Finding
from core.scoring.scores import score

ID, YEAR, FORM = 99, 2021, "accounts-2021"
UNIT = Unit(name="示例县医疗保障局", code="325001", department="示例县医疗保障局", department_code="325")
Change = Callable[[Dossier], Dossier]

_ACCOUNTS = MappingProxyType(
    {
        "general_income": {"outturn": "1758.56"},
        "fund_income": {"outturn": "37.21"},
        "opening": {"outturn": "0.68"},
        "total_income": {"previous": "1610.28"},
        "basic": {"outturn": "287.43"},
        "projects": {"outturn": "1509.02"},
        "fiscal_opening": {"outturn": "0.68"},
        "fiscal_total_income": {"previous": "1610.28"},
        "general": {"previous": "1392.73"},
        "domestic_reception": {"budget": "0.49", "outturn": "0.13", "previous": "0.25"},
        "reception": {"reason": "厉行节约"},
        "three_public": {"reason": "厉行节约"},
        "abroad": {"outturn": "0"},
        "car_purchase": {"outturn": "0"},
        "domestic_batches": {"outturn": "1"},
        "domestic_guests": {"outturn": "11"},
        "running_cost": {"outturn": "23.96", "previous": "25.34", "reason": "厉行节约"},
        "goods": {"outturn": "6.07"},
        "sme_contracts": {"outturn": "6.07"},
        "micro_contracts": {"outturn": "6.07"},
        "vehicles": {"outturn": "0"},
        "civil": {"outturn": "12"},
        "service": {"outturn": "4"},
        "posts": {"outturn": "15"},
        "assessed": {"outturn": "2"},
        "with_goals": {"outturn": "2"},
        "monitored": {"outturn": "2"},
        "evaluated": {"outturn": "2"},
    }
)
_FUNCTION = (
    ("2010607", "一般公共服务支出", "财政事务", "信息化建设", "0.08"),
    ("2080505", "社会保障和就业支出", "行政事业单位养老支出", "机关事业单位基本养老保险缴费支出", "18.62"),
    ("2080506", "社会保障和就业支出", "行政事业单位养老支出", "机关事业单位职业年金缴费支出", "3.92"),
    ("2083099", "社会保障和就业支出", "财政代缴社会保险费支出", "财政代缴其他社会保险费支出", "188.84"),
    ("2101101", "卫生健康支出", "行政事业单位医疗", "行政单位医疗", "13"),
    ("2101102", "卫生健康支出", "行政事业单位医疗", "事业单位医疗", "1.28"),
    ("2101501", "卫生健康支出", "医疗保障管理事务", "行政运行", "860.5"),
    ("2101599", "卫生健康支出", "医疗保障管理事务", "其他医疗保障管理事务支出", "559.85"),
    ("2130599", "农林水支出", "扶贫", "其他扶贫支出", "86.78"),
    ("2210201", "住房保障支出", "住房改革支出", "住房公积金", "26.37"),
)
_ECONOMIC = (
    ("人员经费", "30101", "基本工资", "200.28"),
    ("人员经费", "30108", "机关事业单位基本养老保险缴费", "18.62"),
    ("人员经费", "30109", "职业年金缴费", "3.92"),
    ("人员经费", "30110", "职工基本医疗保险缴费", "14.28"),
    ("人员经费", "30113", "住房公积金", "26.37"),
    ("公用经费", "30201", "办公费", "23.83"),
    ("公用经费", "30217", "公务接待费", "0.13"),
)
_ANSWERS = MappingProxyType(
    {
        "functions": "贯彻执行医疗保障的法律法规和政策。",
        "key_work": "落实参保和待遇政策。",
        "organisation": "下设1个科室。",
        "total_reason": "人员和项目增多",
        "reception_content": "接待检查组用餐",
        "performance_management": "预算和目标同步编制。",
        "results_used": "自评结果用于下年预算。",
        "self_evaluation_quality": "数据与决算一致。",
        "conclusion": "重点工作按目标完成。",
    }
)


def year(*changes: Change) -> Dossier:
    """The rows of the year, with the changes made."""
    accounts = {key: Account(**texts) for key, texts in _ACCOUNTS.items()}
    function = tuple(
        FunctionLine(100 + n, ID, n, "一般公共预算", code, category, section, item, adjusted=text, outturn=text)
        for n, (code, category, section, item, text) in enumerate(_FUNCTION)
    )
    fund = FunctionLine(
        150, ID, 50, "政府性基金", "2296013", "其他支出", "彩票公益金安排的支出",
        "用于城乡医疗救助的彩票公益金支出", adjusted="37.21", outturn="37.21",
    )  # fmt: skip
    economic = tuple(
        EconomicLine(200 + n, ID, n, kind, code, name, outturn=text)
        for n, (kind, code, name, text) in enumerate(_ECONOMIC)
    )
    project = Project(ID, YEAR, form=FORM, scope="unit")
    whole = Dossier(project, answers=dict(_ANSWERS), accounts=accounts, function=(*function, fund), economic=economic)
    for change in changes:
        whole = change(whole)
    return whole


def projects(*executed: str) -> tuple[Values, ...]:
    """Projects of the year that spent so much."""
    return tuple(
        read(
            known()["sichuan-2021"],
            UNIT,
            Dossier(
                Project(n, YEAR, name=f"第{n}号专项经费", form="sichuan-2021"),
                {"county": Fund(initial=text, annual=text, in_place=text, executed=text)},
                {"content": "开展专项工作。"},
                goal=(Goal(n * 10, n, expected="完成", actual="完成"),),
            ),
        )
        for n, text in enumerate(executed, start=1)
    )


def case_of(whole: Dossier, *executed: str, before: Dossier | None = None, form: str = FORM) -> Case:
    """The case of a year over projects that spent so much (1509.02 in two if not said), last year's beside it."""
    members = projects(*(executed or ("1000", "509.02")))
    values = read(known()[form], UNIT, whole, members)
    neighbours = tuple(member.dossier.project for member in members)
    return Case(values, score(values), neighbours, before=read_accounts(before) if before else None)


def of_year(*changes: Change, executed: Iterable[str] = (), before: Dossier | None = None) -> Case:
    """The case of the year with the changes made."""
    return case_of(year(*changes), *executed, before=before)


def found(told: Case, *rules: str) -> list[str]:
    """The rules that speak, or only those named."""
    return [finding.rule for finding in check(told) if not rules or finding.rule in rules]


def only(told: Case, rule: str) -> Finding:
    """The one finding of a rule."""
    (one,) = [finding for finding in check(told) if finding.rule == rule]
    return one


def sentence(told: Case, rule: str) -> str:
    """The sentence of the one finding of a rule, with ordinary blanks."""
    return only(told, rule).message.replace("\u00a0", " ")


# ---- changes


def line(cell: str, text: str) -> Change:
    """A text in a cell of the accounts: general.outturn."""
    key, measure = cell.split(".")

    def change(whole: Dossier) -> Dossier:
        changed = replace(whole.accounts.get(key, Account()), **{measure: text})
        return replace(whole, accounts={**whole.accounts, key: changed})

    return change


def answer(key: str, text: str) -> Change:
    """A text in an answer."""
    return lambda whole: replace(whole, answers={**whole.answers, key: text})


def row(name: str, field: str, text: str) -> Change:
    """A text in a row by function or economic item, found by its name or code."""

    def change(whole: Dossier) -> Dossier:
        function = tuple(replace(r, **{field: text}) if name in (r.item, r.code) else r for r in whole.function)
        economic = tuple(replace(r, **{field: text}) if name in (r.name, r.code) else r for r in whole.economic)
        return replace(whole, function=function) if function != whole.function else replace(whole, economic=economic)

    return change


def more(*rows: FunctionLine | EconomicLine) -> Change:
    """Further rows."""

    def change(whole: Dossier) -> Dossier:
        function = tuple(r for r in rows if isinstance(r, FunctionLine))
        economic = tuple(r for r in rows if isinstance(r, EconomicLine))
        return replace(whole, function=(*whole.function, *function), economic=(*whole.economic, *economic))

    return change
